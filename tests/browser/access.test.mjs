/** Who can what, by which role, and why somebody can't: on the pages of things, of persons, and where one is denied. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("access", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("to a safe is told person by person, with the role by which they have it", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/safes/s1" });
    await visitor.pressInMenu("Who can…");
    await visitor.title("Who can what").waitFor({ state: "attached" });
    await visitor.choose("What", "Safes: sync");
    const table = visitor.page.getByRole("grid", { name: "Who can: Safes: sync" });
    const liam = table.getByRole("row", { name: "Liam O'Sullivan" }).filter({ hasText: "S-8" });
    await liam.waitFor({ state: "attached" });
    assert.deepEqual((await liam.getByRole("gridcell").allInnerTexts()).slice(0, 3), ["Liam O'Sullivan", "Group Administrator", "S-8"]);
    assert.equal(await table.getByRole("row", { name: "Noah Lindqvist" }).count(), 0);
  });

  it("of a person stands on her page, by role and place", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users/u6" });
    const card = visitor.page.getByRole("region", { name: "What Liam can do" });
    await card.getByRole("heading", { name: "Group Administrator of Station 1 Downtown" }).waitFor({ state: "attached" });
    await card.getByRole("definition").filter({ hasText: "emergency code" }).waitFor({ state: "attached" });
  });

  it("that is missing is explained rule by rule", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/access?thing=safe:s1" });
    await visitor.press(visitor.page.getByRole("row", { name: /^remove / }));
    await visitor.page.getByText("gives no such permission here").first().waitFor({ state: "attached" });
    await visitor.page.getByText("S-11").first().waitFor({ state: "attached" });
  });

  it("that is denied at a deep link says which rule denies it, and whom to ask", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/webhooks" });
    await visitor.absent.waitFor({ state: "attached" });
    const card = visitor.page.getByRole("region", { name: "Why can't I see this?" });
    await card.getByRole("definition").filter({ hasText: "Webhooks: list" }).waitFor({ state: "attached" });
    await card.getByRole("term").filter({ hasText: "Rule S-11" }).waitFor({ state: "attached" });
    await card.getByRole("definition").filter({ hasText: "an Account Administrator" }).waitFor({ state: "attached" });
  });
});
