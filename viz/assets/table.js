"use strict";
/* The table view: the rows that stand in the page without a script, sorted and filtered, and as a file for a spreadsheet. */
function tableView(page) {
  const { data, state, nodes, ties, text, words, filled, choose } = page;
  const box = by("table"), body = box.querySelector("tbody"), rows = new Map([...body.rows].map((row) => [row.dataset.tie, row]));
  const heads = [...box.querySelectorAll("th[data-sort]")];
  let order = "", down = false;

  const parties = (tie) => tie.ends.map(([id, role, former]) => [nodes.has(id) ? text(nodes.get(id).name) : id, former ? words("former_party") : text(role)]);
  const documents = (tie) => [...new Set(tie.facts.flatMap(({ cites }) => cites.map(([at]) => text(data.documents[at].short))))].join("; ");
  const status = (tie) => text(tie.status);
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

  function draw() {
    for (const tie of data.ties) {
      const row = rows.get(tie.id);
      if (!row) continue;
      row.hidden = !state.visibleTie(tie);
      row.classList.toggle("chosen", state.tie === tie.id);
    }
    for (const head of heads) {
      if (head.dataset.sort === order) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const shown = data.ties.filter(state.visibleTie).length;
    by("rows").textContent = shown ? filled("rows", { n: shown, all: data.ties.length }) : words("nothing_left");
  }
  function sortBy(name) {
    down = order === name && !down;
    order = name;
    body.append(...sorted().map(({ id }) => rows.get(id)).filter(Boolean));
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
