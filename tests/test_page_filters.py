"""The filters of the page: years and what held in them, countries, periods, silence; the address that keeps them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.tabs import Tab
from viz.model import PageModel
from viz.page import html

_TIES = "intercity.data.ties.filter(intercity.state.visibleTie).map(({ id }) => id)"
_LINES = "intercity.data.edges.filter(intercity.state.visibleLine).map(({ id }) => id)"


def year(tab: Tab, value: int) -> None:
    tab.page.locator("#asof").evaluate(
        "(range, value) => { range.value = value; range.dispatchEvent(new Event('input')) }", value
    )


@pytest.mark.parametrize(
    ("when", "shown", "hidden"),
    [
        # Signed on 3 May 1960, and the first tie of all.
        (1959, set(), {"agreement/kagoshima-napoli"}),
        (1960, {"agreement/kagoshima-napoli"}, set()),
        # The memorandum of 2013 gave way to the agreement of January 2017: in that year either may be meant.
        (2014, {"agreement/kumamoto-kaohsiung-mou"}, {"agreement/kumamoto-kaohsiung"}),
        (2017, {"agreement/kumamoto-kaohsiung-mou", "agreement/kumamoto-kaohsiung"}, set()),
        (2018, {"agreement/kumamoto-kaohsiung"}, {"agreement/kumamoto-kaohsiung-mou"}),
        # Members that came later to the region of 2016.
        (2018, {"agreement/kumamoto-renkei-pact-2016"}, {"agreement/kumamoto-renkei-pact-kikuchi"}),
        (2021, {"agreement/kumamoto-renkei-pact-kikuchi"}, {"agreement/kumamoto-renkei-pact-yamaga"}),
        (2022, {"agreement/kumamoto-renkei-pact-yamaga"}, set()),
    ],
)
def test_a_year_shows_what_may_have_held_in_it(
    chrome: Any, page_file: Path, when: int, shown: set[str], hidden: set[str]
) -> None:
    tab = Tab(chrome, page_file, "lang=ja&view=table")
    year(tab, when)
    ties = set(tab.ask(_TIES))
    assert shown <= ties
    assert not hidden & ties
    rows = "[...document.querySelectorAll('tr[data-tie]:not([hidden])')].map((row) => row.dataset.tie)"
    assert set(tab.ask(rows)) == ties
    assert f"asof={when}" in tab.page.url
    assert tab.page.inner_text("#year") == str(when)
    tab.quiet()


def test_rome_was_uekis_until_2010_and_kumamotos_after(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=en&asof=2000&node=lg/jp-431001")
    partners = "[...document.querySelectorAll('#panel .who')].map((one) => one.innerText).join(';')"
    assert "San Antonio" in tab.ask(partners)
    assert "Rome, Georgia" not in tab.ask(partners)
    lines = tab.ask(_LINES)
    assert "agreement/ueki-rome" not in lines
    assert "agreement/ueki-rome--jp-433853" in lines
    tab.ask("intercity.choose('lg/jp-433853')")
    assert "Rome, Georgia" in tab.ask(partners)
    year(tab, 2012)
    lines = tab.ask(_LINES)
    assert "agreement/ueki-rome" in lines
    assert "agreement/ueki-rome--jp-433853" not in lines
    assert "Rome, Georgia" not in tab.ask(partners)
    tab.ask("intercity.choose('lg/jp-431001')")
    assert "Rome, Georgia" in tab.ask(partners)
    year(tab, 2010)
    assert {"agreement/ueki-rome", "agreement/ueki-rome--jp-433853"} <= set(tab.ask(_LINES)), (
        "the year it changed hands"
    )
    hidden = set(tab.ask("intercity.views.network.view.hidden()"))
    assert hidden.isdisjoint(tab.ask(_LINES)), "the picture follows"
    assert len(hidden) + len(tab.ask(_LINES)) == tab.ask("intercity.data.edges.length")
    tab.quiet()


def test_ties_without_a_date_stay_and_are_marked_until_asked_away(
    chrome: Any, page_file: Path, page: PageModel
) -> None:
    tab = Tab(chrome, page_file, "lang=en&asof=1990&view=timeline")
    undated = {tie.id for tie in page.relationships if not tie.date}
    assert undated <= set(tab.ask(_TIES))
    tab.ask("intercity.choose('lg/jp-462187')")
    assert "no date in source" in tab.page.locator("#panel .chip").all_inner_texts()
    tab.page.click("#undated")
    assert not undated & set(tab.ask(_TIES))
    assert "undated=no" in tab.page.url
    tab.quiet()


def test_a_country_a_period_and_silence(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "lang=en")
    assert "Germany" in tab.page.inner_text("#country")
    tab.page.select_option("#country", "country/de")
    assert tab.ask(_TIES) == ["agreement/kumamoto-heidelberg"]
    assert set(tab.ask("[...intercity.state.visibleNodes()]")) == {"lg/jp-431001", "lg/de-heidelberg"}
    tab.page.click("#reset")
    assert len(tab.ask(_TIES)) == len(page.relationships)
    tab.page.fill("#from", "1979")
    tab.page.fill("#to", "1982")
    tab.page.press("#to", "Tab")
    tab.page.click("#undated")
    assert tab.ask(_TIES) == ["agreement/kumamoto-guilin", "agreement/kagoshima-changsha"]
    tab.page.click("#reset")
    tab.page.select_option("#quiet", "seen")
    assert set(tab.ask(_TIES)) == {one.tie for one in page.exchanges} & {tie.id for tie in page.relationships}
    tab.page.select_option("#quiet", "2021")
    # As the question `dormant` has it: ties that cities keep, concluded, with no dated exchange since.
    quiet = set(tab.ask(_TIES))
    latest = {
        tie.id: max((one.latest for one in page.exchanges if one.tie == tie.id), default="")
        for tie in page.relationships
    }
    kept = {tie.id for tie in page.relationships if tie.between and tie.standing == "concluded"}
    assert quiet == {key for key in kept if latest[key] < "2021-01-01"}
    assert "agreement/kumamoto-fukui" not in quiet
    assert "agreement/kumamoto-guilin" in quiet
    tab.quiet()


def test_the_address_keeps_everything_and_strange_values_are_dropped(chrome: Any, page_file: Path) -> None:
    address = (
        "node=lg/jp-462012&view=timeline&asof=1999&hide=member&hide-class=company"
        "&cc=jp&from=1960&to=1990&quiet=2021&undated=no&lang=en"
    )
    tab = Tab(chrome, page_file, address)
    assert tab.page.url.partition("#")[2] == address
    assert tab.page.is_visible("#timeline")
    assert tab.page.input_value("#asof") == "1999"
    assert tab.page.is_checked("input[data-group=sister]")
    assert not tab.page.is_checked("input[data-group=member]")
    assert not tab.page.is_checked("input[data-class=company]")
    assert tab.page.input_value("#country") == "country/jp"
    strange = Tab(
        chrome, page_file,
        "view=__proto__&asof=99999&hide=constructor,<b>&cc=xx&from=abcd&to=3000&quiet=never&tie=no&node=toString&lang=xx",
    )  # fmt: skip
    assert strange.page.is_visible("#network")
    assert strange.ask("[intercity.page.narrowed(), intercity.state.node, intercity.state.tie]") == [False, None, None]
    tab.ask("location.hash = '#view=map&lang=ja'")
    tab.page.wait_for_function("intercity.state.view === 'map' && intercity.state.asof === null")
    assert tab.page.is_visible("#map")
    tab.quiet()
    strange.quiet()


def test_views_share_the_choice_and_the_tabs_go_by_arrow(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=en&node=lg/it-napoli")
    tab.page.focus("#tab-network")
    seen = []
    for _ in range(4):
        tab.page.keyboard.press("ArrowRight")
        seen.append(tab.ask("document.activeElement.id"))
        assert tab.page.inner_text("#panel h2") == "Naples"
        chosen = tab.ask(
            "[...document.querySelectorAll('[role=tab]')].filter((one) => one.ariaSelected === 'true').length"
        )
        assert chosen == 1
        assert tab.page.locator("[role=tabpanel]:visible").count() == 1
    assert seen == ["tab-map", "tab-timeline", "tab-table", "tab-network"]
    tab.page.keyboard.press("End")
    assert tab.ask("intercity.state.view") == "table"
    tab.quiet()


def test_what_changes_is_said_to_those_who_listen(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "lang=en")
    assert tab.page.get_attribute("#status", "aria-live") == "polite"
    everything = tab.page.inner_text("#status")
    nodes, ties = len(page.nodes), len(page.relationships)
    assert everything == f"{nodes} of {nodes} entities, {ties} of {ties} relationships"
    year(tab, 1985)
    assert tab.page.inner_text("#status") != everything
    assert tab.page.get_attribute("#asof", "aria-valuetext") == "1985"
    tab.quiet()


def test_a_year_reaches_states_exchanges_and_counts(chrome: Any, page_file: Path) -> None:
    """The memorandum of 2013 was in force in 2014, though it has run out since; exchanges of 2015 are not told yet."""
    tab = Tab(chrome, page_file, "lang=en&asof=2014&node=lg/tw-kaohsiung")
    row = "document.querySelector('tr[data-tie=\"agreement/kumamoto-kaohsiung-mou\"]').cells[4].textContent"
    assert tab.page.inner_text("#panel .tie .chip") == "in force then (later: Expired)"
    assert "not in force in 2014" in tab.page.inner_text("#panel .count-line")
    assert tab.ask("[...document.querySelectorAll('#panel h3')].at(-1).textContent").endswith("exchanges up to 2014")
    told = "[...document.querySelectorAll('#panel [data-exchange]')].map((one) => one.dataset.exchange)"
    assert tab.ask(told)
    assert not [one for one in tab.ask(told) if one > "event/2015"]
    members = "document.querySelector('input[data-group=member]').closest('.key').querySelector('.count').textContent"
    then = int(tab.ask(members))
    tab.page.click("#tab-table")
    assert tab.ask(row) == "in force then (later: Expired)"
    year(tab, 2024)
    assert tab.ask(row) == "Expired"
    assert int(tab.ask(members)) > then
    tab.quiet()


def test_a_page_of_a_year_opens_in_it(chrome: Any, tmp_path: Path, page: PageModel) -> None:
    path = tmp_path / "page.html"
    path.write_text(html(replace(page, asof=2014)), encoding="utf-8")
    tab = Tab(chrome, path, "lang=en")
    assert tab.page.inner_text("#year") == "2014"
    year(tab, 9999)
    assert "asof=all" in tab.page.url
    tab.page.reload()
    assert tab.ask("intercity.state.asof") is None
    tab.quiet()
