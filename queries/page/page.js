"use strict";
/* The query page: language, theme, the catalogue, the editor, asking, permalinks. All text goes in as text. */
(() => {
  const by = (id) => document.getElementById(id), root = document.documentElement;
    const WORDS = {
    light: ["明るく", "Light"], dark: ["暗く", "Dark"], filter: ["問いを探す", "Find a question"], theme: ["配色", "Colours"],
    language: ["言語", "Language"], own: ["自分で書いた問い", "A question of your own"], asking: ["尋ねています…", "Asking…"],
    stopped: ["やめました。", "Stopped."], copied: ["リンクをコピーしました。", "The link is copied."],
    address: ["リンクはアドレス欄にあります。", "The link is in the address bar."], editor: ["SPARQL の編集欄", "SPARQL editor"],
    absent: ["エンドポイントが応答しません。intercity serve は動いていますか。", "The endpoint does not answer. Does intercity serve run?"],
    none: ["該当する問いがありません。", "No question has these words."], views: ["表示", "Views"], answer: ["答え", "Answer"],
  };
  const state = {
    lang: (navigator.language || "ja").startsWith("ja") ? "ja" : "en", question: null, running: null,
    theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  };
  const word = (name) => WORDS[name][state.lang === "en" ? 1 : 0];
  const norm = (text) => text.normalize("NFKC").toLowerCase().trim();
  let known, editor;

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

  /* ---- language and theme ---- */
  function dress() {
    root.lang = root.dataset.lang = state.lang;
    root.dataset.theme = state.theme;
    editor.refresh();
    by("theme").textContent = word(state.theme === "dark" ? "light" : "dark");
    by("theme").setAttribute("aria-label", `${word("theme")}: ${by("theme").textContent}`);
    by("filter").placeholder = word("filter");
    by("filter").setAttribute("aria-label", word("filter"));
    by("tabs").setAttribute("aria-label", word("views"));
    by("answer").setAttribute("aria-label", word("answer"));
    editor.getInputField().setAttribute("aria-label", word("editor"));
    list();
    head();
    icr.answer.draw();
  }

  /* ---- the catalogue ---- */
  function list() {
    const wanted = norm(by("filter").value).split(/\s+/).filter(Boolean);
    const found = known.questions.filter((one) => wanted.every((part) => norm(`${one.name} ${one.en} ${one.ja} ${one.tags.join(" ")}`).includes(part)));
    const groups = new Map();
    for (const one of found) groups.set(one.topic, [...(groups.get(one.topic) || []), one]);
    by("count").textContent = String(found.length);
    by("list").replaceChildren(...[...groups].flatMap(([topic, questions]) => [
      el("li", {}, el("h3", {}, known.topics[topic][state.lang === "en" ? 0 : 1])),
      ...questions.map((one) => el("li", {}, el("button", {
        type: "button", "aria-current": one === state.question ? "true" : null, onclick: () => { choose(one); ask(); narrow(); },
      }, one[state.lang] || one.en, el("small", {}, one.name)))),
    ]), ...(found.length ? [] : [el("li", { class: "count" }, word("none"))]));
  }
  const narrow = () => { if (matchMedia("(max-width: 900px)").matches) { by("questions").open = false; by("summary").scrollIntoView(); } };

  const plain = (question) => question.text.replace(/^#\+.*\n/gm, "");
  function choose(question) {
    state.question = question;
    editor.setValue(plain(question));
    editor.scrollTo(0, 0);
    icr.parameters.form();
    list();
    head();
  }
  function head() {
    by("summary").textContent = state.question ? state.question[state.lang] || state.question.en : word("own");
  }

  /* ---- asking ---- */
  async function request(text, accept, signal) {
    const response = await fetch(document.body.dataset.endpoint, { method: "POST", headers: { Accept: accept }, body: new URLSearchParams({ query: text }), signal });
    const body = await response.text();
    if (response.ok) return body;
    let said = body;
    try { const problem = JSON.parse(body); said = problem.detail || problem.title || body; } catch { /* no problem document: its text will do */ }
    throw new Error(`${response.status} ${response.statusText}: ${said.slice(0, 2000)}`);
  }
  async function ask({ remember = true } = {}) {
    stop();
    const text = editor.getValue(), running = new AbortController(), began = performance.now(), question = state.question;
    state.running = running;
    if (remember && location.hash !== hash()) history.pushState(null, "", hash());
    by("status").textContent = word("asking");
    by("run").disabled = true;
    by("stop").hidden = false;
    try {
      const body = await request(text, "application/sparql-results+json, application/n-triples;q=0.9", running.signal);
      if (state.running !== running) return;
      icr.answer.show({ body, question, text, subject: icr.parameters.subject(), took: performance.now() - began });
    } catch (error) {
      if (state.running !== running) return;
      if (error.name === "AbortError") by("status").textContent = word("stopped");
      else icr.answer.fail(error instanceof TypeError ? word("absent") : error.message);
    } finally {
      if (state.running === running) {
        state.running = null;
        by("run").disabled = false;
        by("stop").hidden = true;
        document.body.dataset.answered = String(Number(document.body.dataset.answered || 0) + 1);
      }
    }
  }
  function stop() {
    if (state.running) state.running.abort();
  }

  /* ---- permalinks ---- */
  const hash = (text = editor.getValue(), question = state.question) =>
    `#${new URLSearchParams({ lang: state.lang, ...(question ? { question: question.name } : {}), ...(question && plain(question) === text ? {} : { query: text }) })}`;
  function load() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (["ja", "en"].includes(given.get("lang"))) state.lang = given.get("lang");
    const question = known.questions.find(({ name }) => name === given.get("question")) || null, text = given.get("query");
    if (question || text === null) choose(question || known.questions.find(({ name }) => name === "partners") || known.questions[0]);
    else { state.question = null; icr.parameters.form(); }
    if (text !== null) editor.setValue(text);
    icr.parameters.fill();
    dress();
    ask({ remember: false });
  }
  async function copy() {
    history.replaceState(null, "", hash());
    try { await navigator.clipboard.writeText(location.href); by("status").textContent = word("copied"); } catch { by("status").textContent = word("address"); }
  }

  /* ---- the editor ---- */
  function edit() {
    const compare = (a, b) => (a < b ? -1 : 1), iris = (kind) => known.terms.filter((term) => term[1] === kind).map(([iri]) => iri).sort(compare);
    Object.assign(Yasqe.Autocompleters.prefixes, { persistenceId: null, get: () => Object.entries(known.prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort(compare) });
    for (const kind of ["class", "property"]) Yasqe.forkAutocompleter(kind, { name: `icr-${kind}`, bulk: true, persistenceId: null, get: () => iris(kind) }, false);
    const run = () => { ask(); };
    editor = new Yasqe(by("editor"), {
      value: "", persistenceId: null, prefixCcApi: null, consumeShareLink: null, showQueryButton: false, resizeable: false, lineWrapping: true,
      autocompleters: ["variables", "prefixes", "icr-class", "icr-property"],
      extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": (one) => one.autocomplete(), "Ctrl-/": (one) => one.commentLines(), Esc: () => by("run").focus(), Tab: false, "Shift-Tab": false },
    });
    editor.query = async () => { ask(); };
    editor.on("change", icr.parameters.fill);
  }

  window.icr = { ...window.icr, el, state, request, ask, hash, editor: () => editor, prefixes: () => known.prefixes };
  addEventListener("DOMContentLoaded", async () => {
    known = await (await fetch("page/known.json")).json();
    await icr.parameters.learn();
    edit();
    /* What stands behind # is the question, so that going to the answer must not change it. */
    document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); by("answer").focus(); });
    by("filter").addEventListener("input", list);
    by("run").addEventListener("click", () => ask());
    by("stop").addEventListener("click", stop);
    by("link").addEventListener("click", copy);
    by("language").addEventListener("click", () => { state.lang = state.lang === "ja" ? "en" : "ja"; icr.parameters.form(); dress(); });
    by("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; dress(); });
    by("parameters").addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", load);
    if (matchMedia("(max-width: 900px)").matches) by("questions").open = false;
    load();
    document.body.dataset.ready = "";
  });
})();
