/** Chromium and Firefox, driven by puppeteer: the one over its devtools, the other over WebDriver BiDi. */


import puppeteer from "puppeteer-core";

import { keysOf } from "./keys.mjs";

/** @typedef {import("./driver.mjs").Browser} Browser */

/** @returns {Promise<Browser>} */
export async function openChromium() {
  const { browser, page } = await launch("Chromium", {
    browser: "chrome",
    executablePath: process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium",
    // Without the first five Chromium looks for services of its maker, and as root it has no sandbox.
    args: ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox"],
  });
  return {
    ...browser,
    compose: async () => {
      const devtools = await page.createCDPSession();
      await devtools.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
      await devtools.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
      await devtools.send("Input.insertText", { text: "日本" });
      await devtools.detach();
    },
    composes: "日本",
  };
}

/** Without a display it has no WebGL. @returns {Promise<Browser>} */
export async function openFirefox() {
  const { browser, page } = await launch("Firefox", {
    browser: "firefox",
    executablePath: process.env.CASTELLAN_FIREFOX ?? "/usr/bin/firefox-esr",
  });
  return {
    ...browser,
    // It gives automation no input method: these are the events that one sends.
    compose: () =>
      page.evaluate(() => {
        const field = document.activeElement;
        const send = (type, data) => field.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
        const input = (data, isComposing) =>
          field.dispatchEvent(new InputEvent("input", { data, isComposing, inputType: "insertCompositionText", bubbles: true }));
        send("compositionstart", "");
        for (const text of ["に", "にほん", "日本"]) {
          send("compositionupdate", text);
          field.value = text;
          input(text, true);
        }
        send("compositionend", "日本");
        input("日本", false);
      }),
    composes: "日本",
  };
}

/** @param {string} name @param {import("puppeteer-core").LaunchOptions} options */
async function launch(name, options) {
  const browser = await puppeteer.launch({ headless: true, protocolTimeout: 120_000, ...options });
  // Of Firefox, the window that it opens by itself never has the keyboard; one that is asked for has it.
  const page = options.browser === "firefox" ? await browser.newPage({ type: "window" }) : (await browser.pages())[0];
  page.setDefaultTimeout(30_000);
  const resize = (width, height, deviceScaleFactor = 1) => page.setViewport({ width, height, deviceScaleFactor });
  await resize(1280, 800);
  await page.bringToFront(); // It has the keyboard.
  const driven = {
    name,
    open: async (url) => void (await page.goto(url)),
    evaluate: (run, ...args) => page.evaluate(run, ...args),
    press: async (chord) => {
      const keys = keysOf(chord).map((key) => (key === "Space" ? " " : key));
      const last = keys.pop();
      for (const key of keys) await page.keyboard.down(key);
      await page.keyboard.press(last);
      for (const key of keys.reverse()) await page.keyboard.up(key);
    },
    type: (text) => page.keyboard.type(text),
    moveTo: (x, y) => page.mouse.move(x, y),
    click: (x, y) => page.mouse.click(x, y),
    wheel: async (x, y, deltaY) => {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY });
    },
    resize,
    screenshot: async () => Buffer.from(await page.screenshot()),
    named: async (role, name) => (await page.$$(`aria/${name}[role="${role}"]`)).length,
    hide: async () => {
      const other = await browser.newPage();
      await other.bringToFront();
      return async () => {
        await page.bringToFront();
        await other.close();
      };
    },
    ratios: [2, 3, 1.5, 1],
    close: () => browser.close(),
  };
  return { browser: driven, page };
}
