"""Tables in wordings of our own: by rows, one cell to a line, transposed; each is read whole, and nothing else."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate

CITY, PREFECTURE = "lg/jp-222119", "lg/jp-220001"
SISTER, FRIEND = "sister-city", "friendship-city"
Tie = tuple[str, ...]
THREE: set[Tie] = {
    ("バギオ市", SISTER, "1989-07-15"),
    ("リンツ市", SISTER, "1980-10-01"),
    ("煙台市", FRIEND, "1987-05-20"),
}
# Former parties end with >; the state stands last where it is not "concluded".
# fmt: off
TABLES: dict[str, tuple[str, set[Tie], str]] = {
    "head on two lines": (CITY, THREE, """\
姉妹都市の状況
　都市名　　　　国　名　　　　　区分　　　　　提携
　　　　　　　　　　　　　　　　　　　　　　　年月日
リンツ市　　　オーストリア　　姉妹都市　　　昭和55年10月1日
煙台市　　　　中国　　　　　　友好都市　　　昭和62年5月20日
バギオ市　　　フィリピン　　　姉妹都市　　　平成元年7月15日
"""),
    "commas": (CITY, THREE, """\
番号,都市名,国名,提携種別,提携日
1,リンツ市,オーストリア,姉妹都市,1980/10/1
2,煙台市,中国,友好都市,1987/5/20
3,バギオ市,フィリピン,姉妹都市,1989/7/15
"""),
    "single blanks": (CITY, THREE, """\
都市名 国名 種別 締結日
リンツ市 オーストリア 姉妹都市 S55.10.1
煙台市 中国 友好都市 S62.5.20
バギオ市 フィリピン 姉妹都市 H元.7.15
"""),
    "titles of kinds between the rows": (CITY, THREE, """\
都市名\t国\t提携年月日
【姉妹都市】
リンツ市\tオーストリア\t昭和55年10月1日
バギオ市\tフィリピン\t平成元年7月15日
【友好都市】
煙台市\t中国\t昭和62年5月20日
"""),
    "titles of kinds, no head": (CITY, THREE, """\
姉妹都市
　リンツ市　　オーストリア　　昭和55年10月1日
　バギオ市　　フィリピン　　　平成元年7月15日
友好都市
　煙台市　　　中国　　　　　　昭和62年5月20日
"""),
    "wrapped cells between tabs": (CITY, THREE, """\
都市名\t国名\t区分\t提携年月日\t備考
リンツ市\tオーストリア\t姉妹都市\t昭和55年\t市民オペラの
\t\t\t10月1日\t縁による
煙台市\t中国\t友好都市\t昭和62年\t港の縁
\t\t\t5月20日\t
バギオ市\tフィリピン\t姉妹都市\t平成元年\t
\t\t\t7月15日\t
"""),
    "country in the cell of the city": (CITY, THREE, """\
提携都市（国名）　　　　　　種別　　　　提携年月日
リンツ市（オーストリア）　　姉妹都市　　昭和55年10月1日
煙台市（中国）　　　　　　　友好都市　　昭和62年5月20日
バギオ市（フィリピン）　　　姉妹都市　　平成元年7月15日
"""),
    "a column of states": (CITY, {
        ("バギオ市", SISTER, "", "talks-begun"), ("リンツ市", SISTER, "1980-10-01"),
        ("煙台市", FRIEND, "1987-05-20", "ended"),
    }, """\
相手先\t国\t協定等\t締結日\t状況
リンツ市\tオーストリア\t姉妹都市\t1980年10月1日\t継続中
煙台市\t中国\t友好都市\t1987年5月20日\t平成30年3月31日解消
バギオ市\tフィリピン\t姉妹都市\t－\t協議中
"""),
    "list of a prefecture, empty cells for the same city": (PREFECTURE, {
        ("浜松市", "リンツ市", SISTER, "1980-10-01"), ("浜松市", "煙台市", SISTER, "1987-05-20"),
        ("磐田市", "バギオ市", SISTER, "1989-07-15"),
    }, """\
