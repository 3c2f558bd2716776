/**
 * A station with a kiosk terminal: a real Chromium with a profile that lasts, behind a network that a test can cut, on the real
 * server.
 */

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { openHouse, password } from "./house.mjs";

const executablePath = process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium";
const patience = 30_000;

/** Everybody's, for the tests. */
export const pin = "246813";

/**
 * @param {{ more?: string[] }} [options]
 */
export async function openStation(options = {}) {
  const house = await openHouse(options);
  const network = await openNetwork(Number(new URL(house.url).port));
  /** @type {Terminal[]} */
  const terminals = [];
  return {
    house,
    network,
    /** Somebody at a desk, by the API alone. @param {string} email */
    desk: (email) => Desk.signIn(house.url, email),
    /** @param {{ width: number, height: number }} [viewport] */
    async terminal(viewport = { width: 1280, height: 800 }) {
      const terminal = new Terminal(await mkdtemp(join(tmpdir(), "castellan-terminal-")), network.url, viewport);
      terminals.push(terminal);
      await terminal.start();
      return terminal;
    },
    async close() {
      for (const terminal of terminals) await terminal.remove();
      await network.close();
      await house.close();
    },
  };
}

/**
 * A wire to the server, which can be cut, and of which the way back alone can be.
 * @param {number} port of the server
 */
