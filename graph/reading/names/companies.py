"""What companies, universities and other bodies are called: by their legal form or by the word that ends their name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.dateforms import OTHER_DAY
from graph.reading.pages.text import Text

LEGAL = r"株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|[(](?:株|有|合|同|学|医|公財|一財|公社|一社|独|社福|特非)[)]|学校法人|国立大学法人|公立大学法人|医療法人|社会福祉法人|公益財団法人|一般財団法人|公益社団法人|一般社団法人|特定非営利活動法人|NPO法人|生活協同組合|農業協同組合|漁業協同組合|JA(?<![A-Za-z]JA)(?![A-Za-z])"
SORTS = {
    "university": r"大学(?:院|校)?(?:[^\s、]{1,8}学部)?|短期大学部?|高等専門学校|高専",
    "school": "高等学校|専門学校|専修学校|学校|高校|学園|学院",
    "association": r"協同組合(?<!信用協同組合)(?<!労働協同組合)|組合(?<!信用組合)|生協|農協|漁協|社協|医師会|歯科医師会|薬剤師会"
    r"|護士会|書士会|理士会|査士会|務士会|築士会|協会|連合会|社会福祉協議会|青年会議所|商工会|組合連合会",
    "media": r"新聞社?|放送|テレビ[^\s、]{0,6}|通信社|新報社?|日報社?|ケーブルテレビ|エフエム[^\s、]*|ラジオ[^\s、]*|FM[^\s、]*",
    "chamber": r"商工会議所",
    "post-office": r"郵便局",
    "foundation": r"財団",
    "company": r"会社|銀行|信用?金庫|信金|信用組合|信組|労働金庫|ホールディングス|グループ|ストア|マート|スーパー|ドラッグ|薬局|薬品|製薬|保険|生命|火災|海上|損保|証券|電力|ガス|エナジー"
    r"|交通|運輸|運送|通運|物流|海運|鉄道|バス|航空|商店|商事|商会|製作所|製鉄|製紙|製菓|酒造|工業|建設|電機|電設|公社|支店|支社|通信|システムズ?|フーズ|食品|飲料|水産|ホテル|観光社|工務店|研究所",
}
FORMS = (
    ("association", re.compile(r"社団法人|特定非営利活動法人|NPO法人|[(](?:公社|一社|特非)[)]")),
    ("foundation", re.compile(r"財団法人|[(](?:公財|一財)[)]")),
)
TAIL = "|".join(SORTS.values())
ENDING = re.compile(rf"(?:{TAIL})(?:$|[^一-龥ァ-ヴ])")
WHOLE = re.compile(
    rf"(?:(?:{LEGAL})\s?[^\s、。()]{{1,30}}|[^\s、。()]{{1,30}}?(?:{LEGAL})(?:\s?[^\s、。()]{{0,10}}(?:支店|支社|事業所|営業所|事業部))?|[^\s、。()]{{1,30}}?(?:{TAIL}))"
)
FORM, FORM_LED = re.compile(LEGAL), re.compile(rf"(?:{LEGAL})[ぁ-ん]{{1,4}}")
TOWN_FIRST = re.compile(r"[一-龥]{1,6}[市町村]")
BEHIND = re.compile(r"(?:(?:と|との間で|とは|とも|の|が|など|等|ほか|[×✕&・])|の?\d+(?:社|者|行|団体))+$")
POLITE = re.compile(r"様$|(?<=[^ぁ-ん])さ[まん]$")  # 日本郵便株式会社様
WORDS = rf"{LEGAL}|{TAIL}"
# The same words whatever stands beside them; each begins with a letter of its own, so that a search skips to it.
HELD = re.compile(re.sub(r"\(\?<?![^)]*\)", "", WORDS))
# A legal form that one blank sets apart from the name behind it.
APART_FORM = r"(?:株式会社|有限会社|合同会社|合資会社|相互会社|学校法人|(?:国立|公立)大学法人|医療法人|社会福祉法人|(?:公益|一般)(?:財団|社団)法人|(?:特定非営利活動|NPO)法人)"
TOKEN = re.compile(
    rf"(?:(?<![^\s、(「])[・●○◆■※*-]*(?={APART_FORM}[ \u3000](?!平成|令和|昭和|[HRS]\d|元年)[^\s\d(「|]){APART_FORM}[ \u3000])?"
    r"(?:[(](?:株|有|合|同|学|医|公財|一財|公社|一社|独|社福|特非)[)])?[^、,/;:()「」『』〈〉【】\s。]+(?:[(](?:株|有|合|同|学|医)[)][^、,/;:()「」『』〈〉【】\s。]*)?"
)
LEAD = re.compile(
    rf".*\d[./・-]\d{{1,2}}(?={OTHER_DAY})|.*?(?:本市|当市|[一-龥ァ-ヴ]{{1,8}}[市町村県])(?:は|が|では)(?=.)|.*[\d元][年月日](?:度|付け?)?(?:に|で|には|の)?(?=[^年月日])|(?:これまでに?|現在|既に|すでに|また|なお|さらに|このほか|そのほか|加えて|新たに|次いで|続いて|地元の?|市内の?|県内の?|民間の?|及び|並びに|および|ならびに|[※*・●○◆■-])+"
    rf"|旧(?=(?:{LEGAL}))"
)
WIDEST = 160  # characters without a comma or a blank; what is longer names nobody
# Where a name ends though letters follow, and what is no name of its own but the branch of the one before.
CUT = re.compile(
    r"を|の[\d二三四五六七八九十]+(?:社|者|行|団体)|(?:は|が|に|で|から|へ|などの?|ほか|及び|並びに|および)(?=[一-龥、]|$)"
)
OBJECT = re.compile(
    r"(?:\S*(?:協定|覚書|提携|盟約)書?)?を(?=[^ぁ-ん]+(?:さん|さま)?(?:と|や|及び)?$)"
)  # 協定を信州大学と
# A name that ends in the letter of a particle, where it stands alone in its cell: 株式会社みなと.
WITH_TO = re.compile(rf"(?:{LEGAL})[ぁ-ん]{{1,4}}と")
ALONE = re.compile(r"\s|[(〔|]|$")
# The body named before, or a part of it: 同短期大学部, 同社松本支店.
AGAIN = re.compile(rf"同(?:社|行|校|法人|{TAIL})")
BRANCH = re.compile(r"[一-龥ァ-ヴー]{1,8}(?:支店|支社|支部|営業所|事業所|本店|本社)")
JOINED = re.compile(r"と|や|及び|並びに|および|ならびに")
SCHOOL = re.compile("学校法人|国立大学法人|公立大学法人")
# A municipality, its head or its board, joined to what follows: a party of its own, no part of the name behind it.
TOWN = re.compile(r"(?:^|[一-龥々ァ-ヶー]|[ぁ-ん](?=[市町村]))[市町村区県都道府](?:長|教育委員会|議会)?$")
JOIN = re.compile(r"と|及び|並びに|および|ならびに|[・×✕&]")
# A と inside a name: words of kana on its left and one that no name begins with on its right (株式会社まちと暮らし研究所).
WORDED = re.compile(r"[一-龥]{0,2}[ぁ-ん]")
# Sorts of bodies, joined or each: 企業や大学, 民間企業・団体; they name nobody.
_SORT = r"(?:(?:民間|地元|市内|県内|国内|各種?|関係|協力|連携)(?:の)?)*(?:企業|事業者|事業所|団体|法人|会社|大学|学校|高校|高等学校|機関|金融機関|銀行|自治体|NPO|商店|組合|協会)(?:等|など)?"
ANYBODY = re.compile(rf"{_SORT}(?:(?:や|・|と|及び|並びに|または|又は){_SORT})+")
# In brackets behind a name: what the same body is called today, or was called before.
RENAMED = re.compile(r"\s*[(〔\[]\s*(?:現在?|旧|元|前)[^()〔〕\[\]]*(?:[)〕\]]|$)")
# Before ・ a whole name, and not the first word of one: 緑川ガス・エネルギー株式会社.
LAST_FORM = re.compile(rf"[^・\s]+(?:{LEGAL})")
SURE = re.compile(
    rf"{LEGAL}|(?:大学|学校|高校|銀行|金庫|組合|信金|会議所|協会|連合会|医師会|商工会|郵便局|新聞社?|放送)$"
)
# What an agreement is about, in the words that also end names: 災害時の放送, 緊急放送.
_WORK = r"(?:放送|保険|運輸|運送|物流|交通|通信|ガス|電力|航空|建設|工業|食品|飲料|薬品|水産|システム)"
SUBJECT = re.compile(rf"[^\s]*の{_WORK}|(?:災害|緊急|防災|避難|応急|救援|救助|物資|支援)[^\s]*{_WORK}")
Span_ = tuple[int, int]
SORTS_ = r"(?:社|者|行|団体|事業者|法人|大学|校|機関|件)"
COUNT = re.compile(rf"(?P<n>\d+){SORTS_}")
COUNTED = re.compile(
    rf"(?P<n>\d+){SORTS_}\s*[(〔\[:：](?P<list>(?:[(][^()]{{1,4}}[)]|[(][^()]*\d[^()]*[)]|[^()〔〕\[\]])*)[)〕\]]?"
)


def sort_of(name: str) -> str:
    """What a named body is, by its legal form or its last word."""
    if any(form in name for form in ("株式会社", "有限会社", "合同会社", "相互会社", "(株)", "(有)")):
        return "company"
    if re.search(
        r"協同組合|医師会|社会福祉法人|[(]社福[)]|NPO法人|特定非営利活動法人|[(]特非[)]|(?:協議会|連盟)$|^JA", name
    ):
        return "association"
    bare = FORM.sub("", name).strip() or name
    others = (sort for sort, pattern in SORTS.items() if sort != "company" and re.search(rf"(?:{pattern})$", bare))
    found = next(others, "company")
    return next((sort for sort, form in FORMS if form.search(name)), found) if found == "company" else found


def named(text: Text, start: int = 0, end: int | None = None) -> list[Span_]:
    """The companies and universities in a stretch of text, each from the word that begins its name."""
    found = _named(text.norm, start, len(text.norm) if end is None else end)
    first, last = text.span().lines if found else (0, 0)
    return list(found) if first == last else [_on_its_line(text, one) for one in found]


def _on_its_line(text: Text, name: Span_) -> Span_:
    """A name without the branch on a line of its own below it, which is left out as well where a blank sets it apart."""
    starts, ends = text.starts, text.ends
    for at in range(name[0] + 1, name[1]):
        if starts[at] > ends[at - 1] and BRANCH.fullmatch(text.norm, at, name[1]):
            return (name[0], at) if WHOLE.fullmatch(text.norm, name[0], at) else name
    return name


@lru_cache(maxsize=4096)
def _named(norm: str, start: int, end: int) -> tuple[Span_, ...]:
    found: list[Span_] = []
    if not HELD.search(norm, start, end):
        return ()
    for token in TOKEN.finditer(norm, start, end):
        if len(token[0]) > WIDEST or not HELD.search(token[0]):
            continue
        if found and (renamed := RENAMED.match(norm, found[-1][1])) and token.start() < renamed.end():
            continue
        joined = JOINED.match(token[0]) if norm[: token.start()].endswith((")", "〕", "]")) else None
        at = joined.end() + token.start() if joined else token.start()  # A校（平成28年2月5日）とB校
        for piece in _apart(norm[at : token.end()]):
            skip = _lead(piece)
            name = CUT.split(piece[skip:], maxsplit=1)[0]
            if not _whole_cell(norm, at + skip, name, start):
                name = POLITE.sub("", BEHIND.sub("", name))
            if (
                name
                and WHOLE.fullmatch(name)
                and not name[0].isdigit()
                and len(FORM.sub("", name)) > 1
                and not BRANCH.fullmatch(name)
                and not ANYBODY.fullmatch(name)
                and not (SUBJECT.fullmatch(name) and not FORM.search(name))
                and not AGAIN.match(name)
            ):
                if found and SCHOOL.match(norm, found[-1][0]) and not norm[found[-1][1] : at + skip].strip(" "):
                    found.pop()  # the legal body before the university or school that it runs
                found.append((at + skip, at + skip + len(name)))
            at += len(piece)
    return tuple(found)


def _whole_cell(norm: str, at: int, name: str, start: int) -> bool:
    """True for a name that ends in と and stands alone in its cell, where no word follows to which と would join it."""
    if not (name.endswith("と") and WITH_TO.fullmatch(name) and ALONE.match(norm, at + len(name))):
        return False
    before = norm[start:at].rpartition(" ")[2].rpartition("|")[2]
    return not any(one.isalnum() for one in before)


def _lead(piece: str) -> int:
    """Where the name in a piece begins: behind what leads to it, which a day told after the name does not."""
    if "を" in piece and (done := OBJECT.match(piece)):
        return done.end()
    for part in (CUT.split(piece, maxsplit=1)[0], piece):  # 信州大学が令和4年3月3日に
        lead = LEAD.match(part)
        skip = lead.end() if lead and lead.end() < len(part) else 0
        if part is piece or (WHOLE.fullmatch(part[skip:]) and "元年" not in part and not any(map(str.isdecimal, part))):
            return skip
    return 0


def _apart(token: str) -> Iterator[str]:
    """A token cut after each と, 及び or ・ that follows a whole name or a municipality."""
    begin = 0
    for match in JOIN.finditer(token):
        rest = token[match.end() :]
        if match[0] == "と" and (ENDING.match(rest) or rest.startswith("・")):
            continue  # 有限会社みなと物流
        before = POLITE.sub("", token[begin : match.start()])
        if match[0] == "と" and WORDED.match(rest) and FORM_LED.fullmatch(LEAD.sub("", before)):
            continue
        if _town(before, match[0], rest) or (
            WHOLE.fullmatch(LEAD.sub("", before, count=1) or "-")
            and FORM.sub("", before)  # 株式会社とちの実
            and (match[0] not in "・×✕&" or WHOLE.match(rest) or (match[0] != "・" and TOWN.search(rest)))
            and not (match[0] == "・" and LAST_FORM.fullmatch(rest) and not SURE.search(before))
        ):
            yield token[begin : match.end()]
            begin = match.end()
    yield token[begin:]


def _town(before: str, join: str, rest: str) -> bool:
    """True where a municipality is joined to the name behind it (`松本市と日本海信用金庫`), not itself part of one."""
    if not TOWN.search(before) or FORM.search(before):
        return False
    return join != "・" or not TOWN_FIRST.match(rest)  # 和泉市・泉大津市医師会


def counted(text: Text, start: int = 0, end: int | None = None) -> tuple[list[Span_], bool] | None:
    """The names in a bracket after their count (`4社（A、B、C、D）`), and whether they are as many."""
    match = COUNTED.search(text.norm, start, len(text) if end is None else end)
    if match is None:
        return None
    parts = [
        (match.start("list") + one.start(), match.start("list") + one.end())
        for one in re.finditer(r"(?:[(][^()]{1,4}[)]|[^、,()\s:：])+(?=[、,)]|[:：(]|$)", match["list"])
        if not re.match(r"ほか|など|等$|\d|平成|令和", one[0])
    ]
    if len(parts) == int(match["n"]):
        return parts, True
    known = named(text, *match.span("list"))
    return known, len(known) == int(match["n"])
