"""The days of a sentence on which a verb may sign: those before it that are no other act's, and those right behind it."""

import re
from collections.abc import Sequence

from graph.reading.pages.days import THIS_YEAR
from graph.values import DateMention

# What turns a verb round: `提携したのは昭和63年である`.
CLEFT = re.compile(
    r"(?:が(?:成っ|成立し|実現し|結ばれ|交わされ|行われ)|を(?:結ん|交わし)|を?(?:され|し)?)(?:た|った|んだ|れた|だ|ました)?(?:の|こと|日)?は、?\s*(?:(?:今から|ちょうど|およそ|約)*[0-9]+年(?:余り|ほど)?前の|西暦|翌)?$"
)
TOLD = re.compile(r"は、[^、。はがを]{2,24}、")  # 盟約は、市民の後押しもあって、昭和63年5月のことでした
RITE = re.compile(r"式典?[がはを]、?\s*")  # 締結式が10月5日、市役所で行われた
# What stands before is another act, whose day and parties are its own.
OCCASION = re.compile(
    r"(?:を(?:契機|機会?|機縁|きっかけ)に(?:して)?|が(?:契機|縁|きっかけ)(?:[でに](?:なり|となり)?|とな(?:り|って)))、?"
)
# An occasion that is no act of its own has no day: `平成2年、市民の交流をきっかけに`, not `平成2年に市長が訪れたのを機に`.
NO_ACT = re.compile(r"に?[、は]?(?![^。]*(?:[いきしちみりっんけせてれめべ][ただ]|[るう](?:の|こと)を))[^。]*")
# Behind a day in the bracket of a verb: the day is that of what came later.
NOT_OF_SIGNING = re.compile(
    r"の?合併|現在|まで|から|(?:付け?)?[にで]?(?:[^、。()]{1,8}[がに])?(?:承継|継承|引き?継|失効|満了|解消|終了)"
)
# A day that tells when what a noun stands for came about: `昭和60年に始まった児童の交流`.
OF_NOUN = re.compile(
    r"に?(?!、)[^、。]{0,20}?(?:[いきしちみりっけせてれめべ]た|んだ)(?=(?!調印|署名|締結|盟約|提携|姉妹|友好)[一-龥ァ-ヴーご「]|こと)"
)
# The words say that the tie stands, or for how long it has stood, on a day that is another act's.
STANDS = re.compile(
    r"(?:し|され)?[てで](?:い|お)る(?=[一-龥ァ-ヴ])|(?:し|っ)?[てで]から、?(?:早くも|はや|ちょうど|満)?[0-9]+(?:年|周年)"
)
OF_PLACE = re.compile(r"(?:し|され|っ)?[ただ](?=[一-龥ァ-ヴ])")  # D、姉妹都市提携を結んだA市から
# The day of another event, before words on a place: `5月1日の広報で、姉妹都市となったA市の歴史を`.
OF_EVENT = re.compile(r"の(?!調印|締結|署名|提携|盟約|姉妹|友好)[^、。はがを]{1,12}(?:で|に|にて|において)(?:は|も)?、")
OF_ITSELF = re.compile(
    r"(?:し|され|っ|ん)?[ただ][^、。はがを]{0,10}?(?:まち|町|都市|自治体|村|相手)(?:です|で、|であ|でも)"
)
AT_ONCE = re.compile(r"の(?!春|夏|秋|冬)|から|以来|まで")  # `平成2年の訪問を機に`: the occasion's own day
BEHIND = 28  # characters from a verb to the day behind it


