/**
 * Changes that were made here and that the service does not have yet, in order, each under an id of its own. One is taken
 * off when the service has said what became of it, and not before: what is sent twice happens once, by its id.
 */

import { all, change } from "./store.js";
import { sealOwn, unsealOwn } from "./vault.js";

/** The service takes so many at a time. */
const batch = 50;

/**
 * @typedef {{ id: string, at: number, user: string, second_person?: string, was?: number, change: object }} Entry
 * @typedef {{ id: string, effect: string, rule?: string, reason?: string }} Result
 * @typedef {{ reached: boolean, unknown: boolean, results: Map<string, Result> }} Sent `unknown`: the service no longer knows
 *   this terminal
 */

/** Durable when it resolves. @param {Entry} entry */
export async function add(entry) {
  const sealed = await sealOwn(entry, `change ${entry.id}`);
  await change((table) => void table("queue").add({ id: entry.id, sealed }));
}

/** @returns {Promise<[IDBValidKey, Entry][]>} */
export async function waiting() {
  const rows = await all("queue");
  const entries = await Promise.all(rows.map(([, row]) => unsealOwn(row.sealed, `change ${row.id}`)));
  return rows.map(([key], at) => /** @type {[IDBValidKey, Entry]} */ ([key, entries[at]])).filter(([, entry]) => entry);
}

export async function count() {
  return (await all("queue")).length;
}

/**
 * Sends what waits, in order, until there is no more or the service can't be reached. One at a time does it, whichever
 * window it is of.
 * @param {(method: string, path: string, body: object) => Promise<{ status: number, body: any }>} post
 * @returns {Promise<Sent>}
 */
export function send(post) {
  return /** @type {any} */ (navigator.locks.request("castellan.terminal.queue", () => sendAll(post)));
}

/** @param {Parameters<typeof send>[0]} post @returns {Promise<Sent>} */
async function sendAll(post) {
  /** @type {Sent} */
  const sent = { reached: true, unknown: false, results: new Map() };
  /** What the service can't read stays, and keeps nothing else back. @type {Set<string>} */
  const unreadable = new Set();
  for (let most = batch; ;) {
    const entries = (await waiting()).filter(([, entry]) => !unreadable.has(entry.id)).slice(0, most);
    if (entries.length === 0) return sent;
    const answer = await post("POST", "/api/v1/terminal/changes", { changes: entries.map(([, entry]) => entry) });
    if (answer.status === 401) return { ...sent, unknown: true };
    if (answer.status === 200) {
      const results = new Map(/** @type {Result[]} */ (answer.body.results).map((result) => [result.id, result]));
      const settled = entries.filter(([, entry]) => results.has(entry.id));
      await settle(settled, results);
      for (const [id, result] of results) sent.results.set(id, result);
      if (settled.length === 0) return { ...sent, reached: false };
      continue;
    }
    if (answer.status === 0 || answer.status === 429 || answer.status >= 500) return { ...sent, reached: false };
    if (most > 1) most = 1;
    else unreadable.add(entries[0][1].id);
  }
}

/**
 * Takes off what was answered, and notes what was refused for whom it concerns, at once.
 * @param {[IDBValidKey, Entry][]} entries
 * @param {Map<string, Result>} results
 */
async function settle(entries, results) {
  const refused = entries.filter(([, entry]) => results.get(entry.id)?.effect !== "allow");
  const notes = await Promise.all(
    refused.map(async ([, entry]) => ({
      user: entry.user,
      id: entry.id,
      sealed: await sealOwn({ at: entry.at, reason: results.get(entry.id)?.reason ?? "" }, `note ${entry.id}`),
    })),
  );
  await change((table) => {
    for (const [key] of entries) table("queue").delete(key);
    for (const note of notes) table("state").put(note, `refused:${note.id}`);
  });
}

/**
 * What was refused of somebody's since he was told last; told once.
 * @param {string} user
 * @returns {Promise<{ at: number, reason: string }[]>}
 */
export async function takeRefused(user) {
  const rows = (await all("state")).filter(([key, note]) => String(key).startsWith("refused:") && note.user === user);
  const notes = await Promise.all(rows.map(([, note]) => unsealOwn(note.sealed, `note ${note.id}`)));
  if (rows.length) await change((table) => rows.forEach(([key]) => void table("state").delete(key)));
  return notes.filter(Boolean);
}
