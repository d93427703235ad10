"""An answer as a page of its own: it says what was asked, opens offline on any screen, and shows texts as texts."""

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Store

from queries import Result, render, run

HOSTILE = "<script>alert(1)</script>\"'>&\u202e" + "x" * 80


def test_it_says_what_was_asked_in_the_reader_s_language(store: Store) -> None:
    answer = run("partners", store, city="鹿児島市")
    for language, said in (
        (
            "en",
            [
                "Which partners does a city have on a given day",
                "city: Kagoshima (lg/jp-462012) · 6 rows",
                ">signed</th>",
            ],
        ),
        (
            "ja",
            ["ある都市の提携先は", "調べる都市: 鹿児島市（lg/jp-462012） · 6行", ">締結日</th>", 'data-name="提携先"'],
        ),
    ):
        page = render(answer, "html", language=language)
        assert page.startswith(f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">')
        assert all(each in page for each in said)
        assert "http" not in page.replace("http-equiv", "")


def test_a_question_of_one_s_own_has_a_page_too() -> None:
    page = render(run("SELECT (1 AS ?n) {}", Store()), "html")
    assert "<h1>query</h1>" in page
    assert "<p>1 row</p>" in page
    assert ">1</td>" in page


def test_parameters_are_named_in_the_reader_s_language(store: Store) -> None:
    answer = run("agreements", store, as_of="1980-01-01")
    assert "<p>as-of: 1980-01-01 · 4 rows</p>" in render(answer, "html", language="en")
    assert "<p>基準日: 1980-01-01 · 4行</p>" in render(answer, "html", language="ja")


def test_hostile_texts_are_text() -> None:
    answer = Result(("a", "b_c"), ((Literal(HOSTILE), NamedNode("javascript:alert(1)")),), note="<b>old</b>")
    page = render(answer, "html", language="ja")
    assert "<script" not in page
    assert "\u202e" not in page
    assert "href" not in page
    assert "&lt;b&gt;old&lt;/b&gt;" in page


@pytest.fixture(scope="module")
def page(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheet")
    for name, language in (("表.html", "ja"), ("sheet.html", "en")):
        text = render(run("city-sheet", store, city="熊本市"), "html", language=language)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "表.html"


@pytest.mark.parametrize("width", [1280, 1100])
def test_the_english_one_fits_too(page: Path, chrome: Any, width: int) -> None:
    tab = chrome.new_page(viewport={"width": width, "height": 800})
    tab.goto(page.with_name("sheet.html").as_uri())
    assert tab.locator("div").evaluate("table => table.scrollWidth <= table.clientWidth")
    tab.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1100, "light"), (390, "dark")])
def test_it_fits_the_screen_and_asks_for_nothing(page: Path, chrome: Any, width: int, scheme: str) -> None:
    tab = chrome.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    requests: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(page.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.locator("div").evaluate("table => table.scrollWidth <= table.clientWidth")  # the last column is seen
    assert tab.locator("tbody tr").count() == 20
    assert tab.locator("td", has_text="桂林市").first.is_visible()
    at = tab.locator("thead").evaluate("head => getComputedStyle(head).position")
    assert at == ("absolute" if width < 600 else "static")  # on a phone each cell bears its column's name
    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
    assert said == []
    assert requests == [page.as_uri()]
    tab.close()
