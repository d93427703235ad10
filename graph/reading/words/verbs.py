"""The verbs by which a sentence concludes a tie: done, not planned or denied; those beside one another once."""

import re
from functools import lru_cache

from graph.reading.words.denials import denials
from graph.reading.words.ends import ENDING

# The acts that conclude a tie, and the forms in which an act is done, not planned (`締結し`, `調印式が行われ`, `提携に至り`).
ACTS = (
    r"結縁|(?:再|仮)?締結|(?:再|仮)?調印|署名|提携|盟約|縁組み?|締約|批准|(?:(?<=都市)|(?<=都市の)|(?<=都市」の))宣言"
)
DONE = (
    r"(?=(?:いた|致)?し(?!よう|たい|ていない)|され(?!る)|を(?:いた|致)?し(?:た|て|、|ま)|[をが]取り?交|[をが](?:執り)?(?:行|おこな(?=[っいうわ]))|を[^、。はがを]{2,20}(?:で|にて|において)、?(?:執り)?行(?:いました|い、|った|われ(?:た|まし))|が(?:成立|実現|結ば|交わさ|決ま|なされ|整い|かな|実を結[びん]|成(?:った|って|り(?:まし|、))|(?:スタート|発足)(?:し|とな)|始ま[りっ]|生まれ)"
    r"|を(?:[見み](?=た|て|まし|、|る(?:に至|こと|[。)]|\s*$))|果た(?:し|す(?=[。)]|\s*$))|済ませ|(?<!提携を)終え|遂げ|スタート|実現(?:し|させ))|の日を迎え|が[^、。はがを]{2,20}(?:で|にて|において)、?(?:執り)?行われ(?:た|まし|、|て)"
    r"|に始ま[りっる]|(?:へと?|に)(?:つなが[りっ]|発展し|結実し|実を結[びん])"
    r"|とな(?:った|って|り(?!得|う))|に(?:至[りっ]|こぎ|踏み切[りっ](?!た))|という(?:形|かたち)で|する(?:に至|運び|こと[とに]な|ことが決|(?=[。)]|\s*$))|の運び|式[をが典、。]|[をの]結[びん]|。|、|\s*$|\s*[()]|以来|以降|から(?:今|現在|の|[0-9])|を(?:機|契機|きっかけ)に|は、[^、。はがを]{2,24}、[^、。はがを]{4,14}のこと(?:です|でし|であ|だ)|は、?(?:[0-9]|明治|大正|昭和|平成|令和|同年|翌))"
)
VERBS = (
    r"むすん(?=だ|でい(?:る|ます))|むすび(?=ました)|(?<!実を)(?<!手を)結(?:び直|ぶ(?=。|\s*$|[(]|までに(?:な[っり]|至)|ことが決|こと[とに](?:な|決))|ん(?=[だで])|ばれ(?=[たてま、])|び(?=ました|、))|(?:取り?)?交わ(?=した|す|し、|しま|され|して)|契り|誓い合|[とに]な(?=った|って(?:から|以来|い|お)|りま|り、)|書を交換"
    r"|が成立(?!し?な)|が実現|の運び|に至(?=った|りま|り、)|を宣言|(?:協定|盟約|覚書)(?=\s*$)|に合意(?=し|。|$)|の締結(?=\s*$|式)|(?:関係|提携)を樹立|署名に臨|(?P<pen>ペンを走らせ|名を(?:したため|記し|連ね)|筆を(?:ふるい|振るい|走らせ|執り|とり)|連署)(?=[たてまし、]|$)|判を(?:押|つい)|(?<=[年月日]に)(?:執り)?行われ(?=た|まし|、)|(?:提携|協定|盟約|縁組)を更新(?=した|しま|し、|され|。|\s*$)"
    r"|(?<=[市妹好弟])関係(?=は、?(?:[0-9]|明治|大正|昭和|平成|令和)[^、。]{1,16}(?:から|に)(?:始ま|続|結ば|スタート))"
    r"|(?:(?<=校)|(?<=校」)|(?<=都市)|(?<=都市」))の約束(?=を(?:し[たてま、]|(?:取り)?交)|。|\s*$)"
    r"|書[にへ]サイン(?=し(?:た|まし|、))|(?:関係|間柄)が(?:生まれ|始ま)(?=[たりっまし、])"
)
# What a town becomes or is from a day on; the kind stands right before: `姉妹都市の仲間入りをした`, `姉妹都市として歩み始めた`.
_START = r"(?:歩み?(?:始め|はじめ|出し|だし)|歩き(?:始め|はじめ|出し|だし)|踏み出し|スタート|始ま[りっ]|始め(?=た|まし|て|、))"
BECOMES = (
    r"(?<=市)として(?:、|固く|かたく|正式に)*手を(?=結[びん])"
    rf"|(?<=市)として(?:の(?:お?付き合い|歩み|交流|関係|一歩|道(?:のり)?)[をがに]|、?(?:新たな|ともに|共に|お?付き合いを|交流を)?){_START}"
    r"|(?<=[市町村])(?:の一(?:つ|員)(?:として|に))?(?:の|に|へ|へと|として)?(?:新たに|新しく)?"
    r"(?:仲間入り(?=を?(?:し[たてま、]|果た|いたし))|名を連ね(?=た|まし|て(?:い|お)|、)|加わ(?=った|りまし|り、)|迎え(?=た|まし|、|入れ))"
    r"|(?<=[市町村])に(?=[。\s]*$)|(?<=[市町村])(?:へと|へ|に|と)(?:発展(?=し[たてま、])|定め(?=た|まし|、|て))"
    r"|(?P<rite>(?:調印|締結|署名)式典?(?=[にでのへ]))"
    r"|(?P<held>(?<=と)(?:それぞれ|順次)?行(?=いまし|った|いた))"
    r"|(?P<dated>(?<=[年月日])(?:です|でした|で(?:ござい|あり)ま|となって))"
    r"|(?P<since>(?<=[市町村])(?:です|であ(?=[りる])|でござい|で、|の(?:関係|間柄|提携)(?:です|で、|であ|に(?:あ(?=[りる])|な[っり]))|として(?:交流|お?付き合い)))"
)
# What a verb of becoming needs before it, and what one that any noun may have: `都市に。` of `福井市と姉妹都市に。`.
KIND = r"(?:姉妹|友好|兄弟|親善|交流|夫婦|パートナー)[一-龥]{0,4}?(?:都市|[市町村])"
OF_KIND = re.compile(rf"{KIND}$")
SINCE = re.compile(rf"[年月日](?:\s*[(][^()]*[)])?(?:から|より|以来)[、の]?(?:[本当]市と?の)?{KIND}$")
WITH_KIND = re.compile(rf"と(?:[^、。はがを]{{0,8}}の)?{KIND}$")
NO_CITY = re.compile(r"(?:[0-9]年|周年|年目|[月日]|こと|よう|まで|礎|契機|きっかけ|話題|恒例|機会)$")
# A deed as a noun, told with its day: `平成2年の姉妹都市提携以来`.
AFTER = re.compile(r"(?:以来|以降|から(?:今|現在|の|[0-9])|を(?:機|契機|きっかけ)に)")
OF_DAY = re.compile(rf"[年月日](?:\s*[(][^()]*[)])?[のに](?:{KIND})?(?:の?(?:提携|協定|盟約|縁組))*の?$")
SPOKEN_OF = re.compile(rf"{KIND}(?:の?(?:提携|協定|盟約|縁組|締結|調印))+は、")  # 提携は、A市と…、B市と行った
RITE_HELD = re.compile(
    r"[年月日](?:\s*[(][^()]*[)])?(?:に|、)[^、。]{0,20}?(?:行われ|開かれ|催され|開催され|挙行され|行っ)た(?:[^、。]{1,20}との)?[^、。はがを]{0,16}$"
)
# What is asked when it was: `姉妹都市提携の時期は、A市とは平成2年5月1日、B市とは…です`.
WHEN = re.compile(
    rf"{KIND}(?:の?(?:提携|協定|盟約|縁組|締結|調印))+の?(?:時期|年月日|期日|日|年)(?:は|ですが|につ(?:いて|きまして)は)、"
)
PAPER = re.compile(
    rf"(?:{KIND}|提携|協定|盟約)[^、。]{{0,12}}(?:書|協定|盟約)[にへ](?:は|、)?[^。にへ]{{0,30}}$"
)  # signed with the pen
COMES_TRUE = re.compile(r"(?:提携|協定|縁組み?|盟約|締結|調印|関係|都市|協約)$")
# The signs with which such words begin are asked first, for at few places one stands.
_BEGINS = r"(?=[がそでとにのへむをペ交仮仲再判加協取名執契宣批提新書盟筆結締縁署行覚誓調迎連間関順])"
CONCLUDES = re.compile(rf"{_BEGINS}(?:(?:{ACTS}){DONE}|(?:を|に|の)締結(?=する運び)|{VERBS}|(?P<becomes>{BECOMES}))")
# What follows a verb or a kind that signs nothing.
VOID = re.compile(
    r"(?:\s*(?:協定|提携|盟約|調印|締結|書|式|関係|都市|年|後|の|を|に|は|が|から|し|て|で|す|る|た|さ|れ))*?\s*(?:[0-9一二三四五六七八九十]+\s*(?:周年|年目)|周年|に向け|を目指|目指し|予定|の可能性"
    r"|の申し?(?:入れ|出)|の提案|の準備|準備|のため|へ向け|を検討|の検討|について協議|を協議|協議を|に至っていない|には至|っ?て(?:い|お)れば|っ?ていたら|いない|いません|おりません|おらず|ない|なかった|を記念|記念|の打診|を打診|を希望|の話)"
)
SAME = re.compile(r"[だでたしい]{0,3}[^、。]{0,16}")
# What a ceremony without a word for it was: `姉妹都市提携は、平成5年5月1日に執り行われました`.
HELD = re.compile(rf"(?:{ACTS})(?:式典?)?[はも]、?[^。はがも]*$")
# What a tie came to, or what was agreed of it, was its end: `解消することとなった`, `提携の解消に合意した`.
CEASED = re.compile(rf"(?:{ENDING})り?(?:する|した|とする)?(?:こと|運び|もの|旨)?[のでにをがと]?$")
WORDS = 14  # characters of them
APART = ("、", "。", "した", "された", "している", "でいる", "でいた")  # between two acts
# How a tie came, not when it was signed: `友好都市提携は、昭和20年に児童が疎開したことが縁です`.
ORIGIN = re.compile(r"[はも]、?[^。]*?(?:こと|の)(?:が|を)、?(?:(?:ご)?縁|きっかけ|契機|機縁|発端|始まり|はじまり)")
# The day of its end, not of its signing: `姉妹都市提携は、平成17年3月31日をもって解消しました`.
ENDS = re.compile(
    rf"(?:関係)?[はも]、?[^、。]*(?:をもって|に|で|限り)[^、。]{{0,8}}(?:{ENDING}|期限(?:切れ|が切れ|を迎え|が到来)|消滅|終え|終わ|なくな[りっ])"
)


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
        if not _said_of_tie(norm, match):
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
            and not any(word in norm[found[-1].end() : match.start()] for word in APART)
        ):
            found.pop()
        found.append(match)
    return tuple(found)


def _said_of_tie(norm: str, match: re.Match[str]) -> bool:
    """True where a verb that any noun may have is said of a tie: `提携が実現`, not `定期便が実現`; `姉妹都市の仲間入り`."""
    if match["pen"]:
        return PAPER.search(norm, 0, match.start()) is not None
    if match["becomes"]:
        if match["held"]:
            return SPOKEN_OF.search(norm, 0, match.start()) is not None
        if match["rite"]:
            return RITE_HELD.search(norm, 0, match.start()) is not None
        if match["dated"]:
            return WHEN.search(norm, 0, match.start()) is not None
        wanted = SINCE if match["since"] else WITH_KIND if match[0] == "に" else OF_KIND
        return wanted.search(norm, max(0, match.start() - 40), match.start()) is not None
    if match[0] in ("とな", "にな") and NO_CITY.search(norm, 0, match.start()):
        return False
    if AFTER.match(norm, match.end()) and not match[0].endswith("し"):
        return OF_DAY.search(norm, max(0, match.start() - 40), match.start()) is not None
    return match[0] not in ("が成立", "が実現") or COMES_TRUE.search(norm, 0, match.start()) is not None
