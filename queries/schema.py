"""What a graph of ours is made of: classes, properties and kinds with their names in both languages."""

from functools import cache
from typing import NamedTuple

from ontology import ICR, PREFIXES, text

__all__ = ["Term", "declared"]

_KINDS = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "property",
    PREFIXES["owl"] + "DatatypeProperty": "property",
}


class Term(NamedTuple):
    """A class or property of the vocabulary: its IRI, which of the two it is, its names and what it means."""

    iri: str
    kind: str
    en: str
    ja: str
    meaning_en: str
    meaning_ja: str


@cache
def declared() -> tuple[Term, ...]:
    """The classes and properties that the vocabulary declares, sorted by IRI."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    kinds: dict[str, str] = {}
    said: dict[tuple[str, str, str], str] = {}
    for quad in parse(text("terms.ttl"), format=RdfFormat.TURTLE):
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            if quad.predicate.value == PREFIXES["rdf"] + "type" and quad.object.value in _KINDS:
                kinds[quad.subject.value] = _KINDS[quad.object.value]
        elif isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode) and quad.object.language:
            said[quad.subject.value, quad.predicate.value, quad.object.language] = quad.object.value
    names, means = PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "definition"
    return tuple(
        Term(iri, kinds[iri], *(said.get((iri, each, lang), "") for each in (names, means) for lang in ("en", "ja")))
        for iri in sorted(kinds)
        if iri.startswith(ICR)
    )
