/**
 * Text in the browser's own fonts: what the console's fonts have no letters for. A 2D canvas knows all scripts, their
 * joined letters, their direction, and emoji.
 */

/** Painted on the processor: the pixels are wanted back. */
const canvas = document.createElement("canvas");
const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));

/**
 * @param {number} size
 * @param {boolean} strong
 */
const font = (size, strong) => `${strong ? 600 : 400} ${size}px "Castellan Sans", system-ui, sans-serif`;

/**
 * @param {string} text
 * @param {number} size of the font, in pixels
 * @param {boolean} strong
 */
export function width(text, size, strong) {
  context.font = font(size, strong);
  return context.measureText(text).width;
}

/**
 * The pixels of one line, RGBA.
 * @param {string} text
 * @param {number} size of the font
 * @param {boolean} strong
 * @param {number} color 0xRRGGBB
 * @param {number} x where it begins
 * @param {number} y the baseline
 * @param {number} columns of the picture
 * @param {number} rows
 */
export function paint(text, size, strong, color, x, y, columns, rows) {
  canvas.width = columns; // Which empties it.
  canvas.height = rows;
  context.font = font(size, strong);
  context.direction = "ltr"; // The line's own; words from the right stand as they should in it.
  context.textAlign = "left";
  context.fillStyle = `#${color.toString(16).padStart(6, "0")}`;
  context.fillText(text, x, y);
  return context.getImageData(0, 0, columns, rows).data;
}
