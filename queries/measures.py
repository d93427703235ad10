"""What SPARQL cannot ask: a measure picks and orders rows of an answer; the header of the question names it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from queries.result import Result, Term
from queries.text import QueryError

__all__ = ["MEASURES", "Measure", "altered", "measured"]

Row = tuple[Term | None, ...]
Measure = Callable[[Result], Result]
"""From the rows of the query to those of them that answer."""


def path(network: Result) -> Result:
    """The rows that make a shortest chain between `from_id` and `to_id`, one a step, in order; none without a chain.

    Each row is a tie from `source_id` to `target_id`. Of several ties of one step the first row stands; of several
    chains of the same length the one found first, which depends on the order of the rows only.
    """
    import networkx

    rows = _first(network, "source_id", "target_id")
    if not network.terms:
        return network
    ends = (_cells(network, "from_id")[0], _cells(network, "to_id")[0])
    try:
        chain = networkx.shortest_path(networkx.Graph(list(rows)), *ends)
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        chain = []
    return replace(network, terms=tuple(rows[step] for step in pairwise(chain)))


def cut_off(network: Result) -> Result:
    """One row for each `lost_id` that is no longer joined to the largest piece of its part without `city_id`.

    Each row is a tie from `lost_id` to `tied_to_id`. Where several pieces are the largest, all are cut off from each
    other; where one piece stays, nobody is. Rows in the order of the query.
    """
    import networkx

    rows = _first(network, "lost_id", "tied_to_id")
    if not network.terms:
        return network
    graph, city = networkx.Graph(list(rows)), _cells(network, "city_id")[0]
    if city not in graph:
        return replace(network, terms=())
    rest = graph.subgraph(networkx.node_connected_component(graph, city) - {city})
    pieces = sorted(networkx.connected_components(rest), key=len)
    if len(pieces) == 1 or (pieces and len(pieces[-1]) > len(pieces[-2])):
        pieces.pop()
    lost = set[str]().union(*pieces)
    shown: dict[str, Row] = {}
    for (one, _), row in rows.items():
        if one in lost:
            shown.setdefault(one, row)
    return replace(network, terms=tuple(shown.values()))


def altered(spans: Result, documents: Path) -> Result:
    """The rows whose `file` in `documents` no longer has a text of this `sha256` between `start` and `end`.

    Documents that are not in the folder are left out. QueryError where the folder has none of them, DocumentError where
    a file cannot be read as text.
    """
    from graph.documents import decode, read_bytes

    names = _cells(spans, "file")
    texts = {
        name: decode(read_bytes(path), str(path))[0] for name in set(names) if (path := documents / name).is_file()
    }
    if names and not texts:
        raise QueryError(
            f"{documents}: none of the documents is here, such as {names[0]}. Name the folder that has them."
        )
    rows = list(zip(spans.terms, names, *(_cells(spans, one) for one in ("start", "end", "sha256")), strict=True))
    here = [row for row in rows if row[1] in texts]
    lost = [
        row
        for row, name, start, end, sha256 in here
        if hashlib.sha256(texts[name][int(start) : int(end)].encode()).hexdigest() != sha256
    ]
    note = f"{len(here)} places in {len(texts)} documents compared / {len(texts)}文書の{len(here)}か所を照合"
    return replace(spans, terms=tuple(lost), note=note)


def _cells(rows: Result, column: str) -> list[str]:
    """The values of one column, IRIs and literals as text."""
    place = rows.columns.index(column)
    return [getattr(row[place], "value", "") for row in rows.terms]


def _first(network: Result, source: str, target: str) -> dict[tuple[str, str], Row]:
    """The first row of each pair of ends, in the order of the rows."""
    first: dict[tuple[str, str], Row] = {}
    for ends, row in zip(
        zip(_cells(network, source), _cells(network, target), strict=True), network.terms, strict=True
    ):
        first.setdefault(ends, row)
    return first


MEASURES: Mapping[str, Measure] = MappingProxyType({"path": path, "cut-off": cut_off, "altered": lambda spans: spans})
"""By the name that a question's header gives, `#+ measure: path`; `altered` picks only where documents are at hand."""


def measured(name: str, rows: Result) -> Result:
    """What the measure of this name picks out of the rows; without a name, the rows. QueryError for an unknown name."""
    if name and name not in MEASURES:
        raise QueryError(f"no measure {name!r}. There are {', '.join(MEASURES)}.")
    return MEASURES[name](rows) if name else rows
