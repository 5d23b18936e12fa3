/** The box to type into: messages, `/` commands, @people, #channels, and the shortcuts menu. */
import * as api from "./api.js";
import { h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { titleOf } from "./messages.js";
import { attempt, botDm, channelId, isBotDm, model, place } from "./store.js";
import { suggester } from "./suggestions.js";
import { go } from "./route.js";

const half = new Map();

/** Bring the composer up to date: one per person and conversation, so half-typed text stays where it was typed. */
export function drawComposer() {
  const slot = document.getElementById("composer");
  const here = place();
  slot.hidden = !here;
  if (!here) return keyed(slot, []);
  const key = `${model.me}/${here.id}`;
  if (isBotDm(here) && model.state.app.writable === false) return keyed(slot, [{ key: `${key}/closed`, sig: "", make: closed }]);
  return keyed(slot, [{ key, sig: titleOf(here) + model.people.size, make: () => build(here, key) }]);
}

/** Slack's words where an app does not take messages, and the way to its command. */
function closed() {
  const shortcuts = shortcutsButton();
  const elsewhere = model.state.channels.find((channel) => channel.name === "mentoring") ?? model.state.channels[0];
  const command = commandNames()[0];
  const there = h("button", { type: "button", class: "link-button" }, `Type ${command} in #${elsewhere?.name}`);
  there.addEventListener("click", () => typeInto(elsewhere.id, `${command} `));
  return h("div", { class: "composer closed" }, shortcuts, h("span", {}, "Sending messages to this app has been turned off."), elsewhere && command && there);
}

/** Go to a conversation and begin to type there. */
export function typeInto(channel, text) {
  half.set(`${model.me}/${channel}`, text);
  go({ at: channel });
  const deadline = performance.now() + 3000;
  const whenThere = () => {
    const field = document.querySelector("#composer textarea");
    if (place()?.id !== channel || !field) return void (performance.now() < deadline && setTimeout(whenThere, 50));
    if (!field.value) field.value = text;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    field.dispatchEvent(new Event("input"));
  };
  whenThere();
}

/** The app's commands. */
export const commandNames = () => (model.state?.app.commands ?? []).map((one) => one.command ?? one);

function build(here, key) {
  const label = here.kind === "channel" ? `Message #${here.name}` : `Message ${titleOf(here)}`;
  const field = h("textarea", { class: "composer-text", rows: 1, "aria-label": label, placeholder: isBotDm(here) ? `${label}, or type / for its commands` : label, dir: "auto", "data-at": "composer", spellcheck: "false" });
  const send = h("button", { type: "button", class: "send", "aria-label": "Send now" }, icon("send", 18));
  const slash = h("button", { type: "button", class: "icon-button", "aria-label": "Commands" }, "/");
  const at = h("button", { type: "button", class: "icon-button", "aria-label": "Mention someone" }, "@");
  const box = h("div", { class: "composer" });
  const suggestions = suggester(field, box);
  const fit = () => {
    half.set(key, field.value);
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 240)}px`;
    send.disabled = !field.value.trim();
  };
  const insert = (text) => {
    field.focus();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  };
  const sendNow = () => {
    suggestions.hide();
    deliver(field, here.id, fit);
  };
  field.value = half.get(key) ?? "";
  field.addEventListener("input", () => {
    fit();
    suggestions.update();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions.key(event) || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    sendNow();
  });
  send.addEventListener("click", sendNow);
  slash.addEventListener("click", () => (field.value ? field.focus() : insert("/")));
  at.addEventListener("click", () => insert(/(^|\s)$/.test(field.value.slice(0, field.selectionStart)) ? "@" : " @"));
  box.append(field, h("div", { class: "composer-bar" }, shortcutsButton(), slash, at, h("span", { class: "composer-tip" }, "Enter sends · Shift+Enter makes a new line"), send));
  queueMicrotask(fit);
  return box;
}

/** The text leaves the box at once; it comes back when it reached nobody. */
async function deliver(field, channel, fit) {
  const typed = field.value.trim();
  if (!typed) return;
  const isCommand = typed.startsWith("/");
  field.value = "";
  fit();
  const answer = await attempt(() => (isCommand ? api.command(model.me, channel, typed) : api.say(model.me, channel, typed)));
  if (answer && (answer.ok !== false || answer.error === "operation_timeout")) return;
  if (!field.value) field.value = typed;
  fit();
}

/** The ⚡ menu: what can be started from anywhere. */
function shortcutsButton() {
  const trigger = h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts", "aria-haspopup": "menu", "aria-expanded": "false", "data-at": "shortcuts" }, icon("bolt", 18));
  const pick = (option) => attempt(() => api.shortcut({ as: model.me, callback_id: option.callback_id, channel: channelId() }));
  const groups = () => {
    const global = (model.state?.app.shortcuts ?? []).filter((one) => (one.type ?? "global") === "global");
    return [{ label: model.state?.app.name, options: global.map((one) => ({ text: one.name, description: one.description, callback_id: one.callback_id })) }];
  };
  const emptyText = () => "This app has no shortcuts.";
  trigger.addEventListener("click", () => openMenu({ anchor: trigger, label: "Shortcuts", menu: true, width: 280, groups, pick, emptyText }));
  return trigger;
}

/** Where a command may be typed with this composer: the bot's DM when it is open, else the first channel. */
export function commandPlace() {
  if (model.state.app.writable !== false) return botDm()?.id;
  return (model.state.channels.find((channel) => channel.name === "mentoring") ?? model.state.channels[0])?.id;
}
