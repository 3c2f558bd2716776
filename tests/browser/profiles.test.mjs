/** Admin profiles, as the full and partial administrators of seed 003 go through them (P-1 to P-7). */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

const persons = {
  partialAdmin: "dragan.petrovic@riverside.example", // in Night desk, with less of it, and in Door desk
  profileKeeper: "wojciech.brzeczyszczykiewicz@riverside.example", // in Profile keeper
};

describe("admin profiles", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("lead their members to exactly what they grant, and nobody else anywhere (P-1)", async () => {
    const visitor = await house.visit(persons.partialAdmin, { hash: "#/admin" });
    await visitor.title("Admin").waitFor({ state: "attached" });
    const text = await visitor.page.getByRole("main").innerText();
    for (const manager of ["Safes", "Doors", "Keys", "Groups"]) assert.match(text, new RegExp(`\\b${manager}\\b`));
    for (const manager of ["Users", "Audit", "Profiles", "Modules"]) assert.doesNotMatch(text, new RegExp(`\\b${manager}\\b`));
    assert.ok(!(await visitor.places()).includes("Admin profiles"), "P-4");

    const user = await house.visit(people.user);
    assert.ok(!(await user.places()).includes("Admin"));
    await user.open("#/admin");
    await user.absent.waitFor({ state: "attached" });
  });

  it("are made as a matrix in which list comes with every manager (P-2, P-6)", async () => {
    const visitor = await house.visit(people.fullAdmin, { hash: "#/profiles/f1" });
    const { page } = visitor;
    const card = page.getByRole("region", { name: "Permissions" });
    const safes = card.getByRole("group", { name: "Safes" });
    assert.equal(await safes.getByRole("checkbox", { name: "list", exact: true }).getAttribute("aria-disabled"), "true");
    await visitor.press(safes.getByRole("checkbox", { name: "upgrade" }));
    await visitor.press(card.getByRole("combobox", { name: "Add a manager" }));
    await page.getByRole("searchbox").last().fill("Doors");
    await visitor.press(page.getByRole("option", { name: "Doors" }));
    const doors = card.getByRole("group", { name: "Doors" });
    await doors.waitFor({ state: "attached" });
    assert.equal(await doors.getByRole("checkbox", { name: "list", exact: true }).getAttribute("aria-checked"), "true");
    await visitor.pressButton("Remove", card.getByRole("group", { name: "Audit" }));
    await card.getByRole("group", { name: "Audit" }).waitFor({ state: "detached" });
    await visitor.pressButton("Save permissions", card);
    await visitor.pressButton("Save permissions", page.getByRole("alertdialog"));
    await visitor.message("Changes saved").waitFor({ state: "attached" });
    await page.reload();
    await visitor.arrived();
    await card.getByRole("group", { name: "Doors" }).waitFor({ state: "attached" });
    assert.equal(await card.getByRole("group", { name: "Audit" }).count(), 0);
  });

  it("take partial administrators only, and say so of others (P-3)", async () => {
    const visitor = await house.visit(people.fullAdmin, { hash: "#/profiles/f1" });
    const { page } = visitor;
    await visitor.pressButton("Add member…");
    const dialog = page.getByRole("dialog", { name: "Add a member to Night desk" });
    await visitor.press(dialog.getByRole("combobox", { name: "Person" }));
    const user = page.getByRole("option", { name: /Noah Lindqvist/ });
    await page.getByRole("searchbox", { name: /./ }).last().fill("Noah");
    await user.waitFor({ state: "attached" });
    assert.equal(await user.getAttribute("aria-disabled"), "true");
    assert.match((await user.getAttribute("aria-description")) ?? (await user.innerText()), /partial administrators/i);
  });

  it("show a partial administrator what he holds, and let him tick no more (P-5)", async () => {
    const visitor = await house.visit(persons.profileKeeper, { hash: "#/profiles" });
    const { page } = visitor;
    await page.getByRole("row", { name: "Profile keeper" }).waitFor({ state: "attached" });
    await visitor.press(page.getByRole("row", { name: "Profile keeper" }));
    await visitor.title("Profile keeper").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("row", { name: "Ayşe Demir" }).getByRole("button"));
    await visitor.press(page.getByRole("menuitem", { name: "What they hold…" }));
    const dialog = page.getByRole("dialog", { name: /^What Ayşe Demir holds/ });
    await visitor.press(dialog.getByRole("combobox", { name: "Add a manager" }));
    const offered = await page.getByRole("option").allInnerTexts();
    assert.deepEqual(offered.map((text) => text.trim()).sort(), ["Profiles", "Users"]);
  });

  it("are copied and compared", async () => {
    const visitor = await house.visit(people.fullAdmin, { hash: "#/profiles/f2" });
    const { page } = visitor;
    await visitor.pressButton("Copy…");
    const dialog = page.getByRole("dialog", { name: "Copy a profile" });
    assert.equal(await dialog.getByRole("textbox", { name: "Name" }).inputValue(), "Door desk (copy)");
    await visitor.pressButton("Create profile", dialog);
    await visitor.message("Profile created").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("combobox", { name: "With" }));
    await visitor.press(page.getByRole("option", { name: "Door desk (copy)" }));
    await page.getByText("Both carry the same").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("combobox", { name: "With" }));
    await visitor.press(page.getByRole("option", { name: "Profile keeper" }));
    await page.getByRole("grid", { name: "Comparison" }).getByRole("row", { name: /Doors: remote unlock/ }).waitFor({ state: "attached" });
  });

  it("are held against what their members used in the last 90 days", async () => {
    const dragan = await house.visit(persons.partialAdmin, { hash: "#/safes/s20" });
    await dragan.pressButton("Sync now");
    await dragan.message("Sync ordered").waitFor({ state: "attached" });

    const visitor = await house.visit(people.fullAdmin, { hash: "#/profiles/f1" });
    await visitor.choose("With", "What its members used in the last 90 days");
    await visitor.press(visitor.page.getByRole("switch", { name: "Only what differs" }));
    const rows = visitor.page.getByRole("grid", { name: "Comparison" }).getByRole("row");
    const used = (/** @type {string} */ permission) => rows.filter({ hasText: permission }).getByText("Yes");
    await used("Safes: sync").nth(1).waitFor({ state: "attached" });
    assert.equal(await used("Safes: emergency code").count(), 1, "it was given, and not used");
  });

  it("take from their members at once what they lose, in the browser that is open (P-7)", async () => {
    const dragan = await house.visit(persons.partialAdmin, { hash: "#/doors/d1" });
    await dragan.button("Remote unlock").waitFor({ state: "attached" });
    const visitor = await house.visit(people.fullAdmin, { hash: "#/profiles/f2" });
    const { page } = visitor;
    const card = page.getByRole("region", { name: "Permissions" });
    await visitor.press(card.getByRole("group", { name: "Doors" }).getByRole("checkbox", { name: "remote unlock" }));
    await visitor.pressButton("Save permissions", card);
    const question = page.getByRole("alertdialog");
    await question.getByText("1 person loses permissions").waitFor({ state: "attached" });
    await visitor.pressButton("Save permissions", question);
    await dragan.button("Remote unlock").waitFor({ state: "detached" });
    await dragan.title("Station 1 bay door").waitFor({ state: "attached" });
  });
});
