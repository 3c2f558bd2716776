/** What a table can do besides showing rows: select, act on many, hide columns, be copied and saved; and the palette. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("tables and the palette", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("selects a range by the keyboard, and acts on all of it", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/safes" });
    const { page } = visitor;
    const rows = page.getByRole("grid", { name: "Safes" }).getByRole("row").filter({ has: page.getByRole("checkbox", { name: /^Select (?!all)/ }) });
    const synced = rows.filter({ has: page.getByRole("gridcell", { name: /^Sync/ }) });
    await rows.first().waitFor({ state: "attached" });
    assert.equal(await synced.count(), 0);
    await visitor.press(rows.first().getByRole("checkbox"));
    await visitor.atRest();
    await page.keyboard.press("Shift+ArrowDown");
    const bar = page.getByRole("region", { name: "Selection" });
    await bar.getByText("2 selected").waitFor({ state: "attached" });
    await visitor.press(bar.getByRole("button", { name: "Sync now" }));
    await visitor.press(page.getByRole("alertdialog", { name: "Sync 2 safes?" }).getByRole("button", { name: "Sync now" }));
    await synced.nth(1).waitFor({ state: "attached" });
    await page.reload();
    await visitor.arrived();
    await synced.nth(1).waitFor({ state: "attached" });
    assert.equal(await synced.count(), 2, "both, and only these, still so after a reload");
  });

  it("hides a column, and remembers it", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    const options = page.getByRole("button", { name: "Table options: Users" });
    const column = page.getByRole("columnheader", { name: "Groups", exact: true });
    await column.waitFor({ state: "attached" });
    await visitor.press(options);
    await visitor.press(page.getByRole("menuitemcheckbox", { name: "Groups" }));
    await column.waitFor({ state: "detached" });
    await page.reload();
    await visitor.arrived();
    await page.getByRole("columnheader", { name: "Status", exact: true }).waitFor({ state: "attached" });
    assert.equal(await column.count(), 0, "still hidden after a reload");
    await visitor.press(options);
    await visitor.press(page.getByRole("menuitemcheckbox", { name: "Groups" }));
    await column.waitFor({ state: "attached" });
  });

  it("saves what is shown as CSV", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    await page.getByRole("searchbox", { name: "Search people" }).fill("Ñ");
    await page.getByText(/^\d+ of \d+/).first().waitFor({ state: "attached" });
    await visitor.press(page.getByRole("button", { name: "Table options: Users" }));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      visitor.press(page.getByRole("menuitem", { name: "Save as CSV" })),
    ]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    assert.match(lines[0], /Name/);
    assert.ok(lines.some((line) => line.includes("Ángela Muñoz")), lines.join("\n"));
    assert.ok(!lines.some((line) => line.includes("Ada Okafor")), "what the search leaves out is not in it");
  });

  it("copies the selected rows", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/groups" });
    const { page } = visitor;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await visitor.press(page.getByRole("checkbox", { name: "Select Station 2 Harborfront" }));
    await page.getByRole("region", { name: "Selection" }).waitFor({ state: "attached" });
    await visitor.atRest();
    await page.keyboard.press("Control+c");
    await visitor.message(/copied/i).waitFor({ state: "attached" });
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /Station 2 Harborfront\t/);
    assert.doesNotMatch(copied, /Downtown/);
  });

  it("the palette leads to places and changes, and to those only that the person may reach", async () => {
    const admin = await house.visit(people.accountAdmin, { hash: "#/users" });
    await admin.atRest();
    await admin.page.keyboard.press("Control+k");
    const commands = admin.page.getByRole("listbox", { name: "Commands" });
    await commands.getByRole("option", { name: "Add person…" }).waitFor({ state: "attached" });
    await admin.page.getByRole("searchbox", { name: /command/ }).fill("safes");
    await commands.getByRole("option", { name: "Add person…" }).waitFor({ state: "detached" });
    await admin.atRest();
    await admin.page.keyboard.press("Enter");
    await admin.title("Safes").waitFor({ state: "attached" });

    const user = await house.visit(people.user);
    await user.atRest();
    await user.page.keyboard.press("Control+k");
    const his = user.page.getByRole("listbox", { name: "Commands" });
    await his.getByRole("option", { name: "My profile" }).waitFor({ state: "attached" });
    for (const name of ["Add person…", "Users", "Audit trail"])
      assert.equal(await his.getByRole("option", { name, exact: true }).count(), 0, `${name} is nothing for a user`);
  });

  it("? shows the keys", async () => {
    const visitor = await house.visit(people.user);
    await visitor.atRest();
    await visitor.page.keyboard.press("Shift+?");
    await visitor.page.getByRole("dialog", { name: "Keyboard" }).waitFor({ state: "attached" });
    await visitor.page.keyboard.press("Escape");
    await visitor.page.getByRole("dialog", { name: "Keyboard" }).waitFor({ state: "detached" });
  });
});
