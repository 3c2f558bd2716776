/** The audit trail: as it happens, what was before and after, followed by person and thing, as a file, and whole. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("the audit trail", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("X-7: shows to who watches what somebody else does, with before and after", async () => {
    const watcher = await house.visit(people.bothAccountsAdmin, { hash: "#/audit" });
    await watcher.title("Audit trail").waitFor({ state: "attached" });
    const ada = await house.visit(people.accountAdmin, { hash: "#/groups/g1" });
    await ada.pressButton("Edit…");
    const dialog = ada.page.getByRole("dialog", { name: "Edit Station 1 Downtown" });
    await dialog.getByRole("textbox", { name: "Description" }).fill("By the river");
    await ada.pressButton("Save", dialog);

    const entry = watcher.page.getByRole("row", { name: /^Edited .*Station 1 Downtown/ }).first();
    await entry.waitFor({ state: "attached" });
    assert.match(await entry.innerText(), /Ada Okafor/);
    await watcher.press(entry);
    const panel = watcher.page.getByRole("complementary");
    await panel.getByText(/→ By the river/).first().waitFor({ state: "attached" });
    await watcher.pressButton("Follow this thing", panel);
    await watcher.page.waitForFunction(() => location.hash.includes("thing=g1"));
    await watcher.row("Audit trail", /^Edited .*Station 1 Downtown/).first().waitFor({ state: "attached" });
  });

  it("X-7: is reached from each thing, filtered, searched, and saved with what the filters give; that it was, is an entry too", async () => {
    const ada = await house.visit(people.accountAdmin, { hash: "#/safes/s1" });
    const { page } = ada;
    await ada.pressButton("Sync now");
    await ada.message("Sync ordered").waitFor({ state: "attached" });
    await ada.press(page.getByRole("link", { name: "History" }));
    await ada.title("Audit trail").waitFor({ state: "attached" });
    assert.match(page.url(), /thing=s1/);
    await ada.row("Audit trail", /^Ordered a sync of Medic 11 narcotics/).waitFor({ state: "attached" });
    await page.getByRole("textbox", { name: "Search what was read" }).or(page.getByRole("searchbox", { name: "Search what was read" })).fill("nothing of the kind");
    await page.getByText("Nothing matches").waitFor({ state: "attached" });
    await ada.pressButton("Clear search");
    await ada.row("Audit trail", /^Ordered a sync of Medic 11 narcotics/).waitFor({ state: "attached" });
    const download = page.waitForEvent("download");
    await ada.pressButton("Export");
    const file = await download;
    assert.equal(file.suggestedFilename(), "audit.csv");
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
    assert.match(lines.slice(1).join("\n"), /safe\.sync/);
    assert.doesNotMatch(lines.slice(1).join("\n"), /group\.edit/);
    await ada.open("#/audit?kind=audit.export", "Audit trail");
    await page.getByRole("row").filter({ hasText: "Ada Okafor" }).first().waitFor({ state: "attached" });
  });

  it("X-7: tells an administrator of teams that something happened in an account, and nothing of what; and how far the chain of all entries is whole", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/audit" });
    await caroline.row("Audit trail", "A change to something that you may not see").first().waitFor({ state: "attached" });
    await caroline.page.getByText(/^Verified up to entry \d+, .*: nothing was altered or removed\.$/).waitFor({ state: "attached" });
    assert.ok(!(await caroline.wasTold("Medic 11 narcotics")));
    const noah = await house.visit(people.user, { hash: "#/audit" });
    await noah.absent.waitFor({ state: "attached" });
  });
});
