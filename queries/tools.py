"""What an assistant is told: the schema of the graph, the rows of a query, and what a name may mean."""

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.places import load
from ontology import ID, KIND, PREFIXES, kinds, short
from queries.binding import bind
from queries.catalogue import Question, catalogue
from queries.editions import LISTED, named, refuse
from queries.labels import LABELS, Labels
from queries.measures import measured
from queries.result import Result, Value
from queries.schema import declared
from queries.text import QueryError

__all__ = ["ABOUT", "PARTS", "Ask", "answered", "described", "meant"]

Ask = Callable[[str], Awaitable[Result]]
"""Asks SPARQL of the graph."""

ABOUT = """\
The knowledge graph of relationships between cities, read from municipal documents; every fact leads to its lines.
Begin with describe_schema; look_up turns a name into the IRI that a query wants; query asks.
A relationship is a node: ?a a icr:Agreement ; icr:hasParty ?city ; icr:kind ?kind ; icr:status ?s ; icr:signed ?t .
A time is a node: ?t icr:edtf ?as_printed ; icr:earliest ?first_day ; icr:latest ?last_day .
Names: skos:prefLabel in @ja and @en. Evidence: ?fact icr:evidence ?s . ?s icr:inDocument ?document ; icr:startLine ?n .
What no document states is not in the graph: an empty answer is no "no".
自治体の文書から読み取った都市間関係の知識グラフです。文書にないことはグラフにもなく、空の答えは「ない」という意味ではありません。"""
PARTS = ("overview", "classes", "properties", "kinds", "questions")
_CLASSES = "SELECT ?t (COUNT(?s) AS ?n) { ?s a ?t } GROUP BY ?t"
_PROPERTIES = "SELECT ?t (COUNT(*) AS ?n) { ?s ?t ?o } GROUP BY ?t"
_KINDS = f'SELECT ?t (COUNT(*) AS ?n) {{ ?s ?p ?t FILTER(STRSTARTS(STR(?t), "{KIND}")) }} GROUP BY ?t'
_LABEL = f"<{PREFIXES['skos']}prefLabel>"


async def described(ask: Ask, part: str) -> dict[str, Any]:
    """One of PARTS of the schema: terms with their names, meanings and counts, or the ready questions."""
    if part == "questions":
        return {"questions": [_question(one) for one in _ready().values()]}
    if part == "kinds":
        counts = await _counts(ask, _KINDS)
        told = ((f"k:{one.key}", one.en, one.ja, counts.get(one.iri, 0)) for one in kinds().values())
        return {"kinds": [dict(zip(("kind", "en", "ja", "count"), one, strict=True)) for one in told]}
    if part == "properties":
        return {"properties": _terms("property", await _counts(ask, _PROPERTIES))}
    classes = _terms("class", await _counts(ask, _CLASSES))
    if part == "classes":
        return {"classes": classes}
    return {
        "about": ABOUT,
        "prefixes": PREFIXES,
        "classes": [{name: one[name] for name in ("term", "en", "ja", "count")} for one in classes],
        "questions": {name: [one.summary, one.summary_ja] for name, one in _ready().items()},
        "more": f"describe_schema with part: {', '.join(PARTS[1:])}",
    }


async def answered(ask: Ask, query: str, parameters: Mapping[str, str], limit: int) -> dict[str, Any]:
    """Columns and the first rows; where there are more, `truncated` is true and `note` says how many.

    `query` is SPARQL, or the name of a ready question that takes the parameters; QueryError where they do not fit.
    """
    ready = _ready().get(query.strip())
    if parameters and not ready:
        raise QueryError(f"parameters belong to a ready question: {', '.join(_ready())}.")
    if not ready and re.fullmatch(r"[\w-]+", query.strip()):
        near = get_close_matches(query.strip(), _ready(), n=3) or list(_ready())
        raise QueryError(f"{query.strip()}: no ready question has this name. Did you mean {', '.join(near)}?")
    text = await _bound(ask, ready, parameters) if ready else query
    if ready and named(ready, text, parameters):
        known = await ask(LISTED)
        refuse(ready, text, parameters, lambda _: known)
    result = await ask(text)
    if ready:
        result = measured(ready.measure, result)
    cells = [[_plain(value) for value in row.values()] for row in result.rows[:limit]]
    told: dict[str, Any] = {"columns": result.columns, "rows": cells, "truncated": len(result) > limit}
    if len(result) > limit:
        told["note"] = (
            f"The first {limit} of {len(result)} rows. Ask with a larger limit, or for less. / 一部の行だけです。"
        )
    elif not len(result):
        told["note"] = "No rows: no document in the graph states it. / 該当なし：グラフの文書には書かれていません。"
    return told


