"""Companies, universities and associations as partners: what is their name, what was agreed, and when."""

import pytest

from graph.places import Gazetteer
from graph.reading.names.companies import named, sort_of
from graph.reading.pages.text import Source
from tests.test_reading import agreements

MATSUMOTO, MUKAWA = "lg/jp-202029", "lg/jp-015865"


def told(text: str, gazetteer: Gazetteer, home: str = MATSUMOTO) -> set[tuple[str, str, str]]:
    """The partner, kind and day of each tie that is not left to a person."""
    return {
        (one.parties[-1].printed, one.kind.value, one.signed.value if one.signed else "")
        for one in agreements(text, gazetteer, home)
        if one.confidence != "C"
    }


# Names as they stand in a line, and who is named by them.
LINES = {
    "緑川大学・青葉大学": ["緑川大学", "青葉大学"],
    "緑川大学・青葉短期大学・日本海信用金庫": ["緑川大学", "青葉短期大学", "日本海信用金庫"],
    "緑川女子大学・同短期大学部": ["緑川女子大学"],
    "学校法人緑川学園　緑川大学及び同大学院": ["緑川大学"],
    "同志社大学、同朋大学": ["同志社大学", "同朋大学"],
    "株式会社みなと（同社松本支店）": ["株式会社みなと"],
    "むかわ町と株式会社みなと物流は": ["株式会社みなと物流"],
    "みなかみ町とみなと物流株式会社が": ["みなと物流株式会社"],
    "おいらせ町及び青葉信用金庫は": ["青葉信用金庫"],
    "有限会社まちとくらし研究所": ["有限会社まちとくらし研究所"],
    "JAみどり川": ["JAみどり川"],
    "緑川建設業協同組合、緑川市内郵便局": ["緑川建設業協同組合", "緑川市内郵便局"],
    "長野県弁護士会": ["長野県弁護士会"],
    "緑川市社協": ["緑川市社協"],
    "緑川青年会議所": ["緑川青年会議所"],
    "株式会社緑川ケーブルネットワーク・緑川コミュニティ放送株式会社": [
        "株式会社緑川ケーブルネットワーク",
        "緑川コミュニティ放送株式会社",
    ],
}


@pytest.mark.parametrize("words", LINES)
def test_who_is_named_on_a_line(words: str) -> None:
    (text,) = Source(words).lines()
    assert [words[start:end] for start, end in named(text)] == LINES[words]


SORTS = {
    "緑川市内郵便局": "post-office",
    "日本郵便株式会社緑川郵便局": "company",
    "緑川管工事業協同組合": "association",
    "緑川森林組合": "association",
    "緑川信用組合": "company",
    "社会福祉法人緑川市社会福祉協議会": "association",
    "緑川市社会福祉協議会": "association",
    "緑川市商工会": "association",
    "緑川商工会議所": "chamber",
    "JAみどり川": "association",
    "一般社団法人緑川青年会議所": "association",
    "公益社団法人長野県トラック協会": "association",
    "一般財団法人緑川財団": "foundation",
    "緑川コミュニティ放送株式会社": "company",
    "学校法人緑川学園": "school",
    "国立大学法人緑川大学": "university",
    "緑川労働金庫": "company",
}


@pytest.mark.parametrize("name", SORTS)
def test_what_a_body_is(name: str) -> None:
    assert sort_of(name) == SORTS[name]


