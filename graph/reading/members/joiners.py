"""Members of an alliance told in sentences: of whom it consists, who formed it, who joined or left it, and when."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.facts.alliances import member_lists
from graph.reading.members.areas import around, beside, between, came_later, dissolved, facing, made_behind
from graph.reading.members.captions import titled
from graph.reading.members.leagues import Title, masked, titles
from graph.reading.members.ledger import Ledger
from graph.reading.members.listings import is_list
from graph.reading.members.wordings import (
    ACTS,
    BETWEEN,
    BRACKET,
    CLEFT,
    DESCRIBES,
    HUB,
    JOINED,
    LIST,
    MERGES,
    OF_RULES,
    OF_STATUTES,
    ONLY_MEANT,
    PRESENT,
    RENAMED,
    SIMILAR,
    UNDONE,
    abreast,
    of_another,
    of_publisher,
    turn_of,
)  # fmt: skip
from graph.reading.names.lands import Name
from graph.reading.pages.days import dates_in
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines, led, run_together
from graph.reading.words.chains import Chain, bare_gap, chains
from graph.records import Alliance, AnyRecord
from graph.values import DateMention, find_dates


def joiners(page: Page) -> Iterator[AnyRecord]:
    """Class B: members whose alliance stands in the sentence, or in the sentences and headings before it."""
    story, lines = Story(page), event_lines(page)
    for index, block in enumerate(page.blocks):
        rows = run_together(page, block.text, lines)
        for line, told in rows:
            if story.speaks(line):
                story.sentence(line, led(line, [one for one in find_dates(line.norm) if one.date], told))
        for start, sentence in page.sentences(index) if not rows else ():
            if block.kind == "heading":
                story.heading(sentence, block.headings[-1].mark)
            elif story.speaks(sentence):
                dates = [one for one in dates_in(page, index, start, sentence) if one.date]
                event = lines.get(page.source.line_of(sentence.starts[0])) if len(sentence) else None
                story.sentence(sentence, led(sentence, dates, event) if event else dates)
    yield from story.records()


class Story(Ledger):
    """What the sentences of a document tell of its alliances, in order."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.over: Alliance | None = None  # that of the last heading
        self.headed = False  # True where a heading names the alliance that is spoken of
        self.listed = any(isinstance(one, Alliance) for one in member_lists(page))

    def heading(self, text: Text, mark: str) -> None:
        """The alliance that heads a section; another heading of its level ends it."""
        self.of_two(text)
        found = [one for one in titles(text.norm) if not one.meeting]
        if found and len(text) < 60:
            self.now = self.over = self.body(text, found[0])
            self.headed = True
        elif (
            self.now is not None
            and mark not in ("name", "bare")
            and not self.in_rules(text)
            and not (OF_STATUTES.match(text.norm) or is_list(self.page, text))
        ):
            self.now = self.over = None

    def sentence(self, text: Text, dates: Sequence[DateMention]) -> None:
        named = titles(text.norm)
        if (self.listed and "協約を" in text.norm) or MERGES.search(text.norm):
            return
        if self.now and (renamed := RENAMED.search(text.norm)):
            name = next((one for one in named if one.end == renamed.start("to")), None)
            if to := self.body(text, name) if name else self.over:
                self.renamed(self.now, to)
        norm = masked(text.norm)
        acts, begin = list(ACTS.finditer(norm)), 0
        groups: list[Chain] | None = None
        kept: list[Name] = []
        for number, act in enumerate(acts):
            before = [one for one in named if one.start < act.end()]
            after = [one for one in named if one.start >= act.end() and DESCRIBES.fullmatch(norm, act.end(), one.start)]
            mine = after[0] if after and act.lastgroup in ("consist", "join") else before[-1] if before else None
            if mine is None and act.lastgroup == "pact":  # the area that the pacts form is named behind them
                mine = made_behind(named, norm, act) or (named[0] if named and self.now is None else None)
            if mine and mine.meeting:
                continue
            body = self.body(text, mine) if mine else self.now
            stop = acts[number + 1].start() if number + 1 < len(acts) else len(norm)
            if (
                body is None
                or of_another(norm, begin, act, mine is not None, self.headed)
                or ONLY_MEANT.search(norm, max(begin, act.start() - 20), turn_of(norm, act.end()))
                or UNDONE.match(norm, act.end())
            ):
                begin = act.end()
                continue
            self.now, self.headed = body, self.headed and mine is None
            if act.lastgroup == "pact" and body.kind.value != "core-urban-area":
                continue  # an agreement of some other sort, told on the way
            if groups is None:
                groups = chains(self.page, norm)
            if hub := HUB.search(norm, begin, act.end()):
                self.hub(body, text, [one for one in groups if one.end <= hub.start()])
            first, last = begin, act.start()
            if act.lastgroup == "listed":
                over = LIST.search(norm, act.end())
                first, last = act.end(), min(stop, over.start() if over else stop)
            near = act.start() - 14 if act.lastgroup == "consist" else len(norm)  # A市、B町の2市町で構成
            clause = [one for one in groups if first <= one.start < last and (one.part != "place" or one.end >= near)]
            when = self.when(norm, dates, begin, act)
            for title in abreast(norm, before, mine, act):
                of = self.body(text, title) if title else body
                kept = self.act(text, of, act, clause, when, kept, title)
            begin = max(last, act.end())
        if acts == [] and named and not named[-1].meeting and len(named) == 1:
            self.now, self.headed = self.body(text, named[0]), titled(text) is not None
        elif acts and named and not named[-1].meeting:
            self.now, self.headed = self.body(text, named[-1]), False
        around(self, text, named, dates, self.headed)
        beside(self, text, named)
        self.each(text, dates)
        self.amended(text, dates)
        dissolved(self, text, named, dates)
        self.count(text, named)

    @staticmethod
    def when(norm: str, dates: Sequence[DateMention], begin: int, act: re.Match[str]) -> list[DateMention]:
        """The dates of an act: those of its clause, or the one that follows it (`加入は、平成7年4月である`)."""
        after = [one for one in dates if CLEFT.fullmatch(norm, act.end(), one.start)]
        mine = [one for one in dates if begin <= one.start < act.end() and not OF_RULES.match(norm, one.end)]
        return after[:1] or mine

    def act(
        self, text: Text, body: Alliance, act: re.Match[str], clause: Sequence[Chain], when: Sequence[DateMention],
        kept: list[Name], title: Title | None,
    ) -> list[Name]:  # fmt: skip
        """What an act says of the places in its clause; gives the members it tells of, for a verb that follows."""
        sort, core = act.lastgroup or "", body.kind.value == "core-urban-area"
        every = [name for one in clause for name in one.names]
        if sort in ("consist", "listed", "make"):
            whole = [
                name for one in clause if len(one.names) > 1 or one.part in ("with", "topic") for name in one.names
            ]
            whole = whole or (every if sort == "listed" else [])
            if sort == "make" and not whole:
                whole = kept
            date = when[-1] if when and sort == "make" else None
            if len(whole) >= 2 or (sort == "make" and core and whole):
                self.tell(text, body, whole, date)
            return whole
        own = not every and JOINED.match(act[0]) and of_publisher(masked(text.norm), title, act, when)
        if sort == "join" and not when:
            with_ = [one for one in clause if one.part == "with"]
            if (len(every) >= 2 or with_ or (title and every)) and PRESENT.match(text.norm, act.end()):
                self.tell(text, body, every, None)
            elif later := came_later(text.norm, clause, act):
                self.tell(text, body, later, None)
            elif own and PRESENT.match(text.norm, act.end()):
                self.mine(text, body, None, False)
            return []
        self.dated(text, body, act, clause, when)
        if sort == "pact" and not facing(self.page, clause) and any(name.key != self.page.home for name in every):
            self.side(text, body, act, [name for name in every if name.key != self.page.home], when)
        if own and when:
            self.mine(text, body, when[-1], sort == "leave")
        return []

    def dated(
        self, text: Text, body: Alliance, act: re.Match[str], clause: Sequence[Chain], when: Sequence[DateMention]
    ) -> None:
        """Each that joined or left, with the date beside it: the one before its group, else the one between it and the act."""
        core = body.kind.value == "core-urban-area"
        if core and act.lastgroup == "pact" and when:
            inside = [actor for of, actor in self.members if of == body.alliance.value]
            pair = facing(self.page, clause, self.hubs.get(body.alliance.value), inside)
            if pair:
                between(self, text, body, act, pair, when[-1])
                return
        mine = [
            Chain(names, one.part, one.end)
            for one in clause
            if (names := tuple(name for name in one.names if not (core and name.key == self.page.home)))
        ]
        for number, group in enumerate(mine):
            stop = mine[number + 1].start if number + 1 < len(mine) else act.end()
            behind = [one for one in when if group.end <= one.start < stop]
            before = [one for one in when if one.start < group.start]
            if group.part == "topic" and number + 1 < len(mine) and not behind and mine[number + 1].part == "with":
                continue  # A市は、B町と…: the partner follows
            after = [one for one in when if one.start >= act.end()]
            chosen = (
                after[0]
                if after
                else behind[-1]
                if group.part == "topic" and behind
                else before[-1]
                if before
                else behind[-1]
                if behind
                else None
            )
            if chosen is None or (act.lastgroup != "pact" and not self.touches(text.norm, group, act, stop, when)):
                continue
            self.tell(text, body, group.names, chosen, act.lastgroup == "leave")
            if core and act.lastgroup in ("pact", "join") and SIMILAR.search(text.norm, group.end, act.end()):
                owners = [one.names[0] for one in clause if one.part == "topic" and one.end < group.start]
                self.pact(text, act, owners, group.names, chosen)

    def touches(self, norm: str, group: Chain, act: re.Match[str], stop: int, when: Sequence[DateMention]) -> bool:
        """Is the act that of the group, with nothing between them that acts?"""
        gap = bare_gap(masked(norm)[group.end : min(stop, act.start())])
        for one in when:
            if group.end <= one.start and one.end - group.end <= len(gap):
                gap = gap[: one.start - group.end] + " " * (one.end - one.start) + gap[one.end - group.end :]
        return BETWEEN.fullmatch(BRACKET.sub("", gap)) is not None
