"""The sections of a document that list members of alliances: which name they stand under, and under which label."""

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.reading.members.captions import AFTER, HELD, JOINING, OPENS, PLANNED, Section, foreign, joined, labelled
from graph.reading.members.leagues import Title, total_of
from graph.reading.members.listings import NOBODY, REGION, Item, is_list, listing
from graph.reading.members.terms import LEFT
from graph.reading.names.lands import names
from graph.reading.pages.outline import mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import StatedDate
from graph.values import DateMention, find_dates

BEHIND = re.compile(r"\s*[」』】>〉]?\s*(?:[(:：]|\s{2,})(?P<in>.+?)[)]?\s*")
DATED = re.compile(r"\s*[」』】>〉]?\s*[(][^()]*\d年[^()]*[)](?=\s*\S)")  # before what else stands behind a name
GONE = re.compile(r"解散|廃止|消滅|活動(?:を)?終了")
STATED = re.compile(r"(?:会員|構成|加盟|参加)(?:数|市町村?|市|自治体|団体)?は?[:：]?\s?(?P<n>\d+)\s?[市町村区団自]")
VALUED = re.compile(r"(?:市|町|村|区|自治体|団体|都市|会員){0,3}(?:名|一覧)?\s?[:：]\s?(?=\w)")
UNCOUNTED = re.compile(r"(?:オブザーバー|顧問|協力|特別|賛助)[^()]*$")
PART = re.compile(r"[市町村郡県府都道]の$")
# Names of alliances on one line, each with a bracket of its own.
APART = re.compile(r"[」』]?\s*(?:[(][^()]*[)])?(?:\s?(?:ほか|など|等))?[\s/、・,|●○◆◇■□]+[「『]?")
ENCLOSED = re.compile(r"[」』]?\s*(?P<in>[(][^()]*[)])")
SUMMED = re.compile(r"の(?P<n>\d+(?:市区町村|市町村|市町|町村|市村|市|町|村|区|団体|自治体)(?:\d+[町村区])*)。?\s*$")
NEAR = 40  # lines from a name to the list that has no title of its own


