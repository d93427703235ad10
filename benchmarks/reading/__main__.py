"""`python -m benchmarks.reading`: reads the described documents and prints how well, in events and head counts."""

import argparse
import sys
from pathlib import Path

from benchmarks.reading.control import control
from benchmarks.reading.events import Tally, expectations, score
from graph.documents import describe, find, folders, open_document
from graph.places import load
from graph.reading import read
from graph.records import Event

ROOT = Path(__file__).parent.parent.parent


def main(arguments: list[str]) -> int:
    """Print a table of precision and recall for each document and in all; 1 where a document is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=main.__doc__)
    parser.add_argument("--documents", type=Path, default=ROOT.parent / "shared" / "documents")
    parser.add_argument("--control", type=Path, default=ROOT.parent / "shared" / "expectations")
    parser.add_argument("--notes", action="store_true", help="each difference on a line of its own")
    chosen = parser.parse_args(arguments)
    gazetteer = load()
    whole: dict[str, Tally] = {}
    notes: list[str] = []
    print(f"{'document':16} {'scored':10} {'precision':>9} {'recall':>9}   right wrong missed")
    for folder in folders():
        description = describe(folder)
        path = find(description, chosen.documents)
        if path is None:
            print(f"{description.file}: not in {chosen.documents}; name its folder with --documents", file=sys.stderr)
            return 1
        records = read(open_document(path, description), gazetteer).records
        events = [one for one in records if isinstance(one, Event)]
        tallies = score(description.key, expectations(description.key), events)
        other = chosen.control / "events.jsonl"
        if other.is_file():
            tallies["control"] = control(path.name[:3], other, events, gazetteer)
        for name, tally in tallies.items():
            whole.setdefault(name, Tally()).add(tally)
            _line(description.key, name, tally)
            notes += tally.notes
    rows = Tally()
    for name in ("list", "narrative", "summary"):
        rows.add(whole[name])
    for name, tally in {**whole, "all events": rows}.items():
        _line("all", name, tally)
    if chosen.notes:
        print("\n".join(notes))
    return 0


def _line(document: str, name: str, tally: Tally) -> None:
    if tally.right + tally.wrong + tally.missed:
        shares = f"{tally.precision:9.1%} {tally.recall:9.1%}"
        print(f"{document:16} {name:10} {shares}   {tally.right:5} {tally.wrong:5} {tally.missed:6}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
