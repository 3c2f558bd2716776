/** The tour: a card that leads from step to step. Nothing of it is in the way of whoever would rather look around alone. */

import { say, watchLanguage, words } from "../shell/language.js";
import { steps } from "./steps.js";

/** @typedef {import("./steps.js").Note} Note */

/** @template {HTMLElement} T @param {ParentNode} root @param {string} name @returns {T} */
const part = (root, name) => /** @type {T} */ (root.querySelector(`.${name}`));

export class Tour {
  #stage;
  #house;
  #at = -1;
  #root;
  #act;
  #note;
  /** Something is done in the consoles: they want to be seen. */
  onAct = () => {};

  /**
   * @param {HTMLElement} root
   * @param {import("./stage.js").Stage} stage
   * @param {import("./house.js").House} house
   */
  constructor(root, stage, house) {
    this.#root = root;
    this.#stage = stage;
    this.#house = house;
    this.#act = /** @type {HTMLButtonElement} */ (part(root, "act"));
    this.#note = part(root, "note");
    const dots = part(root, "dots");
    steps.forEach(({ title }, at) => {
      const dot = document.createElement("button");
      dot.type = "button";
      const name = () => dot.setAttribute("aria-label", `${at + 1}: ${words(title)}`);
      watchLanguage(name);
      name();
      dot.onclick = () => void this.go(at);
      const item = document.createElement("li");
      item.append(dot);
      dots.append(item);
    });
    this.#button("next").onclick = () => void this.go(this.#at + 1);
    this.#button("back").onclick = () => void this.go(this.#at - 1);
    this.#act.onclick = () => void this.#do();
    this.#draw();
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (part(this.#root, name));
  }

  /** Shows a step, in the consoles too; after the last one the tour is over. @param {number} at */
  async go(at) {
    this.#at = at >= steps.length ? -1 : Math.max(at, -1);
    this.#draw();
    const step = steps[this.#at];
    if (!step) return;
    part(this.#root, "title").focus();
    await this.#stage.show(step.scenes);
  }

  async #do() {
    const step = steps[this.#at];
    this.#act.disabled = true;
    if (step?.hidesGuide) this.onAct();
    await step?.act?.({ stage: this.#stage, house: this.#house, say: (note) => this.#say(note) });
    this.#act.disabled = false;
  }

  #draw() {
    const step = steps[this.#at];
    this.#root.dataset.at = String(this.#at);
    const [count, title, text] = [part(this.#root, "count"), part(this.#root, "title"), part(this.#root, "text")];
    if (step) {
      say(count, "Step {} of {}", this.#at + 1, steps.length);
      say(title, step.title);
      say(text, step.text);
    } else {
      say(count, "A tour of eight steps");
      say(title, "See what is special");
      say(text, "This page holds the whole of Castellan: the console, the service behind it and an organisation of 120 people and 40 safes. No server, no network. Be anybody, or take the tour.");
    }
    this.#act.hidden = !step?.act;
    say(this.#act, step?.label ?? "");
    this.#button("back").hidden = !step;
    const next = this.#button("next");
    if (!step) say(next, "Start the tour");
    else if (this.#at === steps.length - 1) say(next, "Finish");
    else say(next, "Next");
    this.#say(null);
    [...part(this.#root, "dots").querySelectorAll("button")].forEach((dot, at) => {
      if (at === this.#at) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
  }

  /** @param {Note | null} note */
  #say(note) {
    this.#note.hidden = !note;
    this.#note.dataset.tone = note?.tone ?? "";
    say(part(this.#note, "head"), ...(note?.head ?? [""]));
    say(part(this.#note, "body"), ...(note?.text ?? [""]));
  }
}
