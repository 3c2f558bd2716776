/** Least privilege: what administrators were given, held against what they used. */

import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("least privilege", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("is held against what was used, and less is offered (X-7)", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/privileges" });
    const { page } = visitor;
    const row = page.getByRole("grid", { name: "Least privilege" }).getByRole("row", { name: "Liam O'Sullivan" });
    await row.filter({ hasText: /instead of/ }).waitFor({ state: "attached" });
    await visitor.press(row);
    const panel = page.getByRole("complementary", { name: "Liam O'Sullivan" });
    await visitor.pressButton("Change it", panel);
    await visitor.pressButton("Change it", page.getByRole("alertdialog"));
    await visitor.message("Role changed").waitFor({ state: "attached" });
    await row.waitFor({ state: "detached" });
  });
});
