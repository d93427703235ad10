"use strict";
/* The network view. page.js calls it with what it knows: data, state, and what to do when something is chosen.
   It offers draw(), show(id), fit() and focus(); another view would offer the same. */
function networkView({ data, state, text, colour, choose, open }) {
  const box = document.getElementById("network");
  const facts = new Map(data.nodes.map((node) => [node.id, node]));
  const carried = new Map(data.carried.nodes.map((node) => [node.id, node]));
  const ties = new Map(data.ties.map((tie) => [tie.id, tie]));
  const beside = new Map(data.nodes.map((node) => [node.id, new Set()]));
  for (const edge of data.carried.edges) {
    beside.get(edge.from).add(edge.to);
    beside.get(edge.to).add(edge.from);
  }
  const hub = (id) => carried.get(id).font.size > data.options.nodes.font.size;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let shown = new Set(), touched = false, far = false, onPaper = null;

  /* A telephone held upright gets the components packed into its own shape. */
  const upright = box.clientWidth < box.clientHeight * 1.05;
  const place = (id) => (upright ? { x: data.tall[id][0], y: data.tall[id][1] } : { x: carried.get(id).x, y: carried.get(id).y });
  const size = data.sizes[upright ? 1 : 0];

  const tip = (lines) => {
    const element = document.createElement("div");
    for (const line of lines.filter(Boolean)) element.append(Object.assign(document.createElement("div"), { textContent: line }));
    return element;
  };

  function nodeLook(drawn) {
    const node = facts.get(drawn.id), fill = colour(node.class === "pact" ? `group-${ties.get(node.id).group}` : `class-${node.class}`);
    const near = onPaper || !state.node || node.id === state.node || beside.get(state.node).has(node.id);
    const hollow = data.classes[node.class].hollow;
    const background = hollow ? colour("page") : fill, border = hollow ? fill : colour("page");
    const size = far ? 12 / view.getScale() : drawn.font.size;
    const lettering = far && !hub(node.id) && node.id !== state.node ? "" : text(node.label);
    return {
      id: node.id, ...place(node.id), shape: drawn.shape, size: drawn.size, label: lettering, hidden: !shown.has(node.id),
      opacity: near ? 1 : 0.16, borderWidth: hollow ? 2.5 : 1.5,
      color: { background, border, highlight: { background, border: colour("accent") }, hover: { background, border: colour("accent") } },
      font: { size, color: near ? colour("text") : colour("muted") + "55", strokeColor: colour("page"), strokeWidth: near ? 4 : 0, vadjust: -3 },
      title: tip([text(node.name), [text(data.classes[node.class].name), text(node.place)].filter(Boolean).join(" · ")]),
    };
  }

  function edgeLook(drawn) {
    const [group, id] = data.lines[drawn.id], tie = ties.get(id), line = colour(`group-${group}`);
    const near = onPaper || !state.node || drawn.from === state.node || drawn.to === state.node || id === state.node;
    return {
      ...drawn, hidden: !state.visibleLine(drawn), title: tip([text(tie.name), `${text(tie.kind)}  ${text(tie.when)}`]),
      arrows: drawn.arrows && { to: { enabled: true, scaleFactor: 0.45 } },
      color: { color: line, highlight: line, hover: line, opacity: near ? 1 : 0.12 },
    };
  }

  /* What belongs together stands on tinted ground: members around their alliance, pairs under one tie. */
  function ground(context) {
    context.globalAlpha = state.node && !onPaper ? 0.45 : 1;
    for (const area of data.areas) {
      const inside = area.nodes.filter((id) => shown.has(id)).map(place);
      if (inside.length < 2) continue;
      context.lineCap = context.lineJoin = "round";
      context.fillStyle = context.strokeStyle = colour(area.alliance ? "ground" : "ground2");
      if (area.alliance) {
        context.lineWidth = 44;
        context.beginPath();
        for (const member of inside) {
          context.moveTo(inside[0].x, inside[0].y);
          context.lineTo(member.x, member.y + 8);
        }
        context.stroke();
        continue;
      }
      const xs = inside.map((node) => node.x), ys = inside.map((node) => node.y);
      const left = Math.min(...xs) - 44, top = Math.min(...ys) - 34, width = Math.max(...xs) + 44 - left;
      context.beginPath();
      context.roundRect(left, top, width, Math.max(...ys) + 30 - top, 16);
      context.fill();
      if (far) continue;
      context.font = `13px ${data.options.nodes.font.face}`;
      context.fillStyle = colour("muted");
      context.fillText(text(area.label), left + 12, top + 16, width - 24);
    }
    context.globalAlpha = 1;
  }

  const view = new vis.Network(box, { nodes, edges }, data.options);

  function scaleToFit() {
    const width = box.clientWidth - state.inset(), height = box.clientHeight;
    const air = upright ? 70 : 24;
    return Math.min(width / (size[0] + air), height / (size[1] + air), 2);
  }

  function fit(smooth) {
    touched = false;
    move({ x: 0, y: 0 }, scaleToFit(), smooth);
  }

  function move(position, scale, smooth) {
    if (!(scale > 0)) return; // no stage to draw on, as while a page is being printed
    const offset = { x: -state.inset() / 2, y: 0 };
    view.moveTo({ position, scale, offset, animation: smooth && !still.matches ? { duration: 350 } : false });
    if (!smooth || still.matches) zoomed();
  }

  /* When the picture is small only hubs are named, in letters that can be read. */
  function zoomed() {
    const now = view.getScale() * data.options.nodes.font.size < 7.5;
    if (now || now !== far) {
      far = now;
      nodes.update(data.carried.nodes.map(nodeLook));
    }
  }

  function draw() {
    shown = state.visibleNodes();
    nodes.update(data.carried.nodes.map(nodeLook));
    edges.update(data.carried.edges.map(edgeLook));
  }

  /* Mark the chosen node; bring it into sight when it is hidden behind the panel or the picture is small. */
  function show(id, bring) {
    draw();
    if (!id) return view.unselectAll();
    view.selectNodes([id], false);
    const spot = view.canvasToDOM(place(id)), edge = 60;
    const seen = spot.x > edge && spot.x < box.clientWidth - state.inset() - edge && spot.y > edge && spot.y < box.clientHeight - edge;
    if (bring || !seen) bringNear(id);
  }

  /* Show the node with all that it is linked to, as large as fits. */
  function bringNear(id) {
    const around = [id, ...beside.get(id)].filter((one) => shown.has(one)).map(place);
    const [left, right] = [Math.min, Math.max].map((pick) => pick(...around.map(({ x }) => x)));
    const [top, bottom] = [Math.min, Math.max].map((pick) => pick(...around.map(({ y }) => y)));
    const fits = Math.min((box.clientWidth - state.inset()) / (right - left + 130), box.clientHeight / (bottom - top + 120));
    move({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scaleToFit(), 0.7, Math.min(fits, 1.15)), true);
  }

  /* Paper shows everything, nothing dimmed; afterwards the picture is where it was. */
  function paper(on) {
    const before = onPaper;
    onPaper = on ? { position: view.getViewPosition(), scale: view.getScale() } : null;
    draw();
    const scale = Math.min(box.clientWidth / size[0], box.clientHeight / size[1]);
    if (on && scale > 0) view.moveTo({ position: { x: 0, y: 0 }, scale });
    else if (before) view.moveTo(before);
    view.redraw();
  }

  /* The nearest node in the direction of an arrow key; a linked one is preferred. */
  function step(from, [dx, dy]) {
    let best = null, least = Infinity;
    for (const id of shown) {
      const x = place(id).x - place(from).x, y = place(id).y - place(from).y;
      const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      const cost = (along + 2 * aside) * (beside.get(from).has(id) ? 0.5 : 1);
      if (id !== from && along > 4 && cost < least) [best, least] = [id, cost];
    }
    return best;
  }

  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const first = [...shown].sort((a, b) => beside.get(b).size - beside.get(a).size)[0];
    if (arrows[event.key]) choose(state.node && shown.has(state.node) ? step(state.node, arrows[event.key]) || state.node : first);
    else if (event.key === "Enter" && state.node) open();
    else if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "-") move(view.getViewPosition(), view.getScale() * (event.key === "+" ? 1.25 : 0.8), false);
    else if (event.key === "0") fit(true);
    else return;
    event.preventDefault();
  });

  view.on("selectNode", ({ nodes: [id] }) => choose(id));
  view.on("selectEdge", ({ nodes: chosen, edges: [id] }) => {
    if (chosen.length || !id) return;
    const { from, to } = data.carried.edges.find((edge) => edge.id === id);
    choose(beside.get(from).size < beside.get(to).size ? from : to, data.lines[id][1]);
  });
  view.on("deselectNode", ({ nodes: chosen, edges: lines }) => chosen.length || lines.length || choose(null));
  view.on("beforeDrawing", ground);
  view.on("zoom", () => { touched = true; zoomed(); });
  view.on("dragEnd", () => { touched = true; });
  view.on("animationFinished", zoomed);
  view.on("resize", () => touched || requestAnimationFrame(() => fit(false)));
  view.once("afterDrawing", () => { document.body.dataset.ready = "1"; });
  draw();
  fit(false);
  return { draw, show, fit, paper, view, focus: () => box.focus() };
}
