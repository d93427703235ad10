"""What the prose of a section adds to its tie: the place of signing, the fields agreed, who proposed it."""

import re
from bisect import bisect_right

import ontology
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.records import Agreement, AnyRecord, Body, Stated

CEREMONY = re.compile(r"(?:調印|締結|盟約)式")
AT = re.compile(r"において")
GAP = re.compile(r"(?:[、・「]|及び|や|と|交流の他、|の他、|等の?)*")
FIELDS_AFTER = re.compile(r"分野である「")
FIELDS_BEFORE = re.compile(
    r"(?:」を中心とした交流|の[0-9]つの分野|など具体的な成果が期待される|等の成果が期待できる|の分野を中心に|等の分野における)"
)
AGREED = re.compile(r"この(?:覚書|協定)により、(?P<what>[^。]+?)ことに合意")
PROPOSED = [
    re.compile(r"(?:から、)?(?P<what>友好都市|姉妹都市)?(?:締結|提携)の申し入れがあり"),
    re.compile(r"政府から、本市と交流を行いたいとの提案を受けた"),
]
PROPOSER = re.compile(r"(?P<who>[一-龥]{2,8}訪日団「[^」]+」)[^。]*?から、[^。]*?(?:提携|締結)の提案がなされ")


def enrich(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, with what their sections say of place, fields and proposer; nothing stated already is touched."""
    result = list(records)
    for index, block in enumerate(page.blocks):
        partner = page.sections[index].partner
        if partner is None or block.kind == "heading":
            continue
        for _, sentence in page.sentences(index):
            if fields := _fields(sentence):
                _give(page, result, index, sentence, partner.value, {"fields": fields})
            if place := _place(page, sentence):
                _give(page, result, index, sentence, partner.value, {"signed_in": place}, ("label",))
            if proposer := _proposer(page, sentence):
                if proposer.value.startswith("org/"):
                    result.append(_delegation(sentence, proposer))
                _give(page, result, index, sentence, partner.value, {"proposed_by": proposer})
    return result


def _delegation(sentence: Text, proposer: Stated) -> Body:
    """A delegation that proposed a tie is a body of its own."""
    return Body(
        confidence="B",
        recogniser="proposer",
        evidence=(sentence.span(),),
        body=proposer,
        kind=proposer.model_copy(update={"value": "association", "flags": ("kind_from_name",)}),
    )


def _give(
    page: Page,
    records: list[AnyRecord],
    index: int,
    sentence: Text,
    partner: str,
    update: dict[str, object],
    only: tuple[str, ...] = (),
) -> None:
    """Put `update` on the section's agreement that the sentence is about: its own, else the last told before it."""
    section = page.sections[index].line
    here = [
        (record, place)
        for place, record in enumerate(records)
        if isinstance(record, Agreement)
        and record.recogniser in (only or ("label", "signing"))
        and any(party.value == partner for party in record.parties)
        and _section_line(page, record.evidence[0].lines[0]) == section
    ]
    if not here:
        return
    end = sentence.ends[-1]
    told = [one for one in here if one[0].evidence[0].at[0] < end] or here[:1]
    # A proposal comes before what was signed upon it; the first tie of the section is meant.
    record, place = here[0] if "proposed_by" in update else told[-1]
    for name, value in update.items():
        if not getattr(record, name):
            stated = value if isinstance(value, tuple) else (value,)
            spans = {span.at: span for span in (*record.evidence, *(one.span for one in stated))}
            evidence = tuple(spans[at] for at in sorted(spans))
            records[place] = record = record.model_copy(update={name: value, "evidence": evidence})


def _section_line(page: Page, line: int) -> int:
    last = bisect_right(page.blocks, line, key=lambda block: block.line)
    return page.sections[max(0, last - 1)].line


def _fields(sentence: Text) -> tuple[Stated, ...]:
    """The fields listed before or after the words that mark them as the subject of the exchange, each once."""
    found: dict[str, Stated] = {}
    for one in _listed(sentence):
        found.setdefault(one.value, one)
    return tuple(found.values())


def _listed(sentence: Text) -> tuple[Stated, ...]:
    norm = sentence.norm
    if not ("分野" in norm or "により、" in norm or "中心とした交流" in norm or "成果が期待" in norm):
        return ()
    if match := AGREED.search(norm):
        return tuple(_stated(sentence, one) for one in _run(norm, *match.span("what")))
    if match := FIELDS_AFTER.search(norm):
        return tuple(_stated(sentence, one) for one in _run(norm, match.end(), norm.find("」", match.end())))
    if match := FIELDS_BEFORE.search(norm):
        run = _run(norm, max(0, match.start() - 60), match.start())
        last = [one for one in run if GAP.fullmatch(norm[one.end : match.start()])]
        if last:
            chain = [last[-1]]
            for one in reversed(run[: run.index(last[-1])]):
                if not GAP.fullmatch(norm[one.end : chain[0].start]):
                    break
                chain.insert(0, one)
            return tuple(_stated(sentence, one) for one in chain)
    return ()


def _stated(sentence: Text, mention: Mention) -> Stated:
    return Page.stated(sentence, mention)


def _run(norm: str, start: int, stop: int) -> list[Mention]:
    found: list[Mention] = []
    for surface, key in ontology.surfaces("field").items():
        end = start
        while (begin := norm.find(surface, end, stop)) >= 0:
            end = begin + len(surface)
            if not any(one.start < end and begin < one.end for one in found):
                found.append(Mention(begin, end, key.partition("/")[2]))
    return sorted(found, key=lambda one: one.start)


def _place(page: Page, sentence: Text) -> Stated | None:
    if not CEREMONY.search(sentence.norm):
        return None
    for one in page.places(sentence.norm):
        if one.key and AT.match(sentence.norm, one.end):
            return page.stated(sentence, one)
    return None


def _proposer(page: Page, sentence: Text) -> Stated | None:
    norm = sentence.norm
    if not ("提案" in norm or "申し入れ" in norm):
        return None
    if match := PROPOSER.search(norm):
        key = page.organisation(match["who"])
        return page.in_words(sentence, key, *match.span("who"))
    for pattern in PROPOSED:
        if match := pattern.search(norm):
            before = [one for one in page.places(norm[: match.start()]) if one.key and one.key != page.home]
            if before:
                return page.stated(sentence, before[-1])
    return None
