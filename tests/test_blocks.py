"""Labelled blocks under headings: each city's values are its own, in whatever order and under whatever heading."""

import itertools

import pytest

from graph.documents import Description, Document
from graph.extract import text_of
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement, Span
from graph.values import PartialDate

HOME = "lg/jp-162019"
QINHUANGDAO = "秦皇島市: friendship-city 1981-05-07"
DURHAM = "ダーラム市: sister-city 1989-06-13"
DUBBO = "ダボ市: sister-city 1992-08-25"


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("x", "x", "x", HOME, PartialDate("2024"), "", "x", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def page(body: str, title: str = "国際交流") -> str:
    """The text that is taken out of a web page."""
    return text_of(f"<!DOCTYPE html><html><title>{title}</title><body>{body}</body></html>".encode(), "a.html")[0]


def ties(found: Reading) -> list[Agreement]:
    return [one for one in found.records if isinstance(one, Agreement)]


def told(found: Reading) -> set[str]:
    """Each tie as `partner: kind date`, with its state and end where it is not in force."""
    names = set()
    for one in ties(found):
        more = "" if one.status.value == "concluded" else f" {one.status.value}"
        more += f" {one.until.value}" if one.until else ""
        day = one.signed.value if one.signed else "—"
        names.add(f"{one.parties[-1].printed}: {one.kind.value} {day}{more}")
    return names


def kind_lines(found: Reading) -> dict[str, int]:
    return {one.parties[-1].printed: one.kind.span.lines[0] for one in ties(found)}


def touched(spans: tuple[Span, ...]) -> set[int]:
    return {line for span in spans for line in range(span.lines[0], span.lines[1] + 1)}


CITIES = (
    ("秦皇島市", "中国河北省", "友好都市", "昭和56年5月7日", "約300万人"),
    ("ダーラム市", "アメリカ合衆国ノースカロライナ州", "姉妹都市", "平成元年6月13日", "約29万人"),
    ("ダボ市", "オーストラリア", "姉妹都市", "平成4年8月25日", "約4万人"),
)
MARKS = ("1 ", "■", "●", "(1)", "１．", "")
GAPS = ("　", "：", ":", "\t")
ORDERS = tuple(itertools.permutations(("区分", "提携年月日", "人口")))


def block(city: tuple[str, ...], mark: str, gap: str, order: tuple[str, ...], between: str) -> str:
    name, land, kind, day, people = city
    values = {"区分": kind, "提携年月日": day, "人口": people}
    return f"{mark}{name}({land})\n" + "".join(f"{one}{gap}{values[one]}\n" for one in order) + between


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("gap", GAPS, ids=("blank", "wide colon", "colon", "tab"))
def test_each_block_has_its_own_kind_in_whatever_order(gazetteer: Gazetteer, gap: str, order: tuple[str, ...]) -> None:
    for mark, between in itertools.product(MARKS, ("", "\n")):
        text = "富山市の姉妹都市・友好都市\n\n" + "".join(block(one, mark, gap, order, between) for one in CITIES)
        assert told(reading(text, gazetteer)) == {QINHUANGDAO, DURHAM, DUBBO}, text


def test_a_block_set_in_under_a_number(gazetteer: Gazetteer) -> None:
    text = (
        "富山市の姉妹都市・友好都市\n\n1 秦皇島市(中華人民共和国河北省)\n　提携年月日　昭和56年5月7日\n"
        "　区分　友好都市\n　人口　約300万人\n　提携の経緯　昭和56年5月7日に友好都市の議定書に調印した。\n\n"
        "2 ダーラム市(アメリカ合衆国ノースカロライナ州)\n　提携年月日　平成元年6月13日\n　区分　姉妹都市\n"
    )
    found = reading(text, gazetteer)
    assert told(found) == {QINHUANGDAO, DURHAM}
    assert kind_lines(found) == {"秦皇島市": 5, "ダーラム市": 11}
    assert found.coverage.unread == ()


@pytest.mark.parametrize("mark", ["- ", "・", ""])
def test_what_a_label_tells_of_is_the_place_of_its_block(gazetteer: Gazetteer, mark: str) -> None:
    """Neither the province under a label of its own nor the city of the block above."""
    below = "\n".join(
        ("◆ {0}", "　{5}提携の経緯", "　　{3}に{2}提携を行った。", "　{5}所在国", "　　{1}", "　{5}種別", "　　{2}")
    )
    beside = "\n".join(
        ("■{0}", "　{5}提携日　{3}", "　{5}国　{1}", "　{5}経緯　{3}に{2}提携を行った。", "　{5}種別　{2}")
    )
    for lines in (below + "\n　{5}提携日\n　　{3}\n", beside + "\n"):
        text = "国際交流\n\n" + "".join(lines.format(*one, mark) for one in CITIES)
        found = reading(text, gazetteer)
        assert told(found) == {QINHUANGDAO, DURHAM, DUBBO}, text
        assert found.coverage.unread == ()


def test_the_partner_may_stand_below_what_is_told_of_it(gazetteer: Gazetteer) -> None:
    text = "国際交流\n\n" + "".join(
        f"提携の経緯：{day}に{kind}提携を行った。\n区分：{kind}\n提携日：{day}\n相手都市：{city}（{land}）\n\n"
        for city, land, kind, day, _ in CITIES
    )
    found = reading(text, gazetteer)
    assert told(found) == {QINHUANGDAO, DURHAM, DUBBO}
    assert found.coverage.unread == ()


def test_labels_with_their_values_have_not_lost_their_order(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n\n" + "".join(
        f"- 都市名  {city}\n- 種別  {kind}\n- 提携年月日  {day}\n- 人口  {people}\n- 国  {land}\n\n"
        for city, land, kind, day, people in (("福井市", "福井県", "友好都市", "平成5年10月1日", "約26万人"), CITIES[2])
    )
    assert told(reading(text, gazetteer)) == {"福井市: friendship-city 1993-10-01", DUBBO}


def test_a_day_below_a_name_that_nobody_knows_is_not_passed_over(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n\n1 ダーラム市（アメリカ合衆国）\n提携年月日：平成元年6月13日\n区分：姉妹都市\n"
        "2 ノヴァ・リマ\n提携年月日：昭和56年5月7日\n区分：友好都市\n"
        "3 ダボ市（オーストラリア）\n提携年月日：平成4年8月25日\n区分：姉妹都市\n"
    )
    found = reading(text, gazetteer)
    assert told(found) == {DURHAM, DUBBO}
    assert found.coverage.unread == (7,)


HEADED = (
    "1 {kind} {city}（{land}）\n提携日　{day}\n",
    "{kind}：{city}（{land}）\n提携日：{day}\n",
    "{city}（{land}）\n提携日　{day}\n{kind}\n\n",
    "■{city}（{land}）　{day}提携\n種別：{kind}\n",
    "■{city}（{land}）　{day}\n{kind}\n",
    "■{city}（{land}）　{day}提携\n種別：{kind}\n人口：約9万人\n",
    "## {kind} {city}（{land}）\n提携日：{day}\n",
    "### {city}（{land}）【{kind}】\n#### 提携日\n{day}\n",
    "{city}\t\n国名\t{land}\n提携日\t{day}\n区分\t{kind}\n",
)


@pytest.mark.parametrize("line", HEADED)
def test_a_heading_may_hold_kind_or_day(gazetteer: Gazetteer, line: str) -> None:
    text = "国際交流\n\n"
    for city, land, kind, day, _ in CITIES:
        text += line.format(city=city, land=land, kind=kind, day=day)
    assert told(reading(text, gazetteer)) == {QINHUANGDAO, DURHAM, DUBBO}, text


def test_a_line_that_tells_more_than_the_tie_is_not_explained_by_it(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市\n\n1 ダーラム市(アメリカ合衆国)\n　提携年月日　平成元年6月13日\n　区分　姉妹都市\n"
        "　提携の経緯　平成元年6月13日に姉妹都市となり、平成20年3月31日に姉妹都市を離れた。\n"
    )
    assert 6 not in itertools.chain(*reading(text, gazetteer).coverage.ignored.values())


def test_the_rank_of_a_heading_stays_with_its_line() -> None:
    text = page("<h1>姉妹<br>都市</h1><h2><span>ソレント市</span></h2><p>国　イタリア</p><h3></h3><h6>　備考</h6>")
    assert text == "国際交流\n\n# 姉妹 都市\n\n## ソレント市\n国　イタリア\n\n###### 備考\n"


LISTS = (
    "<dl><dt>提携日</dt><dd>{}</dd><dt>人口</dt><dd>約29万人</dd></dl>",
    "<ul><li>提携日：{}</li><li>人口：約29万人</li></ul>",
    "<table><tr><th>提携日</th><td>{}</td></tr><tr><th>人口</th><td>約29万人</td></tr></table>",
    "<p>提携日<br>{}</p><p>人口<br>約29万人</p>",
    "<h4>提携日</h4><p>{}</p><h4>人口</h4><p>約29万人</p>",
)


@pytest.mark.parametrize("values", LISTS)
def test_the_kind_is_that_of_the_heading_above_and_of_no_other(gazetteer: Gazetteer, values: str) -> None:
    for group, city in (("h1", "h2"), ("h2", "h3")):
        body = f"<{group}>海外の姉妹都市</{group}>"
        body += f"<{city}>ダーラム市（アメリカ合衆国）</{city}>" + values.format("平成元年6月13日")
        body += f"<{city}>ダボ市（オーストラリア）</{city}>" + values.format("平成4年8月25日")
        body += f"<{group}>友好都市</{group}><{city}>秦皇島市（中国）</{city}>" + values.format("昭和56年5月7日")
        found = reading(page(body), gazetteer)
        assert told(found) == {QINHUANGDAO, DURHAM, DUBBO}, page(body)
        for one in ties(found):
            first = one.parties[-1].span.lines[0]
            assert max(touched(one.evidence)) <= first + 3


def test_a_group_that_names_no_kind_takes_none_from_the_group_beside_it(gazetteer: Gazetteer) -> None:
    values = "<ul><li>提携日：{}</li></ul>"
    body = "<h1>友好都市</h1><h2>秦皇島市（中国）</h2>" + values.format("昭和56年5月7日")
    body += "<h1>その他の都市</h1><h2>ダボ市（オーストラリア）</h2>" + values.format("平成4年8月25日")
    found = reading(page(body, "姉妹都市"), gazetteer)
    assert QINHUANGDAO in told(found)
    assert not [one for one in ties(found) if one.parties[-1].printed == "ダボ市" and one.confidence in "AB"]


def test_ties_under_a_heading_of_ended_ones(gazetteer: Gazetteer) -> None:
    body = "<h1>解消した都市</h1><h2>カリーニングラード市（ロシア連邦）</h2>"
    body += "<ul><li>提携日：平成5年3月1日</li><li>解消日：令和4年6月30日</li></ul>"
    for text in (page(body), page("<h1>友好都市</h1><h2>秦皇島市（中国）</h2><p>提携日：昭和56年5月7日</p>" + body)):
        found = reading(text, gazetteer)
        assert "カリーニングラード市: twinning 1993-03-01 ended 2022-06-30" in told(found)
        assert not [one for one in ties(found) if one.status.value == "ended" and one.confidence != "C"]


def test_the_label_of_an_end_ends_the_tie(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市\n1 ダーラム市（アメリカ合衆国）\n提携日：平成元年6月13日\n解消日：令和4年6月30日\n"
        "2 ダボ市（オーストラリア）\n提携日：平成4年8月25日\n解消日：\n"
    )
    assert told(reading(text, gazetteer)) == {DURHAM + " ended 2022-06-30", DUBBO}


def test_kinds_printed_last_in_each_block_without_labels_and_as_titles(gazetteer: Gazetteer) -> None:
    last = "提携先\n福井市\n提携日：昭和60年5月1日\n姉妹都市\n千歳市\n提携日：平成6年11月16日\n友好都市\n"
    assert told(reading(last, gazetteer)) == {"福井市: sister-city 1985-05-01", "千歳市: friendship-city 1994-11-16"}
    over = "姉妹都市\n福井市\n提携日：昭和60年5月1日\n友好都市\n千歳市\n提携日：平成6年11月16日\n"
    found = reading(over, gazetteer)
    assert told(found) == {"福井市: sister-city 1985-05-01", "千歳市: friendship-city 1994-11-16"}
    assert kind_lines(found) == {"福井市": 1, "千歳市": 4}


def test_a_heading_of_two_places_is_of_both(gazetteer: Gazetteer) -> None:
    text = page("<h1>災害時相互応援協定</h1><h2>長野市、金沢市</h2><p>締結日：平成21年7月1日</p>")
    assert [[two.printed for two in one.parties[1:]] for one in ties(reading(text, gazetteer))] == [
        ["長野市", "金沢市"]
    ]


def test_a_remark_on_the_standing_of_a_tie_is_not_passed_over(gazetteer: Gazetteer) -> None:
    rows = "都市名\t区分\t提携年月日\t備考\n福井市\t姉妹都市\t昭和60年5月1日\t{}\n千歳市\t友好都市\t平成6年11月16日\t\n"
    plain = {one.parties[-1].printed: one.confidence for one in ties(reading(rows.format("国内"), gazetteer))}
    assert plain == {"福井市": "A", "千歳市": "A"}
    for remark in ("平成24年休止、平成29年再開", "平成24年から交流中断", "現在は停止中"):
        found = reading(rows.format(remark), gazetteer)
        assert {one.parties[-1].printed: one.confidence for one in ties(found)} == {"福井市": "B", "千歳市": "A"}
        assert (2,) in found.coverage.ignored.values()


def test_how_a_word_is_read_is_no_part_of_it(gazetteer: Gazetteer) -> None:
    """Ruby of a web page, whose end tags may be left out, in headings, cells and dates."""
    rows = (
        "<tr><td><ruby>提携日<rp>（<rt>ていけいび<rp>）</ruby><td>昭和56<ruby>年<rt>ねん</rt></ruby>5<ruby><rb>月<rt>がつ"
        "<rb></ruby>7<ruby>日<rt>にち</ruby></tr><tr><td>種別<td><ruby>友好都市<rt>ゆうこうとし</rt></ruby></tr>"
    )
    text = page(
        f"<h2><ruby>秦皇島市<rt>しんのうとうし</rt></ruby>（<ruby>中国<rt>ちゅうごく</ruby>）</h2><table>{rows}</table>"
    )
    assert "ねん" not in text
    assert "（ていけいび" not in text
    assert told(reading(text, gazetteer)) == {QINHUANGDAO}


def test_readings_in_brackets_break_no_date(gazetteer: Gazetteer) -> None:
    text = (
        "富山市(とやまし)は、中国(ちゅうごく)の秦皇島市(しんのうとうし)と、昭和(しょうわ)56年(ねん)5月(がつ)7日(にち)に"
        "友好都市(ゆうこうとし)になりました。\n"
    )
    (tie,) = ties(reading(text, gazetteer))
    assert (tie.signed and tie.signed.value, tie.kind.value) == ("1981-05-07", "friendship-city")
    assert "しんのう" not in tie.parties[-1].printed


def test_the_country_of_one_heading_is_none_of_the_next(gazetteer: Gazetteer) -> None:
    text = page(
        "<h1>姉妹・友好都市</h1><h2>秦皇島市</h2><table><tr><th>国名<td>中国</tr><tr><th>提携日<td>昭和56年5月7日</tr>"
        "<tr><th>種類<td>友好都市</tr></table><h2>鹿児島県 奄美大島 龍郷町・宇検村</h2>"
        "<dl><dt>提携日<dd>昭和58年2月13日(龍郷町)、昭和58年2月14日(宇検村)<dt>種類<dd>友好都市</dl>"
    )
    found = ties(reading(text, gazetteer))
    assert QINHUANGDAO in told(reading(text, gazetteer))
    japanese = {one.parties[-1].printed: one.parties[-1].value for one in found if "1983" in str(one.signed)}
    assert japanese == {"龍郷町": "lg/jp-465275", "宇検村": "lg/jp-465241"}


@pytest.mark.parametrize(
    "label",
    ["姉妹都市の他都市", "他の姉妹都市", "相手都市の姉妹都市", "同市の友好都市", "その他の姉妹都市", "その他の提携先"],
)
def test_whom_a_partner_is_tied_to_besides_is_no_partner(gazetteer: Gazetteer, label: str) -> None:
    text = (
        f"国際交流\n■ダーラム市（アメリカ合衆国）\n提携日：平成元年6月13日\n{label}：福井市、千歳市\n種類：姉妹都市\n"
    )
    assert told(reading(text, gazetteer)) == {DURHAM}


def test_further_partners_in_a_list_of_ones_own_are_partners(gazetteer: Gazetteer) -> None:
    text = "姉妹都市：福井市\nその他の友好都市：千歳市\n"
    assert told(reading(text, gazetteer)) == {"福井市: sister-city —", "千歳市: friendship-city —"}


@pytest.mark.parametrize(
    "end",
    [
        "※令和4年6月30日終了",
        "（令和4年6月30日解消）",
        "　解消：令和4年6月30日",
        "※終了(令和4年6月30日)",
        "～令和4年6月30日（終了）",
    ],
)
def test_the_end_told_beside_the_day_of_signing_is_its_end(gazetteer: Gazetteer, end: str) -> None:
    text = f"姉妹都市\n■ダーラム市（アメリカ合衆国）\n提携日：平成元年6月13日{end}\n"
    text += "■ダボ市（オーストラリア）\n提携日：平成4年8月25日\n"
    assert told(reading(text, gazetteer)) == {DURHAM + " ended 2022-06-30", DUBBO}


@pytest.mark.parametrize(
    "remark", ["解消(R4.6.30)", "解消：令和4年6月30日", "終了 令和4年6月30日", "令和4年6月30日解消"]
)
def test_the_end_told_in_a_remark(gazetteer: Gazetteer, remark: str) -> None:
    rows = f"番号,区分,都市名,提携年月日,備考\n1,姉妹都市,福井市,S60.5.1,{remark}\n2,友好都市,千歳市,H6.11.16,\n"
    assert told(reading(rows, gazetteer)) == {
        "福井市: sister-city 1985-05-01 ended 2022-06-30",
        "千歳市: friendship-city 1994-11-16",
    }


@pytest.mark.parametrize("inside", ["終了：令和4年6月30日", "解消（令和4年6月30日）", "解消 令和4年6月30日"])
def test_the_day_of_an_end_is_no_day_of_signing(gazetteer: Gazetteer, inside: str) -> None:
    text = f"姉妹都市\n・福井市（昭和60年5月1日提携）\n・千歳市（{inside}）\n"
    found = [one for one in ties(reading(text, gazetteer)) if one.parties[-1].printed == "千歳市"]
    assert all(one.signed is None and one.status.value == "ended" for one in found)


MIYAZAKI = "lg/jp-450006"
OWNED = {
    ("宮崎市", "バージニアビーチ市", "1992-05-25"),
    ("宮崎市", "報恩郡", "1993-08-06"),
    ("日南市", "アルバニー市", "1989-10-03"),
    ("都城市", "重慶市江津区", "1999-11-11"),
    ("都城市", "ウランバートル市", "1999-11-13"),
}


@pytest.mark.parametrize("former", ["", "　旧南郷町"])
@pytest.mark.parametrize("mark", ["", "■", "【】"])
@pytest.mark.parametrize("indent", ["　", ""])
def test_in_a_list_of_a_prefecture_a_partner_is_that_of_the_municipality_over_it(
    gazetteer: Gazetteer, indent: str, mark: str, former: str
) -> None:
    """One row with a word more, or one whose line is full, does not pass its owner on to the next."""
    over = ("【{}】" if mark == "【】" else mark + "{}").format
    text = (
        f"県内市町村の国際姉妹都市等\n\n{over('宮崎市')}\n"
        f"{indent}バージニアビーチ市（アメリカ）　平成4年5月25日　姉妹都市\n"
        f"{indent}報恩郡（韓国）　平成5年8月6日　姉妹都市\n{over('日南市')}\n"
        f"{indent}アルバニー市（オーストラリア）　平成元年10月3日　姉妹都市{former}\n{over('都城市')}\n"
        f"{indent}重慶市江津区（中国）　平成11年11月11日　友好交流都市\n"
        f"{indent}ウランバートル市（モンゴル）　平成11年11月13日　友好交流都市\n{over('高千穂町')}\n{indent}なし\n"
    )
    about = Description("x", "x", "x", MIYAZAKI, PartialDate("2024"), "", "x", "0" * 64, None, ())
    found = ties(read(Document(about, text, "utf-8"), gazetteer))
    assert {
        (one.parties[0].printed, one.parties[-1].printed, one.signed and one.signed.value) for one in found
    } == OWNED
    assert all("lg/mn-" not in one.parties[-1].value for one in found if one.parties[-1].printed == "重慶市江津区")


def test_a_word_in_brackets_makes_no_partner_of_the_municipality_before(gazetteer: Gazetteer) -> None:
    text = "県内市町村の姉妹都市\n三股町\n　なし\n都城市（県南西部）\n　霧島市（鹿児島県）　昭和50年2月11日　姉妹都市\n"
    about = Description("x", "x", "x", MIYAZAKI, PartialDate("2024"), "", "x", "0" * 64, None, ())
    found = ties(read(Document(about, text, "utf-8"), gazetteer))
    assert [one.parties[0].printed for one in found] == ["都城市"]


def test_a_state_beside_its_city_is_no_partner_and_no_block_takes_the_values_of_another(gazetteer: Gazetteer) -> None:
    text = (
        "1 姉妹都市\n (1) ダーラム市 米国ノースカロライナ州\n   提携日: 平成元年6月13日\n2 友好都市\n"
        " (1) 秦皇島市 中国河北省\n   提携日: 昭和56年5月7日\n (2) ダボ市 オーストラリア\n"
        "   提携日: 平成4年8月25日 ※令和4年6月30日終了\n"
    )
    ended = "ダボ市: friendship-city 1992-08-25 ended 2022-06-30"
    assert told(reading(text, gazetteer)) == {DURHAM, QINHUANGDAO, ended}


def test_tabs_that_set_in_are_no_cells(gazetteer: Gazetteer) -> None:
    """Pasted from a word processor: a tab after each number, and tabs instead of blanks before a line."""
    text = (
        "国際交流の状況\n1\t姉妹都市\n\t(1)\tダーラム市\t米国ノースカロライナ州\n\t\t提携日:\t平成元年6月13日\n2\t友好都市\n"
        "\t(1)\t秦皇島市\t中国河北省\n\t\t提携日:\t昭和56年5月7日\n"
    )
    found = reading(text, gazetteer)
    assert told(found) == {DURHAM, QINHUANGDAO}
    assert {one.confidence for one in ties(found)} == {"B"}
