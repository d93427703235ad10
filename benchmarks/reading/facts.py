"""Scores numbers, plans and links of a described document against what a reader found in it before it could be read.

Run `python -m benchmarks.reading.facts [DOCUMENT...]`: figures go to standard output, `--wrong` lists what differs.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.documents import describe, folders
from graph.records import AnyRecord, Indicator, Link, Observation, Plan, Stated, loads
from graph.values import fold

EXPECTED = Path(__file__).parent / "expected"
Row = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """What was found of what was to be found: `right` of `found` records, `met` of `wanted` expectations."""

    kind: str
    found: int
    right: int
    wanted: int
    met: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.met / self.wanted if self.wanted else 1.0


def rows_of(document: str, kind: str) -> list[Row]:
    """The expectations of one kind (`numbers`, `plans`, `links`) for one document."""
    path = EXPECTED / document / f"{kind}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines if line.strip()]


def records_of(document: str) -> list[AnyRecord]:
    """The records that the library keeps of a document."""
    folder = next(one for one in folders() if describe(one).key == document)
    return loads((folder / "records.jsonl").read_text(encoding="utf-8"), document)


def outside(document: str, line: int) -> bool:
    """True for a line in which a record beyond the expectations is neither right nor wrong."""
    ranges = [json.loads(one) for one in (EXPECTED / "out_of_scope.jsonl").read_text(encoding="utf-8").splitlines()]
    return any(one["document"] == document and one["lines"][0] <= line <= one["lines"][1] for one in ranges)


def score(document: str, records: list[AnyRecord] | None = None) -> list[Score]:
    """The figures of one document for numbers, plans (indicators among them) and links."""
    records = records_of(document) if records is None else records
    return [
        _score(document, "numbers", [one for one in records if isinstance(one, Observation)], _number),
        _score(document, "plans", [one for one in records if isinstance(one, Plan | Indicator)], _plan),
        _score(document, "links", [one for one in records if isinstance(one, Link)], _link),
    ]


def _score(document: str, kind: str, records: list[Any], agrees: Callable[[Row, Any], bool]) -> Score:
    rows, left = rows_of(document, kind), list(records)
    met: list[Row] = []
    for row in rows:
        hit = next((one for one in left if agrees(row, one)), None)
        if hit is not None:
            left.remove(hit)
            met.append(row)
    extra = [one for one in left if not all(outside(document, span.lines[0]) for span in one.evidence)]
    wanted = [row for row in rows if not row.get("optional")]
    missed = [row for row in wanted if row not in met]
    return Score(
        kind,
        len(met) + len(extra),
        len(met),
        len(wanted),
        len(wanted) - len(missed),
        tuple(f"{one.evidence[0].lines[0]}: {one.id}" for one in extra),
        tuple(
            f"{row['line']}: {row.get('measure') or row['type']} {row.get('name', '')} {row['of']}" for row in missed
        ),
    )


def values(row: Row, field: str) -> Iterator[Any]:
    """The values that are right for a field: the row's own and those it allows; `...` where the field is not scored."""
    allowed = row.get("allow", {}).get(field, [])
    yield from [...] if allowed == "any" else [row.get(field), *allowed]


def _right(row: Row, field: str, value: Any) -> bool:
    return any(one is ... or one == value for one in values(row, field))


def _key(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def _number(row: Row, one: Observation) -> bool:
    value = Decimal(one.value.value)
    return (
        _right(row, "of", one.of.value)
        and _right(row, "measure", one.measure)
        and any(each is ... or Decimal(str(each)) == value for each in values(row, "value"))
        and _right(row, "as_of", _key(one.as_of))
        and (row.get("item") is None or one.item is None or _same(row["item"], one.item.value))
    )


def _same(wanted: str, found: str) -> bool:
    """Equal but for blanks and footnote stars; a name that ends in `…` is cut."""
    begins = wanted.endswith("…")
    wanted, found = (fold(one).replace("*", "") for one in (wanted.removesuffix("…"), found))
    return found.startswith(wanted) if begins else wanted == found


def _plan(row: Row, one: Plan | Indicator) -> bool:
    kind = one.kind.value if isinstance(one, Plan) else "indicator"
    same = _right(row, "type", kind) and any(
        each is ... or _same(each, one.name.printed) for each in values(row, "name")
    )
    if not same or not _right(row, "of", one.of.value) or not _right(row, "unit", _key(one.unit)):
        return False
    if isinstance(one, Plan):
        return _right(row, "from", _key(one.since)) and _right(row, "until", _key(one.until))
    figures = {"base": one.base, "target": one.target, "actual": one.actual, "progress": one.progress}
    numbers = all(_right(row, name, float(stated.value) if stated else None) for name, stated in figures.items())
    return numbers and _right(row, "from", _key(one.base_time)) and _right(row, "until", _key(one.target_time))


def _link(row: Row, one: Link) -> bool:
    between = sorted(each.value for each in one.between)
    sides = any(each is ... or sorted(each) == between for each in values(row, "of"))
    named = any(each is ... or _same(each, one.name.printed) for each in values(row, "name"))
    located = _right(row, "located_in", _key(one.located_in)) or one.located_in is None
    return _right(row, "type", one.kind.value) and sides and named and located and _right(row, "date", _key(one.date))


def main() -> None:
    """Print precision and recall of every kind for the documents named, or for all that have expectations."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading.facts", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("documents", nargs="*", default=sorted(one.name for one in EXPECTED.iterdir() if one.is_dir()))
    parser.add_argument("--wrong", action="store_true", help="list what was wrongly found and what was missed")
    chosen = parser.parse_args()
    for document in chosen.documents:
        for one in score(document):
            figures = f"{one.right}/{one.found} right, {one.met}/{one.wanted} of those wanted"
            print(f"{document:15} {one.kind:8} P {one.precision:6.1%} R {one.recall:6.1%}  {figures}")
            if chosen.wrong:
                print("".join(f"    wrong  {text}\n" for text in one.wrong), end="")
                print("".join(f"    missed {text}\n" for text in one.missed), end="")


if __name__ == "__main__":
    main()
