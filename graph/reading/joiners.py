"""Members of an alliance told in sentences: who formed it, of whom it consists, who joined or left later."""

import re
from collections.abc import Iterator

from graph.reading.alliances import FORMED
from graph.reading.clauses import Chain, chains
from graph.reading.days import dates_in
from graph.reading.page import Page
from graph.reading.rosters import NAME, TOTAL, alliance, count, member
from graph.reading.text import Text
from graph.records import Alliance, AnyRecord, Membership, StatedDate
from graph.values import DateMention

MADE = re.compile(r"(?:が|を)(?:新たに)?(?:形成|設立|結成|発足|組織|創設|設置|立ち上げ)")
CONSISTS = re.compile(
    r"(?:の?\d+(?:市区町村|市町村|市町|市村|町村|団体|自治体|都市|市|町|村)+)?(?:で|により|によって|から|が)(?:構成|組織|成[りる]|なる|つく|参加|加盟|共同)"
)
JOIN = re.compile(r"(?:加入|加盟|参加|参画|入会)(?=し|が|、|。|$)|新たに[^。]{0,24}と連携協約を締結")
LEAVE = re.compile(r"脱退|退会|離脱")
NOT = re.compile(r"相談|検討|予定|協議を|協議中|オブザーバー|見込|働きかけ|呼び?かけ|打診|視察|研修|大会|イベント")
NOW = re.compile(
    r"(?:含め|合わせ)?て?、?(?P<n>\d+)(?:市区町村|市町村|市町|市村|町村|団体|自治体|都市)(?:と(?:な|して)|で(?:構成|組織)|から(?:成|な)|が(?:参加|加盟|加入)|に(?:よ|な))"
)


def joiners(page: Page) -> Iterator[AnyRecord]:
    """Class B: members whose alliance stands in the sentence, or in the sentences and headings before it."""
    now: Alliance | None = None
    for index, block in enumerate(page.blocks):
        for start, sentence in page.sentences(index):
            dates = [one for one in dates_in(page, index, start, sentence) if one.date]
            title = NAME.search(sentence.norm)
            if title and not FORMED.search(sentence.norm) and (block.kind != "heading" or len(sentence) < 60):
                named = alliance(page, sentence, *title.span("name"), "B")
                now = named
            if now is None or block.kind == "heading":
                continue
            yield from _told(page, sentence, dates, now, title)


def _told(
    page: Page, text: Text, dates: list[DateMention], body: Alliance, title: re.Match[str] | None
) -> Iterator[AnyRecord]:
    norm = text.norm
    groups: list[Chain] = []
    if not NOT.search(norm):
        made = MADE.match(norm, title.end()) if title else None
        consists = next(CONSISTS.finditer(norm), None)
        if made or consists or JOIN.search(norm) or LEAVE.search(norm):
            groups = chains(page, norm)
        if title and (made or consists):
            yield from _formed(page, text, dates, body, groups, title, made, consists)
        elif JOIN.search(norm) or LEAVE.search(norm):
            yield from _moved(page, text, dates, body, groups)
    if (total := NOW.search(norm)) and (title or re.search(r"圏域|本市を含|構成", norm)):
        match = TOTAL.search(norm, total.start("n"))
        if match:
            yield count(page, body.alliance, text, match, "B")


def _when(page: Page, text: Text, dates: list[DateMention], before: int) -> StatedDate | None:
    found = [one for one in dates if one.start < before]
    return page.dated(text, found[-1]) if found else None


def _formed(
    page: Page, text: Text, dates: list[DateMention], body: Alliance, groups: list[Chain], title: re.Match[str],
    made: re.Match[str] | None, consists: re.Match[str] | None,
) -> Iterator[AnyRecord]:  # fmt: skip
    groups = [one for one in groups if len(one.names) > 1 or one.part in ("with", "topic")]
    chosen = max(groups, key=lambda one: len(one.names), default=None)
    if chosen is None or (len(chosen.names) < 2 and not made):
        return
    acts = re.search(r"設立|結成|発足|締結|形成|創設|組織|構成", text.norm)
    since = _when(page, text, dates, max(made.start() if made else 0, acts.start() if acts else 0, chosen.start))
    core = body.kind.value == "core-urban-area"
    yield body.model_copy(update={"formed": since})
    all_ = [name for one in groups for name in one.names] if core and made else list(chosen.names)
    seen: set[str] = set()
    for name in all_:
        if name.open or name.key in seen or (name.surface[-1] in "都道府県" and not consists):
            continue
        seen.add(name.key or "")
        role = "hub" if core and name.key == page.home else "member"
        yield member(page, body.alliance, text, name, role, "B", since)
    if page.home not in seen and (core or re.search(r"本市|当市", text.norm)):
        span = text.span(*title.span("name"))
        home = page.in_words(text, page.home, *title.span("name"), "member_is_publisher")
        yield Membership(
            confidence="C" if not core else "B", recogniser="roster", evidence=(span,), body=body.alliance, actor=home,
            role=page.in_words(text, "hub" if core else "member", *title.span("name"), "role_from_kind"), since=since,
        )  # fmt: skip


def _moved(
    page: Page, text: Text, dates: list[DateMention], body: Alliance, groups: list[Chain]
) -> Iterator[AnyRecord]:
    """Each that joined or left, with the date before the word that says so."""
    for word in (*JOIN.finditer(text.norm), *LEAVE.finditer(text.norm)):
        mine = [one for one in groups if one.start < word.end() and one.part in ("topic", "with", "none")]
        since = _when(page, text, dates, word.end())
        if not mine or since is None:
            continue
        last = mine[-1]
        left = bool(LEAVE.fullmatch(word[0]))
        for name in last.names:
            if not name.open and name.key != page.home:
                dated = (None, since) if left else (since, None)
                yield member(page, body.alliance, text, name, "member", "B", *dated)
