"""What was done on a day that a bracket or a cell prints, by the words beside it: a tie concluded, ended, or another deed."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.deeds import OVER, date_of, dates_of, state_of
from graph.reading.words.ends import END
from graph.records import Stated, StatedDate
from graph.values import DateMention

Deed = Literal["signed", "over", "other", "unclear"]
Range = tuple[int, int]

# What concludes, as the last word on a day; `仮調印` and `変更協定` do not.
CONCLUDES = re.compile(
    r"(?<!仮)(?<!仮の)(?<!仮に)(?<!変更)(?<!改定)(?<!改正)(?<!一部改正)(?<!延長)(?<!追加)"
    r"(?:提携|締結|盟約|調印|協定|縁組|署名|覚書|宣言|契り|結[びぶんば]|交わ|締約|協約|議定書|合意|成立)"
)
# Deeds that prepare a tie, or only speak of one.
BEFORE = re.compile(
    r"申し?(?:入れ?|込み?|出)|提案|打診|要請|要望|依頼|協議(?!会)|交渉|話し?合|意見(?:を)?交換|懇談|検討|公募|募集|応募|選定|内定|視察|表敬"
    r"|仮(?:の|に)?(?:調印|締結|協定|契約|提携|署名|盟約)|準備|調整|意向(?!書)|承認|議決|可決|決議|決定|発表"
)
# Deeds that change a tie or put it to rest: there was one before, and it was not signed on that day.
AFTER = re.compile(r"変更|改定|改正|改訂|更新|延長|休止|中断|停止|凍結|再開|見直し|追加")
OTHER = re.compile(rf"{BEFORE.pattern}|{AFTER.pattern}")
PERIOD = re.compile(r"\s*(?:[(][^()]*[)]\s*)?(?:から|より)?\s*[~〜―—ー–−-]\s*|\s*(?:から|より)、?\s*")
LAST = re.compile(r"\s*(?:[(][^()]*[)])?\s*(?:まで|限り|を期限)")
# What may stand with the last day of a tie, and nothing else.
TERM = re.compile(
    r"有効|期[間限]|協定|締結|提携|契約|連携|から|より|まで|限り|を期限|と?する|です|[のはにで]|\d+[年か箇ヶヵカ月間]+|\W"
)
# A word right behind the day that no one here knows, and what is said of a tie without a word for its conclusion
# (not another town, with which something was done on another day).
UNKNOWN = re.compile(r"(?!旧?[一-龥ァ-ヴー]{1,8}[市町村区]と[はも])(?:付け?)?[にでへ]?(?:[一-龥]{2}|打ち|取り)")
OF_TIE = re.compile(
    r"姉妹|友好|兄弟|親善|交流|都市|応援|援助|連携|協力|包括|相互|災害|登録|発効|発足|開始|認定|指定|現在|以[来降]|同[日時]|予定|見込|未定"
)
GAP = re.compile(r"[\s:]*")
PACT = re.compile(r"(?:連携|協力|協働|支援|援助|供給)(?:・?協力)?協定")
# A cell that says that no more was done than this: 申入れのみ, 仮調印.
NO_MORE = re.compile(rf"(?:\t|\s{{2}})(?:{BEFORE.pattern})(?:のみ|だけ|段階|まで|済み?)?(?=\s*(?:\t|$))")
REMARK = re.compile(r"[(][^()]*[)]")
SHORT = 14  # characters of words that say only what was done


@lru_cache(maxsize=8192)
def said(norm: str) -> Deed | None:
    """What words without a day say was done, the last of them; None where they say nothing of it."""
    if (state := state_of(norm)) and state[0] in OVER:
        return "over"
    if END.search(norm):
        return None  # 解消を検討中: an end that did not come
    found = [one.end() for one in OTHER.finditer(norm)]
    if found and not CONCLUDES.search(norm, found[-1]):
        return "other"
    return "signed" if CONCLUDES.search(norm) else None


def term_of(norm: str) -> DateMention | None:
    """The day up to which a tie is to last, where words say that and nothing else: `A～B`, `Bまで`, `Bまでの10年間`."""
    found = dates_of(norm)
    if not found or (last := last_day(norm, found)) is None:
        return None
    for one in reversed(found):
        norm = norm[: one.start] + norm[one.end :]
    return last if not TERM.sub("", norm) else None


def last_day(norm: str, found: Sequence[DateMention]) -> DateMention | None:
    """The day among those of a text behind which まで stands, or that ends a period."""
    for one, two in pairwise(found):
        later = one.date and two.date and one.date.latest < two.date.earliest
        if later and PERIOD.fullmatch(norm, one.end, two.start):
            return two
    return next((one for one in found if LAST.match(norm, one.end)), None)


def days(norm: str, deed: Deed) -> tuple[DateMention | None, DateMention | None]:
    """The day of signing and that of the end in a clause on whose first day `deed` was done."""
    found = dates_of(norm)
    last = last_day(norm, found)
    if len(found) > 1 and last is None and (state := state_of(norm)) and state[0] in OVER:
        before = [one for one in found if one.start < state[1]]
        last = before[-1] if before else None
    first = found[0] if found and deed == "signed" and found[0] != last else None
    if deed == "over" and last is None and found:
        last = found[0]
    if first and last and first.date and last.date and last.date.latest < first.date.earliest:
        last = None
    return first, last


def deed_on(norm: str, clauses: Sequence[Range], at: int, inside: bool) -> Deed | None:
    """What was done on the first day of a clause, by its words, else by those of the clause behind it or before it.

    In a row, an end set apart from the day may be a remark on what was signed on it.
    """
    start, end = clauses[at]
    here = norm[start:end]
    if not (found := dates_of(here)):
        return None
    if own := _beside(here, found):
        return own
    for first, last in clauses[at + 1 : at + 3]:
        words, near = norm[first:last], GAP.fullmatch(norm, end, first) is not None
        if dates_of(words):
            break
        deed = said(words)
        if deed == "over" and near:
            return "over" if inside else "unclear"
        if deed == "other" and len(words) <= SHORT and (BEFORE.search(words) or (inside and near)):
            return "other"
        if deed == "signed":
            return "signed"
    if at and not dates_of(norm[slice(*clauses[at - 1])]) and GAP.fullmatch(norm, clauses[at - 1][1], start):
        deed = said(norm[slice(*clauses[at - 1])])
        if deed in ("over", "other"):
            return deed
    return "signed"


def _beside(here: str, found: Sequence[DateMention]) -> Deed | None:
    """What the words of the clause say: those up to the next day, else those before the first."""
    one = found[0]
    stop = found[1].start if len(found) > 1 else len(here)
    if len(found) > 1 and PERIOD.fullmatch(here, one.end, stop):
        return "signed"
    if LAST.match(here, one.end):
        return "over" if said(here[one.end :]) == "over" else "signed"
    behind = here[one.end : stop]
    deed = said(behind) if behind.strip() else None
    if deed is None and UNKNOWN.match(behind) and (END.search(behind) or not OF_TIE.search(behind)):
        return "other"
    return deed or (said(here[: one.start]) if here[: one.start].strip() else None)


def done_on(norm: str) -> Deed:
    """What was done on the first day of a cell; a remark on its end in brackets leaves the day that of the signing."""
    whole = norm
    norm = REMARK.sub(lambda one: " " * len(one[0]) if dates_of(one[0]) else one[0], norm)  # (盟約更新 平成25年)
    found = dates_of(norm)
    if not found:
        return "signed"
    if LAST.match(norm, found[0].end):
        return "other"  # nothing but the day up to which it lasts
    deed = _beside(norm, found) or "signed"
    state = state_of(norm) if deed == "over" else None
    ends = dates_of(own[0]) if state and (own := REMARK.match(whole, state[2])) else []  # ※終了(令和4年6月30日)
    first, last = found[0].date, ends[0].date if ends else None
    apart = first is not None and last is not None and first.latest < last.earliest
    return "signed" if deed == "over" and (apart or re.match(r"\s*[(]", norm[found[0].end :])) else deed


def of_other_deed(norm: str) -> bool:
    """True where words say that a tie was changed or put to rest, or a bracket dates another deed."""
    return AFTER.search(norm) is not None or any(done_on(one[1:-1]) == "other" for one in REMARK.findall(norm))


def cell_of_day(page: Page, told: Sequence[Text]) -> Text | None:
    """The cell of the date: of several the first with a day, as 1980 may stand beside 昭和55年10月1日."""
    dated = [(one, date_of(page, one)) for one in told]
    return next(iter(sorted(dated, key=lambda one: not (one[1] and len(one[1].value) == 10))), (None, None))[0]


def day_in(page: Page, text: Text, *flags: str) -> StatedDate | None:
    """The day of signing that a cell gives; None where its words say that another deed was done on it."""
    return date_of(page, text, *flags) if done_on(text.norm) == "signed" else None


def term_in(page: Page, told: Sequence[Text]) -> StatedDate | None:
    """The day up to which a tie is to last, as one of these cells says."""
    found = ((text, term_of(text.norm)) for text in told)
    return next((page.dated(text, term) for text, term in found if term), None)


def pact_in(page: Page, text: Text, stretches: Sequence[Range]) -> Stated | None:
    """A pact in one field, of no kind of its own, that stretches call by its name: not what the title says."""
    match = next((match for one in stretches if (match := PACT.search(text.norm, *one))), None)
    return page.in_words(text, "accord", *match.span(), "label_open") if match else None
