/**
 * Files that the person brings and keeps, and tables on paper.
 */

/** @typedef {import("./boundary.js").Program} Program */

/** As castellan::ui::picked_bytes_most; of a larger file one byte more goes in, so that it can be told. */
const largestFile = 4 * 1024 * 1024;

/** So large is a photo at most when it is sent: enough to read a label on it. */
const largestSide = 1600;

/**
 * Lets the person bring something: a file by a real file input, which is there as long as it takes; a signature by the pad.
 * @param {HTMLElement} app
 * @param {Program} program
 * @param {number} what 1 a table, 2 a photo, 3 a signature
 */
export async function pick(app, program, what) {
  if (what === 3) {
    const { sign } = await import("./sign.js");
    const signature = await sign();
    if (signature) await give(program, "signature.png", signature);
    return;
  }
  app.querySelector("#picker")?.remove();
  const input = document.createElement("input");
  input.id = "picker";
  input.type = "file";
  input.accept = what === 2 ? "image/*" : ".csv,.txt,text/csv"; // On a phone the former offers the camera.
  input.hidden = true;
  input.onchange = () => bring(program, input.files?.[0]).finally(() => input.remove());
  app.append(input);
  input.click();
}

/**
 * @param {HTMLElement} app
 * @param {Program} program
 */
export function takeDrops(app, program) {
  app.addEventListener("dragover", (event) => event.preventDefault());
  app.addEventListener("drop", (event) => {
    event.preventDefault();
    void bring(program, event.dataTransfer?.files[0]);
  });
}

/**
 * @param {Program} program
 * @param {File | undefined} file
 */
async function bring(program, file) {
  if (!file) return;
  const photo = file.type.startsWith("image/") ? await scaledDown(file) : null;
  await give(program, photo ? "photo.jpg" : file.name, photo ?? file);
}

/**
 * @param {Program} program
 * @param {string} name
 * @param {Blob} content
 */
async function give(program, name, content) {
  program.file(name, new Uint8Array(await content.slice(0, largestFile + 1).arrayBuffer()));
}

/**
 * A photo as it is sent: no larger than need be, and painted anew, so that nothing goes along of where it was taken. Null if
 * the browser can't read it; the server then says what it thinks of it.
 * @param {Blob} file
 * @returns {Promise<Blob | null>}
 */
async function scaledDown(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, largestSide / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.fillStyle = "#fff"; // JPEG has no transparency.
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  } catch {
    return null;
  }
}

/**
 * @param {string} name "users.csv"
 * @param {string} type
 * @param {Uint8Array} content
 */
export function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Puts a table on paper: in the page itself, where app.css hides everything else while it is printed.
 * @param {string} title
 * @param {string} csv the first line has the columns
 */
export function printTable(title, csv) {
  const [columns, ...rows] = readCsv(csv);
  const paper = document.createElement("section");
  paper.id = "paper";
  const element = (/** @type {string} */ tag, /** @type {string} */ text, /** @type {Element} */ parent) => {
    const made = document.createElement(tag);
    made.textContent = text;
    parent.append(made);
    return made;
  };
  element("h1", title, paper);
  element("p", new Date().toLocaleString(document.documentElement.lang), paper);
  const table = element("table", "", paper);
  const line = (/** @type {string[]} */ cells, /** @type {Element} */ part, /** @type {string} */ tag) => {
    const row = element("tr", "", part);
    for (const cell of cells) element(tag, cell, row);
  };
  line(columns, element("thead", "", table), "th");
  const body = element("tbody", "", table);
  for (const row of rows) line(row, body, "td");
  document.body.append(paper);
  addEventListener("afterprint", () => paper.remove(), { once: true });
  print();
}

/**
 * @param {string} text RFC 4180
 * @returns {string[][]}
 */
function readCsv(text) {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.join("") !== "");
}
