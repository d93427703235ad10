"""The map of the page: where places stand, which arcs are drawn, how it is used without a mouse."""

import itertools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.tabs import Tab
from viz.land import clipped, project, rings
from viz.model import PageModel
from viz.page import html
from viz.payload import payload

_LABELS = """() => [...document.querySelectorAll('#map svg > svg')].map((frame) => [...frame.children]
  .filter((one) => one.tagName === 'text').map((one) => { const { x, y, width, height } = one.getBBox();
    return [one.textContent, x + 1, y + 2, x + width - 1, y + height - 3]; }))"""


def drawn(page: PageModel) -> list[tuple[str, str, str]]:
    """Tie and both places of every line whose ends have coordinates; three parties give three lines."""
    at = {node.id: node.at for node in page.nodes}
    found: list[tuple[str, str, str]] = []
    many: dict[str, list[str]] = {}
    for edge in page.edges:
        if edge.source == edge.tie:
            many.setdefault(edge.tie, []).append(edge.target)
        elif at[edge.source] and at[edge.target]:
            found.append((edge.tie, edge.source, edge.target))
    for tie, ends in many.items():
        found += [(tie, a, b) for a, b in itertools.combinations([end for end in ends if at[end]], 2)]
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_tie_between_places_is_an_arc_and_no_label_lies_on_another(
    chrome: Any, page_file: Path, page: PageModel, language: str
) -> None:
    tab = Tab(chrome, page_file, f"view=map&lang={language}")
    world = "document.querySelector('#map svg > svg')"
    arcs = tab.ask(f"[...{world}.querySelectorAll('.arc')].map((one) => one.dataset.tie)")
    assert sorted(arcs) == sorted(tie for tie, *_ in drawn(page))
    assert len(arcs) > 20
    places = tab.ask(f"[...{world}.querySelectorAll('.place')].map((one) => one.dataset.node)")
    assert set(places) == {node.id for node in page.nodes if node.at}
    for frame in tab.ask(_LABELS):
        assert len(frame) >= 4
        for (a, *p), (b, *q) in itertools.combinations(frame, 2):
            assert not (p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]), (a, b)
    tab.quiet()


def test_who_cannot_be_placed_is_named_below(chrome: Any, page_file: Path, page: PageModel) -> None:
    tab = Tab(chrome, page_file, "view=map&lang=ja")
    away = [node for node in page.nodes if node.id.startswith("lg/") and node.at is None]
    assert {node.name.ja for node in away} == {"蘇州高新区", "植木町"}
    assert tab.page.locator("#unplaced button").all_inner_texts() == [node.name.ja for node in away]
    tab.page.click("#unplaced button >> nth=0")
    assert tab.ask("intercity.state.node") == away[0].id
    assert "GeoNames" in tab.page.inner_text("#unplaced")
    tab.quiet()


