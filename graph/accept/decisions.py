"""Reads `decisions.toml`: a person's confirmations and rejections of single records."""

import hashlib
import tomllib
from collections.abc import Iterable
from importlib.resources.abc import Traversable

from graph.accept.model import Decision
from graph.records import Agreement, AnyRecord

VERDICTS = ("confirm", "reject")
FIELDS = ("record", "verdict", "reason", "sha256")


class DecisionsError(ValueError):
    """A decisions file that cannot be used: names the file, the decision, the reason and the remedy."""

    exit_code = 3


def load(path: Traversable) -> tuple[Decision, ...]:
    """The decisions of one document, none where there is no file."""
    if not path.is_file():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DecisionsError(f"{path}: {error}. Mend the file; CONTRIBUTING.md shows a decision.") from None
    decisions: dict[str, Decision] = {}
    for number, entry in enumerate(table.get("decision", []), 1):
        where = f"{path}: decision {number}"
        if missing := [name for name in FIELDS if not isinstance(entry.get(name), str)]:
            raise DecisionsError(f"{where}: {missing[0]} is missing or no text; a decision has {', '.join(FIELDS)}.")
        if unknown := sorted(set(entry) - {*FIELDS, "places"}):
            raise DecisionsError(f"{where}: unknown field {unknown[0]}; a decision has {', '.join(FIELDS)}, places.")
        places = entry.get("places", {})
        if not isinstance(places, dict) or not all(str(key).startswith("lg/") for key in places.values()):
            raise DecisionsError(f'{where}: places is no table of names and keys: {{ "グラナダ市" = "lg/es-…" }}.')
        if entry["verdict"] not in VERDICTS:
            raise DecisionsError(f"{where}: unknown verdict {entry['verdict']}; known verdicts: {', '.join(VERDICTS)}.")
        if entry["record"] in decisions:
            raise DecisionsError(f"{where}: {entry['record']} is decided twice ({decisions[entry['record']].where}).")
        decisions[entry["record"]] = Decision(**{name: entry[name] for name in FIELDS}, where=where, places=places)
    return tuple(decisions.values())


def answered(decisions: tuple[Decision, ...], record: AnyRecord) -> Decision | None:
    """The decision on a record whose lines are still those that a person saw."""
    hashes = {span.sha256 for span in record.evidence}
    return next((one for one in decisions if one.record == record.id and one.sha256 in hashes), None)


def placed(decision: Decision | None, record: AnyRecord) -> AnyRecord:
    """The record with the parties that a person has placed, of those that it left open."""
    if decision is None or not decision.places or not isinstance(record, Agreement):
        return record
    known = [
        one.model_copy(update={"value": decision.places[one.value], "flags": ("place_by_person",)})
        for one in record.unnamed
        if one.value in decision.places
    ]
    rest = tuple(one for one in record.unnamed if one.value not in decision.places)
    return record.model_copy(update={"parties": (*record.parties, *known), "unnamed": rest})


def waiting(decisions: tuple[Decision, ...], records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """The doubtful records (class C) on which nobody has given a word."""
    return [one for one in records if one.confidence == "C" and not answered(decisions, one)]


def settled(decisions: tuple[Decision, ...], records: Iterable[AnyRecord]) -> set[int]:
    """The lines on which records rest that a person has confirmed or rejected: nobody need read them again."""
    answers = [one for one in records if answered(decisions, one)]
    return {line for one in answers for span in one.evidence for line in range(span.lines[0], span.lines[1] + 1)}


def stale(decisions: tuple[Decision, ...], records: tuple[AnyRecord, ...]) -> list[str]:
    """Decisions whose record is gone or whose span has changed: a person has to look again."""
    found = {record.id: {span.sha256 for span in record.evidence} for record in records}
    messages = []
    for decision in decisions:
        if decision.record not in found:
            messages.append(f"{decision.where}: no record {decision.record} is read any more; remove or mend it.")
        elif decision.sha256 not in found[decision.record]:
            messages.append(f"{decision.where}: the span of {decision.record} has changed; read it and set its hash.")
    return messages


def lines(path: Traversable, verdict: str) -> set[int]:
    """The lines that were not read of which a person has said that they tell of a `tie`, or of `nothing`."""
    return {line for line, _ in _judged(path, verdict)}


def judged(path: Traversable, text: str, verdict: str) -> set[int]:
    """Those of them that still read in a text as they did for that person."""
    printed = text.split("\n")
    return {
        line
        for line, digest in _judged(path, verdict)
        if 0 < line <= len(printed) and digest == hashlib.sha256(printed[line - 1].encode("utf-8")).hexdigest()
    }


def _judged(path: Traversable, verdict: str) -> list[tuple[int, object]]:
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return [
        (one["line"], one.get("sha256"))
        for one in table.get("line", [])
        if one.get("verdict") == verdict and type(one.get("line")) is int
    ]
