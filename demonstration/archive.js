/** What the page brings along: files by name, compressed all together. */

import { Unpacker } from "./parcel.js";

/** @type {Promise<Map<string, Uint8Array<ArrayBuffer>>>} */
export const files = unpack();

async function unpack() {
  const archive = /** @type {HTMLElement} */ (document.getElementById("files"));
  const packed = Uint8Array.from(atob((archive.textContent ?? "").trim()), (letter) => letter.charCodeAt(0));
  archive.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const parcel = new Unpacker(new Uint8Array(await new Response(stream).arrayBuffer()));
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const found = new Map();
  while (!parcel.atEnd) found.set(parcel.text(), parcel.bytes());
  return found;
}
