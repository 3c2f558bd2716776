/** The console as a page among pages: addresses, Back, reloads, keys, narrow windows, and peace when nothing happens. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people, password } from "./house.mjs";

describe("the console", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("goes back and forward through the places, and the title follows", async () => {
    const visitor = await house.visit(people.accountAdmin);
    const { page } = visitor;
    const goTo = (/** @type {string} */ name) => visitor.press(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }));
    const at = async (/** @type {string} */ name, /** @type {string} */ hash) => {
      await visitor.title(name).waitFor({ state: "attached" });
      await page.waitForFunction((title) => document.title === title, `${name} · Castellan`);
      assert.equal(new URL(page.url()).hash, hash);
    };
    await goTo("Groups");
    await at("Groups", "#/groups");
    await visitor.press(page.getByRole("row", { name: "Station 2 Harborfront" }));
    await at("Station 2 Harborfront", "#/groups/g2");
    await goTo("Users");
    await at("Users", "#/users");
    await page.goBack();
    await at("Station 2 Harborfront", "#/groups/g2");
    await page.goBack();
    await at("Groups", "#/groups");
    await page.goForward();
    await at("Station 2 Harborfront", "#/groups/g2");
    await page.reload();
    await at("Station 2 Harborfront", "#/groups/g2");
  });

  it("keeps a search in the address, over a reload", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    const search = page.getByRole("searchbox", { name: "Search people" });
    await search.fill("lindqvist");
    await page.getByRole("row", { name: "Ada Okafor" }).waitFor({ state: "detached" });
    await page.waitForFunction(() => location.hash.includes("lindqvist"));
    await page.reload();
    await visitor.arrived();
    await page.getByRole("row", { name: "Noah Lindqvist" }).waitFor({ state: "attached" });
    assert.equal(await search.inputValue(), "lindqvist");
    assert.equal(await page.getByRole("row", { name: "Ada Okafor" }).count(), 0);
  });

  it("finds people, groups and safes from every place", async () => {
    const visitor = await house.visit(people.accountAdmin);
    const { page } = visitor;
    await page.getByRole("banner").getByRole("searchbox", { name: "Search" }).fill("downtown");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#/search?q=downtown");
    await visitor.press(page.getByRole("row", { name: "Station 1 Downtown" }));
    await visitor.title("Station 1 Downtown").waitFor({ state: "attached" });
  });

  it("shows one account at a time to who works in several", async () => {
    const visitor = await house.visit(people.bothAccountsAdmin, { hash: "#/groups" });
    const { page } = visitor;
    await page.getByRole("row", { name: "Station 1 Downtown" }).waitFor({ state: "attached" });
    await visitor.press(page.getByRole("combobox", { name: "Account" }));
    await visitor.press(page.getByRole("option", { name: "Mercy Hospital Depot" }));
    await page.getByRole("row", { name: "Station 1 Downtown" }).waitFor({ state: "detached" });
    assert.ok((await page.getByRole("main").getByRole("row").count()) > 1, "the groups of the other account");
  });

  it("draws nothing, and asks for nothing, while nothing happens", async () => {
    const visitor = await house.visit(people.accountAdmin, {
      hash: "#/safes",
      before: (page) => page.addInitScript(() => {
        globalThis.framesAskedFor = 0;
        const own = globalThis.requestAnimationFrame;
        globalThis.requestAnimationFrame = (callback) => {
          globalThis.framesAskedFor++;
          return own(callback);
        };
      }),
    });
    const { page } = visitor;
    await page.getByRole("row", { name: "Battalion Chief 2 car" }).waitFor({ state: "attached" }); // Answers are in.
    await page.mouse.move(640, 790);
    await visitor.atRest();
    const count = async () => ({
      asked: await page.evaluate(() => globalThis.framesAskedFor),
      drawn: await visitor.frames(),
      answers: visitor.answers.length,
    });
    const before = await count();
    assert.ok(before.asked > 0 && before.drawn > 0 && before.answers > 0, "it was counted");
    await page.waitForTimeout(3000);
    assert.deepEqual(await count(), before);
  });

  it("is worked by the keyboard alone, from the sign-in to a person", async () => {
    const visitor = await house.visit();
    const { page } = visitor;
    const focusedName = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
    const tabTo = async (/** @type {RegExp} */ wanted) => {
      for (let presses = 0; presses < 30; presses++) {
        if (wanted.test((await focusedName()) ?? "")) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`no ${wanted} within 30 presses of Tab; the focus is at ${await focusedName()}`);
    };
    await page.waitForFunction(() => document.activeElement?.getAttribute("type") === "email");
    await page.keyboard.type(people.accountAdmin);
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await visitor.arrived();
    await tabTo(/^Overview$/);
    await page.keyboard.press("ArrowDown"); // Within the navigation.
    assert.equal(await focusedName(), "Users");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: "Aaliyah Thompson" }).waitFor({ state: "attached" });
    await visitor.title("Users").waitFor({ state: "attached" });
    await tabTo(/^Aaliyah Thompson/);
    for (let row = 0; row < 2; row++) await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Ada Okafor");
    await page.keyboard.press("Enter");
    await visitor.title("Ada Okafor").waitFor({ state: "attached" });
  });

  it("takes presses of the mouse where things are drawn", async () => {
    const visitor = await house.visit(people.accountAdmin);
    await visitor.pointAt(visitor.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Safes" }));
    await visitor.title("Safes").waitFor({ state: "attached" });
    await visitor.pointAt(visitor.page.getByRole("row", { name: "Battalion Chief 2 car" }));
    await visitor.title("Battalion Chief 2 car").waitFor({ state: "attached" });
  });

  it("has its places behind a menu on a telephone", async () => {
    const visitor = await house.visit(people.accountAdmin, { viewport: { width: 390, height: 844 } });
    const { page } = visitor;
    assert.equal(await page.getByRole("navigation", { name: "Main" }).count(), 0);
    await visitor.pointAt(visitor.button("Open the menu"));
    const menu = page.getByRole("dialog", { name: "Menu" });
    await visitor.pointAt(menu.getByRole("link", { name: "Groups" }));
    await visitor.title("Groups").waitFor({ state: "attached" });
    await menu.waitFor({ state: "detached" });
    await visitor.pointAt(page.getByRole("row", { name: "Station 1 Downtown" }));
    await visitor.title("Station 1 Downtown").waitFor({ state: "attached" });
    for (const part of await page.getByRole("main").getByRole("heading").all()) {
      const box = await part.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, `${await part.textContent()} is not cut off`);
    }
  });
});
