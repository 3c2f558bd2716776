/**
 * Brings the WebAssembly program: downloads while compiling, says how far it is, and explains in words what went wrong.
 */

/** @typedef {{ module: Promise<WebAssembly.Module>, fonts: Promise<Uint8Array[]>, progress: () => number }} Download */

/** In the order in which the console wants them. */
const fontFiles = ["inter-regular.ttf", "inter-semibold.ttf", "lucide.ttf"];

/** A failure that a person can do something about. */
export class ProgramError extends Error {
  /**
   * @param {string} text what happened and what to do
   * @param {unknown} [cause]
   */
  constructor(text, cause) {
    super(text, { cause });
  }
}

/**
 * Downloads and compiles. Both take all that the machine has, so that what is more urgent goes first.
 * @param {Promise<void>} start
 * @param {string} [program]
 * @returns {Download}
 */
export function bringProgram(start, program = "castellan.wasm") {
  let share = 0;
  const module = start.then(() => compile(program, (value) => (share = value)));
  const fonts = start.then(() => Promise.all(fontFiles.map(bring)));
  for (const part of [module, fonts]) part.catch(() => {}); // Reported by whoever waits for it, when they wait.
  return { module, fonts, progress: () => share };
}

/** @param {string} file */
async function bring(file) {
  const response = await reach(file);
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {string} file */
async function reach(file) {
  let response;
  try {
    response = await fetch(file, { credentials: "same-origin" });
  } catch (error) {
    throw new ProgramError("The server can’t be reached. Check the network and try again.", error);
  }
  if (!response.ok)
    throw new ProgramError(
      "The server did not deliver the console. Try again in a minute; if it stays, tell your administrator.",
      `${file}: status ${response.status}`,
    );
  return response;
}

/** @param {string} program @param {(share: number) => void} report */
async function compile(program, report) {
  if (typeof WebAssembly !== "object" || !WebAssembly.compileStreaming)
    throw new ProgramError(
      "This browser can’t run WebAssembly, or it is switched off. Use a current Firefox, Chrome, Edge or Safari, or ask your administrator to allow WebAssembly for this address.",
    );
  const response = await reach(program);
  void count(response.clone(), report); // A copy: browsers keep the compiled code with the response that they fetched.
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    throw new ProgramError(
      "The console arrived damaged. Load the page again; if it stays, a proxy on the way may be altering it.",
      error,
    );
  }
}

/**
 * Its length is known only when it travels uncompressed, or when the server names it.
 * @param {Response} response
 * @param {(share: number) => void} report
 */
async function count(response, report) {
  const total = response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length"));
  const reader = response.body?.getReader();
  for (let seen = 0; reader && total;) {
    const { done, value } = await reader.read();
    if (done) break;
    seen += value.length;
    report(Math.min(1, seen / total));
  }
  await reader?.cancel();
}
