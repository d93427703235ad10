"""A normalised view of a document in which every character still knows its place in the original."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.reading.pages.forms import Forms, Places
from graph.reading.pages.spaced import left_out
from graph.records import Span

BREAK = re.compile(r"[ \t\u3000]*\n\s*")
RUBY = re.compile(r"\^\{[^{}\n]*\}")
# How a word is read, in brackets behind it, on a page that says so of its words: 年（ねん）, 姉妹都市（しまいとし）.
READ = re.compile(
    r"[（(](?<=[一-龥々].)(?!(?:など|ほか|のみ|あり|なし|まで|より|から|うち|つづき|いずれも|すべて|とも|ともに|および|または|ただし)[)）])"
    r"[ぁ-んー]{1,16}[)）]"
)
READS = re.compile(r"年[（(]ねん[)）]|月[（(]がつ[)）]|[市町村][（(][ぁ-ん]+(?:し|ちょう|まち|そん|むら)[)）]")
FEWEST = 3  # readings that make a page one that tells them
# The rank of a heading, as `graph.extract` sets it before the heading of a web page.
RANK = re.compile(r"(?P<rank>#{1,6}) (?=[^\s#])(?!.*(?:\t|[^\S\n]{2}))")
# Tabs by which a word processor sets a line in, and sets its text apart from its number: no cells of a table.
NUMBER = r"(?:[(（][0-9０-９ア-ン]{1,2}[)）]|[①-⑳]|[0-9０-９]{1,2}[.．)）]?|[一二三四五六七八九十])"
SET_IN = re.compile(rf"\t*(?:{NUMBER}\t(?=[^\t]))?")
NUMBERED = re.compile(rf"^(?:\t+{NUMBER}\t[^\t\n]+(?:\t[^\t\n]+)?|{NUMBER}\t[^\t\n\d]{{2,24}})$", re.M)
BELOW = re.compile(r"^\t{2,}[^\t\n]{1,14}(?:[:：]\t?|\t)[^\t\n]", re.M)
STOPS = re.compile(r"[(「『)」』。]")


def stops(norm: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end: at a full stop outside brackets, and at the end of the text."""
    depth = start = 0
    for match in STOPS.finditer(norm):
        if match[0] != "。":
            depth += 1 if match[0] in "(「『" else -1
        elif depth <= 0:
            yield start, match.end()
            start, depth = match.end(), 0
    if norm[start:].strip():
        yield start, len(norm)


