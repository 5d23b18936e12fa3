/** Radio buttons, checkboxes and the overflow menu. */
import { confirmed } from "../confirm.js";
import { h, newId } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { textNodes, words } from "../mrkdwn.js";
import { act, changed, valueOf } from "../surface.js";
import { atOf } from "./elements.js";

/** One of several. */
export function radioButtons(element, block, surface, labels) {
  const name = newId("r");
  const chosen = valueOf(surface, block, element)?.value;
  const take = (option) => confirmedChange(element, block, surface, option);
  return group("radiogroup", labels, element, element.options.map((option) => choice("radio", { name, option, block, element, checked: option.value === chosen, take: () => take(option) })));
}

/** Any of several. */
export function checkboxes(element, block, surface, labels) {
  const chosen = new Set(valueOf(surface, block, element).map((option) => option.value));
  const take = (option, on) => {
    const now = new Set(valueOf(surface, block, element).map((one) => one.value));
    if (on) now.add(option.value);
    else now.delete(option.value);
    return confirmedChange(element, block, surface, element.options.filter((one) => now.has(one.value)));
  };
  return group("group", labels, element, element.options.map((option) => choice("checkbox", { option, block, element, checked: chosen.has(option.value), take: (on) => take(option, on) })));
}

async function confirmedChange(element, block, surface, value) {
  if (!(await confirmed(element.confirm))) return false;
  changed(surface, block, element, value);
  return true;
}

function group(role, labels, element, children) {
  const name = labels.labelledby ? { "aria-labelledby": labels.labelledby } : { "aria-label": element.accessibility_label ?? "Options" };
  return h("div", { class: "choices", role, id: labels.id, "aria-describedby": labels.describedby, ...name, tabindex: -1 }, children);
}

function choice(type, { name, option, block, element, checked, take }) {
  const descriptionId = option.description && newId("d");
  const labelId = newId("l");
  const input = h("input", { type, name, value: option.value, checked, "aria-labelledby": labelId, "aria-describedby": descriptionId, "data-at": atOf(block, element, option.value) });
  input.addEventListener("change", async () => {
    if (!(await take(input.checked))) input.checked = !input.checked;
  });
  const description = option.description && h("small", { id: descriptionId, dir: "auto" }, textNodes(option.description));
  return h("label", { class: "choice" }, input, h("span", { class: "choice-text" }, h("span", { id: labelId, dir: "auto" }, textNodes(option.text)), description));
}

/** A menu of further actions behind three dots. */
export function overflow(element, block, surface) {
  const label = element.accessibility_label ?? "More actions";
  const trigger = h("button", { type: "button", class: "btn btn-icon", "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", "data-at": atOf(block, element) }, icon("dots"));
  const pick = async ({ option }) => {
    if (!(await confirmed(element.confirm))) return;
    if (/^https?:/i.test(option.url ?? "")) window.open(option.url, "_blank", "noopener");
    act(surface, block, element, { selected_option: option });
  };
  const options = element.options.map((option) => ({ option, text: words(option.text), description: option.description && words(option.description) }));
  trigger.addEventListener("click", () => openMenu({ anchor: trigger, label, menu: true, width: 260, groups: [{ options }], pick }));
  return trigger;
}
