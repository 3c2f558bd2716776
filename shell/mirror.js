/**
 * The ARIA mirror: what is on the canvas, as elements in reading order, for screen readers, keyboards, password managers
 * and tests. Activating, focusing or typing into one does it to the widget.
 */

import { makeElement, tagOf, writeElement } from "./mirror_element.js";

/** @typedef {import("./mirror_update.js").MirrorNode} MirrorNode */
/** @typedef {import("./mirror_update.js").MirrorUpdate} MirrorUpdate */
/** @typedef {{ node: MirrorNode, element: HTMLElement }} Entry */

export class Mirror {
  #root;
  #program;
  #drawNow;
  /** @type {Map<number, Entry>} */
  #entries = new Map();
  /** What the program said last. */
  #focused = 0;
  /** The focus is being moved by us, not by the person. */
  #moving = false;
  /** The program knows that the keyboard has left, but may not have said yet that nothing is focused. */
  #left = false;
  /** The field that the text entry has taken over; 0: none. */
  editing = 0;

  /**
   * @param {HTMLElement} root
   * @param {import("./boundary.js").Program} program
   * @param {() => void} drawNow so that what a click does is there when it returns
   */
  constructor(root, program, drawNow) {
    this.#root = root;
    this.#program = program;
    this.#drawNow = drawNow;
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("focusin", (event) => this.#focusCame(event));
    root.addEventListener("input", (event) => this.#typed(event));
    root.addEventListener("compositionend", (event) => this.#typed(event));
  }

  /** @param {number} id */
  elementOf(id) {
    return this.#entries.get(id)?.element;
  }

  /** Whether it is us who move the focus just now. */
  get movesFocus() {
    return this.#moving;
  }

  /**
   * The keyboard came in from before (first) or after the console, and stands on its edge.
   * @param {"first" | "last"} stop
   */
  enter(stop) {
    this.#left = false;
    this.#program.enter(stop);
    this.#drawNow();
    // Out and in again between two frames is no change to the program, so it says nothing.
    this.followFocus();
  }

  /** The keyboard has left the console. */
  leave() {
    this.#left = true;
    this.#program.blur();
  }

  /** @param {MirrorUpdate} update */
  apply(update) {
    /** @type {Set<Entry>} */
    const toWrite = new Set();
    for (const node of update.changed) toWrite.add(this.#take(node));
    if (update.places) this.#arrange(update.places, toWrite);
    for (const { node, element } of toWrite) writeElement(element, node, node.id === this.editing);
    this.#focused = update.focused;
    this.followFocus();
  }

  /** Writes one node again, after something else had written to its element. @param {number} id */
  rewrite(id) {
    const entry = this.#entries.get(id);
    if (entry) writeElement(entry.element, entry.node, id === this.editing);
  }

  /** Puts the DOM's focus where the console's is, unless it is elsewhere in the page or outside of it. */
  followFocus() {
    const active = document.activeElement;
    const wanted = this.#entries.get(this.#focused)?.element ?? null;
    const inside = active !== null && this.#root.contains(active);
    if (
      active === wanted ||
      !(inside || active === document.body || active === null || active.classList.contains("edge"))
    )
      return;
    this.#moving = true;
    if (wanted) wanted.focus({ preventScroll: true });
    else if (inside) /** @type {HTMLElement} */ (active).blur();
    this.#moving = false;
  }

  /** @param {MirrorNode} node @returns {Entry} */
  #take(node) {
    const known = this.#entries.get(node.id);
    if (known) {
      if (tagOf(known.node) !== tagOf(node)) {
        const anew = makeElement(node);
        anew.append(...known.element.children);
        known.element.replaceWith(anew);
        known.element = anew;
      }
      known.node = node;
      return known;
    }
    const entry = { node, element: makeElement(node) };
    this.#entries.set(node.id, entry);
    return entry;
  }

  /**
   * Brings the elements into the order of the places, moving as few as possible.
   * @param {{ id: number, parent: number }[]} places
   * @param {Set<Entry>} toWrite
   */
  #arrange(places, toWrite) {
    const kept = new Set(places.map(({ id }) => id));
    for (const [id, { element }] of this.#entries) {
      if (kept.has(id)) continue;
      // Its parts may live on elsewhere; they are put into their places below.
      this.#entries.delete(id);
      this.#moving = true; // A removed element loses the focus.
      element.remove();
      this.#moving = false;
    }
    /** Where the next part of each element goes. @type {Map<Element, Element | null>} */
    const next = new Map();
    for (const { id, parent } of places) {
      const entry = /** @type {Entry} */ (this.#entries.get(id));
      const around = this.#entries.get(parent);
      const holder = around?.element ?? this.#root;
      const hadParts = holder.firstElementChild !== null;
      const expected = next.has(holder) ? /** @type {Element | null} */ (next.get(holder)) : holder.firstElementChild;
      if (expected === entry.element) next.set(holder, expected.nextElementSibling);
      else {
        holder.insertBefore(entry.element, expected);
        next.set(holder, expected);
      }
      if (!hadParts && around) toWrite.add(around); // Its text is its parts' from now on.
    }
  }

  /** @param {Event} event */
  #clicked(event) {
    const id = idOf(event.target);
    if (id === 0 || isTextField(event.target)) return;
    const mouse = /** @type {MouseEvent} */ (event);
    if (event.target instanceof HTMLAnchorElement && (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey)) return; // A new tab.
    event.preventDefault();
    this.#program.activate(id);
    this.#drawNow();
  }

  /** @param {Event} event */
  #focusCame(event) {
    const id = idOf(event.target);
    if (this.#moving || id === 0 || (id === this.#focused && !this.#left)) return;
    this.#left = false;
    this.#program.focus(id);
    this.#drawNow();
  }

  /** @param {Event} event */
  #typed(event) {
    const input = event.target;
    if (!isTextField(input) || (event instanceof InputEvent && event.isComposing)) return;
    const id = idOf(input);
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#program.setValue(id, /** @type {HTMLInputElement} */ (input).value);
  }
}

/** @param {EventTarget | null} target */
function idOf(target) {
  return target instanceof Element ? Number(target.closest("[data-id]")?.getAttribute("data-id") ?? 0) : 0;
}

/** @param {EventTarget | null} target */
function isTextField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
