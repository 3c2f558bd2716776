/**
 * The sweep's questions (tests/ui/sweep_test.cpp), asked of the service in WebAssembly: every change that there could be, in the
 * name of each persona, has the same verdict by the same rule as the native service gave, which every screen agreed with.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

import { Clock, Guest, openHouse, personas } from "./house.mjs";

const binary = process.env.CASTELLAN_BINARY ?? fileURLToPath(new URL("../../build/native/server-stub/castellan", import.meta.url));
const sweep = join(dirname(binary), "../tests/ui/castellan_ui_tests");
/** As tests/client/town.cpp: nobody may do this, so that the change before it is judged and taken back. */
const neverAllowed = '{"kind":"safe.report","safe":"none","online":true}';
const begins = 1_795_000_000_000;

/** As the native sweep has just written them (tools/test.sh), or as it writes them now. */
function questions() {
  const given = process.env.CASTELLAN_SWEEP;
  const folder = mkdtempSync(join(tmpdir(), "castellan-sweep-"));
  const file = given && existsSync(given) ? given : join(folder, "sweep.tsv");
  if (file !== given) execFileSync(sweep, ["[sweep][demonstration]"], { env: { ...process.env, CASTELLAN_SWEEP: file }, stdio: "pipe" });
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  rmSync(folder, { recursive: true });
  return lines;
}

it("RULEBOOK 6: the service in WebAssembly gives each persona the verdicts of the native one", { timeout: 600_000 }, async () => {
  const lines = questions();
  const clock = new Clock();
  clock.now = begins;
  const { house } = await openHouse({ clock });
  const guests = new Map();
  const differences = [];
  for (const line of lines) {
    const [user, status, rule, change] = line.split("\t");
    if (!guests.has(user)) guests.set(user, await Guest.of(house, user));
    clock.now += 2000;
    const { json } = await guests.get(user).ask("POST", "/api/v1/changes", `{"changes":[${change},${neverAllowed}]}`);
    const allowed = json.path?.startsWith("changes[1]");
    const verdict = allowed ? ["200", ""] : [String(json.status), json.rule ?? ""];
    if (verdict[0] !== status || verdict[1] !== rule) differences.push(`${user}: ${change}: ${status} ${rule}, here ${verdict.join(" ")}`);
  }
  assert.deepEqual(differences.slice(0, 20), []);
  assert.equal(guests.size, personas.length);
  assert.ok(lines.length > 10_000, `${lines.length} questions`);
  console.log(`${lines.length} questions of ${guests.size} personas, ${differences.length} differences`);
});
