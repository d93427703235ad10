"""The members of alliances that sentences tell of, taken down one by one: what is told later fills up what was told."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.members.leagues import (
    AMENDED,
    QUOTED,
    TWO,
    Title,
    alliance,
    count,
    masked,
    may_be_core,
    member,
    titles,
    total_of,
)
from graph.reading.members.wordings import ASKS, EACH, MEMBER, NOW, OF_IT, ONLY_MEANT, SIMILAR
from graph.reading.names.lands import Name, names, stated
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import Chain
from graph.reading.words.deeds import kinds
from graph.records import Agreement, Alliance, AnyRecord, Membership, Observation, Stated
from graph.values import DateMention


class Ledger:
    """What a document tells of its alliances: their members, hubs, pacts and stated numbers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.now: Alliance | None = None
        self.bodies: dict[str, Alliance] = {}
        self.members: dict[tuple[str, str], Membership] = {}
        self.totals: dict[str, list[Observation]] = {}
        self.hubs: dict[str, str] = {}
        self.pacts: list[Agreement] = []
        self.two: list[Alliance | None] = []

    def body(self, text: Text, title: Title) -> Alliance:
        return alliance(self.page, text, title.start, title.end, "B")

    def tell(
        self, text: Text, body: Alliance, names: Sequence[Name], date: DateMention | None, left: bool = False
    ) -> None:
        """Take down members, each once: what is told later fills up what was told before."""
        self.bodies.setdefault(body.alliance.value, body)
        when = self.page.dated(text, date) if date else None
        for name in names:
            if name.open or (
                name.surface[-1] in "都道府県" and len(names) > 2 and name.region is None and self.region(names, name)
            ):
                continue
            since, until = (None, when) if left else (when, None)
            self.put(member(self.page, body.alliance, text, name, "member", "B", since, until))

    def region(self, names: Sequence[Name], name: Name) -> bool:
        """True for a prefecture in which others of the list lie: it heads them and is no member."""
        return any(self.page.gazetteer.prefecture(one.key or "") == name.key for one in names if one.key != name.key)

    def put(self, one: Membership) -> None:
        key = (one.body.value, one.actor.value)
        if (old := self.members.get(key)) is None:
            self.members[key] = one
            return
        evidence = tuple({span.at: span for span in (*old.evidence, *one.evidence)}.values())
        since, until = old.since or one.since, old.until or one.until
        self.members[key] = old.model_copy(update={"evidence": evidence, "since": since, "until": until})

    def mine(self, text: Text, body: Alliance, date: DateMention | None, left: bool) -> None:
        """`…協議会に加盟`, `…協議会を退会`: without another subject the publisher is meant."""
        self.bodies.setdefault(body.alliance.value, body)
        day = self.page.dated(text, date) if date else None
        actor = Stated(value=self.page.home, printed="", span=body.alliance.span, flags=("member_is_publisher",))
        self.put(Membership(
            confidence="B", recogniser="roster", evidence=(*body.evidence, *((day.span,) if day else ())), body=body.alliance, actor=actor,
            role=Stated(value="member", printed="", span=body.alliance.span, flags=("role_from_context",)),
            since=None if left else day, until=day if left else None,
        ))  # fmt: skip

    def renamed(self, old: Alliance, new: Alliance) -> None:
        """What was told of a body under its older name is told of it under its name of today."""
        was, now, self.now = old.alliance.value, new.alliance.value, new
        self.bodies = {now if key == was else key: new if key == was else one for key, one in self.bodies.items()}
        for one in [self.members.pop(key) for key in list(self.members) if key[0] == was]:
            self.put(one.model_copy(update={"body": new.alliance, "evidence": (*new.evidence, *one.evidence)}))
        if told := self.totals.pop(was, None):
            self.totals[now] = [one.model_copy(update={"of": new.alliance}) for one in told]

    def side(
        self, text: Text, body: Alliance, act: re.Match[str], others: Sequence[Name], when: Sequence[DateMention]
    ) -> None:
        """The publisher's own part in a pact: the hub of the area, or a town that joins a city's area on that day."""
        page, span = self.page, act.span()
        own = page.gazetteer.place(page.home)
        if own is not None and own.kind == "prefecture":
            return  # it tells of its towns
        cities = [one.key for one in others if one.surface.endswith("市")]
        member = own is not None and own.kind in ("town", "village")
        joins = (member or MEMBER.search(text.norm, act.end())) and len(cities) == 1
        self.hubs.setdefault(body.alliance.value, (cities[0] if joins and cities[0] else page.home))
        self.put(Membership(
            confidence="B", recogniser="roster", evidence=(*body.evidence, text.span(*span)), body=body.alliance,
            actor=page.in_words(text, page.home, *span, "member_is_publisher"),
            role=page.in_words(text, "member", *span, "role_from_kind"),
            since=page.dated(text, when[-1]) if joins and when else None,
        ))  # fmt: skip

    def pact(
        self, text: Text, act: re.Match[str], owners: Sequence[Name], names: Sequence[Name], date: DateMention
    ) -> None:  # fmt: skip
        """The pact by which a town joins an area is an agreement with the core city of it."""
        span = act.span()
        owner = (
            stated(text, owners[-1])
            if owners
            else self.page.in_words(text, self.page.home, *span, "party_is_publisher")
        )
        parties = [owner, *(stated(text, one) for one in names if not one.open and one.key != owner.value)]
        if len(parties) < 2:
            return
        self.pacts.append(Agreement(
            confidence="B", recogniser="league-pact", evidence=(text.span(min(date.start, names[0].start), span[1]),), parties=tuple(parties),
            kind=self.page.in_words(text, "cooperation-pact", *span), status=self.page.in_words(text, "concluded", *span),
            signed=self.page.dated(text, date),
        ))  # fmt: skip

    def total(self, body: Alliance, text: Text, found: tuple[str, int, int]) -> None:
        self.totals.setdefault(body.alliance.value, []).append(count(self.page, body.alliance, text, *found, "B"))

    def records(self) -> Iterator[AnyRecord]:
        """The alliances with their members; of several numbers stated, the one that the members make up, else the last."""
        for key, body in self.bodies.items():
            yield body
            core = body.kind.value == "core-urban-area"
            mine = [one for (of, _), one in self.members.items() if of == key]
            hub = self.hubs.get(key) or (self.page.home if core and may_be_core(self.page) else None)
            for one in mine:
                if hub == one.actor.value:
                    # The day on which a town joined the area of a city is the town's alone.
                    since, role = one.since if hub == self.page.home else None, one.role
                    one = one.model_copy(update={"role": role.model_copy(update={"value": "hub"}), "since": since})
                yield one
        yield from self.pacts
        for key, numbers in self.totals.items():
            present = sum(of == key and one.until is None for (of, _), one in self.members.items())
            yield next((one for one in reversed(numbers) if one.value.value == str(present)), numbers[-1])

    def each(self, text: Text, dates: Sequence[DateMention]) -> None:
        """`各町村と個別に締結`, `構成４市は…協定を締結`: an agreement of the members that were told of before or are listed."""
        match = EACH.search(text.norm) if self.now else None
        when = [one for one in dates if match and one.start < match.end()]
        when = when or [one for one in dates if match and one.end <= match.start()]
        if match is None or not when or self.now is None:
            return
        day, core, named = (
            self.page.dated(text, when[-1]),
            self.now.kind.value == "core-urban-area",
            kinds(self.page, text.norm),
        )
        mine = {key: one for key, one in self.members.items() if key[0] == self.now.alliance.value}
        fresh = {key: one for key, one in mine.items() if not (one.since or one.until)}
        listed = [
            one
            for one in self.listed_members()
            if one.body.value == self.now.alliance.value and one.actor.value.startswith("lg/")
        ]
        if core or not named:
            self.members |= {key: one.model_copy(update={"since": day}) for key, one in fresh.items()}
            for one in listed if not fresh else ():
                if one.role.value != "hub" and not (one.since or one.until):
                    self.bodies.setdefault(one.body.value, self.now)
                    self.put(one.model_copy(update={"since": day, "confidence": "B"}))
        told = list(fresh.values()) or listed
        actors = {one.actor.value: one.actor for one in told if not (one.since or one.until)}
        if not named or len(actors) < 2 or (core and not SIMILAR.search(match[0])):
            return
        if core:
            home = self.page.in_words(text, self.page.home, *match.span(), "party_is_publisher")
            actors = {self.page.home: home} | {key: one for key, one in actors.items() if key != self.page.home}
        parties = [one.model_copy(update={"flags": ("expanded_from_list",)}) for one in actors.values()]
        self.pacts.append(Agreement(
            confidence="B", recogniser="league-pact", evidence=(text.span(min(when[-1].start, match.start()), match.end()),),
            parties=tuple(parties), kind=self.page.stated(text, named[-1]), signed=day,
            status=self.page.in_words(text, "concluded", *match.span()),
        ))  # fmt: skip

    def listed_members(self) -> list[Membership]:
        """The members that the document lists (read before its sentences are)."""
        found: list[AnyRecord] = self.page.memory.get("rosters", [])
        return [one for one in found if isinstance(one, Membership)]

    def hub(self, body: Alliance, text: Text, groups: Sequence[Chain]) -> None:
        """The city that a sentence names as the core of an area is its hub, and a member."""
        if groups and (key := groups[-1].names[-1].key):
            self.hubs[body.alliance.value] = key
            self.tell(text, body, groups[-1].names[-1:], None)

    def count(self, text: Text, named: Sequence[Title]) -> None:
        if self.now is None or not (named or OF_IT.search(text.norm)):
            return
        norm = masked(text.norm)
        for match in NOW.finditer(norm):
            part = "bare" if match["bare"] else "of"
            bare = (match[part], *match.span(part)) if match[part] else None
            if not ONLY_MEANT.search(norm, match.start(), min(len(norm), match.end() + 12)) and (
                found := bare or total_of(text, match.start("n"), match.end("n"))
            ):
                before = [one for one in named if one.start < match.end()]
                self.total(self.body(text, before[-1]) if before else self.now, text, found)

    def amended(self, text: Text, dates: Sequence[DateMention]) -> None:
        """`「釜石市」の次に「、大槌町」を加える改正は、…から施行する`: a member that joins by a change of the statutes."""
        match = AMENDED.search(text.norm) if self.now else None
        part = "name" if match and match["name"] else "who"
        found = [one for one in names(self.page, match[part]) if not one.open] if match else []
        when = [one for one in dates if match and one.start >= match.end()] or list(dates)
        if match and found and when and self.now:
            mine = [one.moved(match.start(part)) for one in found]
            self.tell(text, self.now, mine, when[-1], bool(match["out"] or match["off"]))

    def in_rules(self, text: Text) -> bool:
        """True within a by-law: its items are no headings that end what it is about."""
        return self.page.source.line_of(text.starts[0]) in self.page.law

    def speaks(self, text: Text) -> bool:
        """True where a sentence names an alliance, or goes on about the one named before; a question tells nothing."""
        self.of_two(text)
        named = titles(text.norm)
        if not ASKS.search(text.norm):
            return self.now is not None or bool(named)
        if named and all(one.key == self.page.home for one in names(self.page, masked(text.norm))):
            self.now = self.body(text, named[-1])  # of which the answer will tell
        return False

    def of_two(self, text: Text) -> None:
        """前者 and 後者: the first and the second of the two names that were told in quotes."""
        quoted = list(QUOTED.finditer(text.norm)) if "」" in text.norm or "』" in text.norm else []
        if len(quoted) == 2:
            self.two = [
                next(
                    (self.body(text, one) for one in titles(text.norm) if quote.start() < one.start < quote.end()), None
                )
                for quote in quoted
            ]
        elif self.two and (match := TWO.match(text.norm.strip())):
            self.now = self.two[1 if match["second"] else 0]
