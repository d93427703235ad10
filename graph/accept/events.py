"""Events of exchange of all documents made one: told twice is one fact, with the evidence of every telling."""

import re
from collections.abc import Iterable

import ontology
from graph.accept.agreements import entry
from graph.accept.claims import CLASS_ORDER, INFERRED, Reading
from graph.accept.differences import tellings
from graph.accept.model import Fact, Facts, Pairs, Place, Plain, Ref, Words
from graph.places import Gazetteer
from graph.records import Event, Stated, StatedDate
from graph.values import PartialDate

LONGEST = 26  # characters of a printed name; more would be a piece of a sentence


def accept_events(facts: Facts, readings: list[Reading[Event]], gazetteer: Gazetteer) -> None:
    """Add the events with their groups of people, and the account of each record; class C waits for a person's word."""
    relationships = {(one.document, one.record): one.fact for one in facts.ledger if one.fact}
    waiting = [one for one in readings if one.sure == "C"]
    taken: set[str] = set()
    for told in _told([one for one in readings if one.sure != "C"], relationships):
        key = _key(told[0].record, taken)
        taken.add(key)
        _accept(facts, key, told, relationships, gazetteer)
        facts.conflicts += tellings(key, told)
        for number, one in enumerate(told):
            reason = "tells the same" if number else "the surest reading"
            entry(facts, one, "merged" if number else "accepted", key, reason)
    for one in waiting:
        entry(facts, one, "waiting", "", "class C and unconfirmed: a person's word is needed")


def _told(readings: list[Reading[Event]], relationships: dict[tuple[str, str], str]) -> list[list[Reading[Event]]]:
    """The readings of one event each, the surest and most precise first.

    Two tellings are one event where partners, month, direction and purpose agree and they stand in different documents,
    for a city may send two parties in a month; the signing of one agreement is one event wherever it is told.
    """
    groups: list[list[Reading[Event]]] = []
    alike: dict[object, list[list[Reading[Event]]]] = {}  # only what agrees in the core can be one event
    for one in sorted(readings, key=_rank):
        signs = relationships.get((one.document, one.record.signs or ""))
        near = alike.setdefault(signs, []) if signs else []
        like = alike.setdefault(_core(one.record), [])
        for group in [*near, *like]:
            told = all(one.document != other.document and _same(one.record, other.record) for other in group)
            if group in near or told:
                group.append(one)
                break
        else:
            groups.append([one])
            near.append(groups[-1])
            like.append(groups[-1])
    return groups


def _rank(one: Reading[Event]) -> tuple[object, ...]:
    record = one.record
    days = record.date.date.days if record.date else 10**6
    return (CLASS_ORDER[one.sure], days, tuple(-ord(char) for char in one.order[0]), record.evidence[0].at, record.id)


def _same(one: Event, other: Event) -> bool:
    if one.date is None or other.date is None:  # nothing but the names of those who went can tell that it is one
        who = [{group.who.printed for group in record.groups} for record in (one, other)]
        return one.date is other.date is None and who[0] == who[1] != set() and _core(one) == _core(other)
    days = {one.date.date.days, other.date.date.days}
    month = one.date.date.agrees(other.date.date) and (max(days) <= 31 or one.date.value == other.date.value)
    totals = {record.total.value for record in (one, other) if record.total}
    return month and len(totals) < 2 and _core(one) == _core(other)


def _core(record: Event) -> tuple[object, ...]:
    partners = frozenset(one.value for one in record.partners)
    return record.home.value, partners, record.direction and record.direction.value, record.kind.value


def _key(record: Event, taken: set[str]) -> str:
    """`event/2018-07-us-san-antonio-tx-inbound-youth-exchange-6`: date, partner, direction, purpose, counts."""
    others = "-".join(sorted(one.value.partition("/")[2] for one in record.partners)) or (record.under or "")
    counts = [record.total] if record.total else [one.count for one in record.groups]
    parts = [
        record.date.value if record.date else "undated",
        re.sub(r"^[a-z]+/", "", others),
        record.direction.value if record.direction else "",
        record.kind.value,
        *(one.value for one in counts if one),
    ]
    slug = "-".join(part for part in parts if part).lower()
    number = 1
    while f"event/{slug}{f'-no{number}' if number > 1 else ''}" in taken:
        number += 1
    return f"event/{slug}{f'-no{number}' if number > 1 else ''}"


