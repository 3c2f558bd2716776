/**
 * What lets people in without the network, and nobody else: for each who has signed in here, what he saw last, encrypted
 * under a key of his own, which is wrapped by his PIN together with a key of this terminal that never leaves the browser.
 * Whoever carries the disk away lacks that key; whoever stands before the terminal lacks the PIN.
 */

import { all, get, put } from "./store.js";

/** As OWASP has it for PBKDF2 with SHA-256. */
const rounds = 600_000;

const encoder = new TextEncoder();

/** @typedef {{ user: string, name: string, key: CryptoKey }} Opened */

/** @param {string} name @param {() => Promise<CryptoKey>} make */
async function ownKey(name, make) {
  const there = await get("keys", name);
  if (there) return /** @type {CryptoKey} */ (there);
  const made = await make();
  await put("keys", name, made);
  return made;
}

/** Not to be extracted: the browser computes with it, and gives it to nobody. */
const macKey = () =>
  ownKey("mac", () => crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]));
/** Of what is the terminal's own: the queue. */
const boxKey = () =>
  ownKey("box", () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));

/** @typedef {{ iv: Uint8Array<ArrayBuffer>, bytes: ArrayBuffer }} Sealed */

/**
 * @param {CryptoKey} key
 * @param {Uint8Array<ArrayBuffer>} plain
 * @param {string} about what it belongs to: it opens nowhere else
 * @returns {Promise<Sealed>}
 */
async function seal(key, plain, about) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(about) }, key, plain) };
}

/**
 * @param {CryptoKey} key
 * @param {Sealed} sealed
 * @param {string} about
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null: this key does not open it
 */
async function unseal(key, sealed, about) {
  const algorithm = { name: "AES-GCM", iv: sealed.iv, additionalData: encoder.encode(about) };
  return crypto.subtle.decrypt(algorithm, key, sealed.bytes).then((plain) => new Uint8Array(plain), () => null);
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function mac(bytes) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", await macKey(), bytes));
}

/** @param {Uint8Array<ArrayBuffer>} raw */
const aes = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

/**
 * The key that wraps: slow to make from a PIN, and not to be made anywhere but here.
 * @param {string} pin
 * @param {Uint8Array<ArrayBuffer>} salt
 */
async function keyOfPin(pin, salt) {
  const base = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, base, 256);
  return aes(await mac(new Uint8Array(bits)));
}

/** @param {string} badge */
const keyOfBadge = async (badge) => aes(await mac(encoder.encode(`alone\0${badge}`)));

/** A badge is recognised without being kept. @param {string} badge */
async function markOf(badge) {
  return Array.from(await mac(encoder.encode(`badge\0${badge}`)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Lets somebody in without the network from now on. The service has just said that it is he.
 * @param {{ user: string, name: string, pin: string, badge: string, badgeAlone: boolean }} person
 * @returns {Promise<CryptoKey>} under which his replica is kept
 */
export async function remember({ user, name, pin, badge, badgeAlone }) {
  const before = await get("people", user);
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const key = await aes(raw);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  await put("people", user, {
    user,
    name,
    salt,
    byPin: pin ? await seal(await keyOfPin(pin, salt), raw, user) : undefined,
    byBadge: badge && badgeAlone ? await seal(await keyOfBadge(badge), raw, user) : undefined,
    badge: badge ? await markOf(badge) : before?.badge,
  });
  raw.fill(0);
  return key;
}

/**
 * What he sees, for the next time without the network.
 * @param {string} user
 * @param {CryptoKey} key
 * @param {Uint8Array<ArrayBuffer>} replica
 */
export async function keepReplica(user, key, replica) {
  const sealed = await seal(key, replica, `replica of ${user}`);
  const person = await get("people", user);
  if (person) await put("people", user, { ...person, replica: sealed });
}

/**
 * @param {Opened} person
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
export async function replicaOf({ user, key }) {
  const person = await get("people", user);
  return person?.replica ? unseal(key, person.replica, `replica of ${user}`) : null;
}

/** Who could be let in without the network. */
export async function known() {
  return (await all("people")).map(([, person]) => /** @type {{ user: string, name: string }} */ (person));
}

/** Whose badge it is, of those who have signed in here with it; empty: nobody's. @param {string} badge */
export async function ownerOf(badge) {
  const mark = await markOf(badge);
  return (await all("people")).find(([, person]) => person.badge === mark)?.[1].user ?? "";
}

/**
 * Opens what is kept of somebody; null if the PIN is another, or the badge alone does not do.
 * @param {string} user
 * @param {string} pin
 * @param {string} badge
 * @returns {Promise<Opened | null>}
 */
export async function open(user, pin, badge) {
  const person = await get("people", user);
  if (!person) return null;
  const raw = pin
    ? person.byPin && (await unseal(await keyOfPin(pin, person.salt), person.byPin, user))
    : person.byBadge && (await unseal(await keyOfBadge(badge), person.byBadge, user));
  if (!raw) return null;
  const key = await aes(raw);
  raw.fill(0);
  return { user, name: person.name, key };
}

/** Nobody else is let in without the network. @param {string[]} users */
export async function keepOnly(users) {
  for (const [user] of await all("people")) if (!users.includes(String(user))) await put("people", String(user), undefined);
}

/**
 * For the terminal's own: nobody's PIN is needed to send what waits.
 * @param {object} value
 * @param {string} about
 */
export async function sealOwn(value, about) {
  return seal(await boxKey(), encoder.encode(JSON.stringify(value)), about);
}

/**
 * @param {Sealed} sealed
 * @param {string} about
 * @returns {Promise<any>} null: it is damaged
 */
export async function unsealOwn(sealed, about) {
  const plain = await unseal(await boxKey(), sealed, about);
  return plain && JSON.parse(new TextDecoder().decode(plain));
}
