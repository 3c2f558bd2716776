/**
 * The field being edited: its element of the mirror, made visible exactly over the drawn field. So the caret, selection,
 * input methods, paste, undo, spell check and screen keyboards are the browser's own.
 */

/** By the number of `castellan::ui::EntryKind`. `number` and `date` are texts that the console reads itself. */
const kinds = [
  { type: "text", inputMode: "text" },
  { type: "email", inputMode: "email" },
  { type: "password", inputMode: "text" },
  { type: "search", inputMode: "search" },
  { type: "text", inputMode: "text" },
  { type: "text", inputMode: "decimal" },
  { type: "text", inputMode: "numeric" },
];
const multiline = 4;
const selectAll = 1;

/**
 * @typedef {object} Entry
 * @property {number} id
 * @property {{ x: number, y: number, width: number, height: number }} rect of the text, on the canvas
 * @property {number} cutTop how much of it has scrolled out of sight
 * @property {number} cutBottom
 * @property {number} fontSize
 * @property {number} kind
 * @property {number} flags 1: everything is selected on arrival
 * @property {number} maxLength 0: without limit
 * @property {string} value
 */

export class TextEntry {
  #mirror;
  #composing = false;

  /**
   * @param {HTMLElement} root of the mirror
   * @param {import("./mirror.js").Mirror} mirror
   */
  constructor(root, mirror) {
    this.#mirror = mirror;
    root.addEventListener("compositionstart", () => (this.#composing = true));
    root.addEventListener("compositionend", () => (this.#composing = false));
  }

  /** @param {Entry} entry id 0: nothing is edited any more */
  show(entry) {
    const before = this.#mirror.editing;
    if (before !== 0 && before !== entry.id) this.#leave(before);
    const element = this.#mirror.elementOf(entry.id);
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return;

    if (before !== entry.id) {
      this.#mirror.editing = entry.id;
      element.classList.add("editing");
      if (element instanceof HTMLInputElement && element.type !== kinds[entry.kind].type)
        element.type = kinds[entry.kind].type;
      element.inputMode = kinds[entry.kind].inputMode;
      element.enterKeyHint = entry.kind === multiline ? "enter" : entry.kind === 3 ? "search" : "done";
      if (entry.maxLength > 0) element.maxLength = entry.maxLength;
    }
    // While an input method composes, the text belongs to it.
    if (!this.#composing && element.value !== entry.value) element.value = entry.value;
    const { style } = element;
    style.left = `${entry.rect.x}px`;
    style.top = `${entry.rect.y}px`;
    style.width = `${entry.rect.width}px`;
    style.height = `${entry.rect.height}px`;
    style.fontSize = `${entry.fontSize}px`;
    style.clipPath = entry.cutTop || entry.cutBottom ? `inset(${entry.cutTop}px 0 ${entry.cutBottom}px 0)` : "";
    // Somebody who pressed into the text has the caret there already.
    const arrives = document.activeElement !== element;
    this.#mirror.followFocus();
    if (arrives && before !== entry.id && entry.flags & selectAll) element.select();
  }

  /** @param {number} id */
  #leave(id) {
    this.#mirror.editing = 0;
    this.#composing = false;
    const element = this.#mirror.elementOf(id);
    if (!element) return;
    element.classList.remove("editing");
    element.style.fontSize = element.style.clipPath = "";
    this.#mirror.rewrite(id);
  }
}
