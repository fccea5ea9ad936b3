// The line of tiles at the top: what to look at first.
import { byId, el, keyed, setClass, setText } from "./dom.js";
import * as format from "./format.js";

function sources(job) {
  const fed = new Set(job.edges.map((edge) => edge.to));
  return job.tasks.filter((task) => !fed.has(task.name));
}

function sum(values) {
  return values.some((value) => value === null) ? null : values.reduce((a, b) => a + b, 0);
}

function lastCompleted(job) {
  return job.checkpoints.filter((one) => one.completed && one.kind !== "savepoint").at(-1);
}

function tiles(job) {
  const read = sources(job).flatMap((task) => task.subtasks);
  const pressures = job.tasks.flatMap((task) => task.subtasks.map((one) => ({ task: task.name, share: one.backPressure ?? 0 })));
  const worst = pressures.reduce((a, b) => (b.share > a.share ? b : a), { task: "", share: 0 });
  const last = lastCompleted(job);
  const failed = job.checkpoints.filter((one) => !one.completed).length;
  const restarts = Math.max(0, job.attempt - 1);
  return [
    { name: "Records read", value: format.rate(read.length ? sum(read.map((one) => one.recordsInPerSecond)) : null),
      more: format.count(read.reduce((total, one) => total + one.recordsIn, 0)) + " in this attempt" },
    { name: "Most back-pressure", value: format.percent(worst.share), more: worst.share > 0.01 ? "in " + worst.task : "nothing is held up", bad: worst.share > 0.5 },
    { name: "Last checkpoint", value: last ? format.duration(last.ended - last.started) : format.UNKNOWN,
      more: last ? "id " + last.id + ", " + format.duration(Math.max(0, job.time - last.ended)) + " ago" : "none yet" },
    { name: "State in snapshots", value: last ? format.bytes(last.totalBytes) : format.UNKNOWN, more: last ? format.bytes(last.addedBytes) + " new in the last" : "no checkpoint yet" },
    { name: "Failed checkpoints", value: String(failed), more: job.checkpoints.length ? "of the last " + job.checkpoints.length : "of none", bad: failed > 0 },
    { name: "Restarts", value: String(restarts), more: restarts ? "attempt " + job.attempt + " now" : "first attempt", bad: restarts > 0 },
  ];
}

export function renderSummary(job) {
  keyed(byId("summary"), tiles(job), (tile) => tile.name,
    (tile) => el("div", { class: "tile" }, el("dt", {}, tile.name), el("dd", {}, el("strong"), el("span", { class: "muted" }))),
    (node, tile) => {
      setClass(node, "bad", tile.bad);
      setText(node.querySelector("strong"), tile.value);
      setText(node.querySelector("span"), tile.more);
    });
}
