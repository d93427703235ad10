"""Signing in one sentence: which verb concludes, on which date, which kind, between which of the places named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.countries import pattern
from graph.reading.deeds import kinds
from graph.reading.lands import CLOSE, LONGEST, OPEN, Name, names
from graph.reading.page import Mention, Page
from graph.values import DateMention

# The acts that conclude a tie, and the forms in which an act is done, not planned (`締結し`, `調印式が行われ`, `提携に至り`).
ACTS = r"(?:再|仮)?締結|(?:再|仮)?調印|署名|提携|盟約|縁組み?|締約|批准"
DONE = (
    r"(?=(?:いた|致)?し(?!よう|たい|ていない)|され(?!る)|をし(?:た|て|、|ま)|[をが]取り?交|[をが](?:執り)?行|が(?:成立|実現|結ば|交わさ|決ま|なされ|整い|かな)"
    r"|に至[りっ]|する(?:に至|運び|こととな)|の運び|式[をが典、。]|[をの]結[びん]|。|、|\s*$|\s*[(]|は、?(?:[0-9]|明治|大正|昭和|平成|令和|同年|翌))"
)
VERBS = (
    r"結(?:び直|ぶ(?=。|\s*$|[(])|ん(?=[だで])|ばれ(?=[たてま、])|び(?=ました|、))|(?:取り?)?交わ(?=した|す|し、|しま|され|して)|契り|誓い合|[とに]な(?=った|りま|り、)|書を交換"
    r"|が成立(?!し?な)|が実現|の運び|に至(?=った|りま|り、)|を宣言|(?:協定|盟約|覚書)(?=\s*$)|に合意(?=し|。|$)|の締結(?=\s*$|式)|署名に臨|判を(?:押|つい)"
)
CONCLUDES = re.compile(rf"(?:{ACTS}){DONE}|(?:を|に|の)締結(?=する運び)|{VERBS}")
# What turns a verb round: `提携したのは昭和63年である`.
CLEFT = re.compile(r"を?(?:され|し)?(?:た|った|んだ|れた|だ|ました)?(?:の|こと|日)?は、?\s*(?:西暦)?$")
# From a verb to the kind that it tells of: `交わした友好都市の盟約`.
INTO = re.compile(r"(?:[しんだたていれる]{0,5})[「『]?")
# An heir who takes a tie over signs nothing.
TAKES_OVER = re.compile(r"合併|新市|新町|発足|引き?継|継承|承継|移行")
# What follows a verb or a kind that signs nothing.
VOID = re.compile(
    r"(?:\s*(?:協定|提携|盟約|調印|締結|書|式|関係|都市|年|後|の|を|に|は|が|から|し|て|で|す|る|た|さ|れ))*?\s*(?:[0-9一二三四五六七八九十]+\s*(?:周年|年目)|周年|に向け|を目指|目指し|予定|の可能性"
    r"|の申し?(?:入れ|出)|の提案|の準備|準備|のため|へ向け|を検討|の検討|について協議|を協議|協議を|に至っていない|には至|いない|おらず|ない|なかった|を記念|記念|の打診|を打診|を希望|の話)"
)
PLACE_OF_ACT = re.compile(r"(?:の[^、。はをがと]{1,14})?(?:において|に於いて|にて|で(?!は?(?:あ|き|す|な))(?:は)?)")
NO_PARTY = re.compile(
    r"長(?!と)|民(?!国)|内|立|議会|出身|役所|役場|庁|港|駅|在住|側|生まれ|議|の(?!間|両|二|三|2|3|[一-龥]{0,3}者)|から|へ|より|を(?:訪|相手)"
)
JOINS = re.compile(r"(?:、|・|,|と|及び|および|並びに|ならびに|や|&|そして|、及び|、並びに)\s*")
WITH = re.compile(
    r"ととも|と共に|と(?!して|なる|なった|なり|する|した)(?:の間で|の間に)?(?:の|は|も|、)?|を相手方?(?:と|に)"
)
TOPIC = re.compile(
    r"(?:の(?:二|三|四|五|六|両|[0-9])(?:者|市|市町|県市|町))?(?:とが|は|が|では|、(?=[^、]{0,8}(?:姉妹|友好|協定|覚書|盟約)))|の(?:間|[二三四五六七八九2-9](?:者|市町村?|町村|市村|市|町|村|団体|自治体))(?:間)?(?:で|に|による)"
)


RELATIVE = re.compile(
    r"(?:(?:し|され|ん|ばれ)?て?い?[だでたれる]+)?(?:[^、。はがをにと]{2,10}(?:都市|協定)(?:の|である|、)?)?(?:の(?:が|は))?"
)


@dataclass(frozen=True)
class Chain:
    """Places run together (`A市、B町及びC村`) with what their particle makes of them: topic, with, place, none."""

    names: tuple[Name, ...]
    part: str
    end: int

    @property
    def start(self) -> int:
        return self.names[0].start


@dataclass(frozen=True)
class Act:
    """A signing told in a sentence; positions are those of the text analysed. `date` may be None."""

    verb: tuple[int, int]
    kind: Mention
    inherited: bool
    date: DateMention | None
    owners: tuple[Name, ...]
    partners: tuple[Name, ...]
    formers: tuple[Name, ...] = field(default=())


def past_bracket(norm: str, at: int) -> int:
    """The place behind the brackets that open at `at`, or `at` itself."""
    while at < len(norm) and norm[at] in OPEN:
        stop = norm.find(CLOSE[OPEN.index(norm[at])], at)
        if stop < 0:
            break
        at = stop + 1
    return at


def chains(page: Page, norm: str) -> list[Chain]:
    """The places of a sentence, those that are joined by と, 、 or 及び together."""
    found: list[Chain] = []
    if len(norm) > LONGEST:
        return found
    inside = [
        (match.start(), past_bracket(norm, match.start())) for match in re.finditer("[" + re.escape(OPEN) + "]", norm)
    ]
    known = [one for one in names(page, norm) if not any(a < one.start < b for a, b in inside)]
    run: list[Name] = []
    for number, one in enumerate(known):
        run.append(one)
        mayor = 1 if norm[one.end : one.end + 1] == "長" else 0
        end = past_bracket(norm, one.end + mayor)
        end = one.end if end == one.end + mayor else end
        if number + 1 < len(known):
            following = known[number + 1]
            gap = norm[end : following.start]
            gap = _bare_gap(gap)
            gap = re.sub(r"^(?:市|町|村)?長(?=[、・と])", "", gap)
            if JOINS.fullmatch(gap) and one.key != following.key:
                continue
        found.append(Chain(tuple(run), _part(norm, end), end))
        run = []
    return found


def _bare_gap(gap: str) -> str:
    """What joins two places, without the country, state or prefecture before the second: `と韓国の`, `、岡山県`."""
    gap = re.sub(r"旧$", "", gap)
    for _ in range(2):
        gap = re.sub(r"(?:(?:[ァ-ヴー・]+|[一-龥]{1,3})(?:州|省|県|郡)|[一-龥]{2,3}[都道府]|同[県府道])の?$", "", gap)
        lands = [one for one in pattern().finditer(gap) if re.fullmatch(r"[の・ ]?", gap[one.end() :])]
        gap = gap[: lands[-1].start()] if lands else gap
    return gap


def _part(norm: str, end: int) -> str:
    after = re.sub(r"^(?:市|町|村)?長(?:同士|らが)?(?=が|は|、|と|の間)", "", norm[end : end + 24])
    if re.match(r"など|等", after):
        after = after[2:] if after.startswith("など") else after[1:]
    if TOPIC.match(after):
        return "topic"
    if re.match(r"と?の(?:間|両|双方)|間(?=[のでに、])", after):
        return "between"
    if WITH.match(after):
        return "with"
    if PLACE_OF_ACT.match(after):
        return "place"
    return "none" if NO_PARTY.match(after) or after else "end"


def verbs(norm: str) -> list[re.Match[str]]:
    """The verbs that conclude; those beside one another (`提携を結んだ`) once, by the last."""
    found: list[re.Match[str]] = []
    for match in CONCLUDES.finditer(norm):
        if VOID.match(norm, match.end()):
            continue
        if (
            found
            and match.start() - found[-1].end() <= 8
            and not re.search(r"[、。]", norm[found[-1].end() : match.start()])
        ):
            found.pop()
        found.append(match)
    return found


def acts(page: Page, norm: str, dates: Sequence[DateMention], lead: DateMention | None = None) -> Iterator[Act]:
    """The signings of a sentence; `dates` are its resolved date mentions, `lead` the date of the row it stands in."""
    if len(norm) > LONGEST:
        return
    groups: list[Chain] | None = None
    begin = 0
    known = kinds(page, norm) if CONCLUDES.search(norm) else []
    for verb in verbs(norm):
        mine = [one for one in known if begin <= one.start < verb.end() and not _void(norm, one)]
        inherited = not mine
        if inherited:
            mine = [one for one in known if one.start < verb.start()]
        after_ = [one for one in known if one.start - verb.end() >= 0 and INTO.fullmatch(norm, verb.end(), one.start)]
        if not mine and after_:
            mine, inherited = after_[:1], False
        kind = mine[-1] if mine else None
        generic = norm[verb.start() : verb.end()] in ("とな", "にな") or "交わ" in verb[0] or "合意" in verb[0]
        if kind is None or (generic and (inherited or verb.start() - kind.end > 16)):
            continue
        if generic and "な" in verb[0] and TAKES_OVER.search(norm, begin, verb.start()):
            continue
        when = [
            one for one in dates if one.date and begin <= one.start < verb.start() and not _of_other(norm, one, verb)
        ]
        after = [
            one
            for one in dates
            if one.date
            and verb.end() <= one.start <= verb.end() + 12
            and (
                re.fullmatch(r".{0,3}[(]", norm[verb.end() : one.start]) or CLEFT.fullmatch(norm, verb.end(), one.start)
            )
        ]
        groups = chains(page, norm) if groups is None else groups
        pairs = _pairs(groups, when, verb)
        if pairs:
            for date, chain in pairs:
                yield from _act(norm, groups, verb, kind, inherited, date, begin, chain)
        else:
            best = next(iter(after or when[-1:]), lead)
            yield from _act(norm, groups, verb, kind, inherited, best, begin, None)
        begin = verb.end()


def _void(norm: str, kind: Mention) -> bool:
    """True for a kind that stands in an anniversary or a plan: 姉妹都市提携10周年."""
    return bool(VOID.match(norm, kind.end)) and not re.match(
        r"(?:の|を|に|に関する)?(?:協定|提携|盟約)?書?[にを]?(?:調印|署名|締結)", norm[kind.end :]
    )


def _of_other(norm: str, date: DateMention, verb: re.Match[str]) -> bool:
    """True for the date of another act in the same stretch: a merger, a visit that is told to its end."""
    between = norm[date.end : verb.start()]
    return bool(re.search(r"合併(?!前)|現在|までに|周年", between[:14])) and "、" in between


def _pairs(groups: list[Chain], dates: list[DateMention], verb: re.Match[str]) -> list[tuple[DateMention, Chain]]:
    """`D1にAと、D2にBと、それぞれ`: each date with the partners that follow it before the next date."""
    if len(dates) < 2:
        return []
    found = []
    for number, date in enumerate(dates):
        stop = dates[number + 1].start if number + 1 < len(dates) else verb.start()
        mine = [one for one in groups if date.end <= one.start < stop and one.part == "with"]
        if mine:
            found.append((date, mine[0]))
    return found if len(found) == len(dates) else []


def _act(
    norm: str, groups: list[Chain], verb: re.Match[str], kind: Mention, inherited: bool, date: DateMention | None,
    begin: int, chain: Chain | None,
) -> Iterator[Act]:  # fmt: skip
    before = [one for one in groups if one.start < verb.start()]
    topics = [one for one in before if one.part == "topic" or (one.part == "between" and len(one.names) > 1)]
    withs = (
        [chain]
        if chain
        else [
            one
            for one in before
            if one.part in ("with", "between")
            and one not in topics
            and (one.start >= begin or norm[one.end :][:2] == "とは")
        ]
    )
    following = [one for one in groups if one.start >= verb.end() and RELATIVE.fullmatch(norm[verb.end() : one.start])]
    told = [one for one in (*topics, *withs[-1:], *following[:1]) if one.start >= begin or not begin]
    formers = tuple({name.key: name for one in told for name in one.names if "former" in name.flags}.values())
    leads = [present for one in topics if (present := _present(one))]
    topic = leads[-1] if leads else ()
    own = [one for one in told if one in topics]
    if own and len(own[-1].names) > 1 and not _present(own[-1]):  # 旧A町と旧B町が: theirs alone
        topic, withs, following = (), [], []
    other = next((present for one in reversed(withs) if (present := _present(one))), ())
    if following:
        owners, partners = topic, _present(following[0])
    elif len(topic) > 1 and not other:
        owners, partners = topic[:1], topic[1:]
    else:
        owners, partners = topic, other
    yield Act(verb.span(), kind, inherited, date, owners, partners, formers)


def _present(chain: Chain) -> tuple[Name, ...]:
    """The places of a chain that still are what they are called."""
    return tuple(name for name in chain.names if "former" not in name.flags)
