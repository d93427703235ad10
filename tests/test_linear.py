"""Reading takes time in proportion to the text, of one long line as well: work is counted, and patterns are bounded."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading.facts import bodies
from graph.reading.facts.numbers import numbers
from graph.reading.members.clubs import clubs
from graph.reading.members.joiners import joiners
from graph.reading.members.rosters import rosters
from graph.reading.pages.page import Page
from graph.reading.pages.runs import LONGEST, runs
from graph.records import AnyRecord
from graph.values import PartialDate

SEEDS = (
    "会館", "昭和54年10月1日", "昭和54年10月1日に会館を開館し", "人口1万人", "圏域人口3万人(平成2年)",
    "京都市から12km", "専門部会(3部会)", "全米第3位", "ア・", "磐田市、", "・磐田市\n", "川のまち協議会(磐田市、",
    "磐田市が平成2年に加入し、", "記者クラブ 3社、", "新聞社、", "構成市:磐田市 ",
)  # fmt: skip


def page(text: str, gazetteer: Gazetteer) -> Page:
    about = Description("x", "x", "x", "lg/jp-222119", PartialDate("2021"), "", "x", "0" * 64, None, ())
    return Page(Document(about, text, "utf-8"), gazetteer)


def work(recognise: Callable[[Page], Iterator[AnyRecord]], told: Page) -> int:
    """How many functions are called to read a page of which blocks and dates are known."""
    count = 0

    def step(*_: Any) -> None:
        nonlocal count
        count += 1

    assert told.blocks
    assert told.dates is not None
    sys.setprofile(step)
    try:
        list(recognise(told))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("recognise", [bodies.founded, numbers, rosters, joiners, clubs], ids=lambda one: one.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_twice_the_line_takes_twice_the_work(
    recognise: Callable[[Page], Iterator[AnyRecord]], seed: str, gazetteer: Gazetteer
) -> None:
    once, twice = (work(recognise, page(seed * (size // len(seed)), gazetteer)) for size in (5_000, 10_000))
    assert twice <= 2.3 * once + 200


def test_no_name_in_a_pattern_may_be_of_any_length() -> None:
    """A pattern without a bound begins anew at each letter of a long word and goes on to its end."""
    found = [one for one in vars(bodies).values() if isinstance(one, re.Pattern) and one.pattern[0] != "^"]
    assert found
    for one in found:
        loose = re.sub(r"\(\?P<list>\.\+\)\$|\\s\*", "", one.pattern)  # to the end of the text, once
        assert not re.search(r"(?:\]|\\[Ssdw]|\))[+*]", loose), one.pattern


def test_a_run_of_prose_is_not_put_together_without_end(gazetteer: Gazetteer) -> None:
    told = page("\n\n".join(["・青い山と川の町" * 40] * 100), gazetteer)
    assert max(len(one.text) for one in runs(told)) < LONGEST + 400
    assert runs(told) is runs(told)
