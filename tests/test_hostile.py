"""Hostile and unusual input through the command line: a clear report each time, never a traceback, nothing lost."""

import hashlib
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from graph.account import Outcome
from graph.batch import files, read_all, shown, tasks
from graph.documents import DocumentError
from graph.extract import text_of

ROOT = Path(__file__).parent.parent
TABLE = "都市名\t国名\t種別\t提携年月日\n桂林市\t中国\t友好都市\t昭和54年10月1日\n"
STORY = "グアダラハラ市とは平成10年5月3日に友好都市協定を締結した。\n"  # several countries have a town of that name


def read(*arguments: str, cwd: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build_graph.py"), "read", *arguments, "--data", "d"]
    return subprocess.run(command, cwd=cwd, input=said, capture_output=True, encoding="utf-8", timeout=120, check=False)


HOME = ("--home", "熊本市", "--as-of", "2024")


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_give_the_same_records(encoding: str, ends: str) -> None:
    from graph.documents import decode

    assert decode(TABLE.replace("\n", ends).encode(encoding), "a.txt")[0] == TABLE


@pytest.mark.parametrize(
    ("raw", "code", "told"),
    [
        (b"", 3, "there is no text in it"),
        (b" \n\xe3\x80\x80\n", 3, "there is no text in it"),
        ("本日の天気は晴れである。\n".encode(), 0, "no line speaks of a tie"),
        ("姉妹都市\0".encode(), 3, "zero byte at offset"),
        (b"\xed\xa0\x80" + "姉妹都市と友好都市".encode(), 3, "not UTF-8 at byte 0"),
        (("姉妹都市の提携" * 2_000_000).encode()[: 65 * 1024 * 1024 + 1] + b" " * (27 << 20), 3, "the limit is"),
        ("令和0年13月45日、ローム市と姉妹都市協定を締結した。\n".encode(), 1, "none was understood"),
        ("平成35年4月1日、桂林市（中国）と友好都市協定を締結した。\n".encode(), 0, "agreement"),
        ("熊本市は、平成7年5月3日に熊本市と姉妹都市協定を締結した。\n".encode(), 1, "none was understood"),
        (("Our city has signed a sister city agreement with Rome in 1995. " * 9).encode(), 1, "only Japanese"),
        (("（" * 20_000 + "姉妹都市" + "」" * 20_000).encode(), 0, "1 line on ties in general"),
        (("桂林市" * 5_000 + "と姉妹都市").encode(), 0, "1 line on ties in general"),
    ],
    ids=[
        "empty",
        "blank",
        "weather",
        "zero",
        "surrogate",
        "large",
        "no-day",
        "notional",
        "itself",
        "english",
        "nested",
        "long-line",
    ],
)
def test_hostile_files_end_in_a_report(raw: bytes, code: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_bytes(raw)
    done = read("h.txt", *HOME, cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert told in done.stdout + done.stderr
    assert done.returncode == code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Our city has signed a sister city agreement with Rome in 1995. " * 9, "English or another language"),
        ("우리 시는 1995년에 로마시와 자매도시 협정을 체결하였다. " * 9, "Korean"),
        ("我们的城市与罗马市签署了友好城市协议，这是为了发展两国的关系。" * 9, "Chinese"),
    ],
)
def test_another_language_is_said_and_ends_as_what_was_not_understood(text: str, language: str, tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text(text, encoding="utf-8")
    done = read("h.txt", *HOME, cwd=tmp_path)
    assert done.returncode == 1
    assert f"h.txt: not read: written in {language}" in done.stdout
    (tmp_path / "j.txt").write_text(TABLE, encoding="utf-8")
    done = read("h.txt", "j.txt", *HOME, cwd=tmp_path)
    assert done.returncode == 1
    assert "2 files: 1 read, 1 not understood" in done.stdout


def test_a_folder_is_read_and_a_poisoned_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "more"
    folder.mkdir(parents=True)
    for number in range(6):
        (tmp_path / "docs" / f"h{number}.txt").write_text(TABLE, encoding="utf-8")
    (folder / "h1.txt").write_text(TABLE + "\n", encoding="utf-8")
    (tmp_path / "docs" / "bad.txt").write_bytes(b"\x00\x01")
    done = read("docs", *HOME, cwd=tmp_path)
    assert done.returncode == 1
    assert "bad.txt: binary data" in done.stderr
    assert "8 files: 7 read, 0 not understood, 1 refused" in done.stdout
    assert len(list((tmp_path / "d").iterdir())) == 7  # two files of one name have folders of their own


def test_a_process_that_dies_takes_no_other_file_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import graph.batch as batch

    for number in range(5):
        (tmp_path / f"h{number}.txt").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(batch, "one", dying)
    work = tasks(files([tmp_path]), tmp_path / "d", "熊本市", "2024")
    ends = list(read_all(work, shown(sys.stderr)))
    assert [one.path.name for one in ends] == [f"h{number}.txt" for number in range(5)]
    assert [bool(one.error) for one in ends] == [False, False, True, False, False]


def dying(task: object) -> Outcome:
    """Stands for a reader that is killed at one file."""
    import os

    path = task.path  # type: ignore[attr-defined]
    if path.name == "h2.txt":
        os._exit(9)
    return Outcome(path, verdict="read")


def test_reading_twice_gives_the_same_bytes_and_keeps_decisions(tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text(STORY, encoding="utf-8")
    assert "1 agreement (C)" in read("h.txt", *HOME, cwd=tmp_path).stdout
    before = (tmp_path / "d" / "h" / "records.jsonl").read_bytes()
    reviewed = read("h.txt", "--review", cwd=tmp_path, said="?\ny\n")
    assert "h.txt:1: " in reviewed.stdout
    assert "1 confirmed" in reviewed.stdout
    decisions = (tmp_path / "d" / "h" / "decisions.toml").read_bytes()
    again = read("h.txt", *HOME, cwd=tmp_path)
    assert "stale" not in again.stdout
    assert (tmp_path / "d" / "h" / "records.jsonl").read_bytes() == before
    assert (tmp_path / "d" / "h" / "decisions.toml").read_bytes() == decisions
    assert "0 confirmed" in read("h.txt", "--review", cwd=tmp_path).stdout  # nothing is asked twice


def test_a_decision_whose_lines_changed_is_shown_as_stale(tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text(STORY, encoding="utf-8")
    read("h.txt", *HOME, cwd=tmp_path)
    read("h.txt", "--review", cwd=tmp_path, said="n\n")
    (tmp_path / "h.txt").write_text(STORY.replace("と友好", "と、友好").replace("に", "に、"), encoding="utf-8")
    again = read("h.txt", *HOME, cwd=tmp_path)
    assert "stale decision" in again.stdout
    assert "reject" in (tmp_path / "d" / "h" / "decisions.toml").read_text("utf-8")
    text = (tmp_path / "h.txt").read_bytes()
    described = tomllib.loads((tmp_path / "d" / "h" / "document.toml").read_text("utf-8"))
    assert described["sha256"] == hashlib.sha256(text).hexdigest()


def test_a_review_that_was_left_goes_on_where_it_stopped(tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text(STORY + "\n" + STORY.replace("グアダラハラ市", "コルドバ市"), encoding="utf-8")
    read("h.txt", *HOME, cwd=tmp_path)
    assert "the rest waits" in read("h.txt", "--review", cwd=tmp_path, said="y\nq\n").stdout
    assert "1/1 " in read("h.txt", "--review", cwd=tmp_path, said="y\n").stdout


def test_a_web_page_is_read_with_its_table(tmp_path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("\t")) + "</tr>" for line in TABLE.splitlines()
    )
    page = (
        f"<html><head><meta charset=Shift_JIS><script>姉妹都市</script></head><body><table>{rows}</table></body></html>"
    )
    (tmp_path / "h.html").write_bytes(page.encode("cp932"))
    done = read("h.html", *HOME, cwd=tmp_path)
    assert "1 agreement (A)" in done.stdout, done.stderr
    text, encoding = text_of((tmp_path / "h.html").read_bytes(), "h.html")
    described = tomllib.loads((tmp_path / "d" / "h" / "document.toml").read_text("utf-8"))
    assert (text.strip(), encoding) == (TABLE.strip(), "cp932")
    assert described["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_a_cell_that_spans_rows_is_repeated() -> None:
    page = "<table><tr><td rowspan=2>島田市<td>A</tr><tr><td>B</tr></table>"
    assert text_of(page.encode(), "a.html")[0] == "島田市\tA\n島田市\tB\n"


@pytest.mark.parametrize("raw", [b"%PDF-1.4\nbroken", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"])
def test_a_pdf_that_cannot_be_read_says_why(raw: bytes) -> None:
    with pytest.raises(DocumentError, match=r"intercity\[pdf\]|broken PDF|text layer"):
        text_of(raw, "a.pdf")


def test_a_pdf_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(DocumentError, match=r"pip install 'intercity\[pdf\]'"):
        text_of(b"%PDF-1.4\n", "a.pdf")


def below(process: int) -> list[int]:
    """The processes that a process began, and those that these began."""
    mine = Path(f"/proc/{process}/task/{process}/children")
    children = [int(one) for one in mine.read_text().split()] if mine.exists() else []
    return [*children, *(one for child in children for one in below(child))]


@pytest.mark.parametrize("everyone", [True, False])
def test_an_interruption_is_for_the_command_and_not_for_its_helpers(everyone: bool, tmp_path: Path) -> None:
    """A terminal sends it to every process: the command says so in one line, and its helpers print nothing."""
    (tmp_path / "many").mkdir()
    for number in range(60):
        (tmp_path / "many" / f"{number:02}.txt").write_text(STORY + TABLE * 200, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build_graph.py"), "read", "many", *HOME, "--data", "d"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    assert process.stdout.readline()  # the first file is read
    helpers = below(process.pid)
    assert helpers
    for one in [*helpers, *([process.pid] if everyone else [])]:
        os.kill(one, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert (process.returncode == 130) == everyone
    ended = "intercity: interrupted; the old output is as it was / 中断しました。前の出力はそのままです"
    assert said.splitlines() == ([ended] if everyone else [])


def test_no_pattern_goes_back_and_forth_over_a_run_of_one_sign() -> None:
    """Each in a process that is given up after two minutes: what tries all partings of a run would take years."""
    tried = """
import importlib, pkgutil, re
import graph.reading as rooms
for module in pkgutil.walk_packages(rooms.__path__, "graph.reading."):
    for pattern in vars(importlib.import_module(module.name)).values():
        for sign in ("\u3000", "山", "ア", "1", "、", "山 ", "(", "し") if isinstance(pattern, re.Pattern) else ():
            pattern.match(sign * 400 + "終")
"""
    subprocess.run([sys.executable, "-c", tried], cwd=ROOT, timeout=120, check=True)


def test_long_runs_of_blanks_are_read(tmp_path: Path) -> None:
    blanks = "　" * 5_000
    lines = [f"■松江市{blanks}友好都市", f"長野県{blanks}なし", f"姉妹都市{blanks}：{blanks}桂林市", TABLE]
    (tmp_path / "h.txt").write_text("\n".join(lines), encoding="utf-8")
    done = read("h.txt", "--home", "熊本市", "--as-of", "2024", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "熊本市 + 桂林市: 友好都市, 1979-10-01" in done.stdout
