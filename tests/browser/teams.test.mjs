/** Clinical teams as administrators, team owners and staff see them, patients and what is to be done for them, and the organisation's own fields (T-1 to T-5). */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, people } from "./house.mjs";

describe("clinical teams", () => {
  /** @type {Awaited<ReturnType<typeof openHouse>>} */
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
    for (const name of ["Add people…", "Edit…", "Invite…"]) assert.equal(await staff.button(name).count(), 0, name);

    await staff.open("#/patients/p2", "Yusuf Karahan");
    await staff.pressButton("Add action…");
    const dialog = staff.page.getByRole("dialog", { name: "Add an action" });
    await dialog.getByRole("textbox", { name: "What is to be done" }).fill("Call the daughter");
    await staff.pressButton("Add action", dialog);
    const row = staff.row("Actions", "Call the daughter");
    await row.waitFor({ state: "attached" });
    await staff.pressInRow(row, "I do it");
    await row.getByText("박예진").waitFor({ state: "attached" });
    await staff.pressInRow(row, "Mark as done");
    await row.getByText("Done", { exact: true }).waitFor({ state: "attached" });

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
    const card = owner.page.getByRole("region", { name: "People" });
    await owner.pressButton("Add people…", card);
    const adding = owner.page.getByRole("dialog");
    await owner.press(adding.getByRole("combobox"));
    await owner.press(await owner.option("Andre Baptiste"));
    await owner.page.keyboard.press("Escape");
    await owner.press(adding.getByRole("button", { name: /^Add/ }).last());
    await owner.row("People", "Andre Baptiste").getByText("Member").waitFor({ state: "attached" });

    await owner.open("#/patients/p3", "Ottoline Marsh");
    await owner.pressButton("Move to another team…");
    const dialog = owner.page.getByRole("dialog", { name: "Move Ottoline Marsh" });
    await owner.choose("To the team", "Cardiac", dialog);
    await owner.pressButton("Move patient", dialog);
    await owner.message("Patient moved").waitFor({ state: "attached" });
    await owner.open("#/teams/t2", "Cardiac");
    await owner.row("Patients", "Ottoline Marsh").waitFor({ state: "attached" });
  });

  it("T-2: an administrator says what is asked about patients, and the forms follow", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/organization" });
    await caroline.title("Organisation").waitFor({ state: "attached" });
    await caroline.pressButton("Edit fields…", caroline.page.getByRole("region", { name: "Fields of patients" }));
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
    await dialog.getByRole("button", { name: "Add patient", disabled: true }).waitFor({ state: "attached" });
    await dialog.getByRole("textbox", { name: "Allergies" }).fill("Penicillin");
    await staff.pressButton("Add patient", dialog);
    await staff.press(staff.row("Patients", "Wilhelmina Oduya"));
    await staff.title("Wilhelmina Oduya").waitFor({ state: "attached" });
    await staff.page.getByRole("definition").filter({ hasText: "Penicillin" }).waitFor({ state: "attached" });
  });

  it("T-1, T-2: an administrator reaches every team and its patients, creates a team and deletes it", async () => {
    const caroline = await house.visit(people.administrator, { hash: "#/teams" });
    for (const team of ["Cardiac", "Falls and frailty", "Palliative home care", "Stroke"]) await caroline.row("Teams", team).waitFor({ state: "attached" });
    // None is her own, so none stands in the sidebar.
    assert.deepEqual((await caroline.places()).filter((place) => ["Cardiac", "Stroke"].includes(place)), []);
    await caroline.press(caroline.row("Teams", "Falls and frailty"));
    await caroline.title("Falls and frailty").waitFor({ state: "attached" });
    await caroline.button("Add patient…").waitFor({ state: "attached" });

    await caroline.open("#/teams", "Teams");
    await caroline.pressButton("Create team…");
    const dialog = caroline.page.getByRole("dialog", { name: "Create a team" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Burns");
    await caroline.pressButton("Create team", dialog);
    await caroline.pressInRow(caroline.row("Teams", "Burns"), "Delete");
    await caroline.pressButton("Delete", caroline.page.getByRole("alertdialog", { name: "Delete Burns?" }));
    await caroline.row("Teams", "Burns").waitFor({ state: "detached" });
  });
});
