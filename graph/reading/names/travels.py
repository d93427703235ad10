"""The words of travel: verbs that tell a visit, a party sent or guests received, and what tells that none came about."""

import re
from dataclasses import dataclass

from graph.reading.names.lands import Name
from graph.reading.pages.page import Page

# Cheap: without one of these nobody travels.
TRAVEL = re.compile(
    r"訪[問れね]|表敬|派遣|受け?入|招[聘へ待きい]|迎|来[一-龥]|参加|出席|参列|出場|オンライン|リモート|Web会議"
)
OFF = re.compile(r"中止|延期|見送[らりるっ]|取りや?め|断念|見合わせ|キャンセル|休止|実現しな|できなかった|できず")
HABIT = re.compile(
    r"毎[年月回夏春秋冬]|隔年|交互|年に?[1-9一二三数]回|定期的?|以来|以後|以降|延べ|累計|通算|これまで|(?<![青少])年間|恒例|続け|続いて|継続|にわた|年おき|(?<!青)年代(?!表)"
)
# What only is meant to be, or is told of one that is past or of others who talk about it.
NOT_YET = re.compile(
    r"予定|検討|計画|希望|要請|依頼|打診|目指|募集|壮行|結団|報告会|説明会|準備|方針|見込|結果|昨年|前年|かつて|(?:招待|招き)で(?=[^、。]*訪問)|招請"
)
# The polite form that is no past: what a document says of a day that it has not outlived is only announced.
FORETOLD = re.compile(r"(?<![てで]い)(?<![てで]おり)(?<!な[りっ])ます[。」)]?\s*$")
# Behind the verb: that it is one, and has come about.
DONE = (
    r"(?=$|[、。・)(]|\s|及び|並びに|とともに|した(?:$|[、。\s(]|際|時|折|ほか|後|の[はをち])|し(?:$|[、。\s]|(?!得)[一-龥]|て(?!い(?=た[一-龥])|ほし|もら)|ました)"
    r"|する(?:$|[、。\s(]|など|とともに)|(?:さ)?れ(?:[たる](?:$|[、。\s(])|、|て|ました)|を(?:実施|行[いっ]|果た|受け)|が(?:実施|行われ|実現し|あ[りっ]))"
)
_HELD = r"(?=$|[、。)(]|\s|た|る(?:$|[、。\s(])|て(?!い(?=た[一-龥]))|ま[しす]|し(?:た|、|て|ま)|する$|を(?:実施|行[いっ])|及び|並びに)"
_VERB = re.compile(
    r"(?:(?P<mutual>相互(?:に|の)?(?:訪問|派遣)|互いに[^、。]{0,8}(?:訪問|派遣))|(?P<visit>(?:公式|表敬|親善|友好|視察)?訪問)"
    r"|(?P<send>派遣)|(?P<invite>(?:招聘|招へい|招待)(?!され|を受))|(?P<come>来(?:訪|日|県|庁|(?P<to>[一-龥])))"
    rf"|(?P<attend>参加|出席|参列|出場)){DONE}"
    r"|(?P<call>訪[れね](?=た(?![一-龥ァ-ヶの])|た(?=際|時|折|後|[^、。はがをにで]{0,12}(?:団|一行|長|隊|議員|生))|、|て|ま[しす]|る(?:$|[、。\s(]))|表敬(?=を受け))"
    rf"|(?P<take>(?:受け?入れ?|(?<!周年を)(?<!年を)(?<!節目を)迎え(?:入れ)?|歓迎){_HELD}|招き(?=、|$|親善|交流)|招い(?=て|た))"
)
BRACKET = re.compile(r"[(〔《][^()〔〕《》]*[)〕》]")
SORT = {"call": "visit", "invite": "take"}  # two ways of telling it, each with an ending of its own
PEOPLE = re.compile(
    r"\d\s*[名人]|[団員生者隊]|一行|市長|町長|村長|知事|議[長会]|会長|夫妻|選手|チーム|児童|生徒|市民|町民|村民|医師|教諭|先生|ら[がをの]"
)
THIRD = re.compile(r"大臣|総理|首相|天皇|皇太子|皇后|殿下|陛下|大使|領事|国会|大統領|外務省|県(?:知事|議|職員)|他市")
OURS = re.compile(
    r"(?:^|[、。\s・])(?:本市の?|前|副|当時の)*(?:市|町|村|議会|議長|職員|中学|高校|小学|少年|生徒|児童|代表)"
)
BY_OFFICE = re.compile(
    r"(?:^|[^一-龥ァ-ヴー])(?:副?市長|町長|村長|市役所|役場|市内|町内|市議会|教育長|市庁舎)[^、。がをは]{0,10}[をへに][^、。をは]{0,14}$"
)
RELIEF = re.compile(r"災害|地震|震災|豪雨|台風|津波|被災|復旧|復興|避難|支援物資|応急")
SAME = re.compile(r"同(?P<sort>[市町村区郡県州省])(?![月年日])")
DEED = re.compile(r"交流|会談|会議|開催|実施|式典|面談|協議|対談|懇談|意見交換|授業|調印|つなぎ|結び|結ん")
NP = r"[^、。がはをへに\t]{0,40}?"
JOINED = re.compile(r"\s*(?:、|・|と|及び|並びに|や|,|&)\s*")
PARTY_OF = r"(?:市民|親善|友好|交流|経済|青少年|少年|中学生|高校生|学生|青年|議会|文化|スポーツ|公式|記念|[\d周年第回次])*(?:訪問|使節|派遣|視察|代表|研修|親善|調査)団"


@dataclass(frozen=True)
class Move:
    """One movement: where its words begin, where its verb stands, which way, and with whom (no name: the heading's)."""

    start: int
    verb: tuple[int, int]
    way: str
    partners: tuple[Name, ...] = ()
    plain: bool = False


def flat(norm: str) -> str:
    """The text with what stands in brackets blanked out, at the same length."""
    before = ""
    while before != norm:
        before, norm = norm, BRACKET.sub(lambda one: " " * len(one[0]), norm)
    return norm


def verbs(page: Page, plain: str) -> list[tuple[str, re.Match[str]]]:
    """The verbs of travel of a sentence without its brackets, each with its sort.

    来富 and 来市 say that somebody came to the publisher; who came to a town (来町) did not come to the city that it has
    merged into.
    """
    place = page.gazetteer.place(page.home)
    here = place.ja[0] + place.ja[-1] if place else ""
    found = [one for one in _VERB.finditer(plain) if not one["to"] or one["to"] in here]
    return [(SORT.get(sort, sort), one) for one in found if (sort := one.lastgroup)]


def is_home(page: Page, one: Name) -> bool:
    return one.key == page.home or "home" in one.flags
