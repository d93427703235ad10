"""Where two recognisers read the same words differently, keeps the reading that knows more of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import ontology
from graph.reading.names.towns import merged_into, of_town
from graph.reading.pages.page import Page
from graph.reading.pages.timelines import event_lines
from graph.reading.tables.sheets import beside
from graph.reading.tables.wraps import torn as lost
from graph.records import Agreement, AnyRecord, Membership, Span, Stated

# Whose reading of the same words outdoes whose: readers that know the layout or the grammar come before those that only
# pair a date with the places near it. Where the value is empty, any other reader does.
OUTDONE_BY: dict[str, tuple[str, ...]] = {
    "row": ("table",),
    "table": ("label", "row", "league-pact"),
    "bracket": ("label", "row", "table", "story", "league-pact"),
    "sheet": ("label", "row", "table", "bracket", "story", "league-pact"),
    "story": ("table", "sheet", "bracket", "signing", "pact", "firm", "league-pact"),
    "signing": ("table", "sheet", "bracket", "story"),
    "firm": ("story",),
    "line": (),
    "league-pact": ("table", "sheet", "bracket", "row", "label", "story", "signing", "pact"),
}
IN_LAW = ("roster", "instrument")
# Stages before the signing: where the document says that the tie was signed, they are its history.
ON_THE_WAY = ("talks-begun", "negotiating", "preparing")


def settle(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without those that another reading of the same words outdoes, and without any from text that has
    lost its order or that makes rules."""
    torn = {number for stretch in lost(page) for number in stretch}
    void = torn | set(page.law)
    # The members that the articles of a league list, and a pact with those who signed it, are all that a by-law states.
    records = [one for one in records if not _within(one.evidence, torn if one.recogniser in IN_LAW else void)]
    mine = {page.home} | merged_into(page)
    records = [one for one in records if not (isinstance(one, Agreement) and _alone(one, mine))]
    joined = {(one.body.value, one.actor.value) for one in records if isinstance(one, Membership) and one.since}
    timed = set(event_lines(page))
    near: dict[int, list[Agreement]] = defaultdict(list)  # by line, so that the time grows with the text
    for one in records:
        if isinstance(one, Agreement):
            for line in _lines(one.evidence):
                near[line].append(one)
    kept = []
    for one in records:
        if isinstance(one, Agreement):
            rivals = {id(two): two for line in _lines(one.evidence) for two in near[line] if two is not one}
            if _outdone(page, one, rivals.values(), timed):
                continue
        elif isinstance(one, Membership) and one.recogniser == "roster" and not one.since:
            if (one.body.value, one.actor.value) in joined:
                continue  # told elsewhere with the day of joining
        kept.append(one)
    done = {_sides(one) for one in kept if isinstance(one, Agreement) and one.status.value == "concluded"}
    dated = {_sides(one)[1:] for one in kept if isinstance(one, Agreement) and one.signed and _twins(one)}
    told = [one for one in kept if isinstance(one, Agreement) and one.recogniser != "partners" and _twins(one)]
    known = {side for one in told for side in _sides(one)[1:]}
    own = {_day(one): one.kind for one in kept if isinstance(one, Agreement) and one.signed and _own(one)}
    kept = [_as_named(one, own) if isinstance(one, Agreement) else one for one in kept]
    return [
        one
        for one in kept
        if not isinstance(one, Agreement)
        or not (
            (one.status.value in ON_THE_WAY and _sides(one) in done)
            or (one.recogniser == "story" and not one.signed and _twins(one) and _sides(one)[1:] in dated)
            or (one.recogniser == "partners" and one.parties[-1].value in known)
        )
    ]


def _alone(one: Agreement, mine: set[str]) -> bool:
    """True for a signing of the publisher with none, or with a town that merged into it: the partner was missed."""
    return one.recogniser == "signing" and not one.unnamed and mine.issuperset(side.value for side in one.parties)


