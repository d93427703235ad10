"""What a sentence says of a tie that was not made: denied, not made yet, dropped, only proposed; or made and suspended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.reading.words.turns import NOT, STAYS, TURNED

Range = tuple[int, int]
Sort = Literal["denied", "pending", "contrast", "proposed", "suspended"]
DEEDS = r"(?:締結|調印|提携|署名|盟約|縁組み?|締約|批准)"
_TWIN = r"(?:姉妹|友好|兄弟|親善|交流|パートナー)"
NAMED = rf"{_TWIN}[^、。,\s()はがをにとで]{{0,8}}?(?:都市|[市町村区州県省校館]|関係|提携|協定)"
TIE = rf"{DEEDS}|{NAMED}|協定|覚書|協約|議定書|意向書|契り"
TIE_FORM = re.compile(TIE)
_DID = (
    rf"(?:{DEEDS}を?(?:した|された|し(?={STAYS}))|結(?:ん|ばれ)(?:[だた]|(?=[でて]い))|交わし(?:た|(?=てい))"
    rf"|(?:{NAMED}|提携)[にと]な(?:った|っ(?=てい)))(?:{STAYS}[るたま]*)?"
)
_NONE = r"(?:な(?:い(?!か)|か|く)|(?:あり|ござい)ません)"
# What somebody else says, and what the document says of that.
_SAID = r"(?:との|という|といった|とする|とした|とされる|とある|と(?:記載|記述|報道|紹介)(?:し(?:た|ている)|され(?:た|ている)|する|の)|と書かれた|旨の)"
_WRONG = (
    rf"(?:誤(?!解のな)|間違(?!いな|いは|いあ)|事実(?:[でに]は?{_NONE}|無根|と異な|に反)|正(?:しく|確で)は?{_NONE}"
    rf"|根拠[がはの]{_NONE}|根も葉も|虚偽|デマ)"
)
# Words of which one stands in whatever names a tie.
TIE_WORDS = re.compile(
    r"締結|調印|提携|署名|盟約|縁組|締約|批准|姉妹|友好|兄弟|親善|交流|パートナー|協定|覚書|協約|議定書|意向書|契り"
)
BUT = r"(?:しかし|ただし|だが|ですが)?、?(?:これ|それ|こうした|その(?:よう)?|この|同)[^。、]{0,8}[はも]、?"
# Verbs that would conclude a tie, turned round.
UNDONE = re.compile(
    r"(?=[かことにまパ了交兄具友可叶合同妥姉実成批承折提整決盟結締縁署至親調議])(?:"  # for at few places one begins
    rf"{DEEDS}[をはも]?(?:し(?:{STAYS})?|せ|され(?:{STAYS})?|でき(?:{STAYS})?|行わ(?:れ)?(?:{STAYS})?|行え|行っ{STAYS}){NOT}"
    r"|(?:調印|署名|締結)(?:式典?)?[をはがも](?:中止|取りやめ)"
    rf"|{DEEDS}[はも]、?[^。、はがも]{{2,24}}[にで](?:執り)?行わ(?:れ)?(?:{STAYS})?{NOT}"
    rf"|{DEEDS}なら(?:ず|なか)|{DEEDS}し?ていれば|結んでいれば"
    rf"|(?:承認|可決|議決|同意|了承)[をはがも]?(?:し|せ|され|得(?:ら)?れ?)(?:{STAYS})?{NOT}"
    rf"|結(?:ば|ばれ|べ|び(?=ません)|ん{STAYS}|ばれ{STAYS}|ぶこと(?:は|が|も)(?:でき)?)(?:{NOT})"
    rf"|交わ(?:さ|され|せ|し{STAYS}|され{STAYS})(?:{NOT})"
    rf"|至(?:ら|っ{STAYS}|り|れ)(?:{NOT})|こぎ(?:つ|着)け(?:られ)?(?:{NOT})"
    rf"|(?:実現|成立|妥結|成就|具体化|結実|合意)(?:に|は|も|を|が)?(?:し(?:{STAYS})?|せ|でき(?:{STAYS})?|され(?:{STAYS})?|見(?:{STAYS})?|達し?(?:{STAYS})?)(?:{NOT})"
    rf"|{_DID}(?:という|との)?(?:事実|記録|実績|こと|覚え|経緯|例)[はもが](?:、|一度も|まだ|これまで(?:に)?|過去に)*(?:{_NONE}|確認でき|見当たら)"
    rf"|{_DID}(?:わけ|の)で(?:は|も)?{_NONE}|{_DID}とは(?:言|い)え(?:{NOT})|{_DID}か(?:どうか|否か)?は、?(?:不明|確認でき|分か[らり]|わか[らり])"
    rf"|{_DID}{_SAID}[^。]{{0,24}}?(?:。{BUT}[^。]{{0,8}}?)?{_WRONG}"
    rf"|(?:実ら|まとまら|整わ|叶わ|かなわ|折り合わ|調わ|決まら)(?:{NOT})"
    rf"|(?:と|に)(?:は|も)?(?:なら|なっ{STAYS})(?:{NOT}))"
)
# Words for a tie that was given up, or refused, before it was made.
DROPPED = re.compile(
    r"(?=[お不先却取否固幻拒撤断棚決無物白破立見辞頓])(?:見送(?=[らりるっ、。)]|\s|$)|断念|白紙|取り?下げ|撤回|否決|不採択|却下|不調に|物別れ|決裂|頓挫|破談|立ち消え|棚上げ|先送り|見合わせ"
    r"|拒否|拒(?:まれ|んだ)|辞退|固辞|断(?:られ|った|り、)|無期限?(?:に|の|で)?延期|お流れ|幻[にと])(?!せず|し(?:な|ま?せん)|されず|され(?:な|ま?せん))"
)
# `姉妹都市ではない`, `提携関係はない`: no act at all.
NO_SUCH = re.compile(
    rf"(?=[パ交兄友姉提盟縁親])(?<!単なる)(?<!ただの)(?:{NAMED}|提携|盟約|縁組)(?:[都市区町村提携関係協定先]|の(?:関係|間柄|提携))*(?:として)?(?:(?:で|に)(?:は|も)?(?:あり?)?(?:な(?:い|か|く|し)|ありま?せん)|(?:は|が|も|の)(?:まだ|いまだ|特に|一つも)?(?:な(?:い(?!か)|か|く|し(?![とで遂]))|ありません))"
)
PROPOSED = re.compile(
    r"(?=[いうしびぶべりる交候働勧協可呼困希意打持提時期検構模機気申考要話請陳難])(?:協議(?!会)|交渉|話し?合|打診|申し?(?:入れ|出)(?!書)|申し込|提案|提唱|提言|要望|要請|陳情|請願|呼び?かけ|持ち?かけ|検討|希望|意見(?:を)?交換|可能性|模索|構想"
    r"|話(?:し)?(?:が|も|は)(?:出|持ち|浮|あ[っり])|機運|気運|期待|(?:し|び|り|い)たい(?=と|。|意|旨|考)|べき(?=だ|で|と|。)|考えて(?:い|お)|意向(?!書)|勧め|働き?かけ|候補|難し|困難|時期尚早|[うるぶ](?:予定|計画|方針|見込み|見通し))"
)
SUSPENDED = re.compile(
    r"[をはがも]、?(?:[^、。をはがも]{1,16}?(?:から|より|以降|に))?(?:当分の間|当面|一時的?に?|事実上)?(?:停止|休止|凍結|中断|中止)(?!の?解除)"
)
GOES_ON = re.compile(r"り?(?:[とに](?:なっ|なり|終わ|し|至っ))?")  # 見送りとなった: not 姉妹都市となった
# What, when it stands nearer, is what was not done; and a tie that was made before the words.
OTHERWISE = re.compile(
    r"周年|記念|訪問|派遣|来訪|来日|来市|開催|式典|大会|視察|研修|留学|受け?入|招[待聘へ]|公演|展示|まつり|一行|団|生徒|学生|児童|使節|就航|便|合併|改定|改正|更新|再開|延長|参加|加入|建設|整備|条例|予算|事業|イベント|解消|解除|終了|廃止"
)
DONE = re.compile(
    rf"{DEEDS}(?:を)?(?:し(?!な|よう|た[いく]|{STAYS}(?:な|ず|ま?せん)|ま?せん)|され(?!な|ず|{STAYS}(?:な|ず|ま?せん)))"
    rf"|結(?:ん(?=だ)|ん(?=で)(?!{STAYS}(?:な|ず|ま?せん))|び(?!た)|ばれ(?=[たまて])(?!{STAYS}(?:な|ず|ま?せん)))|交わし(?!{STAYS}(?:な|ず|ま?せん))"
)
ANY = re.compile(
    r"誤|違い|虚偽|デマ|無根|異な|反|葉も|不明|な[いかくけし]|ず|ぬ|せん|見送|断念|白紙|下げ|撤回|否決|採択|却下|不調|物別|決裂|頓挫|破談|立ち消|棚上|先送|見合|拒|辞退|固辞|断|無期|流れ"
    r"|協議|交渉|合|打診|申|提案|提唱|提言|要|陳情|請願|かけ|検討|希望|意見|可能|模索|構想|話|機運|気運|期待|たい|べき|考え|意向|勧め|候補|いれば|難|尚早|予定|計画|方針|見込み|見通|停止|休止|凍結|中断|中止"
)
# Why nothing came of it: `すでに他市と結んでいることから、実を結ばなかった`.
ALREADY, STANDING = re.compile(r"(?:すでに|既に|先に)[^。]*$"), re.compile(r"[てで]?(?:い|お)[るたり]")
PROVISIONAL = re.compile(rf"仮(?:の|に)?(?:{DEEDS}|協定)")
BACK = 60  # characters that are looked back from such a word
END = re.compile(r"[、。]")
HOWEVER = re.compile(r"[^、。]{0,6}?(?:けれど(?:も)?|けど|が|ものの|一方)、")
RETRACTS = re.compile(rf"\s*{BUT}[^。]{{0,8}}?{_WRONG}")  # of the sentence before


@dataclass(frozen=True)
class Denial:
    """Words at `start:end` of a sentence that say of a tie that it was not made."""

    start: int
    end: int
    sort: Sort


def negated(norm: str, end: int) -> bool:
    """True where the noun that ends there did not happen: `解消` of `解消されていない` and of `解消を求める声`."""
    return TURNED.match(norm, end) is not None


def dropped(norm: str) -> bool:
    """True for a gloss that only says that it came to nothing: `否決`, `提携は見送り`."""
    match = DROPPED.search(norm)
    return match is not None and match.start() < 6 and len(norm) - match.end() < 4


@lru_cache(maxsize=8192)
def denials(norm: str) -> tuple[Denial, ...]:
    """What a sentence says of ties that were not made, in order."""
    if not (ANY.search(norm) and TIE_WORDS.search(norm)):
        return ()
    found = [Denial(*one.span(), "contrast") for one in NO_SUCH.finditer(norm)]
    patterns: tuple[tuple[re.Pattern[str], Sort], ...] = (
        (UNDONE, "denied"), (DROPPED, "denied"), (PROPOSED, "proposed"), (SUSPENDED, "suspended"),
    )  # fmt: skip
    for pattern, sort in patterns:
        for match in pattern.finditer(norm):
            known = any(one.start < match.end() and match.start() < one.end for one in found)
            if not known and (of := _of(norm, match)) is not None:
                yet = pattern is UNDONE and re.search(STAYS, match[0])
                end = GOES_ON.match(norm, match.end())
                found.append(Denial(of, end.end() if end else match.end(), "pending" if yet else sort))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _of(norm: str, match: re.Match[str]) -> int | None:
    """Where the words for the tie begin that a verb speaks of; None where it speaks of something else."""
    first = max(0, match.start() - BACK)
    own = TIE_FORM.match(match[0])
    before = list(TIE_FORM.finditer(norm[first : match.start()]))
    ties = [match.start()] if own else [first + one.start() for one in before]
    if not ties:
        return None
    if match.re is SUSPENDED and first + before[-1].end() < match.start():
        return None  # 交流は休止
    others = [
        one.start()
        for pattern in (OTHERWISE, DONE)
        for one in pattern.finditer(norm, first, match.start())
        if not (
            pattern is DONE
            and match.re in (UNDONE, DROPPED)
            and STANDING.match(norm, one.end())
            and ALREADY.search(norm, first, one.start())
        )
    ]
    return ties[-1] if not others or max(others) < ties[-1] else None


def extents(norm: str, done: Sequence[Range]) -> list[tuple[int, int, Sort]]:
    """The stretches of a sentence whose dates and names belong to a tie that was not made; `done` are its verbs that sign.

    What is only proposed or suspended counts where nothing is signed: else the words tell how the tie came, or went on,
    unless another partner signs behind them.
    """
    found: list[tuple[int, int, Sort]] = []
    for one in denials(norm):
        before = [end for start, end in done if end <= one.start]
        after = [start for start, _ in done if start >= one.end]
        begin = _past_comma(norm, before[-1], one.start) if before and not _provisional(norm, one) else 0
        end = _past_comma(norm, one.end, after[0]) if after else len(norm)
        if one.sort == "contrast" and not done and (but := stated_behind(norm, one)):
            found.append((begin, but, one.sort))
        elif one.sort == "contrast" and done:
            found.append((one.start, one.end, one.sort))
        elif one.sort in ("denied", "pending", "contrast"):
            if not _revoked(norm, one, before):
                found.append((begin, end, one.sort))
        elif not done or (after and one.sort == "proposed"):
            found.append((begin, end, one.sort))
    return found


def stated_behind(norm: str, one: Denial) -> int | None:
    """Where the words begin that state another tie: `姉妹都市はないが、A市とは友好都市です`; None where there are none."""
    match = HOWEVER.match(norm, one.end)
    return match.end() if match and re.search(NAMED, norm[match.end() :]) and not _denied(norm, match.end()) else None


def _denied(norm: str, at: int) -> bool:
    return any(one.start >= at for one in denials(norm))


def _provisional(norm: str, one: Denial) -> bool:
    """True where what was not made is what a provisional signing was to become: `仮調印したが、本調印には至らず`."""
    whole = re.search(r"(?:本|正式[なの]?)$", norm[: one.start]) or norm.startswith(("本", "正式"), one.start)
    return bool(whole) and PROVISIONAL.search(norm, 0, one.start) is not None


def shaken(norm: str, done: Sequence[Range]) -> bool:
    """True where a sentence signs a tie and says that it was suspended or revoked since."""
    said = denials(norm) if done else ()
    return any(one.sort == "suspended" or _revoked(norm, one, [end for _, end in done]) for one in said)


def _revoked(norm: str, one: Denial, before: Sequence[int]) -> bool:
    """True for the tie itself that a verb before has signed: `締結した提携を白紙に戻した`."""
    made = [end for end in before if end <= one.start]
    return bool(made) and one.sort == "denied" and not END.search(norm, made[-1], one.start)


def _past_comma(norm: str, at: int, stop: int) -> int:
    match = END.search(norm, at, stop)
    return match.end() if match else at
