/**
 * A page of the built site in headless Chromium, for the tests of this folder. What goes wrong in the page (an error, a
 * warning of the console, a breach of the content security policy) is gathered in `troubles`.
 */

import { chromium } from "playwright-core";

import { serve } from "./serve.mjs";

export const www = process.env.CASTELLAN_WWW ?? new URL("../../build/web/www", import.meta.url).pathname;
const executablePath = process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium";
// Without the first five Chromium looks for services of its maker, and as root it has no sandbox.
const args = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-sandbox",
];

/**
 * @param {object} [options]
 * @param {string} [options.path] behind the address of the site
 * @param {object} [options.world] for the server: see serve.mjs
 * @param {object} [options.context] for the browser's context: viewport, colorScheme …
 * @param {() => void} [options.before] runs in the page before anything else
 */
export async function openPage({ path = "", world = {}, context = {}, before } = {}) {
  const server = await serve(www, world);
  const browser = await chromium.launch({ executablePath, args });
  const tab = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
  const page = await tab.newPage();
  page.setDefaultTimeout(30_000); // The machine may be busy with something else.
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.stack ?? error.message));
  page.on("console", (message) => {
    // Screenshots read the canvas back, and the driver complains of that.
    if (["error", "warning"].includes(message.type()) && !message.text().includes("ReadPixels"))
      troubles.push(message.text());
  });
  if (before) await page.addInitScript(before);
  await page.goto(server.url + path);
  return {
    page,
    server,
    troubles,
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/**
 * The gallery of the kit, drawn and at rest.
 * @param {Parameters<typeof openPage>[0]} [options]
 */
export async function openGallery(options = {}) {
  const opened = await openPage({ path: "?kit", ...options });
  await opened.page.getByRole("tab", { name: "Fields" }).waitFor({ state: "attached" });
  await atRest(opened.page);
  return opened;
}

/**
 * Waits until no frame is drawn any more, nor on its way: on a busy machine one may take long.
 * @param {import("playwright-core").Page} page
 */
export async function atRest(page) {
  for (let before = -1, tries = 0; tries < 300; tries++) {
    const { drawn, nextIn } = await page.evaluate(() => {
      const { drawn, nextIn } = document.getElementById("app").frames;
      return { drawn, nextIn };
    });
    if (drawn === before && nextIn > 200) return;
    before = drawn;
    await page.waitForTimeout(200);
  }
  throw new Error("Frames are drawn without end.");
}

/** What has the focus: tag, name and value. @param {import("playwright-core").Page} page */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    return {
      tag: element.tagName,
      name: element.getAttribute("aria-label") ?? element.textContent,
      value: element.value ?? null,
    };
  });
}
