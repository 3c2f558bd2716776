/** What the program asks of the browser's Intl: `castellan::ui::Formats` is the other half. */

import { locale } from "./language.js";

/** A day is given as its noon in UTC. @type {(options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormatOptions} */
const day = (options) => ({ ...options, timeZone: "UTC" });

/** By the number of `castellan::ui::Phrase`. @type {((locale: string) => (value: number) => string)[]} */
const phrases = [
  (locale) => use(new Intl.PluralRules(locale), "select"),
  (locale) => use(new Intl.NumberFormat(locale), "format"),
  (locale) => date(locale, { day: "numeric", month: "short" }),
  (locale) => date(locale, { day: "numeric", month: "short", year: "numeric" }),
  (locale) => date(locale, day({ day: "numeric", month: "long", year: "numeric" })),
  (locale) => date(locale, { day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" }),
  (locale) => date(locale, day({ month: "long", year: "numeric" })),
  (locale) => date(locale, day({ weekday: "short" })),
  (locale) => distance(locale, "minute"),
  (locale) => distance(locale, "hour"),
  (locale) => distance(locale, "day"),
  (locale) => () => String(firstWeekday(locale)),
  () => timeZone,
];

/** @type {Map<string, (value: any) => string>} */
const made = new Map();

/** Made once for each language: making one costs more than using it. @param {string | number} what @param {(locale: string) => (value: any) => string} make */
function once(what, make) {
  const tag = locale();
  const key = `${what} ${tag}`;
  let formatter = made.get(key);
  if (!formatter) made.set(key, (formatter = make(tag)));
  return formatter;
}

/**
 * @param {number} phrase
 * @param {number} value a number, or an instant in milliseconds
 */
export function say(phrase, value) {
  return once(phrase, phrases[phrase])(value);
}

/**
 * @param {string[]} items
 * @param {boolean} alternatives
 */
export function list(items, alternatives) {
  const type = alternatives ? "disjunction" : "conjunction";
  return once(type, (tag) => use(new Intl.ListFormat(tag, { type }), "format"))(items);
}

/**
 * @param {any} format
 * @param {string} method
 */
function use(format, method) {
  return (/** @type {any} */ value) => format[method](value);
}

/**
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} options
 */
function date(locale, options) {
  return use(new Intl.DateTimeFormat(locale, options), "format");
}

/**
 * @param {string} locale
 * @param {Intl.RelativeTimeFormatUnit} unit
 */
function distance(locale, unit) {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return (/** @type {number} */ value) => format.format(value, unit);
}

/** All that the browser knows by their place, its own by -1. @param {number} place */
function timeZone(place) {
  if (place < 0) return new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return Intl.supportedValuesOf("timeZone")[place] ?? "";
}

/** Monday where the browser does not say. @param {string} tag */
function firstWeekday(tag) {
  const known = /** @type {any} */ (new Intl.Locale(tag));
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}
