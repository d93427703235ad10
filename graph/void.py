"""The description of the graph as a data set (VoID and DCAT): how much there is of what, under which licence."""

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.triples import term, typed
from graph.turtle import Source, statements, turtle
from ontology import ID, PREFIXES, short

__all__ = ["DATASET", "void"]

DATASET = "https://w3id.org/icr/dataset"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Where skos:exactMatch leads: name -> the beginning of its IRIs, its home page.
LINKED = {
    "wikidata": ("http://www.wikidata.org/entity/", "https://www.wikidata.org/"),
    "geonames": ("https://sws.geonames.org/", "https://www.geonames.org/"),
}
FILES = {"intercity.ttl": "text/turtle", "intercity.nt": "application/n-triples"}
_TITLE = ("都市間関係の知識グラフ", "The knowledge graph of relationships between cities")
_DESCRIPTION = (
    "自治体の文書に基づく、都市どうしの関係の記録。種別・日付・当事者と、それを述べる文書の行を持つ。",
    "Relationships between cities as municipal documents state them: kind, dates, parties, and the lines that say so.",
)
_RIGHTS = (
    "GeoNames（CC BY 4.0）の座標と識別子を含む。",
    "Contains coordinates and identifiers of GeoNames, licensed under CC BY 4.0.",
)
_TYPE = f"<{PREFIXES['rdf']}type>"
_MATCH = f"<{PREFIXES['skos']}exactMatch>"


def void(source: Source) -> str:
    """Turtle: counts of triples, entities, classes, properties and links; vocabularies and licence; no endpoint."""
    return turtle(_described(source))


def _described(source: Source) -> Iterator[Triple]:
    lines = statements(source)
    subjects = {subject for subject, _, _ in lines}
    classes = Counter(value for _, predicate, value in lines if predicate == _TYPE)
    properties = Counter(predicate for _, predicate, _ in lines)
    yield from _head()
    counts = {
        "triples": len(lines),
        "entities": sum(subject.startswith(f"<{ID}") for subject in subjects),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({value for _, _, value in lines}),
        "classes": len(classes),
        "properties": len(properties),
    }
    for name, count in counts.items():
        yield _of(DATASET, f"void:{name}", typed(str(count), "integer"))
    for space in sorted({_space(each[1:-1]) for each in (*classes, *properties)}):
        yield _of(DATASET, "void:vocabulary", NamedNode(space))
    for sort, found, unit in (("class", classes, "entities"), ("property", properties, "triples")):
        for each, count in found.items():
            part = f"{DATASET}/{sort}/{short(each[1:-1]).replace(':', '-')}"
            yield _of(DATASET, f"void:{sort}Partition", NamedNode(part))
            yield _of(part, f"void:{sort}", NamedNode(each[1:-1]))
            yield _of(part, f"void:{unit}", typed(str(count), "integer"))
    matches = [value[1:-1] for _, predicate, value in lines if predicate == _MATCH]
    for name, (start, home) in LINKED.items():
        yield from _linkset(name, home, sum(value.startswith(start) for value in matches))


def _head() -> Iterator[Triple]:
    for name in ("void:Dataset", "dcat:Dataset"):
        yield _of(DATASET, "rdf:type", term(name))
    for name, (ja, en) in {"title": _TITLE, "description": _DESCRIPTION, "rights": _RIGHTS}.items():
        yield _of(DATASET, f"dcterms:{name}", Literal(ja, language="ja"))
        yield _of(DATASET, f"dcterms:{name}", Literal(en, language="en"))
    yield _of(DATASET, "dcterms:license", NamedNode(LICENCE))
    yield _of(DATASET, "dcterms:creator", NamedNode(f"{DATASET}/creator"))
    yield _of(f"{DATASET}/creator", "rdf:type", term("foaf:Organization"))
    yield _of(f"{DATASET}/creator", "foaf:name", Literal("The intercity developers"))
    yield _of(DATASET, "void:uriSpace", Literal(ID))
    yield _of(DATASET, "void:exampleResource", NamedNode(f"{ID}lg/jp-431001"))
    for name, media in FILES.items():
        file = f"{DATASET}/file/{name}"
        yield _of(DATASET, "dcat:distribution", NamedNode(file))
        yield _of(file, "rdf:type", term("dcat:Distribution"))
        yield _of(file, "dcterms:title", Literal(name))
        yield _of(file, "dcterms:license", NamedNode(LICENCE))
        yield _of(file, "dcat:mediaType", NamedNode(f"https://www.iana.org/assignments/media-types/{media}"))


def _linkset(name: str, home: str, count: int) -> Iterator[Triple]:
    links, target = f"{DATASET}/links/{name}", f"{DATASET}/target/{name}"
    yield _of(DATASET, "void:subset", NamedNode(links))
    yield _of(links, "rdf:type", term("void:Linkset"))
    yield _of(links, "void:linkPredicate", term("skos:exactMatch"))
    yield _of(links, "void:subjectsTarget", NamedNode(DATASET))
    yield _of(links, "void:objectsTarget", NamedNode(target))
    yield _of(links, "void:triples", typed(str(count), "integer"))
    yield _of(target, "rdf:type", term("void:Dataset"))
    yield _of(target, "foaf:homepage", NamedNode(home))


def _of(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), term(predicate), value)


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
