"""Turns facts into a stream of RDF terms: one generic loop, an IRI for everything, no blank node."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from graph.accept import Facts
from graph.accept.model import Fact, Iri, Place, Plain, Ref, Value, Words
from graph.undisturbed import undisturbed
from graph.values import PartialDate
from ontology import ID, KIND, PREFIXES, text

if TYPE_CHECKING:
    from rdflib import Graph

XSD = PREFIXES["xsd"]


@cache
def term(curie: str) -> NamedNode:
    """`icr:signed` as an IRI; KeyError for a prefix that the ontology does not name."""
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


@cache
def node(key: str) -> NamedNode:
    """The IRI of a key: an entity (`lg/jp-431001`), a concept (`kind/role/hub`) or a property (`icr:kind`)."""
    if ":" in key:
        return term(key)
    return NamedNode(KIND + key.removeprefix("kind/") if key.startswith("kind/") else ID + key)


def key_of(iri: str) -> str | None:
    """The key of an entity's IRI, None for any other IRI: the way back from `node`."""
    return iri.removeprefix(ID) if iri.startswith(ID) else None


@cache
def typed(words: str, kind: str) -> Literal:
    """A literal of an XSD type; strings are plain."""
    return Literal(words) if kind == "string" else Literal(words, datatype=NamedNode(XSD + kind))


def rdf(value: Value) -> NamedNode | Literal:
    """The RDF term of a value; dates and evidence spans are nodes of their own."""
    match value:
        case Ref(key):
            return node(key)
        case PartialDate(key):
            return node(f"time/{key}")
        case Place():
            return node(value.key)
        case Words(words, language):
            return Literal(words, language=language)
        case Plain(words, kind):
            return typed(words, kind)
        case Iri(iri):
            return NamedNode(iri)
    raise ValueError(f"unexpected value: {value!r}")


def triples(facts: Facts) -> Iterator[Triple]:
    """All triples of the facts and claims, each once, with the times and spans that they point at."""
    times: set[PartialDate] = set()
    places: set[Place] = set()
    for fact in (*facts.facts.values(), *facts.claims):
        for _, value in fact.values:
            if isinstance(value, PartialDate):
                times.add(value)
            elif isinstance(value, Place):
                places.add(value)
    nodes = (*facts.facts.values(), *facts.claims, *map(_time, sorted(times)), *map(_span, sorted(places)))
    for fact in nodes:
        subject = node(fact.key)
        yield Triple(subject, term("rdf:type"), term(fact.type))
        for name, value in dict.fromkeys(fact.values):
            yield Triple(subject, term(name), rdf(value))


def vocabulary() -> Iterator[Triple]:
    """Classes, properties and kinds with their names, so that the graph explains itself; blank nodes are left out."""
    from pyoxigraph import RdfFormat, parse

    for name in ("terms.ttl", "kinds.ttl"):
        for quad in parse(text(name), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield Triple(quad.subject, quad.predicate, quad.object)


@undisturbed()
def whole(facts: Facts) -> list[Triple]:
    """The graph that is published and queried: the facts' triples and the vocabulary's."""
    return [*triples(facts), *vocabulary()]


def _time(value: PartialDate) -> Fact:
    return Fact(
        f"time/{value.key}",
        "icr:TimeSpan",
        (
            ("icr:earliest", Plain(value.earliest.isoformat(), "date")),
            ("icr:latest", Plain(value.latest.isoformat(), "date")),
            ("icr:edtf", Plain(value.edtf)),
            ("rdfs:label", Plain(value.edtf)),
        ),
    )


def _span(place: Place) -> Fact:
    return Fact(
        place.key,
        "icr:EvidenceSpan",
        (
            ("icr:inDocument", Ref(f"doc/{place.document}")),
            ("icr:startLine", Plain(str(place.lines[0]), "integer")),
            ("icr:endLine", Plain(str(place.lines[1]), "integer")),
            ("oa:start", Plain(str(place.at[0]), "integer")),
            ("oa:end", Plain(str(place.at[1]), "integer")),
            ("icr:sha256", Plain(place.sha256)),
        ),
    )


def store(stream: Iterable[Triple]) -> Store:
    """An in-memory store that answers queries."""
    made = Store()
    made.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in stream)
    return made


def rdf_graph(stream: Iterable[Triple]) -> "Graph":
    """The same triples as an rdflib graph, for SHACL and for tools that want one."""
    import rdflib
    from rdflib import Graph, URIRef

    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
    for one in stream:
        value = one.object
        if isinstance(value, Literal):
            kind = None if value.language or value.datatype.value == XSD + "string" else URIRef(value.datatype.value)
            made: rdflib.term.Node = rdflib.Literal(value.value, lang=value.language, datatype=kind)
        elif isinstance(value, NamedNode):
            made = URIRef(value.value)
        else:
            raise ValueError(f"unexpected term: {value!r}")
        graph.add((URIRef(one.subject.value), URIRef(one.predicate.value), made))  # type: ignore[union-attr]
    return graph
