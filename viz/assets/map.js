"use strict";
/* The map view: Equal Earth, great circles, close-ups of where it is crowded, and the cities that cannot be placed. */
function mapView(page) {
  const { data, state, nodes, ties, tiesOf, text, words, filled, colour, choose, open } = page;
  const box = by("map"), missing = by("unplaced"), windows = data.windows, names = Object.keys(windows);
  const FONT = 12, GAP = 10, face = getComputedStyle(document.body).fontFamily, font = `${FONT}px ${face}`;
  const groups = Object.keys(data.groups), isMember = (id) => nodes.get(id).class === "municipality";
  let main = names[0], zoom = { k: 1, x: null, y: null }, spots = new Map(), onPaper = false, drag = null, frameOf = null;

  /* ---- what is to be drawn ---- */

  /* One arc for each line whose ends have coordinates; an agreement of three or more joins each two of its parties. */
  function arcs() {
    const found = [], met = new Map(), many = new Map();
    const add = (from, to, group, tie) => {
      const pair = [from, to].sort().join(" "), turn = met.get(pair) || 0;
      met.set(pair, turn + 1);
      found.push({ from: nodes.get(from), to: nodes.get(to), group, tie, turn });
    };
    for (const [id, [group, tie, from, to]] of Object.entries(data.lines)) {
      if (!state.visibleLine({ id })) continue;
      if (from === tie) many.set(tie, [...(many.get(tie) || []), to]);
      else if (nodes.get(from).at && nodes.get(to).at) add(from, to, group, tie);
    }
    for (const [tie, ends] of many) {
      const placed = ends.filter((id) => nodes.get(id).at);
      placed.forEach((from, at) => placed.slice(at + 1).forEach((to) => add(from, to, ties.get(tie).group, tie)));
    }
    return found;
  }

  /* The members of each alliance that can be placed. */
  function bodies() {
    const found = new Map();
    for (const tie of data.ties.filter(({ form }) => form === "membership").filter(state.visibleTie)) {
      const whole = tie.ends.map(([id]) => id).find((id) => nodes.get(id)?.class === "alliance");
      const member = tie.ends.map(([id]) => id).find((id) => id !== whole && nodes.get(id)?.at);
      if (whole && member) found.set(whole, [...(found.get(whole) || []), member]);
    }
    return [...found].filter(([, of]) => of.length > 2);
  }

  const near = (id) => onPaper || !state.node || id === state.node || tiesOf.get(id).some((tie) => tie.id === state.node || tie.ends.some(([end]) => end === state.node));
  const ofChoice = (arc) => onPaper || !state.node || (state.tie ? arc.tie === state.tie : [arc.from.id, arc.to.id, arc.tie].includes(state.node));

  /* ---- one window ---- */
  function bounds({ middle, box: [west, south, east, north] }) {
    const whole = east - west >= 360, corners = [];
    for (const longitude of [west, middle, east]) for (const latitude of [south, 0, north].filter((one) => one >= south && one <= north)) {
      corners.push(equalEarth(whole ? Math.sign(longitude - middle) * 180 : longitude - middle, latitude));
    }
    const xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }

  function outline(place) {
    const edge = [];
    for (const side of [-180, 180]) for (let at = 0; at <= 40; at += 1) edge.push(equalEarth(side, side * (0.5 - at / 40)));
    return `M${edge.map((point) => place(point).map((one) => one.toFixed(1)).join(" ")).join("L")}Z`;
  }

  function windowOf(name, frame, drawn, seen) {
    const one = windows[name], [left, top, right, bottom] = bounds(one), own = name === main ? zoom : { k: 1 };
    const scale = own.k * Math.min(frame.w / (right - left), frame.h / (bottom - top));
    const middle = own.k > 1 ? [own.x, own.y] : [(left + right) / 2, (top + bottom) / 2];
    const place = ([x, y]) => [frame.w / 2 + (x - middle[0]) * scale, frame.h / 2 + (y - middle[1]) * scale];
    if (name === main) frameOf = { ...frame, scale, middle };
    const svg = sv("svg", { x: frame.x, y: frame.y, width: frame.w, height: frame.h });
    const size = scale * 10 ** -one.digits, [x0, y0] = place([0, 0]), whole = one.box[2] - one.box[0] >= 360;
    svg.append(sv("rect", { width: frame.w, height: frame.h, fill: colour("page") }),
      sv("path", { d: one.path, fill: colour("land"), transform: `translate(${x0.toFixed(2)} ${y0.toFixed(2)}) scale(${size.toFixed(6)})` }));
    if (whole) svg.append(sv("path", { d: outline(place), fill: "none", stroke: colour("line") }));
    const at = new Map();
    for (const id of seen) {
      const [longitude, latitude] = nodes.get(id).at, east = turned(longitude, one.middle);
      const [x, y] = place(equalEarth(east, latitude));
      if (x > -20 && y > -20 && x < frame.w + 20 && y < frame.h + 20) at.set(id, [x, y]);
    }
    for (const [alliance, members] of bodies()) svg.append(...ground(alliance, members.filter((id) => at.has(id)).map((id) => at.get(id))));
    for (const arc of [...drawn].sort((a, b) => ofChoice(a) - ofChoice(b))) svg.append(arcShape(arc, one.middle, place));
    const order = [...at.keys()].sort((a, b) => (b === state.node) - (a === state.node) || near(b) - near(a) || isMember(a) - isMember(b) || tiesOf.get(b).length - tiesOf.get(a).length || (a < b ? -1 : 1));
    const marks = [...order].reverse().map((id) => mark(id, at.get(id)));
    svg.append(...marks, ...labels(order, at, frame));
    if (name !== names[0] || name !== main) svg.append(...caption(name, frame));
    for (const [id, [x, y]] of at) if (x >= 0 && y >= 0 && x <= frame.w && y <= frame.h && (name === main || !spots.has(id))) spots.set(id, [frame.x + x, frame.y + y]);
    return svg;
  }

  function ground(alliance, points) {
    if (points.length < 3) return [];
    const shape = sv("path", {
      d: `M${hull(points).map((point) => point.map((one) => one.toFixed(1)).join(" ")).join("L")}Z`, fill: colour("ground"), stroke: colour("ground"),
      "stroke-width": 20, "stroke-linejoin": "round", opacity: 0.85, onclick: () => choose(alliance),
    });
    tips.set(shape, [text(nodes.get(alliance).name), filled("ties", { n: tiesOf.get(alliance).length })]);
    return [shape];
  }

  /* The smallest convex shape around the points (Andrew 1979). */
  function hull(points) {
    const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const half = (of) => of.reduce((found, c) => {
      while (found.length > 1) {
        const [a, b] = found.slice(-2);
        if ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0) break;
        found.pop();
      }
      return [...found, c];
    }, []);
    return [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
  }

  function arcShape(arc, middle, place) {
    const { width, dash } = data.groups[arc.group], tie = ties.get(arc.tie);
    let d = "";
    for (const line of greatCircle(arc.from.at, arc.to.at, middle)) {
      const points = line.map(place), [a, b] = [points[0], points.at(-1)], long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      const bend = (arc.turn % 2 ? 1 : -1) * Math.ceil(arc.turn / 2) * Math.min(14, long * 0.14);
      d += points.map(([x, y], step) => {
        const aside = bend * Math.sin((Math.PI * step) / Math.max(1, points.length - 1));
        return `${step ? "L" : "M"}${(x - ((b[1] - a[1]) / long) * aside).toFixed(1)} ${(y + ((b[0] - a[0]) / long) * aside).toFixed(1)}`;
      }).join("");
    }
    const line = { d, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
    const made = sv("g", { class: "arc", "data-tie": arc.tie, opacity: ofChoice(arc) ? 1 : 0.12, onclick: () => choose(tiesOf.get(arc.from.id).length < tiesOf.get(arc.to.id).length ? arc.from.id : arc.to.id, arc.tie) },
      sv("path", { ...line, stroke: colour("page"), "stroke-width": width + 1.6, opacity: 0.9 }),
      sv("path", { ...line, stroke: colour(`group-${arc.group}`), "stroke-width": width * 0.8, "stroke-dasharray": dash.map((one) => one * 0.8).join(" ") || null }),
      sv("path", { ...line, stroke: "transparent", "stroke-width": 11 }));
    tips.set(made, [text(tie.name), `${text(tie.kind)}  ${text(tie.when)}`]);
    return made;
  }

  const radius = (id) => (isMember(id) ? 3 : 3.4 + Math.min(4, Math.sqrt(tiesOf.get(id).length) * 0.7));
  function mark(id, [x, y]) {
    const node = nodes.get(id), r = radius(id), fill = colour(`class-${node.class}`), chosen = id === state.node && !onPaper;
    const look = { fill: data.classes[node.class].hollow ? colour("page") : fill, stroke: chosen ? colour("accent") : data.classes[node.class].hollow ? fill : colour("page"), "stroke-width": chosen ? 3 : 1.2 };
    const shape = node.class === "prefecture" ? sv("rect", { ...look, x: x - r, y: y - r, width: 2 * r, height: 2 * r }) : sv("circle", { ...look, cx: x, cy: y, r });
    const made = sv("g", { class: "place", "data-node": id, opacity: near(id) ? 1 : 0.3, onclick: () => choose(id) }, shape, sv("circle", { cx: x, cy: y, r: Math.max(9, r), fill: "transparent" }));
    tips.set(made, [text(node.name), [text(data.classes[node.class].name), text(node.place)].filter(Boolean).join(" · ")]);
    return made;
  }

  /* Names where they cover nothing, the weightiest first, each in the first free of eight places around its mark. */
  function labels(order, at, frame) {
    const taken = order.map((id) => ({ id, l: at.get(id)[0] - radius(id), r: at.get(id)[0] + radius(id), t: at.get(id)[1] - radius(id), b: at.get(id)[1] + radius(id) }));
    const free = (id, one) => one.l >= 2 && one.t >= 2 && one.r <= frame.w - 2 && one.b <= frame.h - 2 && !taken.some((other) => other.id !== id && one.l < other.r && other.l < one.r && one.t < other.b && other.t < one.b);
    const made = [];
    for (const id of order) {
      if (!near(id) && state.node) continue;
      const name = text(nodes.get(id).short), wide = textWidth(name, font), [x, y] = at.get(id), r = radius(id) + 3;
      for (const [dx, dy, anchor] of [[r, 4, 0], [-r, 4, 1], [0, -r - 2, 0.5], [0, r + 10, 0.5], [r, 14, 0], [-r, 14, 1], [r, -6, 0], [-r, -6, 1]]) {
        const left = x + dx - anchor * wide, spot = { id, l: left, r: left + wide, t: y + dy - 10, b: y + dy + 3 };
        if (!free(id, spot)) continue;
        taken.push({ ...spot, id: "" });
        made.push(sv("text", { x: left.toFixed(1), y: (y + dy).toFixed(1), "font-size": FONT, "font-weight": id === state.node && !onPaper ? 700 : null, fill: colour("text"), stroke: colour("page"), "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "pointer-events": "none" }, name));
        break;
      }
    }
    return made;
  }

  function caption(name, frame) {
    const title = text(data.words[`map_${name.replace("-", "_")}`]), wide = textWidth(title, font) + 30, back = name === main;
    const made = sv("g", { class: "caption", role: "button", "aria-label": title, onclick: () => enlarge(back ? names[0] : name) },
      sv("rect", { x: 6, y: 6, width: wide, height: 22, rx: 6, fill: colour("raised"), stroke: colour("line") }),
      sv("text", { x: 14, y: 21, "font-size": FONT, fill: colour("muted") }, `${title} ${back ? "−" : "＋"}`));
    tips.set(made, [words(back ? "map_back" : "map_enlarge")]);
    return [sv("rect", { x: 0.5, y: 0.5, width: frame.w - 1, height: frame.h - 1, fill: "none", stroke: colour("line"), "pointer-events": "none" }), made];
  }

  /* ---- the whole view ---- */
  const aspect = (name) => { const [left, top, right, bottom] = bounds(windows[name]); return (right - left) / (bottom - top); };
  const within = (name) => ({ at }) => {
    const { middle, box: [west, south, east, north] } = windows[name], east0 = turned(at[0], middle);
    return east0 >= west - middle && east0 <= east - middle && at[1] >= south && at[1] <= north;
  };

  function frames(width, height, seen) {
    const rest = names.filter((name) => name !== main && (name === names[0] || [...seen].filter((id) => within(name)(nodes.get(id))).length > 1));
    if (width < 620) {
      let y = 0;
      return [main, ...rest].map((name) => {
        const frame = { x: 0, y, w: width, h: Math.round(width / aspect(name)) };
        y += frame.h + GAP;
        return [name, frame];
      });
    }
    const row = rest.length ? Math.round((width - GAP * (rest.length - 1)) / rest.reduce((sum, name) => sum + aspect(name), 0)) : 0;
    const low = Math.min(row, Math.max(150, height - width / aspect(main) - GAP, height * 0.32));
    const high = Math.max(220, Math.min(height - (rest.length ? low + GAP : 0), width / Math.min(aspect(main), 1.5)));
    const sum = rest.reduce((total, name) => total + aspect(name), 0);
    let x = 0;
    return [[main, { x: 0, y: 0, w: width, h: Math.round(high) }], ...rest.map((name) => {
      const w = Math.round(((width - GAP * (rest.length - 1)) * aspect(name)) / sum), frame = { x, y: Math.round(high) + GAP, w, h: Math.round(low) };
      x += w + GAP;
      return [name, frame];
    })];
  }

  function draw() {
    const shown = [...state.visibleNodes()].map((id) => nodes.get(id)), seen = new Set(shown.filter(({ at }) => at).map(({ id }) => id));
    const away = shown.filter(({ at, settlement }) => !at && settlement), others = shown.filter(({ at, settlement, class: of }) => !at && !settlement && of !== "pact").length;
    missing.replaceChildren(...away.length ? [`${words("unplaced")}: `, ...away.flatMap(({ id, name }, at) => [at ? words("comma") : null, link(text(name), () => choose(id))]).filter(Boolean), ". "] : [],
      others ? filled("bodies_unplaced", { n: others }) : "", " ", el("small", {}, words("map_credit")));
    const width = onPaper ? 1000 : Math.max(280, box.clientWidth), height = onPaper ? 720 : Math.max(320, box.parentElement.clientHeight - missing.offsetHeight - 24);
    const placed = frames(width, height, seen), bottom = Math.max(...placed.map(([, { y, h }]) => y + h)), drawn = arcs();
    spots = new Map();
    const svg = sv("svg", { viewBox: `0 0 ${width} ${bottom}`, width: "100%", "aria-hidden": "true" });
    svg.append(...placed.map(([name, frame]) => windowOf(name, frame, drawn, seen)));
    box.replaceChildren(svg);
  }

  function enlarge(name) {
    main = name;
    zoom = { k: 1 };
    draw();
  }

  /* ---- by hand: the wheel, the pointer, the keys ---- */
  function zoomBy(factor, px = frameOf.w / 2, py = frameOf.h / 2) {
    const { scale, middle, w, h } = frameOf, k = Math.min(60, Math.max(1, zoom.k * factor)), grown = k / zoom.k;
    const [x, y] = [middle[0] + (px - w / 2) / scale, middle[1] + (py - h / 2) / scale];
    zoom = { k, x: x + (middle[0] - x) / grown, y: y + (middle[1] - y) / grown };
    draw();
  }
  const spotOf = (event) => { const rect = box.getBoundingClientRect(); return [event.clientX - rect.left, event.clientY - rect.top]; };
  const inMain = ([x, y]) => x >= frameOf.x && y >= frameOf.y && x <= frameOf.x + frameOf.w && y <= frameOf.y + frameOf.h;
  box.addEventListener("wheel", (event) => {
    const at = spotOf(event);
    if (!inMain(at) || (zoom.k === 1 && event.deltaY > 0)) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1.25 : 0.8, ...at);
  }, { passive: false });
  box.addEventListener("pointerdown", (event) => { if (zoom.k > 1 && inMain(spotOf(event))) drag = spotOf(event); });
  addEventListener("pointerup", () => { drag = null; });
  box.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = spotOf(event);
    zoom = { ...zoom, x: zoom.x - (x - drag[0]) / frameOf.scale, y: zoom.y - (y - drag[1]) / frameOf.scale };
    drag = [x, y];
    draw();
  });

  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function step([dx, dy]) {
    const ids = [...spots.keys()], from = spots.get(state.node);
    if (!from) return ids.sort((a, b) => tiesOf.get(b).length - tiesOf.get(a).length)[0] || null;
    const cost = (id) => {
      const [x, y] = [spots.get(id)[0] - from[0], spots.get(id)[1] - from[1]], along = x * dx + y * dy;
      return along > 2 ? along + 2 * Math.abs(x * dy + y * dx) : Infinity;
    };
    return ids.filter((id) => id !== state.node && cost(id) < Infinity).sort((a, b) => cost(a) - cost(b))[0] || state.node;
  }
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrows[event.key]) choose(step(arrows[event.key]));
    else if (event.key === "Enter" && state.node) open();
    else if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "-") zoomBy(event.key === "+" ? 1.5 : 1 / 1.5);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  tooltips(box);

  const fit = () => enlarge(names[0]);
  const paper = (on) => { onPaper = on; draw(); };
  const svg = () => svgText(box.querySelector("svg"), colour("page"));
  return { draw, show: draw, fit, paper, svg, png: () => pngOf(svg()), focus: () => box.focus() };
}