CENTRE = "{}\n\n　市は、民間の力を借りるため次の協定を結んでいます。\n\n"
# Two universities of one pact, the branch of a company apart from its name, and the day of another row.
LISTS: dict[str, tuple[str, set[tuple[str, str, str]]]] = {
    "two universities in one cell, rows with bars": (
        "災害時応援協定の一覧\n| 協定先 | 種別 | 協定締結年月日 |\n|---|---|---|\n"
        "| 緑川大学・青葉大学 | 災害時における避難所の使用に関する協定 | 平成26年3月25日 |\n"
        "| 株式会社みなと | 災害時における物資の供給に関する協定 | 平成17年9月1日 |\n",
        {
            ("緑川大学", "mutual-aid", "2014-03-25"),
            ("青葉大学", "mutual-aid", "2014-03-25"),
            ("株式会社みなと", "mutual-aid", "2005-09-01"),
        },
    ),
    "an agreement without a kind of its own in a list of help after disasters": (
        "災害時応援協定一覧\n1.自治体との協定\n| 協定先 | 種別 | 協定締結年月日 |\n|---|---|---|\n"
        "| 塩尻市 | 災害時における相互応援協定 | 平成8年2月6日 |\n2.民間団体との協定\n"
        "| 協定先 | 種別 | 協定締結年月日 |\n|---|---|---|\n"
        "| 緑川コミュニティ放送株式会社 | 緊急放送の実施に関する協定 | 平成14年8月30日 |\n"
        "| 株式会社みなと | 災害時における物資の供給に関する協定 | 平成17年9月1日 |\n",
        {
            ("塩尻市", "mutual-aid", "1996-02-06"),
            ("緑川コミュニティ放送株式会社", "mutual-aid", "2002-08-30"),
            ("株式会社みなと", "mutual-aid", "2005-09-01"),
        },
    ),
    "cells one to a line, a branch on a line of its own": (
        "企業との包括連携協定について\n\n締結先一覧（計3者）\n\n番号\n締結先\n締結日\n主な内容\n"
        "1\n緑川大学\n平成22年4月1日\n・生涯学習\n2\n緑川生命保険相互会社\n松本支社\n令和2年9月30日\n・健康づくり\n"
        "3\n株式会社みなと　長野支店\n令和2年10月27日\n・食育\n",
        {
            ("緑川大学", "comprehensive", "2010-04-01"),
            ("緑川生命保険相互会社", "comprehensive", "2020-09-30"),
            ("株式会社みなと", "comprehensive", "2020-10-27"),
        },
    ),
    "a head with a wide gap, a legal body before its university": (
        "民間企業等との包括連携協定\n\n締結先\t締結年月日\n国立大学法人緑川大学（長野市）\t平成30年3月26日\n"
        "学校法人青葉学園　青葉大学\t令和3年\n株式会社みなと\t令和5年2月10日\n青葉信用金庫\t〃\n",
        {
            ("国立大学法人緑川大学", "comprehensive", "2018-03-26"),
            ("青葉大学", "comprehensive", "2021"),
            ("株式会社みなと", "comprehensive", "2023-02-10"),
            ("青葉信用金庫", "comprehensive", "2023-02-10"),
        },
    ),
}


@pytest.mark.parametrize("layout", LISTS)
def test_lists(layout: str, gazetteer: Gazetteer) -> None:
    text, ties = LISTS[layout]
    assert told(text, gazetteer) == ties


@pytest.mark.parametrize(
    "remark",
    [
        "両市に「緑川高校」があることから",
        "『緑川大学』の縁で",
        "どちらにも緑川銀行があるため",
        "「株式会社みなと」を通じた交流から",
    ],
)
def test_a_body_in_a_remark_is_no_partner(remark: str, gazetteer: Gazetteer) -> None:
    text = (
        "災害時応援協定\n\n協定名\n協定市\n協定日\n備考\n\n1\n災害時の相互応援に関する協定\n塩尻市\n平"
        "成18年4月1日\n \n\n"
        f"2\n災害時の相互応援に関する協定\n大野市\n平成23年12月21日\n{remark}\n\n問い合わせ\n"
    )
    assert told(text, gazetteer) == {
        ("塩尻市", "mutual-aid", "2006-04-01"),
        ("大野市", "mutual-aid", "2011-12-21"),
    }


HEADED = {
    (
        "むかわ町とみなと工業株式会社は、地域の課題に当たるため、令和6年8月22日付けで包括連携協定を結びました。"
    ): "2024-08-22",
    (
        "令和6年12月25日付けで、むかわ町とみなと工業株式会社は包括連携協定を締結しました。地震からの復"
        "興を柱に据えています。"
    ): "2024-12-25",
    "むかわ町は、令和7年1月8日にみなと工業株式会社と包括連携協定を締結しました。": "2025-01-08",
}


@pytest.mark.parametrize("sentence", HEADED)
def test_the_sentence_below_a_company_tells_its_day(sentence: str, gazetteer: Gazetteer) -> None:
    text = "民間企業等との包括連携協定\n\n令和6年度\n\nみなと工業株式会社（神奈川県）\n"
    text += f"{sentence}\n［写真］協定書を手にする両者\n"
    assert told(text, gazetteer, MUKAWA) == {("みなと工業株式会社", "comprehensive", HEADED[sentence])}


