/**
 * The text of seed 000 gone through in its order, in the console, while safes are played over the device protocol: its tables,
 * limits, steps and questions. The accounts' own words stand in the names.
 */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, password, people } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

/** MX-0001 to MX-0020; the others of the demonstration have no device. */
const played = 20;

/** Everything that a page lets this person press, the menu of its head included. @param {Visitor} visitor @param {string} hash */
async function offered(visitor, hash) {
  const { page } = visitor;
  await visitor.open("#/");
  await page.waitForFunction(() => document.title.startsWith("Overview "));
  await visitor.open(hash);
  await page.waitForFunction(() => !document.title.startsWith("Overview "));
  if (await visitor.absent.count()) return [];
  await visitor.atRest();
  const names = await page.getByRole("button").allTextContents();
  const more = visitor.button("More actions");
  if (!(await more.count())) return names;
  await visitor.press(more.first());
  const items = page.getByRole("menuitem");
  await items.first().waitFor({ state: "attached" });
  names.push(...(await items.allTextContents()));
  await page.keyboard.press("Escape");
  await items.first().waitFor({ state: "detached" });
  return names;
}

/** The state of an order of the safe that is shown. @param {Visitor} visitor @param {string} order @param {string} state */
function order(visitor, order, state) {
  return visitor.page.getByRole("grid", { name: "Orders" }).getByRole("row").filter({ hasText: order }).filter({ hasText: state }).first();
}

/** The safe's state beside its name. @param {Visitor} visitor @param {string} state */
function state(visitor, state) {
  return visitor.page.getByRole("main").getByText(state, { exact: true }).first();
}

/** @type {Awaited<ReturnType<typeof openHouse>>} */
let house;
/** @type {Awaited<ReturnType<(typeof house)["playSafes"]>>} */
let fleet;

