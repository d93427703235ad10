"""What heads and labels the list of an alliance's members: its name on a line, and the words for members, days, offices."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.reading.members.leagues import CORE, Title, titles
from graph.reading.members.listings import Item
from graph.reading.pages.text import Text
from graph.records import StatedDate

_SORT = (
    r"(?:市区町村|区市町村|市町村|市町|市村|町村|市区|団体|自治体|都市|市|町|村|区|メンバー|地域|会員|員|機関|県|社)"
)
# The part that a label plays for an alliance; what it is not about (会員数, 加入年月日) before what it is about.
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("observer", re.compile(r"オブザーバー|特別会員|賛助|準会員|顧問|参与|協力(?:団体|機関)")),
    ("count", re.compile(rf"(?:会員|構成員|加盟|構成|参加|加入|{_SORT})の?数$")),
    ("left", re.compile(r"脱退|退会|離脱")),
    ("past", re.compile(rf"^(?:旧|元|かつての|過去の|以前の)(?:構成|加盟|参加|会員|加入|メンバー)|^(?:視察|来賓|招待|出席|欠席|訪問|見学|応募|候補|被災|派遣){_SORT}?{_SORT}?(?:名|等|者)?$")),
    ("joined", re.compile(r"^(?:(?:定住自立圏)?形成協定|連携協約|協定|協約)(?:の?締結)?$|(?:加入|加盟|参加|入会|参画|協約|協定)(?:締結)?(?:年月日|年月|年度|年|日|時期)|^(?:新規?|追加|新たな?|途中)に?(?:加入|加盟|参加|会員|構成|メンバー)")),
    ("officer", re.compile(r"会長|副会|幹事|座長|議長|監事|理事|代表者?|事務局|本部|開催|会場|当番|世話人|総会|役員")),
    ("hub", re.compile(r"^(?:共同)?(?:連携)?中[枢心](?:都市|市)$")),
    ("members", re.compile(rf"^(?:(?:[道県府都市圏国]|[一-龥]{{2,3}}[都道府県])内の)?(?:(?:構成|加盟|参加|会員|加入|関係|参画|連携|圏域|圏域内|締結|現在の)(?:する|している)?(?:の)?\d*{_SORT}?(?:[・、]?{_SORT})|(?:周辺|近隣){_SORT}?{_SORT}|会員|メンバー|構成|加盟|加入|参加|構成員?)(?:等|など)?(?:名|名称)?(?:の?一覧|リスト|表)?$")),
    ("over", re.compile(r"^(?:解散|廃止|活動終了)(?:年月日|年月|年度|年|日|時期)?$")),
    ("founded", re.compile(r"設立|発足|結成|設置|成立|創設|形成|創立|締結")),
    ("name", re.compile(r"^(?:圏域の?名称|名称|組織名?|団体名|会名|協議会名|圏域名|会の名称|連盟名|会議名|会議等?の?名称|組織の名称|協議会等?の?名称?|名)$")),
    ("place", re.compile(rf"^{_SORT}名?$|^都道府県名?$|^県名$|^区分$|^番号$|^No\.?$|^地区名?$|^ブロック$")),
    ("other", re.compile(r"目的|内容|事業|面積|人口|備考|所管|分科会|部会|主な|経緯|担当|活動|取組|概要|根拠|期間|会費|電話|所在地|対象|テーマ|規約")),
)  # fmt: skip
LABEL = re.compile(
    r"(?:[^\w\s(（]|\s)*(?:\(?\d{1,2}[).]?\s+)?(?:[^\w\s]|\s)*(?P<label>[^\s:：()、。](?:\s{1,4}[^\s:：()、。]){1,5}(?=\s*(?:[(:：】\]〉>]|\s|$))|[^\s:：()、。\[\]【】〈〉<>]{2,18})"
    r"\s{0,4}(?P<note>[(][^()]{0,24}[)])?\s{0,4}(?P<sep>[:：】\]〉>〕]+\s*(?:[(][^()]{0,24}[)])?\s*|\s|$)"
)
ALONE = re.compile(r"\s*[(](?:会員|構成|加盟|参加|メンバー)[^()\d]{0,8}[)]\s*")  # a label in brackets
OPENS = re.compile(r"次の|以下の|下記の|次に掲げる|次のとおり|以下のとおり|左記|下表|下の")
JOINING = re.compile(r"構成|組織|加盟|参加|加入|会員|メンバー|参画|連携協約")
AFTER = re.compile(
    rf"を(?:構成|形成)する{_SORT}|\s*とは(?=\s*[?？…]?\s*$)|\s*(?:の(?:形成|設立|運営)|への(?:加入|加盟|参加))?に(?:ついて|関する)|\s*の(?:構成|概要|加盟|会員|参加|組織|あらまし|紹介|状況|取組|メンバー|加入){_SORT}?|{_SORT}?(?:構成|加盟|参加|加入|会員|関係|メンバー)|規約|会則|規程|設置要綱|の?一覧"
)
HELD = re.compile(r"開催|会場|総会|大会|歴代|第\d+回")  # where it met
PLANNED = re.compile(r"\s*(?:[」』]\s*)?(?:[(]\s*)?(?:仮称|案)|予定|検討中|見込み")
SIGNED = ("協定", "覚書", "宣言", "条例", "要望")
PARTICLES = tuple("をはがにとへのでもや、")
WORDS = re.compile(r"\w")
GROUPED = re.compile(r"\W*(?P<label>[^\s:：、()]{1,10})\s?[:：]")
STRANGE = re.compile(
    r"^[旧元前][^\d]|交流|視察|来賓|招待|[出欠]席|訪問|見学|予定|検討|希望|[未非不退脱除]|候補|友好|姉妹|応援|被災|派遣|先$|主催|後援|協賛|共催|講師|協定|覚書|宣言"
)
INLAND = re.compile(r"(?:連携中枢都市圏|定住自立圏)[「『]?$")  # the sort of an area before its name in quotes


@dataclass
class Section:
    """What was told of one alliance: where it is named, its lists, the stated number, the hub, its foundation."""

    text: Text
    start: int
    end: int
    sure: bool
    mark: str = ""
    told: list[Item] = field(default_factory=list)
    loose: list[Item] = field(default_factory=list)
    officers: list[Item] = field(default_factory=list)
    pacts: bool = False  # its dates are those of the pacts by which the members joined
    hubs: set[str] = field(default_factory=set)
    total: tuple[Text, tuple[str, int, int]] | None = None
    formed: StatedDate | None = None
    over: StatedDate | None = None  # the day on which it was dissolved: the end of all its members
    dated: bool = False
    own: StatedDate | None = None  # the day on which the publisher joined
    since: StatedDate | None = None  # the day of the pacts of all, in a cell of its row
    planned: bool = False  # not there yet
    near: bool = False  # its list stands right below its name, further in
    sums: list[tuple[Text, tuple[str, int, int]]] = field(default_factory=list)  # behind its lists: A市、B市の2市


def is_core(one: Section) -> bool:
    """True for an area that a core city forms by pacts."""
    return CORE.search(one.text.norm[one.start : one.end]) is not None


def joined(item: Item, when: StatedDate, left: bool) -> Item:
    """The item with the day on which it joined or left."""
    return replace(item, since=None, until=when) if left else replace(item, since=when, until=None)


@lru_cache(maxsize=4096)
def role(word: str) -> str | None:
    """The part that a label plays for an alliance, its blanks left out."""
    plain = re.sub(r"\s", "", word)
    return next((name for name, pattern in ROLES if pattern.search(plain)), None)


def foreign(norm: str) -> bool:
    """True where a label says that those behind it are something else than the members (`会長：A市長`, `視察先：B市`)."""
    match = GROUPED.match(norm)
    return (match is not None and role(match["label"]) not in ("members", "hub", "place", None)) or bool(
        match and STRANGE.search(match["label"])
    )


def titled(line: Text) -> Title | None:
    """The name of an alliance that heads a section: a short line with nothing behind it that goes on as a sentence."""
    if len(line.norm.strip()) > 70:
        return None
    found = titles(line.norm)
    if (
        not found
        or found[0].meeting
        or found[0].start > 16
        or re.search(r"\d{4}年|[0-9元]年", line.norm[: found[0].start])
    ):
        return None
    after = line.norm[found[0].end :]
    if any(word in after for word in SIGNED):
        return None  # the name of what the alliance, or its members, signed
    before = re.sub(
        r"^\W*(?:\d{1,2}(?:[-.]\d{1,2})*|[0-9ア-ン]{0,2})\W*(?:名\s*称)?\W*", "", line.norm[: found[0].start]
    )
    if (before and not INLAND.fullmatch(before)) or (after.startswith(PARTICLES) and not AFTER.match(after)):
        return None
    return found[0]


def labelled(line: Text) -> tuple[str, Text, Text, bool] | None:
    """The part of a label, its value and the line, where a line begins with a known label; is it set off by a mark?"""
    if ALONE.fullmatch(line.norm):  # （会員）
        line = line.stripped().part(1, len(line.stripped()) - 1)
    match = LABEL.match(line.norm, len(line.norm) - len(line.norm.lstrip()))
    if match is None or (part := role(match["label"])) is None:
        return None
    value = line.part(match.end(), len(line)).stripped() if match.end() < len(line) else line.part(0, 0)
    if not WORDS.search(value.norm):
        value = line.part(0, 0)  # 会長市 |
    if match["sep"].strip() == "" and len(value) and len(match["label"]) > 6 and part == "other":
        return None
    return part, value, line, bool(match["sep"].strip()) or " " in match["label"]
