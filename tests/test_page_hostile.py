"""Hostile names, keys, wordings and files in the page: in every view and panel they are text and nothing runs."""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.tabs import Tab
from viz.model import model
from viz.page import html

HOSTILE = (
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "\"'><b id=pwned>",
    "</script><script>window.__pwned=1</script>",
    "<svg onload=window.__pwned=1> href",
    "{{7*7}} @@DATA@@ ${window.__pwned=1}",
    "javascript:window.__pwned=1",
    "\u2028<!--\u202e<iframe src=javascript:window.__pwned=1>",
)


def _hostile(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """The real rows with a payload in every text: names, wordings, files, dates and keys."""
    spoilt = {name: [dict(row) for row in of] for name, of in rows.items()}
    texts = {"ja", "en", "name", "printed", "file", "since", "code", "occasion", "value"}
    turn = itertools.cycle(HOSTILE)
    for of in spoilt.values():
        for row in of:
            for column in texts & row.keys():
                row[column] = f"{next(turn)} {row[column]}"
    for row in spoilt["page-facts"]:
        if row["property"] in ("prefLabel", "unnamedParty"):
            row["value"] = next(turn)
    old, new = "lg/it-napoli", f"lg/{HOSTILE[2]}"
    return {
        name: [{column: new if value == old else value for column, value in row.items()} for row in of]
        for name, of in spoilt.items()
    }


def _at(tab: Tab, node: str) -> None:
    """Rest the pointer on an entity of the network."""
    x, y = tab.ask(
        "(id) => { const at = intercity.views.network.view.spot(id); const box ="
        " document.getElementById('network').getBoundingClientRect(); return [at.x + box.left, at.y + box.top] }",
        node,
    )
    tab.page.mouse.move(x, y)
    tab.page.wait_for_timeout(30)


def test_hostile_names_are_shown_as_text(
    chrome: Any, page_rows: Mapping[str, Sequence[Mapping[str, object]]], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.html"
    made = model(_hostile(page_rows))
    path.write_text(html(made), encoding="utf-8", newline="")
    tab = Tab(chrome, path)
    for node in made.nodes[::20]:
        tab.ask("(id) => intercity.choose(id)", node.id)
        _at(tab, node.id)
    ties = [tie.id for tie in made.relationships]
    for view in ("map", "timeline", "table", "network"):
        tab.turn(view)
        tab.ask("(ids) => ids.forEach((id) => intercity.choose(null, id))", ties if view == "network" else ties[::9])
        for one in tab.page.locator("#panel details > summary").all()[:4]:
            one.click()
        for spot in tab.page.locator("#map svg > svg:first-child .place, #timeline .row").all()[:6]:
            if spot.is_visible():
                spot.dispatch_event("pointermove", {"clientX": 10, "clientY": 10, "bubbles": True})
        if view in ("map", "timeline"):
            picture = tab.ask(f"intercity.views.{view}.svg()")
            assert "<script" not in picture
            assert "<img" not in picture
            tab.ask(f"intercity.views.{view}.png().then((blob) => blob.size)")
    tab.page.fill("#search", "<")
    tab.page.click("#language")
    tab.page.fill("#search", "")
    tab.turn("table")
    tab.page.click(f"tr[data-tie] a[href*='{HOSTILE[2][3:5]}'] >> nth=0")
    assert tab.ask("intercity.state.node") == f"lg/{HOSTILE[2]}"
    assert tab.page.url.partition("#")[2].startswith("node=lg/%22'%3E%3Cb%20id%3Dpwned%3E")
    tab.page.reload()
    tab.page.wait_for_selector("body[data-ready]")
    assert tab.ask("intercity.state.node") == f"lg/{HOSTILE[2]}"
    assert tab.ask("Object.keys(window).filter((key) => key.includes('pwned'))") == []
    assert tab.ask("document.querySelectorAll('#pwned, img, iframe, object, embed, b').length") == 0
    assert tab.ask("document.querySelectorAll('script').length") == 2
    tab.quiet()
