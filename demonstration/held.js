/**
 * In place of shell/served.js, where there is no server: the style sheet is in the page, and what is too long to pass through
 * it passes all the same.
 */

import { fetch } from "./inside.js";

export async function bringStyle() {}

/**
 * @param {string} name
 * @param {string} address of our own service
 */
export async function saveFrom(name, address) {
  const response = await fetch(address);
  const content = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = content;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(content), 60_000);
}
