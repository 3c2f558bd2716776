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

/** Drivers that draw by the processor, as they call themselves. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * Whether the browser gives WebGL 2 by a graphics card, asked on a canvas of its own: one that was asked for 2D can't have it any
 * more. Where WebGL is software the program's own painter is many times as fast, since it draws only what differs.
 */
export function hasWebgl() {
  try {
    const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    if (!context) return false;
    const driver = driverOf(context);
    context.getExtension("WEBGL_lose_context")?.loseContext();
    return !software.test(driver);
  } catch {
    return false;
  }
}

/** Firefox says it at once, the others to whoever asks further. @param {WebGL2RenderingContext} context */
function driverOf(context) {
  const name = String(context.getParameter(context.RENDERER));
  const info = name === "WebKit WebGL" ? context.getExtension("WEBGL_debug_renderer_info") : null;
  return info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : name;
}

/**
 * Shows of a frame that the program has drawn itself what differs from the former.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} pixels RGBA, of the whole frame
 * @param {number} width
 * @param {number} height
 * @param {number[]} patch left, top, width, height
 */
export function showPixels(canvas, pixels, width, height, [left, top, patchWidth, patchHeight]) {
  // A view of the program's memory, which is read at once: a copy would be as large as the screen, and one each frame.
  const memory = /** @type {ArrayBuffer} */ (pixels.buffer);
  const image = new ImageData(new Uint8ClampedArray(memory, pixels.byteOffset, pixels.length), width, height);
  canvas.getContext("2d", { alpha: false })?.putImageData(image, 0, 0, left, top, patchWidth, patchHeight);
}
