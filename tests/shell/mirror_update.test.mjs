import assert from "node:assert/strict";
import { it } from "node:test";

import { readUpdate } from "../../shell/mirror_update.js";

const end = "\u001f";

/** @param {number[]} words */
function bytes(words) {
  return new Uint8Array(Int32Array.from(words).buffer);
}

it("a changed node is read with its flags, place and texts", () => {
  const flags = 1 | (1 << 1) | (1 << 4) | (2 << 12) | (1 << 14) | (3 << 16) | (1 << 18);
  const update = readUpdate(
    bytes([1, 2, -5, /* node */ -7, flags, 10, -20, 300, 40, 2, 100_000, 8, 17, 3, 0, 0, 0, /* places */ 9, 0, -7, 9]),
    ["button", "Sync now", "", "The safe is offline.", "", "", ""].join(end) + end,
  );
  const [node] = update.changed;
  assert.equal(node.id, 2 ** 32 - 7, "ids are unsigned");
  assert.equal(node.role, "button");
  assert.equal(node.name, "Sync now");
  assert.equal(node.description, "The safe is offline.");
  assert.deepEqual(node.rect, { x: 10, y: -20, width: 300, height: 40 });
  assert.deepEqual([node.visible, node.disabled, node.selected, node.focusable], [true, true, false, true]);
  assert.deepEqual([node.checked, node.expanded, node.sorted, node.live], ["true", "false", "descending", "polite"]);
  assert.deepEqual(
    [node.level, node.rowCount, node.columnCount, node.rowIndex, node.columnIndex],
    [2, 100_000, 8, 17, 3],
  );
  assert.deepEqual(update.places, [
    { id: 9, parent: 0 },
    { id: 2 ** 32 - 7, parent: 9 },
  ]);
  assert.equal(update.focused, 2 ** 32 - 5);
});

it("an unchanged order is not an empty one", () => {
  assert.equal(readUpdate(bytes([0, -1, 0]), "").places, null);
  assert.deepEqual(readUpdate(bytes([0, 0, 0]), "").places, []);
});
