/** Two persons, the inventory, many orders at once, an import, and reports, as people go through them. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, password, people } from "./house.mjs";

describe("two persons", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  /** Liam asks for a safe that opens for two. */
  async function asked() {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/safes/s5" });
    visitor.refusals.push(401, 403, 428);
    await visitor.pressButton("Unlock…");
    await visitor.pressButton("Unlock", visitor.page.getByRole("dialog", { name: "Unlock Station 1 supply room" }));
    const dialog = visitor.page.getByRole("dialog", { name: "Second person for Station 1 supply room" });
    await dialog.waitFor({ state: "attached" });
    const signIn = async (email, secret) => {
      await dialog.getByRole("textbox", { name: "E-mail of the second person" }).fill(email);
      await dialog.getByRole("textbox", { name: "Password of the second person" }).fill(secret);
      await visitor.pressButton("Sign in and go on", dialog);
    };
    return { visitor, dialog, signIn };
  }

  it("open a safe together, and both stand in the trail (S-13)", async () => {
    const { visitor, dialog, signIn } = await asked();
    const field = dialog.getByRole("textbox", { name: "Password of the second person" });
    await signIn(people.accountAdmin, password);
    await visitor.message("Unlock ordered").waitFor({ state: "attached" });
    await dialog.waitFor({ state: "detached" });
    assert.equal(await field.count(), 0, "nothing of the second person stays");
    assert.ok(!(await visitor.page.content()).includes(people.accountAdmin), "nor in the page");

    const account = await house.visit(people.accountAdmin, { hash: "#/audit?kind=safe.unlock" });
    const entry = account.page.getByRole("row", { name: /Station 1 supply room/ }).first();
    await entry.waitFor({ state: "attached" });
    assert.match(await entry.innerText(), /Liam O'Sullivan with Ada Okafor/);
  });

  it("are two: one's own password is not enough, nor a wrong one (S-13)", async () => {
    const { visitor, dialog, signIn } = await asked();
    await signIn(people.stationAdmin, password);
    await dialog.getByRole("alert").filter({ hasText: "somebody else than the first" }).waitFor({ state: "attached" });
    await signIn(people.accountAdmin, "not her password");
    await dialog.getByRole("alert").filter({ hasText: "don't fit together" }).waitFor({ state: "attached" });
    await visitor.pressButton("Cancel", dialog);
    await dialog.waitFor({ state: "detached" });
    await visitor.page.reload();
    await visitor.arrived(); // Liam, as before
    await visitor.title("Station 1 supply room").waitFor({ state: "attached" });
  });
});

