"""Asking a question: of the packaged graph, or of any pyoxigraph store or rdflib graph, with one kind of answer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from ontology import ID, PREFIXES
from queries import kept
from queries.binding import bind
from queries.catalogue import question
from queries.result import Origin, Result, Term
from queries.text import QueryError, checked

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["ask", "found", "packaged", "run", "untold"]

AnyGraph = Union[Store, "Graph"]


def run(source: str | Path, /, store: "AnyGraph | None" = None, **parameters: object) -> Result:
    """Ask a question and return its Result.

    `source` is the name of a packaged question (`partners`), the path of an `.rq` file, or SPARQL text. `store` is a
    pyoxigraph Store or an rdflib Graph; without it the graph of the packaged records is built and kept. Parameters
    take what a person writes: `run("partners", city="熊本市")`. QueryError says what is wrong with any of them; a
    question that is not packaged is refused where it reads from elsewhere, writes, or is too long or deep.
    """
    asked = question(source)
    text = bind(asked, parameters)
    if not asked.packaged:
        text = checked(text, asked.name)
    graph = packaged() if store is None else store
    origin = Origin(asked.name, text, lambda more: ask(more, graph, asked.name), asked.evidence)
    return replace(ask(text, graph, asked.name), origin=origin)


def untold(source: str | Path, given: Mapping[str, object]) -> list[str]:
    """One line for each parameter of a packaged question that was left out: what it was asked with instead."""
    own = question(source)
    if not own.packaged:
        return []
    left = (one for name, one in own.parameters.items() if name not in {key.replace("-", "_") for key in given})
    return [
        f"--{one.name.replace('_', '-')} not given: asked with {one.default.value.removeprefix(ID)}" for one in left
    ]


def ask(text: str, store: "AnyGraph", name: str = "query") -> Result:
    """Ask SPARQL of a graph without looking at it first: for text that is packaged or was `checked`."""
    if isinstance(store, Store):
        try:
            return _from_oxigraph(found(store, text, name))
        except OSError as error:
            raise QueryError(f"{name}: {error}") from None
    return _from_rdflib(store, text, name)


def found(store: Store, text: str, name: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """What the engine finds, not yet read; QueryError with its complaint and the missing prefixes."""
    try:
        return store.query(text)
    except SyntaxError as error:
        used = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if f"{prefix}:" in text]
        remedy = f". Put before it: {' '.join(used)}" if "Prefix not found" in error.msg else ""
        raise QueryError(f"{name}: {error.msg.partition(chr(10))[0][:160]}{remedy}") from None
    except RuntimeError as error:  # a function that it does not know
        raise QueryError(f"{name}: {str(error).partition(chr(10))[0][:160]}") from None


@cache
def packaged() -> Store:
    """The graph of the packaged records, made or fetched from the cache once per process."""
    return kept.graph()


def _from_oxigraph(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    if isinstance(answer, QueryBoolean):
        return _truth(bool(answer))
    if isinstance(answer, QueryTriples):
        return _triples((triple.subject, triple.predicate, triple.object) for triple in answer)
    columns = tuple(variable.value for variable in answer.variables)
    return Result(columns, tuple(tuple(row[name] for name in columns) for row in answer))


def _from_rdflib(graph: "Graph", text: str, name: str) -> Result:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import Query

    try:  # parsed here because Graph.query would expand \uXXXX first, and read names with the graph's own prefixes
        answer = graph.query(translateQuery(Query.parse_string(text, parse_all=True), None, {}))
    except (ParseBaseException, RecursionError) as error:
        raise QueryError(f"{name}: rdflib cannot read it: {error}") from None
    if answer.type == "ASK":
        return _truth(bool(answer.askAnswer))
    if answer.type in ("CONSTRUCT", "DESCRIBE"):
        return _triples(tuple(map(_term, triple)) for triple in answer.graph or ())
    variables = answer.vars or []
    rows = (tuple(_term(binding.get(variable)) for variable in variables) for binding in answer.bindings)
    return Result(tuple(map(str, variables)), tuple(rows))


def _term(node: Any) -> Term | None:
    """The same term in the other engine's classes; ValueError for anything that is no RDF 1.1 term."""
    import rdflib

    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
    raise ValueError(f"unexpected term: {node!r}")


def _truth(value: bool) -> Result:
    return Result(("ask",), ((Literal(value),),), "ask")


def _triples(triples: Iterable[tuple[Term | None, ...]]) -> Result:
    return Result(("subject", "predicate", "object"), tuple(sorted(triples, key=str)), "graph")
