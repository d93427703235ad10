"""The timeline of the page: a row for each tie, when it began, who held it, what took its place, who met when."""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.tabs import Tab
from viz.model import PageModel

_ROWS = "[...document.querySelectorAll('#timeline .row')]"
_ROW = "document.querySelector(`#timeline .row[data-tie='${id}']`)"


def texts(tab: Tab, tie: str) -> list[str]:
    found: list[str] = tab.ask(f"(id) => [...{_ROW}.querySelectorAll('text')].map((one) => one.textContent)", tie)
    return found


def test_each_tie_has_one_row_and_those_without_a_date_stand_below(
    chrome: Any, page_file: Path, page: PageModel
) -> None:
    tab = Tab(chrome, page_file, "view=timeline&lang=ja")
    rows = tab.ask(f"{_ROWS}.map((one) => one.dataset.tie)")
    assert sorted(rows) == sorted(tie.id for tie in page.relationships)
    undated = {tie.id for tie in page.relationships if not tie.date}
    assert set(rows[-len(undated) :]) == undated
    assert "文書に日付の記載がない関係" in tab.page.inner_text("#timeline")
    assert tab.ask(f"(id) => {_ROW}.querySelectorAll('line').length", next(iter(undated))) == 0
    tab.quiet()


def test_a_row_says_kind_beginning_replacement_and_from_when_it_is_held(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=timeline&lang=en")
    assert set(texts(tab, "agreement/kagoshima-napoli")) == {"Naples", "Sister city", "1960"}
    assert "2017 replaced" in texts(tab, "agreement/kumamoto-kaohsiung-mou")
    assert "Rome, Georgia (inherited 2010)" in texts(tab, "agreement/ueki-rome")
    # In force: an arrow at the right; replaced: none.
    arrows = f"(id) => {_ROW}.querySelectorAll('path').length"
    assert tab.ask(arrows, "agreement/kagoshima-napoli") == 1
    assert tab.ask(arrows, "agreement/kumamoto-kaohsiung-mou") == 0
    tab.page.hover("#timeline .row[data-tie='agreement/ueki-rome'] > text >> nth=0")
    assert "held by Kumamoto since 23 March 2010" in tab.page.inner_text(".tip:visible")
    tab.quiet()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_kind_is_cut_and_names_have_the_room_that_they_need(chrome: Any, page_file: Path, language: str) -> None:
    tab = Tab(chrome, page_file, f"view=timeline&lang={language}")
    words = tab.ask(f"{_ROWS}.flatMap((row) => [...row.querySelectorAll('text')].map((one) => one.textContent))")
    assert [word for word in words if word.endswith("…")] == []
    if language == "en":
        assert "Memorandum of understanding" in texts(tab, "agreement/kumamoto-kaohsiung-mou")
    touching = tab.ask(
        f"{_ROWS}.filter((row) => {{ const boxes = [...row.querySelectorAll('text')].map((one) => one.getBBox());"
        " return boxes.some((p, at) => boxes.slice(0, at).some((q) => p.x < q.x + q.width && q.x < p.x + p.width)); })"
        ".map((row) => row.dataset.tie)"
    )
    assert touching == []
    # On a narrow page a kind stands whole or is told on hover alone.
    narrow = Tab(chrome, page_file, f"view=timeline&lang={language}", viewport={"width": 1000, "height": 860})
    kinds = set(narrow.ask("intercity.data.ties.map((tie) => intercity.page.text(tie.kind))"))
    small = narrow.ask(
        f"{_ROWS}.flatMap((row) => [...row.querySelectorAll('text[text-anchor=start], text:not([text-anchor])')]"
        ".filter((one) => one.getAttribute('x') === '14').map((one) => one.textContent))"
    )
    assert small
    assert set(small) <= kinds
    tab.quiet()


def test_the_years_with_exchanges_are_marked_and_counted(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "view=timeline&lang=en")
    tie = "agreement/kumamoto-guilin"
    met = [one for one in page.exchanges if one.tie == tie and one.date]
    years = Counter(one.date.removeprefix("FY")[:4] for one in met)
    marks = f"(id) => {_ROW}.querySelectorAll('circle').length - 1"  # without the one at the beginning
    assert tab.ask(marks, tie) == len(years)
    year, count = years.most_common(1)[0]
    said = tab.ask(
        f"([id, year]) => [...{_ROW}.querySelectorAll('circle')].map((one) => tips.get(one)?.[1])"
        ".find((line) => line?.startsWith(year))",
        [tie, year],
    )
    assert said == f"{year}: {count} exchanges"
    tab.quiet()


def test_a_row_opens_its_tie_and_keys_go_from_row_to_row(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=timeline&lang=en")
    tab.page.click("#timeline .row[data-tie='agreement/kumamoto-guilin']")
    assert tab.page.inner_text("#panel h2") == "Kumamoto–Guilin friendship city"
    assert "tie=agreement/kumamoto-guilin&view=timeline" in tab.page.url
    tab.page.focus("#timeline")
    tab.page.keyboard.press("ArrowDown")
    after = tab.ask("intercity.state.tie")
    assert after == "agreement/kumamoto-san-antonio"
    tab.page.keyboard.press("Enter")
    assert tab.ask("document.activeElement.id") == "panel"
    tab.page.keyboard.press("Escape")
    assert tab.ask("[intercity.state.tie, document.activeElement.id]") == [None, "timeline"]
    tab.quiet()


def test_the_timeline_as_a_file_has_its_words_as_text(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=timeline&lang=ja")
    svg = tab.ask("intercity.views.timeline.svg()")
    for label in ("熊本市", "ナポリ市", "1979", "友好都市"):
        assert f">{label}</text>" in svg


def test_no_year_has_slipped_from_its_place(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=timeline&lang=ja")
    years = tab.ask(
        "[...document.querySelectorAll('#timeline svg > g:last-of-type text')]"
        ".filter((one) => /^\\d{4}$/.test(one.textContent))"
        ".map((one) => [Number(one.textContent), Number(one.getAttribute('x'))])"
    )
    assert [year for year, _ in years] == [1960, 1970, 1980, 1990, 2000, 2010, 2020]
    steps = {round(b - a, 3) for (_, a), (_, b) in itertools.pairwise(years)}
    assert len(steps) == 1
