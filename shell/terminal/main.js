/**
 * The order of things at a terminal: lock the page down, take up what is known, show who may sign in; the program is made
 * ready behind that, and is there when somebody has.
 */

import { chooseLanguage, language, languages, locale, say, watchLanguage } from "../language.js";
import { bringProgram } from "../program.js";
import { now, wind } from "./clock.js";
import { signIn } from "./identify.js";
import { link } from "./link.js";
import { lockDown } from "./lockdown.js";
import { Pad } from "./pad.js";
import { Stay, takeNextBadge } from "./stay.js";

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

lockDown();
void navigator.serviceWorker?.register("/terminal_worker.js", { scope: "/terminal.html", type: "module", updateViaCache: "none" }).catch(() => {});
void navigator.storage?.persist?.();
// What an earlier visit may have left, if the browser was killed.
void fetch("/api/v1/session", { method: "DELETE", headers: { "Castellan-Request": "1" } }).catch(() => {});

const stay = new Stay();
const ready = bringProgram(Promise.resolve(), "castellan_terminal.wasm");
const opened = open();
opened.catch(fail);
const pad = new Pad(element("pad"), prove);

await wind();
await link.begin();
link.watchers.add(show);
show();
tick();
setInterval(tick, 1000);
watchLanguage(() => {
  tick();
  showBanner();
});
for (const { tag, name } of languages) {
  const button = document.createElement("button");
  button.type = "button";
  button.lang = tag;
  button.textContent = name;
  button.onclick = () => void chooseLanguage(tag);
  element("languages").append(button);
}
element("pair-form").onsubmit = (event) => {
  event.preventDefault();
  void pair();
};
await link.look();
const next = takeNextBadge();
if (next && link.info) void pad.badge(next);
document.body.dataset.ready = ""; // For the tests.

/** The program is made ready before anybody has signed in; what it asks for waits until then. */
async function open() {
  const { openConsole } = await import("../console.js");
  await openConsole(ready, false, fail, { bring: () => import("../castellan_terminal.js"), host: (program) => stay.host(program) });
}

/** @param {import("./pad.js").Proof} proof */
async function prove(proof) {
  const { verdict, person, opened: kept } = await signIn(proof);
  if (!person) return verdict;
  await opened;
  pad.active = false;
  element("idle").hidden = true;
  pad.close();
  await stay.start(person, kept, proof);
  return null;
}

async function pair() {
  const code = /** @type {HTMLInputElement} */ (element("pair-code"));
  const answer = await link.ask("POST", "/api/v1/terminal/pair", { code: code.value.trim() });
  if (answer.status === 201) {
    code.value = "";
    await link.take(answer.body);
    return;
  }
  say(element("pair-problem"), answer.status === 0 ? "Pairing needs the network." : (answer.body?.detail ?? "This code is not good. Have a new one made in the console."));
}

function show() {
  const { info } = link;
  element("pair").hidden = info !== null;
  element("here").hidden = info === null;
  say(element("pair-note"), link.revoked ? "This terminal was taken out of service. Pair it again to use it." : "Have a code made on the group’s page in the console, and type it in here.");
  if (info) {
    element("station").textContent = info.group_name;
    element("organization").textContent = `${info.organization} · ${info.name}`;
    if (pad.active) pad.show(info.people, info.badge_alone);
  }
  showBanner();
}

/** Since when the network is away, and what waits. */
function showBanner() {
  const banner = element("banner");
  const before = banner.hidden;
  banner.hidden = link.online && link.waiting === 0;
  if (!link.online) {
    const since = new Intl.DateTimeFormat(locale(), { timeStyle: "short", ...(now() - link.since > 72_000_000 ? { dateStyle: "medium" } : {}) }).format(link.since);
    if (link.waiting) say(banner, "No network since {}. Changes that wait: {}", since, link.waiting);
    else say(banner, "No network since {}. Nothing waits.", since);
  } else if (link.waiting) say(banner, "Being sent: {}", link.waiting);
  if (before !== banner.hidden) dispatchEvent(new Event("resize"));
}

function tick() {
  const instant = now();
  const options = link.info && "time_zone" in link.info && link.info.time_zone ? { timeZone: String(link.info.time_zone) } : {};
  element("time").textContent = new Intl.DateTimeFormat(locale(), { timeStyle: "short", ...options }).format(instant);
  element("date").textContent = new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", ...options }).format(instant);
  document.documentElement.lang = language();
}

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  element("failure").hidden = false;
  setTimeout(() => location.reload(), 15_000); // Nobody is there to press anything.
}
