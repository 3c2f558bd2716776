/** Who could do what on a past day, from the log, and what is different now. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("access as of a past day", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("is replayed from the log, compared with another day, and saved as a table", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const visitor = await house.visit(people.accountAdmin, { hash: `#/access?thing=safe:s1&can=safes.unlock&on=${today}&against=${today}` });
    const { page } = visitor;
    const same = page.getByRole("row", { name: "Ada Okafor" });
    await same.waitFor({ state: "attached" });
    assert.match(await same.innerText(), /As before/);
    await visitor.press(page.getByRole("button", { name: /^Table options/ }).first());
    const download = page.waitForEvent("download");
    await visitor.press(page.getByRole("menuitem", { name: /CSV/ }));
    const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
    assert.ok(lines.some((line) => line.includes("Ada Okafor") && line.includes("As before")), lines.join("\n"));
  });

  it("is not made up for days before the organisation was there", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/access?thing=safe:s1&can=safes.unlock&on=2001-03-03" });
    visitor.refusals.push(422);
    const problem = visitor.page.getByRole("status").filter({ hasText: "This could not be loaded" });
    await problem.waitFor({ state: "attached" });
    assert.match((await problem.getAttribute("aria-description")) ?? "", /Nothing is known of days before the organisation was set up/);
    assert.equal(await visitor.page.getByRole("row", { name: "Ada Okafor" }).count(), 0);
  });
});