describe("the inventory", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("is counted blind: how many are expected is told afterwards", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/assets/x2" });
    const { page } = visitor;
    await visitor.title("Ketamine 500 mg / 10 mL").waitFor({ state: "attached" });
    await visitor.pressButton("Count…");
    const dialog = page.getByRole("dialog", { name: "Count Ketamine 500 mg / 10 mL" });
    await dialog.waitFor({ state: "attached" });
    assert.equal(await page.getByRole("term").filter({ hasText: "Quantity" }).count(), 0, "the page does not tell it either");
    assert.ok(!/expected.*5|5.*expected/.test(await dialog.innerText()));
    await dialog.getByRole("spinbutton", { name: "Counted" }).fill("3");
    await visitor.pressButton("Record count", dialog);
    await dialog.getByText("Ketamine 500 mg / 10 mL: 2 are missing").waitFor({ state: "attached" });
    const told = dialog.getByRole("status").or(dialog.getByRole("alert")).filter({ hasText: "2 are missing" }).first();
    assert.equal(await told.getAttribute("aria-description"), "Counted 3, 5 expected.");
    await visitor.press(visitor.button("Close", dialog).first());

    const custody = page.getByRole("grid", { name: "Chain of custody" }).getByRole("row", { name: /Counted/ });
    await custody.waitFor({ state: "attached" });
    assert.match(await custody.innerText(), /5 → 3/);
    assert.match(await custody.innerText(), /Liam O'Sullivan/);
  });

  it("loses what is wasted before a witness, and only then", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/assets/x3" });
    const { page } = visitor;
    await visitor.pressInMenu("Waste…");
    const form = page.getByRole("dialog", { name: "Waste Naloxone 2 mg / 2 mL" });
    await form.getByRole("spinbutton", { name: "Quantity" }).fill("1");
    await form.getByRole("textbox", { name: "Reason" }).fill("Broken ampoule");
    await visitor.pressButton("Record waste", form);
    const dialog = page.getByRole("dialog", { name: "Second person for Naloxone 2 mg / 2 mL" });
    await dialog.getByRole("textbox", { name: "E-mail of the second person" }).fill(people.accountAdmin);
    await dialog.getByRole("textbox", { name: "Password of the second person" }).fill(password);
    await visitor.pressButton("Sign in and go on", dialog);
    const custody = page.getByRole("grid", { name: "Chain of custody" }).getByRole("row", { name: /Wasted/ });
    await custody.waitFor({ state: "attached" });
    assert.match(await custody.innerText(), /11 → 10/);
    assert.match(await custody.innerText(), /with Ada Okafor/);
  });

  it("is listed for one's groups, and found by expiry", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/assets" });
    const table = visitor.page.getByRole("grid", { name: "Inventory" });
    await table.getByRole("row", { name: "Etomidate 40 mg / 20 mL" }).first().waitFor({ state: "attached" });
    assert.ok(!(await table.innerText()).includes("Medic 21 narcotics"), "nothing of another station");
  });

  it("offers for enrollment the safes of S-12, and says why another is missing", async () => {
    const visitor = await house.visit(people.twoStationsAdmin, { hash: "#/assets" });
    const { page } = visitor;
    await visitor.pressButton("Enroll a tag…");
    const dialog = page.getByRole("dialog", { name: "Enroll a tag" });
    await dialog.getByText(/in none of your groups/).waitFor({ state: "attached" });
    await visitor.press(dialog.getByRole("combobox", { name: "Safe" }));
    const offline = page.getByRole("option", { name: "Battalion Chief 2 car" });
    await offline.waitFor({ state: "attached" });
    assert.equal(await offline.getAttribute("aria-disabled"), "true");
    assert.match((await offline.getAttribute("aria-description")) ?? (await offline.innerText()), /Offline/);
    assert.equal(await page.getByRole("option", { name: "Medic 22 narcotics" }).getAttribute("aria-disabled"), null);
    assert.equal(await page.getByRole("option", { name: "Medic 11 narcotics" }).count(), 0, "another station's");
  });
});

describe("many safes", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("take an order at once, and each is seen through", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/safes" });
    const { page } = visitor;
    await visitor.press(page.getByRole("checkbox", { name: "Select all rows" }));
    await visitor.pressButton("Sync now", page.getByRole("region", { name: "Selection" }));
    await visitor.pressButton("Sync now", page.getByRole("alertdialog"));
    const panel = page.getByRole("complementary", { name: /^Sync: \d+ safes$/ });
    await panel.waitFor({ state: "attached" });
    await panel.getByRole("row").filter({ hasText: "Medic 11 narcotics" }).filter({ hasText: "Waiting" }).waitFor({ state: "attached" });
    await visitor.pressButton("Take back what waits", panel);
    await panel.getByRole("row").filter({ hasText: "Medic 11 narcotics" }).filter({ hasText: "Taken back" }).waitFor({ state: "attached" });
    await visitor.pressButton("Order the failed again", panel);
    await panel.getByRole("row").filter({ hasText: "Medic 11 narcotics" }).filter({ hasText: "Waiting" }).waitFor({ state: "attached" });
  });
});

