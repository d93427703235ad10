"""The panel of the page: everything that is stated of a tie or a city, each with its lines; exchanges; how to cite."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.tabs import Tab
from viz.model import PageModel


def exchanges(page: PageModel, tie: str) -> list[Any]:
    return [one for one in page.exchanges if one.tie == tie]


def test_a_tie_shows_all_that_is_stated_of_it(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=en&tie=agreement/ueki-rome")
    panel = tab.page.inner_text("#panel")
    for words in (
        "Ueki–Rome (Georgia) sister city", "植木町・ローム市 姉妹都市", "as printed 姉妹都市", "29 May 1995",
        "Former party",
        "from Ueki to Kumamoto, 23 March 2010", "Supplemented by", "International Affairs Division", "L903",
    ):  # fmt: skip
        assert words in panel, words
    bare = "[...document.querySelectorAll('#panel dd')].filter((one) => !one.querySelector('.cite')).length"
    assert tab.ask(bare) == 0, "every fact has its document and lines"
    tab.page.click("#panel .back button")
    assert tab.page.inner_text("#panel h2") == "Kumamoto"
    tab.quiet()


def test_documents_that_differ_are_shown_as_such(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=ja&tie=agreement/kumamoto-heidelberg")
    aside = tab.page.locator("#panel dd.aside").all_inner_texts()
    assert any("姉妹都市" in text and "L538" in text for text in aside)
    assert "別の記載（種別）" in tab.page.inner_text("#panel")
    tab.quiet()


def test_exchanges_have_direction_head_counts_and_lines(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "lang=en&tie=agreement/kumamoto-san-antonio&node=lg/jp-431001")
    met = exchanges(page, "agreement/kumamoto-san-antonio")
    assert tab.page.locator("#panel .exchanges li").count() == len(met) == 23
    assert tab.page.locator("#panel .exchanges li:not(:has(.cite))").count() == 0
    sent = sum(one.heads or 0 for one in met if one.date and "lg/jp-431001" in one.sent)
    received = sum(one.heads or 0 for one in met if one.date and "lg/jp-431001" in one.received)
    legend = tab.page.inner_text("#panel figcaption")
    assert f"people sent: {sent}" in legend
    assert f"people received: {received}" in legend
    moved = f"people sent: {sent}, people received: {received}"
    assert tab.page.get_attribute("#panel .chart", "aria-label") == moved
    # The visit of July 2018 as the handbook of 2022 prints it: 31 people came.
    item = tab.page.locator("#panel [data-exchange='event/2018-07-us-san-antonio-tx-inbound-youth-exchange-31']")
    words = item.inner_text()
    assert "July 2018" in words
    assert "31 people" in words
    assert "San Antonio → Kumamoto" in words
    # From the other side the same people were sent.
    tab.ask("intercity.choose('lg/us-san-antonio-tx', 'agreement/kumamoto-san-antonio')")
    moved = f"people sent: {received}, people received: {sent}"
    assert tab.page.get_attribute("#panel .chart", "aria-label") == moved
    tab.quiet()


def test_the_chart_adds_printed_totals_and_nothing_else(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "lang=en")
    for tie in ("agreement/kumamoto-fukui", "agreement/kumamoto-guilin", "agreement/kagoshima-changsha"):
        moves = tab.ask(
            f"movesOf(intercity.page.exchangesOf.get('{tie}'), intercity.page.ties.get('{tie}').ends[0][0])"
        )
        dated = [one for one in exchanges(page, tie) if re.match(r"\d{4}|FY", one.date) and "X" not in one.date]
        counts = Counter(one.date.removeprefix("FY")[:4] for one in dated)
        assert {year: one["n"] for year, one in moves.items()} == counts
        silent = Counter(one.date.removeprefix("FY")[:4] for one in dated if one.heads is None)
        assert {year: one["silent"] for year, one in moves.items() if one["silent"]} == silent


def test_numbers_stand_edition_by_edition(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=en&node=lg/cn-suzhou-new-district")
    tab.page.click("#panel details:has(dl) summary")
    words = tab.page.inner_text("#panel")
    for said in ("770,000 (2016)", "600,000 (2022)", "L1085", "L639"):
        assert said in words, said
    tab.quiet()


@pytest.mark.parametrize(
    ("language", "phrase"),
    [("en", "edition {e}, https://w3id.org/icr/id/"), ("ja", "版 {e}、https://w3id.org/icr/id/")],
)
def test_it_says_how_it_is_cited(chrome: Any, page_file: Path, language: str, phrase: str) -> None:
    tab = Tab(chrome, page_file, f"lang={language}&tie=agreement/kagoshima-napoli")
    tab.page.click("#panel .citation summary")
    text = tab.page.input_value("#panel .citation textarea")
    edition = tab.ask("intercity.data.edition")
    assert re.fullmatch(r"[\d.]+-[0-9a-f]{8}", edition)
    assert f"{phrase.format(e=edition)}agreement/kagoshima-napoli" in text
    assert tab.ask("new Date().toLocaleDateString('sv')") in text, "the day of access"
    assert "L42" in text
    tab.page.click("#panel .citation button")
    done = "Copied" if language == "en" else "コピーしました"
    tab.page.wait_for_function(f"document.querySelector('#panel .citation button').textContent === '{done}'")
    tab.quiet()


def test_a_motive_is_told_where_the_graph_has_one(chrome: Any, page_file: Path, page: PageModel) -> None:
    told = [tie for tie in page.relationships if any(fact.label.en == "Motive" for fact in tie.facts)]
    assert "agreement/kumamoto-heidelberg" in {tie.id for tie in told}
    tab = Tab(chrome, page_file, "lang=en&tie=agreement/kumamoto-heidelberg")
    motive = next(fact for fact in told[0].facts if fact.label.en == "Motive")
    assert motive.cites
    tie = next(tie for tie in told if tie.id == "agreement/kumamoto-heidelberg")
    said = next(fact.value.en for fact in tie.facts if fact.label.en == "Motive")
    assert said in tab.page.inner_text("#panel")
    tab.quiet()


def test_an_alliance_lists_its_members_and_a_pair_of_schools_its_place(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=en&node=alliance/kumamoto-renkei")
    assert tab.page.locator("#panel .tie-member").count() >= 19
    tab.ask("intercity.choose('agreement/schools-gyokuryu-mater-dei')")
    assert tab.page.inner_text("#panel h2").endswith("sister schools") or tab.ask("intercity.state.tie")
    assert "Under" in tab.page.inner_text("#panel")
    tab.quiet()
