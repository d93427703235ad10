"use strict";
/* Elements of HTML and SVG whose text goes in as text, a tooltip, and files to take away. */

const by = (id) => document.getElementById(id);

/* An element with attributes, listeners (on...) and children; strings become text. */
function element(namespace, tag, attributes, children) {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}
const HTML = "http://www.w3.org/1999/xhtml", SVG = "http://www.w3.org/2000/svg";
const el = (tag, attributes = {}, ...children) => element(HTML, tag, attributes, children);
const sv = (tag, attributes = {}, ...children) => element(SVG, tag, attributes, children);
const link = (label, action) => el("button", { type: "button", class: "link", onclick: action }, label);

const norm = (string) => string.normalize("NFKC").toLowerCase();

/* How wide a text is drawn, in pixels. */
const ruler = document.createElement("canvas").getContext("2d");
function textWidth(text, font) {
  ruler.font = font;
  return ruler.measureText(text).width;
}

/* The text, cut to a width in pixels. */
function shortened(text, width, font) {
  if (textWidth(text, font) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, font) > width) letters.pop();
  return `${letters.join("")}…`;
}

/* What a part of a picture says when the pointer rests on it: `tips.set(element, lines)`. */
const tips = new WeakMap();
function tooltips(box) {
  const tip = el("div", { class: "tip", hidden: true });
  document.body.append(tip);
  const lines = (from) => {
    for (let at = from; at && at !== box; at = at.parentNode) if (tips.has(at)) return tips.get(at).filter(Boolean);
    return null;
  };
  box.addEventListener("pointermove", (event) => {
    const said = lines(event.target);
    tip.hidden = !said;
    if (!said) return;
    tip.replaceChildren(...said.map((line) => el("div", {}, line)));
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.min(event.clientY + 16, innerHeight - tip.offsetHeight - 8)}px`;
  });
  for (const over of ["pointerleave", "pointerdown", "wheel"]) box.addEventListener(over, () => { tip.hidden = true; }, { passive: true });
}

/* A file for the reader to keep. */
function save(blob, name) {
  const anchor = el("a", { href: URL.createObjectURL(blob), download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

/* An SVG element as a file of its own, and the same as a picture of twice the size. */
function svgText(svg, background) {
  const copy = svg.cloneNode(true), { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
  copy.prepend(sv("rect", { width: "100%", height: "100%", fill: background }));
  return new XMLSerializer().serializeToString(copy);
}
async function pngOf(text) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = el("canvas", { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
