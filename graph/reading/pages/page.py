"""One document laid out for reading: its blocks, and the dates, places and kinds that stand in them."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from typing import Any

import ontology
from graph.documents import Document
from graph.places import Gazetteer
from graph.reading.pages.genre import by_law, of_others
from graph.reading.pages.ourselves import both, of_publisher
from graph.reading.pages.outline import Block, Heading, outline
from graph.reading.pages.spaced import SIGNS, municipalities, set_apart
from graph.reading.pages.text import Source, Text, stops
from graph.records import Stated, StatedDate
from graph.values import DateMention, find_dates, resolve

SUFFIX = re.compile(r"[市町村区県府都道州]")
LONGEST = 16
LONGEST_SENTENCE = 4_000  # characters; what is longer is no sentence
WORD = re.compile(r"[一-龥々]")
# Behind a place: who runs a school, a hospital or a museum, which is not the place itself; but 東京都立川市.
RUN_BY = re.compile(r"立(?!川市|山町|科町)[一-龥ァ-ヴ]")
NO_PART = re.compile(
    r"(?:[都道府県郡市町村区国州省旧元新年月日間内側的]|市長|本市|大韓民国|台湾|[^一-龥々]中国|^中国)$"
)


@cache
def _any_of(scheme: str) -> re.Pattern[str]:
    """The surface forms of a scheme as one pattern, the longest first."""
    return re.compile("|".join(map(re.escape, ontology.surfaces(scheme))))


def _inside_word(norm: str, start: int) -> bool:
    """True where the name only ends a longer one: 寿光市 does not name 光市."""
    before = norm[max(0, start - 1) : start]
    return bool(WORD.match(before)) and not NO_PART.search(norm[:start])


@dataclass(frozen=True)
class Mention:
    """A place, a kind or another name at `start:end` of a text; `key` is None where it could not be settled."""

    start: int
    end: int
    key: str | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """What the headings over a block say: with which partner the chapter deals, of which kind the tie is."""

    partner: Stated | None = None
    kind: Stated | None = None
    line: int = 0


@dataclass(frozen=True)
class Page:
    """A document with its gazetteer; `home` is the publisher, whose 本市 the text speaks of.

    `lands`: places abroad with the key of the country that the document itself prints beside them somewhere; filled
    before anything is read. `memory` keeps what several recognisers ask of the same text.
    """

    document: Document
    gazetteer: Gazetteer
    lands: dict[str, str] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def home(self) -> str:
        return self.document.description.publisher

    @cached_property
    def called(self) -> str:
        """The name of the publisher; empty where no list knows it."""
        place = self.gazetteer.place(self.home)
        return place.ja if place else ""

    @cached_property
    def source(self) -> Source:
        text = self.document.text
        return Source(text, set_apart(self.gazetteer) if SIGNS.search(text) else frozenset())

    @cached_property
    def lines(self) -> list[Text]:
        """The lines of the document; that of number `n` is `lines[n - 1]`."""
        return self.source.lines()

    @property
    def known(self) -> dict[str, tuple[str, ...]]:
        """Every form in which a registered municipality is printed, with its keys."""
        return self._surfaces

    @cached_property
    def law(self) -> range:
        """The lines (from 1) of a by-law; empty where there is none."""
        return by_law(self.lines)

    @cached_property
    def blocks(self) -> list[Block]:
        return outline(self.lines, frozenset(self._surfaces))  # a name alone on its line heads a section

    @cached_property
    def _surfaces(self) -> dict[str, tuple[str, ...]]:
        return municipalities(self.gazetteer)

    @cached_property
    def dates(self) -> list[list[DateMention]]:
        """The date mentions of each block, 同年 and bare months resolved from what the section said before."""
        found: list[list[DateMention]] = []
        year = month = None
        under: tuple[int, ...] = ()
        for block in self.blocks:
            section = tuple(heading.line for heading in block.headings if heading.mark != "bare")
            if section != under:
                year, month, under = None, None, section
            mentions = resolve(find_dates(block.text.norm), year, month)
            for mention in mentions:
                if mention.date is not None and "FY" not in mention.date.key and "X" not in mention.date.key:
                    year, month = mention.date.earliest.year, mention.month
            found.append(mentions)
        return found

    def sentences(self, index: int) -> list[tuple[int, Text]]:
        """The sentences of a block with their offset in it; a bracket keeps its full stops."""
        return self._sentences[index]

    @cached_property
    def _sentences(self) -> list[list[tuple[int, Text]]]:
        return [
            [(a, block.text.part(a, b)) for a, b in stops(block.text.norm) if b - a <= LONGEST_SENTENCE]
            for block in self.blocks
        ]

    def places(self, norm: str, country: str | None = None) -> list[Mention]:
        """The governments named in a normalised text, in order; 本市 is the publisher."""
        if not SUFFIX.search(norm):
            return []
        key = ("places", norm, country)
        if key not in self.memory:
            self.memory[key] = self._places(norm, country)
        return list(self.memory[key])

    def _places(self, norm: str, country: str | None) -> list[Mention]:
        found = [Mention(match.start(), match.end(), self.home, ("home",)) for match in of_publisher(norm, self.called)]
        for match in both(norm):
            prefecture = self.gazetteer.prefecture(self.home)
            at = match.start()
            found.append(Mention(at, at + 1, prefecture, ("home",)))
            found.append(Mention(at + 2, at + 3, self.home, ("home",)))
        taken = 0
        for match in SUFFIX.finditer(norm):
            stop = match.end()
            for start in range(max(taken, stop - LONGEST), stop - 1 if not RUN_BY.match(norm, stop) else 0):
                surface = norm[start:stop]
                if surface in self._surfaces and not _inside_word(norm, start):
                    rest = len(norm) - stop
                    longer = any(norm[start : stop + more] in self._surfaces for more in (1, 2, 3) if more <= rest)
                    if not longer:
                        known = self.gazetteer.find(surface, home=self.home, country=country)
                        former = ("former",) if norm[max(0, start - 1) : start] == "旧" else ()
                        found.append(Mention(start, stop, known.key, known.flags + former))
                        taken = stop
                    break
        return sorted(found, key=lambda mention: mention.start)

    def kinds(self, norm: str, scheme: str = "agreement") -> list[Mention]:
        """The concepts of a scheme named in a normalised text, the longest form first where two overlap."""
        forms = ontology.surfaces(scheme)
        return [
            Mention(match.start(), match.end(), forms[match[0]].partition("/")[2])
            for match in _any_of(scheme).finditer(norm)
        ]

    def organisation(self, surface: str, owner: str | None = None) -> str:
        """The key of a named body of `owner` (default: the publisher): the registered one, or one minted."""
        found = self.gazetteer.find(surface, type="Organisation", home=owner or self.home)
        return found.key or f"org/{self._minted(surface)}"

    def alliance(self, surface: str) -> str:
        """The key of a named alliance: the registered one, or a minted one."""
        found = self.gazetteer.find(surface, type="Alliance", home=self.home)
        return found.key or f"alliance/{self._minted(surface)}"

    def unit(self, surface: str) -> str:
        """The key of a department of the publisher: the registered one, or a minted one."""
        found = self.gazetteer.find(surface, type="Department", home=self.home)
        return found.key or f"unit/{self._minted(surface)}"

    def _minted(self, surface: str) -> str:
        owner = self.home.partition("/")[2]
        return f"{owner}-{sha256(f'{owner}/{surface}'.encode()).hexdigest()[:8]}"

    @cached_property
    def sections(self) -> list[Section]:
        """For each block, the tie that its headings speak of."""
        headings = {one.line: one for block in self.blocks for one in block.headings}
        told = {line: self._section(one) for line, one in headings.items()}
        chains = [[told[one.line] for one in reversed(block.headings)] for block in self.blocks]
        return [next(filter(None, chain), Section()) for chain in chains]

    def _section(self, heading: Heading) -> Section | None:
        """What one heading says; None where it leaves the partner to those above it."""
        if heading.mark == "bare" or of_others(heading.text.norm):
            return None
        places = self.places(heading.text.norm.partition("(")[0] or heading.text.norm)
        others = [place for place in places if place.key and place.key != self.home]
        if not others:
            return None
        kinds = self.kinds(heading.text.norm)
        kind = self.stated(heading.text, kinds[-1]) if kinds else None
        return Section(self.stated(heading.text, others[0]), kind, heading.line)

    @staticmethod
    def stated(text: Text, mention: Mention, *flags: str) -> Stated:
        """A mention as a stated value with its span in `text`."""
        return Stated(
            value=mention.key or "",
            printed=text.printed(mention.start, mention.end),
            span=text.span(mention.start, mention.end),
            flags=tuple(sorted({*mention.flags, *flags} - {"home"})),
        )

    @staticmethod
    def dated(text: Text, mention: DateMention, *flags: str) -> StatedDate:
        """A date mention as a stated date with its span in `text`."""
        assert mention.date is not None
        return StatedDate(
            value=mention.date.key,
            printed=text.printed(mention.start, mention.end),
            span=text.span(mention.start, mention.end),
            flags=tuple(sorted({*mention.flags, *flags})),
        )

    def in_words(self, text: Text, value: str, start: int, end: int, *flags: str) -> Stated:
        """`value` as stated by the characters `start:end` of a text."""
        told = tuple(sorted(flags))
        return Stated(value=value, printed=text.printed(start, end), span=text.span(start, end), flags=told)
