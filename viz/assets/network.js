"use strict";
/* The network view. page.js calls it with what it knows: data, state, and what to do when something is chosen. It offers
   draw(), show(id), fit(), focus(), paper(), svg() and png(), and `view` for those who ask what is drawn where. */
function networkView({ data, state, text, colour, choose, open }) {
  const box = document.getElementById("network"), count = data.nodes.length, { large } = data;
  const number = new Map(data.nodes.map(({ id }, at) => [id, at])), ties = new Map(data.ties.map((tie) => [tie.id, tie]));
  const ends = data.edges.map(({ from, to }) => [number.get(from), number.get(to)]);
  const beside = data.nodes.map(() => []); // numbers of the lines at each entity
  ends.forEach(([a, b], line) => { beside[a].push(line); if (a !== b) beside[b].push(line); });
  const other = (line, end) => ends[line][ends[line][0] === end ? 1 : 0];
  const groups = Object.keys(data.groups), order = new Map(groups.map((group, at) => [group, at]));

  /* A telephone held upright gets the components packed into its own shape. */
  const upright = data.sizes.length > 1 && box.clientWidth < box.clientHeight * 1.05;
  const size = data.sizes[upright ? 1 : 0], places = data.nodes.map(({ at, tall }) => (upright ? tall : at));
  const scene = {
    X: places.map(([x]) => x), Y: places.map(([, y]) => y), number, ties, ring: new Map(), chosen: -1, batches: [],
    shown: new Uint8Array(count), near: new Uint8Array(count),
  };
  const { X, Y } = scene, lit = new Uint8Array(ends.length);
  const { paint, knee, radius } = networkDrawing({ data, ends, scene, text, colour, degree: (at) => beside[at].length });
  const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
  let touched = false, onPaper = false, drawn = { lines: [], labels: [] };

  /* After a change of state: what is shown, what belongs to the chosen entity, and which lines are drawn alike. */
  function draw() {
    const visible = state.visibleNodes(), alike = new Map();
    data.nodes.forEach(({ id }, at) => { scene.shown[at] = visible.has(id); });
    scene.chosen = onPaper ? -1 : number.get(state.node) ?? -1;
    scene.near.fill(scene.chosen < 0);
    data.edges.forEach((edge, line) => {
      lit[line] = state.visibleLine(edge);
      if (!lit[line]) return;
      const close = scene.chosen < 0 || ends[line].includes(scene.chosen);
      if (close) scene.near[ends[line][0]] = scene.near[ends[line][1]] = 1;
      const key = (close ? 1000 : 0) - order.get(edge.group);
      if (!alike.has(key)) alike.set(key, { group: edge.group, close, lines: [] });
      alike.get(key).lines.push(line);
    });
    if (scene.chosen >= 0) scene.near[scene.chosen] = 1;
    scene.batches = [...alike].sort(([a], [b]) => a - b).map(([, batch]) => batch);
    stage.changed();
  }

  const whole = (width, height) => Math.min(width / (size[0] + (upright ? 70 : 24)), height / (size[1] + (upright ? 70 : 24)), 2);
  const fitting = () => whole(stage.width() - state.inset(), stage.height());
  const limits = () => ({ least: fitting() * 0.4, most: large ? 2.5 : 5, fit: fitting(), whole });

  function fit(smooth) {
    touched = false;
    stage.move(0, 0, fitting(), smooth);
  }

  const neighbours = (at) => [...new Set(beside[at].filter((line) => lit[line]).map((line) => other(line, at)))]
    .filter((one) => one !== at && scene.shown[one]);

  /* In a large picture the neighbours of the chosen entity come to it and stand in a ring, by kind, with their names outside. */
  function gather(at) {
    for (const [one] of scene.ring) [X[one], Y[one]] = places[one];
    scene.ring.clear();
    if (!large || at === undefined) return;
    const kind = new Map(beside[at].map((line) => [other(line, at), order.get(data.edges[line].group)]).reverse());
    const around = neighbours(at).sort((a, b) => kind.get(a) - kind.get(b) || beside[b].length - beside[a].length || a - b);
    const halves = [around.slice(0, Math.ceil(around.length / 2)), around.slice(Math.ceil(around.length / 2)).reverse()];
    const k = stage.camera.k, step = 17 / k, wide = halves[0].length > 44 ? 2 : 1; // two rows on either side where one is too long
    halves.forEach((half, turn) => half.forEach((one, nth) => {
      const reach = Math.max(105 / k, (half.length * step) / 2 / wide), row = wide > 1 ? 1 + 0.75 * (nth % 2) : 1;
      const free = Math.max(40, (stage.width() - state.inset()) / 2 - 130) / k; // names stand outside the ring
      const y = half.length > 1 ? reach * ((2 * nth + 1) / half.length - 1) : 0;
      const x = Math.sqrt(1 - (y / reach) ** 2) * Math.min(reach * 1.15, free / (wide > 1 ? 1.75 : 1)) * row;
      [X[one], Y[one]] = [places[at][0] + (turn ? -x : x), places[at][1] + y];
      scene.ring.set(one, turn ? -1 : 1);
    }));
  }

  /* Mark the chosen entity; bring it into sight when it is hidden behind the panel or the picture is small. */
  function show(id, bring) {
    const at = number.get(id);
    if (at === undefined) {
      gather();
      return draw();
    }
    draw();
    if (large) {
      touched = true;
      const { k } = stage.camera, goal = Math.min(2, bring ? Math.max(k, Math.min(0.6, fitting() * 5)) : k);
      stage.move(...places[at], goal, false);
      stage.camera.k = goal;
      gather(at);
      return draw();
    }
    const { k, left, top } = stage.view(), x = X[at] * k + left, y = Y[at] * k + top, edge = 60;
    const seen = x > edge && x < stage.width() - state.inset() - edge && y > edge && y < stage.height() - edge;
    if (bring || !seen) bringNear(at);
  }

  /* Show the entity with all that it is linked to, as large as fits. */
  function bringNear(at) {
    const around = [at, ...neighbours(at)];
    const [left, right] = [Math.min, Math.max].map((pick) => pick(...around.map((one) => X[one])));
    const [top, bottom] = [Math.min, Math.max].map((pick) => pick(...around.map((one) => Y[one])));
    touched = true;
    const fits = Math.min((stage.width() - state.inset()) / (right - left + 130), stage.height() / (bottom - top + 120));
    stage.move((left + right) / 2, (top + bottom) / 2, Math.max(fitting(), 0.7, Math.min(fits, 1.15)), true);
  }

  /* The nearest entity under a point of the stage, -1 where there is none. */
  function entityAt([px, py], reach) {
    const { k, left, top } = stage.view();
    let best = -1, least = Infinity;
    for (let at = 0; at < count; at += 1) {
      if (!scene.shown[at]) continue;
      const far = Math.hypot(X[at] * k + left - px, Y[at] * k + top - py) - radius(at, k);
      if (far < least) [best, least] = [at, far];
    }
    return least <= reach ? best : -1;
  }

  /* The line under a point, of those that can be told apart; -1 where there is none. */
  function lineAt([px, py], reach) {
    const { k, left, top } = stage.view(), x = (px - left) / k, y = (py - top) / k;
    let best = -1, least = reach / k;
    drawn.lines.forEach((line) => {
      const [a, b] = ends[line];
      if (large && k < 0.6 && a !== scene.chosen && b !== scene.chosen) return;
      const bow = knee(line), path = [[X[a], Y[a]], [X[b], Y[b]]];
      if (bow) path.splice(1, 0, ...[0.25, 0.5, 0.75].map((t) => [0, 1].map((xy) => (1 - t) ** 2 * path[0][xy] + 2 * t * (1 - t) * bow[xy] + t * t * path.at(-1)[xy])));
      for (let at = 1; at < path.length; at += 1) {
        const [[p, q], [u, v]] = [path[at - 1], path[at]], length = (u - p) ** 2 + (v - q) ** 2;
        const part = length ? Math.max(0, Math.min(1, ((x - p) * (u - p) + (y - q) * (v - q)) / length)) : 0;
        const far = Math.hypot(p + part * (u - p) - x, q + part * (v - q) - y);
        if (far < least) [best, least] = [line, far];
      }
    });
    return best;
  }

  function hover(spot) {
    const at = spot ? entityAt(spot, 4) : -1, line = spot && at < 0 ? lineAt(spot, 4) : -1;
    tip.hidden = at < 0 && line < 0;
    stage.canvas.style.cursor = tip.hidden ? "grab" : "pointer";
    if (tip.hidden) return;
    const node = data.nodes[at], tie = at < 0 ? ties.get(data.edges[line].tie) : null;
    const lines = tie ? [text(tie.name), `${text(tie.kind)}  ${text(tie.when)}`]
      : [text(node.name), [text(data.classes[node.class].name), text(node.place)].filter(Boolean).join(" · ")];
    tip.replaceChildren(...lines.filter((one) => one.trim()).map((one) => Object.assign(document.createElement("div"), { textContent: one })));
    const [x, y] = spot, right = x + tip.offsetWidth + 24 > stage.width();
    tip.style.transform = `translate(${right ? x - tip.offsetWidth - 12 : x + 14}px,${Math.min(y + 14, stage.height() - tip.offsetHeight - 6)}px)`;
  }
  
  function tap(spot, reach) {
    const at = entityAt(spot, reach), line = at < 0 ? lineAt(spot, reach) : -1;
    if (at >= 0) return choose(data.nodes[at].id);
    if (line < 0) return choose(null);
    const [a, b] = ends[line], own = ends[line].includes(scene.chosen) ? scene.chosen : beside[a].length < beside[b].length ? a : b;
    choose(data.nodes[own].id, data.edges[line].tie);
  }

  /* The nearest entity in the direction of an arrow key; a linked one is preferred. */
  function step(from, [dx, dy]) {
    const linked = new Set(beside[from].map((line) => other(line, from)));
    let best = from, least = Infinity;
    for (let at = 0; at < count; at += 1) {
      const x = X[at] - X[from], y = Y[at] - Y[from], along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      const cost = (along + 2 * aside) * (linked.has(at) ? 0.5 : 1);
      if (scene.shown[at] && along > 0.1 && at !== from && cost < least) [best, least] = [at, cost];
    }
    return best;
  }

  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrows[event.key]) {
      const start = data.nodes.map((_, at) => at).filter((at) => scene.shown[at]).reduce((a, b) => (a < 0 || beside[b].length > beside[a].length ? b : a), -1);
      const at = scene.chosen >= 0 && scene.shown[scene.chosen] ? step(scene.chosen, arrows[event.key]) : start;
      if (at >= 0) choose(data.nodes[at].id);
    } else if (event.key === "Enter" && state.node) open();
    else if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "-") stage.zoom(event.key === "+" ? 1.25 : 0.8);
    else if (event.key === "0") fit(true);
    else return;
    event.preventDefault();
  });

  /* Paper shows everything, nothing dimmed; afterwards the picture is where it was. */
  function paper(on) {
    onPaper = on;
    if (on) gather();
    draw();
    if (on) stage.paper(Math.max(600, Math.round(Math.min(1500, size[0] + 24))), Math.round((Math.max(600, Math.min(1500, size[0] + 24)) * (size[1] + 24)) / (size[0] + 24)));
    else stage.paper(null);
  }

  /* The whole picture as it is filtered now, for a file: SVG text, or the promise of a PNG at twice the size. */
  function copy(make) {
    const k = large ? 2400 / size[0] : 1, width = Math.round((size[0] + 24) * k), height = Math.round((size[1] + 24) * k), pen = make(width, height);
    pen.fillStyle = colour("page");
    pen.fillRect(0, 0, width, height);
    paint(pen, { k, left: width / 2, top: height / 2, width, height }, large ? 500 : Infinity);
    return pen;
  }
  const svg = () => copy(svgPen).text();
  const png = () => {
    const pen = copy((width, height) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 }), made = canvas.getContext("2d");
      made.scale(2, 2);
      return made;
    });
    return new Promise((done) => { pen.canvas.toBlob(done, "image/png"); });
  };

  const stage = canvasStage({
    box, limits, tap, hover, heavy: large, inset: state.inset, background: () => colour("page"),
    paint: (pen, view) => { drawn = paint(pen, view); },
    resized: () => touched || fit(false), moved: () => { touched = true; },
  });
  box.append(tip);
  stage.size();
  draw();
  fit(false);
  stage.frame();
  document.body.dataset.ready = "1";

  const now = () => { stage.frame(); return drawn; };
  const ids = (lines) => lines.map((line) => data.edges[line].id);
  const view = {
    scale: () => stage.camera.k,
    /* Where an entity stands on the stage, in CSS pixels from its top left corner. */
    spot: (id) => { const { k, left, top } = stage.view(), at = number.get(id); return { x: X[at] * k + left, y: Y[at] * k + top }; },
    lines: () => ids(now().lines),
    hidden: () => data.edges.filter((_, line) => !lit[line]).map(({ id }) => id),
    labels: () => now().labels.map(({ at, said, ...box }) => ({ id: data.nodes[at].id, text: said.join("\n"), ...box })),
    grounds: () => now().grounds,
  };
  return { draw, show, fit, paper, svg, png, view, focus: () => box.focus() };
}
