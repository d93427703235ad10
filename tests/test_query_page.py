"""The query page in a browser: it asks its own endpoint and nobody else, shows names as text, and needs no mouse."""

import hashlib
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import Store

from queries import catalogue, run
from queries.page import POLICY, page
from tests.conftest import ROOT, needs
from viz.pictures import browser, chromium

# The one thing in this repository that others made: what npm gives for @zazuko/yasqe 4.6.2, byte for byte.
VENDORED = {
    "yasqe.min.js": "288202e5f1c0195a71d1190b35c052ad5e5103e73d61455da029ffcacb7f9347",
    "yasqe.min.css": "f82256c2a56f83a5356abef88c760cff67da21e38873e744db73afaf08f285a2",
}
HOSTILE = '<img src=x onerror=alert(1)>"><script>alert(2)</script>\u202e'
HOSTILE_GRAPH = f"""
<https://w3id.org/icr/id/lg/x> <http://www.w3.org/2004/02/skos/core#prefLabel> {json.dumps(HOSTILE)}@ja ,
    {json.dumps(HOSTILE)}@en ; <http://e/tie> <http://e/%3Cscript%3Ealert(3)%3C/script%3E> .
"""


@pytest.mark.parametrize("name", VENDORED)
def test_the_vendored_editor_is_the_published_one(name: str) -> None:
    folder = files("queries.page").joinpath("vendor")
    assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == VENDORED[name]
    licences = folder.joinpath("LICENSES.txt").read_text(encoding="utf-8")
    assert "@zazuko/yasqe 4.6.2" in licences
    assert "Permission is hereby granted" in licences


def test_the_page_holds_nothing_inline_and_names_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    for path, file in page().items():
        if "vendor" in path:
            continue
        text = file.content.decode()
        if file.media_type.startswith("text/html"):
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", text)
            assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
        if file.media_type.startswith("text/css"):
            assert "url(" not in text
            assert "@import" not in text


def test_the_page_knows_every_question(store: Store) -> None:
    known = json.loads(page()["page/known.json"].content)
    names = {one["name"] for one in known["questions"]}
    asked = {name for name, one in catalogue().items() if not {"page", "table"} & set(one.tags)}
    assert names == {name for name in asked if not catalogue()[name].measure}, "a measure works outside SPARQL"
    assert all(one["en"] and one["ja"] for one in known["questions"])
    used = {row["p"] for row in run("SELECT DISTINCT ?p { ?s ?p ?o }", store)}
    assert {iri for iri, kind in known["terms"] if kind == "property"} & used


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    needs(chromium() is not None, "no Chromium on this machine")
    with browser() as opened:
        yield opened


def serving(*options: str) -> Iterator[str]:
    """The address of an endpoint of our own, in a process of its own."""
    command = [sys.executable, str(ROOT / "build_graph.py"), "serve", "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    yield from serving()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("hostile") / "graph.ttl"
    path.write_text(HOSTILE_GRAPH, encoding="utf-8")
    yield from serving("--graph", str(path))


class Tab:
    """A tab on the page that remembers every request, message, error and dialog."""

    def __init__(self, chrome: Any, address: str, fragment: str = "lang=en", **options: Any) -> None:
        settings: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
        self.page = chrome.new_page(**settings | options)
        self.address = address
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(f"{address}#{fragment}")
        self.answers(1)

    def answers(self, number: int) -> None:
        """Wait until so many questions were answered."""
        self.page.wait_for_function("number => Number(document.body.dataset.answered || 0) >= number", arg=number)

    def next(self, action: Any) -> None:
        """Do something that asks a question, and wait for its answer."""
        before = int(self.page.evaluate("document.body.dataset.answered"))
        action()
        self.answers(before + 1)

    def rows(self) -> list[list[str]]:
        found: list[list[str]] = self.page.evaluate(
            "[...document.querySelectorAll('#table tbody tr')].map(row => [...row.cells].map(cell => cell.innerText))"
        )
        return found

    def value(self) -> str:
        return str(self.page.evaluate("icr.editor().getValue()"))

    def ask(self, text: str) -> None:
        self.page.evaluate("text => icr.editor().setValue(text)", text)
        self.next(lambda: self.page.click("#run"))

    def quiet(self) -> None:
        assert self.messages == []
        assert [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))] == []
        self.page.close()


