/**
 * What the program will ask for first is asked for as soon as somebody is signed in: the server then works at it while
 * the program is still being made ready.
 */

import { ownRequest } from "./session.js";

const path = "/api/v1/sync";

/** @type {Promise<Response> | null} */
let asked = null;

export function askFirstSync() {
  asked ??= fetch(path, { credentials: "same-origin", redirect: "error", cache: "no-cache", headers: ownRequest });
  asked.catch(() => {}); // Reported to whoever takes it.
}

/** Whoever signs in next sees other things. */
export function forgetFirstSync() {
  asked = null;
}

/** The answer, once; null if it was not asked for, or if this is another path. @param {string} wanted */
export function takeFirstSync(wanted) {
  if (wanted !== path) return null;
  const answer = asked;
  asked = null;
  return answer;
}
