"use strict";
/* How a network looks on a canvas or in SVG: tinted ground, lines, shapes, labels. `scene` says what is shown: `shown` and
   `near` by entity, `chosen`, `batches` of lines drawn alike, `ring` of neighbours, X and Y; a view is { k, left, top, width, height }. */
function networkDrawing({ data, ends, scene, degree, text, colour }) {
  const { X, Y } = scene, { large } = data, bends = curves(), gap = 3, thick = 1.12, tall = 0.9;
  const ruler = document.createElement("canvas").getContext("2d"), widths = new Map();
  const first = data.nodes.map((_, at) => at)
    .sort((a, b) => data.nodes[b].hub - data.nodes[a].hub || degree(b) - degree(a) || a - b);
  const radius = (at, k) => Math.max(scene.ring.has(at) || (large && at === scene.chosen) ? 5 : 1.2, data.nodes[at].size * k);

  /* Parallel lines bow out to either side in turn; the first one is straight. */
  function curves() {
    const between = new Map();
    return ends.map(([a, b]) => {
      const key = a < b ? `${a} ${b}` : `${b} ${a}`, nth = between.get(key) || 0;
      between.set(key, nth + 1);
      return nth ? (nth % 2 ? 1 : -1) * (a < b ? 1 : -1) * (0.2 + 0.18 * Math.floor((nth - 1) / 2)) : 0;
    });
  }

  /* The point that a bowed line is drawn towards, null for a straight one. */
  function knee(line) {
    if (!bends[line]) return null;
    const [a, b] = ends[line], dx = X[b] - X[a], dy = Y[b] - Y[a];
    const far = Math.min(bends[line] * Math.hypot(dx, dy), 110 * Math.sign(bends[line]) * Math.abs(bends[line]) * 3) / (Math.hypot(dx, dy) || 1);
    return [(X[a] + X[b]) / 2 - dy * far, (Y[a] + Y[b]) / 2 + dx * far];
  }

  /* The tinted ground; returns the names on it with where they stand. */
  function ground(pen, { k, left, top, width: wide }) {
    const names = [];
    const tint = (name) => (scene.chosen < 0 ? colour(name) : mixed(colour(name), colour("page"), 0.45));
    if (data.discs.length) {
      pen.fillStyle = tint("ground");
      pen.beginPath();
      for (const [x, y, r] of data.discs) SHAPES.dot(pen, x * k + left, y * k + top, r * k);
      pen.fill();
    }
    for (const area of data.areas) {
      const inside = area.nodes.map((id) => scene.number.get(id)).filter((at) => scene.shown[at]);
      if (inside.length < 2) continue;
      const xs = inside.map((at) => X[at] * k + left), ys = inside.map((at) => Y[at] * k + top);
      pen.fillStyle = pen.strokeStyle = tint(area.alliance ? "ground" : "ground2");
      pen.beginPath();
      if (area.alliance) {
        pen.lineWidth = 44 * k;
        for (let at = 1; at < xs.length; at += 1) {
          pen.moveTo(xs[0], ys[0]);
          pen.lineTo(xs[at], ys[at] + 8 * k);
        }
        pen.stroke();
        continue;
      }
      const x = Math.min(...xs) - 44 * k, y = Math.min(...ys) - 34 * k, broad = Math.max(...xs) + 44 * k - x;
      pen.roundRect(x, y, broad, Math.max(...ys) + 30 * k - y, 16 * k);
      pen.fill();
      const said = text(area.label), size = Math.min(13 * k, (broad + 20 * k) / width(said));
      if (size < 8) continue;
      // A name wider than its ground stands out on both sides alike; at the rim of the picture it moves inward.
      const long = size * width(said), spare = broad - long, start = x + Math.min(12 * k, spare / 2);
      pen.font = `${size}px ${FACE}`;
      pen.textAlign = "left";
      pen.fillStyle = scene.chosen < 0 ? colour("muted") : mixed(colour("muted"), colour("page"), 0.45);
      const at = Math.max(x + Math.min(0, spare), Math.min(start, wide - 3 - long));
      pen.fillText(said, at, y + 16 * k);
      names.push({ text: said, left: at, width: long, size });
    }
    return names;
  }

  /* Lines of one batch; those that pass the picture by are left out. Returns what was drawn. */
  function lines(pen, batch, { k, left, top, width, height }) {
    const { dash, width: broad } = data.groups[batch.group], full = colour(`group-${batch.group}`), seen = [], heads = [];
    const zoom = Math.max(large ? 0.25 : 0.55, Math.min(1.6, k)), strong = large && batch.close && scene.chosen >= 0;
    pen.strokeStyle = batch.close || large ? full : mixed(full, colour("page"), 0.14);
    pen.globalAlpha = !large ? 1 : strong ? (scene.ring.size > 24 ? 0.6 : 1) : batch.close ? Math.min(1, 0.14 + 0.8 * k) : 0.05;
    pen.lineWidth = strong ? Math.max(1.5, broad * zoom) : broad * zoom;
    pen.setLineDash(large && k < 0.5 && !strong ? [] : dash.map((part) => part * Math.max(0.7, Math.min(1.2, k))));
    pen.beginPath();
    for (const line of batch.lines) {
      const [a, b] = ends[line], x = X[a] * k + left, y = Y[a] * k + top, u = X[b] * k + left, v = Y[b] * k + top;
      if ((x < 0 && u < 0) || (y < 0 && v < 0) || (x > width && u > width) || (y > height && v > height)) continue;
      const bow = knee(line);
      pen.moveTo(x, y);
      if (bow) pen.quadraticCurveTo(bow[0] * k + left, bow[1] * k + top, u, v);
      else pen.lineTo(u, v);
      if (data.edges[line].arrow) heads.push([u, v, bow ? bow[0] * k + left : x, bow ? bow[1] * k + top : y, radius(b, k) * 1.1 + 2]);
      seen.push(line);
      if (seen.length % 400) continue; // one endless path is slow to draw
      pen.stroke();
      pen.beginPath();
    }
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = pen.strokeStyle;
    pen.beginPath();
    if (!large || k > 0.5) for (const head of heads) arrow(pen, head, 8 * zoom);
    pen.fill();
    pen.globalAlpha = 1;
    return seen;
  }

  function arrow(pen, [u, v, x, y, away], long) {
    const far = Math.hypot(u - x, v - y);
    if (far < away + long) return;
    const [dx, dy] = [(u - x) / far, (v - y) / far], [p, q] = [u - dx * away, v - dy * away], [r, s] = [p - dx * long, q - dy * long];
    pen.moveTo(p, q);
    pen.lineTo(r - dy * long * 0.42, s + dx * long * 0.42);
    pen.lineTo(r + dy * long * 0.42, s - dx * long * 0.42);
    pen.closePath();
  }

  /* Shapes of one look together: all of one class and colour in one path. */
  function shapes(pen, close, { k, left, top, width, height }) {
    const alike = new Map();
    for (let at = 0; at < X.length; at += 1) {
      if (!scene.shown[at] || Boolean(scene.near[at]) !== close) continue;
      const x = X[at] * k + left, y = Y[at] * k + top, r = radius(at, k), { class: of, id } = data.nodes[at];
      if (x < -r || y < -r || x > width + r || y > height + r) continue;
      const name = of === "pact" ? `group-${scene.ties.get(id).group}` : `class-${of}`, key = `${of} ${name}`;
      if (!alike.has(key)) alike.set(key, { of, name, spots: [] });
      alike.get(key).spots.push([x, y, r]);
    }
    for (const { of, name, spots } of alike.values()) {
      const { shape, hollow } = data.classes[of], page = colour("page");
      const fill = close ? colour(name) : mixed(colour(name), page, large ? 0.22 : 0.16);
      pen.fillStyle = hollow ? page : fill;
      pen.strokeStyle = hollow ? fill : page;
      pen.lineWidth = (hollow ? 2.5 : 1.5) * Math.min(1, Math.max(0.3, k));
      pen.beginPath();
      for (const [x, y, r] of spots) {
        if (r < 2) pen.rect(x - r, y - r, 2 * r, 2 * r);
        else SHAPES[shape](pen, x, y, r);
      }
      pen.fill();
      if (!large || k > 0.4) pen.stroke();
    }
  }

  function width(line) {
    if (!widths.has(line)) {
      ruler.font = `100px ${FACE}`;
      widths.set(line, ruler.measureText(line).width / 100);
    }
    return widths.get(line);
  }

  /* Labels by importance as far as there is room; none is smaller than 11 pixels, and no two share space or touch side by side. */
  function labels(pen, { k, left, top, width: wide, height: high }, budget) {
    const take = room(), placed = [], page = colour("page");
    const rank = (at) => (at === scene.chosen ? 0 : scene.near[at] ? 1 : 2);
    const wanted = scene.chosen < 0 ? first : [0, 1, 2].flatMap((of) => first.filter((at) => rank(at) === of));
    pen.lineWidth = 4;
    const keep = (hub) => { // no label on another's shape; only the name of a hub may cover small ones
      for (let at = 0; at < X.length && !large; at += 1) {
        const x = X[at] * k + left, y = Y[at] * k + top, r = radius(at, k);
        if (scene.shown[at] && data.nodes[at].hub === hub) take(x - r, y - r, x + r, y + r, true);
      }
    };
    let hubs = true;
    keep(true);
    for (const at of wanted) {
      if (placed.length >= budget || (large && rank(at) === 2 && scene.chosen >= 0)) break;
      if (!scene.shown[at]) continue;
      const x = X[at] * k + left, y = Y[at] * k + top, r = radius(at, k), node = data.nodes[at], side = scene.ring.get(at);
      if (x < 0 || y < 0 || x > wide || y > high) continue;
      if (hubs && !node.hub) keep((hubs = false));
      const own = node.hub ? 18 : 14, size = Math.max(node.hub ? 12.5 : 11, Math.min(own * k, own * 1.6)), bold = at === scene.chosen;
      const said = side || !node.label ? [text(node.name)] : text(node.label).split("\n");
      const half = (Math.max(...said.map(width)) * size * (bold ? 1.06 : 1)) / 2, deep = said.length * size * thick;
      // A name at the rim moves inward as far as it still stands under its shape.
      const inward = Math.max(x - half, Math.min(x + half, Math.max(half + 3, Math.min(wide - half - 3, x))));
      const beside = (turn) => [x + turn * (r + 5 + half), y - deep / 2];
      const spots = side ? [beside(side)] : large || k > 0.78 ? [[inward, y + r + gap]]
        : [[inward, y + r + gap], [inward, y - r - gap - deep], beside(1), beside(-1)];
      const inside = ([middle, above]) => middle - half > 0 && middle + half < wide && above > 0 && above + deep < high;
      const spot = spots.find(([middle, above], nth) => (!nth || inside([middle, above])) && take(middle - half - 2, above, middle + half + 2, above + deep));
      if (!spot) continue;
      const [middle, above] = spot;
      placed.push({ at, said, size, left: middle - half, top: above, width: 2 * half, height: deep });
      pen.font = `${bold ? "700 " : ""}${Math.round(size * 10) / 10}px ${FACE}`;
      pen.textAlign = "center";
      pen.strokeStyle = page;
      pen.fillStyle = rank(at) < 2 ? colour("text") : mixed(colour("muted"), page, 0.33);
      said.forEach((line, number) => {
        const base = above + size * (tall + thick * number);
        if (rank(at) < 2) pen.strokeText(line, middle, base);
        pen.fillText(line, middle, base);
      });
    }
    return placed;
  }

  /* The whole picture; returns the numbers of the lines drawn, the labels with their boxes, and the names on the ground. */
  function paint(pen, view, budget = large ? 120 : Infinity) {
    pen.lineCap = pen.lineJoin = "round";
    const grounds = ground(pen, view);
    pen.lineCap = "butt";
    const seen = [];
    let close = false;
    for (const batch of scene.batches) {
      if (batch.close && !close) shapes(pen, false, view);
      close = close || batch.close;
      seen.push(...lines(pen, batch, view));
    }
    if (!close) shapes(pen, false, view);
    shapes(pen, true, view);
    if (scene.chosen >= 0 && scene.shown[scene.chosen]) {
      pen.strokeStyle = colour("accent");
      pen.lineWidth = 3;
      pen.beginPath();
      SHAPES.dot(pen, X[scene.chosen] * view.k + view.left, Y[scene.chosen] * view.k + view.top, radius(scene.chosen, view.k) * 1.12 + 3);
      pen.stroke();
    }
    return { lines: seen, labels: labels(pen, view, budget), grounds };
  }

  return { paint, knee, radius };
}
