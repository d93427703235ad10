"""Dates as documents print them: era borders, both bracket orders, precision kept, nothing invented."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.figures import number
from graph.values import ERAS, DateError, PartialDate, era_year, find_dates, fold, make, resolve


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("昭和57年(1982年)10月30日", "1982-10-30"),
        ("1960年(昭和35年)5月3日", "1960-05-03"),
        ("2019年(令和元年)11月25日", "2019-11-25"),
        ("令和元年(2019年)10月", "2019-10"),
        ("令和 元年(2019年)12月", "2019-12"),
        ("平成26年 8月", "2014-08"),
        ("平成30年(2018年)\t5月", "2018-05"),
        ("平成元年", "1989"),
        ("平成十一年三月二十二日", "1999-03-22"),
        ("1980年代", "198X"),
        ("H9.12.12", "1997-12-12"),
        ("令和3年度", "FY2021"),
        ("平成18年(2006年)度", "FY2006"),
        ("平 29", "FY2017"),
        ("令元", "FY2019"),
        ("明治22年", "1889"),
        ("2014年6月", "2014-06"),
    ],
)
def test_a_printed_date_keeps_its_precision(printed: str, key: str) -> None:
    found = find_dates(printed)
    assert [one.date.key for one in found if one.date] == [key]
    assert (found[0].start, found[0].end) == (0, len(printed))


@pytest.mark.parametrize(
    ("printed", "flag", "key"),
    [
        ("平成35年度", "era_overrun", "FY2023"),
        ("昭和65年", "era_overrun", "1990"),
        ("平成31年5月", "era_overrun", "2019-05"),
        ("令和元年4月", "era_border", "2019-04"),
        ("昭和60年(1986年)4月", "era_disagrees", "1986-04"),
    ],
)
def test_an_odd_era_date_is_read_with_a_warning(printed: str, flag: str, key: str) -> None:
    (found,) = find_dates(printed)
    assert found.flags == (flag,)
    assert found.date == PartialDate(key)


@pytest.mark.parametrize("printed", ["令和0年5月", "平成2年13月", "平成2年2月30日", "明治0年", "1999年13月"])
def test_an_impossible_date_is_left_unparsed(printed: str) -> None:
    found = find_dates(printed)
    assert found[0].date is None
    assert "unparsed_date" in found[0].flags


def test_same_year_and_bare_months_take_the_year_named_before() -> None:
    found = resolve(
        find_dates("平成25年2月にA市、5月にB市と調印し、さらに9月にはC市と、同年12月28日にD市と、同月にE市と")
    )
    assert [one.date.key for one in found if one.date] == ["2013-02", "2013-05", "2013-09", "2013-12-28", "2013-12"]
    assert all("year_from_context" in one.flags for one in found[1:])


def test_a_bare_month_without_a_year_stays_open() -> None:
    assert resolve(find_dates("5月に開催"))[0].date is None


def test_the_era_ends_by_the_day() -> None:
    assert era_year("昭和", 64, 1, 7) == (1989, ())
    assert era_year("昭和", 64, 1, 8) == (1989, ("era_overrun",))
    assert era_year("平成", 1, 1, 7) == (1989, ("era_border",))
    assert era_year("平成", 31, 4, 30) == (2019, ())
    assert era_year("令和", 1, 5, 1) == (2019, ())


@given(st.dates(date(1868, 1, 25), date(2060, 12, 31)))
def test_every_day_of_every_era_is_read_back(day: date) -> None:
    era = [name for name, (_, begin) in ERAS.items() if begin <= day][-1]
    year = day.year - ERAS[era][0] + 1
    printed = f"{era}{'元' if year == 1 else year}年({day.year}年){day.month}月{day.day}日"
    (found,) = find_dates(printed)
    assert found.date == PartialDate(day.isoformat())
    assert found.flags == ()


@given(st.dates(date(1600, 1, 1), date(2099, 12, 31)), st.integers(1, 3))
def test_bounds_hold_the_day_and_precision_never_grows(day: date, parts: int) -> None:
    key = make(day.year, day.month if parts > 1 else None, day.day if parts > 2 else None)
    assert key.earliest <= day <= key.latest
    assert (key.days == 1) == (parts == 3)
    assert key.agrees(PartialDate(day.isoformat()))
    assert PartialDate(key.key) == key


@given(st.integers(1868, 2100))
def test_a_fiscal_year_runs_from_april_to_march(year: int) -> None:
    span = PartialDate(f"FY{year}")
    assert (span.earliest, span.latest) == (date(year, 4, 1), date(year + 1, 3, 31))
    assert span.edtf == f"{year}-04-01/{year + 1}-03-31"


@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for found in resolve(find_dates(text)):
        assert 0 <= found.start < found.end <= len(text)


@given(st.integers(1, 99))
def test_kanji_numerals(value: int) -> None:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    printed = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    assert number(printed) == value


@pytest.mark.parametrize(
    "key", ["", "2019-13", "2019-00", "2019-02-00", "0000", "2019-02-30", "FY19", "19", "2019-1", "20190101"]
)
def test_a_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(DateError):
        PartialDate(key)


def test_names_are_folded_for_matching_only() -> None:
    assert fold("観光ＰＲ課 ") == "観光PR課"
    assert fold("ﾛｰﾑ市") == "ローム市"


# One day, one month and one year in the forms that city pages print; what must not be read as a date stands below.
@pytest.mark.parametrize("printed", [
    "S58-10-1", "昭58-10-1", "S.58.10.1", "Ｓ．５８．１０．１", "昭和五八・一〇・一", "昭和58（1983）.10.1",
    "S58(1983).10.1", "S58,10,1", "昭和58年10/1", "昭58年10月1日", "S58年10月1日", "昭和58年(1983)10月1日",
    "1983年(S58)10月1日", "㍼58.10.1", "昭和58－10－1", "昭和58年10.1", "1983(昭58)年10月1日",
    "昭和 58 年 10 月 1 日", "1983 年 10 月 1 日",
    "昭和五十八年十月一日",
])  # fmt: skip
def test_a_day_in_any_print(printed: str) -> None:
    found = find_dates(unicodedata.normalize("NFKC", printed))
    assert [one.date.key for one in found if one.date] == ["1983-10-01"]


@pytest.mark.parametrize(
    "printed", ["S58年10月", "昭58年10月", "昭和58.10", "昭和58. 10", "S58/10", "昭58.10", "昭和五八・一〇"]
)
def test_a_month_in_any_print(printed: str) -> None:
    assert [one.date.key for one in find_dates(printed) if one.date] == ["1983-10"]


@pytest.mark.parametrize(("printed", "key"), [
    ("S58年", "1983"), ("昭58年", "1983"), ("H30年", "2018"), ("令元年", "2019"), ("R元年", "2019"),
    ("平30年に", "2018"), ("S58年度", "FY1983"), ("R2年度", "FY2020"), ("平成30年度", "FY2018"),
])  # fmt: skip
def test_a_year_in_any_print(printed: str, key: str) -> None:
    assert [one.date.key for one in find_dates(printed) if one.date] == [key]


@pytest.mark.parametrize(
    "printed",
    ["震度とM7.3の地震", "国道S3の", "1983.10", "公平10年", "PS5年", "和平3年", "B5-2-1", "電話0537-21-1111",
     "〒436-8650",     "1-10-1", "2018/19シーズン", "昭和通5-10-1", "平井3.5", "H3O"],
)  # fmt: skip
def test_what_only_looks_like_a_date(printed: str) -> None:
    assert not [one for one in find_dates(printed) if one.date]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("R5.3.4 日野市", "R5.3.4"),
        ("R5.3.4日野市", "R5.3.4"),
        ("R5.3.3日本郵便", "R5.3.3"),
        ("2023/3/4日産自動車", "2023/3/4"),
        ("R5.3.4日付け", "R5.3.4日"),
        ("R5.3.4日、", "R5.3.4日"),
        ("R5.3.4日(土)", "R5.3.4日"),
        ("H5.3.4日締結", "H5.3.4日"),
        ("令和5年3月4日日田市", "令和5年3月4日"),
        ("令和5年3月4日野市", "令和5年3月4日"),
    ],
)
def test_a_name_behind_a_date_set_with_signs_keeps_its_first_letter(printed: str, read: str) -> None:
    (found,) = find_dates(printed)
    assert printed[found.start : found.end] == read


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("91.6.15(H3)", "1991-06-15"), ("05.11.3(平成17年)", "2005-11-03"), ("88-4-1(昭63)", "1988-04-01"),
        ("1989/4(H1)", "1989-04"), ("1982/(S57)", "1982"), ("1974.9(S49)", "1974-09"), ("中国 青島市 H3 縁", "1991"),
    ],
)  # fmt: skip
def test_a_year_that_its_era_makes_plain(printed: str, key: str) -> None:
    assert [one.date.key for one in find_dates(printed) if one.date] == [key]


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("平成3年に福井市と、翌4年の秋に高山市と", ["1991", "1992"]),
        ("昭和63年に福井市と、翌64年に高山市と", ["1988", "1989"]),
        ("平成24年4月に福井市と、26年4月に高山市と", ["2012-04", "2014-04"]),
        ("平成11年に福井市と、12年に高山市と", ["1999", "2000"]),
        ("昭和56年10月に福井市と、63年には高山市と", ["1981-10", "1988"]),
        ("平成27年に話があり、翌28年度に入ると5月3日に", ["2015", "2016", "2016-05-03"]),
        ("昭和60年に提携し、30年に一度の祭り", ["1985"]),
        ("平成2年に提携し、10年にわたり", ["1990"]),
        ("平成2年に提携し、以来20年の交流", ["1990"]),
        ("平成2年に提携し、10年にもなる", ["1990"]),
        ("平成30年に提携し、3年5月に", ["2018"]),
    ],
)
def test_a_year_whose_era_stands_before_an_earlier_one(printed: str, keys: list[str]) -> None:
    assert [one.date.key for one in resolve(find_dates(printed)) if one.date] == keys
