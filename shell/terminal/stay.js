/**
 * One person's stay at the terminal: the program is his from the moment when he has signed in; when he leaves, or is not
 * there any more, everything of him goes, with the page itself.
 */

import { say } from "../language.js";
import { now } from "./clock.js";
import { Countdown } from "./countdown.js";
import { link } from "./link.js";
import { takeRefused, waiting } from "./queue.js";
import { secondPerson } from "./second.js";
import * as vault from "./vault.js";
import { Wedge } from "./wedge.js";

/** The second person went away: no status of the service's. */
const cancelled = 499;
const large = 10;
const nextBadge = "castellan.next-badge";

/** @typedef {import("../boundary.js").Program} Program */
/** @typedef {{ user: string, name: string }} Person */
/** @typedef {{ status: number, body: any }} Told */

export class Stay {
  /** @type {Program | null} */
  #program = null;
  /** @type {Person | null} */
  #person = null;
  /** Signed in without the network: the service knows of no session, and everything is kept. */
  #apart = false;
  /** @type {CryptoKey | null} */
  #key = null;
  /** @type {vault.Opened | null} */
  #opened = null;
  #begin = /** @type {(value?: unknown) => void} */ (() => {});
  /** Resolves when somebody has signed in: the program may ask before. */
  #begun = new Promise((resolve) => (this.#begin = resolve));
  #over = false;
  #countdown;
  #wedge = new Wedge();

  constructor() {
    this.#countdown = new Countdown(30, (left) => this.#show(left), () => void this.end());
  }

  /**
   * What the program asks of the page, in place of the console's.
   * @param {Program} program
   * @returns {Partial<import("../boundary.js").Host>}
   */
  host(program) {
    this.#program = program;
    const text = (/** @type {number} */ at, /** @type {number} */ bytes) => program.text(at, bytes);
    return {
      http: (request, method, methodBytes, path, pathBytes, _headers, _headerBytes, body, bodyBytes) =>
        void this.#http(request, text(method, methodBytes), text(path, pathBytes), bodyBytes ? new Uint8Array(program.bytes(body, bodyBytes)) : null),
      listen: () => {},
      signOut: () => void this.end(),
      navigate: () => {},
      title: () => {},
      copy: () => {},
      download: () => {},
      keep: () => {},
    };
  }

