"""What alliances of municipalities are called, and the records of them, of their members and of their stated number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.reading.facts.alliances import kind_of
from graph.reading.names.lands import Name, stated
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Alliance, Membership, Observation, Stated, StatedDate

ENDING = (
    r"(?:連携中枢都市圏|定住自立圏|都市圏域|都市圏|広域圏|広域連合|協議会|連絡会議|会議|サミット|ネットワーク|連絡会|連盟|同盟会?|連合会?|研究会|懇話会|懇談会"
    r"|推進会|促進会|期成会|対策会|首長会|市長会|町村会|市町村会|都市会|連携会|友好会|交流会|協力会|クラブ|の会|機構|フォーラム|ユニオン|リーグ"
    r"|事務組合|行政組合|衛生組合|消防組合|広域組合|環境組合|企業組合|清掃組合|斎場組合|水道組合|企業団)"
)
# What may follow the name in one word with it: its statutes, its members, its foundation.
_WITH = r"構成|加盟|加入|会員|参加|関係|メンバー|規約|会則|規程|設置|設立|発足|結成|概要|組織|事務局|一覧|総会"
# An area in the name of its plan: X定住自立圏共生ビジョン.
ENDS = re.compile(
    rf"{ENDING}(?:(?![一-龥ァ-ヶーA-Za-z])|(?={_WITH})|(?<=圏)(?=(?:共生)?ビジョン)|(?<=圏域)(?=連携中枢都市圏ビジョン))"
)
# Where a name begins: behind a mark, a particle that ends a phrase before it, a verb that describes it.
BEFORE = re.compile(
    r"[\s、。,:：|()「」『』\[\]【】〔〕<>〈〉《》●○◆◇■□▼※*/→-]|[0-9][.)]|を|もって(?=[^ぁ-ん])|次の|以下の|下記の|上記の|[など等]の|\d(?:市区町村|市町村|市町|町村|市|町|村|団体|自治体)(?:の|で|が|による)"
    r"|[はがにでと](?=[一-龥ァ-ヶ])(?<=[市町村区県府都道年月日員体者に治][はがにでと])"
    r"|(?<=[年月日度])(?:から|より|以来、?)(?=[一-龥ァ-ヶ])|(?:する|した|された|れる|ている|ていた|である|つくる|作る|なる|成る|集う|結ぶ|集まる|という|いう|呼ぶ|持つ|有する|及ぶ|よる|おける|ための?|ほか|ともに|共に|として|及び|並びに|また|さらに)(?=[^ぁ-ん])"
    r"|[一-龥し][いりち]?[うくすつぶむる](?=(?:連絡)?会議)|[一-龥まが](?:った|いた|んだ)(?=[^ぁ-ん])"  # 話し合う会議, 始まった連合
)
# Words that alone make no name: the conference, a council of mayors, its general meeting.
_COMMON = (
    r"[県市道府都町村管圏国]内の|首長|一部|市長|町長|村長|知事|市町村長|総会|推進|実務者?|担当者?|課長|市町村|市町|町村|市区町村|市|町|村|区|県|各|両|同|この|その|当|本|第\d+回|合併|幹事|定例|臨時|議員|青少年|国際|合同|全体|年次|通常"
    r"|設立|準備|理事|役員|代表者?|連絡|調整|関係|広域|連携|中枢|中心|都市|定住|自立|圏域|圏|地域|作業|分科|部会|専門|運営|事務|国内|災害|対策|行政|経済|交流|友好|姉妹|記念|懇親|意見交換|会議|協議会|全国|近隣|周辺|市民|職員|町民|年度|[\d一二三四五六七八九十]"
)
GENERIC = re.compile(rf"(?:{_COMMON})*")
# Bodies of citizens and trades, and the press: no alliances of municipalities.
OTHER = re.compile(r"合併|^市町村連合$|記者|商工会|(?<!協)議会$|観光協会|自治会|町内会|老人|婦人|PTA|スポーツ少年")
LEAD = re.compile(
    r"(?:[とや](?=[一-龥ァ-ヶ])|\d{1,2}(?![0-9市町村区県団か])|第\d+回(?:の)?|[ア-ン](?=\s)|[^\w]|名称|の(?=[一-龥ァ-ヶ]))+"
)
WIDEST = 40
CORE = re.compile(r"(?:都市圏|圏域|定住自立圏)$")  # an area that a core city forms by pacts
SORT = r"(?:市区町村|市町村|市町|市村|町村|団体|自治体|都市|市|町|村|区)"  # of members, in words
# Whom a change of the statutes lets in or out; two names in quotes, and which of them is spoken of again.
AMENDED = re.compile(
    r"[「『]、?(?P<name>[^」』、]{2,10})、?[」』]を(?:追加|加え|(?P<out>削))|[(](?P<who>[^()、]{2,10})の(?:入会|加入|加盟|(?P<off>退会|脱退|離脱))[^()]{0,6}[)]"
)
QUOTED = re.compile(r"[「『][^「」『』]{3,40}[」』]")
TWO = re.compile(r"(?:前者|(?P<second>後者))(?:は|が|に|の)")
TOTAL = re.compile(r"(?P<n>\d+)\s*(?:市区町村|市町村|市町|市村|町村|市区町|団体|自治体|都市|区市町村|会員|市|町|村)")
PARTS = re.compile(r"(?:(?P<a>\d+)\s?市)?(?:、|と)?(?:(?P<b>\d+)\s?[町区])?(?:、|と)?(?:(?P<c>\d+)\s?村)?")
QUOTED = re.compile(
    r"[「『](?P<name>[^「」『』。]{3,30})[」』](?=に(?:も|は)?(?:加盟|加入|参加|参画)|を(?:設立|結成|組織|発足))"
)
# An area in quotes behind its sort: 連携中枢都市圏「X圏域」.
AREA = re.compile(r"(?:都市圏|自立圏)[「『](?P<name>[^「」『』。]{2,20}圏域?)[」』]")
UNNAMED = re.compile(r"協定|計画|条例|第\d+回|について|事業|宣言")  # in quotes before 会議: what is talked about there


@dataclass(frozen=True)
class Title:
    """The name of an alliance at `start:end` of a text; `meeting` for one of its meetings (第5回…)."""

    start: int
    end: int
    name: str
    meeting: bool = False


@lru_cache(maxsize=4096)
def titles(norm: str) -> tuple[Title, ...]:
    """The alliances that a normalised text names, in order."""
    if not (ENDS.search(norm) or "」に" in norm or "」を" in norm or "圏「" in norm):
        return ()
    return (*sorted(_titles(norm), key=lambda one: one.start),)


def _titles(norm: str) -> Iterator[Title]:
    taken = 0
    for match in ENDS.finditer(norm):
        lowest = max(taken, match.start() - WIDEST)
        begin = lowest
        for stop in BEFORE.finditer(norm, lowest, match.end()):
            begin = stop.end() if stop.end() <= match.start() else begin
        lead = LEAD.match(norm, begin, match.start())
        meeting = bool(lead and "回" in lead[0])
        begin = lead.end() if lead else begin
        if GENERIC.fullmatch(norm, begin, match.start()) and (quote := _quote(norm, begin, taken)) is not None:
            begin = quote  # 「X」連合
        name = norm[begin : match.end()]
        if len(name) < 4 or GENERIC.fullmatch(name[: match.start() - begin]) or OTHER.search(name):
            continue
        taken = match.end()
        yield Title(begin, match.end(), name, meeting)
    for match in QUOTED.finditer(norm):
        if not ENDS.search(match["name"]) and not OTHER.search(match["name"]):
            yield Title(*match.span("name"), match["name"])
    for match in AREA.finditer(norm) if "圏「" in norm or "圏『" in norm else ():
        if not ENDS.search(match["name"]):
            yield Title(*match.span("name"), match["name"])


def _quote(norm: str, end: int, lowest: int) -> int | None:
    """Where the quotes begin that close at `end` and hold the first part of a name."""
    begin = norm.rfind("「", max(lowest, end - WIDEST), end) if norm[end - 1 : end] == "」" else -1
    inside = norm[begin + 1 : end - 1]
    return begin if begin >= 0 and len(inside) >= 2 and "」" not in inside and not UNNAMED.search(inside) else None


def masked(norm: str) -> str:
    """The text with the names of alliances blanked out: the towns in `A市・B町連絡協議会` are part of its name."""
    if not (found := titles(norm)):
        return norm
    text = list(norm)
    for one in found:
        text[one.start : one.end] = "\0" * (one.end - one.start)
    return "".join(text)


def alliance(page: Page, text: Text, start: int, end: int, sure: str, formed: StatedDate | None = None) -> Alliance:
    """The alliance named by `start:end`, its kind from its name."""
    name = text.norm[start:end]
    kind = "core-urban-area" if CORE.search(name) else kind_of(name)
    return Alliance(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="roster",
        evidence=(text.span(start, end),),
        alliance=page.in_words(text, page.alliance(name), start, end),
        kind=page.in_words(text, kind, start, end, "kind_from_name"),
        status=page.in_words(text, "concluded", start, end, "status_from_standing"),
        formed=formed,
    )


def may_be_core(page: Page) -> bool:
    """True where the publisher may be the core city of an area: no town, village or prefecture is."""
    own = page.gazetteer.place(page.home)
    return own is None or own.kind not in ("town", "village", "prefecture")


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


def total_of(text: Text, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """The number of members that a line states (`7市町村`, `12市4町`), and where."""
    stop = len(text) if end is None else end
    one = TOTAL.search(text.norm, start, stop)
    if one is None:
        return None
    parts = PARTS.match(text.norm, one.start(), stop)
    found = [int(figure) for figure in parts.groups() if figure] if parts else []
    return (str(sum(found)), *parts.span()) if parts and len(found) > 1 else (one["n"], *one.span())


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
