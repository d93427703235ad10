"""Ties in brackets after a name: in lists wrapped anywhere, and in headings (`ブルノ市（平成4年6月1日 姉妹都市提携）`)."""

import re
from collections.abc import Iterator

from graph.reading.deeds import concluded, date_of, deed, home, kind_of, kinds, state_of
from graph.reading.lands import LONGEST, NAMING, Name, names, stated
from graph.reading.outline import mark_of, width
from graph.reading.page import Page
from graph.reading.regions import CLOSE, OPEN
from graph.reading.text import Text
from graph.reading.titles import heading_kind
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates, number

OPENS, CLOSES = re.compile("[" + re.escape(OPEN) + "]"), re.compile("[" + re.escape(CLOSE) + "]")
SPLIT = re.compile(r"[、。,●○・◆■◇/／;；\n]|\s{1,}|[)〉〕\]】>》]")
ACT = re.compile(r"提携|締結|盟約|調印|協定|縁組|署名|覚書|宣言")
NOT = re.compile(r"周年|訪問|派遣|来訪|記念|開催|生まれ|開設|開館|合併|設立|施行|条例|人口|現在")
WRAPS = 3


def pieces(page: Page) -> Iterator[tuple[int, Text]]:
    """Number (from 0) and text of each line; a line broken inside a bracket, or inside a word, with what follows it."""
    lines = page.lines
    full = max((width(line.norm) for line in lines), default=0)
    number = 0
    while number < len(lines):
        text, last = lines[number], number
        while (
            last + 1 < len(lines) and last - number < WRAPS * 4 and _goes_on(text, lines[last], lines[last + 1], full)
        ):
            last += 1
            body = lines[last].norm
            text = text.part(0, len(text.norm.rstrip())).plus(
                lines[last].part(len(body) - len(body.lstrip()), len(body))
            )
        if _depth(text.norm) > 0 and last > number:
            text, last = lines[number], number
        yield number, text
        number = last + 1


def _depth(norm: str) -> int:
    return len(OPENS.findall(norm)) - len(CLOSES.findall(norm))


def _goes_on(text: Text, line: Text, following: Text, full: int) -> bool:
    norm = following.norm.strip()
    if not norm or "\t" in line.norm or "\t" in following.norm:
        return False
    if norm[0] in "(（〔" and not mark_of(following) and re.search(r"[市町村区郡]\s*$", line.norm):
        return True
    if not OPENS.search(text.norm):
        return False
    if _depth(text.norm) > 0:
        return not mark_of(following) or len(norm) > 24 or bool(re.match(r"[\d(]", norm))
    if following.norm[:1].isspace() or mark_of(following) or not re.search(r"[一-龥ァ-ヴー、]\s*$", line.norm):
        return False
    broken = norm[0] in "ャュョァィゥェォッー" or width(line.norm) >= full * 0.85
    return bool(broken and NAMING.match(norm))


def groups(norm: str, at: int) -> list[tuple[int, int]]:
    """The insides of the brackets that follow each other from `at` on."""
    found = []
    while match := re.compile(r"\s*([" + re.escape(OPEN) + "])").match(norm, at):
        sign = match[1]
        depth, stop = 0, match.start(1)
        while stop < len(norm):
            depth += (norm[stop] == sign) - (norm[stop] == CLOSE[OPEN.index(sign)])
            if not depth:
                break
            stop += 1
        if depth:
            break
        found.append((match.end(), stop))
        at = stop + 1
    return found


def brackets(page: Page) -> Iterator[AnyRecord]:
    """Class A: a place whose brackets give date and kind, or the date beside a kind that the item or title names."""
    owner: Stated | None = None  # in a list of a prefecture, the municipality whose partners follow
    for line, text in pieces(page):
        owner = _owner(page, text) or owner
        if len(text) <= LONGEST and OPENS.search(text.norm) and "\t" not in text.norm:
            begin, last = _past_owner(page, text), None
            for one in names(page, text.norm):
                if one.key == page.home or one.start < begin:
                    continue
                insides = groups(text.norm, one.end)
                if insides and (date := _told_after(text.norm, insides[-1][1] + 1)):
                    insides = [*insides, date]
                if insides:
                    if tie := _tie(page, line, text, one, insides, begin, owner, last):
                        yield tie
                        last = tie.kind
                    begin = insides[-1][1] + 1


