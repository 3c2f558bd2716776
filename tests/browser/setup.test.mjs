/** The first person of an empty store. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse } from "./house.mjs";

describe("the one-time link of an empty store", () => {
  let house;
  before(async () => (house = await openHouse({ empty: true })));
  afterEach(() => house.empty());
  after(() => house.close());

  const fill = async (/** @type {import("./house.mjs").Visitor} */ visitor, /** @type {string} */ secret) => {
    const values = { Organisation: "Harbour EMS", "First account": "Docks", "Your name": "Ines Duarte", "E-mail": "ines@harbour.example", Password: secret };
    for (const [name, value] of Object.entries(values)) await visitor.page.getByRole("textbox", { name, exact: true }).fill(value);
    await visitor.page.getByRole("button", { name: "Create organisation" }).click();
  };

  it("asks for what is missing, and for a long password", async () => {
    const visitor = await house.visit("", { hash: house.setUpHash });
    await visitor.button("Create organisation").waitFor(); // The form of the sign-in stands there until then.
    const secret = visitor.page.getByRole("textbox", { name: "Password" });
    assert.equal(await secret.getAttribute("autocomplete"), "new-password");
    await fill(visitor, "short");
    assert.equal(await secret.getAttribute("aria-invalid"), "true");
    assert.deepEqual(visitor.answers, [], "nothing was sent");
  });

  it("creates the organisation and opens the console, and is good for nothing afterwards", async () => {
    const first = await house.visit("", { hash: house.setUpHash });
    await fill(first, "a sentence to keep");
    await first.arrived();
    assert.ok((await first.places()).includes("Audit trail"), "with an administrator's places");
    assert.equal(new URL(first.page.url()).hash.includes("setup"), false);

    const second = await house.visit("", { hash: house.setUpHash });
    second.refusals.push(401, 403, 404, 409, 410);
    await fill(second, "another sentence");
    await second.page.getByRole("alert").getByText("This link has been used or has expired.").waitFor();
  });

  it("leaves a person who signs in with the chosen password", async () => {
    const visitor = await house.visit();
    await visitor.signIn("ines@harbour.example", "a sentence to keep");
    await visitor.page.getByRole("navigation", { name: "Main" }).waitFor({ state: "attached" });
  });
});
