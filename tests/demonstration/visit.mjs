/** The demonstration's file, opened from the disk, and somebody who tries it: in Chromium and in Firefox alike. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import puppeteer from "puppeteer-core";

import { demonstration } from "./house.mjs";

const address = pathToFileURL(join(demonstration, "castellan-demo.html")).href;
/** The machine may be busy with something else. */
const patience = 60_000;

const browsers = {
  Chromium: {
    browser: "chrome",
    executablePath: process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium",
    // Without the first five Chromium looks for services of its maker, and as root it has no sandbox.
    args: ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox"],
  },
  Firefox: { browser: "firefox", executablePath: process.env.CASTELLAN_FIREFOX ?? "/usr/bin/firefox-esr" },
};

/** One visit; the profile lasts as long, so that a reload finds what was kept. */
class Visit {
  troubles = [];
  requests = [];

  /** @param {keyof typeof browsers} name */
  static async begin(name) {
    const visit = new Visit();
    visit.browser = await puppeteer.launch({ headless: true, ...browsers[name] });
    const page = (visit.page = await visit.browser.newPage());
    await page.setViewport({ width: 1400, height: 900 });
    page.on("pageerror", (error) => visit.troubles.push(error.stack ?? error.message));
    page.on("request", (request) => visit.requests.push(request.url()));
    await page.goto(address);
    await visit.opened();
    return visit;
  }

  opened() {
    return this.until(() => document.documentElement.classList.contains("opened"));
  }

  /** @param {Function} test run in the page until it is true @param {...unknown} parts */
  async until(test, ...parts) {
    for (const started = Date.now(); ; await pause(100)) {
      if (await this.page.evaluate(test, ...parts).catch(() => false)) return; // The page may be on its way.
      if (Date.now() - started > patience) throw new Error(`not so after ${patience / 1000} s: ${test} ${JSON.stringify(parts)}`);
    }
  }

  /** Presses a button of the frame around the consoles. @param {string} name @param {string} [within] a selector */
  async press(name, within = "body") {
    const find = (name, within) =>
      [...document.querySelectorAll(`${within} button`)].find((button) => button.innerText.trim().includes(name) && button.checkVisibility() && !button.disabled);
    let element = null;
    for (const started = Date.now(); !element && Date.now() - started < patience; await pause(100))
      element = (await this.page.evaluateHandle(find, name, within)).asElement();
    assert.ok(element, `there is a button ${name}`);
    await element.click();
  }

  /**
   * Waits until the mirror of a console has an element of that kind that says this.
   * @param {number} pane @param {string} selector @param {string} text @param {boolean} [there]
   */
  shows(pane, selector, text, there = true) {
    return this.until(
      (pane, selector, text, there) => {
        const mirror = document.querySelectorAll(".pane")[pane].querySelector("iframe")?.contentDocument?.getElementById("mirror");
        if (!mirror?.querySelector("h1, [role=status]")) return false;
        const says = (element) => (element.getAttribute("aria-label") ?? element.textContent).includes(text);
        return [...mirror.querySelectorAll(selector)].some(says) === there;
      },
      pane, selector, text, there,
    );
  }

