/** What a person asked of the system: less motion, and colours of his own. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { atRest, openGallery } from "./browser.mjs";

/** @param {import("playwright-core").Page} page @returns {Promise<number>} */
const framesDrawn = (page) => page.evaluate(() => document.getElementById("app").frames.drawn);
/** @param {import("playwright-core").Page} page @param {string} name */
const openTab = (page, name) => page.getByRole("tab", { name }).dispatchEvent("click");

describe("reduced motion", () => {
  it("stands still where the console otherwise moves", async () => {
    for (const reducedMotion of ["no-preference", "reduce"]) {
      const { page, troubles, close } = await openGallery({ context: { reducedMotion } });
      try {
        await openTab(page, "States"); // Something is loading there, without end.
        await page.mouse.move(1, 1);
        if (reducedMotion === "reduce") await atRest(page);
        const before = await framesDrawn(page);
        await page.waitForTimeout(1500);
        const drawn = (await framesDrawn(page)) - before;
        if (reducedMotion === "reduce") assert.equal(drawn, 0);
        else assert.ok(drawn > 3, `${drawn} frames`);
        assert.deepEqual(troubles, []);
      } finally {
        await close();
      }
    }
  });
});

describe("forced colours", () => {
  it("are those of the console, also when they come later", async () => {
    const { page, troubles, close } = await openGallery();
    /** How many pixels there are of each colour that covers much. */
    const colors = async () => {
      const picture = (await page.screenshot()).toString("base64");
      return page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        const counts = {};
        for (let at = 0; at < data.length; at += 4) {
          const color = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
          counts[color] = (counts[color] ?? 0) + 1;
        }
        return Object.keys(counts).filter((color) => counts[color] > 3000);
      }, picture);
    };
    const system = () =>
      page.evaluate(() =>
        ["Canvas", "CanvasText", "LinkText", "GrayText", "Highlight", "HighlightText"].map((name) => {
          const probe = document.body.appendChild(document.createElement("span"));
          probe.style.color = name;
          const { color } = getComputedStyle(probe);
          probe.remove();
          return color.replace(/^rgba\((.*), [\d.]+\)$/, "rgb($1)"); // What is highlighted may be seen through.
        }));
    try {
      await page.mouse.move(1, 1);
      await atRest(page);
      const before = await colors();
      assert.ok(before.includes("rgb(248, 249, 251)"), `the theme's own: ${before}`);
      await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
      await atRest(page);
      const [canvas, ...others] = await system();
      const after = await colors();
      assert.ok(after.includes(canvas), `${canvas} of ${after}`);
      const strange = after.filter((color) => color !== canvas && !others.includes(color));
      // What is selected or hovered is tinted by the text's colour; nothing else is of another one.
      assert.ok(strange.length <= 1, `${strange} beside ${[canvas, ...others]}`);
      await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
      await atRest(page);
      assert.deepEqual(await colors(), before);
      assert.deepEqual(troubles, []);
    } finally {
      await close();
    }
  });
});
