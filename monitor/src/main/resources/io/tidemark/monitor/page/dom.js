// Small means to build and update elements. Text is always set as text, never parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function byId(id) {
  return document.getElementById(id);
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setClass(node, name, wanted) {
  node.classList.toggle(name, Boolean(wanted));
}

// Makes the children of `parent` match `items`, keeping the elements of those that stay, so that
// focus, selection and open details survive an update.
export function keyed(parent, items, keyOf, create, update) {
  const known = parent.keyedChildren ?? new Map();
  const next = new Map();
  let place = parent.firstChild;
  for (const item of items) {
    const key = keyOf(item);
    const node = known.get(key) ?? create(item);
    update(node, item);
    next.set(key, node);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const [key, node] of known) if (!next.has(key)) node.remove();
  parent.keyedChildren = next;
}

// A table with a head, whose rows are then kept by `keyed`.
export function table(caption, columns) {
  const body = el("tbody");
  const head = el("tr", {}, ...columns.map(([text, style]) => el("th", { scope: "col", class: style }, text)));
  const whole = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, head), body));
  return { whole, body };
}
