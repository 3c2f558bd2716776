/**
 * What the browser itself fetches of the server, by address. Where there is none, the demonstration puts something in this
 * one's place (demonstration/held.js).
 */

/** How the canvas and what lies over it are placed; the page before the console has no use for it. */
export function bringStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "app.css";
  const brought = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error("The style sheet of the console could not be loaded."));
  });
  document.head.append(link);
  return brought;
}

/**
 * What is too long to pass through the page.
 * @param {string} name
 * @param {string} address of our own service
 */
export function saveFrom(name, address) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}
