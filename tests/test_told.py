"""Ties told in running text are read however the language says it, and nothing is made of what only sounds like one."""

import pytest

from graph.places import Gazetteer
from tests.test_denials import TOYAMA, ties
from tests.told_ways import MENTIONED, NO_TIE, PARTIES, PLACES_OF_THE_DAY, UNDATED, VERBS


def told(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The ties read from a text, each with its class."""
    found = {}
    for one in ties(text, gazetteer):
        sides = sorted({side.printed for side in (*one.parties, *one.unnamed, *one.former) if side.value != TOYAMA})
        state = "" if one.status.value == "concluded" else f" {one.status.value}"
        day = one.signed.value if one.signed else "-"
        found[f"{'+'.join(sides)} {one.kind.value} {day}{state}"] = one.confidence
    return found


@pytest.mark.parametrize(("text", "expected"), [*VERBS.items(), *PLACES_OF_THE_DAY.items(), *PARTIES.items()])
def test_a_tie_with_its_day_is_told_in_many_ways(text: str, expected: str, gazetteer: Gazetteer) -> None:
    found = told(text if text.endswith("\n") else text + "\n", gazetteer)
    assert set(found) == set(expected.split("; "))
    assert set(found.values()) <= {"A", "B"}


@pytest.mark.parametrize(("text", "expected"), UNDATED.items())
def test_a_tie_of_the_publisher_without_a_day_is_stated(text: str, expected: str, gazetteer: Gazetteer) -> None:
    assert told(text + "\n", gazetteer) == dict.fromkeys(expected.split("; "), "B")


@pytest.mark.parametrize(("text", "expected"), MENTIONED.items())
def test_a_tie_mentioned_by_the_way_waits(text: str, expected: str, gazetteer: Gazetteer) -> None:
    assert told(text + "\n", gazetteer) == dict.fromkeys(expected.split("; "), "C")


@pytest.mark.parametrize("text", NO_TIE)
def test_what_only_sounds_like_a_tie_makes_none(text: str, gazetteer: Gazetteer) -> None:
    """A tie that is mentioned may wait for a person's word, but not with a day that is another's."""
    found = {
        one
        for one in ties(text + "\n", gazetteer)
        if TOYAMA in {side.value for side in one.parties}
        and one.status.value in ("concluded", "expired")
        and (one.signed or one.confidence != "C" or "姉妹都市" not in text)
    }
    assert not found
