"""Makes the record of a tie from what a layout gave: partners, kind, date, state; and says how sure it can be."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import ontology
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.reading.words.denials import negated
from graph.reading.words.ends import of_end, renewed
from graph.records import Agreement, Span, Stated, StatedDate
from graph.values import ERAS, LETTERS, SHORT, DateMention, find_dates, make

# Forms that name a kind where a layout says that a kind stands there, and words of which each holds one; in running text
# they may mean other things.
_CITY = r"(?:都市|自治体|市町村|市町|市村|町村|村町|市区|県省|県州|省州|道州|[市町村郡区県州省](?![民内長立議政役有営庁警知])|の(?:町|まち|村|市)(?![一-龥]))"
_DEED = r"(?:(?:交流)?協定|提携|縁組|結縁|盟約|宣言|締結|関係)"
MORE = (
    (r"(?:大規模)?災害(?:時|発生時)?(?:等)?(?:における|の|に(?:係る|関する|伴う))?(?:相互)?(?:の)?(?:応援|援助|支援)(?:・?協力)?(?:に関する|の)?(?:協定|覚書)?(?:書)?|災害[^。、]{0,20}(?:供給|協力|支援)[^。、]{0,8}協定|相互応援(?:に関する)?協定|防災相互応援協定|(?:災害時?|防災)協定",
     "mutual-aid", "災害 応援 防災"),
    (r"包括(?:的)?(?:な)?(?:地域)?(?:連携|協力)(?:・?協力)?(?:に関する)?(?:協定)?(?:書)?|包括連携|包括協定|連携協力に関する(?:包括)?協定",
     "comprehensive", "包括 連携協力"),
    (r"(?:市|町|村|県)?議会(?:間|どうし|同士)?(?:の)?(?:友好)?交流(?:に関する)?(?:の)?(?:覚書|協定|合意書)|友好議会|姉妹議会",
     "council-exchange", "議会"),
    (r"姉妹商工会議所|友好商工会議所", "sister-chamber", "商工会議所"),
    (r"マラソン(?:大会)?(?:の)?(?:友好)?交流(?:に関する)?(?:覚書|協定)|姉妹マラソン", "marathon-exchange", "マラソン"),
    (rf"姉妹{_CITY}?(?:・|及び|と)友好{_CITY}|(?:姉妹友好|友好姉妹){_CITY}?{_DEED}?", "twinning", "姉妹"),
    (r"姉妹都市(?:提携|縁組|関係)?(?:に関する|の)覚書", "sister-city-memorandum", "姉妹都市"),
    (r"(?<!都市)(?:友好|観光|文化|経済)?(?:友好)?交流(?:に関する|促進)?(?:の)?協定|友好交流(?:都市|に関する合意)?(?![をがの]?(?:開始|始ま|始め|スタート))|友好親善交流",
     "friendly-exchange", "交流"),
    (r"友好協力都市|友好協力(?:に関する|の)?(?:協定|議定書)", "friendly-cooperation-city", "友好協力"),
    # One field and no 交流 in its name: more than nothing, less than a twin; in writing, as it is with companies.
    (r"観光(?:・?(?:物産|文化|スポーツ))?(?:振興)?(?:連携)?(?:・?協力)?(?:に関する)?協定|(?:文化|スポーツ|教育|物産|産業)(?:振興)?(?:連携|協力|連携・?協力)(?:に関する)?協定",
     "accord", "協定"),
    (r"姉妹の(?:縁|契り|盟約)", "sister-city", "姉妹"),
    (r"友好の(?:縁|契り|盟約)", "friendship-city", "友好"),
    (r"連携中枢都市圏(?:形成)?(?:に係る|に関する)?連携協約|連携協約", "cooperation-pact", "連携協約"),
    (rf"友好親善都市{_DEED}?", "friendship-city", "友好"),
    (rf"(?:姉妹|親善|夫婦|親子){_CITY}{_DEED}?|(?:姉妹|親善){_DEED}", "sister-city", "姉妹 親善 夫婦 親子"),
    (rf"兄弟{_CITY}{_DEED}?|兄弟{_DEED}", "brother-city", "兄弟"),
    (rf"(?:国際協力|国際)?友好(?:親善)?{_CITY}{_DEED}?|友好(?:親善)?{_DEED}", "friendship-city", "友好"),
    (rf"(?:観光|国際|文化)?交流{_CITY}{_DEED}?", "exchange-city", "交流"),
)  # fmt: skip
# By their English name, of which few pages make use.
CITY = (
    (rf"シスター・?シティー?(?!ー?ズ){_DEED}?", "sister-city", "シティ"),
    (rf"フレンド(?:リー|シップ)・?シティー?(?!ー?ズ){_DEED}?", "twinning", "シティ"),
)
_HINT = re.compile(r"姉妹|友好|親善|夫婦|親子|兄弟|交流|災害|応援|連携|包括|協力|マラソン|観光")
MORE_FORMS = [(re.compile(pattern), kind, words.split()) for pattern, kind, words in MORE]
FORM_WORDS = re.compile("|".join(dict.fromkeys(word for *_, words in MORE_FORMS for word in words)))
CITY_FORMS = [(re.compile(pattern), kind, words.split()) for pattern, kind, words in CITY]
# A name of its own for which the graph has no kind of its own.
NO_KIND = re.compile(r"^[^姉友]*(?:親善|夫婦|親子)[^姉友]*$")
# A cell that holds just this word.
ALONE = {
    "パートナーシップ": "partnership-city",
    "パートナー": "partnership-city",
    "都市提携": "twinning",
    "親善交流": "friendly-exchange",
    "都市間提携": "twinning",
    "姉妹": "sister-city",
    "友好": "friendship-city",
    "兄弟": "brother-city",
    "交流": "exchange-city",
}
# A date that is one only where nothing else stands in its cell: 2014/11, 1987, H7, 昭58.4.
CELL = re.compile(
    r"\s*(?P<w>(?:(?P<y>1[89]\d\d|20\d\d)|(?P<era>[MTSHR明大昭平令])[.]?\s?(?P<n>元|\d{1,2}))(?:[./](?P<m>\d{1,2}))?)"
    r"[./]?\s*(?:[(][MTSHR明大昭平令]\w{0,3}[元\d]{1,2}年?[)])?\s*"
)
NO_DAY = re.compile(r"(?<=\d)\s*[./・年月]\s*[-‐―ー—－?？〇○]+\s*(?:日|月)?\s*$")  # H6.10.―: the day is not known
NO_DAY_ENDS = frozenset("-‐―ー—－?？〇○日月")
STATES = (
    (
        "talks-begun",
        re.compile(r"協議(?:が|を)?(?:開始|始め|始ま|進め|重ね)|協議に入|協議中|協議を?行って|話し合いを(?:始|進)"),
    ),
    (
        "preparing",
        re.compile(
            r"準備中|調整中|未定|^[^はがをに、。]{0,16}予定\W*$|未締結|締結する方針|結ぶ方針|方針を(?:固|確認|決)|準備を進め|(?:調印|締結|提携)(?:式典?)?[はをがも]?(?:当面|再度)?延期|結ぶ(?:予定|見込|運びと)|(?:締結|提携|調印)する予定|調整して|(?:締結|提携|調印)(?:に向け|予定|を予定|を目指)|目指し|検討中|見込[みむん]|(?:(?:締結|調印|提携)を?する|結ぶ|交わす)(?:こと|もの)と(?:する|し(?:て[いお]|た|ま))"
        ),
    ),
    ("expired", re.compile(r"期間(?:が|の)?満了|失効|満了(?:した|し|に|$)|更新せず|更新されず")),
    ("ended", re.compile(r"解[消除約]|破棄|(?:終了|廃止|辞退)(?:した|し|(?=[():、。\s])|$)|取り?(?:や|止)め|打ち?切")),
)
# What stands in whatever tells such a state.
STATE = re.compile(
    r"協議|話し合い|準備|調整|未定|予定|未締結|方針|延期|結ぶ|目指|検討中|見込|に向け|締結を?する|提携を?する|調印を?する|交わす"
    r"|満了|失効|更新|解[消除約]|破棄|終了|廃止|辞退|取り?[や止]|打ち?切"
)
OVER = ("ended", "expired")
BELOW = (
    "council-exchange", "sister-chamber", "marathon-exchange", "sister-school", "brother-school", "sister-aquarium",
)  # fmt: skip


# Of several towns of a name the one in the home prefecture is meant where neighbours tie, not where twins do.
NEAR = ("mutual-aid", "cooperation-pact", "comprehensive")
LESS = {
    "place_unregistered", "kind_from_heading", "year_from_context", "ditto", "label_open", "others_unnamed",
    "country_from_list",
}  # fmt: skip


def kinds(page: Page, norm: str) -> list[Mention]:
    """The kinds of agreement that a text names, those of MORE first where two overlap."""
    key = ("kinds of deeds", norm)
    if key not in page.memory:
        page.memory[key] = tuple(_kinds(page, norm))
    return list(page.memory[key])


def _kinds(page: Page, norm: str) -> list[Mention]:
    found: list[Mention] = []
    forms = MORE_FORMS if _HINT.search(norm) else []
    for pattern, kind, words in [*forms, *CITY_FORMS] if "シティ" in norm else forms:
        for match in pattern.finditer(norm) if any(map(norm.__contains__, words)) else ():
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Mention(*match.span(), kind, ("label_open",) if kind == "accord" else ()))
    for one in page.kinds(norm):
        if not any(two.start < one.end and one.start < two.end for two in found) and one.key != "union":
            found.append(Mention(one.start, one.end, "sister-city") if one.key == "institution-twinning" else one)
    return sorted(found, key=lambda one: one.start)


def wider(kind: str) -> set[str]:
    """A kind with the one that says less of the same: friendship-city, twinning."""
    known = ontology.kinds().get(f"agreement/{kind}")
    return {kind} | ({known.broader.partition("/")[2]} if known and known.broader else set())


def kind_of(page: Page, text: Text, *flags: str) -> Stated | None:
    """The first kind that a cell, label or bracket names."""
    norm = text.norm.strip()
    if norm in ALONE:
        return page.in_words(text, ALONE[norm], 0, len(text), *flags)
    found = kinds(page, text.norm)
    return page.stated(text, found[0], *flags) if found else None


def ended_on(page: Page, text: Text, state: tuple[str, int, int]) -> StatedDate | None:
    """The day on which a tie ended: set apart behind the word for its state, else before it, else behind it."""
    days = dates_of(text.norm)
    behind = [one for one in days[::-1] if one.start >= state[2]]
    set_apart = [one for one in behind if re.fullmatch(r"(?:年?月?日)?\s*[(:：]\s*", text.norm[state[2] : one.start])]
    beside = [one for one in behind if re.fullmatch(r"(?:年?月?日)?\s*", text.norm[state[2] : one.start])]
    found = [*beside, *(one for one in days if one.start < state[1]), *set_apart]
    return page.dated(text, found[-1]) if found else None


@lru_cache(maxsize=4096)
def state_of(norm: str) -> tuple[str, int, int] | None:
    """What a text says of the state of an agreement, other than that it was concluded."""
    if not STATE.search(norm):
        return None
    for state, pattern in STATES:
        for match in pattern.finditer(norm):
            turned = (
                negated(norm, match.end()) if state == "ended" else state != "expired" and of_end(norm, *match.span())
            )
            if not turned and not (state in OVER and renewed(norm, match.end())):
                return state, match.start(), match.end()
    return None


def date_of(page: Page, text: Text, *flags: str) -> StatedDate | None:
    """The first date in a cell, label or bracket."""
    mention = first_date(text.norm)
    return page.dated(text, mention, *flags) if mention else None


def first_date(norm: str) -> DateMention | None:
    for mention in find_dates(norm) or (find_dates(rest) if (rest := without_no_day(norm)) is not norm else ()):
        if mention.date:
            return mention
    if match := CELL.fullmatch(norm):
        month = int(match["m"]) if match["m"] else None
        year = int(match["y"]) if match["y"] else _western(match["era"], match["n"])
        if month is None or 1 <= month <= 12:
            return DateMention(*match.span("w"), make(year, month))
    return None


def without_no_day(norm: str) -> str:
    """A text without the sign at its end for a day that is not known."""
    return NO_DAY.sub("", norm) if norm.rstrip()[-1:] in NO_DAY_ENDS else norm


def _western(era: str, year: str) -> int:
    begun, _ = ERAS[LETTERS.get(era) or SHORT[era]]
    return begun + (1 if year == "元" else max(1, int(year))) - 1


def dates_of(norm: str) -> list[DateMention]:
    return [one for one in find_dates(norm) if one.date]


def home(page: Page, text: Text) -> Stated:
    """The publisher as a party that the list as a whole states."""
    return Stated(value=page.home, printed="", span=text.span(), flags=("party_is_publisher",))


def deed(
    recogniser: str,
    evidence: Sequence[Span],
    parties: Iterable[Stated],
    kind: Stated,
    status: Stated,
    *,
    unnamed: Iterable[Stated] = (),
    signed: StatedDate | None = None,
    former: Sequence[Stated] = (),
    until: StatedDate | None = None,
    sure: str = "A",
) -> Agreement | None:
    """The record, with the class that its parts allow; None where there are not two parties, or the city meets itself.

    A place that no list knows makes it B; a party that stays open, and anything inherited, C.
    """
    named = list({one.value: one for one in parties}.values())
    open_ = list({one.value: one for one in unnamed}.values())
    if len(named) + len(open_) < 2 or len({one.value for one in named}) + len(open_) < 2:
        return None
    flags = {flag for one in (*named, *open_, kind, *([signed] if signed else [])) for flag in one.flags}
    near = "place_by_home_prefecture" in flags and kind.value not in NEAR
    if open_ or near or {"kind_inherited", "place_ambiguous", "year_guessed"} & flags:
        sure = "C"
    elif sure == "A" and (flags & LESS or former or NO_KIND.search(kind.printed)):
        sure = "B"
    return Agreement(
        confidence=sure,  # type: ignore[arg-type]
        recogniser=recogniser,
        evidence=tuple({span.at: span for span in evidence}.values()),
        parties=tuple(named),
        unnamed=tuple(open_),
        former=tuple(former),
        kind=kind,
        status=status,
        signed=signed,
        until=until,
    )


def concluded(value: Stated) -> Stated:
    """Concluded, as the date of signing (or the list of agreements) says."""
    return Stated(value="concluded", printed=value.printed, span=value.span, flags=("status_by_date",))
