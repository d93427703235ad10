"""What `read` tells of a document: what was read, what was set aside and why, what stayed unread, whose it may be."""

import json
from pathlib import Path

import pytest

import build_graph
from graph.account import Outcome
from graph.documents import data, folders
from graph.japanese import japanese
from graph.words import FLAGS, REASONS, TYPES, VERDICTS, doubts, reason

TIE = "平成7年5月29日、桂林市（中国）と友好都市協定を締結した。\n"
GENERAL = "今後も友好都市協定に基づき、交流を推進する。\n"
NEVER = "慶州市（韓国）との姉妹都市提携は見送り、締結には至らなかった。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str, home: str = "熊本市", name: str = "h.txt") -> int:
    Path(name).write_text(text, encoding="utf-8")
    return build_graph.main(["read", name, "--home", home, "--as-of", "2024", "--data", "d"])


def test_lines_set_aside_are_told_by_reason(capsys: pytest.CaptureFixture[str]) -> None:
    read(TIE + GENERAL + "\n" + NEVER + GENERAL)
    said = capsys.readouterr().out
    assert "  set aside for a reason / 理由があって記録しなかった行:\n" in said
    assert "        2  speaks of agreements in general / 協定一般についての記述: L2, L5\n" in said
    assert "        1  no tie / 関係がない・締結に至らなかったとの記述: L4\n" in said


def test_of_many_lines_the_first_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    read(TIE + GENERAL * 7)
    assert (
        "7  speaks of agreements in general / 協定一般についての記述: L2, L3, L4, L5, L6 … (7)\n"
        in capsys.readouterr().out
    )


def test_nothing_is_said_to_be_set_aside_where_nothing_was(capsys: pytest.CaptureFixture[str]) -> None:
    read(TIE)
    said = capsys.readouterr().out
    assert "set aside" not in said
    assert (
        "h.txt: read: 1 agreement (B); no line on ties left unread; kept in d/h/"
        " / 読み取り済み: 協定(B) 1件、関係を述べる未読の行なし、保存先 d/h/\n"
    ) in said


def test_rows_of_a_table_are_not_measured_by_the_lines_on_ties(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "桂林市\t中国\t友好都市\t昭和54年10月1日\nサンアントニオ市\t米国\t姉妹都市\t昭和62年12月28日\n"
    read("都市名\t国名\t種別\t提携年月日\n" + rows)
    said = capsys.readouterr().out
    assert "h.txt: read: 2 agreements (A); no line on ties left unread; kept" in said


def test_every_reason_and_flag_that_was_kept_has_its_words() -> None:
    for folder in folders():
        coverage = json.loads((folder / "coverage.json").read_text("utf-8"))
        assert set(coverage["ignored"]) <= set(REASONS)
        for line in (folder / "records.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            assert record["type"] in TYPES
            assert set(_flags(record)) <= set(FLAGS)
    assert data().is_dir()


def _flags(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value.get("flags", []), *(flag for one in value.values() for flag in _flags(one))]
    return [flag for one in value for flag in _flags(one)] if isinstance(value, list) else []


def test_a_word_that_nobody_explained_stands_as_it_is() -> None:
    assert reason("some new reason") == "some new reason"
    assert doubts(["new_flag", "kind_inherited", "party_is_publisher"], "C") == [
        "new_flag",
        "kind_inherited: the kind is that of the tie told before / 種別は直前の関係から引き継いだ",
    ]
    assert doubts(["party_is_publisher"], "B") == []
    assert "another reading" in doubts([], "C")[0]


def test_a_document_of_which_more_was_read_than_missed_is_not_called_mostly_missed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read(
        "都市名\t国名\t種別\t提携年月日\n桂林市\t中国\t友好都市\t昭和54年10月1日\n"
        + "\n平成3年5月1日、某市と提携を結んだ。\n"
    )
    said = capsys.readouterr().out
    assert "mostly" not in said


def test_what_was_read_of_one_file_is_told_tie_by_tie(capsys: pytest.CaptureFixture[str]) -> None:
    read("都市名\t国名\t種別\t提携年月日\nサンアントニオ市\t米国\t姉妹都市\t昭和62年12月28日\n" + TIE)
    said = capsys.readouterr().out
    assert "\n        2  A  熊本市 + サンアントニオ市: 姉妹都市, 1987-12-28\n" in said
    assert "\n        3  B  熊本市 + 桂林市: 友好都市, 1995-05-29\n" in said


def test_of_several_files_counts_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(
            TIE + (GENERAL + "令和2年2月2日、架空市と姉妹都市を。\n") * (name == "b.txt"), encoding="utf-8"
        )
    build_graph.main(["read", "a.txt", "b.txt", "--home", "熊本市", "--as-of", "2024", "--data", "d"])
    said = capsys.readouterr().out
    assert "熊本市 + 桂林市" not in said
    assert (
        "2 files: 1 read, 1 partly read, 0 not understood, 0 refused"
        " / 2ファイル: 読み取り済み1、一部を読み取り1、読み取れず0、読めず0\n"
    ) in said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            Outcome(Path("a.txt"), verdict="nothing to keep", folder="d/a"),
            "a.txt: nothing to keep: no records; kept in d/a/ / 記録する事柄なし: 記録なし、保存先 d/a/",
        ),
        (
            Outcome(Path("a.txt"), verdict="the same as b.txt, and read once", folder="d/b", twin=True),
            "a.txt: the same as b.txt, and read once; kept in d/b/"
            " / b.txt と同じ文書で、読み取りは一度だけ、保存先 d/b/",
        ),
        (
            Outcome(Path("a.txt"), verdict="not read: written in Korean", folder="d/a"),
            "a.txt: not read: written in Korean: no records; kept in d/a/"
            " / 読み取れず（日本語でない文書: 韓国語）: 記録なし、保存先 d/a/",
        ),
        (
            Outcome(
                Path("a.txt"),
                verdict="partly read",
                counts=(("body (A)", 1), ("membership (C)", 12)),
                rest="3 lines on ties left unread",
                folder="d/a",
            ),
            "a.txt: partly read: 1 body (A), 12 memberships (C); 3 lines on ties left unread; kept in d/a/"
            " / 一部を読み取り: 団体・施設(A) 1件、参加(C) 12件、関係を述べる未読の行 3行、保存先 d/a/",
        ),
    ],
)
def test_what_came_of_a_file_is_told_in_both_languages(one: Outcome, said: str) -> None:
    assert one.lines() == [said]


def test_notes_are_told_in_both_languages() -> None:
    notes = ("2 records wait for a person's word: intercity read --review a.txt --data d",)
    (_, note) = Outcome(Path("a.txt"), verdict="read", folder="d/a", notes=notes).lines()
    assert note == f"  {notes[0]} / 2件の記録が人の確認を待つ: intercity read --review a.txt --data d"


def test_every_verdict_has_its_japanese() -> None:
    for ending in ("read", "partly read", "mostly not understood", "nothing to keep"):
        assert ending in VERDICTS
    for verdict in ("not read: written in Chinese", "not read: 1 line on ties, none was understood"):
        assert japanese(verdict)
