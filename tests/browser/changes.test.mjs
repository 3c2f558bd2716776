/** Changes that destroy are confirmed, orders are shown with their state, and both are in the audit trail. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("a change", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("that destroys names the thing first, and does nothing when cancelled", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users/u31" });
    const { page } = visitor;
    await visitor.pressInMenu("Delete");
    const question = page.getByRole("alertdialog", { name: "Delete Maximiliana Constantinopolitanska-Featherstonehaugh?" });
    await visitor.pressButton("Cancel", question);
    await question.waitFor({ state: "detached" });
    assert.deepEqual(visitor.answers.filter((answer) => answer.path.startsWith("/api/v1/users/")), [], "nothing was asked of the server");
    await page.reload();
    await visitor.arrived();
    await visitor.title("Maximiliana Constantinopolitanska-Featherstonehaugh").waitFor({ state: "attached" });
  });

  it("that destroys is done when confirmed, and stands in the trail with who did it", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users/u30" });
    const { page } = visitor;
    const name = await page.getByRole("heading", { level: 1 }).textContent();
    await visitor.pressInMenu("Delete");
    await visitor.pressButton("Delete", page.getByRole("alertdialog", { name: `Delete ${name}?` }));
    await visitor.message("Person deleted").waitFor({ state: "attached" });
    await visitor.open("#/users/u30");
    await visitor.absent.waitFor({ state: "attached" });

    await visitor.open("#/audit", "Audit trail");
    const entry = page.getByRole("row", { name: new RegExp(name) }).first();
    await entry.waitFor({ state: "attached" });
    assert.match(await entry.innerText(), /Ada Okafor/);
  });

  it("that is an order to a safe is queued, and says so", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/safes/s1" });
    const { page } = visitor;
    await visitor.pressButton("Sync now");
    await visitor.message("Sync ordered").waitFor({ state: "attached" });
    const order = page.getByRole("grid", { name: "Orders" }).getByRole("row", { name: "Sync" });
    await order.waitFor({ state: "attached" });
    assert.match(await order.innerText(), /Waiting/);
    await page.reload();
    await visitor.arrived();
    await order.waitFor({ state: "attached" });
    assert.match(await order.innerText(), /Waiting/, "after a reload too");
  });

  it("that would make an address twice is refused in words, and keeps what was typed", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    visitor.refusals.push(403, 404, 409, 422);
    await visitor.pressButton("Add person…");
    const dialog = page.getByRole("dialog", { name: "Add a person" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Noah Again");
    await dialog.getByRole("textbox", { name: "E-mail address" }).fill("marta.kowalczyk@riverside.example"); // Whom Ada does not see.
    await visitor.pressButton("Add person", dialog);
    const refusal = dialog.getByRole("alert");
    await refusal.waitFor({ state: "attached" });
    assert.match((await refusal.getAttribute("aria-description")) ?? "", /X-12/, "with the rule's number");
    assert.equal(await dialog.getByRole("textbox", { name: "Name" }).inputValue(), "Noah Again");
    assert.ok(!(await page.content()).includes("Marta"), "whose address it is stays hidden");
  });

  it("that would change nothing yet waits for what is missing", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/groups" });
    await visitor.pressButton("Create group…");
    const dialog = visitor.page.getByRole("dialog", { name: "Create a group" });
    const create = visitor.button("Create group", dialog);
    await create.waitFor({ state: "attached" });
    assert.equal(await create.getAttribute("aria-disabled"), "true");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Station 9 Airport");
    await visitor.page.waitForFunction((button) => button.ariaDisabled !== "true", await create.elementHandle());
    await visitor.press(create);
    await visitor.page.getByRole("row", { name: "Station 9 Airport" }).or(visitor.title("Station 9 Airport")).first().waitFor({ state: "attached" });
  });
});
