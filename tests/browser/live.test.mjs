/** What somebody else changed is seen at once, without a reload. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("a change by somebody else", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("gives a person his new role's places in the browser that he has open", async () => {
    const noah = await house.visit(people.user);
    assert.deepEqual(await noah.places(), ["Overview", "My profile"]);
    await noah.page.evaluate(() => (globalThis.stillTheSamePage = true));

    const ada = await house.visit(people.accountAdmin, { hash: "#/users/u22" });
    await ada.pressButton("Set role…");
    const dialog = ada.page.getByRole("dialog", { name: "Role of Noah Lindqvist" });
    await ada.press(dialog.getByRole("radio", { name: "Group Administrator" }));
    await ada.pressButton("Set role", dialog);

    for (const name of ["Users", "Groups", "Safes"])
      await noah.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).waitFor({ state: "attached" });
    await noah.press(noah.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Groups" }));
    await noah.page.getByRole("row", { name: "Station 1 Downtown" }).waitFor({ state: "attached" });
    assert.ok(await noah.page.evaluate(() => globalThis.stillTheSamePage), "without a reload");
  });

  it("takes a person out of the page that he may no longer see", async () => {
    const priya = await house.visit(people.twoStationsAdmin, { hash: "#/groups/g3" });
    await priya.title("Station 3 Hillcrest").waitFor({ state: "attached" });
    const ada = await house.visit(people.accountAdmin, { hash: "#/users/u7" });
    await ada.press(ada.page.getByRole("grid", { name: "Groups" }).getByRole("button", { name: "Actions for Station 3 Hillcrest" }));
    await ada.press(ada.page.getByRole("menuitem", { name: "Remove from group" }));
    await ada.pressButton("Remove", ada.page.getByRole("alertdialog"));

    await priya.absent.waitFor({ state: "attached" });
    assert.ok(!(await priya.page.content()).includes("Hillcrest"), "its name is gone too");
  });

  it("puts a disabled person out of his open browser", async () => {
    const liam = await house.visit(people.stationAdmin, { hash: "#/users" });
    const caroline = await house.visit(people.administrator, { hash: "#/users/u6" });
    await caroline.pressInMenu("Disable");
    const question = caroline.page.getByRole("alertdialog", { name: "Disable Liam O'Sullivan?" });
    await caroline.pressButton("Disable", question);

    liam.refusals.push(401);
    await liam.page.getByRole("heading", { name: "Sign in" }).waitFor();
    await liam.page.getByText("Your session has ended.").waitFor();
    assert.equal(await liam.page.getByRole("row").count(), 0);

    await liam.page.getByRole("textbox", { name: "E-mail" }).fill(people.stationAdmin);
    await liam.page.getByRole("textbox", { name: "Password" }).fill("Castellan-demo-1");
    await liam.page.getByRole("button", { name: "Sign in" }).click();
    await liam.page.getByRole("alert").getByText("don’t belong together").waitFor();
  });
});
