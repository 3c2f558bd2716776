/**
 * The canvas as a surface: as many device pixels as it covers, also after the ratio changes, and what happens to its
 * WebGL context.
 */

/** @typedef {import("./boundary.js").Program} Program */

/**
 * Keeps the backing store equal to the size in device pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {Program} program
 * @returns {() => void} measures now
 */
export function keepSize(canvas, program) {
  /** @param {ResizeObserverSize} [exact] in device pixels, as the browser will show it */
  const measure = (exact) => {
    const width = pixels(canvas.clientWidth, exact?.inlineSize);
    const height = pixels(canvas.clientHeight, exact?.blockSize);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    program.resize(canvas.clientWidth, canvas.clientHeight, width, height, devicePixelRatio);
  };
  const observer = new ResizeObserver((entries) => measure(entries.at(-1)?.devicePixelContentBoxSize?.[0]));
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas); // WebKit measures in CSS pixels only.
  }
  watchRatio(() => measure());
  addEventListener("resize", () => measure());
  return () => measure();
}

/**
 * The browser knows how it rounds; but not when the ratio is emulated, as in the tools of developers.
 * @param {number} cssPixels
 * @param {number} [exact]
 */
function pixels(cssPixels, exact) {
  const wanted = cssPixels * devicePixelRatio;
  return exact !== undefined && Math.abs(exact - wanted) < 1 ? exact : Math.round(wanted);
}

/** A resize event does not come when a window moves to another screen. @param {() => void} changed */
function watchRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => {
      changed();
      watchRatio(changed);
    },
    { once: true },
  );
}

/**
 * A lost context is taken up again without losing anything but a few frames.
 * @param {HTMLCanvasElement} canvas
 * @param {Program} program
 */
export function keepContext(canvas, program) {
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault(); // Without this the browser never restores it.
    program.contextLost();
  });
  canvas.addEventListener("webglcontextrestored", () => program.contextRestored());
}

/** Whether the browser gives WebGL 2, asked on a canvas of its own: one that was asked for 2D can't have it any more. */
export function hasWebgl() {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/**
 * Shows frames that the program has drawn itself, where there is no WebGL.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} pixels RGBA
 * @param {number} width
 * @param {number} height
 */
export function showPixels(canvas, pixels, width, height) {
  // A view of the program's memory, which is read at once: a copy would be as large as the screen, and one each frame.
  const memory = /** @type {ArrayBuffer} */ (pixels.buffer);
  const image = new ImageData(new Uint8ClampedArray(memory, pixels.byteOffset, pixels.length), width, height);
  canvas.getContext("2d", { alpha: false })?.putImageData(image, 0, 0);
}
