"""Running a test of queries: the text goes through the function that answers strangers, its answer is compared."""

import csv
import io
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)  # fmt: skip

from benchmarks.conformance.manifest import Case
from queries.guard import Limits
from queries.guard.worker import answered

__all__ = ["evaluated", "syntax"]

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float"))
_RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
_ACCEPT = {
    ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srj": "application/sparql-results+json",
    ".srx": "application/sparql-results+xml",
}  # fmt: skip
_LIMITS = Limits()

Term = NamedNode | BlankNode | Literal | Triple
Row = frozenset[tuple[str, Term]]
Answer = bool | list[Row] | set[tuple[Term, ...]]


def syntax(case: Case) -> str | None:
    """None where a syntax test passes, else why not."""
    assert case.query
    head, _ = answered(Store(), _based(case.query), "*/*", _LIMITS)
    negative = case.kind.startswith("Negative")
    if negative == ("error" in head):
        return None
    return f"{head['error']}: {head['message'].splitlines()[0]}" if "error" in head else "accepted"


def evaluated(case: Case) -> str | None:
    """None where the answer is the expected one, else why not."""
    assert case.query
    assert case.result
    store = Store()
    for path in case.data:
        store.load(path=path, format=_format(path), base_iri=path.as_uri())
    for path in case.graphs:
        store.load(path=path, format=_format(path), base_iri=path.as_uri(), to_graph=NamedNode(path.as_uri()))
    wanted = _expected(case.result)
    accept = _ACCEPT.get(case.result.suffix) or ("text/turtle" if isinstance(wanted, set) else _ACCEPT[".srj"])
    head, body = answered(store, _based(case.query), accept, _LIMITS)
    if "error" in head:
        return f"{head['error']}: {head['message']}"
    got = _got(body, head["media_type"])
    if case.lax and isinstance(got, list) and isinstance(wanted, list):
        got, wanted = list(set(got)), list(set(wanted))
    return None if _same(got, wanted) else "another answer"


def _based(query: Path) -> str:
    """The text of a query with itself as base: the suites expect one, the endpoint has none."""
    return f"BASE <{query.as_uri()}> {query.read_bytes().decode()}"


def _format(path: Path) -> RdfFormat:
    return RdfFormat.from_extension(path.suffix.removeprefix(".")) or RdfFormat.TURTLE


def _expected(path: Path) -> Answer:
    if path.suffix == ".csv":
        return _table(path.read_text(encoding="utf-8"))
    if path.suffix in _RESULTS:
        return _rows(path.read_bytes(), _RESULTS[path.suffix])
    graph: set[tuple[Term, ...]] = {
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(path=path, format=_format(path), base_iri=path.as_uri())
    }
    results = [triple[0] for triple in graph if triple[2] == NamedNode(_RS + "ResultSet")]
    return _result_set(graph, results[0]) if results else graph


def _got(body: bytes, kind: str) -> Answer:
    if kind == "text/csv":
        return _table(body.decode())
    if kind == "text/turtle":
        return {(quad.subject, quad.predicate, quad.object) for quad in parse(body, format=RdfFormat.TURTLE)}
    return _rows(body, QueryResultsFormat.from_media_type(kind) or QueryResultsFormat.JSON)


def _table(text: str) -> list[Row]:
    """Rows of CSV; labels of blank nodes stand for nothing, and the suites write numbers in several ways."""
    head, *rows = csv.reader(io.StringIO(text))
    return [frozenset(zip(head, map(_cell, row), strict=True)) for row in rows]


def _cell(text: str) -> Term:
    return Literal("_:" if text.startswith("_:") else _number(text))


def _number(cell: str) -> str:
    try:
        return str(Decimal(cell).normalize())
    except InvalidOperation:
        return cell


def _rows(body: bytes, form: QueryResultsFormat) -> bool | list[Row]:
    found = parse_query_results(body, format=form)
    if isinstance(found, QueryBoolean):
        return bool(found)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [frozenset((name, _term(row[name])) for name in names if row[name] is not None) for row in found]


def _result_set(graph: set[tuple[Term, ...]], result: Term) -> bool | list[Row]:
    """A result set written as RDF, which older suites use; its rows in the order of their indexes if they have them."""
    of: dict[Term, dict[str, list[Term]]] = {}
    for subject, predicate, value in graph:
        of.setdefault(subject, {}).setdefault(predicate.value.removeprefix(_RS), []).append(value)  # type: ignore[union-attr]
    if answer := of[result].get("boolean"):
        return answer[0].value == "true"  # type: ignore[union-attr]
    solutions = sorted(of[result].get("solution", []), key=lambda one: int(of[one].get("index", [Literal(0)])[0].value))  # type: ignore[union-attr]
    return [
        frozenset((of[pair]["variable"][0].value, _term(of[pair]["value"][0])) for pair in of[one].get("binding", []))  # type: ignore[union-attr]
        for one in solutions
    ]


def _term(term: object) -> Term:
    """A term, a number as its value: engines may write 2.0 as 2."""
    if isinstance(term, Literal) and term.datatype.value in _NUMBERS:
        try:
            exact = term.datatype.value.endswith(("#integer", "#decimal"))
            value = str(Decimal(term.value).normalize() if exact else float(term.value))
            return Literal(value, datatype=term.datatype)
        except (ValueError, InvalidOperation):
            return term
    assert isinstance(term, NamedNode | BlankNode | Literal | Triple)
    return term


def _same(got: Answer, wanted: Answer) -> bool:
    """Whether two answers are equal, blank nodes by their place and rows in any order."""
    if isinstance(got, list) and isinstance(wanted, list):
        return Counter(got) == Counter(wanted) or _canonical(got) == _canonical(wanted)
    if isinstance(got, set) and isinstance(wanted, set):
        return _canonical(got) == _canonical(wanted)
    return got == wanted


def _canonical(answer: "list[Row] | set[tuple[Term, ...]]") -> set[Quad]:
    """The answer as a graph with canonical blank nodes; a row becomes a node with a triple for each variable."""
    if isinstance(answer, set):
        made = Dataset(Quad(*triple) for triple in answer)  # type: ignore[arg-type]
    else:
        made = Dataset()
        for row in answer:
            node = BlankNode()
            made.add(Quad(node, NamedNode("urn:row"), Literal(len(row))))
            for name, term in row:
                made.add(Quad(node, NamedNode(f"urn:variable:{name}"), term))
    made.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(made)
