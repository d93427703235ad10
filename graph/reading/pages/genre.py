"""What cannot be read as it stands: other languages, and the articles of by-laws."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from graph.reading.pages.text import Text

ARTICLE = re.compile(
    r"\s*第\s*[0-9一二三四五六七八九十百]+\s*条(?:の[0-9一二三四五六七八九十]+)?(?!(?:第[0-9一二三四五六七八九十]+[項号])?(?:及び|から|の|に|を|中|又は|、|第|から))"
)
RULE = re.compile(
    r"(?:条例|規則|要綱|要領|規程|規約|会則|訓令|告示|要項|細則|指針|定款)(?:施行規則)?(?:の一部を改正する.{2,4})?\s*(?:[(][^()]*[)])?\s*$"
)
SUPPLEMENT = re.compile(r"\s*[附付]\s*則")
ANNEX = re.compile(r"\s*(?:別表|様式|別記|別紙)")
# Where the articles have no 条: `第1　趣旨`, `1　目的`, under a title that is that of a rule.
ITEM = re.compile(
    r"\s*(?:第\s*)?[0-9]{1,2}\s*(?:[.]|\s)\s*[(]?(?:目的|趣旨|設置|名称|定義|組織|庶務|委任|その他|補則|任期|会議|経費|対象|会員|構成|役員|所掌)"
)
OTHERS = re.compile(
    r"参考(?!人)|事例|[他別](?:の)?(?:都市|市|自治体|団体)(?!と)|先進(?:地|都市|自治体|市)|視察(?:先|地)|類似(?:団体|都市)"
    r"|[市町村区]の(?:場合|例)(?![一-龥])|(?<!との)(?<=[市町村区])の取り?組"
)


def language(text: str) -> str | None:
    """The language of a document that is not Japanese, or None; short texts and tables of names count as Japanese."""
    letters = {char: often for char, often in Counter(text[:200_000]).items() if char.isalpha()}
    total = sum(letters.values())

    def count(of: Callable[[str], bool]) -> int:
        return sum(often for char, often in letters.items() if of(char))

    ideograms = count(lambda char: "一" <= char <= "龥")
    if total < 20 or (total < 80 and (ideograms or count(lambda char: "ぁ" <= char <= "ヿ"))):
        return None
    kana = count(lambda char: "ぁ" <= char <= "ヿ" or "ｦ" <= char <= "ﾟ")
    if count(lambda char: "가" <= char <= "힣") * 4 > total:
        return "Korean"
    if count(lambda char: char < "\u0250" or "Ａ" <= char <= "ｚ") * 10 > total * 7:
        return "English or another language in Latin letters"
    if kana * 50 < total and count(lambda char: char in "的是在和们这与为从对个国际关系") * 25 > total:
        return "Chinese"
    return None if kana or ideograms else "another language"


def by_law(lines: Sequence[Text]) -> range:
    """The lines of a by-law, from its title or first article to its end (numbers from 1); empty where there is none."""
    articles = [number for number, line in enumerate(lines, 1) if "条" in line.norm and ARTICLE.match(line.norm)]
    if len(articles) < 2:
        articles = [number for number, line in enumerate(lines, 1) if ITEM.match(line.norm)]
        titled = any(_rule(line) for line in lines[: articles[0] if articles else 0])
        if len(articles) < 3 or not titled:
            return range(0)
    first = articles[0]
    for number in range(first, max(0, first - 25), -1):
        if _rule(lines[number - 1]):
            first = number
    if sum(1 for line in lines[: first - 1] if line.norm.strip()) < 4:
        first = 1  # nothing but the name of the collection stands before it
    last = articles[-1]
    ends = [
        number
        for number, line in enumerate(lines, 1)
        if number >= last and (SUPPLEMENT.match(line.norm) or ANNEX.match(line.norm))
    ]
    last = (ends or [last])[-1]
    while last < len(lines) and (
        lines[last].norm.strip() or (last + 1 < len(lines) and not lines[last + 1].norm[:1].strip())
    ):
        last += 1
        if last - (ends or [articles[-1]])[-1] > 20:
            break
    return range(first, last + 1)


def _rule(line: Text) -> bool:
    """True for the title of a by-law."""
    return RULE.search(line.norm) is not None and len(line.norm) < 60 and "。" not in line.norm


@lru_cache(maxsize=4096)  # a heading is asked for each block below it
def of_others(norm: str) -> bool:
    """True for a title over what others do, shown as an example: `参考:A市の取組`, `先進事例`; no partner of its own."""
    return len(norm) < 48 and "。" not in norm and OTHERS.search(norm) is not None
