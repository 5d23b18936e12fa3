/** Date, time and date-time pickers: the browser's own, which every keyboard and screen reader knows. */
import { instantOf, wallOf } from "../dates.js";
import { confirmed } from "../confirm.js";
import { h } from "../dom.js";
import { changed, valueOf } from "../surface.js";
import { atOf, naming } from "./elements.js";

const KINDS = {
  datepicker: { type: "date", fallback: "Select a date", show: (value) => value, read: (text) => text, bounds: { min: "1900-01-01", max: "2999-12-31" } },
  timepicker: { type: "time", fallback: "Select a time", show: (value) => value, read: (text) => text.slice(0, 5), bounds: {} },
  datetimepicker: {
    type: "datetime-local",
    fallback: "Select a date and time",
    show: (value) => wallOf(value * 1000),
    read: (text) => instantOf(text.slice(0, 16)),
    bounds: { min: "1900-01-01T00:00", max: "2999-12-31T23:59" },
  },
};

/** Typing a year passes through years nobody means: wait for a pause or for leaving the field. */
const PAUSE = 600;

/** Draw one of the three pickers. */
export function dateElement(element, block, surface, labels) {
  const kind = KINDS[element.type];
  const held = valueOf(surface, block, element);
  const input = h("input", { type: kind.type, class: "date-input", ...kind.bounds, "data-at": atOf(block, element), ...naming(element, labels, kind.fallback), title: element.placeholder?.text });
  input.value = held === null ? "" : kind.show(held);
  let last = held;
  let timer;
  const settle = async () => {
    clearTimeout(timer);
    const value = input.value ? kind.read(input.value) : null;
    if (!input.validity.valid || value === last) return;
    if (!(await confirmed(element.confirm))) {
      input.value = last === null ? "" : kind.show(last);
      return;
    }
    last = value;
    changed(surface, block, element, value);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(settle, block.type === "input" && !block.dispatch_action ? 0 : PAUSE);
  });
  input.addEventListener("blur", settle);
  return input;
}
