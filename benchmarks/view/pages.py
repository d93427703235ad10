"""The same made graph as our page, as plain pyvis writes it, and as vis-network with our coordinates."""

import random
import time
from pathlib import Path

from viz.links import links
from viz.model import PageModel
from viz.network import drawn, to_pyvis
from viz.page import html


def made(folder: Path, cities: int, count: int) -> PageModel:
    """Cities in groups around hubs, partners mostly of the own group: the shape of twinnings. Seeded."""
    chance, group = random.Random(1), 100
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < count:
        a = int(cities * chance.random() ** 2)
        near = a // group * group + int(group * chance.random() ** 3)
        b = near if chance.random() < 0.8 else chance.randrange(cities)
        if a != b and b < cities:
            pairs.add((min(a, b), max(a, b)))
    loose = set(range(cities)) - {end for pair in pairs for end in pair}
    hubs = {at: at // group * group + (at % group == 0) for at in loose}
    pairs |= {(min(at, hub), max(at, hub)) for at, hub in hubs.items()}
    path = folder / f"{cities}.csv"
    rows = "".join(f"City {a},Land {a // 1000},City {b},Land {b // 1000}\n" for a, b in sorted(pairs))
    path.write_text("city1,country1,city2,country2\n" + rows, encoding="utf-8")
    return links(path)[0]


def ours(page: PageModel, out: Path) -> tuple[float, float]:
    """Write our page; CPU seconds of all of it, and of the layout alone."""
    start = time.process_time()
    drawn(page)
    middle = time.process_time()
    out.write_text(html(page), encoding="utf-8", newline="")
    end = time.process_time()
    return end - middle, middle - start


def plain(page: PageModel, out: Path) -> float:
    """Write the page as pyvis's manual does it: add_node, add_edge, physics as it comes; CPU seconds."""
    from pyvis.network import Network

    start = time.process_time()
    net = Network(height="800px", width="100%", cdn_resources="in_line")
    for node in page.nodes:
        net.add_node(node.id, label=node.name.en)
    for edge in page.edges:
        net.add_edge(edge.source, edge.target)
    out.write_text(net.generate_html(), encoding="utf-8")
    return time.process_time() - start


def given(page: PageModel, out: Path) -> None:
    """Write vis-network's picture of the same coordinates with physics off, as fast as it can be set up."""
    at = {key: tuple(one["at"]) for key, one in drawn(page).nodes.items()}
    net = to_pyvis(page, at)
    net.height, net.width = "800px", "100%"
    out.write_text(net.generate_html(), encoding="utf-8")
