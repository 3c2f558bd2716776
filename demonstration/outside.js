/**
 * What those modules of the shell that the page around the consoles uses too, language.js and theme.js, find in place of the
 * browser's own (tools/make_demonstration.mjs).
 */

import { files } from "./archive.js";
import { shared } from "./shared.js";

export const localStorage = {
  /** @param {string} key */
  getItem: (key) => shared.get(key),
  /** @param {string} key @param {string} value */
  setItem: (key, value) => shared.set(key, value),
  /** @param {string} key */
  removeItem: (key) => shared.set(key, null),
};

/** @param {string} name */
export async function fetch(name) {
  const content = (await files).get(name);
  return new Response(content, { status: content ? 200 : 404 });
}
