// The job graph: tasks as buttons, edges drawn behind them, and the subtasks of the chosen task.
import { byId, el, keyed, setClass, setText, svg, table } from "./dom.js";
import * as format from "./format.js";

const WIDTH = 264;
const GAP = 84;
const ROW_GAP = 26;
const GUTTER = 30;

let chosen = null;
let shown = null;

function mean(values) {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
}

function total(values) {
  return values.length === 0 || values.some((value) => value === null) ? null : values.reduce((a, b) => a + b, 0);
}

// Shares as a bar in three parts, with the same in words.
function bar() {
  return el("span", { class: "bar", role: "img" }, el("span", { class: "busy" }), el("span", { class: "pressed" }), el("span", { class: "idle" }));
}

function setBar(node, busy, pressed, idle) {
  const known = busy !== null && busy !== undefined;
  const parts = known ? [busy, pressed, idle] : [0, 0, 0];
  parts.forEach((share, i) => (node.children[i].style.width = share * 100 + "%"));
  node.setAttribute("aria-label", known
    ? "busy " + format.percent(busy) + ", back-pressured " + format.percent(pressed) + ", idle " + format.percent(idle)
    : "not measured yet");
}

function createTask(task) {
  const operators = task.operators.map((name, i) => el("span", { class: i ? "link" : "head-link" }, name));
  return el("button", { type: "button", class: "task", "data-task": task.name, onclick: () => choose(task.name) },
    el("span", { class: "operators" }, ...operators, el("span", { class: "times" }, "×" + task.parallelism)),
    el("span", { class: "rates" }, el("span", { class: "in" }), el("span", { class: "out" })),
    bar(),
    el("span", { class: "foot" }, el("span", { class: "worst" }), el("span", { class: "time" })));
}

function updateTask(node, task, job) {
  const fed = job.edges.some((edge) => edge.to === task.name);
  const feeds = job.edges.some((edge) => edge.from === task.name);
  const of = (field) => task.subtasks.map((one) => one[field]);
  const pressed = Math.max(0, ...of("backPressure").map((share) => share ?? 0));
  setText(node.querySelector(".in"), (fed ? "in " : "reads ") + format.rate(total(of("recordsInPerSecond"))));
  setText(node.querySelector(".out"), feeds ? "out " + format.rate(total(of("recordsOutPerSecond"))) : "");
  setBar(node.querySelector(".bar"), mean(of("busy")), mean(of("backPressure")), mean(of("idle")));
  const restoring = task.subtasks.filter((one) => one.status === "restoring").length;
  const over = task.subtasks.length > 0 && task.subtasks.every((one) => one.status === "ended");
  setText(node.querySelector(".worst"), over ? "ended" : restoring ? restoring + " restoring" : "back-pressure " + (task.subtasks.length ? format.percent(pressed) : format.UNKNOWN));
  setText(node.querySelector(".time"), "event time " + format.eventTime(task.subtasks, job.time));
  setClass(node, "hot", pressed > 0.5);
  node.setAttribute("aria-pressed", String(chosen === task.name));
}

// Each task's column is one after the last of those it gets records from.
function columns(job) {
  const column = new Map();
  for (const task of job.tasks) {
    const before = job.edges.filter((edge) => edge.to === task.name).map((edge) => column.get(edge.from) ?? 0);
    column.set(task.name, before.length ? Math.max(...before) + 1 : 0);
  }
  return column;
}

function place(view, job, nodes) {
  const column = columns(job);
  const depth = Math.max(...column.values()) + 1;
  const room = view.clientWidth - 8;
  const upright = depth * WIDTH + (depth - 1) * GAP > room && room < 760;
  const boxes = new Map();
  let width = room;
  let height = 0;
  if (upright) {
    for (const task of job.tasks) {
      const node = nodes.get(task.name);
      node.style.width = room - GUTTER + "px";
      boxes.set(task.name, { x: GUTTER, y: height, w: room - GUTTER, h: node.offsetHeight });
      height += node.offsetHeight + ROW_GAP;
    }
    height -= ROW_GAP;
  } else {
    const rows = new Map();
    for (const task of job.tasks) {
      const at = column.get(task.name);
      rows.set(at, [...(rows.get(at) ?? []), task.name]);
    }
    const spread = Math.min(WIDTH + 60, Math.max(WIDTH, (room - (depth - 1) * GAP) / depth));
    for (const [at, names] of rows) {
      let y = 0;
      for (const name of names) {
        const node = nodes.get(name);
        node.style.width = spread + "px";
        boxes.set(name, { x: at * (spread + GAP), y, w: spread, h: node.offsetHeight });
        y += node.offsetHeight + ROW_GAP;
      }
      height = Math.max(height, y - ROW_GAP);
    }
    for (const names of rows.values()) {
      const last = boxes.get(names.at(-1));
      const shift = (height - (last.y + last.h)) / 2;
      names.forEach((name) => (boxes.get(name).y += shift));
    }
    width = depth * spread + (depth - 1) * GAP;
  }
  for (const [name, box] of boxes) {
    nodes.get(name).style.left = box.x + "px";
    nodes.get(name).style.top = box.y + "px";
  }
  return { boxes, width, height, upright };
}

