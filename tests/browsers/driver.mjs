/**
 * What the checks need of a browser. `puppet.mjs` gives it for Chromium and Firefox, `webkit.mjs` for WebKitGTK.
 */

/**
 * @typedef {object} Browser
 * @property {string} name
 * @property {(url: string) => Promise<void>} open
 * @property {<T>(run: (...args: any[]) => T, ...args: any[]) => Promise<Awaited<T>>} evaluate in the page
 * @property {(chord: string) => Promise<void>} press such as "Control+Shift+K"
 * @property {(text: string) => Promise<void>} type
 * @property {(x: number, y: number) => Promise<void>} moveTo the mouse
 * @property {(x: number, y: number) => Promise<void>} click
 * @property {(x: number, y: number, deltaY: number) => Promise<void>} wheel
 * @property {(width: number, height: number, ratio?: number) => Promise<void>} resize the page, in CSS pixels
 * @property {() => Promise<Buffer>} screenshot
 * @property {(role: string, name: string) => Promise<number>} named how many parts the browser itself tells assistive
 *   technology of with this role and name
 * @property {number[]} ratios of device pixels to CSS pixels that it can have
 * @property {() => Promise<unknown>} compose has an input method compose a text in the focused field
 * @property {string} composes this text
 * @property {() => Promise<() => Promise<unknown>>} hide so that nobody can see the page; the answer shows it again
 * @property {() => Promise<void>} close
 */

export {};
