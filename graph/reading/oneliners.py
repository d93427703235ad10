"""Lines that say all of a tie without a sentence: one place, one date, and a kind or a word for concluding."""

import re
from collections.abc import Iterator

from graph.reading.brackets import pieces
from graph.reading.deeds import concluded, deed, home, kind_of, kinds, state_of
from graph.reading.lands import Name, names, stated
from graph.reading.page import Page
from graph.reading.sentences import BODIES
from graph.reading.text import Text
from graph.reading.timelines import event_lines
from graph.reading.titles import heading_kind
from graph.records import Agreement, AnyRecord, Stated, StatedDate
from graph.values import find_dates

ACT = re.compile(r"提携|締結|盟約|調印|縁組|結ぶ|結び|署名|協定|契り|交換|成立|なる")
NOT = re.compile(
    r"周年|年目|訪問|派遣|来訪|来[一-龥](?=$|、)|記念|開催|受入|受け入れ|迎え|協議|準備|予定|検討|申し入れ|申し出|提案|打診|視察|参加|出席|贈|交流会|研修|廃止|解消|失効"
    r"|満了|合併|施行|条例|規則|休止|延期|中止|見送|に向け|内諾|内定|委員会|協会|設立|発足|結成|宣伝|植樹|留学|ホームステイ|使節|現在"
)


def oneliners(page: Page) -> Iterator[AnyRecord]:
    """Class B: such a line in a list; in a time-line the date is that of the event."""
    events = event_lines(page)
    for number, text in pieces(page):
        norm = text.norm
        if "。" in norm.strip()[:-1] or len(norm) > 100 or NOT.search(norm):
            continue
        if number + 1 in events:
            continue
        dates = [one for one in find_dates(norm) if one.date and "FY" not in one.date.key and one.date.days <= 31]
        if len(dates) != 1 or re.match(r"\s*(?:に|まで|から|は|には|、)", norm[dates[0].end :]):
            continue
        if tie := _tie(page, number, text, page.dated(text, dates[0])):
            yield tie


def _tie(page: Page, number: int, text: Text, signed: StatedDate) -> Agreement | None:
    found: list[Name] = [one for one in names(page, text.norm) if one.key != page.home]
    found = [one for one in found if not (one.region is None and one.surface[-1] in "都道府県州")]
    owners = [one for one in found if one.key and one.key.startswith("lg/jp-")]
    partners = [one for one in found if one not in owners]
    if len(found) == 2 and len(owners) == 1 and len(partners) == 1 and _is_prefecture(page):
        owner: Stated = stated(text, owners[0])
        one = partners[0]
    elif len(found) == 1 and not (_is_prefecture(page) and owners):
        owner, one = home(page, text), found[0]
    else:
        return None
    mine = [each for each in kinds(page, text.norm) if each.key not in BODIES]
    kind = page.stated(text, mine[-1]) if mine else None
    if (kind is None and ACT.search(text.norm)) or (kind is None and len(text.norm) < 60):
        kind = heading_kind(page, number)
    if (
        kind is None
        or kind.value in BODIES
        or state_of(text.norm)
        or not (mine or ACT.search(text.norm) or kind_of(page, page.lines[number]) or kind)
    ):
        return None
    rest = re.sub(r"[(〈〔【\[<《][^)〉〕】\]>》]*[)〉〕】\]>》]", "", text.norm)
    if len(re.sub(r"[\W\d年月日昭和平成令元]", "", rest)) > 40 or re.search(
        r"(?:ました|した|である|です|ている)。?\s*$", rest
    ):
        return None
    party = stated(text, one)
    return deed("line", sorted([text.span(), kind.span, signed.span], key=lambda span: span.at),
        (owner,) if one.open else (owner, party), kind, concluded(signed), unnamed=(party,) if one.open else (),
        signed=signed, sure="B",
    )  # fmt: skip


def _is_prefecture(page: Page) -> bool:
    place = page.gazetteer.place(page.home)
    return place is not None and place.kind == "prefecture"
