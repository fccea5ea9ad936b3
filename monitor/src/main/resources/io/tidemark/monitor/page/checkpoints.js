// Checkpoints and savepoints: plots over time, those under way, and the history with its phases.
import { byId, el, keyed, setClass, setText, table } from "./dom.js";
import * as format from "./format.js";
import { Plot } from "./plots.js";

const FIRST_SHOWN = 12;
const BINS = 24;

let showAll = false;
const open = new Set();

const plots = {
  duration: new Plot("Duration", { series: [{ shape: "line", style: "first", dots: true }], unit: format.duration }),
  size: new Plot("Size, and what was new", { series: [{ shape: "line", style: "first", dots: true }, { shape: "bar", style: "second" }], unit: format.bytes, bytes: true }),
  interval: new Plot("Time between completed", { series: [{ shape: "line", style: "first", dots: true }], unit: format.duration }),
  outcome: new Plot("Completed and failed", { series: [{ shape: "bar", style: "second" }, { shape: "bar", style: "failed", on: (point) => point.values[0] }], unit: (value) => String(Math.round(value * 10) / 10), top: 4 }),
};
byId("plots").append(plots.duration.node, plots.size.node, plots.interval.node, plots.outcome.node);

function isSavepoint(one) {
  return one.kind.startsWith("savepoint");
}

function name(one) {
  return (one.kind === "final" ? "final checkpoint" : isSavepoint(one) ? "savepoint" : "checkpoint") + " " + one.id;
}