def _twins(one: Agreement) -> bool:
    """True for a tie between cities of whatever name: told once more without a day, it is the same one."""
    kind = f"agreement/{one.kind.value}"
    return "agreement/twinning" in (kind, ontology.kinds()[kind].broader)


def _as_named(one: Agreement, own: Mapping[tuple[str, ...], Stated]) -> Agreement:
    """A tie of which a title names no more than that it is one (姉妹都市・友好都市), of the kind that a sentence gives it."""
    open_ = one.kind.value == "twinning" and not {"kind_from_heading", "kind_inherited"}.isdisjoint(one.kind.flags)
    return one.model_copy(update={"kind": own.get(_day(one), one.kind)}) if open_ and one.signed else one


def _day(one: Agreement) -> tuple[str, ...]:
    return (one.signed.value if one.signed else "", *_sides(one)[1:])


def _own(one: Agreement) -> bool:
    """True for a tie between cities of a kind that its own words name."""
    return _twins(one) and one.kind.value != "twinning" and not one.kind.flags


def _outdone(page: Page, one: Agreement, rivals: Iterable[Agreement], timed: set[int]) -> bool:
    by = OUTDONE_BY.get(one.recogniser)
    if by is None or _over_events(one, timed):
        return by is not None
    return any(
        _weighs(page, one, two, timed)
        for two in rivals
        if (two.recogniser in by if by else two.recogniser not in ("line", "anniversary"))
        and _overlap(one, two)
        and not _over_events(two, timed)
    )


def _sides(one: Agreement) -> tuple[str, ...]:
    return (one.kind.value, *sorted(party.value for party in (*one.parties, *one.unnamed)))


def _over_events(one: Agreement, timed: set[int]) -> bool:
    """True for a reading that overlooks that each line of a time-line is an event of its own."""
    if one.recogniser == "sheet":
        return _within(one.evidence, timed)
    return one.recogniser == "signing" and any(len(timed & _lines([span])) > 1 for span in one.evidence)


def _weighs(page: Page, one: Agreement, two: Agreement, timed: set[int]) -> bool:
    """Does the reading `two`, of a kind that may outdo `one`, do so here?"""
    if one.recogniser == "league-pact":  # whose day the value of another place may be by chance
        return not (_fuller(one, two) or (two.recogniser == "sheet" and len(one.parties) > 3 > len(two.parties)))
    if two.recogniser == "league-pact":
        return _fuller(two, one)  # a list that the end of a line cuts, or one that a later joiner closes
    if one.recogniser == "row":
        return not _covers(one, two)
    if one.recogniser == "table":
        return _covers(two, one)
    if one.recogniser == "bracket" and two.recogniser == "story":
        return _fuller(two, one)
    if one.recogniser == "story" and two.recogniser == "table" and _has_labels(two):
        return True  # a row under labels is no sentence
    if one.recogniser == "story" and two.recogniser in ("table", "sheet", "bracket"):
        if _alike(one, two):
            return not (_fuller(one, two) or _finer(one, two) or of_town(one, two))
        return not beside(two, one) and _holds(two, one)
    if one.recogniser == "firm":
        return _apart(one, two) or _among_towns(page, one, two)
    if one.recogniser == "story" and two.recogniser == "firm":
        return _cut_short(one, two)
    if one.recogniser == "sheet" and two.recogniser == "story":
        return _fuller(two, one) or (_alike(one, two) and _finer(two, one))
    if one.recogniser == "bracket" and two.recogniser == "table":
        return _has_labels(two) or _covers(two, one)
    if one.recogniser == "sheet" and two.recogniser == "bracket":
        return two.signed is not None
    if one.recogniser == "signing" and two.recogniser == "story":
        return not _has(two, page.home) or bool(two.former) or _own_event(two, one, timed)
    if one.recogniser == "story" and two.recogniser in ("signing", "pact"):
        return _has(one, page.home) and not one.former and not _own_event(one, two, timed)
    return True


def _own_event(one: Agreement, two: Agreement, timed: set[int]) -> bool:
    """True for an event of a time-line of which another reading tells otherwise: it knows where the event begins."""
    days = [tie.signed.value if tie.signed else None for tie in (one, two)]
    return _within(one.evidence, timed) and (days[0] != days[1] or _sides(one) != _sides(two))


