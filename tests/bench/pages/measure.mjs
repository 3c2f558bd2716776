/**
 * Measures the list of people in Castellan beside react-admin and AG Grid, in one run: each round visits all of them, one
 * after the other, each in a browser of its own. The middle of all rounds is printed, one JSON object a line.
 *
 *   node measure.mjs --castellan URL --peers URL --email E --password P [--rounds N] [--rates 1,4] [--only SITE,…]
 */

import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { cpuOf, memoryOf, Visit } from "./browser.mjs";
import { measureScrolling, measureSearch, quantile } from "./gestures.mjs";
import { sites } from "./sites.mjs";

const { values: given } = parseArgs({
  options: {
    castellan: { type: "string" }, peers: { type: "string" }, email: { type: "string" }, password: { type: "string" },
    rounds: { type: "string", default: "5" }, rates: { type: "string", default: "1,4" }, only: { type: "string", default: "" },
    idle: { type: "string", default: "10" },
  },
});

const restMs = 3000;
const idleMs = Number(given.idle) * 1000;
const searched = ["w", "k", "z"]; // In some names and not in all.
const notchPx = 100; // As a person turns it.
const flightPx = 17_500; // From the first to the last of 100,000 rows, as the scroll bar is dragged.

/** @type {Map<string, number[]>} */
const samples = new Map();
/** @param {string} name @param {number} value */
function note(name, value) {
  if (!Number.isFinite(value)) throw new Error(`${name} could not be measured`);
  samples.set(name, [...(samples.get(name) ?? []), value]);
  process.stderr.write(`${name} ${value.toFixed(2)}\n`);
}

const signIn = { path: "/api/v1/session", body: { email: given.email, password: given.password }, hint: "castellan.session" };
const plan = [
  { site: sites.empty, url: `${given.peers}/empty/` },
  { site: sites.reactAdmin, url: `${given.peers}/react-admin/` },
  { site: sites.form, url: `${given.castellan}/` },
  { site: sites.castellan, url: `${given.castellan}/#/users`, signIn },
  { site: sites.agGrid, url: `${given.peers}/ag-grid/` },
  { site: sites.castellan, url: `${given.castellan}/#/users`, signIn },
].filter(({ site }) => !given.only || given.only.split(",").includes(site.name));

/** @param {typeof plan[number]} step @param {number} rate */
async function visit({ site, url, signIn }, rate) {
  const at = `${site.name}.${rate}x`;
  const visit = await Visit.begin(site, url, { rate, signIn });
  try {
    const cold = await visit.open();
    note(`${at}.painted_ms`, cold.painted);
    note(`${at}.usable_cold_ms`, cold.usable);
    if (site === sites.form) return;
    note(`${at}.complete_cold_ms`, cold.complete);
    await pause(restMs);
    const warm = await visit.open();
    note(`${at}.usable_warm_ms`, warm.usable);
    note(`${at}.complete_warm_ms`, warm.complete);
    await pause(restMs);
    const { renderer, graphics } = await visit.processes();
    if (rate === 1) {
      note(`${at}.memory_mb`, memoryOf(renderer));
      note(`${at}.memory_graphics_mb`, memoryOf(graphics));
      await measureIdle(visit, at, [renderer, graphics]);
    }
    if (site.search) await measureSearch(visit, note, at, searched);
    if (site.header) await measureSort(visit, at);
    if (site.last) {
      await measureScrolling(visit, note, `${at}.scroll`, notchPx);
      await measureScrolling(visit, note, `${at}.flight`, flightPx);
    }
    if (rate === 1 && site.search) note(`${at}.memory_used_mb`, memoryOf(renderer));
  } finally {
    await visit.end();
  }
}

/** @param {Visit} visit @param {string} at @param {number[]} pids */
async function measureIdle(visit, at, pids) {
  const drawn = () => visit.page.evaluate(() => /** @type {any} */ (document.getElementById("app"))?.frames?.drawn ?? 0);
  const frames = await drawn();
  await pause(500); // What asking has cost shall not count.
  const before = pids.map(cpuOf);
  await pause(idleMs);
  const spent = pids.reduce((sum, pid, which) => sum + cpuOf(pid) - before[which], 0);
  note(`${at}.idle_cpu_percent`, (spent / idleMs) * 100);
  note(`${at}.idle_frames`, (await drawn()) - frames);
}

/** @param {Visit} visit @param {string} at */
async function measureSort(visit, at) {
  for (let turn = 0; turn < 4; turn++) {
    note(`${at}.sort_ms`, await visit.changeOf("mousedown", () => visit.press(/** @type {string} */ (visit.site.header))));
    await pause(1000);
  }
}

for (let round = 0; round < Number(given.rounds); round++)
  for (const rate of given.rates.split(",").map(Number)) for (const step of plan) await visit(step, rate);

for (const [name, values] of samples) {
  const unit = /_(ms|mb|s|percent)$/.exec(name)?.[1] ?? "";
  console.log(JSON.stringify({ name, value: quantile(values), unit }));
}
