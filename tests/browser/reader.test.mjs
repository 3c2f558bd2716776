/**
 * The console by its accessibility tree alone, as a screen reader has it: what is there is found by role and name in the
 * browser's own tree, and worked by the default action of a node. Nothing here knows an element or a coordinate.
 */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { openHouse, password, people } from "./house.mjs";

class Reader {
  #devtools;

  /** @param {import("playwright-core").CDPSession} devtools */
  constructor(devtools) {
    this.#devtools = devtools;
  }

  /** What a screen reader is told of, with names. */
  async named() {
    const { nodes } = await this.#devtools.send("Accessibility.getFullAXTree");
    return nodes
      .filter((node) => !node.ignored && node.name?.value?.trim())
      .map((node) => ({
        role: node.role.value,
        name: node.name.value,
        node: node.backendDOMNodeId,
      }));
  }

  /** Waits until something is said in a live region, which is read out without being asked for. @param {RegExp} text */
  async hears(text) {
    for (let tries = 0; tries < 200; tries++) {
      const { nodes } = await this.#devtools.send("Accessibility.getFullAXTree");
      const byId = new Map(nodes.map((node) => [node.nodeId, node]));
      const isLive = (node) => node.properties?.some(({ name, value }) => name === "live" && value.value !== "off");
      for (const said of nodes.filter((node) => text.test(node.name?.value ?? "")))
        for (let around = said; around; around = byId.get(around.parentId)) if (isLive(around)) return;
      await pause(100);
    }
    assert.fail(`nothing like ${text} is read out`);
  }

  /** Waits until it is there. @param {string} role @param {string | RegExp} name */
  async find(role, name) {
    const fits = typeof name === "string" ? (/** @type {string} */ said) => said === name : (/** @type {string} */ said) => name.test(said);
    for (let tries = 0; tries < 200; tries++) {
      const found = (await this.named()).find((node) => node.role === role && fits(node.name));
      if (found) return found;
      await pause(100);
    }
    const there = (await this.named()).map((node) => `${node.role} ${node.name}`);
    return assert.fail(`no ${role} ${name} among ${there.join(" | ")}`);
  }

  /** The default action. @param {string} role @param {string | RegExp} name */
  async press(role, name) {
    await this.#on(await this.find(role, name), "function () { this.click(); }");
  }

  /** @param {string} role @param {string} name @param {string} text */
  async write(role, name, text) {
    await this.#on(await this.find(role, name), "function () { this.focus(); this.select(); }");
    await this.#devtools.send("Input.insertText", { text });
  }

  /** @param {{ node: number }} found @param {string} run */
  async #on(found, run) {
    const { object } = await this.#devtools.send("DOM.resolveNode", { backendNodeId: found.node });
    await this.#devtools.send("Runtime.callFunctionOn", { objectId: object.objectId, functionDeclaration: run, userGesture: true });
  }
}

describe("a screen reader", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  /** @param {string} [hash] */
  const arrive = async (hash) => {
    const visitor = await house.visit("", { hash });
    return { visitor, reader: new Reader(await visitor.page.context().newCDPSession(visitor.page)) };
  };
  const signIn = async (/** @type {Reader} */ reader) => {
    await reader.find("heading", "Sign in");
    await reader.write("textbox", "E-mail", people.accountAdmin);
    await reader.write("textbox", "Password", password);
    await reader.press("button", "Sign in");
  };

  it("signs in, finds a person, changes the role, and is told the result", async () => {
    const { reader } = await arrive();
    await signIn(reader);
    await reader.press("link", "Users");
    await reader.find("heading", "Users");
    await reader.write("searchbox", "Search people", "lindqvist");
    await reader.press("row", "Noah Lindqvist");
    await reader.find("heading", "Noah Lindqvist");
    await reader.find("gridcell", "User");
    await reader.press("button", /^Actions for .*Field Operations/);
    await reader.press("menuitem", "Set role…");
    await reader.find("dialog", "Role of Noah Lindqvist");
    await reader.press("radio", /^Group Administrator/);
    await reader.press("button", "Set role");
    await reader.hears(/^Role changed/);
    await reader.find("gridcell", "Group Administrator");
  });

  it("is told of at least as much of the list of people as of ag-grid's", async () => {
    const { visitor, reader } = await arrive("#/users");
    await signIn(reader);
    await reader.find("row", "Ada Okafor");
    await visitor.atRest();
    const named = await reader.named();
    assert.ok(named.length >= 363, `${named.length} named nodes`); // ag-grid has 363 for the same screenful.
  });
});
