// The form: takes savepoints and checkpoints, with the token that the job's terminal has shown.
import { byId, el, setText } from "./dom.js";
import * as format from "./format.js";

const KEY = "tidemark-token";
const form = byId("actions");
const results = byId("results");
const field = byId("token-field");

// A token behind the page's address is taken out of it at once, so that it is neither seen nor kept in history.
function takeTokenFromAddress() {
  const match = /^#token=([\w-]+)$/.exec(location.hash);
  if (match) {
    sessionStorage.setItem(KEY, match[1]);
    history.replaceState(null, "", location.pathname);
  }
}

function token() {
  return form.elements.token.value.trim() || sessionStorage.getItem(KEY) || "";
}

function showTokenField() {
  field.hidden = Boolean(sessionStorage.getItem(KEY));
}

function report(text, style) {
  const line = el("li", { class: style }, text);
  results.prepend(line);
  while (results.children.length > 8) results.lastChild.remove();
  return line;
}

async function ask(what, path, body) {
  if (!token()) {
    field.hidden = false;
    form.elements.token.focus();
    report("A token is needed: the job’s terminal has shown it.", "bad");
    return;
  }
  const line = report(what + " is being taken…", "working");
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: "Bearer " + token() },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.status === 401) {
      sessionStorage.removeItem(KEY);
      field.hidden = false;
      form.elements.token.focus();
    }
    if (!response.ok) throw new Error(answer.error);
    remember();
    line.className = "good";
    setText(line, what + " " + answer.id + " completed in " + format.duration(answer.ended - answer.started) + ", " + format.bytes(answer.totalBytes) + ". ");
    line.append(el("code", {}, answer.location ?? ""));
  } catch (problem) {
    line.className = "bad";
    setText(line, what + " was not taken: " + (problem instanceof TypeError ? "the job does not answer" : problem.message));
  }
}

function remember() {
  if (form.elements.token.value) {
    sessionStorage.setItem(KEY, form.elements.token.value.trim());
    form.elements.token.value = "";
  }
  showTokenField();
}

function confirmStop(then) {
  const dialog = byId("confirm");
  setText(byId("confirm-text"), then === "stop"
    ? "The job takes a savepoint and stops. It can be started again from there."
    : "Event time ends: every window and timer fires, as if no record ever followed. Then the job takes a savepoint and stops.");
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "stop"), { once: true }));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const then = form.elements.then.value;
  if (then !== "go-on" && !(await confirmStop(then))) return;
  const target = form.elements.target.value.trim();
  await ask("Savepoint", "api/savepoints", target ? { target, then } : { then });
});

byId("take-checkpoint").addEventListener("click", () => ask("Checkpoint", "api/checkpoints", {}));

export function renderActions(job, connected) {
  const off = job.ended || !connected;
  for (const button of form.querySelectorAll("button")) button.disabled = off;
}

takeTokenFromAddress();
showTokenField();
