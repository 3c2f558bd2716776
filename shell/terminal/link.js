/**
 * The terminal and its service: what it is, whether the network is there, and since when it is not; and the sending of what
 * waits, as soon as it is.
 */

import { set } from "./clock.js";
import { now } from "./clock.js";
import * as queue from "./queue.js";
import { get, put } from "./store.js";
import { keepOnly } from "./vault.js";
import { ownRequest } from "../session.js";

const answerTimeout = 10_000;
const pauseOffline = 5_000;
const pauseOnline = 30_000;

/**
 * @typedef {{ terminal: string, name: string, organization: string, group: string, group_name: string, badge_alone: boolean,
 *             inactivity_seconds: number, people: { user: string, name: string }[] }} Info
 * @typedef {{ status: number, body: any, retryAfter: number }} Answer
 */

class Link {
  /** What the service said last of this terminal; null: it is not paired. @type {Info | null} */
  info = null;
  online = true;
  /** Since when the network is away; 0: it is there. */
  since = 0;
  /** How many changes wait. */
  waiting = 0;
  /** It was paired once, and the service does not know it any more. */
  revoked = false;
  /** Called after anything here is different. @type {Set<() => void>} */
  watchers = new Set();
  /** Called when changes have left the queue, or have come. @type {Set<() => void>} */
  queueWatchers = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** Takes up what an earlier visit knew, without the network. */
  async begin() {
    this.info = (await get("state", "info")) ?? null;
    this.since = (await get("state", "since")) ?? 0;
    this.revoked = (await get("state", "revoked")) ?? false;
    this.online = this.since === 0;
    this.waiting = await queue.count();
    addEventListener("online", () => void this.look());
    addEventListener("offline", () => void this.look());
  }

  #changed() {
    for (const watcher of this.watchers) watcher();
  }

  /**
   * One request. No network is status 0; so is a proxy that has lost the service.
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Answer>}
   */
  async ask(method, path, body, headers = {}) {
    /** @type {Answer} */
    let answer = { status: 0, body: null, retryAfter: 0 };
    try {
      const response = await fetch(path, {
        method,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(answerTimeout),
        headers: { Accept: "application/json", ...ownRequest, ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
        body: body ? JSON.stringify(body) : undefined,
      });
      const text = await response.text();
      const behindProxy = response.status >= 502 && response.status <= 504;
      answer = {
        status: behindProxy && !response.headers.get("Content-Type")?.includes("json") ? 0 : response.status,
        body: text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : null,
        retryAfter: Number(response.headers.get("Retry-After")) || 0,
      };
    } catch {
      // Not answered.
    }
    await this.note(answer.status !== 0);
    return answer;
  }

  /** Whether the service was reached just now. @param {boolean} reached */
  async note(reached) {
    if (reached === this.online) return;
    this.online = reached;
    this.since = reached ? 0 : now();
    await put("state", "since", reached ? undefined : this.since);
    this.#changed();
    if (reached) void this.look();
    else this.#lookAgain();
  }

  /** Asks what this terminal is, and sends what waits. */
  async look() {
    clearTimeout(this.#timer);
    const answer = await this.ask("GET", "/api/v1/terminal");
    if (answer.status === 200) await this.take(answer.body);
    else if (answer.status === 401) await this.#forget();
    if (this.info && this.waiting && answer.status === 200) await this.flush();
    this.#lookAgain();
  }

  #lookAgain() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), this.online ? pauseOnline : pauseOffline);
  }

  /** @param {Info & { now: number | string }} told */
  async take(told) {
    await set(typeof told.now === "number" ? told.now : Date.parse(told.now));
    this.info = told;
    this.revoked = false;
    await put("state", "info", told);
    await put("state", "revoked", undefined);
    await keepOnly(told.people.map(({ user }) => user)); // Whose PIN was cleared, and who has left the group.
    this.#changed();
  }

  /** Whoever was known here is known no longer. What waits stays: it is somebody's work. */
  async #forget() {
    if (this.info) {
      this.revoked = true;
      await put("state", "revoked", true);
    }
    this.info = null;
    await put("state", "info", undefined);
    await keepOnly([]);
    this.#changed();
  }

  /** @returns {Promise<queue.Sent>} */
  async flush() {
    const before = this.waiting;
    const sent = await queue.send((method, path, body) => this.ask(method, path, body));
    this.waiting = await queue.count();
    if (sent.unknown) await this.#forget();
    if (this.waiting !== before) {
      this.#changed();
      for (const watcher of this.queueWatchers) watcher();
    }
    return sent;
  }

  /** Keeps a change; durable when it resolves. @param {queue.Entry} entry */
  async keep(entry) {
    await queue.add(entry);
    this.waiting = await queue.count();
    this.#changed();
  }
}

export const link = new Link();
