/**
 * Which keys are the console's. Everything else stays the browser's: F keys, Ctrl and Alt combinations, zoom, find.
 */

/** The console's keys, numbered as `castellan::ui::Key`. Text is never taken from keys. @type {Record<string, number>} */
const keys = {
  Tab: 0,
  Enter: 1,
  " ": 2,
  Escape: 3,
  ArrowUp: 4,
  ArrowDown: 5,
  ArrowLeft: 6,
  ArrowRight: 7,
  Home: 8,
  End: 9,
  PageUp: 10,
  PageDown: 11,
  Backspace: 12,
  Delete: 13,
};

/** With Ctrl or Cmd, where the program has a use for them. @type {Record<string, number>} */
const commands = { a: 14, c: 15, k: 16 };
const help = 17;

/** Of these the field being edited has no need itself. */
const leavesField = new Set(["Tab", "Escape", "Enter"]);
const leavesSingleLine = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown"]);

/**
 * @param {HTMLElement} app
 * @param {import("./boundary.js").Program} program
 * @param {() => void} drawNow so that the focus moves within the key's own event
 */
export function listenToKeyboard(app, program, drawNow) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || !concerns(app, event.target)) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "f") {
      // Once more in the search field is left to the browser's own find.
      if (program.find()) {
        event.preventDefault();
        drawNow();
      }
      return;
    }
    const command = commandOf(event);
    if (command !== undefined) {
      if (program.key(command, Number(event.shiftKey) | (Number(event.ctrlKey) << 1))) {
        event.preventDefault();
        drawNow();
      }
      return;
    }
    const name = event.code === "Tab" ? "Tab" : event.key; // WebKitGTK has no name for Tab with Shift.
    const key = keys[name];
    if (key === undefined || event.metaKey || event.altKey || (event.ctrlKey && !/^(Home|End|Enter)$/.test(name)))
      return;

    const field = textField(event.target);
    if (field) {
      const multiline = field instanceof HTMLTextAreaElement;
      if (!leavesField.has(name) && (multiline || !leavesSingleLine.has(name))) return;
      if (name === "Enter") {
        if (multiline && !event.ctrlKey) return;
        event.preventDefault();
        program.submit(Number(field.dataset.id));
        drawNow();
        return;
      }
    }
    if (program.key(key, Number(event.shiftKey) | (Number(event.ctrlKey) << 1))) {
      event.preventDefault();
      drawNow();
    }
  });
}

/**
 * All and copy are the text's while one is edited or selected; a question mark is a letter there.
 * @param {KeyboardEvent} event
 * @returns {number | undefined}
 */
function commandOf(event) {
  if (event.altKey) return undefined;
  const editing = textField(event.target) !== null;
  if (!event.ctrlKey && !event.metaKey) return event.key === "?" && !editing ? help : undefined;
  const letter = event.key.toLowerCase();
  if (event.shiftKey || (letter !== "k" && (editing || document.getSelection()?.isCollapsed === false))) return undefined;
  return commands[letter];
}

/**
 * Keys are the console's while the focus is in it, or nowhere.
 * @param {HTMLElement} app
 * @param {EventTarget | null} target
 */
function concerns(app, target) {
  return target === document.body || (target instanceof Node && app.contains(target));
}

/** @param {EventTarget | null} target */
function textField(target) {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox")
    ? target
    : null;
}
