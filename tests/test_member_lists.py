"""Lists of members as real pages print them: who left, who is named beside, whose prefecture has none, hubs, counts."""

import pytest

from graph.places import Gazetteer
from graph.records import Alliance, Membership, Observation
from tests.test_members import HOME, of, reading, told
from tests.test_reading import made

TAKAMATSU, SHIZUOKA, SHIBATA = "lg/jp-372013", "lg/jp-220001", "lg/jp-152064"

LISTS: dict[str, tuple[str, str, set[str]]] = {
    # Who is no member
    "those who left, with their day on the line above": (
        HOME,
        "東海川まつり協議会\n構成市町\n　磐田市、袋井市\n平成26年3月31日\n"
        "年度末をもって次の2市が協議会を退会した。\n退会市：掛川市、湖西市\n",
        of("東海川まつり協議会", "磐田市", "袋井市", "掛川市 -2014.03.31", "湖西市 -2014.03.31"),
    ),
    "those who left, with their day in the sentence": (
        HOME,
        "東海川まつり協議会\n構成市町：磐田市、袋井市、森町\n平成31年3月31日をもって、"
        "以下の2市が脱退しました。\n　掛川市、湖西市\n",
        of("東海川まつり協議会", "磐田市", "袋井市", "森町", "掛川市 -2019.03.31", "湖西市 -2019.03.31"),
    ),
    "those who left, nobody says when": (
        HOME,
        "東海川まつり協議会\n構成市町：磐田市、袋井市、浜松市\n退会した市町：掛川市、湖西市\n",
        of("東海川まつり協議会", "磐田市", "袋井市", "浜松市"),
    ),
    "members of other years": (
        HOME,
        "東海川まつり協議会\n構成市町：磐田市、袋井市、浜松市\n旧構成市：掛川市、湖西市\n",
        of("東海川まつり協議会", "磐田市", "袋井市", "浜松市"),
    ),
    "those who only came": (
        HOME,
        "東海川まつり協議会\n構成市町\n磐田市、袋井市、浜松市\n視察市：掛川市、湖西市\n来賓：島田市、焼津市\n",
        of("東海川まつり協議会", "磐田市", "袋井市", "浜松市"),
    ),
    "two bodies on a line, the first with its president only": (
        HOME,
        "静岡川の市長会（会長：磐田市長）／東海みなと観光協議会（磐田市、湖西市、豊橋市　ほか）\n",
        of("東海みなと観光協議会", "磐田市", "湖西市", "豊橋市"),
    ),
    "two bodies on a line, each with its members": (
        HOME,
        "東海みなと観光協議会（磐田市、湖西市、豊橋市）、遠州茶どころ連絡会（掛川市、袋井市、島田市）\n",
        of("東海みなと観光協議会", "磐田市", "湖西市", "豊橋市")
        | of("遠州茶どころ連絡会", "掛川市", "袋井市", "島田市"),
    ),
    "prefectures of which nobody is a member": (
        HOME,
        "天竜川サミット\n加盟市町村（平成20年現在）\n長野県　飯田市・伊那市\n岐阜県　―\n愛知県　なし\n"
        "三重県（該当なし）\n静岡県　磐田市、浜松市\n",
        of("天竜川サミット", "飯田市", "伊那市", "磐田市", "浜松市"),
    ),
    "a prefecture that is a member": (
        HOME,
        "天竜川サミット\n構成団体：静岡県、磐田市、浜松市\n",
        of("天竜川サミット", "静岡県", "磐田市", "浜松市"),
    ),
    # Areas around a city
    "an area with two core cities, on the page of a prefecture": (
        SHIZUOKA,
        "圏域名\n遠州中部定住自立圏\n共同中心市\n磐田市、袋井市\n周辺市町村\n掛川市、湖西市\n"
        "共同中心市宣言日\n平成21年4月30日\n協定締結日\n平成22年3月31日\n",
        of(
            "遠州中部定住自立圏",
            *(f"{one} 2010.03.31-" for one in ("磐田市 (hub)", "袋井市 (hub)", "掛川市", "湖西市")),
        ),
    ),
    "an area in the heading of its plan, the core city in a bracket": (
        "lg/jp-222161",
        "遠州灘定住自立圏共生ビジョン\n\n　住み続けられる圏域をめざし、磐田市<外部リンク>（中心市）、"
        "袋井市、掛川市<外部リンク>、湖西市の4市が力を合わせています。\n",
        of("遠州灘定住自立圏", "磐田市 (hub)", "袋井市", "掛川市", "湖西市"),
    ),
    "an area named in quotes behind its sort, the others in a bracket": (
        HOME,
        "　平成29年3月28日、浜松市と周辺4市（磐田市、湖西市、袋井市、掛川市）の市長が集まり、"
        "連携中枢都市圏「遠州都市圏域」の連携協約締結式が開かれました。\n",
        of(
            "遠州都市圏域",
            "浜松市 (hub)",
            *(f"{one} 2017.03.28-" for one in ("磐田市", "湖西市", "袋井市", "掛川市")),
        ),
    ),
    "an area that the pacts of the sentence made, and who came in later": (
        SHIZUOKA,
        "天竜定住自立圏\n構成市\n　掛川市、島田市、焼津市\n（参考）連携中枢都市圏\n"
        "　浜松市は平成30年4月1日、磐田市、湖西市及び愛知県豊橋市とそれぞれ連携協約を結び、"
        "「遠州・三河灘連携中枢都市圏」をつくりました。"
        "その後、愛知県新城市も加わり、構成は5市です。\n",
        of("天竜定住自立圏", "掛川市", "島田市", "焼津市")
        | of(
            "遠州・三河灘連携中枢都市圏",
            "浜松市 (hub)",
            *(f"{one} 2018.04.01-" for one in ("磐田市", "湖西市", "豊橋市")),
            "新城市",
        ),
    ),
    # Lists
    "blocks of prefectures before the members": (
        HOME,
        "全国まつばらサミット\n加盟自治体\n　北海道・東北　　松前町、弘前市、北上市\n"
        "　関東　　　　　　日立市、北区（東京都）\n　中部・近畿　　　磐田市、吉野町\n"
        "　中国・四国　　　雲南市（島根県、事務局）、新庄村（岡山県）、佐川町\n　九州・沖縄　　　大村市、日南市\n",
        of(
            "全国まつばらサミット",
            *(
                "松前町",
                "弘前市",
                "北上市",
                "日立市",
                "北区",
                "磐田市",
                "吉野町",
                "雲南市",
                "新庄村",
                "佐川町",
                "大村市",
                "日南市",
            ),
        ),
    ),
    "a list that closes with its sum and a full stop": (
        HOME,
        "トンボのまちサミット\n加盟市町\n静岡県磐田市（事務局）、高知県四万十市、埼玉県羽生市、"
        "茨城県水戸市の4市。\n\n平成3年から年に1回開かれてきました。\n",
        of("トンボのまちサミット", "磐田市", "四万十市", "羽生市", "水戸市"),
    ),
    "years of joining and leaving in one bracket": (
        HOME,
        "そば街道サミット\n静岡県内の加盟　磐田市（1994年から）、掛川市（平成8年から平成20年まで）、"
        "袋井市（2001年加入、2006年脱退）、湖西市\n",
        of("そば街道サミット", "磐田市 1994-", "掛川市 1996-2008", "袋井市 2001-2006", "湖西市"),
    ),
    "a table that goes on with the prefecture and the year above": (
        "lg/jp-204170",
        "「星のふる里」連合\nホーム ＞ 「星のふる里」連合\n\n　2005年に7つの町村で始まりました。\n\n"
        "加盟町村・地域（2018年10月現在）\n\n都道府県\t町村・地域\t加盟年\n"
        "北海道\t美瑛町\t2005年\n\t清水町\t2008年\n\t鶴居村\t〃\n長野県\t大鹿村\t2005年\n\t池田町\t〃\n",
        of(
            "「星のふる里」連合",
            *("美瑛町 2005-", "清水町 2008-", "鶴居村 2008-", "大鹿村 2005-", "池田町 2005-"),
        ),
    ),
    "those who left, each with its day": (
        HOME,
        "「星のふる里」連合\n\nよくあるご質問\nＱ　抜けたところはありますか。\n"
        "Ａ　静岡県磐田市が2014年3月に、長野県飯田市が2015年1月に、愛知県豊橋市が2017年に退会しています。"
        "\n",
        of("「星のふる里」連合", "磐田市 -2014.03", "飯田市 -2015.01", "豊橋市 -2017"),
    ),
    "two members below an item, and others that are of a sort only": (
        HOME,
        "その他の広域組織\n\n・遠州茶どころ推進協議会（磐田市、掛川市、袋井市）\n"
        "　　会長：掛川市長　　事務局：掛川市農林課\n・天竜遺産推進協議会\n"
        "　　磐田市・浜松市　ほか観光団体等\n",
        of("遠州茶どころ推進協議会", "磐田市", "掛川市", "袋井市") | of("天竜遺産推進協議会", "磐田市", "浜松市"),
    ),
    "the president's town alone, below its label": (
        HOME,
        "全国湖畔都市連絡協議会\n\n加盟市の数 |\n74市\n|\n会長市 |\n滋賀県長浜市 |\n",
        of("全国湖畔都市連絡協議会", "長浜市"),
    ),
    # Meetings, other lists, plans
    "where it met, by the number of the meeting": (
        HOME,
        "全国桜の名所サミット　歴代開催地\n第1回　平成10年　弘前市\n第2回　平成11年　吉野町\n第3回　平成12年　北上市\n",
        set(),
    ),
    "where it met, in a table": (
        HOME,
        "全国桜の名所サミット\n回\t年\t開催市町\n1\t平成10年\t弘前市\n2\t平成11年\t吉野町\n3\t平成12年\t北上市\n",
        set(),
    ),
    "who took part in a meeting": (
        HOME,
        "お茶の郷サミット\n\n令和5年度の大会\n開催地　掛川市\n参加自治体　磐田市、袋井市、湖西市、浜松市\n",
        set(),
    ),
    "who took part in each year": (
        HOME,
        "お茶の郷サミット\n年度　　参加市町\n平成20年度　　掛川市、磐田市、袋井市\n平成21年度　　掛川市、磐田市\n",
        set(),
    ),
    "who supports it": (
        HOME,
        "お茶の郷サミット\n主催：掛川市、磐田市\n後援：静岡県、袋井市\n協力：湖西市\n",
        set(),
    ),
    "towns of an exchange, below its name": (
        HOME,
        "お茶の郷サミット\n\n交流のあるまち\n八女市、嬉野市、宇治市\n",
        set(),
    ),
    "those of an agreement, below its name": (
        HOME,
        "お茶の郷サミット\n昭和62年に始まりました。\n\n災害時相互応援協定締結自治体\n掛川市、磐田市、袋井市\n",
        set(),
    ),
    "a union that is planned": (
        HOME,
        "茶どころ広域連合（仮称）\n構成市町（予定）：掛川市、磐田市、袋井市\n令和8年4月設立予定\n",
        set(),
    ),
    "prefectures of a ruled table": (
        HOME,
        "お茶サミット構成市町\n| 県名 | 市町名 |\n|---|---|\n| 静岡県 | 牧之原市、磐田市 |\n"
        "| 岐阜県 | ― |\n| 京都府 | 宇治市、和束町 |\n",
        of("お茶サミット", "牧之原市", "磐田市", "宇治市", "和束町"),
    ),
    "those who watch stand in a bracket": (
        "lg/jp-322016",
        "中海・宍道湖・大山圏域市長会\n構成：松江市、出雲市、安来市、米子市、"
        "境港市　（オブザーバー：大山圏域の7町村）\n設立：平成24年4月\n",
        of("中海・宍道湖・大山圏域市長会", "松江市", "出雲市", "安来市", "米子市", "境港市"),
    ),
    "mayors stand for their towns": (
        HOME,
        "茶どころ首長会議\n構成：掛川市長、磐田市長、袋井市長\n",
        of("茶どころ首長会議", "掛川市", "磐田市", "袋井市"),
    ),
    "bodies that are called after a town": (
        HOME,
        "茶どころ協議会\n構成団体：掛川市、浜松市、磐田市観光協会、袋井市商工会\n",
        of("茶どころ協議会", "掛川市", "浜松市", "磐田市観光協会", "袋井市商工会"),
    ),
    # Areas
    "an area to a row": (
        "lg/jp-182028",
        "定住自立圏の概要\n| 圏域名 | 中心市 | 連携市町 | 協定締結日 |\n|---|---|---|---|\n"
        "| 嶺南定住自立圏 | 敦賀市 | 美浜町、若狭町 | 平成25年10月1日 |\n",
        of("嶺南定住自立圏", "敦賀市 (hub) 2013.10.01-", "美浜町 2013.10.01-", "若狭町 2013.10.01-"),
    ),
    "days of pacts, each with those in its bracket": (
        "lg/jp-372013",
        "瀬戸・高松広域連携中枢都市圏\n連携中枢都市：高松市\n連携市町：さぬき市、東かがわ市、土庄町、綾川町\n"
        "連携協約締結日：平成28年2月10日（さぬき市～綾川町）、令和元年10月1日（土庄町）\n",
        of("瀬戸・高松広域連携中枢都市圏", "高松市 (hub)", "さぬき市", "東かがわ市", "土庄町 2019.10.01-", "綾川町"),
    ),
    "two areas, each with the labels in its bracket": (
        "lg/jp-062031",
        "庄内南部定住自立圏（中心市：鶴岡市、構成市町：三川町）\n庄内北部定住自立圏（中心市：酒田市、"
        "構成市町：庄内町、遊佐町）\n",
        of("庄内南部定住自立圏", "鶴岡市 (hub)", "三川町")
        | of("庄内北部定住自立圏", "酒田市 (hub)", "庄内町", "遊佐町"),
    ),
    "a core city beside its label, a table of the others below": (
        "lg/jp-342025",
        "広島中央地域連携中枢都市圏\n連携中枢都市：呉市（平成29年3月29日宣言）\n市町\t連携協約締結日\n"
        "東広島市\t平成29年4月1日\n"
        "竹原市\t平成29年4月2日\n",
        of("広島中央地域連携中枢都市圏", "呉市 (hub)", "東広島市 2017.04.01-", "竹原市 2017.04.02-"),
    ),
    "pacts of others in a time-line": (
        "lg/jp-403814",
        "連携中枢都市圏「北九州都市圏域」\n\n平成29年2月14日　吉富町が北九州市と連携協約を締結\n"
        "平成29年2月15日　中間市が北九州市と連携協約を締結\n",
        of("北九州都市圏域", "北九州市 (hub)", "吉富町 2017.02.14-", "中間市 2017.02.15-"),
    ),
    "an area by counties": (
        "lg/jp-062014",
        "山形連携中枢都市圏を構成する市町\n村山地域：山形市（連携中枢都市）、寒河江市、上山市\n東村山郡：山辺町、中山町\n北村山郡：大石田町\n",
        of("山形連携中枢都市圏", "山形市 (hub)", "寒河江市", "上山市", "山辺町", "中山町", "大石田町"),
    ),
    "joined and left in columns of their own": (
        "lg/jp-242080",
        "全国忍者サミット　加盟・退会の状況\n| 自治体 | 加盟 | 退会 |\n|---|---|---|\n| 伊賀市 | 平成9年 | |\n"
        "| 甲賀市 | 平成9年 | |\n| 小田原市 | 平成24年 | 平成30年3月 |\n",
        of("全国忍者サミット", "伊賀市 1997-", "甲賀市 1997-", "小田原市 2012-2018.03"),
    ),
    "all on one line, with their label behind the name": (
        "lg/jp-242080",
        "全国忍者サミット加盟市町：三重県伊賀市、滋賀県甲賀市、神奈川県小田原市（計3市）\n",
        of("全国忍者サミット", "伊賀市", "甲賀市", "小田原市"),
    ),
    "years of the alliance before its members": (
        HOME,
        "最上川サミット（平成5年～平成20年、山形市、天童市、寒河江市）\n",
        set(),
    ),
    "a beginning with its members in a bracket, others later": (
        "lg/jp-062014",
        "平成5年　最上川サミット発足（山形市、天童市、寒河江市、東根市）\n"
        "平成10年　新庄市が加盟\n平成20年　東根市が脱退\n",
        of("最上川サミット", "山形市", "天童市", "寒河江市", "東根市 -2008", "新庄市 1998-"),
    ),
    "names, labels and lists on one line each": (
        "lg/jp-062014",
        "最上川サミット　会員　山形市、天童市、寒河江市\n清流サミット　構成市　長井市、新庄市、村山市\n",
        of("最上川サミット", "山形市", "天童市", "寒河江市") | of("清流サミット", "長井市", "新庄市", "村山市"),
    ),
    "those who did not join, and where it meets next": (
        "lg/jp-062014",
        "最上川サミット\n会員：山形市、天童市、寒河江市\n未加盟：尾花沢市、村山市\n次回開催地：長井市、新庄市\n",
        of("最上川サミット", "山形市", "天童市", "寒河江市"),
    ),
    # Sentences
    "the publisher, a city, that joins the area of another": (
        "lg/jp-242080",
        "名張市は、平成29年4月3日に伊賀市と定住自立圏形成協定を締結し、伊賀・東大和定住自立圏の一員となりました。\n",
        of("伊賀・東大和定住自立圏", "伊賀市 (hub)", "名張市 2017.04.03-"),
    ),
    "the publisher that left": (
        HOME,
        "磐田市は、令和3年3月31日をもって全国川の駅連絡協議会を退会しました。\n",
        of("全国川の駅連絡協議会", "磐田市 -2021.03.31"),
    ),
    "one that was dissolved": (
        HOME,
        "お茶の郷サミットは、牧之原市、磐田市、宇治市の3市で構成していましたが、平成25年3月31日に解散しました。\n",
        of("お茶の郷サミット", *(f"{one} -2013.03.31" for one in ("牧之原市", "磐田市", "宇治市"))),
    ),
    "one that is not dissolved": (
        HOME,
        "お茶の郷サミットは、牧之原市、磐田市、宇治市の3市で構成しており、令和2年4月1日現在、解散していません。\n",
        of("お茶の郷サミット", "牧之原市", "磐田市", "宇治市"),
    ),
    "two who left, at the end of a month and in a year": (
        HOME,
        "お茶の郷サミット\n加盟市町\n牧之原市、磐田市、宇治市\n※八女市は令和2年3月末に退会、嬉野市は令和元年度に退会\n",
        of("お茶の郷サミット", "牧之原市", "磐田市", "宇治市", "八女市 -2020.03", "嬉野市 -FY2019"),
    ),
    "the publisher in an alliance whose beginning is told before its name": (
        HOME,
        "本市は、平成12年10月1日に設立された「全国トンボ市町村サミット」に加盟しており、会員は全国14市町です。\n",
        of("全国トンボ市町村サミット", "磐田市"),
    ),
}


