"""Bodies that sign for themselves, as a sentence names them: companies, universities, schools, councils, chambers."""

import re

from graph.countries import key_of
from graph.dateforms import OTHER_DAY
from graph.reading.names.companies import TAIL
from graph.reading.names.lands import Name
from graph.reading.pages.page import Page

# What a name ends in, by sort; and the legal forms that begin one.
SORTS = {
    "council": "議会|人民代表大会常務委員会|人民代表大会|人大常委会",
    "chamber": "商工会議所|商業会議所|商会議所",
    "university": "大学校|大学院|大学|短期大学|高等専門学校",
    "school": "高等学校|高校|中学校|小学校|中等教育学校|高級中学|初級中学|国民中学|実験中学|国民小学|学園|学院|カレッジ|"
    "スクール|学校",
    "aquarium": "水族館",
    "facility": "病院|医院|図書館|博物館|美術館|動物園|植物園",
    "company": "株式会社|有限会社|合同会社|相互会社|公社|銀行|信用金庫|信金庫|信用組合|協同組合|生活協同組合|生協|新聞社|"
    "郵便局",
}
_WORDS = {sort: tuple(ends.split("|")) for sort, ends in SORTS.items()}
TWINS = {
    "council": "council-exchange", "chamber": "sister-chamber", "school": "sister-school", "aquarium": "sister-aquarium",
    "facility": "institution-twinning",
}  # fmt: skip
_CHAR = r"(?:(?<=[ァ-ヴー])・(?=[ァ-ヴ])|[^\s、。,はがをにへとやてたる・×✕「」『』()〔〕\[\]【】:;])"
_LEGAL = r"(?:株式会社|有限会社|合同会社|相互会社|学校法人|国立大学法人|公立大学法人|社会福祉法人|医療法人|(?:一般|公益)(?:社団|財団)法人|(?:特定非営利活動|NPO)法人)"
_ENDS = "|".join(SORTS.values())
# A particle's letter is one of the name where letters of its sort stand before and after it: 株式会社せとうち木材,
# and where the word behind it is no name of its own: 有限会社みなと物流.
_INNER = rf"(?<=[ぁ-ん社人])(?![とにへ][のがはも])[はがをにへとやてたるの](?=[ぁ-ん]|{_ENDS}|{TAIL}|(?<=と)[一-龥]{{1,2}}[ぁ-ん]{{1,3}}(?:{TAIL}))"
_PORT = rf"(?<=[ぁ-ん])(?<!など)と(?=(?:{TAIL}))"
_JOINS = r"(?!及び|並びに|および|ならびに|ほか[^ぁ-ん])"
ORGAN = re.compile(
    rf"{_LEGAL}(?:{_JOINS}(?!の(?:間|両|[二三四五2-5]者))(?:{_CHAR}|{_INNER})){{1,24}}|(?<!及)(?<!お(?=よび))(?<!およ(?=び))(?<!ほ(?=か))(?:{_JOINS}(?:{_CHAR}|{_PORT})){{1,30}}?(?:{_ENDS})(?!{_CHAR}{{0,12}}(?:{_ENDS}))"
)
HINT = re.compile(rf"{_LEGAL}|{_ENDS}")
# What stands before a name without being of it, and what is no name of its own.
BEFORE = re.compile(
    rf"^(?:.*\d[./・-]\d{{1,2}}(?={OTHER_DAY})|.*[\d元〇一二三四五六七八九十同翌][年月日]|(?:また|なお|さらに|このほか|次いで|続いて|地元の?|市内の?|県内の?))(?=.)"
)
# A の within a name, behind the sign or two that begin it: 三の丸小学校; not behind a town or country without its ending.
WITHIN = re.compile(r"(?:^|(?P<run>[市町村区県都府道国]立)|の)(?P<word>[一-龥]{1,2})$")
OWNERS = re.compile(r"[市町村区県都府道国内外元側校両各]$|^相手")
PARTS = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴー]{2,12}・$")  # before a name abroad: コナ・コハラ商工会議所
COMMON = re.compile(
    rf"(?:[同両本当各他全]?[市町村県区]?(?:立|内の|民の)?|地元|現地|国際|友好|姉妹|交流)(?:{_ENDS})|[同両各].*|.*(?:姉妹|友好)(?:{_ENDS})"
)
BODIES_SIGN = re.compile(
    r"(?:議会|商工会議所|商工会|高校|学校|大学|学園|協会|病院|委員会|教育局|青年部|青年会議所|連盟|団体|組合|クラブ|協議会|保存会|有志|水族館|動物園|郵便局)(?:どうし|同士)?(?:と|は|が)"
)


def sort_of(name: str) -> str:
    """The sort of a named body, by the word that ends it or the legal form that begins it."""
    ends = (sort for sort, words in _WORDS.items() if name.removesuffix("\n").endswith(words))
    return next(ends, "university" if "大学法人" in name else "company")


def organs(page: Page, norm: str) -> list[Name]:
    """The bodies that a text names, each as a name with the flag `body`."""
    if not HINT.search(norm):
        return []
    key = ("organs", norm)
    if key not in page.memory:
        found = []
        for match in ORGAN.finditer(norm):
            skip = 0 if re.match(_LEGAL, match[0]) else _lead(page, match[0])
            name, start = match[0][skip:], match.start() + skip
            if not skip and sort_of(name) != "company" and (parts := PARTS.search(norm, 0, start)):
                start = parts.start() if re.match("[ァ-ヴ]", name) else start
                name = norm[start : match.end()]
            if len(name) > 3 and not COMMON.fullmatch(name) and not _of_date(norm, start):
                found.append(Name(start, match.end(), name, page.organisation(name), ("body",)))
        page.memory[key] = tuple(found)
    return list(page.memory[key])


def _lead(page: Page, words: str) -> int:
    """How much stands before the name in what was matched: a date, a word of passing on, or whose body it is."""
    if lead := BEFORE.match(words):
        return lead.end()
    for at in range(len(words) - 5, 0, -1):
        if words[at] == "の" and not (
            (one := WITHIN.search(words, 0, at)) and (one["run"] or not _owns(page, one["word"]))
        ):
            return at + 1
    return 0


def _owns(page: Page, word: str) -> bool:
    """True for a word that may say whose a body is: a town or a country, whether or not its ending is printed."""
    return bool(OWNERS.search(word) or key_of(word) or any(word + end in page.known for end in "市町村区県"))


def _of_date(norm: str, start: int) -> bool:
    """True where what begins at `start` is a number, or the sign of a date whose number stands right before it."""
    sign, behind = norm[start : start + 1], norm[start + 1 : start + 2]
    if sign not in ("年", "月", "日") or behind in ("本", "立", "清", "産"):
        return sign.isdecimal()
    return sign != "日" or bool(re.search(r"(?<![./・-]\d)(?<![./・-]\d\d)(?<=\w)$", norm[:start]))


def acted_by_body(norm: str) -> bool:
    """True where a body is the one that acts: `両町の商工会が…と`, unless its own act is told to its end before."""
    last = [one.end() for one in BODIES_SIGN.finditer(norm)][-1:]
    return bool(last) and not re.search(
        r"[しりいきちびみえけせっ、]、|(?:生ま|立さ|成さ)れ、|て、|した後|。|[がを](?:きっかけ|契機|縁|機会)[でにと]",
        norm[last[0] :],
    )
