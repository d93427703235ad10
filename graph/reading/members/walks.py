"""Goes down the lines of a document: titles, labels, lists, rows and sentences, each to the section it belongs to."""

import re
from bisect import bisect_right
from dataclasses import replace

from graph.reading.facts.alliances import LISTED
from graph.reading.members.captions import (
    HELD,
    JOINING,
    OPENS,
    PLANNED,
    STRANGE,
    Section,
    foreign,
    is_core,
    joined,
    labelled,
    titled,
)
from graph.reading.members.leagues import titles
from graph.reading.members.listings import NOBODY, REGION, is_list, listing
from graph.reading.members.rolls import Roll
from graph.reading.members.terms import DITTO
from graph.reading.names.regions import region_of
from graph.reading.pages.outline import mark_of
from graph.reading.pages.text import Text
from graph.values import find_dates

PRESIDES = re.compile(r"会長|副会|幹事|座長|議長|理事|監事|代表")
TAKES_PART = re.compile(r"^[^:：]{0,4}(?:参加|関係)")
MEETING = re.compile(r"\W*第\s?[\d一二三四五六七八九十]+回")
COUNT = re.compile(r"\W*\d{1,4}\s?(?:市区町村|市町村|市町|町村|市村|市|町|村|区|団体|自治体|会員)?(?:\d+[町村区])*\W*")
SUM = re.compile(r"\W*(?:以上|合?計)\W{0,4}\d{1,3}\s?(?:市|町|村|区|団体|自治体)")
# Who came to a meeting is no member by that.
ATTENDED = re.compile(
    r"(?:総会|大会|会議|式|会合|訓練|イベント)[^。]{0,16}(?:開かれ|開催|行われ|催され)[^。]{0,24}参加"
)
# A prefecture without a member in a list by prefectures: 【東京都】―.
NO_MEMBER = re.compile(
    r"[【\[(〔<〈]?(?:東京都|北海道|(?:京都|大阪)府|[一-龥]{2,3}県)[】\])〕>〉]?[\s::]*(?:[-‐―ー—－–]+|なし|無し?|該当なし)"
)


