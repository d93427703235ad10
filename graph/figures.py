"""Small numbers as dates and counts print them: in digits, in kanji, 元 for the first; how much later a year is."""

KANJI_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def number(text: str) -> int:
    """元, 12 or 十二 as an integer."""
    if text == "元" or text.isdigit():
        return int(text.replace("元", "1"))
    if len(text) > 1 and "十" not in text:  # 六三 for 63
        return int("".join(str(KANJI_DIGITS.get(digit, 0)) for digit in text))
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    return (KANJI_DIGITS.get(tens, 1) * 10 if "十" in text else 0) + KANJI_DIGITS.get(ones, 0)


def years_later(words: str) -> int:
    """How many years behind the year named before it 翌年, 翌々年 or 3年後 is."""
    if "年後" in words:
        return number(words[: words.index("年後")])
    return 2 if "翌々" in words else 1
