/**
 * Texts and bytes one after the other, each with its length in front: what passes between the page and the service
 * (src/demonstration/parcel.hpp).
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {(string | number | Uint8Array)[]} parts */
export function parcel(parts) {
  // Not instanceof: what comes out of a pane is of its own window.
  const encoded = parts.map((part) => (typeof part === "object" ? part : encoder.encode(String(part))));
  const bytes = new Uint8Array(encoded.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of encoded) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** Takes a parcel apart. */
export class Unpacker {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get atEnd() {
    return this.#at >= this.#bytes.length;
  }

  /** A copy, which stays when the parcel is gone. @returns {Uint8Array<ArrayBuffer>} */
  bytes() {
    const length = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at).getUint32(0, true);
    const begin = this.#at + 4;
    this.#at = begin + length;
    return this.#bytes.slice(begin, this.#at);
  }

  text() {
    return decoder.decode(this.bytes());
  }

  number() {
    return Number(this.text());
  }
}
