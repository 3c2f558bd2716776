/**
 * Measures screens of a console that is open already: from going there until the first rows are painted, from a key to the
 * list, and scrolling. The middle of all rounds is printed, one JSON object a line.
 *
 *   node screens.mjs --castellan URL --email E --password P [--of organization|town] [--rounds N] [--rates 1,4]
 */

import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { Visit } from "./browser.mjs";
import { measureScrolling, measureSearch, quantile } from "./gestures.mjs";
import { sites } from "./sites.mjs";

const { values: given } = parseArgs({
  options: {
    castellan: { type: "string" }, email: { type: "string" }, password: { type: "string" },
    of: { type: "string", default: "organization" }, rounds: { type: "string", default: "3" }, rates: { type: "string", default: "1,4" },
  },
});

/** @type {Map<string, number[]>} */
const samples = new Map();
/** @param {string} name @param {number} value */
function note(name, value) {
  if (!Number.isFinite(value)) throw new Error(`${name} could not be measured`);
  samples.set(name, [...(samples.get(name) ?? []), value]);
  process.stderr.write(`${name} ${value.toFixed(2)}\n`);
}

const signIn = { path: "/api/v1/session", body: { email: given.email, password: given.password }, hint: "castellan.session" };
// Letters that are in some rows and not in all.
const organization = [
  { name: "people", hash: "#/users", letters: ["w", "k", "z"], wheelPx: 100 },
  { name: "audit", hash: "#/audit", letters: ["q", "z", "v"], wheelPx: 100 },
];
// Whose names are run.py's.
const town = [
  { name: "doors", hash: "#/doors", letters: ["7", "4", "9"], wheelPx: 100 },
  { name: "door_groups", hash: "#/doors?view=groups", letters: [], wheelPx: 0 },
  { name: "person_in_50_groups", hash: "#/users/u16", letters: [], wheelPx: 0 },
  { name: "profiles", hash: "#/profiles", letters: ["7", "4", "9"], wheelPx: 100 },
  { name: "profile", hash: "#/profiles/tf7", letters: [], wheelPx: 0 },
];
const screens = given.of === "town" ? town : organization;

for (let round = 0; round < Number(given.rounds); round++) {
  for (const rate of given.rates.split(",").map(Number)) {
    for (const { name, hash, letters, wheelPx } of screens) {
      const at = `${name}.${rate}x`;
      const visit = await Visit.begin(sites.castellan, `${given.castellan}/#/profile`, { rate, signIn });
      try {
        await visit.page.goto(visit.url, { waitUntil: "commit" });
        await visit.page.evaluate(() => globalThis.bench.ready);
        await pause(8000); // Everybody has arrived.
        const opening = visit.changeOf("popstate", () => visit.page.evaluate((there) => void (location.hash = there), hash));
        note(`${at}.open_ms`, await opening);
        await pause(2000);
        if (letters.length) await measureSearch(visit, note, at, letters);
        if (wheelPx) await measureScrolling(visit, note, `${at}.scroll`, wheelPx);
      } finally {
        await visit.end();
      }
    }
  }
}

for (const [name, values] of samples) {
  const unit = /_(ms|s)$/.exec(name)?.[1] ?? "";
  console.log(JSON.stringify({ name, value: quantile(values), unit }));
}
