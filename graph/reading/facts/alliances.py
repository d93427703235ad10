"""Regional alliances: member lists, the pacts by which members joined, conferences, councils and planned unions."""

import re
from collections.abc import Iterator

import ontology
from graph.reading.facts.bodies import body
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.records import Agreement, Alliance, AnyRecord, Membership, Observation, Stated
from graph.values import DateMention

LISTED = re.compile(r"^<?(?P<name>[^<>]+?)の構成(?:市町村|市町|団体|自治体|市)")
COUNTED = re.compile(r"[(](?P<all>(?:\d+市)?(?:\d+町)?(?:\d+村)?)[)]")
PART = re.compile(r"(?P<n>\d+)(?P<type>[市町村])")
PACT = re.compile(r"(?P<kind>連携協約)を(?P<verb>締結)(?=し)")
PEERS = re.compile(r"(?P<name>[^\s、。はに]+?連携中枢都市圏)の(?P<n>\d+)市町村と")
FORMED = re.compile(r"と(?P<name>[^\s、。と]*連携中枢都市圏)\*?を(?P<verb>形成)し")
MEETING = re.compile(r"(?P<name>[一-龥ァ-ヶー々ヵヶ]{2,40}(?:会議|協議会))(?=で、|を開催|の専門部会|と)")
SECTIONS = re.compile(r"専門部会[(](?P<list>[^()0-9]+)[)]")
TOGETHER = re.compile(r"(?P<n>\d+)(?P<unit>[市町村]+)共同で")
UNION = re.compile(r"(?:^|[、。]|見据えた)(?P<other>(?:(?!見据えた)[^\s、。])+?ジオパーク)との(?P<kind>統合)に向け")
PARK = re.compile(r"(?P<name>[一-龥]+(?<!世界)ジオパーク)(?!との)")
LIAISON = re.compile(r"(?P<who>[^。]+?)などと「(?P<name>[^」]*協議会)」を(?P<verb>設置)")


def kind_of(name: str) -> str:
    """The kind of an alliance by the last word of its name."""
    found = (key.partition("/")[2] for surface, key in ontology.surfaces("alliance").items() if name.endswith(surface))
    return next(found, "conference")


def _alliance(page: Page, text: Text, start: int, end: int, sure: str, **more: object) -> Alliance:
    name = text.norm[start:end]
    stated = page.in_words(text, page.alliance(name), start, end)
    return Alliance.model_validate(
        {
            "confidence": sure,
            "recogniser": "alliance",
            "evidence": (text.span(start, end),),
            "alliance": stated,
            "kind": page.in_words(text, kind_of(name), start, end, "kind_from_name"),
            "status": page.in_words(text, "concluded", start, end, "status_from_standing"),
            **more,
        }
    )


def _membership(alliance: Stated, actor: Stated, role: Stated, sure: str, text: Text) -> Membership:
    return Membership(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="alliance",
        evidence=(text.span(),),
        body=alliance,
        actor=actor,
        role=role,
    )


def member_lists(page: Page) -> Iterator[AnyRecord]:
    """Class A: a list of municipalities under `…の構成市町村`, with the count by type that closes it."""
    for above, block in (page.blocks[at : at + 2] for at in holding(page, "の構成") if at + 1 < len(page.blocks)):
        head = LISTED.search(above.text.norm)
        members = [one for one in page.places(block.text.norm) if one.key] if head else []
        if head is None or len(members) < 3:
            continue
        record = _alliance(page, above.text, *head.span("name"), "A")
        yield record
        for one in members:
            hub = one.key == page.home and record.kind.value == "core-urban-area"
            place = block.text.part(one.start, one.end)
            role = page.in_words(block.text, "hub" if hub else "member", one.start, one.end, "role_from_list")
            yield _membership(record.alliance, page.stated(block.text, one), role, "A", place)
        if count := COUNTED.search(block.text.norm):
            yield _count(page, record.alliance, block.text, count)


