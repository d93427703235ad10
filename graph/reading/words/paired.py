"""Which of several days in a sentence belongs to which partner, and of which kind each tie is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.reading.pages.page import Mention
from graph.reading.words.chains import Chain, bare_gap
from graph.values import DateMention

Pair = tuple[DateMention, Chain]
RIGHT_BEHIND = re.compile(r"に?は?、?")  # from a day to its partner, the country left out
SPOKEN_OF = re.compile(r"とは|とも|は|とは?、")
TURN = re.compile(r"[がはも]、?[^、。がはをにと]{0,6}")  # from one side to the day of the next: が、合併後の
IN_BRACKET = re.compile(r"[(](?:[^()、\d]{1,12}[、・,\s])?")
OPENED = re.compile(r"を(?:皮切り|はじめ|始め)(?:に|として)、")  # 平成2年のA市を皮切りに
DONE = re.compile(r"(?:[りしいきぎちみびけせめ]|(?<!とし)(?<!おい)(?<!続い)(?<!次い)[てで])、")
OTHER_NAME = re.compile(r"[一-龥]{2}(?<!提携)(?:協定|協約|覚書|宣言)")


def pairs(norm: str, groups: Sequence[Chain], dates: Sequence[DateMention], verb: re.Match[str]) -> list[Pair]:
    """`D1にAと、D2にBと、それぞれ`, `AとD1に、BとD2に`, `D1にA、D2にBと`: each date with the partners beside it."""
    if len(dates) < 2:
        return []
    partners = [one for one in groups if one.part == "with" and one.end <= dates[-1].start]
    if len(partners) >= len(dates) and partners[-len(dates)].end <= dates[0].start:  # each before its date
        beside = partners[-len(dates) :]
        starts = [one.start for one in beside[1:]] + [verb.start()]
        if all(
            one.end <= date.start and date.end <= stop for one, date, stop in zip(beside, dates, starts, strict=True)
        ):
            return list(zip(dates, beside, strict=True))
    found: list[Pair] = []
    for number, date in enumerate(dates):
        last = number + 1 == len(dates)
        stop = verb.start() if last else dates[number + 1].start
        behind = [one for one in groups if date.end <= one.start < stop]
        mine = [one for one in behind if one.part == "with"]
        if not mine and not last and len(behind) == 1 and _listed(norm, date, behind[0]):
            mine = behind
        found += [(date, one) for one in mine[:1]]
    if any(DONE.search(norm, chain.end, date.start) for (_, chain), (date, _) in pairwise(found)):
        return []  # D1にA市と協議会をつくり、D2に…: another act is told to its end
    return found if len(found) == len(dates) else []


def in_brackets(
    norm: str, groups: Sequence[Chain], dates: Sequence[DateMention], begin: int, verb: re.Match[str]
) -> list[Pair]:
    """`A市(D1)、B市(D2)と`: places one beside another, the day of each in the bracket behind it; the first may stand apart."""
    mine = [one for one in groups if begin <= one.start < verb.start() and one.part == "with"]
    found: list[Pair] = []
    for name in mine[-1].names if mine else ():
        behind = [one for one in dates if one.date and IN_BRACKET.fullmatch(norm, name.end, one.start)]
        found += [(one, Chain((name,), "with", name.end)) for one in behind[:1]]
    if not found or len(found) != len(mine[-1].names):
        return []
    if opened := OPENED.search(norm, begin, found[0][1].start):
        first = [one for one in groups if one.end == opened.start() and begin <= one.start]
        when = [one for one in dates if one.date and first and norm[one.end : first[0].start] == "の"]
        found = [(one, first[0]) for one in when] + found
    return found if len(found) > 1 else []


def of_bracket(norm: str, groups: Sequence[Chain], verb: re.Match[str]) -> Chain | None:
    """The one place in whose bracket the verb stands: `A市(D1姉妹都市提携)、B市(D2友好都市提携)とは`."""
    opened = norm.rfind("(", 0, verb.start())
    if opened < 0 or ")" in norm[opened : verb.start()]:
        return None
    many = (one for one in groups if len(one.names) > 1)
    found = (name for one in many for name in one.names if name.end == opened)
    return next((Chain((name,), "with", name.end) for name in found), None)


def each_kind(norm: str, known: Sequence[Mention], dates: Sequence[DateMention]) -> list[tuple[DateMention, Mention]]:
    """`D1に姉妹都市、D2に応援協定を`: each day with the kind right behind it, all with the same partner."""
    behind = [
        (date, one)
        for date in dates
        for one in known
        if one.start >= date.end and RIGHT_BEHIND.fullmatch(norm, date.end, one.start)
    ]
    return behind if len(behind) == len(dates) > 1 else []


def sides(norm: str, groups: Sequence[Chain], dates: Sequence[DateMention], stop: int) -> list[Pair]:
    """`D1に旧A町が、D2に本市がB市と`: each date with the side that signed on it; what the sentence tells else holds for all."""
    found: list[Pair] = []
    for number, date in enumerate(dates if len(dates) > 1 else ()):
        last = number + 1 == len(dates)
        end = stop if last else dates[number + 1].start
        mine = [one for one in groups if date.end <= one.start < end and (last is False or one.part != "with")]
        if not mine or mine[0].part != "topic" or not RIGHT_BEHIND.fullmatch(bare_gap(norm[date.end : mine[0].start])):
            return []
        if not last and (len(mine) > 1 or not TURN.fullmatch(norm, mine[0].end, end)):
            return []
        found.append((date, mine[0]))
    return found


def _listed(norm: str, date: DateMention, one: Chain) -> bool:
    """True for a partner of a list whose last alone has its と: `D1にA市、D2にB市と`."""
    gap = bare_gap(norm[date.end : one.start])
    return norm[one.end : one.end + 1] == "、" and RIGHT_BEHIND.fullmatch(gap) is not None


def with_kinds(
    norm: str, groups: Sequence[Chain], told: Sequence[Pair], mine: Sequence[Mention], kind: Mention | None, stop: int
) -> Iterator[tuple[DateMention, Chain, Mention | None]]:
    """Each pair with its kind: the one named behind it, else that of all (`それぞれ姉妹都市、B市とは友好都市`)."""
    shared = [one for one in mine if one.start >= told[-1][1].end]
    own: dict[str, Mention] = {}
    for one in list(shared):
        topic = [two for two in groups if told[-1][1].end < two.start and two.end <= one.start]
        if topic and SPOKEN_OF.fullmatch(norm, topic[-1].end, one.start):
            own |= {name.key or name.surface: one for name in topic[-1].names}
            shared.remove(one)
    before = {at: one for one in mine for at, (_, chain) in enumerate(told) if _is_of(norm, one, chain)}
    others = [one for one in mine if one not in before.values()]
    ends = [two[0].start for two in told[1:]] + [told[-1][1].end if own else stop]
    behind = [
        next((one for one in reversed(others) if date.end <= one.start < end), None)
        for (date, _), end in zip(told, ends, strict=True)
    ]
    for at, (date, chain) in enumerate(told):
        end = ends[at]
        beside = before.get(at) or behind[at]
        apart = at + 1 < len(told) or (kind is not None and kind.end <= chain.start)
        if beside is None and apart and OTHER_NAME.search(norm, chain.end, end):
            continue  # A市と災害時の応援協定を…、B市と図書館の利用協定を
        named = next((own[key] for name in chain.names if (key := name.key or name.surface) in own), None)
        following = next(
            (one for one in behind[at + 1 :] if one), None
        )  # A市とD1、B市とD2に姉妹都市、C市とD3に友好都市
        last = next((before[one] for one in range(at, -1, -1) if one in before), None)
        if beside is None and named is None and following is None and last is not None:
            beside = replace(last, flags=(*last.flags, "kind_inherited"))
        yield date, chain, beside or named or following or (shared[0] if own and shared else kind)


def _is_of(norm: str, kind: Mention, chain: Chain) -> bool:
    """True for a kind that stands right before its partner: `友好都市のC市`."""
    return kind.end <= chain.start and norm[kind.end : chain.start] in ("の", "である", "・")
