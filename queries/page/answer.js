"use strict";
/* An answer as table, network and text: sorted, in one language, and taken away as CSV and JSON. */
(() => {
  const STEP = 500;
  const WORDS = {
    rows: ["{n} 行", "{n} rows"], row: ["1 行", "1 row"], part: ["{n} 行のうち {m} 行を表示", "{m} of {n} rows shown"], more: ["さらに表示", "Show more"],
    empty: ["該当する行がありません。グラフにある文書が述べていないか、条件が狭すぎるかです。", "No rows. Either the documents in the graph do not say it, or the conditions are too narrow."],
    yes: ["はい", "Yes"], no: ["いいえ", "No"],
  };
  const by = (id) => document.getElementById(id);
  const word = (name, values = {}) => WORDS[name][icr.state.lang === "en" ? 1 : 0].replace(/\{(\w)\}/g, (_, key) => values[key].toLocaleString("en"));
  let answer = null, sort = null, limit = STEP, view = "table";

  /* ---- terms ---- */
  const SYNTAX = /^(?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)$/s;
  const plain = (text) => text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    one === undefined ? String.fromCodePoint(parseInt(four || eight, 16)) : { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[one] || one);
  function term(text) {
    const match = text.match(SYNTAX);
    if (!match) return { type: "literal", value: text };
    if (match[1] !== undefined) return { type: "uri", value: plain(match[1]) };
    if (match[2] !== undefined) return { type: "bnode", value: match[2].slice(2) };
    return { type: "literal", value: plain(match[3]), "xml:lang": match[4], datatype: match[5] };
  }
  function triples(body) {
    const bindings = body.split("\n").filter(Boolean).map((line) => {
      const [, subject, predicate, object] = line.match(/^(\S+) (\S+) (.*) \.\s*$/s) || [, "", "", line];
      return { subject: term(subject), predicate: term(predicate), object: term(object) };
    });
    return { vars: ["subject", "predicate", "object"], bindings };
  }
  function short(iri) {
    let best = ["", ""];
    for (const [name, space] of Object.entries(icr.prefixes())) if (iri.startsWith(space) && iri !== space && space.length > best[1].length) best = [name, space];
    return best[1] ? `${best[0]}:${iri.slice(best[1].length)}` : iri;
  }
  const text = (cell) => (!cell ? "" : cell.type === "uri" ? short(cell.value) : cell.type === "bnode" ? `_:${cell.value}` : cell.value);
  const numeric = (cell) => cell && /(integer|decimal|double|float|int|long)$/.test(cell.datatype || "");

  /* What a reader of one language wants: names in it, and no IRIs beside the names; the same as `Result.only`. */
  function columns() {
    const all = answer.vars, other = icr.state.lang === "en" ? "_ja" : "_en";
    if (by("all").checked || answer.form !== "select") return all.map((name) => [name, name]);
    let kept = all.filter((name) => !name.endsWith(other) && !name.endsWith("_id"));
    if (icr.state.lang === "en") kept = kept.filter((name) => !all.includes(`${name}_en`));
    return (kept.length ? kept : all).map((name) => [name, kept.length ? name.replace(new RegExp(`_${icr.state.lang}$`), "") : name]);
  }
  /* The names in English are described beside the Japanese ones: "the same in English" says nothing here. */
  function meaning(name) {
    const told = answer.question && !by("all").checked && answer.question.columns[name.replace(/_(en|ja)$/, "")] || answer.question && answer.question.columns[name];
    return told && told[icr.state.lang === "en" ? 0 : 1];
  }

  /* ---- views ---- */
  function about(iri) {
    const query = `PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT ?property ?value ?name WHERE {\n  <${iri}> ?property ?value\n  OPTIONAL { ?value skos:prefLabel ?name FILTER(LANG(?name) = "${icr.state.lang}") }\n} ORDER BY STR(?property) STR(?value)`;
    return icr.hash(query, null);
  }
  function cell(of) {
    const content = text(of), attributes = { class: numeric(of) ? "number" : /^[\d\-/:~%X]{4,24}$/.test(content) ? "short" : null, lang: (of && of["xml:lang"]) || null };
    const linked = of && of.type === "uri" && /^[a-z]+:[^\x00-\x20<>"{}|^`\\]*$/i.test(of.value);
    return icr.el("td", attributes, linked ? icr.el("a", { href: about(of.value) }, content) : content);
  }
  function sorted() {
    if (!sort) return answer.bindings;
    const value = (row) => text(row[sort.name]), number = answer.bindings.every((row) => !row[sort.name] || numeric(row[sort.name]));
    const compare = number ? (a, b) => Number(value(a)) - Number(value(b)) : (a, b) => value(a).localeCompare(value(b), icr.state.lang, { numeric: true });
    return [...answer.bindings].sort((a, b) => (!value(a) - !value(b)) || sort.sign * compare(a, b));
  }
  function table() {
    const box = by("table");
    if (answer.form === "ask") return box.replaceChildren(icr.el("p", { class: "empty" }, word(answer.truth ? "yes" : "no")));
    if (!answer.bindings.length) return box.replaceChildren(icr.el("p", { class: "empty" }, word("empty")));
    const shown = columns(), rows = sorted().slice(0, limit), total = answer.bindings.length;
    const heads = shown.map(([name, title]) => icr.el("th", { scope: "col", "aria-sort": sort && sort.name === name ? (sort.sign > 0 ? "ascending" : "descending") : null },
      icr.el("button", { type: "button", onclick: () => { sort = !sort || sort.name !== name ? { name, sign: 1 } : sort.sign > 0 ? { name, sign: -1 } : null; draw(); } },
        title, meaning(name) ? icr.el("small", {}, meaning(name)) : null)));
    box.replaceChildren(
      icr.el("table", {}, icr.el("thead", {}, icr.el("tr", {}, ...heads)), icr.el("tbody", {}, ...rows.map((row) => icr.el("tr", {}, ...shown.map(([name]) => cell(row[name])))))),
      ...(rows.length < total ? [icr.el("p", { class: "more" }, `${word("part", { n: total, m: rows.length })} `, icr.el("button", { type: "button", onclick: () => { limit += STEP; draw(); } }, word("more")))] : []));
  }
  function draw() {
    if (!answer) return;
    by("bar").hidden = false;
    by("tab-network").hidden = by("csv").hidden = answer.form === "ask";
    by("all-label").hidden = view !== "table" || answer.form !== "select" || columns().length === answer.vars.length && !by("all").checked;
    by("tab-text").textContent = by("json").textContent = answer.form === "graph" ? "N-Triples" : "JSON";
    by("csv").textContent = answer.form === "graph" ? "Turtle" : "CSV";
    const total = answer.form === "ask" ? 1 : answer.bindings.length;
    by("status").textContent = `${answer.form === "ask" ? word(answer.truth ? "yes" : "no") : total === 1 ? word("row") : word("rows", { n: total })} · ${Math.round(answer.took)} ms`;
    for (const name of ["table", "network", "text"]) {
      by(name).hidden = name !== view;
      by(`tab-${name}`).setAttribute("aria-selected", String(name === view));
      by(`tab-${name}`).tabIndex = name === view ? 0 : -1;
    }
    if (view === "table") table();
    if (view === "network") icr.network(by("network"), answer, { short, text });
    if (view === "text") by("text").firstElementChild.textContent = pretty();
  }
  function pretty() {
    const whole = answer.form === "graph" ? answer.body : JSON.stringify(JSON.parse(answer.body), null, 1);
    return whole.length > 400000 ? `${whole.slice(0, 400000)}\n… (${whole.length.toLocaleString("en")})` : whole;
  }

  function show(given) {
    const before = answer && answer.question;
    const told = /^\s*\{/.test(given.body) ? JSON.parse(given.body) : null;
    const form = !told ? "graph" : "boolean" in told ? "ask" : "select";
    const content = form === "graph" ? triples(given.body) : form === "ask" ? { vars: [], bindings: [] } : { vars: told.head.vars, bindings: told.results.bindings };
    answer = { ...given, ...content, form, truth: form === "ask" && told.boolean };
    sort = null;
    limit = STEP;
    if (before !== given.question) by("all").checked = false;
    if (form === "ask") view = "table";
    by("error").hidden = true;
    draw();
  }
  function fail(message) {
    answer = null;
    for (const name of ["bar", "table", "network", "text"]) by(name).hidden = true;
    by("status").textContent = "";
    by("error").textContent = message;
    by("error").hidden = false;
  }
  function save(content, type, ending) {
    const link = icr.el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: `${(answer.question && answer.question.name) || "answer"}.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  window.icr = { ...window.icr, answer: { show, fail, draw } };
  addEventListener("DOMContentLoaded", () => {
    const tabs = ["table", "network", "text"];
    for (const name of tabs) by(`tab-${name}`).addEventListener("click", () => { view = name; draw(); });
    by("tabs").addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], open = tabs.filter((name) => !by(`tab-${name}`).hidden);
      if (!step) return;
      view = open[(open.indexOf(view) + step + open.length) % open.length];
      draw();
      by(`tab-${view}`).focus();
    });
    by("all").addEventListener("change", draw);
    by("csv").addEventListener("click", async () => {
      const graph = answer.form === "graph", type = graph ? "text/turtle" : "text/csv";
      try { save(await icr.request(answer.text, type), type, graph ? "ttl" : "csv"); } catch (error) { fail(error.message); }
    });
    by("json").addEventListener("click", () => save(answer.body, answer.form === "graph" ? "application/n-triples" : "application/sparql-results+json", answer.form === "graph" ? "nt" : "json"));
  });
})();
