/** The chart block: bars, or a line for each series. Every value can be heard as well, and no line is told by colour alone. */
import { h, svg } from "../dom.js";
import { plain } from "../mrkdwn.js";

const WIDTH = 480;
const HEIGHT = 190;
const LEFT = 30;
const BOTTOM = 26;
const TOP = 18;
const LABELS = 7;
const DASHES = ["", "7 4", "2 3", "9 3 2 3"];

/** Draw a chart with its title, its axes and, where there are several series, which is which. */
export function chartBlock(block) {
  const { type, series, axis_config: axes = {} } = block.chart;
  const names = axes.categories ?? series[0].data.map((each) => each.label);
  const values = series.map((each) => names.map((name) => each.data.find((point) => point.label === name)?.value ?? 0));
  const most = Math.max(1, ...values.flat());
  const place = { x: (at) => LEFT + ((at + 0.5) * (WIDTH - LEFT)) / names.length, y: (value) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP) };
  const drawn = type === "bar" ? values.flatMap((each) => bars(each, place, names.length)) : values.flatMap((each, nth) => line(each, place, nth));
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": inWords(series, names, values) }, ...frame(names, most, place), ...drawn);
  const legend = series.length > 1 && h("ul", { class: "legend" }, series.map((each, nth) => h("li", {}, sample(nth), each.name)));
  const along = [axes.y_label, axes.x_label].filter(Boolean).join(" · ");
  return h("figure", { class: "block chart" }, h("figcaption", {}, plain(block.title)), picture, legend, along && h("p", { class: "axes" }, along));
}

function bars(values, place, count) {
  const wide = Math.min(48, ((WIDTH - LEFT) / count) * 0.6);
  return values.flatMap((value, at) => [
    svg("rect", { class: "mark", x: place.x(at) - wide / 2, y: place.y(value), width: wide, height: HEIGHT - BOTTOM - place.y(value) }),
    text(place.x(at), place.y(value) - 4, String(value)),
  ]);
}

function line(values, place, nth) {
  const points = values.map((value, at) => `${place.x(at)},${place.y(value)}`).join(" ");
  const dots = values.map((value, at) => svg("circle", { class: `dot series${nth}`, cx: place.x(at), cy: place.y(value), r: 2.5 }));
  return [svg("polyline", { class: `series series${nth}`, points, "stroke-dasharray": DASHES[nth % DASHES.length] }), ...dots];
}

function frame(names, most, place) {
  const step = Math.ceil(names.length / LABELS);
  const ground = svg("line", { class: "ground", x1: LEFT, x2: WIDTH, y1: place.y(0), y2: place.y(0) });
  const along = names.map((name, at) => (at % step ? null : text(place.x(at), HEIGHT - 8, name))).filter(Boolean);
  return [ground, text(LEFT / 2, place.y(0) + 4, "0"), text(LEFT / 2, place.y(most) + 4, String(most)), ...along];
}

function text(x, y, words) {
  return svg("text", { x, y, "text-anchor": "middle" }, words);
}

function sample(nth) {
  const stroke = svg("line", { class: `series series${nth}`, x1: 0, x2: 28, y1: 5, y2: 5, "stroke-dasharray": DASHES[nth % DASHES.length] });
  return svg("svg", { viewBox: "0 0 28 10", width: 28, height: 10, "aria-hidden": "true" }, stroke);
}

function inWords(series, names, values) {
  return series.map((each, nth) => `${each.name}: ${names.map((name, at) => `${name} ${values[nth][at]}`).join(", ")}`).join(". ");
}
