/** An account's integrations as a person sets them up: API keys, webhooks, schedules, the account's clock. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, describe, it } from "node:test";

import { Webhook } from "standardwebhooks";

import { openHouse, people } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

/** The secret that the open dialog shows this once. @param {Visitor} visitor @param {string} title */
async function secretShown(visitor, title) {
  const dialog = visitor.page.getByRole("alertdialog", { name: title });
  const secret = await dialog.getByRole("textbox", { name: "Copy it now" }).inputValue();
  await visitor.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return secret;
}

/** Chooses in a list that opens. @param {Visitor} visitor @param {import("playwright-core").Locator} dialog @param {string} field @param {string} choice */
async function choose(visitor, dialog, field, choice) {
  await visitor.press(dialog.getByRole("combobox", { name: field }));
  await visitor.press(await visitor.option(choice));
}

describe("the integrations of an account", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse({ more: ["--allow-private-webhooks"] })));
  afterEach(() => house.empty());
  after(() => house.close());

  it("are there for who may manage them, and for nobody else", async () => {
    const [admin, station] = await Promise.all([house.visit(people.accountAdmin), house.visit(people.stationAdmin)]);
    const mine = await admin.places();
    const theirs = await station.places();
    for (const place of ["Schedules", "API keys", "Webhooks", "Account settings"]) {
      assert.ok(mine.some((name) => name.includes(place)), place);
      assert.ok(!theirs.some((name) => name.includes(place)), place);
    }
    for (const hash of ["#/schedules", "#/credentials", "#/webhooks", "#/settings"]) {
      await station.open(hash);
      await station.absent.waitFor({ state: "attached" });
    }
  });

  it("begin with an API key, which is shown once and does what was chosen, in the name of who made it", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/credentials" });
    const { page } = visitor;
    await visitor.pressButton("Create key…");
    const dialog = page.getByRole("dialog", { name: "Create an API key" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Night sync");
    await choose(visitor, dialog, "What it may do", "Safes: sync");
    await page.keyboard.press("Escape");
    await visitor.pressButton("Create key", dialog);
    const key = await secretShown(visitor, "The API key");
    assert.match(key, /^cst_[0-9a-z]{12}_[0-9a-f]{64}$/);
    await page.getByRole("row", { name: "Night sync" }).waitFor({ state: "attached" });
    assert.ok(!(await page.content()).includes(key), "it is gone from the page");

    const ask = (/** @type {string} */ method, /** @type {string} */ path, given = key) =>
      fetch(`${house.url}api/v1/${path}`, { method, headers: { authorization: `Bearer ${given}` } });
    assert.equal((await ask("POST", "safes/s1/sync")).status, 200);
    assert.equal((await ask("DELETE", "safes/s1")).status, 403);
    assert.equal((await ask("GET", "safes")).status, 403);
    assert.equal((await ask("GET", "session")).status, 403);
    await visitor.open("#/audit", "Audit trail");
    const entry = page.getByRole("row", { name: /Ordered a sync of/ }).first();
    await entry.waitFor({ state: "attached" });
    assert.match(await entry.innerText(), /Ada Okafor by the key Night sync/);

    await visitor.open("#/credentials", "API keys");
    const row = page.getByRole("row", { name: "Night sync" });
    assert.match(await row.innerText(), /Ada Okafor/);
    await visitor.press(row.getByRole("button", { name: /^Actions for / }));
    await visitor.press(page.getByRole("menuitem", { name: "Delete" }));
    await visitor.pressButton("Delete key", page.getByRole("alertdialog", { name: "Delete Night sync?" }));
    await row.waitFor({ state: "detached" });
    assert.equal((await ask("POST", "safes/s1/sync")).status, 401);
  });

  it("tell another system by a webhook, whose test says how it went", async () => {
    /** @type {{ body: string, headers: any }[]} */
    const arrived = [];
    let status = 500;
    const receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (bytes) => (body += bytes));
      request.on("end", () => {
        arrived.push({ body, headers: request.headers });
        response.writeHead(status).end();
      });
    });
    await new Promise((resolve) => receiver.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (receiver.address());
    try {
      const visitor = await house.visit(people.accountAdmin, { hash: "#/webhooks" });
      const { page } = visitor;
      await page.getByText("No webhooks yet").waitFor({ state: "attached" });
      await visitor.pressButton("Create webhook…");
      const dialog = page.getByRole("dialog", { name: "Create a webhook" });
      await dialog.getByRole("textbox", { name: "Name" }).fill("Dispatch");
      await dialog.getByRole("textbox", { name: "Address" }).fill(`http://127.0.0.1:${port}/castellan`);
      await visitor.pressButton("Create webhook", dialog);
      const secret = await secretShown(visitor, "The webhook's secret");

      const row = page.getByRole("row", { name: "Dispatch" });
      await visitor.press(row);
      const panel = page.getByRole("complementary", { name: "Dispatch" });
      await visitor.pressButton("Send a test", panel);
      const delivery = panel.getByRole("row", { name: "webhook.run" }).first();
      await delivery.filter({ hasText: "Failed" }).waitFor({ state: "attached" });
      await delivery.getByRole("gridcell", { description: /The receiver answered 500/ }).waitFor({ state: "attached" });
      status = 204;
      await visitor.pressButton("Send a test", panel);
      await panel.getByRole("row", { name: "webhook.run" }).filter({ hasText: "Delivered" }).first().waitFor({ state: "attached" });
      const last = arrived.at(-1);
      assert.ok(last);
      assert.equal(/** @type {any} */ (new Webhook(secret).verify(last.body, last.headers)).type, "webhook.run");
    } finally {
      receiver.closeAllConnections();
      receiver.close();
    }
  });

  it("say by the account's clock when safes of a group are opened", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/settings" });
    const { page } = visitor;
    await choose(visitor, page.getByRole("region", { name: "Clock" }), "Time zone", "America/Denver");
    await visitor.pressButton("Save time zone");
    await visitor.message("Settings saved").waitFor({ state: "attached" });

    await visitor.open("#/schedules", "Schedules");
    assert.match((await visitor.title("Schedules").getAttribute("aria-description")) ?? "", /by the clock of America\/Denver/);
    await visitor.pressButton("Create schedule…");
    const dialog = page.getByRole("dialog", { name: "Create a schedule" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Never on Mondays");
    const week = dialog.getByRole("grid", { name: "Every week" });
    for (const day of ["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
      await visitor.pressButton(`${day}, all day`, week);
    await week.getByRole("gridcell", { name: /^Sunday 00:00 to / }).first().waitFor({ state: "attached" });
    await visitor.pressButton("Create schedule", dialog);
    const row = page.getByRole("row", { name: "Never on Mondays" });
    await row.waitFor({ state: "attached" });
    assert.match(await row.innerText(), /(Open|Closed) now/);
    await row.getByRole("gridcell", { description: /Tuesday to Sunday/ }).waitFor({ state: "attached" });
    await visitor.press(row.getByRole("button", { name: /^Actions for / }));
    await visitor.press(page.getByRole("menuitem", { name: "Groups…" }));
    const groups = page.getByRole("dialog", { name: "Groups of Never on Mondays" });
    await visitor.press(groups.getByRole("combobox", { name: "Groups" }));
    const first = page.getByRole("option").first();
    const name = (await first.innerText()).split("\n")[0];
    await visitor.press(first);
    await page.keyboard.press("Escape");
    await visitor.pressButton("Save", groups);
    await row.filter({ hasText: name }).waitFor({ state: "attached" });
  });
});
