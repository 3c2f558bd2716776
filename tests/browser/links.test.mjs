/** Ways in beside the plain sign-in: the links of mails, and the second step of those who have one. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, password, people } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

/** A request of the page's own. @param {Visitor} visitor @param {string} method @param {string} path @param {object} [body] */
async function ask(visitor, method, path, body) {
  const { status, text } = await visitor.page.evaluate(
    async ([method, path, body]) => {
      const headers = { "Castellan-Request": "1", "Content-Type": "application/json" };
      const answer = await fetch(path, { method, headers, body: body === null ? undefined : JSON.stringify(body) });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body ?? null],
  );
  assert.ok(status < 300, `${method} ${path}: ${status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** Through both pages that set it up; the recovery codes. @param {Visitor} visitor @returns {Promise<string[]>} */
async function setUpSecondFactor({ page, refusals }) {
  await page.getByRole("heading", { name: "Second factor" }).waitFor();
  await page.getByRole("img", { name: "Scan this" }).waitFor();
  const key = await page.locator("p[translate=no]:visible").last().innerText();
  refusals.push(422);
  await page.getByRole("textbox", { name: "Code" }).fill("nonsense");
  await page.getByRole("button", { name: "Set it up" }).click();
  await page.getByRole("alert").getByText("This code does not fit").waitFor();
  await page.getByRole("textbox", { name: "Code" }).fill(totp(key.replaceAll(" ", ""), Math.floor(Date.now() / 30_000)));
  await page.getByRole("button", { name: "Set it up" }).click();
  await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
  const codes = await page.getByRole("listitem").allInnerTexts();
  assert.ok(codes.length > 4, "there are several");
  await page.getByRole("button", { name: "I have kept them" }).click();
  return codes;
}

describe("a link of a mail", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  const field = (/** @type {Visitor} */ { page }, /** @type {string} */ name) => page.getByRole("textbox", { name, exact: true });
  const accept = (/** @type {Visitor} */ { page }) => page.getByRole("button", { name: "Accept" }).click();

  it("has somebody who was created choose a password, and opens the console", async () => {
    const ada = await house.visit(people.accountAdmin);
    const email = "nora.new@riverside.example";
    await ask(ada, "POST", "/api/v1/users", { account: "a1", role: "user", name: "Nora New", email });
    const [hash] = house.linksTo(email);

    const nora = await house.visit("", { hash });
    await nora.page.getByRole("heading", { name: "Welcome, Nora New" }).waitFor();
    assert.equal(await field(nora, "E-mail").inputValue(), email);
    assert.equal(await field(nora, "E-mail").getAttribute("autocomplete"), "username");
    assert.equal(await field(nora, "Password").getAttribute("autocomplete"), "new-password");
    assert.equal(await nora.page.locator("form:visible").count(), 1, "no other form is shown");
    await field(nora, "Password").fill("short");
    await accept(nora);
    await nora.page.getByText("Use at least 12 characters.").waitFor();
    await field(nora, "Password").fill("three quiet stations");
    await accept(nora);
    await setUpSecondFactor(nora);
    await nora.arrived();
    assert.equal((await ask(nora, "GET", "/api/v1/session")).mfa, true, "the session has shown it (X-9)");
    assert.ok((await nora.places()).includes("My profile"));
    assert.ok(!nora.page.url().includes("invitation"), "the token is out of the address");

    const again = await house.visit("", { hash });
    again.refusals.push(403);
    await again.page.getByText("This link has been used, or is no longer good.").waitFor();
    await again.page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await again.page.getByRole("textbox", { name: "Password" }).fill("three quiet stations");
    await again.page.getByRole("button", { name: "Sign in" }).click();
    await again.page.getByRole("heading", { name: "Second step" }).waitFor();
  });

  it("leaves the second factor for later, and the profile sets it up and takes it away", async () => {
    const ada = await house.visit(people.accountAdmin);
    const email = "nils.new@riverside.example";
    await ask(ada, "POST", "/api/v1/users", { account: "a1", role: "user", name: "Nils New", email });
    const nils = await house.visit("", { hash: house.linksTo(email).at(-1) });
    await field(nils, "Password").fill("three quiet stations");
    await accept(nils);
    await nils.page.getByRole("heading", { name: "Second factor" }).waitFor();
    assert.ok(!nils.page.url().includes("invitation"), "the token is out of the address already");
    await nils.page.getByRole("button", { name: "Not now" }).click();
    await nils.arrived();
    assert.equal((await ask(nils, "GET", "/api/v1/session")).second_factor, false);

    await nils.open("#/profile");
    await nils.press(nils.page.getByRole("link", { name: "Second factor…" }));
    const [code] = await setUpSecondFactor(nils);
    await nils.arrived();
    await nils.title("Nils New").waitFor({ state: "attached" });
    assert.equal(new URL(nils.page.url()).hash, "#/profile");
    assert.equal((await ask(nils, "GET", "/api/v1/session")).second_factor, true);

    await nils.press(nils.page.getByRole("link", { name: "Second factor…" }));
    await nils.page.getByText("You have one.").waitFor();
    await nils.page.getByRole("textbox", { name: "Code" }).fill(code);
    await nils.page.getByRole("button", { name: "Take it away" }).click();
    await nils.arrived();
    assert.equal((await ask(nils, "GET", "/api/v1/session")).second_factor, false);
  });

  it("asks somebody unknown for a name, too, and says what is offered", async () => {
    const caroline = await house.visit(people.administrator);
    const { id: team } = await ask(caroline, "POST", "/api/v1/teams", { name: "Stroke" });
    const email = "ned.nobody@elsewhere.example";
    await ask(caroline, "POST", "/api/v1/invitations", { emails: [email], role: "staff", team });
    const ned = await house.visit("", { hash: house.linksTo(email).at(-1) });
    await ned.page.getByRole("heading", { name: "You are invited to Riverside EMS" }).waitFor();
    await ned.page.getByText("Caroline Ashworth invites you: Staff in Stroke, at Riverside EMS.").waitFor();
    await accept(ned);
    await ned.page.getByText("Enter your name.").waitFor();
    await field(ned, "Your name").fill("Ned Nobody");
    await field(ned, "Password").fill("three quiet stations");
    await accept(ned);
    await ned.page.getByRole("button", { name: "Not now" }).click();
    await ned.arrived();
    await ned.page.getByRole("banner").getByRole("button", { name: "Ned Nobody" }).waitFor({ state: "attached" });
  });

  it("has somebody known sign in first, and accepts then", async () => {
    const caroline = await house.visit(people.administrator);
    const { id: team } = await ask(caroline, "POST", "/api/v1/teams", { name: "Burns" });
    await ask(caroline, "POST", "/api/v1/invitations", { emails: [people.user], role: "staff", team });
    const noah = await house.visit("", { hash: house.linksTo(people.user).at(-1) });
    noah.refusals.push(401);
    await noah.page.getByRole("heading", { name: "Welcome, Noah Lindqvist" }).waitFor();
    assert.equal(await field(noah, "Password").count(), 0);
    await accept(noah);
    await noah.page.getByText(`Sign in as ${people.user} to accept the invitation.`).waitFor();
    await field(noah, "E-mail").fill(people.user);
    await field(noah, "Password").fill(password);
    await noah.page.getByRole("button", { name: "Sign in" }).click();
    await accept(noah);
    await noah.arrived();
    const { teams } = await ask(noah, "GET", "/api/v1/teams");
    assert.deepEqual(teams.map(({ name }) => name), ["Burns"]);
  });

  it("that nobody ever sent leads to the sign-in, and says so", async () => {
    const visitor = await house.visit("", { hash: "#/invitation/made-up" });
    visitor.refusals.push(403);
    await visitor.page.getByText("This link has been used, or is no longer good.").waitFor();
    await visitor.page.getByRole("heading", { name: "Sign in" }).waitFor();
  });
});

/** A code of RFC 6238. @param {string} base32 @param {number} step of 30 seconds */
function totp(base32, step) {
  const bits = [...base32].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("the second step", () => {
  let house;
  /** @type {string} */
  let secret;
  /** @type {string[]} */
  let recovery;
  /** When the first code was shown: each counts once. */
  let step;
  before(async () => {
    house = await openHouse();
    const visitor = await house.visit(people.stationAdmin);
    ({ secret } = await ask(visitor, "POST", "/api/v1/second-factor"));
    step = Math.floor(Date.now() / 30_000);
    ({ recovery_codes: recovery } = await ask(visitor, "POST", "/api/v1/second-factor/confirm", { code: totp(secret, step) }));
    await house.empty();
  });
  afterEach(() => house.empty());
  after(() => house.close());

  /** @param {string} code @param {Visitor} visitor */
  const enter = async (visitor, code) => {
    await visitor.page.getByRole("textbox", { name: "Code" }).fill(code);
    await visitor.page.getByRole("button", { name: "Continue", exact: true }).click();
  };
  const begin = async () => {
    const visitor = await house.visit();
    await visitor.page.getByRole("textbox", { name: "E-mail" }).fill(people.stationAdmin);
    await visitor.page.getByRole("textbox", { name: "Password" }).fill(password);
    await visitor.page.getByRole("button", { name: "Sign in" }).click();
    await visitor.page.getByRole("heading", { name: "Second step" }).waitFor();
    return visitor;
  };
  const isRaised = async (/** @type {Visitor} */ visitor) => (await ask(visitor, "GET", "/api/v1/session")).mfa;

  it("takes a recovery code, and refuses what does not fit", async () => {
    const visitor = await begin();
    visitor.refusals.push(422);
    const code = visitor.page.getByRole("textbox", { name: "Code" });
    assert.equal(await code.getAttribute("autocomplete"), "one-time-code");
    assert.ok(await code.evaluate((field) => field === document.activeElement));
    await enter(visitor, "nonsense");
    await visitor.page.getByRole("alert").getByText("This code does not fit").waitFor();
    await enter(visitor, recovery[0]);
    await visitor.arrived();
    assert.equal(await isRaised(visitor), true);
  });

  it("takes the code of the authenticator", async () => {
    const visitor = await begin();
    await enter(visitor, totp(secret, Math.max(step + 1, Math.floor(Date.now() / 30_000))));
    await visitor.arrived();
    assert.equal(await isRaised(visitor), true);
  });

  it("may be left out, and the session is then as it was", async () => {
    const visitor = await begin();
    await visitor.page.getByRole("button", { name: "Continue without it" }).click();
    await visitor.arrived();
    assert.equal(await isRaised(visitor), false);
  });
});
