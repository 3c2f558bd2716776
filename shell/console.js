/**
 * Joins the program and the page: starts it, and gives each what it needs of the other.
 */

import { Program } from "./boundary.js";
import { hasWebgl, keepContext, keepSize, showPixels } from "./canvas.js";
import { pick, printTable, saveFile, takeDrops } from "./files.js";
import { announce, copyText } from "./speech.js";
import { Frames } from "./frames.js";
import * as intl from "./intl.js";
import { Edges } from "./edges.js";
import { listenToKeyboard } from "./keyboard.js";
import * as lettering from "./lettering.js";
import { catalogue, chooseLanguage, language, languages, watchLanguage } from "./language.js";
import { keep, recall } from "./memory.js";
import { Mirror } from "./mirror.js";
import { readUpdate } from "./mirror_update.js";
import { paintPicture } from "./pictures.js";
import { listenToPointer } from "./pointer.js";
import { listenToRoutes } from "./routes.js";
import { bringStyle, saveFrom } from "./served.js";
import { signOut } from "./session.js";
import { TextEntry } from "./text_entry.js";
import { appearance, chooseTheme, watchAppearance } from "./theme.js";
import { EventStream, http } from "./transport.js";

const cursors = ["default", "pointer", "text", "not-allowed", "col-resize"];

/**
 * What differs where the page shows another program: its glue, and what it finds the page to do.
 * @typedef {{ bring: () => Promise<{ default: any }>, host: (program: Program) => Partial<import("./boundary.js").Host> }} Own
 */

/**
 * Opens the console in the page. Resolves once its first frame is drawn.
 * @param {import("./program.js").Download} download
 * @param {boolean} gallery show the kit's gallery, which needs no server
 * @param {(error: unknown) => void} failed told when it stops later on
 * @param {Own} own
 */
