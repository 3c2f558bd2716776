/**
 * The one table of what crosses between the shell and the program. `src/app/boundary.hpp` is its other half: the names
 * and the order of the arguments are the same there.
 *
 * Texts go in as UTF-8 in a buffer that the program lends, and come out as a pointer and a length into its memory, valid
 * during the call.
 */

/** @typedef {{ HEAPU8: Uint8Array, [name: string]: any }} Instance what Emscripten's glue makes */

/**
 * What the program calls, beside what Emscripten gives it. Each is handed to it as `host.<name>`.
 * @typedef {object} Host
 * @property {(words: number, wordCount: number, texts: number, textBytes: number) => void} mirror changed semantics: mirror_update.js
 * @property {(id: number, x: number, y: number, width: number, height: number, cutTop: number, cutBottom: number,
 *             fontSize: number, kind: number, flags: number, maxLength: number, value: number, valueBytes: number) => void} textEntry
 *   the field being edited; id 0 is none
 * @property {(text: number, field: number, placeholder: number, caret: number) => void} colors of the edited field, 0xRRGGBB
 * @property {(kind: number) => void} cursor 0 arrow, 1 hand, 2 text, 3 not allowed, 4 resize columns
 * @property {(hash: number, hashBytes: number, replace: number) => void} navigate
 * @property {(title: number, titleBytes: number) => void} title
 * @property {(sentence: number, sentenceBytes: number) => void} announce read out by assistive technology
 * @property {(text: number, textBytes: number) => void} copy
 * @property {(name: number, nameBytes: number, type: number, typeBytes: number, content: number, bytes: number) => void} download
 *   a file for the person to keep
 * @property {(what: number) => void} pick lets the person bring something: 1 a table, 2 a photo, 3 a signature
 * @property {(key: number, keyBytes: number, value: number, bytes: number) => void} keep something to remember; an empty
 *   value is forgotten
 * @property {(request: number, method: number, methodBytes: number, path: number, pathBytes: number, headers: number,
 *             headersBytes: number, body: number, bodyBytes: number, inPieces: number) => void} http headers are "Name: value" lines
 * @property {(path: number, pathBytes: number) => void} listen to server-sent events; an empty path stops
 * @property {(why: number) => void} signOut 0 asked, 1 ended by the server
 * @property {(dark: number) => void} theme the person chose this one
 * @property {(tag: number, tagBytes: number) => void} language the person chose this one
 * @property {(phrase: number, value: number, text: number, room: number) => number} say a number or a time in the language
 *   that is spoken; its bytes are written to `text`
 * @property {(items: number, itemBytes: number, alternatives: number, text: number, room: number) => number} list items
 *   that a zero ends each, as a sentence has them
 * @property {(text: number, textBytes: number, fontSize: number, strong: number) => number} textWidth in the browser's
 *   own fonts
 * @property {(text: number, textBytes: number, fontSize: number, strong: number, color: number, x: number, y: number,
 *             pixels: number, width: number, height: number) => void} textPaint writes RGBA to `pixels`
 * @property {(address: number, addressBytes: number, pixels: number, width: number, height: number) => number} picture
 *   writes RGBA to `pixels`; 0: it is not there, or not yet
 * @property {(pixels: number, width: number, height: number, left: number, top: number, patchWidth: number,
 *             patchHeight: number) => void} pixels without WebGL: the drawn frame, RGBA, and what of it is new
 */

/** What the shell calls. Every call but `frame` and `lend` may change what is shown, so it wakes the frames. */
export class Program {
  /** @type {Instance | null} */
  #instance = null;
  #encoder = new TextEncoder();
  #decoder = new TextDecoder();
  /** Asks for frames; set by console.js. @type {(count?: number) => void} */
  wake = () => {};
  /** Draws what has happened, in the browser's next frame. */
  react = () => {};

  /** @param {Instance} instance */
  attach(instance) {
    this.#instance = instance;
  }