def _count(page: Page, alliance: Stated, text: Text, match: re.Match[str]) -> Observation:
    names = {"市": "city", "町": "town", "村": "village"}
    parts = [
        page.in_words(
            text, one["n"], match.start("all") + one.start(), match.start("all") + one.end(), names[one["type"]]
        )
        for one in PART.finditer(match["all"])
    ]
    total = str(sum(int(part.value) for part in parts))
    return Observation(
        confidence="A",
        recogniser="alliance",
        evidence=(text.span(*match.span("all")),),
        of=alliance,
        measure="members",
        value=page.in_words(text, total, *match.span("all"), "sum_of_parts"),
        parts=tuple(parts),
    )


def pacts(page: Page) -> Iterator[AnyRecord]:
    """Class B: each date of a sentence on pacts is paired with the counterparts that follow it."""
    name = next((one.alliance for one in member_lists(page) if isinstance(one, Alliance)), None)
    for index in holding(page, "連携協約を締結し"):
        for start, sentence in page.sentences(index):
            begin = 0
            for verb in PACT.finditer(sentence.norm):
                stretch = range(start + begin, start + verb.start("kind"))
                dates = [one for one in page.dates[index] if one.date and one.start in stretch]
                for number, date in enumerate(dates):
                    stop = dates[number + 1].start if number + 1 < len(dates) else start + verb.start("kind")
                    kind = page.in_words(sentence, "cooperation-pact", *verb.span("kind"))
                    status = page.in_words(sentence, "concluded", *verb.span("verb"))
                    yield from _pact(page, page.blocks[index].text, date, stop, kind, status, name)
                begin = verb.end()


def _pact(
    page: Page, text: Text, date: DateMention, stop: int, kind: Stated, status: Stated, alliance: Stated | None
) -> Iterator[AnyRecord]:
    home = Stated(value=page.home, printed="", span=text.span(date.start, stop), flags=("party_is_publisher",))
    named = [
        Mention(one.start + date.end, one.end + date.end, one.key, one.flags)
        for one in page.places(text.norm[date.end : stop])
        if one.key and one.key != page.home and not _is_region(page, one, text.norm[date.end + one.end :])
    ]
    parties = tuple(page.stated(text, one) for one in named)
    unnamed: tuple[Stated, ...] = ()
    if peers := PEERS.search(text.norm, date.end, stop):
        alliance = page.in_words(text, page.alliance(peers["name"]), *peers.span("name"))
        unnamed = (page.in_words(text, f"{peers['n']} municipalities", peers.start("n"), peers.end() - 1),)
        parties = ()
    if parties or unnamed:
        yield Agreement(
            confidence="B",
            recogniser="pact",
            evidence=(text.span(date.start, stop),),
            parties=(home, *parties),
            unnamed=unnamed,
            kind=kind,
            status=status,
            signed=page.dated(text, date),
            establishes=alliance.value if alliance else None,
        )


def _is_region(page: Page, one: Mention, after: str) -> bool:
    """True for the prefecture in which the next place lies: 愛媛県の今治市."""
    place = page.gazetteer.place(one.key or "")
    return bool(place and place.kind == "prefecture" and re.match(r"の|[一-龥ァ-ヶ]+[市町村]", after))


def formed(page: Page) -> Iterator[AnyRecord]:
    """Class B: `A町及びB町と…連携中枢都市圏を形成し`; the publisher is the hub that the scheme requires."""
    for text in (page.blocks[index].text for index in holding(page, "連携中枢都市圏")):
        if (match := FORMED.search(text.norm)) is None:
            continue
        others = [one for one in page.places(text.norm) if one.key and one.end <= match.start("name")]
        if not others:
            continue
        record = _alliance(page, text, *match.span("name"), "B")
        yield record.model_copy(update={"status": page.in_words(text, "concluded", *match.span("verb"))})
        whole = text.part(others[0].start, match.end())
        for one in others:
            role = page.in_words(text, "member", match.start("verb"), match.end())
            yield _membership(record.alliance, page.stated(text, one), role, "B", whole)
        hub = page.in_words(text, page.home, *match.span("name"), "member_is_publisher")
        role = page.in_words(text, "hub", *match.span("name"), "role_from_kind")
        yield _membership(record.alliance, hub, role, "C", whole)


