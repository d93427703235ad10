"use strict";
/* The search box: names and aliases in both scripts, small and large, half and full width. */
function searchBox(page) {
  const { data, state, tiesOf, text, words, choose } = page;
  const field = by("search"), list = by("hits"), keys = new Map(data.nodes.map((node) => [node.id, [...node.name, ...node.aliases].map(norm)]));
  let at = -1;

  function matches() {
    const wanted = norm(field.value).trim();
    if (!wanted) return [];
    const ranks = new Map(data.nodes.filter((node) => node.class !== "pact").map(({ id }) => [id, Math.min(...keys.get(id).map((key) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(wanted) ? 2 : 9)))]));
    return data.nodes.filter(({ id }) => ranks.get(id) < 9).sort((a, b) => ranks.get(a.id) - ranks.get(b.id) || tiesOf.get(b.id).length - tiesOf.get(a.id).length).slice(0, 12);
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
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    field.focus();
  });
}