def days_before(
    norm: str, dates: Sequence[DateMention], begin: int, apart: int, verb: re.Match[str]
) -> list[DateMention]:
    """The days from `apart` to the verb, else those from `begin` on that stand before an occasion, which has none itself."""
    lost = [one.end for one in dates if one.date is None and one.relation == THIS_YEAR and one.end <= verb.start()]
    apart, begin = max([apart, *lost]), max([begin, *lost])
    when = [one for one in dates if one.date and apart <= one.start < verb.start() and not _of_other(norm, one, verb)]
    if not when and begin < apart:
        when = [one for one in dates if one.date and begin <= one.start < apart][-1:]
        when = [one for one in when if not AT_ONCE.match(norm, one.end) and not _of_noun(norm, one, dates, apart)]
    if STANDS.match(norm, verb.end()):
        since = "から" in norm[verb.end() :][:6]
        when = [one for one in when if _right_before(norm, one, verb) or not (norm[one.end] == "、" or since)]
    if OF_PLACE.match(norm, verb.end()):
        when = [one for one in when if not OF_EVENT.match(norm, one.end, verb.start())]
    own = [one for one in when if not _of_noun(norm, one, dates, verb.start())]
    return own or when


def doubtful(norm: str, date: DateMention, dates: Sequence[DateMention], begin: int, verb: re.Match[str]) -> bool:
    """True for a day that may be that of what gave rise to the tie: `平成2年に市長が訪れたのを機に`."""
    occasions = list(OCCASION.finditer(norm, max(begin, date.end), verb.start()))
    if occasions and not NO_ACT.fullmatch(norm, date.end, occasions[0].start()):
        return True
    apart = norm[date.end : verb.start()]
    if (
        OF_PLACE.match(norm, verb.end())
        and not OF_ITSELF.match(norm, verb.end())
        and apart[:1] == "、"
        and "と" not in apart
    ):
        return True
    return date.end <= verb.start() and _of_noun(norm, date, dates, verb.start())


def _of_noun(norm: str, date: DateMention, dates: Sequence[DateMention], stop: int) -> bool:
    """True for a day that only tells of a noun in the stretch up to `stop`."""
    stop = min([stop, *(one.start for one in dates if one.start >= date.end)])
    return OF_NOUN.match(norm, date.end, stop) is not None


def told_apart(norm: str, end: int, dates: Sequence[DateMention], verb: re.Match[str]) -> bool:
    """True for a kind before the day of a verb that has its own behind it: `姉妹都市の会で、平成2年に結んだ友好都市協定に`."""
    return norm[verb.start() - 1] not in "をにの" and any(one.date and end <= one.start < verb.start() for one in dates)


def days_behind(norm: str, dates: Sequence[DateMention], verb: re.Match[str]) -> list[DateMention]:
    """The days right behind the verb that are said of it: `提携したのは昭和63年`."""
    return [
        one
        for one in dates
        if one.date
        and verb.end() <= one.start <= verb.end() + BEHIND
        and not NOT_OF_SIGNING.match(norm, one.end)
        and (
            re.fullmatch(r".{0,3}[(]", norm[verb.end() : one.start])
            or (norm[verb.end() : one.start] == "、" and norm.startswith("のこと", one.end))
            or (TOLD.fullmatch(norm, verb.end(), one.start) and norm.startswith("のこと", one.end))
            or CLEFT.fullmatch(norm, verb.end(), one.start)
            or RITE.fullmatch(norm, verb.end(), one.start)
        )
    ]


def _right_before(norm: str, date: DateMention, verb: re.Match[str]) -> bool:
    """True for the day on which a tie that stands began: `平成2年5月1日に姉妹都市となってから30年を迎える`."""
    return norm.startswith("に", date.end) and not re.search(r"[、はが]", norm[date.end : verb.start()])


def _of_other(norm: str, date: DateMention, verb: re.Match[str]) -> bool:
    """True for the date of another act in the same stretch: a merger, a visit that is told to its end."""
    between = norm[date.end : verb.start()]
    if "、" not in between:
        return False
    other = re.search(r"合併(?!前|後の)|現在|までに(?!な[いか])", between[:14]) or re.match(r"[^、]{0,14}周年", between)
    since = re.match(r"(?:頃|ごろ)?から(?!の)|[^、]*交流[をが](?:始|開始|スタート)", between) and not verb["becomes"]
    return bool(other or since)
