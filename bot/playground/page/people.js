/** People: their names, faces (drawn, not fetched) and local times. */
import { clockTime, weekdayTime } from "./dates.js";
import { h, svg } from "./dom.js";
import { model, playNow } from "./store.js";

/** What a person is called. */
export function nameOf(id) {
  const person = model.people.get(id);
  if (person) return person.real_name || person.name;
  if (id === "USLACKBOT") return "Slackbot";
  return id === model.state?.app.bot_user ? model.state.app.name : id;
}

/** `@ada`, for typing. */
export const handleOf = (id) => `@${model.people.get(id)?.name ?? id}`;

export const isBot = (id) => id === model.state?.app.bot_user || Boolean(model.people.get(id)?.is_bot);

/** Job title and place in the company, as one line. */
export const workOf = (person) => [person.title, person.department].filter(Boolean).join(", ");

/** `Tue 09:41` where this person is. */
export const localTime = (id) => {
  const tz = model.people.get(id)?.tz;
  return tz ? weekdayTime(playNow(), tz) : "";
};

/** `09:41` where this person is. */
export const localClock = (id) => clockTime(playNow(), model.people.get(id)?.tz);

/** Everyone, first the groups the server names, then the rest by name. */
export function peopleInGroups() {
  const placed = new Set();
  const groups = [];
  for (const group of model.groups) {
    const known = group.ids.filter((id) => model.people.has(id) && !placed.has(id));
    for (const id of known) placed.add(id);
    groups.push({ name: group.name, people: known.map((id) => model.people.get(id)) });
  }
  const rest = [...model.people.values()].filter((person) => !placed.has(person.id) && !person.is_bot);
  rest.sort((left, right) => nameOf(left.id).localeCompare(nameOf(right.id)));
  return [...groups, { name: groups.length ? "Everyone else" : "Everyone", people: rest }].filter((group) => group.people.length);
}

const COLOURS = ["#8a3b6b", "#1f6f8b", "#7a5c1e", "#3b6e3b", "#8b4a2b", "#4a4e8f", "#96404a", "#2f6f66"];

function colourOf(id) {
  const own = model.people.get(id)?.color;
  if (/^#[0-9a-f]{6}$/i.test(own ?? "")) return own;
  return COLOURS[[...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS.length];
}

/** Black or white, whichever reads better on `colour` (WCAG relative luminance). */
function inkOn(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#1d1c1d" : "#ffffff";
}

function initials(name) {
  const parts = name.split(/[\s-]+/).filter(Boolean);
  return (parts.length > 1 ? [parts[0], parts.at(-1)] : parts).map((part) => [...part][0].toUpperCase()).join("");
}

/** A square face: initials on the person's colour; two joined rings for the bot. */
export function avatar(id, size = 36) {
  const props = { class: "avatar", viewBox: "0 0 36 36", width: size, height: size, "aria-hidden": "true", focusable: "false" };
  if (isBot(id)) return svg("svg", props, ...rings());
  const colour = colourOf(id);
  const text = svg("text", { x: 18, y: 18.5, "text-anchor": "middle", "dominant-baseline": "central", "font-size": 14, "font-weight": 700, fill: inkOn(colour) });
  text.textContent = initials(nameOf(id));
  return svg("svg", props, svg("rect", { width: 36, height: 36, rx: 7, fill: colour }), text);
}

function rings() {
  const ring = (cx) => svg("circle", { cx, cy: 18, r: 6.5, fill: "none", stroke: "#fff", "stroke-width": 2.6 });
  return [svg("rect", { width: 36, height: 36, rx: 7, fill: "#1a6b57" }), ring(14), ring(22)];
}

/** The little word after an app's name. */
export const appBadge = () => h("span", { class: "badge-app" }, "APP");

/** What Slack shows of a person who left or is a guest. */
export function standing(person) {
  if (person.deleted) return "deactivated";
  return person.is_guest ? "guest" : "";
}
