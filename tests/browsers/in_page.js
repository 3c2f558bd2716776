/** Runs in the page before its own scripts: notes what goes wrong there, and finds the parts of the mirror. */

globalThis.troubles = [];
addEventListener("error", (event) => troubles.push(event.error ? `${event.error}\n${event.error.stack}` : event.message ?? `${event.target.tagName} did not load`), true);
addEventListener("unhandledrejection", (event) => troubles.push(`${event.reason}\n${event.reason?.stack}`));
addEventListener("securitypolicyviolation", (event) => troubles.push(`${event.violatedDirective}: ${event.blockedURI}`));
for (const kind of ["error", "warn"]) console[kind] = (...words) => troubles.push(words.join(" "));

const roleOfTag = { A: "link", BUTTON: "button", H1: "heading", H2: "heading", H3: "heading", INPUT: "textbox", TEXTAREA: "textbox" };
const roleOf = (element) =>
  element.getAttribute("role") ?? (element.type === "search" ? "searchbox" : roleOfTag[element.tagName]);
globalThis.nameOf = (element) => element.getAttribute("aria-label") ?? element.textContent;

/** The one element of the mirror with this role and name. */
globalThis.part = (role, name) => {
  const found = [...document.querySelectorAll("#mirror *")].filter(
    (element) => roleOf(element) === role && (name == null || nameOf(element) === name),
  );
  if (found.length !== 1) throw new Error(`There are ${found.length} of ${role} ${name ?? ""}.`);
  return found[0];
};

/** Where it is drawn. */
globalThis.placeOf = (role, name) => {
  const { x, y, width, height } = part(role, name).getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2, width, height };
};