県内市町の姉妹都市
市町名　　　相手都市　　　　国　　　　　　提携年月日
浜松市　　　リンツ市　　　　オーストリア　昭和55年10月1日
　　　　　　煙台市　　　　　中国　　　　　昭和62年5月20日
磐田市　　　バギオ市　　　　フィリピン　　平成元年7月15日
"""),
    "list of a prefecture with kinds": (PREFECTURE, {
        ("浜松市", "リンツ市", SISTER, "1980-10-01"), ("浜松市", "煙台市", FRIEND, "1987-05-20"),
        ("磐田市", "バギオ市", SISTER, "1989-07-15"),
    }, """\
市町村名\t提携区分\t提携先自治体\t国・地域名\t提携年月日
浜松市\t姉妹都市\tリンツ市\tオーストリア\tS55.10.1
浜松市\t友好都市\t煙台市\t中国\tS62.5.20
磐田市\t姉妹都市\tバギオ市\tフィリピン\tH元.7.15
"""),
    "mutual aid, several partners in a cell": (CITY, {
        ("福島市", "上越市", "mutual-aid", "2012-05-10"), ("駒ヶ根市", "mutual-aid", "1995-11-01"),
    }, """\
災害時相互応援協定の締結状況
締結年月日　　　協定名　　　　　　　　　　　　　　　　　相手方
平成7年11月1日　災害時における相互応援に関する協定　　　長野県駒ヶ根市
平成24年5月10日　災害時相互応援協定　　　　　　　　　　　福島県福島市、新潟県上越市
"""),
    "a kind over several rows": (CITY, THREE, """\
区分　　　相手先　　　国　　　　　　締結日
姉妹都市　リンツ市　　オーストリア　昭和55年10月1日
　　　　　バギオ市　　フィリピン　　平成元年7月15日
友好都市　煙台市　　　中国　　　　　昭和62年5月20日
"""),
    "former towns in the remarks": (CITY, {
        ("福田町>", "煙台市", FRIEND, "1987-05-20"), ("豊田町>", "リンツ市", SISTER, "1980-10-01"),
    }, """\
提携先\t国名\t区分\t提携年月日\t備考
リンツ市\tオーストリア\t姉妹都市\t昭和55年10月1日\t旧豊田町が締結
煙台市\t中国\t友好都市\t昭和62年5月20日\t旧福田町から継承
"""),
    "ditto marks in three columns": (CITY, {
        ("ザルツブルク市", SISTER, "1980-10-01"), ("リンツ市", SISTER, "1980-10-01"),
    }, """\
