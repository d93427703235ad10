"""What a text says of the end of a tie: by which words, whether it came or is only asked for, and what it was that ended."""

import re
from functools import lru_cache

from graph.reading.words.denials import negated
from graph.reading.words.turns import NOT, STAYS

# The end of a tie, as a noun and, of those that have none, as the words for it.
ENDING = r"解消|解除|解約|破棄|廃止|終了|失効|満了|取り?(?:や|止)め|打ち?切|更新せず|解く|解いた|解かれ"
END, LAST = re.compile(ENDING), re.compile(rf"(?:{ENDING}|辞退)り?(?:年?月?日)?$")
_WORDS = re.compile(
    rf"期間満了|{ENDING}|期限切れ|期限が(?:切れ|到来し)|消滅|(?<=提携を)終え|(?<=関係を)終え|更新(?:を|は|も)?(?:されず|(?:し|され|行わ?(?:れ|っ)?)(?:{STAYS})?{NOT})"
)
_DONE_ALREADY = re.compile(r"更新|解いた")
HINTS = (
    "解消", "解除", "解約", "破棄", "廃止", "終", "失効", "満了", "止め", "やめ", "切", "更新", "解く", "解い", "解か",
    "期限", "消滅", "継が", "なくな",
)  # fmt: skip
EXPIRED = re.compile(r"満了|失効|期限|更新")
# What stands behind the noun where the end has come: 解消した, 解消され、, 解消となり, 解消に合意した, or nothing.
CAME = re.compile(
    r"(?:[をと]?(?:いた)?し|され)(?:た(?!場合|とき|際|い|ら)|て(?:い|お|、|し)|まし|、|つつ)"
    r"|り?(?:する)?(?:こと|運び)?(?:[とに]なった|[とに]なり(?:、|まし)|[とに]なって|に至(?:った|り(?:、|まし))|です)"
    r"|(?:する)?(?:こと)?[にでを](?:合意し|決め)(?:た(?!場合)|まし|、|て)|を余儀なく|に踏み切(?:った|り(?:、|まし))"
    r"|(?:について|に関する|の)[^、。]{0,10}(?:合意|確認|覚書|協定|文書)[^、。]{0,6}(?:調印|署名|締結|取り?交わ)し(?:た|まし|、)"
    r"|(?:られ|[りっ])(?:た(?!場合|とき|際|い)|て|まし|、|\W|$)"
    r"|を迎え(?:た(?!場合|とき|際)|て|、|まし)|た(?!場合|とき|際|い)|て(?:い|お)|まし|(?=\W|$)|に(?:より|伴い)[^。]{0,12}(?:し(?:た|て|まし|、)|され)"
)
TO_COME = re.compile(
    r"(?:する(?!こと(?:が決|に(?:な|決)))|す?べき|し(?:よう|たい)|の|を|へ|に(?:向け|関|つい)|について|に関する)*(?:方針|予定|見込|検討|協議|提案|意向|議論|打診|申し?[入出]|可能性|準備|要望|要求|求め|決定|決議|議決|表明|通告|発表|条項|手続)"
    r"|する(?:。|\s*$|場合|とき|こと(?![がにと](?:決|な)))"
    r"|[^。、]{0,12}?(?:予定|場合|見込|見通|方針|検討|可能|求め|申し?[入出]|提案|協議)"
)
AGAIN = re.compile(
    r"(?:自動(?:的に)?)?更新(?!時)|延長|再(?:締結|調印|提携|契約)|復活"
    r"|(?:協定|提携|関係|盟約|縁組|都市)(?:自体|そのもの)?[をはも]、?[^、。はがを]{0,8}(?:継続|続い|続け|存続|有効|維持)"
)
WITH = re.compile(r"(?P<name>[一-龥ァ-ヴー・]{1,20}[市町村区県郡州省])と(?:は|も|の[^、。と]{0,12}は)")
_NOT_DONE = re.compile(rf"なし|[をはもが]?(?:行わ(?:れ(?:て)?)?|行って)?(?:い|お(?:り|ら))?{NOT}")
UNTRUE = re.compile(
    r"[^。、]{0,8}と(?:の|い[うっ]た?|する|も)[^。]{0,24}?(?:誤り|誤報|誤解|事実無根|うわさ|噂|デマ|事実(?:で)?は(?:な|あり|ござい)|根拠(?:は|の)な)"
)
OLDER = re.compile(r"(?:既存|従来|それまで|以前)の[^。、]{0,10}(?:協定|提携|盟約)")  # what this one put an end to
_NAMED = re.compile(r"協定|提携|関係|盟約|縁組|覚書|都市|協約")
# What a sentence that signs a tie goes on to say of it at once.
_AT_ONCE = re.compile(r"解消|解約|破棄|打ち?切|廃止|期間満了|失効|終了[しと]|取り?(?:や|止)め")
# Words that leave a tie, told with it: 交流を終え, 関係はなくなり, 引き継がれず.
LEFT = re.compile(
    r"(?:関係|提携|交流|協定|盟約)[^。]{0,10}(?:終え|終了|なくな[りっ]|廃止|失効|解[いか])|引き?継が(?:ない|ず|れな|れず)"
)
# What is said to have ended: the noun before a particle; who ended it, and when, is no such noun.
_NOUN = re.compile(
    r"(?P<of>[一-龥々ァ-ヴーA-Za-z0-9・]+(?:[りれきけしせちてみめびべぎげいえ](?=[はがをも]))?)」?[にでと]?(?:は|が|を(?!もって)|も|について)"
)
ITS_NAME = re.compile(
    r"(?:協定書?|協約|提携|関係|盟約|縁組|覚書|都市|姉妹町村?|友好町村?|契約|有効期間|期間|期限|効力|宣言|議定書)$"
)
_ACTOR = re.compile(
    r"(?:市|町|村|区|県|州|国|市長|町長|者|側|社|大学|先方|双方|(?<!協)議会|現在|今|当時|年|月|日|年度|末|後|限)$"
)
_OWN = re.compile(
    r"(?:姉妹|友好|親善|兄弟|都市|町村|交流|両(?:市町?|者)?|相互|連携|提携|協力|本|同|当該|当|有効|期間|協定|市|町|村|の|・)*"
)
_BESIDE = re.compile(r"(?P<of>[一-龥々ァ-ヴー]{1,24})の?$")
_WHOLLY = re.compile(r"(?:自然|完全|円満|合意|全面|自動|一旦|一度)$")
_OTHER = re.compile(
    r"(?:別の|他の|もう一つ|もうひとつ|(?:従来|以前|それまで|既存|かつて|当初)の|旧(?![^、。]{0,6}[市町村]))[^、。]{0,12}$|(?:議会|学校|高校|会議所)[^、。]{0,10}$"
)
SAID = re.compile(rf"{_WORDS.pattern}|{LEFT.pattern}")  # of something, and perhaps only asked for
_OF_END, _NEARBY = re.compile(rf"(?:{ENDING})[^。、()\s]*$"), 12


