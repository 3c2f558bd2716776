/** The kiosk terminal with its network: pairing, people coming and going, second persons, hand-over, lock-down. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { people } from "./house.mjs";
import { openStation, pin } from "./station.mjs";

const liam = "Liam O'Sullivan";
const noah = "Noah Lindqvist";
const safe = "Medic 11 narcotics";
const ketamine = "Ketamine 500 mg / 10 mL";

describe("a kiosk terminal", () => {
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
    const { code } = await chief.ask("POST", "groups/g1/terminal_code", { name: "Front desk", badge_alone: false });
    await terminal.pair(code);
  });
  after(() => station.close());

  const quantityOf = async (/** @type {string} */ asset) => (await admin.ask("GET", `assets/${asset}`)).quantity;

  it("shows whose it is, and offers those of the group who have a PIN", async () => {
    await terminal.page.getByRole("heading", { name: "Station 1 Downtown" }).waitFor();
    const names = await terminal.page.locator("#pad").getByRole("button").allTextContents();
    assert.ok(names.includes(liam) && names.includes(noah));
    assert.equal(names.includes("Priya Raghunathan"), false, "she is of another group");
    const { terminals } = await chief.ask("GET", "terminals");
    assert.deepEqual(terminals.map(({ name, group }) => [name, group]), [["Front desk", "g1"]]);
  });

  it("lets somebody in by PIN, and writes down what he takes out, with his name", async () => {
    const there = await quantityOf("x2");
    await terminal.signIn(liam);
    await terminal.press("Safes", safe, ketamine);
    await terminal.takeOut(1);
    assert.equal(await quantityOf("x2"), there - 1);
    const last = (await admin.movements("s1")).at(-1);
    assert.equal(JSON.stringify(last).includes('"u6"'), true);
    await terminal.signOut();
  });

  it("has the pad with the mouse and a finger too, and tells a wrong PIN from a right one", async () => {
    await terminal.page.getByRole("button", { name: noah, exact: true }).click();
    for (const digit of "999999") await terminal.page.getByRole("button", { name: digit, exact: true }).click();
    await terminal.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await terminal.page.getByText(/That was not right/).waitFor();
    for (const digit of pin) await terminal.page.getByRole("button", { name: digit, exact: true }).click();
    await terminal.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await terminal.home();
    assert.equal(await terminal.button("Administration").count(), 0, "he administers nothing (S-1)");
    await terminal.signOut();
  });

  it("leaves nothing of who was there: no memory, no session, no text, no history, no clipboard", async () => {
    await terminal.signIn(liam);
    await terminal.press("Safes", safe);
    const { page } = terminal;
    // What becomes of the program's memory is noted before the page goes.
    await page.evaluate(() => {
      const fill = Uint8Array.prototype.fill;
      Uint8Array.prototype.fill = function (...rest) {
        if (this.byteLength > 1_000_000) {
          const before = this.some((byte) => byte !== 0);
          const result = fill.apply(this, /** @type {any} */ (rest));
          localStorage.setItem("test.cleared", JSON.stringify([before, this.every((byte) => byte === 0), this.byteLength]));
          return result;
        }
        return fill.apply(this, /** @type {any} */ (rest));
      };
    });
    const entries = await page.evaluate(() => history.length);
    await terminal.signOut();
    const after = await page.evaluate(async () => ({
      cleared: JSON.parse(localStorage.getItem("test.cleared") ?? "null"),
      mirror: document.getElementById("mirror")?.textContent ?? "",
      fields: [...document.querySelectorAll("input, textarea")].map((field) => /** @type {HTMLInputElement} */ (field).value).join(""),
      session: sessionStorage.length,
      local: Object.keys(localStorage).filter((key) => key !== "test.cleared"),
      status: (await fetch("/api/v1/session")).status,
      sync: (await fetch("/api/v1/sync")).status,
      cookies: document.cookie,
      history: history.length,
      page: document.body.innerText,
    }));
    await page.evaluate(() => localStorage.removeItem("test.cleared"));
    assert.deepEqual(after.cleared.slice(0, 2), [true, true], "what the program held is zero");
    assert.ok(after.cleared[2] >= 16 * 1024 * 1024, "all of it");
    assert.equal(after.mirror.includes("Ketamine"), false);
    assert.equal(after.mirror.includes(liam), false);
    assert.equal(after.fields, "");
    assert.equal(after.session, 0);
    assert.deepEqual(after.local, []);
    assert.deepEqual([after.status, after.sync], [401, 401]);
    assert.equal(after.cookies, "", "cookies are not for the page");
    assert.ok(after.history <= entries + 1);
    assert.equal(after.page.includes("Ketamine"), false);
  });

  it("asks the second person for his PIN where a safe wants one (S-13)", async () => {
    await terminal.signIn(liam);
    await terminal.press("Safes", "Station 1 supply room", "Unlock");
    const second = terminal.page.getByRole("dialog", { name: "A second person is needed" });
    await second.getByRole("button", { name: noah, exact: true }).click();
    assert.equal(await second.getByRole("button", { name: liam, exact: true }).count(), 0, "somebody else");
    await terminal.typePin("111222");
    await second.getByText(/That was not right/).waitFor();
    await terminal.typePin(pin);
    await second.waitFor({ state: "detached" });
    await terminal.page.locator("#mirror").getByRole("status").filter({ hasText: /./ }).first().waitFor({ state: "attached" });
    const [entry] = (await chief.ask("GET", "audit?kind=safe.unlock&effect=allow&limit=1")).entries;
    assert.equal(JSON.stringify(entry.second_person).includes("u22"), true);
    await terminal.signOut();
  });

  it("hands over to whoever holds a badge to the reader, with nothing of the former one", async () => {
    await admin.ask("PUT", "users/u22/badge", { badge: "NL-40022" });
    await terminal.signIn(liam);
    await terminal.press("Safes", safe);
    await terminal.scan("NL-40022");
    await terminal.page.getByRole("heading", { name: "Badge read" }).waitFor();
    assert.equal(await terminal.page.evaluate(() => document.body.innerText.includes("Ketamine")), false);
    await terminal.typePin(pin);
    await terminal.home();
    await terminal.says(noah);
    await terminal.signOut();
  });

  it("signs out whom nobody sees any more, after a large countdown that any touch ends", async () => {
    await terminal.signIn(noah);
    const countdown = terminal.page.locator("#countdown");
    await countdown.waitFor({ timeout: 40_000 });
    assert.ok(Number(await countdown.locator("strong").textContent()) <= 10);
    const height = await countdown.locator("strong").evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(height > 150, "to be read at three metres");
    await terminal.page.mouse.click(640, 700);
    await countdown.waitFor({ state: "hidden" });
    await countdown.waitFor({ timeout: 40_000 });
    await terminal.idle();
    assert.equal(await terminal.page.evaluate(async () => (await fetch("/api/v1/session")).status), 401);
  });

  it("has no way out: no menu, selection, dragging, zoom, foreign page, browser key, Back", async () => {
    await terminal.signIn(liam);
    const { page } = terminal;
    const held = await page.evaluate(() => {
      /** @param {Event} event */
      const isHeld = (event) => !document.body.dispatchEvent(event);
      const key = (/** @type {string} */ name, init = {}) => isHeld(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init }));
      return {
        menu: isHeld(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2 })),
        drag: isHeld(new DragEvent("dragstart", { bubbles: true, cancelable: true })),
        drop: isHeld(new DragEvent("drop", { bubbles: true, cancelable: true })),
        copy: isHeld(new ClipboardEvent("copy", { bubbles: true, cancelable: true })),
        zoom: isHeld(new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey: true })),
        keys: [["p", { ctrlKey: true }], ["s", { ctrlKey: true }], ["r", { ctrlKey: true }], ["f", { ctrlKey: true }], ["+", { ctrlKey: true }], ["F5"], ["F11"], ["F12"], ["ArrowLeft", { altKey: true }], ["BrowserBack"], ["ContextMenu"]]
          .map(([name, init]) => [name, key(/** @type {string} */ (name), /** @type {object} */ (init))]),
        window: window.open("https://example.org/"),
        links: document.links.length,
        selectable: getComputedStyle(document.body).userSelect,
        viewport: document.querySelector("meta[name=viewport]")?.getAttribute("content"),
        policy: document.querySelector("meta[http-equiv]")?.getAttribute("content"),
      };
    });
    for (const name of ["menu", "drag", "drop", "copy", "zoom"]) assert.equal(held[name], true, name);
    for (const [name, isHeld] of held.keys) assert.equal(isHeld, true, String(name));
    assert.equal(held.window, null);
    assert.equal(held.links, 0);
    assert.equal(held.selectable, "none");
    assert.match(held.viewport ?? "", /user-scalable=no/);
    assert.match(held.policy ?? "", /default-src 'none'.*form-action 'none'/);
    await page.evaluate(() => history.back());
    await page.evaluate(() => (location.href = "/"));
    await page.waitForTimeout(500);
    assert.equal(new URL(page.url()).pathname, "/terminal.html");
    await terminal.press("Safes"); // He is still there, and so is what he was doing.
    await terminal.signOut();
  });

  it("forgets everybody when it is revoked", async () => {
    const { terminals } = await chief.ask("GET", "terminals");
    await terminal.signIn(noah);
    await chief.ask("DELETE", `terminals/${terminals[0].id}`);
    await terminal.page.getByText("This terminal was taken out of service").waitFor();
    assert.equal(await terminal.page.getByRole("button", { name: noah, exact: true }).count(), 0);
    assert.equal(await terminal.page.evaluate(async () => (await fetch("/api/v1/sync")).status), 401);
    assert.deepEqual(terminal.troubles, []);
  });
});
