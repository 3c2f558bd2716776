/** The service in WebAssembly, without a browser: it is the same one, it keeps what it answers, and takes it up again. */

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { Clock, Guest, MemoryJournal, openHouse } from "./house.mjs";

const ada = "u1";
const caroline = "u18";
const noah = "u22";
const toName = (name) => ({ changes: [{ kind: "group.edit", group: "g1", fields: { name } }] });

describe("the service in WebAssembly", () => {
  it("signs people in, and answers each with what he may see", async () => {
    const { house, was } = await openHouse();
    assert.equal(was, "new");
    const counts = [];
    for (const user of [ada, noah]) {
      const guest = await Guest.of(house, user);
      const { status, json } = await guest.ask("GET", "/api/v1/sync");
      assert.equal(status, 200);
      counts.push(json.safes.length);
    }
    assert.ok(counts[0] > counts[1] && counts[1] > 0, `${counts}`);
  });

  it("refuses by the rule, and a wrong password", async () => {
    const { house } = await openHouse();
    const guest = await Guest.of(house, noah);
    const { status, json } = await guest.ask("POST", "/api/v1/changes", { changes: [{ kind: "safe.sync", safe: "s1" }] });
    assert.equal(status, 403);
    assert.match(json.rule, /^[SX]-\d+$/);
    const answer = await new Guest(house, noah).ask("POST", "/api/v1/session", { email: guest.persona.email, password: "Castellan-demo-2" });
    assert.equal(answer.status, 401);
  });

  it("keeps what it has answered: another house takes it up, with sessions", async () => {
    const journal = new MemoryJournal();
    const clock = new Clock();
    const first = await openHouse({ journal, clock });
    const guest = await Guest.of(first.house, ada);
    const changed = await guest.ask("POST", "/api/v1/changes", toName("Station 1 Riverfront"));
    assert.equal(changed.status, 200, changed.text);

    clock.now += 60_000;
    const second = await openHouse({ journal, clock });
    assert.equal(second.was, "kept");
    const again = Object.assign(new Guest(second.house, ada), { cookie: guest.cookie });
    const { status, json } = await again.ask("GET", "/api/v1/sync");
    assert.equal(status, 200);
    assert.ok(json.groups.some(({ name }) => name === "Station 1 Riverfront"));
  });

  it("answers 503 and forgets what could not be kept", async () => {
    const { house, journal } = await openHouse();
    const guest = await Guest.of(house, ada);
    journal.fails = true;
    assert.equal((await guest.ask("POST", "/api/v1/changes", toName("Station 1 Riverfront"))).status, 503);
    journal.fails = false;
    const { json } = await guest.ask("GET", "/api/v1/sync");
    assert.ok(json.groups.some(({ name }) => name === "Station 1 Downtown"));
  });

  it("begins anew where what was kept is spoilt", async () => {
    const journal = new MemoryJournal();
    await openHouse({ journal });
    const [page] = journal.kept;
    page[page.length - 40] ^= 1;
    journal.kept = [page.slice(0, -8)];
    const { house, was } = await openHouse({ journal });
    assert.equal(was, "spoilt");
    await Guest.of(house, ada);
  });

  it("tells who listens of what others change", async () => {
    const { house } = await openHouse();
    const [guest, other] = [await Guest.of(house, ada), await Guest.of(house, "u6")];
    const events = [];
    const close = house.listen(
      { method: "GET", target: "/api/v1/events", headers: { "castellan-request": "1", cookie: other.cookie } },
      { open: ({ status, body }) => events.push(`${status} ${new TextDecoder().decode(body)}`), event: (text) => events.push(text), end: () => events.push("end") },
    );
    await guest.ask("POST", "/api/v1/changes", toName("Station 1 Riverfront"));
    house.step();
    assert.match(events[0], /^200 /);
    assert.match(events.at(-1), /^event: change/m);
    const before = events.length;
    close();
    await guest.ask("POST", "/api/v1/changes", toName("Station 1 Downtown"));
    assert.equal(events.length, before);
  });

  it("X-8: sends a code to the phone and by mail, and takes it", async () => {
    const { house } = await openHouse();
    const messages = [];
    house.onMessage = (message) => messages.push(message);
    const guest = await Guest.of(house, caroline);
    const change = { kind: "user.set_administrator", user: noah, administrator: true };
    const first = await guest.ask("POST", "/api/v1/changes", { changes: [change] });
    assert.equal(first.status, 428, first.text);
    const sent = await guest.ask("POST", "/api/v1/codes", { change });
    assert.ok(sent.status < 300, sent.text);
    house.step();
    const codes = messages.filter(({ kind }) => kind === "code");
    assert.deepEqual(codes.map(({ channel }) => channel).sort(), ["email", "sms"]);
    const code = /\b\d{6}\b/.exec(codes[0].text)[0];
    const second = await guest.ask("POST", "/api/v1/changes", { changes: [change] }, { "castellan-code": code });
    assert.equal(second.status, 200, second.text);
  });

  it("has its safes speak, take orders, go away and come back", async () => {
    const clock = new Clock();
    const { house } = await openHouse({ clock });
    after(() => house.close());
    house.begin(new Uint8Array(32).fill(7));
    const guest = await Guest.of(house, ada);
    const pass = async (seconds) => {
      for (let quarter = 0; quarter < seconds * 4; ++quarter) {
        clock.now += 250;
        house.step();
        await new Promise(setImmediate);
      }
    };
    const safe = async () => (await guest.ask("GET", "/api/v1/sync")).json.safes.find(({ id }) => id === "s1");
    await pass(12);
    assert.equal((await safe()).online, true);
    await guest.ask("POST", "/api/v1/changes", { changes: [{ kind: "safe.sync", safe: "s1" }] });
    await pass(20);
    assert.match(JSON.stringify((await safe()).orders.at(-1)), /done|failed/);
    assert.ok(house.unplug("s1", 60_000));
    await pass(30);
    assert.ok(!(await safe()).online);
    await pass(50);
    assert.equal((await safe()).online, true);
  });
});
