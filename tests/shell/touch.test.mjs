import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { Touch } from "../../shell/touch.js";

/** A program that notes what it is told, and animation frames that come when the test says so. */
function glass() {
  const told = [];
  const steps = [];
  const program = {
    pointerMoved: (x, y) => told.push(`at ${x},${y}`),
    pointerLeft: () => told.push("left"),
    pointerButton: (down) => told.push(down ? "down" : "up"),
    scrolled: (x, y) => told.push(["scrolled", x, y]),
    takesDrag: (x) => x >= 500,
  };
  const touch = new Touch(program, (step) => steps.push(step));
  const finger = (x, y, timeStamp, pointerId = 1) => ({ pointerId, clientX: x, clientY: y, timeStamp });
  return { told, steps, touch, finger, scrolls: () => told.filter(Array.isArray) };
}

describe("a finger", () => {
  let it_;
  beforeEach(() => (it_ = glass()));

  it("that taps presses once where it is, and leaves nothing hovered", () => {
    it_.touch.began(it_.finger(10, 20, 0), true);
    it_.touch.moved(it_.finger(13, 24, 10)); // Within the slop.
    it_.touch.ended(it_.finger(13, 24, 20));
    assert.deepEqual(it_.told, ["at 10,20", "down", "up", "left"]);
  });

  it("that rests shows the press, and presses only once", async () => {
    it_.touch.began(it_.finger(10, 20, 0), true);
    await pause(90);
    assert.deepEqual(it_.told, ["at 10,20", "down"]);
    it_.touch.ended(it_.finger(10, 20, 100));
    assert.deepEqual(it_.told, ["at 10,20", "down", "up", "left"]);
  });

  it("that moves more than 8 px has not pressed, and scrolls as far as it moved", async () => {
    it_.touch.began(it_.finger(100, 200, 0), true);
    await pause(90);
    it_.touch.moved(it_.finger(100, 190, 100));
    it_.touch.moved(it_.finger(100, 150, 116));
    assert.deepEqual(it_.told, [
      "at 100,200",
      "down",
      "left",
      "up",
      "at 100,200",
      ["scrolled", 0, 10],
      ["scrolled", 0, 40],
    ]);
  });

  it("that goes sideways on what is painted on paints, wherever it goes then", () => {
    it_.touch.began(it_.finger(500, 200, 0), true);
    it_.touch.moved(it_.finger(510, 203, 10));
    it_.touch.moved(it_.finger(520, 290, 20));
    it_.touch.ended(it_.finger(520, 290, 30));
    assert.deepEqual(it_.told, ["at 500,200", "down", "at 510,203", "at 520,290", "up", "left"]);
    assert.equal(it_.steps.length, 0);
  });

  it("that goes up or down there scrolls", () => {
    it_.touch.began(it_.finger(500, 200, 0), true);
    it_.touch.moved(it_.finger(503, 180, 10));
    it_.touch.moved(it_.finger(540, 170, 20));
    assert.deepEqual(it_.scrolls(), [
      ["scrolled", -3, 20],
      ["scrolled", -37, 10],
    ]);
  });

  it("beside which a second one comes down paints no more, and presses nothing when it is lifted", () => {
    it_.touch.began(it_.finger(500, 200, 0), true);
    it_.touch.moved(it_.finger(510, 200, 10));
    it_.touch.began(it_.finger(600, 200, 20, 2), true);
    it_.touch.ended(it_.finger(511, 200, 30));
    assert.deepEqual(it_.told, ["at 500,200", "down", "at 510,200", "left", "up", "left"]);
  });

  it("that lets go in motion flings: further and further, slower and slower, to an end", () => {
    it_.touch.began(it_.finger(100, 300, 0), true);
    for (let t = 1; t <= 5; t++) it_.touch.moved(it_.finger(100, 300 - 20 * t, 16 * t));
    it_.touch.ended(it_.finger(100, 200, 82));
    const dragged = it_.scrolls().length;
    let now = 1000;
    for (let frame = 0; it_.steps.length > 0 && frame < 1000; frame++) it_.steps.shift()((now += 16));
    const flung = it_
      .scrolls()
      .slice(dragged)
      .map(([, , y]) => y);
    assert.ok(flung.length > 60, `${flung.length} frames`);
    assert.ok(
      flung.every((y, index) => index < 2 || y < flung[index - 1]),
      "slower with each frame",
    );
    assert.ok(flung.reduce((sum, y) => sum + y) > 300, "well beyond the finger");
    assert.equal(it_.told.at(-1), "left");
  });

  it("that rested before letting go does not fling", () => {
    it_.touch.began(it_.finger(100, 300, 0), true);
    it_.touch.moved(it_.finger(100, 200, 16));
    it_.touch.ended(it_.finger(100, 200, 400));
    assert.equal(it_.steps.length, 0);
    assert.equal(it_.told.at(-1), "left");
  });

  it("that touches again stops the fling", () => {
    it_.touch.began(it_.finger(100, 300, 0), true);
    it_.touch.moved(it_.finger(100, 250, 16));
    it_.touch.moved(it_.finger(100, 200, 32));
    it_.touch.ended(it_.finger(100, 200, 40));
    it_.touch.began(it_.finger(50, 50, 60), true);
    const before = it_.scrolls().length;
    it_.steps.shift()(1000);
    assert.equal(it_.scrolls().length, before);
    assert.equal(it_.steps.length, 0);
  });

  it("that the browser takes for a pinch presses nothing", () => {
    it_.touch.began(it_.finger(10, 20, 0), true);
    it_.touch.began(it_.finger(60, 20, 5, 2), true);
    it_.touch.cancelled(it_.finger(10, 20, 20));
    assert.ok(!it_.told.includes("down"));
  });

  it("on a text field leaves the tap to the field and still scrolls by it", () => {
    it_.touch.began(it_.finger(10, 20, 0), false);
    it_.touch.moved(it_.finger(10, 60, 16));
    it_.touch.ended(it_.finger(10, 60, 400));
    assert.ok(!it_.told.includes("down"));
    assert.deepEqual(it_.scrolls(), [["scrolled", 0, -40]]);
  });
});