  get #program() {
    if (!this.#instance) throw new Error("The program is not there yet.");
    return this.#instance;
  }

  /**
   * @param {number} pointer
   * @param {number} bytes
   */
  text(pointer, bytes) {
    return this.#decoder.decode(this.bytes(pointer, bytes));
  }

  /**
   * A view into the program's memory: valid until control returns to it.
   * @param {number} pointer
   * @param {number} bytes
   */
  bytes(pointer, bytes) {
    return this.#program.HEAPU8.subarray(pointer, pointer + bytes);
  }

  /**
   * Writes an answer where the program wants it; as much as there is room for. Returns its length.
   * @param {string} text
   * @param {number} pointer
   * @param {number} room
   */
  write(text, pointer, room) {
    return this.#encoder.encodeInto(text, this.bytes(pointer, room)).written;
  }

  /**
   * Puts texts, or bytes, one after the other into the lent buffer; returns the length of each.
   * @param {(string | Uint8Array)[]} parts
   */
  lend(...parts) {
    const encoded = parts.map((part) => (typeof part === "string" ? this.#encoder.encode(part) : part));
    const lengths = encoded.map((part) => part.length);
    const pointer = this.#program._app_lend(lengths.reduce((sum, length) => sum + length, 0));
    let at = pointer;
    for (const part of encoded) {
      this.#program.HEAPU8.set(part, at);
      at += part.length;
    }
    return lengths;
  }

  /**
   * One of the three font files, before the start.
   * @param {number} which 0 regular, 1 semibold, 2 icons
   * @param {Uint8Array} file
   */
  font(which, file) {
    const [length] = this.lend(file);
    this.#program._app_font(which, length);
  }

  /** What can be chosen. @param {{ tag: string, name: string }[]} all */
  languages(all) {
    const [length] = this.lend(all.map(({ tag, name }) => `${tag}\0${name}\0`).join(""));
    this.#program._app_languages(length);
  }

  /**
   * @param {string} tag
   * @param {string} catalogue as language.js has it
   */
  language(tag, catalogue) {
    const [tagBytes, catalogueBytes] = this.lend(tag, catalogue);
    this.#program._app_language(tagBytes, catalogueBytes);
    this.react();
  }

  /**
   * Makes the console. False: there is no WebGL, so that frames come as pixels.
   * @param {boolean} gallery
   * @param {boolean} webgl
   * @param {string} hash where one is
   */
  start(gallery, webgl, hash) {
    const [length] = this.lend(hash);
    return this.#program._app_start(Number(gallery), Number(webgl), length) !== 0;
  }

  /**
   * Something that `keep` was given in an earlier visit.
   * @param {string} key
   * @param {string} value
   */
  recall(key, value) {
    const [keyBytes, valueBytes] = this.lend(key, value);
    this.#program._app_recall(keyBytes, valueBytes);
  }

  /**
   * A file that the person chose or dropped.
   * @param {string} name
   * @param {Uint8Array} content
   */
  file(name, content) {
    const [nameBytes, contentBytes] = this.lend(name, content);
    this.#program._app_file(nameBytes, contentBytes);
    this.react();
  }

  /**
   * Draws one frame. Milliseconds until the next one is wanted; negative: until something happens.
   * @param {number} now in milliseconds, monotonic
   * @param {boolean} settle what it changed must be in the mirror when it returns
   * @returns {number}
   */
  frame(now, settle) {
    const date = new Date();
    return this.#program._app_frame(now, date.getTime(), -date.getTimezoneOffset(), Number(settle));
  }

  /**
   * @param {number} width in CSS pixels
   * @param {number} height
   * @param {number} pixelWidth in device pixels
   * @param {number} pixelHeight
   * @param {number} pixelRatio
   */
  resize(width, height, pixelWidth, pixelHeight, pixelRatio) {
    this.#program._app_resize(width, height, pixelWidth, pixelHeight, pixelRatio);
    this.react();
  }

  /** @param {import("./theme.js").Appearance} look */
  appearance(look) {
    this.#program._app_forced_colors(Number(look.forcedColors !== null), ...(look.forcedColors ?? [0, 0, 0, 0, 0, 0]));
    this.#program._app_appearance(Number(look.dark), Number(look.coarsePointer), Number(look.reducedMotion));
    this.react();
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  pointerMoved(x, y) {
    this.#program._app_pointer_moved(x, y);
    this.wake();
  }

  pointerLeft() {
    this.#program._app_pointer_left();
    this.react();
  }

  /**
   * The main button, or a finger.
   * @param {boolean} down
   * @param {boolean} touch
   * @param {number} modifiers 1 shift, 2 control, 4 alt
   */
  pointerButton(down, touch, modifiers = 0) {
    this.#program._app_pointer_button(Number(down), Number(touch), modifiers);
    this.react();
  }

  /**
   * Whether a finger that begins here and goes sideways drags something, and does not scroll.
   * @param {number} x
   * @param {number} y
   */
  takesDrag(x, y) {
    return this.#program._app_takes_drag(x, y) !== 0;
  }

  /**
   * @param {number} x in CSS pixels, to the right
   * @param {number} y down
   */
  scrolled(x, y) {
    this.#program._app_scrolled(x, y);
    this.wake();
  }

  /**
   * True when the program uses the key; if not, the browser may have it.
   * @param {number} key see keyboard.js
   * @param {number} modifiers 1 shift, 2 control, 4 alt
   * @returns {boolean}
   */
  key(key, modifiers) {
    const used = this.#program._app_key(key, modifiers) !== 0;
    this.react();
    return used;
  }

  /** Goes to the search of what is shown; false when there is none, or one is there already. @returns {boolean} */
  find() {
    const found = this.#program._app_find() !== 0;
    this.react();
    return found;
  }

  /** @param {number} id */
  activate(id) {
    this.#program._app_activate(id);
    this.react();
  }

  /** @param {number} id */
  focus(id) {
    this.#program._app_focus(id);
    this.react();
  }

  /** The keyboard came in from before (first) or after the console. @param {"first" | "last"} stop */
  enter(stop) {
    this.#program._app_enter(Number(stop === "last"));
    this.react();
  }

  /** The keyboard has left the console. */
  blur() {
    this.#program._app_blur();
    this.react();
  }

  /** Enter in a single-line field. @param {number} id */
  submit(id) {
    this.#program._app_submit(id);
    this.react();
  }

  /**
   * @param {number} id
   * @param {string} value
   */
  setValue(id, value) {
    const [length] = this.lend(value);
    this.#program._app_set_value(id, length);
    this.react();
  }

  /** @param {string} hash */
  route(hash) {
    const [length] = this.lend(hash);
    this.#program._app_route(length);
    this.react();
  }

  /**
   * A part of the body that is on its way. It wakes the frames only if there is something new to draw.
   * @param {number} request
   * @param {Uint8Array} piece
   */
  httpPiece(request, piece) {
    const [length] = this.lend(piece);
    if (this.#program._app_http_piece(request, length) !== 0) this.wake(1);
  }

  /**
   * @param {number} request
   * @param {number} status 0: the server could not be reached
   * @param {number} retryAfter seconds
   * @param {string} etag
   * @param {Uint8Array} body
   */
  httpResponse(request, status, retryAfter, etag, body) {
    const [etagBytes, bodyBytes] = this.lend(etag, body);
    this.#program._app_http_response(request, status, retryAfter, etagBytes, bodyBytes);
    this.react();
  }

  /**
   * @param {string} type "open", "closed", or the event's own name
   * @param {string} data
   */
  event(type, data) {
    const [typeBytes, dataBytes] = this.lend(type, data);
    this.#program._app_event(typeBytes, dataBytes);
    this.react();
  }

  contextLost() {
    this.#program._app_context(0);
  }

  contextRestored() {
    this.#program._app_context(1);
    this.react();
  }
}
