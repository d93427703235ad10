"use strict";
/* What the page shows: language, view, choice and filters, what they leave visible, and the address that says the same. */
function pageState(data) {
  const nodes = new Map(data.nodes.map((node) => [node.id, node])), ties = new Map(data.ties.map((tie) => [tie.id, tie]));
  const tiesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const tie of data.ties) {
    for (const id of new Set([...tie.ends.map(([id]) => id), tie.id])) tiesOf.get(id)?.push(tie);
  }
  /* A relationship without a name of its own is called by its parties. */
  for (const tie of data.ties) if (!tie.name[0]) tie.name = [0, 1].map((at) => tie.ends.map(([id]) => nodes.get(id)?.name[at] || id).join(" – "));
  /* Exchanges belong to the tie that they stand under, or to an alliance. */
  const exchangesOf = new Map();
  for (const one of data.exchanges) exchangesOf.set(one.tie, [...(exchangesOf.get(one.tie) || []), one]);
  for (const tie of data.ties) {
    const own = exchangesOf.get(tie.id) || [];
    Object.assign(tie, { exchanges: own.length, latest: own.map(({ latest }) => latest).sort().at(-1) || "" });
  }
  const VIEWS = ["network", "map", "timeline", "table"];
  const narrow = matchMedia("screen and (max-width: 900px)");
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const open = () => ({ off: { group: new Set(), class: new Set() }, asof: data.asof, country: "", from: null, to: null, quiet: "", undated: true });

  const state = {
    lang: (navigator.language || "ja").startsWith("ja") ? "ja" : "en",
    theme: system(), view: "network", node: null, tie: null, ...open(),
    inset: () => (document.getElementById("panel").hidden || narrow.matches ? 0 : document.getElementById("panel").offsetWidth + 14),
    visibleTie, visibleLine, visibleNodes, passes,
  };

  /* ---- time: a date that is not sure counts wherever it may fall; no date counts where the reader wants it ---- */
  const beganBy = (begin, year) => !begin || begin[0] <= year, stillIn = (end, year) => !end || end[1] >= year;
  const inYear = (begin, end) => state.asof === null || (beganBy(begin, state.asof) && stillIn(end, state.asof));
  function timely(tie) {
    const narrowed = state.asof !== null || state.from !== null || state.to !== null;
    if (!tie.begin) return !narrowed || state.undated;
    const began = (state.from === null || tie.begin[1] >= state.from) && (state.to === null || tie.begin[0] <= state.to);
    return began && inYear(tie.begin, tie.end);
  }

  /* Whether the tie lets its filters pass, all but those of kind and class. */
  function passes(tie) {
    if (state.country && !tie.ends.some(([id]) => nodes.get(id)?.country === state.country)) return false;
    if (state.quiet === "seen" && !tie.exchanges) return false;
    if (/^\d/.test(state.quiet) && !(tie.kept && tie.latest < `${state.quiet}-01-01`)) return false;
    return timely(tie);
  }
  const classOn = (id) => !nodes.has(id) || !state.off.class.has(nodes.get(id).class);
  function visibleTie(tie) {
    return !state.off.group.has(tie.group) && passes(tie) && classOn(tie.id) && tie.ends.every(([id]) => classOn(id));
  }
  function visibleLine(edge) {
    return alive(edge) && classOn(edge.from) && classOn(edge.to);
  }
  const alive = ({ group, tie, begin, end }) => !state.off.group.has(group) && inYear(begin, end) && passes(ties.get(tie));
  /* What an actor holds of a tie: an heir not before it inherited, a former party not after. */
  const held = (tie, id) => tie.ends.every(([one, , , begin, end]) => one !== id || inYear(begin, end));

  /* What is told of up to the year that is looked at; what has no date may belong there. */
  const told = (found) => (state.asof === null ? found : found.filter(({ years }) => !years || years[0] <= state.asof));
  const met = (id) => told(exchangesOf.get(id) || []);
  /* A status in words; in a year in which a tie that has ended since was in force, that. */
  const standing = (status, tie) => (text(status) && tie.end && state.asof !== null && state.asof < tie.end[0] ? filled("in_force_then", { status: text(status) }) : text(status));

  /* Entities with a visible line; those that have none at all stay until something other than kinds is asked for. */
  function visibleNodes() {
    const seen = new Set(), linked = new Set();
    for (const edge of data.edges) {
      linked.add(edge.from).add(edge.to);
      if (alive(edge)) seen.add(edge.from).add(edge.to);
    }
    const alone = !state.country && !state.quiet && state.from === null && state.to === null;
    return new Set(data.nodes.filter(({ id }) => classOn(id) && (seen.has(id) || (alone && !linked.has(id)))).map(({ id }) => id));
  }

  /* ---- words ---- */
  const text = (pair) => pair[state.lang === "en" ? 1 : 0];
  const words = (name) => text(data.words[name]);
  const filled = (name, values) => words(name).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const COUNTED = { tie: ["no_tie", "one_tie", "ties"], exchange: ["no_exchange", "one_exchange", "exchanges"] };
  const counted = (what, n) => filled(COUNTED[what][Math.min(n, 2)], { n });
  const colour = (name) => data.colours[state.theme][name];

  /* ---- address: what differs from the page as it opens, checked against what is known when read ---- */
  function address() {
    const parts = {
      node: state.node, tie: state.tie, view: state.view === "network" ? "" : state.view, asof: state.asof === data.asof ? "" : state.asof ?? "all",
      hide: [...state.off.group].join(","), "hide-class": [...state.off.class].join(","),
      cc: state.country.replace("country/", ""), from: state.from, to: state.to, quiet: state.quiet,
      undated: state.undated ? "" : "no", lang: state.lang,
    };
    const said = Object.entries(parts).filter(([, value]) => value !== null && value !== "");
    history.replaceState(null, "", `#${said.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",")}`).join("&")}`);
  }
  /* Choose an entity, or one of its relationships; a relationship alone is looked at from its first end. */
  function pick(node, tie) {
    const known = [tie, node].find((id) => ties.has(id)) || null, start = known && ties.get(known).ends.map(([id]) => id).find((id) => nodes.has(id));
    state.node = nodes.has(node) ? node : start || null;
    state.tie = state.node && known;
  }
  function readAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1)), [first, last] = data.span;
    const year = (name) => {
      const value = wanted.get(name);
      return /^\d{4}$/.test(value) && value >= first && value <= last ? Number(value) : null;
    };
    Object.assign(state, open());
    if (["ja", "en"].includes(wanted.get("lang"))) state.lang = wanted.get("lang");
    if (VIEWS.includes(wanted.get("view"))) state.view = wanted.get("view");
    else if (!wanted.has("view")) state.view = "network";
    pick(wanted.get("node"), wanted.get("tie"));
    for (const [name, known, off] of [["hide", data.groups, state.off.group], ["hide-class", data.classes, state.off.class]]) {
      for (const key of (wanted.get(name) || "").split(",")) if (Object.hasOwn(known, key)) off.add(key);
    }
    Object.assign(state, { asof: wanted.has("asof") ? year("asof") : data.asof, from: year("from"), to: year("to"), undated: wanted.get("undated") !== "no" });
    const country = `country/${wanted.get("cc")}`, quiet = wanted.get("quiet");
    state.country = Object.hasOwn(data.countries, country) ? country : "";
    state.quiet = quiet === "seen" || year("quiet") ? quiet : "";
  }
  const reset = () => Object.assign(state, open());
  const narrowed = () => state.off.group.size + state.off.class.size > 0 || state.asof !== data.asof || ["from", "to"].some((name) => state[name] !== null) || Boolean(state.country || state.quiet) || !state.undated;

  return {
    data, state, nodes, ties, tiesOf, exchangesOf, VIEWS, narrow, text, words, filled, counted, colour, held, told, met, standing, pick, address, readAddress, reset, narrowed,
  };
}
