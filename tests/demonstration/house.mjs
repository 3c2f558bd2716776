/** The service as the demonstration has it, in Node.js: the same program, the same house, and a journal in memory. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { House } from "../../demonstration/house.js";
import { password, readPersonas } from "../../demonstration/personas.js";

const inCheckout = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const web = dirname(process.env.CASTELLAN_WWW ?? inCheckout("build/web/www"));
export const demonstration = join(web, "package");
const program = join(web, "src/demonstration");

export const document = readFileSync(inCheckout("assets/demo.json"), "utf8");
export const personas = readPersonas(readFileSync(inCheckout("assets/personas.json"), "utf8"), document);
export { password };

/** What journal.js is in a browser; its pages can be looked at, and taken up by another house. */
export class MemoryJournal {
  kept = [];
  fails = false;
  pages = async () => this.kept;
  empty = async () => void (this.kept = []);
  async add(page) {
    await null; // No browser keeps anything at once either.
    if (!this.fails) this.kept.push(page);
    return !this.fails;
  }
}

/** A clock that is set by hand. */
export class Clock {
  now = Date.UTC(2026, 10, 18, 9);
  read = () => this.now;
}

let compiled;

/** @param {{ journal?: MemoryJournal, clock?: Clock, zones?: Record<string, string> }} [options] */
export async function openHouse({ journal = new MemoryJournal(), clock = new Clock(), zones = {} } = {}) {
  const { default: make } = await import(join(program, "service.js"));
  compiled ??= await WebAssembly.compile(readFileSync(join(program, "service.wasm")));
  const service = await make({
    instantiateWasm: (imports, done) => {
      void WebAssembly.instantiate(compiled, imports).then((instance) => done(instance));
      return {};
    },
  });
  const house = new House(service, journal, clock.read);
  const emails = personas.map(({ email }) => email);
  const was = await house.open({ document, password, emails, zones });
  return { house, journal, clock, was };
}

/** Somebody with a session. */
export class Guest {
  cookie = "";

  /** @param {House} house @param {string} user */
  constructor(house, user) {
    this.house = house;
    this.persona = personas.find((one) => one.user === user);
  }

  /** @param {House} house @param {string} user */
  static async of(house, user) {
    const guest = new Guest(house, user);
    const answer = await guest.ask("POST", "/api/v1/session", { email: guest.persona.email, password });
    if (answer.status !== 201) throw new Error(`${user}: ${answer.status} ${JSON.stringify(answer.json)}`);
    guest.cookie = answer.fields["set-cookie"].split(";")[0];
    return guest;
  }

  /** @param {string} method @param {string} target @param {unknown} [body] @param {Record<string, string>} [more] */
  async ask(method, target, body, more = {}) {
    const headers = { "castellan-request": "1", cookie: this.cookie, ...(body ? { "content-type": "application/json" } : {}), ...more };
    const sent = typeof body === "string" ? body : body ? JSON.stringify(body) : "";
    const answer = await this.house.ask({ method, target, headers, body: sent, address: this.persona.address });
    const text = new TextDecoder().decode(answer.body);
    return { ...answer, text, json: text.startsWith("{") ? JSON.parse(text) : null };
  }
}
