"""An answer without rows says how many records wait for a person's word, and how to give it."""

import builtins
from pathlib import Path

import pytest

import build_graph

ONE = "グアダラハラ市とは平成10年5月3日に友好都市協定を締結した。\n"  # several countries have a town of that name
DOUBTS = ONE + ONE.replace("グアダラハラ市", "コルドバ市")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("w.txt").write_text(DOUBTS, encoding="utf-8")
    assert build_graph.main(["read", "w.txt", "--home", "和歌山市", "--as-of", "2024", "--data", "d"]) == 0


def asked(capsys: pytest.CaptureFixture[str], city: str, language: str) -> str:
    capsys.readouterr()
    assert build_graph.main(["query", "partners", "--city", city, "--data", "d", "--lang", language]) == 0
    return capsys.readouterr().err


def test_an_empty_answer_tells_of_the_records_that_wait(capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, "和歌山市", "en")
    assert "2 records that name what was asked about wait for a person's word (class C)" in said
    assert "intercity read --review w.txt --data d\n" in said
    said = asked(capsys, "和歌山市", "ja")
    assert "尋ねたものに触れる記録2件が人の判断待ち（C）で" in said


def test_of_another_city_nothing_waits(capsys: pytest.CaptureFixture[str]) -> None:
    assert "person's word" not in asked(capsys, "那覇市", "en")


def test_what_was_answered_no_longer_waits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter(["n", "n"])
    monkeypatch.setattr(builtins, "input", lambda _: next(answers))
    assert build_graph.main(["read", "w.txt", "--review", "--data", "d"]) == 0
    assert "person's word" not in asked(capsys, "和歌山市", "en")
