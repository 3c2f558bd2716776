/** Accounts: founding one with those who run it first, and what keeps one from being deleted (M-1); which hat one wears where. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

const organizationAdmin = "deepika.subramaniam@riverside.example";

describe("accounts", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("M-1: are founded with their first administrators, who are there at once, renamed, and deleted while they are empty", async () => {
    const ada = await house.visit(people.accountAdmin);
    const deepika = await house.visit(organizationAdmin, { hash: "#/accounts" });
    const { page } = deepika;
    await deepika.pressButton("Create account…");
    const dialog = page.getByRole("dialog", { name: "Create an account" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("IT Division");
    await deepika.choose("Account Administrators of its safes", "Ada Okafor", dialog);
    await page.keyboard.press("Escape");
    await deepika.pressButton("Create account", dialog);
    await deepika.row("Accounts", "IT Division").waitFor({ state: "attached" });

    // Who now works in several sees which hat she wears, and changes the account in one place.
    const account = ada.page.getByRole("banner").getByRole("combobox", { name: "Account" });
    await ada.press(account);
    await ada.press(await ada.option("IT Division"));
    await ada.open("#/users", "Users");
    await ada.row("Users", "Ada Okafor").getByText("Account Administrator").waitFor({ state: "attached" });
    assert.equal(await ada.row("Users", "Liam O'Sullivan").count(), 0, "the other account's");

    await deepika.pressInRow(deepika.row("Accounts", "IT Division"), "Rename account…");
    const rename = page.getByRole("dialog", { name: "Edit IT Division" });
    await rename.getByRole("textbox", { name: "Name" }).fill("Information technology");
    await deepika.pressButton("Save", rename);
    const row = deepika.row("Accounts", "Information technology");
    await row.waitFor({ state: "attached" });
    await deepika.press(row.getByRole("button", { name: /^Actions for / }));
    const refused = page.getByRole("menuitem", { name: "Delete account", disabled: true });
    await refused.waitFor({ state: "attached" });
    assert.match((await refused.getAttribute("aria-description")) ?? "", /still holds safes, doors, groups, or roles of another book/);
    await page.keyboard.press("Escape");

    await deepika.pressButton("Create account…");
    await dialog.getByRole("textbox", { name: "Name" }).fill("A mistake");
    await deepika.pressButton("Create account", dialog);
    await deepika.pressInRow(deepika.row("Accounts", "A mistake"), "Delete account");
    const question = page.getByRole("alertdialog", { name: "Delete A mistake?" });
    await question.getByText("0 modules with their records").waitFor({ state: "attached" });
    await deepika.pressButton("Delete", question);
    await deepika.row("Accounts", "A mistake").waitFor({ state: "detached" });
  });

  it("M-1: are nobody else's to found, the account's own administrator included", async () => {
    for (const person of [people.accountAdmin, people.fullAdmin, people.administrator]) {
      const visitor = await house.visit(person, { hash: "#/accounts" });
      await visitor.absent.waitFor({ state: "attached" });
      assert.ok(!(await visitor.places()).includes("Accounts"), person);
    }
  });
});
