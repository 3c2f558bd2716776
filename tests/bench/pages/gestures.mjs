/** What a person does with a list, and how long the page takes. */

import { setTimeout as pause } from "node:timers/promises";

const wheels = 240; // One in each sixtieth of a second.

/** @typedef {(name: string, value: number) => void} Note */

/** @param {number[]} values @param {number} [share] */
export function quantile(values, share = 0.5) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Keys that search, and clearing the field again. @param {import("./browser.mjs").Visit} visit @param {Note} note @param {string} at @param {string[]} letters */
export async function measureSearch(visit, note, at, letters) {
  await visit.press(/** @type {string} */ (visit.site.search));
  await pause(500);
  for (const letter of letters) {
    note(`${at}.search_ms`, await visit.changeOf("keydown", () => visit.page.keyboard.press(letter)));
    await pause(1000);
    note(`${at}.clear_ms`, await visit.changeOf("keydown", () => visit.page.keyboard.press("Backspace")));
    await pause(1000);
  }
}

/** @param {import("./browser.mjs").Visit} visit @param {Note} note @param {string} at @param {number} wheelPx */
export async function measureScrolling(visit, note, at, wheelPx) {
  const { page, session, site } = visit;
  const lastDrawn = () => page.evaluate(`(${site.last})()`);
  const before = await lastDrawn();
  await page.mouse.move(640, 500);
  await pause(300);
  await page.evaluate(() => globalThis.bench.countFrames());
  for (let turn = 0; turn < wheels; turn++) {
    // Answered when the page has taken it, which is not waited for: a person's wheel doesn't either.
    session.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: 640, y: 500, deltaX: 0, deltaY: wheelPx }).catch(() => {});
    await pause(1000 / 60);
  }
  const times = await page.evaluate(() => {
    const { frames } = globalThis.bench;
    globalThis.bench.frames = undefined;
    return frames;
  });
  await pause(1000);
  const further = (await lastDrawn()) - before;
  if (further < 50) throw new Error(`${site.name} was not scrolled, but by ${further} rows`);
  const gaps = times.slice(1).map((/** @type {number} */ time, /** @type {number} */ index) => time - times[index]);
  note(`${at}_p95_ms`, quantile(gaps, 0.95));
  note(`${at}_frames_s`, (1000 * gaps.length) / (times[times.length - 1] - times[0]));
}