function mark(one) {
  return one.completed ? (isSavepoint(one) ? "savepoint" : undefined) : "failed";
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function summary(values, text) {
  return values.length ? "median " + text(median(values)) + ", most " + text(Math.max(...values)) : "";
}

// How many ended in each of equal stretches of time.
function bins(ended) {
  if (ended.length === 0) return [];
  const span = Math.max(BINS * 1000, ended.at(-1).ended - ended[0].ended + 1);
  const from = ended.at(-1).ended + 1 - span;
  const all = Array.from({ length: BINS }, (_, i) => ({ time: from + ((i + 0.5) * span) / BINS, values: [0, 0] }));
  for (const one of ended) all[Math.min(BINS - 1, Math.floor(((one.ended - from) * BINS) / span))].values[one.completed ? 0 : 1]++;
  for (const bin of all) bin.text = format.clock(bin.time) + ": " + bin.values[0] + " completed, " + bin.values[1] + " failed";
  return all;
}

function renderPlots(ended) {
  const completed = ended.filter((one) => one.completed);
  plots.duration.update(ended.map((one) => ({ time: one.ended, mark: mark(one), markAt: one.ended - one.started, values: [one.completed ? one.ended - one.started : null],
    text: name(one) + ": " + format.duration(one.ended - one.started) + (one.completed ? "" : ", failed") })),
    summary(completed.map((one) => one.ended - one.started), format.duration));
  plots.size.update(completed.map((one) => ({ time: one.ended, mark: mark(one), values: [one.totalBytes, one.addedBytes],
    text: name(one) + ": " + format.bytes(one.totalBytes) + ", " + format.bytes(one.addedBytes) + " new" })),
    completed.length ? "now " + format.bytes(completed.at(-1).totalBytes) : "");
  const paced = completed.filter((one) => !isSavepoint(one));
  const gaps = paced.slice(1).map((one, i) => ({ time: one.ended, values: [one.ended - paced[i].ended],
    text: name(one) + ": " + format.duration(one.ended - paced[i].ended) + " after " + paced[i].id }));
  plots.interval.update(gaps, summary(gaps.map((gap) => gap.values[0]), format.duration));
  const failed = ended.length - completed.length;
  plots.outcome.update(bins(ended), ended.length ? completed.length + " completed, " + failed + " failed" : "");
}

function renderPending(job) {
  keyed(byId("pending"), job.pending, (one) => one.id,
    (one) => el("p", { class: "under-way" }, el("span", { class: "spinner", "aria-hidden": "true" }), el("span"), el("progress", { max: "1", "aria-label": "Parts of " + name(one) })),
    (node, one) => {
      setText(node.children[1], name(one) + " is under way for " + format.duration(Math.max(0, job.time - one.started)) + ": "
        + (one.acknowledged < one.subtasks ? one.acknowledged + " of " + one.subtasks + " subtasks have written their part" : "all parts are written, it is being published"));
      node.children[2].max = one.subtasks;
      node.children[2].value = one.acknowledged;
    });
}

const COLUMNS = [["", ""], ["Id", "number"], ["What", ""], ["Began", ""], ["Took", "number"], ["Size", "number"], ["New", "number"],
  ["Alignment", "number spare"], ["Sync", "number spare"], ["Async", "number spare"], ["In flight", "number spare"], ["Result", "wide"]];

const history = table("Checkpoints and savepoints that have ended, newest first", COLUMNS);
const none = el("p", { class: "empty" }, "No checkpoint has ended yet.");
const more = el("button", { type: "button", class: "quiet", onclick: () => { showAll = !showAll; renderHistory(lastEnded); } });
byId("checkpoints").append(history.whole, none, more);
let lastEnded = [];

function renderHistory(ended) {
  lastEnded = ended;
  const newest = [...ended].reverse();
  const listed = showAll ? newest : newest.slice(0, FIRST_SHOWN);
  const rows = listed.flatMap((one) => open.has(one.id) ? [one, { details: one.id, of: one }] : [one]);
  history.whole.hidden = ended.length === 0;
  none.hidden = ended.length > 0;
  more.hidden = ended.length <= FIRST_SHOWN;
  setText(more, showAll ? "Show the newest only" : "Show all " + ended.length);
  keyed(history.body, rows, (row) => (row.details ? "details-" + row.details : row.id),
    (row) => (row.details ? createDetails(row.of) : createRow(row)),
    (node, row) => { if (!row.details) updateRow(node, row); });
}

function createRow(one) {
  const number = () => el("td", { class: "number" });
  const spare = () => el("td", { class: "number spare" });
  const toggle = el("button", { type: "button", class: "toggle", "aria-label": "Phases of " + name(one), onclick: () => {
    if (!open.delete(one.id)) open.add(one.id);
    renderHistory(lastEnded);
  } }, "▸");
  return el("tr", { "data-checkpoint": one.id }, el("td", {}, toggle), el("th", { scope: "row", class: "number" }, String(one.id)), el("td"), el("td"),
    number(), number(), number(), spare(), spare(), spare(), spare(), el("td", { class: "wide" }, el("span", { class: "clamp" })));
}

function updateRow(row, one) {
  const cells = row.children;
  const toggle = cells[0].firstChild;
  toggle.setAttribute("aria-expanded", String(open.has(one.id)));
  setText(toggle, open.has(one.id) ? "▾" : "▸");
  setClass(row, "failed", !one.completed);
  const asked = one.trigger === "periodic" || one.trigger === "end-of-input" ? "" : ", " + format.words(one.trigger);
  setText(cells[2], format.words(one.kind) + asked);
  setText(cells[3], format.clock(one.started));
  setText(cells[4], format.duration(one.ended - one.started));
  setText(cells[5], one.completed ? format.bytes(one.totalBytes) : format.UNKNOWN);
  setText(cells[6], one.completed ? format.bytes(one.addedBytes) : format.UNKNOWN);
  const written = one.completed || one.longestAlignment + one.longestSync + one.longestAsync > 0;
  setText(cells[7], written ? format.duration(one.longestAlignment) : format.UNKNOWN);
  setText(cells[8], written ? format.duration(one.longestSync) : format.UNKNOWN);
  setText(cells[9], written ? format.duration(one.longestAsync) : format.UNKNOWN);
  setText(cells[10], written ? format.bytes(one.channelBytes) : format.UNKNOWN);
  setText(cells[11].firstChild, one.completed ? "completed" : "failed: " + one.failure);
}

const PART_COLUMNS = [["Subtask", ""], ["Alignment", "number"], ["Sync", "number"], ["Async", "number"], ["In flight", "number"], ["Alignment, sync, async", "wide"]];

function createDetails(one) {
  const inside = el("div", { class: "inside" }, el("p", { class: "muted" }, "Loading…"));
  loadParts(one, inside);
  return el("tr", { class: "details" }, el("td", { colspan: String(COLUMNS.length) }, inside));
}

async function loadParts(one, inside) {
  const head = [one.completed ? el("p", {}, "Lies at ", el("code", {}, one.location)) : el("p", {}, "Failed: " + one.failure)];
  try {
    const response = await fetch("api/checkpoints/" + one.id);
    const whole = await response.json();
    if (!response.ok) throw new Error(whole.error);
    inside.replaceChildren(...head, whole.parts.length ? parts(one, whole.parts) : el("p", { class: "muted" }, "No subtask had written its part."));
  } catch (problem) {
    inside.replaceChildren(...head, el("p", { class: "muted" }, "Its phases cannot be had: " + problem.message));
  }
}

function parts(one, all) {
  const { whole, body } = table("Phases of " + name(one) + " by subtask", PART_COLUMNS);
  const longest = Math.max(1, ...all.map((part) => part.alignment + part.sync + part.async));
  body.append(...all.map((part) => {
    const bar = el("span", { class: "bar phases", role: "img", "aria-label": "alignment " + format.duration(part.alignment) + ", sync " + format.duration(part.sync) + ", async " + format.duration(part.async) });
    for (const phase of ["alignment", "sync", "async"]) {
      const piece = el("span", { class: phase });
      piece.style.width = (part[phase] / longest) * 100 + "%";
      bar.append(piece);
    }
    return el("tr", {}, el("th", { scope: "row" }, part.task + " #" + part.subtask), el("td", { class: "number" }, format.duration(part.alignment)),
      el("td", { class: "number" }, format.duration(part.sync)), el("td", { class: "number" }, format.duration(part.async)),
      el("td", { class: "number" }, format.bytes(part.channelBytes)), el("td", { class: "wide" }, bar));
  }));
  return whole;
}

export function renderCheckpoints(job) {
  const completed = job.checkpoints.filter((one) => one.completed).length;
  setText(byId("checkpoint-counts"), job.checkpoints.length ? completed + " of the last " + job.checkpoints.length + " completed" : "");
  renderPlots(job.checkpoints);
  renderPending(job);
  renderHistory(job.checkpoints);
}
