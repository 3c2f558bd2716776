/**
 * Brings the WebAssembly program: downloads while compiling, says how far it is, and explains in words what went wrong.
 */

/** @typedef {{ module: Promise<WebAssembly.Module>, progress: () => number }} Program */

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
 * Starts the download at once.
 * @returns {Program}
 */
export function bringProgram() {
  let share = 0;
  const module = compile((value) => (share = value));
  module.catch(() => {}); // Reported by whoever waits for it, when they wait.
  return { module, progress: () => share };
}

/** @param {(share: number) => void} report */
async function compile(report) {
  if (typeof WebAssembly !== "object" || !WebAssembly.compileStreaming)
    throw new ProgramError(
      "This browser can’t run WebAssembly, or it is switched off. Use a current Firefox, Chrome, Edge or Safari, or ask your administrator to allow WebAssembly for this address.");
  let response;
  try {
    response = await fetch("castellan.wasm", { credentials: "same-origin" });
  } catch (error) {
    throw new ProgramError("The server can’t be reached. Check the network and try again.", error);
  }
  if (!response.ok)
    throw new ProgramError("The server did not deliver the console. Try again in a minute; if it stays, tell your administrator.", `status ${response.status}`);
  try {
    return await WebAssembly.compileStreaming(counted(response, report));
  } catch (error) {
    throw new ProgramError("The console arrived damaged. Load the page again; if it stays, a proxy on the way may be altering it.", error);
  }
}

/**
 * The same response, counted as it passes. Its length is known only when it travels uncompressed; the share is then an estimate.
 * @param {Response} response
 * @param {(share: number) => void} report
 */
function counted(response, report) {
  if (!response.body) return response;
  const total = Number(response.headers.get("X-Uncompressed-Length")) || (response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length")));
  let seen = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (total) report(Math.min(1, seen / total));
      controller.enqueue(chunk);
    },
    flush: () => report(1),
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": "application/wasm" } });
}
