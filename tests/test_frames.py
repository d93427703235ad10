"""Ties told by a title and the labels below it, in wordings of our own: what belongs together, and what does not."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.values import PartialDate

HOME = "lg/jp-222119"  # 磐田市

CASES: dict[str, tuple[str, list[str]]] = {
    "questions of a press release, each over its answer": (
        "市政情報 > 報道発表 > 令和5年7月\n更新日：2023年7月5日\n\n奈良県生駒市と磐田市が姉妹都市協"
        "定を結びました\n\nいつ\n\n令和5年7月1日（土曜日）\n\nどこで\n\n磐田市民文化会館\n\nだれが\n\n生駒市・"
        "磐田市\n\n立会人\n\n盛岡市長\n\n内容\n\n互いの友好都市である盛岡市の紹介で、平成28年から子どもの交流を"
        "重ねてきました。\n\nお問い合わせ先\n\n秘書課　電話0538-00-0000\n",
        ["B sister-city 2023-07-01: 磐田市・生駒市"],
    ),
    "labels beside their values, the counterpart by its label": (
        "報道発表資料\n掲載日：令和4年11月20日\n\n友好都市の協定を締結しました\n\n■相手方　福井県坂井市\n■"
        "締結日　令和4年11月12日\n■場所　坂井市役所\n■出席者　両市の市長、議長\n■今後の予定　令和5年2月"
        "に物産展を開きます。\n",
        ["B friendship-city 2022-11-12: 磐田市・坂井市"],
    ),
    "many towns, counted, with other sections between": (
        "6市町で災害時相互応援協定を締結\n\n　離れた土地の6市町が、災害のときに助け合う協定を結びました。\n\n　"
        "協定書はこちらをご覧ください。\n\n　災害時相互応援協定の締結について.pdf［210KB］\n\n背景\n\n　"
        "平成28年4月14日には熊本で、平成30年9月6日には北海道で大きな地震がありました。\n\n協定の内容\n\n"
        "・食料の提供\n・職員の派遣\n\n協定締結市町（5県6市町）\n\n静岡県磐田市、長野県飯田市、長野県坂城町、\n"
        "岐阜県中津川市、福井県坂井市、奈良県生駒市\n\n協定締結年月日\n\n令和元年5月10日\n\n問い合わせ\n危機管"
        "理課\n登録日：2019年5月14日\n",
        ["B mutual-aid 2019-05-10: 磐田市・飯田市・坂城町・中津川市・坂井市・生駒市"],
    ),
    "the day first; others' agreements under a heading of their own": (
        "三市による災害時の相互応援に関する協定の締結について\n発表日　平成25年3月8日\n\n１　締結日\n　　平成"
        "25年3月1日\n\n２　協定の趣旨\n　　被災した市を残る二市が助ける。\n\n３　締結自治体\n　　磐田市、飯田"
        "市、坂井市\n\n４　立会人\n　　盛岡市長\n\n（参考）本市のこれまでの協定\n・松江市　平成9年8月5日　災害"
        "時相互応援協定\n",
        ["B mutual-aid 2013-03-01: 磐田市・飯田市・坂井市", "B mutual-aid 1997-08-05: 磐田市・松江市"],
    ),
    "a signing that was called off": (
        "坂井市と友好都市協定を締結\n\nいつ\n令和4年9月19日（月曜日・祝日）\n\nどこで\n坂井市役所\n\n※台風の"
        "接近により、調印式は中止となりました。\n",
        [],
    ),
    "a signing that was put off": (
        "坂井市との友好都市協定の締結について\n\n締結日\n令和4年9月19日\n\n相手方\n福井県坂井市\n\nお知らせ\n"
        "締結は延期します。日程は未定です。\n",
        [],
    ),
    "a signing to come": (
        "発表日：令和4年9月1日\n\n坂井市と友好都市協定を締結します\n\n日時\n令和4年9月19日（月曜日・祝日）"
        "午前10時から\n\n場所\n磐田市役所\n",
        ["B friendship-city - preparing: 磐田市・坂井市"],
    ),
    "an event to come has a day of its own": (
        "坂井市と友好都市協定を締結しました\n\n日時\n令和4年9月19日（月曜日・祝日）\n\n会場\n磐田市役所\n\n記"
        "念イベントの開催\n\n日時\n令和4年11月3日（木曜日・祝日）\n\n会場\n磐田駅前広場\n",
        ["B friendship-city 2022-09-19: 磐田市・坂井市"],
    ),
    "a company": (
        "令和3年6月4日発表\n\n株式会社ひかり食品と包括連携協定を締結しました\n\n締結日\n\n令和3年6月2日（水"
        "曜日）\n\n相手方\n\n株式会社ひかり食品（本社：静岡市）\n\n連携事項\n\n・食育\n・防災\n\n今後の予定\n\n令"
        "和3年7月から特産品の販売を始めます。\n",
        ["B comprehensive 2021-06-02: 磐田市・株式会社ひかり食品"],
    ),
    "a university, the name of the agreement under a label": (
        "大学との協定\n\n協定名\n磐田市と学校法人東海学院大学との包括連携に関する協定\n\n協定締結日\n平成30年1"
        "0月9日\n\n協定締結先\n東海学院大学\n\n協定の目的\n人材の育成\n",
        ["B comprehensive 2018-10-09: 磐田市・東海学院大学"],
    ),
    "a district of a town under a heading with the kind; who it is stands under a label": (
        "友好都市提携\n\n青森県八戸市南郷（友好交流地域）\n\n友好都市の盟約\n平成11年（1999年）8月22日\n\n"
        "相手方\n八戸市（旧南郷村）\n\nきっかけ\n昭和60年から続くジャズの催しに、磐田の楽団が招かれたことから。"
        "旧南郷村は平成17年3月の合併で八戸市となりました。\n\n長野県飯田市上村\n\n交流の経過\n平成30年4月か"
        "ら互いの祭りに出店しています。協定は検討中です。\n",
        ["B friendship-city 1999-08-22: 磐田市・八戸市"],
    ),
    "who has signed stands in the title alone": (
        "公開日：2016年10月31日\n\n飯田市・生駒市と災害時における相互応援に関する協定を締結しました！\n\n"
        "　三市は昨年から相談を重ねてきました。\n\n◆締結日時\n平成28年10月25日（火曜日）午後2時\n\n◆締結"
        "場所\n飯田市役所\n\n◆応援の内容\n物資の提供など\n",
        ["B mutual-aid 2016-10-25: 磐田市・飯田市・生駒市"],
    ),
    "fewer are listed than the title counts": (
        "5市で災害時相互応援協定を締結\n\n背景\n離れた市と助け合うためです。\n\n締結日\n平成28年10月25日\n\n"
        "締結市\n磐田市、飯田市、生駒市\n",
        ["C mutual-aid 2016-10-25: 磐田市・飯田市・生駒市"],
    ),
    "an anniversary is no signing": (
        "坂井市との友好都市提携10周年記念式典を開催しました\n\n日時\n令和4年9月19日\n\n会場\n磐田市役所\n\n"
        "出席者\n両市長\n",
        [],
    ),
    "three towns that became friends together": (
        "磐田市・飯田市・駒ヶ根市が友好都市協定を締結\n\nいつ：平成20年5月18日\nどこで：駒ヶ根市文化会館\nだ"
        "れが：磐田市長、飯田市長、駒ヶ根市長\n",
        ["B friendship-city 2008-05-18: 磐田市・飯田市・駒ヶ根市"],
    ),
    "a label without a value takes none from elsewhere": (
        "坂井市と友好都市協定を締結しました\n\n締結日\n\n問い合わせ先\n秘書課\n更新日：令和4年9月19日\n",
        ["B friendship-city -: 磐田市・坂井市"],
    ),
    "two frames on a page": (
        "協定のお知らせ\n\n飯田市と友好都市協定を締結しました\n\n締結日\n平成20年5月18日\n\n場所\n飯田市役所\n\n"
        "坂井市と姉妹都市協定を締結しました\n\n締結日\n平成22年6月6日\n\n場所\n磐田市役所\n",
        ["B friendship-city 2008-05-18: 磐田市・飯田市", "B sister-city 2010-06-06: 磐田市・坂井市"],
    ),
    "signed abroad": (
        "カナダ・リッチモンド市と姉妹都市協定を結びました\n更新日：2015年8月3日\n\n日時\n\n平成27年7月2"
        "7日（月曜日）\n\n場所\n\nリッチモンド市庁舎\n\n署名者\n\n磐田市長、リッチモンド市長\n\n経緯\n\n平成20"
        "年から高校生が行き来しています。\n",
        ["B sister-city 2015-07-27: 磐田市・リッチモンド市"],
    ),
    "labels in brackets, a count in kanji": (
        "【記者発表】令和2年2月10日\n\n四市災害時相互応援協定の締結式を行いました\n\n【日　時】令和2年2月7"
        "日（金曜日）14時～\n【場　所】中津川市役所\n【締結市】磐田市・中津川市・飯田市・駒ヶ根市\n【来　賓】岐"
        "阜県知事\n",
        ["B mutual-aid 2020-02-07: 磐田市・中津川市・飯田市・駒ヶ根市"],
    ),
    "a deed in quotes, another town under a reference": (
        "兵庫県豊岡市と「観光交流都市協定」を締結しました\n\n更新日：2018年7月1日\n\n協定の背景\n平成30年"
        "3月に新しい航路が開かれました。\n\n主な内容\n（１）観光客の送客\n（２）職員の交流\n\n締結年月日\n平成3"
        "0年6月24日\n\n参考\n・鹿児島県霧島市　平成12年10月1日　姉妹都市\n",
        ["B exchange-city 2018-06-24: 磐田市・豊岡市", "B sister-city 2000-10-01: 磐田市・霧島市"],
    ),
    "a university, day and place numbered": (
        "2022年4月5日　掲載\n国立大学法人静岡大学との包括連携協定締結について\n\n１　日時\n令和4年3月28"
        "日（月）午前11時\n２　場所\n市役所応接室\n３　出席者\n静岡大学　学長　ほか\n市　長\n４　協定の目的\n地"
        "域の課題に取り組む。\n",
        ["B comprehensive 2022-03-28: 磐田市・国立大学法人静岡大学"],
    ),
    "two companies under one label: whether together is not told": (
        "災害時における物資の供給に関する協定を締結しました\n\n協定締結日：令和元年8月30日\n協定締結先：株式会"
        "社みどりストア、有限会社大島物産\n協定内容：飲料水の供給\n",
        ["C mutual-aid 2019-08-30: 磐田市・株式会社みどりストア", "C mutual-aid 2019-08-30: 磐田市・有限会社大島物産"],
    ),
    "a tie that was ended": (
        "坂井市との友好都市協定を解消しました\n\n締結日\n平成10年5月1日\n\n解消日\n令和2年3月31日\n",
        [],
    ),
    "a visit": (
        "リッチモンド市長が来訪されました\n\n日時\n平成27年7月27日\n\n場所\n市役所\n\n概要\n姉妹都市協定を結"
        "ぶリッチモンド市の市長が表敬に訪れました。\n",
        [],
    ),
    "who witnessed it is no party": (
        "新潟県長岡市と本市は姉妹都市の盟約を結びました\n\nとき　昭和62年10月4日\nところ　長岡市立劇場\n見届"
        "け人　富山県氷見市長\n",
        ["B sister-city 1987-10-04: 磐田市・長岡市"],
    ),
    "a label for the day on which it is planned": (
        "坂井市との災害時相互応援協定の締結について\n\n締結予定日\n令和5年12月1日\n\n相手方\n福井県坂井市\n",
        ["B mutual-aid - preparing: 磐田市・坂井市"],
    ),
    "headlines below one another": (
        "新着情報\n坂井市と友好都市協定を締結しました\n飯田市で物産展を開きます\n日時\n令和5年3月1日\n会場\n飯"
        "田市役所\n",
        ["B friendship-city -: 磐田市・坂井市"],
    ),
    "a town to a line, and an observer": (
        "災害時相互応援協定に調印しました\n\n協定締結自治体\n・磐田市（静岡県）\n・飯田市（長野県）\n・氷見市（富"
        "山県）\n\n調印日\n平成24年1月17日\n\nオブザーバー\n・長岡市（新潟県）\n",
        ["B mutual-aid 2012-01-17: 磐田市・飯田市・氷見市"],
    ),
    "an agreement that was renewed": (
        "坂井市との包括連携協定を更新しました\n\n締結日\n令和2年1月17日\n\n更新日\n令和5年1月17日\n",
        [],
    ),
    "schools": (
        "市立中央高校とリッチモンド高校が姉妹校協定を結びました\n\n日時\n平成27年7月27日\n\n場所\nリッチモンド市役所\n",
        ["B sister-school -: 市立中央高校・リッチモンド高校"],
    ),
    "a title without an act, a day that may be of anything": (
        "災害協定について\n\n日時\n平成27年7月27日\n\n相手方\n坂井市\n",
        ["C mutual-aid 2015-07-27: 磐田市・坂井市"],
    ),
    "letters of a label set apart": (
        "観光物産　報道提供資料\n提供日　平成29年4月14日\n\n山形県鶴岡市との友好都市盟約の締結について\n\n　"
        "日　　時　　平成29年4月10日（月）　10:30\n　場　　所　　鶴岡市役所\n　内　　容　　盟約書への署"
        "名\n",
        ["B friendship-city 2017-04-10: 磐田市・鶴岡市"],
    ),
    "the publisher by its name, a western year": (
        "磐田市×枕崎市　姉妹都市協定締結\n\n協定締結日\n2011年11月3日\n\n協定の主な内容\n（1）産業の交流\n\n"
        "リンク\n枕崎市ホームページ（外部サイトへリンク）\n",
        ["B sister-city 2011-11-03: 磐田市・枕崎市"],
    ),
    "a remark on the day, a term": (
        "災害時相互応援協定を締結しました\n協定締結先\n岐阜県瑞穂市\n締結日\n平成25年11月25日（同日発効）\n"
        "有効期間\n平成26年3月31日まで。以後1年ごとに更新\n",
        ["B mutual-aid 2013-11-25: 磐田市・瑞穂市"],
    ),
    "no day at all": (
        "3市1町災害時相互応援協定\n\n協定市町\n磐田市、飯田市、氷見市、坂城町\n\n応援の種類\n1 食料の提供\n2"
        " 職員の派遣\n",
        ["B mutual-aid -: 磐田市・飯田市・氷見市・坂城町"],
    ),
    "abroad, with those who signed": (
        "大韓民国・慶州市と友好都市協定を締結しました\n\n調印日\n\n平成31年4月9日\n\n調印場所\n\n慶州市庁\n\n"
        "調印者\n\n磐田市長、慶州市長\n\n立会人\n\n両市議会議長\n\n今後の予定\n\n令和元年8月に中学生を派遣します"
        "。\n",
        ["B friendship-city 2019-04-09: 磐田市・慶州市"],
    ),
    "a title that ends with its noun": (
        "岩手県盛岡市と「文化交流都市協定」を締結\n日時：平成30年11月11日\n場所：盛岡市\n",
        ["B exchange-city 2018-11-11: 磐田市・盛岡市"],
    ),
    "a signing to come, put off: it is still to come": (
        "氷見市と友好都市協定を締結します\n\n日時\n令和5年2月3日\n\n会場\n氷見市役所\n\n※新型コロナウイルスの"
        "影響により、締結式は延期となりました。\n",
        ["B friendship-city - preparing: 磐田市・氷見市"],
    ),
    "another page": (
        "市役所の窓口\n\n日時\n令和5年2月3日\n\n場所\n本庁\n\n協定\n市民サービスの協定\n",
        [],
    ),
    "a provisional day beside that of the signing": (
        "枕崎市と姉妹都市提携を結びました\n\n仮調印日\n平成30年2月4日\n\n調印日\n平成31年2月4日\n",
        ["B sister-city 2019-02-04: 磐田市・枕崎市"],
    ),
    "a town that merged signed: left to others": (
        "相馬市と旧福田町の友好都市協定について\n\n締結日\n平成9年8月3日\n",
        [],
    ),
    "mayors, one to a line": (
        "坂井市と災害時相互応援協定を締結しました\n\n令和元年6月1日、福井県坂井市と災害時相互応援協定を締結しま"
        "した。\n\n締結日\n令和元年6月1日\n\n締結者\n磐田市長\n坂井市長\n",
        ["B mutual-aid 2019-06-01: 磐田市・坂井市"],
    ),
    "an agreement that is shown": (
        "友好都市・坂井市との協定書を展示します\n日時\n令和5年3月1日から3月10日まで\n場所\n市役所\n",
        [],
    ),
    "an older tie with the partner": (
        "姉妹都市の長野県駒ヶ根市と災害時相互応援協定を締結しました\n\n締結日\n平成24年3月16日\n\n場所\n駒ヶ根市役所\n",
        ["B mutual-aid 2012-03-16: 磐田市・駒ヶ根市"],
    ),
    "who brought them together is no party": (
        "盛岡市の紹介で坂井市と友好都市協定を締結しました\n\n締結日\n平成24年3月16日\n",
        ["B friendship-city 2012-03-16: 磐田市・坂井市"],
    ),
    "two titles, the second with the kind": (
        "協定締結のお知らせ\n\n友好都市協定\n\n相手先　北海道枝幸町\n協定締結日　平成24年3月16日\n協定内容　"
        "産業の振興\n",
        ["B friendship-city 2012-03-16: 磐田市・枝幸町"],
    ),
    "a day without its year": (
        "坂井市と友好都市協定を締結しました\n更新日：令和4年9月20日\n\n日時\n9月19日（月曜日・祝日）午前1"
        "0時\n\n場所\n坂井市役所\n",
        ["B friendship-city -: 磐田市・坂井市"],
    ),
    "the ceremony of six, with the day of the release": (
        "全国６自治体による災害時相互応援協定締結式\n\n令和4年9月20日発表\n\n日時　令和4年9月19日\n\n参加"
        "自治体　磐田市、坂井市、氷見市、枕崎市、駒ヶ根市、鶴岡市\n",
        ["B mutual-aid 2022-09-19: 磐田市・坂井市・氷見市・枕崎市・駒ヶ根市・鶴岡市"],
    ),
    "announced in a sentence below a title without a tense": (
        "岐阜県瑞穂市と災害時相互応援協定を締結　～川がつなぐ縁～\n\n　10月10日、本市は瑞穂市と災害時相互応援"
        "協定を締結します。\n\n日時\n\n10月10日（火曜日）午後4時30分から\n\n場所\n\n瑞穂市役所\n",
        ["B mutual-aid - preparing: 磐田市・瑞穂市"],
    ),
    "two kinds in a title: which of them is not told": (
        "坂井市と友好都市協定及び災害時相互応援協定を締結しました\n\n締結日\n平成20年5月1日\n",
        [],
    ),
    "a date that is not that of the signing": (
        "坂井市と友好都市協定を締結しました\n\n日付：令和4年9月21日\n担当：秘書課\n\n　9月19日、坂井市役所"
        "で調印式が開かれました。\n",
        ["B friendship-city -: 磐田市・坂井市"],
    ),
    "the day of the release over the title": (
        "令和4年9月21日\n報道各位\n坂井市と友好都市協定を締結しました\n\n1　期日　令和4年9月19日\n2　場所　坂井市\n",
        ["B friendship-city 2022-09-19: 磐田市・坂井市"],
    ),
    "a sentence for a title, the publisher as 本市": (
        "災害時相互応援協定を締結しました。\n\n締結日：平成20年5月1日\n締結団体：本市、飯田市、坂井市\n",
        ["B mutual-aid 2008-05-01: 磐田市・飯田市・坂井市"],
    ),
    "a title in brackets, two labels on a line": (
        "【飯田市と友好都市協定締結】\n\n■とき　平成20年5月1日　■ところ　飯田市役所\n",
        ["B friendship-city 2008-05-01: 磐田市・飯田市"],
    ),
    "an event to come below a heading": (
        "飯田市と友好都市協定を締結しました\n\n交流の内容\n少年野球\n\n締結年月日\n平成20年5月1日\n\n次回の交"
        "流\n\n日時\n平成21年8月1日\n",
        ["B friendship-city 2008-05-01: 磐田市・飯田市"],
    ),
    "a partner is looked for": (
        "包括連携協定の締結先を募集します\n\n募集期間\n令和4年9月19日から\n\n相手方\n企業\n",
        [],
    ),
    "a fair of the partner": (
        "友好都市協定締結市・坂井市の物産展\n日時　令和4年9月19日\n場所　磐田駅前\n",
        [],
    ),
    "the day in a sentence, not under a label": (
        "坂井市と友好都市協定を締結しました\n\n平成20年5月18日、福井県坂井市と友好都市協定を締結しました。\n\n"
        "場所\n坂井市役所\n\n出席者\n両市長\n",
        ["B friendship-city 2008-05-18: 磐田市・坂井市"],
    ),
    "what is provided is no publication": (
        "坂井市と災害時相互応援協定を締結しました\n\n協定の内容\n\n飲料水の提供（平成10年に始めた備蓄から）\n\n"
        "締結日\n平成20年5月1日\n",
        ["B mutual-aid 2008-05-01: 磐田市・坂井市"],
    ),
    "the merger of the partner": (
        "山形県鶴岡市と友好都市の盟約を結びました\n\n鶴岡市の概要\n平成17年10月1日に鶴岡市、藤島町、羽黒町な"
        "どが合併しました。\n\n盟約締結日\n平成20年5月1日\n",
        ["B friendship-city 2008-05-01: 磐田市・鶴岡市"],
    ),
    "the partner with a town that merged into it": (
        "枝幸町と姉妹都市の盟約を結びました\n\n締結日\n平成18年5月1日\n\n相手方\n枝幸町（旧歌登町）\n",
        ["B sister-city 2006-05-01: 磐田市・枝幸町"],
    ),
    "a body with its seat": (
        "災害時における物資供給に関する協定の締結\n\n１　締結年月日　令和3年3月9日\n２　協定の相手方　みどり農"
        "業協同組合（袋井市山名町）\n３　協定の内容　食料の供給\n",
        ["B mutual-aid 2021-03-09: 磐田市・みどり農業協同組合"],
    ),
    "a day of its end": (
        "坂井市との友好都市協定を締結しました\n\n締結日\n平成20年5月1日\n\n満了日\n平成30年4月30日\n",
        ["C friendship-city 2008-05-01: 磐田市・坂井市"],
    ),
    "days below one another belong to columns": (
        "国内の都市\n都市名\n浦添市\n砂川市\n松江市\n提携年月日\n昭和62年10月1日\n平成13年7月\n平成19年"
        "5月20日\n人口（人）\n115,690\n16,486\n43,502\n災害時相互応援協定\n平成25年1月1"
        "7日\n－\n平成24年8月30日\n",
        ["B mutual-aid 2012-08-30: 磐田市・松江市", "B mutual-aid 2013-01-17: 磐田市・浦添市"],
    ),
    "an English name, the ceremony as a numbered section": (
        "磐田市・大垣市 フレンドリーシティ協定\n\n1．協定締結の経緯\n昭和63年から観光の分野で行き来してきまし"
        "た。\n\n2．協定の内容\n市民の交流に努めること。\n\n3．協定締結式\n・日時：令和4年5月24日（火曜日）"
        "16時30分から16時45分\n・場所：磐田市役所\n・出席者：両市長\n\n4．協定書\n",
        ["C twinning 2022-05-24: 磐田市・大垣市"],
    ),
}


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("x", "x", "x", HOME, PartialDate("2023"), "", "x", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(text: str, gazetteer: Gazetteer) -> set[tuple[str, frozenset[str]]]:
    """Each agreement as its class, kind, day and state, with its parties; not those that a word only hints at."""
    found = set()
    for one in reading(text, gazetteer).records:
        if isinstance(one, Agreement) and one.recogniser not in ("net", "mention"):
            state = "" if one.status.value == "concluded" else f" {one.status.value}"
            sides = {
                place.ja if (place := gazetteer.place(side.value)) else side.printed
                for side in (*one.parties, *one.unnamed)
            }
            day = one.signed.value if one.signed else "-"
            found.add((f"{one.confidence} {one.kind.value} {day}{state}", frozenset(sides)))
    return found


@pytest.mark.parametrize("name", CASES)
def test_title_and_labels_together(name: str, gazetteer: Gazetteer) -> None:
    text, expected = CASES[name]
    ties = (one.split(": ") for one in expected)
    assert told(text, gazetteer) == {(tie, frozenset(sides.split("・"))) for tie, sides in ties}


UNREAD = ["a town that merged signed: left to others", "two kinds in a title: which of them is not told"]


@pytest.mark.parametrize("name", UNREAD)
def test_what_a_title_signs_and_nobody_understood_is_listed(name: str, gazetteer: Gazetteer) -> None:
    assert reading(CASES[name][0], gazetteer).coverage.unread == (1,)


def test_where_a_company_has_its_seat_is_no_party(gazetteer: Gazetteer) -> None:
    text = "包括連携協定\n\n相手方：株式会社みどり製作所（静岡市）\n締結日：令和3年6月2日\n"
    assert {side for _, sides in told(text, gazetteer) for side in sides} == {"磐田市", "株式会社みどり製作所"}
