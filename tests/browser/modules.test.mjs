/** Modules, their forms and records, as the persons of seed 004 go through them (M-1 to M-7). */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

const persons = {
  organizationAdmin: "deepika.subramaniam@riverside.example",
  accountAdmin: "tariq.mansour@riverside.example", // of the modules of Field Operations
  moduleAdmin: "bronwen.llewellyn@riverside.example", // of the vehicle check
  collaborator: "mateus.goncalves@riverside.example", // of modules in two accounts
};
const phone = { width: 390, height: 844 };

/**
 * Taps on the glass, where the thing is drawn; what is further down is brought into sight by a finger. At the bottom are
 * the buttons of a dialog, under which its fields scroll.
 */
async function tap(visitor, locator, bottom = 90) {
  const { page } = visitor;
  await locator.waitFor({ state: "attached" });
  const touch = await (page.touch ??= page.context().newCDPSession(page));
  for (let tries = 0; tries < 20; tries++) {
    await visitor.atRest();
    const box = await locator.boundingBox();
    assert.ok(box, "it is drawn");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (middle.y > 60 && middle.y < phone.height - bottom) return page.touchscreen.tap(middle.x, middle.y);
    const up = middle.y > phone.height / 2;
    const point = (/** @type {number} */ y) => ({ touchPoints: [{ x: 195, y }] });
    const [from, to] = up ? [560, 300] : [300, 560];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", ...point(from) });
    for (let step = 1; step <= 8; step++)
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...point(from + ((to - from) * step) / 8) });
    await page.waitForTimeout(120); // A finger that rests does not fling.
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...point(to) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }
  assert.fail("it does not come into sight");
}

/** A photo as a camera makes them, larger than it is sent. */
const photo = (page) =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1800);
    const context = canvas.getContext("2d");
    context.fillStyle = "#2b6";
    context.fillRect(0, 0, 2400, 1800);
    context.fillStyle = "#fff";
    context.fillRect(300, 300, 600, 400);
    const file = await canvas.convertToBlob({ type: "image/jpeg" });
    return [...new Uint8Array(await file.arrayBuffer())];
  });

