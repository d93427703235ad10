"""The page: one file with everything inside, that makes no request and shows every name as plain text."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

from viz.model import Document, Edge, Node, PageModel
from viz.network import drawn
from viz.palette import CLASSES, GROUPS, Class, Group, colours, stylesheet
from viz.rows import Cite
from viz.ties import Fact, Tie
from viz.wording import WORDS, Text, period, when

# The scripts of the network, each on the one before.
NETWORK = ("pen.js", "drawing.js", "stage.js", "network.js")


def html(page: PageModel) -> str:
    """The whole page as text; the same model gives the same bytes. Write it as UTF-8 with the line ends as they are."""
    network, script = "".join(map(_asset, NETWORK)), _asset("page.js")
    css = stylesheet() + _asset("page.css")
    scripts = " ".join(_hash(text) for text in (network, script))
    names = {node.id: node.name for node in page.nodes}
    shorts = {document.id: document.short for document in page.sources}
    parts = {
        "CSP": f"default-src 'none'; script-src {scripts}; style-src {_hash(css)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "TITLE": escape(f"{WORDS['title'].ja} / {WORDS['title'].en}"),
        "CSS": css,
        "SUMMARY": _both(_summary(page)),
        "GROUPS": "\n".join(_legend_line(group, page) for group in GROUPS),
        "CLASSES": "\n".join(_legend_shape(cls, page) for cls in CLASSES),
        "ROWS": "\n".join(_row(tie, names, shorts) for tie in page.relationships),
        "DOCUMENTS": "\n".join(_document(document) for document in page.sources),
        "DATA": _script_json(_data(page)),
        "NETWORK": network,
        "PAGE": script,
    }
    parts |= {f"word:{name}": _both(word) for name, word in WORDS.items()}
    # One pass: what has been put in is not looked at again, so no name can smuggle in a part.
    return re.sub("@@([A-Za-z:_]+)@@", lambda match: parts[match[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return files("viz").joinpath("assets", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def _script_json(value: object) -> str:
    """JSON that is inert inside a script element: no `<`, no line separators of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _both(text: Text) -> str:
    """Both languages; the style sheet shows one of them once the script has chosen, else both."""
    return f'<span lang="ja">{escape(text.ja)}</span><span lang="en">{escape(text.en)}</span>'


def _summary(page: PageModel) -> Text:
    documents, nodes, ties = len(page.sources), len(page.nodes), len(page.relationships)
    return Text(
        f"{documents} 文書・{nodes} 主体・{ties} 関係", f"{documents} documents, {nodes} entities, {ties} relationships"
    )


def _legend(kind: str, key: str, picture: str, text: Text, count: int) -> str:
    return (
        f'      <label class="key"><input type="checkbox" data-{kind}="{key}" checked>'
        f'<svg width="30" height="16" aria-hidden="true">{picture}</svg>'
        f'<span class="name">{_both(text)}</span><span class="count">{count}</span></label>'
    )


def _legend_line(group: Group, page: PageModel) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, group.dash))}"' if group.dash else ""
    line = f'<line class="group-{group.key}" x1="1" x2="29" y1="8" y2="8" stroke-width="{group.width}"{dash}/>'
    count = sum(tie.group == group.key for tie in page.relationships)
    return _legend("group", group.key, line, Text(group.ja, group.en), count) if count else ""


_SHAPES = {
    "square": "M9 2h12v12H9z",
    "hexagon": "M11 1.5h8L23 8l-4 6.5h-8L7 8z",
    "triangle": "M15 2l7 12H8z",
    "triangleDown": "M15 14l7-12H8z",
}


def _legend_shape(cls: Class, page: PageModel) -> str:
    if cls.shape == "dot":
        radius = 6 if cls.size > 7 else 4
        picture = f'<circle class="class-{cls.key}{" hollow" if cls.hollow else ""}" cx="15" cy="8" r="{radius}"/>'
    else:
        picture = f'<path class="class-{cls.key}" d="{_SHAPES[cls.shape]}"/>'
    count = sum(node.cls == cls.key for node in page.nodes)
    return _legend("class", cls.key, picture, Text(cls.ja, cls.en), count) if count else ""


