/** The traffic inspector: everything between the bot and this Slack, both ways. */
import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { change } from "./store.js";

const MOST = 400;
const POLL = 1000;
const known = { entries: [], last: 0, timer: null, text: "", way: "all" };

const drawer = () => document.getElementById("inspector");

/** Open or close the drawer. */
export function toggleInspector() {
  const box = drawer();
  box.hidden = !box.hidden;
  if (box.hidden) {
    clearTimeout(known.timer);
    document.querySelector('[data-at="rail/traffic"]')?.focus();
  } else {
    if (!box.childElementCount) build(box);
    box.querySelector("input").focus();
    poll();
  }
  change({});
}

const WAYS = [["all", "Both ways"], ["to_bot", "To the bot"], ["from_bot", "From the bot"], ["failed", "Failed only"]];

function build(box) {
  const away = h("button", { type: "button", class: "icon-button", "aria-label": "Close the inspector", on: { click: toggleInspector } }, icon("close", 18));
  const filter = h("input", { type: "search", class: "text-input", "aria-label": "Filter traffic", placeholder: "Filter: method, person, text", spellcheck: "false" });
  const way = h("select", { class: "native-select", "aria-label": "Direction" }, WAYS.map(([value, label]) => h("option", { value }, label)));
  const clear = h("button", { type: "button", class: "btn small" }, "Clear");
  filter.addEventListener("input", () => redraw({ text: filter.value.toLowerCase() }));
  way.addEventListener("change", () => redraw({ way: way.value }));
  clear.addEventListener("click", () => redraw({ entries: [] }));
  box.addEventListener("keydown", (event) => event.key === "Escape" && toggleInspector());
  const list = h("ol", { class: "traffic", "aria-label": "Traffic", tabindex: 0 });
  fill(box, h("header", { class: "inspector-head" }, h("h2", {}, "Traffic"), away), h("div", { class: "inspector-tools" }, filter, way, clear), list);
}

async function poll() {
  clearTimeout(known.timer);
  try {
    const answer = await api.traffic(known.last);
    if (answer.last < known.last) Object.assign(known, { entries: [], last: 0 });
    else known.last = answer.last;
    if (answer.entries.length) add(answer.entries);
  } catch {
    // The banner tells about a lost connection; the drawer just goes on asking.
  }
  if (!drawer().hidden) known.timer = setTimeout(poll, POLL);
}

function add(entries) {
  known.entries = [...known.entries, ...entries].slice(-MOST);
  const list = drawer().querySelector(".traffic");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.append(...entries.filter(fits).map(entryNode));
  while (list.childElementCount > MOST) list.firstElementChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function redraw(patch) {
  Object.assign(known, patch);
  const list = drawer().querySelector(".traffic");
  fill(list, known.entries.filter(fits).map(entryNode));
  list.scrollTop = list.scrollHeight;
}

function fits(entry) {
  if (known.way === "failed" && entry.ok !== false) return false;
  if (["to_bot", "from_bot"].includes(known.way) && entry.direction !== known.way) return false;
  return !known.text || `${entry.kind} ${entry.summary} ${entry.error ?? ""} ${JSON.stringify(entry.body)}`.toLowerCase().includes(known.text);
}

function entryNode(entry) {
  const toBot = entry.direction === "to_bot";
  const arrow = h("span", { class: toBot ? "way to" : "way from" }, h("span", { "aria-hidden": "true" }, toBot ? "→ bot" : "← bot"), h("span", { class: "sr-only" }, toBot ? "to the bot" : "from the bot"));
  const outcome = entry.ok === false ? h("span", { class: "outcome bad" }, entry.error || "failed") : h("span", { class: "outcome" }, entry.ms === undefined || entry.ms === null ? "ok" : `${Math.round(entry.ms)} ms`);
  const summary = h("summary", {}, arrow, h("span", { class: "kind" }, entry.kind), h("span", { class: "traffic-text" }, entry.summary ?? ""), outcome);
  const details = h("details", {}, summary);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    if (details.childElementCount === 1) details.append(body(entry));
    details.scrollIntoView({ block: "nearest" });
  });
  return h("li", {}, details);
}

function body(entry) {
  const both = entry.answer === undefined ? entry.body : { sent: entry.body, answered: entry.answer };
  const text = JSON.stringify(both, null, 2) ?? "";
  const copy = h("button", { type: "button", class: "btn small" }, icon("copy", 14), " Copy");
  copy.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
    copy.lastChild.textContent = copied ? " Copied" : " The browser does not allow it: select the text below";
  });
  return h("div", { class: "traffic-body" }, h("p", { class: "quiet" }, `#${entry.n} · ${entry.at}`), copy, h("pre", { tabindex: 0, dir: "ltr" }, text));
}
