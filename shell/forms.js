/**
 * The forms of the page before the console. Each resolves once the server has accepted what was entered.
 */

import { adopt, say } from "./language.js";
import { ProgramError } from "./program.js";
import { request, signedIn } from "./session.js";

/** An English text and what fills it. @typedef {[string, ...unknown[]]} Said */
/** @typedef {import("./session.js").Answer} Answer */

/**
 * @typedef {object} Form
 * @property {Said} [notice] said above the fields
 * @property {string} label of its button
 * @property {(values: Record<string, string>) => [string, object]} toRequest
 * @property {(answer: Answer) => Said | null} toText what a refusal means; null: nothing that is better said here
 * @property {(answer: Answer) => boolean} [ends] whether a refusal is for whoever showed the form
 */

/**
 * Shows the sign-in until somebody has signed in, with the second step where there is one.
 * @param {Said} notice said above the fields; may be empty
 */
export async function signIn(notice) {
  const answer = await serve("sign-in", {
    notice,
    label: signInLabel,
    toRequest: (values) => ["/api/v1/session", values],
    toText: ({ status }) => (status === 401 || status === 403 || status === 422 ? wrongPair : null),
  });
  if (answer.body?.second_factor && !answer.body.mfa) await secondStep();
}

/** Has the code shown that the sign-in of this person wants, too. */
async function secondStep() {
  const section = await bring("second-step");
  const without = /** @type {HTMLButtonElement} */ (section.querySelector(".secondary"));
  const skipped = new Promise((resolve) => (without.onclick = resolve));
  const shown = serve("second-step", {
    label: continueLabel,
    toRequest: ({ code }) => ["/api/v1/session/second-factor", { code }],
    toText: ({ status }) => (status === 422 ? wrongCode : null),
  });
  await Promise.race([shown, skipped]);
  section.remove();
}

/**
 * Offers to set up a second factor, or to take away the one that is there. Resolves when that is done, or left for later.
 * @param {boolean} has
 */
export async function secondFactor(has) {
  const offer = has ? null : await request("POST", "/api/v1/second-factor");
  if (offer && !offer.ok) return;
  const section = await bring("second-factor");
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(`second-factor-${name}`));
  if (offer) {
    drawCode(/** @type {SVGSVGElement} */ (section.querySelector("svg")), offer.body.qr);
    part("key").textContent = offer.body.secret.replace(/.{4}(?=.)/g, "$& ");
  } else {
    say(part("how"), "You have one. To take it away, enter the code that your authenticator shows now, or one of your recovery codes.");
    part("qr").remove();
    part("key").remove();
    say(/** @type {HTMLElement} */ (section.querySelector(".primary")), removeLabel);
  }
  const later = new Promise((resolve) => {
    /** @type {HTMLElement} */ (section.querySelector(".secondary")).onclick = () => resolve(null);
  });
  const done = await Promise.race([
    later,
    serve("second-factor", {
      label: has ? removeLabel : setUpLabel,
      toRequest: ({ code }) => [`/api/v1/second-factor/${has ? "remove" : "confirm"}`, { code }],
      toText: ({ status }) => (status === 422 ? wrongCode : null),
    }),
  ]);
  section.remove();
  if (done && !has) await keepCodes(done.body.recovery_codes);
}

/** @param {string[]} codes */
async function keepCodes(codes) {
  const section = await bring("recovery-codes");
  section.hidden = false;
  section.querySelector("ul")?.append(...codes.map((code) => Object.assign(document.createElement("li"), { textContent: code })));
  const kept = /** @type {HTMLButtonElement} */ (section.querySelector("button"));
  kept.focus();
  await new Promise((resolve) => (kept.onclick = resolve));
  section.remove();
}

/**
 * @param {SVGSVGElement} svg
 * @param {string[]} rows of 0 and 1
 */
