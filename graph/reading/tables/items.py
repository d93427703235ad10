"""Items of a labelled list: what stands under a place that heads it, or between a label and its return."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from graph.reading.names.lands import Name, names
from graph.reading.pages.once import once
from graph.reading.pages.outline import rank_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.headings import dated_head, heading_of
from graph.reading.tables.labels import Part, parted
from graph.reading.tables.slots import FURTHER, role
from graph.reading.words.deeds import kind_of
from graph.reading.words.natures import nature

FACTS = ("date", "kind", "state", "land")
HEAD = "相手"  # under this label a head stands whose place no list knows
HEADED = ("party", "region", "home")  # under such a label a place is a value, not the head of an item


@dataclass
class Fact:
    """A value under its label (None: it stands for itself); `kind` is what the label says of the agreement."""

    label: str | None
    text: Text
    words: Text | None = None

    def role(self) -> str | None:
        known = role(self.label) if self.label else None
        return "other" if known == "party" and FURTHER.match(self.label or "") else known


@dataclass
class Item:
    """The facts since the place that heads them, or since a label came again."""

    line: int
    head: tuple[Text, Name] | None = None
    facts: list[Fact] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    torn: bool = False  # two values under one label: a column of several cities

    def has(self, *parts_: str) -> bool:
        return any(one.role() in parts_ for one in self.facts)


def names_kind(page: Page, fact: Fact) -> bool:
    """True for a partner whose label is the kind of the tie: `友好都市：楽山市`."""
    return (
        fact.words is not None
        and fact.role() is None
        and not FURTHER.match(fact.words.norm)
        and nature(page, fact.text) in ("place", "firm")
        and kind_of(page, fact.words) is not None
    )


@once
def items(page: Page) -> list[Item]:
    """The items of a document in order."""
    return _items(page)


def _items(page: Page) -> list[Item]:
    found = [Item(0)]
    waiting: Part | None = None  # a label whose value is to follow
    last: Part | None = None  # the line before, where it belongs to the item
    lines = parted(page)
    leads, last_kinds = _leads(page, lines), _kinds_last(page, lines)
    for at, part in enumerate(lines):
        gap = part.number - lines[at - 1].number - 1 if at else 0
        item = found[-1]
        following = lines[at + 1] if at + 1 < len(lines) else None
        if waiting is not None and gap <= 2 and _is_value(page, waiting, part, gap, following):
            item.facts.append(Fact(waiting.label, _closed(part.text.stripped()), waiting.words))
            waiting, last = None, part
            continue
        if part.label is not None:
            if _anew(page, item, part):
                item = Item(part.number)
                found.append(item)
            item.line = item.line if item.facts or item.head else part.number
            item.labels.add(part.label)
            if part.value is not None:
                item.facts.append(Fact(part.label, _closed(part.value), part.words))
            waiting, last = (part if part.value is None else None), part
            continue
        waiting = None
        if last is not None and gap == 0 and _goes_on(page, item, last, part):
            last = part if last.label is None else last
            continue
        head = heading_of(page, part.text)
        dated = None if head else dated_head(page, part.text)
        if dated is not None:
            found.append(Item(part.number, dated[0], [Fact(None, dated[1])]))
            last = None
        elif head:
            found.append(Item(part.number, (part.text, head)))
            inner = part.text.part(head.end, len(part.text)).stripped()
            if nature(page, inner) == "kind":
                found[-1].facts.append(Fact(None, inner))
            last = None
        elif following and following.label in leads and (gap or part.marked) and _may_head(page, part):
            found.append(Item(part.number, facts=[Fact(HEAD, part.text.stripped())]))
            last = None
        elif _stands_alone(page, item, part, gap > 0 or not last_kinds, following):
            item.facts.append(Fact(None, part.text.stripped()))
            last = part
        elif _next_to(page, item, part) or (part.marked not in (None, "sign") and len(part.text.norm.strip()) > 3):
            found.append(Item(part.number))
            last = None
        else:
            last = None
    return found


@once
def heads(page: Page) -> dict[int, tuple[Text, Name]]:
    """The lines (from 1) of known labels and their values under a place, or beside the one partner, with the place."""
    return {
        page.source.line_of(text.starts[0]): head
        for item in items(page)
        if item.has("date", "kind") and (head := item.head or _partner(page, item))
        for fact in item.facts
        if fact.role()
        for text in (fact.words, fact.text)
        if text is not None and len(text)
    }


def _partner(page: Page, item: Item) -> tuple[Text, Name] | None:
    """The one place that the labels of an item call the partner."""
    told = [fact.text for fact in item.facts if fact.role() == "party" or names_kind(page, fact)]
    if len(told) != 1:
        return None
    inside = re.search(r"[(〔\[【]|$", told[0].norm)
    found = [one for one in names(page, told[0].norm) if one.key != page.home and inside and one.start < inside.start()]
    return (told[0], found[0]) if len(found) == 1 else None


def _closed(text: Text) -> Text:
    """A value whose letters are set apart (`中 華 人 民 共 和 国`) without its blanks."""
    if len(words := text.norm.split()) < 3 or any(len(word) > 1 for word in words):
        return text
    letters = [one.span() for one in re.finditer(r"\S+", text.norm)]
    told = text.part(*letters[0])
    for one in letters[1:]:
        told = told.plus(text.part(*one))
    return told


def _leads(page: Page, lines: list[Part]) -> set[str]:
    """The labels that follow places which head an item: where one comes again, what stands over it is a head too."""
    pairs = [(one.text, two.label) for one, two in pairwise(lines) if one.label is None and two.label]
    return {label for text, label in pairs if heading_of(page, text)}


def _may_head(page: Page, part: Part) -> bool:
    """True for a short line that may be the name of a place that no list knows (`秀林郷`)."""
    norm = part.text.norm.strip()
    if names(page, norm):
        return False  # the region of a town that no list knows
    return len(norm) <= 20 and "。" not in norm and nature(page, part.text.stripped()) in ("free", "firm")


def _is_value(page: Page, waiting: Part, part: Part, gap: int, following: Part | None) -> bool:
    """Is a line the value of the label above it? Not where it is a label that the document knows, or heads the next item."""
    if rank_of(part.marked) or dated_head(page, part.text):
        return False
    known = role(waiting.label or "")
    if part.label is not None:
        kind = known == "kind" and kind_of(page, part.text) is not None and part.value is None
        return kind or (part.alone and role(part.label) is None and not gap and known is not None)
    if known not in HEADED and (gap or part.marked) and heading_of(page, part.text):
        return known is None and not gap
    if known == "other" and following is not None and following.label is not None and heading_of(page, part.text):
        return False
    return not (gap and part.marked not in (None, "sign"))


def _anew(page: Page, item: Item, part: Part) -> bool:
    """Does a label begin the next item? It came before in this one, or names a partner where one was told with its facts."""
    if part.label is None or not (item.facts or item.labels):
        return False
    known = Fact(part.label, part.text).role()
    if part.label in item.labels:
        first = next((one.label for one in item.facts if one.label), None)
        return known not in ("note", "other", "until") or part.label == first
    partner = bool(item.head or item.has("party") or any(names_kind(page, one) for one in item.facts))
    if known == "party":
        return partner and item.has("date", "kind")
    return part.value is not None and partner and names_kind(page, Fact(part.label, part.value, part.words))


def _goes_on(page: Page, item: Item, last: Part, part: Part) -> bool:
    """Takes a line into the value above it: one set in deeper than its label, or the rest of a date or of a bracket."""
    if not item.facts:
        return False
    fact = item.facts[-1]
    norm = fact.text.norm
    open_ = sum(map(norm.count, "(〔[")) > sum(map(norm.count, ")〕]"))
    told = part.text.norm.strip()
    rest = norm.rstrip().removesuffix(")").endswith(("年", "月")) and bool(re.match(r"\d{1,2}[月日.]", told))
    title = told.startswith("〔") and heading_of(page, part.text)  # 〔A市〕 over its own labels
    rest = rest or (part.marked is None and not title and told.startswith(("(", "〔")))
    deeper = last.label is not None and last.value is not None and part.indent > last.indent and part.marked is None
    if not (open_ or rest or (deeper and not heading_of(page, part.text))):
        if last.label is None and fact.label is not None:
            found = nature(page, part.text.stripped())
            item.torn |= found == nature(page, fact.text) and found in ("land", "date")
            if found not in FACTS and not heading_of(page, part.text) and fact.role() in ("note", "other", None):
                return True
        return False
    if deeper and not (open_ or rest) and nature(page, part.text.stripped()) in FACTS:
        return False
    fact.text = fact.text.plus(part.text.stripped())
    return True


def _next_to(page: Page, item: Item, part: Part) -> bool:
    """True for a sentence on another place, behind the same sign as the place that heads the item: `★A市は提携していません`."""
    if part.marked != "sign" or item.head is None or "。" not in part.text.norm:
        return False
    alike = {page.lines[number].norm.strip()[:1] for number in (item.line, part.number)}
    named = names(page, part.text.norm)[:1]
    return len(alike) == 1 and bool(named) and named[0].key not in (page.home, item.head[1].key)


def _kinds_last(page: Page, lines: list[Part]) -> bool:
    """True where a kind without a label closes the block of each city, rather than heading those that follow it."""
    heads = [at for at, one in enumerate(lines) if one.label is None and heading_of(page, one.text)]
    closed = [at == 0 or not _is_kind(page, lines[at - 1]) for at in heads]
    return not heads or (not any(closed[1:]) and any(_is_kind(page, one) for one in lines[heads[-1] :]))


def _is_kind(page: Page, part: Part) -> bool:
    return part.label is None and nature(page, part.text.stripped()) == "kind"


def _stands_alone(page: Page, item: Item, part: Part, apart: bool, following: Part | None) -> bool:
    """True for a date, kind, state or country without a label that belongs to the item; a kind that is set apart, or does
    not close each block, may be the next title."""
    found = nature(page, part.text.stripped())
    if found not in FACTS or not (item.head or item.facts) or (found == "kind" and part.marked not in (None, "sign")):
        return False
    heads = following is not None and (following.label in item.labels or heading_of(page, following.text))
    return not (found == "kind" and apart and heads)
