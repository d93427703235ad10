"""Places abroad that no list names: a node from the name as printed and the country that stands beside it."""

import re
from collections.abc import Iterable

from graph.accept.claims import Reading
from graph.accept.model import Fact, Facts, Plain, Ref, Value, Words
from graph.countries import rows
from graph.places import Gazetteer
from graph.records import Agreement, Event, Membership, Record, Stated

MINTED = re.compile(r"lg/(?P<country>[a-z]{2})-x[0-9a-f]{8}")
KINDS = {
    "町": "town",
    "村": "village",
    "州": "state",
    "省": "state",
    "区": "district",
    "県": "district",
    "郡": "district",
}


def accept_unregistered(
    facts: Facts, readings: Iterable[Reading[Record]], wanted: Iterable[str], gazetteer: Gazetteer
) -> set[str]:
    """Nodes for the wanted keys that the gazetteer proposed itself; the countries that it has to describe."""
    minted = {key: match["country"] for key in wanted if (match := MINTED.fullmatch(key)) and key not in gazetteer}
    names: dict[str, str] = {}
    for reading in readings if minted else ():
        for one in _parties(reading.record):
            if one.value in minted and one.printed:
                names.setdefault(one.value, "".join(one.printed.split()))
    known = {code.lower(): (ja[0], en) for code, ja, en in rows()}
    needed: set[str] = set()
    for key, code in sorted(minted.items()):
        country = f"country/{code}"
        place = gazetteer.place(country)
        if place is not None:
            needed.add(country)
        ja, en = (place.ja, place.en) if place else known[code]
        name = names.get(key, key)
        facts.facts[key] = Fact(key, "icr:LocalGovernment", (
            *_labels(name, f"{name} ({en})"),
            ("icr:kind", Ref(f"kind/government/{KINDS.get(name[-1], 'city')}")),
            ("icr:within", Ref(country)),
        ))  # fmt: skip
        if place is None:
            facts.facts[country] = Fact(country, "icr:Country", (*_labels(ja, en), ("icr:code", Plain(code.upper()))))
    return needed


def _labels(ja: str, en: str) -> list[tuple[str, Value]]:
    return [(term, words) for term in ("skos:prefLabel", "rdfs:label") for words in (Words(ja, "ja"), Words(en, "en"))]


def _parties(record: Record) -> tuple[Stated, ...]:
    if isinstance(record, Agreement):
        return (*record.parties, *record.former)
    if isinstance(record, Event):
        return record.partners
    return (record.actor,) if isinstance(record, Membership) else ()