function drawCode(svg, rows) {
  const path = document.createElementNS(svg.namespaceURI ?? "", "path");
  const squares = rows.flatMap((row, y) => [...row].map((bit, x) => (bit === "1" ? `M${x + 4} ${y + 4}h1v1h-1z` : "")));
  path.setAttribute("d", squares.join(""));
  svg.setAttribute("viewBox", `0 0 ${rows.length + 8} ${rows.length + 8}`);
  svg.append(path);
}

/**
 * Shows the first set-up of an organisation until it is created.
 * @param {string} token from the one-time link
 */
export async function setUp(token) {
  const section = await bring("setup");
  await serve("setup", {
    label: createLabel,
    toRequest: (values) => ["/api/v1/setup", { token, ...values }],
    toText: ({ status }) => ([401, 403, 404, 410].includes(status) ? usedSetUp : null),
  });
  section.remove();
}

/**
 * Shows what a link offers that was sent by mail, until it is accepted: who is new chooses a password, who is known here
 * signs in.
 * @param {string} token from the link
 */
export async function acceptInvitation(token) {
  const look = await request("POST", "/api/v1/invitations/look", { token });
  if (!look.ok) {
    await signIn(look.status === 403 || look.status === 422 ? usedLink : problemText(look));
    return;
  }
  const { organization, email, name, role, place, by, known } = look.body;
  const section = await bring("invitation");
  const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(`invitation-${id}`));
  const lacks = (/** @type {string} */ id) => part(id).closest(".field")?.remove();
  const offer = part("offer");
  if (name) say(part("title"), "Welcome, {}", name);
  else say(part("title"), "You are invited to {}", organization);
  if (role && place) say(offer, "{} invites you: {} in {}, at {}.", by, role, place, organization);
  else if (role) say(offer, "{} invites you: {} at {}.", by, role, organization);
  else say(offer, "{} has made a place for you. Choose a password to come in by.", organization);
  /** @type {HTMLInputElement} */ (part("email")).value = email;
  if (known || name) lacks("name");
  if (known) lacks("password");
  const accept = (/** @type {Record<string, string>} */ values) =>
    /** @type {[string, object]} */ (["/api/v1/invitations/accept", { token, name: values.name, password: values.password }]);
  const form = {
    label: acceptLabel,
    toRequest: accept,
    toText: (/** @type {Answer} */ { status }) => (status === 403 && !known ? usedLink : null),
    ends: (/** @type {Answer} */ { status }) => known && status === 401,
  };
  const answer = await serve("invitation", form);
  if (!answer.ok) {
    section.hidden = true;
    // words:
    await signIn(["Sign in as {} to accept the invitation.", email]);
    // words end
    await serve("invitation", { ...form, ends: undefined });
  }
  section.remove();
  history.replaceState(null, "", location.pathname); // The link is used up, should the page be loaded again.
  if (!known) await secondFactor(false);
}

/**
 * Fetches a form that few people need. Password managers and assistive technology must meet one only.
 * @param {"setup" | "second-step" | "second-factor" | "recovery-codes" | "invitation"} name
 */
async function bring(name) {
  const response = await fetch("forms.html", { credentials: "same-origin" }).catch((error) => {
    throw new ProgramError("The server can’t be reached. Check the network and try again.", error);
  });
  const all = document.createElement("template");
  all.innerHTML = await response.text();
  const section = all.content.getElementById(name);
  if (!section) throw new ProgramError("The server can’t be reached. Check the network and try again.", response.status);
  adopt(section);
  document.getElementById("failure")?.before(section);
  return section;
}

/**
 * @param {"sign-in" | "setup" | "second-step" | "second-factor" | "invitation"} name
 * @param {Form} use
 * @returns {Promise<Answer>} accepted, or a refusal that ends it
 */
