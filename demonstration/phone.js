/**
 * The little phone: the texts and mails that the service sends to people of the demonstration. A code can be put where it is
 * asked for, a link can be followed.
 */

import { say } from "../shell/language.js";

/** @typedef {import("./house.js").Message} Message */
/** @typedef {import("./personas.js").Persona} Persona */

/** Where the service says that it is reached (src/demonstration/playground.cpp). */
const origin = "https://castellan.example/";
const codePattern = /^\s*(\d{6})\s*$/m;
const textCodePattern = /\b(\d{6})\b/;
const mostKept = 30;

export class Phone {
  #list;
  #empty;
  #personas;
  /** The last code that came. */
  code = "";
  /** @type {(code: string) => void} */
  onCode = () => {};
  /** @type {(hash: string) => void} */
  onLink = () => {};
  /** A message has come. */
  onMessage = () => {};

  /**
   * @param {HTMLElement} root
   * @param {Persona[]} personas
   */
  constructor(root, personas) {
    this.#list = /** @type {HTMLElement} */ (root.querySelector("ol"));
    this.#empty = /** @type {HTMLElement} */ (root.querySelector(".empty"));
    this.#personas = personas;
  }

  /** @param {Message} message */
  show({ channel, kind, to, subject, text }) {
    const item = document.createElement("li");
    const head = part(item, "p", "message-head");
    const badge = part(head, "span", "badge");
    if (channel === "sms") say(badge, "Text message");
    else say(badge, "Mail");
    part(head, "time", "").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    say(part(item, "p", "message-to"), "To {}", this.#name(to));
    if (subject) part(item, "p", "message-subject").textContent = subject;
    const isCode = kind === "code" || kind === "address_code";
    const code = isCode ? (codePattern.exec(text) ?? textCodePattern.exec(text))?.[1] : undefined;
    const hash = /#\/[\w-]+\/[\w-]+/.exec(text.includes(origin) ? text.slice(text.indexOf(origin)) : "")?.[0];
    part(item, "p", "message-text").textContent = code ? text.trim().split("\n\n")[0] : text.trim();
    if (code) {
      this.code = code;
      part(item, "p", "message-code").textContent = `${code.slice(0, 3)} ${code.slice(3)}`;
      say(button(item, () => this.onCode(code)), "Enter it in the console");
    }
    if (hash) say(button(item, () => this.onLink(hash)), "Follow the link");
    this.#empty.hidden = true;
    this.#list.prepend(item);
    while (this.#list.children.length > mostKept) this.#list.lastElementChild?.remove();
    this.onMessage();
  }

  /** @param {string} address */
  #name(address) {
    const persona = this.#personas.find(({ email, phone }) => email === address || phone === address);
    return persona?.name ?? address;
  }
}

/** @param {Element} parent @param {string} tag @param {string} name */
function part(parent, tag, name) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  parent.append(element);
  return element;
}

/** @param {Element} parent @param {() => void} act */
function button(parent, act) {
  const made = /** @type {HTMLButtonElement} */ (part(parent, "button", "small"));
  made.type = "button";
  made.onclick = act;
  return made;
}