async def _bound(ask: Ask, ready: Question, parameters: Mapping[str, str]) -> str:
    """The text of a ready question; the graph is asked for its names where the registry lacks one."""
    try:
        return bind(ready, parameters)
    except QueryError:
        rows = (await ask(LABELS)).rows
        return bind(ready, parameters, labels=Labels(lambda: rows))


async def meant(ask: Ask, name: str) -> dict[str, Any]:
    """The entities that a name may mean, each with its names and how many facts of which property tell of it."""
    names = load()
    found = names.resolve_user(name)
    exact = [each for each in (found.key, *found.candidates) if each]
    part = await ask(
        f'SELECT DISTINCT ?it {{ ?it {_LABEL} ?label FILTER(STRSTARTS(STR(?it), "{ID}")'
        f" && CONTAINS(LCASE(STR(?label)), LCASE({Literal(name.strip())}))) }} ORDER BY ?it LIMIT 12"
    )
    keys = list(dict.fromkeys([*exact, *(str(row["it"]).removeprefix(ID) for row in part.rows)]))
    match = "name" if exact else "part of a name" if keys else "nearest; none has this name / 最も近い名前"
    keys = keys or list(names.nearest(name, 5))
    values = " ".join(str(NamedNode(ID + key)) for key in keys)
    labels: dict[str, dict[str, Value]] = defaultdict(dict)
    for row in await ask(
        f"SELECT ?it ?label (LANG(?label) AS ?lang) {{ VALUES ?it {{ {values} }} ?it {_LABEL} ?label }} ORDER BY ?label"
    ):
        labels[str(row["it"])].setdefault(str(row["lang"]), row["label"])
    classes: dict[str, list[str]] = defaultdict(list)
    for row in await ask(f"SELECT ?it ?class {{ VALUES ?it {{ {values} }} ?it a ?class }} ORDER BY ?class"):
        classes[str(row["it"])].append(short(str(row["class"])))
    facts: dict[str, dict[str, Value]] = defaultdict(dict)
    for row in await ask(
        f"SELECT ?it ?own ?property (COUNT(*) AS ?n) {{ VALUES ?it {{ {values} }}"
        " { ?it ?property ?other BIND(true AS ?own) } UNION { ?other ?property ?it BIND(false AS ?own) } }"
        " GROUP BY ?it ?own ?property ORDER BY DESC(?own) ?property"
    ):
        property = short(str(row["property"]))
        if property.startswith(("icr:", "org:")):
            facts[str(row["it"])][property if row["own"] else f"^{property}"] = row["n"]
    candidates = []
    for key in keys:
        listed, iri = names.name(key), ID + key
        within = [each for each in names.chain(key) if each != key]
        candidates.append(
            {
                "key": key,
                "iri": iri,
                "ja": labels[iri].get("ja") or (listed and listed.ja),
                "en": labels[iri].get("en") or (listed and listed.en),
                "within": [other.en for each in within if (other := names.name(each))],
                "in_graph": iri in classes,
                "classes": classes.get(iri, []),
                "facts": facts.get(iri, {}),
            }
        )
    return {
        "name": name,
        "match": match,
        "candidates": candidates,
        "facts": "property: count; ^property: of others to it",
    }


async def _counts(ask: Ask, text: str) -> dict[str, int]:
    return {str(row["t"]): int(str(row["n"])) for row in await ask(text)}


def _ready() -> dict[str, Question]:
    """What people ask, and needs no documents at hand."""
    asked = {name: one for name, one in catalogue().items() if one.measure != "altered"}
    return {name: one for name, one in asked.items() if not {"page", "table"} & set(one.tags)}


def _question(one: Question) -> dict[str, Any]:
    wants = {each.name: f"{each.type}: {each.en} / {each.ja}" for each in one.parameters.values()}
    return {
        "name": one.name,
        "en": one.summary,
        "ja": one.summary_ja,
        "parameters": wants,
        "columns": list(one.columns),
    }


def _terms(kind: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Our terms of this kind with what they mean, and those of others that the graph uses, the most used first."""
    own = {each.iri: each for each in declared() if each.kind == kind}
    told = []
    for iri in sorted({*own, *counts}, key=lambda each: (-counts.get(each, 0), each)):
        known = own.get(iri)
        said = {"en": known.en, "ja": known.ja, "meaning": known.meaning_en, "意味": known.meaning_ja} if known else {}
        told.append({"term": short(iri), "en": "", "ja": "", **said, "count": counts.get(iri, 0)})
    return told


def _plain(value: Value) -> Value:
    return value if value is None or isinstance(value, int | float) else str(value)
