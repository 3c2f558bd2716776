/**
 * The kiosk terminal without its network, which is really cut: what is done then is kept, sent once and in order, judged
 * anew, and never lost; whoever guesses a PIN then is slowed and locked.
 */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { people } from "./house.mjs";
import { openStation } from "./station.mjs";

const liam = "Liam O'Sullivan";
const noah = "Noah Lindqvist";
const safe = "Medic 11 narcotics";
const naloxone = "Naloxone 2 mg / 2 mL"; // x3
const rocuronium = "Rocuronium 50 mg / 5 mL"; // x4

describe("a kiosk terminal without its network", () => {
  /** @type {Awaited<ReturnType<typeof openStation>>} */
  let station;
  /** @type {import("./station.mjs").Terminal} */
  let terminal;
  /** @type {import("./station.mjs").Desk} */
  let admin;
  /** @type {import("./station.mjs").Desk} */
  let chief;

  before(async () => {
    station = await openStation();
    admin = await station.desk(people.stationAdmin);
    chief = await station.desk(people.accountAdmin);
    await admin.setPin();
    await (await station.desk(people.user)).setPin();
    terminal = await station.terminal();
    const { code } = await chief.ask("POST", "groups/g1/terminal_code", { name: "Bay", badge_alone: false });
    await terminal.pair(code);
    await terminal.keepsItself();
    for (const name of [liam, noah]) {
      await terminal.signIn(name);
      await terminal.press("Safes", safe);
      await terminal.signOut();
    }
  });
  after(() => station.close());

  const quantityOf = async (/** @type {string} */ asset) => (await chief.ask("GET", `assets/${asset}`)).quantity;
  /** The quantities that an asset was said to have, in the order of the log. */
  const counted = async (/** @type {string} */ asset) =>
    (await chief.ask("GET", `audit?thing=${asset}&kind=asset.count&effect=allow&limit=100`)).entries.reverse().map((entry) => entry.change.fields.quantity);

  /** Counts the asset that is shown. @param {number} quantity */
  async function count(quantity) {
    await terminal.press("Count", ...String(quantity), "Record count");
    await terminal.says("Count recorded");
  }

  it("keeps twenty changes over a closed browser, and sends them once and in order", async () => {
    station.network.cut();
    await terminal.signIn(liam);
    await terminal.press("Safes", safe);
    assert.match(await terminal.page.locator("#mirror").evaluate((mirror) => mirror.outerHTML), /Not without the network: the order could not reach the safe/);
    assert.equal(await terminal.button("Unlock").and(terminal.page.locator(":disabled, [aria-disabled=true]")).count(), 1);
    await terminal.press(naloxone);
    for (let quantity = 21; quantity <= 32; quantity++) await count(quantity);
    await terminal.bar("Changes that wait: 12");
    await terminal.close();

    await terminal.start(); // Without the network: the page itself is kept.
    await terminal.bar("Changes that wait: 12");
    await terminal.signIn(liam);
    await terminal.press("Safes", safe, naloxone);
    await terminal.says("32"); // What waits is in what is seen.
    for (let quantity = 33; quantity <= 40; quantity++) await count(quantity);
    await terminal.bar("Changes that wait: 20");
    await terminal.signOut();
    assert.deepEqual(await counted("x3"), []);

    station.network.mend();
    await terminal.page.locator("#banner").waitFor({ state: "hidden" });
    assert.deepEqual(await counted("x3"), Array.from({ length: 20 }, (_, at) => 21 + at));
    assert.equal(await quantityOf("x3"), 40);
  });

  it("loses nothing and does nothing twice when the browser is killed in the middle of the sending", async () => {
    const there = await quantityOf("x4");
    station.network.cut();
    await terminal.signIn(liam);
    await terminal.press("Safes", safe, rocuronium);
    for (let quantity = 51; quantity <= 55; quantity++) await count(quantity);
    await terminal.takeOut(3);
    await terminal.bar("Changes that wait: 6");
    await terminal.signOut();
    assert.equal(await quantityOf("x4"), there);

    // They arrive; that they did never comes back; and then the power goes.
    station.network.take("");
    station.network.mend();
    station.network.swallowAnswers();
    await station.network.asked("/api/v1/terminal");
    station.network.mend();
    await station.network.asked("POST /api/v1/terminal/changes");
    station.network.swallowAnswers();
    await terminal.kill();
    station.network.mend();
    await terminal.start();
    await terminal.page.locator("#banner").waitFor({ state: "hidden" });
    assert.deepEqual(await counted("x4"), [51, 52, 53, 54, 55]);
    assert.equal(await quantityOf("x4"), 52);
  });

  it("takes out of what is there by then, whatever others did meanwhile", async () => {
    station.network.cut();
    await terminal.signIn(liam);
    await terminal.press("Safes", safe, rocuronium);
    await terminal.takeOut(4);
    await terminal.signOut();
    await chief.ask("PATCH", "assets/x4", { quantity: 30 });
    station.network.mend();
    await terminal.page.locator("#banner").waitFor({ state: "hidden" });
    assert.equal(await quantityOf("x4"), 26);
  });

  it("has waste witnessed by PIN, and both names in the trail (S-13)", async () => {
    const there = await quantityOf("x4");
    station.network.cut();
    await terminal.signIn(liam);
    await terminal.press("Safes", safe, rocuronium, "Waste", "1");
    await terminal.page.locator("#mirror").getByRole("radio", { name: "Broken" }).dispatchEvent("click");
    await terminal.press("Record waste");
    const second = terminal.page.getByRole("dialog", { name: "A second person is needed" });
    await second.getByRole("button", { name: noah, exact: true }).click();
    await terminal.typePin("246813");
    await second.waitFor({ state: "detached" });
    await terminal.bar("Changes that wait: 1");
    await terminal.signOut();
    station.network.mend();
    await terminal.page.locator("#banner").waitFor({ state: "hidden" });
    assert.equal(await quantityOf("x4"), there - 1);
    const [entry] = (await chief.ask("GET", "audit?kind=asset.waste&limit=1")).entries;
    assert.equal(JSON.stringify(entry.second_person).includes("u22"), true);
  });

  it("slows and locks whoever guesses, over a new start of the browser too", async () => {
    station.network.cut();
    await terminal.page.getByRole("button", { name: noah, exact: true }).click();
    let slowed = 0;
    for (let left = 4; left >= 0; ) {
      await terminal.typePin("111222");
      const wait = terminal.page.getByText(/Too many tries\. Wait \d+ s/);
      const wrong = terminal.page.getByText(`${left} tries are left`);
      await wait.or(wrong).waitFor();
      if (await wrong.count()) left--;
      else {
        slowed++;
        await wait.waitFor({ state: "hidden" });
      }
    }
    assert.ok(slowed > 0, "whoever tries again at once has to wait");
    await terminal.kill();
    await terminal.start();
    await terminal.page.getByRole("button", { name: noah, exact: true }).click();
    await terminal.typePin("246813"); // The right one.
    await terminal.page.getByText(/Too many tries\. Wait 1\d min/).waitFor();
    assert.equal(await terminal.page.locator("body[data-stay]").count(), 0);
    await terminal.page.getByRole("button", { name: "Back", exact: true }).click();
    await terminal.signIn(liam); // Nobody else is kept out.
    await terminal.signOut();
    station.network.mend();
    await terminal.page.locator("#banner").waitFor({ state: "hidden" });
  });

  it("keeps nothing on its disk that is readable without the PIN", async () => {
    const found = await terminal.page.evaluate(async () => {
      const database = await new Promise((resolve) => {
        const request = indexedDB.open("castellan-terminal");
        request.onsuccess = () => resolve(request.result);
      });
      const read = (/** @type {string} */ store) => new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      const text = (/** @type {unknown} */ value) => JSON.stringify(value, (_, part) => (part instanceof ArrayBuffer ? new TextDecoder("latin1").decode(part) : ArrayBuffer.isView(part) ? new TextDecoder("latin1").decode(part) : part));
      const keys = await read("keys");
      const exported = await Promise.all(keys.map((/** @type {CryptoKey} */ key) => crypto.subtle.exportKey("raw", key).then(() => "out", () => "kept")));
      return { people: text(await read("people")), exported };
    });
    assert.ok(found.people.includes(liam));
    for (const word of ["Naloxone", "Medic 11", "246813"]) assert.equal(found.people.includes(word), false, word);
    assert.deepEqual(found.exported, ["kept", "kept"]);
  });

  it("lists what the rules refuse by then, for an administrator to settle, and tells who did it", async () => {
    station.network.cut();
    await terminal.signIn(liam);
    await terminal.press("Safes", safe, naloxone);
    await count(61);
    await count(62);
    await terminal.signOut();
    await chief.ask("PUT", "users/u6/roles/a1", { role: "user" }); // Meanwhile he is no administrator any more.
    station.network.mend();
    await terminal.page.locator("#banner").waitFor({ state: "hidden" });
    assert.equal(await quantityOf("x3"), 40);
    const { refused } = await chief.ask("GET", "refused_changes");
    assert.deepEqual(refused.map(({ user, change, effect }) => [user, change.fields.quantity, effect]), [["u6", 61, "deny"], ["u6", 62, "deny"]]);
    await terminal.signIn(liam);
    await terminal.page.getByRole("alert").filter({ hasText: "2 of your changes were refused" }).waitFor();
    await terminal.signOut();
    await chief.ask("POST", `refused_changes/${refused[0].id}/settle`, { note: "Counted again by Ada." });
    assert.equal((await chief.ask("GET", "refused_changes")).refused.length, 1);
    assert.deepEqual(terminal.troubles, []);
  });
});
