/** The input block: a control with its label, hint and error; and what Slack itself refuses before asking the app. */
import { h, newId } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { valueOf } from "../surface.js";
import { drawElement } from "./elements.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

/** A labelled control. */
export function inputBlock(block, surface) {
  const id = newId("f");
  const ids = { label: `${id}-label`, hint: `${id}-hint`, error: `${id}-error`, optional: `${id}-optional` };
  const grouped = GROUPS.has(block.element.type);
  const optional = block.optional && h("span", { class: "optional", id: ids.optional }, " (optional)");
  const label = h(grouped ? "div" : "label", { class: "label", for: grouped ? undefined : id, dir: "auto" }, h("span", { id: ids.label }, plain(block.label.text)), optional);
  const describedby = [ids.error, block.optional && ids.optional, block.hint && ids.hint].filter(Boolean).join(" ");
  const labels = { id, labelledby: ids.label, describedby, required: !block.optional, text: block.label.text };
  const hint = block.hint && h("div", { class: "hint", id: ids.hint, dir: "auto" }, plain(block.hint.text));
  const error = h("div", { class: "field-error", id: ids.error, hidden: true });
  return h("div", { class: "block input" }, label, drawElement(block.element, block, surface, labels), error, hint);
}

/** Put the errors at their fields, clear the others, and answer the first field with an error. */
export function showErrors(scope, errors) {
  let first = null;
  for (const node of scope.querySelectorAll(".block.input")) {
    const text = errors[node.dataset.block];
    const box = node.querySelector(".field-error");
    box.hidden = !text;
    box.textContent = text ?? "";
    node.classList.toggle("has-error", Boolean(text));
    const control = controlOf(node);
    if (text) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    if (text && !first) first = control;
  }
  return first;
}

/** The control of an input block that takes the focus. */
export const controlOf = (node) => node.querySelector("input, textarea, [role=combobox]");

/** What Slack says itself, before the app is asked: {block_id: text}. */
export function ownErrors(surface) {
  const errors = {};
  for (const block of surface.blocks.filter((one) => one.type === "input")) {
    const text = complaint(block, valueOf(surface, block, block.element));
    if (text) errors[block.block_id] = text;
  }
  return errors;
}

const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);

function complaint(block, value) {
  if (isEmpty(value)) return block.optional ? null : "Please complete this required field.";
  return (COMPLAINTS[block.element.type] ?? (() => null))(value, block.element);
}

function textComplaint(value, { min_length: least, max_length: most }) {
  if (least && value.length < least) return `This entry needs at least ${least} characters.`;
  const limit = most ?? 3000;
  return value.length > limit ? `This entry can have at most ${limit} characters (it has ${value.length}).` : null;
}

function numberComplaint(value, { is_decimal_allowed: decimals, min_value: least, max_value: most }) {
  if (!(decimals ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(value)) return decimals ? "Please enter a number." : "Please enter a whole number.";
  if (least !== undefined && Number(value) < Number(least)) return `Please enter a number that is at least ${least}.`;
  return most !== undefined && Number(value) > Number(most) ? `Please enter a number that is at most ${most}.` : null;
}

const COMPLAINTS = {
  plain_text_input: textComplaint,
  number_input: numberComplaint,
  email_text_input: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Please enter a valid email address."),
  url_text_input: (value) => (URL.canParse(value) && /^https?:/i.test(value) ? null : "Please enter a valid URL."),
};
