"""Which way a journey went and with whom, as the particles of one sentence tell: who goes, who sends, who is the goal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.countries import pattern
from graph.reading.names.lands import Name, names
from graph.reading.names.regions import is_prefecture
from graph.reading.names.travels import (
    BY_OFFICE,
    DEED,
    JOINED,
    NP,
    OURS,
    PARTY_OF,
    PEOPLE,
    RELIEF,
    SAME,
    THIRD,
    Move,
    flat,
    is_home,
    verbs,
)  # fmt: skip
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.visits.acts import ONLINE, stems

BESIDE = re.compile(rf"(?:長|議会|議長|民|の[^、。がはを]{{1,10}})?{JOINED.pattern}")
MEMBERS = ("会員", "加盟", "加入", "協議会", "連盟")
Told = tuple[str, list[Name], bool]  # direction, partners, whether plain words tell it


def named(page: Page, text: Text, above: list[Name]) -> list[Name]:
    """The places of a sentence outside brackets, 同市 among them; `above`: those told before, the nearest first."""
    plain = flat(text.norm)
    found = [one for one in names(page, text.norm) if plain[one.start] != " "]
    for match in SAME.finditer(plain):
        if any(one.start <= match.start() < one.end for one in found):
            continue
        before = [one for one in reversed(found) if one.end <= match.start()] + above
        same = next((one for one in before if not is_home(page, one) and one.surface[-1:] == match["sort"]), None)
        key = same.key if same else None
        found.append(Name(*match.span(), match[0], key, (*(same.flags if same else ()), "ditto")))
    return sorted(found, key=lambda one: one.start)


def moves(page: Page, text: Text, known: list[Name], headed: bool) -> Iterator[Move]:
    """The movements that a sentence tells; `headed`: a heading names the partner where the words do not."""
    plain = flat(text.norm)
    if ONLINE.search(plain) or (ONLINE.search(text.norm) and not verbs(page, plain)):  # …30周年(オンライン式典)
        yield from _online(page, text.norm, known, headed)
        return
    if RELIEF.search(text.norm) or any("former" in one.flags for one in known):
        return  # whose journey it was is another question
    told = verbs(page, plain)
    if any(sort != "attend" for sort, _ in told):
        told = [one for one in told if one[0] != "attend"]
    behind = 0
    last: Move | None = None
    for sort, match in told:
        words = plain[behind : match.start()]
        here = [one for one in known if behind <= one.start and one.end <= match.start()]
        if behind:
            here = [replace(one, start=one.start - behind, end=one.end - behind) for one in here]
        side = _Side(page, words, here, headed and last is None and not pattern().search(words))
        found = side.way(sort, plain[match.end() : match.end() + 3])
        if found and not (last and (found[0], not found[1]) == (last.way, True)):
            way, partners, sure = found
            if behind:
                partners = tuple(replace(one, start=one.start + behind, end=one.end + behind) for one in partners)
            again = last and last.way == way and {one.key for one in partners} == {one.key for one in last.partners}
            if not again:  # 来日し、本市を訪問: one journey
                last = Move(behind, match.span(), way, partners, sure)
                yield last
        behind = match.end()


def _online(page: Page, norm: str, known: list[Name], headed: bool) -> Iterator[Move]:
    """A meeting at which nobody travels."""
    match = ONLINE.search(norm)
    others = [one for one in known if not is_home(page, one)]
    if match and DEED.search(norm) and (others or headed):
        yield Move(0, match.span(), "online", tuple({one.key: one for one in others}.values()))


@dataclass(frozen=True)
class _Side:
    """What the words before a verb say of the places in them."""

    page: Page
    words: str
    known: list[Name]
    headed: bool

    def way(self, verb: str, after: str) -> tuple[str, tuple[Name, ...], bool] | None:
        """Direction, partners and whether all of it is told in plain words; None where it cannot be told."""
        found: Told | None = getattr(self, f"_{verb}")(after)
        if found is None or (verb in ("send", "take", "attend") and not PEOPLE.search(self.words)):
            return None
        way, partners, sure = found
        joined = [two for one in partners for two in self._beside(one)]
        others = list({one.key or one.surface: one for one in joined}.values())
        return way, tuple(others), sure and len(others) == 1

    def _beside(self, one: Name) -> Iterator[Name]:
        """The name with those that are run together with it."""
        run = [one]
        for two in reversed([two for two in self.known if two.end <= one.start]):
            if BESIDE.fullmatch(self.words[two.end : run[0].start]) and not is_home(self.page, two):
                run.insert(0, two)
        return iter(run)

    def _with(self, rest: str, home: bool = False) -> list[Name]:
        """The partners (or the names of the publisher) behind which `rest` stands."""
        return [one for one in self.known if is_home(self.page, one) == home and re.match(rest, self.words[one.end :])]

    def _here(self, rest: str) -> bool:
        return bool(self._with(rest, home=True) or BY_OFFICE.search(self.words))

    def _third(self) -> bool:
        """True where somebody travels who is of neither side."""
        prefecture = is_prefecture(self.page, self.page.home)
        return any(not (prefecture and one[0].startswith("県")) for one in THIRD.finditer(self.words))

    def _visit(self, after: str) -> Told | None:
        goal = r"(?:[^、。がはをへにの\t]{0,16}?(?:の[^、。がは]{1,16}?)?[をへに][^、。をは]{0,30}|\s*(?:親善|友好)?)$"
        doer = rf"(?:[^、。がは]{{0,12}}を(?:団長|代表)と(?:する|した))?{NP}(?:が|は|、)"
        goals = self._with(goal)[-1:]
        subjects = [one for one in self._with(doer) if one not in goals]
        ours = self._with(doer, home=True)
        source = self._with(r"[^、。がはを]{0,10}?(?:から|より)")
        if after.startswith("を受"):  # 同市の訪問を受け
            guests = self._with(r"[^、。がはを]{0,20}(?:の|から|より)[^、。がはを]{0,12}$|(?:長|議会|議長)?ら?の?$")
            return ("inbound", guests[-1:], False) if guests else self._borrowed("inbound")
        if self._here(goal):
            others = source or subjects
            return ("inbound", others[-1:], True) if others and not ours else self._borrowed("inbound")
        if self._third():
            return None
        if goals:
            strangers = [one for one in (*subjects, *source) if one.key != goals[0].key and not self._joins(one, goals)]
            plain = bool(ours or PEOPLE.search(self.words)) and not subjects
            return None if strangers else ("outbound", goals, plain)
        if source and not ours:
            return "inbound", source[-1:], False
        if subjects and not ours:
            by = [one for one in subjects if not re.match(PARTY_OF, self.words[one.end :])]
            return ("inbound", by[-1:], False) if by else None
        return self._borrowed("outbound") if ours or OURS.search(self.words) else None

    def _send(self, after: str) -> Told | None:
        goals = self._with(
            rf"(?!と|主催|{NP}(?:から|より)){NP}[へに](?!よ|つい|関|係|対|向)[^。]*$|$|\s*(?:親善|友好)?$"
        )
        doer = rf"{NP}(?:から|より|が(?!派遣)|は)"
        senders, here = self._with(doer), self._here(rf"{NP}[へに][^。]*$")
        senders = [one for one in senders if one not in goals or here]
        if senders:
            passive = after.startswith(("され", "を受"))
            return ("inbound", senders[-1:], here) if (here or passive) and not self._third() else None
        if self._third() or here or after.startswith("を受"):
            return None
        if goals:
            return "outbound", goals[-1:], True
        if parties := self._with(rf"{PARTY_OF}[^、。がはへに]*$"):
            return "outbound", parties[-1:], False
        return None if after.startswith("され") else self._borrowed("outbound")

    def _take(self, _: str) -> Told | None:
        hosts = self._with(r"[^、。がはをへに]{0,16}?(?:が|は|において|にて|で(?!の))")
        if hosts:
            ours = self._with(rf"{NP}を", home=True)
            return ("outbound", hosts[-1:], True) if ours and len(hosts) == 1 else None
        guests = self._with(rf"[^、。がはへに]*(?:を[^、。]*)?$|{NP}(?:から|より)")
        if guests:
            return "inbound", guests[-1:], True
        return self._borrowed("inbound")

    def _come(self, _: str) -> Told | None:
        guests = [one for one in self._with(r"(?![^、。がは]{0,20}[をへに](?:来|$))") if "former" not in one.flags]
        ours = self._with(rf"{NP}[がは]", home=True)
        if guests and not ours:
            return "inbound", guests[-1:], len(guests) == 1 and not THIRD.search(self.words)
        return None if self._third() else self._borrowed("inbound")

    def _attend(self, _: str) -> Told | None:
        at = list(
            self._with(
                rf"(?!と|主催|から|より|{NP}(?:団|関係者|チーム|一行|長|議員|生徒|選手|[名人])[がはをに]){NP}[にへ][^、。]*$"
            )
        )
        doers = [one for one in self._with(rf"{NP}(?:が|は|を|から[^、。]*が)") if one not in at]
        if any(word in self.words for word in MEMBERS) or self.words.rstrip().endswith("として"):
            return None
        if at and not doers and not self._third():
            return "outbound", at[-1:], False
        home = "|".join(map(re.escape, stems(self.page, self.page.home))) or "(?!)"
        if (
            doers
            and not at
            and re.search(rf"(?:{home}|本市|当市|市制|町制|市民まつり)[^、。がは]*[にへ][^、。]*$", self.words)
        ):
            return "inbound", doers[-1:], False
        return None

    def _mutual(self, _: str) -> Told | None:
        others = self._with("")
        if others:
            return "mutual", others[-1:], len({one.key for one in others}) == 1
        return self._borrowed("mutual")

    def _borrowed(self, way: str) -> Told | None:
        """With the partner of the heading, where the words name no other place."""
        free = self.headed and all(is_home(self.page, one) for one in self.known) and not self._third()
        return (way, [], False) if free else None

    def _joins(self, one: Name, goals: list[Name]) -> bool:
        return one in list(self._beside(goals[0]))
