"use strict";
/* Rows as a network: two columns are the ends of a tie; the springs settle from the same start, so the picture is the same. */
(() => {
  const MOST = 200, SVG = "http://www.w3.org/2000/svg";
  const WORDS = {
    from: ["始点", "From"], to: ["終点", "To"], none: ["この答えには、結べる列が二つありません。", "This answer has no two columns to tie together."],
    part: ["{n} のうち結び付きの多い {m} を描いています。", "The {m} best tied of {n} are drawn."], label: ["{n} の節点と {m} の結び付き。同じものが表にあります。", "{n} nodes and {m} ties; the table has the same."],
  };
  const word = (name, values = {}) => WORDS[name][icr.state.lang === "en" ? 1 : 0].replace(/\{(\w)\}/g, (_, key) => String(values[key]));
  let chosen = { text: null, from: null, to: null };

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /* The name that a row gives an end: the column of the same name in the reader's language, without _id. */
  function named(row, column, tools) {
    const base = column.replace(/_id$/, ""), wanted = icr.state.lang === "en" ? [`${base}_en`, base] : [`${base}_ja`, base];
    const name = wanted.map((each) => row[each]).find((cell) => cell && cell.type !== "uri");
    return name ? tools.text(name) : icr.parameters.named(row[column].value) || tools.text(row[column]);
  }
  function ends(answer) {
    const linking = answer.vars.filter((name) => answer.form !== "graph" || name !== "predicate").filter((name) => answer.bindings.some((row) => row[name] && row[name].type !== "literal" && row[name].type !== "typed-literal"));
    const side = linking.filter((name) => !/^(kind|status|role|unit|measure|field)(_id)?$/.test(name));
    const [source, target] = ["source", "target"].map((name) => linking.find((each) => each.replace(/_id$/, "") === name));
    if (source && target) return { linking, best: [source, target] };
    const best = answer.subject && side.length ? ["", side[0]] : [side[0] || linking[0], side[1] || linking[1]];
    return { linking, best };
  }
  function graph(answer, from, to, tools) {
    const nodes = new Map(), ties = new Map();
    const node = (iri, label, side) => nodes.get(iri) || nodes.set(iri, { iri, label, side, degree: 0 }).get(iri);
    for (const row of answer.bindings) {
      const one = from === "" ? answer.subject && { iri: answer.subject.iri, label: answer.subject.label } : row[from] && { iri: row[from].value, label: named(row, from, tools) };
      const other = row[to] && { iri: row[to].value, label: named(row, to, tools) };
      if (!one || !other || one.iri === other.iri) continue;
      const key = `${one.iri}\n${other.iri}`;
      if (ties.has(key)) continue;
      const tie = { from: node(one.iri, one.label, "from"), to: node(other.iri, other.label, "to") };
      tie.from.degree += 1;
      tie.to.degree += 1;
      ties.set(key, tie);
    }
    const all = [...nodes.values()].sort((a, b) => b.degree - a.degree), kept = new Set(all.slice(0, MOST));
    return { all, nodes: [...kept], ties: [...ties.values()].filter((tie) => kept.has(tie.from) && kept.has(tie.to)) };
  }

  /* Fruchterman and Reingold (1991): ties pull, nodes push; the step shrinks until all stand. */
  function settle(nodes, ties) {
    const ideal = 110;
    nodes.forEach((node, index) => { const angle = index * 2.399963; node.x = Math.sqrt(index) * ideal * Math.cos(angle); node.y = Math.sqrt(index) * ideal * 0.8 * Math.sin(angle); });
    for (let step = 0, heat = ideal; step < 260; step += 1, heat *= 0.982) {
      for (const node of nodes) { node.dx = -node.x * 0.03; node.dy = -node.y * 0.05; }
      for (let i = 0; i < nodes.length; i += 1) for (let j = i + 1; j < nodes.length; j += 1) {
        const a = nodes[i], b = nodes[j], x = a.x - b.x, y = (a.y - b.y) || 0.1, far = Math.max(x * x + y * y, 1), push = ideal * ideal / far;
        a.dx += x * push; a.dy += y * push; b.dx -= x * push; b.dy -= y * push;
      }
      for (const { from, to } of ties) {
        const x = from.x - to.x, y = from.y - to.y, pull = Math.hypot(x, y) / ideal;
        from.dx -= x * pull; from.dy -= y * pull; to.dx += x * pull; to.dy += y * pull;
      }
      for (const node of nodes) {
        const length = Math.hypot(node.dx, node.dy) || 1, move = Math.min(length, heat);
        node.x += node.dx / length * move; node.y += node.dy / length * move;
      }
    }
  }

  /* Each part that hangs together is settled by itself; the parts stand in rows, the largest first. */
  function arrange(nodes, ties, aspect) {
    const part = new Map(nodes.map((node) => [node, node])), top = (node) => { while (part.get(node) !== node) node = part.get(node); return node; };
    for (const { from, to } of ties) part.set(top(from), top(to));
    const groups = new Map();
    for (const node of nodes) groups.set(top(node), [...(groups.get(top(node)) || []), node]);
    const boxes = [...groups.values()].map((group) => {
      const inside = new Set(group);
      settle(group, ties.filter(({ from }) => inside.has(from)));
      const xs = group.map(({ x }) => x), ys = group.map(({ y }) => y);
      return { group, left: Math.min(...xs) - 70, top: Math.min(...ys) - 35, w: Math.max(...xs) - Math.min(...xs) + 140, h: Math.max(...ys) - Math.min(...ys) + 80 };
    }).sort((a, b) => b.group.length - a.group.length);
    const wide = Math.max(boxes[0].w, Math.sqrt(1.8 * aspect * boxes.reduce((sum, { w, h }) => sum + w * h, 0)));
    let x = 0, y = 0, tall = 0;
    for (const { group, left, top: above, w, h } of boxes) {
      if (x && x + w > wide) { x = 0; y += tall; tall = 0; }
      for (const node of group) { node.x += x - left; node.y += y - above; }
      x += w;
      tall = Math.max(tall, h);
    }
  }

  function picture({ nodes, ties }, label, width, height) {
    const box = { x: Math.min(...nodes.map(({ x }) => x)) - 90, y: Math.min(...nodes.map(({ y }) => y)) - 70 };
    box.w = Math.max(...nodes.map(({ x }) => x)) + 90 - box.x;
    box.h = Math.max(...nodes.map(({ y }) => y)) + 80 - box.y;
    /* Sizes are those of the screen, however much there is to draw; a name that would cover another is left to the pointer. */
    const unit = Math.max(box.w / width, box.h / height, 0.8), taken = [];
    const radius = (node) => unit * (5 + Math.min(12, 2.2 * Math.sqrt(node.degree))), cut = (name) => { const most = /[\u2e80-\uffff]/.test(name) ? 16 : 28; return [...name].length > most ? `${[...name].slice(0, most - 1).join("")}…` : name; };
    const lines = ties.map((tie) => svg("line", { x1: tie.from.x, y1: tie.from.y, x2: tie.to.x, y2: tie.to.y, "stroke-width": 1.2 * unit }));
    const name = (node) => {
      const size = unit * (node.degree > 3 ? 14 : 12), text = cut(node.label), half = [...text].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 1 : 0.56), 0) * size / 2;
      const free = (place) => !taken.some((one) => Math.abs(one.x - place.x) < one.half + half && Math.abs(one.y - place.y) < size * 1.1)
        && !nodes.some((other) => other !== node && Math.abs(other.x - place.x) < half + radius(other) && Math.abs(other.y - place.y + size * 0.4) < radius(other) + size * 0.45);
      const place = [node.y + radius(node) + size, node.y - radius(node) - size * 0.35].map((y) => ({ x: node.x, y })).find(free);
      if (!place) return svg("g", {});
      taken.push({ ...place, half });
      return svg("text", { ...place, "font-size": size, "stroke-width": 4 * unit }, text);
    };
    const marks = nodes.map((node) => svg("g", {}, svg("title", {}, node.label), svg("circle", { cx: node.x, cy: node.y, r: radius(node), class: node.side, "stroke-width": 1.5 * unit })));
    const names = nodes.map(name);
    const drawing = svg("svg", { role: "img", "aria-label": label, viewBox: `${box.x} ${box.y} ${box.w} ${box.h}` }, ...lines, ...marks, ...names);
    marks.forEach((mark, index) => {
      const near = new Set([nodes[index], ...ties.flatMap(({ from, to }) => (from === nodes[index] ? [to] : to === nodes[index] ? [from] : []))]);
      const light = (on) => {
        for (const drawn of [marks, names]) drawn.forEach((other, at) => other.classList.toggle("off", on && !near.has(nodes[at])));
        lines.forEach((line, at) => line.classList.toggle("off", on && ties[at].from !== nodes[index] && ties[at].to !== nodes[index]));
      };
      mark.addEventListener("pointerenter", () => light(true));
      mark.addEventListener("pointerleave", () => light(false));
    });
    const place = () => drawing.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
    drawing.addEventListener("wheel", (event) => {
      event.preventDefault();
      const scale = event.deltaY > 0 ? 1.15 : 1 / 1.15, at = drawing.getBoundingClientRect();
      box.x += box.w * (1 - scale) * (event.clientX - at.left) / at.width; box.y += box.h * (1 - scale) * (event.clientY - at.top) / at.height;
      box.w *= scale; box.h *= scale;
      place();
    }, { passive: false });
    drawing.addEventListener("pointermove", (event) => {
      if (!(event.buttons & 1)) return;
      const at = drawing.getBoundingClientRect(), scale = Math.max(box.w / at.width, box.h / at.height);
      box.x -= event.movementX * scale; box.y -= event.movementY * scale;
      place();
    });
    return drawing;
  }

  function network(element, answer, tools) {
    const { linking, best } = ends(answer);
    if (chosen.text !== answer.text) chosen = { text: answer.text, from: best[0], to: best[1] };
    if (!chosen.to || chosen.from === undefined) return element.replaceChildren(icr.el("p", { class: "empty" }, word("none")));
    const choice = (side) => {
      const options = [...(side === "from" && answer.subject ? [["", answer.subject.label]] : []), ...linking.map((name) => [name, name.replace(/_id$/, "")])];
      return icr.el("label", {}, word(side), icr.el("select", { onchange: (event) => { chosen[side] = event.target.value; network(element, answer, tools); } },
        ...options.map(([value, text]) => icr.el("option", { value, selected: chosen[side] === value }, text))));
    };
    const made = graph(answer, chosen.from, chosen.to, tools), label = word("label", { n: made.nodes.length, m: made.ties.length });
    const controls = icr.el("div", { class: "choose" }, choice("from"), choice("to"), icr.el("span", {}, label), made.all.length > made.nodes.length ? icr.el("span", {}, word("part", { n: made.all.length, m: made.nodes.length })) : null);
    if (!made.nodes.length) return element.replaceChildren(controls, icr.el("p", { class: "empty" }, word("none")));
    const width = element.clientWidth, height = Math.max(340, innerHeight * (width < 600 ? 0.7 : 0.62));
    arrange(made.nodes, made.ties, width / height);
    element.replaceChildren(controls, picture(made, label, width, height));
  }
  window.icr = { ...window.icr, network };
})();
