"""Members of alliances, press clubs and the pacts of areas, in wordings of our own: who, since when, until when."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.members.leagues import titles
from graph.records import Agreement, Membership, Observation
from graph.values import PartialDate

HOME = "lg/jp-222119"


def reading(text: str, gazetteer: Gazetteer, home: str = HOME) -> Reading:
    about = Description("x", "x", "x", home, PartialDate("2021"), "", "x", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(found: Reading, gazetteer: Gazetteer) -> set[str]:
    """Each membership as `alliance: member (role) since-until`, the role where it is not that of a plain member."""
    names = set()
    for one in found.records:
        if isinstance(one, Membership) and one.confidence != "C":
            place = gazetteer.place(one.actor.value)
            who = place.ja if place else one.actor.printed
            role = "" if one.role.value == "member" else f" ({one.role.value})"
            span = "-".join(day.value.replace("-", ".") if day else "" for day in (one.since, one.until))
            names.add(f"{one.body.printed}: {who}{role}" + (f" {span}" if span != "-" else ""))
    return names


def of(alliance: str, *members: str) -> set[str]:
    return {f"{alliance}: {one}" for one in members}


LISTS: dict[str, tuple[str, str, set[str]]] = {
    "by prefectures, one of which has no member; the title asks what it is": (
        "lg/jp-162019",
        "薬のまちサミットとは\n\n加盟市町（令和2年4月現在、4市）\n\n【富山県】富山市\n【東京都】―\n【奈良県】宇陀市　橿原市\n【佐賀県】鳥栖市\n",
        of("薬のまちサミット", "富山市", "宇陀市", "橿原市", "鳥栖市"),
    ),
    "labels with colons; those who watch are no members": (
        "lg/jp-372013",
        "名称：瀬戸内沿岸防災協議会\n設立年月日：平成20年4月1日\n構成団体：高松市、丸亀市（以上香川県）、倉敷市（岡山県）\nオブザーバー：香川県、岡山県\n"
        "事務局：倉敷市危機管理室\n",
        of("瀬戸内沿岸防災協議会", "高松市", "丸亀市", "倉敷市"),
    ),
    "a label, its value on the next line": (
        "lg/jp-012351",
        "組織の名称\n　石狩川下流連絡協議会\n設立年\n　昭和62年\n構成市町村\n　石狩市、江別市、当別町\n事務局\n　江別市\n",
        of("石狩川下流連絡協議会", "石狩市", "江別市", "当別町"),
    ),
    "labels with their letters set apart, a name cut by the line's end": (
        "lg/jp-342025",
        "1　瀬戸内みなと協議会（5市町）\n　　設　立　平成9年7月20日\n　　構　成\n　　（広島県）呉市、尾道市、竹\n　　　　　　　原市、大崎上島町\n"
        "　　（山口県）柳井市　※平成24年4月1日加入\n",
        of("瀬戸内みなと協議会", "呉市", "尾道市", "竹原市", "大崎上島町", "柳井市 2012.04.01-"),
    ),
    "a president and a vice-president are members as well": (
        "lg/jp-202053",
        "南部地域連携推進会議\n　会　長　　浜松市\n　副会長　　豊橋市、飯田市\n　会　員　　新城市、湖西市、\n　　　　　　蒲郡市\n",
        of("南部地域連携推進会議", "浜松市", "豊橋市", "飯田市", "新城市", "湖西市", "蒲郡市"),
    ),
    "an alliance to a row": (
        HOME,
        "組織名\t設立\t構成市町\t事務局\n遠州観光協議会\t平成12年5月\t磐田市、掛川市\t掛川市\n天竜川サミット\t昭和63年\t磐田市、飯田市、伊那市\t持ち回り\n",
        of("遠州観光協議会", "磐田市", "掛川市") | of("天竜川サミット", "磐田市", "飯田市", "伊那市"),
    ),
    "a member to a row": (
        HOME,
        "トンボのまち連絡協議会　加盟自治体一覧\n\n市町村名\t都道府県\t加盟年月日\t備考\n磐田市\t静岡県\t平成5年4月1日\t会長市\n四万十市\t高知県\t平成5年4月1日\t\n"
        "羽生市\t埼玉県\t平成9年10月20日\t\n",
        of("トンボのまち連絡協議会", "磐田市 1993.04.01-", "四万十市 1993.04.01-", "羽生市 1997.10.20-"),
    ),
    "a cell to a line": (
        HOME,
        "トンボのまち連絡協議会\n市町村名\n都道府県名\n加入年月\n磐田市\n静岡県\n平成5年4月\n四万十市\n高知県\n平成5年4月\n羽生市\n埼玉県\n平成9年10月\n",
        of("トンボのまち連絡協議会", "磐田市 1993.04-", "四万十市 1993.04-", "羽生市 1997.10-"),
    ),
    "groups in brackets of their own and a note below": (
        "lg/jp-082015",
        "■ 中核都市連携会議（平成15年発足）\n\n〔茨城県〕水戸市・日立市\n〔群馬県〕前橋市・高崎市\n\n※高崎市は平成18年4月に加入\n",
        of("中核都市連携会議", "水戸市", "日立市", "前橋市", "高崎市 2006.04-"),
    ),
    "dates before those who joined on them": (
        "lg/jp-222097",
        "お茶のまち首長会（令和3年4月現在）\n島田市（静岡県）、宇治市（京都府）、八女市（福岡県）\n（途中加入）令和元年7月：嬉野市　令和2年7月：和束町\n",
        of("お茶のまち首長会", "島田市", "宇治市", "八女市", "嬉野市 2019.07-", "和束町 2020.07-"),
    ),
    "one that left, in the list of those who stayed": (
        "lg/jp-222097",
        "●大井川流域連絡会議\n・島田市\n・焼津市\n・川根本町（平成18年4月加入）\n・旧大井川町（平成20年11月合併により脱退）\n",
        of("大井川流域連絡会議", "島田市", "焼津市", "川根本町 2006.04-", "大井川町 -2008.11"),
    ),
    "only the day on which the publisher joined": (
        "lg/jp-342076",
        "加入している協議会等\n　全国ばらのまちサミット（加入年月：平成4年5月）\n",
        of("全国ばらのまちサミット", "福山市 1992.05-"),
    ),
    "an area with its core city and the day of all pacts": (
        "lg/jp-342025",
        "安芸広域都市圏の形成について\n\n連携中枢都市：呉市\n連携市町：竹原市、海田町\n連携協約締結日：平成30年4月1日\n",
        of("安芸広域都市圏", "呉市 (hub) 2018.04.01-", "竹原市 2018.04.01-", "海田町 2018.04.01-"),
    ),
    "the statutes of an alliance, its members in a schedule": (
        "lg/jp-172049",
        "能登観光連絡協議会規約\n\n（名称）\n第1条　本会は、能登観光連絡協議会という。\n（構成）\n第2条　本会は、別表に掲げる市町をもって構成する。\n　附　則\nこの規約は、昭和60年4月1日から施行する。\n"
        "別表（第2条関係）\n七尾市、輪島市、珠洲市、能登町\n",
        of("能登観光連絡協議会", "七尾市", "輪島市", "珠洲市", "能登町"),
    ),
    "a ruled table, a name cut by its rule": (
        "lg/jp-032107",
        "三陸沿岸会議規約\n\n　（構成）\n第１　会議は、別表に掲げる市町で構成する。\n　（役員）\n第２　会長を置く。\n　（委任）\n第３　会長が別に定める。\n　　附　則\n"
        "　別表中「釜石市」の次に「、大槌町」を加える改正は、平成30年10月1日から施行する。\n\n別表\n│県　名│構成市町　　　　　　│\n│青森県│八戸市　　　　　　　│\n"
        "│岩手県│釜石市、大槌町、陸│\n│　　　│前高田市　　　　　　│\n",
        of("三陸沿岸会議", "八戸市", "釜石市", "大槌町 2018.10.01-", "陸前高田市"),
    ),
    "new members and those who went, each with the day": (
        "lg/jp-442101",
        "坂道のまち連絡協議会　会員名簿\n\n会　　長　　杵築市（大分県）\n会　　員　　小樽市（北海道）　　　　盛岡市（岩手県）\n"
        "新会員　　　美里町（熊本県）　平成３０年１０月１日加入\n　　　　　　川越町（三重県）　平成３１年４月１日加入\n退会　　　　神戸市（兵庫県）　平成２９年３月３１日\n"
        "賛助会員　　株式会社かけはし測量\n",
        of("坂道のまち連絡協議会", "杵築市", "小樽市", "盛岡市", "美里町 2018.10.01-", "川越町 2019.04.01-", "神戸市 -2017.03.31"),
    ),
    "what the members signed is no alliance": (
        "lg/jp-282219",
        "兵庫交流会議構成市町災害時相互応援に関する協定\n\n猪名川町、播磨町、香美町\n\n平成17年6月1日\n",
        set(),
    ),
}  # fmt: skip

SENTENCES: dict[str, tuple[str, str, set[str]]] = {
    "founded, joined, left": (
        "lg/jp-312011",
        "平成9年11月、鳥取市、米子市、松江市及び出雲市の4市は、山陰交通網促進協議会を設立した。平成17年4月には倉吉市と境港市が加わり、会員は6市となっている。"
        "平成26年3月末に出雲市が脱退し、現在は5市で構成されている。\n",
        of("山陰交通網促進協議会", "鳥取市 1997.11-", "米子市 1997.11-", "松江市 1997.11-", "出雲市 1997.11-2014.03", "倉吉市 2005.04-", "境港市 2005.04-"),
    ),
    "those of before, and one that came": (
        "lg/jp-372013",
        "四国港湾都市会議\n会員は、高松市（香川県）、鳴門市（徳島県）及び今治市（愛媛県）の3市であったが、平成24年4月に須崎市（高知県）が加わり、4市となった。\n",
        of("四国港湾都市会議", "高松市", "鳴門市", "今治市", "須崎市 2012.04-"),
    ),
    "together with": (
        "lg/jp-372013",
        "高松市は、徳島市、松山市とともに「四国県都サミット」に参加しています。第20回は松山市で開催されました。\n",
        of("四国県都サミット", "高松市", "徳島市", "松山市"),
    ),
    "in the bracket behind the name": (
        "lg/jp-162019",
        "なお、富山市は、全国まちづくり推進会議（青森市、富山市、高松市の3市で構成）の会長市を平成28年度から務めている。\n",
        of("全国まちづくり推進会議", "青森市", "富山市", "高松市"),
    ),
    "a time-line": (
        HOME,
        "天竜川流域都市連盟の歩み\n昭和58年6月　磐田市、浜松市、飯田市により結成\n平成2年4月　駒ヶ根市が加盟\n平成8年10月　第10回総会（磐田市）\n平成22年4月　掛川市、袋井市加盟\n",
        of("天竜川流域都市連盟", "磐田市 1983.06-", "浜松市 1983.06-", "飯田市 1983.06-", "駒ヶ根市 1990.04-", "掛川市 2010.04-", "袋井市 2010.04-"),
    ),
    "the publisher, unnamed": (
        "lg/jp-452068",
        "市の歩み\n昭和60年10月　全国海の道都市会議に加盟\n平成6年2月　外国の代表団が来市\n平成19年3月　全国海の道都市会議を退会\n",
        of("全国海の道都市会議", "日向市 1985.10-2007.03"),
    ),
    "an area named behind its pacts": (
        "lg/jp-342076",
        "福山市は、平成27年3月25日、三原市、世羅町及び岡山県笠岡市とそれぞれ連携協約を締結し、備後圏域連携中枢都市圏を形成しました。令和2年3月には、新たに竹原市が加わりました。\n",
        of("備後圏域連携中枢都市圏", "福山市 (hub)", "三原市 2015.03.25-", "世羅町 2015.03.25-", "笠岡市 2015.03.25-", "竹原市 2020.03-"),
    ),
    "a town in the area of a city": (
        "lg/jp-345458",
        "備後圏域連携中枢都市圏\n本町は、平成27年3月25日に福山市と連携協約を締結し、備後圏域連携中枢都市圏の一員となりました。\n",
        of("備後圏域連携中枢都市圏", "福山市 (hub)", "神石高原町 2015.03.25-"),
    ),
    "the latter of two names": (
        "lg/jp-312029",
        "「大山災害時相互応援協定」と「中海サミット会議」の違い\n\n　前者は、米子市と大山町が平成26年5月30日に調印した協定で、平成30年2月からは安来市も加わりました。\n\n"
        "　後者は、平成19年に発足した会議で、米子市、境港市及び松江市の3市で構成しています。\n",
        of("中海サミット会議", "米子市", "境港市", "松江市"),
    ),
    "rows of a time-line run together": (
        "lg/jp-032093",
        "平成26年　2月　　　外国の都市から訪問団\n〃　　　　10月4日　三陸連絡協議会に加盟\n平成27年　4月　　　計画を策定\n平成28年　3月　　　公園を開く\n",
        of("三陸連絡協議会", "一関市 2014.10.04-"),
    ),
    "founded under another name than that of the heading": (
        "lg/jp-064025",
        "(1) 全国紅花産地協議会\n　昭和49年10月7日、京都市、桐生市及び河北町は「紅花振興市町協議会」を設立した。平成3年7月に今の名となった。\n"
        "　町は平成5年4月に加入した。\n(2) そのほか\n　平成8年の大会には多くの町が参加した。\n",
        of("全国紅花産地協議会", "京都市 1974.10.07-", "桐生市 1974.10.07-", "河北町 1974.10.07-", "白鷹町 1993.04-"),
    ),
    "renamed into the name of the heading": (
        "lg/jp-162019",
        "■全国薬都連絡会議\n　福井市と高山市は平成2年5月に薬のまち市長会議を結成した。平成10年、全国薬都連絡会議に改称した。\n"
        "　市は平成12年6月に加盟している。\n",
        of("全国薬都連絡会議", "福井市 1990.05-", "高山市 1990.05-", "富山市 2000.06-"),
    ),
    "another that the words under the heading tell of keeps its name": (
        "lg/jp-162019",
        "■全国薬都連絡会議\n　福井市と高山市は平成2年5月に薬のまち市長会議を結成した。平成10年に事務局は今の場所に移った。\n",
        of("薬のまち市長会議", "福井市 1990.05-", "高山市 1990.05-"),
    ),
    "meetings, visits, plans and mergers": (
        "lg/jp-322016",
        "松江市は、平成20年に中海市長会議の総会を開いた。出雲市、安来市の各市長が出席した。全国城下町サミットが平成22年10月に松江市で開催され、彦根市、松本市の代表が参加した。"
        "令和2年度から、大田市と広域連携の協議会を設立する方向で検討している。平成16年2月に東出雲町との合併協議会を設置した。\n",
        set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", [*LISTS, *SENTENCES])
def test_members_are_told(case: str, gazetteer: Gazetteer) -> None:
    home, text, expected = (LISTS | SENTENCES)[case]
    assert told(reading(text, gazetteer, home), gazetteer) == expected


PACTS: dict[str, tuple[str, str, set[tuple[str, ...]]]] = {
    "each with the core city": (
        "lg/jp-282014",
        "播磨連携中枢都市圏　連携協約の締結状況\n連携市町\t締結年月日\n相生市\t平成27年4月5日\n加古川市\t平成27年4月5日\n太子町\t平成28年3月30日\n",
        {("2015-04-05", "相生市"), ("2015-04-05", "加古川市"), ("2016-03-30", "太子町")},
    ),
    "with those who are listed": (
        "lg/jp-342025",
        "2　安芸連携中枢都市圏\n　　連携中枢都市　呉市\n　　連携市町　竹原市、海田町\n　　平成29年3月26日、呉市が連携市町とそれぞれ連携協約を締結。\n",
        {("2017-03-26", "海田町", "竹原市")},
    ),
    "two governments in a sentence": (
        "lg/jp-222101",
        "　富士市と静岡県は、平成28年3月29日付けで、観光振興に関する連携協約を締結しました。\n",
        {("2016-03-29", "静岡県")},
    ),
    "of the members among themselves": (
        "lg/jp-462047",
        "２　南薩防災連絡会議\n　　枕崎市、指宿市及び南九州市の３市で構成する。\n　　構成３市は、平成25年６月３日に災害時相互応援協定を締結している。\n",
        {("2013-06-03", "南九州市", "指宿市")},
    ),
}


@pytest.mark.parametrize("case", PACTS)
def test_pacts_of_members_are_agreements(case: str, gazetteer: Gazetteer) -> None:
    home, text, expected = PACTS[case]
    found = set()
    for one in reading(text, gazetteer, home).records:
        if isinstance(one, Agreement) and one.signed:
            places = [gazetteer.place(party.value) for party in one.parties if party.value != home]
            found.add((one.signed.value, *sorted(place.ja for place in places if place)))
    assert {(one[0], *sorted(one[1:])) for one in found} == {(one[0], *sorted(one[1:])) for one in expected}


CLUBS = {
    "in brackets, wrapped": "３　報道機関\n　磐田市政記者会　加盟３社（遠州日報社、天竜放送、浜\n　松中央テレビ）\n",
    "one to a line": "磐田市政記者会\n（加盟報道機関　3社）\n・遠州日報社\n・天竜放送\n・浜松中央テレビ\n",
    "in a sentence": "市の磐田市政記者会には、遠州日報社、天竜放送及び浜松中央テレビの3社が加盟している。\n",
    "behind a colon": "発表は磐田市政記者会（加盟3社：遠州日報社、天竜放送、浜松中央テレビ）に行います。\n",
}


@pytest.mark.parametrize("case", CLUBS)
def test_press_clubs_are_read(case: str, gazetteer: Gazetteer) -> None:
    found = reading(CLUBS[case], gazetteer)
    assert told(found, gazetteer) == of("磐田市政記者会", "遠州日報社", "天竜放送", "浜松中央テレビ")
    assert [one.value.value for one in found.records if isinstance(one, Observation)] == ["3"]


def test_of_several_numbers_the_one_that_the_members_make_up_is_stated(gazetteer: Gazetteer) -> None:
    text = (
        "川のまち協議会は、磐田市、浜松市及び飯田市の3市で平成3年に発足した。平成9年には伊那市が加わり、4市となった。\n"
    )
    found = [one.value.value for one in reading(text, gazetteer).records if isinstance(one, Observation)]
    assert found == ["4"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本市が加盟する全国梅サミット協議会", ["全国梅サミット協議会"]),
        ("平成8年10月に設立された備讃瀬戸都市連絡協議会", ["備讃瀬戸都市連絡協議会"]),
        ("鹿島市・太良町友好推進協議会(昭和52年設立)", ["鹿島市・太良町友好推進協議会"]),
        ("3市2町で甲賀広域行政組合を", ["甲賀広域行政組合"]),
        ("連携中枢都市圏の形成、同協議会、市長会議、商工会議所", []),
        ("合併協議会を設置", []),
        ("舟運の復活について話し合う会議", []),
    ],
)
def test_where_the_name_of_an_alliance_begins_and_ends(text: str, names: list[str]) -> None:
    assert [one.name for one in titles(text)] == names


HEADED = {
    "a list below a heading": (
        "1　災害時の相互応援協定（いずれも平成25年9月1日締結）\n浜松市、飯田市、\n伊那市、新城市\n2　企業との協定\n"
    ),
    "a sentence below a heading": (
        "災害時相互応援協定（平成25年9月1日締結）\n　浜松市・飯田市・伊那市・新城市と本市の5市が、同じ川の流れる市として結ん\n"
        "だものです。毎年6月に訓練を行っています。\n"
    ),
}


@pytest.mark.parametrize("case", HEADED)
def test_a_heading_signs_a_pact_with_those_named_below_it(case: str, gazetteer: Gazetteer) -> None:
    (tie,) = [one for one in reading(HEADED[case], gazetteer).records if isinstance(one, Agreement)]
    towns = {gazetteer.name(party.value).ja for party in tie.parties}  # type: ignore[union-attr]
    assert towns == {"磐田市", "浜松市", "飯田市", "伊那市", "新城市"}
    assert (tie.kind.value, tie.signed and tie.signed.value, tie.confidence) == ("mutual-aid", "2013-09-01", "B")


def test_an_area_under_a_number_of_two_parts_and_the_day_of_its_pacts(gazetteer: Gazetteer) -> None:
    text = (
        "12-3　遠州広域連携中枢都市圏\n連携中枢都市　磐田市\n構成市町　袋井市、掛川市、森町\n"
        "連携協約締結日　平成31年2月4日（磐田市と各市町）\n"
    )
    found = reading(text, gazetteer)
    assert told(found, gazetteer) == of(
        "遠州広域連携中枢都市圏", *(f"{one} 2019.02.04-" for one in ("磐田市 (hub)", "袋井市", "掛川市", "森町"))
    )
    signed = [one.signed and one.signed.value for one in found.records if isinstance(one, Agreement)]
    assert signed == ["2019-02-04"] * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "本市と福井市は、平成29年2月15日、災害時相互応援協定を締結しました。",
        "平成29年2月15日、福井市と友好都市協定を締結しました。",
        "福井市とは平成29年2月15日に観光交流協定を結びました。",
        "平成29年2月15日に福井市と協定を結びました。",
        "福井市も平成29年2月15日に全国市長会に加入しました。",
    ],
)
def test_who_signs_another_agreement_joins_no_area_told_before(sentence: str, gazetteer: Gazetteer) -> None:
    text = "金沢市は、白山市、かほく市とともに、平成28年3月28日に石川中央都市圏を形成しました。\n" + sentence + "\n"
    found = told(reading(text, gazetteer, "lg/jp-172014"), gazetteer)
    assert {one.partition(" ")[2].partition(" ")[0] for one in found} == {"金沢市", "白山市", "かほく市"}


def test_who_signs_the_pact_of_an_area_told_before_joins_it(gazetteer: Gazetteer) -> None:
    text = (
        "金沢市は、石川中央都市圏の形成を進めています。\n平成28年3月28日に白山市、かほく市と連携協約を締結しました。\n"
    )
    found = told(reading(text, gazetteer, "lg/jp-172014"), gazetteer)
    assert {one.partition(" ")[2].partition(" ")[0] for one in found} >= {"白山市", "かほく市"}


QUESTIONS: dict[str, set[str]] = {
    "Q　連携組織に加盟していますか。\nA　本市は全国棚田サミットに加盟しています。\n": {"全国棚田サミット: 磐田市"},
    "Q 連携組織に加盟していますか。A 本市は全国棚田サミットに加盟しています。\n": {"全国棚田サミット: 磐田市"},
    "問1　連携組織に加盟していますか？\n答1　平成20年から全国棚田サミットに加盟しています。\n": {
        "全国棚田サミット: 磐田市 2008-"
    },
    "Q3　どのような団体に加盟していますか？\n\nA3　全国棚田サミット、東海環境連絡協議会に加盟しています。\n": {
        "全国棚田サミット: 磐田市",
        "東海環境連絡協議会: 磐田市",
    },
    "Q．サミットに加盟していますか。\nA．はい。本市は、全国棚田サミットと東海環境会議に加盟しています。\n": {
        "全国棚田サミット: 磐田市",
        "東海環境会議: 磐田市",
    },
    "Q　全国棚田サミットに加盟していますか。\nA　はい、加盟しています。\n": {"全国棚田サミット: 磐田市"},
    "Q　本市は全国棚田サミットに加盟していますか。\nA　いいえ、加盟していません。\n": set(),
    "Q　本市は全国棚田サミットに加盟していますか。\nA　担当課へお尋ねください。\n": set(),
    "Q　袋井市は全国棚田サミットに加盟していますか。\nA　加盟しています。\n": set(),
    "本市は全国棚田サミットに加盟していません。\n": set(),
    "同市は全国棚田サミットに加盟しています。\n": set(),
}


@pytest.mark.parametrize("text", QUESTIONS)
def test_alliances_in_questions_and_in_their_answers(text: str, gazetteer: Gazetteer) -> None:
    assert told(reading(text, gazetteer), gazetteer) == QUESTIONS[text]


def test_of_several_alliances_the_publisher_joined_each(gazetteer: Gazetteer) -> None:
    found = reading("平成12年4月に全国棚田サミットと東海環境会議に加盟しました。\n", gazetteer)
    assert told(found, gazetteer) == {"全国棚田サミット: 磐田市 2000.04-", "東海環境会議: 磐田市 2000.04-"}


def test_a_hub_keeps_the_day_on_which_the_words_make_the_area(gazetteer: Gazetteer) -> None:
    text = "金沢市は、白山市、かほく市とともに、平成28年3月28日に石川中央都市圏を形成しました。\n"
    assert told(reading(text, gazetteer, "lg/jp-172014"), gazetteer) == of(
        "石川中央都市圏", *(f"{one} 2016.03.28-" for one in ("金沢市 (hub)", "白山市", "かほく市"))
    )


@pytest.mark.parametrize(
    "words",
    [
        "令和3年4月1日に加わったものではなく、当初からの構成市である。",
        "令和3年4月1日に加入したわけではない。",
        "令和3年4月1日に加盟したのではありません。",
    ],
)
def test_a_day_of_joining_that_is_denied_is_none(words: str, gazetteer: Gazetteer) -> None:
    text = f"遠州広域協議会は、浜松市、磐田市、袋井市で構成する。\n袋井市は{words}\n"
    assert told(reading(text, gazetteer), gazetteer) == of("遠州広域協議会", "浜松市", "磐田市", "袋井市")
