"""The parties of a pact of many towns that the lines below its sentence or its title list, with a label over them or without."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.reading.members.leagues import SORT, total_of
from graph.reading.members.listings import Listing, is_list, listing
from graph.reading.names.lands import stated
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.deeds import deed
from graph.records import Agreement, Span, Stated, StatedDate

KINDS = ("mutual-aid", "cooperation-pact", "comprehensive")
WORDS = ("応援", "援助", "支援", "防災", "災害", "包括", "協約")
OTHERS = re.compile(r"大学|学校|会議所|議会|協会|組合|銀行|金庫|\d(?:社|者|団体)|企業|事業者")
REACH = 24  # lines of a list
APART = 4  # lines that may stand between a sentence and the label over the list that it speaks of
# `締結自治体`, `協定に参加した市町`, `構成5市町(五十音順)`; what a partner alone stands under (締結先) is a label of another sort.
LABEL = re.compile(
    r"[^\w(]*(?:[(]?\d{1,2}[).]\s*)?[(【\[〔<〈《]?\s*"
    rf"(?:(?:(?:この|本|同)?(?:相互)?(?:応援)?協定(?:を|に|の|へ)?)?(?:締結|参加|参画|加盟|加入|構成|調印|協定|関係|会員)(?:を?(?:する|した|している|された))?(?:の)?\d*{SORT}{SORT}?|会員|構成員|メンバー)"
    r"(?:等)?(?:の?(?:名称?|一覧))?(?:は、?(?:(?:次|以下|下記)の?(?:とおり|通り)(?:です|である)?。?)?)?"
    r"\s*(?P<note>[(][^()]*[)])?\s*[)】\]〕>〉》]?\s*(?:[:：]\s*|\s+|$)(?P<value>.*)"
)
LABELS = re.compile("締結|参加|参画|加盟|加入|構成|調印|協定|関係|会員|メンバー")  # one of which that takes
MORE = re.compile(rf"(?:ほか|外|他)(?:の)?\s*\d*\s*{SORT}|ほか|など|等\s*$")
SIGNED = re.compile(r"締結|協定|調印")
INSIDE = re.compile(rf"\d{SORT}[(](?P<in>[^()]+(?:[(][^()]*[)][^()]*)*)[)](?:(?P<with>と)|が|は|で|に?による?|の間)")
LATER = re.compile(r"加入|加盟|加わ|追加|途中")


@dataclass
class Parties:
    """Who was listed: `open` are those of whom it is not known which town is meant, `more` tells of some unnamed."""

    named: dict[str, Stated] = field(default_factory=dict)
    open: list[Stated] = field(default_factory=list)
    total: int | None = None
    label: bool = False
    signers: bool = False  # the label says that they signed
    more: bool = False
    later: bool = False  # some joined later
    stop: int = 0  # the line, from 0, behind the list

    def __len__(self) -> int:
        return len(self.named) + len(self.open)


def count_of(text: Text) -> int | None:
    """How many towns a text counts first: `18市1町(18府県)`."""
    found = total_of(text)
    return int(found[0]) if found else None


def labelled(line: Text) -> re.Match[str] | None:
    """The label of parties at the head of a line, with what stands behind it."""
    return LABEL.match(line.norm) if len(line) < 400 and LABELS.search(line.norm) else None


def signers_below(page: Page, first: int) -> bool:
    """True where the next line is a label that says who signed."""
    line = next((one for one in page.lines[first : first + APART] if one.norm.strip()), None)
    label = labelled(line) if line else None
    return label is not None and SIGNED.search(label[0]) is not None


def below(page: Page, first: int, pointed: bool = False) -> Parties | None:
    """The municipalities that the lines from `first` (from 0) on list; None where they name others, or no list follows.

    Between a sentence and its list other lines may stand where it points to the list (`pointed`) or a label names it.
    """
    found, apart = Parties(), 0
    group: str | None = None
    tail: Text | None = None
    for number, line in enumerate(page.lines[first : first + REACH], first):
        if not line.norm.strip():
            if found and (found.total is None or len(found) >= found.total):
                break
            continue
        if not found and not found.label and (label := labelled(line)):
            found.label, found.signers = True, SIGNED.search(label[0]) is not None
            found.total = count_of(line.part(0, label.start("value"))) if label.start("value") else None
            line = line.part(label.start("value"), len(line))
            if not len(line):
                continue
        text = tail.plus(line.stripped()) if tail else line
        if not is_list(page, text):
            if found or found.label:
                found.more = found.more or (bool(found) and MORE.fullmatch(text.norm.strip()) is not None)
                break
            apart += 1
            if apart > APART:
                return None
            continue
        if apart and not (found.label or pointed):
            return None
        told = _pairs(page, text) or listing(page, text, group)
        if any(one.name is None for one in told.items):
            return None
        tail = text.part(told.cut, len(text)) if told.cut is not None else None
        group, found.stop = told.group, number + 1
        found.more = found.more or MORE.search(re.sub(r"[(][^()]*[)]", "", text.norm)) is not None
        for one in told.items:
            if one.name is None or (told.cut is not None and one.end > told.cut):
                continue
            if one.since or one.until or one.observer:
                found.later = True
            elif one.name.key:
                found.named.setdefault(one.name.key, stated(one.text, one.name))
            else:
                found.open.append(stated(one.text, one.name))
    return found if len(found) else None


PAIR = re.compile(r"(?<=[^\s、])\s{2,}(?=[一-龥]{2,3}[都道府県]\s\S)")


def _pairs(page: Page, text: Text) -> Listing | None:
    """A line whose cells are each a prefecture beside its town: `福島県　富岡町　　　群馬県　前橋市`."""
    gaps = list(PAIR.finditer(text.norm))
    edges = [0, *(at for one in gaps for at in one.span()), len(text)]
    told = [listing(page, text.part(*one)) for one in zip(edges[::2], edges[1::2], strict=True)] if gaps else []
    return Listing(tuple(item for one in told for item in one.items), 0, None) if told else None


def within(page: Page, text: Text) -> tuple[Parties, bool] | None:
    """The municipalities in the bracket behind their number, `流域の4市(A市、B市、…)`, and whether a と follows it."""
    match = INSIDE.search(text.norm)
    part = text.part(*match.span("in")) if match else None
    if match is None or part is None or not is_list(page, part):
        return None
    found = Parties(total=count_of(text.part(match.start(), match.start("in"))), label=True)
    told = listing(page, part)
    if any(one.name is None or one.since or one.until for one in told.items):
        return None
    found.more = MORE.search(re.sub(r"[(][^()]*[)]", "", part.norm)) is not None
    for one in told.items:
        if one.name and one.name.key:
            found.named.setdefault(one.name.key, stated(one.text, one.name))
        elif one.name:
            found.open.append(stated(one.text, one.name))
    return found, bool(match["with"])


JOINED = re.compile(
    rf"(?:(?:この|本|同)?協定(?:に|を|へ))?(?:参加|締結|加入|調印|賛同|加わっ)し?(?:た|て(?:い)?る|する)?(?:の(?=は)|の?\d*{SORT}{SORT}?)は、?(?P<value>[^。]+?)(?:です|でした|である)?。?\s*$"
)
OURS = re.compile(r"(?P<we>[本当][市町村区])(?P<too>の?(?:ほか|他)|をはじめ|を含む|、|・|と|及び)、?")


def joined(page: Page, first: int) -> Parties | None:
    """Those of whom a sentence further down (from line `first`, from 0) says that they are the ones that signed."""
    stop = first + REACH
    for index, block in enumerate(page.blocks):
        if not first < block.line <= stop or not ("協定" in block.text.norm or "締結" in block.text.norm):
            continue
        for _, sentence in page.sentences(index):
            match = JOINED.search(sentence.norm) if len(sentence) < 400 else None
            found = _told(page, sentence.part(*match.span("value"))) if match else None
            if found:
                return found
    return None


def _told(page: Page, text: Text) -> Parties | None:
    ours = OURS.match(text.norm)
    part = text.part(ours.end(), len(text)) if ours else text
    if not is_list(page, part):
        return None
    told = listing(page, part)
    if any(one.name is None or not one.name.key for one in told.items):
        return None
    found = Parties(label=True, signers=True)
    found.named = {one.name.key: stated(one.text, one.name) for one in told.items if one.name and one.name.key}
    total, count = count_of(part), len(found)
    if ours:
        found.named.setdefault(page.home, page.in_words(text, page.home, *ours.span("we")))
    found.more = MORE.search(part.norm) is not None or total not in (None, count, len(found))
    return found


def later(norm: str) -> bool:
    """True for words that tell of some who joined later."""
    return LATER.search(norm) is not None


def pact(
    spans: Sequence[Span], parties: Sequence[Stated], hidden: Sequence[Stated], kind: Stated, status: Stated,
    signed: StatedDate | None, sure: bool, more: bool = False,
) -> Iterator[Agreement]:  # fmt: skip
    """The record of a pact: class B where it is sure who signed and that these are all, else class C."""
    if more and parties:
        last = parties[-1]
        parties = [*parties[:-1], last.model_copy(update={"flags": (*last.flags, "others_unnamed")})]
    at = {one.at: one for one in spans}
    tie = deed("league-pact", [at[one] for one in sorted(at)], parties, kind, status,
               unnamed=hidden, signed=signed, sure="B")  # fmt: skip
    if tie:
        yield tie if sure and not more else tie.model_copy(update={"confidence": "C"})
