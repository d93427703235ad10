"""Puts one document's candidates together: repeats merged, pacts expanded, heirs set, references settled."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import ontology
from graph.reading.facts.charges import charged
from graph.reading.pages.page import Page
from graph.reading.wholes.attach import attach
from graph.reading.words.deeds import OVER
from graph.records import Agreement, Alliance, AnyRecord, Change, Membership, Span, Stated, Unit

ORDER = {"A": 0, "B": 1, "C": 2}


def assemble(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The document's records, one for each fact and reading, with references to each other by record id."""
    records = _join(merge(_inherit(_expand(_outdone(records)))))
    chapters = _chapters(records)
    return charged(merge(attach([_charge(page, one, chapters) for one in _refer(records)])))


def _outdone(records: list[AnyRecord]) -> list[AnyRecord]:
    """Without the sentences whose date is that of another act: a row or label of the same tie gives its signing."""
    plain: dict[tuple[str, str], list[Agreement]] = {}
    for one in records:
        if isinstance(one, Agreement) and one.confidence == "A" and one.signed:
            for party in one.parties:
                plain.setdefault((one.kind.value, party.value), []).append(one)

    def outdone(record: AnyRecord) -> bool:
        return isinstance(record, Agreement) and any(
            record.confidence != "A"  # two rows of a table with one partner are two ties
            and record.signed is not None
            and one.signed is not None
            and {party.value for party in record.parties} <= {party.value for party in one.parties}
            and not record.signed.date.agrees(one.signed.date)
            for one in plain.get((record.kind.value, record.parties[0].value if record.parties else ""), ())
        )

    return [one for one in records if not outdone(one)]


def merge(records: list[AnyRecord]) -> list[AnyRecord]:
    """One record for each id: the surest reading, filled up from the others, with the evidence of all."""
    groups: dict[str, list[AnyRecord]] = {}
    for record in records:
        groups.setdefault(record.id, []).append(record)
    return [_one(group) for group in groups.values()]


def _one(group: list[AnyRecord]) -> AnyRecord:
    first, *others = sorted(group, key=lambda record: (ORDER[record.confidence], record.evidence[0].at))
    if not others and len(first.evidence) == 1:
        return first
    update: dict[str, Any] = {}
    spans: dict[tuple[int, int], Span] = {span.at: span for span in first.evidence}
    for record in others:
        spans.update({span.at: span for span in record.evidence})
        for name in type(record).model_fields:
            if name not in ("evidence", "flags", "confidence", "recogniser") and not getattr(first, name):
                value = getattr(record, name)
                if value and name not in update:
                    update[name] = value
    update["evidence"] = tuple(spans[at] for at in sorted(spans))
    return first.model_copy(update=update)


def _expand(records: list[AnyRecord]) -> list[AnyRecord]:
    """Give a pact with `N municipalities` its parties where the document's own list leaves exactly N of them."""
    pacts = [one for one in records if isinstance(one, Agreement) and one.recogniser == "pact"]
    members = [one for one in records if isinstance(one, Membership)]
    result: list[AnyRecord] = []
    for record in records:
        if isinstance(record, Agreement) and record in pacts and record.unnamed:
            named = {party.value for pact in pacts for party in pact.parties}
            left = [
                one.actor for one in members if one.body.value == record.establishes and one.actor.value not in named
            ]
            unique = {actor.value: actor for actor in left}
            if str(len(unique)) == record.unnamed[0].value.split()[0]:
                parties = tuple(
                    actor.model_copy(update={"flags": ("expanded_from_list",)}) for actor in unique.values()
                )
                record = record.model_copy(update={"parties": (*record.parties, *parties), "unnamed": ()})
        result.append(record)
    return result


def _join(records: list[AnyRecord]) -> list[AnyRecord]:
    """A member joins on the date of its pact; the alliance and its hub begin with the first of them."""
    pacts = sorted(
        (
            (one.signed.value, one.signed, one)
            for one in records
            if isinstance(one, Agreement) and one.signed and one.establishes
        ),
        key=lambda each: each[0],
    )
    result: list[AnyRecord] = []
    for record in records:
        if isinstance(record, Alliance | Membership):
            body = record.alliance if isinstance(record, Alliance) else record.body
            for _, signed, pact in pacts:
                mine = isinstance(record, Alliance) or any(one.value == record.actor.value for one in pact.parties)
                if pact.establishes == body.value and mine:
                    day = signed.model_copy(update={"flags": (*signed.flags, "since_by_pact")})
                    if isinstance(record, Alliance):
                        record = record.model_copy(update={"formed": record.formed or day})
                    elif record.since is None:
                        record = record.model_copy(update={"since": day, "pact": pact.id})
                    break
        result.append(record)
    return result