def state_in(words: str) -> str:
    """Expired where a tie ran out by itself, else ended."""
    return "expired" if EXPIRED.search(words) else "ended"


@lru_cache(maxsize=4096)
def ends(norm: str) -> tuple[re.Match[str], ...]:
    """The words by which a text says that something came to its end, and was not renewed then."""
    found = [
        one
        for one in _WORDS.finditer(norm)
        if (_DONE_ALREADY.match(one[0]) or CAME.match(norm, one.end())) and not undone(norm, one.end())
    ]
    return tuple(one for one in found if not renewed(norm[: _turns_to_another(norm, one)], one.end()))


def _turns_to_another(norm: str, over: re.Match[str]) -> int:
    """Where a sentence goes on to speak of another partner: `A市との協定は満了し、B市との協定は更新された`."""
    if "と" not in norm[over.end() :]:
        return len(norm)
    mine = [one["name"] for one in WITH.finditer(norm, 0, over.start())][-1:]
    behind = (one for one in WITH.finditer(norm, over.end()) if mine and one["name"][0] not in "同両本当")
    others = (one.start() for one in behind if not (one["name"].endswith(mine[0]) or mine[0].endswith(one["name"])))
    return next(others, len(norm))


def ended(norm: str, begin: int = 0, words: str = "") -> re.Match[str] | None:
    """The first words behind `begin` that say that a tie is over, of its own name or of one that `words` hold."""
    return next((one for one in ends(norm) if one.start() >= begin and of_tie(norm, one.start(), words)), None)


def ends_behind(norm: str, at: int) -> list[re.Match[str]]:
    """The words behind a verb that say that what it concluded, or another tie of the sentence, is over."""
    found = [one for one in ends(norm) if one.start() >= at and _AT_ONCE.match(norm, one.start())]
    return [one for one in found if of_tie(norm, one.start())]


def let_go(norm: str, words: str = "") -> re.Match[str] | None:
    """The words that let a tie go, unless they are turned round, or speak of another thing: `一度も解消したことはない`."""
    left = (one for one in LEFT.finditer(norm) if not (undone(norm, one.end()) or renewed(norm, one.end())))
    left = (one for one in left if _owned(norm, _qualified(norm, one.start()), one.start(), words))
    over = ended(norm, 0, words)
    if over and over[0] not in ("解消", "消滅", "廃止") and not _NAMED.search(norm, 0, over.start()):
        over = None  # 令和2年に終了しました: of what, the words leave open
    return min((one for one in (next(left, None), over) if one), key=lambda one: one.start(), default=None)


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
    return match is not None and _owned(norm, nouns[-1].start(), nouns[-1].start() + match.start(), words)


def _qualified(norm: str, at: int) -> int:
    """Where the noun begins that has its head at `at`: 友好都市 before 提携."""
    beside = _BESIDE.search(norm, max(0, at - 24), at)
    return beside.start() if beside and norm[at - 1] != "の" else at


def _owned(norm: str, begin: int, end: int, words: str) -> bool:
    """True for a name of a tie whose qualification at `begin:end` is that of any, or of one that `words` hold."""
    if _OTHER.search(norm, norm.rfind("。", 0, end) + 1, end):
        return False
    return _OWN.fullmatch(norm, begin, end) is not None or norm[begin:end] in words or not words


def of_end(norm: str, start: int, stop: int) -> bool:
    """True where what is weighed or prepared at `start:stop` is the end of a tie: `解消を検討中`."""
    return _OF_END.search(norm, max(0, start - _NEARBY), stop) is not None


def undone(norm: str, end: int) -> bool:
    """True where the end of a tie that the words up to there tell of did not come, or is yet to come, or is but said to have."""
    return negated(norm, end) or TO_COME.match(norm, end) is not None or UNTRUE.match(norm, end) is not None


def renewed(norm: str, at: int = 0) -> bool:
    """True where the words from there on say that the tie was renewed, or went on."""
    return any(not (negated(norm, one.end()) or _NOT_DONE.match(norm, one.end())) for one in AGAIN.finditer(norm, at))