function serve(name, { notice = [""], label, toRequest, toText, ends = () => false }) {
  const section = /** @type {HTMLElement} */ (document.getElementById(name));
  const form = /** @type {HTMLFormElement} */ (document.getElementById(`${name}-form`));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  const inputs = [...form.querySelectorAll("input")];
  section.hidden = false;
  tell(form, notice, "calm");
  reveal(form);
  (inputs.find((input) => !input.value) ?? button).focus();

  return new Promise((resolve) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (button.ariaDisabled === "true") return;
      tell(form, [""], "calm");
      if (!check(inputs)) return;
      button.ariaDisabled = "true";
      say(button, "One moment …");
      const values = Object.fromEntries(
        inputs.map((input) => [input.name, input.type === "password" ? input.value : input.value.trim()]),
      );
      const answer = await request("POST", ...toRequest(values));
      button.ariaDisabled = "false";
      say(button, label);
      if (!answer.ok && !ends(answer)) {
        tell(form, toText(answer) ?? problemText(answer), "error");
        return;
      }
      if (answer.ok) {
        signedIn();
        form.reset();
        section.hidden = true;
      }
      resolve(answer);
    };
  });
}

/**
 * Marks what is missing and goes there; true when nothing is.
 * @param {HTMLInputElement[]} inputs
 */
function check(inputs) {
  for (const input of inputs) {
    const error = /** @type {HTMLElement} */ (document.getElementById(`${input.id}-error`));
    say(error, ...(input.validity.valid ? nothing : wanted(input)));
    input.ariaInvalid = String(!input.validity.valid);
  }
  const first = inputs.find((input) => !input.validity.valid);
  first?.focus();
  return !first;
}

/** @type {Said} */
const nothing = [""];

// words:
const signInLabel = "Sign in";
const createLabel = "Create organisation";
const continueLabel = "Continue";
const acceptLabel = "Accept";
const setUpLabel = "Set it up";
const removeLabel = "Take it away";
/** @type {Said} */
const wrongPair = ["This e-mail address and password don’t belong together. Check both and try again."];
/** @type {Said} */
const wrongCode = ["This code does not fit, or was used already. Wait for the next one."];
/** @type {Said} */
const usedLink = ["This link has been used, or is no longer good. Ask for a new one, or sign in."];
/** @type {Said} */
const usedSetUp = ["This link has been used or has expired. Start the server again with an empty store to get a new one."];
/** @type {Record<string, string>} */
const missing = {
  email: "Enter your e-mail address.",
  password: "Enter your password.",
  organization: "Enter the name of your organisation.",
  account: "Enter the name of its first account.",
  name: "Enter your name.",
  code: "Enter the code.",
};
// words end

/** @param {HTMLInputElement} input @returns {Said} */
function wanted(input) {
  const { validity } = input;
  if (validity.valueMissing) return [missing[input.name]];
  // words:
  if (validity.typeMismatch) return ["Enter an e-mail address such as ada@station.example."];
  if (validity.tooShort) return ["Use at least {} characters.", input.minLength];
  // words end
  return [input.validationMessage];
}

/**
 * @param {HTMLFormElement} form
 * @param {Said} text
 * @param {"calm" | "error"} tone
 */
function tell(form, text, tone) {
  const notice = /** @type {HTMLElement} */ (form.querySelector(".notice"));
  notice.dataset.tone = tone;
  say(notice, ...text);
  notice.hidden = !text[0];
}

/** @param {HTMLFormElement} form */
function reveal(form) {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector(".reveal"));
  const input = /** @type {HTMLInputElement} */ (form.querySelector(".secret input"));
  if (button) button.onclick = () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    if (shown) say(button, "Hide");
    else say(button, "Show");
    button.ariaPressed = String(shown);
    input.focus();
  };
}

/** @param {Answer} answer @returns {Said} */
function problemText(answer) {
  // words:
  if (answer.status === 0) return ["The server can’t be reached. Check the network and try again."];
  if (answer.status === 429 && answer.retryAfter > 0)
    return ["Too many attempts. Try again in {} seconds.", answer.retryAfter];
  if (answer.status === 429) return ["Too many attempts. Try again in a little while."];
  if (answer.status >= 500)
    return ["The server has a problem of its own. Try again in a minute; if it stays, tell your administrator."];
  const unknown = "The server did not accept this. Check what you entered.";
  // words end
  return [answer.body?.detail ?? answer.body?.title ?? unknown];
}
