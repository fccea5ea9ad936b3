// The attempts to run the job: what each was restored from, and why it ended.
import { byId, el, keyed, setClass, setText, table } from "./dom.js";
import * as format from "./format.js";

const COLUMNS = [["Attempt", "number"], ["Began", ""], ["Restored", ""], ["Restoring took", "number spare"], ["Ran for", "number"], ["Ended because", "wide"]];
const list = table("Attempts to run the job, newest first", COLUMNS);
const none = el("p", { class: "empty" }, "No attempt has begun yet.");
byId("attempts").append(list.whole, none);

function ending(attempt, job) {
  if (attempt.failure) return attempt.failure;
  if (attempt.ended === null) return "it goes on";
  return attempt.number === job.attempt && job.ended ? "the job is " + job.status : "it was asked to";
}

export function renderAttempts(job) {
  list.whole.hidden = job.attempts.length === 0;
  none.hidden = job.attempts.length > 0;
  keyed(list.body, [...job.attempts].reverse(), (one) => one.number,
    (one) => el("tr", {}, el("th", { scope: "row", class: "number" }, String(one.number)), el("td"), el("td"), el("td", { class: "number spare" }), el("td", { class: "number" }), el("td", { class: "wide" })),
    (row, one) => {
      const cells = row.children;
      const until = one.ended ?? job.time;
      setText(cells[1], format.clock(one.started));
      setText(cells[2], one.restored === null ? "nothing" : "snapshot " + one.restored);
      setText(cells[3], one.running === null ? format.UNKNOWN : format.duration(one.running - one.started));
      setText(cells[4], one.running === null ? "never ran" : format.duration(until - one.running));
      setText(cells[5], ending(one, job));
      setClass(row, "failed", one.failure);
    });
}
