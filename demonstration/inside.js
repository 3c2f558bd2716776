/**
 * What the console finds in place of the browser's own: the bundler puts these names where the shell uses the globals
 * (tools/make_demonstration.mjs). Everything comes from the pane that the iframe belongs to.
 */

/** @type {import("./pane.js").Pane} */
const pane = /** @type {any} */ (window.frameElement).pane;

const types = { css: "text/css", html: "text/html", js: "text/javascript", json: "application/json", wasm: "application/wasm" };

export const { localStorage, sessionStorage } = pane;

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
export async function fetch(address, { method = "GET", headers, body } = {}) {
  if (!address.startsWith("/api/")) return ownFile(address);
  const fields = Object.fromEntries(new Headers(headers));
  const sent = typeof body === "string" || body instanceof Uint8Array ? body : "";
  const answer = await pane.ask(method, address, fields, sent);
  const empty = answer.status === 204 || answer.status === 304;
  return new Response(empty ? null : answer.body, { status: answer.status, headers: visible(answer.fields) });
}

/** @param {string} name */
function ownFile(name) {
  const content = pane.file(name);
  if (!content) return new Response("", { status: 404 });
  const type = /** @type {Record<string, string>} */ (types)[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return new Response(content, { headers: { "Content-Type": type } });
}

/** A page never sees its cookies. @param {Record<string, string>} fields */
function visible({ "set-cookie": _, ...fields }) {
  return fields;
}

/** As much of it as the shell uses. */
export class EventSource extends EventTarget {
  static CLOSED = 2;
  readyState = 0;
  /** @type {(() => void) | null} */
  onopen = null;
  /** @type {(() => void) | null} */
  onerror = null;
  #close;

  /** @param {string} address */
  constructor(address) {
    super();
    this.#close = pane.listen(address, {
      open: (answer) => {
        if (answer.status !== 200) return;
        this.readyState = 1;
        this.onopen?.();
        this.#take(new TextDecoder().decode(answer.body));
      },
      event: (text) => this.#take(text),
      end: () => {
        this.readyState = EventSource.CLOSED;
        this.onerror?.();
      },
    });
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#close();
  }

  /** @param {string} text whole events, a blank line after each */
  #take(text) {
    for (const event of text.split("\n\n")) {
      const lines = event.split("\n");
      const value = (/** @type {string} */ name) =>
        lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
      const data = value("data");
      if (data.length) this.dispatchEvent(new MessageEvent(value("event")[0] ?? "message", { data: data.join("\n") }));
    }
  }
}

export const location = {
  pathname: "/",
  search: "",
  get hash() {
    return pane.hash;
  },
  reload() {
    pane.load();
  },
};

export const history = {
  /** @param {unknown} _state @param {string} _title @param {string} url */
  pushState: (_state, _title, url) => pane.navigated(url, false),
  /** @param {unknown} _state @param {string} _title @param {string} url */
  replaceState: (_state, _title, url) => pane.navigated(url, true),
};
