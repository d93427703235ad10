"""Records that wait for a person's word: where an answer has no rows, they may be what was asked for."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel
from pyoxigraph import NamedNode

from ontology import ID
from queries.catalogue import defaults
from queries.result import Origin

__all__ = ["waiting"]

Bilingual = tuple[str, str]
_MOST = 3  # documents whose command is told


def waiting(origin: Origin, folders: Sequence[Path]) -> list[Bilingual]:
    """How many doubtful records of one's own folders name what a question asks about, and how to settle them.

    Of a question that names nothing in particular, how many there are in all.
    """
    named = [one.value for one in defaults(origin.text, origin.name).values() if isinstance(one, NamedNode)]
    keys = {iri.removeprefix(ID) for iri in named if iri.startswith(ID)}
    found = [one for folder in folders for one in _of(folder, keys)]
    if not found:
        return []
    number = sum(count for count, _ in found)
    commands = "; ".join(command for _, command in found[:_MOST]) + ("; …" if len(found) > _MOST else "")
    about, about_ja = (" that name what was asked about", "尋ねたものに触れる") if keys else ("", "")
    many = f"1 record{about} waits" if number == 1 else f"{number} records{about} wait"
    return [
        (
            f"{many} for a person's word (class C) and may be what is missing: {commands}",
            f"{about_ja}記録{number}件が人の判断待ち（C）で、まだグラフに入っていない。確認するには: {commands}",
        )
    ]


def _of(folder: Path, keys: set[str]) -> Iterator[tuple[int, str]]:
    """For each document, how many of its waiting records name one of the keys, and how to review them."""
    from graph.accept import decisions, sources

    for source in sources(folder):
        left = decisions.waiting(source.decisions, source.records)
        count = sum(not keys or not keys.isdisjoint(_values(record)) for record in left)
        if count:
            one = source.description
            file = os.path.normpath(folder / one.path) if one.path else one.file
            yield count, f"intercity read --review {file} --data {folder}"


def _values(value: object) -> Iterator[str]:
    """The values of a record and of its parts."""
    if isinstance(value, BaseModel):
        if isinstance(stated := getattr(value, "value", None), str):
            yield stated
        for one in value.__dict__.values():
            yield from _values(one)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from _values(one)
