"""Holds the records of a made document against its expectation: what is right, what is wrong, what is missed."""

import re
from collections.abc import Iterable
from typing import Any

from benchmarks.reading.tally import Tally
from graph.places import load
from graph.records import Agreement, AnyRecord, Body, Membership, Observation, Span, Stated
from graph.values import PartialDate, fold

Expected = dict[str, Any]
# Other bodies (offices, foundations) may well be read; the expectations say nothing of them.
SCORED = {"company", "school", "university", "council", "press-club", "media", "chamber", "marathon"}


def allowed(fact: Expected, name: str, value: object) -> bool:
    """True where a field holds the value expected or another one that is right as well."""
    more = fact.get("allow", {}).get(name, [])
    if isinstance(value, str) and value.startswith("FY"):  # 平成25年度 may be expected as 2013
        value = fact.get(name) if fact.get(name) == value[2:] else value
    return more == "any" or value == fact.get(name) or (isinstance(more, list) and value in more)


def touches(spans: Iterable[Span], ranges: list[list[int]]) -> bool:
    return any(first <= span.lines[1] and span.lines[0] <= last for span in spans for first, last in ranges)


def same(actor: str | Expected, stated: Stated, open_: bool = False) -> bool:
    """Is this the actor meant? An unresolved foreign name counts as told, its country as open."""
    if isinstance(actor, str):
        return actor == stated.value and not open_
    printed, name = fold(stated.printed), fold(actor["name"])
    place = load().place(stated.value)
    named = name in (printed, fold(place.ja) if place else "", fold(stated.value))
    if "candidates" in actor:
        return named and open_
    if "country" in actor:
        return named and (open_ or stated.value.startswith(f"lg/{actor['country'].lower()}-"))
    return named


def _cover(wanted: list[Any], record: Agreement) -> tuple[int, int]:
    """How many of the wanted actors the record names, and how many it names that are not wanted."""
    named = [(one, False) for one in record.parties] + [(one, True) for one in record.unnamed]
    met = sum(any(same(actor, one, open_) for one, open_ in named) for actor in wanted)
    extra = sum(not any(same(actor, one, open_) for actor in wanted) for one, open_ in named)
    return met, extra


def parties(fact: Expected, record: Agreement) -> bool:
    """True where the record's parties are those expected, or a set that the expectation allows."""
    more = fact.get("allow", {}).get("parties", [])
    more = more if isinstance(more, list) else [more]
    if more and all(isinstance(one, dict) or (isinstance(one, str) and "/" in one) for one in more):
        more = [more]  # one other list of parties
    for wanted in [fact["parties"], *(one for one in more if isinstance(one, list))]:
        met, extra = _cover(wanted, record)
        if met == len(wanted) and not extra:
            return True
        surplus = sum(not any(same(actor, one) for actor in wanted) for one in record.parties)
        if "unnamed" in more and met >= 1 and not surplus:
            return True
        if extra == 0 and met >= 1 and {"ambiguous"} & {one for one in more if isinstance(one, str)}:
            return True
        if "split" in more and met >= 2 and not extra:
            return True
        if "heir" in more and met + _formers(wanted, record)[0] >= len(wanted) and extra <= 1:
            return True
        if "city" in more and met + extra >= 2:
            return True
    wanted = fact.get("former", [])
    return bool(wanted) and _formers(wanted, record)[1] == 0 and _cover(fact["parties"], record)[0] >= 1


def _formers(wanted: list[Any], record: Agreement) -> tuple[int, int]:
    """How many of the former signatories expected the record names, and how many others."""
    met = sum(any(same(actor, one) for one in record.former) for actor in wanted)
    return met, sum(not any(same(actor, one) for actor in wanted) for one in record.former)


def _signatories(fact: Expected, record: Agreement) -> bool:
    """True where those that signed and are no more are all named, as former parties or as parties."""
    wanted = fact.get("former", [])
    other = [one for one in wanted if one not in fact["parties"] or not any(same(one, two) for two in record.parties)]
    return _formers(other, record)[0] == len(other) and _formers(wanted, record)[1] == 0


def agreement(fact: Expected, record: Agreement, tally: Tally | None = None) -> bool:
    """True where every scored field is right; `tally` takes the fields down one by one."""
    tally = tally or Tally()
    signed = record.signed.value if record.signed else None
    until = record.until.value if record.until else None
    checks = [
        tally.check("kind", allowed(fact, "kind", record.kind.value)),
        tally.check("signed", allowed(fact, "signed", signed)),
        tally.check("status", allowed(fact, "status", record.status.value)),
        tally.check(
            "former",
            _signatories(fact, record) or "former" in fact.get("allow", {}),
        ),
        tally.check("until", until is None or "until" not in fact or allowed(fact, "until", until)),
        tally.check("evidence", touches(record.evidence, fact["lines"])),
    ]
    if fact.get("until"):
        tally.check("until told", until is not None)
    for actor in fact["parties"]:
        if isinstance(actor, dict) and actor.get("country", "JP") != "JP":
            tally.check("country", any(same(actor, one) for one in record.parties))
    return all(checks)


