"""Names on a line with what belongs to each: its brackets, and the words between it and its neighbours."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import CLOSES, is_prefecture
from graph.reading.names.towns import heir_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.wraps import groups, pieces
from graph.reading.words.datings import Deed, days, deed_on, term_of
from graph.reading.words.deeds import ALONE, OVER, STATE, date_of, dates_of, ended_on, kind_of, kinds, state_of
from graph.reading.words.ends import LAST
from graph.reading.words.natures import EVENT
from graph.records import Stated, StatedDate
from graph.values import find_dates

Stretch = tuple[int, int]
CUT = re.compile(r"[、。,，・/／;；:：|\s]|及び|並びに|および|ならびに|と(?=[ァ-ヴ一-龥])|[)〉〕\]】>》」』]")
CLAUSE = re.compile(r"[、。,，・/／;；:：\s]|[(〈〔\[【)〉〕\]】]")
ACT = re.compile(r"提携|締結|盟約|調印|協定|縁組|署名|覚書|宣言|契り|結[びぶんば]|交わ")
# A stretch with such words dates no tie.
NOT = re.compile(
    rf"{EVENT.pattern}|加入|加盟|生まれ|開設|開館|合併|編入|施行|条例|人口|世帯|面積|現在の|市制|町制|就任|着任|完成|更新|再締結|創業|設立|開学|交流[をがの]?(?:開始|始ま|始め|スタート)"
)
DITTO, SAME_DAY = re.compile(r"同じ?|同上|〃"), re.compile(r"同日|同年月日|〃")
BRACKET, KATAKANA = tuple("(〈〔[【"), re.compile(r"[ァ-ヴー・=゠]+[市町村区州郡]$")
LEFT_OUT = re.compile(
    r"(?:の?(?:区域|地域|地区|分))?(?:は|を|が|も)?(?:対象外|対象では|対象とし|除[くきい]|含ま|含めな|適用外|関係し?な)"
)
MISSING = re.compile(r"不明|不詳|記録なし|記録がない")
HINT = re.compile(rf"[\d元〇○一二三四五六七八九十年月]|{STATE.pattern}|{MISSING.pattern}")  # in what tells of a tie
ANEW = re.compile(r"再(?:調印|締結|提携|盟約|署名|び)|改めて|あらためて")
WORD = re.compile(rf"(?P<kind>{'|'.join(ALONE)})(?:提携|締結)?(?:都市)?")
STROKE = re.compile(r"(?<!\d)\s*/\s*(?=[^\d\s/])|\s+/\s+(?=[^\d\s/])")  # between the items of a line


@dataclass(frozen=True)
class Spot:
    """A name at `start:end` of a line, the insides of its brackets, what stands before it and behind it."""

    start: int
    end: int
    insides: tuple[Stretch, ...]
    lead: Stretch
    tail: Stretch

    @property
    def stop(self) -> int:
        """Where the brackets end."""
        return self.insides[-1][1] + 1 if self.insides else self.end


@dataclass(frozen=True)
class Facts:
    """What a stretch says of a tie; `same` repeats the kind before, `same_day` the date before, `missing` says that the date is not known."""

    date: StatedDate | None = None
    kind: Stated | None = None
    state: Stated | None = None
    until: StatedDate | None = None
    former: tuple[Stated, ...] = ()
    acts: bool = False
    same: bool = False
    same_day: bool = False
    missing: bool = False
    anew: bool = False  # signed once more
    other: bool = False  # dated is another deed

    def over(self, other: "Facts") -> "Facts":
        """These facts, filled up by those of another stretch."""
        return Facts(**{name: getattr(self, name) or getattr(other, name) for name in self.__dataclass_fields__})


def spots(text: Text, anchors: Sequence[Stretch], begin: int = 0) -> list[Spot]:
    """The names of a line with their surroundings; one inside the bracket of another is a part of that."""
    norm = text.norm
    outer: list[tuple[int, int, tuple[Stretch, ...]]] = []
    for start, end in anchors:
        if start >= begin and not (outer and outer[-1][2] and start < outer[-1][2][-1][1]):
            outer.append((start, end, tuple(groups(norm, end))))
    gaps: list[Stretch] = []
    at = begin
    for start, end, insides in outer:
        gaps.append((at, start))
        at = insides[-1][1] + 1 if insides else end
    gaps.append((at, len(norm)))
    dated = [bool([one for one in find_dates(norm[first:last]) if one.date]) for first, last in gaps]
    before = dated[0] and not dated[-1]  # on this line a date stands before its name
    found = []
    for number, (start, end, insides) in enumerate(outer):
        lead = (_cut(norm, *gaps[number], before), start) if number else gaps[0]
        following = gaps[number + 1]
        stop = _cut(norm, *following, before) if number + 1 < len(outer) else following[1]
        found.append(Spot(start, end, insides, lead, (following[0], stop)))
    return found


def items(page: Page) -> Iterator[tuple[int, Text]]:
    """The lines of lists; what stands between strokes on one of them (`A市 昭和36年/B市 昭和39年`) each by itself."""
    for number, text in pieces(page):
        cuts = [one.end() for one in STROKE.finditer(text.norm)] if "/" in text.norm else []
        starts = {one.start for one in names(page, text.norm)} if cuts and not is_prefecture(page, page.home) else set()
        ahead = cuts and kinds(page, text.norm[: min(starts, default=0)])  # a kind ahead is that of all
        if cuts and starts.issuperset(cuts) and not ahead:
            for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True):
                yield number, text.part(a, b - 1 if b in cuts else b)
        else:
            yield number, text


def said_first(page: Page, text: Text, named: Collection[int]) -> Text | None:
    """The item before its full stop, where a remark follows: `A市　平成8年10月17日　友好都市。児童が訪れる。`; None where the rest
    speaks of a tie as well."""
    stop = text.norm.find("。")
    head = text.part(0, max(stop, 0))
    if (
        stop < 0
        or sum(at < stop for at in named) != 1
        or not text.norm[stop + 1 :].strip()
        or head.norm.count("(") != head.norm.count(")")
    ):
        return None
    dated = [one for one in find_dates(head.norm) if one.date]
    return head if len(dated) == 1 and kinds(page, head.norm) and not kinds(page, text.norm[stop:]) else None


def _cut(norm: str, first: int, last: int, before: bool) -> int:
    """Where, between two names, what belongs to the one before ends and what belongs to the next begins."""
    dates = [one for one in find_dates(norm[first:last]) if one.date]
    if dates and not before:
        first += dates[-1].end
        match = CUT.search(norm, first, last)
        return match.end() if match else first
    if dates:
        last = first + dates[0].start
    found = [one for one in CUT.finditer(norm, first, last) if one[0] not in CLOSES.values()]
    chosen = [one for one in found if one[0] not in "・:："] or found
    return chosen[0].end() if chosen else last


def facts(clauses: Iterable[Facts]) -> Facts:
    """What clauses say of the tie together: the first date, kind and state outside those on something else."""
    told: Facts | None = None
    later: StatedDate | None = None
    for one in clauses:
        later = later or one.date
        own = replace(one, date=None) if one.anew else one
        told = told.over(own) if told else own
    return replace(told, date=later) if told and later and not told.date else told or Facts()


def anew(page: Page, text: Text, stretches: Sequence[Stretch]) -> list[Facts]:
    """The later days on which the same tie was signed once more (`H8.10.14 友好都市提携、H21.3 再調印`)."""
    found: list[Facts] = []
    first = last = None
    kind = None
    for one in told_in(page, text, stretches, True) if ANEW.search(text.norm) else ():
        kind, day = kind or one.kind, one.date or last
        if one.anew and day and first and day.value > first.value:
            found.append(Facts(date=day, kind=one.kind or kind, acts=True))
        first, last = first or one.date, None if one.anew else one.date or last
    return found


def again(clauses: Iterable[Facts]) -> list[Facts]:
    """Further ties in the same brackets: each a later date beside a kind of its own (`H9.10.1 姉妹都市、H25.3.4 災害時応援`)."""
    found: list[Facts] = [Facts()]
    for one in clauses:
        now = found[-1]
        if now.date and now.kind and (one.date or one.kind):
            found.append(one)
        else:
            found[-1] = now.over(one)
    first = found[0].kind
    return [one for one in found[1:] if one.date and one.kind and first and one.kind.value != first.value]


def told_in(page: Page, text: Text, stretches: Sequence[Stretch], later: bool = False) -> Iterator[Facts]:
    """What each clause of stretches of a line says."""
    for start, stop in stretches:
        end = text.norm.find("。", start, stop)
        if end >= 0 and find_dates(text.norm[start:end]):
            # What follows the first sentence tells of something else, or the end.
            rest, stop = text.part(end + 1, stop), end
            if (over := state_of(rest.norm)) and over[0] in OVER:
                yield Facts(state=page.in_words(rest, *over), until=ended_on(page, rest, over))
            elif term := term_of(rest.norm):
                yield Facts(until=page.dated(rest, term))
        cut = [one for one in _clauses(text.norm, start, stop) if text.norm[slice(*one)].strip()]
        for at, (first, last) in enumerate(cut):
            clause = text.part(first, last)
            norm = clause.norm.replace("再締結", "") if later else clause.norm
            if not NOT.search(norm):
                inside = text.norm[max(0, start - 1) : start] in BRACKET
                yield _clause(page, clause, deed_on(text.norm, cut, at, inside))
            elif EVENT.search(norm) and dates_of(norm):
                yield Facts(other=True)


def _clauses(norm: str, start: int, stop: int) -> list[Stretch]:
    """A stretch cut at its signs, but never inside a date or a number."""
    dates = [(start + one.start, start + one.end) for one in find_dates(norm[start:stop])]
    found, at = [], start
    for match in CLAUSE.finditer(norm, start, stop):
        if any(first <= match.start() < last for first, last in dates):
            continue
        if LAST.search(norm, at, match.start()) and match.end() in {first for first, _ in dates}:
            continue  # 解消(平成22年3月31日)
        found.append((at, match.start()))
        at = match.end()
    return [*found, (at, stop)]


def _clause(page: Page, clause: Text, deed: Deed | None) -> Facts:
    norm = clause.norm.strip()
    kind = kind_of(page, clause)
    if kind is None and (word := WORD.fullmatch(norm)):
        at = clause.norm.index(word["kind"])
        kind = page.in_words(clause, ALONE[word["kind"]], at, at + len(word["kind"]))
    found = state_of(clause.norm) if state_of(norm) else None
    day, end = days(clause.norm, deed) if deed and len(norm) < 60 else (None, None)
    return Facts(
        date=page.dated(clause, day) if day else date_of(page, clause) if deed is None and len(norm) < 60 else None,
        until=page.dated(clause, end) if end else None,
        other=deed in ("other", "unclear"),
        kind=kind,
        state=page.in_words(clause, *found) if found else None,
        former=_formers(page, clause),
        acts=bool(ACT.search(norm)),
        same=bool(DITTO.fullmatch(norm)),
        same_day=bool(SAME_DAY.match(norm)),
        missing=bool(MISSING.search(norm)),
        anew=bool(ANEW.search(norm)),
    )


def _formers(page: Page, clause: Text) -> tuple[Stated, ...]:
    """The former town that signed; with it one of the publisher, where it signed with one of the partner."""
    found = [one for one in names(page, clause.norm) if _signed(clause.norm, one)]
    mine = [one for one in found[1:] if heir_of(page, one.key) == page.home != heir_of(page, found[0].key)]
    return tuple(stated(clause, one) for one in [*found[:1], *mine[:1]])


def _signed(norm: str, one: Name) -> bool:
    """True for a former town that signed; 旧 of a name that no list knows is, before と, what the partner was called then."""
    theirs = "place_unregistered" in one.flags and (norm.startswith("と", one.end) or KATAKANA.match(one.surface))
    return one.key is not None and "former" in one.flags and not theirs and not LEFT_OUT.match(norm, one.end)
