/**
 * What time it is, by the service's clock as it was told last; without the network it goes on from there. It never runs
 * backwards, whatever is done to the machine's own: the latest instant that was seen is kept on the disk.
 */

import { get, put } from "./store.js";

let offset = 0;
let latest = 0;
let kept = 0;

/** Takes up what an earlier visit knew. */
export async function wind() {
  const before = await get("state", "clock");
  offset = before?.offset ?? 0;
  latest = kept = before?.latest ?? 0;
}

/** The service has said what time it is. @param {number} instant in ms */
export function set(instant) {
  offset = instant - Date.now();
  latest = instant; // A clock that was ahead is put right by the service, and by nobody else.
  return keep();
}

/** @returns {number} ms since 1970 */
export function now() {
  latest = Math.max(latest, Date.now() + offset);
  if (latest - kept > 20_000) void keep();
  return latest;
}

/** So that a start with the clock set back begins no earlier than now. */
export function keep() {
  kept = latest;
  return put("state", "clock", { offset, latest });
}
