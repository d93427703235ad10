"""An answer in the formats that endpoints send, JSON and Turtle, as a Result."""

import json
import re
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from queries.result import Result, Term

__all__ = ["received"]


def received(content: bytes, form: str) -> Result:
    """The Result of a SELECT, ASK, CONSTRUCT or DESCRIBE.

    Content that is no such answer raises ValueError, KeyError, TypeError, SyntaxError or RecursionError;
    json.JSONDecodeError and SyntaxError where it may be the half of one.
    """
    return _rows(json.loads(content)) if form in ("SELECT", "ASK") else _graph(content)


def _rows(answer: Any) -> Result:
    if "boolean" in answer:
        if not isinstance(answer["boolean"], bool):
            raise TypeError("neither true nor false")
        return Result(("ask",), ((Literal(answer["boolean"]),),), "ask")
    columns = tuple(map(str, answer["head"]["vars"]))
    if columns == ("__ASK_RETVAL",):  # Virtuoso 7 says yes with one row and no with none
        return Result(("ask",), ((Literal(bool(answer["results"]["bindings"])),),), "ask")
    rows = [tuple(_term(row.get(name)) for name in columns) for row in answer["results"]["bindings"]]
    return Result(columns, tuple(rows))


def _term(cell: Any) -> Term | None:
    if cell is None:
        return None
    kind, value = cell["type"], cell["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return BlankNode(re.sub(r"[^A-Za-z0-9]", "", value))
    if kind not in ("literal", "typed-literal"):
        raise ValueError(f"unexpected term: {cell!r}")
    if language := cell.get("xml:lang"):
        return Literal(value, language=language)
    return Literal(value, datatype=NamedNode(cell["datatype"])) if "datatype" in cell else Literal(value)


def _graph(content: bytes) -> Result:
    triples = {(quad.subject, quad.predicate, quad.object) for quad in parse(content, format=RdfFormat.TURTLE)}
    return Result(("subject", "predicate", "object"), tuple(sorted(triples, key=str)), "graph")
