/** The message list of one conversation: days, threads, new ones, and where the reader is. */
import { dayWords, isoDay, moment } from "./dates.js";
import { announce, h, keyed } from "./dom.js";
import { authorOf, drawRow, isDismissed, messageRow } from "./message.js";
import { spoken } from "./mrkdwn.js";
import { avatar, isBot, nameOf } from "./people.js";
import { change, isBotDm, model } from "./store.js";

const seen = new Map();
const folded = new Set();
const SAME_BREATH = 300;

/** Make the scroller for a conversation. */
export function makeMessages() {
  const list = h("ol", { class: "message-list" });
  return h("div", { class: "messages", tabindex: 0, role: "region" }, h("div", { class: "messages-push" }), list);
}

/** Bring the list up to date. A reader stays at the end or where they are; what they said or asked for is shown at once. */
export function drawMessages(scroller, place) {
  const key = `${model.me}/${place.id}`;
  if (model.messagesOf !== key) return;
  const list = scroller.querySelector(".message-list");
  const fresh = list.dataset.of !== key;
  const atEnd = fresh || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  const messages = model.messages.filter((message) => !isDismissed(message));
  scroller.setAttribute("aria-label", `Messages in ${titleOf(place)}`);
  if (fresh) list.replaceChildren();
  list.dataset.of = key;
  const newFrom = firstNew(key, messages, place, fresh);
  const answered = messages.some((message) => !seen.get(key).told.has(message.ts) && (message.user === model.me || message.ephemeral));
  keyed(list, rows(messages, place, newFrom));
  if (atEnd || answered) scroller.scrollTop = scroller.scrollHeight;
  tellNew(key, messages, fresh);
}

/** What a conversation is called. */
export function titleOf(place) {
  if (place.kind === "channel") return place.name;
  return place.name || place.with.map(nameOf).join(", ");
}

function rows(messages, place, newFrom) {
  const items = [{ key: "start", sig: place.id + model.people.size, make: () => beginning(place) }];
  let day = null;
  let before = null;
  for (const { message, replies } of threads(messages)) {
    const today = isoDay(moment(message.ts));
    if (today !== day) items.push(dayItem(today, message));
    if (message.ts === newFrom) items.push({ key: "new", sig: "", make: () => h("li", { class: "new-line" }, h("span", {}, "New")) });
    const compact = today === day && message.ts !== newFrom && follows(before, message);
    items.push(rowItem(message, place, { compact }));
    if (replies.length) items.push(...threadItems(message, replies, place));
    before = replies.length ? null : message;
    day = today;
  }
  return items;
}

/** Replies stand under the message they answer. */
function threads(messages) {
  const tops = new Map();
  const known = new Set(messages.map((message) => message.ts));
  for (const message of messages) {
    const parent = message.thread_ts;
    if (parent && parent !== message.ts && known.has(parent)) tops.get(parent)?.replies.push(message);
    else tops.set(message.ts, { message, replies: [] });
  }
  return [...tops.values()];
}

function dayItem(day, message) {
  const text = dayWords(moment(message.ts));
  return { key: `day/${day}`, sig: text, make: () => h("li", { class: "day-line" }, h("span", {}, text)) };
}

function follows(before, message) {
  if (!before || before.user !== message.user || before.username !== message.username) return false;
  if (before.ephemeral || message.ephemeral) return false;
  return Number(message.ts) - Number(before.ts) < SAME_BREATH;
}

function rowItem(message, place, { compact = false, reply = false } = {}) {
  const options = { compact, reply, onDismiss: () => change({}) };
  const sig = JSON.stringify([message, compact, model.people.size, isoDay(model.clock.now)]);
  return { key: message.ts, sig, make: () => messageRow(message, place.id, options), patch: (row) => drawRow(row, message, place.id, options) };
}

function threadItems(message, replies, place) {
  const closed = folded.has(message.ts);
  const count = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  const toggle = () => {
    if (!folded.delete(message.ts)) folded.add(message.ts);
    change({});
  };
  const make = () => h("li", { class: "thread-line" }, h("button", { type: "button", class: "link-button", "aria-expanded": String(!closed), "data-at": `thread/${message.ts}`, on: { click: toggle } }, closed ? `Show ${count}` : `${count} · Hide`));
  const line = { key: `thread/${message.ts}`, sig: `${count}${closed}`, make };
  return closed ? [line] : [line, ...replies.map((reply) => rowItem(reply, place, { reply: true }))];
}

function beginning(place) {
  const words = place.kind === "channel" ? `This is the very beginning of #${place.name}.` : `This conversation is just between you and ${titleOf(place)}.`;
  const tip = isBotDm(place) ? "What it has to say arrives here. The Home tab is always up to date." : (place.topic ?? "");
  return h("li", { class: "beginning" }, place.kind === "channel" ? h("span", { class: "big-hash" }, "#") : avatar(place.with[0], 56), h("p", {}, h("strong", {}, words)), tip && h("p", { class: "quiet" }, tip));
}

/** The first message that was unread when the conversation was opened. */
function firstNew(key, messages, place, fresh) {
  const record = seen.get(key) ?? { told: new Set() };
  seen.set(key, record);
  if (!fresh) return record.newFrom;
  const unread = place.unread ?? 0;
  const others = messages.filter((message) => message.user !== model.me);
  record.newFrom = unread > 0 && unread < messages.length ? others.at(-unread)?.ts : undefined;
  return record.newFrom;
}

function tellNew(key, messages, fresh) {
  const { told } = seen.get(key);
  for (const message of messages) {
    if (told.has(message.ts)) continue;
    told.add(message.ts);
    if (fresh || message.user === model.me) continue;
    const who = message.ephemeral ? `${authorOf(message)}, only to you` : authorOf(message);
    announce(`${who}: ${spoken(message.text).slice(0, 400) || (isBot(message.user) ? "a message with buttons" : "")}`);
  }
}
