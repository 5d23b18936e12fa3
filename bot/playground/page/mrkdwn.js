/**
 * Slack's mrkdwn as DOM nodes.
 *
 * What people typed arrives with `&`, `<` and `>` as entities; they are decoded exactly once, at the very end, into text
 * nodes. Nothing here ever makes markup from text.
 */
import { fillDate } from "./dates.js";
import { emojiOf } from "./emoji.js";
import { h } from "./dom.js";
import { handleOf, nameOf } from "./people.js";
import { hrefOf } from "./route.js";
import { model } from "./store.js";

const ENTITIES = { amp: "&", lt: "<", gt: ">" };

/** Decode Slack's three entities, once. */
export const decode = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ENTITIES[name]);

/** The nodes of a mrkdwn text; `used` names signs that mean nothing here ("h": addresses are not made links). */
export function mrkdwn(text, used = "") {
  const nodes = [];
  for (const [index, part] of String(text ?? "").split(/```([\s\S]+?)```/).entries()) {
    if (index % 2) nodes.push(h("pre", { class: "code-block", tabindex: 0 }, verbatim(part.replace(/^\n|\n$/g, ""))));
    else nodes.push(...paragraphs(index ? part.replace(/^\n/, "") : part, used));
  }
  return nodes;
}

/** The nodes of a plain_text: only emoji mean anything. */
export const plain = (text) => withEmoji(String(text ?? ""));

/** The nodes of a Block Kit text object. */
export const textNodes = (text) => (text?.type === "mrkdwn" ? mrkdwn(text.text, text.verbatim ? "h" : "") : plain(text?.text));

/** What a text would sound like: no marks, no tokens. For names, previews and announcements. */
export const spoken = (text) => h("div", {}, mrkdwn(text)).textContent;

/** The words of a text object without its marks. */
export const words = (text) => h("div", {}, textNodes(text)).textContent;

const QUOTE = /^(?:&gt;|>)(?!(?:&gt;|>){2}) ?/;
const LONG_QUOTE = /^(?:&gt;|>){3} ?/;
const ITEM = /^(\s*)([•◦▪‣-]|\d{1,3}\.)\s+/;

function paragraphs(text, used) {
  const nodes = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    if (LONG_QUOTE.test(lines[at])) {
      const rest = [lines[at].replace(LONG_QUOTE, ""), ...lines.slice(at + 1)];
      nodes.push(h("blockquote", {}, joined(rest, used)));
      break;
    }
    if (QUOTE.test(lines[at])) {
      const from = at;
      while (at + 1 < lines.length && QUOTE.test(lines[at + 1])) at += 1;
      nodes.push(h("blockquote", {}, joined(lines.slice(from, at + 1).map((line) => line.replace(QUOTE, "")), used)));
    } else {
      nodes.push(...oneLine(lines[at], used));
      if (needsBreak(lines, at)) nodes.push(h("br"));
    }
  }
  return nodes;
}

const needsBreak = (lines, at) =>
  at + 1 < lines.length && !ITEM.test(lines[at]) && (!lines[at] || !(QUOTE.test(lines[at + 1]) || LONG_QUOTE.test(lines[at + 1])));

const joined = (lines, used) => lines.flatMap((line, index) => (index ? [h("br"), ...inline(line, used)] : inline(line, used)));