class Walk(Roll):
    """What each line is, and where it goes."""

    at = -1  # the line of the last title

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
            self.mode = part if part in ("members", "hub") else ""
            self.listed(text)
        elif dates := [one for one in find_dates(text.norm) if one.date]:
            day = self.page.dated(text, dates[0])
            if part == "over":
                self.now.over = day
            elif part == "joined" and is_core(self.now) and len(dates) == 1:  # 協定締結日
                self.now.pacts, self.now.since = True, day
            elif part != "joined":
                self.now.formed = day

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
        if MEETING.match(row[0].norm) or (
            columns
            and any(
                told in ("officer", "other", "past", "left")
                for one, told in zip(row, columns, strict=True)
                if one in named
            )
        ):
            return False  # 第3回 A市: where it met
        if len(named) != 1 or len(listing(self.page, named[0]).items) != 1 or not rest:
            return False
        if not columns and not any(find_dates(row[at].norm) for at in rest):
            return False
        region = next((region_of(self.page, one.norm) for one in row if REGION.fullmatch(one.norm)), self.group)
        self.group = region
        into = now.told if self.mode in ("members", "hub") else now.loose
        (item,) = listing(self.page, named[0], region).items
        for at in rest:
            when = [one for one in find_dates(row[at].norm) if one.date and one.start <= 2]
            told = columns[at] if columns else None
            joins = re.search(r"加入|加盟|入会|参加|脱退|退会", row[at].norm)
            if when and (told == "left" or (columns and told == "members")):  # 加盟 平成9年, 退会 平成30年
                day = self.page.dated(row[at], when[0])
                item = replace(item, until=day) if told == "left" else joined(item, day, False)
            elif when and (
                joins or told == "joined" or (now.pacts and told == "founded") or (not columns and now.dated)
            ):
                item = joined(item, self.page.dated(row[at], when[0]), bool(re.search(r"脱退|退会", row[at].norm)))
            elif told == "joined" and DITTO.match(row[at].norm) and into and (since := into[-1].since):
                item = joined(item, since, False)
        into.append(item)
        return True

    def line(self, number: int, line: Text) -> None:
        """A line that is no row: a title, a label with its value, a list, a heading, a sentence."""
        norm = line.norm.strip()
        if not norm or NO_MEMBER.fullmatch(norm):
            return
        if "の構成" in norm and LISTED.search(norm):
            self.close()
            self.mode = "skip"
        elif self.mode in ("members", "hub") and norm.endswith("。") and is_list(self.page, line):
            self.listed(line)  # A市、B市の2市。
        elif "。" in norm or (len(norm) > 60 and not is_list(self.page, line)):
            self.sentence(number, self.around(number, line))
        elif len(found := titles(line.norm)) > 1 and self.apart(line, found):
            self.close()
        elif title := titled(line):
            self.title(line, title)
            self.at = number
            self.behind(line.part(title.end, len(line)))
        elif label := labelled(line):
            self.label(number, *label[:3])
        elif self.now is None and not self.mode:
            return  # no list is open that the line could belong to, or end
        elif self.now is not None and (SUM.match(norm) or (self.mode == "count" and COUNT.fullmatch(norm))):
            self.number(line)
        elif (region := REGION.match(line.norm)) and NOBODY.fullmatch(line.norm, region.end()):
            self.over()  # 岐阜県 ―
        elif is_list(self.page, line):
            if self.mode != "skip" and not foreign(norm) and not MEETING.match(norm):
                now = self.now
                if now and not (now.told or now.loose) and line.norm[:1].isspace() and number == self.at + 1:
                    now.near = not now.text.norm[:1].isspace()
                self.listed(line)
            elif not line.norm[:1].isspace():
                self.mode = ""
        elif (
            (mark := mark_of(line))
            and self.now is not None
            and (mark[0] == self.now.mark or mark[0] in ("roman", "angle") or not self.now.mark)
        ):
            self.close()
        elif (days := find_dates(norm)) and self.now is not None and self.now.dated and len(norm) < 20:
            self.dated(line)
        else:
            self.held = self.held or (len(norm) <= 24 and HELD.search(norm) is not None)
            self.mode = "skip" if len(norm) <= 24 and self.now is not None and STRANGE.search(norm) else ""
            if days and days[0].date and days[0].end - days[0].start == len(norm):
                self.lone = number, self.page.dated(line.stripped(), days[0])

    def around(self, number: int, line: Text) -> Text:
        """The paragraph that a line is part of, for its words may be cut at the line's end."""
        at = bisect_right(self.first, number + 1) - 1
        return self.page.blocks[at].text if at >= 0 else line

    def sentence(self, number: int, text: Text) -> None:
        """A paragraph: which alliance it named last, and whether it opens a list."""
        key = (text.first if text.norm else 0, len(text.norm))  # a paragraph of many lines is gone through once
        if key not in self.known:
            self.known[key] = [one for one in titles(text.norm) if not one.meeting]
        found = self.known[key]
        if found:
            self.prose = (number, text, found[-1])
        if self.leave(number, text):
            return
        opens = OPENS.search(text.norm) and JOINING.search(ATTENDED.sub("", text.norm))
        if opens and found and (self.now is None or self.now.told or self.now.loose):
            self.title(text, found[-1])
        self.mode = "members" if opens and self.head(number) else ""

    def label(self, number: int, part: str, value: Text, whole: Text) -> None:
        """A label: what stands beside it and below it is of the part that it names."""
        self.over()
        now = self.now
        self.group, self.since = None, None
        dates = [one for one in find_dates(whole.norm) if one.date]
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
        if part in ("founded", "over") and dates:
            day = self.page.dated(whole, dates[0])
            now.formed, now.over = (day, now.over) if part == "founded" else (now.formed, day)
        if part in ("members", "count"):
            self.number(whole)
        self.held = self.held or (part == "officer" and HELD.search(whole.norm) is not None)
        if part == "members" and TAKES_PART.search(whole.norm):
            now.sure = False
            part = "past" if self.held else part  # 参加市町, of a meeting
        if part == "members" and PLANNED.search(whole.norm):
            now.planned = True
        if part == "joined" and re.search(r"協約|協定", whole.norm) and not is_core(now):
            part = "founded"  # an agreement of its members
        if part == "joined" and not len(value):
            now.dated = True
        if part == "joined" and re.search(r"協約|協定", re.sub(r"\s", "", whole.norm)) and is_core(now):
            now.pacts = True
        if part in ("joined", "left") and dates:
            self.since = self.page.dated(whole, dates[0])
        elif part == "left" and self.gone and number - self.gone[0] <= 3:
            self.since = self.gone[1]
        if part == "joined" and self.since and not now.pacts and not is_list(self.page, value):
            now.own, self.since = self.since, None  # 加入年月日: that of the publisher
        listed = len(value) > 0 and is_list(self.page, value)
        opens = part in ("members", "hub") or (part in ("joined", "left") and (self.since or listed))
        strange = part in ("founded", "other") and not is_core(now) and STRANGE.search(whole.norm)
        self.mode = "skip" if strange or part in ("officer", "observer", "left", "past") else ""
        if opens:
            self.mode = part if part in ("hub", "left") else "members"
        elif not len(value):
            self.mode = "pact" if part == "joined" and now.pacts else "count" if part == "count" else self.mode
            self.mode = "officer" if part == "officer" and PRESIDES.search(whole.norm) else self.mode
        by_pact = part == "joined" and now.pacts and self.since  # 協約締結日: 平成31年1月5日(A市と各市町)
        if self.mode in ("members", "hub", "left") and listed and not by_pact:
            self.listed(value)
        elif by_pact and self.since:
            self.pacts_of(whole, dates)
            self.mode, self.since = "", None
        elif part == "officer" and listed and not HELD.search(whole.norm):
            self.add(value, now.officers)