提携年月日　　国名　　　　　都市名　　　　区分
昭和55年10月1日　オーストリア　リンツ市　　姉妹都市
〃　　　　　　　〃　　　　　　ザルツブルク市　　〃
"""),
    "dates in kanji numerals": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名　国名　種別　提携年月日
リンツ市　オーストリア　姉妹都市　昭和五十五年十月一日
煙台市　中国　友好都市　昭和六十二年五月二十日
"""),
    "box with wrapped cells": (CITY, {("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20")}, """\
┌────┬──────┬────┬──────┐
│都市名│国名　　　　│区分　　│提携年月日　│
├────┼──────┼────┼──────┤
│リンツ│オーストリア│姉妹都市│S55.10. 1　 │
│市　　│　　　　　　│　　　　│　　　　　　│
│煙台市│中国　　　　│友好都市│S62. 5.20　 │
└────┴──────┴────┴──────┘
"""),
    "cells: each wrapped somewhere": (CITY, THREE, """\
都市名
国名
区分
提携年月日
きっかけ
リンツ市
オーストリア
（ヨーロッパ）
姉妹都市
昭和55年
10月1日
市民オペラの公演が
縁となった。
煙台市
中国
友好都市
昭和62年
5月20日
港の縁
バギオ市
フィリピン
姉妹都市
平成元年
7月15日
移民の縁
"""),
    "cells: list of a prefecture, a city over two rows": (PREFECTURE, {
        ("浜松市", "リンツ市", SISTER, "1980-10-01"), ("浜松市", "煙台市", FRIEND, "1987-05-20"),
        ("磐田市", "バギオ市", SISTER, "1989-07-15"),
    }, """\
市町
提携先
国
種別
締結日
浜松市
リンツ市
オーストリア
姉妹都市
S55.10.1
煙台市
中国
友好都市
S62.5.20
磐田市
バギオ市
フィリピン
姉妹都市
H元.7.15
"""),
    "cells without labels, a title above": (CITY, THREE, """\
友好・姉妹都市

オーストリア
リンツ市
姉妹都市
昭和55年10月1日

中国
煙台市
友好都市
昭和62年5月20日

フィリピン
バギオ市
姉妹都市
平成元年7月15日
"""),
    "cells: titles of kinds": (CITY, THREE, """\
都市名
国名
提携年月日
姉妹都市
リンツ市
オーストリア
昭和55年10月1日
バギオ市
フィリピン
平成元年7月15日
友好都市
煙台市
中国
昭和62年5月20日
"""),
    "cells: a label on two lines": (CITY, THREE, """\
都市名
国名
提携
年月日
区分
リンツ市
オーストリア
昭和55年10月1日
姉妹都市
煙台市
中国
昭和62年5月20日
友好都市
バギオ市
フィリピン
平成元年7月15日
姉妹都市
"""),
    "cells: dashes, ditto, an end in the remarks": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20", "ended"),
        ("駒ヶ根市", SISTER, "1967-01-15"),
    }, """\
相手方
国・県
区分
締結日
備考
リンツ市
オーストリア
姉妹都市
1980.10.1
－
煙台市
中国
友好都市
1987.5.20
令和2年3月31日解消
長野県駒ヶ根市
〃
姉妹都市
1967.1.15
－
"""),
    "transposed by single blanks": (CITY, THREE, """\
都市名 リンツ市 煙台市 バギオ市
国名 オーストリア 中国 フィリピン
区分 姉妹都市 友好都市 姉妹都市
提携日 S55.10.1 S62.5.20 H元.7.15
"""),
    "transposed behind colons": (CITY, THREE, """\
都市名：リンツ市、煙台市、バギオ市
国名：オーストリア、中国、フィリピン
区分：姉妹都市、友好都市、姉妹都市
提携日：昭和55年10月1日、昭和62年5月20日、平成元年7月15日
"""),
    "transposed, cells, names without a label": (CITY, THREE, """\
リンツ市
煙台市
バギオ市
国
オーストリア
中国
フィリピン
種類
姉妹都市
友好都市
姉妹都市
調印年月日
昭和55年10月1日
昭和62年5月20日
平成元年7月15日
"""),
    "transposed, cells, wrapped": (CITY, THREE, """\
都市名
リンツ市
煙台市
バギオ市
所在
オーストリア
中国
（山東省）
フィリピン
区分
姉妹都市
友好都市
姉妹都市
締結年月日
昭和55年
10月1日
昭和62年
5月20日
平成元年
7月15日
"""),
    "transposed, kinds over several cities": (CITY, THREE, """\
\t姉妹都市\t\t友好都市
都市名\tリンツ市\tバギオ市\t煙台市
国名\tオーストリア\tフィリピン\t中国
提携日\t昭和55年10月1日\t平成元年7月15日\t昭和62年5月20日
"""),
    "transposed, cells, two tables": (CITY, {
        ("バギオ市", SISTER, "1989-07-15"), ("リンツ市", SISTER, "1980-10-01"),
        ("南富良野町", FRIEND, "2010-07-30"), ("駒ヶ根市", SISTER, "1967-01-15"),
    }, """\
国外
都市名
リンツ市
バギオ市
国名
オーストリア
フィリピン
提携日
昭和55年10月1日
平成元年7月15日
区分
姉妹都市
姉妹都市
国内
都市名
駒ヶ根市
南富良野町
県名
長野県
北海道
提携日
昭和42年1月15日
平成22年7月30日
区分
姉妹都市
友好都市
"""),
    "transposed, one not yet signed": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "", "preparing"),
    }, """\
都市名\tリンツ市\t煙台市
国名\tオーストリア\t中国
区分\t姉妹都市\t友好都市
提携日\t昭和55年10月1日\t－
状況\t継続中\t締結準備中
"""),
    "transposed, cells, no label at all": (CITY, THREE, """\
リンツ市
煙台市
バギオ市
オーストリア
中国
フィリピン
姉妹都市
友好都市
姉妹都市
昭和55年10月1日
昭和62年5月20日
平成元年7月15日
"""),
    "numbered lines without a head": (CITY, THREE, """\
姉妹・友好都市一覧
1　リンツ市（オーストリア）　　昭和55年10月1日　　姉妹都市
2　煙台市（中国）　　　　　　　昭和62年5月20日　　友好都市
3　バギオ市（フィリピン）　　　平成元年7月15日　　姉妹都市
"""),
    "list of a prefecture, cities as titles": (PREFECTURE, {
        ("浜松市", "リンツ市", SISTER, "1980-10-01"), ("浜松市", "煙台市", SISTER, "1987-05-20"),
        ("磐田市", "バギオ市", SISTER, "1989-07-15"),
    }, """\
県内市町の姉妹都市
相手都市　　　国　　　　　　締結年月日
浜松市
　リンツ市　　オーストリア　　昭和55年10月1日
　煙台市　　　中国　　　　　　昭和62年5月20日
磐田市
　バギオ市　　フィリピン　　　平成元年7月15日
"""),
    "labels that nobody knows, but one": (CITY, THREE, """\
姉妹・友好都市
まち\tくに\tきずな\t結ばれた日
リンツ市\tオーストリア\t姉妹都市\t昭和55年10月1日
煙台市\t中国\t友好都市\t昭和62年5月20日
バギオ市\tフィリピン\t姉妹都市\t平成元年7月15日
"""),
    "labels that nobody knows": (CITY, THREE, """\
ふるさとの絆
あいて\tところ\tかたち\tはじまり
リンツ市\tオーストリア\t姉妹都市\t昭和55年10月1日
煙台市\t中国\t友好都市\t昭和62年5月20日
バギオ市\tフィリピン\t姉妹都市\t平成元年7月15日
"""),
    "kinds that are ticked": (CITY, THREE, """\
都市名\t国名\t姉妹都市\t友好都市\t提携年月日
リンツ市\tオーストリア\t○\t\t昭和55年10月1日
煙台市\t中国\t\t○\t昭和62年5月20日
バギオ市\tフィリピン\t○\t\t平成元年7月15日
"""),
    "titles of countries": (CITY, {
        ("サバンナ市", SISTER, "1994-04-29"), ("バギオ市", SISTER, "1989-07-15"),
        ("ヤキマ市", SISTER, "1996-05-01"),
    }, """\
姉妹都市
都市名　　　　　　締結日
〔アメリカ〕
サバンナ市　　　　平成6年4月29日
ヤキマ市　　　　　平成8年5月1日
〔フィリピン〕
バギオ市　　　　　平成元年7月15日
"""),
    "a city without partner": (PREFECTURE, {
        ("浜松市", "リンツ市", SISTER, "1980-10-01"), ("磐田市", "煙台市", FRIEND, "1987-05-20"),
    }, """\
市町名\t相手先\t種別\t締結日
浜松市\tリンツ市（オーストリア）\t姉妹都市\t1980.10.1
湖西市\tなし\t\t
磐田市\t煙台市（中国）\t友好都市\t1987.5.20
"""),
    "year and day in two columns": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名\t国名\t種別\t提携年\t月日
