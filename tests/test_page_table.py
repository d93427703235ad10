"""The table of the page: sorted by any column, filtered with the rest, safe to open in a spreadsheet."""

import base64
import csv
import hashlib
import io
import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.tabs import Tab
from viz.model import PageModel, model
from viz.page import html

_SHOWN = (
    "[...document.querySelectorAll('tr[data-tie]')].filter((row) => row.checkVisibility())"
    ".map((row) => row.dataset.tie)"
)


def test_a_column_sorts_both_ways_and_says_so(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "view=table&lang=en")
    assert tab.ask(_SHOWN) == [tie.id for tie in page.relationships]
    head = "th[data-sort=signed]"
    tab.page.click(f"{head} button")
    assert tab.page.get_attribute(head, "aria-sort") == "ascending"
    assert tab.ask(_SHOWN)[0] == "agreement/kagoshima-napoli"
    first = tab.ask(_SHOWN)
    dated = [tie.id for tie in page.relationships if tie.date]
    assert set(first[: len(dated)]) == set(dated), "those without a date come last"
    tab.page.click(f"{head} button")
    assert tab.page.get_attribute(head, "aria-sort") == "descending"
    tab.page.focus("th[data-sort=exchanged] button")
    tab.page.keyboard.press("Enter")
    assert tab.page.get_attribute(head, "aria-sort") is None
    assert set(tab.ask(_SHOWN)[:2]) == {"agreement/kumamoto-san-antonio", "agreement/kumamoto-heidelberg"}
    tab.quiet()


def test_the_table_follows_the_filters_and_a_row_opens_its_tie(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "view=table&lang=en")
    tab.page.click("input[data-group=member]")
    assert len(tab.ask(_SHOWN)) == sum(tie.group != "member" for tie in page.relationships)
    assert tab.page.inner_text("#rows").startswith(f"{len(tab.ask(_SHOWN))} of {len(page.relationships)}")
    tab.page.click("tr[data-tie='agreement/kagoshima-perth'] td.date")
    assert tab.page.inner_text("#panel h2") == "Kagoshima–Perth sister city"
    assert "chosen" in (tab.page.get_attribute("tr[data-tie='agreement/kagoshima-perth']", "class") or "")
    tab.page.click("tr[data-tie='agreement/kagoshima-perth'] a >> nth=2")
    assert tab.ask("[intercity.state.node, intercity.state.tie]") == ["lg/au-perth", None]
    tab.page.focus("tr[data-tie='agreement/kumamoto-guilin'] a >> nth=0")
    tab.page.keyboard.press("Enter")
    assert tab.page.inner_text("#panel h2") == "Kumamoto–Guilin friendship city", "by key too"
    assert tab.ask("document.activeElement.id") == "panel"
    tab.quiet()


def read(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_file_has_the_rows_that_are_shown(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "view=map&lang=en&hide=member,runs")
    tab.page.click("#save summary")
    with tab.page.expect_download() as saved:
        tab.page.click("[data-save=csv]")
    rows = {row["id"]: row for row in read(Path(saved.value.path()))}
    assert set(rows) == {tie.id for tie in page.relationships if tie.group not in ("member", "runs")}
    rome = rows["agreement/ueki-rome"]
    assert (rome["Kind"], rome["Parties"], rome["Former party"]) == ("Sister city", "Kumamoto; Rome, Georgia", "Ueki")
    assert (rome["Signed"], rome["Status"], rome["as printed"]) == ("1995-05-29", "Concluded", "姉妹都市")
    assert rome["Source"] == "Kumamoto 2016; Kumamoto 2022"
    assert rome["Exchanges"] == str(sum(one.tie == "agreement/ueki-rome" for one in page.exchanges))
    assert tab.messages == []


def test_no_cell_is_run_as_a_formula(
    chrome: Any, page_rows: Mapping[str, Sequence[Mapping[str, object]]], tmp_path: Path
) -> None:
    spoilt = {name: [dict(row) for row in of] for name, of in page_rows.items()}
    starts = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
    for row, start in zip(spoilt["page-nodes"], itertools.cycle(starts), strict=False):
        row["en"] = f'{start}HYPERLINK("x","y")'
    path = tmp_path / "page.html"
    path.write_text(html(model(spoilt)), encoding="utf-8", newline="")
    tab = Tab(chrome, path, "view=table&lang=en")
    text = tab.ask("intercity.views.table.csv()")
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) for cell in row]
    for start in starts:
        assert any(cell.startswith(f"'{start}HYPERLINK") for cell in cells), start
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]


def test_a_long_table_is_shown_in_part_and_saved_whole(
    chrome: Any, page: PageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viz.listing.MOST", 20)
    path = tmp_path / "page.html"
    script = html(page).replace("const MOST = 2000; // rows at a time", "const MOST = 20;")
    known = re.search(r"<script>(.*)</script>", script, re.S)
    assert known
    digest = base64.b64encode(hashlib.sha256(known[1].encode()).digest()).decode()
    path.write_text(
        re.sub(r"script-src '[^']*'", f"script-src 'sha256-{digest}'", script), encoding="utf-8", newline=""
    )
    tab = Tab(chrome, path, "view=table&lang=en")
    assert tab.ask(_SHOWN) == [tie.id for tie in page.relationships[:20]]
    assert "the first 20 are shown" in tab.page.inner_text("#rows")
    tab.page.click("th[data-sort=signed] button")
    tab.page.click("th[data-sort=signed] button")
    assert len(tab.ask(_SHOWN)) == 20
    late = "agreement/kumamoto-renkei-pact-yamaga"
    tab.page.click("input[data-group=sister]")
    tab.page.click("#undated")
    assert tab.ask(_SHOWN)[0] != page.relationships[0].id
    tab.page.select_option("#country", "country/jp")
    tab.page.fill("#from", "2022")
    tab.page.press("#from", "Tab")
    assert late in tab.ask(_SHOWN), "rows that do not stand in the file are made"
    assert len(tab.ask("intercity.views.table.csv()").strip().split("\r\n")) == len(tab.ask(_SHOWN)) + 1
    tab.quiet()
