"""What the answer to a query picks out of a page: relationships and entities that it names, or lines of its own.

A CONSTRUCT names what is drawn: each relationship among its subjects and objects, and the relationships between two
entities that a triple of our terms joins; a pair that none joins, or that a term of others joins, is drawn as a line of
that term. Where it names entities alone, all that is between them is drawn.

A SELECT gives lines: `source` and `target`, and where it has them `source_label`, `target_label`, `kind`, `date`,
`until`, and `tie`, a relationship that is shown itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.values import DateError, PartialDate
from ontology import ICR, ID, KIND, kinds
from queries import QueryError, Result
from queries.result import Value
from viz.model import Edge, Node, PageModel
from viz.palette import group_of
from viz.restriction import among, named
from viz.ties import End, Tie
from viz.wording import NOTHING, Text

__all__ = ["selected"]

Row = Mapping[str, Value]


def selected(page: PageModel, answer: Result) -> tuple[PageModel, int]:
    """The part of the page that the answer names with what it adds, and how many rows had an end missing."""
    if answer.form == "graph":
        return _constructed(page, answer), 0
    missing = [name for name in ("source", "target") if name not in answer.columns]
    if missing or answer.form == "ask":
        raise QueryError(
            f"no column {' and no column '.join(missing) or 'source'} in the answer; a page is drawn of CONSTRUCT, "
            "or of SELECT ?source ?target and, where wanted, ?source_label ?target_label ?kind ?date ?until ?tie"
        )
    rows = [row for row in answer.rows if row["source"] is not None and row["target"] is not None]
    return _lines(page, rows), len(answer.rows) - len(rows)


def _constructed(page: PageModel, answer: Result) -> PageModel:
    nodes = {node.id for node in page.nodes if node.cls != "pact"}
    ties = {tie.id: tie for tie in page.relationships}
    of_change = {tie.id.rpartition("--")[0]: tie.id for tie in page.relationships if tie.form == "change"}
    events = {one.id: one.tie for one in page.exchanges}
    pairs: set[tuple[str, str, str]] = set()
    keys: set[str] = set()
    for row in answer.rows:
        ends = [str(row[name]).removeprefix(ID) for name in ("subject", "object")]
        ends = [events.get(end, of_change.get(end, end)) for end in ends]
        keys.update(ends)
        if ends[0] != ends[1] and set(ends) <= nodes:
            pairs.add((ends[0], ends[1], str(row["predicate"])))
    own: dict[str, set[str]] = defaultdict(set)
    for tie in ties.values():
        for end in tie.ends:
            own[end.node].add(tie.id)
    between = {(a, b): own[a] & own[b] for a, b, predicate in pairs if predicate.startswith(ICR)}
    chosen = (keys & ties.keys()).union(*between.values())
    made = [
        {"source": a, "target": b, "kind": re.split("[/#]", predicate)[-1]}
        for a, b, predicate in sorted(pairs)
        if not between.get((a, b)) and not (a > b and (b, a, predicate) in pairs)  # said both ways: one line
    ]
    if not chosen and not made:
        return among(page, keys & nodes)
    return _with(named(page, keys & nodes, chosen), made)


def _lines(page: PageModel, rows: Iterable[Row]) -> PageModel:
    """Each row as a line; one that says which relationship it is keeps that one's own facts."""
    known, kept, made = {tie.id for tie in page.relationships}, set(), []
    for row in rows:
        tie = str(row.get("tie") or "").removeprefix(ID)
        if tie in known:
            kept.add(tie)
        else:
            made.append(row)
    keys = {str(row[name]).removeprefix(ID) for row in made for name in ("source", "target")}
    part = named(page, keys & {node.id for node in page.nodes}, kept)
    return _with(part, made, {node.id: node for node in page.nodes})


def _with(page: PageModel, rows: Iterable[Row], known: Mapping[str, Node] | None = None) -> PageModel:
    """The page with a line for each row, and an entity for each end that it has not."""
    nodes = {node.id: node for node in page.nodes}
    ties: dict[tuple[str, ...], Tie] = {}
    wider = {one.key.rpartition("/")[2]: _wider(one.broader) for one in kinds().values() if one.scheme == "agreement"}
    for row in rows:
        ends = [str(row[name]).removeprefix(ID) for name in ("source", "target")]
        for key, name in zip(ends, ("source_label", "target_label"), strict=True):
            nodes.setdefault(key, (known or {}).get(key) or _node(key, str(row.get(name) or "")))
        if ends[0] != ends[1]:
            kind, date, until = _kind(str(row.get("kind") or "")), _date(row.get("date")), _date(row.get("until"))
            group = group_of(kind[0], wider) if kind[0] in wider else "asked"
            ties.setdefault((*ends, kind[0], date, until), _tie(len(ties), ends, kind[1], group, date, until))
    edges = [Edge(tie.id, tie.ends[0].node, tie.ends[1].node, tie.group, tie.id) for tie in ties.values()]
    return replace(
        page,
        nodes=tuple(nodes[key] for key in sorted(nodes)),
        edges=(*page.edges, *edges),
        relationships=(*page.relationships, *ties.values()),
    )


def _wider(key: str | None) -> str:
    return (key or "").rpartition("/")[2]


def _node(key: str, label: str) -> Node:
    """An entity that only the answer knows: its label, else the end of its address."""
    name = label or key.rstrip("/#").replace("#", "/").rpartition("/")[2] or key
    return Node(key, "city", Text(name, name), Text(name, name), NOTHING, NOTHING, (), ())


def _kind(value: str) -> tuple[str, Text]:
    """The kind that is meant, by its address or its name, and its names; else the words themselves."""
    known = kinds()
    key = value.removeprefix(KIND)
    found = known.get(key) or next(
        (one for one in known.values() if one.scheme == "agreement" and value in (one.ja, one.en)), None
    )
    return (found.key.rpartition("/")[2], Text(found.ja, found.en)) if found else (value, Text(value, value))


def _date(value: Value) -> str:
    """A date key of a day, of `2010-04`, `1982`, `FY2019`, or of a time's address; empty for anything else."""
    key = str(value or "").removeprefix(f"{ID}time/")
    try:
        return PartialDate(key).key if key else ""
    except DateError:
        return ""


def _tie(number: int, ends: list[str], kind: Text, group: str, date: str, until: str) -> Tie:
    return Tie(
        id=f"row/{number + 1}",
        group=group,
        form="agreement",
        name=kind if kind.ja else Text("問い合わせの結果", "Of the query"),
        kind=kind,
        printed="",
        date=date,
        until=until,
        ends=(End(ends[0]), End(ends[1])),
        facts=(),
    )
