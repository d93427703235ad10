"""A list of links between cities: what is read, what is told of its rows, the same page from the same file."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from build_graph import main
from viz.columns import packed
from viz.links import LinksError, links
from viz.overview import communities, overview

ROOT = Path(__file__).parent.parent
HEAD = "city1,country1,lat1,lng1,city2,country2,lat2,lng2\n"


def written(folder: Path, rows: str, head: str = HEAD) -> Path:
    path = folder / "links.csv"
    path.write_text(head + rows, encoding="utf-8", newline="")
    return path


def made(folder: Path) -> Path:
    """Four hundred cities of ten countries around forty hubs, no two alike."""
    chance = random.Random(5)
    rows = []
    for at in range(400):
        for _ in range(1 + (at < 40) * 6):
            other = chance.choice([chance.randrange(40), chance.randrange(at // 40 * 40, at // 40 * 40 + 40)])
            if other != at:
                ends = [f"Town {end},Land {end // 40},{end / 10},{end / 5}" for end in (at, other)]
                rows.append(",".join(ends))
    return written(folder, "\n".join(rows) + "\n")


def test_each_pair_is_one_link_with_every_line_that_states_it(tmp_path: Path) -> None:
    page, told = links(written(tmp_path, "A,X,1,2,B,Y,3,4\nB,Y,3,4,A,X,1,2\nA,X,1,2,A,Z,,\n"))
    assert {node.id: node.at for node in page.nodes} == {"lg/X/A": (2, 1), "lg/Y/B": (4, 3), "lg/Z/A": None}
    stated = {(edge.source, edge.target): edge.tie for edge in page.edges}
    lines = {tie.id: [cite.start for cite in tie.facts[0].cites] for tie in page.relationships}
    assert {ends: lines[tie] for ends, tie in stated.items()} == {
        ("lg/X/A", "lg/Y/B"): [2, 3],
        ("lg/X/A", "lg/Z/A"): [4],
    }
    assert told == ["links.csv: line 3: the same link as on an earlier line; drawn once"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("A,X,1,2,A,X,1,2", "links a city with itself; left out"),
        ("A,X,1,2,,Y,3,4", "no name of a city; left out"),
        ("A,X,91,2,B,Y,3,4", "coordinates that are none"),
        ("A,X,north,2,B,Y,3,4", "coordinates that are none"),
        ("C,X,5,6,D,X,7,8\nC,X,5,7,E,X,1,1", "other coordinates for a city"),
    ],
)
def test_what_is_not_taken_is_told_by_line(row: str, fault: str, tmp_path: Path) -> None:
    _, told = links(written(tmp_path, f"{row}\nF,X,1,1,G,X,2,2\n"))
    assert [fault in line and "links.csv: line" in line for line in told] == [True]


def test_a_file_that_is_no_list_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "A,B\n", "from,to\n")
    with pytest.raises(LinksError, match=r"links.csv: no column city1; a list of links has city1,country1,city2"):
        links(path)
    assert main(["view", "--links", str(path), "--out", str(tmp_path / "p.html")]) == 3
    assert "no column city1" in capsys.readouterr().err
    assert not (tmp_path / "p.html").exists()
    assert main(["view", "--links", str(path), "--city", "熊本市"]) == 2


def test_the_same_links_give_the_same_page_in_any_process(tmp_path: Path) -> None:
    path, digests = made(tmp_path), set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8")):
        out = tmp_path / f"{seed}.html"
        command = [sys.executable, str(ROOT / "build_graph.py"), "view", "--links", str(path), "--out", str(out)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=tmp_path)
        digests.add(hashlib.sha256(out.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_every_city_stands_alone_and_communities_keep_apart(tmp_path: Path) -> None:
    page, _ = links(made(tmp_path))
    keys, pairs = [node.id for node in page.nodes], [(edge.source, edge.target) for edge in page.edges]
    found = overview(keys, pairs, 1.47)
    assert set(found.at) == set(keys)
    spots = list(found.at.values())
    assert min((a - c) ** 2 + (b - d) ** 2 for at, (a, b) in enumerate(spots) for c, d in spots[:at]) > 28**2
    for at, (x, y, r) in enumerate(found.discs):
        assert all((x - u) ** 2 + (y - v) ** 2 > (r + s) ** 2 for u, v, s in found.discs[:at])
    assert found.hubs <= set(keys)
    assert 0.8 < found.size[0] / found.size[1] < 2.4


def test_communities_are_found_whatever_their_size() -> None:
    whole = {at: [other for other in range(900) if other != at and other // 9 == at // 9] for at in range(900)}
    assert sorted(map(sorted, communities(whole))) == [list(range(at, at + 9)) for at in range(0, 900, 9)]
    assert overview([], [], 1.5).at == {}
    assert set(overview(["a", "b"], [("a", "a")], 1.5).at) == {"a", "b"}


def test_columns_say_each_text_once() -> None:
    one = {"id": "a", "name": ["長い名前", "長い名前"], "n": 1}
    data = packed({"nodes": [one, {**one, "id": "b", "n": 2}], "else": 3}, ["nodes"])
    assert data["texts"] == ["a", "b", "長い名前"]
    assert data["else"] == 3
    assert data["columns"]["nodes"][0] == 2