class Roll:
    """The section that is being gone through: under which alliance, under which label are we?"""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.first = [block.line for block in page.blocks]
        self.done: list[Section] = []
        self.now: Section | None = None
        self.prose: tuple[int, Text, Title] | None = None
        self.mode = ""
        self.group: str | None = None
        self.since: StatedDate | None = None
        self.tail: tuple[Text, list[Item]] | None = None
        self.gone: tuple[int, StatedDate] | None = None  # the line that tells that those below it left, and when
        self.lone: tuple[int, StatedDate] | None = None  # the last day alone on its line
        self.held = False  # a meeting is told of: who takes part in it is no member by that
        self.known: dict[tuple[int, int], list[Title]] = {}

    def close(self) -> None:
        """The section ends; it is kept where it lists members."""
        self.over()
        if self.now is not None and (self.now.told or len(self.now.loose) >= 2 or self.now.own or self.now.officers):
            self.done.append(self.now)
        self.now, self.mode, self.group, self.since = None, "", None, None

    def title(self, text: Text, title: Title) -> None:
        """A section begins; a plan of the same area (`X定住自立圏共生ビジョン`) begins none."""
        now = self.now
        if (
            now
            and now.told
            and now.text.norm[now.start : now.end] == title.name
            and "ビジョン" in text.norm[title.end :]
        ):
            return
        self.close()
        self.held = False
        mark = mark_of(text)
        self.now = Section(text, title.start, title.end, True, mark[0] if mark else "")

    def number(self, text: Text) -> None:
        """A stated number of members; a part of the list that is counted (`D郡の2町`), or those who watch, are not it."""
        if self.now is not None and (found := total_of(text)):
            before, after = text.norm[: found[1]], text.norm[found[2] :]
            if UNCOUNTED.search(before) or (found[1] and PART.search(before) and after.strip(" )。")):
                return
            self.now.total = (text, found)

    def listed(self, line: Text) -> None:
        """A list: of members, of those who left or preside, of core cities, or below no label."""
        now = self.now
        if now is None:
            return
        if self.mode == "officer":
            self.add(line, now.officers)
            return
        self.mode = "" if self.mode in ("pact", "count") else self.mode
        into = now.told if self.mode in ("members", "hub", "left") else now.loose
        before = len(into)
        self.add(line, into, self.mode == "left")
        if self.mode == "hub":
            now.hubs |= {one.name.key for one in into[before:] if one.name and one.name.key}
        if (summed := SUMMED.search(line.norm)) and (found := total_of(line, summed.start("n"))):
            now.sums.append((line, found))

    def dated(self, line: Text) -> None:
        """A day on a line of its own, below the member that joined on it."""
        assert self.now is not None
        into = self.now.told or self.now.loose
        if self.now.pacts:  # 協定締結日: that of all
            fresh = [one for one in into if one.since is None and one.until is None]
            day = next((one for one in find_dates(line.norm) if one.date), None)
            if day and self.mode == "pact" and fresh:
                into[:] = [joined(one, self.page.dated(line, day), False) if one in fresh else one for one in into]
            return
        when = [one for one in find_dates(line.norm) if one.date]
        if into and when and into[-1].since is None:
            into[-1] = joined(into[-1], self.page.dated(line, when[0]), bool(re.search(r"脱退|退会", line.norm)))

    def add(self, text: Text, into: list[Item], left: bool = False) -> None:
        """Take down the members of a line; what its end cuts goes before the next line's."""
        if self.tail is not None and self.tail[1] is into:
            text = self.tail[0].plus(text.stripped())
        self.tail = None
        last = next((one.since for one in reversed(into) if one.since), None)
        found = listing(self.page, text, self.group, last)
        self.group = found.group
        whole = [one for one in found.items if found.cut is None or one.end <= found.cut]
        if found.cut is not None:
            self.tail = text.part(found.cut, len(text)), into
        for one in whole:
            when = one.since if left and one.since else self.since
            if left and not (when or one.until):
                continue  # no member any more, nobody says since when
            into.append(joined(one, when, left) if when and not one.until and (left or not one.since) else one)

    def over(self) -> None:
        """A list ends: what its last line cut was no cut."""
        if self.tail is not None:
            part, into = self.tail
            into += [one for one in listing(self.page, part, self.group).items if one.name]
        self.tail = None

    def behind(self, rest: Text) -> None:
        """What stands behind the name on its line: the members in brackets or after a colon, the day of its foundation."""
        assert self.now is not None
        self.now.planned = self.now.planned or PLANNED.match(rest.norm) is not None
        dated = DATED.match(rest.norm)
        if dated and not is_list(self.page, bracket := rest.part(0, dated.end())):
            self.behind(bracket)
            rest = rest.part(dated.end(), len(rest))
        inner = BEHIND.fullmatch(rest.norm)
        label = labelled(rest)  # X協議会　会員　A市、B市
        if label and label[0] == "members" and is_list(self.page, label[1]):
            self.mode = "members"
            self.listed(label[1])
            return
        if HELD.search(rest.norm) and not JOINING.search(rest.norm):
            self.mode = "skip"
            return
        if word := AFTER.match(rest.norm):
            self.mode = "members" if JOINING.search(word[0]) else ""
            self.number(rest)
            value = VALUED.match(rest.norm, word.end())
            if self.mode and value and is_list(self.page, part := rest.part(value.end(), len(rest))):
                self.listed(part)  # X協議会構成市町：A市、B市
            return
        if inner is None:
            return
        part = rest.part(*inner.span("in"))
        if foreign(part.norm):
            return
        if (found := total_of(part)) and found[2] - found[1] == len(part):
            self.number(part)
            return
        if (stated := STATED.search(part.norm)) and (found := total_of(part, stated.start("n"))):
            self.now.total = (part, found)  # (平成15年設立、会員4市)
        if is_list(self.page, part) and len(listing(self.page, part).items) >= 2:
            self.add(part, self.now.told)
        elif dates := [one for one in find_dates(part.norm) if one.date and "現在" not in part.norm[one.end :]]:
            if gone := GONE.search(part.norm):
                last = [one for one in dates if one.end <= gone.start()][-1:]
                self.now.over = self.page.dated(part, last[0]) if last else None
                dates = [one for one in dates if one not in last]
            day = self.page.dated(part, dates[0]) if dates else None
            if re.search(r"加入|加盟|入会", part.norm):
                self.now.own = day
            else:
                self.now.formed = day

    def head(self, number: int) -> bool:
        """Under an alliance: in its section, or below the sentence that named one."""
        if self.now is None and self.prose and number - self.prose[0] <= NEAR:
            _, text, title = self.prose
            self.now = Section(text, title.start, title.end, False)
        return self.now is not None

    def leave(self, number: int, text: Text) -> bool:
        """`年度末をもって次の2市が退会した`: those listed below it left, on its day or that of the line above it."""
        gone = LEFT.search(text.norm) if OPENS.search(text.norm) else None
        if gone is None or not self.head(number):
            return False
        above = self.lone[1] if self.lone and number - self.lone[0] == 1 else None
        told = [one for one in find_dates(text.norm) if one.date and one.end <= gone.start()]
        when = above or (self.page.dated(text, told[-1]) if told else None)
        self.gone = (number, when) if when else None
        if self.now:
            self.now.sure = False
        self.group, self.since, self.mode = None, when, "left" if when else "skip"
        return True

    def apart(self, line: Text, found: Sequence[Title]) -> bool:
        """`A協議会（B市、C市）／D連絡会（E市、F町）`: each body with the members in its own bracket."""
        pairs = pairwise(found)
        if not all(APART.fullmatch(line.norm, one.end, two.start) for one, two in pairs):
            return False
        for one, stop in zip(found, [*(two.start for two in found[1:]), len(line)], strict=True):
            self.title(line, one)
            if bracket := ENCLOSED.match(line.norm, one.end, stop):
                self.behind(line.part(bracket.start("in"), bracket.end("in")))
        return True

    def pacts_of(self, whole: Text, dates: Sequence[DateMention]) -> None:
        """The days of pacts beside one label, each for those in its bracket (`平成28年2月10日(A市、B町)`), or one for all."""
        assert self.now is not None
        told = self.now.told
        for one in dates:
            inside = re.match(r"\s*[(]([^()]*)[)]", whole.norm[one.end :])
            bracket = inside[1] if inside else ""
            some = (
                {name.key for name in names(self.page, bracket)}
                if not re.search(r"[各全他等~]|ほか|から", bracket)
                else set()
            )
            if some or len(dates) == 1:
                day = self.page.dated(whole, one)
                told[:] = [
                    item
                    if item.since or (some and not (item.name and item.name.key in some))
                    else joined(item, day, False)
                    for item in told
                ]

    def boxed(self, row: list[Text]) -> bool:
        """A row between rules: the prefecture in one cell, members in another, which may go on in the row below."""
        filled = [one for one in row if len(one)]
        if len(filled) > 1 and any(NOBODY.fullmatch(one.norm) for one in filled) and any(map(_region, filled)):
            return True  # 岐阜県 ―
        lists = [one for one in filled if is_list(self.page, one) or REGION.fullmatch(one.norm)]
        if self.now is None or self.mode == "skip" or not filled or len(lists) < len(filled):
            return False
        for one in lists:
            self.listed(one)
        return True


def _region(text: Text) -> bool:
    return REGION.fullmatch(text.norm) is not None
