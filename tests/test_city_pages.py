"""Ties on pages as cities print them, in wordings of our own: facts in passing, quotes, towns that merged."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate
from tests.test_reading import agreements

MATSUE, IWATA = "lg/jp-322016", "lg/jp-222119"


def ties(gazetteer: Gazetteer, text: str, home: str = IWATA) -> set[str]:
    """Each tie as its partners, kind, day, the former towns behind `from`, and C where it is unsure."""
    about = Description("t", "t", "t", home, PartialDate("2023"), "", "t", "0" * 64, None, ())
    found = set()
    for one in read(Document(about, text, "utf-8"), gazetteer).records:
        if isinstance(one, Agreement):
            sides = sorted(two.printed for two in (*one.parties, *one.unnamed) if two.value != home)
            words = ["+".join(sides), one.kind.value, one.signed.value if one.signed else "-"]
            words += [one.status.value] if one.status.value != "concluded" else []
            words += [f"from {two.printed}" for two in one.former] + ["C"] * (one.confidence == "C")
            assert one.confidence != "A" or one.signed, one
            found.add(" ".join(words))
    return found


PAGES: dict[str, tuple[str, set[str]]] = {
    "a pact with a day of its own beside that of the twinning": (
        "姉妹都市\n\n福島県三春町\n\n【提携年月日】\n昭和60年5月3日\n\n【交流の内容】\n物産展への出店\n○災害時相互応援に関する協定（H9.6.2）\n",
        {"三春町 sister-city 1985-05-03", "三春町 mutual-aid 1997-06-02"},
    ),
    "who the partners are": (
        "　姉妹友好都市の提携をしている相手は、松江市、シドニー市、福井市です。若い人の交流が続いています。\n",
        {"松江市 twinning -", "シドニー市 twinning -", "福井市 twinning -"},
    ),
    "of others": ("　松江市が姉妹都市の提携をしている相手は、福井市です。\n", set()),
    "whom one does not have": ("　姉妹都市の提携をしている都市は、ありません。松江市は友だちです。\n", set()),
    "a county before a town": (
        "　国内の友好都市は、兵庫県宝塚市、愛知県丹羽郡大口町の１市１町です。\n",
        {"宝塚市 friendship-city -", "大口町 friendship-city -"},
    ),
    "a provisional signing, and the formal one": (
        "　南ケルマ市（アメリカ）から、平成12年に姉妹都市の話がありました。"
        "平成13年5月に同市で仮調印、同年8月2日に市役所で正式な締結となりました。\n",
        {"南ケルマ市 sister-city 2001-08-02 C"},  # whose kind the sentence before told
    ),
    "what becomes a signing only later": ("　平成30年、松江市と姉妹都市の締結となる予定です。\n", set()),
    "signed once more": (
        "デイル市（オーストラリア）\n　平成17年6月、姉妹都市盟約書が調印されました。\n"
        "　平成21年2月に同市で姉妹都市盟約書が再締結されています。\n",
        {"デイル市 sister-city 2005-06", "デイル市 sister-city 2009-02"},
    ),
    "an English name for the kind": (
        "　磐田市と松江市は、令和4年5月24日にフレンドリーシティ協定を締結しました。\n",
        {"松江市 twinning 2022-05-24"},
    ),
    "an association of that name": (
        "　国際シスターシティズ協会に平成5年4月1日に加盟し、松江市で大会が開かれました。\n",
        set(),
    ),
    "places in quotes": (
        "Ｑ　姉妹都市はどこですか。\n\nＡ　二つあります。アメリカ・オハイオ州の「ケルマ」、海でつながる「松江市」です。"
        "\n\n　「ケルマ」とは仲よしです。平成6年に協議会が生まれ、姉妹都市協定書に調印したのは翌平成7年7月です。"
        "\n\n　「松江」とは昭和43年に姉妹都市の提携をしました。\n",
        {"ケルマ sister-city 1995-07", "松江 sister-city 1968"},
    ),
    "a place in quotes that no list knows is not the one told before": (
        "　「松江市」のお祭りに行きました。\n\n　「ドンドコ」とは昭和52年に姉妹都市が締結されました。\n",
        set(),
    ),
    "the year since which something goes on is not that of the next day": (
        "ケルマ市（ドイツ）\n　平成28年からは子どもたちが毎年訪ねています。\n　5月1日に姉妹都市になりました。\n",
        {"ケルマ市 sister-city 2016-05-01 C"},
    ),
    "the year of the sentence before": (
        "ケルマ市（ドイツ）\n　平成28年に市長が訪ねました。\n　5月1日に姉妹都市になりました。\n",
        {"ケルマ市 sister-city 2016-05-01"},
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read(gazetteer: Gazetteer, name: str) -> None:
    text, expected = PAGES[name]
    assert ties(gazetteer, text) == expected


def test_a_provisional_signing_alone_is_no_tie_and_its_line_is_listed(gazetteer: Gazetteer) -> None:
    about = Description("t", "t", "t", IWATA, PartialDate("2023"), "", "t", "0" * 64, None, ())
    text = "　平成13年5月に松江市と姉妹都市提携の仮調印を行いました。\n"
    found = read(Document(about, text, "utf-8"), gazetteer)
    assert (found.records, found.coverage.unread) == ((), (1,))


def test_the_town_that_merged_signed_and_the_heir_calls_the_tie_its_own(gazetteer: Gazetteer) -> None:
    story = (
        "石川県珠洲市\n　旧美保関町が昭和60年3月3日に珠洲市と姉妹都市提携を締結したのが始まりです。\n"
        "　平成22年10月には災害時相互応援協定も締結しました。\n"
    )
    aid = "珠洲市 mutual-aid 2010-10"
    listed = f"　松江市の姉妹都市は、石川県珠洲市、福井市です。\n\n{story}"
    assert {"珠洲市 sister-city 1985-03-03 from 美保関町", aid} <= ties(gazetteer, listed, MATSUE)
    assert ties(gazetteer, story, MATSUE) == {"珠洲市+美保関町 sister-city 1985-03-03", aid}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a city and a city cannot be 両市町
            "宝塚市との交流\n\n　宝塚市は歌劇の、松江の美保関町は港のまちです。この縁で、"
            "両市町は平成4年5月2日に友好都市になりました。\n"
            "　この提携は松江市が引き継いでいます。\n",
            {"宝塚市 friendship-city 1992-05-02 from 美保関町"},
        ),
        (
            "宝塚市との交流\n\n　この縁で、両市町は平成4年5月2日に友好都市になりました。\n",
            {"宝塚市 friendship-city 1992-05-02 C"},
        ),
        (
            "大口町（愛知県）との交流\n\n　この縁で、両市町は平成4年5月2日に友好都市になりました。\n",
            {"大口町 friendship-city 1992-05-02"},
        ),
        (
            "宝塚市との交流\n\n　この縁で、両市は平成4年5月2日に友好都市になりました。\n",
            {"宝塚市 friendship-city 1992-05-02"},
        ),
    ],
)
def test_both_towns_are_those_that_were_towns(text: str, expected: set[str], gazetteer: Gazetteer) -> None:
    assert ties(gazetteer, text, MATSUE) == expected


def test_a_tie_signed_anew_keeps_the_day_of_the_first_signing(gazetteer: Gazetteer) -> None:
    text = (
        "越前市（福井県）\n昭和46年11月1日に姉妹都市となりました。"
        "合併により、平成18年2月10日に改めて盟約を締結しました。\n"
    )
    found = {one.signed.value: one.confidence for one in agreements(text, gazetteer, "lg/jp-212032") if one.signed}
    assert found == {"1971-11-01": "B", "2006-02-10": "C"}
