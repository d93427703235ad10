"""What an act of exchange is: which way it went, what it was for, at which occasion, told from its own words."""

import re
from functools import cache

import ontology
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Stated

# Words of movement. 訪問団, 派遣先 and the like are names of parties and bodies, not acts.
NOT_A_NAME = r"(?!団|者|先|元|側|国|事業|使節|員|記念|に合わせ|のため|及び|予定|証)"
WELCOME = r"(?<!周年を)(?<!年を)(?<!節目を)迎え(?=、|て|入れ|た)"  # not a jubilee that came round
INWARD = rf"(?:受け?入れ?|招聘|招へい|招待|来訪|来日|来市|{WELCOME}){NOT_A_NAME}"
OUTWARD = rf"(?:派遣|出展|訪[独米仏中韓台欧](?=の際|し|、|$)){NOT_A_NAME}"
VISIT = rf"(?:訪問{NOT_A_NAME}|訪れ(?=る|た|、|て))"
ATTEND = rf"(?:参加|出席|出演|参列|出場){NOT_A_NAME}"
MUTUAL = r"(?:相互(?:に)?の?(?:訪問|派遣)|お互いに[^、。]{0,8}派遣|交換(?=$|など)|文通|交流が開始|の交流$|交流$)"
RETURNED = re.compile(MUTUAL)
ACT = re.compile(rf"{INWARD}|{OUTWARD}|{VISIT}|{ATTEND}|来[一-龥](?=、|$|し)|{MUTUAL}|実施|開催|寄贈|贈呈")
DEEDS = ("実施", "開催", "披露", "公演", "コンサート")
ONLINE = re.compile(r"オンライン|リモート|ウェブ会議|Web会議|テレビ会議|ビデオ会議")
FLIGHT = re.compile(
    r"就航(?:の|が|を)?(?:開始|始ま)|定期便として運[行航]|(?:定期|チャーター)便[^、。]{0,6}(?:就航$|開始|始ま)"
)
SIGNING = re.compile(r"締結(?=$|\s|。|し|式|に至)|調印(?=$|。|\s|し|式|を行|された)|取り交わし|盟約(?=する|式)")
PROPOSED = re.compile(r"提案(?=がなされ|を受け)|申し?入れ(?=があり|を受け)")
# 会議 is also what stands inside 議会議員 and 商工会議所.
NO_PURPOSE = re.compile(r"教育委員会|議会議[員長]|会議所|\([^()]{13,}\)")
ENDED = re.compile(
    rf"(?:{INWARD}|{OUTWARD}|{VISIT}|{ATTEND}|実施|開催|開始|締結|調印|完成|出展|協議|披露)"
    r"(?:\([^()]*\))?(?:を行った|しました|した|する|し)?(?P<cut>\s+|。\s*|$)"
)
# Two acts of opposite ways in one row: `訪問団派遣及び…受入`.
BOTH = re.compile(r"(?P<first>派遣|受け?入れ?|招聘)(?P<cut>及び|並びに|、|・|と)(?=[^。]*(?:派遣|受け?入れ?|招聘))")
OCCASION = (
    r"マラソン|まつり|フェスティバル|旅游節|サミット|交流会議|青少年会議|IBA会議|国際会議|博覧会|マルシェ|記念式典|落成式|"
    r"コンサート|スクール|キャンプ|フェア|フォーラム|大会|カップ\d*"
)
NAMED = re.compile(rf"(?:第(?P<n>\d+)回)?「?(?P<name>[^\s、。「」()]*?(?:{OCCASION}))")
QUOTED = re.compile(rf"「(?P<name>[^「」]{{2,22}}(?:{OCCASION}))」")
ENDING = re.compile(rf"(?:{OCCASION})(?=[へにをでの]|開催|受入|派遣|訪問団|関連|$)")
SERIES = re.compile(r"第(?P<n>\d+)回\s*(?:「(?P<quoted>[^「」]{2,26})」|(?P<name>[^\s、。「」()への]{2,26}))")
PARTICLE = re.compile(r"への|及び|へ|として|における|において|にて|による|開催された|[にをがは(]|、|\s")
HELD = re.compile(r"(?:市?内)?(?:において(?!も)|にて|で(?=[、行友姉交観本協共]))")

