"""What ended, asked of days before and after its end: its state on that day, and why a partner is not in the answer."""

from pathlib import Path

import pytest

import build_graph
from queries import Result, kept, run

TEXT = (
    "加賀市の国際交流\n\n相手先\t種別\t提携日\n福井市\t姉妹都市\t平成2年5月3日\n坂井市\t友好都市\t平成8年10月1日\n\n"
    "平成17年3月31日、福井市との姉妹都市提携を解消しました。\n\n企業名\t協定名\t締結日\t備考\n"
    "株式会社柴山銀行\t包括連携協定\t平成10年4月1日\t平成20年3月31日終了\n"
)
BEFORE, ON, AFTER = "2005-03-30", "2005-03-31", "2005-04-01"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("k.txt").write_text(TEXT, encoding="utf-8")
    assert build_graph.main(["read", "k.txt", "--home", "加賀市", "--as-of", "2024", "--data", "d"]) == 0
    return Path("d")


def ask(folder: Path, name: str, **parameters: str) -> Result:
    return run(name, kept.graph([folder]), **parameters)


def state(answer: Result, column: str, word: str) -> str:
    """What `column` says of the one row that holds `word` in any cell."""
    (row,) = (one for one in answer.rows if any(word in str(cell) for cell in one.values()))
    return str(row[column]).rpartition("/")[2]


@pytest.mark.parametrize(("day", "told"), [(BEFORE, "concluded"), (ON, "concluded"), (AFTER, "ended"), ("", "ended")])
def test_the_state_is_that_of_the_day(folder: Path, day: str, told: str) -> None:
    given = {"as_of": day} if day else {}
    assert state(ask(folder, "agreements", **given), "status_id", "加賀市・福井市") == told
    assert state(ask(folder, "agreements", **given), "status_id", "加賀市・坂井市") == "concluded"
    sheet = state(ask(folder, "city-sheet", city="加賀市", **given), "status_en", "加賀市・福井市")
    assert sheet.casefold() == told


@pytest.mark.parametrize(("day", "told"), [("2008-03-31", "concluded"), ("2008-04-01", "ended"), ("", "ended")])
def test_the_state_of_an_agreement_with_a_company(folder: Path, day: str, told: str) -> None:
    given = {"as_of": day} if day else {}
    assert state(ask(folder, "companies", city="加賀市", **given), "state_id", "柴山銀行") == told


def test_a_partner_whose_tie_has_ended_is_told_beside_the_explained_rows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["query", "partners", "--city", "加賀市", "--data", str(folder), "--lang"]
    capsys.readouterr()
    for language, said in (
        ("en", "Kaga–Fukui sister city ended on 2005-03-31."),
        ("ja", "福井市 姉妹都市は2005-03-31に終わった。"),
    ):
        assert build_graph.main([*asked, language, "--as-of", AFTER, "--explain"]) == 0
        err = capsys.readouterr().err
        assert {"en": "not in the answer\n", "ja": "回答にないもの\n"}[language] in err
        assert said in err
    for words in (["--as-of", ON, "--explain"], ["--as-of", AFTER]):  # in the answer; not explained
        assert build_graph.main([*asked, "en", *words]) == 0
        assert "ended on" not in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_an_empty_answer_says_what_had_ended(capsys: pytest.CaptureFixture[str]) -> None:
    Path("k.txt").write_text(TEXT.replace("坂井市\t友好都市\t平成8年10月1日\n", ""), encoding="utf-8")
    assert build_graph.main(["read", "k.txt", "--home", "加賀市", "--as-of", "2024", "--data", "d2"]) == 0
    capsys.readouterr()
    assert build_graph.main(["query", "partners", "--city", "加賀市", "--data", "d2", "--lang", "en"]) == 0
    err = capsys.readouterr().err
    assert "no rows\n" in err
    assert "Kaga–Fukui sister city ended on 2005-03-31." in err


def test_an_end_without_a_day_is_not_given_the_day_of_another_thing(capsys: pytest.CaptureFixture[str]) -> None:
    """Kumamoto's memorandum with Kaohsiung ran out; the handbook does not say when."""
    assert build_graph.main(["query", "partners", "--city", "熊本市", "--explain", "--lang", "en"]) == 0
    said = [line for line in capsys.readouterr().err.split("\n") if " ended " in line]
    assert [line.strip() for line in said] == [
        "Kumamoto Prefecture–Kumamoto–Kaohsiung memorandum on international exchange (MOU) "
        "ended on a day that no document states."
    ]
