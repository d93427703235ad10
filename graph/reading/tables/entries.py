"""A tie from its labelled values: the places that a cell names, who signed, in which state it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.countries import key_of
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import lies_in, of_prefecture, prefectures, region_of
from graph.reading.names.resolved import resolve
from graph.reading.names.towns import heir_of, told_apart
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.datings import cell_of_day, day_in, term_in
from graph.reading.words.deeds import BELOW, OVER, concluded, date_of, dates_of, deed, ended_on, home, kind_of, state_of
from graph.reading.words.natures import DASH, EVERY, in_areas, in_body, nature, without_brackets
from graph.records import Agreement, Stated, StatedDate


@dataclass
class Entry:
    """The values of one tie by their parts; `dittos`: the value stands in an earlier row; `open`: its label says nothing."""

    values: dict[str, list[Text]] = field(default_factory=dict)
    dittos: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    over: Stated | None = None  # what the label of a filled column says of the end: 解消日

    def give(self, part: str, text: Text) -> None:
        if not DASH.fullmatch(text.norm):
            self.values.setdefault(part, []).append(text)

    def first(self, part: str) -> Text | None:
        return next(iter(self.values.get(part, ())), None)

    def texts(self) -> Iterator[Text]:
        for part in ("home", "party", "region", "kind", "date", "until"):
            yield from self.values.get(part, ())


def places(page: Page, text: Text, beside: str) -> list[Name]:
    """The places that a cell names: with the ending or without it, the country in brackets, beside it, or elsewhere."""
    land, region = key_of(beside), region_of(page, beside)
    bare = re.match(r"[^(〈〔\[【<《]*", text.norm)
    stop = bare.end() if bare else len(text)
    areas = in_areas(page, text)
    if areas or EVERY.search(text.norm):
        return areas  # or not one of them is named
    every = names(page, text.norm)
    found = [one for one in every if one.start < stop] or every[:1]
    if len(found) == 1 and len(every) > 1:  # A市(ドイツ)、B市(フランス)
        outside = without_brackets(text.norm)
        found = [one for one in every if one.surface in outside]
    found = found[:-1] if len(found) > 1 and found[-1].surface[-1] in "州県省" else found
    if (
        len(found) > 1
        and found[0].surface[-1] in "州県省郡都道府"
        and not re.search(r"[、・と]", text.norm[found[0].end : found[1].start])
    ):
        found = found[1:]
    told = []
    regions = [one[0] for one in prefectures(page.gazetteer).finditer(beside)]
    for number, one in enumerate(found):
        if len(regions) > 1:  # A市、B市 beside 新潟県、静岡県
            region = regions[number] if len(regions) == len(found) else None
        if one.land or one.region or not beside or "former" in one.flags or lies_in(page, one.key, text.norm):
            told.append(one)  # in 鹿児島県 奄美大島 龍郷町 the country beside it is that of another place
            continue
        known = resolve(page, one.surface, land, region)
        told.append(Name(one.start, one.end, one.surface, known.key, known.flags, land, region))
    if len(told) == 1 and text.norm.strip() != told[0].surface and (wider := _state(page, text, land)):
        return [wider]  # 南スマトラ州 is not スマトラ州
    alone = None if told else _bare(page, text, stop, land, region) or _state(page, text, land)
    return [alone] if alone else told


def _bare(page: Page, text: Text, stop: int, land: str | None, region: str | None) -> Name | None:
    """A place abroad without its ending, where its country is told."""
    name, inner = text.norm[:stop].strip(), text.norm[stop:]
    land = key_of(inner) or land or key_of(name)
    if re.search(r"(?:校|大学|学園|会議所|図書館|博物館|美術館|動物園|水族館|病院|議会|協会|クラブ)$", name):
        return None
    if not 1 < len(name) <= 20 or not re.fullmatch(r"[ァ-ヴー・=゠一-龥々 a-zA-Z]+", name) or land == "country/jp":
        return None
    plain = re.sub(r"^.*(?:共和国|王国|合衆国|連邦)[・ ]?", "", name)
    if not plain or (key_of(plain) and not key_of(inner)):
        return None
    at = text.norm.index(name) + len(name) - len(plain)
    known = resolve(page, plain, land, region_of(page, inner) or region)
    if not (known.key or known.candidates or land):
        return None
    return Name(at, at + len(plain), plain, known.key, known.flags, land)


def _state(page: Page, text: Text, land: str | None) -> Name | None:
    """A state or a part of a city as a partner, its country in the cell beside it: 湖北省, ウィーン市第22区."""
    if land in (None, "country/jp") or not WIDER.fullmatch(name := text.norm.strip()) or "省" in name[:-1]:
        return None
    known, at = page.gazetteer.mint(name, country=land), text.norm.index(name)
    return Name(at, at + len(name), name, known.key, known.flags, land)


def entry_deed(
    page: Page,
    entry: Entry,
    recogniser: str,
    heading: Stated | None = None,
    party: tuple[Text, Name] | None = None,
    state: Stated | None = None,
) -> Agreement | None:
    """The tie that an entry states; `heading` is the kind that a title gives to all, `party` the place heading it,
    `state` what a title says of all that are not signed."""
    text = entry.first("party")
    beside = " ".join(one.norm for one in entry.values.get("region", ()))
    found = [one for one in places(page, text, beside) if not in_body(text, one)] if text else []
    if not found and party is not None:
        text, name = party
        if beside and not name.land and not name.region and "former" not in name.flags:
            known = resolve(page, name.surface, key_of(beside), region_of(page, beside))
            name = Name(name.start, name.end, name.surface, known.key, known.flags)
        found = [name]
    found = [one for one in found if one.key != page.home]
    if text is None or not found:
        return None
    told = entry.values.get("kind", [])
    cell = next((one for one in told if kind_of(page, one)), None)
    cell = cell or next((one for one in told if DEED.search(one.norm)), entry.first("kind"))
    if cell is not None and nature(page, cell) == "event" and not DEED.search(cell.norm):
        return None  # 提携10周年 is no signing
    kind = kind_of(page, cell, *(["ditto"] if "kind" in entry.dittos else [])) if cell else None
    if cell is not None and kind is None and (named := DEED.search(cell.norm)) and not state_of(cell.norm):
        kind = page.in_words(cell, "accord", *named.span("deed"), "label_open")  # of no kind of its own
    if cell is not None and kind is None:
        return None  # a kind is printed that nobody here knows: the title's would be a guess
    when = cell_of_day(page, entry.values.get("date", ()))
    spoken = [one for one in (when, text) if one and one.norm[-1:] != "。" and (one is when or names(page, one.norm))]
    kind = kind or next(filter(None, (kind_of(page, one) for one in spoken)), None)
    kind = kind or heading
    signed = day_in(page, when, *(["ditto"] if "date" in entry.dittos else [])) if when else None
    if kind is None or (when is None and cell is None):
        return None
    if kind.value in BELOW and not re.search(r"議会|会議所|マラソン|大会", text.norm) and nature(page, text) == "firm":
        return None  # a tie of schools is none of their towns
    status, until = standing(page, entry, kind, signed, state)
    if status.value in ("preparing", "talks-begun"):
        signed = None
    owner = _owner(page, entry, text)
    if owner is None:
        return None
    evidence = [text.span(found[0].start, found[-1].end), *(one.span() for one in entry.texts() if len(one))]
    former = [one for one in _former(page, entry, owner, signed) if one.printed not in {two.surface for two in found}]
    over = status.value in OVER
    if "former" in owner.flags:  # the column names who signed; the publisher is the heir
        if not over:  # else it was that town's alone
            former, owner = [owner], home(page, text).model_copy(update={"flags": ("successor",)})
    elif former and over and len(former) == 1 and former[0].flags.count("former"):
        former, owner = [], former[0]
    heirs = {heir_of(page, one.value) for one in former}
    if former and "former" not in owner.flags and not heirs & {one.key for one in found if one.key}:
        owner = owner.model_copy(update={"flags": ("successor",)})
    flags = ["ditto"] if "party" in entry.dittos else []
    flags += ["others_unnamed"] if re.search(r"ほか|外\d|など|等(?:[)\s]|$)", text.norm) else []
    flags += ["label_open"] if entry.open & {"date", "kind", "party"} else []
    sides = [stated(text, one, *flags, *(["successor"] if one.key and one.key in heirs else [])) for one in found]
    return deed(recogniser, sorted(evidence, key=lambda span: span.at),
        (owner, *(side for side, one in zip(sides, found, strict=True) if not one.open)), kind, status,
        unnamed=tuple(side for side, one in zip(sides, found, strict=True) if one.open), signed=signed, former=former, until=until,
        sure="A" if signed else "C" if when and dates_of(when.norm) and status.value == "concluded" else "B",
    )  # fmt: skip


WIDER = re.compile(r"[ァ-ヴー・一-龥]{2,16}(?:[州省県道]|市第?\d{1,2}区(?:[ァ-ヴー・]{2,16})?|市[ァ-ヴー・]{2,16})")
DEED = re.compile(r"(?P<deed>(?:協定|覚書|宣言|盟約|合意)書?)(?:\s*[(][^()]*[)])?\W*$")
HANDED = re.compile(
    r"締結|提携|調印|盟約|継承|引き?継|承継|受け?継|時代|から$|より$|当時|^\W*旧[^\s、。]{1,8}[市町村]\W*$"
)
SIGNER = re.compile(r"\W*(?:[ぁ-ん]|時代|当時|締結|提携|調印|盟約|名義)")
NOT_SIGNED = re.compile(r"除く|以外|該当|出身|ゆかり|引き?継いだものではな")


def _former(page: Page, entry: Entry, owner: Stated, signed: StatedDate | None) -> list[Stated]:
    """The former municipality that signed: a remark says so (`旧平田市が締結`), or the owner took it over since."""
    lands = {key_of(one.norm) for one in entry.values.get("region", ())} - {None, "country/jp"}
    worded = ("kind", "note", "party") if lands else ("kind", "note")
    for part in ("signer", "note", "kind", "date", "party", "home", "other"):
        for text in entry.values.get(part, ()):
            if NOT_SIGNED.search(text.norm):
                continue
            found = {
                one.key: one
                for one in names(page, text.norm)
                if one.key and "former" in one.flags and not _no_signer(text, one, part in worded)
            }
            if part in ("note", "other") and not HANDED.search(text.norm):
                found = {key: one for key, one in found.items() if part == "note" and _later(page, key, owner, signed)}
            if part == "other":
                found = {key: one for key, one in found.items() if _later(page, key, owner, signed)}
            if found and not (part in ("home", "party") and owner.value in found):
                return [stated(text, one) for one in found.values()]
    return []


def _no_signer(text: Text, one: Name, worded: bool) -> bool:
    """True for 旧 of a town of which something else is told, or that no list knows, said of nothing or within a longer name."""
    word = worded and not SIGNER.match(text.norm, one.end)  # 旧城下市, 旧城下市災害時応援協定
    return told_apart(text.norm, one.end) or (word and "place_unregistered" in one.flags)


def _later(page: Page, key: str | None, owner: Stated, signed: StatedDate | None) -> bool:
    """True where the town merged into `owner` after the day of signing: only it can have signed."""
    rows = [row for row in page.gazetteer.formers if row.key == key and row.successor == owner.value]
    return signed is not None and any(row.date and signed.value.removeprefix("FY") < row.date for row in rows)


def _owner(page: Page, entry: Entry, text: Text) -> Stated | None:
    """The side of the publisher: itself, or the municipality that the row names first in a list of a prefecture."""
    cell = entry.first("home")
    if cell is None:
        return home(page, text)
    keys = [(one, one.key or of_prefecture(page, one.surface)) for one in names(page, cell.norm)]
    found = [one if one.key else replace(one, key=key, flags=()) for one, key in keys if key]
    return stated(cell, found[0], *(["ditto"] if "home" in entry.dittos else [])) if found else None


def standing(
    page: Page, entry: Entry, kind: Stated, signed: StatedDate | None, state: Stated | None
) -> tuple[Stated, StatedDate | None]:
    """Concluded, unless a remark (or the kind's cell) says that it is prepared, talked about, expired or ended."""
    limit = entry.first("until")
    end = date_of(page, limit) if limit else None
    over = (end and entry.over) or (state if state and state.value in OVER else None)
    if over is not None:
        return over, end
    for part in ("kind", "date", "note", "until", "other", *(() if signed else ("event",))):
        for text in entry.values.get(part, ()):
            if part == "other" and signed and len(text) > 16:
                continue
            if (found := state_of(text.norm)) and (found[0] in OVER or signed is None or part in ("kind", "date")):
                until = None
                if found[0] in OVER:
                    until = ended_on(page, text, found)
                    until = None if until and signed and until.span == signed.span else until
                return page.in_words(text, *found), until
    if signed is None and state is not None:
        return state, None
    return concluded(signed or kind), end or term_in(
        page, [*entry.values.get("date", ()), *entry.values.get("note", ())]
    )
