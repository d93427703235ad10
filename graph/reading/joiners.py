"""Members of an alliance told in sentences: who formed it, of whom it consists, who joined or left later."""

import re
from collections.abc import Iterator

from graph.reading.alliances import FORMED, member_lists
from graph.reading.chains import Chain, chains, past_bracket
from graph.reading.days import dates_in
from graph.reading.lands import Name, names
from graph.reading.leagues import ENDS, NAME, NOT_NAME, alliance, count, member, total_of
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import Alliance, AnyRecord, Membership, StatedDate
from graph.values import DateMention

_SORT = r"(?:市区町村|市町村|市町|市村|町村|団体|自治体|都市|市|町|村)"
MADE = re.compile(r"(?:が|を)(?:新たに)?(?:形成|設立|結成|発足|組織|創設|設置|立ち上げ)")
CONSISTS = re.compile(
    rf"(?:の?\d+{_SORT}+)?(?:で|により|によって|から|が|に?よ[りる])(?:構成|組織|成[りる]|なる|つく|参加|参画|加盟|加入|加わる|共同|設立|発足|結成|持ち回り)"
)
JOIN = re.compile(
    r"(?:加入|加盟|参加|参画|入会)(?=し|が|、|。|$)|加わ(?=り|っ)|(?:協約|協定)を(?:[^。]{0,8})?(?:締結|結)(?=[しびんば])|会員で"
)
PACT = re.compile(r"協約を")
LEAVE = re.compile(r"脱退|退会|離脱")
NOT = re.compile(r"相談|検討|予定|協議を|協議中|オブザーバー|見込|働きかけ|呼び?かけ|打診|視察|研修|イベント|辞退|見送")
NOW = re.compile(
    rf"(?:含め|合わせ)?て?、?(?P<n>(?:\d+{_SORT})+|\d+)(?:{_SORT})?(?:と(?:な|して)|で(?:構成|組織)|から(?:成|な)|が(?:参加|加盟|加入)|に(?:よ|な)|です|である|$)"
)
EACH = re.compile(r"各(?:市町村|市町|町村|市|町|村)(?:が|と)[^。]*?(?:締結|発足|設立)")
MEMBER = re.compile(r"[」』]?(?:に|へ|の)(?:も|は)?(?:加入|加盟|参加|参画|会員|一員)")


def joiners(page: Page) -> Iterator[AnyRecord]:
    """Class B: members whose alliance stands in the sentence, or in the sentences and headings before it."""
    now: Alliance | None = None
    found: list[AnyRecord] = []
    listed = any(isinstance(one, Alliance) for one in member_lists(page))
    for index, block in enumerate(page.blocks):
        for start, sentence in page.sentences(index):
            dates = [one for one in dates_in(page, index, start, sentence) if one.date]
            told = NAME.finditer(sentence.norm) if ENDS.search(sentence.norm) else ()
            named = [one for one in told if not NOT_NAME.search(one["name"])]
            title = named[0] if named else None
            if title and not FORMED.search(sentence.norm) and (block.kind != "heading" or len(sentence) < 60):
                now = alliance(page, sentence, *title.span("name"), "B")
            elif block.kind == "heading" and not title and block.headings[-1].mark not in ("name", "bare"):
                now = None
            if now is None or block.kind == "heading" or not len(sentence):
                continue
            if (each := EACH.search(sentence.norm)) and (day := _when(page, sentence, dates, each.end())):
                found = [_since(one, now, day) for one in found]
            elif not (listed and PACT.search(sentence.norm)):
                found += _told(page, sentence, dates, now, title)
    hubs: set[str] = set()
    for one in found:
        if isinstance(one, Membership) and one.role.value == "hub":
            if one.body.value in hubs:
                continue
            hubs.add(one.body.value)
        yield one


def _since(one: AnyRecord, body: Alliance, day: StatedDate) -> AnyRecord:
    """A member of the alliance whose beginning was open, with the day on which each of them concluded its pact."""
    mine = isinstance(one, Membership) and one.body.value == body.alliance.value and not (one.since or one.until)
    return one.model_copy(update={"since": day}) if mine else one


