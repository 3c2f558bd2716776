/** Modules, their records and forms; admin profiles; roles; least privilege: as the persons of seeds 003 and 004 go through them. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

const persons = {
  organizationAdmin: "deepika.subramaniam@riverside.example",
  moduleAdmin: "bronwen.llewellyn@riverside.example", // of the vehicle check
  collaborator: "mateus.goncalves@riverside.example", // of modules in two accounts
  fullAdmin: "jonathan.pembroke@riverside.example",
  partialAdmin: "dragan.petrovic@riverside.example", // in Night desk, with less of it, and in Door desk
  profileKeeper: "wojciech.brzeczyszczykiewicz@riverside.example", // in Profile keeper
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

  it("finds, filters, sorts and opens its records, and saves them as a table", async () => {
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

  it("is added, and its account too, by who administers the organisation, and by nobody below (M-1, M-2)", async () => {
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
    await page.getByRole("grid", { name: "Custom roles" }).getByRole("row", { name: "Checker" }).waitFor({ state: "attached" });
  });
});

describe("admin profiles", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("lead their members to exactly what they grant, and nobody else anywhere (P-1)", async () => {
    const visitor = await house.visit(persons.partialAdmin, { hash: "#/admin" });
    await visitor.title("Admin").waitFor({ state: "attached" });
    const text = await visitor.page.getByRole("main").innerText();
    for (const manager of ["Safes", "Doors", "Keys", "Groups"]) assert.match(text, new RegExp(`\\b${manager}\\b`));
    for (const manager of ["Users", "Audit", "Profiles", "Modules"]) assert.doesNotMatch(text, new RegExp(`\\b${manager}\\b`));
    assert.ok(!(await visitor.places()).includes("Admin profiles"), "P-4");

    const user = await house.visit(people.user);
    assert.ok(!(await user.places()).includes("Admin"));
    await user.open("#/admin");
    await user.absent.waitFor({ state: "attached" });
  });

  it("are made as a matrix in which list comes with every manager (P-2, P-6)", async () => {
    const visitor = await house.visit(persons.fullAdmin, { hash: "#/profiles/f1" });
    const { page } = visitor;
    const card = page.getByRole("region", { name: "Permissions" });
    const safes = card.getByRole("group", { name: "Safes" });
    assert.equal(await safes.getByRole("checkbox", { name: "list", exact: true }).getAttribute("aria-disabled"), "true");
    await visitor.press(safes.getByRole("checkbox", { name: "upgrade" }));
    await visitor.press(card.getByRole("combobox", { name: "Add a manager" }));
    await page.getByRole("searchbox").last().fill("Doors");
    await visitor.press(page.getByRole("option", { name: "Doors" }));
    const doors = card.getByRole("group", { name: "Doors" });
    await doors.waitFor({ state: "attached" });
    assert.equal(await doors.getByRole("checkbox", { name: "list", exact: true }).getAttribute("aria-checked"), "true");
    await visitor.pressButton("Remove", card.getByRole("group", { name: "Audit" }));
    await card.getByRole("group", { name: "Audit" }).waitFor({ state: "detached" });
    await visitor.pressButton("Save permissions", card);
    await visitor.pressButton("Save permissions", page.getByRole("alertdialog"));
    await visitor.message("Changes saved").waitFor({ state: "attached" });
    await page.reload();
    await visitor.arrived();
    await card.getByRole("group", { name: "Doors" }).waitFor({ state: "attached" });
    assert.equal(await card.getByRole("group", { name: "Audit" }).count(), 0);
  });

  it("take partial administrators only, and say so of others (P-3)", async () => {
    const visitor = await house.visit(persons.fullAdmin, { hash: "#/profiles/f1" });
    const { page } = visitor;
    await visitor.pressButton("Add member…");
    const dialog = page.getByRole("dialog", { name: "Add a member to Night desk" });
    await visitor.press(dialog.getByRole("combobox", { name: "Person" }));
    const user = page.getByRole("option", { name: /Noah Lindqvist/ });
    await page.getByRole("searchbox", { name: /./ }).last().fill("Noah");
    await user.waitFor({ state: "attached" });
    assert.equal(await user.getAttribute("aria-disabled"), "true");
    assert.match((await user.getAttribute("aria-description")) ?? (await user.innerText()), /partial administrators/i);
  });

  it("show a partial administrator what he holds, and let him tick no more (P-5)", async () => {
    const visitor = await house.visit(persons.profileKeeper, { hash: "#/profiles" });
    const { page } = visitor;
    await page.getByRole("row", { name: "Profile keeper" }).waitFor({ state: "attached" });
    await visitor.press(page.getByRole("row", { name: "Profile keeper" }));
    await visitor.title("Profile keeper").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("row", { name: "Ayşe Demir" }).getByRole("button"));
    await visitor.press(page.getByRole("menuitem", { name: "What they hold…" }));
    const dialog = page.getByRole("dialog", { name: /^What Ayşe Demir holds/ });
    await visitor.press(dialog.getByRole("combobox", { name: "Add a manager" }));
    const offered = await page.getByRole("option").allInnerTexts();
    assert.deepEqual(offered.map((text) => text.trim()).sort(), ["Profiles", "Users"]);
  });

  it("are copied and compared", async () => {
    const visitor = await house.visit(persons.fullAdmin, { hash: "#/profiles/f2" });
    const { page } = visitor;
    await visitor.pressButton("Copy…");
    const dialog = page.getByRole("dialog", { name: "Copy a profile" });
    assert.equal(await dialog.getByRole("textbox", { name: "Name" }).inputValue(), "Door desk (copy)");
    await visitor.pressButton("Create profile", dialog);
    await visitor.message("Profile created").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("combobox", { name: "With" }));
    await visitor.press(page.getByRole("option", { name: "Door desk (copy)" }));
    await page.getByText("Both carry the same").waitFor({ state: "attached" });
    await visitor.press(page.getByRole("combobox", { name: "With" }));
    await visitor.press(page.getByRole("option", { name: "Profile keeper" }));
    await page.getByRole("grid", { name: "Comparison" }).getByRole("row", { name: /Doors: remote unlock/ }).waitFor({ state: "attached" });
  });
});

describe("who may do what", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("stands in one matrix, with who has it behind each cell", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/roles" });
    const { page } = visitor;
    const matrix = page.getByRole("grid", { name: "Roles" });
    await page.getByRole("searchbox", { name: "Search permissions" }).fill("sync");
    const row = matrix.getByRole("row", { name: "Safes: sync" });
    await row.waitFor({ state: "attached" });
    await visitor.press(row.getByRole("link", { name: /S-8/ }));
    const panel = page.getByRole("complementary", { name: "Safes: sync" });
    await panel.getByRole("row", { name: "Liam O'Sullivan" }).waitFor({ state: "attached" });
    assert.equal(await panel.getByRole("row", { name: "Noah Lindqvist" }).count(), 0);
  });

  it("is held against what was used, and less is offered (X-7)", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/privileges" });
    const { page } = visitor;
    const row = page.getByRole("grid", { name: "Least privilege" }).getByRole("row", { name: "Liam O'Sullivan" });
    await row.filter({ hasText: /instead of/ }).waitFor({ state: "attached" });
    await visitor.press(row);
    const panel = page.getByRole("complementary", { name: "Liam O'Sullivan" });
    await visitor.pressButton("Change it", panel);
    await visitor.pressButton("Change it", page.getByRole("alertdialog"));
    await visitor.message("Role changed").waitFor({ state: "attached" });
    await row.waitFor({ state: "detached" });
  });
});
