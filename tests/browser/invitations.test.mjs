/** Invitations: several at once, what became of each, and the way in for who is invited (M-7, M-8, T-6), with a real mail server. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { codeDialog, codesTo, confirmWith } from "./codes.mjs";
import { openHouse, people } from "./house.mjs";

/** @typedef {import("./house.mjs").Visitor} Visitor */

const link = /#\/invitation\/[\w-]+/;

describe("invitations", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
  let house;
  before(async () => (house = await openHouse({ mail: true })));
  afterEach(() => house.empty());
  after(() => house.close());

  const field = (/** @type {Visitor} */ { page }, /** @type {string} */ name) => page.getByRole("textbox", { name, exact: true });
  const lastLink = async (/** @type {string} */ email, /** @type {number} */ count) =>
    /** @type {RegExpExecArray} */ (link.exec((await house.mailsTo(email, count, link)).at(-1) ?? ""))[0];

  it("T-6: as administrator takes a code, and makes one from the first sign-in on", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/members" });
    await caroline.pressButton("Invite people…");
    const dialog = caroline.page.getByRole("dialog", { name: "Invite people" });
    const email = "wanda.new@elsewhere.example";
    await dialog.getByRole("textbox", { name: "E-mail addresses" }).fill(`${email}\nnobody at all\n${email}`);
    await dialog.getByText("Line 2: nobody at all").waitFor({ state: "attached" });
    await dialog.getByText(`Line 3: ${email}`).waitFor({ state: "attached" });
    await caroline.pressButton("Invite 1 person", dialog);
    await codeDialog(caroline).getByText(`You invite ${email} as administrator`).first().waitFor({ state: "attached" });
    await confirmWith(caroline, await codesTo(house, people.administrator)());
    await caroline.message("Invitations sent").waitFor({ state: "attached" });

    const wanda = await house.visit("", { hash: await lastLink(email, 1) });
    await wanda.page.getByRole("heading", { name: "You are invited to Riverside EMS" }).waitFor();
    await field(wanda, "Your name").fill("Wanda New");
    await field(wanda, "Password").fill("three quiet stations");
    await wanda.page.getByRole("button", { name: "Accept" }).click();
    await wanda.page.getByRole("button", { name: "Not now" }).click();
    await wanda.arrived();
    const places = await wanda.places();
    for (const place of ["Members", "Invitations", "Teams", "Audit trail"]) assert.ok(places.includes(place), place);
    await wanda.signOut();
    await wanda.signIn(email, "three quiet stations");
    await caroline.open("#/members?q=wanda", "Members");
    await caroline.row("Members", "Wanda New").getByText("Administrator").waitFor({ state: "attached" });
  });

  it("M-8: stand in a list with their state, are sent again, and withdrawn: the link is good no more", async () => {
    const emails = ["first@elsewhere.example", "second@elsewhere.example", "third@elsewhere.example"];
    const caroline = await house.visit(people.administrator, { hash: "#/invitations" });
    await caroline.pressButton("Invite people…");
    const dialog = caroline.page.getByRole("dialog", { name: "Invite people" });
    await caroline.choose("Role", "Staff", dialog);
    // A column of a spreadsheet, as it is pasted.
    await dialog.getByRole("textbox", { name: "E-mail addresses" }).fill(`${emails.join("\r\n")}\r\n`);
    await caroline.choose("Where", "Falls and frailty", dialog);
    await caroline.pressButton("Invite 3 people", dialog);
    await caroline.message("Invitations sent").waitFor({ state: "attached" });
    const row = (/** @type {string} */ email) => caroline.row("Invitations", email);
    for (const email of emails) await row(email).getByText("Pending").waitFor({ state: "attached" });
    await row(emails[0]).getByRole("gridcell", { description: "Staff in Falls and frailty" }).waitFor({ state: "attached" });

    const before = await lastLink(emails[0], 1);
    await caroline.pressInRow(row(emails[0]), "Send again");
    await caroline.message(/sent again/i).waitFor({ state: "attached" });
    const now = await lastLink(emails[0], 2);
    await caroline.pressInRow(row(emails[1]), "Withdraw");
    await caroline.pressButton("Withdraw", caroline.page.getByRole("alertdialog", { name: `Withdraw the invitation of ${emails[1]}?` }));
    await row(emails[1]).getByText("Withdrawn").waitFor({ state: "attached" });

    const second = await house.visit("", { hash: await lastLink(emails[1], 1) });
    second.refusals.push(403);
    await second.page.getByText("This link has been used, or is no longer good.").waitFor();
    const late = await house.visit("", { hash: before });
    late.refusals.push(403);
    await late.page.getByText("This link has been used, or is no longer good.").waitFor();
    const first = await house.visit("", { hash: now });
    await first.page.getByText("invites you: Staff in Falls and frailty, at Riverside EMS.").waitFor();
    await field(first, "Your name").fill("Fay First");
    await field(first, "Password").fill("three quiet stations");
    await first.page.getByRole("button", { name: "Accept" }).click();
    await first.page.getByRole("button", { name: "Not now" }).click();
    await first.arrived();
    assert.ok((await first.places()).includes("Falls and frailty"));
    await row(emails[0]).getByText("Accepted").waitFor({ state: "attached" });
    await caroline.choose("State", "Pending");
    await row(emails[0]).waitFor({ state: "detached" });
    await row(emails[2]).waitFor({ state: "attached" });
  });
});