def _told(
    page: Page, text: Text, dates: list[DateMention], body: Alliance, title: re.Match[str] | None
) -> Iterator[AnyRecord]:
    norm = text.norm
    groups: list[Chain] = []
    if not NOT.search(norm):
        made = (
            MADE.match(norm, past_bracket(norm, title.end() + (norm[title.end() : title.end() + 1] in ("」", "』"))))
            if title
            else None
        )
        consists = next(CONSISTS.finditer(norm), None)
        joins = JOIN.search(norm) or LEAVE.search(norm)
        if made or consists or joins:
            groups = chains(page, norm)
        if title and (inside := _in_bracket(page, text, title)):
            yield body
            for name in inside:
                yield member(page, body.alliance, text, name, "member", "B")
            if total := total_of(text, inside[-1].end):
                yield count(page, body.alliance, text, *total, "B")
        elif title and (made or consists):
            yield from _formed(page, text, dates, body, groups, title, made, consists)
            done = max(one.end() for one in (made, consists) if one)
            if JOIN.search(norm, done) or LEAVE.search(norm, done):
                yield from _moved(page, text, dates, body, [one for one in groups if one.start >= done])
        elif title and MEMBER.match(norm, title.end()):
            mine = {name.key: name for one in groups for name in one.names if one.start < title.start()}
            if mine:
                yield body
            for name in mine.values():
                if not name.open:
                    yield member(page, body.alliance, text, name, "member", "B")
        elif joins:
            yield from _moved(page, text, dates, body, groups)
    if (total_ := NOW.search(norm)) and (title or re.search(r"圏域|本市を含|構成|加盟|会員", norm)):
        if match := total_of(text, total_.start("n")):
            yield count(page, body.alliance, text, *match, "B")


def _in_bracket(page: Page, text: Text, title: re.Match[str]) -> list[Name]:
    """The members that a bracket right behind the name of an alliance lists, three and more."""
    at = title.end() + (text.norm[title.end() : title.end() + 1] in "」』")
    if text.norm[at : at + 1] != "(":
        return []
    stop = text.norm.find(")", at)
    found = [one for one in names(page, text.norm) if at < one.start < stop and not one.open]
    return found if len(found) >= 3 else []


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
    if not core:  # A市はB市とともに: both
        all_ += [name for one in groups if one.part == "topic" and one.end < title.start() for name in one.names]
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
    """Each that joined or left, with the date before the word that says so; each group has the date beside it."""
    core = body.kind.value == "core-urban-area"
    for word in (*JOIN.finditer(text.norm), *LEAVE.finditer(text.norm)):
        if PACT.search(word[0]) and not core:
            continue
        mine = [one for one in groups if one.start < word.end() and one.part in ("topic", "with", "none", "between")]
        mine = [one for one in mine if any(name.key != page.home for name in one.names)]
        left = bool(LEAVE.fullmatch(word[0]))
        for number, group in enumerate(mine):
            stop = mine[number + 1].start if number + 1 < len(mine) else word.end()
            behind = [one for one in dates if group.end <= one.start < stop]
            before = [one for one in dates if one.start < group.start]
            if number + 1 < len(mine) and not behind:
                continue
            when = (
                behind[-1]
                if group.part == "topic" and behind
                else before[-1]
                if before
                else behind[-1]
                if behind
                else None
            )
            if when is None:
                continue
            since = page.dated(text, when)
            for name in group.names:
                if not name.open and name.key != page.home:
                    dated = (None, since) if left else (since, None)
                    yield member(page, body.alliance, text, name, "member", "B", *dated)
        if PACT.search(word[0]) and mine:
            hub = page.in_words(text, page.home, *word.span(), "member_is_publisher")
            yield Membership(
                confidence="B", recogniser="roster", evidence=(text.span(*word.span()),), body=body.alliance, actor=hub,
                role=page.in_words(text, "hub", *word.span(), "role_from_kind"),
            )  # fmt: skip
