/** Line icons, drawn here so that nothing is fetched. */
import { svg } from "./dom.js";

const PATHS = {
  home: "M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-4v-4.5H8V17H4a1 1 0 0 1-1-1z",
  chat: "M4 4.5h12a1.5 1.5 0 0 1 1.5 1.5v6.5A1.5 1.5 0 0 1 16 14H9l-4 3.2V14H4a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 4 4.5z",
  traffic: "M6 16V4M3 7l3-3 3 3M14 4v12M11 13l3 3 3-3",
  hint: "M7.5 7.6a2.6 2.6 0 1 1 3.8 2.3c-.9.5-1.3 1-1.3 2M10 14.8v.1M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16z",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  hash: "M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 4.5 6.5 10l5.5 5.5",
  down: "M5.5 8l4.5 4.5L14.5 8",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  bolt: "M11.5 2.5 4.5 11.5h5l-1 6 7-9h-5z",
  send: "M3 4l14.5 6L3 16l2-6zM5 10h6",
  clock: "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 5.5V10l3 2",
  dots: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  check: "M4.5 10.5l3.7 3.7 7.3-8",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
  group: "M7 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM1.8 16.5c.4-3 2.4-4.5 5.2-4.5s4.8 1.5 5.2 4.500M13 4a2.8 2.8 0 0 1 0 5.300M14.5 12.300c2 .5 3.3 1.9 3.7 4.2",
  alert: "M10 3 18 16.5H2zM10 8v4M10 14.4v.1",
  info: "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 9v5M10 6.4v.1",
  copy: "M7 7V4.500A1 1 0 0 1 8 3.500h7.500a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H13M4.5 7H12a1 1 0 0 1 1 1v7.500a1 1 0 0 1-1 1H4.500a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z",
};

/** A decorative icon by name. */
export function icon(name, size = 20) {
  const box = { class: "icon", viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true", focusable: "false" };
  return svg("svg", box, svg("path", { d: PATHS[name] }));
}
