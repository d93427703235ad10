"use strict";
/* Under the map: who has no coordinates and so is not on it, and where the land and the coordinates come from. */
function unplacedOf(page) {
  const { text, words, filled } = page, MOST = 12;
  return (shown) => {
    const away = shown.filter(({ geo, settlement }) => !geo && settlement), others = shown.filter(({ geo, settlement, class: of }) => !geo && !settlement && of !== "pact").length;
    const named = away.slice(0, MOST).flatMap(({ id, name }, at) => [at ? words("comma") : null, link(text(name), () => page.choose(id))]).filter(Boolean);
    const more = away.length > MOST ? filled("more_unplaced", { n: away.length - MOST }) : "";
    by("unplaced").replaceChildren(...away.length ? [`${words("unplaced")}: `, ...named, more, ". "] : [], others ? filled("bodies_unplaced", { n: others }) : "", " ", el("small", {}, words(page.data.base === "" ? "map_land" : "map_credit")));
  };
}

/* The map view: Equal Earth, great circles, close-ups of where it is crowded, and the cities that cannot be placed. */
function mapView(page) {
  const { data, state, nodes, tiesOf, text, words, colour, choose, open } = page;
  const { arcs, bounds, windowOf, ...drawing } = mapDrawing(page);
  const box = by("map"), missing = by("unplaced"), windows = data.windows, names = Object.keys(windows);
  const FONT = 12, GAP = 10, font = `${FONT}px ${getComputedStyle(document.body).fontFamily}`;
  let main = names[0], zoom = { k: 1, x: null, y: null }, spots = new Map(), onPaper = false, drag = null, frameOf = null;

  function caption(name, frame) {
    const title = text(windows[name].title), wide = textWidth(title, font) + 30, back = name === main;
    const made = sv("g", { class: "caption", role: "button", "aria-label": title, onclick: () => enlarge(back ? names[0] : name) },
      sv("rect", { x: 6, y: 6, width: wide, height: 22, rx: 6, fill: colour("raised"), stroke: colour("line") }),
      sv("text", { x: 14, y: 21, "font-size": FONT, fill: colour("muted") }, `${title} ${back ? "−" : "＋"}`));
    tips.set(made, [words(back ? "map_back" : "map_enlarge")]);
    return [sv("rect", { x: 0.5, y: 0.5, width: frame.w - 1, height: frame.h - 1, fill: "none", stroke: colour("line"), "pointer-events": "none" }), made];
  }

  /* ---- the whole view ---- */
  const aspect = (name) => { const [left, top, right, bottom] = bounds(windows[name]); return (right - left) / (bottom - top); };
  const within = (name) => ({ geo: at }) => {
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
    const sum = rest.reduce((total, name) => total + aspect(name), 0), row = (width - GAP * (rest.length - 1)) / (sum || 1);
    const least = rest.length ? Math.min(row, 0.3 * height) : 0, high = Math.max(220, Math.min(height - least - GAP, width / aspect(main)));
    const low = Math.min(1.45 * row, height - high - GAP);
    // No wider than the land that is there around the window.
    const wide = (name) => Math.round(Math.min(((width - GAP * (rest.length - 1)) * aspect(name)) / sum, 1.45 * low * aspect(name)));
    let x = Math.round((width - rest.reduce((total, name) => total + wide(name) + GAP, -GAP)) / 2);
    return [[main, { x: 0, y: 0, w: width, h: Math.round(high) }], ...rest.map((name) => {
      const w = wide(name), frame = { x, y: Math.round(high) + GAP, w, h: Math.round(low) };
      x += w + GAP;
      return [name, frame];
    })];
  }

  function draw() {
    const shown = [...state.visibleNodes()].map((id) => nodes.get(id)), seen = new Set(shown.filter(({ geo }) => geo).map(({ id }) => id));
    page.unplaced(shown);
    const width = onPaper ? 1000 : Math.max(280, box.clientWidth), height = onPaper ? 720 : Math.max(320, box.parentElement.clientHeight - missing.offsetHeight - 24);
    const placed = frames(width, height, seen), bottom = Math.max(...placed.map(([, { y, h }]) => y + h)), drawn = arcs();
    spots = new Map();
    const svg = sv("svg", { viewBox: `0 0 ${width} ${bottom}`, width: "100%", "aria-hidden": "true" });
    for (const [name, frame] of placed) {
      const made = windowOf(windows[name], frame, name === main ? zoom : { k: 1 }, drawn, seen);
      if (name === main) frameOf = { ...frame, ...made };
      if (name !== names[0] || name !== main) made.svg.append(...caption(name, frame));
      for (const [id, [x, y]] of made.at) {
        if (x >= 0 && y >= 0 && x <= frame.w && y <= frame.h && (name === main || !spots.has(id))) spots.set(id, [frame.x + x, frame.y + y]);
      }
      svg.append(made.svg);
    }
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
  const paper = (on) => { onPaper = on; drawing.paper(on); draw(); };
  const svg = () => svgText(box.querySelector("svg"), colour("page"));
  return { draw, show: draw, fit, paper, svg, png: () => pngOf(svg()), focus: () => box.focus() };
}