@pytest.mark.parametrize("case", LISTS)
def test_members_of_lists_on_real_pages(case: str, gazetteer: Gazetteer) -> None:
    home, text, expected = LISTS[case]
    assert told(reading(text, gazetteer, home), gazetteer) == expected


COUNTS = {
    "には25の市区町村が入っていて": (
        "桜の名所をもつ「全国さくらサミット」には25の市区町村が入っていて、13の市町が協定に同意した。\n", "25"
    ),
    "に10の市町が加盟": ("全国湖畔サミットには10の市町が加盟しています。\n", "10"),
    "全国15市町村でつくられました": ("竜のつくまちサミット\n\n　1988年に全国15市町村でつくられました。\n", "15"),
    "a label, its number below": ("全国湖畔都市連絡協議会\n加盟市の数\n74市\n会長市\n長浜市\n", "74"),
    "behind the list": ("トンボのまちサミット\n加盟市町\n磐田市、高知県四万十市、埼玉県羽生市の3市。\n", "3"),
    "in a bracket of a time-line": (
        "連携中枢都市圏「遠州都市圏域」\n\n平成29年3月28日　浜松市と磐田市が連携協約を締結\n"
        "平成30年2月14日　湖西市が浜松市と連携協約を締結（圏域は3市2町に）\n",
        "5",
    ),
    "in the bracket of the name, behind its beginning": (
        "１　茶どころ連絡協議会（平成15年4月設立、会員4市）\n　牧之原市、磐田市、宇治市、八女市\n",
        "4",
    ),
    "in the sentence below the name": (
        "最上川サミット\n\n山形市・天童市・寒河江市・東根市の4市でつくる協議会です。\n",
        "4",
    ),
    "before a name in quotes": ("全国23の市町村が加盟する「棚田の里」連絡協議会の総会が開かれました。\n", "23"),
    "by heading and bracketed core city": (
        "遠州灘定住自立圏共生ビジョン\n\n　磐田市（中心市）、袋井市、掛川市、湖西市の4市が力を合わせています。\n",
        "4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COUNTS)
def test_the_number_of_members_that_words_state(case: str, gazetteer: Gazetteer) -> None:
    text, number = COUNTS[case]
    found = [
        one for one in reading(text, gazetteer).records if isinstance(one, Observation) and one.measure == "members"
    ]
    assert [one.value.value for one in found] == [number]


def test_a_number_that_the_list_does_not_make_up_stands_beside_it_and_nothing_is_sure(gazetteer: Gazetteer) -> None:
    text = "天竜川サミット\n加盟市町（5市町）\n磐田市、浜松市、飯田市\n"
    found = reading(text, gazetteer).records
    assert [one.value.value for one in found if isinstance(one, Observation)] == ["5"]
    assert {one.confidence for one in found if isinstance(one, Membership)} == {"B"}


# Sentences below the heading of an area that name towns, but no members of it.
OTHERS = [
    "　磐田市、袋井市、掛川市の3市が視察に訪れました。\n",
    "　磐田市、袋井市、掛川市の3市が加盟を検討しています。\n",
    "　磐田市、袋井市、掛川市の3市が参加した総会は浜松市で開かれました。\n",
    "　隣の焼津圏域では、磐田市、袋井市、掛川市の3市が力を合わせています。\n",
]


@pytest.mark.parametrize("sentence", OTHERS)
def test_towns_that_do_something_else_are_no_members(sentence: str, gazetteer: Gazetteer) -> None:
    assert told(reading("遠州灘定住自立圏\n\n" + sentence, gazetteer, SHIZUOKA), gazetteer) == set()


@pytest.mark.parametrize(
    "text",
    [
        "・北陸湊町連絡会（令和3年3月31日解散）　加盟：秋田市、酒田市、新発田市\n",
        "・北陸湊町連絡会（平成10年5月1日設立、令和3年3月31日解散）　加盟：秋田市、酒田市、新発田市\n",
        "北陸湊町連絡会（令和3年3月31日廃止）\n構成市：秋田市、酒田市、新発田市\n",
        "名称　北陸湊町連絡会\n設立　平成10年5月1日\n解散　令和3年3月31日\n構成市　秋田市、酒田市、新発田市\n",
    ],
)
def test_the_day_on_which_an_alliance_was_dissolved_ends_it_for_its_members(text: str, gazetteer: Gazetteer) -> None:
    found = [one for one in made(text, gazetteer, SHIBATA) if isinstance(one, Membership)]
    assert [(one.since, one.until and one.until.value) for one in found] == [(None, "2021-03-31")] * 3
    founded = [one.formed for one in made(text, gazetteer, SHIBATA) if isinstance(one, Alliance)]
    assert [one and one.value for one in founded] == ["1998-05-01" if "設立" in text else None]


def test_the_day_of_foundation_behind_a_name_is_not_that_of_joining(gazetteer: Gazetteer) -> None:
    text = "・北陸湊町連絡会（平成10年5月1日設立）　加盟：秋田市、酒田市、新発田市\n"
    found = [one for one in made(text, gazetteer, SHIBATA) if isinstance(one, Membership)]
    assert [one.since for one in found] == [None] * 3