リンツ市\tオーストリア\t姉妹都市\t昭和55年\t10月1日
煙台市\t中国\t友好都市\t昭和62年\t5月20日
"""),
    "a term that ran out": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", "memorandum", "1987-05-20", "expired"),
    }, """\
相手先\t協定名\t締結日\t有効期間\t備考
リンツ市（オーストリア）\t姉妹都市\t1980.10.1\t定めなし\t
煙台市（中国）\t覚書\t1987.5.20\t1992.5.19まで\t期間満了
"""),
    "transposed, cells, numbered labels": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
1　都市名
リンツ市
煙台市
2　国名
オーストリア
中国
3　提携区分
姉妹都市
友好都市
4　提携年月日
昭和55年10月1日
昭和62年5月20日
"""),
    "transposed, two blocks": (CITY, {
        ("サバンナ市", SISTER, "1994-04-29"), ("バギオ市", SISTER, "1989-07-15"),
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名\tリンツ市\t煙台市
国名\tオーストリア\t中国
種別\t姉妹都市\t友好都市
締結日\t昭和55年10月1日\t昭和62年5月20日

都市名\tバギオ市\tサバンナ市
国名\tフィリピン\tアメリカ
種別\t姉妹都市\t姉妹都市
締結日\t平成元年7月15日\t平成6年4月29日
"""),
    "transposed, a wrapped row of no importance": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
項目　　リンツ市　　　　　　　煙台市
国　　　オーストリア共和国　　中華人民共和国
位置　　オーバーエスターライ　山東省の東部、黄海
　　　　ヒ州の州都　　　　　　に面する港湾都市
種別　　姉妹都市　　　　　　　友好都市
提携日　昭和55年10月1日　　　昭和62年5月20日
"""),
    "transposed, cells, unknown labels between": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名
リンツ市
煙台市
愛称
鋼の街
果物の里
国名
オーストリア
中国
種別
姉妹都市
友好都市
提携年月日
昭和55年10月1日
昭和62年5月20日
特産
鉄
りんご
"""),
    "cells: the head again after a page": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名
国名
区分
提携年月日
リンツ市
オーストリア
姉妹都市
昭和55年10月1日
- 12 -
都市名
国名
区分
提携年月日
煙台市
中国
友好都市
昭和62年5月20日
"""),
    "cells: titles in brackets": (CITY, THREE, """\
都市名
国名
提携年月日
（姉妹都市）
リンツ市
オーストリア
昭和55年10月1日
バギオ市
フィリピン
平成元年7月15日
（友好都市）
煙台市
中国
昭和62年5月20日
"""),
    "cells: partners over two lines": (CITY, {
        ("南富良野町", "mutual-aid", "2013-06-01"),
        ("福島市", "上越市", "駒ヶ根市", "mutual-aid", "2012-05-10"),
    }, """\
協定名
相手方
締結日
災害時相互応援協定
福島市、上越市、
駒ヶ根市
平成24年5月10日
災害時における相互応援に関する協定
南富良野町
平成25年6月1日
"""),
    "exchange began, nothing was signed": (CITY, set(), """\
交流都市一覧
都市名\t国名\t交流開始\t主な交流
リンツ市\tオーストリア\t平成10年\t合唱団の相互訪問
煙台市\t中国\t平成12年\t職員研修
"""),
    "visits are no ties": (CITY, set(), """\
海外訪問の記録
訪問日\t訪問先\t国\t内容
平成10年5月1日\tリンツ市\tオーストリア\t姉妹都市提携20周年
平成12年6月2日\t煙台市\t中国\t友好都市訪問
"""),
    "mergers and population are no ties": (PREFECTURE, set(), """\
県内市町の人口
市町名\t合併年月日\t人口
浜松市\t平成17年7月1日\t790,000
磐田市\t平成17年4月1日\t170,000
"""),
    "labels and names in two scripts": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名 City\t国名 Country\t種別 Type\t提携年月日 Date
