"""One record in words: its sort, names and kinds as a person calls them, not its key."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from graph.places import Gazetteer
from graph.records import Agreement, Alliance, AnyRecord, Body, Change, Event, Link, Membership, Plan, Stated
from graph.words import TYPES
from ontology import kinds

__all__ = ["flags", "told"]

DATES = ("signed", "formed", "opened", "date", "since", "until", "as_of", "target_time")
# Fields of which the name of a concept is told, with its scheme.
SCHEMES = {"agreement": "agreement", "alliance": "alliance", "body": "organisation", "change": "change",
           "event": "event", "link": "link", "plan": "plan"}  # fmt: skip


def told(record: AnyRecord, gazetteer: Gazetteer) -> str:
    """`body / 団体・施設: 玉龍高校 (school / 学校)`: what a record says, in one line."""

    def called(one: Stated) -> str:
        name = gazetteer.name(one.value)
        return name.ja if name else one.printed or one.value

    def all_(stated: Iterable[Stated]) -> str:
        return " + ".join(map(called, stated))

    head = f"{record.type} / {TYPES[record.type]}: "
    if isinstance(record, Agreement):
        state = "" if record.status.value == "concluded" else f" ({record.status.value})"
        date = record.signed.value if record.signed else "—"
        parties = all_((*record.parties, *record.unnamed))
        return f"{head}{parties}: {_kind('agreement', record.kind.value, True)}, {date}{state}"
    if isinstance(record, Membership):
        since = record.since.value if record.since else "—"
        return f"{head}{called(record.actor)}: {called(record.body)}, {_kind('role', record.role.value)}, {since}"
    if isinstance(record, Change):
        what = f"{called(record.before)} → {called(record.after)}"
    elif isinstance(record, Event):
        what = all_((record.home, *record.partners))
    elif isinstance(record, Link):
        what = f"{record.name.printed or record.name.value}: {all_(record.between)}"
    else:
        what = _subject(record, called)
    kind = record.kind.value if isinstance(record, Alliance | Body | Change | Event | Link | Plan) else ""
    parts = [_kind(SCHEMES[record.type], kind)] if kind else []
    parts += [one.value for name in DATES if isinstance(one := getattr(record, name, None), Stated)]
    return f"{head}{', '.join([what, *parts])}"


def _subject(record: AnyRecord, called: object) -> str:
    """The name of a body, a plan, an indicator, a unit; of a number what it measures, of what, and how much."""
    for field in ("body", "alliance", "name", "unit"):
        if isinstance(one := getattr(record, field, None), Stated):
            return str(called(one))  # type: ignore[operator]
    of, measure, value = (getattr(record, name, None) for name in ("of", "measure", "value"))
    if isinstance(of, Stated) and isinstance(value, Stated):
        return f"{called(of)}: {_kind('measure', str(measure))} {value.value}"  # type: ignore[operator]
    return record.id


def _kind(scheme: str, key: str, japanese: bool = False) -> str:
    """A concept by its names in both languages, or the Japanese one alone."""
    kind = kinds().get(f"{scheme}/{key}")
    return key if kind is None else kind.ja if japanese else f"{kind.en} / {kind.ja}"


def flags(record: AnyRecord) -> list[str]:
    """The flags of a record and of all its values."""
    return list(dict.fromkeys(_flags(record)))


def _flags(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from getattr(value, "flags", ())
        for one in value.__dict__.values():
            if isinstance(one, BaseModel | tuple):
                yield from _flags(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _flags(one)
