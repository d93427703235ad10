"""A graph of hundreds and the list of the world's twin cities in a browser: overview, ring of neighbours, search."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, needs
from tests.tabs import Tab
from tests.test_links import HEAD, made, written
from tests.test_page_hostile import HOSTILE
from viz.links import links
from viz.model import PageModel
from viz.page import html
from viz.payload import payload

_VIEW = "intercity.views.network.view"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[PageModel, Path]:
    folder = tmp_path_factory.mktemp("many")
    page, _ = links(made(folder))
    path = folder / "many.html"
    path.write_text(html(page), encoding="utf-8", newline="")
    return page, path


def overlaps(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["id"], b["id"])
        for a, b in combinations(labels, 2)
        if a["left"] < b["left"] + b["width"]
        and b["left"] < a["left"] + a["width"]
        and a["top"] < b["top"] + b["height"]
        and b["top"] < a["top"] + a["height"]
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_overview_draws_every_line_and_no_label_over_another(
    chrome: Any, many: tuple[PageModel, Path], language: str
) -> None:
    page, path = many
    tab = Tab(chrome, path, f"lang={language}")
    assert sorted(tab.ask(f"{_VIEW}.lines()")) == sorted(edge.id for edge in page.edges)
    labels = tab.ask(f"{_VIEW}.labels()")
    assert 30 < len(labels) <= 120
    assert min(label["size"] for label in labels) >= 11
    assert overlaps(labels) == []
    tab.quiet()


def test_columns_are_read_back_to_what_was_written(chrome: Any, many: tuple[PageModel, Path]) -> None:
    page, path = many
    tab, wanted = Tab(chrome, path), payload(page)
    found = tab.ask(
        "({ nodes: intercity.data.nodes, edges: intercity.data.edges, ends: intercity.data.ties.map((t) => t.ends) })"
    )
    assert found["nodes"] == wanted["nodes"]
    assert found["edges"] == wanted["edges"]
    assert found["ends"] == [tie["ends"] for tie in wanted["ties"]]


def test_the_neighbours_of_a_chosen_city_stand_around_it_with_their_names(
    chrome: Any, many: tuple[PageModel, Path]
) -> None:
    page, path = many
    tab = Tab(chrome, path, "lang=en")
    hub = "lg/Land 0/Town 1"
    around = {end for edge in page.edges for end in (edge.source, edge.target) if hub in (edge.source, edge.target)}
    before = tab.ask(f"(id) => {_VIEW}.spot(id)", "lg/Land 9/Town 399")
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("town 1")
    tab.page.keyboard.press("Enter")
    assert tab.ask("intercity.state.node") == hub
    labels = tab.ask(f"{_VIEW}.labels()")
    assert {label["id"] for label in labels} == around
    assert overlaps(labels) == []
    middle = tab.ask(f"(id) => {_VIEW}.spot(id)", hub)
    for label in labels:
        spot = tab.ask(f"(id) => {_VIEW}.spot(id)", label["id"])
        assert abs(spot["x"] - middle["x"]) < 420
        assert abs(spot["y"] - middle["y"]) < 420
    tab.page.focus("#network")
    tab.page.keyboard.press("ArrowRight")
    assert tab.ask("intercity.state.node") not in (None, hub)
    tab.page.keyboard.press("Escape")
    tab.page.click("#fit")
    assert tab.ask(f"(id) => {_VIEW}.spot(id)", "lg/Land 9/Town 399") == before, "it goes back where it was"
    tab.quiet()


def test_a_moving_picture_comes_to_rest_sharp(chrome: Any, many: tuple[PageModel, Path]) -> None:
    _, path = many
    tab = Tab(chrome, path)
    scale = tab.ask(f"{_VIEW}.scale()")
    tab.page.mouse.move(800, 500)
    for _ in range(4):
        tab.page.mouse.wheel(0, -200)
    tab.page.wait_for_function(f"{_VIEW}.scale() > {scale * 2}")
    tab.page.wait_for_timeout(300)
    shown = tab.ask(f"{_VIEW}.lines().length")
    assert 0 < shown < len(tab.ask("intercity.data.edges")), "what lies outside is not drawn"
    tab.quiet()


def test_hostile_cities_are_text_everywhere(chrome: Any, tmp_path: Path) -> None:
    quoted = [name.replace('"', '""').replace("\u2028", " ") for name in HOSTILE]
    rows = "".join(
        f'"{name} {at}","{name}",1,{at},Town,Land,{at % 90},2\n'
        for at in range(320)
        for name in [quoted[at % len(quoted)]]
    )
    page, _ = links(written(tmp_path, rows, HEAD))
    assert len(page.nodes) == 321
    path = tmp_path / "hostile.html"
    path.write_text(html(page), encoding="utf-8", newline="")
    tab = Tab(chrome, path)
    tab.ask("(id) => intercity.choose(id)", page.nodes[3].id)
    for view in ("map", "timeline", "table", "network"):
        tab.ask("(name) => intercity.turnTo(name)", view)
    svg = tab.ask("intercity.views.network.svg()")
    assert "<script" not in svg
    assert tab.ask("Object.keys(window).filter((key) => key.includes('pwned'))") == []
    assert tab.ask("document.querySelectorAll('#pwned, img, iframe, object, embed, b').length") == 0
    tab.quiet()


def test_the_twin_cities_of_the_world_open_from_one_file(chrome: Any, tmp_path: Path) -> None:
    source = SHARED / "data" / "hekman_twin_cities_geocoded.csv"
    needs(source.is_file(), "the list of twin cities is not here")
    page, told = links(source)
    # Counted in the file: 25,917 rows, of which three link a city with itself.
    assert (len(page.nodes), len(page.edges)) == (17_717, 25_914)
    assert any("line 12069, 24153, 24482: links a city with itself" in line for line in told)
    path = tmp_path / "world.html"
    path.write_text(html(page), encoding="utf-8", newline="")
    assert path.stat().st_size < 4_000_000
    tab = Tab(chrome, path, "lang=en")
    assert tab.ask(f"{_VIEW}.lines().length") == 25_914
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("kumamoto")
    tab.page.keyboard.press("Enter")
    assert tab.ask("intercity.state.node") == "lg/Japan/Kumamoto"
    names = {label["text"] for label in tab.ask(f"{_VIEW}.labels()")}
    assert {"Kumamoto", "Guilin", "Heidelberg", "Fukui"} <= names
    tab.quiet()
