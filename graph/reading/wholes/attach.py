"""Ties events to what the same document says of relationships: the tie they stand under, the agreement they signed."""

from collections.abc import Sequence
from typing import Any

import ontology
from graph.records import Agreement, AnyRecord, Change, Event, Span, Stated

ORDER = {"A": 0, "B": 1, "C": 2}
# The tie of a section is its twinning; where there is none, whatever else the two cities have signed.
Tie = tuple[Agreement, set[str]]  # with its parties
FAMILIES = ("twinning", "memorandum", "")


def attach(records: list[AnyRecord]) -> list[AnyRecord]:
    """The records with `home`, `partners`, `under` and `signs` of their events settled by agreements and mergers."""
    agreements = [one for one in records if isinstance(one, Agreement)]
    ties = [(one, {party.value for party in one.parties}) for one in agreements if "kind_mention" not in one.flags]
    changes = [one for one in records if isinstance(one, Change)]
    return [_event(one, agreements, ties, changes) if isinstance(one, Event) else one for one in records]


def _event(event: Event, agreements: list[Agreement], ties: Sequence[Tie], changes: list[Change]) -> Event:
    home = _home(event, changes)
    if not event.partners:  # an alliance's own business stands under the alliance
        return event
    partner = event.partners[0].value
    update: dict[str, Any] = {"home": home, "under": _under(event, partner, ties)}
    signed = _signed(event, agreements)
    if signed is not None:
        update["signs"] = signed.id
        sides = {event.home.value, home.value}
        others = tuple(one for one in signed.parties if one.value not in sides)
        moved = event.direction is not None and event.direction.value in ("outbound", "inbound")
        # Councils sign for themselves: the exchange remains one of the cities.
        if others and not moved and all(one.value.startswith("lg/") for one in others):
            update["partners"] = others
    return event.model_copy(update=update)


def _home(event: Event, changes: list[Change]) -> Stated:
    """The publisher, or the municipality it absorbed for what that one did with its own partner before the merger."""
    for change in changes:
        partners = {one.value for one in change.ties}
        mine = change.after.value == event.home.value and partners & {one.value for one in event.partners}
        if mine and event.date and event.date.date.latest < change.date.date.earliest:
            return change.before.model_copy(update={"flags": ("former", "signed_before_merger")})
    return event.home


def _under(event: Event, partner: str, known: Sequence[Tie]) -> str | None:
    """The tie of the chapter in which an exchange stands; of one that is told anywhere, a tie that was there already."""
    anywhere = event.date if event.recogniser == "visit" else None
    sides = {partner, event.home.value}
    ties = [
        one
        for one, parties in known
        if sides <= parties and not (anywhere and one.signed and anywhere.date.latest < one.signed.date.earliest)
    ]
    for family in FAMILIES if ties else ():
        if found := [one for one in ties if _family(one, family)]:
            return min(found, key=lambda one: (ORDER[one.confidence], one.signed is None, one.id)).id
    return None


def _family(agreement: Agreement, family: str) -> bool:
    kind = ontology.kinds()[f"agreement/{agreement.kind.value}"]
    return not family or family == agreement.kind.value or kind.broader == f"agreement/{family}"


def _signed(event: Event, agreements: list[Agreement]) -> Agreement | None:
    """The agreement that the event's own words conclude: its evidence overlaps them, and the dates agree."""
    if event.kind.value != "ceremony" or event.date is None:
        return None
    day = event.date.date
    for one in agreements:
        if one.signed and one.signed.span == event.date.span:  # a label dates the tie that its section tells of
            return one
        if (
            one.signed
            and one.signed.date.agrees(day)
            and any(_overlap(event.evidence[0], span) for span in one.evidence)
        ):
            return one
    return None


def _overlap(one: Span, other: Span) -> bool:
    return one.at[0] < other.at[1] and other.at[0] < one.at[1]