function path(from, to, upright, adjacent) {
  if (!upright) {
    const [x1, y1, x2, y2] = [from.x + from.w, from.y + from.h / 2, to.x - 7, to.y + to.h / 2];
    const bend = Math.max(30, (x2 - x1) / 2);
    return { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 7 };
  }
  if (adjacent) {
    const x = from.x + from.w / 2;
    return { d: `M${x} ${from.y + from.h}L${x} ${to.y - 7}`, x: x + 8, y: (from.y + from.h + to.y) / 2 + 4, start: true };
  }
  const [y1, y2] = [from.y + from.h / 2, to.y + to.h / 2];
  return { d: `M${from.x} ${y1}C4 ${y1} 4 ${y2} ${to.x - 7} ${y2}`, x: -100, y: -100 };
}

function drawEdges(view, job, layout) {
  const lines = job.edges.map((edge) => {
    const [from, to] = [layout.boxes.get(edge.from), layout.boxes.get(edge.to)];
    const adjacent = job.tasks.findIndex((one) => one.name === edge.to) === job.tasks.findIndex((one) => one.name === edge.from) + 1;
    const line = path(from, to, layout.upright, adjacent);
    const label = format.words(edge.partitioning) + (edge.output ? " · " + edge.output : "");
    return [svg("path", { d: line.d, class: "edge", "marker-end": "url(#arrow)" }),
      svg("text", { x: line.x, y: line.y, class: "edge-label", "text-anchor": line.start ? "start" : "middle" }, label)];
  });
  const picture = view.querySelector("svg");
  picture.setAttribute("width", layout.width);
  picture.setAttribute("height", layout.height);
  picture.replaceChildren(
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: "1", refY: "4", markerWidth: "7", markerHeight: "7", orient: "auto" },
      svg("path", { d: "M0 0L8 4L0 8z", class: "arrow" }))),
    ...lines.flat());
}

function layOut() {
  const view = byId("graph");
  if (!shown || shown.tasks.length === 0) return;
  const inner = view.firstChild;
  const nodes = inner.keyedChildren;
  const layout = place(view, shown, nodes);
  inner.style.width = layout.width + "px";
  inner.style.height = layout.height + "px";
  drawEdges(inner, shown, layout);
}

function choose(name) {
  chosen = chosen === name ? null : name;
  renderGraph(shown);
}

const COLUMNS = [["Subtask", ""], ["State", ""], ["Records in", "number"], ["In per second", "number"], ["Records out", "number"],
  ["Out per second", "number"], ["Busy, back-pressured, idle", "wide"], ["Event time", ""]];

function renderSubtasks(job) {
  const holder = byId("subtasks");
  const task = job.tasks.find((one) => one.name === chosen);
  if (!task) {
    holder.replaceChildren();
    return;
  }
  if (holder.task !== task.name || !holder.firstChild) {
    holder.task = task.name;
    holder.table = table("Subtasks of " + task.name, COLUMNS);
    holder.replaceChildren(el("h3", {}, "Subtasks of " + task.name), holder.table.whole);
  }
  const numbered = task.subtasks.map((subtask, index) => ({ ...subtask, index }));
  keyed(holder.table.body, numbered, (one) => one.index,
    (one) => el("tr", {}, el("th", { scope: "row" }, String(one.index)), el("td"), el("td", { class: "number" }), el("td", { class: "number" }),
      el("td", { class: "number" }), el("td", { class: "number" }), el("td", { class: "wide" }, bar(), el("span", { class: "shares" })), el("td")),
    (row, one) => {
      const cells = row.children;
      setText(cells[1], one.status);
      setText(cells[2], one.recordsIn.toLocaleString("en"));
      setText(cells[3], format.rate(one.recordsInPerSecond));
      setText(cells[4], one.recordsOut.toLocaleString("en"));
      setText(cells[5], format.rate(one.recordsOutPerSecond));
      setBar(cells[6].firstChild, one.busy, one.backPressure, one.idle);
      setText(cells[6].lastChild, [one.busy, one.backPressure, one.idle].map(format.percent).join(" · "));
      setText(cells[7], format.eventTime([one], job.time));
    });
}

export function renderGraph(job) {
  const view = byId("graph");
  const shape = JSON.stringify([job.tasks.map((task) => [task.name, task.operators, task.parallelism]), job.edges]);
  if (view.shape !== shape) {
    view.shape = shape;
    view.replaceChildren(el("div", { class: "graph-inner" }, svg("svg", { class: "edges", "aria-hidden": "true" })));
    view.firstChild.keyedChildren = new Map();
  }
  const inner = view.firstChild;
  for (const task of job.tasks) {
    let node = inner.keyedChildren.get(task.name);
    if (!node) {
      node = createTask(task);
      inner.keyedChildren.set(task.name, node);
      inner.append(node);
    }
    updateTask(node, task, job);
  }
  shown = job;
  layOut();
  renderSubtasks(job);
}

new ResizeObserver(layOut).observe(byId("graph"));
