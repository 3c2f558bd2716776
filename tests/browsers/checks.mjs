/**
 * What a web page does by itself and a canvas usually doesn't: one list of checks, for every browser. They see the kit's
 * gallery, which needs no server.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { serve } from "../shell/serve.mjs";

/** @typedef {import("./driver.mjs").Browser} Browser */

const www = process.env.CASTELLAN_WWW ?? new URL("../../build/web/www", import.meta.url).pathname;
const inPage = await readFile(new URL("in_page.js", import.meta.url), "utf8");
/** What stands before and behind the console in the page; a toolbar of the browser is as good. */
const neighbours = () => {
  for (const [text, put] of [["in front", "prepend"], ["behind", "append"]]) {
    const button = document.createElement("button");
    button.textContent = text;
    document.body[put](button);
  }
};
const withoutWebgl = `
  const own = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return String(kind).startsWith("webgl") ? null : own.call(this, kind, ...rest);
  };`;

/** Where tests run WebGL is software, which the console passes over: here it calls itself by another name. */
const withGraphicsCard = `
  const asked = WebGL2RenderingContext.prototype.getParameter;
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === this.RENDERER ? "A graphics card" : asked.call(this, name);
  };`;

/** @param {() => Promise<Browser>} open */
export function checkBrowser(open) {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>[]} */
  const servers = [];
  before(async () => (browser = await open()));
  after(async () => {
    await browser?.close();
    for (const server of servers) await server.stop();
  });

  /** @param {{ path?: string, first?: string, world?: object }} [options] */
  const visit = async ({ path = "", first = "", world = {} } = {}) => {
    const server = await serve(www, { ...world, first: inPage + first });
    servers.push(server);
    await browser.open(server.url + path);
    return server;
  };
  const openGallery = async (first = "") => {
    await visit({ path: "?kit", first });
    await until(() => document.querySelector("#mirror [role=tab]") !== null);
    await rest();
  };
  /** Waits until the page says yes. @param {(...args: any[]) => any} run @param {...any} args */
  const until = async (run, ...args) => {
    for (let tries = 0; tries < 600; tries++) {
      if (await browser.evaluate(run, ...args)) return;
      await pause(50);
    }
    assert.fail(`never came true: ${run}, ${args}`);
  };
  /** Waits until no frame is drawn any more, nor on its way. */
  const rest = async () => {
    for (let last = -1, tries = 0; tries < 300; tries++) {
      const { drawn, nextIn } = await frames();
      if (drawn === last && nextIn > 200) return;
      last = drawn;
      await pause(150);
    }
    assert.fail("frames are drawn without end");
  };
  const frames = () =>
    browser.evaluate(() => {
      const { drawn, nextIn } = document.getElementById("app").frames;
      return { drawn, nextIn: Math.min(nextIn, 1e9) }; // There is no infinity in JSON.
    });
  const openTab = async (/** @type {string} */ name) => {
    await browser.evaluate((name) => part("tab", name).click(), name);
    await rest();
  };
  const focus = (/** @type {string} */ role, /** @type {string} */ name) =>
    browser.evaluate((role, name) => part(role, name).focus(), role, name);
  const focused = () => browser.evaluate(() => nameOf(document.activeElement));
  const comesTo = async (/** @type {string} */ name) => {
    for (let tries = 0; tries < 60 && (await focused()) !== name; tries++) await pause(50);
    assert.equal(await focused(), name);
  };
  const place = (/** @type {string} */ role, /** @type {string} */ name) =>
    browser.evaluate((role, name) => placeOf(role, name), role, name);
  const nameField = () => browser.evaluate(() => part("textbox", "Name").value);
  const write = async (/** @type {string} */ text) => {
    await focus("textbox", "Name");
    await browser.press("Control+A");
    if (text) await browser.type(text);
    else await browser.press("Delete");
  };
  /** @param {Buffer} one @param {Buffer} other the mean difference of their pixels, 0 to 255 */
  const difference = (one, other) =>
    browser.evaluate(
      async (pictures) => {
        const [first, second] = await Promise.all(
          pictures.map(async (base64) => {
            const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
            const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height).data;
          }),
        );
        if (first.length !== second.length) return 255;
        return first.reduce((sum, value, index) => sum + Math.abs(value - second[index]), 0) / first.length;
      },
      [one.toString("base64"), other.toString("base64")],
    );

  describe("the sign-in", () => {
    before(() => visit());

    it("is a real form with fields that password managers know", async () => {
      const fields = await browser.evaluate(() =>
        [...document.forms[0].elements].filter((field) => field.name).map(({ type, autocomplete }) => [type, autocomplete]));
      assert.deepEqual(fields, [["email", "username"], ["password", "current-password"]]);
      assert.equal(await browser.named("heading", "Sign in"), 1);
      assert.equal(await browser.named("textbox", "E-mail"), 1);
    });

    it("is sent by Enter, with what a password manager filled in", async () => {
      const server = await visit();
      await until(() => document.activeElement?.id === "email");
      await browser.evaluate(() => {
        // As they do it: the value is set, and two events tell of it.
        for (const [id, value] of [["email", "ada@riverside.example"], ["password", "a secret"]]) {
          const field = document.getElementById(id);
          field.value = value;
          for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
        }
        document.getElementById("password").focus();
      });
      await browser.press("Enter");
      await until(() => !document.getElementById("app").hidden);
      const sent = server.requests.find(({ method, path }) => method === "POST" && path === "/api/v1/session");
      assert.deepEqual(sent.body, { email: "ada@riverside.example", password: "a secret" });
      assert.equal(await browser.evaluate(() => document.querySelector("input[type=password]")), null, "it is gone from the page");
    });
  });

  describe("the console", () => {
    before(() => openGallery());

    it("has a title, a language, a heading and landmarks", async () => {
      const page = await browser.evaluate(() => ({
        title: document.title,
        language: document.documentElement.lang,
        heading: document.querySelectorAll("#mirror h1").length,
        landmarks: ["header", "nav", "main"].map((tag) => document.querySelectorAll(`#mirror ${tag}`).length > 0),
      }));
      assert.deepEqual(page, { title: "Kit · Castellan", language: "en", heading: 1, landmarks: [true, true, true] });
    });

    it("tells assistive technology names and roles of what is drawn", async () => {
      for (const [role, name] of [
        ["button", "Save changes"],
        ["link", "Groups"],
        ["textbox", "Name"],
        ["switch", "Two people"],
        ["radio", "User"],
        ["tab", "Table"],
        ["heading", "Typed"],
      ])
        assert.equal(await browser.named(role, name), 1, `${role} ${name}`);
    });

    it("takes a press on the canvas, a click of assistive technology, and the space bar alike", async () => {
      const name = "Send notifications to the group's addresses";
      const state = () => browser.evaluate((name) => part("checkbox", name).getAttribute("aria-checked"), name);
      const turned = (/** @type {string} */ was) =>
        until((name, was) => part("checkbox", name).getAttribute("aria-checked") !== was, name, was);
      const first = await state();
      const { x, y } = await place("checkbox", name);
      await browser.click(x, y);
      await turned(first);
      const second = await state();
      const within = await browser.evaluate((name) => {
        part("checkbox", name).click();
        return part("checkbox", name).getAttribute("aria-checked");
      }, name);
      assert.notEqual(within, second, "within the click already");
      await focus("checkbox", name);
      await browser.press("Space");
      await turned(first);
    });

    it("edits text in an input of the browser, where it is drawn", async () => {
      const { x, y } = await place("textbox", "Name");
      await browser.click(x, y);
      await until(() => document.activeElement === part("textbox", "Name"));
      await browser.press("Control+A");
      await browser.type("Ada Lovelace");
      await browser.press("Backspace");
      await browser.press("ArrowLeft");
      await browser.type("x");
      assert.equal(await nameField(), "Ada Lovelaxc");
      await browser.evaluate(() => document.execCommand("undo")); // MiniBrowser has no key for it.
      assert.notEqual(await nameField(), "Ada Lovelaxc", "undo is the browser's");
      assert.equal(await browser.evaluate(() => getComputedStyle(part("textbox", "Name")).fontSize), "14px");
    });

    it("takes a paste", async () => {
      await write("copied");
      await browser.press("Control+A");
      await browser.press("Control+C");
      await write("");
      await browser.press("Control+V");
      await browser.press("Control+V");
      assert.equal(await nameField(), "copiedcopied");
      await browser.press("Tab"); // The program has it, and draws it.
      assert.equal(await nameField(), "copiedcopied");
    });

    it("leaves the text to an input method until it is composed", async () => {
      await write("");
      await browser.evaluate(() => {
        globalThis.composed = [];
        for (const type of ["compositionstart", "compositionupdate", "compositionend"])
          part("textbox", "Name").addEventListener(type, (event) => composed.push(event.type));
      });
      await browser.compose();
      await until(() => composed.includes("compositionend"));
      await rest();
      assert.equal(await nameField(), browser.composes);
      await browser.press("Tab");
      assert.equal(await nameField(), browser.composes, "the program has it");
      await write("Station 7");
    });

    it("goes by Tab in the order of reading, forth and back", async () => {
      await focus("textbox", "Name");
      await browser.press("Tab");
      await comesTo("E-mail");
      await browser.press("Tab");
      await comesTo("Quantity");
      await browser.press("Shift+Tab");
      await comesTo("E-mail");
    });

    it("lets Tab out at its ends and in again", async () => {
      await browser.evaluate(neighbours);
      await focus("button", "Save changes");
      await browser.press("Tab");
      await comesTo("behind");
      await browser.press("Shift+Tab");
      await comesTo("Save changes");
      await focus("link", "Parts");
      for (let presses = 0; presses < 8 && (await focused()) !== "in front"; presses++) await browser.press("Shift+Tab");
      await comesTo("in front");
      await browser.press("Tab");
      assert.ok(await browser.evaluate(() => document.getElementById("mirror").contains(document.activeElement)), "in again");
      await browser.evaluate(() => {
        document.body.firstElementChild.remove();
        document.body.lastElementChild.remove();
      });
    });

    it("leaves the browser's keys to the browser, and its zoom", async () => {
      const kept = await browser.evaluate(() => {
        const kept = [];
        const press = (target, key, modifiers = {}) => {
          const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers });
          if (!target.dispatchEvent(event)) kept.push(`${Object.keys(modifiers)} ${key}`);
        };
        for (const target of [document.body, part("textbox", "Name"), part("button", "Cancel")]) {
          for (const key of ["F1", "F3", "F5", "F6", "F7", "F10", "F11", "F12"]) press(target, key);
          for (const key of ["L", "R", "T", "V", "C", "P", "+", "-", "0", "a", "n", "w", "Tab"]) {
            press(target, key.toLowerCase(), { ctrlKey: true });
            press(target, key.toLowerCase(), { metaKey: true });
          }
          press(target, "I", { ctrlKey: true, shiftKey: true });
          press(target, "ArrowLeft", { altKey: true });
          press(target, "Home", { altKey: true });
        }
        const zoom = new WheelEvent("wheel", { deltaY: -100, ctrlKey: true, bubbles: true, cancelable: true });
        if (!document.getElementById("canvas").dispatchEvent(zoom)) kept.push("zoom by wheel");
        const viewport = document.querySelector("meta[name=viewport]").content;
        if (/user-scalable|maximum-scale/.test(viewport)) kept.push(viewport);
        return kept;
      });
      assert.deepEqual(kept, []);
    });

    it("has text that the browser finds", async () => {
      const finds = (/** @type {string} */ text) =>
        browser.evaluate((text) => {
          getSelection().removeAllRanges();
          return find(text);
        }, text);
      assert.equal(await finds("Station 7 · Riverside"), true);
      assert.equal(await finds("Chosen"), true);
      await openTab("Table");
      assert.equal(await finds("Søren Kjærgård"), true);
      assert.equal(await finds("Nobody of this name"), false);
    });

    it("draws nothing in ten idle seconds", async () => {
      await openTab("Fields");
      await browser.moveTo(2, 2);
      await rest();
      const { drawn } = await frames();
      await pause(10_000);
      assert.equal((await frames()).drawn, drawn);
    });

    it("draws nothing while nobody can see it, and goes on afterwards", async () => {
      await rest();
      const show = await browser.hide();
      await until(() => document.hidden);
      await pause(300); // What was under way when it was hidden.
      const { drawn } = await frames();
      await browser.evaluate(() => {
        dispatchEvent(new Event("resize"));
        document.documentElement.dataset.theme = "dark";
      });
      await pause(500);
      assert.equal((await frames()).drawn, drawn);
      await browser.evaluate(() => delete document.documentElement.dataset.theme);
      await show();
      await until((drawn) => document.getElementById("app").frames.drawn > drawn, drawn);
      await rest();
    });

    it("goes on after its WebGL context was lost", async () => {
      await openGallery(withGraphicsCard);
      await browser.moveTo(2, 2);
      await rest();
      const before = await browser.screenshot();
      await browser.evaluate(async () => {
        const canvas = document.getElementById("canvas");
        const loss = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
        const told = (name) => new Promise((done) => canvas.addEventListener(name, () => setTimeout(done), { once: true }));
        const [lost, restored] = [told("webglcontextlost"), told("webglcontextrestored")];
        loss.loseContext();
        await lost;
        loss.restoreContext();
        await restored;
      });
      await rest();
      assert.equal(await difference(before, await browser.screenshot()), 0, "the same picture as before");
    });

    it("fits the window, and has as many pixels as the screen, also after both change", async () => {
      const sizes = [[1100, 700], [500, 844], [1500, 900], [1280, 800]];
      for (const [index, [width, height]] of sizes.entries()) {
        const ratio = browser.ratios[index % browser.ratios.length];
        await browser.resize(width, height, ratio);
        await until((ratio) => devicePixelRatio === ratio, ratio);
        await until((width, height) => innerWidth === width && innerHeight === height, width, height);
        await until(() => {
          const { width, height } = document.getElementById("canvas");
          return width === Math.round(innerWidth * devicePixelRatio) && height === Math.round(innerHeight * devicePixelRatio);
        });
        await rest();
        const main = await browser.evaluate(() => document.querySelector("#mirror main").getBoundingClientRect().right);
        assert.ok(main <= width && main > width - 30, `the page ends at ${main} of ${width}`);
      }
    });

    it("tells assistive technology of the table's headers, rows and cells", async () => {
      await openTab("Table");
      for (const [role, name] of [["columnheader", "Status"], ["row", "Grace Hopper"], ["gridcell", "Grace Hopper"]])
        assert.ok((await browser.named(role, name)) >= 1, `${role} ${name}`);
    });

    it("scrolls by the wheel, and tells the grid where it is", async () => {
      await openTab("Table");
      const rows = () => [...document.querySelectorAll("#mirror [role=grid] [role=row]")].map((row) => Number(row.ariaRowIndex));
      assert.equal(await browser.evaluate(() => document.querySelector("[role=grid]").ariaRowCount), "100001");
      assert.equal((await browser.evaluate(rows))[1], 2);
      const { x, y } = await place("columnheader", "Status");
      await browser.wheel(x, y + 100, 56 * 40);
      await until(() => Number(document.querySelectorAll("#mirror [role=row]")[1].ariaRowIndex) >= 20);
      await rest();
      const [header, first, second] = await browser.evaluate(rows);
      assert.ok(header === 1 && second === first + 1, `${header} ${first} ${second}`);
      await browser.wheel(x, y + 100, -56 * 400);
      await until(() => document.querySelectorAll("#mirror [role=row]")[1].ariaRowIndex === "2");
    });

    it("goes to its search by Ctrl+F, and once there leaves it to the browser", async () => {
      const press = () => browser.evaluate(() =>
        !document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "f", ctrlKey: true, bubbles: true, cancelable: true })));
      await focus("tab", "Table");
      assert.equal(await press(), true);
      assert.equal(await focused(), "Search people");
      assert.equal(await press(), false, "only the first one is kept");
    });

    it("has not complained of anything", async () => assert.deepEqual(await browser.evaluate(() => troubles), []));
  });

  describe("the console without WebGL", () => {
    it("draws the same", async () => {
      await openGallery(withGraphicsCard);
      await browser.moveTo(2, 2);
      await rest();
      assert.ok(await browser.evaluate(() => document.getElementById("canvas").getContext("webgl2") !== null));
      const byWebgl = await browser.screenshot();
      await openGallery(withoutWebgl);
      await browser.moveTo(2, 2);
      await rest();
      assert.equal(await browser.evaluate(() => document.getElementById("canvas").getContext("webgl2")), null);
      const difference_ = await difference(byWebgl, await browser.screenshot());
      assert.ok(difference_ < 2.5, `${difference_} of 255 on average`);
      assert.deepEqual(await browser.evaluate(() => troubles), []);
    });
  });

  describe("a console that can't be opened", () => {
    it("says that it was not delivered, and what to do", async () => {
      await visit({ path: "?kit", world: { break: "castellan.wasm" } });
      await until(() => !document.getElementById("failure").hidden);
      assert.match(await browser.evaluate(() => document.getElementById("failure").innerText), /did not deliver[^]*Try again/);
    });

    it("says that the browser lacks WebAssembly, and what to do", async () => {
      await visit({ path: "?kit", first: "delete globalThis.WebAssembly;" });
      await until(() => !document.getElementById("failure").hidden);
      assert.match(await browser.evaluate(() => document.getElementById("failure").innerText), /can’t run WebAssembly[^]*ask your administrator/);
    });
  });
}
