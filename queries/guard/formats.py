"""The format a client gets, by its Accept header and the form of the query, and the answer as bytes of that format."""

import io
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from ontology import PREFIXES
from queries.guard.limits import Answer, Limits, NotAcceptable, TooMuch

__all__ = ["GRAPHS", "ROWS", "chosen", "written"]

# The first of each is what a client gets that takes anything. Some clients know a format by a more general name only.
ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/x-turtle": RdfFormat.TURTLE,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/json": RdfFormat.JSON_LD,
}
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)
# What XML 1.0 has no way to write, in UTF-8; the engine writes it, and predicates that are no XML names, all the same.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# The strings, which may hold anything; what stands between two rows besides them; how many rows there are beyond those.
_STRINGS = {
    QueryResultsFormat.JSON: rb'"[^"\\]*(?:\\.[^"\\]*)*"',
    QueryResultsFormat.CSV: rb'"[^"]*(?:""[^"]*)*"',
}
_BETWEEN = {
    QueryResultsFormat.JSON: (b"},{", 1),
    QueryResultsFormat.XML: (b"</result>", 0),
    QueryResultsFormat.CSV: (b"\n", -1),
    QueryResultsFormat.TSV: (b"\n", -1),
}


def chosen(accept: str, offered: list[str]) -> str | None:
    """The offered media type that an Accept header (RFC 9110) prefers, the first of equals; None where none fits."""
    ranges: dict[str, float] = {}
    for kind, rest in _RANGE.findall(accept if accept.strip() else "*/*"):
        quality = _QUALITY.search(rest)
        ranges[kind.lower()] = float(quality[1]) if quality else 1.0
    best, top = None, 0.0
    for kind in offered:
        wanted = ranges.get(kind, ranges.get(f"{kind.partition('/')[0]}/*", ranges.get("*/*", 0.0)))
        if wanted > top:
            best, top = kind, wanted
    return best


def written(found: QuerySolutions | QueryBoolean | QueryTriples, accept: str, limits: Limits) -> Answer:
    """The whole answer in the format that `accept` prefers; NotAcceptable or TooMuch instead."""
    if isinstance(found, QueryTriples):
        return _graph(found, _kind(accept, list(GRAPHS), "CONSTRUCT and DESCRIBE"), limits)
    kind = _kind(accept, list(ROWS), "SELECT and ASK")
    sink = _Sink(limits.bytes)
    try:
        found.serialize(sink, ROWS[kind])
    except BufferError:
        raise _too_many_bytes(limits) from None
    body = sink.getvalue()
    if ROWS[kind] == QueryResultsFormat.XML and _NO_XML.search(body):
        raise NotAcceptable(f"{kind} cannot hold this answer: a text has a control sign. Ask for JSON.")
    if not isinstance(found, QueryBoolean) and _more_rows(body, ROWS[kind], limits.rows):
        raise TooMuch(f"more than {limits.rows:,} rows. Ask with LIMIT, or for less at a time.")
    return Answer(body, kind)


def _kind(accept: str, offered: list[str], form: str) -> str:
    if kind := chosen(accept, offered):
        return kind
    raise NotAcceptable(f"{accept[:200]}: {form} are answered as {', '.join(offered[:4])}.")


def _graph(found: QueryTriples, kind: str, limits: Limits) -> Answer:
    triples = dict.fromkeys(islice(found, limits.rows + 1))  # the engine may give a triple twice
    if len(triples) > limits.rows:
        raise TooMuch(f"more than {limits.rows:,} triples. Ask with LIMIT, or for less at a time.")
    sink = _Sink(limits.bytes)
    try:
        serialize(triples, sink, GRAPHS[kind], prefixes=_used(triples) if GRAPHS[kind] == RdfFormat.TURTLE else None)
    except BufferError:
        raise _too_many_bytes(limits) from None
    body = sink.getvalue()
    if GRAPHS[kind] == RdfFormat.RDF_XML and (b"<oxprefix: " in body or _NO_XML.search(body)):
        raise NotAcceptable(f"{kind} cannot hold this graph: a predicate is no XML name, or a text has a control sign.")
    return Answer(body, kind)


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that can stand in these triples, told by a thousand of them; all where there are more."""
    some = list(islice(triples, 1001))
    written = serialize(some, format=RdfFormat.N_TRIPLES) or b""
    return {prefix: iri for prefix, iri in PREFIXES.items() if len(some) > 1000 or f"<{iri}".encode() in written}


class _Sink(io.BytesIO):
    """Collects what an engine writes, up to a number of bytes; BufferError beyond."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, part: Any) -> int:
        if self.tell() + len(part) > self.most:
            raise BufferError
        return super().write(part)


def _too_many_bytes(limits: Limits) -> TooMuch:
    return TooMuch(f"more than {limits.bytes:,} bytes. Ask with LIMIT, or for fewer columns.")


def _more_rows(body: bytes, form: QueryResultsFormat, most: int) -> bool:
    """Whether there are more rows than that; the strings are taken out only where they could make the difference."""
    between, beyond = _BETWEEN[form]
    if body.count(between) + beyond <= most:
        return False
    plain = re.sub(_STRINGS[form], b"", body, flags=re.DOTALL) if form in _STRINGS else body
    return plain.count(between) + beyond > most