# Behind the name of a city.
SUBJECT, TOWARD = re.compile(r"[^、。がは]{0,6}(?:が|は|から)[^。]*$"), re.compile(r"[^、。がは]{0,3}[へに]")
GOAL, THERE = re.compile(r"[市県]?(?:内)?(?:を|に|へ)?(?:初めて)?$"), re.compile(r"[^、。]*[へに]")
GUESTS = re.compile(
    r"[^、。へに]*(?:団|関係者|隊|チーム|一行)(?:[^、。へに]*が|[^、。へに]+に)$|[^、。へに]*(?:市長|議員|生徒)[^、。へに]*が$"
)
AT = re.compile(r"[^、。]*(?:において|にて|で(?=[一-龥]))")

# The purpose that tells more comes first; a visit is only a visit where nothing else is told.
PURPOSES = (
    "meeting", "sports", "promotion", "exhibition", "festival", "ceremony", "student-exchange", "youth-exchange",
    "inspection", "citizen-exchange", "medical", "business", "training", "performance", "donation", "proposal",
    "flight", "delegation",
)  # fmt: skip


@cache
def _purposes() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, ontology.surfaces("event"))))


def stems(page: Page, key: str) -> tuple[str, ...]:
    """A city's names without 市 and 県, the longest first: what compounds (`蔚山太和江マラソン`) are made with."""
    name = page.gazetteer.name(key)
    place = page.gazetteer.place(key)
    forms = {*(name.aliases if name else ()), *((name.ja,) if name else ()), *((place.ja,) if place else ())}
    short = {re.sub(r"(?:広域市|国家高新区|高新区|[市町村区])$", "", form) for form in forms}
    return tuple(sorted((form for form in short if len(form) > 1), key=lambda form: (-len(form), form)))


def purpose(page: Page, text: Text) -> Stated:
    """What the act was for: a signing is a ceremony; else the most telling word; else a visit, inferred."""
    if signed := SIGNING.search(text.norm):
        return page.in_words(text, "ceremony", *signed.span())
    if flight := FLIGHT.search(text.norm):
        return page.in_words(text, "flight", *flight.span())
    if proposed := PROPOSED.search(text.norm):
        return page.in_words(text, "proposal", *proposed.span())
    found: dict[str, re.Match[str]] = {}
    plain = NO_PURPOSE.sub(lambda match: " " * len(match[0]), text.norm)
    for match in _purposes().finditer(plain):
        found.setdefault(ontology.surfaces("event")[match[0]].partition("/")[2], match)
    for kind in PURPOSES:
        if kind in found and kind not in ("flight",):
            return page.in_words(text, kind, *found[kind].span())
    return page.in_words(text, "delegation", 0, min(len(text), 20), "kind_from_sentence")


def way(page: Page, text: Text, partner: str) -> Stated | None:
    """The direction as seen from the publisher, in the words that tell it; None where nobody is said to move."""
    norm = text.norm
    if match := ONLINE.search(norm):
        return page.in_words(text, "online", *match.span())
    if match := RETURNED.search(norm):
        return page.in_words(text, "mutual", *match.span())
    home = page.gazetteer.place(page.home)
    movement = _movement(home.ja[0] if home else "")
    outside = _outside(norm)
    for stretch in (outside, norm):
        found = list(movement.finditer(stretch))
        if found:
            return _moved(page, text, found, partner)
    for match in re.finditer(ATTEND, outside):
        if told := _attended(page, text, match, partner):
            return told
    return _done(page, text, partner)


@cache
def _movement(home: str) -> re.Pattern[str]:
    """The words that say who moved; `home` is the letter by which a city calls its guests' coming (来熊)."""
    arrival = f"|来{home}" if home else ""
    return re.compile(rf"(?P<in>{INWARD}{arrival})|(?P<out>{OUTWARD})|(?P<visit>{VISIT})")


def _outside(norm: str) -> str:
    """The text with what stands in brackets blanked out."""
    kept, depth = [], 0
    for char in norm:
        depth += char == "("
        kept.append(" " if depth else char)
        depth -= char == ")" and depth > 0
    return "".join(kept)


