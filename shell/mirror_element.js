/**
 * One node of the semantics as an element: native where that brings something (links, buttons, headings, inputs), else
 * with its role.
 */

/** @typedef {import("./mirror_update.js").MirrorNode} MirrorNode */

/** Roles that an element has by itself. @type {Record<string, string>} */
const natives = {
  text: "span",
  heading: "h2",
  link: "a",
  button: "button",
  textbox: "input",
  searchbox: "input",
  spinbutton: "input",
  banner: "header",
  navigation: "nav",
  main: "main",
  complementary: "aside",
};
/** Buttons of another role: Enter and Space come with them. */
const pressed = new Set([
  "checkbox",
  "switch",
  "radio",
  "combobox",
  "option",
  "tab",
  "menuitem",
  "menuitemradio",
  "menuitemcheckbox",
]);
/** Roles whose text is what they contain. Others are named by a label. */
const saysItsText = new Set([
  "text",
  "heading",
  "link",
  "button",
  "status",
  "alert",
  "tooltip",
  "listitem",
  "option",
  "tab",
  "menuitem",
  "menuitemradio",
  "menuitemcheckbox",
  "columnheader",
  "rowheader",
  "gridcell",
  "term",
  "definition",
  "checkbox",
  "switch",
  "radio",
]);
/** Of these the text stays before the parts: it is what is announced, and a message may have a button of its own. */
const announced = new Set(["status", "alert"]);
const selectable = new Set(["option", "tab", "row", "gridcell"]);
export const textFields = new Set(["textbox", "searchbox", "spinbutton"]);

/**
 * The kind of element that a node needs; when it changes, the element must be made anew.
 * @param {MirrorNode} node
 */
export function tagOf(node) {
  if (node.role === "heading") return `h${node.level >= 1 && node.level <= 6 ? node.level : 2}`;
  if (node.role === "textbox" && node.multiline) return "textarea";
  return natives[node.role] ?? (pressed.has(node.role) ? "button" : "div");
}

/**
 * @param {MirrorNode} node
 * @returns {HTMLElement}
 */
export function makeElement(node) {
  const element = document.createElement(tagOf(node));
  element.dataset.id = String(node.id);
  element.tabIndex = -1;
  if (element instanceof HTMLButtonElement) element.type = "button";
  if (element instanceof HTMLInputElement) element.type = node.role === "searchbox" ? "search" : "text";
  if (textFields.has(node.role)) {
    element.autocapitalize = "off";
    element.setAttribute("autocomplete", "off");
  }
  return element;
}

/**
 * Writes what differs.
 * @param {HTMLElement} element
 * @param {MirrorNode} node
 * @param {boolean} editing its place and value are then the text entry's
 */
export function writeElement(element, node, editing) {
  const field = textFields.has(node.role);
  const parts = hasParts(element);
  const asText = saysItsText.has(node.role) && (!parts || announced.has(node.role));
  const text = node.role === "combobox" ? node.value : asText ? node.name : "";
  if (!field) writeText(element, text);

  attribute(element, "role", natives[node.role] && node.role !== "spinbutton" ? null : node.role);
  attribute(element, "aria-label", asText || (parts && saysItsText.has(node.role)) ? null : node.name);
  attribute(element, "aria-description", [node.error, node.description].filter(Boolean).join(" "));
  attribute(element, "aria-disabled", node.disabled && "true");
  attribute(
    element,
    "aria-selected",
    selectable.has(node.role) && (node.selected || (node.role !== "row" && node.role !== "gridcell"))
      ? String(node.selected)
      : null,
  );
  attribute(element, "aria-current", node.current && "page");
  attribute(element, "aria-required", node.required && "true");
  attribute(element, "aria-invalid", node.error && "true");
  attribute(element, "aria-busy", node.busy && "true");
  attribute(element, "aria-modal", node.modal && "true");
  attribute(element, "aria-haspopup", node.hasPopup && (node.role === "combobox" ? "listbox" : "menu"));
  attribute(element, "aria-multiselectable", node.multiselectable && "true");
  attribute(element, "aria-checked", node.checked);
  attribute(element, "aria-expanded", node.expanded);
  attribute(element, "aria-sort", node.sorted);
  attribute(element, "aria-live", node.live);
  attribute(element, "aria-rowcount", count(node.rowCount));
  attribute(element, "aria-colcount", count(node.columnCount));
  attribute(element, "aria-rowindex", count(node.rowIndex));
  attribute(element, "aria-colindex", count(node.columnIndex));
  const ranged = node.max > node.min;
  attribute(element, "aria-valuenow", ranged && String(node.now));
  attribute(element, "aria-valuemin", ranged && String(node.min));
  attribute(element, "aria-valuemax", ranged && String(node.max));
  attribute(element, "aria-valuetext", ranged && node.role === "progressbar" && node.value);
  if (element instanceof HTMLAnchorElement) attribute(element, "href", node.href);
  if (field) writeField(/** @type {HTMLInputElement} */ (element), node, editing);
  element.classList.toggle("covered", node.covered || !node.visible);
  if (!editing) place(element, node.rect);
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {MirrorNode} node
 * @param {boolean} editing
 */
function writeField(input, node, editing) {
  attribute(input, "placeholder", node.placeholder);
  input.readOnly = node.disabled; // A disabled input could not take the focus, and nobody would learn why it is.
  if (!editing && input.value !== node.value) input.value = node.value;
}

/** Has it mirror nodes inside? Then these say its text. @param {HTMLElement} element */
function hasParts(element) {
  return element.firstElementChild !== null;
}

/**
 * The text before the parts.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function writeText(element, text) {
  const first = element.firstChild;
  if (first instanceof Text) {
    if (!text) first.remove();
    else if (first.data !== text) first.data = text;
  } else if (text) element.prepend(text);
}

/**
 * @param {HTMLElement} element
 * @param {{ x: number, y: number, width: number, height: number }} rect
 */
export function place(element, rect) {
  const { style } = element;
  style.left = `${rect.x}px`;
  style.top = `${rect.y}px`;
  style.width = `${rect.width}px`;
  style.height = `${rect.height}px`;
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string | null | false} value nothing removes it
 */
function attribute(element, name, value) {
  if (!value) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** @param {number} value */
function count(value) {
  return value === 0 ? null : String(value);
}
