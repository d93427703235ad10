"""The words by which a sentence tells of members: who consists of whom, who joins or leaves, and what stands between."""

import re
from collections.abc import Sequence

from graph.reading.members.leagues import SORT, Title
from graph.reading.words.turns import NOT, STAYS
from graph.values import DateMention

# What a word makes of the places before it (`listed`: behind it); the acts of a sentence come one after another.
ACTS = re.compile(
    rf"(?P<listed>(?:構成|加盟|参加|加入|関係)(?:する|している)?{SORT}{SORT}?(?:等)?(?:は|が)、?|(?:会員|メンバー|構成員)(?:{SORT})?(?:は|が)、?)"
    rf"|(?P<consist>(?:で|により|によって|から|が|に?よ[りる])(?:構成|組織|成[るりっ]|な[るりっ]|つく[るらり]|作る|運営|持ち回り|共同)|をもって(?:構成|組織)|を(?:構成|加盟|会員|参加){SORT}*と[しすな])"
    r"|(?P<pact>(?:連携協約|協約|協定)(?:を|の)?(?:[^。、]{0,8})?(?:締結|結)(?=[しびんばさ]|$|。|、|\s|[()]))"
    r"|(?P<join>(?:加入|加盟|参加|参画|入会)(?=し|が|を|は|、|。|$|\s|[()]|す|中|となり|で)|加わ(?=り|っ|る)|(?:会員|構成員|メンバー)(?=で|とな)|(?<=の)一員|仲間入り|(?<=に)参加)"
    r"|(?P<leave>脱退|退会|離脱|抜け(?=た|て|ま))"
    r"|(?P<make>(?:設立|結成|発足|組織|創設|設置|立ち上げ|形成|創立|誕生)(?=[しさたまがをので。、]|$|\s|[()]))"
)
# What may stand between those who join and the word that says so; anything else (`使節団が`, `総会に`) is another tale.
BETWEEN = re.compile(
    rf"(?:[\s\0、がもはのにへとをで()「」『』]|新たに?|新規に?|それぞれ|ともに|共に|これ|同?(?:圏域|会議?|協議会|連盟|サミット|連合|制度)|本会|当会|相次いで|順次|追加|次いで|さらに|また|途中|正式に?|から|より|連携協約|協約|形成協定"
    rf"|により|によって|よって|及び|[市町村区]?長|らも?|など|等|い?ずれも|いずれ|\d+{SORT}|このほか|加え|年度|付け?|当初|末|構成員|\d+番目|正?会員|メンバー|として|もって|以て|同時|遅れて)*"
)
JOINED = re.compile(r"加盟|加入|入会|脱退|退会|離脱")
MINE = re.compile(r"[」』]?(?:に|へ|を|から|の)?(?:も|は)?、?(?:新たに|正式に|正)?")
# Two alliances that one word joins: `AサミットとB協議会に加盟`.
BESIDE = re.compile(r"[」』]?(?:、|と|や|・|及び|並びに|および|ならびに)+[「『]?")
# What may stand before the name where no side is told but the publisher: `A はい、本市は、また`.
LEADS = re.compile(
    r"[\W\d_\0]*(?:当?本?市は、?)?(?:(?:明治|大正|昭和|平成|令和)?[元\d]+年(?:度|\d+月)?(?:\d+日)?に?(?:設立|発足|結成|創設)(?:され|し)?た)?(?:(?:A|答え?|回答)\s*\d{0,2}\W*)?(?:(?:はい|ええ)\W|また、?|なお、?|ほかに、?|現在(?:は|も)?、?|当?本?市(?:は|も|として(?:は|も)?)、?|全国(?:の|で)?|主に|[\0、と・及び並に「『」』])*"
)
OF_STATUTES = re.compile(r"\s*(?:[附付]\s*則|第\s*[0-9一二三四五六七八九十]+\s*[条章節]|別表|備考)")
OF_PACT = re.compile(r"協定(?=で、|に|へ|には)")
# `災害時相互応援協定を締結`: an agreement of its own, not the pact that forms an area.
OTHER_PACT = re.compile(
    r"(?:包括(?:的な?)?(?:地域)?連携(?:・?協力)?(?:に関する)?|[一-龥ァ-ヴー](?<!形成)(?<!連携)(?<!自立圏)(?<!都市圏)(?<![同本該])(?:に関する|に係る|等の?|の)?)[「『]?$"
)
OF_AREA = re.compile(r"圏|形成|連携|同協定")
# `県市長会に加入`, where the alliance spoken of is another; 同協議会, 当会 and a bare 協議会 mean that one.
OTHER_BODY = re.compile(
    r"(?<![一-龥ァ-ヴー])(?![同当本])[一-龥ァ-ヴー・]{2,}(?:会|会議|連盟|連合|機構|組合|サミット|ネットワーク)[」』]?(?:に|へ)(?:も|は)?(?:新たに|正式に)?$"
)
HUB = re.compile(r"を(?:連携)?中[枢心](?:都市|市)と(?:し|す|な)")
BRACKET = re.compile(r"[(《〔\[〈][^()《》〔〕\[\]〈〉]*[)》〕\]〉]")
PRESENT = re.compile(r"(?:して|で)(?:い[るま]|お[りま])|す?る|り、|の一員|会員で|で(?:す|ある|あり)")
# 加盟していません, 加わったものではなく, 加入したわけではない
UNDONE = re.compile(
    rf"(?:を|は|も)?(?:し|され)?(?:{STAYS})?{NOT}"
    r"|(?:っ|し|い|ん|され)?[ただ](?:もの|わけ|の|こと|ん)(?:で|に)?(?:は|も)?(?:あり?)?(?:な[いくかし]|ありま?せん|ござい?ません|違)"
)  # 加盟していません
LIST = re.compile(r"であ|です|でし|だっ|の\d+市?|。")
CLEFT = re.compile(r"(?:した|する|された)?(?:の|日)?は、?\s*")
OF_RULES = re.compile(r"\s*(?:から|に|より)?(?:施行|現在|改正|制定|公布|適用)")
DESCRIBES = re.compile(r"(?:す?る|している|し|して[おい][りる])?、?[「『]?")

