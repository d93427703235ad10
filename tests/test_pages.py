"""The pages of single entities: what they say, where their links lead, their data, and that they run nothing."""

import functools
import hashlib
import http.client
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import Store

from graph.description import described
from graph.outputs import safe_name
from graph.turtle import ntriples, statements
from ontology import ID
from queries import run
from tests.test_page_hostile import HOSTILE, _hostile
from viz.charts import moves
from viz.model import PageModel, model
from viz.pages import moved, pages
from viz.paths import paths
from viz.site import material, site

ROOT = Path(__file__).parent.parent


class Reader(HTMLParser):
    """Links, ids and the text in each language of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.said = {"ja": "", "en": ""}
        self._stack: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.ids |= {given["id"] or ""} if "id" in given else set()
        self.links += [given["href"] or ""] if "href" in given else []
        if tag not in ("meta", "link", "path", "circle"):
            language = (given.get("lang") or "") if tag in ("span", "a") else ""
            self._stack.append("style" if tag == "style" else language)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "link", "path", "circle"):
            self._stack.pop()
            self.said = {
                language: f"{text} " if tag in ("dd", "li", "div", "p", "dt") else text
                for language, text in self.said.items()
            }

    def handle_data(self, data: str) -> None:
        for language in self.said:
            if "style" not in self._stack and not {"ja", "en"} - {language} & set(self._stack):
                self.said[language] += data


@pytest.fixture(scope="module")
def made(store: Store) -> dict[str, str]:
    return site(material(store), store)


@pytest.fixture(scope="module")
def folder(made: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built 頁")
    for name, text in made.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8", newline="")
    return out


@pytest.fixture(scope="module")
def read(made: Mapping[str, str]) -> Callable[[str], Reader]:
    return functools.cache(lambda key: Reader(made[f"pages/{key}.html"]))


# ---- what they say


def test_every_entity_agreement_merger_and_exchange_has_a_page_and_its_data(
    made: Mapping[str, str], page: PageModel, store: Store
) -> None:
    keys = {node.id for node in page.nodes} | {one.id for one in page.exchanges}
    keys |= {tie.id for tie in page.relationships if tie.form == "agreement"} | {"change/kumamoto-ueki-2010"}
    # All of them, with the prefectures and states that no document names as a party.
    governments = run("SELECT ?x { ?x a <https://w3id.org/icr/def#LocalGovernment> }", store).rows
    keys |= {str(row["x"]).removeprefix(ID) for row in governments}
    assert "lg/us-ga" in keys
    wanted = {f"pages/{key}.{ending}" for key in keys for ending in ("html", "ttl")}
    assert made.keys() == wanted | {"pages/index.html", "index.html"}
    listed = {link.partition("#")[0] for link in Reader(made["pages/index.html"]).links}
    assert {f"{key}.html" for key in keys} <= listed


@pytest.mark.parametrize(
    ("key", "ja", "en"),
    [
        # kumamoto-2022, lines 458, 460 and 558-560; kumamoto-2016, lines 917-919
        ("lg/us-rome-ga", ["ローム市", "植木町", "旧当事者", "1995年5月29日", "2010年3月23日", "2015年5月"],
         ["Rome, Georgia", "Ueki", "Former party", "29 May 1995", "held by Kumamoto since 23 March 2010", "L460"]),
        ("agreement/ueki-rome", ["植木町から熊本市へ 2010年3月23日", "姉妹都市", "L460"],
         ["from Ueki to Kumamoto, 23 March 2010", "Sister city"]),
        ("lg/jp-431001", ["サンアントニオ市", "1987年12月28日", "L458"], ["San Antonio", "28 December 1987", "L458"]),
        # kumamoto-2022, lines 464, 466, 647-661: three parties, what it replaced, who came and went
        ("agreement/kumamoto-kaohsiung", ["熊本県", "熊本市", "高雄市", "2017年1月11日", "前の協定", "高雄市訪問団"],
         ["11 January 2017", "Replaces", "Signed in", "Delegation: 4", "Runners: 2", "L660–661", "Motive"]),
        ("agreement/kumamoto-kaohsiung-mou", ["2013年9月9日", "後の協定"], ["9 September 2013", "Replaced by"]),
        # kumamoto-2016, line 417 and kumamoto-2022, lines 275-277
        ("alliance/kumamoto-renkei", ["山鹿市", "菊池市", "山都町", "2016年3月30日", "17（2016年）", "19（2022年）"],
         ["Yamaga", "30 March 2016", "as printed", "L277"]),
        # kirishima-2023, lines 30-34: neither is signed
        ("lg/jp-462187", ["京セラ", "日本郵便"], ["Kyocera"]),
    ],
)  # fmt: skip
def test_pages_say_what_the_documents_state(
    read: Callable[[str], Reader], key: str, ja: list[str], en: list[str]
) -> None:
    for language, words in (("ja", ja), ("en", en)):
        text = read(key).said[language]
        assert [word for word in words if word not in text] == []


def test_no_fact_of_the_panel_is_missing(read: Callable[[str], Reader], page: PageModel) -> None:
    """All labels, values, printed words and lines of the model stand on the page of what they are about."""
    shorts = {document.id: document.short for document in page.sources}
    for key, facts in (
        [(node.id, (*node.facts, *node.numbers)) for node in page.nodes if node.cls != "pact"]
        + [(tie.id, tie.facts) for tie in page.relationships if tie.form == "agreement"]
        + [(one.id, one.facts) for one in page.exchanges]
        + [(tie.ends[1].node, tie.facts) for tie in page.relationships if tie.form == "membership"]
    ):
        said = read(key).said
        for fact in facts:
            parts = (fact.value.ja, said["ja"]), (fact.value.en, said["en"]), (fact.printed, said["ja"])
            assert [part for part, text in parts if part not in text] == [], key
            for cite in fact.cites:
                assert shorts[cite.document].ja in said["ja"], (key, cite)
        starts = {cite.start for fact in facts for cite in fact.cites}
        found = [range(int(a), int(b or a) + 1) for a, b in re.findall(r"L(\d+)(?:–(\d+))?", said["ja"])]
        assert {start for start in starts if not any(start in lines for lines in found)} == set(), key


def test_who_wants_to_cite_finds_name_edition_address_and_lines(
    made: Mapping[str, str], read: Callable[[str], Reader]
) -> None:
    edition = re.search(r'"edition":"([^"]+)"', made["index.html"])
    assert edition
    for language, accessed in (("ja", "閲覧"), ("en", "accessed")):
        said = read("agreement/ueki-rome").said[language]
        for part in (f"{ID}agreement/ueki-rome", edition[1], accessed, "L460"):
            assert part in said


def test_each_language_stands_alone(read: Callable[[str], Reader]) -> None:
    english = read("lg/us-rome-ga").said["en"]
    assert [word for word in ("件の関係", "旧当事者", "出典", "青少年交流") if word in english] == []
    japanese = read("lg/us-rome-ga").said["ja"]
    assert [word for word in ("Former", "Sister", "printed") if word in japanese] == []


# ---- where they lead


def test_every_link_of_every_page_leads_to_a_file(made: Mapping[str, str], page: PageModel) -> None:
    known = {node.id for node in page.nodes} | {tie.id for tie in page.relationships}
    for name, text in made.items():
        if not name.startswith("pages/") or not name.endswith(".html"):
            continue
        for link in Reader(text).links:
            path, _, anchor = link.partition("#")
            if path in ("", "data:,"):
                assert anchor in ("", "en")
                continue
            assert not re.match(r"[a-z]+:|/", path), f"{name}: {path} is not relative"
            target = os.path.normpath(PurePosixPath(name).parent / unquote(path)).replace(os.sep, "/")
            assert target in made, f"{name}: {link}"
            if target == "index.html":
                parts = dict(part.partition("=")[::2] for part in anchor.split("&"))
                assert parts.pop("lang") in ("ja", "en")
                assert {unquote(key) for key in parts.values()} <= known


def test_a_plain_web_server_serves_the_folder_as_it_is(folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        line = http.client.HTTPConnection("127.0.0.1", server.server_port)
        waiting, seen = ["/pages/index.html"], {"/pages/index.html"}
        while waiting:
            path = waiting.pop()
            line.request("GET", path)
            answer = line.getresponse()
            text = answer.read().decode("utf-8")
            assert answer.status == 200, path
            if path.endswith(".html") and path != "/index.html":
                for link in Reader(text).links:
                    target = os.path.normpath(os.path.join(os.path.dirname(path), link.partition("#")[0] or path))
                    if not link.startswith("data:") and target not in seen:
                        seen.add(target)
                        waiting.append(target)
        assert len(seen) == sum(1 for file in folder.rglob("*") if file.is_file())
    finally:
        server.shutdown()
        server.server_close()


# ---- their data


def test_the_data_beside_a_page_is_part_of_the_graph(made: Mapping[str, str], store: Store) -> None:
    whole = {str(quad.triple).removesuffix(" .") for quad in store}
    for name, text in made.items():
        if name.endswith(".ttl"):
            found = {str(triple).removesuffix(" .") for triple in ox.parse(text, format=ox.RdfFormat.TURTLE)}
            assert found, name
            assert found <= whole, name


def test_the_description_of_an_agreement_holds_claims_times_and_lines(made: Mapping[str, str]) -> None:
    graph = rdflib.Graph().parse(data=made["pages/agreement/ueki-rome.ttl"], format="turtle")
    answer = graph.query(
        """PREFIX icr: <https://w3id.org/icr/def#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?since ?line WHERE {
          ?part icr:participationIn <https://w3id.org/icr/id/agreement/ueki-rome> ; icr:inheritedFrom ?old ;
            icr:participant <https://w3id.org/icr/id/lg/jp-431001> ; icr:validFrom/icr:edtf ?since .
          ?claim rdf:subject <https://w3id.org/icr/id/agreement/ueki-rome> ; rdf:predicate icr:signed ;
            rdf:object/icr:edtf "1995-05-29" ; icr:evidence/icr:startLine ?line }"""
    )
    assert [str(row) for row in answer if "2010-03-23" in str(row) and "460" in str(row)]


def test_a_thing_unknown_to_the_graph_has_no_statement(store: Store) -> None:
    text = described(statements(store))(f"{ID}lg/nowhere")
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE)) == []


# ---- names of files


@pytest.mark.parametrize(
    "key",
    ["lg/con", "lg/../../etc/passwd", "/lg/x", "lg/" + "あ" * 300, "lg/" + "a" * 300, "lg/a b", "lg/a?x#y", "lg/NUL",
     "lg/\x00", "\ud800/x", "lone", "", "lg/..", "lg/a.html/b", 'lg/"><b>', "CON/x", "大阪/府"],
)  # fmt: skip
def test_a_key_that_is_no_path_is_spelt_as_one(key: str) -> None:
    path = paths([key, "lg/jp-431001"])[key]
    assert safe_name(f"pages/{path}.html")
    assert re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)+", path)
    assert path != key


def test_no_two_keys_share_a_path_and_plain_ones_keep_theirs() -> None:
    keys = ["lg/abc", "lg/ABC", "lg/Abc", "lg/a b", "lg/a?b", "org/abc"]
    found = paths(keys)
    assert len({path.casefold() for path in found.values()}) == len(keys)
    assert (found["lg/ABC"], found["org/abc"]) == ("lg/ABC", "org/abc")
    assert paths(reversed(keys)) == found


# ---- the same bytes, and nothing that runs


def test_the_same_graph_gives_the_same_pages_whatever_the_seed_and_locale(
    made: Mapping[str, str], store: Store
) -> None:
    digest = hashlib.sha256("\0".join(f"{name}\n{made[name]}" for name in sorted(made)).encode()).hexdigest()
    code = """if True:
        import hashlib, sys
        from pyoxigraph import RdfFormat, Store
        from viz.site import material, site
        graph = Store()
        graph.load(sys.stdin.buffer.read(), format=RdfFormat.N_TRIPLES)
        made = site(material(graph), graph)
        print(hashlib.sha256("\\0".join(f"{name}\\n{made[name]}" for name in sorted(made)).encode()).hexdigest())"""
    environment = os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0"}
    told = ntriples(store).encode()
    done = subprocess.run(
        [sys.executable, "-c", code], input=told, capture_output=True, check=True, cwd=ROOT, env=environment
    )
    assert done.stdout.decode().strip() == digest


class Quiet:
    """A tab without scripts of its own that remembers what it asked for and said."""

    def __init__(self, chrome: Any, path: Path, anchor: str = "", **options: Any) -> None:
        self.page = chrome.new_page(**options)
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.said.append(request.url))
        self.page.goto(path.as_uri() + anchor)

    def strange(self) -> list[str]:
        return [one for one in self.said if not (one.startswith("file:") and one.partition("#")[0].endswith(".html"))]


@pytest.fixture(scope="module")
def shown(chrome: Any, folder: Path) -> Iterator[Callable[..., Quiet]]:
    tabs = []

    def show(key: str, anchor: str = "", **options: Any) -> Quiet:
        tabs.append(Quiet(chrome, folder / "pages" / f"{key}.html", anchor, **options))
        return tabs[-1]

    yield show
    for tab in tabs:
        tab.page.close()


KEYS = (
    "lg/jp-431001",
    "agreement/kumamoto-kaohsiung",
    "alliance/kumamoto-renkei",
    "change/kumamoto-ueki-2010",
    "index",
)


@pytest.mark.parametrize("key", KEYS)
def test_a_page_asks_for_nothing_and_fits_the_screen(shown: Callable[..., Quiet], key: str) -> None:
    for width in (1280, 360):
        tab = shown(key, viewport={"width": width, "height": 800})
        assert tab.strange() == []
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_language_needs_no_script_and_is_kept_from_page_to_page(shown: Callable[..., Quiet]) -> None:
    tab = shown("agreement/ueki-rome", java_script_enabled=False)
    seen = [word for word in ("承継", "Inherited") if word in tab.page.inner_text("main")]
    tab.page.click("text=English")
    assert (seen, "承継" in tab.page.inner_text("main")) == (["承継"], False)
    assert "Inherited" in tab.page.inner_text("main")
    tab.page.click('.who a[lang=en]:text-is("Ueki")')
    tab.page.wait_for_url("**/pages/lg/*.html#en")
    assert tab.page.inner_text("h1") == "Ueki"
    assert "relationship" in tab.page.inner_text("main")
    tab.page.click("text=日本語")
    assert tab.page.inner_text("h1") == "植木町"


def test_dark_systems_get_a_dark_page(shown: Callable[..., Quiet]) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    assert shown("lg/jp-431001", color_scheme="dark").page.evaluate(colour) == "rgb(20, 24, 29)"
    assert shown("lg/jp-431001", color_scheme="light").page.evaluate(colour) == "rgb(255, 255, 255)"


def test_the_explorer_leads_to_the_pages_and_they_lead_back(chrome: Any, folder: Path) -> None:
    tab = chrome.new_page(viewport={"width": 1440, "height": 860})
    tab.goto((folder / "index.html").as_uri() + "#lang=en&node=lg/us-rome-ga")
    tab.wait_for_selector("body[data-ready]")
    tab.click("#panel >> text=Page of its own")
    tab.wait_for_url("**/pages/lg/us-rome-ga.html#en")
    tab.click("text=Show in the graph")
    tab.wait_for_selector("body[data-ready]")
    assert tab.inner_text("#panel h2") == "Rome, Georgia"
    tab.goto((folder / "index.html").as_uri() + "#lang=ja&tie=agreement/ueki-rome")
    tab.reload()
    tab.wait_for_selector("#panel .own-page")
    assert tab.get_attribute("#panel .own-page a", "href") == "pages/agreement/ueki-rome.html"
    tab.close()


def test_page_and_panel_count_people_alike(chrome: Any, folder: Path, page: PageModel) -> None:
    tab = chrome.new_page()
    tab.goto((folder / "index.html").as_uri())
    tab.wait_for_selector("body[data-ready]")
    pairs = sorted({(one.tie, key) for one in page.exchanges for key in (*one.sent, *one.received)})
    there = tab.evaluate(
        "(pairs) => { const all = intercity.data.exchanges;"
        " return pairs.map(([tie, own]) => movesOf(all.filter((one) => one.tie === tie), own)); }",
        [list(pair) for pair in pairs],
    )
    for (tie, own), found in zip(pairs, there, strict=True):
        ours = moves([one for one in page.exchanges if one.tie == tie], own)
        told = {int(year): (one["n"], one["sent"], one["received"], one["silent"]) for year, one in found.items()}
        assert told == {year: (one.number, one.sent, one.received, one.silent) for year, one in ours.items()}
    tab.close()


def test_hostile_names_are_text(chrome: Any, page_rows: dict[str, list[dict[str, object]]], tmp_path: Path) -> None:
    spoilt = model(_hostile(page_rows))
    made = pages(spoilt, "0-test", lambda _: "")
    assert moved(spoilt)
    assert [name for name in made if safe_name(name) != name] == []
    allowed = {"html", "head", "meta", "title", "link", "style", "body", "nav", "main", "footer", "a", "b", "span", "p"}
    allowed |= {"h1", "h2", "h3", "dl", "dt", "dd", "div", "small", "q", "ul", "ol", "li", "code", "figure", "svg", "g"}
    allowed |= {"figcaption", "path", "circle", "text", "details", "summary"}
    names = [name for name in made if name.endswith(".html")]
    for name in ["pages/index.html", *names[::12]]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(made[name], encoding="utf-8", newline="")
        assert Reader(made[name]).tags <= allowed, name
    assert HOSTILE[0].replace("<", "&lt;").replace(">", "&gt;") in "".join(made.values())
    for name in ["pages/index.html", *names[::60]]:
        tab = Quiet(chrome, tmp_path / name)
        assert tab.strange() == []
        assert tab.page.evaluate("Object.keys(window).filter((name) => name.startsWith('__pwn'))") == []
        assert tab.page.query_selector("#pwned") is None
        tab.page.close()
