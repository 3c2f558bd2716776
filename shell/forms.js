/**
 * The two forms of the page before the console: sign-in and first set-up. Each resolves once its person is signed in.
 */

import { say } from "./language.js";
import { request, signedIn } from "./session.js";

/** An English text and what fills it. @typedef {[string, ...unknown[]]} Said */
/** @typedef {import("./session.js").Answer} Answer */

/**
 * Shows the sign-in until somebody has signed in.
 * @param {string} notice said above the fields; may be empty
 * @returns {Promise<void>}
 */
export function signIn(notice) {
  return serve(
    "sign-in",
    notice,
    (values) => ["/api/v1/session", values],
    (answer) => {
      if (answer.status === 401 || answer.status === 403 || answer.status === 422)
        return wrongPair;
      return problemText(answer);
    },
  );
}

/**
 * Shows the first set-up of an organisation until it is created.
 * @param {string} token from the one-time link
 * @returns {Promise<void>}
 */
export function setUp(token) {
  // Password managers and assistive technology must meet one form only.
  const page = /** @type {HTMLTemplateElement} */ (document.getElementById("setup-page"));
  page.replaceWith(page.content);
  return serve(
    "setup",
    "",
    (values) => ["/api/v1/setup", { token, ...values }],
    (answer) => {
      if (answer.status === 401 || answer.status === 403 || answer.status === 404 || answer.status === 410)
        return usedLink;
      return problemText(answer);
    },
  );
}

/**
 * @param {"sign-in" | "setup"} name
 * @param {string} notice
 * @param {(values: Record<string, string>) => [string, object]} toRequest
 * @param {(answer: Answer) => Said} toText
 * @returns {Promise<void>}
 */
function serve(name, notice, toRequest, toText) {
  const section = /** @type {HTMLElement} */ (document.getElementById(name));
  const form = /** @type {HTMLFormElement} */ (document.getElementById(`${name}-form`));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  const label = name === "setup" ? createLabel : signInLabel;
  const inputs = [...form.querySelectorAll("input")];
  section.hidden = false;
  tell(form, [notice], "calm");
  reveal(form);
  (inputs.find((input) => !input.value) ?? inputs[0]).focus();

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
      if (!answer.ok) {
        tell(form, toText(answer), "error");
        return;
      }
      signedIn();
      form.reset();
      section.hidden = true;
      resolve();
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
/** @type {Said} */
const wrongPair = ["This e-mail address and password don’t belong together. Check both and try again."];
/** @type {Said} */
const usedLink = ["This link has been used or has expired. Start the server again with an empty store to get a new one."];
/** @type {Record<string, string>} */
const missing = {
  email: "Enter your e-mail address.",
  password: "Enter your password.",
  organization: "Enter the name of your organisation.",
  account: "Enter the name of its first account.",
  name: "Enter your name.",
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
  const button = /** @type {HTMLButtonElement} */ (form.querySelector(".reveal"));
  const input = /** @type {HTMLInputElement} */ (form.querySelector(".secret input"));
  button.onclick = () => {
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
