"""The kept graph is the built one or none at all: whatever happens to its file, the answers stay the same."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize

from graph.accept import Facts
from graph.triples import whole
from queries import kept, run

ROOT = Path(__file__).parent.parent
TRIPLES = [Triple(NamedNode(f"http://e/{n}"), NamedNode("http://e/p"), Literal(f"{n}\n熊本")) for n in (3, 1, 2)]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """A small graph in place of the real one, a cache of its own, and how often the graph was built."""
    from graph.triples import store

    times: list[int] = []

    def build(_: Sequence[Path]) -> tuple[list[Triple], Store]:
        times.append(1)
        return TRIPLES, store(TRIPLES)

    monkeypatch.setattr(kept, "_built", build)
    monkeypatch.setenv("INTERCITY_CACHE", str(tmp_path / "cache"))
    return times


def subjects(graph: Store) -> list[str]:
    return [quad.subject.value for quad in graph]


def the_file(tmp_path: Path) -> Path:
    return next((tmp_path / "cache").glob("graph-*.nt"))


def test_the_second_question_does_not_build(built: list[int], tmp_path: Path) -> None:
    first, second = kept.graph(), kept.graph()
    assert len(built) == 1
    assert subjects(first) == subjects(second)
    assert set(first) == set(second)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [the_file(tmp_path).name]


def test_the_kept_graph_answers_in_the_order_of_the_built_one(facts: Facts, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    kept._write(path, whole(facts))
    again = kept._read(path)
    assert again is not None
    text = "SELECT * { ?s ?p ?o }"
    assert run(text, again).terms == run(text, store).terms


@pytest.mark.parametrize("fault", ["truncated", "empty", "altered", "another graph", "a folder"])
def test_a_broken_file_is_not_believed(fault: str, built: list[int], tmp_path: Path) -> None:
    first = kept.graph()
    path = the_file(tmp_path)
    written = path.read_bytes()
    if fault == "a folder":
        path.unlink()
        path.mkdir()
    else:
        other = serialize(TRIPLES[:1], format=RdfFormat.N_TRIPLES) or b""
        broken = {"truncated": written[:-20], "empty": b"", "altered": written.replace(b"/3>", b"/4>")}
        path.write_bytes(broken.get(fault, written.partition(b"\n")[0] + b"\n" + other))
    assert subjects(kept.graph()) == subjects(first)
    assert len(built) == 2
    if fault != "a folder":
        assert path.read_bytes() == written


def test_what_the_graph_is_made_of_names_its_file(tmp_path: Path) -> None:
    document = tmp_path / "handbook"
    document.mkdir()
    keys = [kept.key(), kept.key([tmp_path])]
    for name, content in [("records.jsonl", "{}"), ("decisions.toml", ""), ("decisions.toml", "a = 1")]:
        (document / name).write_text(content, encoding="utf-8")
        keys.append(kept.key([tmp_path]))
    assert len(set(keys)) == 5
    (document / "handbook.pdf").write_bytes(b"not a record")
    assert kept.key([tmp_path]) == keys[-1]


def test_code_and_vocabulary_are_part_of_what_it_is_made_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("graph", "ontology"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kept, "files", tmp_path.joinpath)
    keys = [kept.key()]
    for name in ("graph/accept/claims.py", "ontology/kinds.ttl", "ontology/rules/dangling.rq", "graph/data/names.csv"):
        path = tmp_path / name
        path.write_text(path.read_text("utf-8") + "\n" if path.exists() else "", encoding="utf-8")
        keys.append(kept.key())
    assert len(set(keys)) == 5


def test_nothing_is_kept_where_that_is_not_wanted(
    built: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INTERCITY_CACHE", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert kept.folder() is None
    kept.graph()
    assert list(tmp_path.iterdir()) == []
    assert len(built) == 1


def test_where_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERCITY_CACHE")
    monkeypatch.setenv("HOME", "/home/a")
    for told, where in [("/cache", "/cache"), ("", "/home/a/.cache"), ("relative", "/home/a/.cache")]:
        monkeypatch.setenv("XDG_CACHE_HOME", told)
        assert kept.folder() == Path(where, "intercity")


def test_a_write_that_fails_leaves_nothing(built: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert len(kept.graph()) == 3
    assert list((tmp_path / "cache").iterdir()) == []
    assert len(built) == 1


def test_the_cache_stays_small(built: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept.graph()
    size = the_file(tmp_path).stat().st_size
    monkeypatch.setattr(kept, "MOST", 2 * size + 100)
    for number in range(4):
        path = tmp_path / "cache" / f"graph-{number}.nt"
        kept._write(path, TRIPLES)
        os.utime(path, (number, number))
    mine = tmp_path / "cache" / "mine.nt"
    mine.write_bytes(b"x" * 9 * size)
    kept._clear(tmp_path / "cache")
    left = {path.name for path in (tmp_path / "cache").iterdir()}
    assert len(left) == 3
    assert {"graph-3.nt", "mine.nt"} < left
    assert len(built) == 1


def partners(**environment: str) -> "subprocess.Popen[str]":
    code = "import build_graph; raise SystemExit(build_graph.main(['query', 'partners', '--city', '熊本市']))"
    if environment.pop("killed", ""):
        code = f"import os; os.replace = lambda *_: os.kill(os.getpid(), {int(signal.SIGKILL)}); {code}"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, encoding="utf-8"
    )


def test_killed_while_writing_and_two_at_once_and_no_home(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with partners(INTERCITY_CACHE=str(cache), killed="1") as process:
        assert process.wait(60) == -signal.SIGKILL
    (left,) = cache.iterdir()
    assert left.suffix == ".part"
    os.utime(left, (time.time() - 7200,) * 2)
    told = [{"INTERCITY_CACHE": str(cache)}, {"INTERCITY_CACHE": str(cache)}]
    answers = [process.communicate(timeout=60)[0] for process in [partners(**each) for each in told]]
    (whole,) = cache.iterdir()
    assert whole.suffix == ".nt"
    answers += [partners(INTERCITY_CACHE=str(cache)).communicate(timeout=60)[0]]
    answers += [partners(INTERCITY_CACHE="/dev/null/cache").communicate(timeout=60)[0]]
    assert answers[0].count("\n") == 11
    assert len(set(answers)) == 1


def test_a_kept_graph_is_asked_without_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; import build_graph; build_graph.main(['query', 'partners', '--city', '熊本市'])\n"
        "heavy = {'pydantic', 'rdflib', 'pandas', 'networkx', 'pyshacl', 'starlette', 'mcp'}\n"
        "print(heavy & set(sys.modules), file=sys.stderr)"
    )
    environment = os.environ | {"INTERCITY_CACHE": str(tmp_path)}
    for heavy in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
        )
        assert ("pydantic" in done.stderr) == heavy
    assert done.stderr == "set()\n"
