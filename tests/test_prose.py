"""Ties told in sentences, in wordings of our own: who signs with whom, when, and which kind of tie."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate
from tests.test_reading import agreements

IWATA = "lg/jp-222119"
FUKUDE, RYUYO = "福田町", "竜洋町"  # merged into Iwata in 2005

TOLD: dict[str, tuple[str, set[str]]] = {
    "the kind stands in the heading": (
        "○コインブラ市（ポルトガル）との姉妹都市提携\n"
        "　昭和39年1月、市内の選手が同市の大会に出たことに始まる。昭和57年7月30日、両市長が盟約書に署名した。\n",
        {"コインブラ市 sister-city 1982-07-30"},
    ),
    "the place stands in the title of the page": (
        "友好都市　福井市の紹介\n\n　越前の城下町です。平成6年5月に市民団が訪れました。\n"
        "　本市とは、平成8年11月3日に友好都市の盟約を結びました。\n",
        {"福井市 friendship-city 1996-11-03"},
    ),
    "a story is a title over its text, without a blank line": (
        "タンペレ市（フィンランド）　友好都市\n平成7年に商工会議所が交流を呼びかけました。平成9年11月に市長が訪れ、\n"
        "平成11年6月、タンペレ市で調印が行われました。\n",
        {"タンペレ市 friendship-city 1999-06"},
    ),
    "the date of the year before names the year after it": (
        "ケミ市（フィンランド）\n\n　昭和58年に市長が同市を訪ね、翌1984年6月23日に姉妹都市提携の文書を取り交わした。\n",
        {"ケミ市 sister-city 1984-06-23"},
    ),
    "the next month": (
        "　平成28年11月に台湾の花蓮市で音楽祭が開かれ、翌月20日に友好交流協定を締結しました。\n",
        {"花蓮市 friendly-exchange 2016-12-20"},
    ),
    "each partner before its date": (
        "　磐田市は、ボリョイ村（ネパール）と平成元年5月に、ケルン市（ドイツ）と平成13年6月1日に、"
        "それぞれ姉妹都市となった。\n",
        {"ボリョイ村 sister-city 1989-05", "ケルン市 sister-city 2001-06-01"},
    ),
    "one act by two verbs": (
        "日照市（中国）\n　平成3年には友好交流の議定書案がまとまり、"
        "平成4年5月22日、同市で調印式を行い、両市は友好都市となりました。\n",
        {"日照市 friendship-city 1992-05-22"},
    ),
    "an anniversary and a visit sign nothing, a plan is one": (
        "　磐田市は、平成30年5月に友好都市提携10周年を迎えたケルン市（ドイツ）へ使節団を送った。\n"
        "　ナンシー市（フランス）とは、令和6年の姉妹都市提携を目指している。\n",
        {"ナンシー市 sister-city - preparing"},
    ),
    "what two other towns signed": (
        "　浜松市と甲府市との友好都市提携は、平成16年10月1日に行われたものです。\n",
        {"浜松市+甲府市 friendship-city 2004-10-01"},
    ),
    "a company between two towns": (
        "　磐田市、株式会社遠州運輸及び甲府市の三者は、令和2年3月25日、港湾に関する覚書を締結しました。\n",
        {"株式会社遠州運輸+甲府市 memorandum 2020-03-25"},
    ),
    "a company whose name has letters that are particles elsewhere": (
        "　磐田市と株式会社はやての里運輸が平成31年3月7日に包括連携協定を締結した。\n",
        {"株式会社はやての里運輸 comprehensive 2019-03-07"},
    ),
    "the sentence before says in which country the partner lies": (
        "　ジローナ市は、スペインの北東部にある古都です。本市とは昭和63年5月3日に姉妹都市の縁を結びました。\n",
        {"ジローナ市 sister-city 1988-05-03"},
    ),
    "what a former town signed, in a clause before the partner": (
        "　旧福田町が平成3年5月1日に結んだケルン市（ドイツ）との姉妹都市提携は、合併後も本市が引き継いでいる。\n",
        {"ケルン市 sister-city 1991-05-01 from 福田町"},
    ),
    "two councils": (
        "　磐田市議会とダバオ市議会（フィリピン）は、平成29年5月1日に覚書に署名した。\n",
        {"ダバオ市議会+磐田市議会 council-exchange 2017-05-01"},
    ),
    "a body that the sentence does not name signs for itself": (
        "甲府市（山梨県）　友好都市\n　平成7年に両市の商工会が提携を結び、平成9年5月1日、両市長が協定書に署名した。\n",
        {"甲府市 friendship-city 1997-05-01"},
    ),
    "a tie without a day": (
        "　磐田市はケルン市（ドイツ）と姉妹都市の提携を結び、学生を送っています。\n",
        {"ケルン市 sister-city -"},
    ),
    "the deed is spoken of again when it ends": (
        "　本市とケルン市（ドイツ）が平成11年4月に結んだ姉妹都市提携は、平成26年3月31日をもって解消された。\n",
        {"ケルン市 sister-city 1999-04 ended"},
    ),
    "state talked about under a heading": (
        "■ダバオ市【フィリピン】\n　副市長が訪れ、友好都市の提携に向けて準備を進めています。\n",
        {"ダバオ市 friendship-city - preparing"},
    ),
    "taken over, in the item of a list": (
        f"１　引き継いだもの\n・旧{FUKUDE}は、昭和58年4月20日にケルン市（ドイツ）と姉妹都市提携を結びました。\n"
        "　合併後も学生を送っています。\n"
        f"２　終わったもの\n・旧{RYUYO}は、平成2年8月1日に甲府市と友好町の提携をしたが、合併により終了した。\n",
        {f"ケルン市 sister-city 1983-04-20 from {FUKUDE}", f"甲府市+{RYUYO} friendship-city 1990-08-01 ended"},
    ),
    "signed anew by the heir": (
        f"　旧{FUKUDE}は、平成7年9月8日にケルン市（ドイツ）と友好都市となりました。旧町の提携は合併により終了"
        "しましたが、"
        "磐田市は平成20年5月16日、ケルン市と改めて友好都市の協定に調印しました。\n",
        {f"ケルン市+{FUKUDE} friendship-city 1995-09-08 ended", "ケルン市 friendship-city 2008-05-16"},
    ),
    "a former town on the other side": (
        "新発田市（新潟県）\n\n　昭和60年6月16日、当時の紫雲寺町と姉妹都市提携を結びました。"
        "紫雲寺町は平成17年に新発田市に入りました。\n",
        {"新発田市 sister-city 1985-06-16 from 紫雲寺町"},
    ),
    "the heir signed again, told in one sentence": (
        f"　平成3年5月1日に旧{FUKUDE}がケルン市（ドイツ）と姉妹都市提携を締結し、"
        "平成18年10月3日には磐田市が再締結した。\n",
        {f"ケルン市+{FUKUDE} sister-city 1991-05-01", "ケルン市 sister-city 2006-10-03"},
    ),
    "former towns on both sides, the prefecture before one": (
        f"　旧{FUKUDE}は平成3年5月1日に秋田県旧角館町と姉妹都市提携を締結した。"
        "現在は仙北市と磐田市が引き継いでいる。\n",
        {f"仙北市 sister-city 1991-05-01 from {FUKUDE} from 角館町"},
    ),
    "what a town is now, in its bracket": (
        f"　平成3年5月1日、旧{FUKUDE}と秋田県角館町（現仙北市）が姉妹都市となったが、合併により提携は終了した。\n",
        {f"{FUKUDE}+角館町 sister-city 1991-05-01 ended"},
    ),
    "three of whom the words count as many": (
        "　磐田市、甲府市及び福井市の三市は、平成24年4月1日、災害時相互応援協定を締結した。\n",
        {"甲府市+福井市 mutual-aid 2012-04-01"},
    ),
    "an older agreement that this one put an end to": (
        "　磐田市と甲府市は、平成24年4月1日、災害時相互応援協定を締結した。"
        "合併により、それまでの甲府市との協定は廃止された。\n",
        {"甲府市 mutual-aid 2012-04-01"},
    ),
    "a first step signs nothing": (
        "　平成3年10月3日、本市とケルン市（ドイツ）は友好都市の関係を結ぶ第一歩を踏み出し、"
        "翌年の5月19日に盟約を締結した。\n",
        {"ケルン市 friendship-city 1992-05-19"},
    ),
    "one item does not lend its place to the next": (
        "２　新市が引き継いでいるもの\n(1) 宮城県大崎市\n　　姉妹都市の盟約を昭和59年10月14日に締結した。\n"
        f"(2) 旧{FUKUDE}と北海道羽幌町との友好町提携（平成6年8月1日締結）は、本市が継承した。\n",
        {"大崎市 sister-city 1984-10-14", f"羽幌町 friendship-city 1994-08-01 from {FUKUDE}"},
    ),
}


def told(gazetteer: Gazetteer, text: str) -> set[str]:
    about = Description("t", "t", "t", IWATA, PartialDate("2023"), "", "t", "0" * 64, None, ())
    found = set()
    for one in read(Document(about, text, "utf-8"), gazetteer).records:
        if isinstance(one, Agreement):
            sides = (*one.parties, *one.unnamed)
            names = sorted(_name(gazetteer, side.value, side.printed) for side in sides if side.value != IWATA)
            words = ["+".join(names), one.kind.value, one.signed.value if one.signed else "-"]
            words += [one.status.value] if one.status.value != "concluded" else []
            words += [f"from {_name(gazetteer, side.value, side.printed)}" for side in one.former]
            found.add(" ".join(words))
    return found


def _name(gazetteer: Gazetteer, key: str, printed: str) -> str:
    place = gazetteer.place(key)
    return place.ja if place else printed


@pytest.mark.parametrize("name", TOLD)
def test_a_story_is_read(gazetteer: Gazetteer, name: str) -> None:
    text, expected = TOLD[name]
    assert told(gazetteer, text) == expected


def test_the_kind_stands_in_the_text_below_a_dated_heading(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n\n福井市（福井県）（平成6年11月16日提携）\n城下町どうしの縁から、姉妹都市の提携を結びました。\n\n"
        "千歳市（北海道）（平成23年10月22日提携）\n空港のある都市として友好都市となりました。\n"
    )
    found = {one.parties[-1].value: one.kind.value for one in agreements(text, gazetteer)}
    assert found == {"lg/jp-182010": "sister-city", "lg/jp-012246": "friendship-city"}


def test_ties_without_a_day_are_one_with_each_partner_and_told_once(gazetteer: Gazetteer) -> None:
    text = (
        "本市は、フランス共和国のコルマール市、アメリカ合衆国オレゴン州のコーバリス市と姉妹都市提携を結んでいます。\n"
        "コルマール市とは昭和55年5月3日に姉妹都市の盟約を結びました。\n"
    )
    ties = agreements(text, gazetteer)
    assert sorted((one.parties[-1].printed, one.signed.value if one.signed else None) for one in ties) == [
        ("コルマール市", "1980-05-03"),
        ("コーバリス市", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "友好都市\n●ケルン市（ドイツ）\n　提携日　平成13年6月1日\n　経緯　平成9年に甲府市の仲介で交流が始まった。\n",
        "姉妹都市・友好都市\n●ケルン市（ドイツ）　平成13年6月1日提携\n　平成9年に甲府市を通じて交流を開始した。\n",
        "友好都市\n・平成9年、甲府市の縁で交流が始まる。\n",
        "友好都市\n・甲府市とは平成9年に交流を開始した。\n",
        "平成13年6月1日、甲府市の紹介でケルン市（ドイツ）と姉妹都市提携を締結した。\n",
        "平成13年6月1日、甲府市にならい、ケルン市（ドイツ）と姉妹都市提携を締結した。\n",
    ],
)
def test_who_introduced_a_partner_is_none_and_exchange_that_began_signs_nothing(
    text: str, gazetteer: Gazetteer
) -> None:
    assert not [one for one in agreements(text, gazetteer, IWATA) if "甲府市" in {two.printed for two in one.parties}]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("福井県坂井市も、平成20年4月1日に台湾の竹崎郷と友好交流協定を締結しています。\n", None),
        ("甲府市が、平成20年4月1日に台湾の竹崎郷と姉妹都市提携を結びました。\n", None),
        ("甲府市も、平成20年4月1日にケルン市（ドイツ）と姉妹都市提携を結びました。\n", {"甲府市", "ケルン市"}),
        ("甲府市とも、平成20年4月1日に姉妹都市提携を結びました。\n", {"", "甲府市"}),
        ("本市も、平成20年4月1日に甲府市と姉妹都市提携を結びました。\n", {"本市", "甲府市"}),
    ],
)
def test_another_town_that_signs_does_not_sign_with_the_publisher(
    text: str, parties: set[str] | None, gazetteer: Gazetteer
) -> None:
    found = [{two.printed for two in one.parties} for one in agreements(text, gazetteer, IWATA)]
    assert found == ([parties] if parties else [])


def test_a_title_that_names_an_example_names_no_partner(gazetteer: Gazetteer) -> None:
    for title in ("参考：甲府市の取組", "先進事例　甲府市", "視察先：甲府市", "他都市の事例（甲府市）", "甲府市の場合"):
        text = f"磐田市　事業の評価\n{title}\n平成4年11月8日に友好都市提携をした。\n交流を進める。\n"
        assert not agreements(text, gazetteer, IWATA), title


def test_the_partner_stands_behind_the_clause_with_its_country(gazetteer: Gazetteer) -> None:
    text = (
        "参考：甲府市の取組\n昭和63年5月13日に姉妹都市提携をしたアメリカ合衆国モデスト市、平成4年11月8日に友好都市締結した"
        "中国の合肥市との交流を進める。\n"
    )
    found = {(one.parties[-1].printed, one.signed and one.signed.value) for one in agreements(text, gazetteer, IWATA)}
    assert found == {("モデスト市", "1988-05-13"), ("合肥市", "1992-11-08")}