# Towns that become one: no league of them.
MERGES = re.compile(r"合併(?:し|によ|で|が|、)[^。]{0,24}(?:誕生|発足|成立|となる|となり|となった|設置)")
# The name that stands over the words is the one that the body has had since: 平成3年に今の名となった.
RENAMED = re.compile(
    r"(?:今|現在|現行|今日)の(?:名称?|名前|会名|呼び名)(?:と|に|へ)(?:な[りっ]|改め|変[わえ更]|改称)|(?P<to>」?(?:に|へ|と)(?:改称|名称を(?:変更|改め)|名を改め))"
)
OWN = re.compile(r"\s*(?:また、|なお、|その後、)?[市町村][はも]、?(?:に、?)?(?:新たに|正式に|これに)*")
ANSWER = re.compile(r"\s*(?:A|答え?|回答|こたえ)\s*\d{0,2}(?![一-龥\d])\W*(?:(?:はい|ええ)\W*)?")
# Of the numbers, pacts and members that a sentence tells of; what is only meant to be.
ONLY_MEANT = re.compile(
    r"相談|検討|予定|協議[をがし中]|オブザーバー|見込|働きかけ|呼び?かけ|打診|視察|研修|イベント|辞退|見送|目指|募集|希望|要望|可能|に向け"
)
ASKS = re.compile(r"(?:か。?|[?？])\s*$")
EACH = re.compile(
    rf"(?:各|連携|構成|関係|加盟|会員)(?:構成)?\d*{SORT}(?:等|長)?(?:が|と|との間で|の?間で|同士で|どうしで|は)[^。]*?(?:締結|発足|設立)"
)
MEMBER = re.compile(r"圏域?の一員|[構成員]として?(?:加わ|参加)|圏域?に(?:加わ|参加|加入)")
SIMILAR = re.compile(r"協約")
NOW = re.compile(
    rf"(?P<of>\d+)(?=つ?の{SORT}(?:の集まり|で(?:構成|組織|始ま|発足|結成)|が(?:加盟|参加|加入|所属|名を連ね|入っ)))|(?:構成|加盟|会員|参加)(?:{SORT})?数?は、?(?P<bare>\d+)(?=と|で|に)|(?P<n>(?:\d+{SORT})+)(?:が|に?よ|と(?:な|し)|で(?:構成|組織|あ|す|発足|設立|結成|始ま|つく|作ら)|に(?=[)])|から|です|に増|に拡大|を数え|の会員|$|。|[(])"
)
OF_IT = re.compile(r"圏域|集まり|本市を含|構成|加盟|会員|加入|参加|加わ|設立|発足|結成|つく[るら]|作[るら]")


def of_another(norm: str, begin: int, act: re.Match[str], named: bool, headed: bool) -> bool:
    """True where an act is that of an agreement or a body of its own, not of the alliance told before the sentence."""
    before = norm[begin : act.start()]
    if act.lastgroup in ("join", "leave"):  # who joined an agreement joined no alliance
        return not named and bool(OF_PACT.search(norm, begin, act.start()) or OTHER_BODY.search(before))
    if act.lastgroup != "pact" or not act[0].startswith("協定"):
        return False
    return bool(OTHER_PACT.search(before)) or not (named or headed or OF_AREA.search(before))


def turn_of(norm: str, at: int) -> int:
    """Where the words end that may turn a verb round (`を検討している`): at the next comma."""
    return comma if (comma := norm.find("、", at, at + 16)) >= 0 else min(len(norm), at + 16)


def abreast(norm: str, named: Sequence[Title], mine: Title | None, act: re.Match[str]) -> Sequence[Title | None]:
    """`mine` with the alliances named right beside it before an act of joining, of which all are told."""
    found = [mine]
    for one in named[-2::-1] if act.lastgroup in ("join", "leave") and mine in named[-1:] else ():
        if one.meeting or found[0] is None or not BESIDE.fullmatch(norm, one.end, found[0].start):
            break
        found = [one, *found]
    return found


def of_publisher(norm: str, title: Title | None, act: re.Match[str], when: Sequence[DateMention]) -> bool:
    """True where nothing but the alliance, others beside it and a day stands before an act: it is the publisher's own.

    `norm` is masked. Without a day, what leads to the name must be known to name nobody; without a name, an answer means
    that of its question.
    """
    if title is None:
        told = norm[: act.start()]
        for one in reversed([one for one in when if one.end <= act.start()]):
            told = told[: one.start] + told[one.end :]
        return ANSWER.fullmatch(norm, 0, act.start()) is not None or OWN.fullmatch(told) is not None
    gap = norm[title.end : act.start()]
    for one in when:
        if title.end <= one.start and one.end <= act.start():
            gap = norm[title.end : one.start] + norm[one.end : act.start()].removeprefix("に")
    gap = re.sub(r"\0+", "", gap)
    while (joined := BESIDE.match(gap)) and joined.end() <= len(gap):
        gap = gap[joined.end() :]
    return MINE.fullmatch(gap) is not None and (bool(when) or LEADS.fullmatch(norm, 0, title.start) is not None)
