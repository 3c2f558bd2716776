/** What a person may not see or do (RULEBOOK 6): it is not there, and nothing tells it from what does not exist. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("what a person may not see", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("looks the same as what does not exist, in words and in pixels", async () => {
    const visitor = await house.visit(people.stationAdmin);
    const { page } = visitor;
    const look = async (/** @type {string} */ hash) => {
      await visitor.open("#/", "");
      await visitor.absent.waitFor({ state: "detached" });
      await visitor.open(hash);
      await visitor.absent.waitFor({ state: "attached" });
      await page.mouse.move(640, 790);
      await visitor.atRest();
      return {
        title: await page.title(),
        words: await page.locator("body").ariaSnapshot(),
        advice: await visitor.absent.getAttribute("aria-description"),
        picture: (await page.screenshot()).toString("base64"),
      };
    };
    // Another station, somebody of the other account, a safe of another station; beside each what nobody ever made.
    for (const [hidden, nothing] of [["#/groups/g2", "#/groups/nonsense"], ["#/users/u4", "#/users/nonsense"], ["#/safes/s7", "#/safes/nonsense"]]) {
      const { picture: pictureOfHidden, ...wordsOfHidden } = await look(hidden);
      const { picture: pictureOfNothing, ...wordsOfNothing } = await look(nothing);
      assert.deepEqual(wordsOfHidden, wordsOfNothing, hidden);
      assert.ok(pictureOfHidden === pictureOfNothing, `${hidden} looks as ${nothing} does`);
    }
  });

  it("is not shown at a deep link followed before signing in either", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/groups/g2" });
    await visitor.absent.waitFor({ state: "attached" });
    assert.ok(!(await visitor.page.title()).includes("Harborfront"));
  });

  it("never reached the browser", async () => {
    const visitor = await house.visit(people.stationAdmin);
    for (const hash of ["#/groups/g2", "#/users/u4", "#/safes/s7"]) {
      await visitor.open(hash);
      await visitor.absent.waitFor({ state: "attached" });
      await visitor.atRest();
    }
    assert.ok(await visitor.wasTold("Station 1 Downtown"), "what may be seen did");
    for (const hidden of ["Harborfront", "Ferry terminal", "marta.kowalczyk", "MX-0007"])
      assert.ok(!(await visitor.wasTold(hidden)), `nothing of ${hidden}`);
  });

  it("is refused with 404 when asked for directly, as is what does not exist", async () => {
    const visitor = await house.visit(people.stationAdmin);
    visitor.refusals.push(404);
    const ask = (/** @type {string} */ path) => visitor.page.evaluate(async (path) => {
      const answer = await fetch(path);
      return { status: answer.status, body: await answer.text() };
    }, path);
    const nothing = await ask("/api/v1/groups/nonsense");
    assert.equal(nothing.status, 404);
    for (const path of ["/api/v1/groups/g2", "/api/v1/users/u4", "/api/v1/safes/s7"]) {
      const hidden = await ask(path);
      assert.equal(hidden.status, 404, path);
      assert.deepEqual(Object.keys(JSON.parse(hidden.body)), Object.keys(JSON.parse(nothing.body)), path);
    }
    assert.equal((await ask("/api/v1/groups/g1")).status, 200);
  });
});

/** Which places and which buttons each of them has there. */
const screens = [
  { who: "user", places: ["Overview", "My profile"], lacks: { "#/": ["Add person…", "Create group…", "Register safe…"] } },
  {
    who: "stationAdmin",
    places: ["Overview", "Users", "Groups", "Safes", "Inventory", "Reports", "Roles", "Who can what", "My profile"],
    has: { "#/users": ["Add person…", "Import…"], "#/groups/g1": ["Add members…"], "#/safes/s1": ["Sync now", "Emergency code…"] },
    lacks: { "#/groups": ["Create group…"], "#/safes": ["Register safe…"], "#/groups/g1": ["Edit…", "Add safes…", "More actions"] },
  },
  {
    who: "adminWithoutGroup", // S-3; the directory stays (S-4).
    places: ["Overview", "Users", "Roles", "Who can what", "My profile"],
    lacks: { "#/": ["Add person…", "Create group…", "Register safe…"], "#/users": ["Add person…", "Import…"] },
  },
  {
    who: "accountAdmin",
    places: ["Overview", "Users", "Groups", "Safes", "Inventory", "Reports", "Roles", "Least privilege", "Who can what", "Audit trail", "Schedules", "API keys", "Terminals", "Webhooks", "Account settings", "My profile"],
    has: {
      "#/users": ["Add person…"], "#/groups": ["Create group…"], "#/safes": ["Register safe…"],
      "#/groups/g1": ["Add members…", "Add safes…", "Edit…", "More actions"],
    },
    lacks: {},
  },
];

describe("what a person may not do", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  for (const { who, places, has = {}, lacks } of screens) {
    it(`is not on the screen of ${who}, and what he may is`, async () => {
      const visitor = await house.visit(people[who]);
      assert.deepEqual(await visitor.places(), places);
      for (const hash of new Set([...Object.keys(has), ...Object.keys(lacks)])) {
        await visitor.open(hash);
        for (const name of has[hash] ?? []) await visitor.button(name).first().waitFor({ state: "attached" });
        await visitor.atRest();
        const shown = await visitor.page.getByRole("button").allTextContents();
        for (const name of lacks[hash] ?? []) assert.ok(!shown.includes(name), `${name} at ${hash}: ${shown.join(", ")}`);
      }
    });
  }

  it("S-3: is nearly everything for a Group Administrator without a group, who is told whom to ask", async () => {
    const { page } = await house.visit(people.adminWithoutGroup);
    const advice = page.getByRole("status").filter({ hasText: "You are in no group yet" });
    await advice.waitFor({ state: "attached" });
    assert.match((await advice.getAttribute("aria-description")) ?? "", /Ask .*Ada Okafor/);
  });

  it("keeps him out of the screens behind it", async () => {
    const visitor = await house.visit(people.user);
    for (const hash of ["#/users", "#/groups", "#/safes", "#/assets", "#/doors", "#/reports", "#/modules", "#/admin", "#/profiles", "#/roles", "#/privileges", "#/access", "#/audit", "#/schedules", "#/credentials", "#/terminals", "#/webhooks", "#/settings"]) {
      await visitor.open(hash);
      await visitor.atRest();
      assert.equal(await visitor.page.getByRole("row").count(), 0, hash);
    }
  });
});
