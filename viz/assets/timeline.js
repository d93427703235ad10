"use strict";
/* The timeline view: a row for each tie from its beginning to its end, with its exchanges; ties without a date below. */
function timelineView(page) {
  const { data, state, nodes, tiesOf, exchangesOf, text, words, filled, counted, colour, choose, open } = page;
  const box = by("timeline"), face = getComputedStyle(document.body).fontFamily, font = `12px ${face}`;
  const ROW = 24, HEAD = 30, TOP = 34, MOST = 2000, [first, last] = data.span;
  let onPaper = false, axis = null, listed = [];

  const weight = (id) => tiesOf.get(id)?.length || 0;

  /* The actor whose row group a tie stands in: the one with most ties. */
  const owner = (tie) => tie.ends.map(([id]) => id).filter((id) => nodes.has(id)).sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1))[0];

  function groups() {
    const found = new Map();
    for (const tie of data.ties.filter(state.visibleTie)) {
      const id = owner(tie);
      found.set(id, [...(found.get(id) || []), tie]);
    }
    const order = (tie) => (tie.begin ? tie.sort : "9999");
    const town = (id) => (["city", "prefecture"].includes(nodes.get(id)?.class) ? 0 : 1);
    return [...found].sort(([a], [b]) => town(a) - town(b) || weight(b) - weight(a) || (a < b ? -1 : 1))
      .map(([id, of]) => [id, of.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))]);
  }

  const ofChoice = (tie) => onPaper || !state.node || (state.tie ? tie.id === state.tie : tie.id === state.node || tie.ends.some(([id]) => id === state.node));
  function others(tie, id) {
    const found = tie.ends.filter(([end, role, former]) => end !== id && !former && nodes.has(end) && (tie.form !== "agreement" || !text(role)));
    return found.length && found.length < 4 ? found.map(([end]) => text(nodes.get(end).short)).join(words("comma")) : text(tie.name);
  }
  const heirOf = (tie) => tie.ends.find(([, , former, begin]) => !former && begin && tie.begin && begin[0] > tie.begin[1]);
  /* What a row is called: who with, and since when where the actor inherited it. */
  function called(tie, own) {
    const heir = heirOf(tie);
    return others(tie, own) + (heir ? ` ${filled("held_from", { year: heir[3][0] })}` : "");
  }
  const KIND = 14, APART = 20, kindFont = `11px ${face}`; // where a kind begins, and how far from the name it ends, in pixels

  /* How wide kinds and names are: as the rows that are drawn need, while more than half of the picture is left to the years. */
  function gutter(all, width) {
    const needed = ([tie, id]) => textWidth(called(tie, id), font) + KIND + 42 + (tie.begin ? textWidth(text(tie.kind), kindFont) + APART : 0);
    const listed = all.flatMap(([id, of]) => of.map((tie) => [tie, id])).slice(0, MOST);
    return Math.round(Math.min(width * 0.42, listed.reduce((most, one) => Math.max(most, needed(one)), 330)));
  }
  const part = (key) => Number(key.slice(0, 4)) + (Number(key.slice(5, 7) || 1) - 1) / 12 + (Number(key.slice(8, 10) || 1) - 1) / 366;

  function draw() {
    const all = groups(), width = onPaper ? 1000 : Math.max(300, box.clientWidth - 4), left = gutter(all, width);
    const from = Math.floor(first / 5) * 5 - 1, until = last + 1.4, x = (year) => left + 12 + ((year - from) / (until - from)) * (width - left - 30);
    const dated = all.map(([id, of]) => [id, of.filter(({ begin }) => begin)]).filter(([, of]) => of.length);
    const vague = all.map(([id, of]) => [id, of.filter(({ begin }) => !begin)]).filter(([, of]) => of.length);
    const rows = [], marks = sv("g"), scale = { x, left, width };
    listed = [];
    let y = TOP, count = 0;
    const put = (of) => {
      for (const [id, ties] of of) {
        if (count >= MOST) break;
        rows.push(sv("text", { x: 4, y: y + 21, "font-size": 13, "font-weight": 700, fill: colour("text"), class: "owner", onclick: () => choose(id) }, nodes.has(id) ? text(nodes.get(id).name) : words("others")));
        y += HEAD;
        for (const tie of ties.slice(0, MOST - count)) {
          rows.push(row(tie, id, y, scale));
          listed.push([tie, id]);
          y += ROW;
          count += 1;
        }
      }
    };
    put(dated);
    const low = y;
    if (vague.length) {
      rows.push(sv("text", { x: 4, y: y + 32, "font-size": 13, fill: colour("muted") }, words("undated")));
      y += 40;
      put(vague);
    }
    const total = all.reduce((sum, [, of]) => sum + of.length, 0);
    if (total > count) rows.push(sv("text", { x: 4, y: (y += ROW) - 6, "font-size": 12, fill: colour("muted") }, filled("more_rows", { n: total - count })));
    if (!total) rows.push(sv("text", { x: 4, y: (y += ROW * 2) - 20, "font-size": 13, fill: colour("muted") }, words("nothing_left")));
    const narrow = width - left < 420, years = [];
    for (let year = Math.ceil(from / 10) * 10; year <= last; year += narrow ? 20 : 10) {
      marks.append(sv("line", { x1: x(year), x2: x(year), y1: TOP - 6, y2: low, stroke: colour("line") }));
      years.push(sv("text", { x: x(year), y: 20, "text-anchor": "middle", "font-size": 12, fill: colour("muted") }, String(year)));
    }
    axis = sv("g", {}, sv("rect", { width, height: TOP - 6, fill: colour("page") }), sv("line", { x2: width, y1: TOP - 6, y2: TOP - 6, stroke: colour("line") }), ...years,
      narrow ? null : sv("circle", { cx: 10, cy: 16, r: 4, fill: colour("page"), stroke: colour("muted"), "stroke-width": 2 }),
      narrow ? null : sv("text", { x: 20, y: 20, "font-size": 12, fill: colour("muted") }, words("mark")));
    if (state.asof !== null) {
      const at = x(state.asof + 0.5);
      marks.append(sv("line", { x1: at, x2: at, y1: TOP - 6, y2: low, stroke: colour("accent"), "stroke-width": 2 }));
      axis.append(sv("rect", { x: at - 20, y: 5, width: 40, height: 20, rx: 6, fill: colour("accent") }),
        sv("text", { x: at, y: 20, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: colour("page") }, String(state.asof)));
    }
    box.replaceChildren(sv("svg", { viewBox: `0 0 ${width} ${y + 12}`, width: "100%", "aria-hidden": "true" }, marks, ...rows, axis));
    stick();
  }

  /* One tie: who with, the bar from beginning to end, and a mark for each year with exchanges. */
  function row(tie, own, y, { x, left, width }) {
    const line = colour(`group-${tie.group}`), { dash, width: thick } = data.groups[tie.group], middle = y + ROW / 2, chosen = !onPaper && tie.id === state.tie;
    const made = sv("g", { class: "row", "data-tie": tie.id, opacity: ofChoice(tie) ? 1 : 0.25, onclick: () => choose(own, tie.id) },
      sv("rect", { x: 0, y, width, height: ROW, rx: 4, fill: chosen ? colour("mark") : "transparent" }));
    const heir = heirOf(tie), said = called(tie, own), spare = left - 42 - KIND - APART - textWidth(said, font);
    made.append(sv("text", { x: left - 42, y: middle + 4, "text-anchor": "end", "font-size": 12, fill: colour("text") }, shortened(said, left - 54, font)));
    // A kind that does not fit is told when the pointer rests on the row.
    if (tie.begin && width > 600 && textWidth(text(tie.kind), kindFont) <= spare + 1) made.append(sv("text", { x: KIND, y: middle + 4, "font-size": 11, fill: colour("muted") }, text(tie.kind)));
    if (!tie.begin) made.append(sv("text", { x: left, y: middle + 4, "font-size": 12, fill: colour("muted") }, text(tie.kind)));
    else {
      const start = x(part(tie.sort)), end = tie.end ? x(part(tie.stop)) : x(last + 1), bar = { y1: middle, y2: middle, stroke: line, "stroke-width": thick > 2 ? 6 : 4, "stroke-dasharray": dash.join(" ") || null };
      const passed = heir ? x(part(heir[5])) : start;
      if (heir) made.append(sv("line", { ...bar, x1: start, x2: passed, "stroke-width": 2 }), sv("line", { x1: passed, x2: passed, y1: middle - 7, y2: middle + 7, stroke: line, "stroke-width": 2 }));
      made.append(sv("line", { ...bar, x1: passed, x2: Math.max(end, passed + 2) }), sv("circle", { cx: start, cy: middle, r: 5, fill: line }));
      made.append(sv("text", { x: left, y: middle + 4, "text-anchor": "end", "font-size": 12, fill: colour("muted") }, String(tie.begin[0])));
      const closing = tie.end ? `${tie.end[0]} ${words(tie.replaced ? "replaced_short" : "ended")}` : "";
      if (tie.end) made.append(sv("line", { x1: end, x2: end, y1: middle - 7, y2: middle + 7, stroke: line, "stroke-width": 2.5 }),
        end + 10 + textWidth(closing, font) > width ? null : sv("text", { x: end + 7, y: middle + 4, "font-size": 11, fill: colour("muted"), stroke: colour("page"), "stroke-width": 3, "paint-order": "stroke" }, closing));
      else made.append(sv("path", { d: `M${end} ${middle - 6}l8 6l-8 6z`, fill: line }));
    }
    tips.set(made, [text(tie.name), `${text(tie.kind)}  ${text(tie.when)}`, text(tie.held), tie.end || !tie.begin ? "" : words("in_force")]);
    for (const [year, moves] of Object.entries(page.moves(exchangesOf.get(tie.id) || [], own))) {
      const spot = sv("circle", { cx: x(Number(year) + 0.5), cy: middle, r: Math.min(8, 2.2 + 1.4 * Math.sqrt(moves.n)), fill: colour("page"), stroke: line, "stroke-width": 2 });
      tips.set(spot, [text(tie.name), `${year}: ${counted("exchange", moves.n)}`, filled("people_moved", moves)]);
      made.append(spot);
    }
    return made;
  }

  /* The years stay in sight while the rows are scrolled. */
  const stick = () => axis?.setAttribute("transform", `translate(0 ${onPaper ? 0 : (box.scrollTop * box.querySelector("svg").viewBox.baseVal.width) / Math.max(1, box.querySelector("svg").clientWidth)})`);
  box.addEventListener("scroll", stick, { passive: true });
  box.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = listed.findIndex(([tie, id]) => tie.id === state.tie && id === state.node);
    if (way && listed.length) {
      const [tie, id] = listed[Math.min(listed.length - 1, Math.max(0, at + way))];
      choose(id, tie.id);
    } else if (event.key === "Enter" && state.node) open();
    else if (event.key === "Escape") choose(null);
    else return;
    event.preventDefault();
  });
  tooltips(box);

  function show(id, bring) {
    draw();
    const row = [...box.querySelectorAll(".row")].find((one) => one.dataset.tie === state.tie) || (bring && id && [...box.querySelectorAll(".row")].find((one) => one.getAttribute("opacity") === "1"));
    if (row) row.scrollIntoView({ block: "nearest" });
  }
  const paper = (on) => { onPaper = on; draw(); };
  const svg = () => { axis.removeAttribute("transform"); const made = svgText(box.querySelector("svg"), colour("page")); stick(); return made; };
  return { draw, show, fit: () => { box.scrollTop = 0; draw(); }, paper, svg, png: () => pngOf(svg()), focus: () => box.focus() };
}
