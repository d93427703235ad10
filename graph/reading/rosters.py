"""Members of alliances: lists under a label, grouped by prefecture or with it in brackets, or inside a sentence."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.alliances import LISTED
from graph.reading.grids import cells
from graph.reading.lands import Name, names, resolve
from graph.reading.leagues import ENDS, NAME, NOT_NAME, alliance, count, member, total_of
from graph.reading.page import Page
from graph.reading.regions import region_of
from graph.reading.slots import BRACED, SAME, role
from graph.reading.text import Text
from graph.records import AnyRecord, StatedDate
from graph.values import find_dates

MEMBERS = re.compile(
    r"(?:構成|加盟|参加|会員|加入|関係|参画)(?:する|している|員)?(?:市町村等?|市町等?|市区町村|市区町|団体|自治体|都市|市|町村|区市町村|メンバー|地域)(?:名|一覧)?|^会員$|^メンバー$|^構成員?$"
)
ORGANISED = re.compile(
    r"次(?:に掲げる|の)[^。]{0,20}(?:組織|構成)する|次のとおり(?:である|とする|です)|次の[^。]{0,10}(?:団体|市町村|自治体|市町|都市|市)[^。]{0,8}(?:参加|加盟|構成|加入)"
)
TITLED = re.compile(r"(?:名称|組織名|団体名|会名|協議会名|圏域名|会の名称|連盟名|会議名)$")
SINCE = re.compile(r"設立|発足|結成|設置|成立|締結|創設|形成|加盟|加入|参加")
LEFT = re.compile(r"脱退|退会|離脱")
REGION = re.compile(r"\s*[(]?\d{0,2}[)]?\s*(?P<name>(?:[一-龥]\s?){1,3}[都道府県])(?=[\s(（:：】、]|$)")


def rosters(page: Page) -> Iterator[AnyRecord]:
    """Class A: members listed under a label, below the name of their alliance."""
    yield from _rows(page)
    lines = page.lines
    head: tuple[Text, int, int] | None = None
    since: StatedDate | None = None
    number = at = 0
    while number < len(lines):
        line = lines[number]
        label, value = _label(line)
        mark = MEMBERS.search(label) if label is not None else None
        opens = bool(mark) or bool(ORGANISED.search(line.norm))
        if (
            opens
            and not LISTED.search(line.norm)
            and (known := (head if mark and number - at <= 8 else None) or _named_above(page, number) or head)
        ):
            stop = number + 1
            while stop < len(lines) and _is_list(page, lines[stop]):
                stop += 1
            date = since or _ahead(page, stop)
            skip = line.norm.index(value.norm) if value is not None and len(value) else len(line.norm)
            yield from _roster(page, known, lines[number:stop], skip, date)
            number, head = stop, None
            continue
        if head and number - at <= 6 and _is_list(page, line):
            stop = number + 1
            while stop < len(lines) and _is_list(page, lines[stop]):
                stop += 1
            if sum(len(names(page, one.norm)) for one in lines[number:stop]) >= 3:
                yield from _roster(page, head, lines[number:stop], 0, since or _ahead(page, stop))
                head = None
            number = stop
            continue
        if (
            label
            and TITLED.search(label)
            and value is not None
            and 3 <= len(value.norm) <= 40
            and "。" not in value.norm
        ):
            begin = line.norm.index(value.norm)
            head, since, at = (line, begin, begin + len(value)), None, number
        elif match := _title(line):
            bracket = line.part(match.end(), len(line))
            head, since, at = (line, *match.span("name")), None, number
            since = _date(page, bracket) if bracket.norm[:1] == "(" and SINCE.search(bracket.norm) else None
        elif head and label and SINCE.match(label):
            since = _date(page, line) or since
        number += 1


def _rows(page: Page) -> Iterator[AnyRecord]:
    """Rows of a table that name an alliance in one cell and list its members in another."""
    for line in page.lines:
        row = cells(line) if len(line) < 400 and ENDS.search(line.norm) else []
        if len(row) < 2:
            continue
        titles = [
            one
            for one in row
            if (match := NAME.match(one.norm)) and match.end() == len(one) and not NOT_NAME.search(one.norm)
        ]
        lists = [one for one in row if one not in titles and len(names(page, one.norm)) >= 2 and _is_list(page, one)]
        if len(titles) == 1 and len(lists) == 1:
            since = next((date for one in row if one not in (*titles, *lists) and (date := _date(page, one))), None)
            yield from _roster(page, (titles[0], 0, len(titles[0])), lists, 0, since)


def _label(line: Text) -> tuple[str | None, Text | None]:
    """The label of a line without its blanks, marks and brackets, and the value beside it; a title in brackets is one."""
    if len(line) > 400 or "。" in line.norm.strip()[:-1]:
        return None, None
    for pattern in (BRACED, SAME):
        if match := pattern.match(line.norm):
            value = line.part(match.start("value"), len(line)).stripped()
            return re.sub(r"[\s■●◆○・]|[(][^()]*[)]", "", match["label"]), value
    norm = line.norm.strip()
    if match := MEMBERS.search(norm):
        if match.start() <= 8:  # 構成市町村(7市町村)  八戸市…
            return match[0], line.part(line.norm.index(match[0]) + len(match[0]), len(line))
    plain = re.sub(r"[\s■●◆○・:：【】<>〈〉]|[(][^()]*[)]", "", norm)
    return (plain, None) if len(plain) <= 14 else (None, None)


def _named_above(page: Page, number: int) -> tuple[Text, int, int] | None:
    """The alliance last named before a list, in a title or a sentence; a name broken by the end of a line is one."""
    for block in reversed([one for one in page.blocks if number - 30 < one.line <= number + 1]):
        found = [one for one in NAME.finditer(block.text.norm) if not NOT_NAME.search(one["name"])]
        if found:
            return block.text, *found[-1].span("name")
    return None


def _title(line: Text) -> re.Match[str] | None:
    """The name of an alliance that heads a section: a short line, with or without a mark, a label or brackets."""
    norm = line.norm
    if "。" in norm or len(norm.strip()) > 48 or "\t" in norm:
        return None
    start = re.match(
        r"\s*(?:[-・●○◆■◎□▼※]|[(]?[0-9ア-ン]{1,2}[).、 ]|第[0-9]+[節章]?|[①-⑳])?\s*[「『【<〈《]?(?:名\s*称\s*[:：]?\s*)?",
        norm,
    )
    match = NAME.match(norm, start.end() if start else 0)
    if match is None or re.match(r"[をはがにとへので]", norm[match.end() :]) or NOT_NAME.search(match["name"]):
        return None
    return match


def _date(page: Page, line: Text) -> StatedDate | None:
    found = [one for one in find_dates(line.norm) if one.date]
    return page.dated(line, found[0]) if found else None


def _ahead(page: Page, number: int) -> StatedDate | None:
    """The date of founding printed under the list."""
    for line in page.lines[number : number + 4]:
        if _title(line) or not line.norm.strip():
            return None
        label, _ = _label(line)
        if label and SINCE.match(label):
            return _date(page, line)
    return None


def _is_list(page: Page, line: Text) -> bool:
    """True for a line that holds names of places, with brackets and prefectures, and nothing else."""
    if "。" in line.norm or not line.norm.strip():
        return False
    rest = re.sub(r"^\s*[^\s:：、(]{1,6}[:：]", lambda found: " " * len(found[0]), line.norm)
    for one in reversed(names(page, line.norm)):
        rest = rest[: one.start] + rest[one.end :]
    rest = re.sub(r"[(〈《〔\[][^()〈〉《》〔〕\[\]]*[)〉》〕\]]?", "", rest)
    rest = re.sub(r"(?:[一-龥]\s?){1,3}[都道府県]", "", rest)
    rest = re.sub(
        r"及び|並びに|と|以上|計|合計|\d+(?:市|町|村|区|団体|自治体)+|東部|西部|オブザーバー|\(\d+\)", "", rest
    )
    return bool(names(page, line.norm)) and len(re.sub(r"[\W\d_]", "", rest)) <= 2 and role(line.norm) is None


def _roster(
    page: Page, head: tuple[Text, int, int], lines: Sequence[Text], skip: int, since: StatedDate | None
) -> Iterator[AnyRecord]:
    text, start, end = head
    members = list(_members(page, lines, skip))
    if len(members) < 2:
        return
    record = alliance(page, text, start, end, "A", since)
    yield record
    hub = record.kind.value == "core-urban-area"
    for line, name, joined, left in members:
        part = "hub" if hub and name.key == page.home else "member"
        sure = "C" if name.open else "B" if name.key is None or "place_by_home_prefecture" in name.flags else "A"
        yield member(page, record.alliance, line, name, part, sure, joined or since, left)
    total = total_of(lines[0])
    if total:
        yield count(page, record.alliance, lines[0], *total, "A")


def _members(
    page: Page, lines: Sequence[Text], skip: int
) -> Iterator[tuple[Text, Name, StatedDate | None, StatedDate | None]]:
    """The places listed, each with its prefecture: before its group, after it (`（以上青森県）`), or in its bracket."""
    last: StatedDate | None = None
    for number, line in enumerate(lines):
        found = [one for one in names(page, line.norm) if number or one.start >= skip]
        lead = REGION.match(line.norm)
        group = re.sub(r"\s", "", lead["name"]) if lead else None
        places = []
        for at, one in enumerate(found):
            if (
                one.surface[-1] in "都道府県"
                and one.key
                and one.key.endswith(("0000", *"0123456789"))
                and _prefecture(page, one)
            ):
                before = line.norm[: one.start].rstrip()
                bracket = before.endswith(("(", "(以上", "以上"))
                if not bracket:
                    group = one.surface
                continue
            places.append((at, one, group))
        for _, one, mine in places:
            inside = _bracket(line.norm, one.end)
            after = next((two.start for _, two, _ in places if two.start > one.end), len(line.norm))
            region = region_of(page, inside) or mine or _group_after(page, line.norm, one.end)
            if region and not one.region:
                known = resolve(page, one.surface, None, region)
                one = Name(one.start, one.end, one.surface, known.key, known.flags, None, region)
            part = line.part(one.end, after)
            dates = [date for date in find_dates(part.norm) if date.date]
            when = page.dated(part, dates[0]) if dates else None
            if when is None and last is not None and re.search(r"[(〈《〔\[]同(?:年)?[)〉》〕\]]", part.norm):
                when = last
            last = when or last
            left = bool(LEFT.search(part.norm))
            yield line, one, None if left else when, when if left else None


def _prefecture(page: Page, one: Name) -> bool:
    place = page.gazetteer.place(one.key or "")
    return place is not None and place.kind == "prefecture"


def _bracket(norm: str, at: int) -> str:
    match = re.match(r"\s*[(〈\[【]([^)〉\]】]*)", norm[at:])
    return match[1] if match else ""


def _group_after(page: Page, norm: str, at: int) -> str | None:
    """The prefecture in the bracket that closes the group: `久慈市、宮古市（以上岩手県）`."""
    match = re.search(r"[(]以上、?([^()]*)[)]", norm[at:])
    return region_of(page, match[1]) if match else None
