"""Goes down the lines of a document: titles, labels, lists, rows and sentences, each to the section it belongs to."""

import re
from bisect import bisect_right

from graph.reading.alliances import LISTED
from graph.reading.captions import JOINING, OPENS, Section, is_core, joined, labelled, titled
from graph.reading.leagues import titles
from graph.reading.listings import REGION, is_list, listing
from graph.reading.outline import mark_of
from graph.reading.rolls import Roll
from graph.reading.text import Text
from graph.values import find_dates

SUM = re.compile(r"\W*(?:以上|合?計)\W{0,4}\d{1,3}\s?(?:市|町|村|区|団体|自治体)")
# Who came to a meeting is no member by that.
ATTENDED = re.compile(
    r"(?:総会|大会|会議|式|会合|訓練|イベント)[^。]{0,16}(?:開かれ|開催|行われ|催され)[^。]{0,24}参加"
)
# A prefecture without a member in a list by prefectures: 【東京都】―.
NOBODY = re.compile(
    r"[【\[(〔<〈]?(?:東京都|北海道|(?:京都|大阪)府|[一-龥]{2,3}県)[】\])〕>〉]?[\s::]*(?:[-‐―ー—－–]+|なし|無し?|該当なし)"
)


class Walk(Roll):
    """What each line is, and where it goes."""

    def columns(self, roles: list[str | None]) -> None:
        if self.now is not None:
            self.now.pacts = "founded" in roles and is_core(self.now)
            self.now.dated = "joined" in roles or self.now.pacts
            self.mode = ""

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

    def boxed(self, row: list[Text]) -> bool:
        """A row between rules: the prefecture in one cell, members in another, which may go on in the row below."""
        filled = [one for one in row if len(one)]
        lists = [one for one in filled if is_list(self.page, one) or REGION.fullmatch(one.norm)]
        if self.now is None or self.mode == "skip" or not filled or len(lists) < len(filled):
            return False
        for one in lists:
            self.listed(one)
        return True

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
            joins = re.search(r"加入|加盟|入会|参加|脱退|退会", row[at].norm)
            if when and (joins or told == "joined" or (now.pacts and told == "founded") or (not columns and now.dated)):
                item = joined(item, self.page.dated(row[at], when[0]), bool(re.search(r"脱退|退会", row[at].norm)))
        (now.told if self.mode == "members" else now.loose).append(item)
        return True

    def line(self, number: int, line: Text) -> None:
        """A line that is no row: a title, a label with its value, a list, a heading, a sentence."""
        norm = line.norm.strip()
        if not norm or NOBODY.fullmatch(norm):
            return
        if "の構成" in norm and LISTED.search(norm):
            self.close()
            self.mode = "skip"
        elif "。" in norm or (len(norm) > 60 and not is_list(self.page, line)):
            self.sentence(number, self.around(number, line))
        elif title := titled(line):
            self.title(line, title)
            self.behind(line.part(title.end, len(line)))
        elif label := labelled(line):
            self.label(number, *label[:3])
        elif self.now is None and not self.mode:
            return  # no list is open that the line could belong to, or end
        elif self.now is not None and SUM.match(norm):
            self.number(line)
        elif is_list(self.page, line):
            if self.mode != "skip":
                self.listed(line)
            elif not line.norm[:1].isspace():
                self.mode = ""
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
        key = (text.starts[0] if len(text) else 0, len(text))  # a paragraph of many lines is gone through once
        if key not in self.known:
            self.known[key] = [one for one in titles(text.norm) if not one.meeting]
        found = self.known[key]
        if found:
            self.prose = (number, text, found[-1])
        opens = OPENS.search(text.norm) and JOINING.search(ATTENDED.sub("", text.norm))
        if opens and found and (self.now is None or self.now.told or self.now.loose):
            self.title(text, found[-1])
        self.mode = "members" if opens and self.head(number) else ""

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
        if part == "joined" and self.since and not now.pacts and not is_list(self.page, value):
            now.own, self.since = self.since, None  # 加入年月日: that of the publisher
        listed = len(value) > 0 and is_list(self.page, value)
        opens = part in ("members", "hub") or (part in ("joined", "left") and (self.since or listed))
        self.mode = "members" if opens else "skip" if part in ("officer", "observer", "left") else ""
        by_pact = part == "joined" and now.pacts and self.since  # 協約締結日: 平成31年1月5日(A市と各市町)
        if self.mode == "members" and listed and not by_pact:
            before = len(now.told)
            self.add(value, now.told, part == "left")
            if part == "hub":
                now.hubs |= {one.name.key for one in now.told[before:] if one.name and one.name.key}
        elif by_pact and self.since:
            now.told = [item if item.since else joined(item, self.since, False) for item in now.told]
            self.mode, self.since = "", None
        elif part == "officer" and listed:
            self.add(value, now.officers)
