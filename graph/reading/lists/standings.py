"""Ties of the publisher stated as they stand, without a day: `A市は本市の姉妹都市です`, `二つのまちと姉妹都市です。A市とB市です`."""

import re
from collections.abc import Iterator, Sequence

from graph.figures import number
from graph.reading.names.enumerated import places_until
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.towns import heir_of
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import past_bracket
from graph.reading.words.deeds import concluded, deed, home, kinds
from graph.reading.words.denials import denials
from graph.reading.words.sentences import CITIES
from graph.records import Agreement, AnyRecord
from graph.values import find_dates

_NUMBER = r"(?P<n>[一二三四五六七八九十]|[2-9]|1\d)"
COUNTED = re.compile(rf"{_NUMBER}(?:つ|市町村|市町|町村|市村|市|町|村|都市|(?:[かカヶケ箇]所)|団体|自治体)(?![一-龥])")
# What a tie is said to be, behind its kind: 姉妹都市です, 姉妹都市の関係にあります, 友好都市の一つで.
IS = re.compile(
    r"(?:の?(?:提携|関係|間柄))*(?:の(?:一つ|ひとつ|1つ))?(?:先|都市)?"
    r"(?:です|でし[たて]|であ[りるっ]|でござ|だ(?:[。、よ]|った)|で、|に(?:あ[りるっ]|な[りっ]て(?:い|お))|として(?:お?付き合い|交流))"
)
HAS = re.compile(
    r"(?:の?(?:提携|協定|盟約|縁組|関係|間柄))*(?:を結[びん]|です|でし[たて]|であ[りるっ]|[がは]、?[^。]*(?:あり|ござい|です))"
)
OF = re.compile(r"の(?:[^、。はがをにと]{1,8}の)?")
TOPIC = re.compile(r"[はも]、?")
FACING = re.compile(r"(?:[はが]、?(?:[^、。はがをと]{0,12}[、のに])?)")
BETWEEN = re.compile(r"と(?:の|、)?")
LISTED = re.compile(r"[、とや。・]|そして|及び|および|並びに|です|でし[たて]|であ[りるっ]|でござ|のこと|の[二三四2-9]")
STATES = re.compile(r"(?:です|でした|であります|であった|である|でございます|になります)。?\s*$")
ASIDE = re.compile(r"訪問|来訪|派遣|開催|周年|記念|受け?入|参加|県内|市町村|[国県]内の?(?:都市|自治体)|かつて|以前")
# A heading that says no more than that: `A市とは姉妹都市`.
HEADED, REST = re.compile(r"とは?、?|は、?"), re.compile(r"(?:の?(?:提携|関係|間柄))*(?:です)?[。!\s]*")
SHORT = 32  # characters of it
LONGEST = 240  # characters of such a sentence


