"""The command line as people use it: what a build leaves behind, and what every mistake leads to."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.outputs import outputs, verify
from queries import run

ROOT = Path(__file__).parent.parent
COMMANDS = ["build", "read", "query", "export", "check"]
TIE = "（1）桂林市（中華人民共和国）\n\n平成7年5月29日、友好都市協定を締結した。\n"


def intercity(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build_graph.py"), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder named in Japanese and with a blank, in which the bare command was run once."""
    folder = tmp_path_factory.mktemp("日本 語")
    done = intercity(cwd=folder, PYTHONHASHSEED="0", LC_ALL="C", TZ="UTC")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_the_bare_command_builds_everything(built: Path) -> None:
    names = {str(path.relative_to(built / "build")) for path in (built / "build").rglob("*") if path.is_file()}
    tables = {f"tables/{name}.csv" for name in ("places", "agreements", "memberships", "bodies", "edges", "sources")}
    assert {"pages/index.html", "pages/lg/jp-431001.html", "pages/lg/jp-431001.ttl"} <= names
    assert {name for name in names if not name.startswith("pages/")} == tables | {
        "intercity.ttl", "intercity.nt", "network.graphml", "index.html", "report.md", "report.json", "manifest.json",
        "tables/README.md", "void.ttl", "questions.ttl",
    }  # fmt: skip
    assert verify(built / "build") == []
    manifest = json.loads((built / "build" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["nodes"]["icr:Agreement"] == 38


def test_two_builds_under_other_seeds_locales_and_zones_are_the_same(built: Path, tmp_path: Path) -> None:
    done = intercity("build", cwd=tmp_path, PYTHONHASHSEED="1", LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    assert done.returncode == 0
    for path in (built / "build").rglob("*"):
        if path.is_file():
            again = tmp_path / "build" / path.relative_to(built / "build")
            assert again.read_bytes() == path.read_bytes(), path.name


def test_the_three_texts_of_the_graph_hold_the_same_triples(built: Path, store: Store) -> None:
    from pyoxigraph import RdfFormat

    for name, kind in (("intercity.ttl", RdfFormat.TURTLE), ("intercity.nt", RdfFormat.N_TRIPLES)):
        read = Store()
        read.load((built / "build" / name).read_bytes(), format=kind)
        assert set(read) == set(store)


def test_a_killed_build_leaves_the_old_one_whole(tmp_path: Path) -> None:
    with outputs(tmp_path / "build") as writer:
        writer.write("old.txt", "old")
    for wait in (0.3, 1.0, 1.6):
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "build_graph.py"), "build"], cwd=tmp_path, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert verify(tmp_path / "build") == []
    assert intercity("build", cwd=tmp_path).returncode in (0, 4)


def test_an_interrupted_build_says_so_and_leaves_the_old_one(tmp_path: Path) -> None:
    with outputs(tmp_path / "out") as writer:
        writer.write("old.txt", "old")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build_graph.py"), "build", "--out", "out"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    time.sleep(1.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    if process.returncode == 130:
        assert "interrupted" in said
        assert (tmp_path / "out" / "old.txt").read_text() == "old"
    assert verify(tmp_path / "out") == []


def test_a_second_build_names_who_holds_the_lock(tmp_path: Path) -> None:
    with outputs(tmp_path / "build") as writer:
        done = intercity("build", cwd=tmp_path)
        writer.write("a.txt", "a")
    assert done.returncode == 4
    assert str(os.getpid()) in done.stderr


def test_an_output_that_cannot_be_written_is_said_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file, not a folder")
    done = intercity("build", cwd=tmp_path)
    assert done.returncode == 4
    assert "build" in done.stderr
    assert (tmp_path / "build").read_text() == "a file, not a folder"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example_that_fits_a_screen(command: str, tmp_path: Path) -> None:
    done = intercity(command, "--help", cwd=tmp_path, COLUMNS="80")
    assert done.returncode == 0
    assert f"intercity {command}" in done.stdout
    assert done.stdout.count("\n") <= 40
    assert re.search(r"[ぁ-ん]", done.stdout)
    assert f"intercity {command}" in (ROOT / "README.md").read_text("utf-8") + intercity("--help", cwd=tmp_path).stdout


def test_every_fact_leads_to_lines_of_a_file_with_its_hash(store: Store, documents: Path) -> None:
    texts = {hashlib.sha256(path.read_bytes()).hexdigest(): path.read_text("utf-8") for path in documents.glob("*.txt")}
    rows = run("facts-to-lines", store).rows
    assert len({row["fact_id"] for row in rows}) > 150
    spans = store.query(
        """PREFIX icr: <https://w3id.org/icr/def#> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?sha ?start ?end ?slice ?first ?last WHERE { ?span icr:inDocument/icr:sha256 ?sha ; oa:start ?start ;
          oa:end ?end ; icr:sha256 ?slice ; icr:startLine ?first ; icr:endLine ?last }"""
    )
    seen = 0
    for row in spans:  # type: ignore[union-attr]
        sha, start, end, slice_, first, last = (row[number].value for number in range(6))
        part = texts[sha][int(start) : int(end)]
        assert hashlib.sha256(part.encode()).hexdigest() == slice_
        assert texts[sha].count("\n", 0, int(start)) + 1 == int(first)
        assert texts[sha].count("\n", 0, int(end) - 1) + 1 == int(last)
        seen += 1
    assert seen > 400


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16"])
def test_an_unknown_document_is_read_in_its_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "handbook.txt").write_bytes(TIE.encode(encoding))
    done = intercity("read", "handbook.txt", "--home", "熊本市", "--as-of", "2024", "--data", "mine", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 agreement (B)" in done.stdout
    assert '"1995-05-29"' in (tmp_path / "mine" / "handbook" / "records.jsonl").read_text("utf-8")
    asked = intercity("query", "agreements", "--data", "mine", "--format", "csv", cwd=tmp_path)
    assert "1995-05-29" in asked.stdout


def test_a_binary_document_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"%PDF\x00\x01")
    (tmp_path / "good.txt").write_text(TIE, encoding="utf-8")
    done = intercity("read", "bad.txt", "good.txt", "--home", "熊本市", "--as-of", "2024", "--data", "d", cwd=tmp_path)
    assert done.returncode == 1
    assert "bad.txt: binary data (a zero byte at offset 4)" in done.stderr
    assert (tmp_path / "d" / "good" / "records.jsonl").exists()
    assert intercity("read", "bad.txt", "--home", "熊本市", "--data", "d", cwd=tmp_path).returncode == 3


