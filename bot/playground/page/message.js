/** One message: who, when, and what, from text or blocks. */
import { cannotDraw, drawBlocks } from "./blocks/draw.js";
import { foldable } from "./blocks/layout.js";
import { clockTime, fullTime, moment } from "./dates.js";
import { h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { appBadge, avatar, isBot, nameOf } from "./people.js";
import { attempt, model } from "./store.js";
import { messageSurface } from "./surface.js";
import * as api from "./api.js";

const dismissed = new Set();

/** Whether this "Only visible to you" message was put away by its reader. */
export const isDismissed = (message) => dismissed.has(message.ts);

/** Who a message is from, as shown. */
export const authorOf = (message) => message.username ?? nameOf(message.user);

/** A row of the message list; `compact` leaves the face and the name out. */
export function messageRow(message, channel, { compact, reply, onDismiss }) {
  const row = h("li", { class: rowClass(message, compact, reply) });
  drawRow(row, message, channel, { compact, reply, onDismiss });
  return row;
}

const rowClass = (message, compact, reply) => ["message", compact && "compact", message.ephemeral && "ephemeral", reply && "reply"].filter(Boolean).join(" ");

/** Bring a row up to date without disturbing what did not change. */
export function drawRow(row, message, channel, { compact, reply, onDismiss }) {
  row.className = rowClass(message, compact, reply);
  const face = `${authorOf(message)}/${model.people.size}/${compact}/${clockTime(moment(message.ts))}`;
  const size = reply ? 24 : 36;
  keyed(row, [
    { key: "side", sig: face, make: () => h("div", { class: "message-side", "aria-hidden": "true" }, compact ? stamp(message) : avatar(message.user, size)) },
    { key: "main", sig: "", make: () => h("div", { class: "message-main" }) },
    { key: "tools", sig: channel, make: () => tools(message, channel) },
  ]);
  keyed(row.querySelector(".message-main"), parts(message, channel, { compact, onDismiss, face }));
}

function parts(message, channel, { compact, onDismiss, face }) {
  const content = { key: "content", sig: JSON.stringify([message.text, message.blocks, onlyToday()]), make: () => contentOf(message, channel) };
  if (message.blocks?.length) content.patch = (node) => drawBlocks(node, messageSurface(message, channel));
  return [
    message.ephemeral && { key: "note", sig: "", make: () => onlyYou(message, onDismiss) },
    { key: "head", sig: face, make: () => head(message, compact) },
    content,
    message.attachments?.length > 0 && { key: "attachments", sig: "", make: () => cannotDraw("message part", "attachments") },
    message.files?.length > 0 && { key: "files", sig: JSON.stringify(message.files), make: () => filesOf(message) },
    message.edited && { key: "edited", sig: "", make: () => h("span", { class: "edited" }, "(edited)") },
  ].filter(Boolean);
}

/** Texts may say "today": they are drawn anew when the day changes. */
const onlyToday = () => new Date(model.clock.now).toDateString();

function contentOf(message, channel) {
  if (!message.blocks?.length) {
    const nodes = mrkdwn(message.text);
    const text = h("div", { class: onlyEmoji(nodes) ? "rendered jumbo" : "rendered", dir: "auto" }, nodes);
    return (message.text ?? "").length > 4000 ? foldable(text) : text;
  }
  const node = h("div", { class: "blocks" });
  drawBlocks(node, messageSurface(message, channel));
  return node;
}

/** Files as links that save them. */
const filesOf = (message) => h("div", { class: "rendered" }, message.files.map((file) => h("a", { href: new URL(file.url_private_download).pathname, download: file.name }, `File: ${file.title}`)));

const onlyEmoji = (nodes) => nodes.length > 0 && nodes.length < 8 && nodes.every((node) => node.className === "emoji" || node === " ");

function head(message, compact) {
  const name = h("bdi", { class: "message-name" }, authorOf(message));
  const parts = [name, isBot(message.user) && appBadge(), stamp(message)];
  return h("div", { class: compact ? "message-head sr-only" : "message-head" }, parts);
}

const stamp = (message) => {
  const at = moment(message.ts);
  return h("time", { class: "message-time", datetime: at.toISOString(), title: fullTime(at) }, clockTime(at));
};

function onlyYou(message, onDismiss) {
  const away = h("button", { type: "button", class: "link-button" }, "Dismiss");
  away.addEventListener("click", () => {
    dismissed.add(message.ts);
    onDismiss();
  });
  return h("div", { class: "only-you" }, icon("eye", 14), h("span", {}, "Only visible to you"), away);
}

/** Message shortcuts, where the app has some. */
function tools(message, channel) {
  const shortcuts = (model.state?.app.shortcuts ?? []).filter((one) => one.type === "message");
  if (!shortcuts.length || message.ephemeral) return h("div", { hidden: true });
  const trigger = h("button", { type: "button", class: "icon-button", "aria-label": "More message shortcuts", "aria-haspopup": "menu", "aria-expanded": "false" }, icon("dots"));
  const groups = [{ options: shortcuts.map((one) => ({ text: one.name, description: model.state.app.name, callback_id: one.callback_id })) }];
  const pick = (option) => attempt(() => api.shortcut({ as: model.me, callback_id: option.callback_id, channel, ts: message.ts }));
  trigger.addEventListener("click", () => openMenu({ anchor: trigger, label: "Message shortcuts", menu: true, groups, pick }));
  return h("div", { class: "message-tools" }, trigger);
}
