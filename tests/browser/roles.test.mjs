/** The matrix of roles, from the tables that decide: filtered, with who holds it behind each cell, and on paper. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("the matrix of roles", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("is searched, and has who holds a permission behind each cell", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/roles" });
    const { page } = visitor;
    const matrix = page.getByRole("grid", { name: "Roles" });
    await page.getByRole("searchbox", { name: "Search permissions" }).fill("sync");
    const row = matrix.getByRole("row", { name: "Safes: sync" });
    await row.waitFor({ state: "attached" });
    await visitor.press(row.getByRole("link", { name: /S-8/ }));
    const panel = page.getByRole("complementary", { name: "Safes: sync" });
    await panel.getByRole("row", { name: "Liam O'Sullivan" }).waitFor({ state: "attached" });
    assert.equal(await panel.getByRole("row", { name: "Noah Lindqvist" }).count(), 0);
  });

  it("stands book by book, with admin profiles and custom roles beside it where they are wanted", async () => {
    const visitor = await house.visit(people.fullAdmin, { hash: "#/roles" });
    const { page } = visitor;
    const heads = () => page.getByRole("grid", { name: "Roles" }).getByRole("columnheader").allInnerTexts();
    await visitor.press(page.getByRole("tab", { name: "Doors and keys" }));
    await page.getByRole("columnheader", { name: "Key owner" }).waitFor({ state: "attached" });
    assert.ok(!(await heads()).includes("Group Administrator"));
    await visitor.press(page.getByRole("combobox", { name: "Profiles and custom roles" }));
    await visitor.press(await visitor.option("Door desk"));
    await page.keyboard.press("Escape");
    await page.getByRole("columnheader", { name: "Door desk" }).waitFor({ state: "attached" });
  });

  it("is printed as a table", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/roles" });
    const { page } = visitor;
    await visitor.row("Roles", "Users: list").waitFor({ state: "attached" });
    await page.evaluate(() => (window.print = () => (window.printed = document.getElementById("paper")?.innerText)));
    await visitor.pressButton("Table options: Roles");
    await visitor.press(page.getByRole("menuitem", { name: "Print" }));
    await page.waitForFunction(() => window.printed);
    const paper = await page.evaluate(() => window.printed);
    for (const text of ["Roles", "Group Administrator", "Safes: sync", "S-8", "Safes: emergency code"]) assert.ok(paper.includes(text), text);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#app").isVisible(), false, "the canvas stays off the paper");
    assert.equal(await page.getByRole("table").isVisible(), true);
  });
});
