"""The vocabulary: its namespaces, its packaged files, and the kinds with the forms in which documents print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["ICR", "ID", "KIND", "PREFIXES", "Kind", "kinds", "rules", "short", "surfaces", "terms", "text"]

ICR = "https://w3id.org/icr/def#"
KIND = "https://w3id.org/icr/kind/"
ID = "https://w3id.org/icr/id/"

# One prefix per folder of entities, so that Turtle reads `agreement:kumamoto-guilin`; bound before serialising.
PREFIXES: dict[str, str] = {
    "icr": ICR,
    "k": KIND,
    "id": ID,
    "lg": ID + "lg/",
    "country": ID + "country/",
    "body": ID + "org/",
    "unit": ID + "unit/",
    "agreement": ID + "agreement/",
    "alliance": ID + "alliance/",
    "part": ID + "participation/",
    "change": ID + "change/",
    "event": ID + "event/",
    "group": ID + "group/",
    "obs": ID + "observation/",
    "plan": ID + "plan/",
    "indicator": ID + "indicator/",
    "link": ID + "link/",
    "slip": ID + "slip/",
    "claim": ID + "claim/",
    "time": ID + "time/",
    "doc": ID + "doc/",
    "span": ID + "span/",
    "series": ID + "series/",
    "chapter": ID + "chapter/",
    "data": ID + "data/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}

_SKOS = PREFIXES["skos"]
_OF_KINDS = frozenset(_SKOS + name for name in ("inScheme", "prefLabel", "hiddenLabel", "broader"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A concept: its key (`agreement/sister-city`), names, wider concept, and the forms in which documents print it."""

    key: str
    ja: str
    en: str
    broader: str | None
    surfaces: tuple[str, ...]

    @property
    def scheme(self) -> str:
        return self.key.partition("/")[0]

    @property
    def iri(self) -> str:
        return KIND + self.key


def text(name: str) -> str:
    """The text of a packaged file: `kinds.ttl`, `terms.ttl`, `shapes.ttl`, `context.jsonld`, `rules/<name>.rq`."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def kinds() -> Mapping[str, Kind]:
    """Every concept of `kinds.ttl` by key, sorted by key."""
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, language in _statements("kinds.ttl", _OF_KINDS):
        name = predicate.removeprefix(_SKOS) + ("@" + language if language else "")
        found.setdefault(subject.removeprefix(KIND), {}).setdefault(name, []).append(value)
    return MappingProxyType(
        {
            key: Kind(
                key=key,
                ja=fields["prefLabel@ja"][0],
                en=fields["prefLabel@en"][0],
                broader=next((wider.removeprefix(KIND) for wider in fields.get("broader", ())), None),
                surfaces=tuple(sorted(fields.get("hiddenLabel@ja", ()), key=_longest_first)),
            )
            for key, fields in sorted(found.items())
            if "inScheme" in fields
        }
    )


@cache
def surfaces(scheme: str) -> Mapping[str, str]:
    """Printed form -> key of the concept, for one scheme (`"agreement"`), longest form first.

    The order matters to a reader: 友好協力都市 has to be tried before 友好都市. An unknown scheme raises KeyError.
    """
    members = [kind for kind in kinds().values() if kind.scheme == scheme]
    if not members:
        known = ", ".join(sorted({kind.scheme for kind in kinds().values()}))
        raise KeyError(f"ontology/kinds.ttl: no scheme {scheme!r}; known schemes: {known}")
    forms = {form: kind.key for kind in members for form in kind.surfaces}
    return MappingProxyType({form: forms[form] for form in sorted(forms, key=_longest_first)})


@cache
def terms() -> frozenset[str]:
    """The IRIs that our namespaces declare: classes, properties, schemes and concepts."""
    declared = {subject for name in ("terms.ttl", "kinds.ttl") for subject, *_ in _statements(name)}
    return frozenset(iri for iri in declared if iri.startswith((ICR, KIND)))


@cache
def rules() -> Mapping[str, str]:
    """The build queries of `rules/` by name: SPARQL that selects ?node and ?detail of each violation.

    The first two lines of each are its message, `# en: …` and `# ja: …`.
    """
    names = sorted(each.name for each in files(__name__).joinpath("rules").iterdir() if each.name.endswith(".rq"))
    return MappingProxyType({name.removesuffix(".rq"): text(f"rules/{name}") for name in names})


def short(iri: str) -> str:
    """An IRI with its namespace as a prefix, for messages: `agreement:kumamoto-guilin`; others stay as they are."""
    prefix = max(
        (prefix for prefix, space in PREFIXES.items() if iri.startswith(space) and iri != space),
        key=lambda prefix: len(PREFIXES[prefix]),
        default=None,
    )
    return iri if prefix is None else f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"


def _statements(name: str, predicates: frozenset[str] = frozenset()) -> list[tuple[str, str, str, str]]:
    """The triples of a packaged Turtle file as subject, predicate, object and language tag (empty where none is).

    `predicates`: of these alone; none for all.
    """
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    rows: list[tuple[str, str, str, str]] = []
    for quad in parse(text(name), format=RdfFormat.TURTLE):
        predicate = quad.predicate.value
        if predicates and predicate not in predicates:
            continue
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, Literal):
            rows.append((subject.value, predicate, value.value, value.language or ""))
        elif isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            rows.append((subject.value, predicate, value.value, ""))
    return rows


def _longest_first(form: str) -> tuple[int, str]:
    return (-len(form), form)
