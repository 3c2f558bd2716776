/**
 * The real server on the demonstration organisation, and people who visit it in headless Chromium. They see the page as
 * assistive technology does: by roles and names, never by ids, classes or places.
 */

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

/** @param {string} path */
const inCheckout = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const binary = process.env.CASTELLAN_BINARY ?? inCheckout("build/native/server-stub/castellan");
const www = process.env.CASTELLAN_WWW ?? inCheckout("build/web/www");
const executablePath = process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium";
// Without the first five Chromium looks for services of its maker, and as root it has no sandbox.
const args = [
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox",
];
const pairingCodes = "pairing-codes";
/** The machine may be busy with something else. */
const patience = 30_000;

/** Those of the demonstration, by what they may do in Field Operations. */
export const people = {
  accountAdmin: "ada.okafor@riverside.example",
  stationAdmin: "liam.osullivan@riverside.example", // Station 1 Downtown only
  twoStationsAdmin: "priya.raghunathan@riverside.example",
  adminWithoutGroup: "dmitri.volkov@riverside.example",
  bothAccountsAdmin: "eleni.papadopoulou@riverside.example",
  administrator: "caroline.ashworth@riverside.example", // of the organisation
  fullAdmin: "jonathan.pembroke@riverside.example", // by admin profiles, with no role on the safes side
  organizationAdmin: "deepika.subramaniam@riverside.example", // accounts, modules and invitations
  keyOwner: "bo.li@riverside.example", // of the doors of Stations 1, 2 and 3
  user: "noah.lindqvist@riverside.example",
  teamOwner: "aroha.tewhata@riverside.example", // of Stroke and Cardiac
  staff: "yejin.park@riverside.example", // of the same two
};
export const password = "Castellan-demo-1";

/** Every screen that there is, and what of it opens by an address of its own. */
export const screens = [
  "#/", "#/users", "#/users/u1", "#/users/u7", "#/users/u22", "#/members", "#/groups", "#/groups/g1", "#/invitations", "#/safes", "#/safes/s1", "#/assets",
  "#/assets/x1", "#/reports", "#/doors", "#/doors?view=groups", "#/doors?view=keys", "#/doors/d2", "#/teams", "#/teams/t1", "#/teams/t2", "#/patients/p1", "#/modules",
  "#/modules/m1", "#/organization", "#/accounts", "#/admin", "#/profiles", "#/profiles/f1", "#/roles", "#/privileges", "#/access", "#/audit", "#/schedules",
  "#/credentials", "#/terminals", "#/webhooks", "#/settings", "#/profile", "#/search?q=station", "#/nowhere",
];

/**
 * One server with one store; open it once for a file.
 * @param {{ empty?: boolean, mail?: boolean, pairs?: boolean, more?: string[] }} [options] empty: without the demonstration;
 *     `setUpHash` is then of the one-time link. mail: messages go to a real mail server, and are read there. pairs: safes can be
 *     played (`playSafes`). more: arguments of the server
 */
