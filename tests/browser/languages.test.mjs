/** The languages of the interface. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { openHouse, password, people } from "./house.mjs";

/** A browser whose owner reads Spanish, as it is written in Mexico. @param {import("playwright-core").Page} page */
const preferSpanish = (page) =>
  page.addInitScript(() => Object.defineProperty(navigator, "languages", { get: () => ["es-MX", "es", "en"] }));

describe("languages", () => {
  let house;
  before(async () => (house = await openHouse()));
  afterEach(() => house.empty());
  after(() => house.close());

  it("begins with what the browser prefers, from the sign-in on", async () => {
    const visitor = await house.visit("", { before: preferSpanish });
    const { page } = visitor;
    visitor.refusals.push(401);
    await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    assert.equal(await page.title(), "Iniciar sesión · Castellan");
    assert.equal(await page.getByText(/Sign in|password|Appearance/).count(), 0, "nothing is left in English");
    await page.getByRole("button", { name: "Iniciar sesión" }).click();
    await page.getByText("Escriba su dirección de correo.").waitFor();
    await page.getByRole("textbox", { name: "Correo electrónico" }).fill(people.accountAdmin);
    await page.getByRole("textbox", { name: "Contraseña" }).fill("Not-the-password-1");
    await page.getByRole("button", { name: "Iniciar sesión" }).click();
    await page.getByText("Esta dirección de correo y esta contraseña no coinciden.").waitFor();
    await page.getByRole("textbox", { name: "Contraseña" }).fill(password);
    await page.getByRole("button", { name: "Iniciar sesión" }).click();
    await page.getByRole("navigation", { name: "Principal" }).getByRole("link", { name: "Usuarios" }).waitFor();
  });

  it("changes on the sign-in form, with what is said there, and is remembered", async () => {
    const visitor = await house.visit();
    const { page } = visitor;
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Enter your password.").waitFor();
    await page.getByRole("combobox", { name: "Language" }).selectOption({ label: "Español" });
    await page.getByText("Escriba su contraseña.").waitFor();
    await page.getByRole("combobox", { name: "Aspecto" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
    await page.getByRole("combobox", { name: "Idioma" }).selectOption({ label: "English" });
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
  });

  it("changes in the person menu without loading the page again", async () => {
    const visitor = await house.visit(people.accountAdmin, { hash: "#/users" });
    const { page } = visitor;
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    const person = page.getByRole("banner").getByRole("button", { name: "Ada Okafor" });
    await visitor.press(person);
    await visitor.press(page.getByRole("menuitem", { name: "Español" }));
    await visitor.title("Usuarios").waitFor({ state: "attached" });
    assert.ok(await page.evaluate(() => "stillHere" in window), "the same page");
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    await page.waitForFunction(() => document.title === "Usuarios · Castellan");
    const places = page.getByRole("navigation", { name: "Principal" }).getByRole("link");
    assert.deepEqual(await places.allTextContents(), ["Resumen", "Usuarios", "Grupos", "Cajas fuertes", "Inventario", "Informes", "Roles", "Mínimo privilegio", "Quién puede qué", "Registro de auditoría", "Programaciones", "Claves de API", "Terminales", "Webhooks", "Ajustes de la cuenta", "Mi perfil"]);
    await page.getByText(/^\d+ personas$/).first().waitFor({ state: "attached" });
    await page.reload();
    await visitor.title("Usuarios").waitFor({ state: "attached" });
  });

  it("writes times as the language does, and says what the rules say", async () => {
    const visitor = await house.visit(people.adminWithoutGroup, { hash: "#/profile" });
    const { page } = visitor;
    await visitor.press(page.getByRole("banner").getByRole("button", { name: "Dmitri Volkov" }));
    await visitor.press(page.getByRole("menuitem", { name: "Español" }));
    await visitor.title("Dmitri Volkov").waitFor({ state: "attached" });
    const name = page.getByRole("textbox", { name: "Nombre" });
    await name.fill("Dmitri V.");
    await visitor.pressButton("Guardar");
    await page.getByRole("region", { name: "Mensajes" }).getByText("Su perfil está guardado").waitFor({ state: "attached" });
    await name.fill("Dmitri Volkov");
    await visitor.pressButton("Guardar");
    await visitor.leave();

    const reader = await house.visit("", { before: preferSpanish });
    await reader.page.getByRole("textbox", { name: "Correo electrónico" }).fill(people.accountAdmin);
    await reader.page.getByRole("textbox", { name: "Contraseña" }).fill(password);
    await reader.page.getByRole("button", { name: "Iniciar sesión" }).click();
    await reader.title("Buenas noches, Ada").or(reader.page.getByRole("heading", { level: 1, name: /^Buen/ })).first().waitFor({ state: "attached" });
    await reader.open("#/audit", "Registro de auditoría");
    const cells = reader.page.getByRole("gridcell", { name: /^(ahora mismo|hace \d+ (minutos?|horas?))$/ });
    await cells.first().waitFor({ state: "attached" });
    const exact = await cells.first().getAttribute("aria-description");
    assert.match(exact ?? "", /^\d{1,2} de (enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre) de \d{4}/);
    await reader.page.getByText("Modificó su propio perfil").first().waitFor({ state: "attached" });
  });
});
