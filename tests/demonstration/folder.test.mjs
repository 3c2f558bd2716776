/** The demonstration in a folder of a web server: installable, and all there without the server once it was opened. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, describe, it } from "node:test";

import { chromium } from "playwright-core";

import { demonstration } from "./house.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };
const patience = 60_000;

describe("the demonstration in a folder of a web server", { timeout: 300_000 }, () => {
  const asked = [];
  let server, browser, page, address;
  before(async () => {
    server = createServer(async ({ url }, response) => {
      asked.push(url);
      const name = url === "/" ? "index.html" : url.slice(1);
      const content = await readFile(join(demonstration, "castellan-demo", name)).catch(() => null);
      response.writeHead(content ? 200 : 404, { "Content-Type": types[extname(name)] ?? "text/plain" }).end(content);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${server.address().port}/`;
    const args = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-sandbox"];
    browser = await chromium.launch({ executablePath: process.env.CASTELLAN_CHROMIUM ?? "/usr/bin/chromium", args });
    page = await browser.newPage();
    page.setDefaultTimeout(patience);
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });
  const heading = () => page.frameLocator("iframe").getByRole("heading", { level: 1, name: "Ada" });

  it("can be installed as an app", async () => {
    await page.goto(address);
    await heading().waitFor({ state: "attached" });
    const devtools = await page.context().newCDPSession(page);
    const { errors } = await devtools.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  });

  it("opens again when the server is gone", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => (await (await caches.open((await caches.keys())[0])).keys()).length === 3);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await page.reload();
    await heading().waitFor({ state: "attached" });
    assert.deepEqual([...new Set(asked)].sort(), ["/", "/icon.svg", "/manifest.webmanifest", "/service_worker.js"]);
  });
});
