"use strict";
/* What pictures are drawn with: shapes, an SVG that takes the calls of a canvas, and room for labels. */
const SHAPES = (() => {
  const polygon = (...corners) => (pen, x, y, r) => {
    corners.forEach(([dx, dy], at) => pen[at ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
    pen.closePath();
  };
  return {
    dot: (pen, x, y, r) => { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); },
    square: polygon([-1, -1], [1, -1], [1, 1], [-1, 1]),
    diamond: polygon([0, -1.2], [1.1, 0], [0, 1.2], [-1.1, 0]),
    hexagon: polygon([-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]),
    triangle: polygon([0, -1.2], [1.1, 0.85], [-1.1, 0.85]),
    triangleDown: polygon([0, 1.2], [-1.1, -0.85], [1.1, -0.85]),
  };
})();

const FACE = '"Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic UI",Meiryo,system-ui,sans-serif';

/* A colour between two others, both as #RRGGBB: share 1 is the first one. Opaque, so that no line shines through. */
function mixed(one, other, share) {
  const part = (from) => {
    const [a, b] = [one, other].map((hex) => parseInt(hex.slice(from, from + 2), 16));
    return Math.round(a * share + b * (1 - share)).toString(16).padStart(2, "0");
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}

/* Room on the picture: take(left, top, right, bottom) says whether nothing is there yet, and takes it then or when forced. */
function room() {
  const rows = new Map(), high = 32;
  return (left, top, right, bottom, forced) => {
    const first = Math.floor(top / high), last = Math.floor(bottom / high);
    for (let row = first; row <= last && !forced; row += 1) {
      for (const [l, t, r, b] of rows.get(row) || []) if (left < r && l < right && top < b && t < bottom) return false;
    }
    for (let row = first; row <= last; row += 1) rows.set(row, [...(rows.get(row) || []), [left, top, right, bottom]]);
    return true;
  };
}

/* A picture in SVG, drawn with those calls of a 2D canvas that our pictures use; text stays text. */
function svgPen(width, height) {
  const parts = [], at = (value) => String(Math.round(value * 10) / 10);
  // What XML cannot hold is left out, what it would read as markup is written by number.
  const written = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  let path = [], dash = "", halo = "";
  const pen = {
    fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "14px sans-serif", textAlign: "center",
    setLineDash: (of) => { dash = of.length ? ` stroke-dasharray="${of.map(at).join(" ")}"` : ""; },
    beginPath: () => { path = []; },
    moveTo: (x, y) => { path.push(`M${at(x)} ${at(y)}`); },
    lineTo: (x, y) => { path.push(`L${at(x)} ${at(y)}`); },
    quadraticCurveTo: (p, q, x, y) => { path.push(`Q${at(p)} ${at(q)} ${at(x)} ${at(y)}`); },
    arc: (x, y, r) => { path.push(`a${at(r)} ${at(r)} 0 1 1 ${at(-2 * r)} 0a${at(r)} ${at(r)} 0 1 1 ${at(2 * r)} 0`); },
    rect: (x, y, w, h) => { path.push(`M${at(x)} ${at(y)}h${at(w)}v${at(h)}h${at(-w)}z`); },
    roundRect: (x, y, w, h, r) => {
      const turn = (dx, dy) => `a${at(r)} ${at(r)} 0 0 1 ${at(dx)} ${at(dy)}`;
      path.push(`M${at(x + r)} ${at(y)}h${at(w - 2 * r)}${turn(r, r)}v${at(h - 2 * r)}${turn(-r, r)}`,
        `h${at(2 * r - w)}${turn(-r, -r)}v${at(2 * r - h)}${turn(r, -r)}z`);
    },
    closePath: () => { path.push("z"); },
    fill: () => path.length && parts.push(`<path d="${path.join("")}" fill="${pen.fillStyle}"${clear()}/>`),
    stroke: () => path.length && parts.push(`<path d="${path.join("")}" fill="none" stroke="${pen.strokeStyle}" `,
      `stroke-width="${at(pen.lineWidth)}"${dash}${clear()}/>`),
    fillRect: (x, y, w, h) => parts.push(`<rect x="${at(x)}" y="${at(y)}" width="${at(w)}" height="${at(h)}" fill="${pen.fillStyle}"/>`),
    strokeText: () => { halo = ` stroke="${pen.strokeStyle}" stroke-width="${at(pen.lineWidth)}" paint-order="stroke"`; },
    fillText: (text, x, y) => {
      const [, weight, size] = /^(\d+ )?([\d.]+)px/.exec(pen.font), anchor = { left: "start", right: "end" }[pen.textAlign] || "middle";
      parts.push(`<text x="${at(x)}" y="${at(y)}" font-size="${size}"${weight ? ` font-weight="${weight.trim()}"` : ""} `,
        `text-anchor="${anchor}" fill="${pen.fillStyle}"${halo}>${written(text)}</text>`);
      halo = "";
    },
    text: () => `<svg xmlns="http://www.w3.org/2000/svg" width="${at(width)}" height="${at(height)}" viewBox="0 0 ${at(width)} ${at(height)}" `
      + `font-family="${written(FACE)}" stroke-linecap="round" stroke-linejoin="round">${parts.join("")}</svg>\n`,
  };
  const clear = () => (pen.globalAlpha < 1 ? ` opacity="${Math.round(pen.globalAlpha * 100) / 100}"` : "");
  return pen;
}