@pytest.fixture
def tab(chrome: Any, address: str) -> Iterator[Tab]:
    opened = Tab(chrome, address)
    yield opened
    opened.quiet()


def test_it_opens_with_an_answer_in_both_languages(tab: Tab, store: Store) -> None:
    partners = run("partners", store)
    assert [row[0] for row in tab.rows()] == [row["partner_en"] for row in partners]
    tab.page.click("#language")
    assert [row[0] for row in tab.rows()] == [row["partner"] for row in partners]
    assert tab.page.inner_text("#summary") == catalogue()["partners"].summary_ja
    assert tab.page.evaluate("document.documentElement.lang") == "ja"
    visible = tab.page.evaluate("document.body.innerText.replace(/[\\s\\S]*?パラメータ/, '')")
    assert "Choose a question" not in visible


def test_choosing_a_question_loads_it_with_its_parameters(tab: Tab, store: Store) -> None:
    tab.page.fill("#filter", "alliance day")
    tab.next(lambda: tab.page.click("#list button:has(small:text-is('members'))"))
    assert len(tab.rows()) == len(run("members", store))
    assert tab.page.input_value("#parameter-alliance") == "Kumamoto Core Urban Area"
    tab.page.fill("#parameter-as_of", "2016-04-01")
    tab.next(lambda: tab.page.dispatch_event("#parameter-as_of", "change"))
    assert len(tab.rows()) == len(run("members", store, as_of="2016-04-01"))
    assert '"2016-04-01"^^' in tab.value()
    tab.page.fill("#parameter-as_of", "")
    tab.next(lambda: tab.page.dispatch_event("#parameter-as_of", "change"))
    assert len(tab.rows()) == len(run("members", store))
    tab.page.fill("#filter", "by-field")
    tab.next(lambda: tab.page.click("#list button:has-text('by-field')"))
    tab.page.fill("#parameter-field", "文化")
    tab.next(lambda: tab.page.press("#parameter-field", "Enter"))
    assert len(tab.rows()) == len(run("by-field", store, field="文化"))


def test_a_parameter_takes_a_name_in_either_language_and_refuses_others(tab: Tab, store: Store) -> None:
    for name in ("鹿児島市", "kagoshima", "jp-462012"):
        tab.page.fill("#parameter-city", name)
        tab.next(lambda: tab.page.press("#parameter-city", "Enter"))
        assert len(tab.rows()) == len(run("partners", store, city="鹿児島市"))
    before = tab.value()
    tab.page.fill("#parameter-city", "> } SERVICE <http://e/> { ?s ?p ?o")
    tab.page.press("#parameter-city", "Enter")
    assert tab.page.get_attribute("#parameter-city", "aria-invalid") == "true"
    assert "Not in the graph" in tab.page.inner_text("#parameters")
    assert tab.value() == before


def test_every_question_is_answered_as_at_home(tab: Tab, store: Store) -> None:
    for one in json.loads(page()["page/known.json"].content)["questions"]:
        tab.next(lambda one=one: tab.page.click(f"#list button:has(small:text-is('{one['name']}'))"))
        assert tab.page.is_hidden("#error"), one["name"]
        total = len(run(one["name"], store))
        said = tab.page.inner_text("#status").partition(" ·")[0]
        assert said == ("1 row" if total == 1 else f"{total:,} rows"), one["name"]


