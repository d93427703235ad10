"""What cannot be read as it stands: other languages, articles of by-laws, and text that lost its order in a PDF."""

import re
from collections.abc import Sequence

from graph.reading.text import Text

ARTICLE = re.compile(r"\s*第\s*[0-9一二三四五六七八九十百]+\s*条(?:の[0-9一二三四五六七八九十]+)?(?=[\s　(]|$)")
RULE = re.compile(r"(?:条例|規則|要綱|要領|規程|規約|会則|訓令|告示)(?:施行規則)?\s*(?:[(][^()]*[)])?\s*$")
SUPPLEMENT = re.compile(r"\s*附\s*則")
MARKED = re.compile(r"\s*(?:[(]?\d{1,2}[).、]|[①-⑳・●○■◆◎▽□])")
SHRED = re.compile(r"[^\s]{1,4}(?:\s+[^\s]{1,4})+\s*")
WHOLE = re.compile(
    r"\d{1,2}月\s*\d{1,2}日|\d{4}年|[MTSHR]\s?\d{1,2}\.|[市町村]\s*[(]|[都道府県]\s+\S{1,6}[市町村]|[市町村]、"
)
COLUMNS = re.compile(r"\s*(\S{6,24}) (\S{4,24})\s*")
BROKEN = re.compile(r"[一-龥ぁ-んァ-ヶー]")


def language(text: str) -> str | None:
    """The language of a document that is not Japanese, or None; short texts and tables of names count as Japanese."""
    letters = [char for char in text[:200_000] if char.isalpha()]
    if len(letters) < 20 or (
        len(letters) < 80 and any("ぁ" <= char <= "ヿ" or "一" <= char <= "龥" for char in letters)
    ):
        return None
    total = len(letters)
    kana = sum("ぁ" <= char <= "ヿ" or "ｦ" <= char <= "ﾟ" for char in letters)
    if sum("가" <= char <= "힣" for char in letters) * 4 > total:
        return "Korean"
    if sum(char < "\u0250" or "Ａ" <= char <= "ｚ" for char in letters) * 10 > total * 7:
        return "English or another language in Latin letters"
    if kana * 50 < total and sum(char in "的是在和们这与为从对个国际关系" for char in letters) * 25 > total:
        return "Chinese"
    return None if kana or any("一" <= char <= "龥" for char in letters) else "another language"


def by_law(lines: Sequence[Text]) -> range:
    """The lines of a by-law, from its title or first article to its end (numbers from 1); empty where there is none."""
    articles = [number for number, line in enumerate(lines, 1) if ARTICLE.match(line.norm)]
    if len(articles) < 2:
        return range(0)
    first = articles[0]
    for number in range(first, max(0, first - 15), -1):
        if RULE.search(lines[number - 1].norm) and len(lines[number - 1].norm) < 60:
            first = number
    last = articles[-1]
    ends = [number for number, line in enumerate(lines, 1) if number >= last and SUPPLEMENT.match(line.norm)]
    last = (ends or [last])[-1]
    while last < len(lines) and (
        lines[last].norm.strip() or (last + 1 < len(lines) and not lines[last + 1].norm[:1].strip())
    ):
        last += 1
        if last - (ends or [articles[-1]])[-1] > 20:
            break
    return range(first, last + 1)


def shredded(lines: Sequence[Text]) -> list[range]:
    """Stretches whose lines are cut to pieces (a table's columns) or run two columns together; numbers from 1."""
    found: list[range] = []
    for marks, least in ((_torn(lines), 4), (_doubled(lines), 5)):
        run: list[int] = []
        for number in [*marks, 10**9]:
            if run and number - run[-1] > 3:
                if len(run) >= least:
                    found.append(range(run[0], run[-1] + 1))
                run = []
            run.append(number)
    return found


def _torn(lines: Sequence[Text]) -> list[int]:
    return [
        number
        for number, line in enumerate(lines, 1)
        if "\t" not in line.norm
        and SHRED.fullmatch(line.norm.strip())
        and not WHOLE.search(line.norm)
        and not _spread(line.norm)
        and not MARKED.match(line.norm)
    ]


def _spread(norm: str) -> bool:
    """True for a label whose letters are spread (`備   考`), and for a date padded with blanks (`平成 6年 5月18日`)."""
    compact = re.sub(r"\s+", "", norm)
    return len(compact) <= 4 or bool(
        re.fullmatch(r"(?:明治|大正|昭和|平成|令和|[MTSHR])?[\d元]+[年.]\d+[月.]\d+日?", compact)
    )


def _doubled(lines: Sequence[Text]) -> list[int]:
    """Lines in which a sentence breaks off at a blank and another goes on, as where two columns stand side by side."""
    found = []
    for number, line in enumerate(lines, 1):
        match = COLUMNS.fullmatch(line.norm)
        if match is None or not BROKEN.match(match[1][-1]):
            continue
        both = re.search(r"[ぁ-ん]", match[1]) and re.search(r"[ぁ-ん]", match[2])
        if both and not re.match(r"[^\s]{0,8}[年月日]$", match[1]) and not re.search(r"[:：]", match[1]):
            found.append(number)
    return found
