/**
 * Whether it is he: asked of the service where it can be reached, and else of what the terminal keeps.
 */

import { link } from "./link.js";
import * as tries from "./tries.js";
import * as vault from "./vault.js";

/** @typedef {import("./pad.js").Verdict} Verdict */
/** @typedef {import("./pad.js").Proof} Proof */

// words:
const texts = {
  wrong: "That was not right. {} tries are left.",
  wrongOnce: "That was not right.",
  locked: "Too many tries. Wait {}.",
  serviceOnly: "Too many tries without the network. Sign in again when it is back.",
  unknown: "Without the network only those can sign in who have done so here before.",
  noBadge: "Without the network this badge is not known here. Press your name.",
  trouble: "The service is in trouble. Try again in a moment.",
};
// words end

/**
 * What the service said about a PIN or badge.
 * @param {import("./link.js").Answer} answer
 * @returns {Verdict}
 */
export function refusal(answer) {
  if (answer.status === 429) return { problem: texts.locked, waitMs: Math.max(1, answer.retryAfter) * 1000 };
  if (answer.status === 401) {
    const left = answer.body?.tries_left;
    return typeof left === "number" ? { problem: texts.wrong, parts: [left] } : { problem: texts.wrongOnce };
  }
  return { problem: answer.body?.detail ?? texts.trouble };
}

/**
 * By what is kept here.
 * @param {Proof} proof
 * @returns {Promise<{ verdict: Verdict, opened: vault.Opened | null }>}
 */
export async function byVault({ user, badge, pin }) {
  const whom = user || (badge && (await vault.ownerOf(badge)));
  if (!whom) return { verdict: { problem: texts.noBadge }, opened: null };
  if (!(await vault.known()).some((one) => one.user === whom)) return { verdict: { problem: texts.unknown }, opened: null };
  const may = await tries.begin(whom);
  if (may.serviceOnly) return { verdict: { problem: texts.serviceOnly }, opened: null };
  if (!may.ok) return { verdict: { problem: texts.locked, waitMs: may.waitMs }, opened: null };
  const opened = await vault.open(whom, pin, badge);
  if (opened) {
    await tries.right(whom, true);
    return { verdict: null, opened };
  }
  const left = await tries.left(whom);
  return { verdict: { problem: texts.wrong, parts: [left] }, opened: null };
}

/**
 * Signs in. `opened` is there when it was without the network.
 * @param {Proof} proof
 * @returns {Promise<{ verdict: Verdict, person: { user: string, name: string } | null, opened: vault.Opened | null }>}
 */
export async function signIn(proof) {
  if (link.online) {
    const { user, badge, pin } = proof;
    const answer = await link.ask("POST", "/api/v1/terminal/session", { ...(user ? { user } : { badge }), ...(pin ? { pin } : {}) });
    if (answer.status === 201) {
      await tries.right(answer.body.user, false);
      return { verdict: null, person: { user: answer.body.user, name: answer.body.name }, opened: null };
    }
    if (answer.status !== 0) {
      if (answer.status === 401 && user) await tries.count(user); // So that cutting the network gives no five more.
      return { verdict: refusal(answer), person: null, opened: null };
    }
  }
  const { verdict, opened } = await byVault(proof);
  return { verdict, person: opened && { user: opened.user, name: opened.name }, opened };
}
