"use strict";
/* The table view: the rows that stand in the page without a script, sorted and filtered, and as a file for a spreadsheet. */
function tableView(page) {
  const { data, state, nodes, ties, text, words, filled, standing, choose } = page;
  const box = by("table"), body = box.querySelector("tbody"), rows = new Map([...body.rows].map((row) => [row.dataset.tie, row]));
  const heads = [...box.querySelectorAll("th[data-sort]")];
  const MOST = 2000; // rows at a time
  let order = "", down = false;

  const parties = (tie) => tie.ends.map(([id, role, former]) => [nodes.has(id) ? text(nodes.get(id).name) : id, former ? words("former_party") : text(role)]);
  const documents = (tie) => [...new Set(tie.facts.flatMap(({ cites }) => cites.map(([at]) => text(data.documents[at].short))))].join("; ");
  const status = (tie) => standing(tie.status, tie);
  const keys = {
    kind: (tie) => String(Object.keys(data.groups).indexOf(tie.group)).padStart(2, "0") + text(tie.kind),
    parties: (tie) => parties(tie).map(([name]) => name).join(" "), signed: (tie) => tie.sort, until: (tie) => tie.stop || "9999",
    status, exchanged: (tie) => String(9999 - tie.exchanges).padStart(4, "0"), source: documents,
  };
  function sorted() {
    if (!order) return data.ties;
    const compare = new Intl.Collator(state.lang, { numeric: false }).compare;
    const found = data.ties.map((tie) => [keys[order](tie), tie]).sort(([a], [b]) => compare(a, b) * (down ? -1 : 1));
    return found.map(([, tie]) => tie);
  }

  /* A row as viz/listing.py writes it, for those that do not stand in the file because there are too many. */
  function rowOf(tie) {
    const made = el("tr", { "data-tie": tie.id, class: `row-${tie.group}` }, el("td", {}, el("a", { href: `#tie=${tie.id}` }, text(tie.kind))),
      el("td", {}, ...tie.ends.filter(([id]) => nodes.has(id)).flatMap(([id], at) => [at ? el("i", {}, " – ") : null, el("a", { href: `#node=${id}` }, text(nodes.get(id).name))])),
      el("td", { class: "date" }, text(tie.when)), el("td"), el("td", {}, status(tie)), el("td", { class: "number" }, String(tie.exchanges || "")), el("td", { class: "cites" }, documents(tie)));
    rows.set(tie.id, made);
    return made;
  }

  function draw() {
    const seen = new Set(data.ties.filter(state.visibleTie));
    if (data.ties.length > MOST) body.replaceChildren(...sorted().filter((tie) => seen.has(tie)).slice(0, MOST).map((tie) => rows.get(tie.id) || rowOf(tie)));
    for (const [id, row] of rows) {
      row.hidden = !seen.has(ties.get(id));
      row.classList.toggle("chosen", state.tie === id);
      if (ties.get(id).end) row.cells[4].textContent = status(ties.get(id));
    }
    for (const head of heads) {
      if (head.dataset.sort === order) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    by("rows").textContent = !seen.size ? words("nothing_left")
      : filled("rows", { n: seen.size, all: data.ties.length }) + (seen.size > MOST ? ` · ${filled("first_rows", { n: MOST })}` : "");
  }
  function sortBy(name) {
    down = order === name && !down;
    order = name;
    if (data.ties.length <= MOST) body.append(...sorted().map(({ id }) => rows.get(id)));
    draw();
  }
  for (const head of heads) head.querySelector("button").addEventListener("click", () => sortBy(head.dataset.sort));
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row || event.target.closest("a") || String(getSelection())) return;
    const tie = ties.get(row.dataset.tie);
    choose(tie.ends.map(([id]) => id).find((id) => nodes.has(id)), tie.id);
  });

  /* Every cell in quotes, with an apostrophe before what a spreadsheet would run as a formula (as graph/tables.py does). */
  const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r\n＝＋－＠]/, "'$&").replaceAll('"', '""')}"`;
  function csv() {
    const columns = ["id", ...["kind", "as_printed", "parties", "former_party", "signed", "until", "status", "exchanged", "source"].map(words)];
    const lines = sorted().filter(state.visibleTie).map((tie) => {
      const ends = (old) => tie.ends.filter(([, , former]) => Boolean(former) === old).map(([id]) => (nodes.has(id) ? text(nodes.get(id).name) : id)).join("; ");
      return [tie.id, text(tie.kind), tie.printed, ends(false), ends(true), tie.date, tie.until, status(tie), tie.exchanges, documents(tie)];
    });
    return `\ufeff${[columns, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
  }

  function show() {
    draw();
    if (state.tie) rows.get(state.tie)?.scrollIntoView({ block: "nearest" });
  }
  return { draw, show, csv, fit: draw, paper: draw, focus: () => box.querySelector(".scroll").focus() };
}
