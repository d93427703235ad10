"""Labels and values: `提携年月日：平成9年…` on one line, or the label on a line and its value on the next, under a place."""

import re
from collections.abc import Iterator

from graph.reading.deeds import kind_of, kinds
from graph.reading.entries import Entry, entry_deed
from graph.reading.lands import Name, names
from graph.reading.natures import nature, without_brackets
from graph.reading.outline import mark_of
from graph.reading.page import Page
from graph.reading.slots import BRACED, LOOSE, SAME, SPACED, parts, role
from graph.reading.tables import Told
from graph.reading.text import Text
from graph.reading.titles import heading_kind, heading_state
from graph.records import AnyRecord
from graph.values import find_dates

Pair = tuple[str | None, Text]
LABEL = re.compile(r"[【\[〔](?=[^】\]〕\d]{1,8}[】\]〕]\s*[^\s【\[〔])")
WIDEST = 400  # characters; what is longer is no labelled line
TELLS = ("date", "kind", "place", "land", "state")
ITEM = re.compile(r"\s*(?:[(]\d+[)]|[①-⑳■●◆○・□◇◎▼▽*-]|\d{1,2}[.、 ])")


class Sheet:
    """The labelled values since the last place that headed them; `waiting` is a label whose value stands below it."""

    def __init__(self, line: int, party: tuple[Text, Name] | None = None) -> None:
        self.line, self.party = line, party
        self.pairs: list[Pair] = []
        self.waiting: str | None = ""  # "" for none, None for a label that says nothing known
        self.last: str | None = None  # what the line above is, where it is the value of a label over it
        self.torn = False  # two values under one label: a column of several cities

    def has(self, part: str) -> bool:
        return any(label == part for label, _ in self.pairs)

    def told(self) -> bool:
        return bool(self.pairs)


def sheets(page: Page) -> Iterator[AnyRecord]:
    """Class A: the labelled values under one place, or between one label of the partner and the next."""
    for told in sheeted(page):
        if tie := entry_deed(page, told.entry, "sheet", told.kind, told.party, told.state):
            yield tie


def sheeted(page: Page) -> list[Told]:
    """The entries of all labelled lists of a document."""
    if "sheeted" not in page.memory:
        page.memory["sheeted"] = list(_sheets(page))
    found: list[Told] = page.memory["sheeted"]
    return found


def _sheets(page: Page) -> Iterator[Told]:
    sheet = Sheet(0)
    blank = 0
    for number, line in ((at, part) for at, whole in enumerate(page.lines) for part in _segments(whole)):
        if not line.norm.strip():
            blank += 1
            continue
        gap, blank = blank, 0
        label, value = _pair(page, line)
        found = nature(page, line.stripped()) if value is None and label in ("", None) else "free"
        sheet.torn |= not gap and found == sheet.last and found in ("land", "date")
        sheet.last = None
        heads = (
            sheet.waiting not in ("party", "region", "home")
            and (gap or ITEM.match(line.norm))
            and heading_of(page, line)
        )
        if (
            sheet.waiting != ""
            and gap <= 1
            and not heads
            and value is None
            and (
                (sheet.waiting == "kind" and kind_of(page, line) and not sheet.has("kind"))
                or (
                    label in ("", None)
                    and (found in TELLS or sheet.waiting is not None or "。" in line.norm)
                    and not (gap and mark_of(line))
                )
            )
        ):
            if sheet.waiting == "party" and sheet.has("party"):
                yield from _close(page, sheet)
                sheet = Sheet(number)
            sheet.pairs.append((_named(page, sheet.waiting, line), line.stripped()))
            sheet.last = found
            sheet.waiting = sheet.waiting if sheet.waiting in ("note", "other") else ""
            continue
        if value is not None or label not in ("", None):
            part = _named(page, label or None, value) if value is not None else label or None
            if (
                (part == "party" and (sheet.has("party") or sheet.has("date")))
                or (part in ("kind", "date") and sheet.has(part) and sheet.party is None and not sheet.has("party"))
                or (part in ("kind", "region") and sheet.has(part) and sheet.has("party"))
            ):
                yield from _close(page, sheet)
                sheet = Sheet(number)
            if not sheet.pairs:
                sheet.line = number if sheet.party is None else sheet.line
            if value is not None:
                sheet.pairs.append((part, value))
                lead = line.part(0, max(0, line.norm.rfind(value.norm)))
                if part == "date" and len(lead) and kinds(page, lead.norm) and not sheet.has("kind"):
                    sheet.pairs.append(("kind", lead.stripped()))  # 姉妹都市提携日: the label names the kind
            sheet.waiting = "" if value is not None else part
            continue
        sheet.waiting = ""
        if head := heading_of(page, line):
            yield from _close(page, sheet)
            sheet = Sheet(number, (line, head))
            inner = line.part(head.end, len(line))
            sheet.pairs += [(None, inner)] if nature(page, inner.stripped()) in ("kind",) else []
        elif (
            found in ("date", "kind", "state", "land")
            and (sheet.party or sheet.told())
            and not (found == "kind" and mark_of(line))
        ):
            sheet.pairs.append((None, line.stripped()))
        elif len(line.norm.strip()) > 3 and mark_of(line):
            yield from _close(page, sheet)
            sheet = Sheet(number)
        elif len(line.norm.strip()) <= 14 and "。" not in line.norm:
            sheet.waiting = None
    yield from _close(page, sheet)