def test_the_editor_colours_completes_and_lets_go_by_keyboard(tab: Tab) -> None:
    assert tab.page.locator("#editor .cm-keyword").count() > 3
    tab.page.evaluate("icr.editor().setValue('PREFIX icr: <https://w3id.org/icr/def#>\\nSELECT * { ?a icr:hasPa')")
    tab.page.evaluate("icr.editor().setCursor(1, 99); icr.editor().focus()")
    tab.page.keyboard.press("Control+Space")
    tab.page.wait_for_selector(".CodeMirror-hints li:text-is('icr:hasParty')")
    tab.page.keyboard.press("Enter")
    assert tab.value().endswith("icr:hasParty")
    tab.page.evaluate("icr.editor().setValue('SELECT * { ?a ')")
    tab.page.evaluate("icr.editor().setCursor(0, 99)")
    tab.page.keyboard.type("skos:")
    tab.page.wait_for_function(
        "() => icr.editor().getValue().startsWith('PREFIX skos: <http://www.w3.org/2004/02/skos/core#>')"
    )
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("Escape")
    assert tab.page.evaluate("document.activeElement.id") == "run"
    tab.page.keyboard.press("Shift+Tab")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.id") == "run"
    before = tab.value()
    tab.page.focus(".skip")
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "answer"
    assert tab.value() == before


def test_the_network_shows_the_rows(tab: Tab, store: Store) -> None:
    tab.page.focus("#tab-table")
    tab.page.keyboard.press("ArrowRight")
    assert tab.page.locator("#network line").count() == len({row["partner_id"] for row in run("partners", store)})
    assert "Kumamoto" in tab.page.locator("#network text").all_text_contents()
    tab.ask("PREFIX icr: <https://w3id.org/icr/def#> CONSTRUCT { ?a icr:within ?b } { ?a icr:within ?b }")
    triples = run("SELECT ?a ?b { ?a <https://w3id.org/icr/def#within> ?b }", store)
    assert tab.page.locator("#network line").count() == len(triples)
    assert tab.page.inner_text("#tab-text") == "N-Triples"


def test_answers_are_taken_away(tab: Tab, store: Store) -> None:
    home = run("partners", store)
    for button, text in (("#csv", home.csv()), ("#json", home.json())):
        with tab.page.expect_download() as started:
            tab.page.click(button)
        content = Path(started.value.path()).read_text(encoding="utf-8")
        assert started.value.suggested_filename.startswith("partners.")
        if button == "#csv":
            assert content.splitlines() == text.splitlines()
        else:
            assert json.loads(content) == json.loads(text)


def test_a_link_opens_the_same_question(tab: Tab, chrome: Any) -> None:
    text = "SELECT ?city { ?city a <https://w3id.org/icr/def#Alliance> } # 大阪 & #2"
    tab.ask(text)
    rows, link = tab.rows(), tab.page.url
    tab.next(lambda: tab.page.go_back())
    assert tab.page.inner_text("#summary") == catalogue()["partners"].summary
    assert len(tab.rows()[0]) == 5
    other = Tab(chrome, tab.address, link.partition("#")[2])
    assert (other.value(), other.rows()) == (text, rows)
    other.next(lambda: other.page.locator("#table td a").first.click())
    assert "icr:Alliance" in [row[1] for row in other.rows()]
    other.quiet()


def test_a_link_to_a_question_as_it_stands_is_short(tab: Tab) -> None:
    tab.next(lambda: tab.page.click("#list button:has(small:text-is('conflicts'))"))
    assert tab.page.url == f"{tab.address}#lang=en&question=conflicts"


def test_a_question_can_be_stopped(tab: Tab) -> None:
    tab.page.evaluate("icr.editor().setValue('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }')")
    tab.page.click("#run")
    tab.next(lambda: tab.page.click("#stop"))
    assert tab.page.inner_text("#status") == "Stopped."
    tab.ask("ASK {}")
    assert tab.page.inner_text("#table") == "Yes"


