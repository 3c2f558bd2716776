/** The people of the demonstration who can be visited as, by assets/personas.json and the organisation's document. */

/** Everybody knows it. */
export const password = "Castellan-demo-1";

/**
 * @typedef {object} Persona
 * @property {string} user the id
 * @property {string} name
 * @property {string} email
 * @property {string} phone
 * @property {string} says what he may do, in a sentence
 * @property {string} initials
 * @property {string} address where his requests come from
 */

/**
 * @param {string} rows assets/personas.json
 * @param {string} document the organisation's
 * @returns {Persona[]}
 */
export function readPersonas(rows, document) {
  /** @type {Map<string, { id: string, name: string, email: string, phone?: string }>} */
  const users = new Map(JSON.parse(document).users.map((/** @type {any} */ user) => [user.id, user]));
  return JSON.parse(rows).flatMap((/** @type {{ user: string, says: string }} */ { user, says }, /** @type {number} */ at) => {
    const found = users.get(user);
    if (!found) return [];
    const names = found.name.split(" ");
    const initials = [names[0], names.length > 1 ? (names.at(-1) ?? "") : ""].map((name) => [...name][0] ?? "").join("");
    return [{ user, says, name: found.name, email: found.email, phone: found.phone ?? "", initials, address: `198.51.100.${at + 1}` }];
  });
}
