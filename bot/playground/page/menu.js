/** One pop-up list for everything that offers choices: selects, overflow menus, shortcuts, the identity switcher. */
import { fill, h, newId } from "./dom.js";
import { icon } from "./icons.js";

let open = null;

/** Close the open list, if any. */
export function closeMenu() {
  open?.close();
}

/**
 * Open a list under `anchor`.
 *
 * `groups` is [{label?, options: [{value, text, description?, face?, selected?, disabled?}]}]; `load(query)` may be given
 * instead and answers the same (or a promise of it). `pick(option)` is called for each choice; with `many` the list stays
 * open and `closed()` tells when it is over. `menu` makes it a menu of actions instead of a list of choices.
 */
export function openMenu({ anchor, label, groups, load, search, many, menu, width, emptyText, pick, closed }) {
  const again = open?.anchor === anchor;
  closeMenu();
  if (again) return;
  const listId = newId("list");
  const list = h("div", { class: "menu-list", id: listId, role: menu ? "menu" : "listbox", "aria-label": label, tabindex: -1, "aria-multiselectable": many && !menu ? "true" : undefined });
  const field = search
    ? h("input", { type: "search", class: "menu-search", "aria-label": `Search: ${label}`, placeholder: "Search", "aria-controls": listId, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" })
    : null;
  const box = h("div", { class: "menu", popover: "manual" }, field && h("div", { class: "menu-search-row" }, icon("search", 16), field), list);
  const state = { anchor, options: [], active: -1, typed: "", asked: 0 };
  (anchor.closest("dialog") ?? document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  box.showPopover();

  const focusable = field ?? list;
  const setActive = (index, scroll = true) => {
    state.options[state.active]?.node.classList.remove("active");
    state.active = index;
    const current = state.options[index];
    current?.node.classList.add("active");
    if (current) focusable.setAttribute("aria-activedescendant", current.node.id);
    else focusable.removeAttribute("aria-activedescendant");
    if (current && scroll) current.node.scrollIntoView({ block: "nearest" });
  };
  const show = (groupsNow) => {
    state.options = [];
    fill(list, groupsNow.filter((group) => group.options.length).map((group) => groupNode(group)));
    if (!state.options.length) fill(list, h("p", { class: "menu-empty" }, emptyText?.(field?.value ?? "") ?? "No matches"));
    const chosen = state.options.findIndex((one) => one.option.selected);
    setActive(state.options.length ? Math.max(0, field?.value ? 0 : chosen) : -1);
    place(box, anchor, width);
  };
  const groupNode = (group) => {
    const nodes = group.options.map((option) => optionNode(option));
    if (!group.label) return h("div", { role: "presentation" }, nodes);
    const id = newId("g");
    return h("div", { role: "group", "aria-labelledby": id }, h("div", { class: "menu-group", id, role: "presentation" }, group.label), nodes);
  };
  const optionNode = (option) => {
    const index = state.options.length;
    const props = { class: option.danger ? "option danger" : "option", id: newId("o"), role: menu ? "menuitem" : "option", "aria-disabled": option.disabled ? "true" : undefined };
    if (!menu) props["aria-selected"] = option.selected ? "true" : "false";
    const text = h("span", { class: "option-text" }, h("bdi", {}, option.text), option.description && h("small", {}, option.description));
    const node = h("div", props, option.face?.(), text, !menu && h("span", { class: "option-check" }, option.selected ? icon("check", 16) : ""));
    node.addEventListener("pointermove", () => state.active !== index && setActive(index, false));
    node.addEventListener("click", () => choose(index));
    state.options.push({ option, node });
    return node;
  };
  const choose = (index) => {
    const found = state.options[index];
    if (!found || found.option.disabled) return;
    if (!many) close(true);
    pick(found.option);
    if (many && open?.box === box) update();
  };
  const update = async () => {
    const asked = ++state.asked;
    const query = field?.value.trim() ?? "";
    const active = state.active;
    const answer = load ? await load(query) : filtered(typeof groups === "function" ? groups() : groups, query);
    if (asked !== state.asked || open?.box !== box) return;
    show(answer);
    if (many && active >= 0 && active < state.options.length && !query) setActive(active);
  };
  const close = (refocus) => {
    if (open?.box !== box) return;
    open = null;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", dismiss);
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (refocus && anchor.isConnected) anchor.focus({ preventScroll: true });
    closed?.();
  };
  const dismiss = () => close(false);
  const outside = (event) => !box.contains(event.target) && !anchor.contains(event.target) && close(false);
  open = { anchor, box, close: () => close(false) };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", dismiss);
  field?.addEventListener("input", update);
  box.addEventListener("keydown", (event) => onKey(event, state, { setActive, choose, close, field }));
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && event.relatedTarget !== anchor && close(false));
  update();
  focusable.focus({ preventScroll: true });
}

function onKey(event, state, { setActive, choose, close, field }) {
  const last = state.options.length - 1;
  const moves = { ArrowDown: state.active >= last ? 0 : state.active + 1, ArrowUp: state.active <= 0 ? last : state.active - 1 };
  if (!field) Object.assign(moves, { Home: 0, End: last });
  if (event.key in moves && last >= 0) setActive(moves[event.key]);
  else if (event.key === "Enter" || (event.key === " " && !field)) choose(state.active);
  else if (event.key === "Escape") close(true);
  else if (event.key === "Tab") return close(true);
  else if (!field && event.key.length === 1) typeAhead(event.key, state, setActive);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function typeAhead(letter, state, setActive) {
  clearTimeout(state.timer);
  state.typed += letter.toLowerCase();
  state.timer = setTimeout(() => (state.typed = ""), 700);
  const index = state.options.findIndex(({ option }) => option.text.toLowerCase().startsWith(state.typed));
  if (index >= 0) setActive(index);
}

/** Letters without case and accents: "ines" finds Inês. */
export const plainLetters = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Keep the options that contain every word of the query. */
export function filtered(groups, query) {
  const wanted = plainLetters(query).split(/\s+/).filter(Boolean);
  const fits = (option) => {
    const text = plainLetters(`${option.text} ${option.description ?? ""} ${option.also ?? ""}`);
    return wanted.every((word) => text.includes(word));
  };
  return groups.map((group) => ({ ...group, options: group.options.filter(fits) }));
}

function place(box, anchor, width) {
  const at = anchor.getBoundingClientRect();
  const gap = 8;
  const wide = Math.min(width ?? Math.max(at.width, 240), innerWidth - 2 * gap);
  const below = innerHeight - at.bottom - 2 * gap;
  const above = at.top - 2 * gap;
  const up = below < Math.min(260, box.scrollHeight) && above > below;
  box.style.width = `${wide}px`;
  box.style.maxHeight = `${Math.min(420, up ? above : below)}px`;
  box.style.left = `${Math.max(gap, Math.min(at.left, innerWidth - wide - gap))}px`;
  box.style.top = up ? "auto" : `${at.bottom + 4}px`;
  box.style.bottom = up ? `${innerHeight - at.top + 4}px` : "auto";
}
