/** Short notices at the edge: the server's (as Slack shows them) and the page's own. */
import * as api from "./api.js";
import { h, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { attempt, change, model } from "./store.js";

const STAY = 6000;
const box = document.getElementById("toasts");

/** Bring the notices up to date. They move into an open dialog, which would otherwise make them unreachable. */
export function drawToasts() {
  const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (box.parentElement !== home) home.append(box);
  const all = [...(model.state?.toasts ?? []), ...model.notices];
  keyed(box, all.map((toast) => ({ key: toast.id, sig: toast.text, make: () => toastNode(toast) })));
}

function toastNode(toast) {
  const error = toast.level === "error";
  const away = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss this notice" }, icon("close", 16));
  away.addEventListener("click", () => putAway(toast));
  if (!error) setTimeout(() => putAway(toast), STAY);
  return h("div", { class: error ? "toast error" : "toast", role: error ? "alert" : "status" }, icon(error ? "alert" : "info", 18), h("p", {}, toast.text), away);
}

function putAway(toast) {
  if (toast.own) change({ notices: model.notices.filter((one) => one.id !== toast.id) });
  else if (model.state?.toasts.some((one) => one.id === toast.id)) attempt(() => api.dismiss(model.me, toast.id));
}
