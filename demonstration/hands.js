/** What a visitor would do in a console, done for him: through its mirror of real buttons and fields, as assistive technology does it. */

import { language } from "../shell/language.js";

/** @typedef {import("./pane.js").Pane} Pane */

const patience = 10_000;
const pause = 60;

/**
 * Presses what has this name, as soon as it is there; in the menu of further actions, if it is only there.
 * @param {Pane} pane
 * @param {string} name
 */
export async function press(pane, name) {
  const found = await appears(() => named(pane, name) ?? named(pane, "More actions"));
  if (!found) return false;
  found.click();
  if (accessibleName(found) === inConsole(pane, name)) return true;
  const item = await appears(() => named(pane, name));
  item?.click();
  return item !== null;
}

/**
 * Types into the field that has this name; false if it is not there.
 * @param {Pane} pane
 * @param {string} name
 * @param {string} value
 */
export function fill(pane, name, value) {
  const field = /** @type {HTMLInputElement | null} */ (named(pane, name, "input"));
  if (!field) return false;
  field.focus();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/**
 * @param {Pane} pane
 * @param {string} english
 * @param {string} [kind]
 * @returns {HTMLElement | null}
 */
function named(pane, english, kind = "button, a, [role=menuitem], [role=radio], [role=tab], input[type=radio]") {
  const name = inConsole(pane, english);
  const mirror = pane.window?.document.getElementById("mirror");
  for (const element of mirror?.querySelectorAll(kind) ?? [])
    if (accessibleName(element) === name && element.ariaDisabled !== "true") return /** @type {HTMLElement} */ (element);
  return null;
}

/** As the console says it in its language. @param {Pane} pane @param {string} english @returns {string} */
function inConsole(pane, english) {
  const catalogue = pane.file(`words-${language()}.json`);
  return (catalogue && JSON.parse(new TextDecoder().decode(catalogue))[english]) || english;
}

/** @param {Element} element */
function accessibleName(element) {
  return (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
}

/** @param {() => HTMLElement | null} find @returns {Promise<HTMLElement | null>} */
async function appears(find) {
  for (const until = performance.now() + patience; performance.now() < until; ) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return null;
}
