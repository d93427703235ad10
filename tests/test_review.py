"""A person's review: what it asks, what it keeps, what it says; and the account of a reading that leads to it."""

import builtins
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

import build_graph
from graph import library
from graph.account import many
from graph.coverage import Coverage
from graph.documents import Document
from graph.places import Gazetteer
from graph.reading import Reading
from graph.reading import read as understood
from graph.told import told

SURE = "平成7年5月29日、桂林市（中国）と友好都市協定を締結した。\n"
DOUBT = "グアダラハラ市とは平成10年5月3日に友好都市協定を締結した。\n"  # several countries have a town of that name
HARD = "平成3年5月1日、某市と何らかの提携。\n"  # stands for what the reader does not understand, whatever that is


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to work in, and a reader that understands every line on ties but the hard ones."""

    def reader(document: Document, gazetteer: Gazetteer) -> Reading:
        found = understood(document, gazetteer)
        lines = enumerate(document.text.split("\n"), 1)
        hard = tuple(number for number, line in lines if line and line[4:] == HARD.strip()[4:])
        told = {span.lines[0] for record in found.records for span in record.evidence}
        read = tuple(sorted(told - set(hard)))
        return Reading(found.records, Coverage(tuple(sorted({*read, *hard})), read, {}, hard))

    monkeypatch.setattr(library, "read", reader)
    monkeypatch.chdir(tmp_path)


def read(text: str, name: str = "h.txt") -> int:
    Path(name).write_text(text, encoding="utf-8")
    return build_graph.main(["read", name, "--home", "熊本市", "--as-of", "2024", "--data", "d"])


def review(monkeypatch: pytest.MonkeyPatch, answers: Iterable[str], option: str = "--review") -> int:
    given = iter(answers)

    def answer(_: str) -> str:
        word = next(given, None)
        if word is None:
            raise KeyboardInterrupt
        return word

    monkeypatch.setattr(builtins, "input", answer)
    return build_graph.main(["read", "h.txt", option, "--data", "d"])


def decided() -> dict[str, str]:
    table = tomllib.loads(Path("d/h/decisions.toml").read_text("utf-8"))
    return {one["record"].partition("|")[0]: one["verdict"] for one in table.get("decision", [])}


def test_every_record_can_be_walked_and_a_sure_one_rejected(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(SURE + DOUBT)
    capsys.readouterr()
    assert review(monkeypatch, ["q"]) == 0
    assert "1/1 agreement" in capsys.readouterr().out  # the doubtful one alone
    assert review(monkeypatch, ["n", "y", ""], "--review-all") == 0
    said = capsys.readouterr().out
    assert "1/2 (B) agreement / 協定: 熊本市 + 桂林市: 友好都市, 1995-05-29" in said
    assert "2/2 (C)" in said
    assert "1 confirmed, 1 rejected" in said
    assert decided()["agreement:lg/cn-guilin+lg/jp-431001"] == "reject"
    assert review(monkeypatch, ["y", "s"], "--review-all") == 0  # and an answer put right
    assert "(rejected / 却下済み)" in capsys.readouterr().out
    assert sorted(decided().values()) == ["confirm", "confirm"]


def test_a_rejected_record_of_class_b_is_not_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(SURE.replace("桂林市（中国）", "長沙市（中国）"))
    review(monkeypatch, ["n"], "--review-all")
    assert build_graph.main(["query", "partners", "--city", "熊本市", "--format", "csv", "--data", "d"]) == 0
    assert "cn-changsha" not in capsys.readouterr().out


def test_a_tie_that_was_not_read_is_said_to_be_listed_and_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(SURE + HARD + HARD.replace("3年", "4年"))
    assert review(monkeypatch, ["y", "n"]) == 0
    said = capsys.readouterr().out
    assert said.count("noted; it is not built, and report.md lists it") == 1
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 0
    account = Path("b/report.md").read_text("utf-8")
    assert "- `h`: **a person says that they tell of a tie / 人が関係ありと確認**: L2\n" in account
    (mine,) = [one for one in json.loads(Path("b/report.json").read_text())["documents"] if one["document"] == "h"]
    assert mine["coverage"]["confirmed"] == [2]


def test_lines_that_a_person_judged_are_no_longer_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SURE + HARD + HARD.replace("3年", "4年") + HARD.replace("3年", "5年")
    read(text)
    assert "3 lines on ties left unread" in capsys.readouterr().out
    review(monkeypatch, ["n", "y", "n"])
    capsys.readouterr()
    read(text)
    said = capsys.readouterr().out
    assert "  2 lines judged by a person to tell of no tie / 人が関係なしと判断した行\n" in said
    assert "1 line on ties left unread" in said
    assert "平成4年5月1日" in said  # a tie, says the person: it waits for a text that can be read
    assert "平成3年5月1日" not in said
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 0
    account = Path("b/report.md").read_text("utf-8")
    assert "- `h`: **without a reason / 理由なし**: L3\n" in account
    assert "- `h`: a person says that they tell of no tie / 人が関係なしと確認: L2, L4\n" in account
    read("\n" + text)  # the lines have moved: nobody has judged these
    assert "3 lines on ties left unread" in capsys.readouterr().out


def test_where_all_unread_lines_were_judged_the_document_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(SURE + HARD * 4)
    assert "h.txt: mostly not understood" in capsys.readouterr().out
    review(monkeypatch, ["n", "n", "n", "n"])
    read(SURE + HARD * 4)
    said = capsys.readouterr().out
    assert "h.txt: read: 1 agreement (B); no line on ties left unread" in said
    assert "読み取れなかった行" not in said


def test_lines_of_a_record_that_a_person_answered_are_no_longer_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = understood

    def unsure(document: Document, gazetteer: Gazetteer) -> Reading:
        """A reader that also lists the line of the doubtful record as not understood."""
        found = before(document, gazetteer)
        told = found.coverage
        return Reading(found.records, Coverage(told.relation, (1,), {}, (2, *told.unread)))

    monkeypatch.setattr(library, "read", unsure)
    read(SURE + DOUBT + HARD)
    assert "2 lines on ties left unread" in capsys.readouterr().out
    review(monkeypatch, ["y", "", "s"])  # the record is right, its country stays open; the hard line waits
    assert capsys.readouterr().out.count("not understood / 読めなかった行") == 1
    read(SURE + DOUBT + HARD)
    said = capsys.readouterr().out
    assert "1 line on ties left unread" in said
    assert "  1 line under records that a person has answered / 人が答えた記録の行\n" in said
    assert "グアダラハラ市とは" not in said.partition("読み取れなかった行")[2]
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 0
    assert "- `h`: **without a reason / 理由なし**: L3\n" in Path("b/report.md").read_text("utf-8")


def test_a_record_that_a_person_rejected_is_counted_and_no_fault_of_the_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(SURE)
    review(monkeypatch, ["n"], "--review-all")
    capsys.readouterr()
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 0
    out, err = capsys.readouterr()
    assert "1 record rejected by a person" in out
    assert "人が却下した記録1件" in out
    assert "A person read the lines" not in err


def test_every_sort_of_record_is_told_by_names_and_flags_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(DOUBT + "平成20年3月25日、和歌山大学と包括連携協定を締結した。\n")
    capsys.readouterr()
    assert review(monkeypatch, ["s"] * 9, "--review-all") == 0
    said = capsys.readouterr().out
    assert "body / 団体・施設: 和歌山大学, " in said
    assert "body:org/" not in said
    assert "  ? country_open: the country of this town is not said / 国が文書から定まらない\n" in said


def test_every_kept_record_can_be_told(gazetteer: Gazetteer) -> None:
    from graph.accept import sources

    lines = [told(record, gazetteer) for source in sources() for record in source.records]
    assert "link / 縁・つながり: 庄内鹿児島会: 鹿児島市 + 鶴岡市, " in "\n".join(lines)
    assert "change / 合併等: 植木町 → 熊本市, " in "\n".join(lines)
    assert not [line for line in lines if "org/" in line or "plan/" in line or ":lg/" in line]


def test_an_unknown_key_gets_the_keys(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    read(DOUBT)
    review(monkeypatch, ["x", "？", "ｙ", ""])
    said = capsys.readouterr().out
    assert said.count("one of these keys, then Enter: y, n, s (Enter alone), q") == 2
    assert "1 confirmed" in said


def test_an_interrupted_review_says_that_the_answers_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(DOUBT + DOUBT.replace("グアダラハラ市", "コルドバ市"))
    assert review(monkeypatch, ["y", ""]) == 130
    assert capsys.readouterr().err == (
        "intercity: interrupted; the answers given so far are kept / 中断しました。ここまでの答えは保存されています\n"
    )
    assert list(decided().values()) == ["confirm"]


def test_only_what_still_waits_is_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    two = DOUBT + DOUBT.replace("グアダラハラ市", "コルドバ市")
    read(two)
    assert "2 records wait for a person's word" in capsys.readouterr().out
    review(monkeypatch, ["y", "", "q"])
    read(two)
    assert "1 record waits for a person's word" in capsys.readouterr().out
    review(monkeypatch, ["n"])
    capsys.readouterr()
    read(two)
    assert "person's word" not in capsys.readouterr().out


def test_little_understood_is_not_called_unread(capsys: pytest.CaptureFixture[str]) -> None:
    assert read(SURE + "".join(HARD.replace("3年", f"{year}年") for year in (3, 4, 5))) == 0
    said = capsys.readouterr().out
    assert "h.txt: mostly not understood: 1 agreement (B); 3 lines on ties left unread; kept in d/h/" in said
    assert " / 大部分は読み取れず: 協定(B) 1件、関係を述べる未読の行 3行、保存先 d/h/\n" in said
    assert "what was read is kept and built" in said
    assert "not read" not in said
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 0
    (row,) = [line for line in Path("b/report.md").read_text("utf-8").splitlines() if line.startswith("| h<br>h |")]
    assert row.endswith("| 1 | 1 | 0 | 0 | 0 | 0 | 1 / 4 | mostly not understood |")


def test_the_lines_that_were_not_understood_are_shown_and_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    read(SURE + HARD)
    assert "  not understood / 読み取れなかった行:\n        2  平成3年5月1日、某市と" in capsys.readouterr().out
    assert not [path for path in Path("d").rglob("*.*") if "何らか" in path.read_text("utf-8")]


def test_of_a_web_page_the_lines_are_said_to_be_those_of_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    read(f"<html>\n\n\n<body>\n\n<p>{SURE}</p>\n\n<p>{HARD}</p></body></html>", name="h.html")
    said = capsys.readouterr().out
    assert "not understood / 読み取れなかった行 (counted in the text taken out of the file" in said
    assert "        2  平成3年5月1日" in said


def test_a_long_list_ends_with_where_the_rest_is(capsys: pytest.CaptureFixture[str]) -> None:
    read(HARD * 25)
    said = capsys.readouterr().out
    assert said.count("何らか") == 20
    assert 'and 5 more: "unread" in d/h/coverage.json' in said


def test_the_classes_are_explained_once(capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", SURE), ("b.txt", DOUBT)):
        Path(name).write_text(text, encoding="utf-8")
    build_graph.main(["read", "a.txt", "b.txt", "--home", "熊本市", "--as-of", "2024", "--data", "d"])
    said = capsys.readouterr().out
    assert said.count("A: a row or label states it; B: a sentence") == 1
    assert said.count("A 表の行や見出しに明記") == 1
    read("本日の天気は晴れである。\n")
    assert "A: a row" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "what", "said"),
    [
        (1, "record", "1 record"),
        (2, "record", "2 records"),
        (2, "body (B)", "2 bodies (B)"),
        (1, "body (B)", "1 body (B)"),
        (0, "line", "0 lines"),
    ],
)
def test_one_and_many(count: int, what: str, said: str) -> None:
    assert many(count, what) == said


OPEN = "都市名\t種別\t提携年月日\nグラナダ市\t姉妹都市\t平成5年4月20日\n府中市\t友好都市\t昭和60年5月1日\n"


def test_a_place_that_a_tie_leaves_open_is_asked_for_where_it_is_confirmed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(OPEN)
    review(monkeypatch, ["y", "アトランティス", "es", "y", "広島県"])
    assert capsys.readouterr().out.count("  no such place known: a country") == 1
    made = tomllib.loads(Path("d/h/decisions.toml").read_text("utf-8"))["decision"]
    assert made[0]["places"]["グラナダ市"].startswith("lg/es-")
    assert made[1]["places"] == {"府中市": "lg/jp-342084"}
    read(OPEN)
    assert "waits for a person's word" not in capsys.readouterr().out
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 0
    capsys.readouterr()
    assert build_graph.main(["query", "partners", "--city", "熊本市", "--data", "d", "--format", "csv"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^グラナダ市,.*スペイン.*,1993-04-20,", said, re.M)
    assert re.search(r"^府中市,.*,1985-05-01,", said, re.M)


def test_a_place_once_told_is_kept_where_the_tie_is_confirmed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read(OPEN)
    review(monkeypatch, ["y", "es", "s"])
    before = Path("d/h/decisions.toml").read_text("utf-8")
    review(monkeypatch, ["y", "s"], "--review-all")
    assert Path("d/h/decisions.toml").read_text("utf-8") == before


def test_a_place_may_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    read(OPEN)
    review(monkeypatch, ["y", "", "s"])
    (made,) = tomllib.loads(Path("d/h/decisions.toml").read_text("utf-8"))["decision"]
    assert "places" not in made


def test_places_of_a_decision_are_names_with_keys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(OPEN)
    review(monkeypatch, ["y", "", "s"])
    path = Path("d/h/decisions.toml")
    path.write_text(path.read_text("utf-8") + 'places = { "グラナダ市" = "Spain" }\n', encoding="utf-8")
    assert build_graph.main(["build", "--out", "b", "--data", "d"]) == 3
    assert "decision 1: places is no table of names and keys" in capsys.readouterr().err
