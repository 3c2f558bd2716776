/**
 * WebKitGTK's MiniBrowser, driven over W3C WebDriver: as much of the protocol as the checks need.
 */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { typed } from "./keys.mjs";

/** Debian keeps MiniBrowser off the PATH. */
const folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/libexec"];
const names = ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"];
const binary =
  process.env.CASTELLAN_MINIBROWSER ??
  folders.flatMap((folder) => names.map((name) => `${folder}/${name}/MiniBrowser`)).find((path) => existsSync(path));

/** The name under which the protocol hands over an element. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** What AT-SPI calls the roles. @type {Record<string, string>} */
const roles = {
  button: "push button", checkbox: "check box", columnheader: "column header", combobox: "combo box", gridcell: "table cell", heading: "heading",
  link: "link", radio: "radio button", row: "table row", switch: "toggle button", tab: "page tab", textbox: "entry",
};

/** @typedef {{ role: string, name: string, text: string, parts: Node[] }} Node of what a screen reader is told */

/** The page as a screen reader is told of it; only within a session of D-Bus. @returns {Node} */
export function tree() {
  const script = new URL("tree.py", import.meta.url).pathname;
  return JSON.parse(execFileSync("/usr/bin/python3", [script, "MiniBrowser"], { encoding: "utf8", maxBuffer: 1 << 26 }));
}

/** @returns {Promise<import("./driver.mjs").Browser>} */
export async function openWebKit() {
  if (!binary) throw new Error("There is no MiniBrowser: install webkit2gtk-driver.");
  const port = 19_000 + (process.pid % 900);
  const screen = await openScreen();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore" });
  const ended = new Promise((resolve) => driver.once("exit", resolve));

  /** @param {string} method @param {string} path @param {object} [body] */
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries++) {
    const ready = await ask("GET", "/status").catch(() => null);
    if (ready) break;
    if (tries > 100) throw new Error("WebKitWebDriver does not answer.");
    await pause(50);
  }
  const { sessionId } = await ask("POST", "/session", {
    capabilities: {
      alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } },
    },
  });
  const session = `/session/${sessionId}`;
  await ask("POST", `${session}/timeouts`, { script: 60_000, pageLoad: 60_000 });
  /** @param {object[]} sources */
  const act = (sources) => ask("POST", `${session}/actions`, { actions: sources });
  const keys = (/** @type {string} */ chord) => act([{ type: "key", id: "keyboard", actions: typed(chord) }]);
  const type = (/** @type {string} */ text) =>
    act([{
      type: "key",
      id: "keyboard",
      actions: [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]),
    }]);
  const pointer = (/** @type {object[]} */ ...actions) => ({
    type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions,
  });
  const to = (/** @type {number} */ x, /** @type {number} */ y) => ({
    type: "pointerMove", duration: 0, origin: "viewport", x: Math.round(x), y: Math.round(y),
  });

  return {
    name: "WebKitGTK",
    open: (url) => ask("POST", `${session}/url`, { url }),
    evaluate: async (run, ...args) => {
      const script = `const [args, done] = arguments; Promise.resolve().then(() => (${run})(...args)).then((value) => done({ value }), (error) => done({ error: error + '\\n' + error.stack }));`;
      const { value, error } = await ask("POST", `${session}/execute/async`, { script, args: [args] });
      if (error) throw new Error(error);
      return value;
    },
    press: keys,
    type,
    moveTo: (x, y) => act([pointer(to(x, y))]),
    click: (x, y) => act([pointer(to(x, y), { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 })]),
    wheel: (x, y, deltaY) =>
      act([{ type: "wheel", id: "wheel", actions: [{ type: "scroll", x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY, origin: "viewport", duration: 0 }] }]),
    resize: async (width, height, ratio = 1) => {
      await screen.scale(ratio);
      const { innerWidth, innerHeight, outerWidth, outerHeight } = await ask("POST", `${session}/execute/sync`, {
        script: "return { innerWidth, innerHeight, outerWidth, outerHeight }",
        args: [],
      });
      await ask("POST", `${session}/window/rect`, {
        width: width + outerWidth - innerWidth,
        height: height + outerHeight - innerHeight,
      });
    },
    ratios: [2, 1], // GTK scales by whole numbers.
    hide: async () => {
      await ask("POST", `${session}/window/minimize`, {});
      return () => ask("POST", `${session}/window/rect`, { x: 0, y: 0 });
    },
    screenshot: async () => Buffer.from(await ask("GET", `${session}/screenshot`), "base64"),
    named: async (role, name) => {
      const parts = (/** @type {Node} */ node) => [node, ...node.parts.flatMap(parts)];
      return parts(tree()).filter((node) => node.role === roles[role] && (node.name || node.text) === name).length;
    },
    // GTK's own input method composes what follows these keys.
    compose: async () => {
      await keys("Control+Shift+u");
      await type("e9 ");
    },
    composes: "é",
    close: async () => {
      await ask("DELETE", session).catch(() => {});
      driver.kill();
      await ended;
      await screen.close();
    },
  };
}

/** The settings of the screen, of which GTK learns at once: how many of its pixels are one of the page's. */
async function openScreen() {
  const folder = await mkdtemp(join(tmpdir(), "castellan-screen-"));
  const file = join(folder, "settings");
  const write = (/** @type {number} */ ratio) => writeFile(file, `Gdk/WindowScalingFactor ${ratio}\n`);
  await write(1);
  const settings = spawn("xsettingsd", ["-c", file], { stdio: "ignore" });
  return {
    /** @param {number} ratio */
    scale: async (ratio) => {
      await write(ratio);
      settings.kill("SIGHUP");
    },
    close: async () => {
      settings.kill();
      await once(settings, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
