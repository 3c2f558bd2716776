/** My organisation's members: who they are, and how administrators are made, ended and stopped (T-2, T-6, X-8), with a real mail server. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { codeDialog, codeField, codesTo, confirmWith, otherThan } from "./codes.mjs";
import { openHouse, people } from "./house.mjs";

/** @type {Awaited<ReturnType<typeof openHouse>>} */
let house;
/** @type {() => Promise<string>} */
let nextCode;
const open = async () => {
  house = await openHouse({ mail: true });
  nextCode = codesTo(house, people.administrator);
};

describe("members", () => {
  before(open);
  afterEach(() => house.empty());
  after(() => house.close());

  it("are listed with role, teams, status and last sign-in; one's own row offers no change of a role, and says why (X-3)", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/members" });
    const teamOwner = caroline.row("Members", "Aroha Te Whata");
    await teamOwner.waitFor({ state: "attached" });
    assert.deepEqual((await teamOwner.getByRole("gridcell").allInnerTexts()).slice(1, 6), ["Aroha Te Whata", "Staff", "Stroke and Cardiac", "Active", "never"]);

    await caroline.open("#/members?q=caroline");
    const own = caroline.row("Members", "Caroline Ashworth");
    await own.getByRole("gridcell", { description: "You: only another administrator changes your role" }).waitFor({ state: "attached" });
    const cells = await own.getByRole("gridcell").allInnerTexts();
    assert.ok(cells.includes("Administrator") && cells.includes("just now"), cells.join(", "));
    assert.equal(await own.getByRole("button").count(), 0);
    await caroline.open("#/users/u18", "Caroline Ashworth");
    await caroline.atRest();
    if (await caroline.button("More actions").count()) await caroline.pressButton("More actions");
    await caroline.atRest();
    const offered = await caroline.page.getByRole("menuitem").allTextContents();
    for (const name of ["End administrator role", "Make administrator", "Disable"]) assert.ok(!offered.includes(name), name);
  });

  it("become administrator by the code that was mailed, and lose it by another; each takes effect in the browser that is open (T-6, X-8)", async () => {
    const noah = await house.visit(people.user);
    const members = noah.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Members" });
    assert.equal(await members.count(), 0);
    const caroline = await house.visit(people.administrator, { hash: "#/users/u22" });
    for (const [what, consequence, state] of /** @type {const} */ ([
      ["Make administrator", "Noah Lindqvist becomes administrator", "attached"],
      ["End administrator role", "Noah Lindqvist is administrator no more", "detached"],
    ])) {
      await caroline.pressInMenu(what);
      await codeDialog(caroline).getByText(consequence).first().waitFor({ state: "attached" });
      await codeDialog(caroline).getByText("c•••@riverside.example and •••0018").waitFor({ state: "attached" });
      assert.match((await codeField(caroline).getAttribute("aria-description")) ?? "", /^Good for [45]:\d\d\.$/);
      await confirmWith(caroline, await nextCode());
      await caroline.message("Administrator role changed").first().waitFor({ state: "attached" });
      await codeDialog(caroline).waitFor({ state: "detached" });
      await members.waitFor({ state });
    }
  });

  it("stay as they are after wrong codes: they are counted, the fifth voids the code, and a new one works (X-8)", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u50" });
    caroline.refusals.push(428);
    await caroline.pressInMenu("Make administrator");
    const first = await nextCode();
    for (const left of ["4 tries are left.", "3 tries are left.", "2 tries are left.", "1 try is left."]) {
      await confirmWith(caroline, otherThan(first));
      await codeDialog(caroline).getByText("This is not the code that was sent for this change.").waitFor({ state: "attached" });
      await codeDialog(caroline).getByRole("textbox", { name: "Code", description: left }).waitFor({ state: "attached" });
    }
    await confirmWith(caroline, otherThan(first));
    await codeDialog(caroline).getByText("That was the last try: the code is void.").waitFor({ state: "attached" });
    assert.equal(await caroline.button("Confirm", codeDialog(caroline)).getAttribute("aria-disabled"), "true");
    await caroline.pressButton("Send a new code", codeDialog(caroline));
    const second = await nextCode();
    await codeDialog(caroline).getByText("That was the last try").waitFor({ state: "detached" });
    await confirmWith(caroline, second);
    await caroline.message("Administrator role changed").waitFor({ state: "attached" });
  });

});

describe("members, whose administrator is sent only so many codes an hour,", () => {
  before(open);
  afterEach(() => house.empty());
  after(() => house.close());

  it("are not changed by a code for another change (X-8)", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u51" });
    caroline.refusals.push(428);
    await caroline.pressInMenu("Make administrator");
    const forAnother = await nextCode();
    await caroline.pressButton("Cancel", codeDialog(caroline));
    await caroline.open("#/users/u60", "Esperanza Villanueva");
    await caroline.pressInMenu("Make administrator");
    const right = await nextCode();
    await confirmWith(caroline, forAnother === right ? otherThan(right) : forAnother);
    await codeDialog(caroline).getByText("This is not the code that was sent for this change.").waitFor({ state: "attached" });
    await caroline.pressButton("Cancel", codeDialog(caroline));
    await codeDialog(caroline).waitFor({ state: "detached" });
    await caroline.open("#/members?role=administrator", "Members");
    await caroline.row("Members", "Caroline Ashworth").waitFor({ state: "attached" });
    assert.equal(await caroline.row("Members", "Esperanza Villanueva").count(), 0);
  });

  it("who are administrators are disabled by a code, and come back without the role (T-2, X-8)", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u19" });
    await caroline.title("Nikolaos Stathopoulos").waitFor({ state: "attached" });
    await caroline.pressInMenu("Disable");
    await codeDialog(caroline).getByText("Nikolaos Stathopoulos is signed out everywhere").first().waitFor({ state: "attached" });
    await confirmWith(caroline, await nextCode());
    await caroline.message("Person disabled").waitFor({ state: "attached" });
    await caroline.pressInMenu("Enable");
    await caroline.message("Person enabled").waitFor({ state: "attached" });
    await caroline.open("#/members?q=nikolaos", "Members");
    const cells = caroline.row("Members", "Nikolaos Stathopoulos").getByRole("gridcell");
    await cells.filter({ hasText: "Active" }).waitFor({ state: "attached" });
    assert.ok((await cells.allInnerTexts()).includes("Staff"));
  });
});