def test_yes_or_no_nothing_and_sorting(tab: Tab) -> None:
    tab.ask("ASK { ?s ?p ?o }")
    assert tab.page.inner_text("#table") == "Yes"
    tab.ask("SELECT ?s { ?s <http://e/none> ?o }")
    assert tab.page.inner_text("#table").startswith("No rows.")
    tab.ask("SELECT ?n { VALUES ?n { 9 10 2 } }")
    for expected in (["2", "9", "10"], ["10", "9", "2"], ["9", "10", "2"]):
        tab.page.click("#table th button")
        assert [row[0] for row in tab.rows()] == expected
    tab.ask("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1200")
    assert len(tab.rows()) == 500
    assert "500 of 1,200 rows shown" in tab.page.inner_text("#table")
    tab.page.click("#table .more button")
    assert len(tab.rows()) == 1000


def test_errors_say_what_is_wrong_and_where(chrome: Any, address: str) -> None:
    tab = Tab(chrome, address)
    tab.ask("SELECT * { ?s ?p }")
    assert re.match(r"400 .*1:", tab.page.inner_text("#error"))
    assert tab.page.is_hidden("#table")
    tab.ask("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert "SERVICE is refused" in tab.page.inner_text("#error")
    tab.page.evaluate("document.body.dataset.endpoint = 'http://127.0.0.1:9/'")
    tab.ask("ASK {}")
    assert "does not answer" in tab.page.inner_text("#error"), "the policy lets it reach nobody else"
    tab.page.close()


def test_hostile_names_are_text(chrome: Any, hostile: str) -> None:
    tab = Tab(
        chrome,
        hostile,
        f"lang=en&query={quote('SELECT ?a ?a_en ?b { ?a ?p ?b ; ?label ?a_en FILTER(ISLITERAL(?a_en)) }')}",
    )
    assert any(HOSTILE in cell for row in tab.rows() for cell in row)
    for view in ("#tab-network", "#tab-text", "#tab-table"):
        tab.page.click(view)
    tab.page.fill("#filter", HOSTILE)
    tab.page.fill("#filter", "")
    tab.next(lambda: tab.page.click("#list button:has(small:text-is('partners'))"))
    tab.next(lambda: tab.page.goto(f"{hostile}#lang=en&question={quote(HOSTILE)}&query={quote(HOSTILE)}"))
    assert tab.page.is_visible("#error")
    assert tab.page.evaluate("document.querySelectorAll('img, #work script').length") == 0
    assert [each for each in tab.messages if "Failed to load resource" not in each] == []
    tab.messages.clear()
    tab.quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_on_a_phone_and_on_a_desk(chrome: Any, address: str, scheme: str) -> None:
    """Nothing is wider than the window; text reaches 4.5:1 against what is behind it (WCAG 2.2, 1.4.3)."""
    for width in (390, 1440):
        tab = Tab(chrome, address, "lang=ja", viewport={"width": width, "height": 844}, color_scheme=scheme)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.page.evaluate(CONTRAST) == []
        tab.page.click("#tab-network")
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        tab.quiet()


CONTRAST = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const shares = [0.2126, 0.7152, 0.0722];
  const light = (colour) => shares.reduce((sum, share, at) => sum + share * linear(colour[at] / 255), 0);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest(".skip, svg")) continue;
    const pair = [parse(getComputedStyle(element).color), behind(element)].map(light);
    const [more, less] = pair.sort((x, y) => y - x);
    if ((more + 0.05) / (less + 0.05) < 4.5) weak.push(`${element.className}: ${element.textContent}`);
  }
  return weak;
}"""


def test_english_words_stay_whole_in_a_table_on_a_phone(chrome: Any, address: str) -> None:
    tab = chrome.new_page(viewport={"width": 390, "height": 844}, locale="en-GB")
    tab.goto(address)
    tab.wait_for_selector("#table td")
    lines = """cell => { const range = document.createRange(); range.selectNodeContents(cell)
      return [...new Set([...range.getClientRects()].map(one => Math.round(one.top)))].length }"""
    cells = [cell for cell in tab.query_selector_all("#table td") if cell.inner_text() in ("Heidelberg", "Germany")]
    assert [cell.evaluate(lines) for cell in cells] == [1, 1]
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.close()
