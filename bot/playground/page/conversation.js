/** The main pane: its head (with the app's tabs) and Home, Messages or About. */
import { drawBlocks } from "./blocks/draw.js";
import { fill, h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { drawMessages, makeMessages, titleOf } from "./messages.js";
import { appBadge, avatar, handleOf, isBot, localTime, workOf } from "./people.js";
import { go } from "./route.js";
import { botDm, isBotDm, model, place } from "./store.js";
import { viewSurface } from "./surface.js";
import { toggleSidebar } from "./sidebar.js";

/** Bring the main pane up to date. */
export function drawPane() {
  if (!model.state) return;
  const here = place();
  drawHead(here);
  const body = document.getElementById("pane-body");
  const app = !here || isBotDm(here);
  body.setAttribute("role", app ? "tabpanel" : "presentation");
  if (app) body.setAttribute("aria-labelledby", `tab-${tabOf(here)}`);
  else body.removeAttribute("aria-labelledby");
  if (here) drawConversation(body, here);
  else if (model.at === "about") keyed(body, [{ key: "about", sig: JSON.stringify(model.state.app), make: about }]);
  else drawHome(body);
}

const tabOf = (here) => (here ? "messages" : model.at);

function drawConversation(body, here) {
  keyed(body, [{ key: "messages", sig: "", make: makeMessages }]);
  drawMessages(body.firstElementChild, here);
}

function drawHome(body) {
  const { home } = model.state;
  keyed(body, [{ key: `home/${model.me}`, sig: "", make: () => h("div", { class: "home", tabindex: 0, role: "region", "aria-label": "App Home" }) }]);
  const box = body.firstElementChild;
  if (home) {
    keyed(box, [{ key: "view", sig: "", make: () => h("div", { class: "home-view" }) }]);
    drawBlocks(box.firstElementChild, viewSurface(home, "home"));
    return;
  }
  const words = model.state.bot_connected ? "The app has not drawn this Home yet." : "The app is not connected, so it cannot draw this Home.";
  keyed(box, [{ key: "empty", sig: words, make: () => h("p", { class: "empty" }, words) }]);
}

function drawHead(here) {
  const app = !here || isBotDm(here);
  const subject = app ? botDm() : here;
  const sig = JSON.stringify([subject?.id, subject?.topic, app && tabOf(here), model.people.size, subject && titleOf(subject), model.state.bot_connected, partner(subject) && localTime(partner(subject))]);
  const head = document.getElementById("pane-head");
  if (head.sig === sig) return;
  head.sig = sig;
  const hadFocus = head.contains(document.activeElement) ? document.activeElement.id : null;
  const burger = h("button", { type: "button", class: "icon-button burger", id: "burger", "aria-label": "Show conversations", "aria-controls": "sidebar", "aria-expanded": "false", on: { click: toggleSidebar } }, icon("menu"));
  fill(head, h("div", { class: "pane-title" }, burger, app ? appTitle() : title(here)), app && tabs(here));
  if (hadFocus) document.getElementById(hadFocus)?.focus();
}

const partner = (subject) => (subject?.kind === "dm" && !isBot(subject.with[0]) ? subject.with[0] : null);

function appTitle() {
  const { app, bot_connected: connected } = model.state;
  const presence = h("span", { class: connected ? "presence on" : "presence" }, connected ? "connected" : "not connected");
  return [avatar(app.bot_user, 24), h("h1", {}, app.name), appBadge(), presence];
}

function title(here) {
  if (here.kind === "channel") return [h("h1", {}, icon("hash", 18), here.name), here.topic && h("span", { class: "quiet topic" }, here.topic)];
  const person = partner(here) && model.people.get(partner(here));
  const facts = person ? [handleOf(person.id), workOf(person), localTime(person.id)].filter(Boolean).join(" · ") : `${here.with.length + 1} people`;
  return [here.kind === "group" ? icon("group") : avatar(here.with[0], 24), h("h1", {}, h("bdi", {}, titleOf(here))), h("span", { class: "quiet topic" }, facts)];
}

const TABS = [["home", "Home"], ["messages", "Messages"], ["about", "About"]];

function tabs(here) {
  const current = tabOf(here);
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": model.state.app.name });
  for (const [key, label] of TABS) {
    const selected = key === current;
    const tab = h("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-selected": String(selected), "aria-controls": "pane-body", tabindex: selected ? 0 : -1 }, label);
    tab.addEventListener("click", () => go({ at: key === "messages" ? botDm().id : key }));
    list.append(tab);
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.findIndex(([key]) => `tab-${key}` === document.activeElement.id) + step + TABS.length) % TABS.length];
    const tab = document.getElementById(`tab-${next[0]}`);
    tab.focus();
    tab.click();
  });
  return list;
}

function about() {
  const { app } = model.state;
  const commands = app.commands.map((one) => h("li", {}, h("code", {}, one.command ?? one), one.description && ` ${one.description}`));
  const shortcuts = (app.shortcuts ?? []).map((one) => h("li", {}, one.name));
  return h("div", { class: "about", tabindex: 0, role: "region", "aria-label": "About" }, avatar(app.bot_user, 72), h("h2", {}, app.name), app.description && h("p", {}, app.description), h("h3", {}, "Commands"), h("ul", {}, commands), shortcuts.length > 0 && [h("h3", {}, "Shortcuts"), h("ul", {}, shortcuts)], h("p", { class: "quiet" }, `App id ${app.id}. This is a playground on this machine: nothing leaves it.`));
}
