/** Everything the page asks of the playground's server, one function per question. */

/** The server said no, in a sentence meant for people. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const init = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const answer = await fetch(path, init);
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(json.error || `The playground answered ${answer.status}.`, answer.status);
  return json;
}

const ask = (path, query = {}) => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return call("GET", pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path);
};
const tell = (path, body) => call("POST", path, body);

export const people = () => ask("/play/people");
export const state = (as) => ask("/play/state", { as });
export const messages = (as, channel) => ask("/play/messages", { as, channel, read: 1 });
export const say = (as, channel, text) => tell("/play/say", { as, channel, text });
export const command = (as, channel, text) => tell("/play/command", { as, channel, text });
export const click = (body) => tell("/play/click", body);
export const submit = (as, view_id, values) => tell("/play/submit", { as, view_id, state: { values } });
export const close = (as, view_id, all) => tell("/play/close", { as, view_id, all });
export const give = (as, name, content) => tell("/play/file", { as, name, content });
export const shortcut = (body) => tell("/play/shortcut", body);
export const openHome = (as) => tell("/play/home", { as });
export const openMessages = (as, channel) => tell("/play/open", { as, channel });
export const dismiss = (as, toast) => tell("/play/dismiss", { as, toast });
export const options = (body) => tell("/play/options", body);
export const clock = () => ask("/play/clock");
export const moveClock = (jump, as) => tell("/play/clock", { jump, as });
export const traffic = (after) => ask("/play/traffic", { after });

/**
 * Listen for changes this person could see; `heard.version(n)`, `heard.lost()`, `heard.back()`. Answers a stop function.
 *
 * The browser reconnects by itself after a dropped connection, but gives up after an HTTP error; then we start over.
 */
export function listen(as, heard) {
  let source;
  let timer;
  const start = () => {
    source = new EventSource(`/play/events?${new URLSearchParams({ as })}`);
    source.onopen = heard.back;
    source.onmessage = (event) => heard.version(JSON.parse(event.data).version);
    source.onerror = () => {
      heard.lost();
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(start, 2000);
    };
  };
  start();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
