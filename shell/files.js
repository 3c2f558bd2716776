/**
 * Files in and out, the clipboard, and what this browser remembers.
 */

/**
 * Lets the person choose one file; null when they cancel.
 * @param {string} accept e.g. ".csv"
 * @returns {Promise<File | null>}
 */
export function pickFile(accept) {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}

/**
 * Hands a file to the browser's downloads.
 * @param {string} name
 * @param {string} type
 * @param {Uint8Array} data
 */
export function saveFile(name, type, data) {
  const url = URL.createObjectURL(new Blob([data.slice()], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // The download has begun by then.
}

/**
 * Puts text on the clipboard, also over plain HTTP, where `navigator.clipboard` is absent.
 * @param {string} text
 */
export function copyText(text) {
  document.addEventListener("copy", (event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { once: true, capture: true });
  if (!document.execCommand("copy")) void navigator.clipboard?.writeText(text);
}

const prefix = "castellan.preference.";

/**
 * Remembers a preference of this browser; an empty value forgets it.
 * @param {string} key
 * @param {string} value
 */
export function store(key, value) {
  try {
    if (value) localStorage.setItem(prefix + key, value);
    else localStorage.removeItem(prefix + key);
  } catch {
    // Storage is full or refused: the preference lasts as long as the page.
  }
}

/** @param {string} key @returns {string} */
export function stored(key) {
  try {
    return localStorage.getItem(prefix + key) ?? "";
  } catch {
    return "";
  }
}
