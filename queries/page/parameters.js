"use strict";
/* The parameters of a question as fields: each is the one term in its VALUES row of the text, and goes in as a term. */
(() => {
  const by = (id) => document.getElementById(id), norm = (text) => text.normalize("NFKC").toLowerCase().trim();
  const SPACE = "https://w3id.org/icr/", LATEST = "9999-12-31";
  let names = [];
  const TERM = '(<[^<>\\s]*>|[\\w-]*:[\\w.-]*|[+-]?\\d+|"(?:[^"\\\\\\n]|\\\\.)*"(?:\\^\\^(?:<[^<>\\s]*>|[\\w-]*:[\\w.-]*)|@[\\w-]+)?)';
  const row = (name) => new RegExp(`^([ \\t]*VALUES[ \\t]+\\?${name}[ \\t]*\\{[ \\t]*)${TERM}([ \\t]*\\})`, "gm");
  const expand = (term) => {
    const short = term.match(/^([\w-]*):([\w.-]*)$/);
    return short && short[1] in icr.prefixes() ? icr.prefixes()[short[1]] + short[2] : term.replace(/^<|>$/g, "");
  };
  const string = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
  const label = (entity) => entity[icr.state.lang] || entity.ja || entity.en;
  const shown = (entity) => (names.filter((other) => label(other) === label(entity)).length > 1 ? `${label(entity)} (${entity.key})` : label(entity));

  async function learn() {
    const text = `SELECT ?id ?ja ?en WHERE { ?id <http://www.w3.org/2004/02/skos/core#prefLabel> ?ja FILTER(LANG(?ja) = "ja" && STRSTARTS(STR(?id), "${SPACE}") && !CONTAINS(STR(?id), "#")) OPTIONAL { ?id <http://www.w3.org/2004/02/skos/core#prefLabel> ?en FILTER(LANG(?en) = "en") } }`;
    try {
      const told = JSON.parse(await icr.request(text, "application/sparql-results+json"));
      names = told.results.bindings.map(({ id, ja, en }) => ({ iri: id.value, key: id.value.slice(SPACE.length).replace(/^(id|kind)\//, ""), ja: ja.value, en: en ? en.value : ja.value }));
      names.sort((a, b) => a.key < b.key ? -1 : 1);
    } catch { names = []; /* without them a parameter is set in the text */ }
  }
  /* What an entity of the graph is called, once the names are there. */
  const named = (iri) => { const entity = names.find((each) => each.iri === iri); return entity ? label(entity) : null; };
  function form() {
    const question = icr.state.question, box = by("parameters");
    box.hidden = !question || !question.parameters.length;
    box.replaceChildren();
    if (box.hidden) return;
    box.replaceChildren(...question.parameters.map(field));
    fill();
  }
  function field(one) {
    const id = `parameter-${one.name}`, wrong = icr.el("span", { class: "wrong", id: `${id}-wrong`, role: "alert" });
    const kind = { date: "date", integer: "number" }[one.type] || "text";
    const input = icr.el("input", { id, type: kind, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-wrong`, list: one.type === "entity" ? `${id}-list` : null });
    input.addEventListener("change", () => set(one, input, wrong));
    const told = icr.state.lang === "ja" ? one.ja || one.name : one.en || one.name;
    const parts = [told.replace(`${LATEST} is`, "empty:").replace(`${LATEST}は`, "空欄は"), input, wrong];
    if (one.type === "entity") {
      const fitting = names.filter((entity) => entity.iri.startsWith(one.under));
      parts.push(icr.el("datalist", { id: `${id}-list` }, ...fitting.map((entity) => icr.el("option", { value: shown(entity) }, entity.key))));
    }
    return icr.el("label", { for: id }, ...parts);
  }
  function found(text, under) {
    const wanted = norm(text), fitting = names.filter((entity) => entity.iri.startsWith(under));
    return fitting.find((entity) => norm(shown(entity)) === wanted) || fitting.find((entity) => [entity.ja, entity.en, entity.key, entity.key.split("/")[1], entity.iri].some((name) => norm(name) === wanted));
  }
  function set(one, input, wrong) {
    let term = null;
    if (one.type === "entity") {
      const entity = found(input.value, one.under);
      term = entity && `<${entity.iri}>`;
    } else if (one.type === "date" && !input.value) term = `"${one.default}"^^<http://www.w3.org/2001/XMLSchema#date>`;
    else if (one.type === "date") term = /^\d{4}-\d\d-\d\d$/.test(input.value) ? `"${input.value}"^^<http://www.w3.org/2001/XMLSchema#date>` : null;
    else if (one.type === "integer") term = /^[+-]?\d{1,18}$/.test(input.value) ? input.value : null;
    else term = string(input.value);
    input.setAttribute("aria-invalid", term ? "false" : "true");
    wrong.textContent = term || one.type !== "entity" ? "" : icr.state.lang === "en" ? "Not in the graph; choose from the list." : "グラフにない名前です。候補から選んでください。";
    if (!term) return;
    icr.editor().setValue(icr.editor().getValue().replace(row(one.name), (_, before, __, after) => before + term + after));
    icr.ask();
  }
  /* The fields show what stands in the text, also after it was edited by hand; what has no row any more has no field. */
  function fill() {
    if (!icr.state.question) return;
    for (const one of icr.state.question.parameters) {
      const input = by(`parameter-${one.name}`), match = row(one.name).exec(icr.editor().getValue());
      if (!input) continue;
      input.closest("label").hidden = !match;
      if (!match || input === document.activeElement) continue;
      const value = expand(match[2].replace(/\^\^.*$/, "").replace(/^"|"$/g, ""));
      const entity = one.type === "entity" && names.find(({ iri }) => iri === value);
      input.value = entity ? shown(entity) : value === LATEST ? "" : value.startsWith(SPACE) ? value.slice(SPACE.length) : value;
    }
  }
  /* The entity that a question is asked about: where its answer has one end of each tie only, this is the other end. */
  function subject() {
    const one = icr.state.question && icr.state.question.parameters.find((each) => each.type === "entity"), match = one && row(one.name).exec(icr.editor().getValue());
    if (!match) return null;
    const iri = expand(match[2]);
    return { name: one.name, iri, label: named(iri) || iri.slice(SPACE.length) };
  }

  window.icr = { ...window.icr, parameters: { learn, form, fill, named, subject } };
})();