function oneLine(line, used) {
  const item = ITEM.exec(line);
  if (!item) return inline(line, used);
  const depth = Math.min(4, Math.floor(item[1].length / 2));
  const mark = h("span", { class: "item-mark" }, item[2]);
  return [h("span", { class: "item", style: { "--depth": String(depth) } }, mark, h("span", {}, inline(line.slice(item[0].length), used)))];
}

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const EMOJI = /:([a-z0-9_+'-]{1,60})(?:::skin-tone-([2-6]))?:/y;
const URL_HERE = /https?:\/\/(?:(?!&[lg]t;)[^\s<>|"])+/y;

/** Scan one line. `used` are the marks we are already inside of: bold in bold is a star. */
function inline(line, used = "") {
  const out = [];
  const closed = {};
  let buffer = "";
  const push = (...nodes) => {
    if (buffer) out.push(decode(buffer));
    buffer = "";
    out.push(...nodes);
  };
  for (let at = 0; at < line.length; at += 1) {
    const found = special(line, at, used, closed);
    if (!found) {
      buffer += line[at];
      continue;
    }
    push(...found.nodes);
    at = found.end - 1;
  }
  push();
  return out;
}

function special(line, at, used, closed) {
  const sign = line[at];
  if (sign === "<") return angled(line, at, closed);
  if (sign === "`") return code(line, at, closed);
  if (sign === ":") return emojiAt(line, at);
  if (sign === "h" && !used.includes("h")) return bareUrl(line, at);
  if (STYLES[sign] && !used.includes(sign)) return styled(line, at, used, closed);
  return null;
}

function styled(line, at, used, closed) {
  const sign = line[at];
  if (closed[sign] || (at && WORD.test(line[at - 1]))) return null;
  if (/[\s]/.test(line[at + 1] ?? " ") || line[at + 1] === sign || line[at - 1] === sign) return null;
  const end = closing(line, at, sign);
  if (end < 0) {
    closed[sign] = true;
    return null;
  }
  return { nodes: [h(STYLES[sign], {}, inline(line.slice(at + 1, end), used + sign))], end: end + 1 };
}

/** Where the style that opens at `from` ends; a mark inside `<…>` or code does not count. */
function closing(line, from, sign) {
  for (let at = from + 1; at < line.length; at += 1) {
    if (line[at] === "<" || line[at] === "`") {
      const end = line.indexOf(line[at] === "<" ? ">" : "`", at + 1);
      if (end > at) at = end;
    } else if (line[at] === sign && at > from + 1 && !/\s/.test(line[at - 1]) && !WORD.test(line[at + 1] ?? " ") && line[at + 1] !== sign) return at;
  }
  return -1;
}

function code(line, at, closed) {
  if (closed["`"]) return null;
  const end = line.indexOf("`", at + 1);
  if (end < 0) closed["`"] = true;
  if (end <= at + 1) return null;
  return { nodes: [h("code", {}, verbatim(line.slice(at + 1, end)))], end: end + 1 };
}

/** Text inside code: links lose their brackets, entities are decoded, nothing else happens. */
const verbatim = (text) => decode(text.replace(/<((?:https?|mailto):[^>|]+)(?:\|([^>]*))?>/g, (_, url, label) => label || url));

function emojiAt(line, at) {
  EMOJI.lastIndex = at;
  const match = EMOJI.exec(line);
  const glyph = match && emojiOf(match[1], match[2]);
  return glyph ? { nodes: [emojiNode(glyph, match[1])], end: EMOJI.lastIndex } : null;
}

/** An emoji that is read out by its name. */
export const emojiNode = (glyph, name) => h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, glyph);

function withEmoji(text) {
  const out = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(EMOJI.source, "g"))) {
    const glyph = emojiOf(match[1], match[2]);
    if (!glyph) continue;
    out.push(text.slice(from, match.index), emojiNode(glyph, match[1]));
    from = match.index + match[0].length;
  }
  return [...out, text.slice(from)].filter((part) => part !== "");
}

function bareUrl(line, at) {
  if (at && WORD.test(line[at - 1])) return null;
  URL_HERE.lastIndex = at;
  const match = URL_HERE.exec(line);
  if (!match) return null;
  const url = match[0].replace(/[.,;:!?)*_~]+$/, "");
  return { nodes: [link(decode(url), decode(url))], end: at + url.length };
}

function angled(line, at, closed) {
  if (closed["<"]) return null;
  const end = line.indexOf(">", at);
  if (end < 0) closed["<"] = true;
  if (end < at + 2) return null;
  const nodes = token(line.slice(at + 1, end));
  return nodes && { nodes, end: end + 1 };
}

function token(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : inside.slice(bar + 1);
  if (/^@[UWB]\w*$/.test(target)) return [mention(target.slice(1), label)];
  if (/^#[CGD]\w*$/.test(target)) return [channelMention(target.slice(1), label)];
  if (target.startsWith("!")) return command(target.slice(1), label);
  if (/^(?:https?|mailto|tel|slack):/i.test(target)) return [link(decode(target), label ? inline(label) : decode(target.replace(/^(mailto|tel):/, "")))];
  return null;
}

/** A person's name, set apart so that a name from right to left does not turn the line around. */
export function mention(id, label = "") {
  const known = model.people.has(id);
  const text = `@${known ? nameOf(id) : decode(label).replace(/^@/, "") || id}`;
  return h("bdi", { class: id === model.me ? "mention mention-me" : "mention", title: known ? handleOf(id) : undefined }, text);
}

/** A channel's name, with a way to go there. */
export function channelMention(id, label = "") {
  const channel = model.state?.channels.find((one) => one.id === id);
  const text = `#${channel?.name ?? (decode(label) || id)}`;
  return channel ? h("a", { class: "mention", href: hrefOf(id) }, text) : h("span", { class: "mention" }, text);
}

/** A call to everybody: shown loud, because it is. */
export const broadcast = (name) => h("span", { class: "mention mention-all" }, `@${name}`);

function command(target, label) {
  const [name, ...rest] = target.split("^");
  if (["here", "channel", "everyone"].includes(name)) return [broadcast(name)];
  if (name === "subteam") return [h("span", { class: "mention" }, decode(label) || `@${rest[0] ?? "group"}`)];
  if (name !== "date") return [decode(label || `<!${target}>`)];
  const text = fillDate(rest[0], decode(rest[1] ?? "")) ?? decode(label);
  const stamp = h("time", { class: "date" }, text);
  return [rest[2] ? link(decode(rest[2]), stamp) : stamp];
}

/** A link that leaves the playground; only protocols that cannot run anything. */
export function link(url, label) {
  if (!/^(?:https?|mailto|tel|slack):/i.test(url)) return h("span", {}, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}
