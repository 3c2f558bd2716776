/**
 * No way out of the page, and nothing of it taken along: as far as a page may. What the browser itself has to do is in
 * docs/KIOSK.md.
 */

const control = new Set([..."abcdefghjklnoprstuwz", "+", "-", "=", "0", "Tab"]);
const alt = new Set(["ArrowLeft", "ArrowRight", "Home", "d", "e", "f"]);
const always = /^(F\d+|Browser\w+|ContextMenu|PrintScreen|Launch\w+|Help|Find|Print|Open|New|Close|Zoom\w+)$/;
const swallowed = ["contextmenu", "dragstart", "dragover", "drop", "copy", "cut", "paste", "selectstart", "gesturestart", "auxclick"];

/** Whether a key is the browser's. @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">} event */
export function isBrowserKey({ key, ctrlKey, metaKey, altKey }) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return always.test(key) || ((ctrlKey || metaKey) && control.has(name)) || (altKey && alt.has(name));
}

export function lockDown() {
  /** @param {Event} event */
  const hold = (event) => {
    if (event.type === "selectstart" && event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of swallowed) addEventListener(type, hold, { capture: true });
  addEventListener(
    "keydown",
    (event) => {
      // The letters of a field being edited may be marked and undone; they are not copied.
      const editing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (editing && (event.ctrlKey || event.metaKey) && /^[az]$/i.test(event.key)) return;
      if (isBrowserKey(event)) hold(event);
    },
    { capture: true },
  );
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { capture: true, passive: false });
  addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), { capture: true, passive: false });
  // The side buttons of a mouse.
  for (const type of ["mousedown", "mouseup", "pointerdown", "pointerup"])
    addEventListener(type, (event) => /** @type {MouseEvent} */ (event).button > 0 && hold(event), { capture: true });

  // Back leads here, and so does forward.
  history.replaceState(null, "", location.pathname);
  history.pushState(null, "", location.pathname);
  addEventListener("popstate", () => history.pushState(null, "", location.pathname));
  const navigation = /** @type {any} */ (globalThis).navigation;
  navigation?.addEventListener("navigate", (/** @type {any} */ event) => {
    const elsewhere = new URL(event.destination.url).pathname !== location.pathname;
    if (event.cancelable && elsewhere) event.preventDefault();
  });
  globalThis.open = () => null;
}
