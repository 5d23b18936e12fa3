/** Times as this person sees them: in their zone, against the playground's clock. */
import { model, playNow } from "./store.js";

const formats = new Map();

/** The viewer's time zone; `undefined` (the browser's) only until the people are known. */
export const zone = () => zoneOf(model.me);

/** A person's zone. */
export const zoneOf = (id) => model.people.get(id)?.tz || undefined;

/** Format with a cached Intl formatter (making one is slow). */
export function format(date, options, timeZone = zone(), locale = "en-GB") {
  const key = JSON.stringify([options, timeZone, locale]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone }));
  return formats.get(key).format(date);
}

const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export const clockTime = (date, timeZone) => format(date, TIME, timeZone);
export const weekdayTime = (date, timeZone) => `${format(date, { weekday: "short" }, timeZone)} ${clockTime(date, timeZone)}`;
export const fullTime = (date, timeZone) =>
  `${format(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, timeZone)} at ${clockTime(date, timeZone)}`;

/** `2026-11-24` in the viewer's zone. */
export const isoDay = (date, timeZone) =>
  format(date, { year: "numeric", month: "2-digit", day: "2-digit" }, timeZone, "en-CA");

/** The moment of a Slack timestamp such as `1700000000.000100`. */
export const moment = (ts) => new Date(Number.parseFloat(ts) * 1000);

const DAY = 86_400_000;

function dayDistance(date, timeZone) {
  return Math.round((Date.parse(isoDay(date, timeZone)) - Date.parse(isoDay(playNow(), timeZone))) / DAY);
}

const NEAR = { "-1": "yesterday", 0: "today", 1: "tomorrow" };

/** The words on the line between two days. */
export function dayWords(date) {
  const near = NEAR[dayDistance(date, zone())];
  return near ? near[0].toUpperCase() + near.slice(1) : longDate(date, true);
}

function ordinal(day) {
  if (day % 100 >= 11 && day % 100 <= 13) return `${day}th`;
  return `${day}${["th", "st", "nd", "rd"][day % 10] ?? "th"}`;
}

/** Slack leaves the year out within six months. */
const yearPart = (date) => (Math.abs(date - playNow()) < 183 * DAY ? "" : `, ${format(date, { year: "numeric" })}`);

const plainDate = (date) =>
  `${format(date, { month: "long" })} ${ordinal(Number(format(date, { day: "numeric" })))}${yearPart(date)}`;
const shortDate = (date) => `${format(date, { month: "short" })} ${format(date, { day: "numeric" })}${yearPart(date)}`;
const longDate = (date) => `${format(date, { weekday: "long" })}, ${plainDate(date)}`;

const TOKENS = {
  date_num: (date) => isoDay(date),
  date: plainDate,
  date_short: shortDate,
  date_long: longDate,
  date_long_full: longDate,
  date_pretty: (date) => NEAR[dayDistance(date, zone())] ?? plainDate(date),
  date_short_pretty: (date) => NEAR[dayDistance(date, zone())] ?? shortDate(date),
  date_long_pretty: (date) => NEAR[dayDistance(date, zone())] ?? longDate(date),
  day_divider_pretty: (date) => NEAR[dayDistance(date, zone())] ?? longDate(date),
  time: (date) => clockTime(date),
  time_secs: (date) => format(date, { ...TIME, second: "2-digit" }),
  ago: (date) => agoWords(date),
};

function agoWords(date) {
  const seconds = Math.round((date - playNow()) / 1000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(seconds, "second");
}

/** Fill a `<!date>` pattern such as `{date_short_pretty} {time}`; null when it has no token we know. */
export function fillDate(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000);
  if (!Number.isFinite(date.getTime())) return null;
  let known = false;
  const text = pattern.replace(/\{(\w+)\}/g, (whole, token) => {
    if (!TOKENS[token]) return whole;
    known = true;
    return TOKENS[token](date);
  });
  return known ? text.replace(/^[a-z]/, (letter) => (/^\{/.test(pattern) ? letter.toUpperCase() : letter)) : null;
}

/** Seconds since 1970 of a wall-clock time (`2026-11-24T09:00`) in the viewer's zone. */
export function instantOf(wall, timeZone = zone()) {
  const asUtc = Date.parse(`${wall}Z`);
  let guess = asUtc;
  for (let round = 0; round < 2; round += 1) guess = asUtc - (Date.parse(`${wallOf(guess, timeZone)}Z`) - guess);
  return Math.round(guess / 1000);
}

/** The wall-clock time (`2026-11-24T09:00`) of a moment in the viewer's zone. */
export const wallOf = (millis, timeZone = zone()) => `${isoDay(millis, timeZone)}T${clockTime(millis, timeZone)}`;
