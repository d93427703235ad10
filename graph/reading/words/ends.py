"""What a sentence says of the end of a tie: that it came, not that it may or did not; and what it was that ended."""

import re

from graph.reading.words.denials import NAMED, TIE, negated

CLOSED = re.compile(r"解消|解約|破棄|打ち?切|廃止(?=し|され|と)|期間満了|失効|提携を終|終了(?=し|と)|取り?(?:や|止)め")

# The end of a tie: what ended stands right before the word, at most with how or when it came.
OVER = re.compile(r"解消|解除|解約|破棄|廃止|終了|失効|満了|取り?(?:や|止)め|打ち?切|更新せず|解く|解いた")
RENEWED = re.compile(r"更新|延長|再(?:締結|調印|提携|契約)")  # 期間満了により更新
_HOW = r"(?:[^、。]{0,16}(?:により|によって|に伴い|に伴って|を機に|を契機に|をもって|限りで?|付け?で|[年月日]に?|で)、?)?(?:発展的に|円満に|正式に|[0-9]+日)?"
ENDED = re.compile(
    rf"(?P<tie>(?:{NAMED}|(?:{TIE})(?:[の・](?:締結|提携|協定))?書?|関係)(?:関係|都市|協定|提携)*)(?:[(][^()]*[)])?(?:(?:の(?:有効)?|有効)?期間)?[をはがもの]?、?{_HOW}(?:(?:の)?期間)?[をがの]?(?P<over>{OVER.pattern})"
)
TO_COME = re.compile(
    r"(?:する(?!こと(?:が決|に(?:な|決)))|す?べき|し(?:よう|たい)|の|を|へ|に(?:向け|関|つい)|について|に関する)*(?:方針|予定|見込|検討|協議|提案|意向|議論|打診|申し?[入出]|可能性|準備|要望|要求|求め|決定|決議|議決|表明|通告|発表|条項|手続)"
    r"|する(?:。|\s*$|場合|とき|こと(?![がにと](?:決|な)))"
)
# What is said to have ended: the noun before a particle; who ended it, and when, is no such noun.
_NOUN = re.compile(
    r"(?P<of>[一-龥々ァ-ヴーA-Za-z0-9・]+(?:[りれきけしせちてみめびべぎげいえ](?=[はがをも]))?)」?[にでと]?(?:は|が|を|も|について)"
)
ITS_NAME = re.compile(
    r"(?:協定書?|協約|提携|関係|盟約|縁組|覚書|都市|姉妹町村?|友好町村?|契約|有効期間|期間|期限|効力|宣言|議定書)$"
)
_ACTOR = re.compile(
    r"(?:市|町|村|区|県|州|国|市長|町長|者|側|社|大学|先方|双方|議会|現在|今|当時|年|月|日|年度|末|後|限)$"
)
_OWN = re.compile(
    r"(?:姉妹|友好|親善|兄弟|都市|町村|交流|両市|両市町|両者|相互|連携|提携|協力|本|同|当該|当|有効|期間|協定|市|町|村|の|・)*"
)
_BESIDE, _WHOLLY = (
    re.compile(r"(?P<of>[一-龥々ァ-ヴー]+)の?$"),
    re.compile(r"(?:自然|完全|円満|合意|全面|自動|一旦|一度)$"),
)
_OTHER = re.compile(
    r"(?:別の|他の|もう一つ|もうひとつ|(?:従来|以前|それまで|既存|かつて|当初)の|旧)[^、。]{0,12}$|(?:議会|学校|高校|会議所)[^、。]{0,10}$"
)


def of_tie(norm: str, at: int, words: str = "") -> bool:
    """True where what ended at `at` of a sentence is a tie, of its own name or of one that `words` hold."""
    begin = norm.rfind("。", 0, at) + 1
    beside = _BESIDE.search(norm, max(begin, at - 24), at)
    if beside and not (ITS_NAME.search(beside["of"]) or _ACTOR.search(beside["of"]) or _WHOLLY.search(beside["of"])):
        return False  # 任期満了
    nouns = [one for one in _NOUN.finditer(norm, begin, at) if not _ACTOR.search(one["of"])]
    if not nouns:
        return True
    match = ITS_NAME.search(nouns[-1]["of"])
    if match is None or _OTHER.search(norm, begin, nouns[-1].start() + match.start()):
        return False
    before = nouns[-1]["of"][: match.start()]
    return _OWN.fullmatch(before) is not None or before in words or not words


def end_behind(norm: str, at: int) -> re.Match[str] | None:
    """The last word behind a verb that says that what it concluded is over."""
    found = [one for one in CLOSED.finditer(norm, at) if not negated(norm, one.end()) and of_tie(norm, one.start())]
    return found[-1] if found else None


def ended(norm: str) -> re.Match[str] | None:
    """The words by which a text says that a tie has ended, not that it may: `over` of `tie`."""
    if not OVER.search(norm):
        return None
    return next((one for one in ENDED.finditer(norm) if not undone(norm, one.end())), None)


def undone(norm: str, end: int) -> bool:
    """True where the end of a tie that the words up to there tell of did not come, or is yet to come."""
    return negated(norm, end) or TO_COME.match(norm, end) is not None


def renewed(norm: str, at: int) -> bool:
    """True where the words behind an end say that the tie was renewed then."""
    found = RENEWED.search(norm, at)
    return found is not None and not negated(norm, found.end()) and not norm.startswith("なし", found.end())
