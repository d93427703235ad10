"""Members of alliances in lists: the records of each section, row or list that has an alliance of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.reading.facts.bodies import body
from graph.reading.members.captions import HELD, Section, joined, labelled, role
from graph.reading.members.leagues import alliance, count, may_be_core, member, titles
from graph.reading.members.listings import Item
from graph.reading.members.walks import Walk
from graph.reading.names.lands import stated
from graph.reading.names.regions import is_prefecture
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.grids import RULED, cells
from graph.records import Agreement, AnyRecord, Membership
from graph.values import find_dates

GAPS = re.compile(r"[\t|│｜┃]|[ \u3000]{2}")  # one stands wherever cells are parted
DOUBTED = {"place_by_home_prefecture", "place_unregistered"}


def rosters(page: Page) -> Iterator[AnyRecord]:
    """The members of each alliance that has a section, a row or a list of its own."""
    page.memory["rosters"] = [record for one in sections(page) for record in _records(page, one)]
    yield from page.memory["rosters"]


def sections(page: Page) -> list[Section]:
    """The alliances that the lines of a document tell of, with what stands under them."""
    walk = Walk(page)
    columns: list[str | None] = []
    for number, line in enumerate(page.lines):
        row = _row(line)
        roles = [role(one.norm) if len(one.norm) <= 14 else None for one in row] if len(row) >= 2 else []
        if len(row) >= 2 and sum(bool(one) for one in roles) >= 2 and not any(find_dates(one.norm) for one in row):
            columns = roles
            walk.columns(roles)
        elif (
            len(row) >= 2 and any(HELD.search(one.norm) for one in row if len(one.norm) <= 8) and "members" not in roles
        ):
            walk.mode = "skip"  # a table of its meetings
        elif len(row) >= 2 and (at := _title_cell(row)) is not None:
            walk.title(row[at], titles(row[at].norm)[0])
            for place, one in enumerate(row):
                if place != at and len(one):
                    walk.cell(one, columns[place] if len(columns) == len(row) else None)
        elif (len(row) >= 2 and RULED.search(line.norm) and walk.boxed(row)) or (
            len(row) >= 2 and walk.member_row(row, columns if len(columns) == len(row) else [])
        ):
            continue
        else:
            columns = columns if line.norm.strip() and len(row) >= 2 else columns[: 0 if line.norm.strip() else None]
            walk.line(number, line)
    walk.close()
    return walk.done


def _row(line: Text) -> list[Text]:
    """The cells of a line, unless it is a label with its value; most lines hold nothing that could part cells."""
    if len(line.norm) >= 400 or not GAPS.search(line.norm) or ((label := labelled(line)) and label[3]):
        return [line]
    return cells(line)


def _title_cell(row: list[Text]) -> int | None:
    found = [
        at
        for at, one in enumerate(row)
        if (told := titles(one.norm)) and (told[0].start <= 4 and told[0].end == len(one))
    ]
    return found[0] if len(found) == 1 else None


def _records(page: Page, one: Section) -> Iterator[AnyRecord]:
    """The alliance and its members; class A for a list under a label whose every member is known and counted."""
    only = one.told and all(
        item.name and item.name.key in one.hubs for item in one.told
    )  # 中心市 A市, a table below it
    told = [item for item in ([*one.told, *one.loose] if only else one.told or one.loose) if not item.observer]
    names = {item.name.key for item in told if item.name}
    chairs = [item for item in one.officers if item.name and item.name.key not in names]
    items = [*(chairs if len(chairs) == len(one.officers) else []), *told]  # 会長 A市 / 会員 B市、C市
    if _yearly(items):
        return
    items = list(
        {
            (item.name.key or item.name.surface if item.name else item.text.norm[item.start : item.end]): item
            for item in items
        }.values()
    )
    if one.total is None and len(one.sums) == 1:
        one.total = one.sums[0]
    if len(items) < (1 if chairs or any(item.until for item in items) else 2 if one.told or one.near else 3):
        if one.own and not items:
            yield from _own(page, one)
        return
    if one.own:
        items = [
            joined(item, one.own, False)
            if item.name and item.name.key == page.home and not (item.since or item.until)
            else item
            for item in items
        ]
    if one.since:
        items = [item if item.since or item.until else joined(item, one.since, False) for item in items]
    present = sum(item.until is None for item in items)
    if one.over and one.over.date.earliest <= page.document.description.as_of.latest:
        items = [item if item.until else replace(item, until=one.over) for item in items]
    met = one.total is None or int(one.total[1][0]) == present
    sure = "A" if one.told and one.sure and met else "B"
    sure = "C" if one.planned else "B" if sure == "A" and any(item.mayor for item in items) else sure
    record = alliance(page, one.text, one.start, one.end, sure, one.formed)
    yield record
    keys = {item.name.key for item in items if item.name}
    hubs = one.hubs | {item.name.key for item in items if item.name and item.name.key and item.hub}
    city = may_be_core(page)
    if one.pacts and page.home not in keys and not hubs and city:
        hub = page.in_words(one.text, page.home, one.start, one.end, "member_is_publisher")
        role_ = page.in_words(one.text, "hub", one.start, one.end, "role_from_kind")
        yield Membership(confidence="B", recogniser="roster", evidence=record.evidence, body=record.alliance, actor=hub,
                         role=role_)  # fmt: skip
    hubs = hubs or ({page.home} if record.kind.value == "core-urban-area" and page.home in keys and city else set())
    for item in items:
        if item.name is None:
            found = body(page, item.text, item.start, item.end, "roster", item.sort)
            yield found
            role_ = page.in_words(item.text, "member", item.start, item.end, "role_from_list")
            yield Membership(confidence="B", recogniser="roster", evidence=found.evidence, body=record.alliance,
                             actor=found.body, role=role_, since=item.since, until=item.until)  # fmt: skip
            continue
        part = "hub" if item.name.key in hubs else "member"
        known = "B" if DOUBTED & set(item.name.flags) or _over(page, item, items) else sure
        yield member(
            page, record.alliance, item.text, item.name, part, "C" if item.name.open else known, item.since, item.until
        )
    if one.pacts:
        yield from _pacts(page, one, items, hubs)
    if one.total:
        yield count(page, record.alliance, one.total[0], *one.total[1], sure)


def _yearly(items: list[Item]) -> bool:
    """True for a list of those who took part in each year: the same town under several of them."""
    found = {(item.name.key, item.since.value) for item in items if item.name and item.name.key and item.since}
    return len({key for key, _ in found}) < len(found)


def _over(page: Page, item: Item, items: list[Item]) -> bool:
    """True for a prefecture in which other members lie: it may head them, and be none itself."""
    key = item.name.key if item.name else None
    return is_prefecture(page, key) and any(
        page.gazetteer.prefecture(two.name.key) == key
        for two in items
        if two.name and two.name.key and two.name.key != key
    )


def _pacts(page: Page, one: Section, items: list[Item], hubs: set[str]) -> Iterator[AnyRecord]:
    """Where the dates are those of pacts, each is an agreement of the member with the core city, the publisher or another."""
    core = next((item for item in items if item.name and hubs == {item.name.key}), None)
    for item in items:
        if item.name is None or item.name.open or item.since is None or item.name.key in (page.home, *hubs):
            continue
        if (core is None or core.name is None) and hubs:
            continue  # several core cities: which of them signed with whom, nobody says
        kind = page.in_words(one.text, "cooperation-pact", one.start, one.end, "kind_from_heading")
        status = page.in_words(item.text, "concluded", item.start, item.end, "status_by_date")
        owner = page.in_words(one.text, page.home, one.start, one.end, "party_is_publisher")
        if core and core.name and core.name.key != page.home:
            owner = stated(core.text, core.name)
        yield Agreement(
            confidence="B", recogniser="league-pact", evidence=(item.text.span(item.start, item.end), item.since.span),
            parties=(owner, stated(item.text, item.name)), kind=kind, status=status, signed=item.since,
        )  # fmt: skip


def _own(page: Page, one: Section) -> Iterator[AnyRecord]:
    """An alliance of which only the day is told on which the publisher joined."""
    record = alliance(page, one.text, one.start, one.end, "B", one.formed)
    yield record
    actor = page.in_words(one.text, page.home, one.start, one.end, "member_is_publisher")
    role_ = page.in_words(one.text, "member", one.start, one.end, "role_from_context")
    yield Membership(confidence="B", recogniser="roster", evidence=record.evidence, body=record.alliance, actor=actor,
                     role=role_, since=one.own)  # fmt: skip
