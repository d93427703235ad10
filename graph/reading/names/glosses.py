"""Names with a gloss before their ending: the reading, or the name of today (`桑折（こおり）町`, `アルトナ（現ホブソンズベイ）市`)."""

import re
from collections.abc import Iterator

from graph.countries import key_of
from graph.reading.names.regions import beside, inside_of, whole
from graph.reading.pages.page import Page

# Where a name stands, whether it is a former one, the country and the prefecture beside it.
Spot = tuple[int, int, bool, str | None, str | None]

# Words that end as a municipality's name does.
COMMON = re.compile(
    r"[二三四五六七八九十]+[市町村県区]|(?:[本当両同各]市|以上|定例|臨時|内|道|府|会長|事務局|幹事|代表|中心|座長|開催|親善|夫婦|連携|[同両本当新各旧他全諸自実副隣]|県内|道内|府内|市内|都内|名誉|見本|姉妹|友好|交流|大|港湾|首|海外|国際|提携|相手|地方|中核|中枢|指定|政令|観光|産業|協力|兄弟"
    r"|来|訪|関係|協定|締結|調印|参加|加盟|構成|会員|近隣|周辺|沿岸|県|国内)*(?:都市|市|町|村|県|区|州|島|道|都|府)"
    r"|以上.*|.*(?:特別区|地区|学区|自治区|選挙区|圏域|都市|半島|列島|諸島|歩道|国道|鉄道|水道|報道|書道|茶道|剣道|柔道|街道|下町|市町|町村|市区|区市|都区|都道|府県)"
)
IN_PROVINCE = re.compile(r"[一-龥]{2,3}省(?=[一-龥]{2,4}$)")  # 湖北省京山県
# Behind a name that is not meant: `※スペインのグアダラハラ市とは異なります`, `広島県の府中市ではありません`.
NOT_MEANT = re.compile(
    r"(?:[(][^()]*[)])?(?:とは?(?:異な|違[うい]|混同|間違|別の(?:都市|[市町村]|まち|自治体)|別(?:で[すあ、]|物|もの)|無?関係(?:は|が)?(?:な[いく]|あり|で))"
    r"|では(?:あり|ござい)?(?:ません|な[いく]))"
)
KATAKANA = re.compile(r"(?:(?<![一-龥々])[東西南北](?=[ァ-ヴ]))?[ァ-ヴ][ァ-ヴー・=゠]*(?:特別)?$")
KANJI = re.compile(r"(?<![一-龥々])[一-龥々]{1,4}$")
FORMER = re.compile(r"旧(?:[一-龥]{1,4}郡)?$")
GLOSSED = re.compile(
    r"(?P<name>[一-龥々ァ-ヶー]{1,12})[(](?:[ぁ-ゖー]{1,12}|現(?P<now>[ァ-ヶー一-龥]{2,12}))[)](?P<end>[市町村区])(?![一-龥])"
)
CLOSED = re.compile("[)][市町村区]")
GLOSS = re.compile(r"[(][^()]*[)]")


def is_former(norm: str, start: int) -> bool:
    """True for a name, beginning at `start`, that 旧 stands before."""
    return "旧" in norm[max(0, start - 6) : start] and FORMER.search(norm, max(0, start - 6), start) is not None


def unglossed(surface: str) -> str:
    """A name without the gloss before its ending; that of today where the gloss gives it."""
    match = GLOSSED.fullmatch(surface)
    return match["now"] + match["end"] if match and match["now"] else GLOSS.sub("", surface)


def glossed(page: Page, norm: str, masked: str) -> Iterator[Spot]:
    """The names of a text that hold a gloss: known ones, or the katakana of a place abroad with its name of today."""
    for match in GLOSSED.finditer(masked) if CLOSED.search(masked) else ():
        first, last = match.span("name")
        known = (at for at in range(first, last) if masked[at:last] + match["end"] in page.known)
        start = next(known, None)
        if start is None and match["now"] and (foreign := KATAKANA.search(match["name"])):
            start = first + foreign.start()
        if start is None and not match["now"] and (foreign := KANJI.search(match["name"])):
            start = first + foreign.start()  # 紹興(しょうこう)市(中国): its country tells that it is one
            if not (key_of(inside_of(masked, match.end())[:20]) or "").startswith("country/"):
                continue
        if start is not None and whole(masked, 0, start):
            land, region, _ = beside(page, norm, start, match.end())
            yield start, match.end(), is_former(norm, start), land, region
