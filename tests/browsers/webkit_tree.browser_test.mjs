/** What a screen reader is told of a table, over AT-SPI, by WebKitGTK. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { serve } from "../shell/serve.mjs";
import { openWebKit, tree } from "./webkit.mjs";

const www = process.env.CASTELLAN_WWW ?? new URL("../../build/web/www", import.meta.url).pathname;

/** @typedef {import("./webkit.mjs").Node} Node */
/** @param {Node} node @returns {Node[]} it and all that is in it */
const all = (node) => [node, ...node.parts.flatMap(all)];
/** @param {Node} node @param {string} role */
const parts = (node, role) => all(node).filter((part) => part.role === role);
/** @param {Node} node */
const words = (node) => [node.name, node.text, ...node.parts.flatMap(words)].filter(Boolean).join(" ");

describe("a screen reader in WebKitGTK", () => {
  let browser, server;
  before(async () => {
    server = await serve(www);
    browser = await openWebKit();
    // Now and then a page does not come on the bus; opened anew it does.
    for (let tries = 0; tries < 5; tries++) {
      await browser.open(`${server.url}?kit`);
      if (await isOnBus()) break;
    }
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const isOnBus = async () => {
    for (let tries = 0; tries < 12; tries++) {
      try {
        if (parts(tree(), "page tab").length > 0) return true;
      } catch {}
      await pause(250);
    }
    return false;
  };
  /** The page once it is as wanted; the bus does not have it at once. @param {(page: Node) => boolean} wanted */
  const shows = async (wanted) => {
    for (let tries = 0; tries < 60; tries++) {
      try {
        const page = tree();
        if (wanted(page)) return page;
      } catch {}
      await pause(250);
    }
    return tree();
  };

  it("is told of table, rows and cells with their text", async () => {
    await shows((page) => parts(page, "page tab").length > 0);
    await browser.resize(1280, 800); // Narrower, columns leave. A page that is not on the bus by now may never come there.
    await browser.evaluate(() => [...document.querySelectorAll("[role=tab]")].find(({ textContent }) => textContent === "Table").click());
    const isWide = (/** @type {Node} */ page) => parts(page, "column header").some((header) => words(header) === "Safes");
    const page = await shows((page) => parts(page, "table cell").length > 20 && isWide(page));

    const table = parts(page, "table")[0];
    assert.equal(table.name, "People");
    assert.deepEqual(parts(table, "column header").slice(0, 5).map(words), ["Select all rows", "Name", "Role", "Status", "Safes"]);
    const rows = parts(table, "table row").filter((row) => parts(row, "table cell").length > 0);
    assert.ok(rows.length >= 5, `${rows.length} rows`);
    const grace = rows.find((row) => row.name === "Grace Hopper");
    assert.deepEqual(parts(grace, "table cell").slice(0, 4).map(words), ["Select Grace Hopper", "Grace Hopper", "Group Administrator", "Active"]);
    for (const row of rows) for (const cell of parts(row, "table cell")) assert.ok(words(cell), `a cell of ${row.name} has text`);
  });

  it("is told of headings, landmarks, fields, tabs and links by their names", async () => {
    const page = await shows((page) => parts(page, "page tab").length > 0);
    const named = new Set(all(page).map(({ role, name, text }) => `${role}: ${name || text}`));
    for (const wanted of ["heading: Station 7 · Riverside", "landmark: Main", "landmark: Breadcrumb", "entry: Search people", "page tab: Table", "link: Groups", "push button: Edit…"])
      assert.ok(named.has(wanted), `${wanted} of ${[...named].join(" | ")}`);
  });
});