describe("seed 000", () => {
  before(async () => {
    house = await openHouse({ pairs: true, more: ["--heartbeat", "1"] });
    fleet = await house.playSafes(played);
  });
  afterEach(() => house.empty());
  after(() => house.close());

  describe("side by side", () => {
    // Capability, where it stands, what it is called there: account administrator, group administrator.
    const table = [
      ["Manage all groups: create", "#/groups", "Create group…", true, false],
      ["Groups structure: name, description, logo, notification e-mails", "#/groups/g1", "Edit…", true, false],
      ["Groups structure: which safes belong to a group", "#/groups/g1", "Add safes…", true, false],
      ["Groups structure: delete", "#/groups/g1", "Delete", true, false],
      ["Add users to a group", "#/groups/g1", "Add members…", true, true],
      ["Add safes to the account", "#/safes", "Register safe…", true, false],
      ["Remove safes from the account", "#/safes/s1", "Remove safe", true, false],
      ["Pair a safe with its device", "#/safes/s1", "Pair with a device", true, false],
      ["Create standard users", "#/users", "Add person…", true, true],
      ["Import users in bulk", "#/users", "Import…", true, true],
      ["Edit standard users", "#/users/u22", "Edit…", true, true],
      ["Set the role of standard users", "#/users/u22", "Set role…", true, true],
      ["Delete users", "#/users/u22", "Delete", true, false],
      ["Clear a user's PIN", "#/users/u35", "Clear PIN", true, true],
      ["Clear a user's fingerprint", "#/users/u35", "Clear fingerprint", true, true],
      ["Manage account administrators: edit", "#/users/u2", "Edit…", true, false],
      ["Manage account administrators: role", "#/users/u2", "Set role…", true, false],
      ["Manage account administrators: delete", "#/users/u2", "Delete", true, false],
      ["Update safe settings", "#/safes/s1", "Edit…", true, true],
      ["Sync", "#/safes/s1", "Sync now", true, true],
      ["Firmware", "#/safes/s1", "Upgrade firmware", true, true],
      ["Emergency OTP", "#/safes/s1", "Emergency code…", true, true],
      ["Safes outside their groups: settings", "#/safes/s7", "Edit…", true, false],
      ["Safes outside their groups: sync", "#/safes/s7", "Sync now", true, false],
      ["Safes outside their groups: OTP", "#/safes/s7", "Emergency code…", true, false],
      ["Narcotics: inventory records", "#/safes/s1", "Add asset…", true, true],
      ["Narcotics: count", "#/safes/s1", "Count all…", true, true],
      ["Narcotics: enrollment", "#/assets", "Enroll a tag…", true, true],
      ["Narcotics of safes outside their groups", "#/safes/s7", "Add asset…", true, false],
    ];
    const columns = [
      ["an account administrator", people.accountAdmin, 3],
      ["a group administrator", people.stationAdmin, 4],
      ["a group administrator without a group", people.adminWithoutGroup, undefined],
      ["a user", people.user, undefined],
    ];
    for (const [who, email, column] of columns) {
      it(`holds for ${who}`, async () => {
        const visitor = await house.visit(email);
        const there = new Map();
        for (const [capability, hash, control, ...may] of table) {
          if (!there.has(hash)) there.set(hash, await offered(visitor, hash));
          const expected = column !== undefined && may[column - 3];
          assert.equal(there.get(hash).includes(control), expected, `${capability}: ${control} at ${hash} of ${there.get(hash)}`);
        }
      });
    }

    it("keeps account settings, schedules, credentials and webhooks with the account administrator", async () => {
      const mine = ["Schedules", "API keys", "Webhooks", "Account settings"];
      for (const [email, expected] of [[people.accountAdmin, true], [people.stationAdmin, false], [people.adminWithoutGroup, false], [people.user, false]]) {
        const visitor = await house.visit(email);
        const places = await visitor.places();
        for (const place of mine) assert.equal(places.includes(place), expected, `${place} for ${email}`);
      }
    });

    it("has a group administrator create users and group administrators, and no account administrator", async () => {
      const liam = await house.visit(people.stationAdmin, { hash: "#/users" });
      await liam.pressButton("Add person…");
      const dialog = liam.page.getByRole("dialog", { name: "Add a person" });
      await dialog.getByRole("radio", { name: "Group Administrator" }).waitFor({ state: "attached" });
      assert.equal(await dialog.getByRole("radio", { name: "Account Administrator" }).count(), 0);
    });

    it("gives the permissions of a role across all groups that one is in", async () => {
      const priya = await house.visit(people.twoStationsAdmin, { hash: "#/groups" });
      await priya.row("Groups", "Station 2 Harborfront").waitFor({ state: "attached" });
      assert.deepEqual(await priya.page.getByRole("grid", { name: "Groups" }).getByRole("row", { name: /^Station/ }).evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label"))), ["Station 2 Harborfront", "Station 3 Hillcrest"]);
      for (const safe of ["#/safes/s7", "#/safes/s13"]) assert.ok((await offered(priya, safe)).includes("Sync now"), safe);
    });

    it("leaves nobody a way to his own role", async () => {
      for (const [email, self] of [[people.accountAdmin, "u1"], [people.stationAdmin, "u6"]])
        assert.ok(!(await offered(await house.visit(email), `#/users/${self}`)).includes("Set role…"), email);
    });

    it("gives a user the day's work with the safes that he may use, and no administration", async () => {
      const visitor = await house.visit(people.user);
      assert.deepEqual(await visitor.places(), ["Overview", "My profile"]);
      const there = await offered(visitor, "#/safes/s1");
      assert.ok(there.includes("Unlock…"));
      assert.deepEqual(await offered(visitor, "#/safes/s7"), [], "another station's");
    });
  });

  describe("a group administrator's orders", () => {
    it("are carried out by the safe, and each is seen through: sync, firmware, settings, unlock", async () => {
      const visitor = await house.visit(people.stationAdmin, { hash: "#/safes/s1" });
      const { page } = visitor;
      await visitor.title("Medic 11 narcotics").waitFor({ state: "attached" });
      await visitor.pressButton("Sync now");
      await order(visitor, "Sync", "Done").waitFor({ state: "attached" });
      await visitor.pressInMenu("Upgrade firmware");
      await visitor.pressButton("Upgrade", page.getByRole("alertdialog"));
      await order(visitor, "Firmware upgrade", "Done").waitFor({ state: "attached" });
      await visitor.pressButton("Unlock…");
      await visitor.pressButton("Unlock", page.getByRole("dialog", { name: "Unlock Medic 11 narcotics" }));
      await order(visitor, "Unlock", "Done").waitFor({ state: "attached" });
    });

    it("bring an emergency code, once, with the reason in the trail", async () => {
      const visitor = await house.visit(people.stationAdmin, { hash: "#/safes/s2" });
      const { page } = visitor;
      await visitor.pressButton("Emergency code…");
      const form = page.getByRole("dialog", { name: "Emergency code for Medic 12 narcotics" });
      await form.getByRole("textbox", { name: "Reason" }).fill("Keypad broken on Medic 12");
      await visitor.pressButton("Issue emergency code", form);
      await page.getByRole("dialog").getByText(/^\d{4} \d{4}$/).waitFor({ state: "attached" });
      const ada = await house.visit(people.accountAdmin, { hash: "#/audit?kind=safe.emergency_code" });
      const entry = ada.page.getByRole("row", { name: /Medic 12 narcotics/ }).first();
      await entry.waitFor({ state: "attached" });
      assert.match(await entry.innerText(), /Liam O'Sullivan/);
      await ada.press(entry);
      await ada.page.getByRole("complementary").getByText("Keypad broken on Medic 12").first().waitFor({ state: "attached" });
    });

    it("are not there for a safe that no device speaks for: its codes come from that", async () => {
      const visitor = await house.visit(people.stationAdmin, { hash: "#/safes/s39" });
      const code = visitor.button("Emergency code…");
      await code.waitFor({ state: "attached" });
      assert.equal(await code.getAttribute("aria-disabled"), "true");
      assert.match((await code.getAttribute("aria-description")) ?? "", /not paired with its device yet/);
      await state(visitor, "Not paired yet").waitFor({ state: "attached" });
    });
  });

  describe("enrollment: which safe can I pick?", () => {
    const pick = async (/** @type {string} */ email) => {
      const visitor = await house.visit(email, { hash: "#/assets" });
      await visitor.pressButton("Enroll a tag…");
      const dialog = visitor.page.getByRole("dialog", { name: "Enroll a tag" });
      await visitor.press(dialog.getByRole("combobox", { name: "Safe" }));
      const disabled = async (/** @type {string} */ name) => {
        const option = await visitor.option(name);
        await option.waitFor({ state: "attached" });
        return (await option.getAttribute("aria-disabled")) === "true";
      };
      const lacks = async (/** @type {string} */ name) => (await visitor.option(name)).waitFor({ state: "detached" });
      return { visitor, dialog, disabled, lacks };
    };

    it("an account administrator: any online safe of the account", async () => {
      const { disabled, lacks } = await pick(people.accountAdmin);
      for (const name of ["Medic 11 narcotics", "Medic 21 narcotics", "Medic 41 narcotics"]) assert.ok(!(await disabled(name)), name);
      assert.ok(await disabled("Reserve safe, workshop"), "it is offline");
      await lacks("Pharmacy vault"); // of the other account
    });

    it("a group administrator: safes of his groups that are online, and why another is missing", async () => {
      const { dialog, disabled, lacks } = await pick(people.stationAdmin);
      assert.ok(!(await disabled("Medic 12 narcotics")));
      assert.ok(await disabled("Battalion Chief 2 car"), "The safe is online");
      await lacks("Medic 21 narcotics"); // The safe is assigned to a group the administrator belongs to
      await dialog.getByText(/in none of your groups/).waitFor({ state: "attached" });
    });

    it("a group administrator without a group: none, and whom to ask", async () => {
      const visitor = await house.visit(people.adminWithoutGroup);
      assert.ok(!(await visitor.places()).includes("Inventory"));
      const advice = visitor.page.getByRole("status").filter({ hasText: "You are in no group yet" });
      await advice.waitFor({ state: "attached" });
      assert.match((await advice.getAttribute("aria-description")) ?? "", /Ask .*Ada Okafor/);
    });

    it("programs the tag on the safe that was picked", async () => {
      const { visitor, dialog } = await pick(people.stationAdmin);
      await visitor.press(await visitor.option("Medic 11 narcotics"));
      await visitor.press(dialog.getByRole("combobox", { name: "Asset" }));
      await visitor.press(await visitor.option("Naloxone 2 mg / 2 mL"));
      await dialog.getByRole("textbox", { name: "Tag" }).fill("E200-0007");
      await visitor.pressButton("Enroll", dialog);
      await dialog.waitFor({ state: "detached" });
      await visitor.open("#/safes/s1", "Medic 11 narcotics");
      await order(visitor, "Enrollment", "Done").waitFor({ state: "attached" });
    });
  });

  describe("two-person access", () => {
    it("is satisfied by either administrator where the safe wants an administrator, and by nobody else", async () => {
      const ada = await house.visit(people.accountAdmin, { hash: "#/safes/s3" });
      await ada.pressInMenu("Edit…");
      const edit = ada.page.getByRole("dialog", { name: "Edit Engine 1 medical" });
      await ada.press(edit.getByRole("radio", { name: /administrator/i }));
      await ada.pressButton("Save", edit);
      await order(ada, "Settings", "Done").waitFor({ state: "attached" });

      for (const second of [people.stationAdmin, people.accountAdmin]) {
        const noah = await house.visit(people.user, { hash: "#/safes/s3" });
        noah.refusals.push(401, 403, 428);
        await noah.pressButton("Unlock…");
        await noah.pressButton("Unlock", noah.page.getByRole("dialog", { name: "Unlock Engine 1 medical" }));
        const dialog = noah.page.getByRole("dialog", { name: "Second person for Engine 1 medical" });
        const signIn = async (/** @type {string} */ email) => {
          await dialog.getByRole("textbox", { name: "E-mail of the second person" }).fill(email);
          await dialog.getByRole("textbox", { name: "Password of the second person" }).fill(password);
          await noah.pressButton("Sign in and go on", dialog);
        };
        await signIn("meiling.chou@riverside.example"); // a user of the same station
        await dialog.getByRole("alert").waitFor({ state: "attached" });
        await signIn(second);
        await noah.message("Unlock ordered").waitFor({ state: "attached" });
        await order(noah, "Unlock", "Done").waitFor({ state: "attached" });
        await noah.leave();
      }
    });
  });

  describe("common questions", () => {
    it("can a Group Administrator promote someone to Account Administrator? No", async () => {
      const roles = async (/** @type {string} */ email) => {
        const visitor = await house.visit(email, { hash: "#/users/u22" });
        await visitor.pressButton("Set role…");
        const dialog = visitor.page.getByRole("dialog", { name: "Role of Noah Lindqvist" });
        await dialog.getByRole("radio").first().waitFor({ state: "attached" });
        return dialog.getByRole("radio").allTextContents();
      };
      assert.ok(!(await roles(people.stationAdmin)).includes("Account Administrator"));
      assert.ok((await roles(people.accountAdmin)).includes("Account Administrator"));
    });

    it("can one person be both roles? Each user has one role", async () => {
      const ada = await house.visit(people.accountAdmin, { hash: "#/users/u6" });
      await ada.pressButton("Set role…");
      const dialog = ada.page.getByRole("dialog", { name: "Role of Liam O'Sullivan" });
      await dialog.getByRole("radio", { name: "Group Administrator", checked: true }).waitFor({ state: "attached" });
      await ada.press(dialog.getByRole("radio", { name: "Account Administrator" }));
      await dialog.getByRole("radio", { name: "Account Administrator", checked: true }).waitFor({ state: "attached" });
      assert.equal(await dialog.getByRole("radio", { checked: true }).count(), 1);
    });

    it("why can't a Group Administrator change Group notification emails or add a safe? That takes an Account Administrator", async () => {
      const liam = await house.visit(people.stationAdmin, { hash: "#/access?thing=group:g1" });
      const row = liam.page.getByRole("row", { name: "edit Station 1 Downtown" });
      await row.getByRole("gridcell", { description: "This is for an Account Administrator." }).waitFor({ state: "attached" });
      assert.match(await row.innerText(), /\bNo\b/);
    });

    it("why can a Group Administrator see users outside their group? It is the account's directory", async () => {
      const visitor = await house.visit(people.stationAdmin, { hash: "#/users?q=Chiamaka" });
      await visitor.page.getByRole("row", { name: "Chiamaka Nwosu" }).waitFor({ state: "attached" });
      for (const name of ["Edit…", "Set role…", "Delete"])
        assert.ok(!(await offered(visitor, "#/users/u9")).includes(name), name);
    });

    it("why does a Group Administrator get an error updating a safe? It is not in one of their groups", async () => {
      const visitor = await house.visit(people.stationAdmin);
      visitor.refusals.push(404);
      const answer = await visitor.page.evaluate(async () => {
        const response = await fetch("/api/v1/safes/s7/sync", { method: "POST", headers: { "Castellan-Request": "1", "Content-Type": "application/json" }, body: "{}" });
        return response.status;
      });
      assert.equal(answer, 404);
    });
  });

  it("sets up a group administrator in its four steps, and the role gives tools where the group is", async () => {
    const dmitri = await house.visit(people.adminWithoutGroup);
    const there = (/** @type {string} */ name) => dmitri.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });

    const ada = await house.visit(people.accountAdmin, { hash: "#/groups" });
    const { page } = ada;
    await ada.pressButton("Create group…");
    const creation = page.getByRole("dialog", { name: "Create a group" });
    await creation.getByRole("textbox", { name: "Name" }).fill("Station 9 Quarry");
    await ada.pressButton("Create group", creation);
    await page.getByRole("row", { name: "Station 9 Quarry" }).waitFor({ state: "attached" });
    await ada.press(page.getByRole("row", { name: "Station 9 Quarry" }));
    await ada.title("Station 9 Quarry").waitFor({ state: "attached" });
    const group = page.url().split("#")[1];

    await ada.pressButton("Add safes…");
    const safes = page.getByRole("dialog", { name: /Station 9 Quarry/ });
    await ada.press(safes.getByRole("combobox"));
    await ada.press(await ada.option("Crash Truck 4 medical"));
    await page.keyboard.press("Escape");
    await ada.press(safes.getByRole("button", { name: /^Add/ }).last());
    await page.getByRole("grid", { name: "Safes" }).getByRole("row", { name: "Crash Truck 4 medical" }).waitFor({ state: "attached" });

    for (const [name, places] of [["User", "detached"], ["Group Administrator", "attached"]]) {
      await ada.open("#/users/u8", "Dmitri Volkov");
      await ada.pressButton("Set role…");
      const role = page.getByRole("dialog", { name: "Role of Dmitri Volkov" });
      await ada.press(role.getByRole("radio", { name, exact: true }));
      await ada.pressButton("Set role", role);
      await there("Users").waitFor({ state: places });
    }
    assert.equal(await there("Safes").count(), 0, "the role alone leads to no safe");

    await ada.open(`#${group}`, "Station 9 Quarry");
    await ada.pressButton("Add members…");
    const members = page.getByRole("dialog", { name: "Add members to Station 9 Quarry" });
    await ada.press(members.getByRole("combobox", { name: "People" }));
    await ada.press(await ada.option("Dmitri Volkov"));
    await page.keyboard.press("Escape");
    await ada.pressButton("Add member", members);

    await there("Safes").waitFor({ state: "attached" });
    await dmitri.open("#/safes/s19", "Crash Truck 4 medical");
    await dmitri.pressButton("Sync now");
    await order(dmitri, "Sync", "Done").waitFor({ state: "attached" });
  });

  it("shows on every open screen within seconds that safes are gone, and that they are back, without a reload", async () => {
    const liam = await house.visit(people.stationAdmin, { hash: "#/safes/s1" });
    const noah = await house.visit(people.user, { hash: "#/safes/s1" });
    for (const visitor of [liam, noah]) {
      await state(visitor, "Online").waitFor({ state: "attached" });
      await visitor.page.evaluate(() => (globalThis.stillTheSamePage = true));
    }
    await fleet.stop();
    for (const visitor of [liam, noah]) await state(visitor, "Offline").waitFor({ state: "attached" });
    // Its purpose: a code that opens the safe while it is offline.
    await liam.pressButton("Emergency code…");
    const form = liam.page.getByRole("dialog", { name: "Emergency code for Medic 11 narcotics" });
    await form.getByRole("textbox", { name: "Reason" }).fill("No network at the station");
    await liam.pressButton("Issue emergency code", form);
    const code = liam.page.getByRole("dialog").getByText(/^\d{4} \d{4}$/);
    await code.waitFor({ state: "attached" });
    await liam.page.keyboard.press("Escape");
    await code.waitFor({ state: "detached" });
    // What is ordered meanwhile waits.
    await liam.pressButton("Sync now");
    await order(liam, "Sync", "Waiting").waitFor({ state: "attached" });

    fleet = await house.playSafes(played);
    for (const visitor of [liam, noah]) {
      await state(visitor, "Online").waitFor({ state: "attached" });
      assert.ok(await visitor.page.evaluate(() => globalThis.stillTheSamePage), "without a reload");
    }
    await order(liam, "Sync", "Waiting").waitFor({ state: "detached" });
  });

  it("asks both kinds of administrators for a second factor once the account requires it, and users for none", async () => {
    const ada = await house.visit(people.accountAdmin, { hash: "#/settings" });
    await ada.pressButton("Switch on", ada.page.getByRole("region", { name: "Second factor for administrators" }));
    await ada.pressButton("Switch on", ada.page.getByRole("alertdialog", { name: "Require a second factor?" }));
    await ada.message("Settings saved").waitFor({ state: "attached" });
    const needsIt = { name: "Sync now", description: "Needs a session with a second factor" };
    for (const email of [people.accountAdmin, people.stationAdmin]) {
      const visitor = await house.visit(email, { hash: "#/safes/s1" });
      await visitor.page.getByRole("button", needsIt).waitFor({ state: "attached" });
    }
    const noah = await house.visit(people.user, { hash: "#/safes/s1" });
    await noah.pressButton("Unlock…");
    await noah.pressButton("Unlock", noah.page.getByRole("dialog", { name: "Unlock Medic 11 narcotics" }));
    await noah.message("Unlock ordered").waitFor({ state: "attached" });
  });
});
