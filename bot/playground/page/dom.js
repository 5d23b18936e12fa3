/** The few DOM tools the page needs: build, update in place, keep the focus. */

/** Make an element. Children are nodes or text; text is always text, never markup. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "style") for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element (decoration: hidden from assistive technology unless told otherwise). */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

let serial = 0;

/** A fresh id for aria-labelledby and friends. */
export const newId = (prefix = "i") => `${prefix}${++serial}`;

/**
 * Make `parent`'s children match `items` ({key, sig, make, patch?}), touching only what changed.
 *
 * A child whose signature is the same stays the very same node, so typing, scrolling and open menus are undisturbed.
 * A changed child is patched when it can be, else replaced; focus and selection are put back by `data-at`.
 */
export function keyed(parent, items) {
  const restore = rememberFocus(parent);
  const known = new Map();
  for (const child of parent.children) known.set(child.keyOf, child);
  let cursor = parent.firstChild;
  for (const item of items) {
    const old = known.get(item.key);
    known.delete(item.key);
    const node = old ? brought(old, item) : made(item);
    if (old && node !== old) {
      if (cursor === old) cursor = old.nextSibling;
      old.remove();
    }
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const left of known.values()) left.remove();
  while (cursor) {
    const next = cursor.nextSibling;
    if (!("keyOf" in cursor)) cursor.remove();
    cursor = next;
  }
  restore();
}

function made(item) {
  return Object.assign(item.make(), { keyOf: item.key, sigOf: item.sig });
}

function brought(node, item) {
  if (node.sigOf === item.sig) return node;
  if (!item.patch) return made(item);
  item.patch(node);
  return Object.assign(node, { sigOf: item.sig });
}

/** Remember which control inside `scope` has the focus; the answer puts it back, or near, if an update took it away. */
export function rememberFocus(scope) {
  const active = document.activeElement;
  if (!active || !scope.contains(active)) return () => {};
  const at = active.dataset.at;
  const rank = at ? alike(scope, at).indexOf(active) : -1;
  const range = "selectionStart" in active ? selectionOf(active) : null;
  return () => {
    if (document.activeElement === active && active.isConnected) return;
    const next = active.isConnected ? active : (at && successor(scope, at, rank)) || scope.closest("[tabindex]");
    if (!next) return;
    next.focus({ preventScroll: true });
    if (range && next.setSelectionRange) trySelection(next, range);
  };
}

/** Blocks without an id of their own get another one each time: then the same action in the same order counts. */
function successor(scope, at, rank) {
  return scope.querySelector(`[data-at="${CSS.escape(at)}"]`) ?? alike(scope, at)[rank];
}

const actionOf = (at) => at.slice(at.indexOf("|") + 1);
const alike = (scope, at) => [...scope.querySelectorAll("[data-at]")].filter((one) => actionOf(one.dataset.at) === actionOf(at));

function selectionOf(field) {
  return field.selectionStart === null ? null : [field.selectionStart, field.selectionEnd];
}

function trySelection(field, [start, end]) {
  if (field.selectionStart !== null) field.setSelectionRange(start, end);
}

/** Say something to people who listen rather than look. */
export function announce(text) {
  const region = document.getElementById("announcer");
  region.append(h("p", {}, text));
  while (region.childElementCount > 3) region.firstElementChild.remove();
}

/** Replace all children. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return parent;
}
