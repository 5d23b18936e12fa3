/** Start the page: read the address, ask for the state, draw, and listen. */
import * as api from "./api.js";
import { makeClock } from "./clock.js";
import { drawComposer } from "./composer.js";
import { drawPane } from "./conversation.js";
import { announce, fill } from "./dom.js";
import { drawHint } from "./hint.js";
import { closeMenu } from "./menu.js";
import { showModals } from "./modal.js";
import { titleOf } from "./messages.js";
import { nameOf } from "./people.js";
import { hrefOf, route } from "./route.js";
import { closeSidebar, drawSidebar } from "./sidebar.js";
import { attempt, botDm, change, isBotDm, loadPeople, model, place, refresh, watch } from "./store.js";
import { drawToasts } from "./toasts.js";

let stopListening = () => {};
let wasConnected = true;
let opened = "";
const unread = new Map();

function draw() {
  drawBanner();
  if (!model.state) return;
  drawSidebar();
  drawPane();
  drawHint();
  drawComposer();
  showModals(model.state.modals ?? []);
  drawToasts();
  drawClock();
  tellElsewhere();
  document.title = titleNow();
  greetReturn();
}

/** An app that comes back has not heard that somebody is looking at its Home. */
function greetReturn() {
  const { bot_connected: connected, home } = model.state;
  if (connected && !wasConnected && !home && model.at === "home") {
    opened = "";
    arrive();
  }
  wasConnected = connected;
}

function drawBanner() {
  const { lost, state } = model;
  const text = lost ? "The connection to the playground is lost. Trying again…" : state && !state.bot_connected ? `${state.app.name} is not connected. Commands and buttons will not be answered until it is.` : "";
  const banner = document.getElementById("banner");
  if (banner.textContent === text) return;
  fill(banner, text);
  banner.classList.toggle("soft", !lost);
}

function titleNow() {
  const here = place();
  const sum = [...model.state.channels, ...model.state.dms].reduce((total, one) => total + (one.unread ?? 0), 0);
  const where = here ? titleOf(here) : model.at === "about" ? "About" : "Home";
  return `${sum ? `(${sum}) ` : ""}${where} · ${nameOf(model.me)} · Playground`;
}

/** Say that something arrived where nobody is looking. */
function tellElsewhere() {
  for (const one of [...model.state.channels, ...model.state.dms]) {
    const key = `${model.me}/${one.id}`;
    const before = unread.get(key);
    unread.set(key, one.unread);
    if (before !== undefined && one.unread > before && one.id !== place()?.id) announce(`New message in ${titleOf(one)}.`);
  }
}

/** Follow the address: another person, another place. */
async function follow() {
  const wanted = route();
  const known = canUseSlack(model.people.get(wanted.as)) ? wanted.as : null;
  const me = known ?? model.me ?? model.fallback;
  const at = wanted.at ?? "home";
  if (!known || !wanted.at) history.replaceState(null, "", hrefOf(at, me));
  closeMenu();
  closeSidebar();
  const other = me !== listeningAs;
  change(other ? { me, at, state: null } : { me, at });
  if (other) listenAs(me);
  await refresh();
  if (model.state && !place() && !["home", "about"].includes(at)) return void location.replace(hrefOf("home", me));
  await arrive();
}

const canUseSlack = (person) => person && !person.deleted && !person.is_bot;

let listeningAs = null;

function listenAs(me) {
  stopListening();
  listeningAs = me;
  stopListening = api.listen(me, {
    version: (version) => version !== model.state?.version && refresh(),
    lost: () => change({ lost: true }),
    back: () => model.lost && refresh(),
  });
}

/** Opening Home or the app's messages is something the app is told about. */
async function arrive() {
  const { me, at } = model;
  const here = place();
  const now = `${me}/${here?.id ?? at}`;
  if (!model.state || opened === now) return;
  opened = now;
  if (at === "home") await attempt(() => api.openHome(me));
  else if (here && isBotDm(here)) await attempt(() => api.openMessages(me, botDm().id));
}

const drawClock = makeClock();
watch(draw);
window.addEventListener("hashchange", follow);
document.getElementById("skip").addEventListener("click", () => (document.querySelector("#composer textarea") ?? document.getElementById("pane")).focus());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.getElementById("frame").classList.contains("sidebar-open")) closeSidebar();
});

async function start() {
  try {
    await loadPeople();
    await follow();
  } catch (problem) {
    console.error(problem);
    change({ lost: true });
    setTimeout(start, 2000);
  }
}

setInterval(() => change({}), 30_000);
start();
