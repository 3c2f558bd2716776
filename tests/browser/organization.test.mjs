/** The organisation: its administrators, its teams, who is invited (T-1 to T-6, X-8), with a real mail server. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

describe("the organisation's people", () => {
  let house;
  before(async () => (house = await openHouse({ mail: true })));
  afterEach(() => house.empty());
  after(() => house.close());

  /** Mails with a code that arrived for her so far. */
  let codes = 0;
  const nextCode = async () => {
    const mails = await house.mailsTo(people.administrator, ++codes);
    return /^\s+(\d{6})\s*$/m.exec(mails.at(-1))[1];
  };
  const field = (/** @type {Visitor} */ { page }, /** @type {string} */ name) => page.getByRole("textbox", { name, exact: true });
  const codeDialog = (/** @type {Visitor} */ { page }) => page.getByRole("dialog", { name: "Confirm with a one-time code" });
  /** @param {Visitor} visitor @param {string} code */
  const confirm = async (visitor, code) => {
    const box = codeDialog(visitor).getByRole("textbox", { name: "Code" });
    await box.waitFor({ state: "attached" });
    await box.fill(code);
    await visitor.pressButton("Confirm", codeDialog(visitor));
  };
  /** Another code than this one. @param {string} code */
  const other = (code) => (code === "111111" ? "222222" : "111111");

  it("T-6, X-8: promotion asks for the code that was mailed, says where it went, and is done by it", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u22" });
    await caroline.pressInMenu("Make administrator");
    const dialog = codeDialog(caroline);
    await dialog.getByText("Noah Lindqvist becomes administrator").waitFor({ state: "attached" });
    await dialog.getByText("c•••@riverside.example and •••0018").waitFor({ state: "attached" });
    await confirm(caroline, await nextCode());
    await caroline.message("Administrator role changed").waitFor({ state: "attached" });
    const noah = await house.visit(people.user);
    assert.ok((await noah.places()).includes("Members"), "the new administrator lists people");
  });

  it("X-8: wrong codes are counted, the fifth voids the code, and a new one works", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u50" });
    caroline.refusals.push(428);
    await caroline.pressInMenu("Make administrator");
    const first = await nextCode();
    for (const left of [4, 3, 2, 1]) {
      await confirm(caroline, other(first));
      await codeDialog(caroline).getByText("This is not the code that was sent for this change.").waitFor({ state: "attached" });
      const hint = left === 1 ? "1 try is left." : `${left} tries are left.`;
      assert.ok((await codeDialog(caroline).getByRole("textbox", { name: "Code" }).getAttribute("aria-description"))?.includes(hint), hint);
    }
    await confirm(caroline, other(first));
    await codeDialog(caroline).getByText("That was the last try: the code is void.").waitFor({ state: "attached" });
    assert.equal(await caroline.button("Confirm", codeDialog(caroline)).getAttribute("aria-disabled"), "true");
    await caroline.pressButton("Send a new code", codeDialog(caroline));
    const second = await nextCode();
    await codeDialog(caroline).getByText("That was the last try").waitFor({ state: "detached" });
    await confirm(caroline, second);
    await caroline.message("Administrator role changed").waitFor({ state: "attached" });
  });

  it("X-8: a code for one change does not do another", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u51" });
    caroline.refusals.push(428);
    await caroline.pressInMenu("Make administrator");
    const forAnother = await nextCode();
    await caroline.pressButton("Cancel", codeDialog(caroline));
    await caroline.open("#/users/u60");
    await caroline.pressInMenu("Make administrator");
    const right = await nextCode();
    await confirm(caroline, forAnother === right ? other(right) : forAnother);
    await codeDialog(caroline).getByText("This is not the code that was sent for this change.").waitFor({ state: "attached" });
    await caroline.pressButton("Cancel", codeDialog(caroline));
  });

  it("T-6: who is invited as administrator is one from the first sign-in", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/members" });
    await caroline.pressButton("Invite people…");
    const dialog = caroline.page.getByRole("dialog", { name: "Invite people" });
    const email = "wanda.new@elsewhere.example";
    await dialog.getByRole("textbox", { name: "E-mail addresses" }).fill(`${email}\nnobody at all\n${email}`);
    await dialog.getByText("Line 2: nobody at all").waitFor({ state: "attached" });
    await dialog.getByText(`Line 3: ${email}`).waitFor({ state: "attached" });
    await caroline.pressButton("Invite 1 person", dialog);
    await codeDialog(caroline).getByText(`You invite ${email} as administrator`).waitFor({ state: "attached" });
    await confirm(caroline, await nextCode());
    await caroline.message("Invitations sent").waitFor({ state: "attached" });
    await caroline.open("#/invitations");
    await caroline.page.getByRole("row", { name: email }).waitFor({ state: "attached" });

    const [mail] = await house.mailsTo(email, 1);
    const wanda = await house.visit("", { hash: /#\/invitation\/[\w-]+/.exec(mail)[0] });
    await wanda.page.getByRole("heading", { name: "You are invited to Riverside EMS" }).waitFor();
    await field(wanda, "Your name").fill("Wanda New");
    await field(wanda, "Password").fill("three quiet stations");
    await wanda.page.getByRole("button", { name: "Accept" }).click();
    await wanda.arrived();
    const places = await wanda.places();
    for (const place of ["Members", "Invitations", "Teams", "Audit trail"]) assert.ok(places.includes(place), place);
  });

  it("X-3: nobody is offered to change his own role, and is told why", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/users/u18" });
    await caroline.title("Caroline Ashworth").waitFor({ state: "attached" });
    await caroline.atRest();
    if (await caroline.button("More actions").count()) await caroline.pressButton("More actions");
    await caroline.atRest();
    const offered = await caroline.page.getByRole("menuitem").allTextContents();
    for (const name of ["End administrator role", "Make administrator", "Disable"]) assert.ok(!offered.includes(name), name);
    await caroline.open("#/members?q=caroline");
    await caroline.page.getByRole("row", { name: "Caroline Ashworth" }).waitFor({ state: "attached" });
    assert.ok((await caroline.page.content()).includes("You: only another administrator changes your role"));
  });
});

