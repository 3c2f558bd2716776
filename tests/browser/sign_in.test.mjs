/** Coming in and going out. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, password, people } from "./house.mjs";

describe("signing in", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("is painted while the program is still on its way", async () => {
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    const { page } = await house.visit("", {
      before: (page) => page.route("**/*.wasm", (route) => held.then(() => route.continue())),
    });
    await page.getByRole("textbox", { name: "E-mail" }).waitFor();
    const paints = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
    assert.equal(await paints.jsonValue(), 1);
    const email = page.getByRole("textbox", { name: "E-mail" });
    await email.fill("somebody@riverside.example");
    assert.equal(await email.inputValue(), "somebody@riverside.example", "it takes what is typed");
    release();
  });

  it("waits for the program when the person was quicker", async () => {
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    const visitor = await house.visit("", {
      before: (page) => page.route("**/*.wasm", (route) => held.then(() => route.continue())),
    });
    const arrived = visitor.signIn(people.user);
    await visitor.page.getByRole("heading", { name: "Opening the console" }).waitFor();
    release();
    await arrived;
  });

  it("tells password managers which field is which", async () => {
    const { page } = await house.visit();
    const email = page.getByRole("textbox", { name: "E-mail" });
    const secret = page.getByRole("textbox", { name: "Password" });
    assert.equal(await email.getAttribute("autocomplete"), "username");
    assert.equal(await secret.getAttribute("autocomplete"), "current-password");
    assert.equal(await secret.getAttribute("type"), "password");
    assert.ok(await secret.evaluate((field, other) => field.form !== null && field.form === other.form, await email.elementHandle()), "one form");
  });

  it("announces that the password is wrong, and says the same of an unknown person", async () => {
    const visitor = await house.visit();
    visitor.refusals.push(401);
    const { page } = visitor;
    const said = [];
    for (const email of [people.user, "nobody.at.all@riverside.example"]) {
      await page.getByRole("textbox", { name: "E-mail" }).fill(email);
      await page.getByRole("textbox", { name: "Password" }).fill("Not-the-password-1");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
      said.push(await page.getByRole("alert").textContent());
      await page.getByRole("textbox", { name: "E-mail" }).fill("");
      await page.getByRole("button", { name: "Sign in" }).click(); // Takes the alert away again.
      await page.getByRole("alert").waitFor({ state: "hidden" });
    }
    assert.match(said[0], /don’t belong together/);
    assert.equal(said[1], said[0]);
  });

  it("says what is missing, at the field", async () => {
    const { page } = await house.visit();
    await page.getByRole("button", { name: "Sign in" }).click();
    const email = page.getByRole("textbox", { name: "E-mail" });
    assert.equal(await email.getAttribute("aria-invalid"), "true");
    await page.getByText("Enter your e-mail address.").waitFor();
    assert.ok(await email.evaluate((field) => field === document.activeElement), "the first of them has the focus");
  });

  it("ends without leaving anything of the session in the page", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    await page.getByRole("row", { name: "Ada Okafor" }).waitFor({ state: "attached" });
    await visitor.signOut();
    await page.getByText("You have signed out.").waitFor();
    const left = await page.content();
    for (const secret of ["Okafor", "Riverside", "Station 1"]) assert.ok(!left.includes(secret), `${secret} is gone`);
    assert.equal(new URL(page.url()).hash, "", "nor where the person was");
    assert.deepEqual(await page.context().cookies(), []);

    await visitor.open("#/users");
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.equal(await page.getByRole("row").count(), 0, "the way back leads to the form");
  });

  it("takes the new password once it was changed, and the old one no more", async () => {
    const email = people.twoStationsAdmin;
    const chosen = "three quiet stations";
    const visitor = await house.visit(email, { hash: "#/profile" });
    const { page } = visitor;
    for (const [name, value] of [["Present password", password], ["New password", chosen], ["New password again", chosen]]) {
      const field = page.getByRole("textbox", { name, exact: true });
      await field.focus(); // which brings it into sight
      await page.keyboard.type(value);
      assert.equal(await field.getAttribute("type"), "password");
    }
    await visitor.pressButton("Change password");
    await visitor.message("Password changed").waitFor({ state: "attached" });
    for (const secret of [password, chosen]) assert.ok(!(await page.content()).includes(secret), "neither stays in the page");
    await visitor.signOut();

    visitor.refusals.push(401);
    await page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("don’t belong together").waitFor();
    await visitor.signIn(email, chosen);
  });

  it("brings the person to the address that was asked for", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/groups/g3" });
    await visitor.title("Station 3 Hillcrest").waitFor({ state: "attached" });
  });
});
