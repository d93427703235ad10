"""The end of a tie that the sentences beside it tell: behind it in its block, or in the blocks below that go on to speak of it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.wholes.meant import BOTH, named, of_named, sides, speaks_of, with_others, within
from graph.reading.words.ends import WITH, ends, renewed
from graph.records import Agreement

GOES_ON = re.compile(
    r"\W*(?:なお|また|ただし|その後|しかし|ところが)?、?(?:(?:この|本|同|当該|その)(?:相互|応援|連携)?(?:協定|提携|盟約|関係|都市)|協定|提携|現在|その後|期間)"
)
ITS_NAME = re.compile(r"協定|提携|関係|盟約|縁組|覚書|都市|協約|契約|失効|満了")
ONE_OF_TWO = re.compile(r"(?P<first>前者)|後者")
FULL = ("。", "。)", "。」")
NEXT = 3  # blocks below a tie


@dataclass(frozen=True)
class Told:
    """The words `at` of a text by which a tie has ended; of a text `beside` the tie they alone are its evidence."""

    text: Text
    at: tuple[int, int]
    beside: bool = False

    @property
    def first(self) -> int:
        """Where they stand in the original."""
        return self.text.starts[self.at[0]]


Ending = tuple[Agreement, Told | None]  # None: one of several, of which the words leave open which is over


def beside(page: Page, ties: Sequence[Agreement], blocks: Sequence[int]) -> Iterator[Ending]:
    """The ties whose end is told by the sentences behind them, in their block or in those below that go on to speak of them."""
    told = defaultdict[int, list[Agreement]](list)
    lines = [block.line for block in page.blocks]
    for one in ties:
        number = bisect_right(lines, one.status.span.lines[0]) - 1
        if number >= 0:
            told[number].append(one)
    events = event_lines(page)
    for number, mine in told.items():
        block = page.blocks[number]
        if "\t" in block.text.norm or block.line in events:
            continue
        listed = number - 1 in told and not block.text.norm.rstrip().endswith(FULL)  # below other items of a list
        near = [number, *(at for at in _behind(page, number, told) if not listed or _set_in(page, at, number))]
        if not {*blocks}.isdisjoint(near):
            yield from _in_sentences([text for at in near for _, text in page.sentences(at)], page, mine)


def _behind(page: Page, number: int, told: dict[int, list[Agreement]]) -> Iterator[int]:
    """The blocks below a tie that go on to speak of it."""
    head = page.blocks[number]
    for at in range(number + 1, min(number + 1 + NEXT, len(page.blocks))):
        block = page.blocks[at]
        same = [one.line for one in block.headings] == [one.line for one in head.headings]
        under = head.kind == "heading" and any(one.line == head.line for one in block.headings)
        if block.kind == "heading" or at in told or "\t" in block.text.norm or not (same or under):
            return
        if under or GOES_ON.match(block.text.norm):
            yield at


def _set_in(page: Page, at: int, number: int) -> bool:
    """True for a block that stands further in than an item: it speaks of that item, else perhaps of the list."""
    below, above = (page.lines[page.blocks[one].line - 1].norm for one in (at, number))
    return len(below) - len(below.lstrip()) > len(above) - len(above.lstrip())


def _in_sentences(sentences: Sequence[Text], page: Page, mine: Sequence[Agreement]) -> Iterator[Ending]:
    """The ties whose end the sentences tell; one that names no partner speaks of the tie before it."""
    current: list[Agreement] = []
    known: list[Agreement] = []
    last = 0  # the sentence of the current ties
    for place, text in enumerate(sentences):
        if place > last + 1 and not ITS_NAME.search(text.norm):
            current = []  # something else was spoken of since
        here = [one for one in mine if within(text, one.status.span.at[0])]
        begin = 0
        if here:
            current, known, last = here, [*known, *here], place
            stop = max(one.status.span.at[1] for one in here)
            begin = sum(end <= stop for end in text.ends)
        told = [one for one in ends(text.norm) if one.start() >= begin]
        if not told or not text.norm.rstrip().endswith(FULL):
            continue
        if here and (_in_bracket(text.norm, told[0].start()) or not (len(here) == 1 or BOTH.search(text.norm))):
            continue  # said of one item or row
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        for over, who in _parted(page, text, told, begin):
            meant = [one for one in _meant(text, who, current, known) if speaks_of(page, text, over.start(), one)]
            meant = [one for one in meant if not with_others(page, text, over.start(), one)]
            if following and _renewed(page, following, meant):
                continue  # in force again
            if len(meant) > 1 and not (BOTH.search(text.norm) or who):
                yield from ((one, None) for one in meant)  # which of them is over, the words leave open
            else:
                yield from ((one, Told(text, over.span(), True)) for one in meant)


def _parted(
    page: Page, text: Text, told: Sequence[re.Match[str]], begin: int
) -> Iterator[tuple[re.Match[str], set[str]]]:
    """The words for an end with those whom they name: `A市との提携は平成26年に解消し、B市との協定は平成27年に失効した`."""
    for number, over in enumerate(told):
        who = named(page, text.part(begin, over.start()))
        if number == 0 and not who and not WITH.search(text.norm, over.end()):
            who = named(page, text)
        if number == 0 or who:
            yield over, who
        begin = over.end()


def _meant(text: Text, who: set[str], current: Sequence[Agreement], known: Sequence[Agreement]) -> list[Agreement]:
    """The ties told before that a sentence means; `前者` and `後者` are those of the last two, if there are no others."""
    one_of = ONE_OF_TWO.search(text.norm)
    if one_of is None or who:
        return of_named(text, who, current, known)
    return [known[0 if one_of["first"] else 1]] if len(known) == 2 else [*known]


def _renewed(page: Page, following: Text, meant: Sequence[Agreement]) -> bool:
    """True where the sentence behind says that the ties went on; of those with others it says nothing."""
    if not renewed(following.norm):
        return False
    who = named(page, following)
    return not who or any(who & sides(one) for one in meant)


def _in_bracket(norm: str, at: int) -> bool:
    return norm.count("(", 0, at) > norm.count(")", 0, at)
