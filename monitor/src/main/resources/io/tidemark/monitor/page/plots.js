// Plots over time. Each can be read with the pointer or, once it has the focus, with the arrow keys.
import { el, setText, svg } from "./dom.js";
import * as format from "./format.js";

const HEIGHT = 132;
const LEFT = 56;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 20;

function niceTop(value) {
  if (!(value > 0)) return 1;
  const step = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * step).find((top) => top >= value * 1.02) ?? 10 * step;
}

function niceTopBytes(value) {
  let unit = 1;
  while (value / unit >= 1024) unit *= 1024;
  return niceTop(value / unit) * unit;
}

// A number on an axis needs no zeros behind its point.
function tick(text) {
  return text.replace(/\.0+(?!\d)/, "");
}

// points: [{time, values: [..], mark?: "failed" | "savepoint", text}], oldest first. A series is a
// line ("line"), bars from the axis ("bar") or an area ("area"); the first value belongs to the first.
export class Plot {
  constructor(title, { series, unit, bytes = false, top = 0 }) {
    this.series = series;
    this.unit = unit;
    this.bytes = bytes;
    this.leastTop = top;
    this.points = [];
    this.at = null;
    this.readout = el("output", { class: "muted" });
    this.picture = svg("svg", { tabindex: "0", role: "img", height: HEIGHT });
    this.node = el("figure", { class: "plot" }, el("figcaption", {}, el("span", { class: "plot-title" }, title), this.readout), this.picture);
    this.title = title;
    this.picture.addEventListener("pointermove", (event) => this.point(this.nearest(event)));
    this.picture.addEventListener("pointerleave", () => this.point(null));
    this.picture.addEventListener("blur", () => this.point(null));
    this.picture.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  update(points, summary) {
    this.points = points;
    this.summary = summary;
    if (this.at !== null && this.at >= points.length) this.at = null;
    this.draw();
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || this.points.length === 0) return;
    event.preventDefault();
    const last = this.points.length - 1;
    this.point(this.at === null ? last : Math.max(0, Math.min(last, this.at + step)));
  }

  nearest(event) {
    if (this.points.length === 0) return null;
    const x = event.clientX - this.picture.getBoundingClientRect().left;
    let best = 0;
    this.points.forEach((point, i) => {
      if (Math.abs(this.x(point.time) - x) < Math.abs(this.x(this.points[best].time) - x)) best = i;
    });
    return best;
  }

  point(index) {
    if (this.at !== index) {
      this.at = index;
      this.draw();
    }
  }

  x(time) {
    const [from, to] = this.span;
    return LEFT + ((time - from) / (to - from)) * (this.width - LEFT - RIGHT);
  }

  y(value) {
    return TOP + (1 - value / this.top) * (HEIGHT - TOP - BOTTOM);
  }

  draw() {
    this.width = this.node.clientWidth;
    if (this.width < 80) return;
    this.picture.setAttribute("width", this.width);
    const points = this.points;
    setText(this.readout, this.at === null ? this.summary ?? "" : points[this.at].text);
    this.picture.setAttribute("aria-label", this.title + ": " + (this.summary || "nothing yet") + (points.length ? ". Arrow keys go through the points" : ""));
    if (points.length === 0) {
      this.picture.replaceChildren(svg("text", { x: this.width / 2, y: HEIGHT / 2, class: "none", "text-anchor": "middle" }, "nothing yet"));
      return;
    }
    const times = points.map((point) => point.time);
    const from = Math.min(...times);
    this.span = [from, Math.max(from + 10_000, ...times)];
    const largest = Math.max(this.leastTop, ...points.flatMap((point) => point.values.filter((value) => value !== null)));
    this.top = this.bytes ? niceTopBytes(largest) : niceTop(largest);
    this.picture.replaceChildren(...this.axes(), ...this.series.flatMap((one, i) => this.drawSeries(one, i)), ...this.marks(), ...this.cursor());
  }

  axes() {
    const parts = [];
    for (const share of [0, 0.5, 1]) {
      const y = this.y(this.top * share);
      parts.push(svg("line", { x1: LEFT, x2: this.width - RIGHT, y1: y, y2: y, class: share ? "grid" : "axis" }));
      parts.push(svg("text", { x: LEFT - 6, y: y + 4, class: "tick", "text-anchor": "end" }, tick(this.unit(this.top * share))));
    }
    const [from, to] = this.span;
    const ticks = this.width > 420 ? [0, 0.5, 1] : [0, 1];
    for (const share of ticks) {
      const anchor = share === 0 ? "start" : share === 1 ? "end" : "middle";
      const time = from + (to - from) * share;
      parts.push(svg("text", { x: this.x(time), y: HEIGHT - 5, class: "tick", "text-anchor": anchor }, format.clock(time)));
    }
    return parts;
  }

  drawSeries(series, index) {
    const known = this.points.filter((point) => point.values[index] !== null && point.values[index] !== undefined);
    if (series.shape === "bar") {
      const wide = Math.max(2, Math.min(12, (this.width - LEFT - RIGHT) / Math.max(1, this.points.length) - 2));
      return known.filter((point) => point.values[index] > 0).map((point) => {
        const y = this.y(point.values[index] + (series.on ?? ((_) => 0))(point));
        const x = Math.max(LEFT, Math.min(this.width - RIGHT - wide, this.x(point.time) - wide / 2));
        return svg("rect", { x, y, width: wide, height: Math.max(1, this.y(0) - this.y(point.values[index])), class: series.style });
      });
    }
    const line = known.map((point, i) => (i ? "L" : "M") + this.x(point.time).toFixed(1) + " " + this.y(point.values[index]).toFixed(1)).join("");
    const parts = [svg("path", { d: line, class: "line " + series.style })];
    if (series.shape === "area" && known.length > 1) {
      const d = line + `L${this.x(known.at(-1).time).toFixed(1)} ${this.y(0)}L${this.x(known[0].time).toFixed(1)} ${this.y(0)}z`;
      parts.unshift(svg("path", { d, class: "area " + series.style }));
    }
    if (series.dots && known.length <= 120) {
      parts.push(...known.filter((point) => !point.mark).map((point) =>
        svg("circle", { cx: this.x(point.time), cy: this.y(point.values[index]), r: 2, class: "dot " + series.style })));
    }
    return parts;
  }

  marks() {
    return this.points.filter((point) => point.mark).map((point) => {
      const x = this.x(point.time);
      const y = this.y(point.markAt ?? point.values[0] ?? 0);
      return point.mark === "failed"
        ? svg("path", { d: `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`, class: "failed-mark" })
        : svg("path", { d: `M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}z`, class: "savepoint-mark" });
    });
  }

  cursor() {
    if (this.at === null) return [];
    const x = this.x(this.points[this.at].time);
    return [svg("line", { x1: x, x2: x, y1: TOP, y2: HEIGHT - BOTTOM, class: "cursor" })];
  }
}
