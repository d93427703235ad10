"""Where each row of an answer is stated: the spans that support it, and those that state something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import NamedNode

from ontology import ID, PREFIXES
from queries.result import Origin, Result, Term, Value
from queries.widened import Widened, constants, plain, widened

__all__ = ["Source", "Support", "Supports", "explain"]

Bilingual: TypeAlias = tuple[str, str]

# What only has a name: its lines say where it is named, not why a row holds. They count where a row has nothing else.
_NAMED = ("country/", "lg/", "org/", "unit/")
_NEVER = ("data/", "doc/", "series/", "time/")

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcterms", "icr", "oa", "rdf", "rdfs", "skos"))
_EVIDENCE = """SELECT DISTINCT ?node ?property ?value ?rank ?inferred ?doc ?from ?to ?start ?end ?sha256 WHERE {{
  {{ VALUES ?node {{ {nodes} }} ?node icr:evidence ?span OPTIONAL {{ ?node icr:inferred ?inferred }} }}
  UNION {{
    VALUES ?node {{ {nodes} }}
    ?claim rdf:subject ?node ; rdf:predicate ?property ; rdf:object ?value ; icr:rank ?rank ; icr:evidence ?span
    OPTIONAL {{ ?claim icr:inferred ?inferred }}
  }}
  UNION {{ VALUES ?node {{ {nodes} }} ?node icr:startLine ?line BIND(?node AS ?span) }}
  ?span icr:inDocument ?doc ; icr:startLine ?from ; icr:endLine ?to ; oa:start ?start ; oa:end ?end ; icr:sha256 ?sha256
}}"""
_CLAIMS = """SELECT ?claim ?property ?value WHERE {{
  VALUES ?claim {{ {nodes} }} ?claim rdf:predicate ?property ; rdf:object ?value
}}"""
_SOURCES = """SELECT ?it ?file ?sha256 ?ja ?en ?as_of WHERE {{
  VALUES ?it {{ {nodes} }} ?it dcterms:identifier ?file ; icr:sha256 ?sha256
  OPTIONAL {{ ?it dcterms:title ?ja FILTER(LANG(?ja) = "ja") }}
  OPTIONAL {{ ?it dcterms:title ?en FILTER(LANG(?en) = "en") }}
  OPTIONAL {{ ?it icr:asOf/icr:edtf ?as_of }}
}}"""
_NAMES = """SELECT ?it ?ja ?en WHERE {{
  VALUES ?it {{ {nodes} }}
  OPTIONAL {{ ?it rdfs:label ?ja FILTER(LANG(?ja) IN ("", "ja")) }}
  OPTIONAL {{ ?it rdfs:label ?en FILTER(LANG(?en) IN ("", "en")) }}
}}"""


@dataclass(frozen=True, order=True)
class Support:
    """One span, and what it states of a row: a node, or with `property` and `value` one of its properties.

    `lines` count from 1, `at` are code points from 0, `document` is a key. `agrees` is false where the accepted value
    is another one; `inferred` is true where the value was concluded from the span's context.
    """

    document: str
    lines: tuple[int, int]
    at: tuple[int, int]
    sha256: str
    node: str
    property: str = ""
    value: str = ""
    agrees: bool = True
    inferred: bool = False


@dataclass(frozen=True)
class Source:
    """A document as the graph describes it: its file, the hash of its bytes, its titles, and the time it speaks for."""

    key: str
    file: str
    sha256: str
    ja: str
    en: str
    as_of: str


@dataclass(frozen=True)
class Supports:
    """The supports of each row in the order of the rows, the documents that hold them, and names in ja and en."""

    rows: tuple[tuple[Support, ...], ...]
    sources: Mapping[str, Source]
    names: Mapping[str, Bilingual]


def explain(result: Result, origin: Origin) -> Supports:
    """Find what states each row of the answer to a SELECT, by asking the same patterns again with all variables.

    `origin.evidence` names the variables whose nodes carry it; without it all do, but for what is only named (cities,
    organisations, departments), which count where a row has nothing else. Of a node's properties those count that the
    question mentions, with the value that the row rests on. QueryError where the question gives no rows.
    """
    evidence, text, name = origin.evidence, origin.text, origin.name
    rows, seen = _supports(result, widened(text, name), origin)
    if not seen.issuperset(evidence) or not all(map(_facts, rows)):  # what a subquery read is hidden outside it
        inner, _ = _supports(result, widened(text, name, inner=True), origin)
        if not seen.issuperset(evidence):
            rows = [row + more for row, more in zip(rows, inner, strict=True)]
        else:
            rows = [row if _facts(row) else _facts(more) or row or more for row, more in zip(rows, inner, strict=True)]
    rows = [tuple(sorted(set(row if evidence else _facts(row) or row))) for row in rows]
    every = [one for row in rows for one in row]
    return Supports(
        tuple(rows),
        _sources(origin, {one.document for one in every}),
        _names(origin, {iri for one in every for iri in (one.property, one.value) if iri}),
    )


def _supports(result: Result, wide: Widened, origin: Origin) -> tuple[list[tuple[Support, ...]], set[str]]:
    """For each row the spans of the nodes that the widened question bound where it came from; all names bound."""
    read = constants(origin.text)
    bound = _bound(result, wide, origin)
    nodes = [_bearers(each, origin.evidence) for each in bound]
    found = _found(origin, {node for each in nodes for node in each})
    rows = []
    for each, mine in zip(bound, nodes, strict=True):
        known = read | {term.value for terms in each.values() for term in terms if isinstance(term, NamedNode)}
        rows.append(tuple(one for node in mine for one in _of_row(found.get(node, ()), read, known)))
    return rows, {plain(name) for each in bound for name in each}


def _facts(row: Iterable[Support]) -> tuple[Support, ...]:
    return tuple(one for one in row if not one.node.removeprefix(ID).startswith(_NAMED))


def _bound(result: Result, wide: Widened, origin: Origin) -> list[dict[str, set[Term]]]:
    """For each row, every variable of the patterns with the terms that it had where the row came from."""
    seen: defaultdict[tuple[Term | None, ...], defaultdict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    keys: list[str] = []
    for start in range(0, len(result.terms), origin.page):
        found = origin.ask(wide.about(result.columns, result.terms[start : start + origin.page]))
        keys = [name for name in result.columns if name not in wide.computed and name in found.columns]
        places = [found.columns.index(name) for name in keys]
        for row in found.terms:
            terms = seen[tuple(row[place] for place in places)]
            for name, term in zip(found.columns, row, strict=True):
                if term is not None:
                    terms[name].add(term)
    mine = [result.columns.index(name) for name in keys]
    return [seen.get(tuple(row[place] for place in mine)) or {} for row in result.terms]


def _bearers(terms: Mapping[str, Iterable[Term]], evidence: Sequence[str]) -> list[str]:
    """The entities among the terms of a row that may have evidence."""
    iris = {
        term.value
        for name, bound in terms.items()
        if not evidence or plain(name) in evidence
        for term in bound
        if isinstance(term, NamedNode) and term.value.startswith(ID)
    }
    return sorted(iri for iri in iris if not iri.removeprefix(ID).startswith(_NEVER))


def _found(origin: Origin, nodes: Iterable[str]) -> dict[str, list[Support]]:
    """Every span of each node and of the claims about it."""
    found: defaultdict[str, list[Support]] = defaultdict(list)
    claims = {str(row["claim"]): row for row in _pages(origin, _CLAIMS, (one for one in nodes if "/claim/" in one))}
    for row in _pages(origin, _EVIDENCE, nodes):
        node = str(row["node"])
        claim = claims.get(node, row)  # a question that reads claims has chosen them itself
        support = Support(
            str(row["doc"]).removeprefix(f"{ID}doc/"),
            (_number(row["from"]), _number(row["to"])),
            (_number(row["start"]), _number(row["end"])),
            str(row["sha256"]),
            node,
            str(claim["property"] or ""),
            str(claim["value"] or ""),
            row["rank"] in (None, f"{PREFIXES['k']}rank/preferred"),
            row["inferred"] is True,
        )
        found[node].append(support)
    return found


def _of_row(supports: Iterable[Support], read: frozenset[str], known: Iterable[str]) -> Iterator[Support]:
    """The spans of the node itself, and of each property that was read: those with the row's value if it shows one."""
    told: defaultdict[str, list[Support]] = defaultdict(list)
    for one in supports:
        if not one.property or "/claim/" in one.node:
            yield one
        elif one.property in read:
            told[one.property].append(one)
    for each in told.values():
        accepted = {one.value for one in each if one.agrees}
        ranked = [replace(one, agrees=any(_same(one.value, value) for value in accepted)) for one in each]
        mine = [one for one in ranked if one.value in known]
        yield from mine or [one for one in ranked if one.agrees]
        yield from (one for one in ranked if not one.agrees and one not in mine)


