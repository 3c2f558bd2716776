/**
 * The language of the page and of the console. The English text is the key; the others are looked up in a catalogue, of
 * which the page before the console needs a small part. Loaded before the first paint, so that the form does not flash
 * in another language.
 */

import { languages } from "./languages.js";

const storageKey = "castellan.language";

/** @typedef {Record<string, string | Record<string, string>>} Catalogue a text, or one for each plural category */

let chosen = wanted();
/** What the page itself says. @type {Catalogue} */
let texts = {};
/** What was written into the page, to be written anew in another language. @type {Map<Node, [Write, string, unknown[]]>} */
const written = new Map();
/** @typedef {(node: any, text: string) => void} Write */
/** @type {Set<() => void>} */
const watchers = new Set();

export { languages };

/** Whose texts the page speaks, and its program: a page may name its own. */
const [ofPage, ofProgram] = document.documentElement.dataset.words?.split(" ") ?? ["entry", "words"];

/** The tag of the language that is shown. */
export function language() {
  return chosen;
}

/** The form of the language that the person's browser prefers, for numbers and dates: "es-MX" for "es". */
export function locale() {
  const regional = navigator.languages.find((tag) => tag === chosen || tag.startsWith(`${chosen}-`));
  return regional ?? (chosen === "en" ? "en-GB" : chosen);
}

/**
 * A text of the page in its language. "{}" stands for what is given, one after the other.
 * @param {string} english
 * @param {...unknown} parts
 */
export function words(english, ...parts) {
  const text = texts[english];
  let next = 0;
  return (typeof text === "string" ? text : english).replace(/\{(\d*)\}/g, (_, at) => String(parts[at || next++] ?? ""));
}

/**
 * Writes a text into an element, and again when the language changes.
 * @param {Element} element
 * @param {string} english empty for none
 * @param {...unknown} parts
 */
export function say(element, english, ...parts) {
  for (const node of written.keys()) if (!node.isConnected || node.parentNode === element) written.delete(node);
  element.textContent = english && words(english, ...parts);
  if (element.firstChild) written.set(element.firstChild, [(node, text) => (node.data = text), english, parts]);
}

/**
 * The catalogue of the console, as the program takes it: texts and translations by turns, each ended by a zero.
 * Empty for English, and where it can't be had.
 */
export async function catalogue() {
  const all = chosen === "en" ? {} : await bring(`${ofProgram}-${chosen}.json`);
  return Object.entries(all)
    .flatMap(([english, text]) =>
      typeof text === "string"
        ? [english, text]
        : Object.entries(text).flatMap(([category, form]) => [`${english}\x1f${category}`, form]),
    )
    .map((text) => `${text}\0`)
    .join("");
}

/**
 * Chooses and remembers; everybody who watches is told when the page has its texts.
 * @param {string} tag
 */
export async function chooseLanguage(tag) {
  try {
    localStorage.setItem(storageKey, tag);
  } catch {
    // Not remembered, but shown.
  }
  await change(tag);
}

/**
 * Calls `watcher` after every change.
 * @param {() => void} watcher
 */
export function watchLanguage(watcher) {
  watchers.add(watcher);
}

/** What was chosen; else what the browser prefers of those that there are. */
function wanted() {
  let stored = null;
  try {
    stored = localStorage.getItem(storageKey);
  } catch {
    // A browser that refuses storage is asked each time.
  }
  const known = (/** @type {string} */ tag) => languages.some((one) => one.tag === tag);
  if (stored && known(stored)) return stored;
  return navigator.languages.map((tag) => tag.split("-")[0]).find(known) ?? "en";
}

/** @param {string} tag */
async function change(tag) {
  chosen = tag;
  texts = tag === "en" ? {} : await bring(`${ofPage}-${tag}.json`);
  if (tag !== chosen) return; // Another one was chosen meanwhile.
  document.documentElement.lang = tag;
  for (const [node, [write, english, parts]] of written) write(node, words(english, ...parts));
  for (const watcher of watchers) watcher();
}

/**
 * A page in English is better than none.
 * @param {string} file
 * @returns {Promise<Catalogue>}
 */
async function bring(file) {
  try {
    const response = await fetch(file, { credentials: "same-origin" });
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}

/** Has a part that came later speak the language, too. @param {Element} root */
export function adopt(root) {
  readPage(root);
  for (const [node, [write, english, parts]] of written) if (root.contains(node)) write(node, words(english, ...parts));
}

/** Finds what the page says by itself. @param {ParentNode} root */
function readPage(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    const english = text.data.replace(/\s+/g, " ").trim();
    if (english && !text.parentElement?.closest("script, style, [translate=no]"))
      written.set(text, [(target, value) => (target.data = value), english, []]);
  }
  for (const template of root.querySelectorAll("template")) readPage(template.content);
}

readPage(document.documentElement);
if (chosen !== "en") {
  document.documentElement.dataset.waits = "words";
  await change(chosen);
  delete document.documentElement.dataset.waits;
}
addEventListener("storage", (event) => {
  if (event.key === storageKey && wanted() !== chosen) void change(wanted());
});
