"""The sections of a document that list members of alliances: which name they stand under, and under which label."""

import re
from bisect import bisect_right

from graph.reading.alliances import LISTED
from graph.reading.captions import AFTER, JOINING, OPENS, labelled, titled
from graph.reading.leagues import Title, titles, total_of
from graph.reading.listings import Item, Section, is_core, is_list, joined, listing
from graph.reading.outline import mark_of
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import StatedDate
from graph.values import find_dates

NEAR = 40  # lines from a name to the list that has no title of its own


class Walk:
    """Goes down the lines of a document: under which alliance, under which label are we?"""

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

    def close(self) -> None:
        """The section ends; it is kept where it lists members."""
        self.over()
        if self.now is not None and (self.now.told or len(self.now.loose) >= 2):
            self.done.append(self.now)
        self.now, self.mode, self.group, self.since = None, "", None, None

    def columns(self, roles: list[str | None]) -> None:
        if self.now is not None:
            self.now.pacts = "founded" in roles and is_core(self.now)
            self.now.dated = "joined" in roles or self.now.pacts
            self.mode = ""

    def title(self, text: Text, title: Title) -> None:
        self.close()
        mark = mark_of(text)
        self.now = Section(text, title.start, title.end, True, mark[0] if mark else "")

    def cell(self, text: Text, part: str | None) -> None:
        """A cell of the row of an alliance."""
        assert self.now is not None
        if part in ("observer", "officer", "other", "place"):
            return
        if part == "count":
            self.number(text)
        elif is_list(self.page, text):
            self.add(text, self.now.told if part == "members" else self.now.loose)
        elif dates := [one for one in find_dates(text.norm) if one.date]:
            self.now.formed = self.page.dated(text, dates[0])

    def member_row(self, row: list[Text], columns: list[str | None]) -> bool:
        """A row of one member: its name in one cell, the day of joining in another."""
        now = self.now
        if now is None or self.mode == "skip":
            return False
        places = [one for one in row if is_list(self.page, one)]
        named = [
            one
            for one in places
            if any(
                item.name and not item.name.surface.endswith(("県", "府", "都", "道"))
                for item in listing(self.page, one).items
            )
        ]
        rest = [at for at, one in enumerate(row) if one not in places and len(one)]
        if len(named) != 1 or len(listing(self.page, named[0]).items) != 1 or not rest:
            return False
        if not columns and not any(find_dates(row[at].norm) for at in rest):
            return False
        region = next((listing(self.page, one).group for one in places if one is not named[0]), self.group)
        (item,) = listing(self.page, named[0], region).items
        for at in rest:
            when = [one for one in find_dates(row[at].norm) if one.date and one.start <= 2]
            told = columns[at] if columns else None
            if when and (told == "joined" or (now.pacts and told == "founded") or (not columns and now.dated)):
                item = joined(item, self.page.dated(row[at], when[0]), bool(re.search(r"脱退|退会", row[at].norm)))
        (now.told if self.mode == "members" else now.loose).append(item)
        return True

    def line(self, number: int, line: Text) -> None:
        """A line that is no row: a title, a label with its value, a list, a heading, a sentence."""
        norm = line.norm.strip()
        if not norm:
            return
        if LISTED.search(norm):
            self.close()
            self.mode = "skip"
        elif "。" in norm or (len(norm) > 60 and not is_list(self.page, line)):
            self.sentence(number, self.around(number, line))
        elif title := titled(line):
            self.title(line, title)
            self.behind(line.part(title.end, len(line)))
        elif label := labelled(line):
            self.label(number, *label[:3])
        elif self.mode != "skip" and is_list(self.page, line):
            self.listed(line)
        elif self.mode == "skip" and is_list(self.page, line) and line.norm[:1].isspace():
            return
        elif (
            (mark := mark_of(line))
            and self.now is not None
            and (mark[0] == self.now.mark or mark[0] in ("roman", "angle") or not self.now.mark)
        ):
            self.close()
        elif find_dates(norm) and self.now is not None and self.now.dated and len(norm) < 20:
            self.dated(line)
        else:
            self.mode = ""

    def around(self, number: int, line: Text) -> Text:
        """The paragraph that a line is part of, for its words may be cut at the line's end."""
        at = bisect_right(self.first, number + 1) - 1
        return self.page.blocks[at].text if at >= 0 else line

    def sentence(self, number: int, text: Text) -> None:
        """A paragraph: which alliance it named last, and whether it opens a list."""
        found = [one for one in titles(text.norm) if not one.meeting]
        if found:
            self.prose = (number, text, found[-1])
        opens = OPENS.search(text.norm) and JOINING.search(text.norm)
        if opens and found and (self.now is None or self.now.told or self.now.loose):
            self.title(text, found[-1])
        self.mode = "members" if opens and self.head(number) else ""

    def head(self, number: int) -> bool:
        """Under an alliance: in its section, or below the sentence that named one."""
        if self.now is None and self.prose and number - self.prose[0] <= NEAR:
            _, text, title = self.prose
            self.now = Section(text, title.start, title.end, False)
        return self.now is not None

    def behind(self, rest: Text) -> None:
        """What stands behind the name on its line: the members in brackets or after a colon, the day of its foundation."""
        inner = re.fullmatch(r"\s*[」』】>〉]?\s*(?:[(:：]|\s{2,})(?P<in>.+?)[)]?\s*", rest.norm)
        assert self.now is not None
        if word := AFTER.match(rest.norm):
            self.mode = "members" if JOINING.search(word[0]) else ""
            self.number(rest)
            return
        if inner is None:
            return
        part = rest.part(*inner.span("in"))
        if (found := total_of(part)) and found[2] - found[1] == len(part):
            self.number(part)
            return
        if is_list(self.page, part) and len(listing(self.page, part).items) >= 2:
            self.add(part, self.now.told)
        elif dates := [one for one in find_dates(part.norm) if one.date]:
            self.now.formed = self.page.dated(part, dates[0])

    def label(self, number: int, part: str, value: Text, whole: Text) -> None:
        """A label: what stands beside it and below it is of the part that it names."""
        self.over()
        now = self.now
        self.group, self.since = None, None
        if part == "name":
            if 3 <= len(value) <= 40:
                self.close()
                self.now = Section(value, 0, len(value), True)
            return
        if part in ("members", "hub", "joined", "left") and not self.head(number):
            self.mode = "skip"
            return
        now = self.now
        if now is None:
            self.mode = "skip" if part in ("officer", "observer") else ""
            return
        if part == "founded" and (dates := [one for one in find_dates(whole.norm) if one.date]):
            now.formed = self.page.dated(whole, dates[0])
        if part in ("members", "count"):
            self.number(whole)
        if part == "joined" and not len(value):
            now.dated = True
        if part == "joined" and re.search(r"協約|協定", re.sub(r"\s", "", whole.norm)) and is_core(now):
            now.pacts = True
        if part in ("joined", "left") and (dates := [one for one in find_dates(whole.norm) if one.date]):
            self.since = self.page.dated(whole, dates[0])
        self.mode = (
            "members"
            if part in ("members", "hub") or (part in ("joined", "left") and self.since)
            else "skip"
            if part in ("officer", "observer", "left")
            else ""
        )
        if self.mode == "members" and len(value) and is_list(self.page, value):
            before = len(now.told)
            self.add(value, now.told, part == "left")
            if part == "hub":
                now.hubs |= {one.name.key for one in now.told[before:] if one.name and one.name.key}
        elif now.pacts and part == "joined" and self.since:
            now.told = [item if item.since else joined(item, self.since, False) for item in now.told]
            self.mode, self.since = "", None
        elif part == "officer" and len(value) and is_list(self.page, value):
            self.add(value, now.officers)

    def number(self, text: Text) -> None:
        if self.now is not None and (found := total_of(text)):
            self.now.total = (text, found)

    def listed(self, line: Text) -> None:
        if self.now is not None:
            self.add(line, self.now.told if self.mode == "members" else self.now.loose)

    def dated(self, line: Text) -> None:
        """A day on a line of its own, below the member that joined on it."""
        assert self.now is not None
        into = self.now.told or self.now.loose
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
            into.append(joined(one, self.since, left) if self.since and not (one.since or one.until) else one)

    def over(self) -> None:
        """A list ends: what its last line cut was no cut."""
        if self.tail is not None:
            part, into = self.tail
            into += [one for one in listing(self.page, part, self.group).items if one.name]
        self.tail = None