def _moved(page: Page, text: Text, found: list[re.Match[str]], partner: str) -> Stated:
    plain = [one for one in found if not one["visit"]]
    match = plain[-1] if plain else found[-1]
    if match["in"]:
        value = "inbound"
    elif match["out"]:
        before = text.norm[: match.start()]
        subject = _name_before(before, stems(page, partner), SUBJECT)
        toward = subject and _name_before(before, (*stems(page, page.home), "本市"), TOWARD)
        value = "inbound" if toward else "outbound"
    else:
        goal = text.norm[max(0, match.start() - 14) : match.start()]
        value = "inbound" if _name_before(goal, (*stems(page, page.home), "本市"), GOAL) else "outbound"
    return page.in_words(text, value, *match.span())


def _name_before(norm: str, names: tuple[str, ...], rest: re.Pattern[str]) -> tuple[int, int] | None:
    """The first of the names that stands before `rest`, together with it."""
    there = [name for name in names if name in norm]
    for at in range(len(norm) if there else 0):
        for name in there:
            if norm.startswith(name, at) and (match := rest.match(norm, at + len(name))):
                return at, match.end()
    return None


def _attended(page: Page, text: Text, match: re.Match[str], partner: str) -> Stated | None:
    """Who took part where: our people at the partner's occasion, or the partner's people at ours."""
    before = text.norm[: match.start()]
    if place := _place_word(page, text, match.start()):
        value = {page.home: "inbound", partner: "outbound"}.get(place[0])
        return page.in_words(text, value, *match.span()) if value else None
    theirs = stems(page, partner)
    if _name_before(before, theirs, GUESTS):
        return page.in_words(text, "inbound", *match.span())
    return page.in_words(text, "outbound", *match.span()) if _name_before(before, theirs, THERE) else None


def _place_word(page: Page, text: Text, stop: int) -> tuple[str, int, int] | None:
    """The place `…において` of an act: key and position."""
    for place in page.places(text.norm[:stop]):
        if place.key and HELD.match(text.norm[place.end :]):
            return place.key, place.start, place.end
    return None


def _done(page: Page, text: Text, partner: str) -> Stated | None:
    """A deed without a traveller: promotion at the partner's is ours abroad; a signing is an act of both."""
    norm = text.norm
    if FLIGHT.search(norm):
        return None
    if signed := SIGNING.search(norm):
        return page.in_words(text, "joint", *signed.span())
    if any(word in norm for word in DEEDS) and (there := _name_before(norm, stems(page, partner), AT)):
        return page.in_words(text, "outbound", *there, "direction_from_place")
    given = re.search(r"寄贈|贈呈", norm)
    if given:
        return page.in_words(text, "outbound", *given.span(), "direction_from_context")
    return None


def is_act(norm: str) -> bool:
    """True for words that tell of an act of exchange, be it without a movement."""
    return bool(ACT.search(norm) or SIGNING.search(norm) or FLIGHT.search(norm) or ONLINE.search(norm))


def occasion(page: Page, text: Text, quoted: bool = True) -> tuple[Stated | None, Stated | None]:
    """Ordinal and name of the occasion (`第8回熊本城マラソン`); `quoted` where any words in 「」 are its name."""
    norm = text.norm
    if match := SERIES.search(norm):
        name = None if match["quoted"] else NAMED.match(norm, match.start())
        start, end = name.span("name") if name and name["name"] else match.span("quoted" if match["quoted"] else "name")
        return page.in_words(text, match["n"], *match.span("n")), page.in_words(text, norm[start:end], start, end)
    for match in re.finditer(r"「(?P<name>[^「」]{2,26})」", norm if quoted else ""):
        return None, page.in_words(text, match["name"], *match.span("name"))
    if match := QUOTED.search(norm):
        return None, page.in_words(text, match["name"], *match.span("name"))
    for match in ENDING.finditer(norm):
        parts = [one.end() for one in PARTICLE.finditer(norm, 0, match.start())]
        start = parts[-1] if parts else 0
        if 2 < match.end() - start <= 26:
            return None, page.in_words(text, norm[start : match.end()], start, match.end())
    return None, None


def venue(page: Page, text: Text) -> Stated | None:
    """Where the act took place, where that is printed (`高雄市において`)."""
    place = _place_word(page, text, len(text))
    return page.in_words(text, *place) if place else None
