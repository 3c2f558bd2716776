/**
 * Files that the person keeps.
 */

/**
 * @param {string} name "users.csv"
 * @param {string} type
 * @param {Uint8Array} content
 */
export function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
