"""Prints how well documents are read: `python -m benchmarks.reading.layouts [build|unseen|five] [--notes]`."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.reading.judge import judge
from benchmarks.reading.tally import Tally
from graph.documents import Description, Document
from graph.places import load
from graph.reading import Reading, read
from graph.values import PartialDate

MADE = Path(__file__).parent / "made"
TYPES = ("agreements", "memberships", "observations", "bodies")


def documents(half: str) -> Iterator[tuple[str, dict[str, Any], Reading]]:
    """Each made document of a half: its name, what is expected of it, and how it was read."""
    for path in sorted((MADE / half).glob("*.txt")):
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        home, time_ = expected["home"], PartialDate(expected["as_of"])
        about = Description(path.stem, path.stem, path.stem, home, time_, "", path.name, "0" * 64, None, ())
        document = Document(about, path.read_text(encoding="utf-8"), "utf-8")
        yield path.stem, expected, read(document, load())


def share(part: int, whole: int) -> str:
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "–"


def row(name: str, tally: Tally) -> str:
    cells = [name]
    for classes in ("A", "B", "C", "AB"):
        right = sum(tally.right[one] for one in classes)
        cells.append(share(right, right + sum(tally.wrong[one] for one in classes)))
    return " | ".join(["", *cells, share(tally.sure, tally.expected), share(tally.found, tally.expected), ""]).strip()


HEAD = "| {} | right in A | in B | in C | precision A and B | recall A and B | recall A, B and C |\n" + "|---" * 7 + "|"


def report(half: str, notes: bool = False) -> dict[str, Tally]:
    """Print the tables of one half; `notes` adds what was wrong or missed (never for documents kept unseen)."""
    totals = {name: Tally() for name in TYPES}
    layouts: dict[str, Tally] = {}
    verdicts: list[tuple[str, str, str]] = []
    for name, expected, reading in documents(half):
        tallies = judge(expected, reading.records)
        for kind in TYPES:
            totals[kind].add(tallies[kind])
        layouts.setdefault(expected["layout"], Tally()).add(tallies["agreements"])
        verdicts.append((name, expected["verdict"], reading.coverage.verdict))
        said = [f"  {kind}: {note}" for kind in TYPES for note in tallies[kind].notes]
        if notes and (said or verdicts[-1][1] != verdicts[-1][2]):
            print(f"{name}: {verdicts[-1][2]}, expected {verdicts[-1][1]}", *said, sep="\n")
    print(f"\n## {half}\n\n" + HEAD.format("record type"))
    for kind in TYPES:
        print(row(kind, totals[kind]))
    print("\n| field | right |\n|---|---|")
    for kind in TYPES:
        for field, (right, seen) in sorted(totals[kind].fields.items()):
            print(f"| {kind}: {field} | {share(right, seen)} |")
    print("\n" + HEAD.format("agreements by layout"))
    for layout, tally in sorted(layouts.items()):
        print(row(layout, tally))
    met = sum(wanted == got for _, wanted, got in verdicts)
    print(f"\nverdicts: {share(met, len(verdicts))} as expected")
    return totals


def five(notes: bool) -> None:
    """The records of the five documents against what was read in them by eye."""
    from graph.documents import data
    from graph.records import loads
    from tests.score import DOCUMENTS, compare, expected_of

    print("\n## the five documents\n\n| document | facts | differences |\n|---|---|---|")
    for name in DOCUMENTS:
        expected = expected_of(name)
        wrong = compare(expected, loads((data() / name / "records.jsonl").read_text(encoding="utf-8")))
        print(f"| {name} | {len(expected)} | {len(wrong)} |")
        if notes:
            print(*wrong, sep="\n")


def main(words: list[str]) -> None:
    began = time.perf_counter()
    notes = "--notes" in words
    halves = [word for word in words if not word.startswith("-")] or ["build", "unseen", "five"]
    for half in halves:
        if half == "five":
            five(notes)
        else:
            report(half, notes and half != "unseen")
    print(f"\n{time.perf_counter() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
