/** The controls inside blocks. */
import { h } from "../dom.js";
import { buttonElement } from "./button.js";
import { checkboxes, overflow, radioButtons } from "./choices.js";
import { dateElement } from "./dates.js";
import { cannotDraw } from "./draw.js";
import { fileInput } from "./file_input.js";
import { selectElement } from "./select.js";
import { textInput } from "./text_input.js";

const DRAWINGS = {
  button: buttonElement,
  overflow,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: dateElement,
  timepicker: dateElement,
  datetimepicker: dateElement,
  plain_text_input: textInput,
  file_input: fileInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  image: (element) => h("img", { class: "accessory-image", src: element.image_url, alt: element.alt_text }),
};
for (const kind of ["static", "external", "users", "conversations", "channels"]) {
  DRAWINGS[`${kind}_select`] = selectElement;
  DRAWINGS[`multi_${kind}_select`] = selectElement;
}

/**
 * Draw one control.
 *
 * `labels` names it when it stands in an input block: {labelledby, describedby, id, required}.
 */
export function drawElement(element, block, surface, labels = {}) {
  const draw = DRAWINGS[element.type];
  return draw ? draw(element, block, surface, labels) : cannotDraw("element", element.type);
}

/** The mark by which an update finds the focused control again. */
export const atOf = (block, element, part = "") => `${block.block_id}|${element.action_id}${part && `|${part}`}`;

/** The attributes that name a control: its label, or what it says of itself. */
export function naming(element, labels, fallback) {
  if (labels.labelledby) return { id: labels.id, "aria-labelledby": labels.labelledby, "aria-describedby": labels.describedby, "aria-required": labels.required ? "true" : undefined };
  return { "aria-label": element.accessibility_label ?? element.placeholder?.text ?? fallback };
}
