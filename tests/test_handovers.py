"""Ties that came with a merger: the town that signed is the former party, the publisher its heir."""

import pytest

from graph.accept import Source as Told
from graph.accept import accept
from graph.check import check
from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.records import Agreement
from graph.triples import rdf_graph, store, whole
from graph.values import PartialDate
from queries import run

# Nanao took in 中島町 and 能登島町 in 2004; 東浦町, 西浦町 and 西浦村 are our own, and in no list.
NANAO = "lg/jp-172022"
DALE, HAMILTON = "デール市（オーストラリア）", "ハミルトン市（ニュージーランド"
DATED = "ハミルトン市 sister-city 1994-03-02 from 西浦町"
UNDATED = "デール市 friendship-city - from 中島町"


def document(text: str) -> Document:
    about = Description("h", "h", "h", NANAO, PartialDate("2024"), "", "h.txt", "0" * 64, None, ())
    return Document(about, text, "utf-8")


def ties(text: str, gazetteer: Gazetteer, sure: str = "AB") -> set[str]:
    found = set()
    for one in read(document(text), gazetteer).records:
        if isinstance(one, Agreement) and one.confidence in sure:
            sides = [side.printed for side in (*one.parties, *one.unnamed) if side.value != NANAO]
            words = ["+".join(sorted(sides)), one.kind.value, one.signed.value if one.signed else "-"]
            words += [one.status.value] if one.status.value != "concluded" else []
            if one.former:
                words.append("from " + "+".join(side.printed.removeprefix("旧") for side in one.former))
                heirs = [side for side in one.parties if side.value == NANAO]
                assert all("successor" in side.flags for side in heirs)
            found.add(" ".join(words))
    return found


TOLD: dict[str, set[str]] = {
    f"平成16年10月1日、西浦町を編入合併し、同町の姉妹都市{HAMILTON}、平成6年3月2日提携）との関係を引き継いだ。\n"
    f"平成17年3月1日、旧中島町の友好都市{DALE}との友好都市提携を継承した。": {DATED, UNDATED},
    f"七尾市は東浦町・西浦町と合併しました。西浦町が平成6年3月2日に締結した{HAMILTON}）との姉妹都市提携を承継した。": {
        DATED
    },
    f"平成16年10月1日に西浦町を編入し、同町が平成6年3月2日に姉妹都市提携を締結した{HAMILTON}）との交流を受け継いだ。": {
        DATED
    },
    f"西浦町を編入した平成16年10月1日、同町が{HAMILTON}）と平成6年3月2日に結んだ姉妹都市提携を本市が継承した。": {
        DATED
    },
    f"平成16年10月1日　西浦町との合併により、{HAMILTON}、平成6年3月2日姉妹都市提携）との提携を継承": {DATED},
    f"本市は東浦町及び西浦村と合併した。同村は平成6年3月2日に{HAMILTON}）と姉妹都市提携を締結しており、合併後は本市が引き"
    "継いでいる。": {"ハミルトン市 sister-city 1994-03-02 from 西浦村"},
    f"平成16年10月1日、西浦町との合併に伴い、同町と姉妹都市であった{HAMILTON}）との姉妹都市関係を引き継いだ。": {
        "ハミルトン市 sister-city - from 西浦町"
    },
    f"平成16年10月1日、中島町と合併。平成2年5月6日に同町と友好都市提携した{DALE}との交流を継承。": {
        "デール市 friendship-city 1990-05-06 from 中島町"
    },
    f"旧中島町の友好都市{DALE}との友好都市提携は、合併後の七尾市が受け継いだ。": {UNDATED},
    f"旧中島町が{DALE}と結んでいた友好都市提携は、新市に継承されました。": {UNDATED},
    f"旧中島町から{DALE}との友好都市提携を引き継ぎました。": {UNDATED},
    f"合併に伴い、旧中島町が友好都市提携していた{DALE}との交流は新七尾市に受け継がれた。": {UNDATED},
    f"平成16年10月の合併により、中島町の友好都市であった{DALE}との提携を承継した。": {UNDATED},
    f"旧中島町と旧能登島町の友好都市{DALE}との提携を継承した。": {"デール市 friendship-city - from 中島町+能登島町"},
    f"中島町、能登島町と合併。能登島町の友好都市{DALE[:-1]}、平成2年5月6日提携）との関係を継承。中島町の姉妹都市"
    f"{HAMILTON}）との提携は終了した。": {"デール市 friendship-city 1990-05-06 from 能登島町"},
    f"・{DALE[:-1]}、平成3年7月7日提携）\n・{HAMILTON}、平成17年3月2日提携）\n\nデール市との提携は、旧中島町から引き継いだ"
    "ものです。": {
        "デール市 sister-city 1991-07-07 from 中島町",
        "ハミルトン市 sister-city 2005-03-02",
    },
    "福井市とは旧中島町時代の平成2年5月6日に友好都市提携を締結しました。": {"中島町+福井市 friendship-city 1990-05-06"},
    "都市名\t区分\t提携日\n福井市\t友好都市\t平成2年5月6日\n千歳市\t姉妹都市\t平成20年6月7日\n\n"
    "福井市との友好都市提携は、旧中島町から引き継いだものです。": {
        "福井市 friendship-city 1990-05-06 from 中島町",
        "千歳市 sister-city 2008-06-07",
    },
    "平成17年、新発田市は紫雲寺町と合併した。平成3年5月1日、紫雲寺町と友好都市提携を締結していた。": {
        "新発田市 friendship-city 1991-05-01 from 紫雲寺町"
    },
    "平成16年に輪島市との合併を見送った。平成3年5月1日、輪島市と友好都市提携を締結した。": {
        "輪島市 friendship-city 1991-05-01"
    },
}

