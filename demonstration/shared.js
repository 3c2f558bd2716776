/**
 * What the panes and the page around them remember together: light or dark, the language, how tables are arranged. Kept in the
 * browser where it lets them.
 */

const prefix = "castellan.demonstration.";

/** @typedef {(key: string, value: string | null, from: object | null) => void} Watcher */

class Shared {
  /** @type {Map<string, string>} */
  #values = new Map();
  /** @type {Set<Watcher>} */
  #watchers = new Set();

  constructor() {
    try {
      for (const [key, value] of Object.entries(window.localStorage))
        if (key.startsWith(prefix)) this.#values.set(key.slice(prefix.length), String(value));
    } catch {
      // A browser that refuses storage forgets.
    }
  }

  all() {
    return Object.fromEntries(this.#values);
  }

  /** @param {string} key */
  get(key) {
    return this.#values.get(key) ?? null;
  }

  /** @param {string} key @param {string | null} value @param {object | null} [from] who knows it already */
  set(key, value, from = null) {
    if (this.get(key) === value) return;
    if (value === null) this.#values.delete(key);
    else this.#values.set(key, value);
    try {
      if (value === null) window.localStorage.removeItem(prefix + key);
      else window.localStorage.setItem(prefix + key, value);
    } catch {
      // Not remembered, but shown.
    }
    for (const watcher of this.#watchers) watcher(key, value, from);
  }

  /** @param {Watcher} watcher */
  watch(watcher) {
    this.#watchers.add(watcher);
  }
}

export const shared = new Shared();