def _mentions(fact: Expected, record: Agreement) -> bool:
    """True for a second mention of an expected tie that says less of its date, and nothing that is wrong."""
    if record.status.value != "concluded":
        return False
    if record.signed is None or not fact["signed"]:
        return record.signed is None
    signed = PartialDate(fact["signed"])
    return record.signed.date.agrees(signed) and record.signed.date.days > signed.days


def judge_agreements(facts: list[Expected], records: list[Agreement]) -> Tally:
    tally = Tally(expected=sum(not fact.get("optional") for fact in facts))
    told: dict[int, set[str]] = {}
    for record in records:
        near = [n for n, fact in enumerate(facts) if parties(fact, record) and allowed(fact, "kind", record.kind.value)]
        good = [n for n in near if agreement(facts[n], record)]
        if good:
            fresh = [n for n in good if n not in told] or good
            told.setdefault(fresh[0], set()).add(record.confidence)
            agreement(facts[fresh[0]], record, tally)
            tally.right[record.confidence] += 1
        elif any(_mentions(facts[n], record) for n in near):
            continue
        else:
            tally.wrong[record.confidence] += 1
            if near:
                agreement(facts[near[0]], record, tally)
            tally.notes.append(f"wrong {record.confidence} {record.recogniser} {record.evidence[0].lines}: {record.id}")
    for number, fact in enumerate(facts):
        if not fact.get("optional"):
            tally.found += number in told
            tally.sure += bool(told.get(number, set()) & {"A", "B"})
            if number not in told:
                tally.notes.append(f"missed {fact['lines']}: {fact['parties']} {fact['kind']} {fact['signed']}")
    return tally


def _simple(facts: list[Expected], records: list[Any], tells: Any, right: Any) -> Tally:
    tally = Tally(expected=sum(not fact.get("optional") for fact in facts))
    told: dict[int, set[str]] = {}
    for record in records:
        near = [n for n, fact in enumerate(facts) if tells(fact, record)]
        good = [n for n in near if right(facts[n], record, Tally())]
        if near:
            right(facts[(good or near)[0]], record, tally)
        if good:
            told.setdefault(good[0], set()).add(record.confidence)
            tally.right[record.confidence] += 1
        else:
            tally.wrong[record.confidence] += 1
            tally.notes.append(f"wrong {record.confidence} {record.recogniser} {record.evidence[0].lines}: {record.id}")
    for number, fact in enumerate(facts):
        if not fact.get("optional"):
            tally.found += number in told
            tally.sure += bool(told.get(number, set()) & {"A", "B"})
            if number not in told:
                what = fact.get("actor") or fact.get("name") or fact.get("measure")
                tally.notes.append(f"missed {fact['lines']}: {what}")
    return tally


def _called(name: str, stated: Stated) -> bool:
    printed = fold(stated.printed)
    return bool(printed) and (printed == fold(name) or fold(name).endswith(printed))


def _member(fact: Expected, record: Membership) -> bool:
    return (
        _called(fact["in"]["name"], record.body)
        and same(fact["actor"], record.actor)
        and allowed(fact, "role", record.role.value)
    )


def _member_right(fact: Expected, record: Membership, tally: Tally) -> bool:
    since, until = (one.value if one else None for one in (record.since, record.until))
    checks = [
        tally.check("from", allowed(fact, "from", since)),
        tally.check("until", allowed(fact, "until", until)),
        tally.check("evidence", touches(record.evidence, fact["lines"])),
    ]
    return all(checks)


def _observed(fact: Expected, record: Observation) -> bool:
    of = fact["of"] if "of" in fact else fact["about"]  # two hands wrote the expectations
    return bool(fact["measure"] == record.measure) and (
        of == record.of.value if isinstance(of, str) else _called(of["name"], record.of)
    )


def _observed_right(fact: Expected, record: Observation, tally: Tally) -> bool:
    as_of = record.as_of.value if record.as_of else None
    tally.check("as_of", allowed(fact, "as_of", as_of))
    return tally.check("value", float(record.value.value) == float(fact["value"]))


def _body(fact: Expected, record: Body) -> bool:
    return any(_called(str(name), record.body) for name in (fact["name"], fact.get("printed", fact["name"])))


def _body_right(fact: Expected, record: Body, tally: Tally) -> bool:
    return tally.check("kind", allowed(fact, "kind", record.kind.value))


def judge(expected: Expected, records: Iterable[AnyRecord]) -> dict[str, Tally]:
    """One tally for each record type of a made document."""
    told = list(records)
    ties = [one for one in told if isinstance(one, Agreement) and "kind_mention" not in one.flags]
    members = [one for one in told if isinstance(one, Membership) and not re.match(r"manager|founder", one.role.value)]
    numbers = [one for one in told if isinstance(one, Observation)]
    bodies = [one for one in told if isinstance(one, Body) and one.kind.value in SCORED]
    return {
        "agreements": judge_agreements(expected["agreements"], ties),
        "memberships": _simple(expected["memberships"], members, _member, _member_right),
        "observations": _simple(expected["observations"], numbers, _observed, _observed_right),
        "bodies": _simple(expected["bodies"], bodies, _body, _body_right),
    }