@dataclass(slots=True, eq=False)  # not frozen: tens of thousands are made, and setting is what costs there
class Text:
    """Normalised characters, each of which knows where it stands in the original.

    Most stand there one behind the other on one line, the first of them at `at`. Elsewhere `places` are those of a text of
    which this one may be a part, and `at` is the number of its first character in that text.
    """

    source: "Source"
    norm: str
    at: int
    places: Places | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.norm)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        same = self.norm == other.norm and self.source == other.source
        return same and [*self.starts] == [*other.starts] and [*self.ends] == [*other.ends]

    def __hash__(self) -> int:
        return hash(self.norm)

    @property
    def starts(self) -> Sequence[int]:
        """Where each character begins in the original."""
        stop = self.at + len(self.norm)
        return self.places[0][self.at : stop] if self.places else range(self.at, stop)

    @property
    def ends(self) -> Sequence[int]:
        """Where each character ends in the original."""
        stop = self.at + len(self.norm)
        return self.places[1][self.at : stop] if self.places else range(self.at + 1, stop + 1)

    @property
    def first(self) -> int:
        """Where it begins in the original; it must not be empty."""
        return self.places[0][self.at] if self.places else self.at

    @property
    def last(self) -> int:
        """Where it ends in the original; it must not be empty."""
        stop = self.at + len(self.norm)
        return self.places[1][stop - 1] if self.places else stop

    @property
    def line(self) -> int:
        """The line (from 1) of the document on which it begins; it must not be empty."""
        return self.source.line_of(self.places[0][self.at] if self.places else self.at)

    @property
    def numbers(self) -> range:
        """The lines (from 1) of the document on which it stands; it must not be empty."""
        line = self.line
        return range(line, (self.source.line_of(self.last - 1) if self.places else line) + 1)

    def part(self, start: int, end: int) -> "Text":
        """The sub-text `start:end` of the normalised characters."""
        return Text(self.source, self.norm[start:end], self.at + start, self.places)

    def plus(self, other: "Text") -> "Text":
        """Both texts run together, as when a wrapped line is joined."""
        starts, ends = (*self.starts, *other.starts), (*self.ends, *other.ends)
        return Text(self.source, self.norm + other.norm, 0, (starts, ends))

    def without(self, dropped: Sequence[int]) -> "Text":
        """The text without the characters at these few places."""
        kept = [at for at in range(len(self.norm)) if at not in dropped]
        starts, ends = (tuple(many[at] for at in kept) for many in (self.starts, self.ends))
        return Text(self.source, "".join(self.norm[at] for at in kept), 0, (starts, ends))

    def stripped(self) -> "Text":
        """Without white space at either end."""
        norm, length = self.norm, len(self.norm.strip())
        if length == len(norm):
            return self
        left = len(norm) - len(norm.lstrip())
        return self.part(left, left + length)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The evidence span of the normalised characters `start:end`; the slice must not be empty."""
        first, stop = self.at + start, self.at + (len(self.norm) if end is None else end)
        return self.source.span(*((self.places[0][first], self.places[1][stop - 1]) if self.places else (first, stop)))

    def printed(self, start: int = 0, end: int | None = None) -> str:
        """What the original prints there: line breaks and ruby taken out, everything else as it stands."""
        first, stop = self.at + start, self.at + (len(self.norm) if end is None else end)
        original = self.source.original
        if self.places is None:
            raw = original[first:stop]
        else:
            starts, ends = self.places
            raw, at = "", starts[first]
            for last, following in zip(ends[first : stop - 1], starts[first + 1 : stop], strict=True):
                if following > last and re.search(r"\S", RUBY.sub("", original[last:following])):
                    raw, at = raw + original[at:last], following  # a wrapped cell: others stand between
            raw += original[at : ends[stop - 1]]
        raw = RUBY.sub("", raw) if "^{" in raw else raw
        return (BREAK.sub("", raw) if "\n" in raw else raw).strip()


@dataclass(frozen=True)
class Source:
    """The original text with its lines, which are divided by LF and by nothing else."""

    original: str
    names: Container[str] = field(default=frozenset(), compare=False, repr=False)  # which may stand with blanks in them

    @cached_property
    def breaks(self) -> list[int]:
        """Offset at which each line begins."""
        return [0] + [match.end() for match in re.finditer("\n", self.original)]

    def line_of(self, offset: int) -> int:
        """Number, from 1, of the line that holds the character at `offset`."""
        return bisect_right(self.breaks, offset)

    def span(self, start: int, end: int) -> Span:
        """The span of the original characters `start:end`."""
        known = self._spans.get((start, end))
        if known is None:
            digest = hashlib.sha256(self.original[start:end].encode("utf-8")).hexdigest()
            known = Span(lines=(self.line_of(start), self.line_of(end - 1)), at=(start, end), sha256=digest)
            self._spans[start, end] = known
        return known

    @cached_property
    def marks(self) -> dict[tuple[int, ...], tuple[str, int] | None]:
        """The marks of headings found so far: by where a line begins and ends, and its length."""
        return {}

    @cached_property
    def _spans(self) -> dict[tuple[int, int], Span]:
        """The spans asked for so far: most are asked for several times."""
        return {}

    def lines(self) -> list[Text]:
        """Each line as a normalised text: NFKC cluster by cluster, ruby, readings and the mark of a heading's rank dropped."""
        ends = [*(begin - 1 for begin in self.breaks[1:]), len(self.original)]
        if self.set_in:
            lines = [self._untabbed(self._normalise(begin, end)) for begin, end in zip(self.breaks, ends, strict=True)]
        else:
            lines = [
                self._normalise(self._after_rank(begin), end) for begin, end in zip(self.breaks, ends, strict=True)
            ]
        return [line.without(at) if (at := left_out(line.norm, self.names)) else line for line in lines]

    def rank(self, start: int) -> int:
        """The rank, from 1, of the heading whose words begin at `start`; 0 for anything else."""
        if start < 2 or not self.original.startswith("# ", start - 2):
            return 0
        match = RANK.match(self.original, self.breaks[self.line_of(start) - 1])
        return len(match["rank"]) if match and match.end() == start else 0

    def plain(self, start: int, end: int) -> str:
        """The original characters `start:end`, with blanks for the tabs of a text whose levels are told by tabs."""
        raw = self.original[start:end]
        return raw.replace("\t", " ") if self.set_in else raw

    @staticmethod
    def _untabbed(line: Text) -> Text:
        lead = SET_IN.match(line.norm)
        stop = lead.end() if lead else 0
        return Text(line.source, line.norm[:stop].replace("\t", " ") + line.norm[stop:], line.at, line.places)

    def _after_rank(self, begin: int) -> int:
        match = RANK.match(self.original, begin) if self.original.startswith("#", begin) else None
        return match.end() if match else begin

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self.original)

    @cached_property
    def _readings(self) -> list[tuple[int, int]]:
        """Where the text says how its words are read: ruby, and brackets that hold nothing else."""
        found = [one.span() for one in RUBY.finditer(self.original)]
        if READS.search(self.original):
            told = [one.span() for one in READ.finditer(self.original)]
            found += told if len(told) >= FEWEST else []
        return sorted(found)

    @cached_property
    def set_in(self) -> bool:
        """True for a text whose levels are told by tabs."""
        return bool(BELOW.search(self.original)) and len(NUMBERED.findall(self.original)) >= 2

    def _normalise(self, begin: int, end: int) -> Text:
        every = self._readings
        readings = every[bisect_left(every, (begin, begin)) : bisect_left(every, (end, end))] if every else []
        norm, places = self._forms.normal(self.original, begin, end, readings)
        return Text(self, norm, 0 if places else begin, places)
