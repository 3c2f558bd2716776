/**
 * The service in the page: what a server is elsewhere. Requests go in, answers and events come out; what is to be kept goes to
 * the journal first, and an answer leaves only then.
 */

import { parcel, Unpacker } from "./parcel.js";

/** So often time passes for the service. */
const stepTime = 250;

/** @typedef {{ status: number, fields: Record<string, string>, body: Uint8Array<ArrayBuffer> }} Answer */
/** @typedef {{ channel: "sms" | "email", kind: string, to: string, subject: string, text: string }} Message */
/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} target
 * @property {Record<string, string>} [headers] names in lower case
 * @property {string | Uint8Array} [body]
 * @property {string} [address] from where; each persona has one of his own
 */
/**
 * @typedef {object} Listener
 * @property {(answer: Answer) => void} open
 * @property {(event: string) => void} event
 * @property {() => void} end
 */
/**
 * The program's exports, by Emscripten.
 * @typedef {Record<string, any> & { HEAPU8: Uint8Array }} Instance
 */

export class House {
  #service;
  #journal;
  #clock;
  #next = 1;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {Map<number, (answer: Answer) => void>} */
  #asked = new Map();
  /** @type {Map<number, Listener>} */
  #streams = new Map();
  /** Told of each message to people outside. @type {(message: Message) => void} */
  onMessage = () => {};
  /** Told after whatever has happened. */
  onChange = () => {};
  /** Told of the first thing that could not be kept. */
  onUnkept = () => {};

  /**
   * @param {Instance} service
   * @param {import("./journal.js").Journal} journal
   * @param {() => number} clock milliseconds since 1970
   */
  constructor(service, journal, clock = Date.now) {
    this.#service = service;
    this.#journal = journal;
    this.#clock = clock;
  }

  /**
   * Takes up what was kept; or puts the demonstration in place, if there is nothing or nothing that can be used.
   * @param {{ document: string, password: string, emails: string[], zones: Record<string, string> }} beginning
   * @returns {Promise<"new" | "kept" | "spoilt">} spoilt: something was kept, and had to be given up
   */
  async open(beginning) {
    const { document, password, emails, zones } = beginning;
    const pages = await this.#journal.pages();
    this.#begin(zones);
    const fits = pages.every((page) => {
      this.#lend(page);
      return this.#service._service_bring();
    });
    const found = fits ? this.#service._service_open(this.#clock()) : 0;
    if (found === 2) {
      await this.#take();
      return "kept";
    }
    if (found === 0) {
      await this.#journal.empty();
      this.#begin(zones);
      this.#service._service_open(this.#clock());
    }
    this.#lend(parcel([document, password, ...emails]));
    if (!this.#service._service_install(this.#clock())) throw new Error("The demonstration could not be put in place.");
    await this.#take();
    return found === 0 ? "spoilt" : "new";
  }

  /** Has all safes played, and time pass. @param {Uint8Array} secret of their devices' keys */
  begin(secret) {
    this.#lend(secret);
    this.#service._service_play(this.#clock() >>> 0, this.#clock());
    this.#timer = setInterval(() => this.step(), stepTime);
    this.step();
  }

  /** Time stands still. */
  close() {
    clearInterval(this.#timer);
  }

  step() {
    this.#service._service_step(this.#clock());
    this.#take();
  }

  /** @param {Request} request @returns {Promise<Answer>} */
  ask(request) {
    const id = this.#next++;
    const answer = new Promise((resolve) => this.#asked.set(id, resolve));
    this.#send(id, request);
    return answer;
  }

  /**
   * Opens a stream of events. Returns what closes it.
   * @param {Request} request
   * @param {Listener} listener
   */
  listen(request, listener) {
    const id = this.#next++;
    this.#streams.set(id, listener);
    this.#asked.set(id, (answer) => {
      // No stream, but an answer that says why not.
      this.#streams.delete(id);
      listener.open(answer);
      listener.end();
    });
    this.#send(id, request);
    return () => {
      this.#streams.delete(id);
      this.#asked.delete(id);
      this.#service._service_forget(id);
    };
  }

  /** A safe's device loses its network. @param {string} safe @param {number} ms */
  unplug(safe, ms) {
    this.#lend(new TextEncoder().encode(safe));
    return this.#service._service_unplug(ms, this.#clock()) !== 0;
  }

  /** @param {number} id @param {Request} request */
  #send(id, { method, target, headers = {}, body = "", address = "192.0.2.10" }) {
    this.#lend(parcel([method, target, address, body, ...Object.entries(headers).flat()]));
    this.#service._service_ask(id, this.#clock());
    // What came with it is taken afterwards, so that one page of the journal has it all.
    queueMicrotask(() => this.#take());
  }

  /** @param {Uint8Array} bytes */
  #lend(bytes) {
    const at = this.#service._service_lend(bytes.length);
    this.#service.HEAPU8.set(bytes, at);
  }

  /** Everything that has happened, told to whom it concerns. Resolves when nothing is waiting to be kept. */
  async #take() {
    const size = this.#service._service_out(this.#clock());
    if (size === 0) return;
    const at = this.#service._service_out_at();
    const out = new Unpacker(this.#service.HEAPU8.slice(at, at + size));
    let waiting = Promise.resolve();
    while (!out.atEnd) {
      const kind = out.text();
      if (kind === "page") waiting = this.#keep(out.number(), out.bytes());
      else if (kind === "message") {
        const [channel, about, to, subject, text] = [out.text(), out.text(), out.text(), out.text(), out.text()];
        this.onMessage({ channel: channel === "sms" ? "sms" : "email", kind: about, to, subject, text });
      } else this.#tell(kind, out.number(), out);
    }
    this.onChange();
    await waiting;
  }

  /** @param {string} kind @param {number} id @param {Unpacker} out */
  #tell(kind, id, out) {
    if (kind === "event") this.#streams.get(id)?.event(out.text());
    else if (kind === "end") {
      this.#streams.get(id)?.end();
      this.#streams.delete(id);
    } else {
      const answer = { status: out.number(), fields: readFields(out.text()), body: out.bytes() };
      const asked = this.#asked.get(id);
      this.#asked.delete(id);
      if (kind === "open") this.#streams.get(id)?.open(answer);
      else asked?.(answer);
    }
  }

  /** @param {number} ticket @param {Uint8Array} page */
  async #keep(ticket, page) {
    const kept = await this.#journal.add(page);
    if (!kept) this.onUnkept();
    this.#service._service_kept(ticket, Number(kept), this.#clock());
    await this.#take();
  }

  /** With nothing in the store. @param {Record<string, string>} zones */
  #begin(zones) {
    this.#lend(parcel(Object.entries(zones).flat()));
    if (!this.#service._service_begin()) throw new Error("The service could not begin.");
  }
}

/** @param {string} lines "Name: value", one a line */
function readFields(lines) {
  return Object.fromEntries(
    lines.split("\n").filter(Boolean).map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
}
