/**
 * When frames are drawn: after an event, a reply or a timer, and never otherwise. There is no main loop.
 */

/** Dear ImGui needs a frame to take an input in, one to react, and one to settle its layout. */
const settlingFrames = 3;
/** Of these, until what an input does has been carried out: they are drawn in one of the browser's. */
const reactingFrames = 2;

export class Frames {
  #wanted = 0;
  #reacts = false;
  #requested = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** When it rings. */
  #due = Infinity;
  #draw;
  #hidden;

  /**
   * @param {(now: number, settle: boolean) => number} draw draws one frame, all of it told to the page if it is to settle;
   *   answers in how many milliseconds the next is wanted, negative: not
   * @param {() => boolean} hidden whether nobody can see the page
   */
  constructor(draw, hidden = () => document.hidden) {
    this.#draw = draw;
    this.#hidden = hidden;
  }

  /** How many frames were drawn; the tests count them. */
  drawn = 0;

  /** In how many milliseconds the next is drawn if nothing happens, 0: it is on its way; the tests wait for rest. */
  get nextIn() {
    return this.#requested ? 0 : Math.max(0, this.#due - performance.now());
  }

  /** Asks for the next `count` frames. */
  wake(count = settlingFrames) {
    this.#wanted = Math.max(this.#wanted, count);
    this.#request();
  }

  /** Something has happened whose effect is to be seen at once; what comes many times a second only wakes. */
  react() {
    this.#reacts = true;
    this.wake();
  }

  #request() {
    if (this.#requested || this.#hidden()) return;
    this.#requested = true;
    requestAnimationFrame((now) => this.#frame(now));
  }

  /** Draws within the event that asks for it, so that the focus moves and a screen keyboard opens while it may. */
  drawNow() {
    this.#react(performance.now());
    this.wake(1);
  }

  /** @param {number} now */
  #react(now) {
    let next = -1;
    for (let frame = 0; frame < reactingFrames; frame++) next = this.#drawOne(now, true);
    return next;
  }

  /** @param {number} now @param {boolean} settle */
  #drawOne(now, settle) {
    this.drawn++;
    return this.#draw(now, settle);
  }

  /** @param {number} now */
  #frame(now) {
    this.#requested = false;
    this.#setTimer(-1);
    const reacts = this.#reacts;
    this.#reacts = false;
    this.#wanted = Math.max(0, this.#wanted - (reacts ? reactingFrames : 1));
    const next = reacts ? this.#react(now) : this.#drawOne(now, this.#wanted === 0);
    if (this.#wanted > 0 || next === 0) this.wake(Math.max(1, this.#wanted));
    else this.#setTimer(next);
  }

  /** @param {number} after in milliseconds; negative: none */
  #setTimer(after) {
    clearTimeout(this.#timer);
    this.#due = after > 0 ? performance.now() + after : Infinity;
    if (after > 0) this.#timer = setTimeout(() => this.wake(1), after);
  }
}
