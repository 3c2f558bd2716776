/** What a change of rights would give and take, by name and count, before it is sent. */

import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("the preview", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("of a role says in its dialog who gains what, and where", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users/u22" });
    await visitor.pressButton("Set role…");
    const dialog = visitor.page.getByRole("dialog", { name: "Role of Noah Lindqvist" });
    await visitor.press(dialog.getByRole("radio", { name: "Group Administrator" }));
    await dialog.getByText("1 person gains permissions").waitFor({ state: "attached" });
    await dialog.getByText(/^Users: list, create, edit.*Field Operations$/).waitFor({ state: "attached" });
    await visitor.press(dialog.getByRole("radio", { name: "No role" }));
    await dialog.getByText("1 person loses permissions").waitFor({ state: "attached" });
    await dialog.getByText(/^Safes: unlock · Station 1 Downtown, Medic 11 narcotics, and 6 more$/).waitFor({ state: "attached" });
  });

  it("of a membership says in the question who loses what", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users/u6" });
    await visitor.pressInRow(visitor.row("Groups", "Station 1 Downtown"), "Remove from group");
    const question = visitor.page.getByRole("alertdialog", { name: "Remove Liam O'Sullivan from Station 1 Downtown?" });
    await question.getByText("1 person loses permissions").waitFor({ state: "attached" });
    await visitor.pressButton("Cancel", question);
  });

  it("of a team's ownership says who gains it", async () => {
    const visitor = await house.visit(people.administrator, { hash: "#/teams/t1" });
    await visitor.pressInRow(visitor.row("People", "Owen Carmichael"), "Make owner");
    const question = visitor.page.getByRole("alertdialog");
    await question.getByText("1 person gains permissions").waitFor({ state: "attached" });
    await visitor.pressButton("Cancel", question);
  });
});
