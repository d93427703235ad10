"""Places run together in a sentence (`A市、B町及びC村`), and what the particle behind them makes of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.countries import pattern
from graph.figures import number
from graph.reading.names.lands import LONGEST, Name, names
from graph.reading.names.organs import organs
from graph.reading.names.regions import CLOSE, OPEN
from graph.reading.pages.page import Page

PLACE_OF_ACT = re.compile(r"(?:の[^、。はをがと]{1,14})?(?:において|に於いて|にて|で(?!は?(?:あ|き|す|な))(?:は)?)")
NO_PARTY = re.compile(
    r"長(?!と)|民(?!国)|内|立|議会|出身|役所|役場|庁|港|駅|在住|側|生まれ|議|の(?!間|両|二|三|2|3|[一-龥]{0,3}者)|から|へ|より|を(?:訪|相手)"
)
JOINS = re.compile(r"(?:、|・|,|と|及び|および|並びに|ならびに|や|&|そして|、(?:及び|並びに|そして|さらに|また))\s*")
WITH = re.compile(
    r"ととも|と共に|(?:の(?:[二三四五六七八九]|[2-9])(?:市町村?|町村|市村|市|町|村|都市|自治体|団体|つの[市町まち都]{1,2}))?と(?!して|なる|なった|なり|する|した)(?:の間で|の間に)?(?:の|は|も|、)?|を相手方?(?:と|に)"
)
TOPIC = re.compile(
    r"(?:の(?:二|三|四|五|六|両|[0-9])(?:者|市|市町|県市|町))?(?:とが|は|が|も(?!し)|では(?!な[くい])|に(?:つ(?:いて|きまして)|関し(?:て|まして))は|、(?=[^、]{0,8}(?:姉妹|友好|協定|覚書|盟約)(?![^、。]{0,10}[てで](?:い|お)る)))|の(?:間|[二三四五六七八九2-9](?:者|市町村?|町村|市村|市|町|村|団体|自治体))(?:間)?(?:で|に|による)"
)

# The mayor of a place stands for it, by name or without: 市長, の山田一郎市長, 長の山田一郎氏.
_MAYOR = r"(?:の[一-龥々ァ-ヴー・ ]{2,14}?(?=[市町村区郡]長)|の[二三四五六七八九2-9]?(?:者の)?(?=(?:首|[市町村]{1,2})長(?!の)))?(?:首|[市町村区郡]{0,2})長(?:の?[一-龥々ァ-ヴー・ ]{2,12}?(?:氏|さん))?"
BESIDE_MAYOR = re.compile(rf"^(?:{_MAYOR}|さん|さま|様)(?=[、・と])")
BEHIND_MAYOR = re.compile(rf"^{_MAYOR}(?:同士|らが)?(?=が|は|、|と|の間)")
# Partners that are described one by one (`翁の生まれたA市、翁が開いたB町とそれぞれ`).
EACH = re.compile(r"との?間?[にで]?、?それぞれ")
DESCRIBED = re.compile(r"、(?:そして|また)?[^、。はとも]{1,24}[たるのない]")
# The same without that word, each behind what is told of it: `旧A町は、生誕の地のB市、開祖が若い日を過ごしたC町と`.
TOLD, OF_WHAT = re.compile(r"、[^、。はも]{1,24}[たるだの]"), re.compile(r"[たるだの]")
ALONE = re.compile(r"と(?!ともに|共に|もに)")
STRANGER = re.compile(r"[一-龥ァ-ヴー][市町村区郡県州省道府都鎮郷旗洞面里]と(?!も|な|し|い|の間)")
ABROAD = re.compile(r"の?[一-龥々ァ-ヴー・]{2,16}と(?!も|な|し|い|の間)")
COUNTED = re.compile(
    r"(?:の|など|ほか|等|をはじめとする|を(?:含む|加えた)(?:[一-龥]{2}の?)?)(?:の)?(?P<n>[二三四五六七八九十]|[2-9]|1\d)(?:者|市町村|市町|町村|市村|市|町|村|自治体|団体)(?![一-龥]*?都市)"
)
# `ほか3町`: so many more, of whom nobody is named.
FURTHER = re.compile(
    r"(?:ほか|他|外)(?:の)?(?:[一二三四五六七八九十]|\d{1,3})(?:市町村|市町|町村|市村|市|町|村|区|自治体|団体|者)"
)
# What sums up the places before it: A市、B町という国内7つの自治体と.
SUMMED = re.compile(
    r"という(?:国内|海外|県内|県外)?の?(?P<n>[二三四五六七八九2-9]|1\d)つの(?:[市区町村]+|自治体|都市)(?=と)"
)
# A town that came in later, and those who signed with it, counted.
CAME_IN = re.compile(r"[もが](?:新たに|新しく|後から)?加わ[りっる]")
ALL = re.compile(r"(?P<n>[三四五六七八九3-9])(?:者|市町村?|市|町|村|区|団体|自治体)(?:で|は|が|によ|に|の|間)")
# Of which place a sentence speaks, before it says who acted: `A市につきましては、B町が`.
SPOKEN_OF = re.compile(r"(?:に(?:つ(?:いて|きまして)|関し(?:て|まして))は|の場合(?:は|には))、?")
OF_STATE = re.compile(r"(?:^|(?<=[、。はに]))(?:同?国|同?県|政府|同国政府|大使館|同国大使館)と(?:の間(?:で|に)|は|、)")
VISITED = re.compile(r"(?:を訪(?:れ|問し?)|[にへ](?:赴き|おもむき|出向き|渡り))て?、")
MAYORS = re.compile(r"[市町村]長と[一-龥々ァ-ヴー・]{1,12}[市町村]長[がは]")
ABOUT = re.compile(r"は、|に(?:つ(?:いて|きまして)|関し(?:て|まして))は、?")
POLITE = re.compile(r"さん|さま|様(?!々)")
OLD = re.compile(r"旧$")
PROVINCE = re.compile(
    r"(?:(?:[ァ-ヴー・]+|[一-龥]{1,3})(?:州|省|県|郡)|(?<=[、・と])[一-龥]国|[一-龥]{2,3}[都道府]|同[県府道])の?$"
)
JOINT = re.compile(r"[の・ ]?")
BETWEEN = re.compile(
    r"の[^、。はがをでに]{0,8}(?:提携|協定|盟約|縁組|姉妹都市|友好都市)[^、。]{0,24}(?:は|が)|と?の(?:間|両|双方)|間(?=[のでに、])"
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


def past_bracket(norm: str, at: int) -> int:
    """The place behind the brackets that open at `at`, or `at` itself."""
    while at < len(norm) and norm[at] in OPEN:
        stop = norm.find(CLOSE[OPEN.index(norm[at])], at)
        if stop < 0:
            break
        at = stop + 1
    return at


def chains(page: Page, norm: str, organized: bool = False) -> list[Chain]:
    """The places of a sentence, those that are joined by と, 、 or 及び together; `organized`: bodies as well."""
    found: list[Chain] = []
    if len(norm) > LONGEST:
        return found
    inside = [
        (match.start(), past_bracket(norm, match.start())) for match in re.finditer("[" + re.escape(OPEN) + "]", norm)
    ]
    bodies = organs(page, norm) if organized else []
    named = [one for one in names(page, norm) if not any(two.start <= one.start < two.end for two in bodies)]
    known = [one for one in (*named, *bodies) if not any(a < one.start < b for a, b in inside) or _quoted(norm, one)]
    known.sort(key=_begin)
    each = EACH.search(norm) if "それぞれ" in norm else None
    run: list[Name] = []
    for place, one in enumerate(known):
        run.append(one)
        mayor = 1 if norm[one.end : one.end + 1] == "長" else 0
        end = past_bracket(norm, one.end + mayor)
        end = one.end if end == one.end + mayor else end
        end += _quoted(norm, one)
        if place + 1 < len(known):
            following = known[place + 1]
            gap = norm[end : following.start].removesuffix("「")
            gap = bare_gap(gap)
            gap = BESIDE_MAYOR.sub("", gap) if "長" in gap or gap[:1] in ("さ", "様") else gap
            if JOINS.fullmatch(gap) and one.key != following.key:
                continue
            if found and found[-1].part == "topic" and TOLD.fullmatch(gap) and OF_WHAT.match(norm, one.start - 1):
                if ALONE.match(norm, past_bracket(norm, following.end)):
                    continue
            if each and following.end <= each.start() and DESCRIBED.fullmatch(gap):
                continue
        if len(run) > 1 and (summed := SUMMED.match(norm, end)) and number(summed["n"]) == len(run):
            end = summed.end()
        part = _part(norm, end)
        if part == "none" and not norm[: run[0].start].strip(" ・旧") and norm[end : end + 1] == "、":
            part = "topic"  # X町、Y市と提携
        if part == "place" and len(run) == 2 and norm.startswith("で", end) and page.home in {two.key for two in run}:
            part = "topic"  # 福井市と本市で盟約を結んだ
        found.append(Chain(tuple(run), part, end))
        run = []
    return found


def _quoted(norm: str, one: Name) -> bool:
    """True for a name alone in quotes: 「浜松市」."""
    return norm[one.end : one.end + 1] == "」" and norm[max(0, one.start - 1) : one.start] == "「"


def _begin(one: Name) -> int:
    return one.start


def bare_gap(gap: str) -> str:
    """What joins two places, without the country, state or prefecture before the second: `と韓国の`, `、岡山県`."""
    gap = OLD.sub("", gap)
    for _ in range(2):
        gap = PROVINCE.sub("", gap)
        lands = [one for one in pattern().finditer(gap) if JOINT.fullmatch(gap, one.end())]
        gap = gap[: lands[-1].start()] if lands else gap
    return gap


def _part(norm: str, end: int) -> str:
    end += len(polite[0]) if (polite := POLITE.match(norm, end)) else 0
    after = norm[end : end + 32]
    after = BEHIND_MAYOR.sub("", after) if "長" in after else after
    after = after.removeprefix("など" if after.startswith("など") else "等")
    if further := FURTHER.match(after):
        after = after[further.end() :]
    if TOPIC.match(after):
        return "topic"
    if BETWEEN.match(after):
        return "between"
    if WITH.match(after):
        return "with"
    if PLACE_OF_ACT.match(after):
        return "place"
    return "none" if NO_PARTY.match(after) or after else "end"


def signed_in_bracket(page: Page, norm: str, at: int) -> tuple[Name, ...]:
    """The former towns that sign in the bracket behind the word for a tie: `A市との提携(昭和62年に旧B町が調印)`."""
    stop = past_bracket(norm, at)
    found = [one for one in names(page, norm) if at < one.start and one.end < stop] if stop > at else []
    return tuple(one for one in found if "former" in one.flags and norm[one.end] in "がは")


def present(chain: Chain) -> tuple[Name, ...]:
    """The places of a chain that still are what they are called."""
    return tuple(name for name in chain.names if "former" not in name.flags)


def facing(norm: str, own: Sequence[Chain]) -> tuple[tuple[Name, ...], tuple[Name, ...]] | None:
    """Who signed and with whom, where a clause speaks of one place and another acts in it: `福井市は、本市が`."""
    if len(own) < 2 or not ABOUT.match(norm, own[-2].end) or norm[own[-1].end : own[-1].end + 1] != "が":
        return None
    if len(own[-2].names) > 1 or any("body" in one.flags for one in (*own[-2].names, *own[-1].names)):
        return None
    return present(own[-1]), present(own[-2])


def more_counted(page: Page, norm: str, found: int) -> bool:
    """True where the words behind a name count other parties than the number found: `A市、B市など五市は`, `ほか3町と`."""
    ends = [past_bracket(norm, one.end) for one in names(page, norm)]
    if any(FURTHER.match(norm, end) for end in ends):
        return True
    counted = [(end, one) for end in ends if (one := COUNTED.match(norm, end))]
    runs = {past_bracket(norm, one.end): len(one.names) for one in chains(page, norm)} if counted else {}
    return any(
        number(one["n"]) != found and not (norm.startswith("と", one.end()) and number(one["n"]) == runs.get(end))
        for end, one in counted
    )  # 本市はA市、B市の2市と: the partners alone


def came_in(norm: str, told: Sequence[Name]) -> Name | None:
    """The place that joined those who had signed before (`C市も加わり、三市で`)."""
    return next((one for one in told if CAME_IN.match(norm, past_bracket(norm, one.end))), None)


def counted_behind(norm: str, begin: int, end: int) -> int:
    """How many the words behind a name say that all of them are; 0 where they do not count."""
    told = ALL.search(norm, begin, end)
    return int(number(told["n"]) or 0) if told else 0


def with_state(norm: str, end: int) -> bool:
    """True where a と-phrase names a state or its embassy without its name: `国との間で`, `県とは`."""
    return "と" in norm and OF_STATE.search(norm, 0, end) is not None


def with_stranger(norm: str, begin: int, end: int) -> bool:
    """True where a と-phrase names a place that no list knows, by its last letter or by the country before it."""
    abroad = (ABROAD.match(norm, one.end(), end) for one in pattern().finditer(norm, begin, end))
    return bool(STRANGER.search(norm, begin, end)) or any(abroad)


def unjoined(page: Page, norm: str, owners: Sequence[Name], stop: int) -> Name | None:
    """The partner that no particle joins: of which a sentence speaks before it says who acted (`A市につきましては、B町が`), in
    whose town two mayors met who are called by their own names (`黒瀬市長とブラウン市長がA市で`), to which ours went."""
    spoken = SPOKEN_OF.search(norm, 0, owners[0].start if owners else stop)
    if not owners and not spoken:
        seen = chains(page, norm[:stop])
        met = MAYORS.search(norm, 0, stop) is not None
        hosts = [one for one in seen if (met and one.part == "place") or VISITED.match(norm, one.end)]
        found = hosts[0].names[:1] if len(hosts) == 1 and (met or len(seen) == 1) else ()
    elif spoken:
        told = [one for one in names(page, norm) if one.end <= spoken.start()]
        found = tuple(one for one in told if SPOKEN_OF.match(norm, past_bracket(norm, one.end)))
    else:
        found = ()
    return found[0] if found and found[0].key != page.home else None
