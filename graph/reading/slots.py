"""What a labelled value means, whatever the city calls the label: partner, country, kind, date, remark."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import ontology
from graph.countries import key_of
from graph.reading.deeds import concluded, date_of, deed, home, kind_of, state_of
from graph.reading.lands import Name, names, region_of, resolve, stated
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import Agreement, Stated, StatedDate
from graph.values import find_dates

_ACT = r"提携|締結|盟約|調印|署名|協定|縁組|宣言|成立|発効|登録|結んだ|交わした|合意|姉妹|友好"
# In this order: what a label is not about (人口, 署名者) comes before what it is about.
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("other", re.compile(
        r"人口|面積|概要|担当|署名者|調印者|分野|きっかけ|契機|経過|特色|特産|番号|電話|事務局|目的|所管|連絡|歩み|産業|気候|言語|距離|世帯|通貨"
        r"|実績|行事|市長名?$|首長|紹介|事業|(?:直近|主|近年)の?な?交流|交流(?:内容|事業|実績|の)|^No\.?$|^№$|^#$|^順$|件数?$|訪問|来訪|周年|見どころ|名物"
    )),
    ("until", re.compile(r"有効期限|期限|満了|終了|失効|解消")),
    ("date", re.compile(
        rf"^(?:年月日|年月|期日|日付|年)$|(?:{_ACT}).*(?:年月日|年月|日付|期日|時期|日|年|とき)$|^(?:{_ACT})(?:締結|提携)?$(?<!協定)(?<!姉妹)(?<!友好)"
    )),
    ("home", re.compile(r"^旧|^(?:県内|本県|道内|府内|都内|市内)|本県側|^(?:市区町村|区市町村|市町村|市町|市区町)名?$|県内団体")),
    ("kind", re.compile(r"種別|種類|区分|形態|関係$|名目|類型|位置付け|協定(?:等|書)?の?名称?$|^協定(?:等|の内容|内容)?$|提携内容|提携名|盟約の?名")),
    ("region", re.compile(r"^国|国名|国・|所在|都道府県|県名|州名|省名|地域名?$|相手国|^州$|^県$|位置$")),
    ("note", re.compile(r"備考|摘要|^注記?$|特記|現況|現状|状況|状態|経緯|その後|メモ")),
    ("party", re.compile(
        r"都市名?$|相手方?(?:名|先)?$|相手(?:先)?(?:の名称|自治体|市町村|団体|都市)|提携先|締結先|協定先|交流先|自治体名?$|団体名?$|市町村名?$|市名$|町名$|名称$|名前$|まち$|パートナー$|^企業|事業者|会社名|企業名"
    )),
)  # fmt: skip
DITTO = re.compile(r"[〃″”\"仝]|同上|々|同じ")
DASH = re.compile(r"[-‐―ー—－…・*\s]*")


def role(text: str) -> str | None:
    """The part that a label plays: party, home, region, kind, date, until, note, other; None for no label known."""
    plain = re.sub(r"\s+", "", text).strip("■●◆○・:：【】[]<>〈〉「」")
    bare = re.sub(r"[(][^()]*[)]$", "", plain)
    if bare in ontology.surfaces("agreement") or not 0 < len(bare) <= 14 or "。" in bare or re.search(r"\d{2}", bare):
        return None
    return next((name for name, pattern in ROLES if pattern.search(bare)), None)


@dataclass
class Entry:
    """The labelled values of one tie; `dittos` are the roles whose value stands in an earlier row."""

    values: dict[str, list[Text]] = field(default_factory=dict)
    dittos: set[str] = field(default_factory=set)

    def give(self, part: str, text: Text) -> None:
        if not DASH.fullmatch(text.norm):
            self.values.setdefault(part, []).append(text)

    def first(self, part: str) -> Text | None:
        return next(iter(self.values.get(part, ())), None)

    def texts(self) -> Iterator[Text]:
        for part in ("home", "party", "region", "kind", "date", "until"):
            yield from self.values.get(part, ())


def place(page: Page, text: Text, beside: str) -> Name | None:
    """The place that a cell names: with its ending or without it, its country in brackets, beside it, or elsewhere."""
    land, region = key_of(beside), region_of(page, beside)
    bare = re.match(r"[^(〈〔\[【<《]*", text.norm)
    stop = bare.end() if bare else len(text)
    found = [one for one in names(page, text.norm) if one.start < stop] or names(page, text.norm)
    if found:
        one = found[-1] if "州" in found[0].surface else found[0]
        if one.land or one.region or not beside or "former" in one.flags:
            return one
        known = resolve(page, one.surface, land, region)
        return Name(one.start, one.end, one.surface, known.key, known.flags, land, region)
    name = text.norm[:stop].strip()
    inner = text.norm[stop:]
    land = key_of(inner) or land or key_of(name)
    if not 1 < len(name) <= 20 or not re.fullmatch(r"[ァ-ヴー・=゠一-龥々 a-zA-Z]+", name) or land == "country/jp":
        return None
    at = text.norm.index(name)
    plain = re.sub(r"^.*(?:共和国|王国|合衆国|連邦)[・ ]?", "", name)
    if not plain or (key_of(plain) and not key_of(inner)):
        return None
    at += len(name) - len(plain)
    known = resolve(page, plain, land, region_of(page, inner) or region)
    if not (known.key or known.candidates or land):
        return None
    return Name(at, at + len(plain), plain, known.key, known.flags, land)


def entry_deed(
    page: Page, entry: Entry, recogniser: str, heading: Stated | None = None, party: tuple[Text, Name] | None = None
) -> Agreement | None:
    """The tie that an entry states; `heading` is the kind that a title gives to all, `party` the place heading it."""
    text = entry.first("party")
    beside = " ".join(one.norm for one in entry.values.get("region", ()))
    name = place(page, text, beside) if text else None
    if (text is None or name is None) and party is not None:
        text, name = party
        if beside and not name.land and not name.region and "former" not in name.flags:
            known = resolve(page, name.surface, key_of(beside), region_of(page, beside))
            name = Name(name.start, name.end, name.surface, known.key, known.flags)
    if text is None or name is None or name.key == page.home:
        return None
    cell = entry.first("kind")
    kind = kind_of(page, cell, *(["ditto"] if "kind" in entry.dittos else [])) if cell else None
    if cell is not None and kind is None:
        return None  # a kind is printed that nobody here knows: the title's would be a guess
    kind = kind or heading
    when = entry.first("date")
    signed = date_of(page, when, *(["ditto"] if "date" in entry.dittos else [])) if when else None
    if kind is None or (when is None and cell is None):
        return None
    status, until = _standing(page, entry, kind, signed)
    if status.value in ("preparing", "talks-begun"):
        signed = None
    owner, near = _owner(page, entry, text)
    if owner is None:
        return None
    evidence = [text.span(name.start, name.end), *(one.span() for one in entry.texts() if len(one))]
    former = _former(page, entry)
    if "former" in owner.flags:  # the column names who signed; the publisher is the heir
        former, owner = [owner], home(page, text).model_copy(update={"flags": ("successor",)})
    if former and owner.value == page.home:
        owner = owner.model_copy(update={"flags": ("successor",)})
    one = stated(text, name, *(["ditto"] if "party" in entry.dittos else []))
    return deed(recogniser, sorted(evidence, key=lambda span: span.at), (owner,) if name.open else (owner, one), kind,
        status, unnamed=(one,) if name.open else (), signed=signed, former=former, until=until, sure="A" if near and signed else "B",
    )  # fmt: skip


def _former(page: Page, entry: Entry) -> list[Stated]:
    """The former municipality that signed, where a remark says so: `旧平田市が締結`, `旧平田市から継承`."""
    for part in ("note", "kind", "date", "party"):
        for text in entry.values.get(part, ()):
            if not re.search(r"締結|提携|調印|盟約|継承|引き?継|承継|時代", text.norm) and part == "note":
                continue
            if found := [one for one in names(page, text.norm) if one.key and "former" in one.flags]:
                return [stated(text, found[0])]
    return []


def _owner(page: Page, entry: Entry, text: Text) -> tuple[Stated | None, bool]:
    """The side of the publisher: itself, or the municipality that the row names first in a list of a prefecture."""
    cell = entry.first("home")
    if cell is None:
        return home(page, text), True
    found = [one for one in names(page, cell.norm) if one.key]
    if not found:
        return None, False
    return stated(cell, found[0], *(["ditto"] if "home" in entry.dittos else [])), True


def _standing(page: Page, entry: Entry, kind: Stated, signed: StatedDate | None) -> tuple[Stated, StatedDate | None]:
    """Concluded, unless a remark (or the kind's cell) says that it is prepared, talked about, expired or ended."""
    for part in ("kind", "note", "date", "until"):
        for text in entry.values.get(part, ()):
            if (found := state_of(text.norm)) and (found[0] in ("expired", "ended") or signed is None):
                until = None
                if found[0] in ("expired", "ended"):
                    dates = [one for one in find_dates(text.norm) if one.date and one.start < found[1]]
                    until = page.dated(text, dates[-1]) if dates and part != "date" else None
                return page.in_words(text, *found), until
    limit = entry.first("until")
    return concluded(signed or kind), date_of(page, limit) if limit else None


def rows_to_entries(header: Mapping[int, str], rows: list[list[Text]]) -> Iterator[Entry]:
    """One entry a row; a ditto mark, and an empty cell of the owner's column, takes the value above."""
    above: dict[int, Text] = {}
    for row in rows:
        entry = Entry()
        for column, part in header.items():
            cell = row[column] if column < len(row) else None
            blank = cell is None or not cell.norm.strip()
            if (cell is not None and not blank and DITTO.fullmatch(cell.norm.strip())) or (blank and part == "home"):
                if column in above:
                    entry.give(part, above[column])
                    entry.dittos.add(part)
            elif cell is not None and not blank:
                above[column] = cell
                entry.give(part, cell)
        yield entry