def test_a_misspelt_home_gets_the_nearest_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TIE, encoding="utf-8")
    done = intercity("read", "a.txt", "--home", "熊元市", "--data", "d", cwd=tmp_path)
    assert done.returncode == 3
    assert "熊本市" in done.stderr


def mine(tmp_path: Path, change: tuple[str, str]) -> Path:
    """A data folder with one document whose records were tampered with."""
    (tmp_path / "h.txt").write_text(TIE, encoding="utf-8")
    assert (
        intercity("read", "h.txt", "--home", "熊本市", "--as-of", "2024", "--data", "d", cwd=tmp_path).returncode == 0
    )
    path = tmp_path / "d" / "h" / "records.jsonl"
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    return tmp_path / "d"


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (('"type": "agreement"', '"type": "agreement'), 3, r"records\.jsonl:1: .*intercity read"),
        (
            ('"friendship-city"', '"friendly-port"'),
            1,
            r"h L\d: unknown kind friendly-port of agreement; nearest: friend",
        ),
        (('"1995-05-29"', '"1995-05-39"'), 3, r"1995-05-39: no such day"),
        (('"lg/cn-guilin"', '"lg/cn-nowhere"'), 1, r"lg/?:?cn-nowhere|dangling"),
    ],
)
def test_a_broken_record_is_named_and_the_rest_is_built(
    change: tuple[str, str], code: int, said: str, tmp_path: Path
) -> None:
    folder = mine(tmp_path, change)
    done = intercity("build", "--data", folder, cwd=tmp_path)
    assert done.returncode == code
    assert re.search(said, done.stderr), done.stderr
    assert (tmp_path / "build").exists() == (code == 1)
    if code == 1:
        text = (tmp_path / "build" / "report.json").read_text("utf-8")
        assert len(json.loads(text)["rejected"]) == 1
        assert json.loads((tmp_path / "build" / "manifest.json").read_text())["counts"]["nodes"]["icr:Agreement"] == 38


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "Did you mean build?"),
        (["build", "--nope"], "no such option"),
        (["query", "partnerz"], "partners"),
        (["query", "partners", "--city", "熊元市"], "熊本市"),
        (["query", "partners", "--town", "熊本市"], "city"),
        (["query", "partners", "--city"], "--name value"),
        (["query", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "SERVICE"),
        (["export", "docx"], "invalid choice"),
        (["export", "csvw"], "--out FOLDER"),
    ],
)
def test_a_wrong_command_line_says_what_to_write(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = intercity(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["turtle", "ntriples", "jsonld", "graphml", "gexf", "geojson"])
def test_every_format_leaves_by_standard_output(name: str, tmp_path: Path) -> None:
    done = intercity("export", name, cwd=tmp_path)
    assert done.returncode == 0
    assert "桂林市" in done.stdout or "\\u6842" in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' '{ROOT / 'build_graph.py'}' export ntriples | head -1",
        shell=True, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
