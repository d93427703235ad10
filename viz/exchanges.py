"""Exchanges between cities as a reader meets them: when, which way, what, how many people, and where it is told."""

from collections import defaultdict
from dataclasses import dataclass

from viz.rows import Index, Rows, rows_of
from viz.ties import Fact
from viz.wording import NOTHING, WORDS, Text, joined, quoted, sort_key

_COLUMNS = (
    *("id", "kind", "tie", "date", "latest", "direction", "heads", "place", "occasion", "concludes", "confidence"),
    "inferred",
)


@dataclass(frozen=True)
class Exchange:
    """One exchange. `tie` is the key of the tie or alliance it stands under, `date` a date key, `heads` people in all.

    `sent` and `received` are the keys of those who sent and who received, empty where both met or nobody travelled;
    `involved` has all of them.
    `latest` is the last day that the date can mean, empty where no date is told.
    """

    id: str
    tie: str
    kind: Text
    way: Text
    date: str
    latest: str
    heads: int | None
    sent: tuple[str, ...]
    received: tuple[str, ...]
    involved: tuple[str, ...]
    facts: tuple[Fact, ...]


def exchanges(rows: Rows, index: Index) -> tuple[Exchange, ...]:
    """All exchanges, the earliest first, those without a date last."""
    actors: dict[tuple[str, str], set[str]] = defaultdict(set)
    people: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    told = ("id", "role", "actor", "kind", "heads", "printed")
    for key, role, actor, kind, heads, printed in sorted(rows_of(rows, "page-delegations", *told)):
        if role == "group":
            people[key].append((actor, kind, heads, printed))
        else:
            actors[key, role].add(actor)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in _COLUMNS})
    for row in rows_of(rows, "page-exchanges", *_COLUMNS):
        for name, value in zip(_COLUMNS, row, strict=True):
            found[row[0]][name] |= {value} - {""}
    made = [_exchange(index, values, actors, people) for values in found.values()]
    return tuple(sorted(made, key=lambda one: (sort_key(one.date), one.tie, one.id)))


def _exchange(
    index: Index,
    values: dict[str, set[str]],
    actors: dict[tuple[str, str], set[str]],
    people: dict[str, list[tuple[str, str, str, str]]],
) -> Exchange:
    one = {name: min(of, default="") for name, of in values.items()}
    key = one["id"]
    cites = index.cites.get(key, ())
    facts = [
        Fact(WORDS["people"], _people(index, kind, heads), printed, index.cites.get(group, ()))
        for group, kind, heads, printed in people[key]
    ]
    if values["occasion"]:
        facts.append(
            Fact(WORDS["occasion"], joined([quoted(name) for name in sorted(values["occasion"])]), cites=cites)
        )
    if one["place"]:
        node = one["place"] if one["place"] in index.nodes else ""
        facts.append(Fact(WORDS["held_in"], index.value(one["place"]), cites=cites, node=node))
    if one["concludes"] and one["concludes"] != one["tie"]:
        facts.append(Fact(WORDS["concludes"], index.value(one["concludes"]), cites=cites, tie=one["concludes"]))
    if one["confidence"] not in ("", "confidence/a", "confidence/confirmed") or one["inferred"] in ("true", "True"):
        sure = [index.value(one["confidence"])] if one["confidence"] else []
        facts.append(Fact(WORDS["confidence"], joined(sure + [WORDS["inferred"]] * bool(one["inferred"])), cites=cites))
    return Exchange(
        id=key,
        tie=one["tie"],
        kind=index.value(one["kind"]),
        way=index.value(one["direction"]) if one["direction"] else NOTHING,
        date=one["date"],
        latest=one["latest"],
        heads=int(one["heads"]) if one["heads"] else None,
        sent=tuple(sorted(actors[key, "sent"])),
        received=tuple(sorted(actors[key, "received"])),
        involved=tuple(sorted(actors[key, "involved"] | actors[key, "sent"] | actors[key, "received"])),
        facts=(*facts, Fact(WORDS["stated"], NOTHING, cites=cites)),
    )


def _people(index: Index, kind: str, heads: str) -> Text:
    name = index.value(kind) if kind else NOTHING
    return Text(f"{name.ja} {heads}人", f"{name.en}: {heads}") if heads else name
