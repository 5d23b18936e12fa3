/** The stack of modals: up to three views, the top one shown. */
import * as api from "./api.js";
import { drawBlocks } from "./blocks/draw.js";
import { controlOf, ownErrors, showErrors } from "./blocks/input.js";
import { fill, h, newId } from "./dom.js";
import { icon } from "./icons.js";
import { closeMenu } from "./menu.js";
import { plain } from "./mrkdwn.js";
import { attempt, change, model, refresh } from "./store.js";
import { forget, valuesOf, viewSurface } from "./surface.js";

const shown = new Map();

/** Make the page show this stack of views. */
export function showModals(views) {
  const wanted = new Set(views.map((view) => view.id));
  for (const [id, record] of shown) if (!wanted.has(id)) takeAway(id, record);
  views.forEach((view, depth) => {
    const record = shown.get(view.id) ?? build(view);
    update(record, view, depth);
    record.dialog.classList.toggle("under", depth < views.length - 1);
    if (!record.dialog.open) open(record);
  });
}

function takeAway(id, record) {
  shown.delete(id);
  closeMenu();
  record.dialog.close();
  record.dialog.remove();
  forget(record.surface);
  if (!record.dialog.contains(document.activeElement) && document.activeElement !== document.body) return;
  const again = record.openerAt && document.querySelector(`[data-at="${CSS.escape(record.openerAt)}"]`);
  (again ?? document.querySelector("#composer textarea") ?? document.getElementById("pane")).focus();
}

function build(view) {
  const titleId = newId("t");
  const record = {
    view,
    errors: {},
    busy: false,
    openerAt: document.activeElement?.dataset?.at,
    title: h("h2", { id: titleId, tabindex: -1, dir: "auto" }),
    trouble: h("div", { class: "modal-trouble", role: "alert" }),
    body: h("div", { class: "modal-body", tabindex: -1 }),
    foot: h("div", { class: "modal-foot" }),
    back: h("button", { type: "button", class: "icon-button", "aria-label": "Back" }, icon("back")),
  };
  const away = h("button", { type: "button", class: "icon-button modal-close", "aria-label": "Close this dialog" }, icon("close"));
  const form = h("form", { novalidate: true }, h("div", { class: "modal-head" }, record.back, record.title, away), record.trouble, record.body, record.foot);
  record.dialog = h("dialog", { class: "modal", "aria-labelledby": titleId }, form);
  record.back.addEventListener("click", () => leave(record, false));
  away.addEventListener("click", () => leave(record, true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (record.view.submit || hasInputs(record)) submit(record);
  });
  record.dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(record, false);
  });
  record.dialog.addEventListener("keydown", (event) => onKey(event, record));
  shown.set(view.id, record);
  document.body.append(record.dialog);
  return record;
}

function onKey(event, record) {
  if (event.key === "Escape") {
    event.preventDefault();
    leave(record, false);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    record.dialog.querySelector("form").requestSubmit();
  }
}

const hasInputs = (record) => record.surface.blocks.some((block) => block.type === "input");

function update(record, view, depth) {
  record.view = view;
  record.surface = viewSurface(view);
  record.back.hidden = depth === 0;
  if (record.title.textContent !== view.title?.text) fill(record.title, plain(view.title?.text));
  drawBlocks(record.body, record.surface);
  showErrors(record.body, record.errors);
  drawFoot(record);
  holdFocus(record);
}

/** What was focused may be gone from the new view; the keys still belong to this dialog. */
function holdFocus(record) {
  if (record.dialog.open && document.activeElement === document.body) record.title.focus();
}

function drawFoot(record) {
  const { view } = record;
  const sig = JSON.stringify([view.close, view.submit, hasInputs(record)]);
  if (record.foot.sig === sig) return;
  record.foot.sig = sig;
  const close = h("button", { type: "button", class: "btn", "data-at": "modal-close" }, plain(view.close?.text ?? (view.submit ? "Cancel" : "Close")));
  close.addEventListener("click", () => leave(record, false));
  const submitting = view.submit || hasInputs(record);
  fill(record.foot, close, submitting && h("button", { type: "submit", class: "btn primary", "data-at": "modal-submit" }, h("span", { class: "btn-text" }, plain(view.submit?.text ?? "Submit"))));
}

function open(record) {
  closeMenu();
  record.dialog.showModal();
  const inputs = [...record.body.querySelectorAll(".block.input")];
  const wanted = record.surface.blocks.find((block) => block.type === "input" && block.element.focus_on_load);
  const node = inputs.find((one) => one.dataset.block === wanted?.block_id) ?? inputs[0];
  (node ? controlOf(node) : record.title).focus();
}

async function submit(record) {
  if (record.busy) return;
  if (complain(record, ownErrors(record.surface))) return;
  setBusy(record, true);
  fill(record.trouble);
  try {
    const answer = await api.submit(model.me, record.view.id, valuesOf(record.surface));
    complain(record, answer.errors ?? {});
  } catch (problem) {
    if (problem instanceof api.Refused) trouble(record, problem.message);
    else {
      change({ lost: true });
      trouble(record, "The playground cannot be reached. What you typed is still here; try again.");
    }
  }
  await refresh();
  setBusy(record, false);
}

/** Show errors; answers whether there were any. */
function complain(record, errors) {
  record.errors = errors;
  const first = showErrors(record.body, errors);
  const known = new Set(record.surface.blocks.map((block) => block.block_id));
  const strays = Object.entries(errors).filter(([id]) => !known.has(id));
  fill(record.trouble, strays.map(([id, text]) => h("p", {}, `${text} (for “${id}”, which is not in this view)`)));
  first?.focus();
  first?.closest(".block")?.scrollIntoView({ block: "nearest" });
  return Object.keys(errors).length > 0;
}

const trouble = (record, text) => fill(record.trouble, h("p", {}, text));

function setBusy(record, busy) {
  record.busy = busy;
  const button = record.foot.querySelector("[type=submit]");
  button?.setAttribute("aria-busy", String(busy));
  record.dialog.classList.toggle("busy", busy);
}

function leave(record, all) {
  closeMenu();
  attempt(() => api.close(model.me, record.view.id, all));
}
