// Asks for the job once a second and shows it. What is on the page comes from one answer, so it fits together.
import { byId, el, setClass, setText } from "./dom.js";
import * as format from "./format.js";
import { renderActions } from "./actions.js";
import { renderAttempts } from "./attempts.js";
import { renderCheckpoints } from "./checkpoints.js";
import { renderGraph } from "./graph.js";
import { Plot } from "./plots.js";
import { renderSummary } from "./summary.js";

const EVERY = 1000;
const SLOWEST = 10_000;
const PATIENCE = 8000;

let job = null;
let lostAt = null;
let failures = 0;
let asked = 0;
let next;

const records = new Plot("Records read per second", { series: [{ shape: "area", style: "first" }], unit: format.count, top: 10 });
const pressure = new Plot("Most back-pressure of a subtask", { series: [{ shape: "area", style: "pressed" }], unit: format.percent, top: 0.98 });
byId("activity").append(records.node, pressure.node);

async function get(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(path + " answers " + response.status);
  return response.json();
}

function renderHead() {
  document.title = job.job + " · " + job.status + " · Tidemark";
  setText(byId("job"), job.job);
  setText(byId("status"), job.status);
  byId("status").className = "status " + job.status;
  const first = job.attempts[0];
  const end = job.ended ? job.attempts.at(-1)?.ended ?? job.time : job.time;
  setText(byId("since"), first ? (job.ended ? "after " : "for ") + format.duration(end - first.started) + (job.attempt > 1 ? ", attempt " + job.attempt : "") : "");
}

function renderConnection() {
  const node = byId("connection");
  node.className = "connection " + (lostAt ? "lost" : job?.ended ? "ended" : "live");
  setText(node, lostAt ? "no answer" : job?.ended ? "ended" : job ? "live" : "");
  setClass(document.body, "stale", lostAt);
}

function renderNotices() {
  const notices = [];
  if (job?.failure) notices.push(el("p", { class: "notice bad" }, el("strong", {}, "The job has ended: "), job.failure));
  else if (job?.ended) notices.push(el("p", { class: "notice" }, job.status === "finished" ? "The job has finished: all its input is processed and committed, or it was stopped with a savepoint." : "The job was canceled."));
  else if (job?.status === "restarting") notices.push(el("p", { class: "notice warn" }, "The job is starting again: " + (job.attempts.at(-1)?.failure ?? "an attempt has failed") + "."));
  if (lostAt) {
    notices.push(el("p", { class: "notice warn" }, job?.ended
      ? "Its process is gone. This is what it told last, at " + format.clock(lostAt) + "."
      : "The job does not answer since " + format.clock(lostAt) + "; this is what it told last. Its process may have ended, or the connection is lost. The page tries again by itself."));
  }
  const holder = byId("notices");
  const text = notices.map((notice) => notice.textContent).join("\n");
  if (holder.said !== text) {
    holder.said = text;
    holder.replaceChildren(...notices.map((notice) => (notice.setAttribute("role", "alert"), notice)));
  }
}

function render() {
  if (job) {
    renderHead();
    renderSummary(job);
    renderGraph(job);
    renderCheckpoints(job);
    renderAttempts(job);
    renderActions(job, !lostAt);
  }
  renderConnection();
  renderNotices();
}

async function renderActivity() {
  const activity = await get("api/activity");
  const points = (field, unit) => activity.time.map((time, i) => ({ time, values: [activity[field][i]], text: format.clock(time) + ": " + unit(activity[field][i]) }));
  const last = (field) => activity[field].at(-1) ?? 0;
  records.update(points("recordsPerSecond", format.rate), "now " + format.rate(last("recordsPerSecond")));
  pressure.update(points("backPressure", format.percent), "now " + format.percent(last("backPressure")));
}

async function look() {
  try {
    job = await get("api/job");
    if (asked++ % 2 === 0 || job.ended) await renderActivity();
    lostAt = null;
    failures = 0;
  } catch (problem) {
    lostAt ??= job?.time ?? Date.now();
    failures++;
    if (!(problem instanceof TypeError || problem instanceof DOMException)) console.error(problem);
  }
  render();
  next = setTimeout(look, document.hidden ? SLOWEST : Math.min(SLOWEST, EVERY * 2 ** Math.min(failures, 4)));
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    clearTimeout(next);
    look();
  }
});
look();
