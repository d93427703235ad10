"""Who in a line may be a partner of the publisher: municipalities, known or by their form, and bodies that sign."""

import re
from collections.abc import Iterator, Sequence

from graph.cities import country_of
from graph.countries import key_of, pattern
from graph.reading.names.companies import LEGAL, named
from graph.reading.names.lands import Name, names
from graph.reading.names.organs import organs
from graph.reading.names.regions import inside_of, is_prefecture, region_of
from graph.reading.names.towns import heir_of
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.wholes.bystanders import BESIDE
from graph.reading.words.chains import chains, past_bracket

Body = tuple[int, int, str | None]

# What follows a place that is no side of a tie: what lies in it, comes from it or bears its name.
INSIDE = re.compile(
    r"ではな|ではあり|[内立民産](?!国)|出身|役[所場]|庁|港|駅|在住|生まれ|から|へ|より|地内|議会|観光協会|商工会"
    r"|の(?:[^、。\s]{0,12}?(?:会社|銀行|組合|大学|学校|高校|学園|法人|ホテル|会館|ホール|公園|店))"
)
SUCH = re.compile(r"等|など|どうし|同士|\d|の?間")  # behind a word for bodies of a sort
VENUE = re.compile(r"(?:の[^、。とはが]{1,8})?(?:において|にて|で(?!あ|す|し|ござ))(?!も)")  # where it was signed
FORM_AND_NAME = re.compile(rf"(?<![^\s、・(「])(?:{LEGAL})\s+\S+")
NOW = re.compile(r"[(〔]現[・:]?$")  # before the name of today of a place that is named in front of it
# Words that end as a municipality's name does, where no list has the name.
COMMON = re.compile(
    r".*(?:市[区町]*村|市区?町|旧町村|区市町村|所在[市町村])|.*[市町村区][長町村]|.*[来訪年月日本当両各同該他隣全][市町村区]"
)
# Towns and districts abroad by their endings, which lists of municipalities at home know nothing of; those in kanji only
# where a country is named, for 郷 and 旗 end other words too.
ABROAD = re.compile(
    r"(?P<kanji>[一-龥]{1,4}郡[一-龥]{1,4}[面邑]|(?:(?<=[県市郡区])|(?<![一-龥]))[一-龥]{1,3}(?:鎮|郷|邑|旗))(?![一-龥ァ-ヴー])|[ァ-ヴー]{2,}(?:郡|地区|村)(?![一-龥ァ-ヴー])"
)
TWIN = re.compile(r"姉妹|友好|兄弟|提携|盟約|縁組|調印")
# A town abroad without its ending; the words are no towns though towns are called so.
BARE = re.compile(r"(?<![ァ-ヴー・])(?!コロナ|ページ)[ァ-ヴー][ァ-ヴー・]{2,}(?=と(?!し)|[(」]|\s*$)")
REGION, BRACKET = re.compile(r"[県府都道]の?旧?$"), re.compile(r"[(〔\[][^()〔\]]*$")
ENDING, INNER, LONGEST = re.compile(r"[町村市](?![一-龥])"), re.compile(r"[一-龥々ァ-ヴー](?<![県府都道郡旧])"), 6
NO_MUNICIPALITY = "州県省都道府島"


def others(page: Page, norm: str) -> list[Name]:
    """The municipalities that a text names beside the publisher and the towns that it took in."""
    key = ("strangers", norm)
    if key not in page.memory:
        page.memory[key] = tuple(_others(page, norm))
    return list(page.memory[key])


def _others(page: Page, norm: str) -> list[Name]:
    wide = is_prefecture(page, page.home)
    found = [
        one
        for one in names(page, norm)
        if one.key != page.home
        and not ("former" in one.flags and _own(page, norm, one))
        and not (one.surface[-1] in NO_MUNICIPALITY and not (wide and not BRACKET.search(norm, 0, one.start)))
        and not (one.open and not one.land and COMMON.match(norm[one.start : one.end + 1]))
        and not is_prefecture(page, one.key)
        and not NOW.search(norm, max(0, one.start - 3), one.start)
    ]
    if wide:  # its own towns have ties with others, or with one another
        outer = [one for one in found if page.gazetteer.prefecture(one.key or "") != page.home]
        found = outer or (found if len(found) > 1 else [])
    bare = BARE.finditer(norm) if TWIN.search(norm) else ()
    towns = [match for match in bare if country_of(match[0]) and not key_of(match[0])]
    land = pattern().search(norm) is not None
    abroad = [match for match in ABROAD.finditer(norm) if land or not match["kanji"]]
    spans = [one.span() for one in (*abroad, *towns)] + [*_no_more(page, norm)]
    for start, end in spans:
        if not any(one.start < end and start < one.end for one in found):
            found.append(Name(start, end, norm[start:end], None, ("country_open",)))
    return found


def _no_more(page: Page, norm: str) -> Iterator[tuple[int, int]]:
    """Where towns of the list of former ones stand under their name of then, unless the publisher took them in."""
    known = successors(page)
    for match in ENDING.finditer(norm):
        for start in range(max(0, match.end() - LONGEST), match.start()):
            heirs = known.get(norm[start : match.end()])
            if heirs and page.home not in heirs and not INNER.match(norm[start - 1 : start]):
                yield start, match.end()
                break


def _own(page: Page, norm: str, one: Name) -> bool:
    """True for a former town that the publisher took in, or one that no list knows and no prefecture stands beside."""
    heir = heir_of(page, one.key)
    if heir is not None:
        return heir == page.home
    beside = REGION.search(norm, 0, one.start) or region_of(page, inside_of(norm, one.end))
    heirs = successors(page).get(one.surface, set())
    return not beside and (not heirs or page.home in heirs)


@once
def successors(page: Page) -> dict[str, set[str]]:
    """What became of the towns of the list, by their names."""
    found: dict[str, set[str]] = {}
    for row in page.gazetteer.formers:
        found.setdefault(row.ja, set()).add(row.successor)
    return found


def sides(page: Page, norm: str) -> list[Name]:
    """Those of the places of a sentence that may be sides of a tie of the publisher's."""
    inner = [(one.start, one.end) for one in organs(page, norm)]
    ends = {end for _, end in inner}
    found = [
        one
        for one in others(page, norm)
        if not INSIDE.match(norm, past_bracket(norm, one.end))
        and not BESIDE.match(norm, one.end)
        and not any(start <= one.start < end for start, end in inner)
        and norm.rfind("(", 0, one.start) not in ends  # where a university lies
    ]
    return [] if not found or _between_others(page, norm, found) else found


def _between_others(page: Page, norm: str, found: Sequence[Name]) -> bool:
    """True where a sentence tells of what another town does with a third (`A市はB市と`), and names nothing of the publisher's."""
    if len(found) < 2 or len(names(page, norm)) > len(found) or is_prefecture(page, page.home):
        return False
    return {"topic", "with"} <= {one.part for one in chains(page, norm)}


def bodies(page: Page, text: Text) -> list[Body]:
    """The companies, schools and councils of a line, each with its key if it has one; no words for bodies of a sort."""
    found = [one for one in _bodies(page, text) if not SUCH.match(text.norm, one[1])]
    return [one for one in found if not VENUE.match(text.norm, one[1])]


def _bodies(page: Page, text: Text) -> Iterator[Body]:
    told: list[Body] = [(one.start, one.end, one.key) for one in organs(page, text.norm)]
    told += [(*one.span(), None) for one in FORM_AND_NAME.finditer(text.norm)]
    yield from told
    for start, end in named(text):
        if not any(begin < end and start < stop for begin, stop, _ in told):
            yield start, end, None
