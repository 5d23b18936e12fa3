/** Blocks that arrange text, pictures and controls. */
import { h, newId } from "../dom.js";
import { icon } from "../icons.js";
import { plain, textNodes } from "../mrkdwn.js";
import { drawElement } from "./elements.js";

/** Controls that say nothing of themselves: the section's text is their name. */
const NAMED_BY_TEXT = new Set(["checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker"]);

/** Text, up to ten fields, and one control at the side. */
export function sectionBlock(block, surface) {
  const id = newId("s");
  const text = block.text && folded(h("div", { class: "rendered", dir: "auto", id }, textNodes(block.text)), block, surface);
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "rendered", dir: "auto" }, textNodes(field))));
  const accessory = block.accessory && h("div", { class: "accessory" }, drawElement(block.accessory, block, surface, block.text && NAMED_BY_TEXT.has(block.accessory.type) ? { labelledby: id } : {}));
  return h("div", { class: accessory ? "block section with-accessory" : "block section" }, h("div", { class: "section-body" }, text, fields), accessory);
}

const LONG = 700;
const MANY_LINES = 12;

/** Slack folds long sections of messages unless `expand` says otherwise. */
function folded(node, block, surface) {
  const { text } = block.text;
  if (surface.kind !== "message" || block.expand || (text.length < LONG && text.split("\n").length < MANY_LINES)) return node;
  return foldable(node);
}

/** Show the beginning, with a way to see the rest. */
export function foldable(node) {
  node.classList.add("folded");
  const more = h("button", { type: "button", class: "link-button", "aria-expanded": "false" }, "See more");
  more.addEventListener("click", () => {
    const folding = node.classList.toggle("folded");
    more.textContent = folding ? "See more" : "See less";
    more.setAttribute("aria-expanded", String(!folding));
  });
  return h("div", {}, node, more);
}

/** A bold line. */
export const headerBlock = (block) => h("h3", { class: "block header", dir: "auto" }, plain(block.text.text));

/** Small print: texts and small pictures in one line. */
export function contextBlock(block) {
  const parts = block.elements.map((element) =>
    element.type === "image" ? h("img", { src: element.image_url, alt: element.alt_text, width: 20, height: 20 }) : h("div", { class: "rendered", dir: "auto" }, textNodes(element)),
  );
  return h("div", { class: "block context" }, parts);
}

/** A row of controls. */
export const actionsBlock = (block, surface) =>
  h("div", { class: "block actions" }, (block.elements ?? []).map((element) => drawElement(element, block, surface)));

export const dividerBlock = () => h("hr", { class: "block divider" });

/** A picture with its title. */
export function imageBlock(block) {
  const picture = h("img", { src: block.image_url ?? block.slack_file?.url, alt: block.alt_text });
  picture.addEventListener("error", () => picture.replaceWith(h("div", { class: "image-missing", role: "img", "aria-label": block.alt_text }, `Picture: ${block.alt_text}`)));
  return h("figure", { class: "block image" }, block.title && h("figcaption", { dir: "auto" }, plain(block.title.text)), picture);
}

const ALERTS = { info: "Note", warning: "Careful", error: "Problem", success: "Done", default: "Note" };

/** A boxed message in a modal; its level is said in words too. */
export function alertBlock(block) {
  const level = ALERTS[block.level] ? block.level : "default";
  const sign = level === "success" ? "check" : level === "warning" || level === "error" ? "alert" : "info";
  return h("div", { class: `block alert alert-${level}`, role: "note" }, icon(sign, 18), h("span", { class: "sr-only" }, `${ALERTS[level]}: `), h("div", { class: "rendered", dir: "auto" }, textNodes(block.text)));
}