def _inherit(records: list[AnyRecord]) -> list[AnyRecord]:
    """A tie with a partner of the absorbed municipality, signed before the merger, was signed by that municipality."""
    changes = [one for one in records if isinstance(one, Change)]
    result: list[AnyRecord] = []
    for record in records:
        if isinstance(record, Agreement) and record.signed and not record.former:
            for change in changes:
                partners = {tie.value for tie in change.ties}
                mine = {party.value for party in record.parties}
                if (
                    partners & mine
                    and change.after.value in mine
                    and record.signed.date.latest < change.date.date.earliest
                ):
                    parties = tuple(
                        party.model_copy(update={"flags": ("successor",)})
                        if party.value == change.after.value
                        else party
                        for party in record.parties
                    )
                    before = change.before.model_copy(update={"flags": ("former", "signed_before_merger")})
                    record = record.model_copy(update={"parties": parties, "former": (before,)})
                    break
        result.append(record)
    return result


def _refer(records: list[AnyRecord]) -> list[AnyRecord]:
    """Settle `@partner|kind` to the id of the surest such agreement in the document; drop it where there is none."""
    agreements = sorted(
        (one for one in records if isinstance(one, Agreement)),
        key=lambda one: (ORDER[one.confidence], one.signed.date.days if one.signed else 9999),
    )
    result: list[AnyRecord] = []
    for record in records:
        if isinstance(record, Agreement):
            update = {
                name: _target(agreements, record, reference)
                for name in ("under", "replaces", "supplements")
                if (reference := getattr(record, name)) and reference.startswith("@")
            }
            record = record.model_copy(update=update) if update else record
        result.append(record)
    return result


def _target(agreements: list[Agreement], record: Agreement, reference: str) -> str | None:
    partner, _, kind = reference.removeprefix("@").partition("|")
    for one in agreements:
        family = ontology.kinds()[f"agreement/{one.kind.value}"].broader
        fits = one.kind.value == kind or family == f"agreement/{kind}"
        if fits and one.id != record.id and any(party.value == partner for party in one.parties):
            return one.id
    return None


def _chapters(records: list[AnyRecord]) -> dict[int, Stated]:
    """Heading line -> department in charge; line 0 stands for the whole document."""
    found: dict[int, Stated] = {}
    for one in records:
        if isinstance(one, Unit) and one.role == "lead":
            line = 0 if "whole_document" in one.chapter.flags else one.chapter.span.lines[0]
            found[line] = one.unit
    return found


def _charge(page: Page, record: AnyRecord, chapters: dict[int, Stated]) -> AnyRecord:
    """The department of the chapter answers for the publisher's own ties told in it."""
    if not chapters:
        return record
    own = isinstance(record, Alliance) or (
        isinstance(record, Agreement) and any(party.value == page.home for party in record.parties)
    )
    if not own or getattr(record, "unit", None) is not None:
        return record
    last = bisect_right(page.blocks, record.evidence[0].lines[0], key=lambda block: block.line)
    under = page.blocks[max(0, last - 1) : last]
    lines = [heading.line for block in under for heading in reversed(block.headings)] + [0]
    unit = next((chapters[one] for one in lines if one in chapters), None)
    if unit is None:
        return record
    return record.model_copy(update={"unit": unit.model_copy(update={"flags": ("unit_of_chapter",)})})


def told_once(records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, a tie with its end and the same one without it put together: the more exact day of signing stays."""
    over: dict[tuple[str, frozenset[str]], Agreement] = {}
    stand = Counter(_sides(one) for one in records if isinstance(one, Agreement) and one.status.value == "concluded")
    for one in records:
        if isinstance(one, Agreement) and one.status.value in OVER and (one.signed or stand[_sides(one)] == 1):
            over.setdefault(_sides(one), one)
    found: list[AnyRecord] = []
    gone: set[str] = set()
    for one in records:
        if (
            isinstance(one, Agreement)
            and one.status.value == "concluded"
            and one.signed
            and (end := over.get(_sides(one)))
        ):
            until = end.until.date.latest if end.until else date.max
            if (end.signed is None and one.signed.date.earliest < until) or (
                end.signed and end.signed.value != one.signed.value and one.signed.value.startswith(end.signed.value)
            ):
                evidence = tuple({span.at: span for span in (*one.evidence, *end.evidence)}.values())
                sure = "B" if one.confidence == "A" else one.confidence
                update = {"status": end.status, "until": end.until, "evidence": evidence, "confidence": sure}
                one, gone = one.model_copy(update=update), gone | {end.id}
        found.append(one)
    return [one for one in found if not (isinstance(one, Agreement) and one.id in gone)]


def _sides(tie: Agreement) -> tuple[str, frozenset[str]]:
    return tie.kind.value, frozenset(one.value for one in (*tie.parties, *tie.unnamed))
