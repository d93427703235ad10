"""What a line may state of one partner, one kind and one day at most waits for a person, who accepts with one key."""

import builtins
import tomllib
from pathlib import Path

import pytest

import build_graph
from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.values import PartialDate

IWATA, SHIZUOKA = "lg/jp-222119", "lg/jp-220001"
READ = "福井市と平成6年11月16日に姉妹都市提携を結びました。\n"


def reading(text: str, gazetteer: Gazetteer, home: str = IWATA) -> Reading:
    about = Description("t", "t", "t", home, PartialDate("2023"), "", "t", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def proposed(found: Reading) -> list[str]:
    ties = [one for one in found.records if isinstance(one, Agreement) and "candidate" in one.flags]
    assert all(one.confidence == "C" for one in ties)
    return [
        " ".join([
            *(side.printed for side in (*one.parties, *one.unnamed) if side.value != IWATA),
            one.kind.value,
            one.signed.value if one.signed else "-",
        ])
        for one in ties
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("◇大垣市と姉妹都市に（H28.11.20）\n", "大垣市 sister-city 2016-11-20"),
        (
            "また、磐田市と台湾の魚池郷とは平成9年5月1日、友好交流協定に調印した。\n",
            "魚池郷 friendly-exchange 1997-05-01",
        ),
    ],
)
def test_one_partner_one_kind_and_one_day_at_most_are_proposed(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    found = reading(READ + text, gazetteer)
    known = any(
        one.parties[-1].printed in wanted and "candidate" not in one.flags
        for one in found.records
        if isinstance(one, Agreement)
    )
    assert proposed(found) == [wanted] or known
    assert 2 not in found.coverage.unread  # it waits as a record


@pytest.mark.parametrize(
    "text",
    [
        "そのころから、大垣市や掛川市とは姉妹都市としての歩みが続いています。\n",  # two partners
        "そのころから、大垣市とは姉妹都市とも兄弟都市とも呼ばれる歩みが続いています。\n",  # two kinds
        "平成3年ごろ、また平成8年にも、大垣市とは姉妹都市としての歩みがありました。\n",  # two days
        "大垣市とは、姉妹都市の提携には至っていません。\n",
        "そのころから、大垣市とは姉妹都市としての歩みが続いています。\n",  # spoken of, and listed
        "◇大垣市と姉妹都市まつりに（H28.11.20）\n",
        "昭和57年に開かれた博覧会から、阿南市と姉妹都市への道へ。\n",  # whose day another deed has
        "大垣市とは姉妹都市をめざした歩みがあり、提携の予定です。\n",
        "旧豊岡村と大垣市は姉妹都市として歩みました。\n",  # whose tie it is now, nobody says
        "大垣市の姉妹都市は三つあります。30周年の年です。\n",
        "（参考）他市の例：平成5年5月3日にケルン市と姉妹都市提携を結んだ。\n",
        "姉妹都市の福井市を訪ねました。\n",  # read
    ],
)
def test_what_is_less_plain_is_not_proposed(text: str, gazetteer: Gazetteer) -> None:
    assert proposed(reading(READ + text, gazetteer)) == []


def test_whose_tie_a_prefecture_tells_of_is_not_guessed(gazetteer: Gazetteer) -> None:
    assert proposed(reading("県内の姉妹都市\n縁あって姉妹都市となったのが大垣市。\n", gazetteer, SHIZUOKA)) == []


def test_a_person_accepts_a_candidate_with_one_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("h.txt").write_text("◇大垣市と姉妹都市に（H28.11.20）\n", encoding="utf-8")
    build_graph.main(["read", "h.txt", "--home", "磐田市", "--as-of", "2024", "--data", "d"])
    assert "1 record waits for a person's word" in capsys.readouterr().out
    monkeypatch.setattr(builtins, "input", lambda _: "y")
    assert build_graph.main(["read", "h.txt", "--review", "--data", "d"]) == 0
    said = capsys.readouterr().out
    assert "磐田市 + 大垣市: 姉妹都市, 2016-11-20" in said
    assert "? candidate: nobody read it" in said
    table = tomllib.loads(Path("d/h/decisions.toml").read_text("utf-8"))
    assert [one["verdict"] for one in table["decision"]] == ["confirm"]