def _tie(
    page: Page,
    line: int,
    text: Text,
    name: Name,
    insides: list[tuple[int, int]],
    begin: int,
    owner: Stated | None = None,
    last: Stated | None = None,
) -> Agreement | None:
    insides = [(start, _full_stop(text.norm, start, stop)) for start, stop in insides]
    whole = "".join(text.norm[start:stop] for start, stop in insides)
    if len(whole) > 80 or NOT.search(whole) or "。" in whole:
        return None
    signed = next((date for span in insides if (date := date_of(page, text.part(*span)))), None)
    inner = next((kind for span in insides if (kind := kind_of(page, text.part(*span)))), None)
    before = text.part(begin, name.start)
    state = next(((*found, span) for span in insides if (found := state_of(text.norm[slice(*span)]))), None)
    if signed is None and not (inner and state):
        return None
    near = inner or _before(page, before)
    if near is None and last and re.search(r"(?:[・、\s]|^)(?:同じ?|同上|〃)\s*$", whole):
        near = last.model_copy(update={"flags": ("ditto",)})
    kind = near = near or _group(page, text, name)
    if kind is None and (ACT.search(whole) or _listed(text.norm, begin, name)):
        kind = heading_kind(page, line)
    if kind is None or not _heads(text.norm, insides, near is not None or owner is not None or bool(ACT.search(whole))):
        return None
    status = concluded(signed or kind)
    if state:
        word, first, stop, span = state
        status = page.in_words(text.part(*span), word, first, stop)
        signed = None if word in ("preparing", "talks-begun") else signed
    one = stated(text, name)
    more = _above(page, text, name, whole)
    spans = [text.span(name.start, insides[-1][1]), kind.span]
    side = owner or home(page, text)
    former = [
        stated(text, each)
        for start, stop in insides
        for each in names(page, text.norm)
        if start <= each.start < stop and each.key and "former" in each.flags
    ][:1]
    if former:
        side = side.model_copy(update={"flags": ("successor",)})
    return deed("bracket", sorted(spans, key=lambda span: span.at), (side, *more) if name.open else (side, *more, one),
        kind, status, former=former, unnamed=(one,) if name.open else (), signed=signed, sure="A" if signed else "B",
    )  # fmt: skip


def _above(page: Page, text: Text, name: Name, inside: str) -> list[Stated]:
    """The other places that a bracket holds for (`A市、B市（以上二市　平成30年…）`)."""
    match = re.match(r"\s*以上の?\s*(?P<n>[二三四五六2-6])(?:市|町|村|市町|者)", inside)
    if match is None:
        return []
    known = [
        one
        for one in names(page, text.norm)
        if one.end <= name.start and not one.open and one.surface[-1] not in "都道府県"
    ]
    return [stated(text, one) for one in known[1 - number(match["n"]) :]]


def _told_after(norm: str, at: int) -> tuple[int, int] | None:
    """The date that an item gives right behind its bracket: `A市（米国）＝1989年11月10日`."""
    match = re.compile(r"\s*[=:…―-]*\s*").match(norm, at)
    date = next((one for one in find_dates(norm) if match and one.date and one.start == match.end()), None)
    ends = date and re.match(r"\s*(?:提携|締結|調印|盟約|成立)?\s*(?:[、,。/;]|$)", norm[date.end :])
    return (date.start, date.end) if date and ends else None


def _full_stop(norm: str, start: int, stop: int) -> int:
    """Where the first sentence of a bracket ends: what follows it tells of something else."""
    found = norm.find("。", start, stop)
    return stop if found < 0 or not find_dates(norm[start:found]) else found


def _before(page: Page, before: Text) -> Stated | None:
    """The kind printed right before the name: `姉妹都市　ベルゲン市`."""
    found = kinds(page, before.norm)
    if found and re.fullmatch(r"(?:提携|協定)?[\s:：・はのとして、「『]*", before.norm[found[-1].end :]):
        return page.stated(before, found[-1])
    return None


def _owner(page: Page, text: Text) -> Stated | None:
    """The municipality that heads an item in a list published by its prefecture: alone, or before its partners."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind != "prefecture":
        return None
    found = names(page, text.norm)
    if not found or groups(text.norm, found[0].end) or page.gazetteer.prefecture(found[0].key or "") != page.home:
        return None
    before = re.sub(r"[\W\d]", "", text.norm[: found[0].start])
    after = text.norm[found[0].end : found[0].end + 1]
    return (
        stated(text, found[0])
        if len(before) <= 2 and after in ("", ":", "：", " ", "】", "》", "―", "-", "…")
        else None
    )


def _past_owner(page: Page, text: Text) -> int:
    """Where the partners begin on a line that the municipality of a prefecture's list heads."""
    return names(page, text.norm)[0].end + 1 if _owner(page, text) else 0


def _group(page: Page, text: Text, name: Name) -> Stated | None:
    """The kind that heads a group of items on the line: `姉妹都市：A市（…）、B市（…）`, `【友好都市】C市（…）`."""
    norm, last = text.norm, None
    for one in kinds(page, norm[: name.start]):
        inside = norm[: one.start].count("(") > norm[: one.start].count(")")
        if not inside and re.match(
            r"(?:提携)?(?:都市)?\s*(?:[.]{3}|[:：】\]〕>》」・\s]|は、?|として|[(]\d+[)])", norm[one.end :]
        ):
            last = one
    return page.stated(text, last) if last else None


def _listed(norm: str, begin: int, name: Name) -> bool:
    return not re.sub(r"[\W\d]", "", norm[begin : name.start])


def _heads(norm: str, insides: list[tuple[int, int]], told: bool) -> bool:
    """True where the name with its brackets is an item or a heading, not a part of a sentence."""
    after = norm[insides[-1][1] + 1 :]
    goes_on = re.match(r"\s*(?:と|は|に|を|が|の|で(?!あ|す)|から|へ|も|や)(?!も)", after)
    return told and not goes_on
