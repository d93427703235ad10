"""Labels and values: `提携年月日：平成9年…` on one line, or the label on a line and its value on the next."""

import re
from collections.abc import Iterator

from graph.reading.deeds import kind_of
from graph.reading.grids import heading_kind
from graph.reading.lands import Name, names
from graph.reading.outline import mark_of
from graph.reading.page import Page
from graph.reading.slots import Entry, entry_deed, role
from graph.reading.text import Text
from graph.records import AnyRecord, Stated

SAME = re.compile(
    r"\s*[■●◆○・◇□▼*-]?\s*(?P<label>[^\s:：。、(](?:[ \u3000]?[^\s:：。、(]){0,14}?(?:[(][^()]{1,8}[)])?)(?:\s*[:：]\s*|\t+|\s{2,}|(?<=[日名別分])\s)(?P<value>\S.*)"
)
BRACED = re.compile(r"\s*[【\[<〔](?P<label>[^】\]>〕]{2,14})[】\]>〕]\s*(?P<value>\S.*)")


def labelled(line: Text) -> tuple[str, Text | None] | None:
    """Role and value of a line: the value is None where the line is the label alone."""
    for pattern in (BRACED, SAME):
        if (match := pattern.match(line.norm)) and (part := role(match["label"])):
            return part, line.part(match.start("value"), len(line)).stripped()
    norm = line.norm.strip()
    part = role(norm) if len(norm) <= 16 else None
    return (part, None) if part else None


def sheets(page: Page) -> Iterator[AnyRecord]:
    """Class A: the labelled values under one place, or between one label of the partner and the next."""
    entry, party, kind, waiting = Entry(), None, None, ""
    blank = 0
    for number, line in enumerate(page.lines):
        if not line.norm.strip():
            blank += 1
            continue
        found = labelled(line)
        if waiting == "kind" and not blank and "kind" not in entry.values and kind_of(page, line):
            found = None  # 友好都市 is a label elsewhere; under 区分 it is the value
        if found is None and waiting and blank <= 1 and not (blank and mark_of(line)):
            entry.give(waiting, line.stripped())
            continue
        if found is None:
            waiting, blank = "", 0
            if head := heading_of(page, line):
                yield from _close(page, entry, party, kind)
                entry, party, kind = Entry(), (line, head), _kind(page, number)
            elif len(line.norm.strip()) > 3 and mark_of(line):
                yield from _close(page, entry, party, kind)
                entry, party = Entry(), None
            continue
        part, value = found
        if part == "kind" and "kind" in entry.values and "party" not in entry.values and party is None:
            yield from _close(page, entry, party, kind)
            entry = Entry()
        if part == "party" and ("party" in entry.values or "date" in entry.values):
            yield from _close(page, entry, party, kind)
            entry, party = Entry(), None
        if not entry.values:
            kind = kind if party else heading_kind(page, number)
        if value is not None:
            entry.give(part, value)
        waiting, blank = ("" if value is not None else part), 0
    yield from _close(page, entry, party, kind)


def heading_of(page: Page, line: Text) -> Name | None:
    """The place that heads what follows: alone on its line but for a mark, its country and the kind of the tie."""
    norm = line.norm.strip()
    found = names(page, line.norm)
    if len(norm) > 48 or "。" in norm or not found or found[0].key == page.home:
        return None
    one = found[0]
    before = re.sub(r"\d{1,2}|[ア-ンA-Za-z](?=[ 、.)])", "", line.norm[: one.start])
    plain = re.sub(
        r"姉妹|友好|交流|協力|兄弟|提携|パートナーシップ|協定|都市|海外の?|国内の?|との|[のとな]", "", before
    )
    after = re.sub(r"[(〈〔【\[<《][^)〉〕】\]>》]*[)〉〕】\]>》]", "", line.norm[one.end :])
    short = len(re.sub(r"\W|[ァ-ヴー]+", "", plain)) <= 4 and len(after.strip(" 】>》」』■")) <= 12
    return (
        one
        if short and not re.search(r"[とはがをにも]、?$|[:：]", after.strip()) and not re.search(r"\d", after)
        else None
    )


def _kind(page: Page, number: int) -> Stated | None:
    """The kind that the heading of the place names, else that of the title over it."""
    own = kind_of(page, page.lines[number])
    return own or heading_kind(page, number)


def _close(page: Page, entry: Entry, party: tuple[Text, Name] | None, kind: Stated | None) -> Iterator[AnyRecord]:
    told = "date" in entry.values or "kind" in entry.values
    if told and (tie := entry_deed(page, entry, "sheet", kind, party)):
        yield tie
