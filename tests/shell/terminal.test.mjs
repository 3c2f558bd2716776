/** What the terminal's page decides by itself: who is typing, how long a session lasts, who may try a PIN, whose a key is. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Countdown } from "../../shell/terminal/countdown.js";
import { isBrowserKey } from "../../shell/terminal/lockdown.js";
import { verdict } from "../../shell/terminal/tries.js";
import { Wedge } from "../../shell/terminal/wedge.js";

describe("a badge reader", () => {
  /** @param {string} text @param {number} pause ms @param {Wedge} [wedge] */
  const typed = (text, pause, wedge = new Wedge()) => {
    let at = 1000;
    for (const key of text) wedge.take(key, (at += pause));
    return wedge.take("Enter", at + pause);
  };

  it("is known by its speed, and by the Enter at the end", () => {
    assert.equal(typed("NL-40022", 8), "NL-40022");
    assert.equal(typed("0004711", 20), "0004711");
  });

  it("is not a person who types a PIN", () => {
    assert.equal(typed("246813", 70), "");
  });

  it("reads nothing that is too short or too long to be a badge", () => {
    assert.equal(typed("123", 5), "");
    assert.equal(typed("x".repeat(65), 5), "");
  });

  it("begins anew where somebody had typed before, and after each badge", () => {
    const wedge = new Wedge();
    wedge.take("9", 100);
    assert.equal(typed("AB-1234", 10, wedge), "AB-1234");
    assert.equal(wedge.take("Enter", 5000), "");
  });

  it("may press Shift", () => {
    const wedge = new Wedge();
    for (const [at, key] of ["Shift", "A", "Shift", "B", "1", "2"].entries()) wedge.take(key, 1000 + at * 5);
    assert.equal(wedge.take("Enter", 1030), "AB12");
  });
});

describe("the countdown", () => {
  const clock = () => {
    const told = /** @type {(number | string)[]} */ ([]);
    let now = 0;
    const countdown = new Countdown(30, (left) => told.push(left), () => told.push("end"), () => now);
    return { told, countdown, at: (/** @type {number} */ seconds) => ((now = seconds * 1000), countdown.look(), told.at(-1)) };
  };

  it("says whole seconds, and ends once", () => {
    const { countdown, at, told } = clock();
    countdown.touch();
    assert.equal(at(0), 30);
    assert.equal(at(20), 10);
    assert.equal(at(29.5), 1);
    assert.equal(at(30), "end");
    assert.equal(told.filter((one) => one === "end").length, 1);
  });

  it("begins anew with every touch", () => {
    const { countdown, at } = clock();
    countdown.touch();
    at(29);
    countdown.touch();
    assert.equal(at(58), 1);
    assert.equal(at(59), "end");
  });

  it("is over after a sleep of the machine, however late it looks", () => {
    const { countdown, at } = clock();
    countdown.touch();
    assert.equal(at(4000), "end");
  });
});

describe("guessing a PIN without the network", () => {
  const minute = 60_000;
  const nobody = { at: [], ever: 0 };
  const wrong = (/** @type {number[]} */ ...at) => ({ at, ever: at.length });

  it("is slowed: one second, two, four, eight", () => {
    assert.equal(verdict(nobody, nobody, 0).ok, true);
    assert.equal(verdict(wrong(0), nobody, 999).ok, false);
    assert.equal(verdict(wrong(0), nobody, 1000).ok, true);
    assert.equal(verdict(wrong(0, 1000), nobody, 2999).ok, false);
    assert.equal(verdict(wrong(0, 1000), nobody, 3000).ok, true);
    assert.equal(verdict(wrong(0, 1000, 3000, 7000), nobody, 14_999).ok, false);
    assert.equal(verdict(wrong(0, 1000, 3000, 7000), nobody, 15_000).ok, true);
  });

  it("is locked for a quarter of an hour after five, and says how long", () => {
    const five = wrong(0, 1000, 3000, 7000, 15_000);
    assert.deepEqual(verdict(five, nobody, 20_000), { ok: false, waitMs: 15 * minute - 5000, serviceOnly: false });
    assert.equal(verdict(five, nobody, 15 * minute + 15_000).ok, true);
  });

  it("locks the terminal after twenty against whomever", () => {
    const twenty = wrong(...Array.from({ length: 20 }, (_, at) => at * 1000));
    assert.equal(verdict(nobody, twenty, minute).ok, false);
    assert.equal(verdict(nobody, wrong(...twenty.at.slice(1)), minute).ok, true);
  });

  it("ends for a person whom twenty were tried on, over however long: the service alone lets him in", () => {
    assert.deepEqual(verdict({ at: [], ever: 20 }, nobody, 99 * minute), { ok: false, waitMs: 0, serviceOnly: true });
    assert.equal(verdict({ at: [], ever: 19 }, nobody, 99 * minute).ok, true);
  });
});

describe("keys at a terminal", () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false };

  it("are held back where they are the browser's", () => {
    for (const key of ["F1", "F5", "F11", "F12", "BrowserBack", "ContextMenu", "PrintScreen"]) assert.ok(isBrowserKey({ ...none, key }), key);
    for (const key of ["p", "P", "r", "n", "t", "w", "l", "u", "j", "+", "-", "0"]) assert.ok(isBrowserKey({ ...none, key, ctrlKey: true }), key);
    for (const key of ["ArrowLeft", "ArrowRight", "Home"]) assert.ok(isBrowserKey({ ...none, key, altKey: true }), key);
  });

  it("are the person's where they type, move and choose", () => {
    for (const key of ["a", "7", "Tab", "Enter", " ", "Escape", "ArrowLeft", "Home", "Backspace"]) assert.ok(!isBrowserKey({ ...none, key }), key);
  });
});
