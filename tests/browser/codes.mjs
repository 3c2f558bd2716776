/** One-time codes: as they arrive by mail, and are typed into the dialog that asks for them. */

/** @typedef {import("./house.mjs").Visitor} Visitor */

const mailed = /^\s+(\d{6})\s*$/m;

/** Another code than this one. @param {string} code */
export const otherThan = (code) => (code === "111111" ? "222222" : "111111");

/** The dialog that asks for a code. @param {Visitor} visitor */
export const codeDialog = ({ page }) => page.getByRole("dialog", { name: "Confirm with a one-time code" });

/** The field of it. @param {Visitor} visitor */
export const codeField = (visitor) => codeDialog(visitor).getByRole("textbox", { name: "Code" });

/** Types a code and confirms with it. @param {Visitor} visitor @param {string} code */
export async function confirmWith(visitor, code) {
  await codeField(visitor).waitFor({ state: "attached" });
  await codeField(visitor).fill(code);
  await visitor.pressButton("Confirm", codeDialog(visitor));
}

/**
 * Reads the codes that are mailed to somebody, one after the other.
 * @param {{ mailsTo: (to: string, count: number, saying: RegExp) => Promise<string[]> }} house opened with `mail`
 * @param {string} email
 */
export function codesTo(house, email) {
  let read = 0;
  return async () => /** @type {string[]} */ (mailed.exec((await house.mailsTo(email, ++read, mailed))[read - 1]))[1];
}
