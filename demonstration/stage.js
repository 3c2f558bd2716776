/**
 * The one or two consoles side by side: who looks at them, what they show, and the way back and forth between what they have
 * shown.
 */

import { Pane } from "./pane.js";
import { password } from "./personas.js";
import { shared } from "./shared.js";

/** @typedef {import("./personas.js").Persona} Persona */
/** @typedef {import("./house.js").Answer} Answer */
/** @typedef {{ user: string, hash: string }} Scene who, and where */

const heldKey = "stage";

export class Stage {
  #house;
  #journal;
  #personas;
  #root;
  /** @type {Pane[]} */
  panes = [];
  /** By persona: one session for both panes. @type {Map<string, string>} */
  #sessions = new Map();
  count = 1;
  /** Told when somebody else looks at a pane, or there are more or fewer. */
  onChange = () => {};
  /** @type {(pane: Pane, method: string, target: string, answer: Answer) => void} */
  onAnswer = () => {};

  /**
   * @param {HTMLElement} root with a place for each
   * @param {import("./house.js").House} house
   * @param {import("./journal.js").Journal} journal
   * @param {Persona[]} personas
   * @param {{ page: string, files: Map<string, Uint8Array<ArrayBuffer>> }} files
   */
  constructor(root, house, journal, personas, files) {
    this.#root = root;
    this.#house = house;
    this.#journal = journal;
    this.#personas = personas;
    for (const place of root.querySelectorAll(".pane")) {
      const pane = new Pane(place, house, files);
      pane.onNavigate = (_, replaces) => this.#remember(replaces);
      pane.onPerson = () => this.#personChanged(pane);
      pane.onAnswer = (...what) => {
        this.#learn(...what);
        this.onAnswer(...what);
      };
      this.panes.push(pane);
    }
    shared.watch((key, value, from) => {
      for (const pane of this.panes) if (pane !== from) pane.share(key, value);
    });
    addEventListener("popstate", (event) => this.#restore(event.state));
  }

  /** As it was left, or as it begins. @param {Scene[]} beginning */
  async open(beginning) {
    const held = await this.#journal.value(heldKey);
    for (const [user, cookie] of held?.sessions ?? []) this.#sessions.set(user, cookie);
    await this.show(held?.scenes?.length ? held.scenes : beginning);
  }

  /** @param {string} user */
  persona(user) {
    return this.#personas.find((one) => one.user === user) ?? null;
  }

  /** Shows just these, one or two. @param {Scene[]} scenes */
  async show(scenes) {
    this.#setCount(scenes.length);
    await Promise.all(scenes.map((scene, at) => this.#place(this.panes[at], scene)));
    this.#remember(false);
  }

  /** Somebody else looks at this pane, at the same place. @param {Pane} pane @param {Persona} persona */
  async cast(pane, persona) {
    await this.#place(pane, { user: persona.user, hash: pane.hash });
    this.#remember(false);
  }

  /** One, or two side by side; the second begins where the first is. @param {number} count @param {string} [user] in the second */
  async setCount(count, user = "u22") {
    if (count === this.count) return;
    this.#setCount(count);
    if (count === 2) {
      const [first, second] = this.panes;
      await this.#place(second, { user: second.persona?.user ?? user, hash: first.hash });
    }
    this.#remember(false);
  }

  /** Opens an address as nobody, such as a link that came by mail. @param {Pane} pane @param {string} hash */
  openAsNobody(pane, hash) {
    pane.signOut();
    pane.hash = hash;
    pane.load();
    this.#remember(false);
  }

  /** @param {number} count */
  #setCount(count) {
    this.count = count;
    this.#root.dataset.panes = String(count);
    [...this.#root.querySelectorAll(".pane")].forEach((section, at) => (/** @type {HTMLElement} */ (section).hidden = at >= count));
    if (count === 1) {
      const second = this.panes[1];
      second.close();
      second.signOut();
    }
    this.onChange();
  }

  /** @param {Pane} pane @param {Scene} scene */
  async #place(pane, { user, hash }) {
    const persona = this.persona(user);
    if (pane.persona && pane.persona === persona && pane.signedIn && pane.window) {
      pane.go(hash);
      return;
    }
    const cookie = persona && (await this.#session(persona));
    pane.hash = hash;
    if (persona && cookie) pane.signIn(persona, cookie);
    else pane.signOut();
    pane.load();
    this.onChange();
  }

  /** The session that somebody has, or a new one. @param {Persona} persona @returns {Promise<string>} */
  async #session(persona) {
    const headers = { "castellan-request": "1", "user-agent": navigator.userAgent };
    const held = this.#sessions.get(persona.user);
    if (held) {
      const { status } = await this.#house.ask({ method: "GET", target: "/api/v1/session", address: persona.address, headers: { ...headers, cookie: held } });
      if (status === 200) return held;
    }
    const answer = await this.#house.ask({
      method: "POST",
      target: "/api/v1/session",
      address: persona.address,
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ email: persona.email, password }),
    });
    const cookie = answer.fields["set-cookie"]?.split(";")[0] ?? "";
    if (cookie) this.#sessions.set(persona.user, cookie);
    return cookie;
  }

  /** @param {Pane} pane */
  #personChanged(pane) {
    if (pane.persona && pane.signedIn) this.#sessions.set(pane.persona.user, pane.cookie); // Raised by a second factor, for one.
    else if (pane.persona) {
      this.#sessions.delete(pane.persona.user);
      pane.persona = null;
    }
    this.#remember(true);
    this.onChange();
  }

  /** Who has signed in by hand. @param {Pane} pane @param {string} _method @param {string} target @param {Answer} answer */
  #learn(pane, _method, target, answer) {
    if (pane.persona || target !== "/api/v1/session" || answer.status > 201) return;
    const { user } = JSON.parse(new TextDecoder().decode(answer.body));
    const persona = this.persona(typeof user === "string" ? user : (user?.id ?? ""));
    if (!persona) return;
    pane.persona = persona;
    this.#personChanged(pane);
  }

  /** @returns {Scene[]} */
  #scenes() {
    return this.panes.slice(0, this.count).map(({ persona, hash }) => ({ user: persona?.user ?? "", hash }));
  }

  /** For the browser's Back, and for the next visit. @param {boolean} replaces */
  #remember(replaces) {
    const scenes = this.#scenes();
    if (replaces) history.replaceState(scenes, "");
    else if (JSON.stringify(history.state) !== JSON.stringify(scenes)) history.pushState(scenes, "");
    this.#hold();
  }

  /** For the next visit. */
  #hold() {
    void this.#journal.put(heldKey, { scenes: this.#scenes(), sessions: [...this.#sessions] });
  }

  /** @param {Scene[] | null} scenes */
  async #restore(scenes) {
    if (!Array.isArray(scenes) || !scenes.length) return;
    this.#setCount(scenes.length);
    await Promise.all(scenes.map((scene, at) => this.#place(this.panes[at], scene)));
    this.#hold();
  }
}
