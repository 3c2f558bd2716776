import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { Frames } from "../../shell/frames.js";

/** Animation frames that come when the test says so. */
let requested = [];
const step = () => {
  const now = requested;
  requested = [];
  for (const frame of now) frame(performance.now());
  return now.length;
};

/** And timers, too. */
let timer = null;
const waiting = () => timer?.after ?? null;
const ring = () => {
  const { run } = timer;
  timer = null;
  run();
};

describe("frames", () => {
  const { setTimeout: ownSet, clearTimeout: ownClear } = globalThis;
  beforeEach(() => {
    requested = [];
    timer = null;
    globalThis.requestAnimationFrame = (frame) => requested.push(frame);
    globalThis.setTimeout = (run, after) => (timer = { run, after });
    globalThis.clearTimeout = (which) => (timer = timer === which ? null : timer);
  });
  afterEach(() => Object.assign(globalThis, { setTimeout: ownSet, clearTimeout: ownClear }));

  it("come three after an event, then none", () => {
    const frames = new Frames(
      () => -1,
      () => false,
    );
    frames.wake();
    frames.wake(); // Asked for twice in one frame is asked for once.
    while (step() > 0);
    assert.equal(frames.drawn, 3);
    assert.equal(waiting(), null);
  });

  it("come at the time that the program names, and not before", () => {
    let next = 500;
    const frames = new Frames(
      () => next,
      () => false,
    );
    frames.wake(1);
    step();
    next = -1;
    assert.equal(step(), 0);
    assert.equal(waiting(), 500);
    assert.ok(frames.nextIn > 0 && frames.nextIn <= 500);
    ring();
    assert.equal(frames.nextIn, 0);
    assert.equal(step(), 1);
    assert.equal(frames.drawn, 2);
    assert.equal(waiting(), null);
    assert.equal(frames.nextIn, Infinity);
  });

  it("go on as long as something moves", () => {
    let left = 10;
    const frames = new Frames(
      () => (--left > 0 ? 0 : -1),
      () => false,
    );
    frames.wake(1);
    while (step() > 0);
    assert.equal(frames.drawn, 10);
  });

  it("do not come while nobody sees the page, and come when it is seen again", () => {
    let hidden = true;
    const frames = new Frames(
      () => -1,
      () => hidden,
    );
    frames.wake();
    assert.equal(step(), 0);
    hidden = false;
    frames.wake();
    assert.equal(step(), 1);
  });

  it("show what an input does within the browser's next frame, and tell all of it", () => {
    const settled = [];
    const frames = new Frames(
      (_now, settle) => (settled.push(settle), -1),
      () => false,
    );
    frames.react();
    step();
    assert.deepEqual(settled, [true, true]);
    while (step() > 0);
    assert.deepEqual(settled, [true, true, true]);
  });

  it("tell all of what is shown once nothing moves any more", () => {
    const settled = [];
    const frames = new Frames(
      (_now, settle) => (settled.push(settle), -1),
      () => false,
    );
    frames.wake();
    step();
    frames.wake(); // It moves on.
    while (step() > 0);
    assert.deepEqual(settled, [false, false, false, true]);
  });

  it("can be drawn within an event, settled", () => {
    const settled = [];
    const frames = new Frames(
      (_now, settle) => (settled.push(settle), -1),
      () => false,
    );
    frames.drawNow();
    assert.deepEqual(settled, [true, true]);
  });
});
