"""Ties told again without their kind, which was taken over from words before: left out where another reading knows it."""

from collections import defaultdict

from graph.records import Agreement, AnyRecord


def without_repeated(records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, less those of class C whose partner and day another tie tells with its own kind."""
    sure: dict[frozenset[str], list[Agreement]] = defaultdict(list)
    for one in records:
        if isinstance(one, Agreement) and one.signed and one.confidence != "C":
            sure[_sides(one)].append(one)
    return [one for one in records if not (isinstance(one, Agreement) and _known(one, sure.get(_sides(one), [])))]


def _sides(one: Agreement) -> frozenset[str]:
    return frozenset(party.value for party in (*one.parties, *one.unnamed))


def _known(one: Agreement, others: list[Agreement]) -> bool:
    taken = one.signed if one.confidence == "C" and "kind_inherited" in one.kind.flags else None
    rivals = [two for two in others if taken and two.signed and two.signed.date.agrees(taken.date)]
    return bool(rivals) and all(two.kind.value != one.kind.value for two in rivals)  # else they are put together
