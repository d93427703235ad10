"use strict";
/* Exchanges in the panel: how many people went which way in which year, and each exchange with its source. */
function exchangeList(page, factRow, cites) {
  const { nodes, text, words, filled, counted, colour } = page;

  const SHOWN = 20; // years in the chart, so that bars can be told apart
  const name = (id) => (nodes.has(id) ? text(nodes.get(id).short) : id);
  const who = (one) => (one.sent.length && one.received.length && one.sent.join() !== one.received.join()
    ? `${one.sent.map(name).join(words("comma"))} → ${one.received.map(name).join(words("comma"))}` : text(one.way));

  /* Bars up for people sent by `own`, down for people received, a ring where no number is printed. */
  function chart(found, own) {
    const moves = page.moves(found, own), all = Object.keys(moves).map(Number);
    if (all.length < 2 || !all.some((year) => moves[year].sent || moves[year].received)) return null;
    const last = Math.max(...all), first = Math.max(Math.min(...all), last - SHOWN + 1), years = all.filter((year) => year >= first);
    const earlier = all.filter((year) => year < first).reduce((sum, year) => sum + moves[year].n, 0), W = 330, H = 104, zero = 50, most = Math.max(1, ...Object.values(moves).flatMap((one) => [one.sent, one.received]));
    const step = (W - 44) / (last - first + 1), wide = Math.max(2, Math.min(14, step * 0.7)), x = (year) => 30 + (year - first + 0.5) * step, high = (n) => (n / most) * 34;
    const parts = [sv("line", { x1: 26, x2: W - 6, y1: zero, y2: zero, stroke: colour("muted") })];
    for (const year of years) {
      const { n, sent, received, silent } = moves[year], left = x(year) - wide / 2;
      if (sent) parts.push(sv("rect", { x: left, y: zero - high(sent), width: wide, height: high(sent), fill: colour("accent") }));
      if (received) parts.push(sv("rect", { x: left, y: zero, width: wide, height: high(received), fill: colour("class-alliance") }));
      if (silent) parts.push(sv("circle", { cx: x(year), cy: zero, r: 2.6, fill: colour("raised"), stroke: colour("muted"), "stroke-width": 1.4 }));
      const area = sv("rect", { x: x(year) - Math.max(wide, 8) / 2, y: 8, width: Math.max(wide, 8), height: 84, fill: "transparent" });
      tips.set(area, [`${year}: ${counted("exchange", n)}`, filled("people_moved", { sent, received })]);
      parts.push(area);
    }
    const label = (at, y, said, anchor = "middle") => sv("text", { x: at, y, "text-anchor": anchor, "font-size": 11, fill: colour("muted") }, said);
    parts.push(label(x(first), H - 2, String(first)), label(x(last), H - 2, String(last)), label(24, 20, String(most), "end"), label(24, zero + 4, "0", "end"), label(24, zero + 38, String(most), "end"));
    const people = (key) => Object.values(moves).reduce((sum, one) => sum + one[key], 0);
    const key = (of, fill) => el("span", {}, sv("svg", { width: 10, height: 10, "aria-hidden": "true" }, sv("rect", { width: 10, height: 10, fill: colour(fill) })), ` ${filled(of, { n: people(of) })}`);
    const svg = sv("svg", { class: "chart", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": filled("people_moved", { sent: people("sent"), received: people("received") }) }, ...parts);
    return el("figure", {}, el("figcaption", { class: "meta" }, key("sent", "accent"), key("received", "class-alliance"), earlier ? el("span", {}, filled("earlier", { n: earlier, year: first })) : null, Object.values(moves).some(({ silent }) => silent) ? el("span", {}, `○ ${words("no_number")}`) : null), svg);
  }

  function entry(one) {
    const heads = one.heads === null ? "" : filled("heads", { n: one.heads });
    const stated = one.facts.at(-1), known = new Set(stated.cites.map(String));
    const bare = (fact) => ({ ...fact, cites: fact.cites.filter((cite) => !known.has(String(cite))) }), told = one.facts.slice(0, -1).filter(({ label }) => label !== "confidence");
    const sure = one.facts.find(({ label }) => label === "confidence");
    return el("li", { "data-exchange": one.id }, el("strong", {}, text(one.when)), ` ${text(one.kind)}`, heads ? `${words("comma")}${heads}` : "",
      el("div", { class: "role" }, who(one)),
      ...told.map((fact) => el("div", { class: "role" }, `${words(fact.label)}: `, ...factRow.value(bare(fact)))),
      el("div", {}, ...cites(stated.cites), sure ? el("span", { class: "role" }, text(sure.value)) : null));
  }

  /* The whole section: heading, chart, and the list, the latest first. */
  return (found, own, opened) => {
    if (!found.length) return [];
    const list = el("details", { open: opened }, el("summary", {}, words("list")), el("ol", { class: "exchanges" }, ...[...found].reverse().map(entry)));
    return [el("h3", {}, counted("exchange", found.length), page.state.asof === null ? "" : ` ${filled("until_year", { year: page.state.asof })}`), chart(found, own), list];
  };
}

/* People that `own` sent and received in each year that is told: totals as printed; `silent` counts those without one. */
function movesOf(found, own) {
  const moves = {};
  for (const one of found) {
    if (!one.years || one.years[1] - one.years[0] > 1) continue;
    const at = (moves[one.years[0]] ||= { n: 0, sent: 0, received: 0, silent: 0 });
    at.n += 1;
    if (one.heads === null) at.silent += 1;
    if (one.sent.includes(own)) at.sent += one.heads || 0;
    if (one.received.includes(own)) at.received += one.heads || 0;
  }
  return moves;
}
