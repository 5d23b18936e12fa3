/** What the page knows: who is looking, at what, and the last answers of the server. */
import * as api from "./api.js";

export const model = {
  me: null,
  at: null,
  people: new Map(),
  groups: [],
  fallback: null,
  state: null,
  messages: [],
  messagesOf: null,
  lost: false,
  notices: [],
  clock: { now: Date.now(), heardAt: performance.now() },
};

const watchers = new Set();
let scheduled = false;

/** Call `watcher` after every change (changes of one moment are reported once). */
export function watch(watcher) {
  watchers.add(watcher);
}

/** Merge `patch` into the model and let the watchers know. */
export function change(patch) {
  Object.assign(model, patch);
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    for (const watcher of watchers) watcher(model);
  });
}

/** The playground's time now, in milliseconds; it runs on between two answers of the server. */
export const playNow = () => model.clock.now + (performance.now() - model.clock.heardAt);

/** Take over the server's clock. */
export const heardClock = (iso) => ({ now: Date.parse(iso), heardAt: performance.now() });

export const botDm = () => model.state?.dms.find((dm) => isBotDm(dm));
export const isBotDm = (place) => place.kind === "dm" && place.with.includes(model.state.app.bot_user);

/** The channel or DM looked at; null on Home and About. `messages` is an alias for the bot's DM. */
export function place() {
  const { state, at } = model;
  if (!state || at === "home" || at === "about") return null;
  if (at === "messages") return botDm() ?? null;
  return [...state.channels, ...state.dms].find((one) => one.id === at) ?? null;
}

/** The conversation a command typed here belongs to. */
export const channelId = () => (place() ?? botDm())?.id;

let running = null;
let again = false;
let peopleAt = -Infinity;

/** Fetch what this person sees now; calls that come while one is under way are folded into one more. */
export function refresh() {
  again = true;
  running ??= untilQuiet().finally(() => (running = null));
  return running;
}

async function untilQuiet() {
  while (again) {
    again = false;
    await fetchAll();
  }
}

async function fetchAll() {
  const { me, at } = model;
  try {
    if (performance.now() - peopleAt > 5000) await loadPeople();
    const state = await api.state(me);
    if (model.me !== me) return void (again = true);
    const patch = { state, clock: heardClock(state.clock), lost: false };
    const channel = placeIn(state, at);
    if (channel) {
      const answer = await api.messages(me, channel);
      if (model.me !== me || model.at !== at) return void (again = true);
      Object.assign(patch, { messages: answer.messages, messagesOf: `${me}/${channel}` });
    }
    change(patch);
  } catch (problem) {
    if (problem instanceof api.Refused) notice(problem.message, "error");
    else change({ lost: true });
  }
}

function placeIn(state, at) {
  if (at === "home" || at === "about") return null;
  if (at === "messages") return state.dms.find((dm) => dm.kind === "dm" && dm.with.includes(state.app.bot_user))?.id;
  return [...state.channels, ...state.dms].find((one) => one.id === at)?.id;
}

/** Fetch the people (they change rarely: at most every five seconds). */
export async function loadPeople() {
  const answer = await api.people();
  peopleAt = performance.now();
  change({
    people: new Map(answer.people.map((person) => [person.id, person])),
    groups: answer.groups ?? [],
    fallback: answer.default,
  });
}

let noticeSerial = 0;

/** Show a short notice of the page's own. */
export function notice(text, level = "info") {
  const id = `page-${++noticeSerial}`;
  change({ notices: [...model.notices.filter((one) => one.text !== text), { id, text, level, own: true }] });
}

/** Do something on the server; what it refuses becomes a notice. Answers null when it failed. */
export async function attempt(doing) {
  try {
    return (await doing()) ?? {};
  } catch (problem) {
    if (problem instanceof api.Refused) notice(problem.message, "error");
    else change({ lost: true });
    return null;
  } finally {
    refresh();
  }
}