  /**
   * @param {Person} person
   * @param {vault.Opened | null} opened without the network
   * @param {{ pin: string, badge: string }} proof
   */
  async start(person, opened, proof) {
    this.#person = person;
    this.#opened = opened;
    this.#apart = opened !== null;
    this.#key = opened?.key ?? null;
    document.body.dataset.stay = "";
    const app = /** @type {HTMLElement} */ (document.getElementById("app"));
    app.inert = false;
    this.#begin();
    this.tell();
    link.watchers.add(() => (link.info ? this.tell() : void this.end())); // Nobody stays at a terminal that was revoked.
    link.queueWatchers.add(() => this.#program?.event("queue", ""));
    this.#countdown = new Countdown(link.info?.inactivity_seconds ?? 30, (left) => this.#show(left), () => void this.end());
    this.#countdown.start();
    for (const type of ["pointerdown", "pointermove", "keydown", "wheel"])
      addEventListener(type, () => this.#countdown.touch(), { capture: true, passive: true });
    addEventListener("keydown", (event) => this.#badge(event), { capture: true });
    this.#follow();
    if (!opened)
      this.#remembering = vault
        .remember({ ...person, ...proof, badgeAlone: link.info?.badge_alone ?? false })
        .then((key) => (this.#key = key));
    const refused = await takeRefused(person.user);
    if (refused.length) this.#notice(refused);
  }

  /** @type {Promise<CryptoKey>} */
  #remembering = Promise.resolve(/** @type {any} */ (null));

  /** How things stand, for the program. */
  tell() {
    // Who came in without the network goes on as he came: only what is kept can be sent for him.
    const online = link.online && !this.#apart;
    this.#program?.event("terminal", JSON.stringify({ online, group: link.info?.group ?? "" }));
  }

  /** What others do is seen at once. */
  #follow() {
    if (this.#apart) return;
    const stream = new EventSource("/api/v1/events");
    for (const name of ["change", "message"]) stream.addEventListener(name, (event) => this.#program?.event(name, event.data));
    stream.onerror = () => void (link.online && link.look());
  }

  /** @param {number} request @param {string} method @param {string} path @param {Uint8Array<ArrayBuffer> | null} body */
  async #http(request, method, path, body) {
    await this.#begun;
    if (this.#over) return;
    /** @type {{ status: number, content: Uint8Array }} */
    let answer;
    if (path === "terminal:queue") answer = told(200, { changes: (await waiting()).map(([, entry]) => entry.change) });
    else if (path === "terminal:change") {
      const { status, body: said } = await this.#change(JSON.parse(new TextDecoder().decode(/** @type {Uint8Array} */ (body))));
      answer = told(status, said);
    } else if (path.startsWith("/api/v1/sync")) answer = await this.#sync();
    else answer = await this.#fetch(method, path, body);
    if (!this.#over) this.#program?.httpResponse(request, answer.status, 0, "", answer.content);
  }

  /** What he sees: told by the service, and kept for when it can't be reached. */
  async #sync() {
    if (!this.#apart) {
      const answer = await this.#fetch("GET", "/api/v1/sync", null);
      if (answer.status === 200) void this.#keep(answer.content.slice());
      if (answer.status !== 0) return answer;
    }
    const opened = this.#opened ?? (this.#person && this.#key && { ...this.#person, key: this.#key });
    const kept = opened && (await vault.replicaOf(opened));
    return kept ? { status: 200, content: kept } : { status: 0, content: new Uint8Array() };
  }

  /** @param {Uint8Array<ArrayBuffer>} replica */
  async #keep(replica) {
    await this.#remembering;
    if (this.#person && this.#key) await vault.keepReplica(this.#person.user, this.#key, replica);
    replica.fill(0);
  }

  /** @param {string} method @param {string} path @param {Uint8Array<ArrayBuffer> | null} body */
  async #fetch(method, path, body) {
    try {
      const response = await fetch(path, {
        method,
        body,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(15_000),
        headers: { "Castellan-Request": "1", ...(body ? { "Content-Type": "application/octet-stream" } : {}) },
      });
      const content = new Uint8Array(await response.arrayBuffer());
      await link.note(true);
      return { status: response.status, content };
    } catch {
      await link.note(false);
      return { status: 0, content: new Uint8Array() };
    }
  }

  /**
   * A change that he makes. What makes sense without the network is written down first and sent from there, whether the
   * network is there or not: so nothing is lost and nothing happens twice. All else needs his session.
   * @param {{ change: object, kept: boolean, second_person: boolean, was?: number }} wanted
   * @returns {Promise<Told>}
   */
  async #change({ change, kept, second_person: needsSecond, was }) {
    const person = /** @type {Person} */ (this.#person);
    const second = needsSecond ? await secondPerson(person.user, change) : null;
    if (needsSecond && !second) return { status: cancelled, body: null };
    if (!kept) {
      const answer = await link.ask("POST", "/api/v1/changes", { changes: [change] }, { "Idempotency-Key": crypto.randomUUID(), ...(second ? { "Castellan-Second-Person": second.token } : {}) });
      if (answer.status === 401) void this.end();
      return answer;
    }
    const id = crypto.randomUUID();
    const entry = { id, at: now(), user: person.user, ...(second ? { second_person: second.user } : {}), ...(was === undefined ? {} : { was }), change };
    await link.keep(entry);
    const result = link.online ? (await link.flush()).results.get(id) : undefined;
    if (!result) {
      this.#program?.event("queue", "");
      return { status: 202, body: null };
    }
    await takeRefused(person.user); // He is told of it now.
    if (result.effect === "allow") return { status: 200, body: {} };
    return { status: 409, body: { type: "about:blank", title: "", status: 409, detail: result.reason ?? "", rule: result.rule ?? "" } };
  }

  /** @param {{ at: number, reason: string }[]} refused */
  #notice(refused) {
    const notice = /** @type {HTMLElement} */ (document.getElementById("notice"));
    const text = document.createElement("p");
    say(text, "{} of your changes were refused when they were sent, and are on the list that an administrator settles: {}", refused.length, refused.map(({ reason }) => reason).join(" "));
    const close = document.createElement("button");
    close.type = "button";
    close.className = "key";
    say(close, "I have seen it");
    close.onclick = () => {
      notice.hidden = true;
      dispatchEvent(new Event("resize"));
    };
    notice.replaceChildren(text, close);
    notice.hidden = false;
    dispatchEvent(new Event("resize"));
  }

  /** @param {number} left seconds */
  #show(left) {
    const box = /** @type {HTMLElement} */ (document.getElementById("countdown"));
    const little = left <= large && !this.#over;
    if (box.hidden === little) {
      box.hidden = !little;
      box.togglePopover(little); // Over the second person's dialog, too.
    }
    if (little) /** @type {HTMLElement} */ (box.querySelector("strong")).textContent = String(left);
  }

  /** Whoever holds a badge to the reader is the next. @param {KeyboardEvent} event */
  #badge(event) {
    if (document.getElementById("second")) return; // It is the second person's.
    const badge = this.#wedge.take(event.key, event.timeStamp);
    if (!badge) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.end(badge);
  }

  /**
   * Everything of the person goes: his session, what the program holds, what stands in fields, and then the page.
   * @param {string} [next] the badge of who comes next
   */
  async end(next = "") {
    if (this.#over) return;
    this.#over = true;
    this.#countdown.stop();
    document.body.dataset.leaving = "";
    document.getElementById("second")?.remove();
    document.getElementById("mirror")?.replaceChildren();
    const app = /** @type {HTMLElement} */ (document.getElementById("app"));
    app.inert = true;
    await this.#remembering.catch(() => {});
    if (this.#program) {
      this.#program.frame = () => -1;
      this.#program.bytes(0, Infinity).fill(0);
    }
    sessionStorage.clear();
    if (next) sessionStorage.setItem(nextBadge, next);
    if (!this.#apart) await fetch("/api/v1/session", { method: "DELETE", credentials: "same-origin", headers: { "Castellan-Request": "1" }, signal: AbortSignal.timeout(2_000) }).catch(() => {});
    location.replace(location.pathname);
  }
}

/** The badge that ended the former stay; told once. */
export function takeNextBadge() {
  const badge = sessionStorage.getItem(nextBadge) ?? "";
  sessionStorage.removeItem(nextBadge);
  return badge;
}

/** @param {number} status @param {any} body */
function told(status, body) {
  return { status, content: body === null ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body)) };
}
