/** The rail and the sidebar: workspace, who you are, places to go and what is unread. */
import { announce, h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { toggleInspector } from "./inspector.js";
import { showHint } from "./hint.js";
import { openMenu } from "./menu.js";
import { titleOf } from "./messages.js";
import { avatar, handleOf, isBot, localClock, localTime, nameOf, peopleInGroups, standing, workOf } from "./people.js";
import { go, hrefOf, placeForOther } from "./route.js";
import { botDm, isBotDm, model, place } from "./store.js";

/** Bring the rail and the sidebar up to date. */
export function drawSidebar() {
  if (!model.state) return;
  drawRail();
  const sidebar = document.getElementById("sidebar");
  const me = JSON.stringify([model.me, nameOf(model.me), localClock(model.me)]);
  keyed(sidebar, [
    { key: "workspace", sig: workspaceName(), make: () => h("div", { class: "workspace" }, h("strong", {}, workspaceName()), h("span", {}, "playground")) },
    { key: "switch", sig: me, make: switcher },
    { key: "places", sig: "", make: () => h("nav", { class: "places", "aria-label": "Conversations" }) },
  ]);
  keyed(sidebar.querySelector(".places"), sections());
}

const seenHomes = new Map();

/** A Home that changed since this person last looked at it. */
function homeIsNews() {
  const { home, home_unread: unread } = model.state;
  const now = home?.hash ?? JSON.stringify(home);
  if (model.at === "home") seenHomes.set(model.me, now);
  return unread && seenHomes.get(model.me) !== now;
}

const workspaceName = () => model.state.team?.name ?? model.state.workspace ?? "Workspace";

function sections() {
  const { app, channels, dms } = model.state;
  return [
    section("Apps", [{ at: "home", name: `${app.name} Home`, face: () => icon("home", 18), unread: homeIsNews() ? 1 : 0, dot: true }]),
    section("Channels", channels.map((one) => ({ at: one.id, name: one.name, face: () => icon("hash", 18), unread: one.unread }))),
    section("Direct messages", dms.map((one) => ({ at: one.id, name: titleOf(one), face: () => (one.kind === "group" ? icon("group", 18) : avatar(one.with[0], 20)), unread: one.unread, isApp: isBotDm(one) }))),
  ];
}

function section(title, places) {
  const key = `section/${title}`;
  const draw = (node) => keyed(node.querySelector("ul"), places.map(placeItem));
  const make = () => {
    const node = h("section", {}, h("h2", {}, title), h("ul", {}));
    draw(node);
    return node;
  };
  return { key, sig: JSON.stringify([places, model.at, model.me, model.people.size]), make, patch: draw };
}

function placeItem({ at, name, face, unread, dot, isApp }) {
  const current = model.at === at || (isApp && model.at === "messages");
  const count = unread > 0 && (dot ? h("span", { class: "dot", role: "img", "aria-label": "news" }) : h("span", { class: "count", "aria-label": `${unread} unread` }, String(Math.min(unread, 99))));
  const link = () => h("a", { href: hrefOf(at), class: unread > 0 ? "place unread" : "place", "aria-current": current ? "page" : undefined, "data-at": `place/${at}`, on: { click: closeSidebar } }, face(), h("span", { class: "place-name" }, h("bdi", {}, name)), isApp && h("span", { class: "badge-app" }, "APP"), count);
  return { key: at, sig: JSON.stringify([name, unread, current, model.me, model.people.size]), make: () => h("li", {}, link()) };
}

function switcher() {
  const name = h("span", { class: "switch-name" }, h("small", {}, "You are"), h("bdi", {}, nameOf(model.me)));
  const trigger = h("button", { type: "button", class: "switcher", "aria-label": `You are ${nameOf(model.me)}. Switch person`, "aria-haspopup": "listbox", "aria-expanded": "false", "data-at": "switch" }, avatar(model.me, 32), name, h("span", { class: "switch-time" }, localClock(model.me)), icon("down", 16));
  trigger.addEventListener("click", () => openMenu({ anchor: trigger, label: "Switch person", groups: everybody, search: true, width: 380, pick: take }));
  return trigger;
}

const everybody = () => peopleInGroups().map((group) => ({ label: group.name, options: group.people.map(personOption) }));

function personOption(person) {
  const facts = [workOf(person), localTime(person.id), standing(person), person.is_admin && "admin"].filter(Boolean);
  return { id: person.id, text: nameOf(person.id), description: facts.join(" · "), also: handleOf(person.id), face: () => avatar(person.id, 32), selected: person.id === model.me, disabled: person.deleted };
}

function take(option) {
  announce(`You are now ${option.text}.`);
  closeSidebar();
  go({ as: option.id, at: placeForOther() });
}

function drawRail() {
  const { app } = model.state;
  const bot = botDm();
  const here = place();
  const appHere = !here || isBotDm(here);
  const initial = [...workspaceName()][0];
  const item = (key, label, face, current, press, extra = {}) => ({ key, sig: JSON.stringify([label, current, extra]), make: () => h("button", { type: "button", class: "rail-item", "data-at": `rail/${key}`, "aria-current": current ? "page" : undefined, ...extra, on: { click: press } }, face(), h("span", {}, label)) });
  const inspecting = !document.getElementById("inspector").hidden;
  keyed(document.getElementById("rail"), [
    { key: "logo", sig: initial, make: () => h("div", { class: "rail-logo", "aria-hidden": "true" }, initial) },
    item("home", "Home", () => icon("home"), appHere && model.at === "home", () => go({ at: "home" })),
    item("dm", isBot(app.bot_user) ? "Bot" : "App", () => icon("chat"), Boolean(here && appHere), () => bot && go({ at: bot.id })),
    item("traffic", "Traffic", () => icon("traffic"), false, toggleInspector, { "aria-pressed": String(inspecting) }),
    item("hint", "Help", () => icon("hint"), false, showHint),
  ]);
}

/** On narrow screens the sidebar lies over the conversation while it is needed. */
export function toggleSidebar() {
  const open = document.getElementById("frame").classList.toggle("sidebar-open");
  document.getElementById("burger")?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector("#sidebar button")?.focus();
}

/** Put the sidebar away again. */
export function closeSidebar() {
  document.getElementById("frame").classList.remove("sidebar-open");
  document.getElementById("burger")?.setAttribute("aria-expanded", "false");
}
