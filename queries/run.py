"""Asking a question: of the packaged graph, or of any pyoxigraph store or rdflib graph, with one kind of answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from ontology import PREFIXES
from queries import kept
from queries.binding import LATEST, bind, called, day, variable
from queries.catalogue import Question, question
from queries.editions import refuse
from queries.labels import LABELS, Labels
from queries.measures import measured
from queries.result import Origin, Result, Term
from queries.text import QueryError, checked
from queries.widened import undeclared_prefixes

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["ask", "found", "packaged", "run", "untold"]

_MEANT = ("Prefix not found", "The SELECT contains a variable that is unbound")
"""Complaints of Oxigraph that stand among the tokens it would have taken."""

AnyGraph = Union[Store, "Graph"]


def run(source: str | Path, /, store: "AnyGraph | None" = None, **parameters: object) -> Result:
    """Ask a question and return its Result.

    `source` is the name of a packaged question (`partners`), the path of an `.rq` file, or SPARQL text. `store` is a
    pyoxigraph Store or an rdflib Graph; without it the graph of the packaged records is built and kept. Parameters
    take what a person writes: `run("partners", city="熊本市")`; one that is a word of Python takes `_` at its end,
    `run("path", from_="福井市", to="菊池市")`. QueryError says what is wrong with any of them; a question that is not
    packaged is refused where it reads from elsewhere, writes, or is too long or deep.
    """
    asked = question(source)
    # the graph is made only where something has to be asked of it
    labels = Labels(lambda: ask(LABELS, packaged() if store is None else store, asked.name).rows)
    text = bind(asked, parameters, labels=labels)
    if not asked.packaged:
        text = checked(text, asked.name)
    graph = packaged() if store is None else store
    refuse(asked, text, parameters, lambda more: ask(more, graph, asked.name))
    origin = Origin(asked.name, text, lambda more: ask(more, graph, asked.name), asked.evidence)
    return measured(asked.measure, replace(ask(text, graph, asked.name), origin=origin))


def untold(source: str | Path, given: Mapping[str, object], language: str = "en") -> list[str]:
    """One line for each parameter of a packaged question that was left out: what it was asked with instead.

    A day left out needs no word where the answer is as the latest sources stand.
    """
    own = question(source)
    if not own.packaged:
        return []
    left = (one for name, one in own.parameters.items() if name not in set(map(variable, given)))
    lines = list(_days(own, given, language))
    for one in (one for one in left if one.default.value != LATEST):
        option, value = f"--{one.name.replace('_', '-')}", called(one.default.value)[language == "ja"]
        lines.append(
            f"{option} の指定がないので {value} で尋ねた"
            if language == "ja"
            else f"{option} not given: asked with {value}"
        )
    return lines


def _days(own: Question, given: Mapping[str, object], language: str) -> Iterator[str]:
    """What a coarse date was taken to mean."""
    for name, value in given.items():
        one = own.parameters.get(variable(name))
        if one is None or one.type != "date" or not isinstance(value, str):
            continue
        if (meant := day(one, value)) != value:
            option, last = f"--{name.replace('_', '-')} {value}", one.name == "as_of"
            if language == "ja":
                yield f"{option} は、その{'最後' if last else '最初'}の日 {meant} として尋ねた"
            else:
                yield f"{option}: asked with its {'last' if last else 'first'} day, {meant}"


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
        raise QueryError(f"{name}: {_complaint(error.msg.partition(chr(10))[0], text)}") from None
    except RuntimeError as error:  # a function that it does not know
        raise QueryError(f"{name}: {str(error).partition(chr(10))[0][:160]}") from None


def _complaint(said: str, text: str) -> str:
    """What the engine means, without the many tokens that it might have read instead."""
    place, _, expected = said.partition(": expected ")
    meant = next((each for each in _MEANT if each in expected), None)
    if meant is None:
        return said[:160]
    if meant != _MEANT[0]:
        return f"{place}: {meant}"
    undeclared = sorted(undeclared_prefixes(text))
    ours = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in undeclared if prefix in PREFIXES]
    missing = ", ".join(f"{prefix}:" for prefix in undeclared)
    return f"{place}: no PREFIX line for {missing}." + (f" Put before it: {' '.join(ours)}" if ours else "")


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
    return Result(columns, tuple(map(tuple, answer)))


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
