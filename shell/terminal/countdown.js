/**
 * Ends a session that nobody touches: how long is left, large when it is little.
 */

const step = 250;

export class Countdown {
  #seconds;
  #tick;
  #end;
  #now;
  #touched = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {number} seconds
   * @param {(left: number) => void} tick whole seconds that are left
   * @param {() => void} end
   * @param {() => number} now ms
   */
  constructor(seconds, tick, end, now = () => performance.now()) {
    this.#seconds = seconds;
    this.#tick = tick;
    this.#end = end;
    this.#now = now;
  }

  start() {
    this.touch();
    this.#timer = setInterval(() => this.look(), step);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Somebody is there. */
  touch() {
    this.#touched = this.#now();
    this.#tick(this.#seconds);
  }

  /** Looks at the clock. A timer that rings late, since the machine slept, finds that it is over. */
  look() {
    const left = Math.ceil(this.#seconds - (this.#now() - this.#touched) / 1000);
    if (left > 0) return this.#tick(left);
    this.stop();
    this.#end();
  }
}
