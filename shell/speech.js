/**
 * Words that leave the canvas: to assistive technology, and to the clipboard.
 */

/**
 * Has a sentence read out; the same sentence twice is read out twice.
 * @param {string} sentence
 */
export function announce(sentence) {
  const region = /** @type {HTMLElement} */ (document.getElementById("announcements"));
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

/**
 * Puts text on the clipboard, also over plain HTTP, where `navigator.clipboard` is absent.
 * @param {string} text
 */
export function copyText(text) {
  document.addEventListener(
    "copy",
    (event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { once: true, capture: true },
  );
  if (!document.execCommand("copy")) void navigator.clipboard?.writeText(text);
}
