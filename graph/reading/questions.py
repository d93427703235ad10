"""Questions for the partners of the publisher and the places that their answers list (`A A市（1987年11月9日）とB市です`)."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.chains import past_bracket
from graph.reading.deeds import concluded, deed, home, kinds
from graph.reading.denials import denials
from graph.reading.lands import Name, names, stated
from graph.reading.once import once
from graph.reading.page import Page
from graph.reading.spots import NOT, facts
from graph.reading.text import Text
from graph.records import AnyRecord, Stated

ASKED = re.compile(r"\s*(?:Q|問い?|質問|しつもん)(?![一-龥])")
ANSWERED = re.compile(r"\s*(?:A|答え?|回答|こたえ)\s*\d{0,2}(?![一-龥\d])\W*")
ENDS = re.compile(r"[?？]\s*$|か(?:な|ね)?。?\s*$")
TWINS = re.compile(r"姉妹|友好|兄弟|親善")
# What asks for the partners, behind the kind (`姉妹都市はどこですか`) or before it (`どこの都市と姉妹都市ですか`).
BEHIND = re.compile(
    r"(?:[(][^()]*[)])?(?:の?(?:提携|協定|相手|都市|まち|[市町])){0,3}(?:を(?:結んで|して)い(?:る|ます))?(?:の?に?(?:は|って)|[をが])?、?"
    r"(?:(?:国内|海外|外国|世界)に(?:は)?)?(?:どこ|どちら|いくつ|何|どの|どんな|どれ|ありますか|ある(?:の|か|\?)|教え|おしえ)"
)
BEFORE = re.compile(
    r"(?:どこ|どちら|どの(?:国の)?(?:都市|まち|市|町)|どんな(?:都市|まち|市|町))(?:の[^、。]{1,4})?とは?$"
)
# What stands behind a place of an answer: what joins the next, or what ends the list.
JOINS = re.compile(
    r"(?:さん)?(?:と|、|や|・|及び|および|並びに|です|でございます|だ[よね。]|である|なん[だで]|の[\d二三四五六七八九]|。|\s*$)"
)
CLOSES = re.compile(
    r"(?:の(?:\d+|[二三四五六七八九十]+)(?:つ(?:の)?)?(?:都市|[市町村]+|か所)?)?(?:です|でございます|だ|である|なんだ|なんです|なの)?(?:よ|ね)?[。!]?\s*"
)


def questions(page: Page) -> Iterator[AnyRecord]:
    """Class B: the places that an answer lists, with the day in their brackets where it stands there."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind == "prefecture":
        return
    for kind, answer in answers(page):
        yield from _answer(page, kind, answer)


@once
def answers(page: Page) -> list[tuple[Stated, Text]]:
    """The lines that answer which places the publisher has ties with, each with the kind that the question names."""
    return list(_answers(page))


def _answers(page: Page) -> Iterator[tuple[Stated, Text]]:
    lines = [line for line in page.lines if line.norm.strip()]
    for at, line in enumerate(lines[:-1]):
        if (ASKED.match(line.norm) or ENDS.search(line.norm)) and (kind := _asks(page, line)):
            if match := ANSWERED.match(lines[at + 1].norm):
                yield kind, lines[at + 1].part(match.end(), len(lines[at + 1]))


def _asks(page: Page, line: Text) -> Stated | None:
    """The kind of the ties of the publisher whose partners a line asks for."""
    norm = line.norm
    told = kinds(page, norm)
    if len(norm) > 80 or len({one.key for one in told}) != 1 or not TWINS.search(norm):
        return None
    if any(one.key != page.home for one in names(page, norm)):
        return None
    asks = BEHIND.match(norm, told[-1].end) or BEFORE.search(norm, 0, told[0].start)
    return page.stated(line, told[-1]) if asks else None


def _answer(page: Page, kind: Stated, answer: Text) -> Iterator[AnyRecord]:
    """The ties of the first sentence, where it is a list of places and nothing else."""
    first = answer.part(0, answer.norm.index("。") + 1) if "。" in answer.norm else answer
    found = _listed(page, first)
    if denials(first.norm) or kinds(page, first.norm):
        return
    for one in found:
        stop = past_bracket(first.norm, one.end)
        told = facts(page, first, [(one.end + 1, stop - 1)] if stop > one.end else [])
        if NOT.search(first.norm, one.end, stop):
            continue
        status = told.state or concluded(told.date or kind)
        signed = None if status.value in ("preparing", "talks-begun") else told.date
        side = stated(first, one)
        spans = [kind.span, first.span(one.start, max(stop, one.end))]
        plain = (
            signed is None and status.value == "concluded" and not one.open
        )  # gives way where another line says more
        tie = deed("partners" if plain else "question", spans, [home(page, first), *([] if one.open else [side])], kind, status,
            unnamed=[side] if one.open else [], signed=signed, until=told.until, sure="B")  # fmt: skip
        if tie:
            yield tie


def _listed(page: Page, text: Text) -> Sequence[Name]:
    found = [one for one in names(page, text.norm) if not _inside(text.norm, one.start)]
    ends = [past_bracket(text.norm, one.end) for one in found]
    plain = all(one.key != page.home and "former" not in one.flags for one in found)
    joined = all(JOINS.match(text.norm, end) for end in ends)
    return found if found and plain and joined and CLOSES.fullmatch(text.norm, ends[-1]) else []


def _inside(norm: str, at: int) -> bool:
    return norm.count("(", 0, at) > norm.count(")", 0, at)
