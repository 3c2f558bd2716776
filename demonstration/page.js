/** Puts the demonstration together: unpacks what the page brings along, opens the house, the stage, the tour and the phone. */

import makeService from "castellan-service";

import { chooseLanguage, language, languages, say, watchLanguage, words } from "../shell/language.js";
import { chooseTheme, themeChoice, watchAppearance } from "../shell/theme.js";
import { files as archive } from "./archive.js";
import { fill } from "./hands.js";
import { House } from "./house.js";
import { Journal } from "./journal.js";
import { password, readPersonas } from "./personas.js";
import { Phone } from "./phone.js";
import { shared } from "./shared.js";
import { Stage } from "./stage.js";
import { Tour } from "./tour.js";

/** @typedef {import("./pane.js").Pane} Pane */

const journalName = "castellan-demonstration";
const secretKey = "devices";
const beginning = [{ user: "u1", hash: "" }];
const narrow = matchMedia("(max-width: 56rem)");

/** @template {HTMLElement} T @param {string} selector @returns {T} */
const element = (selector) => /** @type {T} */ (document.querySelector(selector));

try {
  await open();
} catch (error) {
  say(element(".opening"), "The demonstration could not be opened. A current Firefox, Chrome, Edge or Safari can. ({})", error);
}

async function open() {
  followLook();
  const files = await archive;
  const text = (/** @type {string} */ name) => new TextDecoder().decode(files.get(name));
  await showFonts(files);
  const organization = text("demo.json");
  const personas = readPersonas(text("personas.json"), organization);

  const [service, journal] = await Promise.all([startService(files), Journal.open(journalName)]);
  const house = new House(service, journal);
  const phone = new Phone(element(".phone"), personas);
  house.onMessage = (message) => phone.show(message);
  house.onUnkept = () => toast("This browser has no room left: what happens from now on is forgotten when the page is closed.");
  const emails = personas.map(({ email }) => email);
  const was = await house.open({ document: organization, password, emails, zones: JSON.parse(text("zones.json")) });
  if (was === "spoilt") toast("What an earlier visit had left could not be read, so everything is as in the beginning.");
  if (journal.problem === "elsewhere") toast("The demonstration is open in another tab. What you do in this one is forgotten when it is closed.");
  if (journal.problem === "refused") toast("This browser keeps nothing for this page: what you do is forgotten when it is closed.");
  house.begin(await deviceSecret(journal));

  const stage = new Stage(element(".stage"), house, journal, personas, { page: text("console.html"), files });
  const choose = peopleDialog(stage, personas);
  stage.onChange = () => drawPanes(stage, choose);
  watchLanguage(stage.onChange);
  const tour = new Tour(element(".tour"), stage, house);
  const handle = sheet();
  const bell = ring();
  phone.onMessage = () => {
    handle.close();
    bell(true);
  };
  tour.onAct = () => handle.close();
  phone.onCode = (code) => {
    const entered = stage.panes.slice(0, stage.count).some((pane) => fill(pane, "Code", code));
    if (entered) bell(false);
    else toast("No console asks for a code now.");
  };
  phone.onLink = async (hash) => {
    bell(false);
    await stage.setCount(2);
    stage.openAsNobody(stage.panes[1], hash);
  };
  tools(stage, journal);
  await stage.open(beginning);
  document.documentElement.classList.add("opened");
  if (document.querySelector("link[rel=manifest]")) void navigator.serviceWorker?.register("service_worker.js");
  Object.assign(window, { castellan: { house, stage, tour } }); // For the tests.
}

