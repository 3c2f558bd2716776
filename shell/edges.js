/**
 * How the keyboard comes into the console and out of it: one stop before it and one behind it, both gone while it is in.
 */

export class Edges {
  #first = edge();
  #last = edge();

  /**
   * @param {HTMLElement} app
   * @param {HTMLElement} root of the mirror
   * @param {import("./mirror.js").Mirror} mirror
   */
  constructor(app, root, mirror) {
    root.before(this.#first);
    root.after(this.#last);
    this.#first.onfocus = () => mirror.enter("first");
    this.#last.onfocus = () => mirror.enter("last");
    app.addEventListener("focusin", () => this.#open(!root.contains(document.activeElement)));
    app.addEventListener("focusout", (event) => {
      const gone = !(event.relatedTarget instanceof Node && app.contains(event.relatedTarget));
      if (!gone) return;
      this.#open(true);
      // Another window has the keyboard: it comes back to the same place.
      if (!mirror.movesFocus && document.hasFocus() && event.relatedTarget !== null) mirror.leave();
    });
  }

  /** @param {boolean} open */
  #open(open) {
    this.#first.tabIndex = this.#last.tabIndex = open ? 0 : -1;
  }
}

function edge() {
  const element = document.createElement("div");
  element.className = "edge";
  element.tabIndex = 0;
  return element;
}
