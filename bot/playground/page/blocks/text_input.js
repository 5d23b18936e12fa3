/** Inputs for text, numbers, e-mail addresses and links. */
import { h } from "../dom.js";
import { act, keep, valueOf } from "../surface.js";
import { atOf, naming } from "./elements.js";

const TYPES = { plain_text_input: "text", number_input: "text", email_text_input: "email", url_text_input: "url" };
const PAUSE = 400;

/** Draw a text input; it tells the app while typing or on Enter when the block asks for that. */
export function textInput(element, block, surface, labels) {
  const props = { class: "text-input", placeholder: element.placeholder?.text, "data-at": atOf(block, element), dir: "auto", autocomplete: "off", ...naming(element, labels, "Text") };
  const input = element.multiline ? h("textarea", { ...props, rows: 4 }) : h("input", { ...props, type: TYPES[element.type], inputmode: element.type === "number_input" ? "decimal" : undefined });
  input.value = valueOf(surface, block, element) ?? "";
  const counter = counterOf(element);
  const send = dispatcher(input, element, block, surface);
  const typed = () => {
    keep(surface, block, element, input.value === "" ? null : input.value);
    counter?.show(input.value);
    send.typed();
  };
  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !send.onEnter) return;
    event.preventDefault();
    event.stopPropagation();
    send.now();
  });
  counter?.show(input.value);
  return counter ? h("div", { class: "counted" }, input, counter.node) : input;
}

function dispatcher(input, element, block, surface) {
  const asked = block.dispatch_action ? (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]) : [];
  let timer;
  const now = () => {
    clearTimeout(timer);
    act(surface, block, element, { value: input.value === "" ? null : input.value });
  };
  const typed = () => {
    clearTimeout(timer);
    // Whoever sends the form meanwhile has said all: there is no field any more to tell of.
    if (asked.includes("on_character_entered")) timer = setTimeout(() => input.isConnected && now(), PAUSE);
  };
  return { now, typed, onEnter: asked.includes("on_enter_pressed") };
}

/** Slack shows how much room is left when it becomes little. */
function counterOf(element) {
  const most = element.max_length ?? (element.type === "plain_text_input" ? 3000 : null);
  if (!most) return null;
  const node = h("span", { class: "counter", "aria-live": "polite" });
  const show = (text) => {
    const left = most - text.length;
    const near = left <= Math.max(10, most * 0.2);
    node.textContent = near ? String(left) : "";
    node.title = near ? `${left} characters left` : "";
    node.classList.toggle("over", left < 0);
  };
  return { node, show };
}
