/** rich_text: text that comes as a tree instead of marks. */
import { h } from "../dom.js";
import { fillDate } from "../dates.js";
import { emojiOf } from "../emoji.js";
import { broadcast, channelMention, emojiNode, link, mention } from "../mrkdwn.js";
import { cannotDraw } from "./draw.js";

/** Draw a rich_text block. */
export const richTextBlock = (block) => h("div", { class: "block rich rendered", dir: "auto" }, (block.elements ?? []).map(part));

const PARTS = {
  rich_text_section: (element) => h("div", { class: "rich-section" }, inline(element)),
  rich_text_preformatted: (element) => h("pre", { class: "code-block", tabindex: 0 }, inline(element)),
  rich_text_quote: (element) => h("blockquote", {}, inline(element)),
  rich_text_list: list,
};

const part = (element) => PARTS[element.type]?.(element) ?? cannotDraw("rich text", element.type);

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const start = element.offset ? { start: element.offset + 1 } : {};
  return h(tag, { ...start, style: { "--depth": String(element.indent ?? 0) } }, element.elements.map((item) => h("li", {}, inline(item))));
}

const inline = (element) => (element.elements ?? []).map(leaf);

const LEAVES = {
  text: (one) => one.text,
  link: (one) => link(one.url, one.text || one.url),
  emoji: (one) => (emojiOf(one.name, one.skin_tone) ? emojiNode(emojiOf(one.name, one.skin_tone), one.name) : `:${one.name}:`),
  user: (one) => mention(one.user_id),
  channel: (one) => channelMention(one.channel_id),
  broadcast: (one) => broadcast(one.range),
  usergroup: (one) => h("span", { class: "mention" }, `@${one.usergroup_id}`),
  color: (one) => h("code", {}, one.value),
  date: (one) => dated(one),
};

function dated(one) {
  const text = h("time", { class: "date" }, fillDate(one.timestamp, one.format ?? "{date_short_pretty} {time}") ?? one.fallback ?? "");
  return one.url ? link(one.url, text) : text;
}

function leaf(one) {
  const drawn = LEAVES[one.type] ? LEAVES[one.type](one) : cannotDraw("rich text", one.type);
  return styled(drawn, one.style ?? {});
}

const TAGS = { code: "code", strike: "s", italic: "em", bold: "strong", underline: "u" };

const styled = (node, style) => Object.entries(TAGS).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
