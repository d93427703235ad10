"use strict";
/* The panel: one entity with its relationships, or one relationship with all that is stated of it, each with its source. */
function panelOf(page) {
  const { data, state, nodes, ties, tiesOf, text, words, filled, counted, held, told, met, standing } = page;
  const box = by("panel"), groups = Object.keys(data.groups), other = (pair) => pair[state.lang === "en" ? 0 : 1];
  const choose = (...given) => page.choose(...given);

  function cites(places) {
    const lines = new Map();
    for (const [number, start, end] of places) lines.set(number, [...(lines.get(number) || []), start === end ? `L${start}` : `L${start}–${end}`]);
    return [...lines].map(([number, of]) => {
      const { title, short } = data.documents[number];
      return el("span", { class: "cite", title: `${text(title)} ${of.join(", ")}` }, `${text(short)} ${of.join(", ")}`);
    });
  }

  /* The value of a fact: text or the way to what it names, the printed words, the lines. */
  function value(fact) {
    const said = text(fact.value), target = fact.tie && ties.get(fact.tie);
    const shown = nodes.has(fact.node) ? link(said, () => choose(fact.node)) : target ? link(said, () => choose(endOf(target), target.id)) : said;
    return [shown, fact.printed ? printed(fact.printed) : null, " ", ...cites(fact.cites)];
  }
  const printed = (said) => el("span", { class: "printed" }, ` ${words("as_printed")} `, el("q", { lang: "ja" }, said));
  const endOf = (tie) => (tie.ends.some(([id]) => id === state.node) ? state.node : tie.ends.map(([id]) => id).find((id) => nodes.has(id)));
  const labelOf = ({ label }) => (typeof label === "string" ? words(label) : text(label));
  function factRow(fact, number, all) {
    const repeated = number && labelOf(all[number - 1]) === labelOf(fact);
    return [el("dt", { class: repeated ? "again" : null }, labelOf(fact)), el("dd", { class: fact.aside ? "aside" : null }, ...value(fact))];
  }
  factRow.value = value;
  const exchanges = exchangeList(page, factRow, cites);

  /* Who takes part, each a button, with the role and the time where they differ. */
  function parties(tie, own) {
    return tie.ends.filter(([id]) => id !== own).flatMap(([id, role, former], at) => {
      const note = [text(role), former ? words("former_party") : ""].filter(Boolean).join(" ");
      const name = nodes.has(id) ? link(text(nodes.get(id).name), () => choose(id)) : id;
      return [at ? words("comma") : null, name, note ? el("span", { class: "role" }, ` ${note}`) : null];
    });
  }
  const unnamed = (tie) => tie.facts.filter(({ label }) => label === "unnamed").map(({ value }) => text(value));
  const chip = (tie) => (text(tie.pending) ? el("span", { class: "chip" }, standing(tie.pending, tie)) : null);
  const period = (tie) => [text(tie.when), text(tie.held) ? el("span", { class: "role" }, ` · ${text(tie.held)}`) : null,
    !tie.begin && state.asof !== null ? el("span", { class: "chip" }, words("undated_shown")) : null];

  /* One relationship among those of an entity. */
  function card(tie, own) {
    const main = tie.facts.find((fact) => fact.cites.length && ["signed", "since", "part_of"].includes(fact.label));
    const nameless = unnamed(tie), seen = met(tie.id), latest = seen.map((one) => one.latest).sort().at(-1);
    return el("article", { class: `tie tie-${tie.group}`, "data-tie": tie.id },
      el("div", { class: "who" }, ...parties(tie, own), nameless.length ? (tie.ends.length > 1 ? words("comma") : "") + nameless.join(words("comma")) : null),
      el("div", {}, text(tie.kind), tie.printed ? printed(tie.printed) : null, chip(tie)),
      el("div", { class: "when" }, ...period(tie)),
      seen.length ? el("div", { class: "role" }, counted("exchange", seen.length), latest ? `${words("comma")}${filled("latest_exchange", { date: latest.slice(0, 4) })}` : "") : null,
      el("div", { class: "cites" }, ...cites((main || tie.facts.find((fact) => fact.cites.length) || { cites: [] }).cites),
        link(words("details"), () => choose(own, tie.id))));
  }

  /* How the entity or relationship is cited: name, edition, address of the record, day of access, sources; what only a
     query said has none. */
  function citation(id, name, facts) {
    const day = new Date(), iso = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
    const lines = new Map();
    for (const [number, start, end] of facts.flatMap(({ cites }) => cites)) lines.set(number, (lines.get(number) || new Set()).add(start === end ? `L${start}` : `L${start}–${end}`));
    const sources = [...lines].map(([number, of]) => `${text(data.documents[number].title)}, ${[...of].slice(0, 6).join(", ")}`).join("; ");
    if (!sources) return [ownPage(id)].filter(Boolean);
    const area = el("textarea", { readonly: true, rows: 5, "aria-label": words("cite") });
    area.value = filled("citation", { name, edition: data.edition, address: data.base ? data.base + id : id, day: iso }) + (sources ? ` ${words("source")}: ${sources}` : "");
    const done = () => { copy.textContent = words("copied"); };
    const copy = el("button", { type: "button", onclick: () => {
      area.select();
      if (document.execCommand("copy")) done(); // the newer way asks for leave, and waits for it, in a page from a file
      else navigator.clipboard?.writeText(area.value).then(done, () => {});
    } }, words("copy"));
    return [ownPage(id), el("details", { class: "citation" }, el("summary", {}, words("cite")), area, copy)].filter(Boolean);
  }

  /* The way to the page that stands for this entity or relationship alone, where such pages lie beside this one. */
  function ownPage(id) {
    const form = ties.get(id)?.form, key = form === "change" ? id.slice(0, id.lastIndexOf("--")) : id;
    if (!data.pages || form === "membership") return null;
    return el("p", { class: "own-page" }, el("a", { href: `pages/${data.pages[key] || key}.html${state.lang === "en" ? "#en" : ""}` }, words("own_page")));
  }

  function heading(name, meta) {
    const close = el("button", { type: "button", class: "close", "aria-label": words("close"), onclick: () => { choose(null); page.view().focus(); } }, "×");
    const second = other(name);
    return [close, el("h2", {}, text(name)), el("p", { class: "sub", lang: state.lang === "en" ? "ja" : "en" }, second === text(name) ? "" : second), el("p", { class: "meta" }, meta.filter(Boolean).join(" · "))];
  }

  function relationship(tie) {
    const own = endOf(tie), nameless = unnamed(tie), many = tiesOf.get(state.node).length;
    const back = tie.id !== state.node || many > 1 ? el("p", { class: "back" }, link(`‹ ${filled("all_of", { name: text(nodes.get(state.node).short) })}`, () => choose(state.node))) : null;
    box.append(...heading(tie.name, [text(data.groups[tie.group].name)]));
    box.querySelector("h2").before(back || "");
    box.append(el("article", { class: `tie whole tie-${tie.group}`, "data-tie": tie.id },
      el("div", { class: "who" }, ...parties(tie), nameless.length ? words("comma") + nameless.join(words("comma")) : null),
      el("div", {}, text(tie.kind), tie.printed ? printed(tie.printed) : null, chip(tie)),
      el("div", { class: "when" }, ...period(tie))),
    el("dl", {}, ...tie.facts.flatMap(factRow)), ...exchanges(met(tie.id), own, true).filter(Boolean), ...citation(tie.id, text(tie.name), tie.facts));
  }

  function entity(node) {
    const found = tiesOf.get(node.id).filter(state.visibleTie).filter((tie) => held(tie, node.id));
    const kind = norm(text(node.kind)) === norm(text(data.classes[node.class].name)) ? "" : text(node.kind);
    box.append(...heading(node.name, [text(data.classes[node.class].name), kind, text(node.place)]));
    if (node.aliases.length) box.append(el("p", { class: "meta" }, `${words("aliases")}: ${node.aliases.join(words("comma"))}`));
    const units = node.facts.filter(({ label }) => label === "unit"), rest = node.facts.filter(({ label }) => label !== "unit");
    if (rest.length) box.append(el("dl", {}, ...rest.flatMap(factRow)));
    for (const [word, some] of [["units", units], ["numbers", node.numbers]]) {
      if (some.length) box.append(el("details", { open: some.length < 4 }, el("summary", {}, filled(word, { n: some.length })), el("dl", {}, ...some.flatMap(factRow))));
    }
    const hidden = tiesOf.get(node.id).length - found.length;
    box.append(el("div", { class: "count-line" }, counted("tie", found.length), hidden ? el("span", { class: "role" }, filled(state.asof === null ? "filtered_out" : "not_in_year", { n: hidden, year: state.asof })) : null));
    for (const group of groups) {
      const part = found.filter((tie) => tie.group === group);
      if (part.length) box.append(el("h3", {}, text(data.groups[group].name)), ...part.map((tie) => card(tie, node.id)));
    }
    const part = told(data.exchanges.filter((one) => one.tie === node.id || one.involved.includes(node.id)));
    box.append(...exchanges(part, node.id, part.length < 8).filter(Boolean));
    const facts = [...node.facts, ...node.numbers];
    box.append(...citation(node.id, text(node.name), facts.length ? facts : found.flatMap((tie) => tie.facts.slice(-1))));
  }

  function draw() {
    const node = nodes.get(state.node), tie = ties.get(state.tie);
    box.replaceChildren();
    box.hidden = !node;
    document.body.classList.toggle("with-panel", Boolean(node));
    if (!node) return;
    if (tie) relationship(tie);
    else entity(node);
    box.scrollTop = 0;
  }
  tooltips(box);
  return { draw };
}
