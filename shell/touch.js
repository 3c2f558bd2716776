/**
 * One finger on the glass: a tap presses, a drag scrolls and runs on, and nothing stays hovered after it is lifted. On what
 * is painted on, a drag that begins sideways paints.
 */

/** Further than this, a press has become a drag (CSS pixels). */
const slop = 8;
/** A finger that rests this long shows the press; shorter ones may still become a drag (ms). */
const pressDelay = 70;
/** How quickly a fling dies away: to 37 % after this time (ms). */
const flingTime = 325;
const slowest = 0.02;

/** @typedef {{ pointerId: number, clientX: number, clientY: number, timeStamp: number }} Finger */

export class Touch {
  #program;
  #schedule;
  /** @type {number | null} */
  #finger = null;
  #presses = false;
  #pressed = false;
  #dragging = false;
  #painting = false;
  #start = { x: 0, y: 0 };
  /** @type {{ x: number, y: number, time: number }[]} */
  #trail = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pressTimer;
  #fling = 0;

  /**
   * @param {Pick<import("./boundary.js").Program, "pointerMoved" | "pointerLeft" | "pointerButton" | "scrolled" | "takesDrag">} program
   * @param {(step: (now: number) => void) => void} schedule the next animation frame
   */
  constructor(program, schedule = (step) => requestAnimationFrame(step)) {
    this.#program = program;
    this.#schedule = schedule;
  }

  /**
   * @param {Finger} finger
   * @param {boolean} presses whether a tap here is for the program; if not, only a drag is
   */
  began(finger, presses) {
    if (this.#finger !== null) {
      this.#cancelPress(); // A second finger: a pinch, which the browser does.
      return;
    }
    this.#fling++;
    this.#finger = finger.pointerId;
    this.#presses = presses;
    this.#dragging = false;
    this.#painting = false;
    this.#start = { x: finger.clientX, y: finger.clientY };
    this.#trail = [{ ...this.#start, time: finger.timeStamp }];
    if (!presses) return;
    this.#program.pointerMoved(finger.clientX, finger.clientY);
    this.#pressTimer = setTimeout(() => this.#press(), pressDelay);
  }

  /** @param {Finger} finger */
  moved(finger) {
    if (finger.pointerId !== this.#finger) return;
    const { clientX: x, clientY: y, timeStamp: time } = finger;
    const last = /** @type {{ x: number, y: number }} */ (this.#trail.at(-1));
    const { x: x0, y: y0 } = this.#start;
    if (!this.#dragging && !this.#painting && Math.hypot(x - x0, y - y0) > slop) {
      this.#painting = this.#presses && Math.abs(x - x0) > Math.abs(y - y0) && this.#program.takesDrag(x0, y0);
      if (this.#painting) this.#press();
      else this.#beginDrag();
    }
    if (this.#painting) this.#program.pointerMoved(x, y);
    if (this.#dragging) this.#program.scrolled(last.x - x, last.y - y);
    this.#trail.push({ x, y, time });
    while (this.#trail.length > 2 && time - this.#trail[0].time > 100) this.#trail.shift();
  }

  /** @param {Finger} finger */
  ended(finger) {
    if (finger.pointerId !== this.#finger) return;
    this.#finger = null;
    clearTimeout(this.#pressTimer);
    if (this.#dragging) {
      this.#startFling(finger.timeStamp);
      return;
    }
    if (this.#presses) {
      this.#press();
      this.#program.pointerButton(false, true);
      this.#pressed = false;
    }
    this.#program.pointerLeft();
  }

  /** The browser took the finger over, for a pinch. @param {Finger} finger */
  cancelled(finger) {
    if (finger.pointerId !== this.#finger) return;
    this.#finger = null;
    this.#cancelPress();
  }

  #beginDrag() {
    this.#cancelPress();
    this.#dragging = true;
    this.#program.pointerMoved(this.#start.x, this.#start.y); // What is under the first touch scrolls.
  }

  #press() {
    if (this.#pressed) return;
    this.#pressed = true;
    this.#program.pointerButton(true, true);
  }

  /** Lifts the button where nothing is, so that nothing counts as clicked. */
  #cancelPress() {
    clearTimeout(this.#pressTimer);
    this.#presses = this.#painting = false;
    this.#program.pointerLeft();
    if (this.#pressed) this.#program.pointerButton(false, true);
    this.#pressed = false;
  }

  /** @param {number} now */
  #startFling(now) {
    const first = this.#trail[0];
    const last = /** @type {{ x: number, y: number, time: number }} */ (this.#trail.at(-1));
    const span = last.time - first.time;
    const resting = now - last.time > 60;
    let vx = span > 0 && !resting ? (first.x - last.x) / span : 0;
    let vy = span > 0 && !resting ? (first.y - last.y) / span : 0;
    const mine = ++this.#fling;
    /** @type {number | null} */
    let before = null;
    /** @param {number} time */
    const step = (time) => {
      if (mine !== this.#fling) return; // Caught by a new touch.
      const passed = before === null ? 16 : time - before;
      before = time;
      this.#program.scrolled(vx * passed, vy * passed);
      const left = Math.exp(-passed / flingTime);
      vx *= left;
      vy *= left;
      if (Math.hypot(vx, vy) > slowest) this.#schedule(step);
      else this.#program.pointerLeft();
    };
    if (Math.hypot(vx, vy) > slowest) this.#schedule(step);
    else this.#program.pointerLeft();
  }
}
