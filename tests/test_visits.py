"""Who visited whom, when and how many, in the lists, time-lines and sentences of documents that nobody has seen."""

import pytest

from graph.accept import Source, Words, accept
from graph.documents import Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Event
from tests.test_events import description
from tests.test_reading import agreements

TOYAMA = "lg/jp-162019"


def reading(text: str, gazetteer: Gazetteer, home: str = TOYAMA) -> Reading:
    return read(Document(description(home=home), text, "utf-8"), gazetteer)


def visits(text: str, gazetteer: Gazetteer, home: str = TOYAMA) -> list[str]:
    """Each event in the order of the text: date, direction, partner as printed, total, counts of the groups, class."""
    found = [one for one in reading(text, gazetteer, home).records if isinstance(one, Event)]
    return [told(one) for one in sorted(found, key=lambda one: (one.evidence[0].at, one.id))]


def told(one: Event) -> str:
    assert one.date
    assert one.direction
    partners = "+".join(partner.printed for partner in one.partners)
    counts = [group.count.value for group in one.groups if group.count and group.count != one.total]
    parts = [one.total.value if one.total else "-", *counts]
    return f"{one.date.value} {one.direction.value} {partners} {'/'.join(parts)} {one.confidence}"


DOCUMENTS = {
    "dated list": (
        "姉妹都市等との交流の記録\n"
        "昭和58年8月2日　富山市少年野球団18名が福井市を訪問\n"
        "平成9年7月9日　福井市訪問団31名を受入\n"
        "平成11年（1999年）10月　福井市へ職員2名を派遣\n"
        "令和元年5月10日　千歳市長一行9人が来市\n",
        [
            "1983-08-02 outbound 福井市 18 A",
            "1997-07-09 inbound 福井市 31 A",
            "1999-10 outbound 福井市 2 A",
            "2019-05-10 inbound 千歳市 9 A",
        ],
    ),
    "rows dated by fiscal years": (
        "派遣と受入\n平成30年度　福井市　受入　15名　市民訪問団\n"
        "令和元年度　福井市　派遣　6名　市長訪問団\n令和2年度　千歳市　受入　8名　少年団\n",
        [
            "FY2018 inbound 福井市 15 A",
            "FY2019 outbound 福井市 6 A",
            "FY2020 inbound 千歳市 8 A",
        ],
    ),
    "a visit below a signing": (
        "1965年（昭和40年）\n4月23日　ハバロフスク市（ロシア）と姉妹都市提携\n"
        "1979年（昭和54年）\n12月21日　ハルビン市（中国）と友好都市提携\nハルビン市から医療視察団9人来訪\n"
        "1991年（平成3年）\n1月23日　ウラジオストク市（ロシア）と姉妹都市提携\n",
        ["1979-12-21 inbound ハルビン市 9 C"],
    ),
    "time-line under years": (
        "国際交流のあゆみ\n\n"
        "昭和41年（1966年）\n"
        "　5月12日　市民会館完成\n"
        "　10月　　トゥール市（フランス）の市長夫妻が来市\n"
        "平成3年（1991年）\n"
        "　4月　　トゥール市へ職員1名を派遣（〜平成5年3月）\n"
        "　8月3日　富山市児童合唱団24名がトゥール市を訪問\n"
        "平成8年\n"
        "　7月8日　姉妹都市提携記念式典。トゥール市訪問団41名来市\n",
        [
            "1966-10 inbound トゥール市 - B",
            "1991-04 outbound トゥール市 1 B",
            "1991-08-03 outbound トゥール市 24 B",
            "1996-07-08 inbound トゥール市 41 B",
        ],
    ),
    "table": (
        "年月日\t区分\t相手先\t内容\n"
        "平成15年8月4日\t派遣\t福井市\t中学生12名\n"
        "平成16年2月\t受入\t千歳市\t市民訪問団20名\n"
        "平成17年10月\t受入\t福井市\t剣道選手団15名（うち引率3名）\n",
        [
            "2003-08-04 outbound 福井市 12 A",
            "2004-02 inbound 千歳市 20 A",
            "2005-10 inbound 福井市 15/3 A",
        ],
    ),
    "sentences": (
        "　本市は平成14年5月に市長を団長とする一行17名が福井市を訪問し、意見を交換しました。\n\n"
        "　翌15年は行き来がありませんでした。"
        "平成16年11月3日には、福井市から総勢27名（うち市民20名）の訪問団が本市を訪れました。\n",
        ["2002-05 outbound 福井市 17 B", "2004-11-03 inbound 福井市 27/20 B"],
    ),
    "bullets under a heading": (
        "交流のあらまし\n\n"
        "【福井市】\n"
        "・平成20年8月　中学生15名と引率3名を派遣\n"
        "・平成21年7月　訪問団22名を受入\n"
        "・平成22年　物産展を開催\n\n"
        "【千歳市】\n"
        "・平成23年2月　市長ほか4名が来訪\n",
        [
            "2008-08 outbound 福井市 -/15/3 B",
            "2009-07 inbound 福井市 22 B",
            "2011-02 inbound 千歳市 -/4 B",
        ],
    ),
    "wrapped lines": (
        "交流年表\n"
        "昭和62年10月5日　富山市議会議員6名と随行職員2名が姉妹都市である\n"
        "　　　　　　　　　福井市を訪問\n"
        "平成元年8月1日　　福井市の青年代表団13名を迎え、市内の家庭に\n"
        "　　　　　　　　　滞在\n"
        "平成2年6月　　　　公園を開設\n",
        ["1987-10-05 outbound 福井市 -/6/2 B", "1989-08-01 inbound 福井市 13 B"],
    ),
    "called off": (
        "交流の記録\n"
        "令和元年8月　福井市へ中学生14名を派遣\n"
        "令和2年8月　感染症のため福井市への中学生14名の派遣を中止\n"
        "令和3年8月　福井市訪問団の受入を延期\n"
        "令和4年8月　福井市への派遣は見送り\n",
        ["2019-08 outbound 福井市 14 A"],
    ),
    "online": (
        "交流の記録\n"
        "令和2年9月　福井市とのオンライン交流会に中学生8名が参加\n"
        "令和3年8月　福井市への訪問を中止し、オンラインで両市の中学生が交流\n"
        "令和5年1月20日　福井市とオンラインで会談\n"
        "令和6年6月30日　福井市との姉妹都市提携30周年（オンライン式典）\n",
        [
            "2020-09 online 福井市 8 B",
            "2021-08 online 福井市 - B",
            "2023-01-20 online 福井市 - B",
            "2024-06-30 online 福井市 - B",
        ],
    ),
    "no single visit": (
        "交流の記録\n"
        "平成3年から毎年、福井市へ中学生を派遣\n"
        "平成5年10月　福井市への職員派遣を検討\n"
        "平成6年4月　福井市への訪問団員10名を募集\n"
        "平成7年5月　富山県知事が福井市を訪問\n"
        "平成8年7月　福井市へ派遣していた職員2名が帰国\n"
        "平成9年　福井市との相互派遣は延べ120人に達した\n"
        "平成10年3月　福井市への訪問団の報告会\n"
        "平成11年2月　介護職員による家庭訪問を開始\n",
        [],
    ),
    "both ways": (
        "交流の記録\n"
        "平成12年8月　福井市へ中学生16名を派遣、福井市の中学生17名を受入\n"
        "平成13年　福井市と市民訪問団の相互訪問\n"
        "平成14年7月　福井市訪問団40名来市（市民30名、市議会議員10名）\n"
        "平成15年5月　福井市が本市の中学生5名を受入\n",
        [
            "2000-08 outbound 福井市 16 A",
            "2000-08 inbound 福井市 17 A",
            "2001 mutual 福井市 - A",
            "2002-07 inbound 福井市 40/30/10 A",
            "2003-05 outbound 福井市 5 A",
        ],
    ),
    "the same city": (
        "■福井市\n"
        "　昭和60年8月に市民訪問団25名が同市を訪問しました。同年10月には同市の高校生14人が来市し、"
        "翌年5月に市長が同市を訪れています。\n",
        ["1985-08 outbound 福井市 25 B", "1985-10 inbound 福井市 14 B", "1986-05 outbound 福井市 - B"],
    ),
    "fiscal years": (
        "交流事業の実績\n"
        "平成28年5月　記念碑の除幕\n"
        "【平成29年度】\n"
        "・8月　福井市へ中学生10名を派遣\n"
        "・2月　福井市の児童11名を受入\n"
        "【平成30年度】\n"
        "・8月　福井市へ中学生12名を派遣\n",
        ["2017-08 outbound 福井市 10 B", "2018-02 inbound 福井市 11 B", "2018-08 outbound 福井市 12 B"],
    ),
    "part in an occasion": (
        "交流の記録\n"
        "平成18年10月　福井市民訪問団12名が富山市制記念式典に出席\n"
        "平成19年10月　福井市のマラソン大会に選手3名が参加\n"
        "平成20年10月　福井市の選手団と交流\n",
        ["2006-10 inbound 福井市 12 B", "2007-10 outbound 福井市 3 B"],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_visits_are_read_in_any_layout(name: str, gazetteer: Gazetteer) -> None:
    text, expected = DOCUMENTS[name]
    assert visits(text, gazetteer) == expected


def test_what_was_called_off_is_left_for_a_reason(gazetteer: Gazetteer) -> None:
    covered = reading(DOCUMENTS["called off"][0], gazetteer).coverage
    assert covered.ignored == {"exchange that did not take place": (3, 4, 5)}
    assert covered.verdict == "read"


def test_a_visit_of_which_the_way_or_the_partner_is_not_told_is_listed(gazetteer: Gazetteer) -> None:
    text = (
        "交流の記録\n令和元年8月　福井市へ中学生14名を派遣\n令和5年10月　福井市中学生訪問\n"
        "令和6年2月　府中市へ職員2名を派遣\n"
    )
    got = reading(text, gazetteer)
    assert [told(one) for one in got.records if isinstance(one, Event)] == ["2019-08 outbound 福井市 14 A"]
    assert got.coverage.unread == (3, 4)


def test_the_publisher_is_no_partner_of_itself_and_a_third_is_no_traveller_of_its(gazetteer: Gazetteer) -> None:
    text = (
        "交流の記録\n平成7年5月3日　千歳市議会が富山市を訪問\n平成8年5月3日　千歳市の中学生9名が福井市を訪問\n"
        "平成9年5月3日　市長が富山市民病院を訪問\n"
    )
    assert visits(text, gazetteer) == ["1995-05-03 inbound 千歳市 - A"]


def test_the_count_of_the_others_is_no_total(gazetteer: Gazetteer) -> None:
    text = "交流の記録\n平成7年5月3日　福井市長ほか5名が来市\n平成8年5月　福井市へ中学生約30名を派遣\n"
    assert visits(text, gazetteer) == ["1995-05-03 inbound 福井市 -/5 A", "1996-05 outbound 福井市 30 A"]


def test_two_hosts_of_one_party_share_it(gazetteer: Gazetteer) -> None:
    text = "交流の記録\n平成7年5月3日　市民訪問団30名が福井市と千歳市を訪問\n"
    assert visits(text, gazetteer) == ["1995-05-03 outbound 福井市+千歳市 30 B"]


def test_a_list_of_ties_dates_no_visit_and_a_list_of_visits_no_tie(gazetteer: Gazetteer) -> None:
    ties = (
        "姉妹都市一覧\n都市名\t提携年月日\t主な交流\n福井市\t昭和60年5月1日\t中学生の派遣\n"
        "千歳市\t平成4年6月2日\t市民訪問団の受入\n"
    )
    assert visits(ties, gazetteer) == []
    text = (
        "姉妹都市との交流\n年月日\t相手都市\t内容\n平成20年8月1日\t福井市\t中学生12名を派遣\n"
        "平成21年4月3日\t千歳市\t訪問団の受入（25名）\n"
    )
    assert visits(text, gazetteer) == ["2008-08-01 outbound 福井市 12 B", "2009-04-03 inbound 千歳市 25 B"]
    assert not [one for one in agreements(text, gazetteer, TOYAMA) if one.signed]


@pytest.mark.parametrize(
    "line",
    [
        "平成23年2月　千歳市から福井市へ中学生を派遣",
        "平成7年9月　北陸三市の市長と福井市、千歳市の市民が懇談",
        "平成16年度から平成18年度まで　福井市へ職員1名を派遣",
        "平成25年の夏から　福井市の小学生を受け入れ",
        "平成26年5月　福井市の合唱団が来町",
        "平成3年5月　福井市から図書を受入",
        "平成4年5月　福井市へ水道職員4名を派遣（地震の復旧）",
        "平成5年5月　福井市との提携に向け調査団を派遣",
        "平成6年5月　福井市を訪れる予定の中学生12名が決定",
        "平成7年5月　市民訪問団、福井市へ出発",
        "平成8年5月　福井市の会議《金沢市、千歳市》に会員として参加",
        "平成9年5月　福井市へ派遣していた職員が帰任",
    ],
)
def test_what_tells_no_single_visit_of_ours_or_to_us(line: str, gazetteer: Gazetteer) -> None:
    assert visits(f"交流の記録\n{line}\n", gazetteer) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("昭和62年と平成元年に市長が福井市を訪問", ["1987 outbound 福井市 - B", "1989 outbound 福井市 - B"]),
        ("平成5年4月　福井市訪問団10名来富、8月には福井市へ中学生20名を派遣",
         ["1993-04 inbound 福井市 10 A", "1993-08 outbound 福井市 20 B"]),
        ("平成6年2月　福井市長を団長とする代表団6名が市長を表敬訪問", ["1994-02 inbound 福井市 6 A"]),
        ("平成7年10月　市長が福井市長の表敬を受ける", ["1995-10 inbound 福井市 - B"]),
        ("平成10年8月　昭和60年に提携した福井市を市長が訪問", ["1998-08 outbound 福井市 - B"]),
        ("平成11年8月5日～12日　福井市へ中学生12名を派遣", ["1999-08-05 outbound 福井市 12 A"]),
        ("平成12年8月　中学生の派遣（福井市、10名）", ["2000-08 outbound 福井市 10 B"]),
        ("福井市　平成13年5月1日　中学生の派遣（20名）", ["2001-05-01 outbound 福井市 20 B"]),
        ("福井市長らが来訪（平成14年5月18日）", ["2002-05-18 inbound 福井市 - B"]),
        ("平成15年10月　福井市長、千歳市長が来訪", ["2003-10 inbound 福井市+千歳市 - B"]),
        ("平成16年8月　福井市へ市民訪問団100名余を派遣", ["2004-08 outbound 福井市 - A"]),
        ("平成17年8月　市民団30名を福井市と千歳市に派遣", ["2005-08 outbound 福井市+千歳市 -/30 B"]),
    ],
)  # fmt: skip
def test_days_partners_and_counts_of_one_line(line: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert visits(f"交流の記録\n{line}\n", gazetteer) == expected


def test_who_was_called_on_did_not_travel(gazetteer: Gazetteer) -> None:
    text = "交流の記録\n令和5年7月　福井市の使節団13名が市長を表敬訪問\n"
    (one,) = (one for one in reading(text, gazetteer).records if isinstance(one, Event))
    assert [group.who.printed for group in one.groups] == ["福井市の使節団"]


def test_a_place_that_only_visits_name_has_its_name_in_the_graph(gazetteer: Gazetteer) -> None:
    text = "交流の記録\n令和5年7月　トゥール市（フランス）へ中学生13名を派遣\n"
    records = reading(text, gazetteer).records
    facts = accept((Source(description(home=TOYAMA), records),), gazetteer)
    (partner,) = (one.partners[0].value for one in records if isinstance(one, Event))
    assert ("skos:prefLabel", Words("トゥール市", "ja")) in facts.facts[partner].values


COLUMNS = {
    "a bare figure under those who went": (
        "福井市との交流\n\n年月日\t内容\t人数\n令和元年8月2日\t中学生が福井市を訪問\t12\n令和5年8月4日\t中学生の受入\t1,015\n",
        ["2019-08-02 outbound 福井市 12 B", "2023-08-04 inbound 福井市 1015 B"],
    ),
    "parted by blanks": (
        "姉妹都市交流\n\n年月日　都市名　内容　区分　人数\n令和5年8月4日　福井市　少年サッカー交流　受入　15\n",
        ["2023-08-04 inbound 福井市 15 B"],
    ),
    "a column for each way": (
        "姉妹都市交流\n\n年月日\t都市名\t内容\t派遣\t受入\n令和元年8月2日\t千歳市\t中学生交流\t12\t\n"
        "令和5年8月4日\t福井市\t少年サッカー交流\t－\t15\n",
        ["2019-08-02 outbound 千歳市 12 B", "2023-08-04 inbound 福井市 15 B"],
    ),
    "both ways at once say nothing clear": (
        "姉妹都市交流\n\n年月日\t都市名\t内容\t派遣\t受入\n令和元年8月2日\t千歳市\t中学生交流\t12\t8\n",
        [],
    ),
    "a count in the words goes before that of the column": (
        "福井市との交流\n\n年月日\t内容\t人数\n令和元年8月2日\t中学生10名を福井市へ派遣\t12\n",
        ["2019-08-02 outbound 福井市 10 A"],
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_figures_and_ways(name: str, gazetteer: Gazetteer) -> None:
    text, expected = COLUMNS[name]
    assert visits(text, gazetteer) == expected
    assert not agreements(text, gazetteer, TOYAMA)  # the day of a journey signs nothing


# The day of the tie stands in a clause about the partner, or in its row; the visit has another one, or none.
BESIDE_A_TIE = [
    ("昭和55年9月9日に姉妹都市となった福井市から、本年7月4日に12名の訪問団を受け入れた。",
     ["2024-07-04 inbound 福井市 12 C"]),
    ("令和5年7月4日　昭和55年に姉妹都市となった福井市から訪問団12名を受け入れた。",
     ["2023-07-04 inbound 福井市 12 B"]),
    ("平成10年8月、昭和55年に友好都市の縁組をした福井市へ市民団12名を派遣した。",
     ["1998-08 outbound 福井市 12 B"]),
    ("1980年9月9日に姉妹都市提携をした福井市へ、去る7月4日、市民団12名を派遣しました。", []),
    ("平成6年に友好都市となった福井市から、今年度は6月に研修生3名を受け入れた。", []),
    ("昭和55年に姉妹都市となった福井市から、7月4日に訪問団12名を受け入れた。", []),
    ("昭和55年に姉妹都市となった福井市から、訪問団12名を受け入れた。", []),
    ("昭和55年9月9日　福井市と姉妹都市提携\n7月4日　福井市から訪問団12名が来富", []),
    ("昭和55年9月9日　福井市と姉妹都市提携\n10月4日　福井市から訪問団12名が来富",
     ["1980-10-04 inbound 福井市 12 B"]),
    ("福井市　平成元年10月17日\n7月1日　福井市の訪問団5名が来富", []),
    ("福井市　平成元年10月17日\n\n姉妹都市交流（令和4年度）\n　7月1日　福井市の訪問団5名が来富",
     ["2022-07-01 inbound 福井市 5 B"]),
    ("令和5年度の交流\n\n昭和55年に姉妹都市となった福井市へ、7月4日に市民団12名を派遣しました。",
     ["2023-07-04 outbound 福井市 12 B"]),
    ("平成29年度の交流\n\n昭和55年に姉妹都市となった福井市へ、2月4日に市民団12名を派遣しました。",
     ["2018-02-04 outbound 福井市 12 B"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BESIDE_A_TIE)
def test_a_visit_never_has_the_day_or_the_year_of_the_signing(
    text: str, expected: list[str], gazetteer: Gazetteer
) -> None:
    assert visits(f"{text}\n", gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1980年9月9日に姉妹都市提携をした福井市へ、去る7月4日、市民団12名を派遣しました。",
        "平成6年に友好都市となった福井市から、今年度は6月に研修生3名を受け入れた。",
    ],
)
def test_a_visit_whose_year_stays_open_is_listed(text: str, gazetteer: Gazetteer) -> None:
    assert reading(f"{text}\n", gazetteer).coverage.unread == (1,)


def test_a_visit_before_the_tie_does_not_stand_under_it(gazetteer: Gazetteer) -> None:
    text = (
        "・昭和54年7月4日　福井市から訪問団12名が来富\n・福井市（昭和55年9月9日 姉妹都市提携）\n"
        "・昭和56年7月4日　福井市から訪問団10名が来富\n"
    )
    found = [one for one in reading(text, gazetteer).records if isinstance(one, Event)]
    assert [(one.date.value if one.date else None, one.under is None) for one in found] == [
        ("1979-07-04", True),
        ("1981-07-04", False),
    ]


ROWS = [
    "7月21日　福井市へ職員2名を派遣",
    "8月3日　福井市へ中学生10名を派遣",
    "9月5日　福井市の訪問団12名を受入",
    "2月6日　福井市へ市民団20名を派遣",
]
READ = [
    "2018-07-21 outbound 福井市 2 B",
    "2018-08-03 outbound 福井市 10 B",
    "2018-09-05 inbound 福井市 12 B",
    "2019-02-06 outbound 福井市 20 B",
]


@pytest.mark.parametrize("note", ["※台風のため中止", "　※台風のため中止", "（台風のため中止）"])
@pytest.mark.parametrize("title", ["平成30年度姉妹都市交流事業の実績", "平成30年度　交流実績\n"])
@pytest.mark.parametrize("at", [1, 3])
def test_a_note_calls_off_the_row_above_it_alone(at: int, title: str, note: str, gazetteer: Gazetteer) -> None:
    rows = [*ROWS[: at + 1], note, *ROWS[at + 1 :]]
    expected = [one for number, one in enumerate(READ) if number != at]
    assert visits("\n".join([title, *rows, ""]), gazetteer) == expected
