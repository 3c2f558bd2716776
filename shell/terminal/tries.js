/**
 * Guessing a PIN without the network: each try counts before it is made, so that pulling the plug undoes none; they become
 * slower, and after five within a quarter of an hour the person is locked for another; twenty lock the terminal. Whoever
 * has twenty against him in all, over however long, gets in by the service alone. (With the network, the service counts.)
 */

import { now } from "./clock.js";
import { get, put } from "./store.js";

const span = 15 * 60 * 1000;
const mostOfPerson = 5;
const mostOfTerminal = 20;
const mostEver = 20;

/** @typedef {{ at: number[], ever: number }} Wrong */
/** @typedef {{ ok: boolean, waitMs: number, serviceOnly: boolean }} Verdict */

/**
 * @param {Wrong} person
 * @param {Wrong} terminal
 * @param {number} instant
 * @returns {Verdict}
 */
export function verdict(person, terminal, instant) {
  if (person.ever >= mostEver) return { ok: false, waitMs: 0, serviceOnly: true };
  const until = Math.max(
    lockedUntil(person.at, mostOfPerson, instant),
    lockedUntil(terminal.at, mostOfTerminal, instant),
    slowedUntil(person.at, instant),
  );
  return { ok: until <= instant, waitMs: Math.max(0, until - instant), serviceOnly: false };
}

/** @param {number[]} at @param {number} instant */
const recent = (at, instant) => at.filter((one) => one + span > instant);

/**
 * @param {number[]} at
 * @param {number} most
 * @param {number} instant
 */
function lockedUntil(at, most, instant) {
  const wrong = recent(at, instant);
  return wrong.length >= most ? wrong[wrong.length - 1] + span : 0;
}

/** One, two, four, eight seconds. @param {number[]} at @param {number} instant */
function slowedUntil(at, instant) {
  const wrong = recent(at, instant);
  return wrong.length ? wrong[wrong.length - 1] + 1000 * 2 ** (wrong.length - 1) : 0;
}

/** @param {string} whom a user's id; empty: the terminal @returns {Promise<Wrong>} */
const wrongOf = async (whom) => (await get("state", `tries:${whom}`)) ?? { at: [], ever: 0 };

/**
 * Whether a try may be made now; if so it is written down as wrong, until `right` takes that back.
 * @param {string} user
 */
export async function begin(user) {
  const instant = now();
  const [person, terminal] = await Promise.all([wrongOf(user), wrongOf("")]);
  const answer = verdict(person, terminal, instant);
  if (!answer.ok) return answer;
  await count(user);
  return answer;
}

/** One more that was wrong. @param {string} user */
export async function count(user) {
  const instant = now();
  for (const whom of [user, ""]) {
    const wrong = await wrongOf(whom);
    await put("state", `tries:${whom}`, { at: [...recent(wrong.at, instant), instant], ever: wrong.ever + 1 });
  }
}

/** It was right. The terminal's own count loses this one try; others' stay. @param {string} user @param {boolean} counted */
export async function right(user, counted) {
  await put("state", `tries:${user}`, undefined);
  if (!counted) return;
  const wrong = await wrongOf("");
  await put("state", "tries:", { at: wrong.at.slice(0, -1), ever: wrong.ever });
}

/** How many are left before the lock. @param {string} user */
export async function left(user) {
  return Math.max(0, mostOfPerson - recent((await wrongOf(user)).at, now()).length);
}