リンツ市 Linz\tオーストリア Austria\t姉妹都市\t1980.10.1
煙台市 Yantai\t中国 China\t友好都市\t1987.5.20
"""),
    "country, state and city with blanks between": (CITY, {
        ("サンタローザ市", SISTER, "1990-06-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
相手先　　　　　　　　　　　　　　　提携区分　　締結年月日
アメリカ　カリフォルニア州　サンタローザ市　　姉妹都市　　平成2年6月1日
中国　山東省　煙台市　　　　　　　　友好都市　　昭和62年5月20日
"""),
    "eras in brackets": (CITY, {("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20")}, """\
都市名\t国名\t種別\t提携年月日
リンツ市\tオーストリア\t姉妹都市\t1980(S55).10.1
煙台市\t中国\t友好都市\t1987(S62).5.20
"""),
    "the kind among the remarks": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名\t国名\t提携年月日\t備考
リンツ市\tオーストリア\t昭和55年10月1日\t姉妹都市
煙台市\t中国\t昭和62年5月20日\t友好都市
"""),
    "the kind in a phrase": (CITY, {("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20")}, """\
提携先\t提携の内容\t年月日
リンツ市（オーストリア）\t姉妹都市提携協定書に調印\t昭和55年10月1日
煙台市（中国）\t友好都市締結議定書に調印\t昭和62年5月20日
"""),
    "list of a prefecture, a former town in brackets": (PREFECTURE, {
        ("浜松市", "煙台市", FRIEND, "1987-05-20"),
        ("清水市>", "静岡市", "ストックトン市", SISTER, "1959-10-16"),
    }, """\
