/**
 * Requests and the event stream, for the program.
 */

import { takeFirstSync } from "./first_sync.js";
import { ownRequest } from "./session.js";

const longestPause = 30_000;
/** A request that hangs longer counts as not answered. Changes carry a key, so that sending one again does no harm. */
const answerTimeout = 60_000;
/** The events that the server sends by name. */
const eventNames = ["change", "message"];

/** @typedef {import("./boundary.js").Program} Program */

/**
 * @param {Program} program
 * @param {number} request
 * @param {string} method
 * @param {string} path
 * @param {string} headerLines "Name: value", one a line
 * @param {Uint8Array<ArrayBuffer> | null} body
 * @param {boolean} inPieces the program takes the body of a successful answer as it arrives
 */
export async function http(program, request, method, path, headerLines, body, inPieces) {
  const headers = new Headers(ownRequest);
  for (const line of headerLines.split("\n").filter(Boolean)) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  /** @type {RequestInit} */
  const options = {
    credentials: "same-origin",
    redirect: "error",
    cache: "no-cache",
    signal: AbortSignal.timeout(answerTimeout),
  };
  let answer = { status: 0, retryAfter: 0, etag: "", content: new Uint8Array() };
  try {
    const response = await (takeFirstSync(path) ?? fetch(path, { ...options, method, headers, body }));
    const content =
      inPieces && response.ok
        ? await passOn(response, (piece) => program.httpPiece(request, piece))
        : new Uint8Array(await response.arrayBuffer());
    answer = {
      status: response.status,
      retryAfter: Number(response.headers.get("Retry-After")) || 0,
      etag: response.headers.get("ETag") ?? "",
      content,
    };
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    // Not answered, or not to the end.
  }
  program.httpResponse(request, answer.status, answer.retryAfter, answer.etag, answer.content);
}

/**
 * @param {Response} response
 * @param {(piece: Uint8Array) => void} take
 */
async function passOn(response, take) {
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) take(part.value);
  return new Uint8Array();
}

/** A browser gives one server six connections for all its tabs: one that nobody looks at gives its own back. */
const hiddenPause = 20_000;

/** Keeps one stream of server-sent events open, with longer and longer pauses while the server is away. */
export class EventStream {
  #program;
  /** @type {EventSource | null} */
  #source = null;
  #path = "";
  #pause = 1000;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Program} program */
  constructor(program) {
    this.#program = program;
    addEventListener("online", () => this.#open());
    document.addEventListener("visibilitychange", () => {
      clearTimeout(this.#timer);
      if (document.hidden) this.#timer = setTimeout(() => this.#close(), hiddenPause);
      else this.#open();
    });
  }

  /** @param {string} path empty: stop */
  listen(path) {
    this.#close();
    this.#path = path;
    this.#open();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  /** Does nothing if it is open, or if there is nothing to listen to. */
  #open() {
    if (!this.#path || this.#source) return;
    clearTimeout(this.#timer);
    const source = (this.#source = new EventSource(this.#path));
    source.onopen = () => {
      this.#pause = 1000;
      this.#program.event("open", "");
    };
    for (const name of eventNames) source.addEventListener(name, (event) => this.#program.event(name, event.data));
    source.onerror = () => {
      this.#program.event("closed", "");
      // The browser tries again by itself after a broken connection, but not after an answer that is no stream.
      if (source.readyState !== EventSource.CLOSED) return;
      this.#source = null;
      this.#timer = setTimeout(() => this.#open(), this.#pause * (0.75 + Math.random() / 2));
      this.#pause = Math.min(longestPause, this.#pause * 2);
    };
  }
}