describe("a module", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("takes a record by touch on a phone, with a photo and a signature (M-4)", async () => {
    const visitor = await house.visit(persons.collaborator, { hash: "#/modules/m1", viewport: phone, touch: true });
    const { page } = visitor;
    const dialog = page.getByRole("dialog", { name: "Vehicle check" });
    await tap(visitor, visitor.button("Submit a record…"));
    await tap(visitor, dialog.getByRole("combobox", { name: "Vehicle" }));
    await tap(visitor, page.getByRole("option", { name: "Medic 12" }));
    await tap(visitor, dialog.getByRole("textbox", { name: "Mileage" }));
    await page.keyboard.type("41234");
    await tap(visitor, dialog.getByRole("radio", { name: "Yes" }));
    const taken = await photo(page);
    const chooser = page.waitForEvent("filechooser");
    await tap(visitor, dialog.getByRole("button", { name: "Photo of a defect" }));
    await (await chooser).setFiles({ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: Buffer.from(taken) });
    await dialog.getByRole("button", { name: "Remove picture" }).waitFor({ state: "attached" });

    await tap(visitor, dialog.getByRole("button", { name: "Signature" }));
    const pad = page.getByRole("dialog", { name: "Sign here" });
    await pad.waitFor();
    assert.ok(await pad.getByRole("button", { name: "Use this signature" }).isDisabled());
    const box = await pad.locator("canvas").boundingBox();
    await page.touchscreen.tap(box.x + 60, box.y + 40);
    await pad.getByRole("button", { name: "Use this signature" }).tap();
    await pad.waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Remove picture" }).nth(1).waitFor({ state: "attached" });

    await tap(visitor, dialog.getByRole("button", { name: "Submit", exact: true }), 20);
    await dialog.waitFor({ state: "detached" });
    await visitor.message("Record submitted").waitFor({ state: "attached" });

    // Its module's administrator looks at it, at a desk.
    const admin = await house.visit(persons.moduleAdmin, { hash: "#/modules/m1?q=41234" });
    await admin.press(admin.page.getByRole("row", { name: /^Record of Mateus/ }));
    const panel = admin.page.getByRole("complementary", { name: /^Record of Mateus/ });
    const shown = admin.page.waitForResponse((response) => response.url().includes("/attachments/"));
    await panel.getByRole("img", { name: "Photo of a defect" }).waitFor({ state: "attached" });
    const answer = await shown;
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()["content-disposition"], /^attachment/);
    assert.equal(answer.headers()["x-content-type-options"], "nosniff");
    const size = await admin.page.evaluate(async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      return [image.width, image.height];
    }, answer.url());
    assert.ok(Math.max(...size) <= 1600, `${size} is what the browser has scaled down`);
    // Somebody who lists no records of it does not get at the picture by its address.
    const other = await house.visit(people.user);
    other.refusals.push(404);
    assert.equal(await other.page.evaluate(async (address) => (await fetch(address)).status, answer.url()), 404);
  });

  it("finds, filters and sorts its records, saves them as a table, and has one edited (M-3)", async () => {
    const visitor = await house.visit(persons.moduleAdmin, { hash: "#/modules/m1" });
    const { page } = visitor;
    const rows = page.getByRole("grid", { name: "Records" }).getByRole("row", { name: /^Record of/ });
    await rows.first().waitFor({ state: "attached" });
    await visitor.press(page.getByRole("combobox", { name: "Filter" }));
    await visitor.press(page.getByRole("option", { name: "Vehicle: Ladder 3" }));
    await page.waitForFunction(() => location.hash.includes("filter="));
    await visitor.atRest();
    for (const text of await rows.allInnerTexts()) assert.match(text, /Ladder 3/);
    await visitor.press(page.getByRole("columnheader", { name: "Mileage" }).getByRole("button").or(page.getByRole("columnheader", { name: "Mileage" })).first());
    await visitor.atRest();
    const mileages = (await rows.allInnerTexts()).map((text) => Number(/\b(\d{5})\b/.exec(text)?.[1]));
    assert.deepEqual(mileages, mileages.toSorted((one, other) => one - other));

    await visitor.pressButton("Table options: Records");
    const download = page.waitForEvent("download");
    await visitor.press(page.getByRole("menuitem", { name: /CSV/ }));
    const [head, ...lines] = (await readFile(await (await download).path(), "utf8")).replace("\ufeff", "").trim().split("\r\n");
    for (const column of ["Submitted", "By", "Vehicle", "Mileage"]) assert.ok(head.includes(`"${column}"`), head);
    assert.equal(lines.length, mileages.length, "what is shown, all of it");
    for (const line of lines) assert.match(line, /"Ladder 3"/);

    await visitor.press(rows.first());
    const panel = page.getByRole("complementary", { name: /^Record of/ });
    await visitor.pressButton("Actions", panel);
    await visitor.press(page.getByRole("menuitem", { name: "Edit…" }));
    const dialog = page.getByRole("dialog", { name: "Edit record" });
    await dialog.getByRole("textbox", { name: "Mileage" }).fill("49999");
    await visitor.pressButton("Save", dialog);
    await panel.getByRole("definition").filter({ hasText: "49999" }).waitFor({ state: "attached" });
  });

  it("lets its form be designed, by keyboard too, with a preview (M-3)", async () => {
    const visitor = await house.visit(persons.moduleAdmin, { hash: "#/modules/m1?tab=form" });
    const { page } = visitor;
    await visitor.pressButton("Add field");
    await visitor.press(page.getByRole("menuitem", { name: "Number" }));
    await page.getByRole("textbox", { name: "Label" }).fill("Oil level");
    await page.getByRole("textbox", { name: "Help" }).fill("Between the marks");
    await page.getByRole("textbox", { name: "Oil level", description: "Between the marks" }).waitFor({ state: "attached" }); // the preview
    const order = () => [...document.querySelectorAll("#mirror h3")].map((heading) => heading.textContent);
    const stands = (/** @type {string[]} */ ...last) =>
      page.waitForFunction((last) => [...document.querySelectorAll("#mirror h3")].map((heading) => heading.textContent).slice(-last.length).join() === last.join(), last);
    await stands("Signature", "Oil level");
    await visitor.button("Move up").last().focus();
    await page.keyboard.press("Enter");
    await stands("Oil level", "Signature");
    assert.equal((await page.evaluate(order)).length, 7);
    await visitor.pressButton("Save form");
    await visitor.message("Changes saved").waitFor({ state: "attached" });

    const collaborator = await house.visit(persons.collaborator, { hash: "#/modules/m1" });
    await collaborator.pressButton("Submit a record…");
    await collaborator.page.getByRole("dialog").getByRole("textbox", { name: "Oil level" }).waitFor({ state: "attached" });
    assert.equal(await collaborator.page.getByRole("tab", { name: "Form" }).count(), 0, "it is no collaborator's to edit (M-4)");
  });

  it("is added and edited by who administers the modules of its account, who deletes none and reaches no other account's (M-2)", async () => {
    const tariq = await house.visit(persons.accountAdmin, { hash: "#/modules" });
    const { page } = tariq;
    await tariq.pressButton("Add module…");
    const dialog = page.getByRole("dialog", { name: "Add a module to Field Operations" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Fuel card");
    await tariq.pressButton("Add module", dialog);
    await tariq.press(page.getByRole("link", { name: /^Fuel card/ }));
    await tariq.title("Fuel card").waitFor({ state: "attached" });
    await page.getByRole("tab", { name: "Form" }).waitFor({ state: "attached" });
    await tariq.open("#/modules/m1", "Vehicle check");
    await tariq.row("Records", /^Record of/).first().waitFor({ state: "attached" });
    await tariq.pressButton("More actions");
    await page.getByRole("menuitem").first().waitFor({ state: "attached" });
    assert.ok(!(await page.getByRole("menuitem").allTextContents()).some((name) => name.startsWith("Delete")));
    await page.keyboard.press("Escape");
    await tariq.open("#/modules/m4");
    await tariq.absent.waitFor({ state: "attached" });
    assert.ok(!(await tariq.wasTold("Narcotics hand-over")));
  });

  it("is open to a collaborator of another account, and nothing else there (M-4, M-6)", async () => {
    const mateus = await house.visit(persons.collaborator, { hash: "#/modules" });
    const { page } = mateus;
    for (const module of ["Vehicle check", "Incident report", "Narcotics hand-over"]) await page.getByRole("link", { name: new RegExp(`^${module}`) }).waitFor({ state: "attached" });
    assert.equal(await page.getByRole("link", { name: /^Equipment defect/ }).count(), 0);
    for (const name of ["Add module…", "Create custom role…", "Invite people…"]) assert.equal(await mateus.button(name).count(), 0, name);
    await mateus.open("#/modules/m4", "Narcotics hand-over");
    await mateus.button("Submit a record…").waitFor({ state: "attached" });
    await mateus.open("#/groups/g7");
    await mateus.absent.waitFor({ state: "attached" });
    assert.ok(!(await mateus.wasTold("Mercy Emergency Bay")));
  });

  it("invites several people at once, and names a bad line (M-7)", async () => {
    const visitor = await house.visit(persons.moduleAdmin, { hash: "#/modules/m1?tab=people" });
    const { page } = visitor;
    await visitor.pressButton("Invite people…");
    const dialog = page.getByRole("dialog", { name: "Invite people" });
    await visitor.press(dialog.getByRole("combobox", { name: "Role" }));
    await page.getByRole("option", { name: /Module Admin/ }).waitFor({ state: "attached" });
    assert.equal(await page.getByRole("option", { name: /Organization Admin/ }).count(), 0, "more than he may give");
    await visitor.press(page.getByRole("option", { name: /Collaborator/ }));
    await dialog.getByRole("textbox", { name: "E-mail addresses" }).fill("one@riverside.example\nnobody\ntwo@riverside.example");
    await dialog.getByText("Line 2: nobody").waitFor({ state: "attached" });
    await visitor.press(visitor.button("Invite 2 people", dialog));
    await visitor.message("Invitations sent").waitFor({ state: "attached" });
    await page.getByRole("grid", { name: "Invitations" }).getByRole("row", { name: "two@riverside.example" }).waitFor({ state: "attached" });
  });

  it("is added and deleted, and its account added, by who administers the organisation, and by nobody below (M-1, M-2)", async () => {
    const visitor = await house.visit(persons.organizationAdmin, { hash: "#/modules" });
    const { page } = visitor;
    await visitor.pressButton("Create account…");
    const account = page.getByRole("dialog", { name: "Create an account" });
    await account.getByRole("textbox", { name: "Name" }).fill("IT Division");
    await visitor.pressButton("Create account", account);
    const card = page.getByRole("region", { name: "IT Division" });
    await visitor.pressButton("Add module…", card);
    const module = page.getByRole("dialog", { name: "Add a module to IT Division" });
    await module.getByRole("textbox", { name: "Name" }).fill("Laptops");
    await visitor.pressButton("Add module", module);
    await visitor.press(card.getByRole("link", { name: /Laptops/ }));
    await visitor.title("Laptops").waitFor({ state: "attached" });

    const admin = await house.visit(persons.moduleAdmin, { hash: "#/modules" });
    await admin.title("Modules").waitFor({ state: "attached" });
    await admin.page.getByRole("link", { name: /Vehicle check/ }).waitFor({ state: "attached" });
    for (const name of ["Create account…", "Add module…"]) assert.equal(await admin.button(name).count(), 0);
    assert.equal(await admin.page.getByText("Laptops").count(), 0);
    assert.ok(!(await admin.wasTold("Laptops")), "nor is it sent to him");

    await visitor.pressInMenu("Delete module");
    const question = page.getByRole("alertdialog", { name: "Delete Laptops?" });
    await visitor.press(question.getByRole("button", { name: /^Delete/ }));
    await visitor.absent.waitFor({ state: "attached" });
    await visitor.open("#/modules", "Modules");
    await card.waitFor({ state: "attached" });
    assert.equal(await page.getByText("Laptops").count(), 0);
  });

  it("gives a custom role its tasks, and whoever holds it those alone (M-5)", async () => {
    const visitor = await house.visit(persons.organizationAdmin, { hash: "#/modules" });
    const { page } = visitor;
    await visitor.pressButton("Create custom role…");
    const dialog = page.getByRole("dialog", { name: "Create a custom role" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Checker");
    await visitor.press(dialog.getByRole("checkbox", { name: "submit" }));
    assert.equal(await dialog.getByRole("checkbox", { name: "list" }).getAttribute("aria-disabled"), "true");
    await visitor.pressButton("Create role", dialog);
    await visitor.row("Custom roles", "Checker").waitFor({ state: "attached" });

    await visitor.open("#/modules/m3?tab=people", "Equipment defect");
    await visitor.pressButton("Give a role…");
    const giving = page.getByRole("dialog", { name: /role/i });
    await visitor.choose("Person", "Noah Lindqvist", giving);
    await visitor.press(giving.getByRole("radio", { name: "Checker" }));
    await visitor.pressButton("Set role", giving);
    await visitor.row("Users", "Noah Lindqvist").getByText("Checker").waitFor({ state: "attached" });

    const noah = await house.visit(people.user, { hash: "#/modules/m3" });
    await noah.button("Submit a record…").waitFor({ state: "attached" });
    await noah.atRest();
    assert.equal(await noah.page.getByRole("tab").or(noah.page.getByRole("row", { name: /^Record of/ })).count(), 0, "no users, no form, nobody's records");
    await noah.open("#/modules/m1");
    await noah.absent.waitFor({ state: "attached" });
  });
});