describe("clinical teams", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("T-4, T-5: staff works with the patients of his teams, and sees no other team", async () => {
    const staff = await house.visit(people.staff);
    const places = await staff.places();
    assert.ok(places.includes("Stroke") && places.includes("Cardiac"), places.join(", "));
    assert.ok(!places.includes("Teams") && !places.includes("Falls and frailty"));
    await staff.open("#/teams/t1", "Stroke");
    await staff.button("Add patient…").waitFor({ state: "attached" });
    await staff.atRest();
    assert.equal(await staff.button("Add people…").count(), 0);
    assert.equal(await staff.button("Edit…").count(), 0);

    await staff.open("#/patients/p2", "Yusuf Karahan");
    await staff.pressButton("Add action…");
    const dialog = staff.page.getByRole("dialog", { name: "Add an action" });
    await dialog.getByRole("textbox", { name: "What is to be done" }).fill("Call the daughter");
    await staff.pressButton("Add action", dialog);
    const row = staff.page.getByRole("row", { name: "Call the daughter" });
    await row.waitFor({ state: "attached" });
    await staff.press(row.getByRole("button", { name: "Actions for Call the daughter" }));
    await staff.press(staff.page.getByRole("menuitem", { name: "I do it" }));
    await row.getByText("박예진").waitFor({ state: "attached" });
    await staff.press(row.getByRole("button", { name: "Actions for Call the daughter" }));
    await staff.press(staff.page.getByRole("menuitem", { name: "Mark as done" }));
    await row.getByText("Done").waitFor({ state: "attached" });

    await staff.open("#/teams/t3");
    await staff.absent.waitFor({ state: "attached" });
    assert.ok(!(await staff.wasTold("Falls and frailty")));
  });

  it("T-3: an owner runs his teams and makes no others", async () => {
    const owner = await house.visit(people.teamOwner, { hash: "#/teams" });
    await owner.title("Teams").waitFor({ state: "attached" });
    await owner.atRest();
    assert.equal(await owner.button("Create team…").count(), 0);
    const teams = await owner.page.getByRole("grid", { name: "Teams" }).innerText();
    assert.ok(teams.includes("Stroke") && teams.includes("Cardiac") && !teams.includes("Falls and frailty"), teams);
    await owner.open("#/teams/t1", "Stroke");
    for (const name of ["Edit…", "Add people…", "Invite…", "Add patient…"]) await owner.button(name).first().waitFor({ state: "attached" });
    await owner.open("#/patients/p3", "Ottoline Marsh");
    await owner.pressButton("Move to another team…");
    const dialog = owner.page.getByRole("dialog", { name: "Move Ottoline Marsh" });
    await owner.press(dialog.getByRole("combobox", { name: "To the team" }));
    await owner.press(owner.page.getByRole("option", { name: "Cardiac" }));
    await owner.pressButton("Move patient", dialog);
    await owner.message("Patient moved").waitFor({ state: "attached" });
    await owner.open("#/teams/t2", "Cardiac");
    await owner.page.getByRole("grid", { name: "Patients" }).getByRole("row", { name: "Ottoline Marsh" }).waitFor({ state: "attached" });
  });

  it("T-2: an administrator says what is asked about patients, and the forms follow", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/organization" });
    await caroline.title("Organisation").waitFor({ state: "attached" });
    await caroline.press(caroline.button("Edit fields…").first());
    const design = caroline.page.getByRole("dialog", { name: "Fields of patients" });
    await caroline.pressButton("Add field", design);
    await caroline.press(caroline.page.getByRole("menuitem", { name: "Text" }));
    await design.getByRole("textbox", { name: "Label" }).fill("Allergies");
    await caroline.press(design.getByRole("switch", { name: "Required" }));
    await caroline.pressButton("Save", design);
    await caroline.message("Changes saved").waitFor({ state: "attached" });

    const staff = await house.visit(people.staff, { hash: "#/teams/t1" });
    await staff.pressButton("Add patient…");
    const dialog = staff.page.getByRole("dialog", { name: "Add a patient" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Wilhelmina Oduya");
    assert.equal(await staff.button("Add patient", dialog).getAttribute("aria-disabled"), "true", "the required field is missing");
    await dialog.getByRole("textbox", { name: "Allergies" }).fill("Penicillin");
    await staff.pressButton("Add patient", dialog);
    await staff.press(staff.page.getByRole("row", { name: "Wilhelmina Oduya" }));
    await staff.page.getByText("Penicillin").waitFor({ state: "attached" });
  });

  it("T-1, T-2: an administrator reaches every team, creates one and deletes it", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/teams" });
    await caroline.page.getByRole("row", { name: "Falls and frailty" }).waitFor({ state: "attached" });
    await caroline.pressButton("Create team…");
    const dialog = caroline.page.getByRole("dialog", { name: "Create a team" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Burns");
    await caroline.pressButton("Create team", dialog);
    await caroline.page.getByRole("row", { name: "Burns" }).waitFor({ state: "attached" });
    await caroline.press(caroline.page.getByRole("button", { name: "Actions for Burns" }));
    await caroline.press(caroline.page.getByRole("menuitem", { name: "Delete" }));
    const question = caroline.page.getByRole("alertdialog", { name: "Delete Burns?" });
    await caroline.pressButton("Delete", question);
    await caroline.page.getByRole("row", { name: "Burns" }).waitFor({ state: "detached" });
  });
});
