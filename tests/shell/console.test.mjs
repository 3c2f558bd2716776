/** What of the console's platform only Chromium's driver can try. The rest is checked in all browsers: tests/browsers. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { atRest, focused, openGallery } from "./browser.mjs";

describe("the focus", () => {
  let opened;
  /** @type {import("playwright-core").Page} */
  let page;
  before(async () => {
    opened = await openGallery();
    page = opened.page;
  });
  after(() => opened.close());

  it("is back when it left and came again before a frame was drawn", async () => {
    const save = page.getByRole("button", { name: "Save changes" });
    await save.focus();
    await atRest(page);
    await page.evaluate(() => {
      const button = document.createElement("button");
      button.textContent = "behind";
      document.body.append(button);
      globalThis.held = [];
      globalThis.ownRequest = requestAnimationFrame;
      globalThis.requestAnimationFrame = (frame) => held.push(frame);
    });
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "behind");
    await page.keyboard.press("Shift+Tab");
    assert.equal((await focused(page)).name, "Save changes", "by the keyboard");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "behind");
    await save.evaluate((element) => element.focus());
    await page.evaluate(() => {
      globalThis.requestAnimationFrame = ownRequest;
      for (const frame of held) requestAnimationFrame(frame);
    });
    await atRest(page);
    assert.equal((await focused(page)).name, "Save changes", "by assistive technology");
    await page.evaluate(() => document.body.lastElementChild.remove());
  });
});

describe("a finger on the console", () => {
  let opened;
  before(
    async () => (opened = await openGallery({ context: { hasTouch: true, viewport: { width: 390, height: 844 } } })),
  );
  after(() => opened.close());

  it("scrolls by dragging, runs on when it lets go, and presses nothing", async () => {
    const { page } = opened;
    const devtools = await page.context().newCDPSession(page);
    // A steady finger, however busy the machine is: a step each 16 ms by the clock of the events.
    let clock = Date.now() / 1000 - 1;
    const touch = (type, y) =>
      devtools.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: y === null ? [] : [{ x: 200, y }],
        timestamp: (clock += 0.016),
      });
    await atRest(page);
    const top = () =>
      page
        .getByRole("heading", { level: 1 })
        .boundingBox()
        .then((box) => box.y);
    const pressed = await page.getByRole("checkbox").getAttribute("aria-checked");
    const start = await top();
    await touch("touchStart", 700);
    for (let y = 690; y >= 500; y -= 10) await touch("touchMove", y);
    await touch("touchEnd", null);
    await atRest(page);
    const scrolled = start - (await top());
    assert.ok(scrolled > 200 + 30, `the finger went 200 px, the page ${scrolled} px`);
    assert.equal(await page.getByRole("checkbox").getAttribute("aria-checked"), pressed);
    assert.deepEqual(opened.troubles, []);
  });

  it("taps", async () => {
    const { page } = opened;
    const notify = page.getByRole("checkbox");
    await notify.dispatchEvent("focus");
    await notify.focus(); // Brings it into sight.
    await atRest(page);
    const was = await notify.getAttribute("aria-checked");
    const box = await notify.boundingBox();
    await page.touchscreen.tap(box.x + 10, box.y + box.height / 2);
    await page.waitForFunction(
      (before) => document.querySelector("#mirror [role=checkbox]").ariaChecked !== before,
      was,
    );
  });
});