describe("an import", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  const table = [
    "Number,Full name,Work mail,Where", "1,Ann Lee,ann.lee@riverside.example,Station 1 Downtown", "2,\"Hu, Bo\",bo.hu@riverside.example,",
    "3,Nobody,not an address,", "4,Twice,ann.lee@riverside.example,",
  ].join("\r\n");

  it("shows the verdict of each row first, creates the good ones, and gives the others back", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    await visitor.pressButton("Import…");
    const dialog = page.getByRole("dialog", { name: "Import people" });
    const chooser = page.waitForEvent("filechooser");
    await visitor.press(dialog.getByRole("button", { name: "CSV file" }));
    await (await chooser).setFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    const groups = dialog.getByRole("combobox", { name: "Groups" });
    await groups.waitFor({ state: "attached" });
    await visitor.press(groups);
    await visitor.press(page.getByRole("option", { name: "Where" }));
    await visitor.pressButton("Check", dialog);
    await dialog.getByText("2 of 4 can be imported").waitFor({ state: "attached" });
    assert.match(await dialog.getByRole("row").filter({ hasText: "not an address" }).innerText(), /4/);

    const download = page.waitForEvent("download");
    await visitor.pressButton("Save rejected rows", dialog);
    const rejected = await readFile(await (await download).path(), "utf8");
    assert.match(rejected, /"3","Nobody","not an address",""/);
    assert.ok(!rejected.includes("Hu, Bo"));

    await visitor.pressButton("Import 2 people", dialog);
    await dialog.getByText("2 people were imported").waitFor({ state: "attached" });
    await visitor.press(visitor.button("Close", dialog).first());
    await visitor.open("#/users?q=hu,%20bo", "Users");
    await page.getByRole("row", { name: "Hu, Bo" }).waitFor({ state: "attached" });
  });
});

describe("reports", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("show the state of all safes, and print as a table", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/reports" });
    const { page } = visitor;
    const grid = page.getByRole("grid", { name: "State of all safes" });
    await grid.getByRole("row", { name: "Medic 11 narcotics" }).waitFor({ state: "attached" });
    await page.evaluate(() => (window.print = () => (window.printed = document.getElementById("paper")?.innerText)));
    await visitor.pressButton("Table options: State of all safes");
    await visitor.press(page.getByRole("menuitem", { name: "Print" }));
    await page.waitForFunction(() => window.printed);
    const paper = await page.evaluate(() => window.printed);
    assert.match(paper, /State of all safes/);
    assert.match(paper, /Medic 11 narcotics/);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#app").isVisible(), false, "the canvas stays off the paper");
    assert.equal(await page.getByRole("table").isVisible(), true);
  });

  it("tell a month's movements of one's own safes", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/assets/x4" });
    const { page } = visitor;
    await visitor.pressButton("Count…");
    const dialog = page.getByRole("dialog", { name: "Count Rocuronium 50 mg / 5 mL" });
    await dialog.getByRole("spinbutton", { name: "Counted" }).fill("4");
    await visitor.pressButton("Record count", dialog);
    await dialog.getByText(/2 are missing/).waitFor({ state: "attached" });
    await visitor.open("#/reports?report=movements", "Reports");
    const row = page.getByRole("grid", { name: /^Movements/ }).getByRole("row").filter({ hasText: "Rocuronium" });
    await row.waitFor({ state: "attached" });
    assert.match(await row.innerText(), /−2/);
    await visitor.open("#/reports?report=differs", "Reports");
    await page.getByRole("grid", { name: "Discrepancies" }).getByRole("row", { name: "Rocuronium 50 mg / 5 mL" }).waitFor({ state: "attached" });
    const other = await house.visit(people.twoStationsAdmin, { hash: "#/reports?report=movements" });
    await other.page.getByText("Nothing has moved").waitFor({ state: "attached" });
  });

  it("are there for those who list safes, and for nobody else", async () => {
    const visitor = await house.visit(people.user, { hash: "#/reports" });
    await visitor.absent.waitFor({ state: "attached" });
    assert.ok(!(await visitor.places()).includes("Reports"));
  });
});
