"use strict";
/* The shell of the page: language, theme, filters, search, panel, deep link. Views draw; all text goes in as text. */
(() => {
  const by = (id) => document.getElementById(id), root = document.documentElement;
  const data = JSON.parse(by("data").textContent);
  const nodes = new Map(data.nodes.map((node) => [node.id, node])), ties = new Map(data.ties.map((tie) => [tie.id, tie]));
  const tiesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const tie of data.ties) {
    for (const id of new Set([...tie.ends.map(([id]) => id), tie.id])) tiesOf.get(id)?.push(tie);
  }
  const degree = (id) => tiesOf.get(id).length, groups = Object.keys(data.groups);
  const words = (name) => text(data.words[name]);
  const text = (pair) => pair[state.lang === "en" ? 1 : 0];
  const filled = (name, values) => words(name).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const colour = (name) => data.colours[state.theme][name];
  const norm = (string) => string.normalize("NFKC").toLowerCase();
  const keys = new Map(data.nodes.map((node) => [node.id, [...node.name, ...node.aliases].map(norm)]));

  const state = {
    lang: (navigator.language || "ja").startsWith("ja") ? "ja" : "en",
    theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    node: null, off: { group: new Set(), class: new Set() },
    inset: () => (by("panel").hidden || matchMedia("(max-width: 900px)").matches ? 0 : by("panel").offsetWidth + 14),
    visibleTie: (tie) => !state.off.group.has(tie.group),
    visibleLine: ({ group, from, to }) => !state.off.group.has(group) && [from, to].every((end) => !state.off.class.has(nodes.get(end).class)),
    visibleNodes: () => {
      const seen = new Set(), linked = new Set();
      for (const edge of data.edges) {
        linked.add(edge.from).add(edge.to);
        if (!state.off.group.has(edge.group)) seen.add(edge.from).add(edge.to);
      }
      return new Set(data.nodes.filter(({ id, class: of }) => !state.off.class.has(of) && (seen.has(id) || !linked.has(id))).map(({ id }) => id));
    },
  };

  /* An element with attributes, listeners (on...) and children; strings become text. */
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }
  const link = (label, action) => el("button", { type: "button", class: "link", onclick: action }, label);

  /* ---- panel ---- */
  function cites(places) {
    const lines = new Map();
    for (const [number, start, end] of places) lines.set(number, [...(lines.get(number) || []), start === end ? `L${start}` : `L${start}–${end}`]);
    return [...lines].map(([number, of]) => el("span", { class: "cite", title: `${text(data.documents[number].title)} ${of.join(", ")}` }, `${text(data.documents[number].short)} ${of.join(", ")}`));
  }

  function factRow(fact, number, all) {
    const repeated = number && text(all[number - 1].label) === text(fact.label);
    const value = text(fact.value), target = fact.tie && ties.get(fact.tie), go = target && target.ends.find(([id]) => nodes.has(id));
    let shown = value;
    if (nodes.has(fact.node)) shown = link(value, () => choose(fact.node));
    else if (go) shown = link(value, () => choose(state.node && tiesOf.get(state.node).includes(target) ? state.node : go[0], target.id));
    const printed = fact.printed ? el("span", { class: "printed" }, ` ${words("as_printed")} `, el("q", { lang: "ja" }, fact.printed)) : null;
    return [el("dt", { class: repeated ? "again" : null }, text(fact.label)), el("dd", { class: fact.aside ? "aside" : null }, shown, printed, " ", ...cites(fact.cites))];
  }

  function tieCard(tie, own, opened) {
    const others = tie.ends.filter(([id]) => id !== own);
    const who = others.flatMap(([id, role, former], at) => {
      const note = [text(role), former ? words("former_party") : ""].filter(Boolean).join(" ");
      const name = nodes.has(id) ? link(text(nodes.get(id).name), () => choose(id)) : id;
      return [at ? words("comma") : null, name, note ? el("span", { class: "role" }, ` ${note}`) : null];
    });
    const unnamed = tie.facts.filter(({ label }) => text(label) === words("unnamed")).map(({ value }) => text(value));
    const main = tie.facts.find((fact) => fact.cites.length && [words("signed"), words("since"), words("part_of")].includes(text(fact.label)));
    const pending = text(tie.pending) ? el("span", { class: "chip" }, text(tie.pending)) : null;
    return el("article", { class: `tie tie-${tie.group}`, "data-tie": tie.id },
      el("div", { class: "who" }, ...who, unnamed.length ? (others.length ? words("comma") : "") + unnamed.join(words("comma")) : null),
      el("div", {}, text(tie.kind), tie.printed ? el("span", { class: "printed" }, ` ${words("as_printed")} `, el("q", { lang: "ja" }, tie.printed)) : null, pending),
      el("div", { class: "when" }, text(tie.when), text(tie.held) ? el("span", { class: "role" }, ` · ${text(tie.held)}`) : null),
      el("div", { class: "cites" }, ...cites((main || tie.facts.find((fact) => fact.cites.length) || { cites: [] }).cites)),
      el("details", { open: opened }, el("summary", {}, words("details")), el("dl", {}, ...tie.facts.flatMap(factRow))));
  }

  const counted = (n) => (n === 1 ? words("one_tie") : n ? filled("ties", { n }) : words("no_tie"));

  function panel() {
    const box = by("panel"), node = nodes.get(state.node);
    box.replaceChildren();
    box.hidden = !node;
    by("hint").hidden = Boolean(node);
    if (!node) return;
    const found = tiesOf.get(node.id).filter(state.visibleTie), few = found.length < 4;
    const other = node.name[state.lang === "en" ? 0 : 1];
    const kind = norm(text(node.kind)) === norm(text(data.classes[node.class].name)) ? "" : text(node.kind);
    const meta = [text(data.classes[node.class].name), kind, text(node.place)].filter(Boolean);
    box.append(el("button", { type: "button", class: "close", "aria-label": words("close"), onclick: () => { choose(null); views.network.focus(); } }, "×"),
      el("h2", {}, text(node.name)), el("p", { class: "sub", lang: state.lang === "en" ? "ja" : "en" }, other === text(node.name) ? "" : other),
      el("p", { class: "meta" }, meta.join(" · ")));
    if (node.aliases.length) box.append(el("p", { class: "meta" }, `${words("aliases")}: ${node.aliases.join(words("comma"))}`));
    if (node.facts.length) box.append(el("dl", {}, ...node.facts.flatMap(factRow)));
    const toggle = link(words(few ? "close_all" : "open_all"), () => {
      const all = [...box.querySelectorAll("details")], shut = all.every(({ open }) => open);
      for (const one of all) one.open = !shut;
      toggle.textContent = words(shut ? "open_all" : "close_all");
    });
    box.append(el("div", { class: "count-line" }, counted(found.length), found.length ? toggle : null));
    for (const group of groups) {
      const part = found.filter((tie) => tie.group === group);
      if (part.length) box.append(el("h3", {}, text(data.groups[group].name)), ...part.map((tie) => tieCard(tie, node.id, few)));
    }
    box.scrollTop = 0;
  }

  /* ---- search ---- */
  const field = by("search"), list = by("hits");
  let at = -1;
  function matches() {
    const wanted = norm(field.value).trim();
    if (!wanted) return [];
    const rank = ({ id }) => Math.min(...keys.get(id).map((key) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(wanted) ? 2 : 9)));
    return data.nodes.filter((node) => node.class !== "pact" && rank(node) < 9).sort((a, b) => rank(a) - rank(b) || degree(b.id) - degree(a.id)).slice(0, 12);
  }
  function hits() {
    const found = matches();
    list.replaceChildren(...found.map((node, number) => el("li", {
      role: "option", id: `hit-${number}`, "aria-selected": String(number === at), onmousedown: (event) => { event.preventDefault(); pick(node.id); },
    }, text(node.name), el("small", {}, [node.name[state.lang === "en" ? 0 : 1], text(data.classes[node.class].name)].join(" · ")))));
    if (!found.length && field.value.trim()) list.append(el("li", {}, words("no_match")));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) field.setAttribute("aria-activedescendant", `hit-${at}`);
    else field.removeAttribute("aria-activedescendant");
    return found;
  }
  function pick(id) {
    field.value = "";
    at = -1;
    hits();
    choose(id, null, true);
    by("panel").focus({ preventScroll: true });
  }
  field.addEventListener("input", () => { at = -1; hits(); });
  field.addEventListener("blur", () => { list.hidden = true; field.setAttribute("aria-expanded", "false"); });
  field.addEventListener("keydown", (event) => {
    const found = matches();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = Math.max(0, Math.min(found.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      hits();
    } else if (event.key === "Enter" && found.length) pick(found[Math.max(0, at)].id);
    else if (event.key === "Escape") { field.value = ""; hits(); }
  });

  /* ---- state, address, words ---- */
  function choose(id, tie, bring) {
    const same = id === state.node;
    state.node = nodes.has(id) ? id : null;
    if (!same || !id) panel();
    views.network.show(state.node, bring);
    status();
    address();
    const card = tie && [...document.querySelectorAll("#panel .tie")].find((one) => one.dataset.tie === tie);
    if (card) {
      for (const one of document.querySelectorAll("#panel .flash")) one.classList.remove("flash");
      card.classList.add("flash");
      card.querySelector("details").open = true;
      card.scrollIntoView({ block: "nearest" });
    }
  }
  function status() {
    const node = nodes.get(state.node), seen = state.visibleNodes().size, shown = data.ties.filter(state.visibleTie).length;
    const all = filled("shown", { n: seen, nodes: data.nodes.length, t: shown, ties: data.ties.length });
    by("status").textContent = node ? `${text(node.name)}: ${counted(tiesOf.get(node.id).filter(state.visibleTie).length)}` : all;
  }
  function address() {
    const parts = [["node", state.node], ["lang", state.lang]].filter(([, value]) => value);
    history.replaceState(null, "", "#" + parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2F", "/")}`).join("&"));
  }
  function readAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (["ja", "en"].includes(wanted.get("lang"))) state.lang = wanted.get("lang");
    state.node = nodes.has(wanted.get("node")) ? wanted.get("node") : null;
  }
  function update() {
    root.lang = root.dataset.lang = state.lang;
    root.dataset.theme = state.theme;
    document.title = words("title");
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words(element.dataset.label));
    field.placeholder = words("search");
    by("theme").textContent = words(state.theme === "dark" ? "light" : "dark");
    for (const row of document.querySelectorAll("tr[data-tie]")) row.hidden = !state.visibleTie(ties.get(row.dataset.tie));
    panel();
    views.network?.show(state.node);
    status();
    address();
  }

  by("language").addEventListener("click", () => { state.lang = state.lang === "ja" ? "en" : "ja"; update(); });
  by("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; update(); });
  by("fit").addEventListener("click", () => views.network.fit(true));
  by("reset").addEventListener("click", () => {
    for (const input of document.querySelectorAll("#filters input")) input.checked = true;
    state.off = { group: new Set(), class: new Set() };
    update();
  });
  for (const kind of ["group", "class"]) {
    for (const input of document.querySelectorAll(`input[data-${kind}]`)) {
      input.addEventListener("change", () => { state.off[kind][input.checked ? "delete" : "add"](input.dataset[kind]); update(); });
    }
  }
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-to], a[href^='#node=']");
    if (!anchor) return;
    event.preventDefault();
    const target = by(anchor.dataset.to || "explorer");
    if (!anchor.dataset.to) choose(new URLSearchParams(anchor.getAttribute("href").slice(1)).get("node"), null, true);
    target.scrollIntoView();
    (anchor.dataset.to ? target : by("panel")).focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); field.focus(); }
    else if (event.key === "Escape" && event.target.closest("#panel")) { choose(null); views.network.focus(); }
  });
  addEventListener("hashchange", () => { readAddress(); update(); });
  /* Paper is white: the picture is drawn in the light colours while it is printed. */
  let before = null;
  addEventListener("beforeprint", () => {
    before = state.theme;
    state.theme = "light";
    update();
    for (const one of document.querySelectorAll("#panel details")) one.open = true;
    views.network.paper(true);
  });
  addEventListener("afterprint", () => {
    state.theme = before || state.theme;
    update();
    views.network.paper(false);
  });
  if (matchMedia("(max-width: 900px)").matches) by("filters").open = false;

  const views = {};
  readAddress();
  update();
  views.network = networkView({ data, state, text, colour, choose, open: () => by("panel").focus() });
  if (state.node) views.network.show(state.node, true);
  window.intercity = { data, state, views, choose };
})();