def _has_labels(tie: Agreement) -> bool:
    """True for a row whose columns have labels that say what they hold."""
    return all("label_open" not in party.flags for party in tie.parties)


def _alike(one: Agreement, two: Agreement) -> bool:
    """True for the same kind of tie with the same parties; one that stays open is the one that stands in its place."""
    named = {party.span.at: party.value for tie in (one, two) for party in tie.parties if party.printed}
    sides = [
        {party.value for party in tie.parties} | {named.get(party.span.at, party.value) for party in tie.unnamed}
        for tie in (one, two)
    ]
    return one.kind.value == two.kind.value and (sides[0] <= sides[1] or sides[1] <= sides[0])


def _fuller(one: Agreement, two: Agreement) -> bool:
    """True where `one` names more parties of the same tie of the same day."""
    sides = [{party.value for party in (*tie.parties, *tie.unnamed)} for tie in (one, two)]
    days = [tie.signed.value if tie.signed else None for tie in (one, two)]
    return one.kind.value == two.kind.value and days[0] == days[1] and sides[1] < sides[0]


def _apart(one: Agreement, two: Agreement) -> bool:
    """True where one name in `one` runs over two parties that the sentence tells apart."""
    return any(
        sum(a.span.at[0] <= b.span.at[0] and b.span.at[1] <= a.span.at[1] for b in two.parties if b.printed) > 1
        for a in one.parties
        if a.printed
    )


def _among_towns(page: Page, one: Agreement, two: Agreement) -> bool:
    """True where `two` has the body of `one` sign on the same day with another municipality, alone or among others."""
    days = [tie.signed.value if tie.signed else None for tie in (one, two)]
    bodies = {party.value for party in one.parties if party.printed}
    towns = [party for party in two.parties if party.value.startswith("lg/") and party.value != page.home]
    return days[0] == days[1] and bool(towns) and bodies <= {party.value for party in two.parties}


def _cut_short(one: Agreement, two: Agreement) -> bool:
    """True where a body of `one` is only a part of the name that `two` gives: 有限会社みな of 有限会社みなと物流."""
    return any(
        a.span.at != b.span.at and b.span.at[0] <= a.span.at[0] and a.span.at[1] <= b.span.at[1]
        for a in one.parties
        for b in two.parties
        if a.printed and b.printed
    )


def _finer(one: Agreement, two: Agreement) -> bool:
    """True where `one` gives the day of the month or year that `two` gives."""
    if one.signed is None or two.signed is None:
        return one.signed is not None
    return one.signed.date.agrees(two.signed.date) and one.signed.date.days < two.signed.date.days


def _holds(one: Agreement, two: Agreement) -> bool:
    """True where the words by which `two` signs stand among those that `one` was read from."""
    return any(span.at[0] < two.status.span.at[1] and two.status.span.at[0] < span.at[1] for span in one.evidence)


def _overlap(one: Agreement, two: Agreement) -> bool:
    return any(a.at[0] < b.at[1] and b.at[0] < a.at[1] for a in one.evidence for b in two.evidence)


def _lines(spans: Iterable[Span]) -> set[int]:
    return {line for span in spans for line in span.numbers}


def _within(spans: Iterable[Span], lines: set[int]) -> bool:
    return not lines.isdisjoint(_lines(spans))


def _covers(one: Agreement, two: Agreement) -> bool:
    """True where `one` says all of `two`: its parties (former ones too, and that others are left unnamed), its date, its state."""
    told, more = ({party.value for party in (*tie.parties, *tie.former)} for tie in (one, two))
    hidden = any("others_unnamed" in party.flags for party in two.parties)
    day, other = (tie.signed.value if tie.signed else None for tie in (one, two))
    return told >= more and day == other and one.status.value == two.status.value and not hidden


def _has(one: Agreement, home: str) -> bool:
    return any(party.value == home for party in one.parties)
