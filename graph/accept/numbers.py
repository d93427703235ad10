"""Stated numbers of all documents: one for each document, thing, measure, part and time; none is preferred."""

from hashlib import sha256

import ontology
from graph.accept.claims import Reading
from graph.accept.model import Fact, Facts, Pairs, Plain, Ref, Words
from graph.accept.naming import labels
from graph.accept.standing import accounted, evidence, grouped
from graph.places import Gazetteer
from graph.records import Observation


def accept_observations(facts: Facts, readings: list[Reading[Observation]], gazetteer: Gazetteer) -> None:
    """Add the numbers; editions stand beside each other, and a number without a time takes its edition's."""
    as_of = {one.description.key: one.description.as_of for one in facts.sources}
    for key, group in grouped(readings, _key):
        record = group[0].record
        time = record.as_of.date if record.as_of else as_of[group[0].document]
        values: Pairs = [
            ("icr:observationOf", Ref(record.of.value)),
            ("icr:measure", Ref(f"kind/measure/{record.measure}")),
            ("icr:value", Plain(record.value.value, "decimal")),
            ("icr:asOf", time),
            ("icr:printedAs", Plain(record.value.printed)),
            *labels(key, gazetteer, lambda r=record, d=group[0].document: _named(gazetteer, r, d)),
            *evidence(group),
        ]
        if record.item:
            values.append(("icr:qualifier", Words(_item(gazetteer, record, 0), "ja")))
            values.append(("icr:qualifier", Words(_item(gazetteer, record, 1), "en")))
        if "approximate" in record.value.flags:
            values.append(("icr:approximate", Plain("true", "boolean")))
        if record.as_of is None:
            values.append(("icr:inferred", Plain("true", "boolean")))
        facts.facts[key] = Fact(key, "icr:Observation", tuple(values))
        accounted(facts, key, group)


def _key(one: Reading[Observation]) -> str:
    record = one.record
    time = f"-{record.as_of.value.lower()}" if record.as_of else ""
    item = f"-{_slug(record.item.value)}" if record.item else ""
    return f"observation/{one.document}-{record.of.value.partition('/')[2]}-{record.measure}{item}{time}"


def _slug(item: str) -> str:
    return item.partition("/")[2] or sha256(item.encode()).hexdigest()[:8]


def _item(gazetteer: Gazetteer, record: Observation, language: int) -> str:
    """The name of the part or place that a number speaks of; words that are no known place stay as printed."""
    assert record.item is not None
    name, place = gazetteer.name(record.item.value), gazetteer.place(record.item.value)
    known = name or place
    return (known.ja, known.en)[language] if known else record.item.value


def _named(gazetteer: Gazetteer, record: Observation, document: str) -> tuple[str, str]:
    kind, name = ontology.kinds()[f"measure/{record.measure}"], gazetteer.name(record.of.value)
    ja, en = (name.ja, name.en) if name else (record.of.printed, record.of.printed)
    if record.item is None:
        return f"{ja} {kind.ja}（{document}）", f"{en}: {kind.en} ({document})"
    items = _item(gazetteer, record, 0), _item(gazetteer, record, 1)
    return f"{ja} {kind.ja}［{items[0]}］（{document}）", f"{en}: {kind.en} [{items[1]}] ({document})"
