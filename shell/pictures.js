/**
 * Pictures that the service keeps, as pixels for the program: fetched and read by the browser, kept for as long as the page
 * is there.
 */

/** As many as somebody looks at in a row. */
const most = 40;
/** By address; null while it is on its way, and if it can't be had. @type {Map<string, ImageBitmap | null>} */
const pictures = new Map();
const canvas = document.createElement("canvas");
const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));

/**
 * The picture, whole and as large as fits, in the middle: RGBA. Null if it is not there, or not yet.
 * @param {string} address
 * @param {number} columns
 * @param {number} rows
 * @param {() => void} arrived called when it has come
 */
export function paintPicture(address, columns, rows, arrived) {
  const image = pictures.get(address);
  if (image === undefined) {
    pictures.set(address, null);
    void fetchPicture(address, arrived);
  }
  if (!image) return null;
  const scale = Math.min(columns / image.width, rows / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  canvas.width = columns; // Which empties it.
  canvas.height = rows;
  context.drawImage(image, (columns - width) / 2, (rows - height) / 2, width, height);
  return context.getImageData(0, 0, columns, rows).data;
}

/**
 * @param {string} address
 * @param {() => void} arrived
 */
async function fetchPicture(address, arrived) {
  try {
    const response = await fetch(address, { credentials: "same-origin", redirect: "error", cache: "no-store" });
    if (!response.ok) return;
    if (pictures.size > most) pictures.clear();
    pictures.set(address, await createImageBitmap(await response.blob()));
    arrived();
  } catch {
    // It stays away; the page says so in its place.
  }
}
