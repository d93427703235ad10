"""Press clubs: their stated number of members, and the newspapers and broadcasters where they are listed."""

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.reading.facts.bodies import PRESS, PRESS_COUNT, body
from graph.reading.pages.holding import holding
from graph.reading.pages.outline import mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.deeds import home
from graph.records import AnyRecord, Membership, Observation

CLUB = re.compile(
    r"(?P<club>(?:[一-龥ァ-ヴー]{1,12})?(?:記者(?:クラブ|会)|プレスクラブ|報道(?:機関)?クラブ|記者室(?=\s*$))(?!室))"
)
NUMBER = re.compile(r"(?P<n>\d{1,3})\s?社")
MEDIA = re.compile(
    r"(?:新聞社?|新報社?|日報社?|時報社?|タイムス社?|放送(?:局|協会)?|テレビ(?:放送|局)?|通信社?|ラジオ|ネット|ニュース|報知|経済|日日|毎日|エフエム|FM|ケーブル|メディア|[ァ-ヴー]+ビジョン|(?:支局|支社|総局|報道部|放送局))$|^(?:NHK|日本放送協会|テレビ|ラジオ|エフエム|FM|[A-Z]{2,4})"
)
PART = re.compile(r"[、,・/()\s]+|及び|並びに|(?<=[^ぁ-ん])と(?=[^ぁ-ん])")
OUTSIDE = re.compile(
    r"(?:など|等|ほか.*|である|です|だ|が(?:加盟|加入|所属|常駐)|で構成|の\d+社).*$|^(?:加盟|加入|会員|構成|所属)?(?:社|各社)?(?:は|:)"
)
LABEL = re.compile(
    r"(?:加盟|加入|会員|構成|所属|参加)(?:社|各社|団体|報道機関|会社)?(?:名|一覧|数)?|報道機関(?:名|一覧)?|幹事社?"
)
FARTHEST = 12  # lines from the name of a club to the end of its list


def clubs(page: Page) -> Iterator[AnyRecord]:
    """Class B where as many are listed as are counted, or none are; else C."""
    told = [page.blocks[index] for index in holding(page, "記者クラブ")]
    known = {one.line for one in told if PRESS.search(one.text.norm) or PRESS_COUNT.search(one.text.norm)}
    lines = page.lines
    done = 0
    for number, line in enumerate(lines):
        head = CLUB.search(line.norm) if "ラブ" in line.norm or "記者" in line.norm else None
        if head is None or number < done or known & set(range(number - 1, number + 2)) or len(line) > 2_000:
            continue
        region, stop = _region(page, number, head.end())
        count, names = _told(region)
        if count is None and not names:
            continue
        done = stop
        club = body(page, line, *head.span("club"), "press-club", "press-club", of=home(page, line))
        yield club
        if count is not None:
            evidence = line.span(*head.span("club")), region.span(count.start(), count.end())
            yield Observation(
                confidence="B", recogniser="press-club", evidence=evidence,
                of=club.body, measure="press-club-members", value=page.in_words(region, count["n"], *count.span("n")),
            )  # fmt: skip
        sure = "B" if count is None or len(names) == int(count["n"]) else "C"
        for first, last in names:
            record = body(page, region, first, last, "press-club", "media")
            yield record
            yield Membership(
                confidence=sure,  # type: ignore[arg-type]
                recogniser="press-club", evidence=(region.span(first, last),), body=club.body, actor=record.body,
                role=page.in_words(region, "member", first, last, "role_from_list"),
            )  # fmt: skip


def _region(page: Page, number: int, start: int) -> tuple[Text, int]:
    """What stands behind the name of a club: the rest of its line and the lines below, wrapped lines put together."""
    lines = page.lines
    region = lines[number].part(start, len(lines[number]))
    items = 0
    at = number + 1
    while at < min(len(lines), number + FARTHEST):
        line = lines[at]
        if not line.norm.strip() or (mark_of(line) and not MEDIA.search(line.norm.strip())) or CLUB.search(line.norm):
            break
        whole = line.stripped()
        alone = bool(MEDIA.search(re.sub(r"^\W+", "", whole.norm)))
        open_ = region.norm.count("(") > region.norm.count(")")
        if region.norm.strip() and not open_ and (region.norm.rstrip().endswith((")", "。")) and not alone):
            break
        if region.norm.strip() and (not open_ or items) and alone and "、" not in region.norm:
            gap = Text(line.source, "\n", line.first)
            region, items = region.plus(gap), items + 1
        region = region.plus(whole)
        at += 1
    return region, at


def _told(region: Text) -> tuple[re.Match[str] | None, list[tuple[int, int]]]:
    """The stated number, and of the lists that the region may hold the one whose items are newspapers and broadcasters."""
    norm = region.norm
    count = NUMBER.search(norm, 0, min(len(norm), 400))
    best: list[tuple[int, int]] = []
    cuts = sorted(
        {
            0,
            len(norm),
            *(match.end() for match in re.finditer(r"[(:：。]|は、?|\d社|\s{2,}", norm)),
            *(match.start() for match in re.finditer(r"[)。]|の\d+社|が(?:加盟|加入|所属|常駐)|で構成", norm)),
        }
    )
    for first, last in pairwise(cuts):
        names = _names(norm, first, last)
        media = sum(bool(MEDIA.search(norm[a:b])) for a, b in names)
        whole = count is not None and len(names) == int(count["n"])
        if len(names) >= 2 and media * 10 >= len(names) * (3 if whole else 6) and len(names) > len(best):
            best = names
    return (
        count
        if count is None
        or best
        or re.match(
            r"\W*(?:の|に|へ|加盟|加入|会員|所属|構成|社|する|している|報道機関|各社|数|団体|は|が|、|\s|[(:])*$",
            norm[: count.start()],
        )
        else None
    ), best


def _names(norm: str, first: int, last: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = first
    for match in [*PART.finditer(norm, first, last), None]:
        stop = match.start() if match else last
        word = norm[at:stop]
        cut = OUTSIDE.sub("", word)
        begin = at + word.find(cut) if cut else at
        begin += len(norm[begin : begin + len(cut)]) - len(norm[begin : begin + len(cut)].lstrip("○・●◆-"))
        if 2 <= len(cut) <= 24 and not LABEL.fullmatch(cut) and not NUMBER.fullmatch(cut):
            found.append((begin, at + word.find(cut) + len(cut)))
        at = match.end() if match else last
    return found
