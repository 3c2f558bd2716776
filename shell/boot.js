/**
 * The order of things: the form is painted, the program is fetched and made ready while the person signs in; then the
 * console takes the page over. Who is signed in already waits for the program only. Whatever fails is said in the page.
 */

import { askFirstSync, forgetFirstSync } from "./first_sync.js";
import { chooseLanguage, language, languages, say, watchLanguage } from "./language.js";
import { bringProgram, ProgramError } from "./program.js";
import { notSignedIn, request, secondFactorHash, seemsSignedIn, takeNotice } from "./session.js";
import { chooseTheme, themeChoice } from "./theme.js";

// The gallery of the kit needs no session; whoever has one sees it within the console.
const gallery = new URLSearchParams(location.search).has("kit") || (/^#\/kit\b/.test(location.hash) && !seemsSignedIn());
const straightOn = gallery || seemsSignedIn();
const download = bringProgram(straightOn ? Promise.resolve() : painted());
/** @type {Promise<typeof import("./console.js")> | null} */
let consoleModule = null;
if (straightOn) void bringConsole();

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const theme = /** @type {HTMLSelectElement} */ (element("theme"));
theme.value = themeChoice();
theme.onchange = () => chooseTheme(/** @type {import("./theme.js").ThemeChoice} */ (theme.value));
const spoken = /** @type {HTMLSelectElement} */ (element("language"));
spoken.append(...languages.map(({ tag, name }) => Object.assign(new Option(name, tag), { lang: tag })));
spoken.value = language();
spoken.onchange = () => chooseLanguage(spoken.value);
watchLanguage(() => (spoken.value = language()));
element("failure-retry").onclick = () => location.reload();

try {
  await someoneIsHere();
  await ownSecondFactor();
  await open();
} catch (error) {
  fail(error);
}

/** Resolves after the next frame; soon also in a tab that draws none. @returns {Promise<void>} */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 500);
  });
}

/** Resolves once there is a session. The gallery of the kit needs none. */
async function someoneIsHere() {
  if (gallery) return;
  const [, link, token] = /^#\/(setup|invitation)\/([\w-]+)$/.exec(location.hash) ?? [];
  const notice = takeNotice();
  if (!link && seemsSignedIn()) {
    element("sign-in").hidden = true;
    const stopWaiting = waiting();
    if (location.hash !== secondFactorHash) askFirstSync(); // By the session as it is then.
    const answer = await request("GET", "/api/v1/session");
    stopWaiting();
    if (answer.ok) return;
    if (answer.status !== 401)
      throw new ProgramError(
        "The server can’t be reached. Check the network and try again.",
        `status ${answer.status}`,
      );
    notSignedIn();
    forgetFirstSync();
  }
  const forms = await import("./forms.js");
  if (link) {
    const form = element("sign-in");
    if (link === "setup") form.remove();
    else form.hidden = true;
    await (link === "setup" ? forms.setUp(token) : forms.acceptInvitation(token));
    history.replaceState(null, "", location.pathname);
  } else {
    const signedIn = forms.signIn([notice]);
    // What comes next is fetched while the person types.
    setTimeout(() => void bringConsole(), 100);
    await signedIn;
  }
}

/** The console leads to this address, and the page serves it: the key must not go through the program. */
async function ownSecondFactor() {
  if (location.hash !== secondFactorHash) return;
  element("sign-in").hidden = true;
  const { body } = await request("GET", "/api/v1/session");
  await (await import("./forms.js")).secondFactor(body?.second_factor === true);
  history.replaceState(null, "", "#/profile");
}

/** One import for all who want it: WebKit settles a second one before the first has run the module. */
function bringConsole() {
  return (consoleModule ??= import("./console.js").catch((error) => {
    consoleModule = null; // The next one may get through.
    throw error;
  }));
}

async function open() {
  if (!gallery) askFirstSync();
  document.getElementById("sign-in")?.remove();
  const stopWaiting = waiting();
  const { openConsole } = await bringConsole();
  await openConsole(download, gallery, fail);
  stopWaiting();
  element("entry").hidden = true;
}

/** Shows that something is under way, but only when it takes long enough to wonder. Returns what ends it. */
function waiting() {
  const bar = /** @type {HTMLProgressElement} */ (element("starting-progress"));
  const show = () => {
    element("starting").hidden = false;
    if (download.progress() > 0 && download.progress() < 1) bar.value = download.progress();
    else bar.removeAttribute("value");
  };
  const first = setTimeout(show, 300);
  const further = setInterval(() => element("starting").hidden || show(), 200);
  return () => {
    clearTimeout(first);
    clearInterval(further);
    element("starting").hidden = true;
  };
}

/** @param {unknown} error */
function fail(error) {
  for (const id of ["starting", "sign-in", "setup", "second-step", "second-factor", "recovery-codes", "invitation", "app"])
    if (document.getElementById(id)) element(id).hidden = true;
  element("entry").hidden = false;
  element("failure").hidden = false;
  if (error instanceof ProgramError) say(element("failure-text"), error.message);
  else
    say(
      element("failure-text"),
      "Something unexpected happened in the page. Load it again; if it stays, tell your administrator what is written below.",
    );
  const cause = error instanceof ProgramError ? error.cause : error;
  element("failure-detail").textContent = cause ? String(cause) : "";
  element("failure-retry").focus();
}
