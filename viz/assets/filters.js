"use strict";
/* The filters: kinds and classes (the legend), the year, country, period, exchanges; they show what the state says. */
function filterControls(page, update) {
  const { data, state, text, words, reset, narrowed } = page, [, last] = data.span;
  const boxes = [...document.querySelectorAll("#filters input[data-group], #filters input[data-class]")];
  const kindOf = (input) => (input.dataset.group ? "group" : "class");
  const year = (input) => (/^\d{4}$/.test(input.value) ? Number(input.value) : null);
  const dated = data.ties.some(({ begin }) => begin);
  for (const one of document.querySelectorAll(".asof, .field:has(.years), .key:has(#undated)")) one.hidden = !dated;
  by("quiet").closest(".field").hidden = !data.exchanges.length;
  const quietYears = [0, 1, 2, 3, 5, 10].map((ago) => last - ago);

  function draw() {
    for (const input of boxes) input.checked = !state.off[kindOf(input)].has(input.dataset[kindOf(input)]);
    const seen = state.visibleNodes();
    for (const input of boxes) {
      const [of, key] = [kindOf(input), input.dataset[kindOf(input)]];
      const all = of === "group" ? data.ties.filter((tie) => tie.group === key && state.passes(tie)) : data.nodes.filter((node) => node.class === key && (seen.has(node.id) || !input.checked));
      input.closest(".key").querySelector(".count").textContent = String(all.length);
    }
    by("asof").value = state.asof ?? last + 1;
    by("year").textContent = state.asof ?? words("all_years");
    by("asof").setAttribute("aria-valuetext", by("year").textContent);
    document.body.classList.toggle("timed", state.asof !== null);
    const countries = Object.entries(data.countries).map(([key, name]) => [key, text(name)]).sort(([, a], [, b]) => a.localeCompare(b, state.lang));
    const option = ([value, said]) => el("option", { value }, said);
    by("country").replaceChildren(...[["", words("all")], ...countries].map(option));
    by("country").value = state.country;
    by("quiet").replaceChildren(...[["", words("all")], ["seen", words("with_exchanges")], ...quietYears.map((since) => [String(since), page.filled("quiet_since", { year: since })])].map(option));
    by("quiet").value = state.quiet;
    by("from").value = state.from ?? "";
    by("to").value = state.to ?? "";
    by("undated").checked = state.undated;
    by("reset").disabled = !narrowed();
  }

  for (const input of boxes) {
    input.addEventListener("change", () => { state.off[kindOf(input)][input.checked ? "delete" : "add"](input.dataset[kindOf(input)]); update(); });
  }
  by("asof").addEventListener("input", () => { state.asof = Number(by("asof").value) > last ? null : Number(by("asof").value); update(); });
  for (const name of ["country", "quiet"]) by(name).addEventListener("change", () => { state[name] = by(name).value; update(); });
  for (const name of ["from", "to"]) by(name).addEventListener("change", () => { state[name] = year(by(name)); update(); });
  by("undated").addEventListener("change", () => { state.undated = by("undated").checked; update(); });
  by("reset").addEventListener("click", () => { reset(); update(); });
  return { draw };
}
