/** Where one is signed in, and ending it: one's own sessions, and somebody's by an administrator. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("sessions", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("are listed with this one marked, and the others are ended with one press", async () => {
    const desk = await house.visit(people.accountAdmin);
    const other = await house.visit(people.accountAdmin);
    other.refusals.push(401);
    await desk.open("#/profile", "Ada Okafor");
    const sessions = desk.page.getByRole("grid", { name: "Where you are signed in" }).getByRole("row", { name: "Chromium on Linux" });
    await sessions.nth(1).waitFor({ state: "attached" });
    assert.equal(await sessions.filter({ hasText: "This one" }).count(), 1);
    await desk.pressButton("End all others");
    await other.page.getByText("Your session has ended.").waitFor();
    await sessions.nth(1).waitFor({ state: "detached" });
    await desk.page.reload();
    await desk.title("Ada Okafor").waitFor({ state: "attached" });
  });

  it("of somebody are ended by an administrator, whose browser it puts out", async () => {
    const administrator = await house.visit(people.administrator, { hash: "#/users/u6" });
    const liam = await house.visit(people.stationAdmin);
    liam.refusals.push(401);
    await administrator.pressInMenu("End sessions…");
    await administrator.pressButton("End sessions", administrator.page.getByRole("alertdialog", { name: "End the sessions of Liam O'Sullivan?" }));
    await administrator.message("Sessions ended").waitFor({ state: "attached" });
    await liam.page.getByText("Your session has ended.").waitFor();
  });
});
