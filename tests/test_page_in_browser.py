"""The page in a browser: it stays inside its own file, and people can use it without a mouse or a script."""

import itertools
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.tabs import Tab
from viz.model import PageModel

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")

_CANVAS = "intercity.views.network.view"
_OVERLAPS = f"""() => {{
  const labels = {_CANVAS}.labels();
  const across = (p, q) => p.left < q.left + q.width && q.left < p.left + p.width;
  const down = (p, q) => p.top < q.top + q.height && q.top < p.top + p.height;
  const pairs = [];
  labels.forEach((p, at) => labels.slice(0, at).forEach((q) => {{
    if (across(p, q) && down(p, q)) pairs.push([p.id, q.id]);
  }}));
  return [labels, pairs];
}}"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_opens_alone_and_every_name_can_be_read(
    chrome: Any, page_file: Path, page: PageModel, language: str
) -> None:
    tab = Tab(chrome, page_file, f"lang={language}")
    assert sorted(tab.ask(f"{_CANVAS}.lines()")) == sorted(edge.id for edge in page.edges)
    labels, pairs = tab.ask(_OVERLAPS)
    assert {label["id"] for label in labels} == {node.id for node in page.nodes}
    assert pairs == []
    assert min(label["size"] for label in labels) >= 11
    for label in labels:
        assert label["left"] >= 0
        assert label["top"] >= 0
    tab.quiet()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_names_in_one_line_stand_apart(chrome: Any, page_file: Path, language: str) -> None:
    """Where a city is chosen, no two names of one height read as one: at least 3 pixels are between them."""
    tab = Tab(chrome, page_file, f"lang={language}&node=lg/jp-431001")
    labels, _ = tab.ask(_OVERLAPS)
    assert len(labels) > 60
    close = [
        (p["id"], q["id"])
        for p, q in itertools.combinations(labels, 2)
        if max(p["top"], q["top"]) < min(p["top"] + p["height"], q["top"] + q["height"])
        and max(p["left"], q["left"]) - min(p["left"] + p["width"], q["left"] + q["width"]) < 3
    ]
    assert close == []
    assert {"lg/fr-aix-en-provence", "agreement/kumamoto-kaohsiung"} <= {label["id"] for label in labels}
    tab.quiet()


@pytest.mark.parametrize("size", [(1300, 900), (1100, 800), (1440, 860)])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_name_of_a_ground_is_not_cut_off(
    chrome: Any, page_file: Path, language: str, size: tuple[int, int]
) -> None:
    tab = Tab(chrome, page_file, f"lang={language}", viewport={"width": size[0], "height": size[1]})
    wide, names = tab.ask(f"() => [document.querySelector('#network canvas').clientWidth, {_CANVAS}.grounds()]")
    assert len(names) == (3 if size[0] > 1200 else len(names))  # on a small one they may be left out
    for name in names:
        assert name["left"] >= 0, name
        assert name["left"] + name["width"] <= wide, name
    tab.quiet()


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("naples", "lg/it-napoli"),
        ("ナポリ", "lg/it-napoli"),
        ("ﾅﾎﾟﾘ", "lg/it-napoli"),
        ("蘇州国家", "lg/cn-suzhou-new-district"),
    ],
)
def test_search_finds_in_both_scripts(chrome: Any, page_file: Path, typed: str, node: str) -> None:
    tab = Tab(chrome, page_file)
    tab.page.keyboard.press("/")
    tab.page.keyboard.type(typed)
    tab.page.keyboard.press("Enter")
    assert f"#node={node}&lang=ja" in tab.page.url
    assert tab.ask("intercity.state.node") == node
    assert tab.page.is_visible("#panel .tie")
    tab.quiet()


def test_the_panel_gives_a_source_for_every_relation(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file)
    for node in page.nodes[::4]:
        tab.ask("(id) => intercity.choose(id)", node.id)
        without, shown = tab.ask(
            "() => { const all = [...document.querySelectorAll('#panel .tie')];"
            " const whole = document.querySelector('#panel .tie.whole') ? '#panel dd' : '#panel .tie';"
            " return [[...document.querySelectorAll(whole)].filter((one) => !one.querySelector('.cite')).length,"
            " all.length] }"
        )
        wanted = sum(tie.id == node.id or any(end.node == node.id for end in tie.ends) for tie in page.relationships)
        assert (without, shown) == (0, wanted), node.id
    tab.ask("intercity.choose('agreement/kumamoto-kaohsiung')")
    panel = tab.page.inner_text("#panel")
    for words in ("友好交流都市", "2017年1月11日", "平成29年（2017年）1月11日", "L464", "前の協定", "国際課"):
        assert words in panel, words
    tab.page.click("#panel .who button >> nth=1")
    assert tab.ask("intercity.state.node") == "lg/tw-kaohsiung"
    tab.quiet()


def test_switching_to_english_leaves_no_japanese_word(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file)
    assert tab.page.title() == "都市間関係グラフ"
    tab.page.click("#language")
    assert tab.ask("document.documentElement.lang") == "en"
    assert tab.page.title() == "Inter-city relationships"
    chosen = ("", "lg/jp-431001", "agreement/kumamoto-kaohsiung-mou", "alliance/kinkowan-oku-kaigi")
    for node, view in zip(chosen, ("network", "map", "timeline", "table"), strict=True):
        tab.turn(view)
        tab.ask("(id) => intercity.choose(id)", node)
        # What stands in the source's own words is marked as Japanese, or in quotation marks.
        words = tab.ask("""() => {
          const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let at; (at = walk.nextNode());) {
            const own = at.parentElement;
            const marked = own.closest("script, style, #language, [lang=ja]:not(html), footer small");
            if (!marked && own.checkVisibility()) found.push(at.textContent);
          }
          for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]"))
            if (one.checkVisibility())
              found.push(...["aria-label", "placeholder", "title"].map((name) => one.getAttribute(name)));
          return found.filter(Boolean);
        }""")
        left = [word for word in words if JAPANESE.search(re.sub("“[^”]*”", "", word))]
        assert left == [], node
    tab.ask("intercity.choose(null)")
    tab.turn("network")
    tab.page.click("#fit")
    labels = [label["text"] for label in tab.ask(f"{_CANVAS}.labels()")]
    assert len(labels) == len(page.nodes)
    assert not [label for label in labels if JAPANESE.search(label)]
    tab.quiet()


def test_a_filter_hides_exactly_its_lines_and_rows(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file)
    hidden = f"{_CANVAS}.hidden()"
    rows = "[...document.querySelectorAll('tr[data-tie]')].filter((row) => !row.hidden).length"
    assert tab.ask(hidden) == []
    for group in dict.fromkeys(edge.group for edge in page.edges):
        tab.page.click(f"input[data-group={group}]")
        assert sorted(tab.ask(hidden)) == sorted(edge.id for edge in page.edges if edge.group == group)
        assert sorted(tab.ask(f"{_CANVAS}.lines()")) == sorted(edge.id for edge in page.edges if edge.group != group)
        tab.ask("intercity.turnTo('table')")
        assert tab.ask(rows) == sum(tie.group != group for tie in page.relationships)
        tab.ask("intercity.turnTo('network')")
        tab.page.click(f"input[data-group={group}]")
    tab.page.click("input[data-class=company]")
    companies = {node.id for node in page.nodes if node.cls == "company"}
    assert sorted(tab.ask(hidden)) == sorted(edge.id for edge in page.edges if companies & {edge.source, edge.target})
    assert tab.page.inner_text("#status").startswith(f"{len(page.nodes) - len(companies)}/{len(page.nodes)} ")
    tab.page.click("#reset")
    assert tab.ask(hidden) == []
    tab.quiet()


def test_legend_counts_are_those_of_the_data(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file)
    counts = tab.ask(
        "[...document.querySelectorAll('.key:has(.count)')]"
        ".map((key) => [key.querySelector('input'), key.querySelector('.count')])"
        ".map(([input, count]) => [Object.entries(input.dataset)[0].join(' '), Number(count.textContent)])"
    )
    wanted = Counter(f"group {tie.group}" for tie in page.relationships)
    assert dict(counts) == wanted + Counter(f"class {node.cls}" for node in page.nodes)


def test_keys_lead_through_the_picture(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file)
    for _ in range(60):
        tab.page.keyboard.press("Tab")
        if tab.ask("document.activeElement.id") == "network":
            break
    assert tab.ask("document.activeElement.getAttribute('role')") == "application"
    assert tab.ask("document.activeElement.getAttribute('aria-label')")
    tab.page.keyboard.press("ArrowRight")
    first = tab.ask("intercity.state.node")
    tab.page.keyboard.press("ArrowDown")
    second = tab.ask("intercity.state.node")
    assert first
    assert second not in (None, first)
    assert tab.page.inner_text("#status").startswith(tab.page.inner_text("#panel h2"))
    tab.page.keyboard.press("Enter")
    assert tab.ask("document.activeElement.id") == "panel"
    tab.page.keyboard.press("Escape")
    assert tab.ask("[intercity.state.node, document.activeElement.id]") == [None, "network"]
    before = tab.ask(f"{_CANVAS}.scale()")
    tab.page.keyboard.press("+")
    assert tab.ask(f"{_CANVAS}.scale()") > before
    tab.page.keyboard.press("-")
    tab.page.keyboard.press("-")
    assert tab.ask(f"{_CANVAS}.scale()") < before
    tab.quiet()


def test_every_control_is_reached_by_the_tabulator(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "lang=en&node=lg/cn-suzhou-new-district&view=map")
    tab.page.click("#save summary")
    wanted = tab.ask(
        "[...document.querySelectorAll('button, input, select, summary, textarea, a[href], [tabindex=\"0\"]')]"
        ".filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)"
        ".map((one, at) => { one.dataset.stop = at; return at; })"
    )
    tab.page.evaluate("document.activeElement.blur()")
    seen = set()
    for _ in range(len(wanted) + 5):
        tab.page.keyboard.press("Tab")
        seen.add(tab.ask("document.activeElement?.dataset.stop"))
    assert {str(stop) for stop in wanted} <= seen
    unnamed = tab.ask(
        "[...document.querySelectorAll('button, input, select, textarea')].filter((one) => one.checkVisibility())"
        ".filter((one) => !(one.textContent.trim() || one.ariaLabel || one.labels?.[0]?.textContent.trim()))"
        ".map((one) => one.outerHTML)"
    )
    assert unnamed == []
    tab.quiet()


def test_a_deep_link_comes_back_and_a_strange_one_is_ignored(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "node=lg/us-rome-ga&lang=en")
    tab.page.reload()
    tab.page.wait_for_selector("body[data-ready]")
    assert tab.page.inner_text("#panel h2") == "Rome, Georgia"
    assert tab.ask("document.documentElement.lang") == "en"
    strange = Tab(chrome, page_file, "node=__proto__&lang=xx&node=constructor")
    assert strange.ask("intercity.state.node") is None
    assert strange.page.is_hidden("#panel")
    tab.quiet()
    strange.quiet()


def test_a_click_on_a_line_opens_its_relationship(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file)
    x, y = tab.ask(
        f"""() => {{ const [a, b] = ["lg/jp-462012", "lg/it-napoli"].map({_CANVAS}.spot);
        const box = document.getElementById("network").getBoundingClientRect();
        return [(a.x + b.x) / 2 + box.left, (a.y + b.y) / 2 + box.top]; }}"""
    )
    tab.page.mouse.click(x, y)
    tab.page.wait_for_selector("#panel .tie.whole")
    assert tab.ask("document.querySelector('#panel .whole').dataset.tie") == "agreement/kagoshima-napoli"
    assert "tie=agreement/kagoshima-napoli" in tab.page.url
    tab.quiet()


def test_the_theme_follows_the_system_and_the_button(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert tab.ask(background) == "rgb(20, 24, 29)"
    tab.page.click("#theme")
    assert tab.ask(background) == "rgb(255, 255, 255)"
    tab.quiet()


def test_without_a_script_the_table_is_there_in_both_languages(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, java_script_enabled=False)
    assert tab.page.is_visible("#table table")
    assert tab.page.is_hidden("#network")
    assert tab.page.locator("tr[data-tie]").count() == len(page.relationships)
    words = tab.page.inner_text("#table")
    assert "鹿児島市" in words
    assert "Kagoshima" in words
    assert "L460" in words
    tab.quiet()


def test_a_telephone_gets_its_own_shape(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, viewport={"width": 390, "height": 844}, has_touch=True)
    assert tab.ask("document.documentElement.scrollWidth") == 390
    assert tab.ask("document.getElementById('filters').open") is False
    assert tab.ask(f"{_CANVAS}.scale()") > 0.3
    labels, pairs = tab.ask(_OVERLAPS)
    assert len(labels) > 20
    assert min(label["size"] for label in labels) >= 11
    assert pairs == []
    tab.quiet()


@pytest.mark.parametrize("view", ["map", "timeline", "table"])
def test_every_view_fits_a_telephone(chrome: Any, page_file: Path, view: str) -> None:
    tab = Tab(chrome, page_file, f"view={view}&lang=en", viewport={"width": 390, "height": 844}, has_touch=True)
    assert tab.ask("document.documentElement.scrollWidth") == 390
    sizes = tab.ask(
        """(view) => {
          const svg = document.querySelector(`#${view} svg`);
          const scale = svg ? svg.clientWidth / svg.viewBox.baseVal.width : 1;
          return [...document.querySelectorAll(`#${view} text, #${view} td, #${view} a`)]
            .filter((one) => one.checkVisibility()).map((one) => parseFloat(getComputedStyle(one).fontSize) * scale);
        }""",
        view,
    )
    assert len(sizes) > 20
    assert min(sizes) >= 10.9
    tab.ask("intercity.choose('lg/jp-462012')")
    assert tab.page.locator("#panel").bounding_box()["y"] > 400, "the panel is a sheet over the lower half"
    assert tab.ask("document.documentElement.scrollWidth") == 390
    tab.quiet()


def settled(tab: Tab) -> bytes:
    """The picture once it no longer changes: on a busy machine a page is painted in several steps."""
    last, shot = b"", tab.page.screenshot()
    for _ in range(40):
        if shot == last:
            break
        tab.page.wait_for_timeout(150)
        last, shot = shot, tab.page.screenshot()
    return bytes(shot)


@pytest.mark.parametrize("view", ["network", "map", "timeline"])
def test_without_a_network_the_picture_is_the_same(chrome: Any, page_file: Path, view: str) -> None:
    online, offline = (Tab(chrome, page_file, f"view={view}&lang=ja") for _ in range(2))
    offline.page.context.set_offline(True)
    offline.page.reload()
    offline.page.wait_for_selector("body[data-ready]")
    for _ in range(20):  # on a busy machine a picture may stand still before it is done
        if settled(online) == settled(offline):
            break
        online.page.wait_for_timeout(500)
    assert settled(online) == settled(offline)
    online.quiet()
    offline.quiet()


def test_paper_gets_the_picture_and_the_table(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "node=lg/jp-462012&lang=ja", color_scheme="dark")
    tab.page.emulate_media(media="print")
    assert tab.page.is_visible("#table table")
    assert tab.page.is_hidden(".tools")
    assert tab.page.pdf(format="A4").startswith(b"%PDF")
    assert tab.ask("intercity.state.theme") == "dark"
    tab.quiet()


_BOX = "(({ left, top }) => [left, top])(document.getElementById('network').getBoundingClientRect())"


def test_the_picture_is_dragged_scrolled_and_clicked(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file)
    left, top = tab.ask(_BOX)
    spot = f"{_CANVAS}.spot('lg/jp-431001')"
    before, scale = tab.ask(spot), tab.ask(f"{_CANVAS}.scale()")
    tab.page.mouse.move(left + 300, top + 730)
    tab.page.mouse.down()
    tab.page.mouse.move(left + 330, top + 710, steps=3)
    tab.page.mouse.up()
    after = tab.ask(spot)
    assert (round(after["x"] - before["x"]), round(after["y"] - before["y"])) == (30, -20)
    assert tab.ask("intercity.state.node") is None, "a drag chooses nothing"
    tab.page.mouse.move(left + after["x"], top + after["y"])
    assert "熊本市" in tab.page.inner_text(".tip")
    tab.page.mouse.wheel(0, -300)
    tab.page.wait_for_function(f"{_CANVAS}.scale() > {scale * 1.2}")
    kept = tab.ask(spot)
    assert abs(kept["x"] - after["x"]) < 1, "what is under the pointer stays there"
    assert abs(kept["y"] - after["y"]) < 1
    tab.page.mouse.click(left + kept["x"], top + kept["y"])
    assert tab.ask("intercity.state.node") == "lg/jp-431001"
    tab.page.keyboard.press("Escape")
    tab.page.click("#fit")
    assert abs(tab.ask(f"{_CANVAS}.scale()") - scale) < 1e-6
    tab.quiet()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_svg_has_every_visible_label_as_text(chrome: Any, page_file: Path, language: str) -> None:
    tab = Tab(chrome, page_file, f"lang={language}")
    tab.page.click("input[data-group=member]")
    root = ElementTree.fromstring(tab.ask("intercity.views.network.svg()"))
    words = Counter(element.text for element in root.iter("{http://www.w3.org/2000/svg}text"))
    shown = Counter(line for label in tab.ask(f"{_CANVAS}.labels()") for line in label["text"].split("\n"))
    assert shown
    assert not shown - words
    header = "intercity.views.network.png().then((it) => it.slice(0, 8).text()).then((it) => it.slice(1, 4))"
    assert tab.ask(header) == "PNG"
    tab.quiet()
