/**
 * The pad for a signature: drawn with a finger, a pen or the mouse, or typed by whoever can't. What comes out is a picture
 * either way, dark on white as on paper.
 */

import { say } from "./language.js";

// words:
const texts = { title: "Sign here", typed: "Or type your name", clear: "Clear", cancel: "Cancel", use: "Use this signature" };
// words end

const ink = "#10131a";
const width = 600;
const height = 240;

/**
 * Asks for a signature; null if the person leaves without.
 * @returns {Promise<Blob | null>}
 */
export function sign() {
  const dialog = document.createElement("dialog");
  dialog.id = "sign";
  dialog.setAttribute("aria-labelledby", "sign-title");
  const title = part("h2", dialog, texts.title);
  title.id = "sign-title";
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.setAttribute("role", "img");
  dialog.append(canvas);
  const label = part("label", dialog, texts.typed);
  const input = document.createElement("input");
  input.id = "sign-name";
  input.autocomplete = "name";
  input.maxLength = 60;
  label.setAttribute("for", input.id);
  dialog.append(input);
  const buttons = document.createElement("p");
  dialog.append(buttons);
  const clear = part("button", buttons, texts.clear);
  const cancel = part("button", buttons, texts.cancel);
  const use = /** @type {HTMLButtonElement} */ (part("button", buttons, texts.use));
  use.className = "primary";
  use.disabled = true;

  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const empty = () => {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#9aa1ad";
    context.fillRect(30, height - 50, width - 60, 1.5);
    use.disabled = true;
  };
  empty();
  draw(canvas, context, () => {
    if (input.value) empty();
    input.value = "";
    use.disabled = false;
  });
  input.oninput = () => {
    empty();
    context.fillStyle = ink;
    context.font = `italic 54px Georgia, "Times New Roman", serif`;
    context.fillText(input.value, 40, height - 66, width - 80);
    use.disabled = input.value.trim() === "";
  };
  clear.onclick = () => {
    input.value = "";
    empty();
  };
  cancel.onclick = () => dialog.close();

  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      resolve(null);
    };
    use.onclick = () =>
      canvas.toBlob((picture) => {
        resolve(picture);
        dialog.close();
      }, "image/png");
    input.onkeydown = (event) => {
      if (event.key === "Enter" && !use.disabled) use.click();
    };
    // The console's own keys are not meant while this is open.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
  });
}

/**
 * @param {string} tag
 * @param {Element} parent
 * @param {string} text
 */
function part(tag, parent, text) {
  const element = document.createElement(tag);
  if (element instanceof HTMLButtonElement) element.type = "button";
  parent.append(element);
  say(element, text);
  return element;
}

/**
 * Lines follow each pointer from where it was put down.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2D} context
 * @param {() => void} began
 */
function draw(canvas, context, began) {
  /** @param {PointerEvent} event */
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * width, y: ((event.clientY - box.top) / box.height) * height };
  };
  /** @type {{ x: number, y: number } | null} */
  let last = null;
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    began();
    last = place(event);
    context.fillStyle = ink;
    context.beginPath();
    context.arc(last.x, last.y, 1.6, 0, 7);
    context.fill();
  };
  canvas.onpointermove = (event) => {
    if (!last) return;
    context.strokeStyle = ink;
    context.lineWidth = 3.2;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(last.x, last.y);
    for (const step of event.getCoalescedEvents?.() ?? [event]) {
      last = place(step);
      context.lineTo(last.x, last.y);
    }
    context.stroke();
  };
  canvas.onpointerup = canvas.onpointercancel = () => (last = null);
}
