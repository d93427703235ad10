"""Refuses a record whose kind, status, role or measure the ontology does not know; nothing is invented for it."""

from collections.abc import Iterator
from difflib import get_close_matches

import ontology
from graph.records import Agreement, Alliance, Body, Change, Event, Link, Membership, Observation, Plan, Record


def concepts(record: Record) -> Iterator[tuple[str, str]]:
    """Scheme and concept of everything in a record that must be a concept of the ontology."""
    match record:
        case Agreement():
            yield "agreement", record.kind.value
            yield "status", record.status.value
            yield from (("field", one.value) for one in record.fields)
        case Alliance():
            yield "alliance", record.kind.value
            yield "status", record.status.value
        case Membership():
            yield "role", record.role.value
        case Body():
            yield "organisation", record.kind.value
        case Observation():
            yield "measure", record.measure
        case Change():
            yield "change", record.kind.value
        case Plan():
            yield "plan", record.kind.value
        case Link():
            yield "link", record.kind.value
        case Event():
            yield "event", record.kind.value
            yield from (("direction", one.value) for one in (record.direction,) if one)
            yield from (("people", one.who.value) for one in record.groups)


def unknown(record: Record) -> str:
    """Why the record cannot be accepted: the unknown concept with the nearest known ones; empty where all are known."""
    for scheme, name in concepts(record):
        if f"{scheme}/{name}" not in ontology.kinds():
            known = [key.partition("/")[2] for key in ontology.kinds() if key.startswith(f"{scheme}/")]
            near = ", ".join(get_close_matches(name, known, cutoff=0.4)) or ", ".join(known)
            return f"unknown kind {name} of {scheme}; nearest: {near}; add it to ontology/kinds.ttl or mend the record"
    return ""
