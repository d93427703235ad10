"""Which ties the words for an end mean: by the partners that they name, the name and kind of the tie, the day of its signing."""

import re
from collections.abc import Sequence

from graph.reading.names.lands import Name, names
from graph.reading.names.organs import organs
from graph.reading.names.towns import heir_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import chains
from graph.reading.words.deeds import kinds, wider
from graph.reading.words.denials import DONE
from graph.reading.words.ends import of_tie
from graph.reading.words.sentences import CITIES
from graph.records import Agreement
from graph.values import find_dates

BOTH = re.compile(r"両(?:協定|提携|関係)|いずれも|どちらも|ともに|これらの")
CLAUSE = re.compile(r"(?<![と])(?:し|た|り|れ|び|す|る)(?:が|ので|ため|けれども)?、")  # of another deed
TOPIC = re.compile(r"(?:[(][^()]*[)])?につ(?:いて|きまして)は")  # B市については、…解消した


def within(text: Text, at: int) -> bool:
    """True for a place of the original that stands in a text."""
    return text.starts[0] <= at < text.ends[-1]


def named(page: Page, text: Text) -> set[str]:
    """The places and bodies that a sentence names, but for the publisher."""
    return {one.key or one.surface for one in (*names(page, text.norm), *organs(page, text.norm))} - {page.home}


def sides(tie: Agreement) -> set[str]:
    """All who are on a side of a tie, and who were before a merger."""
    return {one.value for one in (*tie.parties, *tie.unnamed, *tie.former)}


def others(page: Page, tie: Agreement) -> set[str]:
    """The partners in a tie: neither the publisher nor a town that merged into it."""
    return {one for one in sides(tie) if one != page.home and heir_of(page, one) != page.home}


def wording(page: Page, tie: Agreement) -> str:
    """The words by which a tie was told."""
    return "".join(page.document.text[slice(*one.at)] for one in (*tie.evidence, tie.kind.span)) + tie.kind.printed


def of_named(text: Text, who: set[str], current: Sequence[Agreement], known: Sequence[Agreement]) -> list[Agreement]:
    """Of the ties told before, those with the partners that a sentence names, or the one told last."""
    here = any(within(text, one.span.at[0]) for tie in known for one in (*tie.parties, *tie.unnamed))
    if not who or (here and current and all(within(text, one.status.span.at[0]) for one in current)):
        return [*current]
    found = [one for one in known if who & sides(one)]
    return [] if who - {value for one in found for value in sides(one)} else found


def speaks_of(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True where the words for an end at `at` mean a tie of this name and kind, signed on this day if they name one."""
    return of_tie(text.norm, at, wording(page, tie)) and not of_another(page, text, at, tie)


def of_another(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True where the words before `at` tell of a tie of another kind, or of another day: `昭和60年に結んだ協定は`."""
    if within(text, tie.status.span.at[0]):
        return False
    norm = text.norm[:at]
    known = {one.key for one in kinds(page, norm)}
    if known and tie.kind.value not in known and not (known & {*CITIES} and tie.kind.value in CITIES):
        return True
    days = [one for one in find_dates(norm) if one.date] if tie.signed else []
    for one in days:
        done = DONE.search(norm, one.end)
        nearer = done and any(one.end <= two.start < done.start() for two in days)
        if done and not nearer and one.date and tie.signed and not one.date.agrees(tie.signed.date):
            return True
    return False


def with_others(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True where those with whom the words before `at` tell of a tie are others: `A市の旧B町との交流は終了` means none with A市."""
    withs, mine = _withs(page, text, at), sides(tie)
    return bool(withs) and not any(
        (one.key or one.surface) in mine or heir_of(page, one.key) == page.home for one in withs
    )


def _withs(page: Page, text: Text, at: int) -> list[Name]:
    """Those with whom the clause before `at` tells of something; where it names nobody, the clause before it."""
    groups = [one for one in chains(page, text.norm) if one.part in ("with", "between") and one.end <= at]
    broken = [0, *(one.end() for one in CLAUSE.finditer(text.norm, 0, at))]
    begin = max((one for one in broken if any(group.start >= one for group in groups)), default=0)
    begin = 0 if BOTH.search(text.norm) else begin
    return [one for group in groups if group.start >= begin for one in group.names]


def partners(page: Page, text: Text, at: int) -> set[str]:
    """Those with whom the words before `at` say that a tie was; none where the text names others, too."""
    withs = {one.key or one.surface for one in _withs(page, text, at) if "former" not in one.flags}
    others = [one for one in names(page, text.norm) if "former" not in one.flags]
    withs |= {one.key or one.surface for one in others if TOPIC.match(text.norm, one.end)}
    return withs - {page.home} if withs >= {one.key or one.surface for one in others} - {page.home} else set()


def of_kind(page: Page, norm: str, tie: Agreement) -> bool:
    """True for a tie of the kind that the words name, or of any where they name none."""
    about = {one.key for one in kinds(page, norm) if one.key}
    return not about or bool(about & wider(tie.kind.value)) or any(tie.kind.value in wider(one) for one in about)