def _segments(line: Text) -> list[Text]:
    """The labelled values that stand side by side on a line (`【国】ドイツ 【種別】友好都市`), each for itself."""
    found = [one.start() for one in LABEL.finditer(line.norm)] if len(line) <= WIDEST else []
    if len(found) < 2 or line.norm[: found[0]].strip():
        return [line]
    return [line.part(start, stop) for start, stop in zip(found, [*found[1:], len(line)], strict=True)]


def _named(page: Page, part: str | None, value: Text) -> str | None:
    """The part of a value: a 名称 may be that of the agreement."""
    ends = re.search(r"(?:協定|覚書|宣言|盟約|合意)書?\s*(?:[(][^()]*[)])?\s*$", value.norm)
    return "kind" if part == "party" and ends and kinds(page, value.norm) else part


def _pair(page: Page, line: Text) -> tuple[str | None, Text | None]:
    """Role ("" where the line has no label, None where the label says nothing known) and value of a line."""
    if len(line) > WIDEST:
        return "", None
    if mark := mark_of(line):
        line = line.part(mark[1], len(line))
    for pattern in (BRACED, SPACED, SAME):
        if match := pattern.match(line.norm):
            value = line.part(match.start("value"), len(line)).stripped()
            if re.search(r"\s{2,}|\t", value.norm):
                continue  # the row of a table
            part = role(match["label"])
            if (
                part
                or nature(page, value) in TELLS
                or (pattern is BRACED and len(match["label"]) <= 8 and not names(page, line.norm))
            ):
                if part is None and nature(page, line.part(*match.span("label"))) in (
                    "date",
                    "place",
                    "land",
                    "event",
                    "firm",
                ):
                    continue  # 平成9年：…, ダブリン市：…
                return part, value
    if (match := LOOSE.match(line.norm)) and (part := role(match["label"])):
        value = line.part(match.start("value"), len(line)).stripped()
        if nature(page, value) in TELLS:
            return part, value
    norm = line.norm.strip()
    part = role(norm) if len(norm) <= 16 else None
    return (part, None) if part else ("", None)


def heading_of(page: Page, line: Text) -> Name | None:
    """The place that heads what follows: alone on its line but for a mark, its country and the kind of the tie."""
    norm = line.norm.strip()
    found = names(page, line.norm) if len(norm) <= 48 and "。" not in norm else []
    if not found or found[0].key == page.home:
        return None
    one = found[0]
    place = page.gazetteer.place(one.key or "")
    if place is not None and place.kind == "prefecture":
        return None  # the heading of a group
    before = re.sub(r"\d{1,2}|[ア-ンA-Za-z](?=[ 、.)])", "", line.norm[: one.start])
    plain = re.sub(
        r"姉妹|友好|交流|協力|兄弟|提携|パートナーシップ|協定|都市|海外の?|国内の?|との|[のとな]", "", before
    )
    after = without_brackets(line.norm[one.end :])
    if one.surface[-1] in "州省" or re.match(r"[はがをにへでもや]|と(?!の)", after):
        return None
    short = len(re.sub(r"\W|[ァ-ヴー]+", "", plain)) <= 4 and len(after.strip(" 】>》」』■")) <= 12
    ends = re.search(r"[とはがをにも]、?$|[:：]", after.strip()) or re.search(r"\d", after)
    return one if short and not ends else None


def _several(text: Text) -> bool:
    """True for days side by side, as in the row of a table whose columns are cities."""
    found = [one for one in find_dates(text.norm) if one.date and one.day]
    return len(found) > 1 and not re.sub(r"\s", "", text.norm[found[0].end : found[1].start])


def _close(page: Page, sheet: Sheet) -> Iterator[Told]:
    if sheet.torn or any(part == "date" and _several(text) for part, text in sheet.pairs):
        return  # whose date it is cannot be told
    labels, values = [one for one, _ in sheet.pairs], [[text] for _, text in sheet.pairs]
    roles, open_ = parts(page, labels, values)
    entry = Entry(open=open_)
    for part, (_, text) in zip(roles, sheet.pairs, strict=True):
        entry.give(part, text)
    if not {"date", "kind"} & set(entry.values) or ("date" not in entry.values and "kind" in open_):
        return
    kind = kind_of(page, sheet.party[0]) if sheet.party else None
    kind = kind or heading_kind(page, sheet.line)
    yield Told(entry, kind, heading_state(page, sheet.line), sheet.party)
