/** The clock bar: the playground's time, the viewer's, and buttons that move it. */
import * as api from "./api.js";
import { clockTime, format, fullTime } from "./dates.js";
import { announce, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { nameOf } from "./people.js";
import { change, heardClock, loadPeople, model, notice, playNow, refresh } from "./store.js";

const JUMPS = [
  ["morning", "Tomorrow morning", "Go to the next working day, 10:00"],
  ["week", "+1 week", "Go one week ahead"],
  ["nudge", "To the next nudge", "Go to the next moment the bot means to speak"],
];

/** Make the bar; it ticks by itself. */
export function makeClock() {
  const bar = document.getElementById("clockbar");
  const times = h("div", { class: "clock-times" });
  const buttons = JUMPS.map(([jump, label, title]) => {
    const button = h("button", { type: "button", class: "btn small", title }, label);
    button.addEventListener("click", () => move(jump, buttons));
    return button;
  });
  fill(bar, times, h("div", { class: "clock-jumps", role: "group", "aria-label": "Move the clock" }, buttons));
  const tick = () => drawTimes(times);
  setInterval(tick, 1000);
  return tick;
}

function drawTimes(times) {
  if (!model.state) return;
  const now = playNow();
  const place = (model.people.get(model.me)?.tz ?? "").split("/").at(-1).replaceAll("_", " ");
  const text = JSON.stringify([clockTime(now), format(now, { day: "numeric" }), model.me, place, model.people.size]);
  if (times.sig === text) return;
  times.sig = text;
  const mine = `${format(now, { weekday: "short", day: "numeric", month: "short", year: "numeric" })}, ${clockTime(now)}`;
  const universal = `${format(now, { weekday: "short", day: "numeric", month: "short" }, "UTC")}, ${clockTime(now, "UTC")} UTC`;
  fill(times, icon("clock", 18), h("span", { class: "clock-mine" }, h("strong", {}, mine), ` for ${nameOf(model.me)}`, place && ` (${place})`), h("span", { class: "clock-utc" }, `Playground time ${universal}`));
}

async function move(jump, buttons) {
  for (const button of buttons) button.disabled = true;
  const pressed = document.activeElement;
  try {
    const answer = await api.moveClock(jump, model.me);
    change({ clock: heardClock(answer.now) });
    announce(`It is now ${fullTime(playNow())} for ${nameOf(model.me)}.`);
    loadPeople();
  } catch (problem) {
    if (problem instanceof api.Refused) notice(problem.status === 409 ? "Nothing is planned: the bot does not mean to speak." : problem.message);
    else change({ lost: true });
  }
  for (const button of buttons) button.disabled = false;
  pressed?.focus();
  refresh();
}
