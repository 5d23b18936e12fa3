/** Where we are, kept in the address: `#as=UADA&at=D123`, or `at=home`, `at=about`, `at=messages` (the bot's DM). */
import { change, model } from "./store.js";

/** What the address says. */
export function route() {
  const query = new URLSearchParams(location.hash.slice(1));
  return { as: query.get("as"), at: query.get("at") };
}

/** The address of a place for the person who is looking (or another). */
export const hrefOf = (at, as = model.me) => `#${new URLSearchParams({ as, at })}`;

/** Go somewhere, perhaps as somebody else. */
export function go({ as = model.me, at = model.at }) {
  const hash = hrefOf(at, as);
  if (location.hash === hash) return;
  change({ me: as, at });
  history.pushState(null, "", hash);
  window.dispatchEvent(new Event("hashchange"));
}

/** The place to keep when somebody else takes the chair: a DM belongs to one person, a channel to all. */
export function placeForOther() {
  const { at, state } = model;
  if (at === "home" || at === "about" || at === "messages") return at;
  if (state?.channels.some((channel) => channel.id === at)) return at;
  return "messages";
}
