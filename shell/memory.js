/**
 * What the program remembers in this browser from visit to visit: how somebody has arranged a table. Nothing of the
 * organisation.
 */

const prefix = "castellan.kept.";

/**
 * @param {string} key
 * @param {string} value empty: forgotten
 */
export function keep(key, value) {
  try {
    if (value) localStorage.setItem(prefix + key, value);
    else localStorage.removeItem(prefix + key);
  } catch {
    // A browser that refuses storage forgets.
  }
}

/** @param {(key: string, value: string) => void} told */
export function recall(told) {
  try {
    for (const [key, value] of Object.entries(localStorage))
      if (key.startsWith(prefix)) told(key.slice(prefix.length), String(value));
  } catch {
    // Nothing is remembered.
  }
}
