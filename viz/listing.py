"""The table of the page as it stands in the file, complete without a script: a row for each relationship."""

from collections import Counter
from collections.abc import Mapping
from html import escape

from viz.legend import both
from viz.model import Document, PageModel
from viz.rows import Cite
from viz.ties import Tie, closing
from viz.wording import WORDS, Text, when

COLUMNS = ("kind", "parties", "signed", "until", "status", "exchanged", "source")
MOST = 2000  # relationships that all stand in the file
FEW = 200  # rows in the file of a larger graph; the script shows the others


def head() -> str:
    """The heads of the columns, each a button that the script makes sort."""
    return "".join(
        f'<th scope="col" data-sort="{name}"><button type="button">{both(WORDS[name])}</button></th>'
        for name in COLUMNS
    )


def rows(page: PageModel) -> str:
    """All relationships, or the first `FEW` where there are more than `MOST`."""
    names = {node.id: node.name for node in page.nodes}
    shorts = {document.id: document.short for document in page.sources}
    met = Counter(one.tie for one in page.exchanges)
    shown = page.relationships[: FEW if len(page.relationships) > MOST else MOST]
    return "\n".join(_row(tie, names, shorts, met[tie.id]) for tie in shown)


def _row(tie: Tie, names: Mapping[str, Text], shorts: Mapping[str, Text], met: int) -> str:
    ends = [
        f'<a href="#node={escape(end.node, quote=True)}">{both(names[end.node])}</a>'
        + (
            f" <small>{both(WORDS['former_party'] if end.former else end.role)}</small>"
            if end.former or end.role.ja
            else ""
        )
        for end in tie.ends
        if end.node in names
    ]
    ends += [both(fact.value) for fact in tie.facts if fact.label == WORDS["unnamed"]]
    status = status_of(tie)
    lines: dict[str, list[str]] = {}
    for document, start, stop in widest({cite for fact in tie.facts for cite in fact.cites}):
        lines.setdefault(document, []).append(f"L{start}" if start == stop else f"L{start}–{stop}")
    sources = [f"{both(shorts.get(key, Text(key, key)))} {', '.join(of)}" for key, of in lines.items()]
    date = when(tie.date, short=True) if tie.date else WORDS["no_date"]
    end = closing(tie)
    held = f"<br><small>{both(tie.held)}</small>" if tie.held.ja else ""
    return (
        f'<tr data-tie="{escape(tie.id, quote=True)}" class="row-{tie.group}">'
        f'<td><a href="#tie={escape(tie.id, quote=True)}">{both(tie.kind)}</a></td>'
        f'<td>{" <i>–</i> ".join(ends)}</td><td class="date">{both(date)}{held}</td>'
        f"<td>{both(end) if end.ja else ''}</td><td>{both(status) if status.ja else ''}</td>"
        f'<td class="number">{met or ""}</td><td class="cites">{"; ".join(sources)}</td></tr>'
    )


def status_of(tie: Tie) -> Text:
    """The status of a relationship in words, empty where none is stated."""
    return next((fact.value for fact in tie.facts if fact.label == WORDS["status"]), Text("", ""))


def widest(cites: set[Cite]) -> list[Cite]:
    """The citations in order, without those that lie inside another one."""
    return [
        one
        for one in sorted(cites)
        if not any(
            other != one and other.document == one.document and other.start <= one.start and one.end <= other.end
            for other in cites
        )
    ]


def documents(page: PageModel) -> str:
    """The documents that were read, as items of a list."""
    return "\n".join(_document(document) for document in page.sources)


def _document(document: Document) -> str:
    return f"    <li>{both(document.title)} <small>{both(document.date)} · {escape(document.file)}</small></li>"
