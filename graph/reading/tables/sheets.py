"""Labelled lists as ties: each label is a column whose values tell what it holds, each item a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.entries import Entry, entry_deed
from graph.reading.tables.headings import several
from graph.reading.tables.items import HEAD, Fact, Item, items, names_kind
from graph.reading.tables.slots import FURTHER, parts
from graph.reading.tables.tables import Told
from graph.reading.tables.titles import heading_kind, heading_state
from graph.reading.words.deeds import NEAR, OVER, date_of, kind_of, kinds, state_of
from graph.reading.words.natures import EVENT, nature
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

# A label of the act that signs, before those of a beginning, a renewal or a confirmation.
SIGNS = re.compile(r"提携|締結|盟約|調印|署名|縁組")
LATER = re.compile(r"更新|再|改定|継承|確認|変更|開始")
NONE = re.compile(
    r"(?:協定|提携|締結|調印)(?:等)?(?:は|の締結は)?(?:なし|ない|していない|結んでいない|行っていない|未締結)"
)
OWN_DAY = re.compile(r"[(](?P<day>[^()]+)[)]\W*$")
TWINS = re.compile(r"提携|縁組|盟約")  # what ties cities, of whatever kind
AGAIN = re.compile(r"再(?:締結|提携|調印|盟約|署名)")  # signed once more: an agreement of its own
APART = re.compile(r"[、,(・/;]")


def sheets(page: Page) -> Iterator[AnyRecord]:
    """Class A: the labelled values under one place, or between one label of the partner and the next."""
    for told in sheeted(page):
        if tie := entry_deed(page, told.entry, "sheet", told.kind, told.party, told.state):
            yield tie


@once
def sheeted(page: Page) -> list[Told]:
    """The entries of all labelled lists of a document."""
    return [told for run in _runs(items(page)) for told in _told(page, run)]


def signing_days(page: Page) -> set[int]:
    """The lines (from 1) of the days of signing that labels give below a name: where no tie claims one, one was missed."""
    return {
        page.source.line_of(fact.text.starts[0])
        for item in items(page)
        if item.head or any(fact.label == HEAD for fact in item.facts)
        for fact in item.facts
        if fact.role() == "date" and SIGNS.search(fact.label or "") and nature(page, fact.text) == "date"
    }


def _runs(found: Sequence[Item]) -> Iterator[list[Item]]:
    """Items that follow each other and share a label, or have none: their labels mean the same."""
    run: list[Item] = []
    for item in found:
        if not item.facts:
            continue
        known = {label for one in run for label in one.labels}
        if run and ((item.labels and not (item.labels & known)) or (known and _stands_bare(item))):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _stands_bare(item: Item) -> bool:
    """True for a place with its day beside it and no label at all, below others whose days have labels."""
    return item.head is not None and not item.labels and len(item.facts) == 1


def _told(page: Page, run: Sequence[Item]) -> Iterator[Told]:
    """The entries of a run: each label is a column whose values tell what it holds."""
    keys: dict[tuple[str | None, str], list[Text]] = {}
    for item in run:
        for fact in item.facts:
            keys.setdefault(_column(page, fact), []).append(fact.text)
    firsts = {_column(page, fact): fact for item in reversed(run) for fact in item.facts}
    labels = [_role(page, firsts[key]) for key in keys]
    roles, open_ = parts(page, labels, list(keys.values()))
    part_of = dict(zip(keys, roles, strict=True))
    for item in run:
        told = [(part_of[_column(page, fact)], fact) for fact in item.facts]
        yield from _entries(page, item, told, open_)


def _role(page: Page, fact: Fact) -> str | None:
    """The part that a label names; under one that is a kind itself (`友好都市：楽山市`) the value tells it."""
    if (known := fact.role()) or fact.words is None or nature(page, fact.words.stripped()) != "kind":
        return known
    if FURTHER.match(fact.words.norm):
        return "other"
    return {"date": "date", "place": "party", "firm": "party"}.get(nature(page, fact.text))


def _column(page: Page, fact: Fact) -> tuple[str | None, str]:
    if names_kind(page, fact):
        return None, "partner under its kind"
    return (re.sub(r"\s+", "", fact.label), "") if fact.label else (None, nature(page, fact.text))


def _entries(page: Page, item: Item, told: list[tuple[str, Fact]], open_: set[str]) -> Iterator[Told]:
    if item.torn or any(part == "date" and _several(fact.text) for part, fact in told):
        return  # whose date it is cannot be told
    told = [(part, one) for part, fact in told for one in (_days(fact) if part == "date" else [fact])]
    if any(part in ("kind", "date", "note") and NONE.search(fact.text.norm) for part, fact in told):
        return
    dates = [fact for part, fact in told if part == "date"]
    if dates and (apart := [(fact, at) for part, fact in told if part == "kind" and (at := _own_day(page, fact))]):
        for fact, at in apart:
            values = {"kind": [fact.text.part(0, at.start())], "date": [fact.text.part(*at.span("day"))]}
            yield Told(Entry(values, open={"kind", "date"}), None, None, item.head)
        told = [(part, fact) for part, fact in told if all(fact is not one for one, _ in apart)]
    named = {id(fact): kind for fact in dates if (kind := _named(page, fact))}
    own = kind_of(page, item.head[0]) if item.head else None
    signing = [one for one in dates if SIGNS.search(one.label or "") and not LATER.search(one.label or "")] or dates
    chosen: list[Fact | None] = [*([one for one in signing if id(one) in named] or signing[:1])]
    chosen += [one for one in dates if one not in chosen and AGAIN.search(f"{one.label} {one.text.norm}")]
    for day in chosen or [None]:
        entry, kind = Entry(open=open_), None
        for part, fact in told:
            if part == "date" and fact is not day:
                continue
            part = "kind" if part == "party" and _is_title(page, fact.text) else part
            if part == "kind" and not dates and date_of(page, fact.text) and not EVENT.search(fact.text.norm):
                entry.give("date", fact.text)  # 関係：1992年11月2日から姉妹都市
            entry.give(part, fact.text)
            if part == "until" and fact.words and (state := state_of(fact.words.norm)) and state[0] in OVER:
                entry.over = page.in_words(fact.words, *state)
            kind = kind or (_named(page, fact) if part == "party" else None)
        kind = (named.get(id(day)) if len(named) > 1 or "kind" not in entry.values else None) or kind
        if kind is not None and "kind" not in entry.values:
            kind = kind.model_copy(update={"flags": ()})
        if not {"date", "kind"} & set(entry.values) or ("date" not in entry.values and "kind" in open_):
            continue
        if len(named) > 1:
            entry.values.pop("kind", None)
        if item.head and several(page, item.head[0]):
            entry.give("party", item.head[0])
        kind = kind or own or heading_kind(page, item.line) or _unnamed(page, item, day)
        yield Told(entry, kind, heading_state(page, item.line), item.head)


def _days(fact: Fact) -> list[Fact]:
    """The day of a value and those beside it on which the same was signed once more: `1986年9月6日、2007年5月12日（再提携）`."""
    norm = fact.text.norm
    found = [one for one in find_dates(norm) if one.date] if AGAIN.search(norm) else []
    cuts = [0]
    for one, two in pairwise(found):
        cuts.append(max([one.end, *(sign.start() for sign in APART.finditer(norm, one.end, two.start))]))
    told = [fact.text.part(*each).stripped() for each in pairwise([*cuts, len(norm)])]
    whole = len(told) > 1 and not AGAIN.search(told[0].norm) and all(AGAIN.search(one.norm) for one in told[1:])
    return [replace(fact, text=one) for one in told] if whole else [fact]


def _own_day(page: Page, fact: Fact) -> re.Match[str] | None:
    """The bracket with the day of another tie of the same city, told beside that of the item: `○防災協定（H12.6.1）`."""
    day = OWN_DAY.search(fact.text.norm) if fact.label is None else None
    return day if day and nature(page, fact.text.part(*day.span("day"))) == "date" else None


def _named(page: Page, fact: Fact) -> Stated | None:
    """The kind that a label names: 姉妹都市提携日."""
    return kind_of(page, fact.words) if fact.words is not None and kinds(page, fact.words.norm) else None


def _unnamed(page: Page, item: Item, day: Fact | None) -> Stated | None:
    """What the label of a city's day says of a tie whose kind is printed nowhere: 提携日."""
    if item.head is None or day is None or day.words is None or not (found := TWINS.search(day.words.norm)):
        return None
    return page.in_words(day.words, "twinning", *found.span(), "kind_inherited")


def _is_title(page: Page, value: Text) -> bool:
    """True for the name of an agreement: a 名称 may be that of the agreement."""
    ends = re.search(r"(?:協定|覚書|宣言|盟約|合意)書?\s*(?:[(][^()]*[)])?\s*$", value.norm)
    return bool(ends and kinds(page, value.norm))


def _several(text: Text) -> bool:
    """True for days side by side, as in the row of a table whose columns are cities."""
    found = [one for one in find_dates(text.norm) if one.date and one.day]
    return len(found) > 1 and not re.sub(r"\s", "", text.norm[found[0].end : found[1].start])


def beside(one: Agreement, two: Agreement) -> bool:
    """True where `two` is a pact of neighbours that a sentence tells of beside the labels of `one`, the tie of the cities."""
    return one.recogniser == "sheet" and two.kind.value in NEAR and one.kind.value not in NEAR
