"""What companies and universities are called: the municipality joined to a name is no part of it, a と inside it is."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.names.companies import named, sort_of
from graph.reading.pages.text import Source
from graph.records import Agreement
from graph.values import PartialDate
from tests.test_reading import agreements

MATSUMOTO = "lg/jp-202029"
DAY = "令和3年6月1日、"
SIGNED = "包括連携協定を締結しました。"

# The words between the day and what was signed, and who is named in them besides the publisher.
NAMES = {
    "松本市と日本海信用金庫は地域活性化に関する": {"日本海信用金庫"},
    "松本市及び日本海信用金庫は": {"日本海信用金庫"},
    "松本市並びに日本海信用金庫は": {"日本海信用金庫"},
    "松本市、日本海信用金庫は": {"日本海信用金庫"},
    "日本海信用金庫と松本市は": {"日本海信用金庫"},
    "市と日本海信用金庫は": {"日本海信用金庫"},
    "本市と日本海信用金庫は": {"日本海信用金庫"},
    "松本市と株式会社北海道銀行は": {"株式会社北海道銀行"},
    "松本市は株式会社北海道銀行と": {"株式会社北海道銀行"},
    "松本市と富山市農業協同組合は": {"富山市農業協同組合"},
    "松本市と松本市医師会とが": {"松本市医師会"},
    "松本市は有限会社みなと物流と": {"有限会社みなと物流"},
    "松本市と有限会社みなと物流は": {"有限会社みなと物流"},
    "松本市とみなと物流株式会社は": {"みなと物流株式会社"},
    "松本市と株式会社とちの実は": {"株式会社とちの実"},
    "松本市とことぶき薬品は": {"ことぶき薬品"},
    "松本市と四日市ガス株式会社は": {"四日市ガス株式会社"},
    "松本市と町田電機株式会社は": {"町田電機株式会社"},
    "松本市教育委員会と信州大学は": {"信州大学"},
    "松本市と第一生命保険株式会社松本支社は": {"第一生命保険株式会社松本支社"},
    "松本市は松本市商工会議所及び安曇野市商工会と": {"松本市商工会議所", "安曇野市商工会"},
    "松本市と安曇野市と日本海信用金庫は": {"安曇野市", "日本海信用金庫"},
    "松本市、安曇野市及び日本海信用金庫は": {"安曇野市", "日本海信用金庫"},
    "長野県と松本市と八十二銀行は": {"長野県", "八十二銀行"},
    "富山市と国立大学法人富山大学は": {"富山市", "国立大学法人富山大学"},
}


@pytest.mark.parametrize("words", NAMES)
def test_who_signs_is_told_apart_from_the_municipality_beside(words: str, gazetteer: Gazetteer) -> None:
    ties = agreements(f"{DAY}{words}{SIGNED}\n", gazetteer, MATSUMOTO)
    printed = {side.printed for one in ties for side in one.parties if side.printed}
    assert printed - {"松本市", "本市"} == NAMES[words]
    assert {one.confidence for one in ties} == {"B"}


@pytest.mark.parametrize("join", ["と", "・", "及び", "、"])
def test_the_publisher_before_a_company_in_a_list_is_no_part_of_its_name(join: str, gazetteer: Gazetteer) -> None:
    text = f"包括連携協定\n・松本市{join}日本海信用金庫（令和3年6月1日）\n・みなと銀行（令和3年7月1日）\n"
    found = {one.parties[-1].printed for one in agreements(text, gazetteer, MATSUMOTO)}
    assert found == {"日本海信用金庫", "みなと銀行"}


@pytest.mark.parametrize(
    "name", ["株式会社北海道銀行", "富山市農業協同組合", "有限会社みなと物流", "和泉市・泉大津市医師会"]
)
def test_a_name_keeps_the_municipality_and_the_particle_in_it(name: str) -> None:
    (text,) = Source(name).lines()
    assert [name[start:end] for start, end in named(text)] == [name]


SENTENCES = {
    "松本市と信州大学が令和4年3月3日に包括連携協定を締結した。": ["信州大学"],
    "松本市は株式会社八十二銀行、長野銀行及び松本信用金庫の三者と": ["株式会社八十二銀行", "長野銀行", "松本信用金庫"],
    "松本市と日本郵便株式会社松本郵便局ほか市内21郵便局は": ["日本郵便株式会社松本郵便局"],
}


@pytest.mark.parametrize("words", SENTENCES)
def test_a_name_ends_where_the_sentence_goes_on(words: str) -> None:
    (text,) = Source(words).lines()
    assert [words[start:end] for start, end in named(text)] == SENTENCES[words]


def test_what_others_there_are_is_no_name(gazetteer: Gazetteer) -> None:
    words = "松本市と日本郵便株式会社松本郵便局ほか市内21郵便局は"
    ties = agreements(f"{DAY}{words}{SIGNED}\n", gazetteer, MATSUMOTO)
    assert {side.printed for one in ties for side in one.parties} == {"", "日本郵便株式会社松本郵便局"}


def test_dates_in_brackets_behind_each_of_two_schools(gazetteer: Gazetteer) -> None:
    text = "小笠高等学校（H28.2.5）と常葉大学附属菊川高等学校（H28.3.22）の2校と包括連携協定を締結しました。\n"
    found = {(one.parties[-1].printed, one.signed.value) for one in agreements(text, gazetteer) if one.signed}
    assert found == {("小笠高等学校", "2016-02-05"), ("常葉大学附属菊川高等学校", "2016-03-22")}


POLITE = {
    "令和4年11月30日に、日本郵便株式会社様と松本市との間で、包括連携協定を締結いたしました。": "日本郵便株式会社",
    "令和4年11月30日に、日本郵便株式会社様と松本市は、包括連携協定を締結いたしました。": "日本郵便株式会社",
    "令和4年11月30日、信州大学様と包括連携協定を締結いたしました。": "信州大学",
    "令和4年11月30日、本市は日本海信用金庫さんと包括連携協定を結びました。": "日本海信用金庫",
    "令和4年11月30日、株式会社おかあさんと包括連携協定を結びました。": "株式会社おかあさん",
    "令和4年11月30日、包括連携協定を信州大学と締結しました。": "信州大学",
    "令和4年11月30日　包括連携協定を信州大学と締結": "信州大学",
    "令和4年11月30日　「人材育成に係る相互協力に関する協定」を信州大学と締結": "信州大学",
    "令和4年11月30日、「地域づくりに関する包括連携協定」を日本海信用金庫と締結しました。": "日本海信用金庫",
}


@pytest.mark.parametrize("text", POLITE)
def test_a_company_spoken_of_politely_or_behind_the_agreement(text: str, gazetteer: Gazetteer) -> None:
    ties = agreements(text + "\n", gazetteer, MATSUMOTO)
    assert [(one.parties[-1].printed, one.kind.value, one.signed and one.signed.value) for one in ties] == [
        (POLITE[text], "comprehensive", "2022-11-30")
    ]


@pytest.mark.parametrize(
    ("words", "signed"),
    [
        ("昨日、11月30日に、日本郵便株式会社と包括連携協定を締結いたしました。", "2022-11-30"),
        ("去る11月30日、日本郵便株式会社様と、包括連携協定を締結いたしました。", "2022-11-30"),
        ("先日、12月28日に日本郵便株式会社と包括連携協定を結びました。", "2021-12-28"),
        ("11月30日の会議でもご報告しましたが、日本郵便株式会社と包括連携協定を締結しております。", None),
    ],
)
def test_a_day_just_gone_by_has_its_year_from_the_day_of_the_words(
    words: str, signed: str | None, gazetteer: Gazetteer
) -> None:
    text = f"市長定例記者会見（令和4年12月1日）　会見録\n\n【市長】\n　{words}\n"
    (tie,) = agreements(text, gazetteer, MATSUMOTO)
    assert (tie.signed and tie.signed.value) == signed


def test_the_place_in_the_bracket_of_a_university_is_no_partner(gazetteer: Gazetteer) -> None:
    text = "令和4年11月30日（水曜日）、松本市と信濃大学（長野市）は、次のとおり包括連携協定を結びました。\n"
    assert {one.parties[-1].printed for one in agreements(text, gazetteer, MATSUMOTO)} == {"信濃大学"}


@pytest.mark.parametrize("words", ["信濃記念図書館において", "信濃市民病院の前で", "信濃大学にて"])
def test_where_it_was_signed_is_no_partner_that_was_missed(words: str, gazetteer: Gazetteer) -> None:
    about = Description("d", "d", "d", MATSUMOTO, PartialDate("2023"), "", "d.txt", "0" * 64, None, ())
    text = f"平成14年5月1日、{words}、福井市と姉妹都市の盟約を結びました。\n"
    found = read(Document(about, text, "utf-8"), gazetteer)
    assert [one.parties[-1].printed for one in found.records if isinstance(one, Agreement)] == ["福井市"]
    assert not found.coverage.unread


def test_a_headline_without_its_end_signs(gazetteer: Gazetteer) -> None:
    text = "株式会社セブン-イレブン・ジャパンと包括連携協定を締結（平成27年7月1日）\n"
    (tie,) = agreements(text, gazetteer)
    assert tie.signed is not None
    assert (tie.parties[-1].printed, tie.signed.value) == ("株式会社セブン-イレブン・ジャパン", "2015-07-01")


@pytest.mark.parametrize("renamed", ["現丙丁株式会社", "旧丙丁株式会社", "現在の名称：丙丁株式会社", "現 丙丁株式会社"])
def test_another_name_of_the_same_body_makes_no_second_tie(gazetteer: Gazetteer, renamed: str) -> None:
    rows = "災害時応援協定一覧\n協定名\t締結先\t締結日\n物資供給に関する協定\t{}\t平成26年2月3日\n"
    rows += "物資供給に関する協定\t松本電機株式会社\t平成27年2月3日\n"
    for text in (
        rows.format(f"株式会社甲乙({renamed})"),
        f"災害時応援協定\n・株式会社甲乙（{renamed}）平成26年2月3日\n",
    ):
        (tie,) = [one for one in agreements(text, gazetteer, MATSUMOTO) if "2014" in str(one.signed)]
        assert tie.parties[-1].printed == "株式会社甲乙"


@pytest.mark.parametrize("all_of_them", ["県内全市町村", "中核市全市", "全国の市区町村", "県内各市町村"])
def test_all_of_a_sort_together_are_no_company_and_listed_as_not_understood(
    gazetteer: Gazetteer, all_of_them: str
) -> None:
    text = "災害時応援協定一覧\n協定名\t締結先\t締結日\n災害時相互応援協定\t福井市\t平成8年1月17日\n"
    text += f"物資供給に関する協定\t松本電機株式会社\t平成27年2月3日\n相互応援協定\t{all_of_them}\t平成10年8月1日\n"
    about = Description("made", "試験", "Test", MATSUMOTO, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    reading = read(Document(about, text, "utf-8"), gazetteer)
    days = {one.signed.value for one in reading.records if isinstance(one, Agreement) and one.signed}
    assert days == {"1996-01-17", "2015-02-03"}
    assert 5 in reading.coverage.unread


def test_a_body_joined_to_another_town_is_not_surely_ours(gazetteer: Gazetteer) -> None:
    text = (
        "包括連携協定\n荒尾市×日本文理大学　包括連携協定　2020.1.15\n"
        "熊本市×立命館アジア太平洋大学　包括連携協定　2021.3.4\n"
    )
    found = {one.parties[-1].printed: one.confidence for one in agreements(text, gazetteer)}
    assert found.get("日本文理大学", "C") == "C"
    assert found["立命館アジア太平洋大学"] == "A"


def test_what_stands_under_the_label_of_partners_beside_a_date_is_one(gazetteer: Gazetteer) -> None:
    text = """\
