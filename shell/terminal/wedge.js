/**
 * A badge reader that plays a keyboard: it types faster than anybody, and ends with Enter.
 */

/** Further apart than this, a person is typing (ms). */
const gap = 35;
const shortest = 4;
const longest = 64;

export class Wedge {
  #text = "";
  #last = 0;

  /**
   * @param {string} key as of KeyboardEvent.key
   * @param {number} at ms
   * @returns {string} a badge that has just been read; empty: none
   */
  take(key, at) {
    const quick = at - this.#last <= gap;
    this.#last = at;
    if (key === "Enter") {
      const badge = quick && this.#text.length >= shortest && this.#text.length <= longest ? this.#text : "";
      this.#text = "";
      return badge;
    }
    if (key.length !== 1) return ""; // Shift before a capital letter.
    this.#text = quick ? this.#text + key : key;
    return "";
  }
}
