/** Terminals as people look after them in the console: pairing, seeing, revoking, settling; one's own PIN, and a badge. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

const pin = "258046"; // of everybody in the demonstration

describe("terminals", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  /** As a terminal speaks. @param {string} path @param {string} cookie @param {unknown} body */
  const say = (path, cookie, body) =>
    fetch(`${house.url}api/v1/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Castellan-Request": "1", Cookie: cookie },
      body: JSON.stringify(body),
    });

  /** Pairs a terminal with Station 1 in the console. @param {import("./house.mjs").Visitor} ada @param {string} name */
  async function pair(ada, name) {
    await ada.open("#/groups/g1");
    await ada.pressInMenu("Pair a terminal…");
    const dialog = ada.page.getByRole("dialog").filter({ hasText: "shared touch screen" });
    await dialog.getByRole("textbox", { name: "Name of the terminal" }).fill(name);
    await ada.pressButton("Make code", dialog);
    const told = ada.page.getByRole("dialog").filter({ hasText: "terminal.html" });
    await told.waitFor({ state: "attached" });
    const code = /[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}/.exec((await told.textContent()) ?? "")?.[0] ?? "";
    const answer = await say("terminal/pair", "", { code });
    assert.equal(answer.status, 201, await answer.text());
    return answer.headers.getSetCookie()[0].split(";")[0];
  }

  it("are paired by a code, listed, and revoked", async () => {
    const ada = await house.visit(people.accountAdmin);
    const cookie = await pair(ada, "Front desk");
    await ada.open("#/terminals", "Terminals");
    const row = ada.page.getByRole("grid", { name: "Terminals" }).getByRole("row", { name: "Front desk" });
    await row.waitFor({ state: "attached" });
    await ada.pressInRow(row, "Revoke…");
    await ada.pressButton("Revoke", ada.page.getByRole("alertdialog", { name: "Revoke Front desk?" }));
    await ada.message("Terminal revoked").waitFor({ state: "attached" });
    await row.waitFor({ state: "detached" });
    assert.equal((await say("terminal/session", cookie, { user: "u6", pin })).status, 401);
  });

  it("leave what was refused to be settled, and say so in the navigation", async () => {
    const ada = await house.visit(people.accountAdmin);
    const cookie = await pair(ada, "Bay 2");
    assert.equal((await say("terminal/session", cookie, { user: "u6", pin })).status, 201);
    const change = { kind: "asset.count", asset: "x-gone", fields: { quantity: 1 } };
    const sent = await say("terminal/changes", cookie, { changes: [{ id: "q1", at: Date.now(), user: "u6", change }] });
    assert.equal((await sent.json()).results[0].effect, "deny");
    await ada.open("#/terminals", "Terminals");
    await ada.page.getByRole("link", { name: /^Terminals.*1/ }).waitFor({ state: "attached" });
    const row = ada.page.getByRole("grid", { name: "To be settled" }).getByRole("row").filter({ hasText: "Liam" });
    await ada.pressInRow(row, "Settle…");
    const dialog = ada.page.getByRole("dialog", { name: "Settle" });
    await dialog.getByRole("textbox", { name: "Note" }).fill("Counted again by hand.");
    await ada.pressButton("Settle", dialog);
    await ada.message("Settled").waitFor({ state: "attached" });
    await row.waitFor({ state: "detached" });
  });

  it("know people by the PIN that they choose in their profile", async () => {
    const ada = await house.visit(people.accountAdmin);
    const cookie = await pair(ada, "Hall");
    const liam = await house.visit(people.stationAdmin, { hash: "#/profile" });
    await liam.page.getByRole("textbox", { name: "New PIN" }).fill("904172");
    await liam.page.getByRole("textbox", { name: "Your password" }).fill("Castellan-demo-1");
    await liam.pressButton("Change PIN");
    await liam.message("PIN saved").waitFor({ state: "attached" });
    assert.equal((await say("terminal/session", cookie, { user: "u6", pin })).status, 401);
    assert.equal((await say("terminal/session", cookie, { user: "u6", pin: "904172" })).status, 201);
  });

  it("know people by the badge that is theirs, as an administrator says", async () => {
    const ada = await house.visit(people.accountAdmin);
    const cookie = await pair(ada, "Gate");
    await ada.open("#/users/u6", "Liam O'Sullivan");
    await ada.pressInMenu("Badge…");
    const dialog = ada.page.getByRole("dialog", { name: /^Badge of/ });
    await dialog.getByRole("textbox", { name: "Number of the badge" }).fill("0451-7733");
    await ada.pressButton("Save badge", dialog);
    await ada.message("Badge saved").waitFor({ state: "attached" });
    const answer = await say("terminal/session", cookie, { badge: "0451-7733", pin: "904172" });
    assert.equal(answer.status, 201);
    assert.equal((await answer.json()).user, "u6");
  });
});
