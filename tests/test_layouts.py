"""Layouts of municipal pages, in wordings of our own: each states its ties, and what else stands there is none."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.pages.genre import language
from graph.records import Agreement, Membership
from graph.values import PartialDate

TIES: dict[str, tuple[str, str, set[tuple[str, str, str]]]] = {
    "label-value, brackets as labels": (
        "lg/jp-222119",
        "■レーゲンスブルク市\n【国名】ドイツ\n【区分】友好都市\n【調印日】昭和63年5月7日\n【人口】15万人\n",
        {("レーゲンスブルク市", "friendship-city", "1988-05-07")},
    ),
    "label then value, blank lines between": (
        "lg/jp-222119",
        "◆都市名\n\nマリボル市\n\n◆国名\n\nスロベニア共和国\n\n◆種別\n\n姉妹都市\n\n◆盟約締結日\n\n平成3年6月2日\n\n◆概要\n\n川の町。\n",
        {("マリボル市", "sister-city", "1991-06-02")},
    ),
    "places that head their labels, then a place under a label of its own": (
        "lg/jp-222119",
        "海外\nトレド市\n国名：スペイン\n区分：姉妹都市\n提携日：平成3年5月1日\n備考：案内（外部リンク）\n国内\n都市名：下田市（静岡県）\n"
        "区分：友好都市　　提携日：平成14年6月2日\n都市名：伊那市（長野県）\n区分：友好都市　　提携日：平成20年7月3日\n",
        {
            ("トレド市", "sister-city", "1991-05-01"),
            ("下田市", "friendship-city", "2002-06-02"),
            ("伊那市", "friendship-city", "2008-07-03"),
        },
    ),
    "labels behind arrows, one blank before the value": (
        "lg/jp-222119",
        "姉妹都市・友好都市\n\n▶ 都市名\u3000レーゲンスブルク市\n▶ 国\u3000ドイツ\n▶ 区分\u3000友好都市\n▶ 締結年月日\u3000昭和63年5月7日\n\n▶ 都市名\u3000下田市\n▶ 国\u3000静岡県\n▶ 区分\u3000姉妹都市\n▶ 締結年月日\u3000平成14年6月2日\n\n",
        {("レーゲンスブルク市", "friendship-city", "1988-05-07"), ("下田市", "sister-city", "2002-06-02")},
    ),
    "a bar between label and value": (
        "lg/jp-222119",
        "姉妹都市・友好都市\n\n都市名｜レーゲンスブルク市\n国名｜ドイツ\n種別｜友好都市\n締結｜昭和63年5月7日\n\n都市名｜下田市\n国名｜静岡県\n種別｜姉妹都市\n締結｜平成14年6月2日\n\n",
        {("レーゲンスブルク市", "friendship-city", "1988-05-07"), ("下田市", "sister-city", "2002-06-02")},
    ),
    "all labels on one line, slashes between": (
        "lg/jp-222119",
        "姉妹都市・友好都市\n\n都市名：レーゲンスブルク市／国名：ドイツ／種別：友好都市／提携日：昭和63年5月7日\n\n都市名：下田市／国名：静岡県／種別：姉妹都市／提携日：平成14年6月2日\n\n",
        {("レーゲンスブルク市", "friendship-city", "1988-05-07"), ("下田市", "sister-city", "2002-06-02")},
    ),
    "all labels on one line, commas between": (
        "lg/jp-222119",
        "姉妹都市・友好都市\n\n都市名：レーゲンスブルク市、国名：ドイツ、種別：友好都市、提携日：昭和63年5月7日\n\n都市名：下田市、国名：静岡県、種別：姉妹都市、提携日：平成14年6月2日\n\n",
        {("レーゲンスブルク市", "friendship-city", "1988-05-07"), ("下田市", "sister-city", "2002-06-02")},
    ),
    "short labels with short values": (
        "lg/jp-222119",
        "姉妹都市・友好都市\n\n名称\u3000レーゲンスブルク市\n所在\u3000ドイツ\n内容\u3000友好都市\n締結\u3000昭和63年5月7日\n\n名称\u3000下田市\n所在\u3000静岡県\n内容\u3000姉妹都市\n締結\u3000平成14年6月2日\n\n",
        {("レーゲンスブルク市", "friendship-city", "1988-05-07"), ("下田市", "sister-city", "2002-06-02")},
    ),
    "heading with the date after the kind": (
        "lg/jp-222119",
        "1 姉妹都市ペチ市（ハンガリー）　昭和62年10月3日提携\n\n　陶芸の縁で始まった。\n\n2 友好都市麗水市（韓国）　平成9年4月5日締結\n",
        {("ペチ市", "sister-city", "1987-10-03"), ("麗水市", "friendship-city", "1997-04-05")},
    ),
    "heading with the act in brackets and the kind above": (
        "lg/jp-222119",
        "友好都市\n\n(1) 洛陽市〔中国〕（昭和60年4月3日提携）\n　牡丹の都。\n\n姉妹都市\n\n(1) トゥール市〔フランス〕（平成2年7月14日提携）\n",
        {("洛陽市", "friendship-city", "1985-04-03"), ("トゥール市", "sister-city", "1990-07-14")},
    ),
    "rows without a head": (
        "lg/jp-222119",
        "姉妹都市一覧\n\nウィンザー市　　カナダ　　昭和58年6月1日\nグリーンズボロ市　　アメリカ　　平成4年9月9日\n",
        {("ウィンザー市", "sister-city", "1983-06-01"), ("グリーンズボロ市", "sister-city", "1992-09-09")},
    ),
    "cells with numbers and no blank lines": (
        "lg/jp-222119",
        "番号\n都市名\n国\n種別\n締結日\n1\n鎮江市\n中国\n友好都市\nH8.11.18\n2\nエルムズホルン市\nドイツ\n姉妹都市\nS62.7.1\n",
        {("鎮江市", "friendship-city", "1996-11-18"), ("エルムズホルン市", "sister-city", "1987-07-01")},
    ),
    "cells without a head": (
        "lg/jp-222119",
        "姉妹都市・友好都市\n\n咸陽市\n中華人民共和国\n友好都市\n昭和61年11月4日\n\nブレーメン市\nドイツ\n姉妹都市\n平成6年5月21日\n",
        {("咸陽市", "friendship-city", "1986-11-04"), ("ブレーメン市", "sister-city", "1994-05-21")},
    ),
    "transposed, one cell to a line": (
        "lg/jp-222119",
        "都市名\n鎮江市\nエルムズホルン市\n国名\n中国\nドイツ\n種別\n友好都市\n姉妹都市\n提携年月日\n平成8年11月18日\n昭和62年7月1日\n",
        {("鎮江市", "friendship-city", "1996-11-18"), ("エルムズホルン市", "sister-city", "1987-07-01")},
    ),
    "bracket list grouped by kind": (
        "lg/jp-222119",
        "姉妹都市：ハミルトン市（カナダ、昭和51年6月3日）、イースト・ランシング市（米国、平成元年4月2日）\n"
        "友好都市：保定市（中国、平成5年9月1日）\n",
        {
            ("ハミルトン市", "sister-city", "1976-06-03"), ("イースト・ランシング市", "sister-city", "1989-04-02"),
            ("保定市", "friendship-city", "1993-09-01"),
        },
    ),
    "time-line with the year on a line of its own": (
        "lg/jp-222119",
        "昭和60年\n　4月3日　チェスター市（英国）と姉妹都市提携\n　8月　　チェスター市へ学生を派遣\n平成7年\n　10月1日　姉妹都市提携10周年\n"
        "　11月5日　友好都市提携調印（中国・泰安市）\n",
        {("チェスター市", "sister-city", "1985-04-03"), ("泰安市", "friendship-city", "1995-11-05")},
    ),
    "time-line with the same year told again under a year on a line of its own": (
        "lg/jp-222119",
        "昭和60年\n　4月3日　チェスター市（英国）と姉妹都市提携\n平成7年\n　2月　泰安市（中国）を市長が訪問\n"
        "　同年11月5日　泰安市（中国）と友好都市提携\n",
        {("チェスター市", "sister-city", "1985-04-03"), ("泰安市", "friendship-city", "1995-11-05")},
    ),
    "labels over the values of two cities, the first label one that says nothing": (
        "lg/jp-222119",
        "友好都市一覧\n区分\n大連市\n青島市\n国\n中国\n中国\n調印\nH4.6.1\nH9.10.20\n",
        {("大連市", "friendship-city", "1992-06-01"), ("青島市", "friendship-city", "1997-10-20")},
    ),
    "prose in polite form": (
        "lg/jp-222119",
        "ブリスベン市（オーストラリア）\n\n　昭和58年に高校生が訪れたことがきっかけとなりました。平成2年には市長が訪問し、"
        "平成3年5月11日に姉妹都市提携の調印を行いました。平成13年には10周年を祝いました。\n",
        {("ブリスベン市", "sister-city", "1991-05-11")},
    ),
    "between two parties": (
        "lg/jp-220001",
        "平成6年8月2日、富士市と嘉興市（中国）との間で友好都市協定が締結された。また、三島市長とパサデナ市長（アメリカ）が、"
        "昭和63年7月4日に姉妹都市の盟約書に署名した。\n",
        {("富士市+嘉興市", "friendship-city", "1994-08-02"), ("三島市+パサデナ市", "sister-city", "1988-07-04")},
    ),
    "the former town, in the middle": (
        "lg/jp-322032",
        "ヘルデン市（オランダ）とは、平成5年6月3日に旧多伎町が友好都市の盟約を結び、平成17年3月22日の合併により本市に引き継がれました。\n",
        {("ヘルデン市", "friendship-city", "1993-06-03")},
    ),
    "labels and values with strokes between": (
        "lg/jp-222119",
        "■相手自治体／北海道南富良野町\n■協定名／友好交流協定\n■締結日／平成２２年７月３０日\n",
        {("南富良野町", "friendly-exchange", "2010-07-30")},
    ),
    "several labelled values on one line": (
        "lg/jp-222119",
        "〔提携都市〕ダグパン市　〔国〕フィリピン共和国　〔提携日〕昭和50年2月19日　〔種別〕姉妹都市\n"
        "〔提携都市〕南富良野町　〔道県〕北海道　〔提携日〕平成22年7月30日　〔種別〕友好都市\n",
        {("ダグパン市", "sister-city", "1975-02-19"), ("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "a place, its country in brackets below, labels and values; the kind in the title": (
        "lg/jp-222119",
        "姉妹都市\n\nマウンテンビュー市\n（アメリカ合衆国カリフォルニア州）\n提携年月日\n平成元年11月10日\n概要\n谷の町。\n\n"
        "友好都市\n\n北海道南富良野町\n提携年月日\n平成22年7月30日\n",
        {("マウンテンビュー市", "sister-city", "1989-11-10"), ("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "a table whose cells stand one blank apart": (
        "lg/jp-222119",
        "都市名（県名）　提携年月日　　区分　　　きっかけ\n駒ヶ根市（長野県）　S42.1.12　友好都市　伝説の犬\n"
        "南富良野町（北海道）　H22.7.30　友好都市　合宿\n",
        {("駒ヶ根市", "friendship-city", "1967-01-12"), ("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "fields between commas": (
        "lg/jp-222119",
        "No,都市名,国名,種別,提携年月日\n1,ダグパン市,フィリピン,姉妹都市,1975/2/19\n2,マウンテンビュー市,アメリカ,姉妹都市,1989/11/10\n",
        {("ダグパン市", "sister-city", "1975-02-19"), ("マウンテンビュー市", "sister-city", "1989-11-10")},
    ),
    "cells between rules, without a label that anyone knows": (
        "lg/jp-222119",
        "姉妹都市等\n\n| まちの姿 | どこの国 | いつ | なまえ |\n|---|---|---|---|\n| ダグパン市 | フィリピン | 1975.2.19 | 姉妹都市 |\n"
        "| 南富良野町 | 北海道 | 2010.7.30 | 友好都市 |\n",
        {("ダグパン市", "sister-city", "1975-02-19"), ("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "transposed, its first cell empty": (
        "lg/jp-222119",
        "　　　　　　ダグパン市　　マウンテンビュー市　　南富良野町\n国・道　　　フィリピン　　アメリカ　　　　　　　北海道\n"
        "提携　　　　S50.2.19　　　H1.11.10　　　　　　　H22.7.30\n種別　　　　姉妹　　　　　姉妹　　　　　　　　　友好\n",
        {
            ("ダグパン市", "sister-city", "1975-02-19"), ("マウンテンビュー市", "sister-city", "1989-11-10"),
            ("南富良野町", "friendship-city", "2010-07-30"),
        },
    ),
    "the date right behind the bracket": (
        "lg/jp-222119",
        "・姉妹都市　ダグパン市（フィリピン）昭和50年2月19日提携、マウンテンビュー市（アメリカ）平成元年11月10日提携\n",
        {("ダグパン市", "sister-city", "1975-02-19"), ("マウンテンビュー市", "sister-city", "1989-11-10")},
    ),
    "a bracket for the two places before it": (
        "lg/jp-222119",
        "国内　長野県駒ヶ根市、北海道南富良野町（以上二市町　平成22年7月30日　友好都市）\n",
        {("駒ヶ根市+南富良野町", "friendship-city", "2010-07-30")},
    ),
    "a time-line in which the day follows": (
        "lg/jp-222119",
        "・1975年　フィリピンのダグパン市と姉妹都市の盟約（2月19日）\n・1999年　ダグパン市と提携25周年\n"
        "・2010年　北海道南富良野町と友好都市宣言（7月30日）\n",
        {("ダグパン市", "sister-city", "1975-02-19"), ("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "kanji numerals and marks for the line above": (
        "lg/jp-222119",
        "昭五〇・　二・一九　　ダグパン市（フィリピン）と姉妹都市の提携\n　〃　・　八・　三　　同市へ使節\n"
        "平二二・　七・三〇　　南富良野町（北海道）と友好都市\n",
        {("ダグパン市", "sister-city", "1975-02-19"), ("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "each date with its partner and its kind": (
        "lg/jp-220001",
        "　浜松市はカメハメハ市（米国）と平成5年5月5日に姉妹都市提携を結んだほか、平成20年10月1日には瀋陽市（中国）と友好交流協定を、"
        "平成25年3月1日にはボローニャ市（イタリア）と音楽文化交流に関する覚書を、それぞれ締結している。\n",
        {
            ("浜松市+カメハメハ市", "sister-city", "1993-05-05"), ("浜松市+瀋陽市", "friendly-exchange", "2008-10-01"),
            ("浜松市+ボローニャ市", "memorandum", "2013-03-01"),
        },
    ),
    "the day told last": (
        "lg/jp-220001",
        "　三島市がニュージーランドのニュープリマス市と姉妹都市の関係を結んだのは1991年4月29日のことである。\n",
        {("三島市+ニュープリマス市", "sister-city", "1991-04-29")},
    ),
    "a notice that speaks of its own day": (
        "lg/jp-222119",
        "〔2010年7月30日〕\n　磐田市と北海道南富良野町は本日、友好都市の協定書に署名しました。\n",
        {("南富良野町", "friendship-city", "2010-07-30")},
    ),
    "a former town whose tie ended with it": (
        "lg/jp-322032",
        "　旧大社町がスペインのサンティアゴ市と平成4年8月2日に結んだ姉妹都市提携は、合併により消滅した。\n",
        {("大社町+サンティアゴ市", "sister-city", "1992-08-02")},
    ),
    "a country without an ending of the city": (
        "lg/jp-222119",
        "　本市とドイツのゲーラは、平成9年10月10日に友好都市提携を結びました。\n",
        {("ゲーラ", "friendship-city", "1997-10-10")},
    ),
}  # fmt: skip


def reading(text: str, gazetteer: Gazetteer, home: str) -> Reading:
    description = Description("made", "試験", "Test", home, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    return read(Document(description, text, "utf-8"), gazetteer)


def ties(found: Reading, home: str) -> set[tuple[str, str, str]]:
    told = set()
    for one in found.records:
        if isinstance(one, Agreement) and "kind_mention" not in one.flags:
            names = [party.printed for party in (*one.parties, *one.unnamed) if party.value != home]
            told.add(("+".join(names), one.kind.value, one.signed.value if one.signed else ""))
    return told


@pytest.mark.parametrize("layout", TIES)
def test_a_layout_is_read(layout: str, gazetteer: Gazetteer) -> None:
    home, text, expected = TIES[layout]
    found = reading(text, gazetteer, home)
    assert ties(found, home) == expected
    assert found.coverage.verdict == "read"


MEMBERS = {
    "prefectures before their towns": (
        "東海道まちなみ協議会\n\n構成団体\n【静岡県】島田市、掛川市\n【愛知県】豊橋市、豊川市\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-232017", "lg/jp-232076"},
    ),
    "in a sentence": (
        "　茶のまち連絡会議は、島田市、掛川市、牧之原市及び宇治市（京都府）の４市で構成されている。\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-222267", "lg/jp-262048"},
    ),
    "a list without a label": (
        "茶のまちサミット\n\n　島田市、掛川市、牧之原市、宇治市（京都府）\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-222267", "lg/jp-262048"},
    ),
    "a title in brackets and a label one blank away": (
        "＜東海道まちなみ協議会＞\n会長　島田市長\n構成市　島田市、掛川市、牧之原市、宇治市（４市）\n設立　平成１５年４月１日\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-222267", "lg/jp-262048"},
    ),
    "a table of leagues": (
        "協議会名\t設立\t構成団体\n東海道まちなみ協議会\tH15.4.1\t島田市、掛川市\n茶のまちサミット\tH11\t牧之原市、宇治市（京都府）\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-222267", "lg/jp-262048"},
    ),
    "the articles of a league": (
        "茶のまち連盟規約\n\n第１条　この会は、茶のまち連盟（以下「連盟」という。）と称する。\n第２条　連盟は、次に掲げる市をもって組織する。\n"
        "　⑴　静岡県島田市、掛川市\n　⑵　静岡県牧之原市\n　⑶　京都府宇治市\n第３条　会長は、島田市長をもって充てる。\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-222267", "lg/jp-262048"},
    ),
    "joined by a sentence": (
        "　「茶のまち連絡会議」には、島田市、掛川市、牧之原市が加盟している。\n",
        {"lg/jp-222097", "lg/jp-222135", "lg/jp-222267"},
    ),
}


@pytest.mark.parametrize("layout", MEMBERS)
def test_members_are_read(layout: str, gazetteer: Gazetteer) -> None:
    text, expected = MEMBERS[layout]
    found = reading(text, gazetteer, "lg/jp-222097")
    assert {one.actor.value for one in found.records if isinstance(one, Membership)} == expected


FIRMS = {
    "a table": "包括連携協定\n\n企業名\t締結日\n株式会社みどり屋\t平成30年4月2日\n駿遠信用金庫\t令和元年5月7日\n",
    "labels and values": "包括連携協定締結先一覧\n\n企業名：株式会社みどり屋\n締結日：令和元年7月2日\n\n企業名：駿遠信用金庫\n締結日：令和2年8月8日\n",
    "the agreement as a heading": "株式会社みどり屋との包括連携協定\n　締結日　令和元年7月2日\n駿遠信用金庫との包括連携協定\n　締結日　平成30年4月1日\n",
    "groups with their number": "包括連携協定（2者）\n・流通　1社（株式会社みどり屋）\n・金融　1庫（駿遠信用金庫：令和2年2月20日締結）\n",
    "numbered lines": "包括連携協定締結企業\n\n1　株式会社みどり屋（平成30年4月2日締結）\n2　駿遠信用金庫（令和元年5月7日締結）\n",
    "a sentence": "　株式会社みどり屋及び駿遠信用金庫と包括連携協定を締結している。\n",
    "the companies first": "　包括連携協定を締結している企業は、株式会社みどり屋、駿遠信用金庫の2社である。\n",
    "a list before its number": "　株式会社みどり屋、駿遠信用金庫の２社と、包括連携に関する協定を締結した。\n",
}


def test_what_is_not_sure_is_never_of_the_first_class(gazetteer: Gazetteer) -> None:
    """A kind from a title, a former town, a partner with others unnamed: B at most."""
    texts = (
        "友好都市\n\n都市名\t提携年月日\t人口\n駒ヶ根市\tS42.1.12\t3万人\n",
        "都市名\t種別\t提携年月日\t備考\n駒ヶ根市\t友好都市\tS42.1.12\t旧豊田町が締結\n",
        "相手方\t協定\t締結日\n長野県駒ヶ根市ほか2市\t災害時相互応援協定\tS42.1.12\n",
    )
    for text in texts:
        found = [one for one in reading(text, gazetteer, "lg/jp-222119").records if isinstance(one, Agreement)]
        assert found, text
        assert {one.confidence for one in found} == {"B"}, text


@pytest.mark.parametrize("layout", FIRMS)
def test_companies_are_read(layout: str, gazetteer: Gazetteer) -> None:
    home = "lg/jp-222097"
    found = ties(reading(FIRMS[layout], gazetteer, home), home)
    assert {(name, kind) for name, kind, _ in found} == {
        ("株式会社みどり屋", "comprehensive"),
        ("駿遠信用金庫", "comprehensive"),
    }


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Kumamoto and Heidelberg became friendship cities on 19 May 1992.", True),
        ("熊本市 Heidelberg 1992", False),
        ("Heidelberg 1992", False),  # a name alone tells nothing
    ],
)
def test_a_short_text_without_any_japanese_is_in_another_language(text: str, other: bool) -> None:
    assert (language(text) is not None) is other
