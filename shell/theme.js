/**
 * Light or dark, and what else the person asked of the system. Loaded before the first paint, so that a stored choice
 * never flashes in the wrong colours.
 */

const storageKey = "castellan.theme";
const queries = {
  dark: matchMedia("(prefers-color-scheme: dark)"),
  reducedMotion: matchMedia("(prefers-reduced-motion: reduce)"),
  forcedColors: matchMedia("(forced-colors: active)"),
  coarsePointer: matchMedia("(pointer: coarse)"),
};

/** @typedef {"system" | "light" | "dark"} ThemeChoice */
/**
 * @typedef {object} Appearance
 * @property {boolean} dark
 * @property {boolean} reducedMotion
 * @property {number[] | null} forcedColors what the system forces on every page, 0xRRGGBB in the order of `systemColors`
 * @property {boolean} coarsePointer
 */

const systemColors = ["Canvas", "CanvasText", "LinkText", "GrayText", "Highlight", "HighlightText"];

/** What is chosen, "system" until somebody chose. @returns {ThemeChoice} */
export function themeChoice() {
  let stored = null;
  try {
    stored = localStorage.getItem(storageKey);
  } catch {
    // A browser that refuses storage follows the system.
  }
  return stored === "light" || stored === "dark" ? stored : "system";
}

/**
 * Chooses and remembers; everybody who watches is told.
 * @param {ThemeChoice} choice
 */
export function chooseTheme(choice) {
  try {
    if (choice === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Not remembered, but shown.
  }
  show(choice);
  changed();
}

/** What is to be shown now. @returns {Appearance} */
export function appearance() {
  const shown = document.documentElement.dataset.theme;
  return {
    dark: shown === "dark" || (shown !== "light" && queries.dark.matches),
    reducedMotion: queries.reducedMotion.matches,
    forcedColors: queries.forcedColors.matches ? systemColors.map(valueOf) : null,
    coarsePointer: queries.coarsePointer.matches,
  };
}

/** @param {string} name of a colour in CSS */
function valueOf(name) {
  const probe = document.createElement("span");
  probe.style.color = name;
  document.body.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
  probe.remove();
  return (red << 16) | (green << 8) | blue;
}

/** @type {Set<() => void>} */
const watchers = new Set();

/**
 * Calls `watcher` after every change of the appearance.
 * @param {() => void} watcher
 */
export function watchAppearance(watcher) {
  watchers.add(watcher);
}

function changed() {
  for (const watcher of watchers) watcher();
}

/** @param {ThemeChoice} choice */
function show(choice) {
  document.documentElement.dataset.theme = choice;
}

show(themeChoice());
for (const query of Object.values(queries)) query.addEventListener("change", changed);
addEventListener("storage", (event) => {
  if (event.key !== storageKey) return;
  show(themeChoice());
  changed();
});
