"use strict";
/* One window of the map: land, alliances as tinted ground, great circles, places and their names, as SVG. */
function mapDrawing(page) {
  const { data, state, nodes, ties, tiesOf, text, filled, colour, choose } = page;
  const FONT = 12, face = getComputedStyle(document.body).fontFamily, font = `${FONT}px ${face}`;
  const isMember = (id) => nodes.get(id).class === "municipality";
  let onPaper = false;

  /* ---- what is to be drawn ---- */

  /* One arc for each line whose ends have coordinates; an agreement of three or more joins each two of its parties. */
  function arcs() {
    const found = [], met = new Map(), many = new Map();
    const add = (from, to, group, tie) => {
      const pair = [from, to].sort().join(" "), turn = met.get(pair) || 0;
      met.set(pair, turn + 1);
      found.push({ from: nodes.get(from), to: nodes.get(to), group, tie, turn });
    };
    for (const edge of data.edges.filter(state.visibleLine)) {
      const { group, tie, from, to } = edge;
      if (from === tie) many.set(tie, [...(many.get(tie) || []), to]);
      else if (nodes.get(from).geo && nodes.get(to).geo) add(from, to, group, tie);
    }
    for (const [tie, ends] of many) {
      const placed = ends.filter((id) => nodes.get(id).geo);
      placed.forEach((from, at) => placed.slice(at + 1).forEach((to) => add(from, to, ties.get(tie).group, tie)));
    }
    return found;
  }

  /* The members of each alliance that can be placed. */
  function bodies() {
    const found = new Map();
    for (const tie of data.ties.filter(({ form }) => form === "membership").filter(state.visibleTie)) {
      const whole = tie.ends.map(([id]) => id).find((id) => nodes.get(id)?.class === "alliance");
      const member = tie.ends.map(([id]) => id).find((id) => id !== whole && nodes.get(id)?.geo);
      if (whole && member) found.set(whole, [...(found.get(whole) || []), member]);
    }
    return [...found].filter(([, of]) => of.length > 2);
  }

  const near = (id) => onPaper || !state.node || (state.tie ? partOf(ties.get(state.tie), id) : beside(id));
  const partOf = (tie, id) => tie.ends.some(([end]) => end === id);
  const beside = (id) => id === state.node || tiesOf.get(id).some((tie) => tie.id === state.node || partOf(tie, state.node));
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

  /* The window in its frame {x, y, w, h}, enlarged `own.k` times around a point; where its places fell, its scale and middle. */
  function windowOf(one, frame, own, drawn, seen) {
    const [left, top, right, bottom] = bounds(one);
    const scale = own.k * Math.min(frame.w / (right - left), frame.h / (bottom - top));
    const middle = own.k > 1 ? [own.x, own.y] : [(left + right) / 2, (top + bottom) / 2];
    const place = ([x, y]) => [frame.w / 2 + (x - middle[0]) * scale, frame.h / 2 + (y - middle[1]) * scale];
    const svg = sv("svg", { x: frame.x, y: frame.y, width: frame.w, height: frame.h });
    const size = scale * 10 ** -one.digits, [x0, y0] = place([0, 0]), whole = one.box[2] - one.box[0] >= 360;
    svg.append(sv("rect", { width: frame.w, height: frame.h, fill: colour("page") }),
      sv("path", { d: one.path, fill: colour("land"), transform: `translate(${x0.toFixed(2)} ${y0.toFixed(2)}) scale(${size.toFixed(6)})` }));
    if (whole) svg.append(sv("path", { d: outline(place), fill: "none", stroke: colour("line") }));
    const at = new Map();
    for (const id of seen) {
      const [longitude, latitude] = nodes.get(id).geo, east = turned(longitude, one.middle);
      const [x, y] = place(equalEarth(east, latitude));
      if (x > -20 && y > -20 && x < frame.w + 20 && y < frame.h + 20) at.set(id, [x, y]);
    }
    for (const [alliance, members] of bodies()) svg.append(...ground(alliance, members.filter((id) => at.has(id)).map((id) => at.get(id))));
    for (const arc of [...drawn].sort((a, b) => ofChoice(a) - ofChoice(b))) svg.append(arcShape(arc, one.middle, place));
    const busy = new Map(); // arcs at each place
    for (const { from, to } of drawn) for (const { id } of [from, to]) busy.set(id, (busy.get(id) || 0) + 1);
    const order = [...at.keys()].sort((a, b) => (b === state.node) - (a === state.node) || near(b) - near(a) || isMember(a) - isMember(b) || (busy.get(b) || 0) - (busy.get(a) || 0) || (a < b ? -1 : 1));
    const marks = [...order].reverse().map((id) => mark(id, at.get(id)));
    svg.append(...marks, ...labels(order, at, frame));
    return { svg, at, scale, middle };
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
    for (const line of greatCircle(arc.from.geo, arc.to.geo, middle)) {
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

  /* Names where they cover nothing (a city may cover members), the weightiest first, in the first free of eight places. */
  function labels(order, at, frame) {
    const taken = order.filter((id) => !state.node || near(id)).map((id) => ({ id, minor: isMember(id), l: at.get(id)[0] - radius(id), r: at.get(id)[0] + radius(id), t: at.get(id)[1] - radius(id), b: at.get(id)[1] + radius(id) }));
    const free = (id, one) => one.l >= 2 && one.t >= 2 && one.r <= frame.w - 2 && one.b <= frame.h - 2 && !taken.some((other) => other.id !== id && !(other.minor && !isMember(id)) && one.l < other.r && other.l < one.r && one.t < other.b && other.t < one.b);
    const made = [];
    for (const id of order) {
      if (!near(id) && state.node) continue;
      const name = text(nodes.get(id).short), wide = textWidth(name, font), [x, y] = at.get(id), r = radius(id) + 3;
      for (const [dx, dy, anchor] of [[r, 4, 0], [-r, 4, 1], [0, -r - 2, 0.5], [0, r + 10, 0.5], [r, 14, 0], [-r, 14, 1], [r, -6, 0], [-r, -6, 1]]) {
        const left = x + dx - anchor * wide, spot = { id, l: left - 2, r: left + wide + 2, t: y + dy - 10, b: y + dy + 3 };
        if (!free(id, spot)) continue;
        taken.push({ ...spot, id: "" });
        made.push(sv("text", { x: left.toFixed(1), y: (y + dy).toFixed(1), "font-size": FONT, "font-weight": id === state.node && !onPaper ? 700 : null, fill: colour("text"), stroke: colour("page"), "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "pointer-events": "none" }, name));
        break;
      }
    }
    return made;
  }

  return { arcs, bounds, windowOf, paper: (on) => { onPaper = on; } };
}
