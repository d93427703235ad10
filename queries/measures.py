"""What SPARQL cannot ask: a measure picks and orders rows of an answer; the header of the question names it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
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

    The text of a web page or PDF is taken out as it was for reading. Of several files of one name, in folders below, a
    document's is the one that keeps most of its lines; documents that are not there are left out. QueryError where none
    is there, DocumentError where a file cannot be read as text.
    """
    from graph.documents import below

    names, keys = _cells(spans, "file"), _cells(spans, "document")
    texts = {name: _texts(paths) for name, paths in below(documents, names).items()}
    if names and not any(texts.values()):
        raise QueryError(
            f"{documents}: none of the documents is here, such as {names[0]}. Name the folder that has them."
        )
    rows: dict[tuple[str, str], list[tuple[Row, int, int, str]]] = {}
    for key, name, row, start, end, sha256 in zip(
        keys, names, spans.terms, *(_cells(spans, one) for one in ("start", "end", "sha256")), strict=True
    ):
        rows.setdefault((key, name), []).append((row, int(start), int(end), sha256))
    kept = {
        (key, name, path): [row for row, start, end, sha256 in each if _hash(text[start:end]) == sha256]
        for (key, name), each in rows.items()
        for path, text in texts[name].items()
    }
    lost: list[Row] = []
    here = compared = 0
    for (key, name), each in rows.items():
        mine = max(texts[name], key=lambda path: len(kept[key, name, path]), default=None)
        others = [held for (other, named, path), held in kept.items() if (named, path) == (name, mine) and other != key]
        if mine is None or (not kept[key, name, mine] and any(others)):
            continue  # the file of this name is another document's
        here, compared = here + len(each), compared + 1
        held = set(map(id, kept[key, name, mine]))
        lost += [row for row, *_ in each if id(row) not in held]
    same = ("", "") if lost else ("; all are as they were read", "、すべて一致")
    note = f"{here} places in {compared} documents compared{same[0]} / {compared}文書の{here}か所を照合{same[1]}"
    return replace(spans, terms=tuple(lost), note=note)


def _texts(paths: Iterable[Path]) -> dict[Path, str]:
    """The texts of the files that can be read; DocumentError where there are some and none can."""
    from graph.documents import DocumentError, read_bytes
    from graph.extract import text_of

    texts, fault = dict[Path, str](), None
    for path in paths:
        try:
            texts[path] = text_of(read_bytes(path), str(path))[0]
        except DocumentError as error:
            fault = error
    if fault and not texts:
        raise fault
    return texts


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
