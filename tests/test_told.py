"""Ties told in running text are read however the language says it, and nothing is made of what only sounds like one.

`snippets/ways_of_telling.txt` holds the sentences with what a reader takes from them."""

from pathlib import Path

import pytest

from graph.places import Gazetteer
from tests.test_denials import TOYAMA, ties

WAYS = Path(__file__).parent / "snippets" / "ways_of_telling.txt"
DATED = ("verbs", "days", "parties", "pages")


def ways(*names: str) -> list[tuple[str, set[str]]]:
    """The sentences of the sections with the ties that each tells."""
    found, name = [], ""
    for line in WAYS.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line[3:]
        elif name in names and "=>" in line:
            text, _, told_ = line.partition(" =>")
            found.append((text.replace("\\n", "\n") + "\n", {one.strip() for one in told_.split(";") if one.strip()}))
    return found


def told(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The ties read from a text, each with its class."""
    found: dict[str, str] = {}
    for one in ties(text, gazetteer):
        sides = sorted({side.printed for side in (*one.parties, *one.unnamed, *one.former) if side.value != TOYAMA})
        state = "" if one.status.value == "concluded" else f" {one.status.value}"
        day = one.signed.value if one.signed else "-"
        found[f"{'+'.join(sides)} {one.kind.value} {day}{state}"] = one.confidence
    return found


@pytest.mark.parametrize(("text", "expected"), ways(*DATED))
def test_a_tie_with_its_day_is_told_in_many_ways(text: str, expected: set[str], gazetteer: Gazetteer) -> None:
    found = told(text, gazetteer)
    assert set(found) == expected
    assert set(found.values()) <= {"A", "B"}


@pytest.mark.parametrize(("text", "expected"), ways("undated"))
def test_a_tie_of_the_publisher_without_a_day_is_stated(text: str, expected: set[str], gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == dict.fromkeys(expected, "B")


@pytest.mark.parametrize(("text", "expected"), ways("mentioned"))
def test_a_tie_mentioned_by_the_way_waits(text: str, expected: set[str], gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == dict.fromkeys(expected, "C")


@pytest.mark.parametrize("text", [text for text, _ in ways("none")])
def test_what_only_sounds_like_a_tie_makes_none(text: str, gazetteer: Gazetteer) -> None:
    """A tie that is mentioned may wait for a person's word, but not with a day that is another's."""
    for one in ties(text, gazetteer):
        if TOYAMA in {side.value for side in one.parties} and one.status.value in ("concluded", "expired"):
            assert one.confidence == "C"
            assert one.signed is None


@pytest.mark.parametrize(("text", "expected"), ways("not read yet"))
def test_what_is_not_read_is_made_into_no_other_tie(text: str, expected: set[str], gazetteer: Gazetteer) -> None:
    assert {one for one, sure in told(text, gazetteer).items() if sure in "AB"} <= expected


@pytest.mark.parametrize(
    "text",
    [
        "高山市とは昭和57年10月22日に友好都市の提携をしております。福井市は、旧美山町と平成5年に結んだものを引き継いだ形です。",
        "友好都市は、高山市と昭和57年10月22日に提携しております。福井市は、旧美山町と平成5年に結んだ関係を引き継ぎました。",
    ],
)
def test_what_a_former_town_signed_is_of_the_kind_spoken_of_and_waits(text: str, gazetteer: Gazetteer) -> None:
    found = told(text + "\n", gazetteer)
    assert found == {"高山市 friendship-city 1982-10-22": "B", "福井市+美山町 friendship-city 1993": "C"}
