/** Doors and keys: opening, sending, the week of a lock, and several groups worked on together. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

/** Of the demonstration, by their keys. The owner of three stations has two that share the Harbor gate. */
const keys = {
  admin: "anya.sokolova@riverside.example", // of Station 1
  user: "kwame.boateng@riverside.example", // of Station 1, whose users unlock remotely
  boundAdmin: "samuel.kipchoge@riverside.example", // of Station 2, whose admins change no lock settings
};

describe("doors and keys", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  /** Chooses in a picker of the dialog. @param {Visitor} visitor @param {string} label @param {string[]} names */
  const choose = async (visitor, label, ...names) => {
    const { page } = visitor;
    await visitor.press(page.getByRole("dialog").getByRole("combobox", { name: label }));
    for (const name of names) {
      // Of many choices only some are drawn: the list is searched, as a person would.
      if (label === "People") await page.getByRole("searchbox", { name: "Search", exact: true }).last().fill(name);
      await visitor.press(page.getByRole("option", { name }));
    }
    await page.keyboard.press("Escape"); // Of the list.
  };

  it("D-1: are opened nearby, from afar and for others as the person's key and group allow", async () => {
    const visitor = await house.visit(keys.user, { hash: "#/doors/d1" });
    await visitor.title("Station 1 bay door").waitFor({ state: "attached" });
    assert.equal(await visitor.button("Unlock for…").count(), 0, "the other toggle is off");
    await visitor.pressButton("Remote unlock");
    await visitor.message("Door unlocked from afar").waitFor({ state: "attached" });
    await visitor.pressButton("Unlock");
    await visitor.message("Door unlocked").first().waitFor({ state: "attached" });
    assert.deepEqual((await visitor.places()).filter((place) => place === "Doors"), [], "a user key is no administration");
  });

  it("are opened for somebody, whose name stands in the trail", async () => {
    const visitor = await house.visit(keys.admin, { hash: "#/doors/d1" });
    await visitor.pressButton("Unlock for…");
    const dialog = visitor.page.getByRole("dialog", { name: "Unlock Station 1 bay door for somebody" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Mill Lane Laundry");
    await visitor.pressButton("Unlock", dialog);
    await visitor.message("Door unlocked for somebody").waitFor({ state: "attached" });
  });

  it("D-2: get a key sent singly, and have it revoked; where each comes from stands beside it", async () => {
    const visitor = await house.visit(keys.admin, { hash: "#/doors/d1" });
    const { page } = visitor;
    const table = page.getByRole("main").getByRole("grid", { name: "Keys" });
    await table.getByRole("row", { name: "Kwame Boateng" }).getByText("Station 1 Downtown").waitFor({ state: "attached" });
    await visitor.pressButton("Send keys…", page.getByRole("region", { name: "Keys" }));
    await choose(visitor, "People", "Mateus Gonçalves");
    await visitor.pressButton("Send key", page.getByRole("dialog"));
    await visitor.message("Key sent").waitFor({ state: "attached" });
    const sent = table.getByRole("row", { name: "Mateus Gonçalves" }).filter({ has: page.getByRole("gridcell", { description: "Sent singly" }) });
    await sent.waitFor({ state: "attached" });
    await visitor.press(sent.getByRole("button"));
    await visitor.press(page.getByRole("menuitem", { name: "Revoke key" }));
    await visitor.pressButton("Revoke key", page.getByRole("alertdialog"));
    await visitor.message("Key revoked").waitFor({ state: "attached" });
    await sent.waitFor({ state: "detached" });
  });

  it("keep their hours on a week that is painted with the pointer and by keyboard, and are the same after a reload", async () => {
    const visitor = await house.visit(keys.admin, { hash: "#/doors/d1" });
    const { page } = visitor;
    const open = () => visitor.pressButton("Edit…", page.getByRole("region", { name: "Lock settings" }));
    await open();
    const dialog = page.getByRole("dialog", { name: "Lock settings of Station 1 bay door" });
    const week = dialog.getByRole("grid", { name: "Business hours" });
    await week.waitFor({ state: "attached" });
    await visitor.atRest();
    const day = await week.getByRole("row", { name: "Wednesday" }).boundingBox();
    const head = await week.getByRole("button", { name: "Wednesday, all day" }).boundingBox();
    assert.ok(day && head);
    const x = (/** @type {number} */ hour) => day.x + head.width + ((day.width - head.width) * hour) / 24;
    const y = day.y + day.height / 2;
    await page.mouse.move(x(8.1), y);
    await page.mouse.down();
    await page.mouse.move(x(12), y);
    await page.mouse.move(x(17.2), y);
    await page.mouse.up();
    // The cell that has the keyboard says the same until the pointer lets go.
    await week.getByRole("gridcell", { name: "Wednesday 08:00 to 17:30", exact: true }).first().waitFor({ state: "attached" });
    // The keyboard is where the pointer began; two days down, an hour wide.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Space");
    await week.getByRole("gridcell", { name: "Friday 08:00 to 09:00", exact: true }).first().waitFor({ state: "attached" });
    await dialog.getByRole("textbox", { name: "Another blackout date" }).fill("2026-12-25");
    await dialog.getByRole("textbox", { name: "What it is" }).fill("Christmas Day");
    await visitor.pressButton("Save", dialog);
    await visitor.message("Lock settings saved").waitFor({ state: "attached" });
    await page.reload();
    await visitor.arrived();
    await page.getByRole("gridcell", { name: "Wednesday 08:00 to 17:30", exact: true }).waitFor({ state: "attached" });
    await page.getByText("2026-12-25 · Christmas Day").waitFor({ state: "attached" });
  });

  it("D-2: keep their lock settings from admins whom the group does not let", async () => {
    const visitor = await house.visit(keys.boundAdmin, { hash: "#/doors/d4" });
    const { page } = visitor;
    await page.getByRole("region", { name: "Lock settings" }).waitFor({ state: "attached" });
    assert.equal(await visitor.button("Edit…", page.getByRole("region", { name: "Lock settings" })).count(), 0);
    await visitor.button("Send keys…", page.getByRole("region", { name: "Keys" })).waitFor({ state: "attached" });
  });

  it("D-3, D-4: an owner gives a role in several groups at once, and reads before what can't be", async () => {
    const visitor = await house.visit(people.keyOwner, { hash: "#/doors?view=groups" });
    const { page } = visitor;
    for (const name of ["Station 1 Downtown", "Station 2 Harborfront", "Station 3 Hillcrest"])
      await visitor.press(page.getByRole("checkbox", { name: `Select ${name}` }));
    await visitor.pressButton("Give key roles…", page.getByRole("region", { name: "Selection" }));
    const dialog = page.getByRole("dialog", { name: "Give key roles" });
    await choose(visitor, "People", "Goran Živković");
    const told = dialog.getByRole("status").or(dialog.getByRole("alert")).filter({ hasText: "1 can't be set now" });
    await told.waitFor({ state: "attached" });
    assert.match((await told.getAttribute("aria-description")) ?? "", /Goran Živković in Station 3 Hillcrest: It shares Harbor gate with Station 2 Harborfront/);
    await visitor.pressButton("Set 2 key roles", dialog);
    await visitor.message("Key role changed").waitFor({ state: "attached" });
    await visitor.open("#/groups/g3", "Station 3 Hillcrest");
    assert.equal(await page.getByRole("grid", { name: "Key roles" }).getByRole("row", { name: "Goran Živković" }).count(), 0);
  });

  it("D-2: a group's switch says what it does, and is kept", async () => {
    const visitor = await house.visit(people.keyOwner, { hash: "#/groups/g3" });
    const { page } = visitor;
    const toggle = page.getByRole("switch", { name: "Users can remote unlock" });
    await toggle.waitFor({ state: "attached" });
    assert.match((await toggle.getAttribute("aria-description")) ?? "", /unlock from afar/);
    await visitor.press(toggle);
    await page.getByRole("switch", { name: "Users can remote unlock", checked: true }).waitFor({ state: "attached" });
    await page.reload();
    await visitor.arrived();
    await page.getByRole("switch", { name: "Users can remote unlock", checked: true }).waitFor({ state: "attached" });
  });

  it("D-7: are installed, put into a group and removed by a Full Administrator", async () => {
    const visitor = await house.visit(people.fullAdmin, { hash: "#/doors" });
    const { page } = visitor;
    await visitor.pressButton("Install door…");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Boat house");
    await visitor.pressButton("Install door", page.getByRole("dialog"));
    await visitor.message("Door installed").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("row", { name: "Boat house" }));
    await visitor.title("Boat house").waitFor({ state: "attached" });
    await visitor.pressButton("Put into groups…", page.getByRole("region", { name: "Groups" }));
    await choose(visitor, "Groups", "Station 4 Airport");
    await visitor.pressButton("Put into group", page.getByRole("dialog"));
    await page.getByRole("grid", { name: "Keys" }).getByRole("row", { name: "Lucía Fernández de la Vega" }).waitFor({ state: "attached" });
    await visitor.pressInMenu("Remove door");
    await visitor.pressButton("Remove door", page.getByRole("alertdialog"));
    await visitor.absent.waitFor({ state: "attached" });
  });

  it("stand on a person's page, with where each key comes from", async () => {
    const visitor = await house.visit(people.fullAdmin, { hash: "#/users/u60" });
    const { page } = visitor;
    const table = page.getByRole("grid", { name: "Keys" });
    await table.getByRole("row", { name: "Station 4 Airport" }).waitFor({ state: "attached" });
    await table.getByRole("row", { name: "Radio mast hut" }).getByRole("gridcell", { description: "Sent singly" }).waitFor({ state: "attached" });
  });

  it("are painted by touch on a phone: sideways paints, up and down scrolls", async () => {
    const visitor = await house.visit(keys.admin, {
      hash: "#/doors/d3",
      viewport: { width: 390, height: 844 },
      before: (page) => page.emulateMedia({ reducedMotion: "reduce" }),
    });
    const { page } = visitor;
    await visitor.pressButton("Edit…", page.getByRole("region", { name: "Lock settings" }));
    const week = page.getByRole("dialog").getByRole("grid", { name: "Business hours" });
    await week.waitFor({ state: "attached" });
    await visitor.atRest();
    const day = await week.getByRole("row", { name: "Tuesday" }).boundingBox();
    const head = await week.getByRole("button", { name: "Tuesday, all day" }).boundingBox();
    assert.ok(day && head);
    const x = (/** @type {number} */ hour) => day.x + head.width + ((day.width - head.width) * hour) / 24;
    const y = day.y + day.height / 2;
    const finger = await page.context().newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {{ x: number, y: number }[]} */ ...touchPoints) =>
      finger.send("Input.dispatchTouchEvent", { type: /** @type {any} */ (type), touchPoints });
    await touch("touchStart", { x: x(6.1), y });
    await touch("touchMove", { x: x(9), y });
    await touch("touchMove", { x: x(11.9), y });
    await touch("touchEnd");
    await week.getByRole("gridcell", { name: "Tuesday 06:00 to 12:00", exact: true }).first().waitFor({ state: "attached" });
    await touch("touchStart", { x: x(3), y });
    await touch("touchMove", { x: x(3), y: y - 60 });
    await touch("touchMove", { x: x(5), y: y - 120 });
    await touch("touchEnd");
    await visitor.atRest();
    assert.equal(await week.getByRole("gridcell", { name: /^Tuesday 0[0-5]:/, selected: true }).count(), 0);
  });
});