№ | 協定名称 | 締結年月日 | 業務内容 | 協定先
1 | 災害時における応急対策に関する協定 | 平成18年5月1日 | 応急対策 | 松本市建設業協会
2 | 〃 | 〃 | 〃 | 松本三地区工務店連絡協議会
3 | 災害時の物資供給に関する協定 | 平成20年10月7日 | 物資 | NPO法人まもる災害対策センター
4 | 災害時の応援に関する協定 | 平成21年3月4日 | 職員派遣 | 県内全市町村
5 | 災害時の炊き出しに関する協定 | 平成22年2月2日 | 炊き出し | －
"""
    ties = agreements(text, gazetteer, MATSUMOTO)
    found = {(one.parties[-1].printed, one.kind.value, one.signed and one.signed.value) for one in ties}
    assert found == {
        ("松本市建設業協会", "mutual-aid", "2006-05-01"),
        ("松本三地区工務店連絡協議会", "mutual-aid", "2006-05-01"),
        ("NPO法人まもる災害対策センター", "mutual-aid", "2008-10-07"),
    }


@pytest.mark.parametrize(
    ("name", "sort"),
    [("NPO法人まもる災害対策センター", "association"), ("特定非営利活動法人あおぞら", "association"),
     ("株式会社まもる", "company"),
     ("一般社団法人松本トラック協会", "association")],
)  # fmt: skip
def test_a_non_profit_body_is_no_company(name: str, sort: str) -> None:
    assert sort_of(name) == sort


@pytest.mark.parametrize("words", ["企業や大学", "民間事業者・大学", "地元企業及び団体", "企業・大学等"])
def test_sorts_of_bodies_are_nobodys_name(words: str, gazetteer: Gazetteer) -> None:
    assert not agreements(f"{words}との包括連携協定について\n\n本市は、次の事業を除きます。\n", gazetteer, MATSUMOTO)


def test_several_in_one_bracket_under_a_title_of_their_kind(gazetteer: Gazetteer) -> None:
    listed = "市内に店舗のある3社〔（株）みなと銀行、日本海信用金庫、ことぶき薬品〕と、移住などに関する協定を締結。"
    found = agreements(f"連携協定のご紹介\n\n○地方創生\n令和3年6月1日、{listed}\n", gazetteer, MATSUMOTO)
    assert {one.parties[-1].printed for one in found} == {"（株）みなと銀行", "日本海信用金庫", "ことぶき薬品"}
    assert {(one.kind.value, one.signed and one.signed.value) for one in found} == {("comprehensive", "2021-06-01")}
    assert not agreements(f"協定のご紹介\n\n○地方創生\n令和3年6月1日、{listed}\n", gazetteer, MATSUMOTO)


def test_the_company_that_heads_a_sentence_signed_it(gazetteer: Gazetteer) -> None:
    text = "連携協定のご紹介\n\n○みなと物流株式会社\n令和3年6月1日に包括連携協定を締結。サービスの向上が目的です。\n"
    (found,) = agreements(text, gazetteer, MATSUMOTO)
    assert (found.parties[-1].printed, found.signed and found.signed.value) == ("みなと物流株式会社", "2021-06-01")


@pytest.mark.parametrize(
    ("label", "signed"),
    [
        ("1\n締結の日\n令和3年6月1日（火）\n", "2021-06-01"),
        ("・締結日　令和3年6月1日\n", "2021-06-01"),
        ("1 発表の日\n令和3年6月1日\n", None),
        ("締結の日\n令和3年6月1日\n締結の日\n令和4年6月1日\n", None),
    ],
)
def test_a_label_dates_the_agreement_of_the_title(label: str, signed: str | None, gazetteer: Gazetteer) -> None:
    text = f"記者発表　信州大学との包括連携協定について\n{label}2\n出席する者\n学長　山田太郎\n"
    (found,) = agreements(text, gazetteer, MATSUMOTO)
    assert (found.signed.value if found.signed else None) == signed