async function openNetwork(port) {
  /** @type {"open" | "cut" | "no answers"} */
  let state = "open";
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  let heard = "";
  const wire = createServer((near) => {
    if (state === "cut") return void near.destroy();
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => {});
    }
    near.on("data", (bytes) => {
      heard += bytes.toString("latin1");
      far.write(bytes);
    });
    far.on("data", (bytes) => state === "open" && near.write(bytes));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise((resolve) => wire.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port: own } = /** @type {import("node:net").AddressInfo} */ (wire.address());
  return {
    url: `http://localhost:${own}/`,
    /** How often a path was asked for since the last look. @param {string} path */
    take(path) {
      const count = heard.split(path).length - 1;
      heard = "";
      return count;
    },
    /** @param {string} path resolves once it is asked for */
    async asked(path) {
      for (const started = Date.now(); !heard.includes(path); ) {
        if (Date.now() - started > patience) throw new Error(`${path} was not asked for`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    cut() {
      state = "cut";
      for (const socket of sockets) socket.destroy();
    },
    /** Requests arrive, and nothing comes back. */
    swallowAnswers() {
      state = "no answers";
    },
    mend() {
      for (const socket of sockets) socket.destroy();
      state = "open";
    },
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      wire.close(resolve);
    }),
  };
}

/** A person's session by the API. */
export class Desk {
  /** @param {string} url @param {string} cookie */
  constructor(url, cookie) {
    this.url = url;
    this.cookie = cookie;
  }

  /** @param {string} url @param {string} email */
  static async signIn(url, email) {
    const response = await fetch(`${url}api/v1/session`, {
      method: "POST",
      headers: { "Castellan-Request": "1", "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (response.status !== 201) throw new Error(`${email}: ${response.status} ${await response.text()}`);
    return new Desk(url, response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; "));
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async ask(method, path, body) {
    const response = await fetch(`${this.url}api/v1/${path}`, {
      method,
      headers: { "Castellan-Request": "1", Cookie: this.cookie, ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** Sets one's own PIN. @param {string} [digits] */
  setPin(digits = pin) {
    return this.ask("POST", "pin", { pin: digits, password });
  }

  /** What became of the assets of a safe since an instant, oldest first. @param {string} safe */
  async movements(safe) {
    const { entries } = await this.ask("GET", `movements?safe=${safe}&limit=200`);
    return entries.reverse();
  }
}

/** The machine in the station: it outlives its browser. */
export class Terminal {
  /** @type {import("node:child_process").ChildProcess | null} */
  #process = null;
  /** @type {import("playwright-core").Browser | null} */
  #browser = null;
  /** @type {import("playwright-core").Page} */
  page = /** @type {any} */ (null);
  /** @type {string[]} */
  troubles = [];

  /** @param {string} profile @param {string} url @param {{ width: number, height: number }} viewport */
  constructor(profile, url, viewport) {
    this.profile = profile;
    this.url = `${url}terminal.html`;
    this.viewport = viewport;
  }

  async start() {
    const { width, height } = this.viewport;
    this.#process = spawn(executablePath, [
      "--headless=new", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox",
      "--lang=en-GB", "--force-prefers-reduced-motion", `--window-size=${width},${height}`, `--user-data-dir=${this.profile}`, "--remote-debugging-port=0",
      "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "about:blank",
    ], { stdio: ["ignore", "ignore", "pipe"] });
    const address = await new Promise((resolve, reject) => {
      let said = "";
      this.#process?.stderr?.on("data", (bytes) => {
        said += bytes;
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found) resolve(found[1]);
      });
      this.#process?.once("exit", (code) => reject(new Error(`The browser ended with ${code}: ${said}`)));
    });
    this.#browser = await chromium.connectOverCDP(address);
    this.page = this.#browser.contexts()[0].pages()[0];
    this.page.setDefaultTimeout(patience);
    await this.page.setViewportSize(this.viewport);
    this.page.on("pageerror", (error) => this.troubles.push(error.stack ?? error.message));
    await this.page.goto(this.url);
    await this.ready();
  }

  /** The page is there, and has looked for its service. */
  async ready() {
    await this.page.locator("body[data-ready]").waitFor();
  }

  /** The service worker keeps this edition, so that the page opens without the network. */
  async keepsItself() {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** As a power cut ends it. */
  async kill() {
    const ended = new Promise((resolve) => this.#process?.once("exit", resolve));
    this.#process?.kill("SIGKILL");
    await ended;
  }

  /** As its user closes it. */
  async close() {
    const ended = new Promise((resolve) => this.#process?.once("exit", resolve));
    const session = await this.#browser?.newBrowserCDPSession();
    await session?.send("Browser.close").catch(() => {});
    await ended;
  }

  async remove() {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** @param {string} code */
  async pair(code) {
    await this.page.getByRole("textbox", { name: "Code" }).fill(code);
    await this.page.getByRole("button", { name: "Pair", exact: true }).click();
    await this.page.getByText("Press your name").waitFor();
  }

  /** Types a PIN as a person does, slower than any reader. @param {string} digits */
  async typePin(digits) {
    await this.page.keyboard.type(digits, { delay: 70 });
    await this.page.waitForTimeout(70);
    await this.page.keyboard.press("Enter");
  }

  /** A badge at the reader, which plays a keyboard: faster than this machine could be told key by key. @param {string} badge */
  scan(badge) {
    return this.page.evaluate((keys) => {
      for (const key of keys) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }, [...badge, "Enter"]);
  }

  /** @param {string} name @param {string} [digits] */
  async signIn(name, digits = pin) {
    await this.page.getByRole("button", { name, exact: true }).click();
    await this.typePin(digits);
    await this.home();
  }

  /** Somebody is signed in, and sees what he can do. */
  async home() {
    await this.page.locator("body[data-stay]").waitFor();
    await this.button("Sign out").waitFor({ state: "attached" });
    await this.page.locator("#mirror [data-id]").filter({ hasText: /^(Safes|Nothing at this terminal is for you)$/ }).first().waitFor({ state: "attached" });
  }

  /** @param {string} name */
  button(name) {
    return this.page.locator("#mirror").getByRole("button", { name, exact: true });
  }

  /** One button after the other. @param {...string} names */
  async press(...names) {
    for (const name of names) {
      const button = this.button(name);
      await button.waitFor({ state: "attached" });
      await button.and(this.page.locator(":not([aria-disabled=true]):not([disabled])")).dispatchEvent("click");
    }
  }

  /** What is said in the program. @param {string | RegExp} text */
  says(text) {
    return this.page.locator("#mirror").getByText(text).first().waitFor({ state: "attached" });
  }

  /** What stands in the bar about the network. @param {string | RegExp} text */
  bar(text) {
    return this.page.locator("#banner").filter({ hasText: text }).waitFor();
  }

  async signOut() {
    await this.press("Sign out");
    await this.idle();
  }

  /** Whoever comes next may begin. */
  async idle() {
    await this.page.locator("body:not([data-stay])").waitFor({ state: "attached" });
    await this.ready();
    await this.page.locator("#idle").waitFor();
  }

  /** Takes some out of the asset that is shown. @param {number} count */
  async takeOut(count) {
    await this.press("Take out", ...String(count), "Take out");
    await this.says("The quantity is written down");
  }
}