  /** Presses something in the mirror of a console. @param {number} pane @param {string} name */
  async pressInside(pane, name) {
    await this.shows(pane, "button", name);
    await this.page.evaluate(
      (pane, name) => {
        const mirror = document.querySelectorAll(".pane iframe")[pane].contentDocument.getElementById("mirror");
        [...mirror.querySelectorAll("button")].find((button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === name).click();
      },
      pane, name,
    );
  }

  /** @param {string} selector @param {RegExp} pattern */
  async says(selector, pattern) {
    const text = () => this.page.evaluate((selector) => document.querySelector(selector)?.innerText ?? "", selector);
    for (const started = Date.now(); Date.now() - started < patience; await pause(100)) if (pattern.test(await text())) return;
    assert.match(await text(), pattern);
  }

  async reload() {
    await this.page.reload();
    await this.opened();
  }
}

const members = ["a", "Members"];

/** What holds in any browser. @param {keyof typeof browsers} name */
export function checkDemonstration(name) {
  describe(`the demonstration opened from a disk in ${name}`, { timeout: 600_000 }, () => {
    /** @type {Visit} */
    let visit;
    before(async () => (visit = await Visit.begin(name)));
    after(() => visit?.browser.close());

    it("opens as the first persona, and is somebody else when he is chosen", async () => {
      await visit.shows(0, "h1", "Ada");
      await visit.press("Ada Okafor", ".stage");
      await visit.press("Caroline Ashworth", "#people");
      await visit.shows(0, "h1", "Caroline");
      await visit.shows(0, ...members);
      await visit.press("Caroline Ashworth", ".stage");
      await visit.press("Noah Lindqvist", "#people");
      await visit.shows(0, "h1", "Noah");
      await visit.shows(0, ...members, false);
    });

    it("leads from step to step, each with something real", async () => {
      await visit.press("Start the tour");
      await visit.shows(0, "button", "Sync now");
      await visit.shows(1, "button", "Unlock…");
      await visit.shows(1, "button", "Sync now", false);

      await visit.press("Next", ".tour");
      await visit.says(".tour .title", /Hidden here, refused there/);
      await visit.shows(0, "h1", "Noah Lindqvist");
      await visit.press("Ask the service anyway");
      await visit.says(".note", /Refused: 403, rule S-11\s+Only an Account Administrator can make somebody Account Administrator\./);

      await visit.press("Next", ".tour");
      await visit.shows(0, "[role=region], section", "Why can't I see this?");

      await visit.press("Next", ".tour");
      await visit.press("Open the dialog");
      await visit.shows(0, "*", "1 person gains permissions");

      await visit.press("Next", ".tour");
      await visit.shows(1, "[role=status]", "This does not exist, or you may not see it");
      await visit.press("Make Noah administrator");
      await visit.press("Enter it in the console", ".phone");
      await visit.pressInside(0, "Confirm");
      await visit.shows(1, "h1", "Members");

      await visit.press("Next", ".tour");
      await visit.shows(0, "*", "Online");
      await visit.press("Unplug Medic 11");
      await visit.shows(0, "*", "Offline");
      await visit.shows(1, "*", "Offline");

      await visit.press("Next", ".tour");
      await visit.shows(0, "[role=grid]", "Who can: Safes: unlock");

      await visit.press("Next", ".tour");
      await visit.shows(0, "h1", "Audit trail");
      await visit.press("Finish", ".tour");
      await visit.says(".tour .title", /See what is special/);
    });

    it("shows in one console what is changed in the other", async () => {
      await visit.page.evaluate(() =>
        castellan.stage.show([{ user: "u1", hash: "#/groups/g1" }, { user: "u6", hash: "#/groups/g1" }]),
      );
      await visit.shows(0, "h1", "Station 1 Downtown");
      await visit.shows(1, "h1", "Station 1 Downtown");
      const status = await visit.page.evaluate(async () => {
        const body = JSON.stringify({ changes: [{ kind: "group.edit", group: "g1", fields: { name: "Station 1 Riverfront" } }] });
        return (await castellan.stage.panes[0].ask("POST", "/api/v1/changes", { "content-type": "application/json", "castellan-request": "1" }, body)).status;
      });
      assert.equal(status, 200);
      await visit.shows(1, "h1", "Station 1 Riverfront");
    });

    it("goes back to what was shown before, and to who saw it", async () => {
      await visit.page.evaluate(() => castellan.stage.show([{ user: "u1", hash: "#/users" }, { user: "u6", hash: "#/groups/g1" }]));
      await visit.shows(0, "h1", "Users");
      await visit.page.evaluate(() => castellan.stage.show([{ user: "u22", hash: "#/" }, { user: "u6", hash: "#/groups/g1" }]));
      await visit.shows(0, "h1", "Noah");
      await visit.page.evaluate(() => history.back());
      await visit.shows(0, "h1", "Users");
      await visit.says(".who", /Ada Okafor/);
      await visit.page.evaluate(() => history.back());
      await visit.shows(0, "h1", "Station 1 Riverfront");
    });

    it("keeps all of it through a reload: people, places and changes", async () => {
      await visit.reload();
      await visit.shows(0, "h1", "Station 1 Riverfront");
      await visit.shows(1, "h1", "Station 1 Riverfront");
      await visit.page.evaluate(() => castellan.stage.show([{ user: "u22", hash: "#/" }]));
      await visit.shows(0, ...members);
    });

    it("is as in the beginning when it is started over", async () => {
      await visit.press("Start over", ".tools");
      const gone = visit.page.waitForNavigation({ timeout: patience });
      await visit.press("Start over", "#over");
      await gone;
      await visit.opened();
      await visit.shows(0, "h1", "Ada");
      await visit.page.evaluate(() => castellan.stage.show([{ user: "u22", hash: "#/" }]));
      await visit.shows(0, "h1", "Noah");
      await visit.shows(0, ...members, false);
    });

    it("lets somebody sign out, and sign in by hand", async () => {
      await visit.page.evaluate(async () => {
        await castellan.stage.panes[0].ask("DELETE", "/api/v1/session", { "castellan-request": "1" });
        castellan.stage.panes[0].signOut();
        castellan.stage.panes[0].load();
      });
      await visit.until(() => document.querySelector("iframe")?.contentDocument?.getElementById("sign-in-form")?.checkVisibility());
      await visit.page.evaluate(() => {
        const inside = document.querySelector("iframe").contentDocument;
        inside.getElementById("email").value = "ada.okafor@riverside.example";
        inside.getElementById("password").value = "Castellan-demo-1";
        inside.querySelector("#sign-in-form button[type=submit]").click();
      });
      await visit.shows(0, "h1", "Ada");
      await visit.says(".who", /Ada Okafor/);
    });

    it("asks nothing of any network, and nothing goes wrong in it", () => {
      const strange = visit.requests.filter((url) => url !== address && !/^(about|blob|data):/.test(url));
      assert.deepEqual(strange, []);
      assert.deepEqual(visit.troubles, []);
    });
  });
}