export async function openConsole(download, gallery, failed, own = { bring: () => import("./castellan.js"), host: () => ({}) }) {
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
  const root = /** @type {HTMLElement} */ (document.getElementById("mirror"));

  const program = new Program();
  const frames = new Frames((now, settle) => program.frame(now, settle));
  // Where the program has stopped in the middle of something, nothing that it says can be relied on any more.
  const stopped = (/** @type {unknown} */ error) => error instanceof WebAssembly.RuntimeError && failed(error);
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));
  program.wake = (count) => frames.wake(count);
  program.react = () => frames.react();
  const drawNow = () => frames.drawNow();
  const mirror = new Mirror(root, program, drawNow);
  const entry = new TextEntry(root, mirror);
  const events = new EventStream(program);
  /** @type {ReturnType<typeof listenToRoutes> | undefined} */
  let routes;

  /** @type {import("./boundary.js").Host} */
  const host = {
    mirror: (words, count, texts, bytes) =>
      mirror.apply(readUpdate(program.bytes(words, count * 4), program.text(texts, bytes))),
    textEntry: (id, x, y, width, height, cutTop, cutBottom, fontSize, kind, flags, maxLength, value, bytes) =>
      entry.show({
        id,
        rect: { x, y, width, height },
        cutTop,
        cutBottom,
        fontSize,
        kind,
        flags,
        maxLength,
        value: program.text(value, bytes),
      }),
    colors: (text, field, placeholder, caret) => paintFields(root, { text, field, placeholder, caret }),
    cursor: (cursor) => (canvas.style.cursor = cursors[cursor]),
    navigate: (hash, bytes, replace) => routes?.navigate(program.text(hash, bytes), replace !== 0),
    title: (title, bytes) => (document.title = program.text(title, bytes)),
    announce: (sentence, bytes) => announce(program.text(sentence, bytes)),
    copy: (text, bytes) => copyText(program.text(text, bytes)),
    download: (name, nameBytes, type, typeBytes, content, bytes) =>
      program.text(type, typeBytes) === "print"
        ? printTable(program.text(name, nameBytes), program.text(content, bytes))
        : program.text(type, typeBytes) === "address"
        ? saveFrom(program.text(name, nameBytes), program.text(content, bytes))
        : saveFile(program.text(name, nameBytes), program.text(type, typeBytes), program.bytes(content, bytes).slice()),
    pick: (what) => pick(app, program, what),
    keep: (key, keyBytes, value, bytes) => keep(program.text(key, keyBytes), program.text(value, bytes)),
    http: (request, method, methodBytes, path, pathBytes, headers, headerBytes, body, bodyBytes, inPieces) =>
      void http(
        program,
        request,
        program.text(method, methodBytes),
        program.text(path, pathBytes),
        program.text(headers, headerBytes),
        bodyBytes ? new Uint8Array(program.bytes(body, bodyBytes)) : null,
        inPieces !== 0,
      ),
    listen: (path, bytes) => events.listen(program.text(path, bytes)),
    signOut: (why) => signOut(why === 0 ? "asked" : "ended"),
    theme: (dark) => chooseTheme(dark ? "dark" : "light"),
    language: (tag, bytes) => void chooseLanguage(program.text(tag, bytes)),
    say: (phrase, value, text, room) => program.write(intl.say(phrase, value), text, room),
    list: (items, bytes, alternatives, text, room) =>
      program.write(intl.list(program.text(items, bytes).split("\0").slice(0, -1), alternatives !== 0), text, room),
    textWidth: (text, bytes, fontSize, strong) => lettering.width(program.text(text, bytes), fontSize, strong !== 0),
    textPaint: (text, bytes, fontSize, strong, color, x, y, pixels, width, height) =>
      program
        .bytes(pixels, width * height * 4)
        .set(lettering.paint(program.text(text, bytes), fontSize, strong !== 0, color, x, y, width, height)),
    picture: (address, bytes, pixels, width, height) => {
      const painted = paintPicture(program.text(address, bytes), width, height, program.wake);
      if (painted) program.bytes(pixels, width * height * 4).set(painted);
      return Number(painted !== null);
    },
    pixels: (pixels, width, height, ...patch) =>
      showPixels(canvas, program.bytes(pixels, width * height * 4), width, height, patch),
    ...own.host(program),
  };

  const [{ default: makeInstance }, module, fonts, texts] = await Promise.all([
    own.bring(),
    download.module,
    download.fonts,
    catalogue(),
    bringStyle(),
  ]);
  app.hidden = false;
  program.attach(await instantiate(makeInstance, module, canvas, host, failed));
  fonts.forEach((file, which) => program.font(which, file));
  await showFonts(fonts);

  program.languages(languages);
  program.language(language(), texts);
  watchLanguage(async () => program.language(language(), await catalogue()));
  program.start(gallery, hasWebgl(), location.hash);
  recall((key, value) => program.recall(key, value));
  program.appearance(appearance());
  watchAppearance(() => program.appearance(appearance()));
  keepSize(canvas, program)();
  keepContext(canvas, program);
  routes = listenToRoutes(program);
  listenToPointer(app, canvas, program);
  listenToKeyboard(app, program, drawNow);
  takeDrops(app, program);
  new Edges(app, root, mirror);
  document.addEventListener("visibilitychange", () => frames.wake());
  drawNow();
  frames.wake();
  Object.assign(app, { frames }); // For the tests: how many were drawn.
}

/**
 * @param {(options: object) => Promise<import("./boundary.js").Instance>} make
 * @param {WebAssembly.Module} module
 * @param {HTMLCanvasElement} canvas
 * @param {object} host
 * @param {(error: unknown) => void} failed
 */
function instantiate(make, module, canvas, host, failed) {
  return new Promise((resolve, reject) => {
    make({
      canvas,
      host,
      onAbort: failed,
      /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done */
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

/** The same faces for the field being edited, so that nothing jumps. @param {Uint8Array[]} files */
async function showFonts(files) {
  const faces = [
    new FontFace("Castellan Sans", files[0].slice(), { weight: "400" }),
    new FontFace("Castellan Sans", files[1].slice(), { weight: "600" }),
  ];
  for (const face of await Promise.all(faces.map((face) => face.load()))) document.fonts.add(face);
}

/**
 * @param {HTMLElement} root
 * @param {Record<string, number>} colors 0xRRGGBB
 */
function paintFields(root, colors) {
  for (const [name, value] of Object.entries(colors))
    root.style.setProperty(`--entry-${name}`, `#${value.toString(16).padStart(6, "0")}`);
}
