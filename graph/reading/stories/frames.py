"""Titles that say what was signed, and the labels below each of them that go on with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from graph.reading.lists.agreed import kind_in
from graph.reading.names.companies import Span_, named
from graph.reading.names.lands import Name, names
from graph.reading.names.organs import TWINS, organs, sort_of
from graph.reading.names.regions import inside_of
from graph.reading.pages.once import once
from graph.reading.pages.outline import ITEM
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.reading.stories.asks import Answer, answer
from graph.reading.tables.headings import heading_of
from graph.reading.words.deeds import BELOW, kinds, wider
from graph.reading.words.denials import denials
from graph.values import find_dates

WIDEST = 80  # characters of a title
_ACT = r"(?:締結|調印|署名|提携)"
ACT = re.compile(_ACT)
DEED = re.compile(r"締結|調印|署名|提携|協定|盟約|覚書|縁組|結[びんぶ]|交わ[しす]")
PAST = re.compile(
    rf"{_ACT}(?:式典?)?を?(?:(?:いた|致)?し(?:ました|た)|行(?:いました|った)|(?:開催|挙行)し(?:ました|た))|結(?:びました|んだ)|交わし(?:ました|た)"
)
PAST_ENDS = re.compile(rf"(?:{PAST.pattern})$")
FUTURE = re.compile(
    rf"{_ACT}(?:式典?)?(?:を|の)?(?:(?:いた|致)?します|する(?!こと)|行います|行う|(?:開催|実施|挙行)(?:します|する)|予定|へ\W*$|に向け)|結び?ます|結ぶ|交わし?ます|交わす"
)
# What the sentences below a title announce: `協定を締結します`.
SOON = re.compile(
    rf"{_ACT}(?:式典?)?[をが]?(?:(?:いた|致)?します|行います|行われます|する予定|(?:開催|実施|挙行)します)|結び?ます|交わします"
)
OTHERWISE = re.compile(r"(?:ます|ました|ません)\W*$")
# A title of something else that the words for a tie only belong to.
ASIDE = re.compile(
    r"周年|年目|記念|訪問|派遣|来訪|更新|検討|募集|解消|解除|廃止|協議(?!会)|要望|一覧|これまで|状況|推移|制度|とは|(?:協定|提携)(?:に基づ|により|による)|条例|パネル|参加"
)
NO_TITLE = re.compile(r"(?=[。\t>|:.\s])(?:[。\t>|:]|\.pdf|\s{2})")
MARKS = ("・", "※", "*", "-")
# Headings below which other ties are told, and those below which other events than the signing are.
OTHERS = re.compile(
    r"参考|これまで|既に|過去|ほか(?:に|の)|その他の(?:協定|自治体|都市)|関連(?:記事|情報|リンク|ページ|する協定)|他の(?:協定|自治体|都市)"
)
EVENT = re.compile(
    r"予定|イベント|記念|周年|行事|フェア|まつり|展示|講座|説明会|今後|スケジュール|募集|訪問|(?:ます|ました)\W*$"
)
CALLED_OFF = re.compile(
    r"(?:締結|調印|署名|協定|式典?|提携)[^。、]{0,16}(?:中止|延期|取りやめ|見送|見合わせ)|^\W*(?:台風|大雨|悪天候)[^。]{0,20}(?:中止|延期)"
)
OFF = re.compile(r"中止|延期|取りやめ|見送|見合わせ")  # one of them stands in what is called off
LINKS = re.compile(r"[はがをに、]")
OLDER = re.compile(r"(?:である|の|・|、|「|\s)?(?:[一-龥]{2,3}[都道府県]|[ァ-ヴー一-龥]{1,8}[国・])?")
AT = re.compile(r"(?:市|町|村)?(?:内|役所|役場|民|立|出身|産)|で(?!は)|において|にて|から|へ")


@dataclass
class Frame:
    """A title with what the labels below it say so far; `aside` below the heading of another event, `off` where the
    signing was called off."""

    number: int
    title: Text
    kinds: frozenset[str]
    names: tuple[Name, ...]
    bodies: tuple[Span_, ...] = ()
    answers: list[Answer] = field(default_factory=list)
    aside: bool = False
    off: bool = False
    soon: bool = False  # a sentence below it announces the signing

    def has(self, *asked: str) -> bool:
        return any(one.asked in asked for one in self.answers)


@once
def frames(page: Page) -> list[Frame]:
    """The titles of a document, each with the labels below it."""
    return list(_frames(page)) if any(DEED.search(line.norm) for line in page.lines) else []


def _frames(page: Page) -> Iterator[Frame]:
    now: Frame | None = None
    stop = 0
    for number, line in enumerate(page.lines):
        norm = line.norm.strip()
        if number < stop or not norm:
            continue
        if now is not None and (told := answer(page, number)):
            stop = told.stop
            if not (now.aside and told.asked == "plain-day"):
                now.answers.append(told)
                now.aside = now.aside and told.asked in ("other", "plain-day")
            continue
        if now is not None and len(norm) <= 40 and "。" not in norm and OTHERS.search(norm):
            yield now
            now = None
            continue
        if title := _title(page, number, line, now):
            if now is not None and _same(now, title):
                if not now.answers and title.kinds and PAST.search(title.title.norm):
                    now.title = title.title
                continue
            if now is not None:
                yield now
            now = title
        elif now is not None:
            now.soon = now.soon or ("ます" in norm and SOON.search(norm) is not None)
            if OFF.search(norm) and CALLED_OFF.search(norm):
                now.kinds, now.off = frozenset(), True
            if len(norm) <= 40 and "。" not in norm and not ITEM.match(line.norm):
                now.aside = EVENT.search(norm) is not None
    if now is not None:
        yield now


def _same(now: Frame, title: Frame) -> bool:
    """True for a line that says the title once more, or the name of its document, before the day is told."""
    if title.off or now.has("day"):
        return False
    alike = {one for kind in now.kinds for one in wider(kind)} & {one for kind in title.kinds for one in wider(kind)}
    known = {one.key for one in now.names}
    return (
        (bool(alike) or not title.kinds)
        and known.issuperset(one.key for one in title.names)
        and len(title.bodies) <= len(now.bodies)
    )


def _title(page: Page, number: int, line: Text, now: Frame | None) -> Frame | None:
    """The frame that a line opens: it says what is signed, or names a place with the kind of its tie. One that tells of
    something else is `off`: it ends what was told before. A sentence opens one where no title has named the parties."""
    norm = line.norm.strip()
    if norm.endswith("。") and (now is None or not (now.names or now.bodies or now.answers)):
        norm = norm[:-1]
        if not PAST_ENDS.search(norm) or find_dates(norm) or _of_something_else(norm):
            return None
    if len(norm) > WIDEST or norm.startswith(MARKS) or NO_TITLE.search(norm.rstrip()):
        return None
    if not DEED.search(norm):
        return _heading(page, number, line) if len(norm) <= 48 and not LINKS.search(norm) else None
    if _of_something_else(norm) or any(one.date for one in find_dates(norm)):
        return Frame(number, line, frozenset(), (), off=True)
    bodies = tuple(named(line))
    keys = {one.key or "" for one in told_kinds(page, line)}
    if not keys and bodies and (own := kind_in(page, line)):
        keys = {own[0].value}
    towns = tuple(one for one in _towns(page, line) if not AT.match(line.norm, one.end) and not _within(one, bodies))
    below = any(sort_of(one.surface) in TWINS for one in organs(page, norm)) or not keys.isdisjoint(BELOW)
    off = below or len(keys) > 1 or any("former" in one.flags for one in towns)
    return Frame(number, line, frozenset(keys), towns, bodies, off=off)


def told_kinds(page: Page, line: Text) -> list[Mention]:
    """The kinds that a title names, without that of an older tie with the partner: `姉妹都市のA市と協定を締結`."""
    starts = {one.start for one in names(page, line.norm)}
    found = [(one, OLDER.match(line.norm, one.end)) for one in kinds(page, line.norm)]
    return [one for one, behind in found if behind is None or starts.isdisjoint(range(one.end, behind.end() + 1))]


def _of_something_else(norm: str) -> bool:
    """True for a title that denies or calls off, or that tells of another deed than the signing."""
    if ASIDE.search(norm) or CALLED_OFF.search(norm) or denials(norm):
        return True
    return OTHERWISE.search(norm) is not None and not (PAST.search(norm) or FUTURE.search(norm))


def _heading(page: Page, number: int, line: Text) -> Frame | None:
    """A place that heads a section, alone or with the kind of its tie: `岩手県宮古市田老（友好交流地域）`."""
    head = heading_of(page, line)
    if head is None and "(" not in line.norm:
        return None
    towns = tuple(one for one in _towns(page, line) if one.key != page.home)
    told = frozenset(one.key or "" for one in kinds(page, line.norm)) if towns else frozenset()
    return Frame(number, line, told, towns) if head or told else None


def _towns(page: Page, line: Text) -> list[Name]:
    """The places of a title, without the state or county in front of a town or in the brackets behind it."""
    found = names(page, line.norm)
    inside = [(one.end, one.end + len(inside_of(line.norm, one.end)) + 2) for one in found] if "(" in line.norm else []
    found = [
        one
        for one in found
        if one.surface[-1] not in "州省郡道都府県" or not any(first < one.start < last for first, last in inside)
    ]
    return [
        one
        for one, two in zip_longest(found, found[1:])
        if not (
            two and one.surface[-1] in "州省郡道都府県" and not re.search(r"[・、とや]", line.norm[one.end : two.start])
        )
    ]


def _within(one: Name, bodies: Sequence[Span_]) -> bool:
    return any(start <= one.start < end for start, end in bodies)
