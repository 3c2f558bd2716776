/** Working with a group: its members, and its name when two people edit it at once. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("a group", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("S-9: gets a member from its Group Administrator, who is still there after a reload", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/groups/g1" });
    const { page } = visitor;
    const members = page.getByRole("grid", { name: "Members" });
    await members.waitFor({ state: "attached" });
    assert.equal(await members.getByRole("row", { name: "Aaliyah Thompson" }).count(), 0);

    await visitor.pressButton("Add members…");
    const dialog = page.getByRole("dialog", { name: "Add members to Station 1 Downtown" });
    await visitor.press(dialog.getByRole("combobox", { name: "People" }));
    await page.getByRole("searchbox", { name: "Search", exact: true }).last().fill("Aaliyah");
    await visitor.press(page.getByRole("option", { name: "Aaliyah Thompson" }));
    await page.keyboard.press("Escape"); // Of the list.
    await visitor.pressButton("Add member", dialog);

    await visitor.message("Member added").waitFor({ state: "attached" });
    await members.getByRole("row", { name: "Aaliyah Thompson" }).waitFor({ state: "attached" });
    await page.reload();
    await visitor.arrived();
    await members.getByRole("row", { name: "Aaliyah Thompson" }).waitFor({ state: "attached" });
  });

  it("S-9: lets its Group Administrator choose no Account Administrator", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/groups/g1" });
    await visitor.pressButton("Add members…");
    await visitor.press(visitor.page.getByRole("combobox", { name: "People" }));
    const search = visitor.page.getByRole("searchbox", { name: "Search", exact: true }).last();
    await search.fill("Abena");
    await visitor.page.getByRole("option", { name: "Abena Owusu-Ansah" }).waitFor({ state: "attached" });
    await search.fill("Ada Okafor");
    await visitor.page.getByRole("option").first().waitFor({ state: "detached" });
  });

  it("shows the second of two editors the conflict, and keeps what he typed", async () => {
    const [first, second] = [
      await house.visit(people.accountAdmin, { hash: "#/groups/g3" }),
      await house.visit(people.accountAdmin, { hash: "#/groups/g3" }),
    ];
    second.refusals.push(412);
    const dialog = (/** @type {import("./house.mjs").Visitor} */ visitor) => visitor.page.getByRole("dialog", { name: /^Edit / });
    const name = (/** @type {import("./house.mjs").Visitor} */ visitor) => dialog(visitor).getByRole("textbox", { name: "Name" });
    for (const visitor of [first, second]) await visitor.pressButton("Edit…");
    await name(second).fill("Station 3 Typed second");

    await name(first).fill("Station 3 Saved first");
    await first.pressButton("Save", dialog(first));
    await first.title("Station 3 Saved first").waitFor({ state: "attached" });

    const asked = second.page.waitForRequest((request) => request.method() === "PATCH");
    await second.pressButton("Save", dialog(second));
    assert.match((await asked).headers()["if-match"] ?? "", /^"\d+"$/);
    await dialog(second).getByText("Somebody else changed this meanwhile").waitFor({ state: "attached" });
    assert.equal(await name(second).inputValue(), "Station 3 Typed second");
    assert.match((await name(second).getAttribute("aria-description")) ?? "", /Station 3 Saved first/, "what is there now stands at the field");

    await second.pressButton("Save", dialog(second)); // Having seen it.
    for (const visitor of [first, second]) await visitor.title("Station 3 Typed second").waitFor({ state: "attached" });
  });
});
