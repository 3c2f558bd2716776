/** The frame around the consoles, by axe: wide and narrow, light and dark, with a refusal shown and with the people to choose from. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { demonstration } from "./house.mjs";

const address = pathToFileURL(join(demonstration, "castellan-demo.html")).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("the frame of the demonstration", { timeout: 300_000 }, () => {
  let browser;
  before(async () => {
    const args = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox"];
    browser = await chromium.launch({ executablePath: process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium", args });
  });
  after(() => browser?.close());

  for (const [width, height, colorScheme] of [[1280, 800, "light"], [1280, 800, "dark"], [390, 844, "light"], [390, 844, "dark"]])
    it(`has nothing that axe objects to: ${width} × ${height}, ${colorScheme}`, async () => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(address);
      await page.waitForFunction(() => document.documentElement.classList.contains("opened"));
      await page.evaluate(() => castellan.tour.go(1));
      await page.getByRole("button", { name: "Ask the service anyway" }).click();
      await page.getByText("Refused: 403").waitFor();
      await page.evaluate(axe);
      const objections = async () => {
        const { violations } = await page.evaluate(() => window.axe.run(document, { iframes: false }));
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      };
      assert.deepEqual(await objections(), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wide, false, "nothing is cut off at the side");
      await page.locator(".who").first().click();
      assert.deepEqual(await objections(), []);
      await context.close();
    });
});
