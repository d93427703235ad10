"use strict";
/* The map of a large graph, on a canvas: all arcs by kind, places as dots, names as far as there is room. */
function mapManyView(page) {
  const { data, state, nodes, tiesOf, text, colour, choose, open } = page;
  const box = by("map"), { middle, path, digits } = data.windows.world, CENTRE = [500, 219], SIZE = [1000, 440];
  const placed = data.nodes.filter(({ geo }) => geo), number = new Map(placed.map(({ id }, at) => [id, at]));
  const spots = placed.map(({ geo: [longitude, latitude] }) => about(equalEarth(turned(longitude, middle), latitude)));
  const order = [...spots.keys()].sort((a, b) => degree(b) - degree(a) || a - b), land = outlines();
  const tip = el("div", { class: "tip", hidden: true });
  let shown = new Set(), batches = [], touched = false;

  function about([x, y]) { return [x - CENTRE[0], y - CENTRE[1]]; }
  function degree(at) { return tiesOf.get(placed[at].id).length; }

  /* The land as rings of points around the middle of the picture, read from its path of whole steps. */
  function outlines() {
    return path.split("z").filter(Boolean).map((ring) => {
      const steps = ring.match(/-?\d+/g).map(Number), points = [];
      let x = 0, y = 0;
      for (let at = 0; at < steps.length; at += 2) {
        x += steps[at];
        y += steps[at + 1];
        points.push(about([x / 10 ** digits, y / 10 ** digits]));
      }
      return points;
    });
  }

  /* What is shown, and the arcs that are drawn alike: those of the chosen place last. */
  function prepare() {
    shown = state.visibleNodes();
    const alike = new Map();
    for (const edge of data.edges) {
      const [from, to] = [number.get(edge.from), number.get(edge.to)];
      if (from === undefined || to === undefined || !state.visibleLine(edge)) continue;
      const near = state.node && (state.tie ? edge.tie === state.tie : edge.from === state.node || edge.to === state.node);
      const key = `${near ? 1 : 0} ${edge.group}`;
      if (!alike.has(key)) alike.set(key, { near, group: edge.group, arcs: [] });
      alike.get(key).arcs.push(arc(edge, from, to));
    }
    batches = [...alike.values()].sort((a, b) => Boolean(a.near) - Boolean(b.near));
  }
  const arcsOf = new Map();
  function arc({ id }, from, to) {
    if (!arcsOf.has(id)) arcsOf.set(id, greatCircle(placed[from].geo, placed[to].geo, middle, 0.08).map((line) => line.map(about)));
    return arcsOf.get(id);
  }

  function paint(pen, { k, left, top, width, height }, budget = 90) {
    const place = ([x, y]) => [x * k + left, y * k + top], trace = (points) => points.forEach((point, at) => pen[at ? "lineTo" : "moveTo"](...place(point)));
    pen.lineJoin = pen.lineCap = "round";
    pen.fillStyle = colour("land");
    pen.beginPath();
    for (const ring of land) { trace(ring); pen.closePath(); }
    pen.fill();
    for (const { near, group, arcs } of batches) {
      const { width: thick, dash } = data.groups[group];
      pen.strokeStyle = colour(`group-${group}`);
      pen.globalAlpha = near ? 1 : state.node ? 0.03 : Math.min(0.9, Math.max(0.14, 300 / arcs.length));
      pen.lineWidth = near ? thick : 0.8;
      pen.setLineDash(near ? dash : []);
      for (let at = 0; at < arcs.length; at += 400) {
        pen.beginPath();
        for (const lines of arcs.slice(at, at + 400)) lines.forEach(trace);
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
    pen.setLineDash([]);
    const close = new Set(state.node ? [state.node, ...tiesOf.get(state.node).flatMap(({ ends }) => ends.map(([id]) => id))] : []);
    for (const bright of [false, true]) {
      pen.fillStyle = bright || !state.node ? colour("class-city") : mixed(colour("class-city"), colour("page"), 0.25);
      pen.beginPath();
      spots.forEach((spot, at) => {
        const { id } = placed[at], r = Math.min(5, 0.6 + 0.2 * Math.sqrt(degree(at)) + Math.max(0, Math.log2(k)) * 0.3);
        const [x, y] = place(spot);
        if (!shown.has(id) || close.has(id) !== bright || x < 0 || y < 0 || x > width || y > height) return;
        if (r < 2 && !bright) pen.rect(x - r, y - r, 2 * r, 2 * r);
        else SHAPES.dot(pen, x, y, id === state.node ? r + 3 : r + (bright ? 1 : 0));
      });
      pen.fill();
    }
    return names(pen, place, width, height, close, budget);
  }

  function names(pen, place, width, height, close, budget) {
    const take = room(), wanted = state.node ? [number.get(state.node), ...order.filter((at) => close.has(placed[at].id) && placed[at].id !== state.node)] : order, said = [];
    pen.textAlign = "left";
    pen.strokeStyle = colour("page");
    pen.fillStyle = colour("text");
    pen.lineWidth = 3;
    for (const at of wanted) {
      if (said.length >= budget) break;
      if (at === undefined || !shown.has(placed[at].id)) continue;
      const [x, y] = place(spots[at]), name = text(placed[at].short), bold = placed[at].id === state.node;
      pen.font = `${bold ? "700 " : ""}12px ${FACE}`;
      const wide = textWidth(name, pen.font);
      if (x < 0 || y < 8 || x + 8 + wide > width || y > height - 8 || !take(x + 6, y - 8, x + 10 + wide, y + 8)) continue;
      pen.strokeText(name, x + 7, y + 4);
      pen.fillText(name, x + 7, y + 4);
      said.push(name);
    }
    return said;
  }

  /* The nearest shown place to a point of the stage. */
  function placeAt([px, py], reach) {
    const { k, left, top } = stage.view();
    let best = -1, least = reach;
    spots.forEach(([x, y], at) => {
      const far = Math.hypot(x * k + left - px, y * k + top - py);
      if (far < least && shown.has(placed[at].id)) [best, least] = [at, far];
    });
    return best;
  }
  function hover(spot) {
    const at = spot ? placeAt(spot, 8) : -1;
    tip.hidden = at < 0;
    if (at < 0) return;
    tip.replaceChildren(el("div", {}, text(placed[at].name)), el("div", {}, `${text(placed[at].place)} · ${page.counted("tie", degree(at))}`));
    const { left, top } = box.getBoundingClientRect();
    tip.style.left = `${Math.min(left + spot[0] + 14, innerWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(top + spot[1] + 14, innerHeight - tip.offsetHeight - 8)}px`;
  }

  const whole = (width, height) => Math.min(width / SIZE[0], height / SIZE[1]);
  const fitting = () => whole(stage.width(), stage.height());
  const stage = canvasStage({
    box, hover, heavy: true, inset: () => 0, background: () => colour("page"), paint: (pen, view) => { paint(pen, view); },
    limits: () => ({ least: fitting(), most: 60, fit: fitting(), whole }),
    tap: (spot, reach) => { const at = placeAt(spot, reach + 3); choose(at < 0 ? null : placed[at].id); },
    resized: () => touched || fit(), moved: () => { touched = true; },
  });
  document.body.append(tip);
  box.classList.add("canvas");

  function fit() {
    touched = false;
    stage.move(0, 0, fitting(), false);
  }
  const arrows = { ArrowRight: [-60, 0], ArrowLeft: [60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrows[event.key]) stage.pan(...arrows[event.key]);
    else if (event.key === "Enter" && state.node) open();
    else if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "-") stage.zoom(event.key === "+" ? 1.5 : 1 / 1.5);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });

  function draw() {
    prepare();
    page.unplaced([...shown].map((id) => nodes.get(id)));
    stage.size();
    stage.changed();
  }
  function show(id, bring) {
    draw();
    if (bring && number.has(id)) {
      touched = true;
      stage.move(...spots[number.get(id)], Math.max(stage.camera.k, 3 * fitting()), false);
    }
  }
  const paper = (on) => { draw(); stage.paper(...(on ? [1000, 440] : [null])); };
  function copy(make) {
    const k = 2, [width, height] = SIZE.map((side) => side * k), pen = make(width, height);
    pen.fillStyle = colour("page");
    pen.fillRect(0, 0, width, height);
    paint(pen, { k, left: width / 2, top: height / 2, width, height }, 400);
    return pen;
  }
  const svg = () => copy(svgPen).text();
  const png = () => new Promise((done) => {
    copy((width, height) => {
      const made = el("canvas", { width, height }).getContext("2d");
      return made;
    }).canvas.toBlob(done, "image/png");
  });
  draw();
  fit();
  stage.frame();
  return { draw, show, fit, paper, svg, png, focus: () => box.focus(), view: { arcs: () => batches.reduce((sum, { arcs }) => sum + arcs.length, 0), frame: stage.frame, spot: (id) => { const { k, left, top } = stage.view(), [x, y] = spots[number.get(id)]; return [x * k + left, y * k + top]; } } };
}
