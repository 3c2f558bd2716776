/**
 * Mouse, pen and wheel. Touch is in touch.js.
 */

import { Touch } from "./touch.js";

/** Of a notch that a mouse reports in lines. */
const linePixels = 18;

/**
 * @param {HTMLElement} app
 * @param {HTMLCanvasElement} canvas
 * @param {import("./boundary.js").Program} program
 */
export function listenToPointer(app, canvas, program) {
  const touch = new Touch(program);

  app.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") touch.moved(event);
    else program.pointerMoved(event.clientX, event.clientY);
  });
  app.addEventListener("pointerdown", (event) => {
    // Text fields of the mirror take their own presses; only a finger that begins to drag there is ours.
    const onCanvas = event.target === canvas;
    if (event.pointerType === "touch") {
      touch.began(event, onCanvas);
      return;
    }
    if (!onCanvas || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    program.pointerMoved(event.clientX, event.clientY);
    const control = event.ctrlKey || event.metaKey;
    program.pointerButton(true, false, Number(event.shiftKey) | (Number(control) << 1) | (Number(event.altKey) << 2));
  });
  app.addEventListener("pointerup", (event) => {
    if (event.pointerType === "touch") touch.ended(event);
    else if (event.button === 0) {
      program.pointerMoved(event.clientX, event.clientY);
      program.pointerButton(false, false);
    }
  });
  app.addEventListener("pointercancel", (event) => {
    if (event.pointerType === "touch") touch.cancelled(event);
    else program.pointerButton(false, false);
  });
  document.documentElement.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") program.pointerLeft();
  });
  // A press on the canvas must not take the keyboard from the field that is being edited: the program decides.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());

  app.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) return; // The browser's zoom.
      event.preventDefault();
      const unit =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE
          ? linePixels
          : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
            ? innerHeight
            : 1;
      const sideways = event.shiftKey && event.deltaX === 0;
      program.pointerMoved(event.clientX, event.clientY);
      program.scrolled((sideways ? event.deltaY : event.deltaX) * unit, sideways ? 0 : event.deltaY * unit);
    },
    { passive: false },
  );
}
