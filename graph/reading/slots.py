"""What a labelled value means, whatever the city calls the label: partner, country, kind, date, remark."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import ontology
from graph.countries import key_of
from graph.reading.deeds import concluded, date_of, deed, home, kind_of, state_of
from graph.reading.lands import Name, names, region_of, resolve, stated
from graph.reading.natures import DASH, nature, without_brackets
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import Agreement, Stated, StatedDate
from graph.values import find_dates

_ACT = r"提携|締結|盟約|調印|署名|協定|縁組|宣言|成立|発効|登録|結んだ|結ばれた|交わした|合意|姉妹|友好"
# In this order: what a label is not about (人口, 署名者) comes before what it is about.
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("other", re.compile(
        r"人口|面積|概要|^どんな|^どこ|担当|署名者|調印者|分野|きっかけ|契機|動機|経過|特色|特徴|特産|番号|電話|事務局|目的|所管|連絡|歩み|産業|気候|言語|距離|世帯|通貨|調印地|締結地|場所|会場|更新|様子|沿革"
        r"|実績|行事|市長名?$|首長|紹介|事業|(?:直近|主|近年)の?な?交流|交流(?:内容|事業|実績|の)|^No\.?$|^№$|^#$|^順$|件数?$|訪問|来訪|周年|記念|見どころ|名物|年齢|派遣|受入"
    )),
    ("until", re.compile(r"有効期限|期限|満了|終了|失効|解消")),
    ("date", re.compile(
        rf"^(?:年月日|年月|期日|日付|年)$|(?:{_ACT}).*(?:年月日|年月|日付|期日|時期|日|年|とき)$|^(?:{_ACT})(?:締結|提携)?$(?<!協定)(?<!姉妹)(?<!友好)|^いつ|からのお?付き合い$|開始(?:年月)?日?$"
    )),
    ("home", re.compile(r"^旧|^(?:県内|本県|道内|府内|市内|都内)|本県側|^(?:市区町村|区市町村|市町村|市町|市区町)名?$|県内団体")),
    ("kind", re.compile(r"種別|種類|区分|形態|関係$|間柄|名目|類型|位置付け|^(?:提携|協定|締結)の?別$|^協定(?:等|書)?の?名称?$|^協定(?:等|の内容|内容)?$|提携内容|提携名|提携の名|盟約の?名|^分類$")),
    ("region", re.compile(r"^国|国名|国・|所在|都道府県|県名|州名|省名|地域名?$|相手国|^州$|^県$|位置$")),
    ("note", re.compile(r"備考|摘要|^注記?$|特記|現況|現状|状況|状態|経緯|その後|メモ")),
    ("party", re.compile(
        r"都市名?$|^相手|相手方?(?:名|先)?$|提携先|締結先|協定先|交流先|自治体名?$|団体名?$|市町村名?$|市名$|町名$|名称$|名前$|まち$|パートナー$|^企業|事業者|会社名|企業名"
    )),
)  # fmt: skip
SAME = re.compile(
    r"\s*[■●◆○・◇□▼*-]?\s*(?P<label>[^\s:：。、(](?:[ \u3000]?[^\s:：。、(]){0,14}?(?:[(][^()]{1,8}[)])?)(?:\s*[:：]\s*|\t+|\s{2,}|(?<=[日名別分])\s|\s*(?:…|‥|・・)+\s*)(?P<value>\S.*)"
)
BRACED = re.compile(r"\s*[【\[<〔](?P<label>[^】\]>〕]{2,14})[】\]>〕]\s*(?P<value>\S.*)")
BY_NATURE = {"date": "date", "kind": "kind", "place": "party", "land": "region", "state": "note", "event": "event"}


def role(text: str) -> str | None:
    """The part that a label plays: party, home, region, kind, date, until, note, other; None for no label known."""
    plain = re.sub(r"\s+", "", text).strip("■●◆○・:：【】[]<>〈〉「」")
    bare = re.sub(r"[(][^()]*[)]$", "", plain)
    if (
        bare.endswith(tuple(ontology.surfaces("agreement")))
        or not 0 < len(bare) <= 14
        or "。" in bare
        or re.search(r"\d{2}", bare)
    ):
        return None
    return next((name for name, pattern in ROLES if pattern.search(bare)), None)


def labelled(line: Text) -> tuple[str, Text | None] | None:
    """Role and value of a line with a known label: the value is None where the line is the label alone."""
    for pattern in (BRACED, SAME):
        if (match := pattern.match(line.norm)) and (part := role(match["label"])):
            return part, line.part(match.start("value"), len(line)).stripped()
    norm = line.norm.strip()
    part = role(norm) if len(norm) <= 16 else None
    return (part, None) if part else None


@dataclass
class Entry:
    """The values of one tie by their parts; `dittos`: the value stands in an earlier row; `open`: its label says nothing."""

    values: dict[str, list[Text]] = field(default_factory=dict)
    dittos: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)

    def give(self, part: str, text: Text) -> None:
        if not DASH.fullmatch(text.norm):
            self.values.setdefault(part, []).append(text)

    def first(self, part: str) -> Text | None:
        return next(iter(self.values.get(part, ())), None)

    def texts(self) -> Iterator[Text]:
        for part in ("home", "party", "region", "kind", "date", "until"):
            yield from self.values.get(part, ())


def parts(page: Page, labels: Sequence[str | None], columns: Sequence[Sequence[Text]]) -> tuple[list[str], set[str]]:
    """The part that each column (or labelled value) plays, by its label's role and by what stands in it.

    Returns also the parts that no label names: they are taken only where just one column could be meant.
    """
    found: list[str] = []
    guessed: list[int] = []
    for number, (label, cells) in enumerate(zip(labels, columns, strict=True)):
        seen = Counter(nature(page, cell) for cell in cells if nature(page, cell) not in ("blank", "ditto"))
        main, often = seen.most_common(1)[0] if seen else ("free", 0)
        part = label or "other"
        if label is None and often * 10 >= 6 * seen.total():
            part = BY_NATURE.get(main, "other")
            guessed += [number] if part != "other" else []
        elif label in ("date", "kind") and main in ("date", "kind", "event"):
            part = main
        elif label == "party" and main == "land":
            part = "region"
        found.append(part)
    named = {part for number, part in enumerate(found) if number not in guessed}
    if "home" in named and found.count("party") == 0:
        named.discard("party")
    for number in guessed:
        part = found[number]
        rivals = [other for other in guessed if found[other] == part]
        taken = part in named and part not in ("region", "note")
        if taken or (len(rivals) > 1 and part in ("date", "kind", "party")) or (part == "date" and "event" in found):
            found[number] = "other"
    return found, {found[number] for number in guessed} - named


def places(page: Page, text: Text, beside: str) -> list[Name]:
    """The places that a cell names: with the ending or without it, the country in brackets, beside it, or elsewhere."""
    land, region = key_of(beside), region_of(page, beside)
    bare = re.match(r"[^(〈〔\[【<《]*", text.norm)
    stop = bare.end() if bare else len(text)
    every = names(page, text.norm)
    found = [one for one in every if one.start < stop] or every[:1]
    if len(found) == 1 and len(every) > 1:  # A市(ドイツ)、B市(フランス)
        outside = without_brackets(text.norm)
        found = [one for one in every if one.surface in outside]
    if found and found[-1].surface[-1] in "州県省" and len(found) > 1:
        found = found[:-1]
    if (
        len(found) > 1
        and found[0].surface[-1] in "州県省郡都道府"
        and not re.search(r"[、・と]", text.norm[found[0].end : found[1].start])
    ):
        found = found[1:]
    told = []
    for one in found:
        if one.land or one.region or not beside or "former" in one.flags:
            told.append(one)
            continue
        known = resolve(page, one.surface, land, region)
        told.append(Name(one.start, one.end, one.surface, known.key, known.flags, land, region))
    return told or ([one] if (one := _bare(page, text, stop, land, region)) else [])


def _bare(page: Page, text: Text, stop: int, land: str | None, region: str | None) -> Name | None:
    """A place abroad without its ending, where its country is told."""
    name, inner = text.norm[:stop].strip(), text.norm[stop:]
    land = key_of(inner) or land or key_of(name)
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
    found = places(page, text, beside) if text else []
    if not found and party is not None:
        text, name = party
        if beside and not name.land and not name.region and "former" not in name.flags:
            known = resolve(page, name.surface, key_of(beside), region_of(page, beside))
            name = Name(name.start, name.end, name.surface, known.key, known.flags)
        found = [name]
    found = [one for one in found if one.key != page.home]
    if text is None or not found:
        return None
    cell = entry.first("kind")
    kind = kind_of(page, cell, *(["ditto"] if "kind" in entry.dittos else [])) if cell else None
    if cell is not None and kind is None:
        return None  # a kind is printed that nobody here knows: the title's would be a guess
    when = entry.first("date")
    for more in (when, text):
        kind = kind or (kind_of(page, more) if more and (more is when or names(page, more.norm)) else None)
    kind = kind or heading
    signed = date_of(page, when, *(["ditto"] if "date" in entry.dittos else [])) if when else None
    if kind is None or (when is None and cell is None):
        return None
    status, until = _standing(page, entry, kind, signed, state)
    if status.value in ("preparing", "talks-begun"):
        signed = None
    owner = _owner(page, entry, text)
    if owner is None:
        return None
    evidence = [text.span(found[0].start, found[-1].end), *(one.span() for one in entry.texts() if len(one))]
    former = _former(page, entry)
    if "former" in owner.flags:  # the column names who signed; the publisher is the heir
        former, owner = [owner], home(page, text).model_copy(update={"flags": ("successor",)})
    if former and owner.value == page.home:
        owner = owner.model_copy(update={"flags": ("successor",)})
    flags = ["ditto"] if "party" in entry.dittos else []
    flags += ["label_open"] if entry.open & {"date", "kind", "party"} else []
    sides = [stated(text, one, *flags) for one in found]
    return deed(recogniser, sorted(evidence, key=lambda span: span.at),
        (owner, *(side for side, one in zip(sides, found, strict=True) if not one.open)), kind, status,
        unnamed=tuple(side for side, one in zip(sides, found, strict=True) if one.open), signed=signed, former=former, until=until,
        sure="A" if signed else "B",
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


def _owner(page: Page, entry: Entry, text: Text) -> Stated | None:
    """The side of the publisher: itself, or the municipality that the row names first in a list of a prefecture."""
    cell = entry.first("home")
    if cell is None:
        return home(page, text)
    found = [one for one in names(page, cell.norm) if one.key]
    return stated(cell, found[0], *(["ditto"] if "home" in entry.dittos else [])) if found else None


def _standing(
    page: Page, entry: Entry, kind: Stated, signed: StatedDate | None, state: Stated | None
) -> tuple[Stated, StatedDate | None]:
    """Concluded, unless a remark (or the kind's cell) says that it is prepared, talked about, expired or ended."""
    for part in ("kind", "date", "note", "until"):
        for text in entry.values.get(part, ()):
            if (found := state_of(text.norm)) and (
                found[0] in ("expired", "ended") or signed is None or part in ("kind", "date")
            ):
                until = None
                if found[0] in ("expired", "ended"):
                    dates = [one for one in find_dates(text.norm) if one.date and one.start < found[1]]
                    until = page.dated(text, dates[-1]) if dates and part != "date" else None
                return page.in_words(text, *found), until
    if signed is None and state is not None:
        return state, None
    limit = entry.first("until")
    return concluded(signed or kind), date_of(page, limit) if limit else None