def _row(tie: Tie, names: Mapping[str, Text], shorts: Mapping[str, Text]) -> str:
    """One relationship as a row of the table, complete without the script."""
    ends = [
        f'<a href="#node={escape(end.node, quote=True)}">{_both(names[end.node])}</a>'
        + (
            f" <small>{_both(WORDS['former_party'] if end.former else end.role)}</small>"
            if end.former or end.role.ja
            else ""
        )
        for end in tie.ends
        if end.node in names
    ]
    ends += [_both(fact.value) for fact in tie.facts if fact.label == WORDS["unnamed"]]
    status = next((fact.value for fact in tie.facts if fact.label == WORDS["status"]), None)
    lines: dict[str, list[str]] = {}
    for document, start, end in _widest({cite for fact in tie.facts for cite in fact.cites}):
        lines.setdefault(document, []).append(f"L{start}" if start == end else f"L{start}–{end}")
    sources = [f"{_both(shorts.get(key, Text(key, key)))} {', '.join(of)}" for key, of in lines.items()]
    date = when(tie.date, short=True) if tie.date else WORDS["no_date"]
    held = f"<br><small>{_both(tie.held)}</small>" if tie.held.ja else ""
    return (
        f'<tr data-tie="{escape(tie.id, quote=True)}" class="row-{tie.group}"><td>{_both(tie.kind)}</td>'
        f'<td>{" <i>–</i> ".join(ends)}</td><td class="date">{_both(date)}{held}</td>'
        f"<td>{_both(when(tie.until, short=True)) if tie.until else ''}</td><td>{_both(status) if status else ''}</td>"
        f'<td class="cites">{"; ".join(sources)}</td></tr>'
    )


def _widest(cites: set[Cite]) -> list[Cite]:
    """The citations in order, without those that lie inside another one."""
    return [
        one
        for one in sorted(cites)
        if not any(
            other != one and other.document == one.document and other.start <= one.start and one.end <= other.end
            for other in cites
        )
    ]


def _document(document: Document) -> str:
    return f"    <li>{_both(document.title)} <small>{_both(document.date)} · {escape(document.file)}</small></li>"


def _data(page: PageModel) -> dict[str, Any]:
    """What the scripts need; texts are pairs [ja, en], citations [document, first line, last line]."""
    picture = drawn(page)
    order = {document.id: at for at, document in enumerate(page.sources)}
    return {
        "words": {name: list(text) for name, text in WORDS.items()},
        "colours": {theme: colours(theme) for theme in ("light", "dark")},
        "documents": [{"short": list(one.short), "title": list(one.title)} for one in page.sources],
        "nodes": [_node(node, order) | picture.nodes[node.id] for node in page.nodes],
        "ties": [_tie(tie, order) for tie in page.relationships],
        "areas": [{"label": list(a.label), "nodes": list(a.nodes), "alliance": a.alliance} for a in page.areas],
        "classes": {cls.key: {"name": [cls.ja, cls.en], "hollow": cls.hollow, "shape": cls.shape} for cls in CLASSES},
        "groups": {
            group.key: {"name": [group.ja, group.en], "dash": list(group.dash), "width": group.width}
            for group in GROUPS
        },
        "edges": [_edge(edge) for edge in page.edges],
        "sizes": picture.sizes,
        "large": picture.large,
    }


def _edge(edge: Edge) -> dict[str, Any]:
    ends = {"id": edge.id, "from": edge.source, "to": edge.target}
    return ends | {"group": edge.group, "tie": edge.tie, "arrow": edge.arrow}


def _node(node: Node, order: dict[str, int]) -> dict[str, Any]:
    return {
        "id": node.id,
        "class": node.cls,
        "name": list(node.name),
        "kind": list(node.kind),
        "place": list(node.place),
        "aliases": list(node.aliases),
        "facts": [_fact(fact, order) for fact in node.facts],
    }


def _tie(tie: Tie, order: dict[str, int]) -> dict[str, Any]:
    date = period(tie.date, tie.until) if tie.until else when(tie.date, short=True) if tie.date else WORDS["no_date"]
    return {
        "id": tie.id,
        "group": tie.group,
        "name": list(tie.name),
        "kind": list(tie.kind),
        "printed": tie.printed,
        "when": list(date),
        "pending": list(tie.pending),
        "held": list(tie.held),
        "ends": [[end.node, list(end.role), end.former] for end in tie.ends],
        "facts": [_fact(fact, order) for fact in tie.facts],
    }


def _fact(fact: Fact, order: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": list(fact.label),
        "value": list(fact.value),
        "cites": [[order[cite.document], cite.start, cite.end] for cite in fact.cites if cite.document in order],
    }
    extra = {"printed": fact.printed, "node": fact.node, "tie": fact.tie, "aside": fact.aside}
    return found | {name: value for name, value in extra.items() if value}
