/** Chromium with a profile of its own, the processes behind it, and how fast its CPU is. */

import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { installProbe } from "./probe.mjs";

const executablePath = process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium";
// Without the first five Chromium looks for services of its maker; as root it has no sandbox; a spare renderer would be
// mistaken for the page's.
const args = [
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--no-sandbox", "--disable-features=SpareRendererForSitePerProcess,Translate",
];

/** One browser that visits one site. */
export class Visit {
  /**
   * @param {import("./sites.mjs").Site} site
   * @param {string} url
   * @param {{ rate: number, signIn?: { path: string, body: object, hint: string } }} options rate: how many times slower
   */
  static async begin(site, url, { rate, signIn }) {
    const profile = await mkdtemp(join(tmpdir(), "castellan-bench-"));
    const context = await chromium.launchPersistentContext(profile, { executablePath, args, viewport: { width: 1280, height: 800 } });
    if (signIn) {
      const answer = await context.request.post(new URL(signIn.path, url).href, { data: signIn.body, headers: { "Castellan-Request": "1" } });
      if (!answer.ok()) throw new Error(`${site.name}: signing in was answered ${answer.status()}`);
    }
    await context.addInitScript(installProbe, { list: String(site.list), whole: String(site.whole ?? (() => true)), hint: signIn?.hint ?? "" });
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(120_000);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    return new Visit({ site, url, profile, context, page, session });
  }

  /** @param {any} parts */
  constructor({ site, url, profile, context, page, session }) {
    this.site = site;
    this.url = url;
    /** @type {import("playwright-core").Page} */
    this.page = page;
    /** @type {import("playwright-core").CDPSession} */
    this.session = session;
    this.context = context;
    this.profile = profile;
  }

  async end() {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Opens the page; resolves when all of its list is there. */
  async open() {
    await this.page.goto("about:blank");
    await this.page.goto(this.url, { waitUntil: "commit" });
    const usable = await this.page.evaluate(() => globalThis.bench.ready);
    // The paint is told a little after it was done.
    const painted = await this.page.evaluate(
      () =>
        new Promise((resolve) => {
          const told = new PerformanceObserver((list) => {
            const paint = list.getEntriesByName("first-contentful-paint")[0];
            if (paint) resolve(paint.startTime);
          });
          told.observe({ type: "paint", buffered: true });
        }),
    );
    const complete = await this.page.evaluate(() => globalThis.bench.complete);
    return { usable, painted, complete };
  }

  /** The time from the event that `act` causes until the list is another one. @param {string} type @param {() => Promise<void>} act */
  async changeOf(type, act) {
    await this.page.evaluate((type) => globalThis.bench.change(type), type);
    await act();
    return this.page.evaluate(() => globalThis.bench.changed);
  }

  /** Presses in the middle of an element, wherever it is really drawn. @param {string} selector */
  async press(selector) {
    const box = await this.page.locator(selector).first().boundingBox();
    if (!box) throw new Error(`${this.site.name}: there is no ${selector}`);
    await this.page.mouse.click(box.x + Math.min(box.width / 2, 60), box.y + box.height / 2);
  }

  /** The processes that draw this page: its renderer (the one that has worked most) and that of the graphics. */
  async processes() {
    const browser = await this.context.browser()?.newBrowserCDPSession() ?? this.session;
    const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
    const renderer = processInfo.filter(({ type }) => type === "renderer").sort((one, other) => other.cpuTime - one.cpuTime)[0];
    const graphics = processInfo.find(({ type }) => type === "GPU");
    return { renderer: renderer.id, graphics: graphics?.id ?? 0 };
  }
}

/** The share of memory that is this process's, in MB. @param {number} pid */
export function memoryOf(pid) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1000;
}

/** What a process has used of the CPU up to now, all threads, in milliseconds. @param {number} pid */
export function cpuOf(pid) {
  let sum = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
    } catch {
      // The thread has ended meanwhile.
    }
  }
  return sum;
}
