/** Keys as WebDriver numbers them. */

/** @type {Record<string, string>} */
const codes = {
  Backspace: "\ue003", Tab: "\ue004", Enter: "\ue007", Shift: "\ue008", Control: "\ue009", Alt: "\ue00a",
  Escape: "\ue00c", Space: " ", PageUp: "\ue00e", PageDown: "\ue00f", End: "\ue010", Home: "\ue011",
  ArrowLeft: "\ue012", ArrowUp: "\ue013", ArrowRight: "\ue014", ArrowDown: "\ue015", Delete: "\ue017",
  F5: "\ue035", F6: "\ue036", F11: "\ue03b", F12: "\ue03c",
};

/** "Control+Shift+K" as its keys, in the order in which they go down. @param {string} chord */
export const keysOf = (chord) => chord.split(/\+(?=.)/);

/** The actions of pressing it and letting go. @param {string} chord */
export function typed(chord) {
  const values = keysOf(chord).map((key) => codes[key] ?? key);
  return [
    ...values.map((value) => ({ type: "keyDown", value })),
    ...values.reverse().map((value) => ({ type: "keyUp", value })),
  ];
}