def _same(one: str, other: str) -> bool:
    """Equal, or times that share a day, as 2013-02 and 2013-02-16 do: they differ in precision only."""
    from graph.values import DateError, PartialDate

    start = f"{ID}time/"
    if not (one.startswith(start) and other.startswith(start)):
        return one == other
    try:
        return PartialDate(one.removeprefix(start)).agrees(PartialDate(other.removeprefix(start)))
    except DateError:
        return one == other


def _sources(origin: Origin, keys: Iterable[str]) -> dict[str, Source]:
    rows = _pages(origin, _SOURCES, (f"{ID}doc/{key}" for key in keys))
    found = {}
    for row in rows:
        key = str(row["it"]).removeprefix(f"{ID}doc/")
        texts = [str(row[name] or "") for name in ("file", "sha256", "ja", "en", "as_of")]
        found[key] = Source(key, *texts)
    return found


def _names(origin: Origin, iris: Iterable[str]) -> dict[str, Bilingual]:
    rows = _pages(origin, _NAMES, (iri for iri in iris if ":" in iri))
    return {str(row["it"]): (str(row["ja"] or row["en"] or ""), str(row["en"] or row["ja"] or "")) for row in rows}


def _pages(origin: Origin, text: str, nodes: Iterable[str]) -> Iterator[dict[str, Value]]:
    every = sorted(set(nodes))
    for start in range(0, len(every), origin.page):
        page = " ".join(str(NamedNode(one)) for one in every[start : start + origin.page])
        yield from origin.ask(_PREFIXES + text.format(nodes=page)).rows


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise ValueError(f"a line or position is a whole number, not {value!r}")
    return value
