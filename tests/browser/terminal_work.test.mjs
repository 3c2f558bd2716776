/** What people do at a kiosk terminal beside its safes: doors, forms, an administrator's daily tasks; and what axe says of it. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { people } from "./house.mjs";
import { openStation, pin } from "./station.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("at a kiosk terminal", () => {
  /** @type {Awaited<ReturnType<typeof openStation>>} */
  let station;
  /** @type {import("./station.mjs").Terminal} */
  let terminal;
  /** @type {import("./station.mjs").Desk} */
  let chief;

  before(async () => {
    station = await openStation();
    chief = await station.desk(people.accountAdmin);
    for (const person of [people.stationAdmin, people.user, "bo.li@riverside.example", "mateus.goncalves@riverside.example"])
      await (await station.desk(person)).setPin();
    terminal = await station.terminal();
    const { code } = await chief.ask("POST", "groups/g1/terminal_code", { name: "Front desk", badge_alone: false });
    await terminal.pair(code);
  });
  after(() => station.close());

  /** Whatever he finds there. @param {string} name */
  async function signIn(name) {
    await terminal.page.getByRole("button", { name, exact: true }).click();
    await terminal.typePin(pin);
    await terminal.page.locator("body[data-stay]").waitFor();
    await terminal.button("Sign out").waitFor({ state: "attached" });
  }
  const violations = async () => {
    if (!(await terminal.page.evaluate(() => "axe" in globalThis))) await terminal.page.evaluate(axe);
    return terminal.page.evaluate(async () => {
      // What is on the canvas has its contrasts computed by tests/kit.
      const painted = !document.body.hasAttribute("data-stay");
      // That nobody zooms by accident is what a terminal is asked for: its letters are large as they are.
      const found = await globalThis.axe.run({ resultTypes: ["violations"], rules: { "color-contrast": { enabled: painted }, "meta-viewport": { enabled: false } } });
      return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 300)} ${node.failureSummary?.replace(/\s+/g, " ")}`));
    });
  };

  it("axe has no objection to any step", async () => {
    assert.deepEqual(await violations(), [], "names");
    await terminal.page.getByRole("button", { name: "Liam O'Sullivan", exact: true }).click();
    assert.deepEqual(await violations(), [], "pad");
    await terminal.typePin(pin);
    await terminal.home();
    assert.deepEqual(await violations(), [], "home");
    for (const step of ["Safes", "Medic 11 narcotics", "Ketamine 500 mg / 10 mL", "Take out"]) {
      await terminal.press(step);
      await terminal.page.waitForTimeout(300);
      assert.deepEqual(await violations(), [], step);
    }
    await terminal.signOut();
  });

  it("whoever comes finds everything within the screen, and large enough, at every size", async () => {
    const { page } = terminal;
    const amiss = () => page.evaluate(() =>
      [...document.querySelectorAll("#idle button")].filter((button) => button.checkVisibility()).flatMap((button) => {
        const { left, right, top, height } = button.getBoundingClientRect();
        return left < 0 || right > innerWidth || top < 0 || height < 56 ? [`${button.textContent}: ${left} to ${right} of ${innerWidth}, ${height} high`] : [];
      }));
    for (const [width, height] of [[1080, 1920], [390, 844], [1280, 800]]) {
      await page.setViewportSize({ width, height });
      assert.deepEqual(await amiss(), [], `names at ${width}`);
      await page.getByRole("button", { name: "Liam O'Sullivan", exact: true }).click();
      assert.deepEqual(await amiss(), [], `pad at ${width}`);
      await page.getByRole("button", { name: "Back", exact: true }).click();
    }
  });

  it("whoever holds a key opens the group's doors (D)", async () => {
    await signIn("Bo Li");
    await terminal.press("Doors", "Station 1 bay door", "Unlock");
    await terminal.says(/Door unlocked/);
    const keeper = await station.desk(people.fullAdmin);
    const { entries } = await keeper.ask("GET", "audit?kind=door.unlock&limit=1");
    assert.deepEqual([entries[0].actor, entries[0].effect], ["u32", "allow"]);
    await terminal.signOut();
  });

  it("a form is filled in and submitted (M-4)", async () => {
    await signIn("Mateus Gonçalves");
    await terminal.press("Forms", "Vehicle check");
    const mirror = terminal.page.locator("#mirror");
    await mirror.getByRole("combobox", { name: "Vehicle" }).dispatchEvent("click");
    await mirror.getByRole("option", { name: "Medic 12" }).dispatchEvent("click");
    await mirror.getByRole("textbox", { name: "Mileage" }).fill("43210");
    await mirror.getByRole("radio", { name: "Yes" }).dispatchEvent("click");
    await terminal.press("Submit");
    await terminal.says(/submitted/i);
    const keeper = await station.desk("bronwen.llewellyn@riverside.example");
    const { records } = await keeper.ask("GET", "records?module=m1&limit=200");
    const mine = records.filter((/** @type {{ values: Record<string, unknown> }} */ { values }) => String(values.mileage) === "43210");
    assert.equal(mine.length, 1);
    await terminal.signOut();
  });

  it("an administrator clears a forgotten PIN, and takes somebody into the group (S-7, S-9)", async () => {
    await terminal.signIn("Liam O'Sullivan");
    await terminal.press("Administration", "Clear a PIN", "Noah Lindqvist");
    await terminal.says("PIN cleared");
    assert.equal((await chief.ask("GET", "users/u22")).pin, false);
    await terminal.signOut();
    assert.equal(await terminal.page.getByRole("button", { name: "Noah Lindqvist", exact: true }).count(), 0);

    const members = async () => (await chief.ask("GET", "groups/g1")).members;
    const before = await members();
    await terminal.signIn("Liam O'Sullivan");
    await terminal.press("Administration", "Add a member");
    const somebody = terminal.page.locator("#mirror").getByRole("group", { name: "Add a member" }).getByRole("button").first();
    await somebody.dispatchEvent("click");
    await terminal.says(/added/i);
    assert.equal((await members()).length, before.length + 1);
    await terminal.signOut();
  });

  it("has not complained of anything", () => assert.deepEqual(terminal.troubles, []));
});
