"""Pacts between municipalities, told in a sentence that signs, or in a heading over the list of those that signed."""

import re
from collections.abc import Iterator

from graph.reading.chains import chains
from graph.reading.clauses import Act, acts, verbs
from graph.reading.companies import named
from graph.reading.days import dates_in
from graph.reading.deeds import concluded, home, kinds
from graph.reading.lands import names, stated
from graph.reading.listings import is_list, listing
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

KINDS = ("cooperation-pact", "comprehensive")
WORDS = re.compile(r"協約|包括")
HEADED = re.compile(r"締結|調印|協定日")
REACH = 12  # lines of a list
OTHERS = re.compile(r"大学|学校|会議所|議会|協会|組合|銀行|金庫|\d(?:社|者|団体)")


def compacts(page: Page) -> Iterator[AnyRecord]:
    """Class B; a sentence that names a company, a university or another body is read as theirs."""
    for index, block in enumerate(page.blocks):
        if block.kind == "heading" or not WORDS.search(block.text.norm):
            continue
        for start, sentence in page.sentences(index):
            if WORDS.search(sentence.norm) and not (OTHERS.search(sentence.norm) or named(sentence)):
                dates = [one for one in dates_in(page, index, start, sentence) if one.date]
                for act in acts(page, sentence.norm, dates):
                    yield from _pact(page, sentence, act)
    for number, line in enumerate(page.lines):
        yield from _headed(page, number, line)


def _headed(page: Page, number: int, line: Text) -> Iterator[Agreement]:
    """The pact of a heading that gives its kind and its day, and whose parties the list below it, or a sentence, names."""
    norm = line.norm
    if len(norm) > 60 or "。" in norm or not HEADED.search(norm) or names(page, norm):
        return
    found = [one for one in kinds(page, norm) if one.key in (*KINDS, "mutual-aid")]
    dates = [one for one in find_dates(norm) if one.date]
    if len(dates) != 1 or len({one.key for one in found}) != 1 or OTHERS.search(norm):
        return
    parties = {page.home: home(page, line), **_listed(page, number + 1)}
    if len(parties) < 3:
        parties = _signers(page, number + 1)
    if len(parties) < 3:
        return
    spans = [line.span(), *(one.span for one in parties.values() if one.value != page.home)]
    signed = page.dated(line, dates[0])
    yield Agreement(
        confidence="B",
        recogniser="league-pact",
        evidence=tuple(sorted({one.at: one for one in spans}.values(), key=lambda one: one.at)),
        parties=tuple(parties.values()),
        kind=page.stated(line, found[0]),
        status=concluded(signed),
        signed=signed,
    )


def _listed(page: Page, first: int) -> dict[str, Stated]:
    """The municipalities of the lines from `first` on that list them and say nothing else."""
    found: dict[str, Stated] = {}
    for line in page.lines[first : first + REACH]:
        if not line.norm.strip():
            continue
        told = listing(page, line) if is_list(page, line) else None
        if told is None or any(one.name is None or one.name.open or one.since or one.until for one in told.items):
            break
        found |= {one.name.key: stated(line, one.name) for one in told.items if one.name and one.name.key}
    return found


def _signers(page: Page, first: int) -> dict[str, Stated]:
    """Those of whom the paragraph below says that they concluded it, without another day."""
    block = next((one for one in page.blocks if one.line > first and one.kind != "heading"), None)
    if block is None or block.line > first + 3:
        return {}
    text = block.text.part(0, len(block.text.norm.partition("。")[0]))
    if OTHERS.search(text.norm) or not verbs(text.norm) or any(one.date for one in find_dates(text.norm)):
        return {}
    sides = next((chain.names for chain in chains(page, text.norm) if len(chain.names) > 1), ())
    if any(one.open for one in sides):
        return {}
    return {one.key: stated(text, one) for one in sides if one.key}


def _pact(page: Page, text: Text, act: Act) -> Iterator[AnyRecord]:
    if act.kind is None or act.kind.key not in KINDS or act.date is None or act.formers:
        return
    owners = [stated(text, one) for one in act.owners if not one.open]
    partners = [stated(text, one) for one in act.partners if not one.open]
    if not partners or len(partners) < len(act.partners):
        return
    parties = {one.value: one for one in (*(owners or [home(page, text)]), *partners)}
    if len(parties) < 2:
        return
    first = min(act.date.start, act.verb[0], *(one.start for one in (*act.owners, *act.partners)))
    last = max(act.date.end, act.verb[1], act.kind.end, *(one.end for one in (*act.owners, *act.partners)))
    yield Agreement(
        confidence="B",
        recogniser="league-pact",
        evidence=(text.span(first, last),),
        parties=tuple(parties.values()),
        kind=page.stated(text, act.kind),
        status=page.in_words(text, "concluded", *act.verb),
        signed=page.dated(text, act.date),
    )
