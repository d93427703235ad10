"""Ties read once more with a kind that is not theirs, or that was taken over: left out where another reading knows it."""

from collections import defaultdict

from graph.records import Agreement, AnyRecord


def without_repeated(records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, less those of class C whose partner and day another tie tells with its own kind, and those of a
    sentence where the bracket that gives the day gives another kind with it."""
    sure: dict[frozenset[str], list[Agreement]] = defaultdict(list)
    for one in records:
        if isinstance(one, Agreement) and one.signed and one.confidence != "C":
            sure[_sides(one)].append(one)
    return [
        one
        for one in records
        if not isinstance(one, Agreement)
        or not (_known(one, beside := sure.get(_sides(one), [])) or any(_of_bracket(one, two) for two in beside))
    ]


def _of_bracket(one: Agreement, two: Agreement) -> bool:
    """True where the bracket with the day gives another kind: `A市（兄弟都市、昭和44年11月7日）、B市（姉妹都市、…）`."""
    if one.recogniser != "story" or two.recogniser != "bracket" or not (one.signed and two.signed):
        return False
    at = two.signed.span.at[0]
    apart = one.signed.span == two.signed.span and one.kind.value != two.kind.value
    return apart and abs(two.kind.span.at[0] - at) < abs(one.kind.span.at[0] - at)


def _sides(one: Agreement) -> frozenset[str]:
    return frozenset(party.value for party in (*one.parties, *one.unnamed))


def _known(one: Agreement, others: list[Agreement]) -> bool:
    taken = one.signed if one.confidence == "C" and "kind_inherited" in one.kind.flags else None
    rivals = [two for two in others if taken and two.signed and two.signed.date.agrees(taken.date)]
    return bool(rivals) and all(two.kind.value != one.kind.value for two in rivals)  # else they are put together
