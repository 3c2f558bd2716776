/** Sessions, who can what and why, what a change would give and take, and the trail: as people use them. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("sessions", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("are listed with this one marked, and the others are ended with one press", async () => {
    const desk = await house.visit(people.accountAdmin, { hash: "#/profile" });
    const other = await house.visit(people.accountAdmin);
    other.refusals.push(401);
    await desk.page.reload();
    await desk.arrived();
    const sessions = desk.page.getByRole("grid", { name: "Where you are signed in" });
    await sessions.getByRole("row", { name: /Chromium on Linux/ }).nth(1).waitFor({ state: "attached" });
    assert.match(await sessions.innerText(), /This one/);
    assert.ok(!(await desk.wasTold("castellan=")), "no token was told");
    await desk.pressButton("End all others");
    await other.page.getByText("Your session has ended.").waitFor();
    assert.equal(await desk.page.getByRole("heading", { level: 1, name: "Ada Okafor" }).count(), 1, "this one goes on");
  });

  it("of somebody are ended by an administrator, whose browser it puts out", async () => {
    const administrator = await house.visit(people.administrator, { hash: "#/users/u6" });
    const liam = await house.visit(people.stationAdmin);
    liam.refusals.push(401);
    const name = await administrator.page.getByRole("heading", { level: 1 }).textContent();
    await administrator.pressInMenu("End sessions…");
    await administrator.pressButton("End sessions", administrator.page.getByRole("alertdialog", { name: `End the sessions of ${name}?` }));
    await administrator.message("Sessions ended").waitFor({ state: "attached" });
    await liam.page.getByText("Your session has ended.").waitFor();
  });
});

describe("access", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("to a safe is told person by person, with the role by which they have it", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/safes/s1" });
    await visitor.press(visitor.page.getByRole("link", { name: "Who can…" }));
    await visitor.title("Who can what").waitFor({ state: "attached" });
    const row = visitor.page.getByRole("row", { name: /Liam O.Sullivan/ });
    await row.waitFor({ state: "attached" });
    assert.match(await row.innerText(), /Group Administrator/);
  });

  it("that is missing is explained rule by rule", async () => {
    const visitor = await house.visit(people.stationAdmin, { hash: "#/access?thing=safe:s1" });
    await visitor.press(visitor.page.getByRole("row", { name: /^remove / }));
    await visitor.page.getByText("gives no such permission here").first().waitFor({ state: "attached" });
    await visitor.page.getByText("S-11").first().waitFor({ state: "attached" });
  });

  it("on a past day is replayed, and compared with now", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users/u30" });
    const today = new Date().toISOString().slice(0, 10);
    await visitor.open(`#/access?thing=safe:s1&can=safes.unlock&on=${today}&against=${today}`, "Who can what");
    const same = visitor.page.getByRole("row", { name: /Ada Okafor/ });
    await same.waitFor({ state: "attached" });
    assert.match(await same.innerText(), /As before/);
  });

  it("would change by a role, which its dialog says before it is given", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    const person = page.getByRole("row", { name: /Noah Lindqvist/ });
    await person.waitFor({ state: "attached" });
    await visitor.press(person);
    await visitor.title("Noah Lindqvist").waitFor({ state: "attached" });
    await visitor.pressButton("Set role…");
    await visitor.press(page.getByRole("radio", { name: /^Group Administrator/ }));
    await page.getByRole("dialog").getByText("1 person gains permissions").waitFor({ state: "attached" });
  });
});

describe("the audit trail", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("shows what happens while it is open, with before and after, and leaves as a file", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/groups/g1" });
    const { page } = visitor;
    const watcher = await house.visit(people.administrator, { hash: "#/audit" });
    await watcher.title("Audit trail").waitFor({ state: "attached" });
    const answer = await page.evaluate(() =>
      fetch("/api/v1/groups/g1", {
        method: "PATCH", body: JSON.stringify({ description: "By the river" }),
        headers: { "Castellan-Request": "1", "Content-Type": "application/json" },
      }).then((response) => response.status));
    assert.equal(answer, 200);
    await visitor.open("#/audit?thing=g1", "Audit trail");
    const entry = page.getByRole("row", { name: /^Edited/ }).first();
    await visitor.press(entry);
    await page.getByText(/→ By the river/).first().waitFor({ state: "attached" });
    const download = page.waitForEvent("download");
    await visitor.pressButton("Export");
    const file = await download;
    assert.equal(file.suggestedFilename(), "audit.csv");
  });
});