@pytest.mark.parametrize(
    "line",
    [
        "・災害時の物資供給（別途、災害時における物資供給に関する協定を平成28年8月24日に締結）",
        "・災害時の物資供給（災害時における物資供給に関する協定：平成28年8月24日締結）",
        "※災害時における物資供給に関する協定を平成28年8月24日に締結しています。",
    ],
)
def test_another_agreement_told_below_a_partner(line: str, gazetteer: Gazetteer) -> None:
    text = (
        "企業との包括連携協定について\n\n番号\n締結先\n締結日\n主な連携内容\n1\n緑川大学\n平成22年4月1日\n・生涯学習\n"
        f"2\n株式会社みなと\n令和5年3月27日\n・食育\n{line}\n"
    )
    assert told(text, gazetteer) == {
        ("緑川大学", "comprehensive", "2010-04-01"),
        ("株式会社みなと", "comprehensive", "2023-03-27"),
        ("株式会社みなと", "mutual-aid", "2016-08-24"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "長野県立緑川高等学校とは、令和5年度の協定締結に向けて協議を進めています。",
        "長野県立緑川高等学校とは、協定の締結に向けて協議を進めています。",
        "なお、長野県立緑川高等学校とも協定締結に向けた協議を始めています。",
    ],
)
def test_talks_with_a_school_under_the_title_of_the_page(sentence: str, gazetteer: Gazetteer) -> None:
    text = (
        "企業等との包括連携協定について\n\n締結企業等一覧\n・緑川大学（平成22年4月1日）\n・株式会社みな"
        "と（令和2年9月30日）\n\n"
        f"{sentence}\n"
    )
    (found,) = [one for one in agreements(text, gazetteer, MATSUMOTO) if "高等学校" in one.parties[-1].printed]
    assert (found.parties[-1].printed, found.kind.value, found.signed) == (
        "長野県立緑川高等学校",
        "comprehensive",
        None,
    )
    assert found.status.value in ("talks-begun", "preparing")


# What a title between says the agreements under it are, and whether those of the title above go on.
BETWEEN = {
    "2 分野を限った協定": False,
    "2 その他の協定": False,
    "2 個別協定": False,
    "2 高齢者の見守りに関する協定": False,
    "2 大学との協定": True,
    "2 令和2年度に締結した協定": True,
    "2 民間団体等との協定締結状況": True,
}


@pytest.mark.parametrize("title", BETWEEN)
@pytest.mark.parametrize("mark", ["　", "・"])
def test_a_section_of_other_agreements(title: str, mark: str, gazetteer: Gazetteer) -> None:
    over = "包括連携協定" if BETWEEN[title] else "1 包括連携協定"
    text = (
        f"民間企業等との連携状況\n\n{over}\n{mark}緑川信用金庫　　　平成21年4月1日\n"
        f"{mark}みなと物流株式会社　　平成28年2月12日\n\n"
        f"{title}\n{mark}青葉大学　　平成26年8月20日\n{mark}有限会社みどり　　平成24年4月2日\n"
    )
    ties = told(text, gazetteer)
    assert {one for one in ties if one[0] in ("緑川信用金庫", "みなと物流株式会社")} == {
        ("緑川信用金庫", "comprehensive", "2009-04-01"),
        ("みなと物流株式会社", "comprehensive", "2016-02-12"),
    }
    if not BETWEEN[title]:
        assert {one[1] for one in ties if one[0] in ("青葉大学", "有限会社みどり")} <= {"accord"}


