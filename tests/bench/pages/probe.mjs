/**
 * What is put into each page before anything of its own: notices when the list has become another one and was painted.
 * Painted means that the main thread has finished the frame; what the compositor and the graphics do after it is in
 * nobody's figures but those of scrolling, which they slow down.
 *
 * @param {{ list: string, whole: string, hint: string }} site `list` and `whole` are source; `hint` is set in localStorage
 *   if not empty
 */
export function installProbe({ list, whole, hint }) {
  if (hint && location.protocol.startsWith("http")) localStorage.setItem(hint, "1");
  const listed = /** @type {() => string} */ (new Function(`return (${list})()`));
  const isWhole = /** @type {() => boolean} */ (new Function(`return (${whole})()`));
  const channel = new MessageChannel();
  /** Called after the frame in which they were noted. @type {((now: number) => void)[]} */
  let waiting = [];
  let watching = 0;

  // A message that is sent in a frame is received after it was painted.
  const frame = () => {
    channel.port1.postMessage(0);
    if (watching) requestAnimationFrame(frame);
  };
  channel.port2.onmessage = () => {
    const now = performance.now();
    for (const done of waiting.splice(0)) done(now);
  };

  /** Resolves when `isThere` has become true and was painted. @param {() => boolean} isThere @returns {Promise<number>} */
  const painted = (isThere) =>
    new Promise((resolve) => {
      if (!watching++) requestAnimationFrame(frame);
      const look = () => {
        if (!isThere()) return;
        observer.disconnect();
        waiting.push((now) => {
          watching--;
          resolve(now);
        });
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      look();
    });

  const bench = {
    list: listed,
    /** When the list was there, in milliseconds since the page was asked for. */
    ready: painted(() => listed() !== ""),
    /** When everybody was in it. */
    complete: painted(() => listed() !== "" && isWhole()),
    /** From the next event of this type until the list is another one, which is given up after half a minute. @param {string} type */
    change(type) {
      const before = listed();
      let start = 0;
      addEventListener(type, (event) => (start = event.timeStamp), { capture: true, once: true });
      const changed = painted(() => start > 0 && listed() !== "" && listed() !== before).then((end) => end - start);
      const givenUp = new Promise((_, reject) => setTimeout(reject, 30_000, new Error(`after ${type} the list stayed: ${before}`)));
      bench.changed = Promise.race([changed, givenUp]);
    },
    /** @type {Promise<number> | undefined} */
    changed: undefined,
    /** Begins to note when frames come. */
    countFrames() {
      /** @type {number[]} */
      const times = [];
      const note = (/** @type {number} */ now) => {
        times.push(now);
        if (bench.frames === times) requestAnimationFrame(note);
      };
      bench.frames = times;
      requestAnimationFrame(note);
    },
    /** @type {number[] | undefined} */
    frames: undefined,
  };
  Object.assign(globalThis, { bench });
}
