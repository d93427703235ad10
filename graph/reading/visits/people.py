"""Who took part in an act: parties with their counts, parts of a whole, totals; nested counts are never added up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ontology
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Group, Stated

COUNT = re.compile(
    r"(?=[うおほ他全合外約総計\d\s])(?P<lead>総勢|合計|全体で|計|うち|他に?|ほか、?|外)?\s*(?:約|およそ)?(?P<n>\d[\d,]*)\s*(?:名|人)(?![口気])"
)
WHOLE = frozenset({"総勢", "合計", "全体で", "計"})
BESIDE = frozenset({"他", "他に", "ほか", "ほか、", "外"})
# What stands before a party and does not belong to its name.
BOUNDARY = re.compile(
    r"(?=[()+\[\]、。「」うかがしてとにのはへほよらを・一並及多当等複通際\s])(?:への|へ|として|をはじめ|から[な成]る|についての?|のため|していた|した|等の|における|において|にて|に係る|に関する|に伴う|による|により|通じ|際|には|から|より|一行|ほか|とする|とした|当時の|うち|"
    r"及び|並びに|多数の|複数の|[はがをにら]|[、。「」()\[\]+\s]|(?<=[)名人])[・と]|(?<=記念し)て)"
)
# Words that end the name of a party; 団 alone is any party.
PARTY = re.compile(
    r"(?:団|市長|議長|会長|理事|主任|関係者|議員|代表者|ランナー|選手|職員|委員|研修生|実習生|グループ|チーム)"
    r"(?!長|体|会|候補|選挙|室|公園|館|員|訪問団|代表団|団|[をに][^、。]{0,3}団長)"
)
BARE = frozenset({"訪問団", "代表団", "使節団"})
LONGEST = 26
NAMED = re.compile(r"[^\s、。はがを]*[一-龥ァ-ヶーA-Za-z]$")


@dataclass(frozen=True)
class People:
    """The total that is printed (or the only count) and the groups that are named, with or without a count."""

    total: Stated | None
    groups: tuple[Group, ...]


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, ontology.surfaces("people"))))


# Of two sorts of people that a name speaks of, the one that tells more.
ORDER = (
    "escort", "runner", "trainee", "pupil", "student", "medical", "performer", "assembly-member", "athlete", "staff",
    "citizen", "business", "official", "delegation",
)  # fmt: skip


def kind_of(name: str) -> str:
    """The sort of people that the name of a party tells of (`高校生友好訪問団` are pupils)."""
    if name.endswith("市長"):
        return "official"
    found = {ontology.surfaces("people")[match[0]].partition("/")[2] for match in _kinds().finditer(name)}
    if name.endswith("団"):  # a party that a mayor leads is a party
        found -= {"official"}
    return next((kind for kind in ORDER if kind in found), "other")


def people(page: Page, text: Text) -> People:
    """The people of one act, given the text of the act alone."""
    counts = list(COUNT.finditer(text.norm))
    wholes = [one for one in counts if one["lead"] in WHOLE]
    parts = [one for one in counts if one not in wholes and _is_part(text.norm, one, counts)]
    tops = [one for one in counts if one not in wholes and one not in parts]
    total = None
    if wholes:
        total = _number(page, text, wholes[0])
    elif len(tops) == 1 and tops[0]["lead"] not in BESIDE and not _of_others(text.norm, tops[0]):
        total = _number(page, text, tops[0])
    groups: dict[tuple[int, int], Group] = {}
    for one in counts:
        for group in _counted(page, text, one, one in wholes):
            groups.setdefault(group.who.span.at, group)
    taken = [(one.start(), one.end()) for one in counts]
    for start, end in _uncounted(text.norm, taken):
        group = Group(who=page.in_words(text, kind_of(text.norm[start:end]), start, end))
        if not any(_overlap(group.who, known.who) for known in groups.values()):
            groups.setdefault(group.who.span.at, group)
    if len(groups) > 1:  # 市長ら訪問団: the party that those before it are
        groups = {at: one for at, one in groups.items() if one.count or one.who.printed not in BARE}
    return People(total, tuple(groups[at] for at in sorted(groups)))


def _overlap(one: Stated, other: Stated) -> bool:
    return one.span.at[0] < other.span.at[1] and other.span.at[0] < one.span.at[1]


def _number(page: Page, text: Text, one: re.Match[str]) -> Stated:
    return page.in_words(text, one["n"].replace(",", ""), one.start("n"), one.end())


def _is_part(norm: str, one: re.Match[str], counts: list[re.Match[str]]) -> bool:
    """True for a count inside brackets that stand behind another count: `4名(職員2名…)`, `27名(うち16名…)`."""
    if one["lead"] == "うち":
        return True
    opened = _opening(norm, one.start())
    return opened is not None and any(other.end() == opened for other in counts)


def _of_others(norm: str, one: re.Match[str]) -> bool:
    """True for the size of a ship's or body's own company (`団員600名`), of whom nobody says that they were guests."""
    return norm[: one.start()].endswith(("団員", "乗員", "会員"))


def _opening(norm: str, at: int) -> int | None:
    """Where the bracket that holds position `at` opens, or None."""
    depth = 0
    for position in range(at - 1, -1, -1):
        if norm[position] == ")":
            depth += 1
        elif norm[position] == "(":
            if depth == 0:
                return position
            depth -= 1
    return None


def _counted(page: Page, text: Text, one: re.Match[str], whole: bool) -> Iterator[Group]:
    """The group whose count this is; nothing where a total stands alone."""
    count = _number(page, text, one)
    if one["lead"] in BESIDE or text.norm[: one.start()].endswith(("の他", "ほか")):
        at = one.start("lead") if one["lead"] in BESIDE else one.start() - 1
        yield Group(who=page.in_words(text, "other", at, one.start("n")), count=count)
        return
    start, end = _name_before(text.norm, one.start())
    if start < end:
        yield Group(who=page.in_words(text, kind_of(text.norm[start:end]), start, end), count=None if whole else count)


def _name_before(norm: str, at: int) -> tuple[int, int]:
    """The name in front of a count: inside the bracket, else the words before it; start == end where there is none."""
    end = len(norm[:at].rstrip())
    inside = _opening(norm, at)
    if inside is not None:
        start = _left(norm, end, inside + 1)
        if _named(norm, start, end):
            return start, end
        end = inside
        if norm[:end].endswith("」"):
            return max(norm.rfind("「", 0, end) + 1, end - LONGEST), end - 1
    if norm[:end].endswith(")"):  # `留学生(高校生)4名`
        bracket = norm.rfind("(", 0, end)
        start = _left(norm, bracket, 0)
        return (start, end) if _named(norm, start, bracket) else (end, end)
    start = _left(norm, end, 0)
    return (start, end) if _named(norm, start, end) else (end, end)


def _named(norm: str, start: int, end: int) -> bool:
    name = norm[start:end]
    acts = ("派遣", "受入", "入れ", "招聘", "出展", "協議", "参加", "開催", "実施", "事業", "うち", "計")
    return start < end and bool(NAMED.fullmatch(name)) and not name.endswith(acts)


def _left(norm: str, end: int, floor: int) -> int:
    """Where the name that ends at `end` begins: behind the last particle, bracket or blank before it."""
    start = floor
    for match in BOUNDARY.finditer(norm, floor, end):
        if match.end() < end or match[0] not in "はがをにら":
            start = match.end()
    start = max(start, end - LONGEST)
    lead = re.match(r"第\d+回|の", norm[start:end])
    return start + lead.end() if lead else start


def _uncounted(norm: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Parties that are named without a count (`熊本市長、熊本市議会訪問団が`)."""
    for match in PARTY.finditer(norm):
        end = match.end()
        if any(end <= start <= end + 1 for start, _ in taken) or norm[end : end + 1] == "(":
            continue
        start = _left(norm, end, 0)
        name = norm[start:end]
        if 1 < len(name) <= LONGEST and not re.search(r"\d名", name):
            yield start, end
