"""A day in the words below a heading of a web page, or in the cell beside a place, is that of its tie."""

import pytest

from graph.documents import Description, Document
from graph.extract import text_of
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.values import PartialDate

HOME = "lg/jp-202029"  # Matsumoto
H = "藤沢市（神奈川県）"


def reading(html: str, gazetteer: Gazetteer) -> Reading:
    text, _ = text_of(f"<html><body>{html}</body></html>".encode(), "page.html")
    about = Description("h", "h", "h", HOME, PartialDate("2024"), "", "h.txt", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(html: str, gazetteer: Gazetteer) -> set[str]:
    return {
        f"{one.parties[-1].printed} {one.kind.value} {one.signed.value if one.signed else '-'}"
        for one in reading(html, gazetteer).records
        if isinstance(one, Agreement) and one.confidence in "AB"
    }


SENTENCES = (
    "昭和36年7月29日、海と山のまちの縁で、姉妹都市提携を結びました",
    "昭和36年7月29日、提携を結びました。",
    "昭和36年7月29日、盟約書に調印しました。",
    "昭和36年7月29日、調印式を行いました。",
    "昭和36年7月29日、姉妹都市となりました。",
    "昭和36年7月29日、市民会館で姉妹都市の調印式が行われました。",
)
PAGES = (
    "<h1>姉妹都市</h1><h3>%s</h3><p>%s</p>",
    "<h1>姉妹都市・友好都市</h1><h2>姉妹都市</h2><h3>%s</h3><p>%s</p><h2>友好都市</h2><p>ありません。</p>",
    "<h1>姉妹都市</h1><h2>%s</h2><h3>提携の経緯</h3><p>%s</p><h3>概要</h3><p>人口：約44万人</p>",
    "<h1>姉妹都市</h1><h2>%s</h2><h3>概要</h3><p>人口：約44万人</p><h3>提携までの歩み</h3><p>%s</p>",
    "<h1>姉妹都市</h1><h3>%s</h3><p>湘南の中心にあり、江の島で知られています。</p><p>%s</p>",
    "<h1>姉妹都市</h1><dl><dt>%s</dt><dd>%s</dd></dl>",
    "<h1>姉妹都市</h1><table><tr><th>%s</th><td>%s</td></tr></table>",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_day_below_the_heading_of_a_place_is_read(page: str, sentence: str, gazetteer: Gazetteer) -> None:
    assert told(page % (H, sentence), gazetteer) == {"藤沢市 sister-city 1961-07-29"}


def test_the_heading_alone_and_a_sentence_that_names_the_kind_are_enough(gazetteer: Gazetteer) -> None:
    html = f"<h3>{H}</h3><p>昭和36年7月29日、湘南と信州の縁で、姉妹都市提携を結びました</p>"
    assert told(html, gazetteer) == {"藤沢市 sister-city 1961-07-29"}


def test_the_day_of_each_heading_is_its_own(gazetteer: Gazetteer) -> None:
    html = (
        f"<h1>姉妹都市</h1><h2>{H}</h2><h3>提携の経緯</h3><p>昭和36年7月29日に提携</p>"
        "<h2>姫路市（兵庫県）</h2><h3>提携の経緯</h3><p>昭和41年11月8日、調印式を行いました</p>"
    )
    assert told(html, gazetteer) == {"藤沢市 sister-city 1961-07-29", "姫路市 sister-city 1966-11-08"}


NOTHING = (
    "昭和36年7月29日、市民会館の落成式を行いました。",
    "昭和36年7月29日、姉妹都市提携の調印式は延期されました。",
    "平成23年7月29日、提携50周年の記念式典を行いました。",
)


@pytest.mark.parametrize("page", [PAGES[0], PAGES[2], PAGES[-1]])
@pytest.mark.parametrize("sentence", NOTHING)
def test_the_day_of_another_act_signs_nothing(page: str, sentence: str, gazetteer: Gazetteer) -> None:
    assert not {one for one in told(page % (H, sentence), gazetteer) if not one.endswith("-")}
