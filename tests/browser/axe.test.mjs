/** axe-core finds nothing to object to in the mirror, on any screen, whoever looks at it. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people, screens } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe objects to in the page as it is now, a line for each. @param {import("playwright-core").Page} page */
async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    // Of the mirror nothing is painted; what is, on the canvas, has its contrasts computed by tests/kit/theme_test.cpp.
    const painted = document.getElementById("app").hidden;
    const found = await globalThis.axe.run({ resultTypes: ["violations"], rules: { "color-contrast": { enabled: painted } } });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 300)} ${node.failureSummary?.replace(/\s+/g, " ")}`));
  });
}

/** Whoever sees little is shown these besides his places: all others only say that they are not there. */
const things = ["#/users/u1", "#/groups/g1", "#/safes/s1", "#/doors/d2", "#/search?q=station", "#/nowhere"];

describe("axe has no objection to", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("the sign-in, also when it complains", async () => {
    const { page } = await house.visit();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Sign in" }).click();
    assert.deepEqual(await violations(page), []);
  });

  for (const [who, seesMuch] of Object.entries({
    accountAdmin: true, fullAdmin: true, organizationAdmin: true, teamOwner: true, stationAdmin: false, administrator: false, keyOwner: false, user: false,
  }))
    it(`any screen of ${who}`, async () => {
      const visitor = await house.visit(people[who]);
      const { page } = visitor;
      const places = await page.getByRole("navigation", { name: "Main" }).getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      assert.deepEqual(places.filter((place) => !screens.includes(place)), [], "the list has every place");
      for (const hash of seesMuch ? screens : [...places, ...things]) {
        await visitor.open(hash);
        await visitor.atRest();
        assert.deepEqual(await violations(page), [], hash);
      }
    });

  it("dialogs and menus", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    await visitor.pressButton("Add person…");
    await page.getByRole("dialog").waitFor({ state: "attached" });
    await visitor.atRest();
    assert.deepEqual(await violations(page), [], "a dialog");
    await page.keyboard.press("Escape");
    await visitor.open("#/users/u30");
    await visitor.pressButton("More actions");
    await page.getByRole("menuitem").first().waitFor({ state: "attached" });
    await visitor.atRest();
    assert.deepEqual(await violations(page), [], "a menu");
  });

  it("every part of the kit", async () => {
    const visitor = await house.visit("", { hash: "?kit" });
    const { page } = visitor;
    await page.getByRole("tab").first().waitFor({ state: "attached" });
    for (const tab of await page.getByRole("tab").all()) {
      await visitor.press(tab);
      await visitor.atRest();
      assert.deepEqual(await violations(page), [], await tab.textContent());
    }
  });
});
