"""Areas around a core city as sentences tell of them: the city, those around it, and how many they are together."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.reading.members.leagues import CORE, SORT, Title, masked, member, total_of
from graph.reading.members.ledger import Ledger
from graph.reading.members.listings import CENTRE, CLOSE, OPEN, listing
from graph.reading.members.terms import LEFT
from graph.reading.members.wordings import JOINED, ONLY_MEANT
from graph.reading.names.lands import Name
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import Chain, chains, past_bracket
from graph.reading.words.turns import NOT as DENIED
from graph.records import Alliance
from graph.values import DateMention, find_dates

# `A市、B市、C町の3市町が力を合わせ`: what the members of an area do together, all of them counted.
TOGETHER = re.compile(
    rf"の(?P<n>\d+{SORT}(?:\d+[町村区])*)(?:が|で|は)、?(?:お?互いに)?(?:力を合わせ|手を(?:携え|取り|組)|連携(?:し|を|・)|協力し|一体と|共同(?:で|し)|協働し|ともに|共に)"
)
# `A市と周辺3市町(B市、C市、D町)`: the core city before the counted others in a bracket.
AROUND = re.compile(
    rf"(?:と|及び|および|や)(?:その|同市の)?(?:近隣|周辺|近接|圏域内?|連携|構成|関係)の?(?P<n>\d+{SORT}(?:\d+[町村区])*)(?P<open>[(])"
)
DISSOLVED = re.compile(
    r"解散(?:し(?:た(?!場合|とき|時|ら|い)|て(?!い|お|は)|まし|、)|が決|を決|と(?:なっ|なり)|(?=。|$|[)]))"
)
FOUNDED = re.compile(r"[」』]?(?:[がを]?(?:発足|設立|結成|組織)(?=[(]))?")  # before the bracket with the members
FORMS = re.compile(r"締結|形成|結[びんば]|構成|つく[りらっ]|組織|発足")
ANOTHER = re.compile(r"(?<![同本当こ])(?<!この)[一-龥ァ-ヴー]圏域?(?:で|に|の)|[隣他別]の")
LATER = re.compile(r"も(?:また|新たに|新しく|のちに|後に)?")
GROWN = re.compile(r"\d\s?[市町村区]|構成|圏域|拡大|会員")
MAKES = re.compile(r"[」』]?\*?を(?:形成|設立|構成|結成|発足|組織|つく[りっる]|作[りっる])")


def made_behind(named: Sequence[Title], norm: str, act: re.Match[str]) -> Title | None:
    """The area that the pacts of a sentence make: `…と連携協約を結び、「X連携中枢都市圏」をつくりました`."""
    if act.lastgroup != "pact":
        return None
    return next((one for one in named if one.start >= act.end() and _core(one) and MAKES.match(norm, one.end)), None)


@dataclass(frozen=True)
class Pact:
    """Who concluded a pact of an area with whom, where others than the publisher do; `core` where the words tell which is."""

    first: Name
    others: tuple[Name, ...]
    core: Name | None

    @property
    def members(self) -> tuple[Name, ...]:
        return tuple(one for one in (self.first, *self.others) if one is not self.core)


def facing(page: Page, clause: Sequence[Chain], known: str | None = None, inside: Collection[str] = ()) -> Pact | None:
    """The two sides of a pact: `A町がB市と`, `A市はB町、C町と`, `A市とB町が`; `inside` are members told before."""
    if len(clause) > 1 and clause[-1].part == "with" and clause[-2].part == "topic" and len(clause[-2].names) == 1:
        (own,), others = clause[-2].names, clause[-1].names
    elif len(clause) == 1 and clause[0].part == "topic" and len(clause[0].names) == 2:
        own, others = clause[0].names[0], clause[0].names[1:]
    else:
        return None
    if any(one.key == page.home or one.open for one in (own, *others)):
        return None
    sides = (own, *others) if len(others) == 1 else (own,)
    cities = [one for one in sides if one.surface.endswith("市")]
    core = next((one for one in sides if one.key == known), None)
    if core is None and known is None:
        before = [one for one in sides if one.key in inside]
        core = cities[0] if len(cities) == 1 else before[0] if len(before) == 1 else own if len(others) > 1 else None
    return Pact(own, others, core)


def between(story: Ledger, text: Text, body: Alliance, act: re.Match[str], pact: Pact, day: DateMention) -> None:
    """Takes down the members that a pact of others brings, and the pact; where the core city is another, nothing."""
    key = body.alliance.value
    if pact.core is None and key in story.hubs:
        return
    if pact.core and pact.core.key:
        story.hubs.setdefault(key, pact.core.key)
        story.tell(text, body, [pact.core], None)
    story.tell(text, body, pact.members, day)
    if "協約" in act[0]:
        story.pact(text, act, [pact.first], pact.others, day)


def came_later(norm: str, clause: Sequence[Chain], act: re.Match[str]) -> tuple[Name, ...]:
    """Those who came in without a day: `その後、C町も加わり、構成は1市6町です`."""
    if act[0] != "加わ" or not clause or not LATER.fullmatch(norm, clause[-1].end, act.start()):
        return ()
    return clause[-1].names if GROWN.search(norm, act.end()) else ()


def around(story: Ledger, text: Text, named: Sequence[Title], dates: Sequence[DateMention], headed: bool) -> None:
    """Takes down an area whose members a sentence lists and counts, all together or around their core city."""
    norm = text.norm
    acts, lists = TOGETHER.search(norm), AROUND.search(norm)
    told = [one for one in named if _core(one)]
    body = story.body(text, told[-1]) if told else story.now if headed else None
    if (acts is None and lists is None) or body is None or body.kind.value != "core-urban-area":
        return
    groups = chains(story.page, masked(norm))
    if acts and not _turned(norm, acts):
        _together(story, text, body, acts, groups)
    if lists:
        _listed(story, text, body, lists, groups, dates)


def dissolved(story: Ledger, text: Text, named: Sequence[Title], dates: Sequence[DateMention]) -> None:
    """`平成25年3月31日に解散しました`: the end of the alliance is that of its members."""
    match = DISSOLVED.search(text.norm) if "解散" in text.norm else None
    before = [one for one in dates if match and one.end <= match.start()]
    if match is None or not before or (not named and story.now is None):
        return
    body = story.body(text, named[-1]) if named else story.now
    day, key = story.page.dated(text, before[-1]), body.alliance.value if body else ""
    story.members |= {
        of: one.model_copy(update={"until": day}) for of, one in story.members.items() if of[0] == key and not one.until
    }
    for one in story.listed_members():
        if body and one.body.value == key and not one.until and (key, one.actor.value) not in story.members:
            story.bodies.setdefault(key, body)
            story.put(one.model_copy(update={"until": day, "confidence": "B"}))


def beside(story: Ledger, text: Text, named: Sequence[Title]) -> None:
    """The members that a bracket right behind the name of an alliance lists, and those before `の会員`."""
    for one in named:
        at = FOUNDED.match(text.norm, one.end).end()  # type: ignore[union-attr]
        opening = OPEN.find(text.norm[at : at + 1] or " ")
        stop = text.norm.find(CLOSE[opening], at) if opening >= 0 else -1
        if stop < 0:
            continue
        part = text.part(at + 1, stop)
        days = [day for day in find_dates(part.norm) if day.date]
        if days and JOINED.search(part.norm):
            story.mine(part, story.body(text, one), days[0], bool(LEFT.search(part.norm)))
            continue
        found = listing(story.page, part)
        inside = [item for item in found.items if item.name and not item.name.open]
        if len(inside) < 2 or found.rest > 4:
            continue
        body = story.bodies.setdefault((told := story.body(text, one)).alliance.value, told)
        for item in inside:
            if item.name:
                part_ = "hub" if item.hub else "member"
                story.put(member(story.page, body.alliance, part, item.name, part_, "B", item.since, item.until))
        if total := total_of(part):
            story.total(body, part, total)


def _together(story: Ledger, text: Text, body: Alliance, act: re.Match[str], groups: Sequence[Chain]) -> None:
    group = next((one for one in groups if one.end == act.start() and len(one.names) > 1), None)
    total = total_of(text, *act.span("n"))
    if group is None or total is None or int(total[0]) != len(group.names) or ANOTHER.search(text.norm[: group.start]):
        return
    core = [one for one in group.names if CENTRE.search(_remark(text.norm, one))]
    if len(core) == 1 and core[0].key:
        story.hubs.setdefault(body.alliance.value, core[0].key)
    story.tell(text, body, group.names, None)
    story.total(body, text, total)


def _listed(
    story: Ledger, text: Text, body: Alliance, match: re.Match[str], groups: Sequence[Chain], dates: Sequence[DateMention]
) -> None:  # fmt: skip
    hub = next((one.names[-1] for one in groups if one.names[-1].end == match.start()), None)
    stop = past_bracket(text.norm, match.start("open"))
    formed = FORMS.search(text.norm, stop)
    total = total_of(text, *match.span("n"))
    if (
        hub is None
        or hub.open
        or formed is None
        or total is None
        or ONLY_MEANT.search(text.norm, formed.end(), stop + 120)
    ):
        return
    part = text.part(match.start("open") + 1, stop - 1)
    found = listing(story.page, part)
    names = [one.name.moved(match.start("open") + 1) for one in found.items if one.name]
    if len(names) != int(total[0]) or found.rest > 2:
        return
    before = [one for one in dates if one.end <= match.start()]
    story.hubs.setdefault(body.alliance.value, hub.key or "")
    story.tell(text, body, [hub], None)
    story.tell(text, body, names, before[-1] if before else None)


def _core(one: Title) -> bool:
    return CORE.search(one.name) is not None and not one.meeting


def _turned(norm: str, act: re.Match[str]) -> bool:
    """True where what follows denies or only plans it."""
    return bool(
        ONLY_MEANT.search(norm, act.start(), act.end() + 24) or re.search(DENIED, norm[act.end() : act.end() + 24])
    )


def _remark(norm: str, one: Name) -> str:
    """What the brackets right behind a name hold, without their signs."""
    return re.sub(r"[()〈〉<>\[\]]+", "、", norm[one.end : past_bracket(norm, one.end)])
