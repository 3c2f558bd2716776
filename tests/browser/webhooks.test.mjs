/**
 * Webhooks over the real server: a receiver that verifies each message with the library that receivers use, a server that is
 * killed while a message is under way, and the screen.
 */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { openHouse, password, people } from "./house.mjs";

/** @typedef {{ id: string, message: any, answer: (status: number) => void }} Received */

/** @type {Awaited<ReturnType<typeof openHouse>>} */
let house;
before(async () => (house = await openHouse({ more: ["--allow-private-webhooks"] })));
after(() => house.close());

/** A receiver on this machine. It verifies what comes with its secret, and holds each answer until the test gives it. */
class Receiver {
  secret = "";
  url = "";
  /** @type {Received[]} */
  #arrived = [];
  /** @type {((received: Received) => void)[]} */
  #waiting = [];
  #server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes) => (body += bytes));
    request.on("end", () => {
      const answer = (/** @type {number} */ status) => response.writeHead(status, { location: "http://localhost:1/" }).end("x".repeat(200_000));
      const received = { id: String(request.headers["webhook-id"]), message: this.#verified(body, request.headers), answer };
      const next = this.#waiting.shift();
      if (next) next(received);
      else this.#arrived.push(received);
    });
  });

  /** @param {string} body @param {any} headers */
  #verified(body, headers) {
    try {
      return new Webhook(this.secret).verify(body, headers);
    } catch (error) {
      return error;
    }
  }

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const address = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    this.url = `http://127.0.0.1:${address.port}/castellan`;
  }
  /** @returns {Promise<Received>} the next message, whenever it comes */
  next() {
    const first = this.#arrived.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => this.#waiting.push(resolve));
  }
  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A person who asks the API. @param {string} email */
async function signIn(email) {
  const base = house.url;
  const first = await fetch(`${base}api/v1/session`, {
    method: "POST", headers: { "Castellan-Request": "1", "Content-Type": "application/json" }, body: JSON.stringify({ email, password }),
  });
  assert.equal(first.status, 201);
  const cookie = first.headers.getSetCookie()[0].split(";")[0];
  return async (/** @type {string} */ method, /** @type {string} */ path, /** @type {object | undefined} */ body = undefined) => {
    const answer = await fetch(`${base}api/v1/${path}`, {
      method, headers: { cookie, "Castellan-Request": "1", ...(body && { "Content-Type": "application/json" }) }, body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  };
}

test("messages verify with the library of Standard Webhooks, and outlast a server that is killed", async () => {
  const receiver = new Receiver();
  await receiver.listen();
  try {
    let ada = await signIn(people.accountAdmin);
    const account = (await ada("GET", "accounts")).body.accounts[0].id;
    const safe = (await ada("GET", `safes?account=${account}`)).body.safes[0].id;
    const made = await ada("POST", "webhooks", { account, name: "Dispatch", url: receiver.url, settings: { events: ["safe.sync"] } });
    assert.equal(made.status, 201);
    receiver.secret = made.body.secret;
    const webhook = made.body.id;

    // A test.
    assert.equal((await ada("POST", `webhooks/${webhook}/run`)).status, 200);
    const tried = await receiver.next();
    assert.equal(tried.message.type, "webhook.run");
    tried.answer(204);

    // A change, of which the server hears no answer before it dies.
    assert.equal((await ada("POST", `safes/${safe}/sync`)).status, 200);
    const first = await receiver.next();
    assert.deepEqual(Object.keys(first.message.data).sort(), ["account", "actor", "safe"]);
    assert.equal(first.message.data.safe, safe);
    await house.kill();
    await house.start();
    const again = await receiver.next();
    assert.equal(again.id, first.id);
    assert.deepEqual(again.message, first.message);
    again.answer(302); // a redirection is not followed, and counts as failure

    // Nobody else's secret verifies it, and nothing that was altered.
    receiver.secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    ada = await signIn(people.accountAdmin);
    assert.equal((await ada("POST", `webhooks/${webhook}/run`)).status, 200);
    const foreign = await receiver.next();
    assert.ok(foreign.message instanceof Error);
    foreign.answer(410);

    // After a new secret the former one and the new one both verify.
    const renewed = await ada("POST", `webhooks/${webhook}/secret`);
    assert.equal(renewed.status, 201);
    for (const secret of [made.body.secret, renewed.body.secret]) {
      receiver.secret = secret;
      assert.equal((await ada("POST", `webhooks/${webhook}/run`)).status, 200);
      const message = await receiver.next();
      assert.equal(message.message.type, "webhook.run");
      message.answer(200);
    }
    assert.equal((await ada("DELETE", `webhooks/${webhook}`)).status, 200);
  } finally {
    receiver.close();
  }
});
