"""A document that speaks of another city as its own, and never of the one that is said to publish it, is doubted."""

import json
import time
from pathlib import Path

import pytest

import build_graph
from graph.places import Gazetteer
from graph.publishers import another

ROOT = Path(__file__).parent.parent
TIE = "昭和63年5月13日に姉妹都市提携をしたアメリカ合衆国モデスト市との交流を進める。\n"
TOYAMA = "lg/jp-162019"


@pytest.mark.parametrize(
    ("title", "text", "whose"),
    [
        ("", "事務事業評価シート\n根拠法令等 久留米市国際化推進計画\n" + TIE, "久留米市"),
        ("", "久留米市の姉妹都市\n" + TIE, "久留米市"),
        ("", "久留米市 国際交流ニュース\n" + TIE + "鳥取市と友好都市提携を結んだ。\n", "久留米市"),
        ("", "# 久留米市の国際交流\n" + TIE, "久留米市"),
        ("姉妹都市 | 久留米市公式ホームページ", TIE, "久留米市"),
        ("", "令和5年第3回松山市議会定例会会議録\n本市は、" + TIE + "今治市とともに交流する。\n", "松山市"),
        ("", "金沢市は、" + TIE + "また、白山市とともに圏域を形成した。\n", "金沢市"),
        ("", "本市（久留米市）は、" + TIE, "久留米市"),
        ("", "萩市の姉妹都市\n" + TIE, "萩市"),
        ("", TIE + "問合せ 久留米市役所 国際課\n", "久留米市"),
        # nobody else's: the home is named, or another city is a partner, an example, one of many
        ("", "富山市の姉妹都市\n久留米市の姉妹都市\n" + TIE, None),
        ("", "富山の国際交流\n久留米市役所を訪問した。\n" + TIE, None),
        ("", "姉妹都市\n" + TIE + "鳥取市と友好都市提携を結んだ。\n", None),
        ("", "姉妹都市\n鳥取市 昭和60年5月1日\n釧路市 昭和61年5月1日\n", None),
        ("", "鳥取市 昭和60年5月1日 友好都市\n", None),
        ("", "鳥取市\t友好都市\t昭和60年5月1日\n", None),
        ("", "鳥取市  友好都市  昭和60年5月1日\n", None),
        ("", "鳥取市との友好都市交流\n" + TIE, None),
        ("", "評価シート\n参考事例 鳥取市の国際交流\n" + TIE, None),
        ("", "鳥取市は日本海に面する。釧路市は太平洋に面する。\n" + TIE, None),
        ("", "延岡市・メドフォード市姉妹都市交流\n" + TIE, None),
        ("", "県内の姉妹都市\n鳥取市の姉妹都市\n米子市の姉妹都市\n倉吉市の姉妹都市\n", None),
        ("", TIE, None),
        ("", "", None),
    ],
)
def test_whose_a_document_may_be(title: str, text: str, whose: str | None, gazetteer: Gazetteer) -> None:
    other = another(text, title, TOYAMA, gazetteer)
    assert (gazetteer.places[other].ja if other else None) == whose


def test_no_made_document_is_doubted(gazetteer: Gazetteer) -> None:
    for path in sorted((ROOT / "benchmarks" / "reading" / "made" / "build").glob("*.txt")):
        home = json.loads(path.with_suffix(".json").read_text("utf-8"))["home"]
        assert another(path.read_text("utf-8"), "", home, gazetteer) is None, path.name


def test_it_is_warned_of_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("k.txt").write_text("久留米市の姉妹都市\n" + TIE, encoding="utf-8")
    assert build_graph.main(["read", "k.txt", "--home", "富山市", "--as-of", "2024", "--data", "d"]) == 0
    said = capsys.readouterr().out
    assert "k.txt: read: 1 agreement" in said
    assert (
        "warning: read as a document of 富山市 (lg/jp-162019), which it never names; it speaks as 久留米市 does" in said
    )
    assert "久留米市の文書と思われます" in said
    assert build_graph.main(["read", "k.txt", "--home", "久留米市", "--data", "d"]) == 0
    assert "warning" not in capsys.readouterr().out


def test_a_long_line_of_names_takes_no_long_time(gazetteer: Gazetteer) -> None:
    another("鳥取市", "", TOYAMA, gazetteer)
    began = time.monotonic()
    another("久留米市" * 500_000, "", TOYAMA, gazetteer)
    assert time.monotonic() - began < 5
