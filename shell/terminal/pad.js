/**
 * Who is there: tiles of names, then a pad for the PIN, large enough for gloves; by the keyboard too, and by a badge at any
 * moment. Used for signing in, and for the second person.
 */

import { say } from "../language.js";
import { Wedge } from "./wedge.js";

/** @typedef {{ user: string, name: string }} Person */
/** @typedef {{ problem?: string, parts?: unknown[], waitMs?: number } | null} Verdict null: he is in */
/** @typedef {{ user: string, badge: string, pin: string }} Proof */

const longest = 8;
const shortest = 6;

export class Pad {
  #root;
  #prove;
  #badgeAlone = false;
  #people = /** @type {Person[]} */ ([]);
  #wedge = new Wedge();
  /** @type {{ user: string, badge: string } | null} */
  #who = null;
  #digits = "";
  #busy = false;
  #lockedUntil = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Whether keys and badges are meant for it. */
  active = true;

  /**
   * @param {HTMLElement} root where it is drawn
   * @param {(proof: Proof) => Promise<Verdict>} prove
   */
  constructor(root, prove) {
    this.#root = root;
    this.#prove = prove;
    addEventListener("keydown", this.#key, { capture: true });
  }

  /** It takes no more keys. */
  close() {
    removeEventListener("keydown", this.#key, { capture: true });
    clearTimeout(this.#timer);
    this.#digits = "";
    this.#root.replaceChildren();
  }

  /** @param {Person[]} people @param {boolean} badgeAlone */
  show(people, badgeAlone) {
    this.#badgeAlone = badgeAlone;
    const same = JSON.stringify(people) === JSON.stringify(this.#people);
    this.#people = people;
    if (!this.#who && !(same && this.#root.querySelector(".people"))) this.#drawPeople();
  }

  /** Back to the names, with nothing typed. */
  reset() {
    clearTimeout(this.#timer);
    this.#who = null;
    this.#digits = "";
    this.#busy = false;
    this.#lockedUntil = 0;
    this.#drawPeople();
  }

  #drawPeople() {
    const list = document.createElement("ul");
    list.className = "people";
    list.setAttribute("translate", "no");
    for (const person of [...this.#people].sort((one, other) => one.name.localeCompare(other.name))) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tile";
      button.textContent = person.name;
      button.dataset.user = person.user;
      button.onclick = () => this.#choose({ user: person.user, badge: "" }, person.name);
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
    const hint = document.createElement("p");
    hint.className = "hint";
    say(hint, this.#people.length ? "Press your name, or hold your badge to the reader." : "Nobody of this group has a PIN yet. It is set in the console, under “Your account”.");
    this.#root.replaceChildren(hint, list);
  }

  /** @param {{ user: string, badge: string }} who @param {string} name */
  #choose(who, name) {
    this.#who = who;
    this.#digits = "";
    const title = document.createElement("h2");
    title.id = "pin-title";
    if (name) {
      title.setAttribute("translate", "no");
      title.textContent = name;
    } else say(title, "Badge read");
    const shown = document.createElement("p");
    shown.className = "digits";
    shown.setAttribute("role", "status");
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    const keys = document.createElement("div");
    keys.className = "keys";
    keys.setAttribute("role", "group");
    keys.setAttribute("aria-labelledby", title.id);
    for (const digit of "123456789") keys.append(this.#keyButton(digit, () => this.#type(digit)));
    keys.append(this.#wordButton("Back", "quiet", () => this.reset()));
    keys.append(this.#keyButton("0", () => this.#type("0")));
    keys.append(this.#wordButton("Delete", "quiet", () => this.#erase()));
    const enter = this.#wordButton("Sign in", "primary enter", () => void this.#submit());
    this.#root.replaceChildren(title, shown, problem, keys, enter);
    this.#showDigits();
    enter.focus();
  }

  /** @param {string} digit @param {() => void} press */
  #keyButton(digit, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "key";
    button.textContent = digit;
    button.onclick = press;
    return button;
  }

  /** @param {string} word @param {string} look @param {() => void} press */
  #wordButton(word, look, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `key ${look}`;
    button.onclick = press;
    say(button, word);
    return button;
  }

  #showDigits() {
    const shown = this.#root.querySelector(".digits");
    if (shown) {
      shown.textContent = "●".repeat(this.#digits.length) + "○".repeat(Math.max(0, shortest - this.#digits.length));
      shown.setAttribute("aria-label", String(this.#digits.length));
    }
  }

  /** @param {string} digit */
  #type(digit) {
    if (!this.#who || this.#busy || this.#digits.length >= longest) return;
    this.#digits += digit;
    this.#showDigits();
  }

  #erase() {
    this.#digits = this.#digits.slice(0, -1);
    this.#showDigits();
  }

  /** @param {string} text @param {unknown[]} parts */
  #tell(text, ...parts) {
    const problem = this.#root.querySelector(".problem");
    if (problem) say(problem, text, ...parts);
  }

  async #submit() {
    if (!this.#who || this.#busy || Date.now() < this.#lockedUntil) return;
    if (this.#digits.length < shortest && !(this.#who.badge && this.#badgeAlone)) {
      this.#tell("A PIN has six to eight digits.");
      return;
    }
    this.#busy = true;
    this.#root.dataset.busy = "";
    const pin = this.#digits;
    this.#digits = "";
    const verdict = await this.#prove({ ...this.#who, pin });
    delete this.#root.dataset.busy;
    this.#busy = false;
    if (!verdict) return;
    this.#showDigits();
    if (verdict.waitMs) this.#lock(verdict.waitMs, verdict.problem ?? "");
    else this.#tell(verdict.problem ?? "", ...(verdict.parts ?? []));
  }

  /** Nothing can be tried for a while, which is counted down. @param {number} ms @param {string} problem */
  #lock(ms, problem) {
    this.#lockedUntil = Date.now() + ms;
    const tick = () => {
      const left = Math.ceil((this.#lockedUntil - Date.now()) / 1000);
      if (left <= 0) return this.#tell("");
      this.#tell(problem, left >= 60 ? `${Math.ceil(left / 60)} min` : `${left} s`);
      this.#timer = setTimeout(tick, 500);
    };
    tick();
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (!this.active) return;
    const badge = this.#wedge.take(event.key, event.timeStamp);
    if (badge) {
      event.preventDefault();
      event.stopImmediatePropagation();
      void this.badge(badge);
      return;
    }
    if (!this.#who) return;
    if (/^\d$/.test(event.key)) this.#type(event.key);
    else if (event.key === "Backspace") this.#erase();
    else if (event.key === "Escape") this.reset();
    else if (event.key === "Enter" && this.#digits) void this.#submit();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** A badge was read: it says who he is; the PIN that it is he, unless it alone does here. @param {string} badge */
  async badge(badge) {
    this.#busy = false;
    this.#choose({ user: "", badge }, "");
    if (this.#badgeAlone) await this.#submit();
  }
}