def meetings(page: Page) -> Iterator[AnyRecord]:
    """Conferences and councils that the publisher works in, their sections, and the stated number of members."""
    for text in (page.blocks[index].text for index in holding(page, "会議", "協議会")):
        for match in MEETING.finditer(text.norm):
            name = match["name"]
            if not _is_known(page, name):
                continue
            record = _alliance(page, text, *match.span("name"), "B")
            yield record
            own = page.in_words(text, page.home, *match.span("name"), "member_is_publisher")
            role = page.in_words(text, "member", *match.span("name"), "role_from_context")
            yield _membership(record.alliance, own, role, "C", text.part(*match.span("name")))
            yield from _sections(page, text, record.alliance, match.end())
            if count := TOGETHER.search(text.norm, match.end()):
                yield Observation(
                    confidence="B",
                    recogniser="alliance",
                    evidence=(text.span(*count.span()),),
                    of=record.alliance,
                    measure="members",
                    value=page.in_words(text, count["n"], count.start("n"), count.end("unit")),
                )


def _is_known(page: Page, name: str) -> bool:
    """Only what the registry knows as an alliance: 意見交換会議 and the like are meetings, not bodies."""
    return bool(page.gazetteer.find(name, type="Alliance", home=page.home).key)


def _sections(page: Page, text: Text, alliance: Stated, after: int) -> Iterator[AnyRecord]:
    if match := SECTIONS.search(text.norm, after):
        for one in re.finditer(r"[^、0-9]{2,}(?=、|$)", match["list"]):
            start, end = match.start("list") + one.start(), match.start("list") + one.end()
            owner = page.gazetteer.name(alliance.value)
            name = f"{owner.ja if owner else alliance.printed}{one[0]}専門部会"
            section = body(page, text, start, end, "section", "section", of=alliance)
            key = page.in_words(text, page.organisation(name), start, end, "name_completed")
            yield section.model_copy(update={"body": key})


def unions(page: Page) -> Iterator[AnyRecord]:
    """Class B: a union that is being talked about; the other side is named, our own side by the text before it."""
    own: tuple[Text, re.Match[str]] | None = None
    for text in (page.blocks[index].text for index in holding(page, "ジオパークとの統合")):
        for match in UNION.finditer(text.norm):
            before = list(PARK.finditer(text.norm, 0, match.start("other")))
            own = (text, before[-1]) if before else own
            if own is None:
                continue
            sides = ((own[0], own[1].span("name")), (text, match.span("other")))
            for part, span in sides:
                yield body(page, part, *span, "union", "geopark")
            ends = [page.in_words(part, page.organisation(part.norm[slice(*span)]), *span) for part, span in sides]
            yield Agreement(
                confidence="C",
                recogniser="union",
                evidence=(text.span(match.start("other"), match.end()),),
                parties=(ends[0].model_copy(update={"flags": ("party_from_context",)}), ends[1]),
                kind=page.in_words(text, "union", *match.span("kind")),
                status=page.in_words(text, "negotiating", match.start("kind"), match.end()),
            )


def liaisons(page: Page) -> Iterator[AnyRecord]:
    """Class B: a standing liaison council set up with bodies that are named by their sort only."""
    for index in range(len(page.blocks)):
        for _, sentence in page.sentences(index):
            if "などと「" in sentence.norm and (match := LIAISON.search(sentence.norm)):
                start = match.start("who") + (match["who"].rfind("また、") + 3 if "また、" in match["who"] else 0)
                others = [
                    page.in_words(sentence, one[0], start + one.start(), start + one.end())
                    for one in re.finditer(r"[^、]+", sentence.norm[start : match.end("who")])
                ]
                record = _alliance(page, sentence, *match.span("name"), "B", unnamed=tuple(others))
                yield record
                own = page.in_words(sentence, page.home, *match.span("name"), "member_is_publisher")
                role = page.in_words(sentence, "member", *match.span("verb"))
                yield _membership(record.alliance, own, role, "C", sentence.part(*match.span("name")))
