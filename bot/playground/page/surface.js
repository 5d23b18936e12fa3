/**
 * A surface is where blocks live: one message, or one view (a modal or App Home).
 *
 * It knows what has been typed and chosen, and how to tell the server that something was pressed. What was typed is kept
 * by block_id + action_id, so it survives an update of the view that keeps both, as in Slack.
 */
import * as api from "./api.js";
import { attempt, model, notice } from "./store.js";

const surfaces = new Map();

/** Controls drawn earlier hold on to their surface, so an update gives the same surface its new blocks. */
function surfaceAt(key, kind, where, blocks) {
  if (!surfaces.has(key)) surfaces.set(key, { key, kind, where, fields: new Map() });
  const named = (blocks ?? []).map((block, index) => (block.block_id ? block : { ...block, block_id: `#${index}` }));
  return Object.assign(surfaces.get(key), { blocks: named });
}

/** Forget what was typed on a surface that is gone. */
export const forget = (surface) => surfaces.delete(surface.key);

/** The surface of a message in a channel. */
export const messageSurface = (message, channel) => surfaceAt(`${model.me}/${channel}/${message.ts}`, "message", { channel, ts: message.ts }, message.blocks);

/** The surface of a modal or of App Home. */
export const viewSurface = (view, kind = "modal") => surfaceAt(`${model.me}/${view.id}`, kind, { view_id: view.id }, view.blocks);

/** The name Slack gives to what an element holds, and how it starts. */
const HOLDS = {
  plain_text_input: ["value", (element) => element.initial_value || null],
  email_text_input: ["value", (element) => element.initial_value || null],
  url_text_input: ["value", (element) => element.initial_value || null],
  number_input: ["value", (element) => element.initial_value ?? null],
  static_select: ["selected_option", (element) => element.initial_option ?? null],
  external_select: ["selected_option", (element) => element.initial_option ?? null],
  multi_static_select: ["selected_options", (element) => element.initial_options ?? []],
  multi_external_select: ["selected_options", (element) => element.initial_options ?? []],
  radio_buttons: ["selected_option", (element) => element.initial_option ?? null],
  checkboxes: ["selected_options", (element) => element.initial_options ?? []],
  users_select: ["selected_user", (element) => element.initial_user ?? null],
  multi_users_select: ["selected_users", (element) => element.initial_users ?? []],
  conversations_select: ["selected_conversation", (element) => element.initial_conversation ?? null],
  multi_conversations_select: ["selected_conversations", (element) => element.initial_conversations ?? []],
  channels_select: ["selected_channel", (element) => element.initial_channel ?? null],
  multi_channels_select: ["selected_channels", (element) => element.initial_channels ?? []],
  datepicker: ["selected_date", (element) => element.initial_date ?? null],
  timepicker: ["selected_time", (element) => element.initial_time ?? null],
  file_input: ["files", () => []],
  datetimepicker: ["selected_date_time", (element) => element.initial_date_time ?? null],
};

/** Whether an element keeps a value (a button does not). */
export const holdsValue = (element) => element.type in HOLDS;

const fieldKey = (block, element) => `${block.block_id}|${element.action_id}`;

/** What an element holds now: what the person chose, else what the app put there. */
export function valueOf(surface, block, element) {
  const key = fieldKey(block, element);
  return surface.fields.has(key) ? surface.fields.get(key) : HOLDS[element.type][1](element);
}

/** Keep what the person typed or chose. */
export function keep(surface, block, element, value) {
  surface.fields.set(fieldKey(block, element), value);
}

/** The controls of a block, wherever Block Kit hides them. */
export function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements ?? [];
  return block.accessory ? [block.accessory] : [];
}

/** The surface's state as Slack sends it: every control that holds something, with null where it is empty. */
export function valuesOf(surface) {
  const values = {};
  for (const block of surface.blocks) {
    for (const element of elementsOf(block).filter((one) => one && holdsValue(one))) {
      const [name] = HOLDS[element.type];
      values[block.block_id] ??= {};
      values[block.block_id][element.action_id] = { type: element.type, [name]: valueOf(surface, block, element) };
    }
  }
  return values;
}

/** Tell the server that `element` was used; `extra` is what it now holds (`{value}`, `{selected_option}`, …). */
export function act(surface, block, element, extra = {}) {
  const action = { action_id: element.action_id, block_id: block.block_id, type: element.type, ...extra };
  const body = { as: model.me, ...surface.where, action, state: { values: valuesOf(surface) } };
  return attempt(() => api.click(body));
}

/** Keep a new value and, where the block asks for it, tell the server at once. */
export function changed(surface, block, element, value) {
  keep(surface, block, element, value);
  if (block.type === "input" && !block.dispatch_action) return undefined;
  return act(surface, block, element, { [HOLDS[element.type][0]]: value });
}

/** Ask the app for the options of an external select. */
export async function askOptions(surface, block, element, query) {
  const body = { as: model.me, ...surface.where, action_id: element.action_id, block_id: block.block_id, value: query };
  try {
    const answer = await api.options(body);
    if (answer.option_groups) return answer.option_groups.map((group) => ({ label: group.label.text, options: group.options }));
    return [{ options: answer.options ?? [] }];
  } catch (problem) {
    notice(problem instanceof api.Refused ? problem.message : "The options could not be fetched.", "error");
    return [];
  }
}
