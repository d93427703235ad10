"use strict";
/* The shell: it makes the views, keeps them on one choice and one address, and answers tabs, buttons and paper. */
(() => {
  const page = pageState(unpacked(JSON.parse(by("data").textContent))), root = document.documentElement;
  const { data, state, nodes, tiesOf, VIEWS, text, words, filled, counted, held } = page;
  const makers = { network: networkView, map: data.large ? mapManyView : mapView, timeline: timelineView, table: tableView }, views = {};
  page.moves = movesOf;
  page.unplaced = unplacedOf(page);
  page.view = () => views[state.view];
  page.choose = choose;
  page.open = () => by("panel").focus();

  /* A view is made when it is first looked at, because it measures the place it stands in. */
  function view() {
    const made = views[state.view];
    if (!made) views[state.view] = makers[state.view](page);
    return views[state.view];
  }

  function choose(id, tie, bring) {
    page.pick(id, tie);
    panel.draw();
    view().show(state.node, bring);
    aboveSheet();
    status();
    page.address();
  }

  /* On a telephone the panel is a sheet over the lower half: the picture moves above it. */
  function aboveSheet() {
    if (!state.node || !page.narrow.matches || state.view === "table") return;
    by("stage").scrollIntoView({ block: "start", behavior: "instant" });
    setTimeout(() => view().show(state.node, true), 80);
  }

  function status() {
    const node = nodes.get(state.node), seen = state.visibleNodes().size, shown = data.ties.filter(state.visibleTie).length;
    const all = filled("shown", { n: seen, nodes: data.nodes.length, t: shown, ties: data.ties.length });
    by("status").textContent = node ? `${text(node.name)}: ${counted("tie", tiesOf.get(node.id).filter(state.visibleTie).filter((tie) => held(tie, node.id)).length)}` : all;
    by("hint").hidden = Boolean(node);
  }

  /* After a change of language, colours, view or filters: everything as the state has it. */
  function update() {
    root.lang = root.dataset.lang = state.lang;
    root.dataset.theme = state.theme;
    root.dataset.view = state.view;
    document.title = words("title");
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words(element.dataset.label));
    by("search").placeholder = words("search");
    by("theme").textContent = words(state.theme === "dark" ? "light" : "dark");
    for (const name of VIEWS) {
      const tab = by(`tab-${name}`), chosen = name === state.view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      by(`view-${name}`).hidden = !chosen;
    }
    for (const button of document.querySelectorAll("[data-save=svg], [data-save=png]")) button.disabled = state.view === "table";
    filters.draw();
    panel.draw();
    view().draw();
    view().show(state.node);
    status();
    page.address();
  }

  function turnTo(name) {
    state.view = name;
    update();
  }
  VIEWS.forEach((name, at) => {
    const tab = by(`tab-${name}`);
    tab.addEventListener("click", () => turnTo(name));
    tab.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key], goal = event.key === "Home" ? 0 : event.key === "End" ? VIEWS.length - 1 : way ? (at + way + VIEWS.length) % VIEWS.length : -1;
      if (goal < 0) return;
      event.preventDefault();
      turnTo(VIEWS[goal]);
      by(`tab-${VIEWS[goal]}`).focus();
    });
  });

  /* ---- files, as the page is filtered now ---- */
  const savers = {
    svg: async () => save(new Blob([view().svg()], { type: "image/svg+xml" }), `intercity-${state.view}.svg`),
    png: async () => save(await view().png(), `intercity-${state.view}.png`),
    csv: async () => save(new Blob([(views.table ||= tableView(page)).csv()], { type: "text/csv;charset=utf-8" }), "intercity-relationships.csv"),
    print: async () => print(),
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => { by("save").open = false; savers[button.dataset.save](); });
  }
  document.addEventListener("click", (event) => { if (!event.target.closest("#save")) by("save").open = false; });

  by("language").addEventListener("click", () => { state.lang = state.lang === "ja" ? "en" : "ja"; update(); });
  by("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; update(); });
  by("fit").addEventListener("click", () => view().fit(true));
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-to], a[href^='#node='], a[href^='#tie=']");
    if (!anchor) return;
    event.preventDefault();
    if (anchor.dataset.to === "table") {
      turnTo("table");
      by("table").querySelector(".scroll").focus();
    } else {
      const wanted = new URLSearchParams(anchor.getAttribute("href").slice(1));
      choose(wanted.get("node"), wanted.get("tie"), true);
      by("panel").focus({ preventScroll: true });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && by("save").open) by("save").open = false;
    else if (event.key === "Escape" && event.target.closest("#panel")) { choose(null); view().focus(); }
  });
  addEventListener("hashchange", () => { page.readAddress(); update(); });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width || state.view === "network" || state.view === "table") return;
    width = innerWidth;
    view().draw();
  });

  /* Paper is white: the picture is drawn in the light colours while it is printed. */
  let before = null, folded = false;
  addEventListener("beforeprint", () => {
    before = state.theme;
    folded = !by("filters").open;
    by("filters").open = true;
    state.theme = "light";
    update();
    (views.table ||= tableView(page)).draw();
    for (const one of document.querySelectorAll("#panel details")) one.open = !one.classList.contains("citation");
    view().paper(true);
  });
  addEventListener("afterprint", () => {
    state.theme = before || state.theme;
    by("filters").open = !folded;
    view().paper(false);
    update();
  });
  if (page.narrow.matches) by("filters").open = false;

  page.readAddress();
  const panel = panelOf(page), filters = filterControls(page, update);
  searchBox(page);
  update();
  if (state.node) view().show(state.node, true);
  aboveSheet();
  document.body.dataset.ready = "1";
  window.intercity = { data, state, views, choose, turnTo, update, page };
})();
