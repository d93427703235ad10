"""What a labelled value means, whatever the city calls the label: partner, country, kind, date, remark."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import ontology
from graph.reading.names.lands import names
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.deeds import FORM_WORDS, MORE_FORMS
from graph.reading.words.natures import nature

_ACT = r"提携|締結|盟約|調印|署名|協定|縁組|宣言|成立|発効|登録|結んだ|結ばれた|交わした|合意|姉妹|友好"
# In this order: what a label is not about (人口, 署名者) comes before what it is about.
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("signer", re.compile(r"署名者|調印者")),
    ("other", re.compile(
        r"人口|面積|概要|^本[社店部](?:所在地)?$|^住所$|^どんな|^どこ|担当|分野|きっかけ|契機|動機|経過|特色|特徴|特産|番号|電話|事務局|目的|所管|連絡|歩み|産業|気候|言語|距離|世帯|通貨|調印地|締結地|場所|会場|更新|様子|沿革"
        r"|実績|行事|市長名?$|首長|紹介|事業|(?:直近|主|近年)の?な?交流|交流(?:内容|事業|実績|の)|^No\.?$|^№$|^#$|^順$|件数?$|訪問|来訪|周年|記念|見どころ|名物|年齢|派遣|受入"
    )),
    ("until", re.compile(r"有効期限|有効期間|期限|満了|終了|失効|解消")),
    ("date", re.compile(
        rf"^(?:年月日|年月|期日|日付|年)$|(?:{_ACT}).*(?:年月日|年月|日付|期日|時期|日|年|とき)$|^(?:{_ACT})(?:締結|提携)?$(?<!協定)(?<!姉妹)(?<!友好)|^いつ|からのお?付き合い$|(?<!交流)開始(?:年月)?日?$"
    )),
    ("home", re.compile(r"^学校名?$|^(?:本市|当市|自)の|^旧(?:市|町|村|市町村|町村|市町|自治体)名?$|名義|締結主体|締結者|提携者|締結団体|提携団体|^(?:県内|本県|道内|府内|市内|都内)|本県側|^(?:市区町村|区市町村|市町村|市町|市区町)名?$|県内団体")),
    ("kind", re.compile(r"種別|種類|(?:提携|協定|交流)の?(?:形|かたち)|区分|形態|関係$|間柄|名目|類型|位置付け|^(?:提携|協定|締結)の?別$|(?:姉妹|友好|都市)の別$|^協定(?:等|書)?の?名称?$|^協定(?:等|書|の内容|内容)?$|^件名$|提携内容|提携名|提携の名|盟約の?名|^分類$")),
    ("region", re.compile(r"^国(?:籍|別|$)|^国\W|国名|国又は|国及び|所在|都道府県|県名|道県|府県|州名|省名|地域名?$|相手国|^州$|^県$|位置$")),
    ("note", re.compile(r"備考|取り?扱い?$|^合併後|継承$|摘要|^注記?$|特記|^現在$|現況|現状|状況|状態|経緯|その後|メモ")),
    ("party", re.compile(
        r"都市名?$|^相手|相手方?(?:名|先)?$|提携先|締結先|協定先|交流先|自治体名?$|団体名?$|市町村名?$|市名$|町名$|名称$|名前$|まち$|パートナー$|当事者|締約者|^企業|事業者|会社名|企業名"
    )),
)  # fmt: skip
# What a label says of ties that the partner has with others: none of them is the publisher's.
OF_OTHERS = re.compile(
    r"他都市(?!と)|他の(?:姉妹|友好|提携)(?:都市|先)(?!と)|(?:相手|先方|同)(?:国|都市|方|先|市|州|町)?(?:側)?の(?:他の)?(?:姉妹|友好|提携)"
)
FURTHER = re.compile(r"\W*(?:その)?(?:他|ほか)の")  # ties, of the partner in whose block they are told
SPACED = re.compile(r"\s*(?P<label>[一-龥](?:\s{1,4}[一-龥]){1,4})(?:\s*[:：]\s*|\s{2,})(?P<value>\S.*)")
SAME = re.compile(
    r"\s*[■●◆○・◇□▼*-]?\s*(?P<label>[^\s:：。、(](?:[ \u3000]?[^\s:：。、(]){0,14}?(?:[(][^()]{1,8}[)])?)(?:\s*[:：]\s*|\t+|\s{2,}|(?<=[日名別分])\s|\s*(?:\.{3,}|・・+)\s*)(?P<value>\S.*)"
)
BRACED = re.compile(r"\s*[【\[<〔](?P<label>[^】\]>〕]{1,14})[】\]>〕]\s*(?P<value>\S.*)")
BY_NATURE = {
    "date": "date",
    "kind": "kind",
    "place": "party",
    "firm": "party",
    "land": "region",
    "state": "note",
    "event": "event",
}


# A title of several, no label: 解消した都市, 提携終了済みの自治体.
GROUP = re.compile(
    r"(?:した|された|となった|済み?の?|[検協]討?議?中の)(?:姉妹|友好|交流|提携)*(?:都市|市町村|自治体|もの|協定)$"
)
EDGES = re.compile(r"^[\W_]+|[:：】\]>〉」…]+$")
BRACKETED = re.compile(r"[(][^()]*[)]$")
TRANSLATED = re.compile(r"(?<=[ぁ-龥])[A-Za-z'/&.-]+$")  # 都市名 City
SAID = re.compile(r"\d{2}|[:：、]|が")  # what stands in a sentence or a value, and in no label
FIGURES = re.compile(r"人口|面積|距離|世帯|番号|件数?$|^No\.?$|^№$|^#$|^順$|年齢|標高")


def column_part(text: str) -> str | None:
    """The part of a column by its label, as `role`; `number` for what is counted or measured."""
    part = role(text)
    return "number" if part == "other" and FIGURES.search("".join(text.split())) else part


def is_head(labels: Sequence[str | None]) -> bool:
    """True for labels that can stand over the columns of a table of ties."""
    known = [part for part in labels if part]
    found = set(known)
    return len(known) >= 2 and (
        ("date" in found and bool({"party", "home", "kind", "region"} & found))
        or {"party", "kind", "region"} <= found
        or ({"party", "home"} <= found and len(known) >= 3)
    )


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(ontology.surfaces("agreement"))


@lru_cache(maxsize=16_384)
def role(text: str) -> str | None:
    """The part that a label plays: party, home, region, kind, date, until, note, other; None for no label known."""
    run = "".join(text.split())
    bare = BRACKETED.sub("", EDGES.sub("", run) or run)
    if len(bare) <= 16 and OF_OTHERS.search(bare) and "その他" not in bare:
        return "other"
    bare = TRANSLATED.sub("", bare)
    if (
        not 0 < len(bare) <= 14
        or "。" in bare
        or SAID.search(bare)
        or bare.endswith(_kinds())
        or (FORM_WORDS.search(bare) and any(pattern.fullmatch(bare) for pattern, *_ in MORE_FORMS))
        or GROUP.search(bare)
    ):
        return None
    return next((name for name, pattern in ROLES if pattern.search(bare)), None)


def labelled(line: Text) -> tuple[str, Text | None] | None:
    """Role and value of a line with a known label: the value is None where the line is the label alone."""
    if len(line) > 400:
        return None
    for pattern in (BRACED, SPACED, SAME):
        if (match := pattern.match(line.norm)) and (part := role(match["label"])):
            return part, line.part(match.start("value"), len(line)).stripped()
    norm = line.norm.strip()
    part = role(norm) if len(norm) <= 16 else None
    return (part, None) if part else None


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
        elif label == "kind" and main == "place" and not {"party", "home"} & set(labels):
            part = "party"
        elif (label == "party" and main == "kind" and labels.count("party") + labels.count("home") > 1) or (
            label == "note" and main == "kind" and "kind" not in labels
        ):
            part = "kind"
        elif label == "party" and main == "land":
            part = "region"
        found.append(part)
    _own(page, found, guessed, columns)
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


def _own(page: Page, found: list[str], guessed: list[int], columns: Sequence[Sequence[Text]]) -> None:
    """Of two columns of municipalities, that of the publisher's own (its former towns, a prefecture's towns) is `home`."""
    sides = [number for number, part in enumerate(found) if part in ("party", "home")]
    if len(sides) < 2 or "home" in found or len({len(columns[k]) for k in sides}) > 1:
        return
    if not any(
        sum(len(one.norm.strip()) > 0 for one in row) > 1 for row in zip(*(columns[k] for k in sides), strict=False)
    ):
        return  # never told together: one label in two spellings
    shares = [sum(is_own(page, text) for text in columns[number]) for number in sides]
    if max(shares) and shares.count(max(shares)) == 1:
        owner = sides[shares.index(max(shares))]
    elif all(number not in guessed for number in sides):
        owner = sides[0]
    else:
        return
    found[owner] = "home"
    for number in {owner, *sides} & set(guessed):
        guessed.remove(number)


def is_own(page: Page, text: Text) -> bool:
    """True for a cell that names the publisher, a town that merged into it, or a municipality of the prefecture that publishes."""
    found = names(page, text.norm)
    if not found or not found[0].key:
        return False
    place = page.gazetteer.place(page.home)
    region = place is not None and place.kind == "prefecture" and page.gazetteer.prefecture(found[0].key) == page.home
    return found[0].key == page.home or "former" in found[0].flags or region
