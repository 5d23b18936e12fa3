/** The panel a newcomer sees first. */
import { commandNames, commandPlace, typeInto } from "./composer.js";
import { fill, h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { nameOf } from "./people.js";
import { change, model } from "./store.js";

const KEPT = "playground-hint-dismissed";

/** Bring the panel up to date. */
export function drawHint() {
  const slot = document.getElementById("hint");
  if (!model.state || localStorage.getItem(KEPT)) return fill(slot);
  return keyed(slot, [{ key: "hint", sig: JSON.stringify([model.me, model.people.size]), make: panel }]);
}

/** Show the panel again. */
export function showHint() {
  localStorage.removeItem(KEPT);
  change({});
  queueMicrotask(() => document.querySelector("#hint button")?.focus());
}

function panel() {
  const [command] = commandNames();
  const attempt = h("button", { type: "button", class: "btn small" }, `Try ${command}`);
  attempt.addEventListener("click", () => typeInto(commandPlace(), `${command} `));
  const away = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss this hint" }, icon("close", 18));
  away.addEventListener("click", () => {
    localStorage.setItem(KEPT, "yes");
    change({});
    document.getElementById("pane").focus();
  });
  const tips = "Switch person at the top left, move the clock below, and open Traffic to see what the bot and Slack tell each other.";
  return h("section", { class: "hint-panel", "aria-label": "First steps" }, h("div", {}, h("p", {}, h("strong", {}, `You are ${nameOf(model.me)}.`), " This is a small Slack on this machine; everyone in it is made up."), h("p", { class: "quiet" }, tips)), command && attempt, away);
}