SENTENCES: dict[str, set[tuple[str, str, str]]] = {
    (
        "令和2年3月25日には、2社（株式会社緑川マート、青葉弁当有限会社）と「災害時における物資の供給に"
        "関する協定」を結びました。"
    ): {
        ("株式会社緑川マート", "mutual-aid", "2020-03-25"),
        ("青葉弁当有限会社", "mutual-aid", "2020-03-25"),
    },
    "松本市は、緑川森林組合と令和3年6月1日に災害時における倒木の処理に関する協定を締結しました。": {
        ("緑川森林組合", "mutual-aid", "2021-06-01")
    },
    (
        "市と松本郵便局は、令和3年6月1日に包括連携協定を締結しました。また、長野県弁護士会とは令和4年2"
        "月1日に災害時における法律相談に関する協定を結んでいます。"
    ): {
        ("松本郵便局", "comprehensive", "2021-06-01"),
        ("長野県弁護士会", "mutual-aid", "2022-02-01"),
    },
    (
        "市と松本郵便局は、令和3年6月1日に包括連携協定を締結しました。また、緑川銀行とは令和4年2月1日に"
        "移住者の住宅ローンに関する協定を結んでいます。"
    ): {("松本郵便局", "comprehensive", "2021-06-01")},
    (
        "このほか、包括連携協定といたしまして、松本市と青葉大学が平成25年に、また松本市と株式会社緑川精"
        "機とが令和4年4月1日に、それぞれ結んでおります。"
    ): {
        ("青葉大学", "comprehensive", "2013"),
        ("株式会社緑川精機", "comprehensive", "2022-04-01"),
    },
    "平成24年10月1日に株式会社緑川精機と、平成20年4月1日に青葉大学と包括連携協定を締結しています。": {
        ("株式会社緑川精機", "comprehensive", "2012-10-01"),
        ("青葉大学", "comprehensive", "2008-04-01"),
    },
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences(sentence: str, gazetteer: Gazetteer) -> None:
    assert {one for one in told(sentence + "\n", gazetteer) if one[1] != "accord"} == SENTENCES[sentence]


FORMS = {
    "株式会社 緑川フェリー　　　平成24年4月2日": "株式会社 緑川フェリー",
    "学校法人　緑川学園　　　平成24年4月2日": "学校法人 緑川学園",
    "・有限会社 みなと・ホールディングス（平成24年4月2日）": "有限会社 みなと・ホールディングス",
    "一般社団法人　緑川青年会議所　　平成24年4月2日": "一般社団法人 緑川青年会議所",
    "学校法人緑川学園　青葉大学　　平成24年4月2日": "青葉大学",
}


@pytest.mark.parametrize("line", FORMS)
def test_a_legal_form_set_apart_from_its_name(line: str, gazetteer: Gazetteer) -> None:
    text = f"包括連携協定の締結状況\n\n緑川信用金庫　　　平成27年11月1日\n{line}\n"
    text = (
        text
        if not line.startswith("・")
        else text.replace("緑川信用金庫　　　平成27年11月1日", "・緑川信用金庫（平成27年11月1日）")
    )
    found = {(one[0].replace("\u3000", " "), *one[1:]) for one in told(text, gazetteer)}
    assert found == {
        ("緑川信用金庫", "comprehensive", "2015-11-01"),
        (FORMS[line], "comprehensive", "2012-04-02"),
    }


@pytest.mark.parametrize("title", ["令和6年度締結予定", "協議中", "締結に向けて準備中", "今後締結する予定の企業"])
def test_under_a_title_of_what_is_not_signed_yet(title: str, gazetteer: Gazetteer) -> None:
    text = (
        "企業との包括連携協定\n\n令和5年度締結企業（2社）\n　株式会社緑川（令和5年5月1日）"
        "\n　青葉信用金庫（令和5年6月1日）\n"
        f"{title}\n　みなと銀行（令和6年10月1日）\n"
    )
    found = {one.parties[-1].printed: one for one in agreements(text, gazetteer, MATSUMOTO)}
    assert {name for name, one in found.items() if one.signed} == {"株式会社緑川", "青葉信用金庫"}
    assert "みなと銀行" not in found or found["みなと銀行"].status.value != "concluded"


CARDS = {
    "a label of the day": (
        "株式会社緑川\n締結日 令和3年4月1日\n連携事項 子育て支援\n\nみなと信用金庫\n締結日"
        " 令和4年4月1日\n連携事項 創業支援\n"
    ),
    "a label and a colon": (
        "・株式会社緑川（長野市）\n協定締結日：令和3年4月1日\n\n・みなと信用金庫\n協定締結日：令和4年4月1日\n"
    ),
    "the day with its verb": "株式会社緑川\n令和3年4月1日締結\n\nみなと信用金庫\n令和4年4月1日（金）締結\n",
    "the seat between": (
        "株式会社緑川\n本社：東京都千代田区\n令和3年4月1日締結\n\nみなと信用金庫\n本店：長"
        "野県塩尻市\n令和4年4月1日締結\n"
    ),
}


@pytest.mark.parametrize("card", CARDS)
def test_cards_of_a_partner_with_its_day_below(card: str, gazetteer: Gazetteer) -> None:
    assert told(f"企業との包括連携協定\n\n{CARDS[card]}", gazetteer) == {
        ("株式会社緑川", "comprehensive", "2021-04-01"),
        ("みなと信用金庫", "comprehensive", "2022-04-01"),
    }