def test_the_close_ups_are_those_where_it_is_crowded_and_can_be_enlarged(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=map&lang=en")
    names = "[...document.querySelectorAll('#map .caption')].map((one) => one.getAttribute('aria-label'))"
    assert tab.ask(names) == ["Kyushu", "East Asia", "Europe"]
    wide = "document.querySelector('#map svg > svg').getAttribute('width')"
    whole = tab.ask(wide)
    tab.page.click("#map .caption >> nth=0")
    assert tab.ask(names) == ["Kyushu", "World", "East Asia", "Europe"]
    assert tab.ask(wide) == whole, "the one that is enlarged takes the whole width"
    labels = [label for label, *_ in tab.ask(_LABELS)[0]]
    assert {"Kumamoto", "Kagoshima", "Aso", "Yamaga"} <= set(labels)
    tab.page.click("#fit")
    assert tab.ask(names) == ["Kyushu", "East Asia", "Europe"]
    tab.quiet()


def test_a_click_chooses_a_place_or_a_tie(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=map&lang=en")
    tab.page.click("#map svg > svg:first-child .place[data-node='lg/au-perth']")
    assert tab.page.inner_text("#panel h2") == "Perth"
    bright = "[...document.querySelectorAll(`#map svg > svg:first-child .arc[opacity='1']`)]"
    assert tab.ask(f"{bright}.map((one) => one.dataset.tie)") == ["agreement/kagoshima-perth"]
    tab.page.locator("#map svg > svg:first-child .arc[data-tie='agreement/kumamoto-san-antonio']").dispatch_event(
        "click"
    )
    assert tab.ask("intercity.state.tie") == "agreement/kumamoto-san-antonio"
    assert tab.page.inner_text("#panel h2") == "Kumamoto–San Antonio sister city"
    tab.page.hover("#map svg > svg:first-child .place[data-node='lg/it-napoli']")
    assert "Naples" in tab.page.inner_text(".tip:visible")
    tab.quiet()


def test_keys_and_the_wheel_move_over_the_map(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=map&lang=en")
    tab.page.focus("#map")
    tab.page.keyboard.press("ArrowRight")
    assert tab.ask("intercity.state.node") == "lg/jp-431001", "it begins where most ties meet"
    tab.page.keyboard.press("ArrowRight")
    assert tab.ask("intercity.state.node") != "lg/jp-431001"
    tab.page.keyboard.press("Enter")
    assert tab.ask("document.activeElement.id") == "panel"
    tab.page.keyboard.press("Escape")
    assert tab.ask("[intercity.state.node, document.activeElement.id]") == [None, "map"]
    scale = "Number(/scale\\(([\\d.]+)/.exec(document.querySelector('#map path').getAttribute('transform'))[1])"
    before = tab.ask(scale)
    tab.page.keyboard.press("+")
    assert tab.ask(scale) == pytest.approx(1.5 * before, rel=0.01)
    tab.page.keyboard.press("0")
    assert tab.ask(scale) == before
    tab.page.mouse.move(700, 300)
    tab.page.mouse.wheel(0, -200)
    tab.page.wait_for_function(f"{scale} > {before * 1.2}")
    tab.page.mouse.down()
    tab.page.mouse.move(650, 280, steps=3)
    tab.page.mouse.up()
    assert tab.ask(scale) == pytest.approx(1.25 * before, rel=0.01)
    tab.quiet()


def test_a_picture_for_a_file_has_every_label_as_text(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=map&lang=ja")
    text = tab.ask("intercity.views.map.svg()")
    for label in tab.ask("[...document.querySelectorAll('#map text')].map((one) => one.textContent)"):
        assert f">{label}</text>" in text
    assert 'xmlns="http://www.w3.org/2000/svg"' in text
    with tab.page.expect_download() as saved:
        tab.page.click("#save summary")
        tab.page.click("[data-save=png]")
    assert saved.value.suggested_filename == "intercity-map.png"
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    assert tab.messages == []


def test_the_plane_is_the_same_in_both_languages_of_the_code(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=map")
    for longitude, latitude, middle in ((130.7, 32.8, 150), (-46.3, -24.0, 150), (8.7, 49.4, 8), (-30.0, 60.0, 150)):
        x, y = tab.ask(f"equalEarth(turned({longitude}, {middle}), {latitude})")
        assert (x, y) == pytest.approx(project(longitude, latitude, middle), abs=1e-6)


def test_great_circles_are_cut_cleanly_at_the_edge_of_the_map(chrome: Any, page_file: Path) -> None:
    tab = Tab(chrome, page_file, "view=map")
    west, east = tab.ask("greatCircle([130.7, 32.8], [-46.3, -24], 150)")
    assert west[0] == pytest.approx(project(130.7, 32.8))
    assert east[-1] == pytest.approx(project(-46.3, -24.0))
    edges = tab.ask("[-180, 180].map((east) => equalEarth(east, 0)[0])")
    assert edges == pytest.approx([0, 1000])
    assert (west[-1][0] < 500) != (east[0][0] < 500), "it leaves on one side and comes back on the other"
    assert west[-1][1] == pytest.approx(east[0][1])
    for line in (west, east):
        assert max(math.dist(a, b) for a, b in itertools.pairwise(line)) < 20
    assert len(tab.ask("greatCircle([130.7, 32.8], [-98.5, 29.4], 150)")) == 1, "the Pacific is whole"


def test_equal_earth_has_its_published_proportions() -> None:
    right, top = project(150 + 180 - 1e-9, 0), project(150, 90)
    assert right[0] == pytest.approx(1000, abs=1e-3)
    assert (right[0] - 500) / (243 - top[1]) == pytest.approx(2.0546, abs=1e-3)  # 2.05458 to 1, Šavrič et al. 2018


def test_land_is_clipped_to_its_window() -> None:
    square: Sequence[tuple[float, float]] = [(0, 0), (10, 0), (10, 10), (0, 10)]
    cut = clipped(square, (5, -5, 20, 5))
    assert sorted(set(cut)) == [(5, 0), (5, 5), (10, 0), (10, 5)]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [4, 0], [0, 4]], [[4, 4], [-4, 0], [0, -4]]],
        "objects": {"land": {"geometries": [{"type": "Polygon", "arcs": [[0, 1]]}]}},
    }
    assert list(rings(topology)) == [[(4, 0), (4, 4), (0, 4), (0, 0)]]


def test_a_large_graph_has_all_its_arcs_on_one_canvas(
    chrome: Any, page: PageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = payload(page) | {"large": True}
    monkeypatch.setattr("viz.page.payload", lambda _: data)
    path = tmp_path / "page.html"
    path.write_text(html(page), encoding="utf-8", newline="")
    tab = Tab(chrome, path, "view=map&lang=en")
    at = {node.id: node.at for node in page.nodes}
    pairs = sum(bool(at[edge.source] and at[edge.target]) for edge in page.edges)
    assert tab.ask("intercity.views.map.view.arcs()") == pairs > 10
    tab.page.click("input[data-group=sister]")
    shown = [edge for edge in page.edges if at[edge.source] and at[edge.target] and edge.group != "sister"]
    assert tab.ask("intercity.views.map.view.arcs()") == len(shown)
    tab.page.click("input[data-group=sister]")
    x, y = tab.ask(
        "(() => { const [x, y] = intercity.views.map.view.spot('lg/au-perth'), box ="
        " document.getElementById('map').getBoundingClientRect(); return [x + box.left, y + box.top]; })()"
    )
    tab.page.mouse.move(x, y)
    assert "Perth" in tab.page.inner_text(".tip:visible")
    tab.page.mouse.click(x, y)
    assert tab.page.inner_text("#panel h2") == "Perth"
    assert "Suzhou New District" in tab.page.inner_text("#unplaced")
    svg = tab.ask("intercity.views.map.svg()")
    assert ">Perth</text>" in svg
    assert tab.ask("intercity.views.map.png().then((blob) => blob.type)") == "image/png"
    tab.quiet()