export async function openHouse({ empty = false, mail = false, pairs = false, more = [] } = {}) {
  const data = await mkdtemp(join(tmpdir(), "castellan-browser-"));
  const office = mail ? await openPostOffice() : null;
  const beginning = empty ? ["--empty"] : ["--demo", inCheckout("assets/demo.json")];
  const delivery = office ? ["--smtp-url", `smtp://127.0.0.1:${office.port}`, "--smtp-from", "castellan@riverside.example"] : [];
  const pairing = pairs ? ["--pair-to", join(data, pairingCodes)] : [];
  const serve = (/** @type {string} */ port) =>
    spawn(binary, ["serve", "--data", data, "--port", port, "--www", www, ...beginning, ...delivery, ...pairing, ...more]);
  let server = serve("0");
  const { url, setUpHash } = await addressOf(server, empty);
  const browser = await chromium.launch({ executablePath, args });
  /** @type {Visitor[]} */
  let visitors = [];
  /** @type {import("node:child_process").ChildProcess[]} */
  const fleets = [];

  return {
    url, setUpHash,
    /**
     * A browser of its own: its cookies are nobody else's.
     * @param {string} [email] who signs in at once
     * @param {object} [options]
     * @param {string} [options.hash] the address that is opened
     * @param {{ width: number, height: number }} [options.viewport]
     * @param {boolean} [options.touch] at a glass that is touched
     * @param {(page: Page) => Promise<void>} [options.before] done to the page before it opens
     */
    async visit(email, { hash = "", viewport = { width: 1280, height: 800 }, touch = false, before } = {}) {
      const visitor = await Visitor.arrive(browser, url, viewport, touch);
      visitors.push(visitor);
      if (before) await before(visitor.page);
      await visitor.page.goto(url + hash);
      if (email) await visitor.signIn(email);
      return visitor;
    },
    /** The links of the mails that nothing is configured to deliver, the latest last. @param {string} to */
    linksTo(to) {
      const box = execFileSync(binary, ["outbox", "--data", data], { encoding: "utf8" });
      return box.split(/^(?=\d{4}-\d\d-\d\dT)/m).filter((mail) => mail.includes(to)).flatMap((mail) => mail.match(/#\/invitation\/[\w-]+/g) ?? []);
    },
    /**
     * The mails that arrived for somebody, the latest last; waits for so many.
     * @param {string} to
     * @param {number} count
     * @param {RegExp} [saying] of those alone that say so: a new browser, for one, is told of too
     */
    mailsTo: (to, count, saying) => office.mailsTo(to, count, saying),
    /**
     * `castellan simulate` plays safes over the device protocol; the house was opened with `pairs`. Resolves once all are paired.
     * @param {number} safes how many, by serial number
     * @param {string[]} [manner] further arguments
     */
    async playSafes(safes, manner = ["--steady"]) {
      const codes = join(data, pairingCodes);
      const keys = join(data, "simulated-keys");
      const fleet = spawn(binary, ["simulate", "--server", url, "--safes", `${safes}`, "--codes", codes, "--keys", keys, "--seed", "7", ...manner]);
      const ended = new Promise((resolve) => fleet.once("exit", resolve));
      fleets.push(fleet);
      await new Promise((resolve, reject) => {
        let said = "";
        const listen = (/** @type {Buffer} */ bytes) => {
          said += bytes;
          if (said.includes("are paired.")) resolve(undefined);
        };
        fleet.stdout.on("data", listen);
        fleet.stderr.on("data", listen);
        fleet.once("exit", (code) => reject(new Error(`The simulator ended with ${code}: ${said}`)));
      });
      return {
        /** All of its safes lose their power. */
        async stop() {
          fleet.kill("SIGKILL");
          await ended;
        },
      };
    },
    /** Everybody leaves; nobody's browser may have complained, nor asked anything of another server. */
    async empty() {
      const leaving = visitors;
      visitors = [];
      await Promise.all(leaving.map((visitor) => visitor.leave()));
      for (const visitor of leaving) {
        assert.deepEqual(visitor.troubles, [], "no errors in the page");
        assert.deepEqual(visitor.foreign, [], "no request leaves for another server");
      }
    },
    /** Ends the server as a power cut would. */
    async kill() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGKILL");
      await ended;
    },
    /** Starts it again, at the same address. */
    async start() {
      server = serve(new URL(url).port);
      await addressOf(server, false);
    },
    async close() {
      await browser.close();
      for (const fleet of fleets) fleet.kill("SIGKILL");
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      await office?.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The mail server of tests/server. */
async function openPostOffice() {
  const folder = await mkdtemp(join(tmpdir(), "castellan-post-"));
  const post = spawn("/usr/bin/python3", [inCheckout("tests/server/post_office.py"), folder]);
  const port = await new Promise((resolve, reject) => {
    post.stdout.on("data", (bytes) => resolve(/mail port (\d+)/.exec(String(bytes))?.[1]));
    post.stderr.on("data", (bytes) => reject(new Error(String(bytes))));
    post.once("error", reject);
  });
  return {
    port,
    /** @param {string} to @param {number} count @param {RegExp} [saying] @returns {Promise<string[]>} */
    async mailsTo(to, count, saying = /(?:)/) {
      for (const started = Date.now(); Date.now() - started < patience; ) {
        const names = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
        names.sort((one, other) => Number(/\d+/.exec(one)) - Number(/\d+/.exec(other)));
        const mails = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
        const theirs = mails.filter((mail) => mail.split("\n", 1)[0].includes(to)).map(decoded).filter((mail) => saying.test(mail));
        if (theirs.length >= count) return theirs;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`fewer than ${count} mails to ${to}`);
    },
    async close() {
      const ended = new Promise((resolve) => post.once("exit", resolve));
      post.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A mail's text, whichever way it was wrapped for the journey: its only part. @param {string} mail */
function decoded(mail) {
  const [, encoding, body] = /^Content-Transfer-Encoding: (\S+)[\s\S]*?\r?\n\r?\n([\s\S]*?)(?:\r?\n--[-\w]+--\s*)?$(?![\s\S])/im.exec(mail) ?? [mail, "", mail];
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(encoding)) return body;
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/**
 * @param {import("node:child_process").ChildProcessWithoutNullStreams} server
 * @param {boolean} empty it has a one-time link to say as well
 * @returns {Promise<{ url: string, setUpHash: string }>}
 */
function addressOf(server, empty) {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (/** @type {Buffer} */ bytes) => {
      said += bytes;
      const address = /serves (http:\/\/localhost:\d+)/.exec(said)?.[1];
      const setUpHash = /\/(#\/setup\/[\w-]+)\s/.exec(said)?.[1] ?? "";
      if (address && (setUpHash || !empty)) resolve({ url: `${address}/`, setUpHash });
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}

/** One person at one browser. */
export class Visitor {
  /** @type {string[]} */
  troubles = [];
  /** @type {string[]} */
  foreign = [];
  /** What the server answered, for looking through. @type {{ path: string, status: number, body: Promise<string> }[]} */
  answers = [];
  /** Statuses that the browser may complain of, since the test is about them. @type {number[]} */
  refusals = [];
  #url;

  /** @param {Page} page @param {string} url */
  constructor(page, url) {
    this.page = page;
    this.#url = url;
    page.setDefaultTimeout(patience);
    page.on("pageerror", (error) => this.troubles.push(error.stack ?? error.message));
    page.on("console", (message) => this.#heard(message.type(), message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith(url)) this.foreign.push(request.url());
    });
    page.on("response", (response) => {
      const path = new URL(response.url()).pathname;
      if (path.startsWith("/api/") && path !== "/api/v1/events")
        this.answers.push({ path, status: response.status(), body: response.text().catch(() => "") });
    });
  }

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {string} url
   * @param {{ width: number, height: number }} viewport
   * @param {boolean} touch
   */
  static async arrive(browser, url, viewport, touch) {
    const context = await browser.newContext({ viewport, reducedMotion: "reduce", hasTouch: touch, isMobile: touch });
    return new Visitor(await context.newPage(), url);
  }

  leave() {
    return this.page.context().close();
  }

  /** @param {string} type @param {string} text */
  #heard(type, text) {
    if (!["error", "warning"].includes(type)) return;
    if (text.includes("ReadPixels")) return; // Of the driver: screenshots read the canvas back.
    const status = Number(/responded with a status of (\d+)/.exec(text)?.[1] ?? 0);
    if (!this.refusals.includes(status)) this.troubles.push(text);
  }

  /** @param {string} email @param {string} [secret] */
  async signIn(email, secret = password) {
    await this.page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(secret);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.arrived();
  }

  /** Resolves once the console shows something of this person's. */
  async arrived() {
    const heading = this.page.getByRole("heading", { level: 1 }).filter({ hasNotText: /^(Sign in|Second step|Opening the console|Set up your organisation|Welcome, .*|You are invited to .*)$/ });
    await heading.or(this.absent).first().waitFor({ state: "attached" });
  }

  async signOut() {
    await this.page.getByRole("banner").getByRole("button").last().dispatchEvent("click");
    await this.press(this.page.getByRole("menuitem", { name: "Sign out" }));
    await this.page.getByRole("heading", { name: "Sign in" }).waitFor();
  }

  /** Goes to an address of the console. @param {string} hash @param {string} [title] the heading that shows it is there */
  async open(hash, title) {
    await this.page.goto(this.#url + hash);
    if (title) await this.title(title).waitFor({ state: "attached" });
  }

  /** What says that there is nothing here for this person. */
  get absent() {
    return this.page.getByRole("status").filter({ hasText: "This does not exist, or you may not see it" });
  }

  /** The heading of the page. @param {string} name */
  title(name) {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  /** @param {string} name @param {Locator | Page} [within] */
  button(name, within = this.page) {
    return within.getByRole("button", { name, exact: true });
  }

  /** Presses a button of the page or of a part of it. @param {string} name @param {Locator | Page} [within] */
  pressButton(name, within = this.page) {
    return this.press(this.button(name, within));
  }

  /** As assistive technology does it: what is pressed need not be in sight. @param {Locator} locator */
  async press(locator) {
    await locator.dispatchEvent("click");
  }

  /** With the mouse, on the canvas, where the thing is drawn. @param {Locator} locator */
  async pointAt(locator) {
    await locator.waitFor({ state: "attached" });
    await this.atRest();
    const box = await locator.boundingBox();
    assert.ok(box, "it is drawn");
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** An action of the page's header that stands behind its three dots. @param {string} name */
  async pressInMenu(name) {
    await this.pressButton("More actions");
    await this.press(this.page.getByRole("menuitem", { name, exact: true }));
  }

  /** What stands behind the three dots of a row. @param {Locator} row @param {string} name */
  async pressInRow(row, name) {
    await this.press(row.getByRole("button", { name: /^Actions for / }));
    await this.press(this.page.getByRole("menuitem", { name, exact: true }));
  }

  /** Chooses in a list of the page, or of a part of it. @param {string} label @param {string} name @param {Locator | Page} [within] */
  async choose(label, name, within = this.page) {
    await this.press(within.getByRole("combobox", { name: label, exact: true }));
    await this.press(await this.option(name));
  }

  /** An option of the list that is open. Long lists draw a part only: their own search brings it there. @param {string} name */
  async option(name) {
    const { page } = this;
    await page.getByRole("option").first().waitFor({ state: "attached" });
    const search = { name: "Search", exact: true };
    const ofList = page.getByRole("searchbox", search);
    if ((await ofList.count()) > (await page.getByRole("banner").getByRole("searchbox", search).count())) await ofList.last().fill(name);
    return page.getByRole("option", { name, exact: true });
  }

  /** A row of a table of the page. @param {string} table @param {string | RegExp} name */
  row(table, name) {
    return this.page.getByRole("grid", { name: table, exact: true }).getByRole("row", { name, exact: true });
  }

  /** A message in the corner. @param {string | RegExp} text */
  message(text) {
    return this.page.getByRole("region", { name: "Messages" }).getByText(text);
  }

  /** Frames drawn up to now. @returns {Promise<number>} */
  frames() {
    return this.page.evaluate(() => document.getElementById("app").frames.drawn);
  }

  /** Waits until no frame is drawn any more, nor on its way: on a busy machine one may take long. */
  async atRest() {
    for (let before = -1, tries = 0; tries < 400; tries++) {
      const { drawn, nextIn } = await this.page.evaluate(() => {
        const { drawn, nextIn } = document.getElementById("app").frames;
        return { drawn, nextIn };
      });
      if (drawn === before && nextIn > 150) return;
      before = drawn;
      await this.page.waitForTimeout(150);
    }
    assert.fail("frames are drawn without end");
  }

  /** The places that the navigation offers, in its order. */
  async places() {
    return this.page.getByRole("navigation", { name: "Main" }).getByRole("link").allTextContents();
  }

  /** Whether the server ever told this browser such a thing. @param {string} text */
  async wasTold(text) {
    const bodies = await Promise.all(this.answers.map((answer) => answer.body));
    return bodies.some((body) => body.includes(text));
  }
}
