"""The same score against another reader's list of events, whose conventions differ in a few points."""

import json
from pathlib import Path
from typing import Any

from benchmarks.reading.events import Tally
from graph.places import Gazetteer
from graph.records import Event


def control(document: str, path: Path, events: list[Event], gazetteer: Gazetteer) -> Tally:
    """Partner, month and direction of the rows and narratives between cities in the other list."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    mine = [one for one in rows if one["doc"] == document and one["scope"] == "intercity" and one["partner"]]
    tally = Tally()
    left = list(events)
    for row in mine:
        found = gazetteer.find(row["partner"], home=None).key
        for event in left:
            first, last = event.evidence[0].lines
            start, end = row.get("lines", [row["line"], row["line"]])
            date = event.date.value[:7] if event.date else None
            way = event.direction.value if event.direction else "other"
            start_of = f"{row['start'][:3]}X" if row.get("date_precision") == "decade" else row["start"][:7]
            same = found in {one.value for one in event.partners} and date == start_of
            # A judgement of that reader says that another direction is as good, as for signings at the partner's.
            ways = {row["direction"], *(("joint", "outbound", "inbound") if "judgement" in row else ())}
            if first <= end and start <= last and same and way in ways:
                left.remove(event)
                tally.right += 1
                break
        else:
            tally.missed += 1
            said = f"{row['partner']} {row['start']} {row['direction']}"
            tally.notes.append(f"{document}:{row['line']}: control: missed {said} ({row['kind']})")
    tally.wrong = len(left) if mine else 0
    tally.notes += [f"{document}:{one.evidence[0].lines[0]}: control: not there: {one.id}" for one in left if mine]
    return tally