def standings(page: Page) -> Iterator[AnyRecord]:
    """Class B: the words say of the publisher itself, or of a town that merged into it, that it is twinned."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind == "prefecture":
        return
    for line in page.lines:
        if len(line.norm) <= SHORT and ("都市" in line.norm or "姉妹" in line.norm):
            yield from _headed(page, line)
    for index in holding(page, "都市", "姉妹", "友好"):
        announced: tuple[Text, Mention, int, Name | None] | None = None
        for _, sentence in page.sentences(index):
            norm = sentence.norm
            if announced is not None:
                yield from _listed(page, *announced, sentence)
            announced = None
            if ("都市" not in norm and "姉妹" not in norm and "友好" not in norm) or len(norm) > LONGEST:
                continue
            found = [one for one in kinds(page, norm) if one.key in CITIES]
            if not found or denials(norm) or ASIDE.search(norm) or any(one.date for one in find_dates(norm)):
                continue
            for kind in found:
                yield from _stated(page, sentence, kind)
            announced = _announced(page, sentence, found)


def _headed(page: Page, line: Text) -> Iterator[AnyRecord]:
    """`■A市とは夫婦都市`: a line that names a place and the kind of its tie, and nothing else."""
    norm = line.norm
    found, said = names(page, norm), [one for one in kinds(page, norm) if one.key in CITIES]
    if len(found) != 1 or len(said) != 1 or re.sub(r"\W", "", norm[: found[0].start]):
        return
    if HEADED.fullmatch(norm, past_bracket(norm, found[0].end), said[0].start) and REST.fullmatch(norm, said[0].end):
        yield from _ties(page, line, said[0], found)


def _stated(page: Page, sentence: Text, kind: Mention) -> Iterator[AnyRecord]:
    """`A市は本市の姉妹都市です`; `A市と本市は姉妹都市の関係にあります`."""
    norm = sentence.norm
    if not IS.match(norm, kind.end):
        return
    before = [one for one in names(page, norm) if one.end <= kind.start]
    own = next((one for one in reversed(before) if one.key == page.home), None)
    if own is None:
        return
    others = [one for one in before if one is not own]
    if before[-1] is own and OF.fullmatch(norm, own.end, kind.start):
        run = [one for one in others if one.end <= own.start]
        if run and TOPIC.fullmatch(norm, past_bracket(norm, run[-1].end), own.start):
            yield from _ties(page, sentence, kind, _run(norm, run))
    elif len(others) == 1 and FACING.fullmatch(norm, past_bracket(norm, before[-1].end), kind.start):
        if BETWEEN.fullmatch(norm, past_bracket(norm, before[0].end), before[1].start):
            yield from _ties(page, sentence, kind, others)


def _run(norm: str, found: Sequence[Name]) -> list[Name]:
    """The places one beside another that end with the last."""
    return [*places_until(norm, found[:-1], found[-1].start, re.compile(r"[とや、・]|及び")), found[-1]]


def _announced(page: Page, sentence: Text, found: Sequence[Mention]) -> tuple[Text, Mention, int, Name | None] | None:
    """How many partners a sentence says that there are, whom the next one names; and whose they are."""
    norm = sentence.norm
    counted = COUNTED.search(norm)
    if counted is None or len({one.key for one in found}) != 1 or not HAS.match(norm, found[-1].end):
        return None
    told = names(page, norm)
    towns = [one for one in told if "former" in one.flags]
    if any(one.key != page.home and one not in towns for one in told) or len(towns) > 1:
        return None
    return sentence, found[-1], int(number(counted["n"]) or 0), towns[0] if towns else None


def _listed(
    page: Page, title: Text, kind: Mention, many: int, town: Name | None, sentence: Text
) -> Iterator[AnyRecord]:
    norm = sentence.norm
    found = [one for one in names(page, norm) if one.key != page.home]
    fits = all(LISTED.match(norm, past_bracket(norm, one.end)) for one in found)
    if len(found) == many and fits and STATES.search(norm) and not denials(norm) and not find_dates(norm):
        yield from _ties(page, title, kind, found, sentence, town)


def _ties(
    page: Page, text: Text, kind: Mention, found: Sequence[Name], at: Text | None = None, town: Name | None = None
) -> Iterator[Agreement]:
    """A tie with each place; the places stand in `at`, where that is another sentence than that of the kind."""
    said, part = page.stated(text, kind), at or text
    for one in found:
        place = page.gazetteer.place(one.key or "")
        if one.open or one.key == page.home or "former" in one.flags or (place and place.kind == "prefecture"):
            continue
        own, former = home(page, text), []
        if town is not None:
            if heir_of(page, town.key) not in (None, page.home):
                return
            own = own.model_copy(update={"flags": ("successor",)})
            former = [stated(text, town)] if town.surface != page.called else []  # 旧A市 of a new A市
        spans = sorted([said.span, part.span(one.start, one.end)], key=lambda each: each.at)
        tie = deed("partners", spans, (own, stated(part, one)), said, concluded(said), former=former, sure="B")
        if tie:
            yield tie
