/**
 * One console in the page: an iframe with the ordinary shell, and all that it takes for the browser and the server
 * (inside.js): requests, events, its address, its storage. Each pane has cookies of its own, so that two people are signed
 * in side by side.
 */

import { shared } from "./shared.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./personas.js").Persona} Persona */

const cookiePattern = /^([^=]+)=([^;]*)/;
const sessionHint = "castellan.session";

/** What a window gives its page to remember by. */
export class Memory {
  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return Object.hasOwn(this, key) ? /** @type {any} */ (this)[key] : null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    /** @type {any} */ (this)[key] = String(value);
  }

  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}

/** What all panes remember together: how it looks, in which language, how tables are arranged. */
class SharedMemory extends Memory {
  #pane;

  /** @param {Pane} pane */
  constructor(pane) {
    super();
    this.#pane = pane;
    Object.assign(this, shared.all());
  }

  /** @override @param {string} key @param {string} value */
  setItem(key, value) {
    super.setItem(key, value);
    if (key !== sessionHint) shared.set(key, value, this.#pane);
  }

  /** @override @param {string} key */
  removeItem(key) {
    super.removeItem(key);
    if (key !== sessionHint) shared.set(key, null, this.#pane);
  }
}

export class Pane {
  #house;
  #files;
  #place;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {Set<() => void>} */
  #streams = new Set();
  #cookies = new Map();
  /** @type {Persona | null} */
  persona = null;
  hash = "";
  address = "192.0.2.10";
  sessionStorage = new Memory();
  localStorage = new SharedMemory(this);
  /** The person has gone somewhere in it. @type {(pane: Pane, replaces: boolean) => void} */
  onNavigate = () => {};
  /** Told of each answer. @type {(pane: Pane, method: string, target: string, answer: import("./house.js").Answer) => void} */
  onAnswer = () => {};
  /** Somebody else is signed in, or nobody. @type {(pane: Pane) => void} */
  onPerson = () => {};

  /**
   * @param {Element} place where its iframe goes
   * @param {House} house
   * @param {{ page: string, files: Map<string, Uint8Array<ArrayBuffer>> }} files of the console
   */
  constructor(place, house, files) {
    this.#place = place;
    this.#house = house;
    this.#files = files;
  }

  get window() {
    return this.#frame?.contentWindow ?? null;
  }

  get signedIn() {
    return this.#cookies.size > 0;
  }

  /**
   * Opens the console anew, at the address where it is: in a new iframe, so that the browser has nothing of the former one to
   * go back to.
   */
  load() {
    this.close();
    this.#frame = document.createElement("iframe");
    this.#frame.title = this.persona ? `Console of ${this.persona.name}` : "Console";
    this.#frame.srcdoc = this.#files.page;
    Object.assign(this.#frame, { pane: this });
    this.#place.append(this.#frame);
  }

  /** As nobody: the form is shown. */
  signOut() {
    this.#cookies.clear();
    this.persona = null;
    this.localStorage.removeItem(sessionHint);
  }

  /**
   * As somebody, with the session that he has.
   * @param {Persona} persona
   * @param {string} cookie
   */
  signIn(persona, cookie) {
    this.signOut();
    this.persona = persona;
    this.address = persona.address;
    this.#store(cookie);
    this.localStorage.setItem(sessionHint, "1");
  }

  /** The session's cookie, as it is sent. */
  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /**
   * A request of the console's, or in its name.
   * @param {string} method
   * @param {string} target
   * @param {Record<string, string>} headers names in lower case
   * @param {string | Uint8Array} [body]
   */
  async ask(method, target, headers = {}, body) {
    const answer = await this.#house.ask({ method, target, body, address: this.address, headers: { ...headers, ...this.#own() } });
    if (answer.fields["set-cookie"]) {
      this.#store(answer.fields["set-cookie"]);
      this.onPerson(this);
    }
    this.onAnswer(this, method, target, answer);
    return answer;
  }

  /**
   * A file of the console's; null if there is none.
   * @param {string} name
   */
  file(name) {
    return this.#files.files.get(name) ?? null;
  }

  /**
   * @param {string} target
   * @param {import("./house.js").Listener} listener
   */
  listen(target, listener) {
    const headers = { accept: "text/event-stream", ...this.#own() };
    const close = this.#house.listen({ method: "GET", target, address: this.address, headers }, listener);
    this.#streams.add(close);
    return () => {
      this.#streams.delete(close);
      close();
    };
  }

  /**
   * The console goes elsewhere.
   * @param {string} url as it is given to the browser's history
   * @param {boolean} replaces
   */
  navigated(url, replaces) {
    const hash = url.includes("#") ? url.slice(url.indexOf("#")) : "";
    if (hash === this.hash) return;
    this.hash = hash;
    this.onNavigate(this, replaces);
  }

  /** Sends the console elsewhere. @param {string} hash */
  go(hash) {
    if (hash === this.hash) return;
    this.hash = hash;
    this.window?.dispatchEvent(new Event("popstate"));
  }

  /** Something that all share is another. @param {string} key @param {string | null} value */
  share(key, value) {
    const before = this.localStorage.getItem(key);
    if (value === before) return;
    if (value === null) Memory.prototype.removeItem.call(this.localStorage, key);
    else Memory.prototype.setItem.call(this.localStorage, key, value);
    this.window?.dispatchEvent(new StorageEvent("storage", { key, oldValue: before, newValue: value }));
  }

  close() {
    for (const close of this.#streams) close();
    this.#streams.clear();
    this.#frame?.remove();
    this.#frame = null;
  }

  #own() {
    return { cookie: this.cookie, "user-agent": navigator.userAgent };
  }

  /** @param {string} line of Set-Cookie */
  #store(line) {
    const [, name, value] = cookiePattern.exec(line) ?? [];
    if (!name) return;
    if (value && !/max-age=0/i.test(line)) this.#cookies.set(name, value);
    else this.#cookies.delete(name);
  }
}