/** @param {Map<string, Uint8Array<ArrayBuffer>>} files */
function startService(files) {
  const program = files.get("service.wasm") ?? new Uint8Array();
  return new Promise((resolve, reject) => {
    makeService({
      onAbort: (/** @type {unknown} */ reason) => toast("The service has stopped: load the page again. ({})", reason),
      instantiateWasm: (/** @type {WebAssembly.Imports} */ imports, /** @type {(instance: WebAssembly.Instance) => void} */ done) => {
        WebAssembly.instantiate(program, imports).then(({ instance }) => done(instance), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

/** The console's own letters. @param {Map<string, Uint8Array<ArrayBuffer>>} files */
async function showFonts(files) {
  for (const [name, weight] of [["inter-regular.ttf", "400"], ["inter-semibold.ttf", "600"]]) {
    const file = files.get(name);
    if (file) document.fonts.add(await new FontFace("Castellan Sans", file, { weight }).load());
  }
}

/** Of which the devices' keys are made: the same in each visit. @param {Journal} journal @returns {Promise<Uint8Array>} */
async function deviceSecret(journal) {
  const held = await journal.value(secretKey);
  if (held instanceof Uint8Array) return held;
  const made = crypto.getRandomValues(new Uint8Array(32));
  await journal.put(secretKey, made);
  return made;
}

/** @param {Stage} stage @param {(pane: Pane, opener: HTMLElement) => void} choose */
function drawPanes(stage, choose) {
  element("#two").setAttribute("aria-pressed", String(stage.count === 2));
  document.querySelectorAll(".pane").forEach((section, at) => {
    const pane = stage.panes[at];
    const who = /** @type {HTMLButtonElement} */ (section.querySelector(".who"));
    const name = pane.persona?.name ?? words("Nobody has signed in");
    const says = pane.persona?.says ?? words("Choose somebody, or sign in in the console");
    who.replaceChildren(...face(pane.persona, name, says), label("who-change", words("Switch")));
    who.onclick = () => choose(pane, who);
    const side = /** @type {HTMLElement} */ (document.querySelector(`[data-side="${at}"]`));
    side.textContent = pane.persona?.name ?? (at === 0 ? words("Left") : words("Right"));
  });
}

/** @param {import("./personas.js").Persona | null} persona @param {string} name @param {string} says */
function face(persona, name, says) {
  const initials = label("face", persona?.initials ?? "?");
  initials.ariaHidden = "true";
  const words = label("who-text", "");
  const strong = document.createElement("b");
  strong.textContent = name;
  words.append(strong, label("", says));
  return [initials, words];
}

/** @param {string} name @param {string} text */
function label(name, text) {
  const made = document.createElement("span");
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

/**
 * @param {Stage} stage
 * @param {import("./personas.js").Persona[]} personas
 * @returns {(pane: Pane, opener: HTMLElement) => void}
 */
function peopleDialog(stage, personas) {
  /** @type {HTMLDialogElement} */
  const dialog = element("#people");
  /** @type {Pane | null} */
  let chosenFor = null;
  const buttons = personas.map((persona) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...face(persona, persona.name, persona.says));
    button.onclick = () => {
      dialog.close();
      if (chosenFor) void stage.cast(chosenFor, persona);
    };
    const item = document.createElement("li");
    item.append(button);
    dialog.querySelector("ul")?.append(item);
    return button;
  });
  return (pane) => {
    chosenFor = pane;
    buttons.forEach((button, at) => {
      if (personas[at] === pane.persona) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    dialog.showModal();
    (buttons[personas.findIndex((one) => one === pane.persona)] ?? buttons[0]).focus();
  };
}

/** @param {Stage} stage @param {Journal} journal */
function tools(stage, journal) {
  element("#two").onclick = () => void stage.setCount(stage.count === 2 ? 1 : 2);
  /** @type {HTMLDialogElement} */
  const over = element("#over");
  element("#start-over").onclick = () => {
    over.returnValue = "";
    over.showModal();
  };
  over.onclose = async () => {
    if (over.returnValue !== "yes") return;
    await journal.close();
    history.replaceState(null, "");
    location.reload();
  };
  for (const side of document.querySelectorAll("[data-side]"))
    /** @type {HTMLElement} */ (side).onclick = () => {
      element(".stage").dataset.front = /** @type {HTMLElement} */ (side).dataset.side;
      for (const other of document.querySelectorAll("[data-side]")) other.setAttribute("aria-pressed", String(other === side));
    };
}

/** The tour on a small screen: a sheet that is opened and closed. */
function sheet() {
  const handle = element(".handle");
  const title = element(".tour .title");
  const name = () => {
    element(".handle-count").textContent = element(".tour .count").textContent;
    element(".handle-title").textContent = ` · ${title.textContent}`;
  };
  new MutationObserver(name).observe(title, { childList: true });
  name();
  handle.onclick = () => handle.setAttribute("aria-expanded", String(handle.getAttribute("aria-expanded") !== "true"));
  return { close: () => narrow.matches && handle.setAttribute("aria-expanded", "false") };
}

/** On a small screen the phone is seen when a message comes, and when it is wanted. */
function ring() {
  const toggle = element("#phone-toggle");
  const phone = element(".phone");
  const show = (/** @type {boolean} */ shown) => {
    phone.classList.toggle("shown", shown);
    toggle.setAttribute("aria-pressed", String(shown));
  };
  toggle.onclick = () => show(!phone.classList.contains("shown"));
  return show;
}

/** Light or dark, and the language: of the page and of the consoles in one. */
function followLook() {
  /** @type {HTMLSelectElement} */
  const theme = element("#theme");
  theme.onchange = () => chooseTheme(/** @type {import("../shell/theme.js").ThemeChoice} */ (theme.value));
  watchAppearance(() => (theme.value = themeChoice()));
  theme.value = themeChoice();
  /** @type {HTMLSelectElement} */
  const spoken = element("#language");
  spoken.append(...languages.map(({ tag, name }) => Object.assign(new Option(name, tag), { lang: tag })));
  spoken.onchange = () => void chooseLanguage(spoken.value);
  watchLanguage(() => (spoken.value = language()));
  spoken.value = language();
  // What is chosen in a console.
  shared.watch((key, value, from) => from && dispatchEvent(new StorageEvent("storage", { key, newValue: value })));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let toastTimer;

/** @param {string} english @param {...unknown} parts */
function toast(english, ...parts) {
  const shown = element(".toast");
  say(shown, english, ...parts);
  shown.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (shown.hidden = true), 8000);
}
