/** All select menus, single and multi: fixed options, options from the app, people, conversations, channels. */
import { confirmed } from "../confirm.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { filtered, openMenu } from "../menu.js";
import { words } from "../mrkdwn.js";
import { avatar, handleOf, nameOf, peopleInGroups, standing, workOf } from "../people.js";
import { isBotDm, model } from "../store.js";
import { askOptions, changed, keep, valueOf } from "../surface.js";
import { atOf, naming } from "./elements.js";

const SEARCH_FROM = 8;

/** Draw a select of any kind. */
export function selectElement(element, block, surface, labels) {
  const many = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace("multi_", "")];
  const now = () => [valueOf(surface, block, element) ?? []].flat();
  const fallback = element.placeholder?.text ?? (many ? "Select options" : "Select an option");
  const value = h("span", { class: "select-value" });
  const trigger = h("button", { type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "data-at": atOf(block, element), ...naming(element, labels, fallback) }, value, icon("down", 16));
  const chips = h("span", { class: "chips" });
  const show = () => {
    const chosen = now();
    fill(value, !many && chosen.length ? h("bdi", {}, source.text(chosen[0])) : h("span", { class: "placeholder" }, many && chosen.length ? `${chosen.length} chosen` : fallback));
    if (many) fill(chips, chosen.map((one) => chip(one)));
  };
  const set = async (next, before = now()) => {
    if (await confirmed(element.confirm)) changed(surface, block, element, many ? next : (next[0] ?? null));
    else keep(surface, block, element, many ? before : (before[0] ?? null));
    show();
  };
  const chip = (one) => {
    const remove = h("button", { type: "button", "aria-label": `Remove ${source.text(one)}` }, icon("close", 12));
    remove.addEventListener("click", () => {
      set(now().filter((other) => source.id(other) !== source.id(one)));
      trigger.focus();
    });
    return h("span", { class: "chip" }, h("bdi", {}, source.text(one)), remove);
  };
  trigger.addEventListener("click", () => openSelect({ element, block, surface, trigger, source, many, now, set, show, label: labels.text ?? fallback }));
  trigger.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || trigger.getAttribute("aria-expanded") === "true") return;
    event.preventDefault();
    trigger.click();
  });
  show();
  return many ? h("div", { class: "multi" }, chips, trigger) : h("div", { class: "single" }, trigger);
}

function openSelect({ element, block, surface, trigger, source, many, now, set, show, label }) {
  const before = now();
  const chosenIds = () => new Set(now().map((one) => source.id(one)));
  const marked = (groups) => {
    const chosen = chosenIds();
    const full = many && chosen.size >= (element.max_selected_items ?? Infinity);
    return groups.map((group) => ({ ...group, options: group.options.map((option) => ({ ...option, selected: chosen.has(source.id(option.raw)), disabled: full && !chosen.has(source.id(option.raw)) })) }));
  };
  const load = async (query) => marked(source.load ? await source.load(surface, block, element, query) : filtered(source.groups(element), query));
  const pick = (option) => {
    if (!many) return void set([option.raw]);
    const rest = now().filter((one) => source.id(one) !== source.id(option.raw));
    keep(surface, block, element, option.selected ? rest : [...now(), option.raw]);
    show();
  };
  const closed = () => many && JSON.stringify(now()) !== JSON.stringify(before) && set(now(), before);
  const count = source.load ? Infinity : source.groups(element).reduce((sum, group) => sum + group.options.length, 0);
  const emptyText = (query) => (source.load && query.length < (element.min_query_length ?? 3) ? `Type at least ${element.min_query_length ?? 3} letters` : "No matches");
  openMenu({ anchor: trigger, label, load, search: count >= SEARCH_FROM, many, width: source.width, emptyText, pick, closed });
}

const asOption = (option) => ({ raw: option, text: words(option.text), description: option.description && words(option.description) });

function fixedGroups(element) {
  if (!element.option_groups) return [{ options: (element.options ?? []).map(asOption) }];
  return element.option_groups.map((group) => ({ label: words(group.label), options: group.options.map(asOption) }));
}

const personOption = (person) => ({ raw: person.id, text: nameOf(person.id), description: [workOf(person), standing(person)].filter(Boolean).join(" · "), also: handleOf(person.id), face: () => avatar(person.id, 24) });

const peopleGroups = () => peopleInGroups().map((group) => ({ label: group.name, options: group.people.filter((person) => !person.deleted).map(personOption) }));

const channelOption = (channel) => ({ raw: channel.id, text: `#${channel.name}`, description: channel.topic });
const dmOption = (dm) => ({ raw: dm.id, text: dm.name || dm.with.map(nameOf).join(", "), face: () => avatar(dm.with[0], 24) });

const channelsOnly = () => [{ options: model.state.channels.map(channelOption) }];

function conversations(element) {
  const include = element.filter?.include;
  const wants = (...kinds) => !include || kinds.some((kind) => include.includes(kind));
  const channels = wants("public", "private") ? model.state.channels : [];
  const dms = model.state.dms.filter((dm) => (dm.kind === "group" ? wants("mpim") : wants("im")) && !(element.filter?.exclude_bot_users && isBotDm(dm)));
  return [{ label: "Channels", options: channels.map(channelOption) }, { label: "Direct messages", options: dms.map(dmOption) }];
}

function conversationName(id) {
  const found = [...model.state.channels, ...model.state.dms].find((one) => one.id === id);
  if (!found) return id;
  return found.kind === "channel" ? `#${found.name}` : found.name || found.with.map(nameOf).join(", ");
}

const byId = { id: (id) => id };
const byOption = { id: (option) => option.value, text: (option) => words(option.text) };

async function loadFromApp(surface, block, element, query) {
  if (query.length < (element.min_query_length ?? 3)) return [];
  const groups = await askOptions(surface, block, element, query);
  return groups.map((group) => ({ ...group, options: group.options.map(asOption) }));
}

const SOURCES = {
  static_select: { ...byOption, groups: fixedGroups },
  external_select: { ...byOption, load: loadFromApp, width: 340 },
  users_select: { ...byId, text: nameOf, groups: peopleGroups, width: 340 },
  conversations_select: { ...byId, text: conversationName, groups: conversations, width: 300 },
  channels_select: { ...byId, text: conversationName, groups: channelsOnly, width: 300 },
};
