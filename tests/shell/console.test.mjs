/** A canvas that behaves like a web page: the console's platform, shown by the kit's gallery. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { atRest, focused, framesDrawn, openGallery, pressOnCanvas } from "./browser.mjs";

/** @param {import("playwright-core").Page} page @param {string} name */
const openTab = async (page, name) => {
  await page.getByRole("tab", { name }).dispatchEvent("click");
  await atRest(page);
};

describe("the console", () => {
  let opened;
  /** @type {import("playwright-core").Page} */
  let page;
  before(async () => {
    opened = await openGallery();
    page = opened.page;
  });
  after(() => opened.close());

  it("has names and roles for what is drawn", async () => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const [role, name] of [
      ["button", "Sync now"],
      ["link", "Groups"],
      ["textbox", "Name"],
      ["switch", "Two people"],
      ["radio", "User"],
    ])
      assert.equal(await page.getByRole(role, { name, exact: true }).count(), 1, `${role} ${name}`);
  });

  it("takes a press on the canvas, a click of assistive technology, and the space bar alike", async () => {
    const notify = page.getByRole("checkbox");
    const state = () => notify.getAttribute("aria-checked");
    const first = await state();
    await pressOnCanvas(page, notify);
    await page.waitForFunction((was) => document.querySelector("#mirror [role=checkbox]").ariaChecked !== was, first);
    await notify.dispatchEvent("click");
    assert.equal(await state(), first, "within the click already");
    await notify.focus();
    await page.keyboard.press("Space");
    assert.notEqual(await state(), first);
  });

  it("edits text in an input of the browser, where it is drawn", async () => {
    const name = page.getByRole("textbox", { name: "Name" });
    await name.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Ada Łovelace");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("x");
    assert.equal(await name.inputValue(), "Ada Łovelaxc");
    await page.keyboard.press("Control+Z");
    assert.notEqual(await name.inputValue(), "Ada Łovelaxc", "undo is the browser's");
    assert.equal(await name.evaluate((input) => getComputedStyle(input).fontSize), "14px");
  });

  it("takes a paste", async () => {
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("copied");
    await name.selectText();
    await page.keyboard.press("Control+C");
    await name.fill("");
    await page.keyboard.press("Control+V");
    await page.keyboard.press("Control+V");
    assert.equal(await name.inputValue(), "copiedcopied");
    await page.keyboard.press("Tab"); // The program has it, and draws it.
    assert.equal(await name.inputValue(), "copiedcopied");
  });

  it("leaves the text to an input method until it is composed", async () => {
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("");
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
    await atRest(page);
    assert.equal(await name.inputValue(), "に");
    await devtools.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
    await devtools.send("Input.insertText", { text: "日本" });
    await atRest(page);
    assert.equal(await name.inputValue(), "日本");
    await name.fill("Station 7");
  });

  it("goes by Tab in the order of reading, forth and back", async () => {
    await page.getByRole("textbox", { name: "Name" }).focus();
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "E-mail");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "Quantity");
    await page.keyboard.press("Shift+Tab");
    assert.equal((await focused(page)).name, "E-mail");
  });

  it("lets Tab out at its ends and in again", async () => {
    await page.evaluate(() => {
      const button = document.createElement("button");
      button.textContent = "behind";
      document.body.append(button);
    });
    await page.getByRole("button", { name: "Save changes" }).focus();
    await page.keyboard.press("Tab");
    assert.deepEqual((await focused(page)).name, "behind");
    await page.keyboard.press("Shift+Tab");
    assert.deepEqual((await focused(page)).name, "Save changes");
    await page.getByRole("link", { name: "Overview" }).focus();
    await page.keyboard.press("Shift+Tab");
    assert.ok(["BODY", "BUTTON"].includes((await focused(page)).tag) && (await focused(page)).name !== "Overview");
    await page.evaluate(() => document.body.lastElementChild.remove());
  });

  it("has the focus back when it left and came again before a frame was drawn", async () => {
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

  it("leaves the browser's keys to the browser", async () => {
    await page.evaluate(() => {
      globalThis.kept = [];
      addEventListener("keydown", (event) => event.defaultPrevented && kept.push(event.key));
      // The browser itself must not act on them here.
      addEventListener("keydown", (event) => event.preventDefault());
    });
    for (const key of [
      "F5",
      "F6",
      "F11",
      "F12",
      "Control+L",
      "Control+R",
      "Control+T",
      "Control+C",
      "Control+P",
      "Control++",
      "Control+-",
      "Control+0",
      "Alt+ArrowLeft",
    ])
      await page.keyboard.press(key);
    assert.deepEqual(await page.evaluate(() => kept), []);
  });

  it("goes to its search by Ctrl+F, and once there leaves it to the browser", async () => {
    await openTab(page, "Table");
    await page.evaluate(() => (kept = []));
    await page.keyboard.press("Control+F");
    assert.equal((await focused(page)).name, "Search people");
    await page.keyboard.press("Control+F");
    assert.deepEqual(await page.evaluate(() => kept), ["F"], "only the first one is kept");
  });

  it("scrolls by the wheel, and tells the grid where it is", async () => {
    const grid = page.getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), "100001");
    const first = () => grid.getByRole("row").nth(1).getAttribute("aria-rowindex");
    assert.equal(await first(), "2");
    const box = await grid.boundingBox();
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.wheel(0, 56 * 40);
    await page.waitForFunction(() => Number(document.querySelectorAll("[role=row]")[1].ariaRowIndex) >= 36);
    await atRest(page);
    assert.ok(Number(await first()) <= 42, `row ${await first()}`);
    await page.mouse.wheel(0, -56 * 400);
    await page.waitForFunction(() => document.querySelectorAll("[role=row]")[1].ariaRowIndex === "2");
  });

  it("draws nothing in ten idle seconds", async () => {
    await openTab(page, "Fields");
    const drawn = await framesDrawn(page);
    await page.waitForTimeout(10_000);
    assert.equal(await framesDrawn(page), drawn);
  });

  it("goes on after its WebGL context was lost", async () => {
    await page.mouse.move(1, 1);
    await atRest(page);
    const before = await page.screenshot();
    await page.evaluate(async () => {
      const loss = document.getElementById("canvas").getContext("webgl2").getExtension("WEBGL_lose_context");
      const told = (name) => new Promise((done) => canvas.addEventListener(name, () => setTimeout(done), { once: true }));
      const [lost, restored] = [told("webglcontextlost"), told("webglcontextrestored")];
      loss.loseContext();
      await lost;
      loss.restoreContext();
      await restored;
    });
    await atRest(page);
    assert.ok(before.equals(await page.screenshot()), "the same picture as before");
  });

  it("fits the window, and has as many pixels as the screen, also after both change", async () => {
    const devtools = await page.context().newCDPSession(page);
    for (const [width, height, deviceScaleFactor] of [
      [1100, 700, 2],
      [390, 844, 3],
      [1920, 1080, 1.5],
      [1280, 800, 1],
    ]) {
      await devtools.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: false });
      await page.waitForFunction(
        ([w, h]) => canvas.width === w && canvas.height === h,
        [width * deviceScaleFactor, height * deviceScaleFactor],
      );
      await atRest(page);
    }
  });

  it("has not complained of anything", () => assert.deepEqual(opened.troubles, []));
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

describe("without WebGL", () => {
  it("the console draws the same", async () => {
    const withGl = await openGallery();
    const withoutGl = await openGallery({
      before: () => {
        const own = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          return String(kind).startsWith("webgl") ? null : own.call(this, kind, ...rest);
        };
      },
    });
    try {
      const [one, other] = [await withGl.page.screenshot(), await withoutGl.page.screenshot()];
      assert.ok(await similar(withGl.page, one, other), "alike");
      assert.deepEqual(withoutGl.troubles, []);
    } finally {
      await withGl.close();
      await withoutGl.close();
    }
  });
});

/** Whether two pictures differ by less than a hundredth on average. @param {import("playwright-core").Page} page @param {Buffer} one @param {Buffer} other */
async function similar(page, one, other) {
  const difference = await page.evaluate(
    async (pictures) => {
      const [first, second] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      if (first.length !== second.length) return 255;
      return first.reduce((sum, value, index) => sum + Math.abs(value - second[index]), 0) / first.length;
    },
    [one.toString("base64"), other.toString("base64")],
  );
  return difference < 2.5;
}
