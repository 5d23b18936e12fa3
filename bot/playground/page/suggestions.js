/** The list above the composer: commands after `/`, people after `@`, channels after `#`. */
import { fill, h, newId } from "./dom.js";
import { plainLetters } from "./menu.js";
import { avatar, handleOf, isBot, nameOf, standing, workOf } from "./people.js";
import { model } from "./store.js";

const MOST = 8;

/** Watch a text field and offer completions inside `box`; answers {update, hide, key}. */
export function suggester(field, box) {
  const listId = newId("s");
  const list = h("div", { class: "suggestions", id: listId, role: "listbox", "aria-label": "Suggestions", hidden: true });
  box.append(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", listId);
  const state = { found: null, active: 0, nodes: [] };

  const mark = () => {
    state.nodes.forEach((node, index) => node.setAttribute("aria-selected", String(index === state.active)));
    const node = state.nodes[state.active];
    if (node) field.setAttribute("aria-activedescendant", node.id);
    else field.removeAttribute("aria-activedescendant");
    node?.scrollIntoView({ block: "nearest" });
  };
  const hide = () => {
    state.found = null;
    state.nodes = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const take = (index) => {
    const { from, to, options } = state.found;
    field.setRangeText(options[index].insert, from, to, "end");
    hide();
    field.focus();
    field.dispatchEvent(new Event("input"));
  };
  const optionNode = (option, index) => {
    const node = h("div", { class: "option", role: "option", id: newId("o") }, option.face?.(), h("span", { class: "option-text" }, h("bdi", {}, option.text), option.description && h("small", {}, option.description)));
    node.addEventListener("pointerdown", (event) => event.preventDefault());
    node.addEventListener("click", () => take(index));
    return node;
  };
  const update = () => {
    state.found = lookUp(field.value, field.selectionStart);
    if (!state.found?.options.length) return hide();
    state.active = 0;
    state.nodes = state.found.options.map(optionNode);
    list.hidden = false;
    fill(list, h("div", { class: "menu-group", role: "presentation" }, state.found.title), state.nodes);
    return mark();
  };
  const key = (event) => {
    if (!state.found) return false;
    const count = state.nodes.length;
    if (event.key === "ArrowDown") state.active = (state.active + 1) % count;
    else if (event.key === "ArrowUp") state.active = (state.active + count - 1) % count;
    else if (event.key === "Escape") hide();
    else if (["Enter", "Tab"].includes(event.key) && !event.shiftKey && !isWhole(state)) take(state.active);
    else return false;
    event.preventDefault();
    if (state.found) mark();
    return true;
  };
  field.addEventListener("blur", hide);
  return { update, hide, key };
}

/** Enter sends a command that is typed out already. */
const isWhole = ({ found, active }) => found.options[active].insert.trim() === found.typed;

function lookUp(text, caret) {
  const before = text.slice(0, caret);
  const slash = /^\/\S*$/.exec(before);
  if (slash) return { title: "Commands", typed: before, from: 0, to: caret, options: commands(before) };
  const word = /(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!word) return null;
  const [, sign, typed] = word;
  const options = sign === "@" ? people(plainLetters(typed)) : channels(plainLetters(typed));
  return { title: sign === "@" ? "People" : "Channels", typed: sign + typed, from: caret - typed.length - 1, to: caret, options };
}

function commands(typed) {
  const { app } = model.state;
  return app.commands
    .map((one) => (typeof one === "string" ? { command: one, hint: app.command_hints?.[one] } : { ...one, hint: one.usage_hint }))
    .filter((one) => one.command.startsWith(typed))
    .map((one) => ({ text: one.command, description: one.hint || one.description || app.name, insert: `${one.command} `, face: () => avatar(app.bot_user, 24) }));
}

function people(typed) {
  const fits = (person) => person.name.toLowerCase().startsWith(typed) || plainLetters(nameOf(person.id)).split(/\s+/).some((part) => part.startsWith(typed));
  return [...model.people.values()]
    .filter((person) => !person.deleted && fits(person))
    .sort((left, right) => nameOf(left.id).localeCompare(nameOf(right.id)))
    .slice(0, MOST)
    .map((person) => ({ text: nameOf(person.id), description: [handleOf(person.id), isBot(person.id) ? "app" : workOf(person), standing(person)].filter(Boolean).join(" · "), insert: `${handleOf(person.id)} `, face: () => avatar(person.id, 24) }));
}

const channels = (typed) =>
  model.state.channels.filter((channel) => channel.name.startsWith(typed)).map((channel) => ({ text: `#${channel.name}`, description: channel.topic, insert: `#${channel.name} ` }));
