/** Buttons, and buttons that open a link. */
import { confirmed } from "../confirm.js";
import { h } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { act } from "../surface.js";
import { atOf } from "./elements.js";

const CLASSES = { primary: "btn primary", danger: "btn danger" };

/** A button; with `url` a link that also tells the app. */
export function buttonElement(element, block, surface) {
  const text = h("span", { class: "btn-text" }, plain(element.text.text));
  const props = { class: CLASSES[element.style] ?? "btn", "aria-label": element.accessibility_label, "data-at": atOf(block, element) };
  const node = element.url ? h("a", { ...props, href: safeUrl(element.url), target: "_blank", rel: "noopener noreferrer" }, text) : h("button", { ...props, type: "button" }, text);
  node.addEventListener("click", () => press(node, element, block, surface));
  return node;
}

/** Only what cannot run anything in this page. */
const safeUrl = (url) => (/^(?:https?|mailto|tel|slack):/i.test(url) ? url : undefined);

async function press(node, element, block, surface) {
  if (node.getAttribute("aria-busy") === "true" || !(await confirmed(element.confirm))) return;
  node.setAttribute("aria-busy", "true");
  await act(surface, block, element, { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) });
  node.removeAttribute("aria-busy");
}