def _accept(
    facts: Facts,
    key: str,
    told: list[Reading[Event]],
    relationships: dict[tuple[str, str], str],
    gazetteer: Gazetteer,
) -> None:
    record = _whole([one.record for one in told])
    values: Pairs = [("icr:kind", Ref(f"kind/event/{record.kind.value}"))]
    if record.direction:
        values.append(("icr:direction", Ref(f"kind/direction/{record.direction.value}")))
    actors = [actor for one in told for actor in (one.record.home, *one.record.partners)]
    values += [("icr:involves", Ref(one.value)) for one in actors]
    values += [("icr:sentBy", Ref(one.value)) for one in record.sent_by]
    values += [("icr:receivedBy", Ref(one.value)) for one in record.received_by]
    if record.date:
        values.append(("icr:occurred", record.date.date))
    if record.total:
        values.append(("icr:headCount", Plain(record.total.value, "integer")))
    if record.series:
        values.append(("icr:ordinal", Plain(record.series.value, "integer")))
    if record.name and len(record.name.value) <= LONGEST:
        values.append(("icr:occasion", Words(record.name.value, "ja")))
    if record.place:
        values.append(("icr:heldIn", Ref(record.place.value)))
    for term, field in (("icr:underRelationship", "under"), ("icr:concludes", "signs")):
        if target := _target(told, field, relationships, facts):
            values.append((term, Ref(target)))
    values += _groups(facts, key, told, record)
    ja, en = _label(record, gazetteer)
    values += [(term, one) for term in ("skos:prefLabel", "rdfs:label") for one in (Words(ja, "ja"), Words(en, "en"))]
    sure = min(told, key=lambda one: CLASS_ORDER[one.sure]).sure.lower()
    values.append(("icr:confidence", Ref(f"kind/confidence/{sure}")))
    stated = [one for one in (record.kind, record.date, record.direction, record.home) if one]
    if any(INFERRED & set(one.flags) for one in stated):
        values.append(("icr:inferred", Plain("true", "boolean")))
    values += [("icr:evidence", place) for place in sorted(_evidence(told))]
    facts.facts[key] = Fact(key, "icr:ExchangeEvent", tuple(dict.fromkeys(values)))


def _whole(records: list[Event]) -> Event:
    """The surest telling, filled up from the others; its date is the most precise."""
    first = records[0]
    update = {
        name: next((value for one in records if (value := getattr(one, name))), None)
        for name in ("total", "series", "name", "place", "direction")
    }
    dates = [one.date for one in records if one.date]
    update["date"] = min(dates, key=lambda one: one.date.days) if dates else None
    groups = [one.groups for one in records]
    update["groups"] = max(groups, key=lambda each: (any(one.count for one in each), len(each)))
    return first.model_copy(update=update)


def _evidence(tellings: Iterable[Reading[Event]]) -> set[Place]:
    """The words of the act, and its date where that stands on another line."""
    places: set[Place] = set()
    for one in tellings:
        places.update(one.places)
        date = one.record.date
        if date and date.printed and not any(_holds(span.lines, date.span.lines) for span in one.record.evidence):
            places.add(Place.of(one.document, date.span))
    return places


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _target(
    tellings: Iterable[Reading[Event]], field: str, relationships: dict[tuple[str, str], str], facts: Facts
) -> str | None:
    """The relationship that the latest edition names: a record of its own document, or an alliance by its key."""
    for one in sorted(tellings, key=lambda each: each.order, reverse=True):
        named = getattr(one.record, field)
        if named and (found := relationships.get((one.document, named)) or (named if named in facts.facts else None)):
            return found
    return None


def _groups(facts: Facts, key: str, tellings: list[Reading[Event]], record: Event) -> Pairs:
    """A node for each group of people; what the sources count inside one another stays side by side."""
    told = next(one for one in tellings if one.record.groups == record.groups)
    values: Pairs = []
    for number, group in enumerate(record.groups, 1):
        node = f"group/{key.partition('/')[2]}-g{number}"
        mine: Pairs = [("icr:kind", Ref(f"kind/people/{group.who.value}"))]
        if group.count:
            mine.append(("icr:headCount", Plain(group.count.value, "integer")))
        if 0 < len(group.who.printed) <= LONGEST:
            mine.append(("icr:printedAs", Words(group.who.printed, "ja")))
        mine.append(("icr:evidence", Place.of(told.document, group.who.span)))
        facts.facts[node] = Fact(node, "icr:ParticipantGroup", tuple(mine))
        values.append(("icr:hasGroup", Ref(node)))
    return values


def _label(record: Event, gazetteer: Gazetteer) -> tuple[str, str]:
    """`熊本市から桂林市へ（青少年交流、2013-08）` and the same in English."""
    kind = ontology.kinds()[f"event/{record.kind.value}"]
    home, others = _names((record.home,), gazetteer), _names(record.partners, gazetteer)
    way = record.direction.value if record.direction else ""
    if not record.partners:
        body = gazetteer.name(record.under or "")
        ja, en = (body.ja, body.en) if body else home
    elif way in ("outbound", "inbound"):
        start, end = (home, others) if way == "outbound" else (others, home)
        ja, en = f"{start[0]}から{end[0]}へ", f"{start[1]} to {end[1]}"
    else:
        ja, en = f"{home[0]}と{others[0]}", f"{home[1]} and {others[1]}"
    when = _when(record.date)
    return f"{ja}（{kind.ja}{when and '、' + when}）", f"{en} ({kind.en[0].lower()}{kind.en[1:]}{when and ', ' + when})"


def _when(date: StatedDate | None) -> str:
    return PartialDate(date.value).key if date else ""


def _names(stated: Iterable[Stated], gazetteer: Gazetteer) -> tuple[str, str]:
    found = [(gazetteer.name(one.value) or gazetteer.place(one.value), one) for one in stated]
    return (
        "・".join(known.ja if known else one.printed for known, one in found),
        ", ".join(known.en if known else one.printed for known, one in found),
    )