市町\t相手先\t国\t種別\t締結日
静岡市（旧清水市）\tストックトン市\tアメリカ\t姉妹都市\t昭和34年10月16日
浜松市\t煙台市\t中国\t友好都市\t昭和62年5月20日
"""),
    "a column of former towns": (CITY, {
        ("福田町>", "煙台市", FRIEND, "1987-05-20"), ("豊田町>", "リンツ市", SISTER, "1980-10-01"),
    }, """\
旧市町名\t提携先\t種別\t提携年月日
旧豊田町\tリンツ市（オーストリア）\t姉妹都市\t昭和55年10月1日
旧福田町\t煙台市（中国）\t友好都市\t昭和62年5月20日
"""),
    "cells: a kind over several rows": (CITY, THREE, """\
区分
都市名
国名
締結年月日
姉妹都市
リンツ市
オーストリア
昭和55年10月1日
バギオ市
フィリピン
平成元年7月15日
友好都市
煙台市
中国
昭和62年5月20日
"""),
    "cells: a country over several rows": (CITY, {
        ("サバンナ市", SISTER, "1994-04-29"), ("ヤキマ市", SISTER, "1996-05-01"),
        ("煙台市", FRIEND, "1987-05-20"),
    }, """\
国名
都市名
提携年月日
区分
アメリカ
サバンナ市
平成6年4月29日
姉妹都市
ヤキマ市
平成8年5月1日
姉妹都市
中国
煙台市
昭和62年5月20日
友好都市
"""),
    "cells: no labels, the act behind the date": (CITY, {
        ("バギオ市", SISTER, "1989-07-15"), ("リンツ市", SISTER, "1980-10-01"),
    }, """\
姉妹都市
リンツ市
（オーストリア）
昭和55年10月1日提携
バギオ市
（フィリピン）
平成元年7月15日提携
"""),
    "transposed, cells, five cities": (CITY, {
        ("サバンナ市", SISTER, "1994-04-29"), ("バギオ市", SISTER, "1989-07-15"),
        ("ヤキマ市", SISTER, "", "preparing"), ("リンツ市", SISTER, "1980-10-01"),
        ("煙台市", FRIEND, "1987-05-20"),
    }, """\
都市名
リンツ市
煙台市
バギオ市
サバンナ市
ヤキマ市
国名
オーストリア
中国
フィリピン
アメリカ
〃
提携年月日
昭和55年10月1日
昭和62年5月20日
平成元年7月15日
平成6年4月29日
－
区分
姉妹都市
友好都市
姉妹都市
〃
姉妹都市（調整中）
"""),
    "transposed by single blanks, kinds first": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20"),
    }, """\
区分 姉妹都市 友好都市
相手都市 リンツ市 煙台市
国 オーストリア 中国
提携年月日 昭和55年10月1日 昭和62年5月20日
動機 オペラの縁 港の縁
"""),
    "a column of days of the end": (CITY, {
        ("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20", "ended"),
    }, """\
