"""Reads what a person says of a document beside its records: why a tie came about, and evident slips of print."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any

from graph.accept.claims import claim_of
from graph.accept.decisions import DecisionsError
from graph.accept.model import Fact, Facts, Note, Place, Plain, Ref, Source, Value, Words
from graph.records import AnyRecord

WORDS = {"motive": ("ja", "en"), "slip": ("printed", "intended", "reason")}
"""The texts that a note of each sort has; a motive also names its record, a slip may."""


def load(path: Traversable, document: str) -> tuple[Note, ...]:
    """The notes of a document's `decisions.toml`, none where there is no file; DecisionsError says where one is bad."""
    if not path.is_file():
        return ()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _note(sort, entry, document, f"{path}: {sort} {number}")
        for sort in WORDS
        for number, entry in enumerate(table.get(sort, []), 1)
    )


def _note(sort: str, entry: dict[str, Any], document: str, where: str) -> Note:
    needed = WORDS[sort]
    if missing := [name for name in needed if not isinstance(entry.get(name), str) or not entry[name].strip()]:
        raise DecisionsError(
            f"{where}: {missing[0]} is missing or no text; a {sort} has {', '.join(needed)} and spans."
        )
    record = entry.get("record", "")
    if not isinstance(record, str) or (sort == "motive" and not record):
        raise DecisionsError(f"{where}: record is missing or no text; a {sort} names the record that it speaks of.")
    if unknown := sorted(set(entry) - {*needed, "record", "spans"}):
        raise DecisionsError(
            f"{where}: unknown field {unknown[0]}; a {sort} has {', '.join(needed)}, record and spans."
        )
    try:
        spans = tuple(
            Place(document, (one["lines"][0], one["lines"][1]), (one["at"][0], one["at"][1]), one["sha256"])
            for one in entry["spans"]
        )
    except (KeyError, TypeError, IndexError):
        raise DecisionsError(f"{where}: spans is a list of {{lines = [1, 1], at = [0, 9], sha256 = …}}.") from None
    if not spans:
        raise DecisionsError(f"{where}: spans is empty; a {sort} points at the lines that support it.")
    return Note(sort, record, {name: entry[name] for name in needed}, spans, where)


def stale(notes: Iterable[Note], records: Iterable[AnyRecord], text: str | None = None) -> list[str]:
    """Notes whose record is no longer read or, where the document's text is at hand, whose words have changed."""
    known, messages = {record.id for record in records}, []
    for note in notes:
        if note.record and note.record not in known:
            messages.append(f"{note.where}: no record {note.record} is read any more; remove or mend it.")
        for span in note.spans if text is not None else ():
            cut = (text or "")[span.at[0] : span.at[1]]
            digest = sha256(cut.encode()).hexdigest()
            if digest != span.sha256:
                messages.append(f"{note.where}: at {list(span.at)} stands another text now, with sha256 {digest}.")
    return messages


def accept_notes(facts: Facts, documents: Iterable[Source]) -> None:
    """Add the motives to their ties, with a claim for each language, and the slips as facts of their own."""
    meant = {(one.document, one.record): one.fact for one in facts.ledger if one.fact}
    for source in documents:
        facts.stale += stale(source.notes, source.records)
        for note in source.notes:
            key = meant.get((source.description.key, note.record), "")
            if note.sort == "slip":
                _slip(facts, note, key)
            elif key in facts.facts and facts.facts[key].type in ("icr:Agreement", "icr:Alliance"):
                _motive(facts, note, key)


def _motive(facts: Facts, note: Note, key: str) -> None:
    tie = facts.facts[key]
    said = [Words(note.words[language], language) for language in WORDS["motive"]]
    if not tie.get("icr:motive"):  # the words on the latest edition come last and are kept as claims only
        facts.facts[key] = replace(tie, values=(*tie.values, *(("icr:motive", one) for one in said)))
    accepted = facts.facts[key].get("icr:motive")
    facts.claims += [claim_of(key, "icr:motive", one, note.spans, one in accepted) for one in said]


def _slip(facts: Facts, note: Note, key: str) -> None:
    node = f"slip/{note.spans[0].key.removeprefix('span/')}"
    values: list[tuple[str, Value]] = [
        ("icr:printedAs", Words(note.words["printed"], "ja")),
        ("icr:intended", Words(note.words["intended"], "ja")),
        *([("icr:concerns", Ref(key))] if key else []),
        ("icr:inferred", Plain("true", "boolean")),
        *(("icr:evidence", span) for span in note.spans),
    ]
    facts.facts[node] = Fact(node, "icr:Slip", tuple(values))