NOTHING = (
    f"旧中島町の友好都市{DALE}との提携は、継承しなかった。",
    f"旧中島町の友好都市{DALE}との提携は継承されず、交流はない。",
    f"旧中島町の友好都市{DALE}との提携を継承するか検討している。",
    f"旧中島町の友好都市{DALE}との提携を引き継ぐ予定である。",
    f"旧中島町の中学生が引き継いだ友好都市{DALE}との交流に参加した。",
    f"友好都市{DALE}の訪問団が、旧中島町の獅子舞を継承する保存会を訪ねた。",
    f"平成17年4月8日、{DALE}と友好都市の継続を確認する文書を交換した。",
    f"旧中島町の祭りを継承した。友好都市の訪問団が{DALE}から見学に訪れた。",
)


@pytest.mark.parametrize("text", TOLD)
def test_the_town_that_signed_is_told_and_the_publisher_is_its_heir(text: str, gazetteer: Gazetteer) -> None:
    assert ties(f"七尾市の姉妹都市\n{text}\n", gazetteer) == TOLD[text]


@pytest.mark.parametrize("text", NOTHING)
def test_what_was_not_taken_over_or_is_no_tie_gives_none(text: str, gazetteer: Gazetteer) -> None:
    assert ties(f"七尾市の姉妹都市\n{text}\n", gazetteer, "ABC") == set()


def test_of_several_towns_that_merged_none_is_guessed(gazetteer: Gazetteer) -> None:
    text = (
        f"平成16年10月1日、東浦町、西浦町を編入合併し、{HAMILTON}、平成6年3月2日姉妹都市提携）との関係を引き継いだ。\n"
    )
    assert ties(text, gazetteer) == set()


def test_a_time_line_tells_of_takeovers_as_events_and_signs_nothing_by_them(gazetteer: Gazetteer) -> None:
    text = (
        "年表\n平成2年\n　5月6日　市民会館開館\n平成16年\n　10月1日　東浦町、西浦町を編入合併。西浦町の姉妹都市"
        f"{HAMILTON}、平成6年3月2日提携）との提携を継承\n平成17年\n　3月1日　旧能登島町の友好都市{DALE}との提携を継承\n"
        "　6月1日　図書館開館\n"
    )
    assert ties(text, gazetteer) == {DATED, "デール市 friendship-city - from 能登島町"}


def test_a_former_town_of_a_time_line_signed_what_a_later_event_hands_over(gazetteer: Gazetteer) -> None:
    text = (
        "年表\n平成2年　5月6日　旧中島町、デール市（オーストラリア）と友好都市\n平成3年　6月1日　市民会館開館\n"
        "平成16年　10月1日　合併\n平成17年　3月1日　旧中島町の友好都市デール市との提携を引き継ぐ\n"
    )
    assert ties(text, gazetteer) == {"デール市 friendship-city 1990-05-06 from 中島町"}


def test_what_was_taken_over_builds_and_is_listed(gazetteer: Gazetteer) -> None:
    page = document(f"七尾市の姉妹都市\n{next(iter(TOLD))}\n")
    facts = accept((Told(page.description, tuple(read(page, gazetteer).records), ()),), gazetteer)
    triples = list(whole(facts))
    assert [one.rule for one in check(rdf_graph(triples), store(triples))] == []
    rows = [dict(row) for row in run("inherited", store(triples)).rows]
    assert [(row["heir"], row["predecessor"], row["partner"]) for row in rows] == [("七尾市", "中島町", "デール市")]
