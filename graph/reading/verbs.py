"""The verbs by which a sentence concludes a tie: done, not planned or denied; those beside one another once."""

import re
from functools import lru_cache

from graph.reading.denials import denials

# The acts that conclude a tie, and the forms in which an act is done, not planned (`締結し`, `調印式が行われ`, `提携に至り`).
ACTS = r"(?:再|仮)?締結|(?:再|仮)?調印|署名|提携|盟約|縁組み?|締約|批准"
DONE = (
    r"(?=(?:いた|致)?し(?!よう|たい|ていない)|され(?!る)|をし(?:た|て|、|ま)|[をが]取り?交|[をが](?:執り)?行|を[^、。はがを]{2,20}(?:で|にて|において)、?(?:執り)?行(?:いました|い、|った|われ(?:た|まし))|が(?:成立|実現|結ば|交わさ|決ま|なされ|整い|かな)"
    r"|とな(?:った|って|り(?!得|う))|に(?:至[りっ]|こぎ)|する(?:に至|運び|こと[とに]な|ことが決|(?=[。)]|\s*$))|の運び|式[をが典、。]|[をの]結[びん]|。|、|\s*$|\s*[()]|は、?(?:[0-9]|明治|大正|昭和|平成|令和|同年|翌))"
)
VERBS = (
    r"むすん(?=だ|でい(?:る|ます))|むすび(?=ました)|結(?:び直|ぶ(?=。|\s*$|[(]|ことが決|こと[とに](?:な|決))|ん(?=[だで])|ばれ(?=[たてま、])|び(?=ました|、))|(?:取り?)?交わ(?=した|す|し、|しま|され|して)|契り|誓い合|[とに]な(?=った|って(?:から|以来|い|お)|りま|り、)|書を交換"
    r"|が成立(?!し?な)|が実現|の運び|に至(?=った|りま|り、)|を宣言|(?:協定|盟約|覚書)(?=\s*$)|に合意(?=し|。|$)|の締結(?=\s*$|式)|(?:関係|提携)を樹立|署名に臨|判を(?:押|つい)|(?<=[年月日]に)(?:執り)?行われ(?=た|まし|、)|(?:提携|協定|盟約|縁組)を更新(?=した|しま|し、|され|。|\s*$)"
)
CONCLUDES = re.compile(rf"(?:{ACTS}){DONE}|(?:を|に|の)締結(?=する運び)|{VERBS}")
# What follows a verb or a kind that signs nothing.
VOID = re.compile(
    r"(?:\s*(?:協定|提携|盟約|調印|締結|書|式|関係|都市|年|後|の|を|に|は|が|から|し|て|で|す|る|た|さ|れ))*?\s*(?:[0-9一二三四五六七八九十]+\s*(?:周年|年目)|周年|に向け|を目指|目指し|予定|の可能性"
    r"|の申し?(?:入れ|出)|の提案|の準備|準備|のため|へ向け|を検討|の検討|について協議|を協議|協議を|に至っていない|には至|いない|おらず|ない|なかった|を記念|記念|の打診|を打診|を希望|の話)"
)
SAME = re.compile(r"[だでたしい]{0,3}[^、。]{0,16}")
# What a ceremony without a word for it was: `姉妹都市提携は、平成5年5月1日に執り行われました`.
HELD = re.compile(rf"(?:{ACTS})(?:式典?)?[はも]、?[^。はがも]*$")
# What a tie came to, or what was agreed of it, was its end: `解消することとなった`, `提携の解消に合意した`.
CEASED = re.compile(
    r"(?:解消|解除|廃止|終了|取りやめ|打ち?切り|失効|満了)(?:する|した|とする)?(?:こと|運び|もの|旨)?[のでにをがと]?$"
)
WORDS = 14  # characters of them
# How a tie came, not when it was signed: `友好都市提携は、昭和20年に児童が疎開したことが縁です`.
ORIGIN = re.compile(r"[はも]、?[^。]*?(?:こと|の)(?:が|を)、?(?:(?:ご)?縁|きっかけ|契機|機縁|発端|始まり|はじまり)")
# The day of its end, not of its signing: `姉妹都市提携は、平成17年3月31日をもって解消しました`.
ENDS = re.compile(r"(?:関係)?[はも]、?[^、。]*(?:をもって|に|で|限り)[^、。]{0,8}(?:解消|解除|廃止|終了|失効|満了)")


@lru_cache(maxsize=4096)
def verbs(norm: str) -> tuple[re.Match[str], ...]:
    """The verbs that conclude; those beside one another (`提携を結んだ`) once, by the last."""
    found: list[re.Match[str]] = []
    told = list(CONCLUDES.finditer(norm))
    void = denials(norm) if told else ()
    for match in told:
        if (
            ENDS.match(norm, match.end())
            or ORIGIN.match(norm, match.end())
            or (match[0].endswith("行われ") and not HELD.search(norm, 0, match.start()))
        ):
            continue
        if VOID.match(norm, match.end()) or any(one.start < match.end() and match.start() < one.end for one in void):
            continue
        if CEASED.search(norm, max(0, match.start() - WORDS), match.start()):
            continue
        if (
            found
            and norm[match.end() : match.end() + 1] in "はがを"
            and SAME.fullmatch(norm, found[-1].end(), match.start())
        ):
            continue  # 結んだ姉妹都市提携は: what was signed, spoken of again
        if found and match[0] == "とな" and match.start() == found[-1].end():
            continue  # 締結となり
        if (
            found
            and match.start() - found[-1].end() <= 8
            and not re.search(r"[、。]|した|された|している|でいる|でいた", norm[found[-1].end() : match.start()])
        ):
            found.pop()
        found.append(match)
    return tuple(found)