相手先\t国\t区分\t提携日\t解消日
リンツ市\tオーストリア\t姉妹都市\t1980.10.1\t－
煙台市\t中国\t友好都市\t1987.5.20\t2010.3.31
"""),
    "a pause is no end": (CITY, {("リンツ市", SISTER, "1980-10-01"), ("煙台市", FRIEND, "1987-05-20")}, """\
相手先\t国\t区分\t提携日\t現況
リンツ市\tオーストリア\t姉妹都市\t1980.10.1\t交流中
煙台市\t中国\t友好都市\t1987.5.20\t休止中
"""),
    "events are no ties": (CITY, set(), """\
国際交流事業一覧
年月日\t事業名\t相手都市
平成10年5月1日\t姉妹都市青少年派遣\tリンツ市
平成12年6月2日\t友好都市卓球大会\t煙台市
"""),
    "two labels": (CITY, {("南富良野町", SISTER, "2010-07-30"), ("駒ヶ根市", SISTER, "1967-01-15")}, """\
姉妹都市
都市名
締結日
駒ヶ根市
昭和42年1月15日
南富良野町
平成22年7月30日
"""),
    "a province": (PREFECTURE, {("南スマトラ州", FRIEND, "1993-07-14"), ("浙江省", FRIEND, "1982-04-20")}, """\
県の提携
相手先\t国名\t区分\t締結日
南スマトラ州\tインドネシア\t友好都市\t1993.7.14
浙江省\t中国\t友好都市\t1982.4.20
"""),
    "a row broken within its date, between rules": (CITY, {
        ("塩尻市", "mutual-aid", "2005-07-29"), ("北区", "mutual-aid", "2012-11-19"),
        ("高岡市", "射水市", "mutual-aid", "1995-08-25"),
    }, """\
№ | 協定名称 | 締結年月日 | 業務内容 | 協定先
1 | 災害時相互応援協定 | 平成17年7月29日 | 物資提供、職員派遣 | 長野県塩尻市
2 | 災害時における相互応援に関する協定 | 平成24年11月
19日 | 物資提供、被災者受入 | 東京都北区
3 | 呉西地方市町村連絡協議会災害時相互応援協定 | 継続（平成7年8月25日） | 物資提供 | 高岡市、射水市
"""),
    "a date broken behind its dots, one cell to a line": (CITY, THREE, """\
都市名
国名
区分
提携年月日
人口
リンツ市
オーストリア
姉妹都市
昭和55.10. 1
203,000
煙台市
中国
友好都市
昭和62. 5.
20
7,100,000
バギオ市
フィリピン
姉妹都市
平成元. 7.15
366,358
"""),
    "schools": (CITY, {("リンツ高等学校", "磐田南高等学校", "sister-school", "1993-04-01")}, """\
学校の姉妹校
学校名\t相手校\t国\t提携年月日
磐田南高等学校\tリンツ高等学校\tオーストリア\t平成5年4月1日
"""),
}
# fmt: on


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_whole(name: str, gazetteer: Gazetteer) -> None:
    home, expected, text = TABLES[name]
    about = Description("d", "d", "d", home, PartialDate("2024"), "", "d.txt", "0" * 64, None, ())
    found = [one for one in read(Document(about, text, "utf-8"), gazetteer).records if isinstance(one, Agreement)]
    assert {_told(one, home) for one in found} == {tuple(sorted(one[:-2])) + one[-2:] for one in map(_full, expected)}
    assert all(one.confidence in "AB" for one in found)


def _full(tie: Tie) -> tuple[str, ...]:
    """The parties, then kind and state with the date."""
    states = ("ended", "expired", "talks-begun", "preparing")
    *names, kind, date = tie[:-1] if tie[-1] in states else tie
    return (*names, kind, f"{date} {tie[-1] if tie[-1] in states else 'concluded'}")


def _told(one: Agreement, home: str) -> tuple[str, ...]:
    names = [party.printed for party in (*one.parties, *one.unnamed) if party.value != home and party.printed]
    names += [f"{party.printed}>" for party in one.former]
    return (*sorted(names), one.kind.value, f"{one.signed.value if one.signed else ''} {one.status.value}")
