"""Turtle and N-Triples for people and for diffs: sorted, one statement a line, the same bytes for the same graph.

Why not a library's writer: rdflib's `longturtle` is stable but orders everything by IRI, so that the agreements stand
between hashes and spans, makes up prefixes, and takes seven times as long; pyoxigraph's is fast but follows the order
of its store. One writer for every size also means that nothing can differ between small and large graphs. The tests
parse its text with both libraries and compare graphs.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from ontology import KIND, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["Source", "Statement", "ntriples", "statements", "turtle", "written"]

Source: TypeAlias = "pyoxigraph.Store | rdflib.Graph | Iterable[pyoxigraph.Triple]"
Statement: TypeAlias = tuple[str, str, str]

# What people look for comes first; the vocabulary and the machinery of evidence follow.
SECTIONS = {
    "Agreements 協定等": "icr:Agreement",
    "Alliances 連携体": "icr:Alliance",
    "Participations 参加": "icr:Participation",
    "Exchange 交流": "icr:ExchangeEvent icr:ParticipantGroup",
    "Plans, indicators and links 計画・成果指標・縁": "icr:Plan icr:Indicator icr:Link",
    "Slips of print 誤植": "icr:Slip",
    "Local governments 自治体": "icr:LocalGovernment",
    "Countries and regions 国・地域": "icr:Country",
    "Organisations 団体・機関": "icr:Organisation",
    "Departments 部署": "icr:Department",
    "Changes of municipalities 自治体の変更": "org:ChangeEvent",
    "Observations 観測値": "icr:Observation",
    "Other things その他": "",
    "Documents 出典文書": "icr:SourceDocument icr:DocumentSeries",
    "Chapters 章": "icr:Chapter",
    "Reference data 参照データ": "icr:ReferenceData",
    "Time spans 時間範囲": "icr:TimeSpan",
    "Kinds 種別": "skos:ConceptScheme skos:Concept",
    "Terms 用語": "owl:Ontology owl:Class owl:ObjectProperty owl:DatatypeProperty",
    "Claims 言明": "icr:Claim",
    "Evidence spans 根拠箇所": "icr:EvidenceSpan",
}
_RANK = {name: rank for rank, names in enumerate(SECTIONS.values()) for name in names.split()}
_OTHER = list(SECTIONS.values()).index("")
_TYPE = f"<{PREFIXES['rdf']}type>"
_FIRST = {name: place for place, name in enumerate(["a", "rdfs:label", "skos:prefLabel", "skos:altLabel"])}
_HEADER = "# The relationships between cities, one block a thing, one statement a line. 都市間関係のグラフ。\n"

_XSD = PREFIXES["xsd"]
_SHORTHAND = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = re.compile(r'"(.*)"\^\^<([^>]*)>', re.DOTALL)


def statements(source: Source) -> list[Statement]:
    """Subject, predicate and object of every triple in canonical N-Triples syntax, sorted, each once.

    Everything passes through a pyoxigraph store, which spells equal numbers alike (`32.74000` becomes `32.74`), so that
    an rdflib graph gives the same text. Blank nodes, which our own graphs do not have, are named by RDFC-1.0, so that
    they too are stable. Raises ValueError for a triple term (RDF 1.2), which Turtle readers of today do not understand.
    """
    found = []
    for line in _lines(source):
        subject, predicate, value = line[:-2].split(" ", 2)
        if value.startswith("<<("):
            raise ValueError(f"a triple term cannot be written as Turtle 1.1: {value}; make the statement a node")
        found.append((subject, predicate, value))
    return found


def ntriples(source: Source) -> str:
    """Sorted N-Triples; two graphs are equal exactly when these texts are."""
    return "".join(f"{line}\n" for line in _lines(source))


def turtle(source: Source) -> str:
    """The graph as Turtle: grouped by kind of thing, `a` and labels first, prefixes that are used and no others."""
    return written(statements(source))


def written(found: Iterable[Statement]) -> str:
    """Turtle of statements that are sorted already, as `statements` gives them."""
    name = _Names()
    blocks = [(subject, list(group)) for subject, group in groupby(found, key=itemgetter(0))]
    ranked = sorted((_rank(block, name), subject[:-1], subject, block) for subject, block in blocks)
    body: list[str] = []
    for rank, section in groupby(ranked, key=itemgetter(0)):
        body.append(f"\n# ---- {list(SECTIONS)[rank]}\n")
        for _, _, subject, block in section:
            body.append(f"\n{name(subject)}\n{''.join(_properties(block, name))}.\n")
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(name.used.items()))
    return _HEADER + prefixes + "".join(body)


def _lines(source: Source) -> list[str]:
    import pyoxigraph as ox

    if isinstance(source, ox.Store):
        store = source
    else:
        store = ox.Store()
        if hasattr(source, "serialize"):
            store.bulk_load(source.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
        else:
            store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in source)
    text = _unsorted(store)
    if b"_:" in text:  # perhaps only in a literal, to which this does nothing
        dataset = ox.Dataset(store)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        text = _unsorted(dataset)
    return sorted(text.decode("utf-8").split("\n")[:-1])  # not splitlines: U+2028 may stand in a literal


def _unsorted(quads: Iterable["pyoxigraph.Quad"]) -> bytes:
    import pyoxigraph as ox

    text = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return text


def _rank(block: list[Statement], name: "_Names") -> int:
    """The section of a subject: that of its first class that has one."""
    classes = (name(value) for _, predicate, value in block if predicate == _TYPE)
    return min((_RANK[each] for each in classes if each in _RANK), default=_OTHER)


def _properties(block: list[Statement], name: Callable[[str], str]) -> Iterator[str]:
    """One line for each object, below its predicate where there are several."""
    values = {
        "a" if predicate == _TYPE else name(predicate): [name(value) for _, _, value in group]
        for predicate, group in groupby(block, key=itemgetter(1))
    }
    for predicate in sorted(values, key=lambda each: (_FIRST.get(each, len(_FIRST)), each)):
        between = " " if len(values[predicate]) == 1 else "\n        "
        yield f"    {predicate}{between}{f' ,{between}'.join(values[predicate])} ;\n"


class _Names(dict[str, str]):
    """N-Triples term -> its shortest Turtle spelling; remembers the spellings, and in `used` the prefixes."""

    def __init__(self) -> None:
        self.used: dict[str, str] = {}
        self._prefixes = {iri: prefix for prefix, iri in PREFIXES.items()}

    def __call__(self, term: str) -> str:
        return self[term]

    def __missing__(self, term: str) -> str:
        if term.startswith("<"):
            spelt = self._iri(term[1:-1])
        elif typed := _TYPED.fullmatch(term):
            lexical, datatype = typed.groups()
            plain = _SHORTHAND.get(datatype)
            spelt = lexical if plain and plain.fullmatch(lexical) else f'"{lexical}"^^{self._iri(datatype)}'
        else:
            spelt = term
        self[term] = spelt
        return spelt

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        namespace, local = iri[:cut], iri[cut:]
        if (prefix := self._prefixes.get(namespace)) is None:
            scheme = namespace.removeprefix(KIND).removesuffix("/")
            if not (namespace.startswith(KIND) and _LOCAL.fullmatch(scheme)):
                return f"<{iri}>"
            prefix = f"k-{scheme}"  # k:agreement/sister-city would need a backslash before the stroke
        if not _LOCAL.fullmatch(local):
            return f"<{iri}>"
        self.used[prefix] = namespace
        return f"{prefix}:{local}"
