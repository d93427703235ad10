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


def signed_by(text: str, home: str, gazetteer: Gazetteer) -> list[tuple[str, str, list[str], list[str]]]:
    """Each tie: kind, day, former towns as printed, and their keys that are Japanese."""
    about = Description("x", "x", "x", home, PartialDate("2023"), "", "x", "0" * 64, None, ())
    found = [one for one in read(Document(about, text, "utf-8"), gazetteer).records if isinstance(one, Agreement)]
    return [
        (
            one.kind.value,
            one.signed.value if one.signed else "",
            [town.printed for town in one.former],
            [side.value for side in (*one.former, *one.parties) if side.value.startswith("lg/jp-x")],
        )
        for one in found
        if one.confidence != "C"
    ]


SIGNERS = [
    ("lg/jp-462012", "鹿児島市の交流都市\n松本市（文化観光交流協定：平成14年8月4日、旧四賀村は対象外）\n", [[]]),
    ("lg/jp-462012", "鹿児島市の交流都市\n松本市（文化観光交流協定：平成14年8月4日、旧四賀村を除く）\n", [[]]),
    ("lg/jp-062031", "名寄市（旧風連町が平成8年5月6日に旧藤島町と友好町盟約）\n", [["風連町", "藤島町"]]),
    ("lg/jp-062031", "名寄市（旧風連町が平成8年5月6日に友好町盟約）\n", [["風連町"]]),
    ("lg/jp-222089",
     "メッドウェイ市（英国）とは、昭和57年8月2日に旧ジリンガム市と姉妹都市提携を結び、合併後も続けている。\n", None),
    ("lg/jp-222089", "姉妹都市\nメッドウェイ市（英国）（昭和57年8月2日に旧ジリンガム市と提携、合併後に継承）\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("home", "text", "former"), SIGNERS)
def test_former_towns_are_those_that_signed(
    home: str, text: str, former: list[list[str]] | None, gazetteer: Gazetteer
) -> None:
    found = signed_by(text, home, gazetteer)
    assert len(found) == 1
    assert found[0][3] == []  # what a city abroad was called has no key of this country
    assert former is None or [one[2] for one in found] == former


def test_the_kind_in_the_bracket_of_a_day_is_that_of_the_tie(gazetteer: Gazetteer) -> None:
    text = (
        "鶴岡市は、ほかに鹿児島市（兄弟都市、昭和44年11月7日）、釧路市（姉妹都市、昭和38年10月8日）、"
        "木古内町（姉妹都市、平成元年4月22日）と結ばれている。\n"
    )
    assert {one[:2] for one in signed_by(text, "lg/jp-062031", gazetteer)} == {
        ("brother-city", "1969-11-07"),
        ("sister-city", "1963-10-08"),
        ("sister-city", "1989-04-22"),
    }


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("marks", ["〔〕", "【】"])
@pytest.mark.parametrize("colon", ["　", "："])
def test_cards_are_parted_by_their_titles(gap: str, marks: str, colon: str, gazetteer: Gazetteer) -> None:
    cards = [
        ("リバサイド市", "アメリカ合衆国", 1957),
        ("レンヌ市", "フランス共和国", 1967),
        ("長春市", "中華人民共和国", 1980),
    ]
    text = "仙台市の姉妹都市\n\n" + gap.join(
        f"{marks[0]}{name}{marks[1]}\n国{colon}{land}\n提携日{colon}{year}年3月9日\n" for name, land, year in cards
    )
    assert [one[:2] for one in signed_by(text, "lg/jp-041009", gazetteer)] == [
        ("sister-city", f"{year}-03-09") for _, _, year in cards
    ]
