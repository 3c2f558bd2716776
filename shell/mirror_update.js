/**
 * What changed on the screen since the last time, as the program sends it (`src/app/mirror.cpp` writes it): 32-bit words
 *
 *   changed nodes, places (-1: all are as before, none follow), focused id
 *   for each changed node: id, flags, x, y, width, height, level, row count, column count, row index, column index,
 *                          value now, min, max (these three as floats)
 *   for each place, in reading order: id, id of the node around it or 0
 *
 * and seven texts for each changed node, each ended by U+001F.
 */

/**
 * @typedef {object} MirrorNode
 * @property {number} id
 * @property {string} role as WAI-ARIA names it; "text" is a run of text
 * @property {string} name
 * @property {string} value
 * @property {string} description
 * @property {string} error
 * @property {string} placeholder
 * @property {string} href
 * @property {{ x: number, y: number, width: number, height: number }} rect relative to the node around it
 * @property {boolean} visible
 * @property {boolean} disabled
 * @property {boolean} selected
 * @property {boolean} current
 * @property {boolean} focusable
 * @property {boolean} required
 * @property {boolean} busy
 * @property {boolean} modal
 * @property {boolean} hasPopup
 * @property {boolean} multiline
 * @property {boolean} multiselectable
 * @property {boolean} covered something lies over it: it takes no presses of its own
 * @property {string | null} checked "false", "true", "mixed"
 * @property {string | null} expanded "false", "true"
 * @property {string | null} sorted "none", "ascending", "descending"
 * @property {string | null} live "polite", "assertive"
 * @property {number} level
 * @property {number} rowCount
 * @property {number} columnCount
 * @property {number} rowIndex
 * @property {number} columnIndex
 * @property {number} now
 * @property {number} min
 * @property {number} max
 */

/** @typedef {{ changed: MirrorNode[], places: { id: number, parent: number }[] | null, focused: number }} MirrorUpdate */

const headerWords = 3;
const nodeWords = 14;
const textsPerNode = 7;

/**
 * @param {Uint8Array} bytes the words
 * @param {string} texts
 * @returns {MirrorUpdate}
 */
export function readUpdate(bytes, texts) {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @param {number} index */
  const id = (index) => words.getUint32(index * 4, true);
  /** @param {number} index */
  const integer = (index) => words.getInt32(index * 4, true);
  /** @param {number} index */
  const real = (index) => words.getFloat32(index * 4, true);

  const changedCount = integer(0);
  const placeCount = integer(1);
  const parts = texts.split("\u001f");

  /** @type {MirrorNode[]} */
  const changed = [];
  for (let node = 0; node < changedCount; node++) {
    const at = headerWords + node * nodeWords;
    const [role, name, value, description, error, placeholder, href] = parts.slice(
      node * textsPerNode,
      (node + 1) * textsPerNode,
    );
    changed.push({
      id: id(at),
      role,
      name,
      value,
      description,
      error,
      placeholder,
      href,
      ...readFlags(integer(at + 1)),
      rect: { x: integer(at + 2), y: integer(at + 3), width: integer(at + 4), height: integer(at + 5) },
      level: integer(at + 6),
      rowCount: integer(at + 7),
      columnCount: integer(at + 8),
      rowIndex: integer(at + 9),
      columnIndex: integer(at + 10),
      now: real(at + 11),
      min: real(at + 12),
      max: real(at + 13),
    });
  }

  /** @type {{ id: number, parent: number }[]} */
  const places = [];
  const first = headerWords + changedCount * nodeWords;
  for (let place = 0; place < placeCount; place++)
    places.push({ id: id(first + place * 2), parent: id(first + place * 2 + 1) });
  return { changed, places: placeCount < 0 ? null : places, focused: id(2) };
}

/** The bits, from the lowest: twelve switches, then four times two bits. @param {number} flags */
function readFlags(flags) {
  /** @param {number} bit */
  const on = (bit) => (flags & (1 << bit)) !== 0;
  /** @param {number} bit @param {(string | null)[]} words */
  const choice = (bit, words) => words[(flags >> bit) & 3] ?? null;
  return {
    visible: on(0),
    disabled: on(1),
    selected: on(2),
    current: on(3),
    focusable: on(4),
    required: on(5),
    busy: on(6),
    modal: on(7),
    hasPopup: on(8),
    multiline: on(9),
    multiselectable: on(10),
    covered: on(11),
    checked: choice(12, [null, "false", "true", "mixed"]),
    expanded: choice(14, [null, "false", "true"]),
    sorted: choice(16, [null, "none", "ascending", "descending"]),
    live: choice(18, [null, "polite", "assertive"]),
  };
}
