"""What alliances of municipalities are called, and the records of them, of their members and of their stated number."""

import re

from graph.reading.alliances import kind_of
from graph.reading.lands import Name, stated
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import Alliance, Membership, Observation, Stated, StatedDate

ENDING = r"(?:連携中枢都市圏|定住自立圏|都市圏|広域圏|広域連合|協議会|連絡会議|会議|サミット|ネットワーク|連絡会|連盟|同盟|連合|研究会|懇話会|懇談会|推進会|首長会|市長会|町村会|連携会|友好会|クラブ|の会|機構|フォーラム)"
NAME = re.compile(
    rf"(?P<name>(?![・●○◆※*])(?:(?!する|した|して|的な|である|における|による|など|ため|の概要|及び|並びに|ほか)[^\s、。,:：|()「」『』を]){{2,30}}?{ENDING})(?=[\s」』)(（>〉》】\]:：、。をはがにとへので]|$)"
)
ENDS = re.compile(ENDING)  # where no name can end, none begins: a quick look before the long one
NOT_NAME = re.compile(
    r"^(?:首長|市長|総会|推進|実務者|担当者|市|町|県|各|両|同|この|その|当|第\d+回|合併|幹事|本|定例|臨時|議員|青少年|国際|合同|[\d一二三四五六七八九十])*(?:会議|協議会|連絡会議|連絡会|総会|サミット|クラブ|フォーラム|の会|研究会|懇談会)$|記者|商工会|(?<!協)議会|観光協会"
)
TOTAL = re.compile(r"(?P<n>\d+)\s*(?:市区町村|市町村|市町|市村|町村|団体|自治体|都市|市|町|村|区市町村|会員|市区町)")
PARTS = re.compile(r"(?:(?P<a>\d+)\s*市)?(?:(?P<b>\d+)\s*町)?(?:(?P<c>\d+)\s*村)?")


def alliance(page: Page, text: Text, start: int, end: int, sure: str, formed: StatedDate | None = None) -> Alliance:
    """The alliance named by `start:end`, its kind from its name."""
    name = text.norm[start:end]
    kind = "core-urban-area" if name.endswith("都市圏") else kind_of(name)
    return Alliance(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="roster",
        evidence=(text.span(start, end),),
        alliance=page.in_words(text, page.alliance(name), start, end),
        kind=page.in_words(text, kind, start, end, "kind_from_name"),
        status=page.in_words(text, "concluded", start, end, "status_from_standing"),
        formed=formed,
    )


def member(
    page: Page, body: Stated, text: Text, name: Name, role_: str, sure: str,
    since: StatedDate | None = None, until: StatedDate | None = None,
) -> Membership:  # fmt: skip
    """A municipality's part in an alliance."""
    return Membership(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="roster",
        evidence=(text.span(name.start, name.end),),
        body=body,
        actor=stated(text, name),
        role=page.in_words(text, role_, name.start, name.end, "role_from_list"),
        since=since,
        until=until,
    )


def total_of(text: Text, start: int = 0) -> tuple[str, int, int] | None:
    """The number of members that a line states (`7市町村`, `12市4町`), and where."""
    for match in PARTS.finditer(text.norm, start):
        found = [int(one) for one in match.groups() if one]
        if len(found) > 1:
            return str(sum(found)), *match.span()
    one = TOTAL.search(text.norm, start)
    return (one["n"], *one.span()) if one else None


def count(page: Page, of: Stated, text: Text, number: str, start: int, end: int, sure: str) -> Observation:
    """The stated number of an alliance's members."""
    return Observation(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="roster",
        evidence=(text.span(start, end),),
        of=of,
        measure="members",
        value=page.in_words(text, number, start, end),
    )
