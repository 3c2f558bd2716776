/** The page before the console: what a person gets before any WebAssembly has arrived. */

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { openPage, www } from "./browser.mjs";

/** @param {Parameters<typeof openPage>[0]} options @param {(opened: Awaited<ReturnType<typeof openPage>>) => Promise<void>} use */
async function withPage(options, use) {
  const opened = await openPage(options);
  try {
    await use(opened);
  } finally {
    await opened.close();
  }
}

describe("the sign-in", () => {
  it("is a real form that a password manager knows, in a page with language, title and heading", () =>
    withPage({}, async ({ page, troubles }) => {
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.equal(await page.title(), "Sign in · Castellan");
      await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
      assert.equal(await page.getByLabel("E-mail").getAttribute("autocomplete"), "username");
      assert.equal(await page.getByLabel("Password").getAttribute("autocomplete"), "current-password");
      assert.equal(await page.locator("#sign-in form input, #sign-in form button[type=submit]").count(), 3);
      assert.ok(
        await page.getByLabel("E-mail").evaluate((input) => input === document.activeElement),
        "the first field has the focus",
      );
      const viewport = await page.locator("meta[name=viewport]").getAttribute("content");
      assert.doesNotMatch(viewport, /user-scalable|maximum-scale/);
      assert.deepEqual(troubles, []);
    }));

  it("is shown after at most 15 kB, as they travel", () =>
    withPage({}, async ({ page }) => {
      const names = await page.evaluate(() =>
        [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .map(({ name }) => new URL(name).pathname.slice(1) || "index.html")
          .filter((name) => !/castellan\.(wasm|js)$|console\.js|\.ttf$/.test(name)),
      );
      const sizes = await Promise.all([...new Set(names)].map(async (name) => ({ name, size: (await stat(join(www, `${name}.br`))).size })));
      const total = sizes.reduce((sum, { size }) => sum + size, 0);
      assert.ok(total > 5_000 && total <= 15_000, `${total} bytes: ${JSON.stringify(sizes)}`);
    }));

  it("says at each field what is missing, and goes to the first", () =>
    withPage({}, async ({ page }) => {
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("Enter your e-mail address.").waitFor();
      await page.getByText("Enter your password.").waitFor();
      assert.equal(await page.getByLabel("E-mail").getAttribute("aria-invalid"), "true");
      assert.ok(await page.getByLabel("E-mail").evaluate((input) => input === document.activeElement));
    }));

  for (const [status, sentence] of [
    [401, /don’t belong together/],
    [429, /in 30 seconds/],
    [503, /problem of its own/],
  ])
    it(`says what a ${status} means, and keeps what was typed`, () =>
      withPage({ world: { refuse: status } }, async ({ page }) => {
        await page.getByLabel("E-mail").fill("ada@riverside.example");
        await page.getByLabel("Password").fill("wrong");
        await page.keyboard.press("Enter");
        await page.getByRole("alert").filter({ hasText: sentence }).waitFor();
        assert.equal(await page.getByLabel("E-mail").inputValue(), "ada@riverside.example");
        assert.equal(await page.getByLabel("Password").inputValue(), "wrong");
      }));

  it("sends address and password with the header that other sites can't send, and opens the console", () =>
    withPage({}, async ({ page, server, troubles }) => {
      await page.getByLabel("E-mail").fill(" ada@riverside.example ");
      await page.getByLabel("Password").fill(" secret ");
      await page.keyboard.press("Enter");
      await page.locator("#app").waitFor();
      const sent = server.requests.find(({ method, path }) => method === "POST" && path === "/api/v1/session");
      assert.deepEqual(sent.body, { email: "ada@riverside.example", password: " secret " });
      assert.equal(sent.headers["castellan-request"], "1");
      assert.equal(await page.locator("input[type=password]").count(), 0, "nothing of it stays in the page");
      assert.deepEqual(
        troubles.filter((text) => !text.includes("404")),
        [],
      );
    }));

  it("is skipped while the session lasts, and is back when it has ended", () =>
    withPage({ world: { signedIn: true } }, async ({ page, server }) => {
      await page.evaluate(() => localStorage.setItem("castellan.session", "1"));
      await page.reload();
      await page.locator("#app").waitFor();
      server.world.signedIn = false;
      await page.reload();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    }));

  it("shows the password on request", () =>
    withPage({}, async ({ page }) => {
      await page.getByLabel("Password").fill("secret");
      await page.getByRole("button", { name: "Show" }).click();
      assert.equal(await page.getByLabel("Password").getAttribute("type"), "text");
      await page.getByRole("button", { name: "Hide" }).click();
      assert.equal(await page.getByLabel("Password").getAttribute("type"), "password");
    }));
});

describe("the first set-up", () => {
  it("is opened by its link and sends its token", () =>
    withPage({ path: "#/setup/one-time_token" }, async ({ page, server }) => {
      await page.getByRole("heading", { name: "Set up your organisation" }).waitFor();
      await page.getByLabel("Organisation", { exact: true }).fill("Riverside EMS");
      await page.getByLabel("First account").fill("Ambulance");
      await page.getByLabel("Your name").fill("Ada Okafor");
      await page.getByLabel("E-mail").fill("ada@riverside.example");
      await page.getByLabel("Password").fill("short");
      await page.getByRole("button", { name: "Create organisation" }).click();
      await page.getByText("Use at least 12 characters.").waitFor();
      assert.equal(server.requests.length, 0);
      await page.getByLabel("Password").fill("a sentence to keep");
      await page.getByRole("button", { name: "Create organisation" }).click();
      await page.locator("#app").waitFor();
      assert.deepEqual(server.requests[0].body, {
        token: "one-time_token",
        organization: "Riverside EMS",
        account: "Ambulance",
        name: "Ada Okafor",
        email: "ada@riverside.example",
        password: "a sentence to keep",
      });
      assert.ok(!page.url().includes("one-time_token"), "the token is out of the address");
    }));
});

describe("the appearance", () => {
  it("follows the system until one is chosen, which is remembered", () =>
    withPage({ context: { colorScheme: "dark" } }, async ({ page }) => {
      const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      assert.equal(await background(), "rgb(15, 18, 22)");
      await page.getByLabel("Appearance").selectOption("light");
      assert.equal(await background(), "rgb(248, 249, 251)");
      await page.reload();
      assert.equal(await background(), "rgb(248, 249, 251)");
    }));
});
