"""Companies and universities in agreement with the city: one to a line with its date, or N社（A、B、…）in a sentence."""

import re
from collections.abc import Iterator

from graph.reading.bodies import PRESS, PRESS_COUNT, body
from graph.reading.brackets import pieces
from graph.reading.deeds import concluded, date_of, deed, home, kind_of, kinds, state_of
from graph.reading.grids import cells, heading_kind
from graph.reading.lands import LONGEST
from graph.reading.page import Mention, Page
from graph.reading.partnerships import NEWLY
from graph.reading.text import Text
from graph.records import AnyRecord, Membership, Observation, StatedDate

LEGAL = r"株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|[(](?:株|有|合|同|学|医|公財|一財|公社|一社|独|社福)[)]|学校法人|医療法人|社会福祉法人|公益財団法人|一般財団法人|公益社団法人|一般社団法人"
SORTS = {
    "university": r"大学(?:院|校)?",
    "school": r"(?:高等|専門|専修|短期大)?学校",
    "media": r"新聞社|新聞|放送|テレビ[^\s、]{0,6}|通信社|新報社?|日報社?|ケーブルテレビ|エフエム[^\s、]*|ラジオ[^\s、]*|ＦＭ[^\s、]*",
    "chamber": r"商工会議所",
    "company": r"会社|銀行|信用金庫|信用組合|労働金庫|協同組合|生活協同組合|生協|農協|ホールディングス|グループ|ストア|保険|証券|電力|ガス|郵便局|交通|運輸|鉄道|商店|製作所|組合|公社|支店|支社",
}
_TAIL = "|".join(SORTS.values())
FIRM = re.compile(
    rf"(?:(?:{LEGAL})\s?[^\s、。()]{{1,30}}|[^\s、。()]{{1,30}}?(?:{LEGAL})(?:[^\s、。()]{{0,8}}?(?:支店|支社|事業所|営業所))?|[^\s、。()]{{1,30}}?(?:{_TAIL}))"
)
LIST = r"[^()]*(?:[(][^()]{1,4}[)][^()]*)*"
WITH = re.compile(
    rf"(?P<n>\d+)(?:社|者|団体|事業者|法人|大学|校|機関)[(:：](?P<list>{LIST})[)]?と(?:の間で)?、?(?:新たに|それぞれ)?、?[「『]?(?P<kind>[^、。]{{0,24}}?(?:協定|連携)[^、。を]{{0,12}}?)を?(?P<verb>締結)"
)
NAMES = rf"(?:{FIRM.pattern})(?:(?:、|・|,|及び|並びに|と)(?:{FIRM.pattern})){{0,40}}"
KIND = r"(?P<kind>包括連携[^、。を]{0,14}?協定|包括連携協定|包括協定|連携協定)"
PLAIN = (
    re.compile(
        rf"(?P<list>{NAMES})(?:の(?P<n>\d+)(?:社|者|団体))?とは?、?(?:の間で)?(?:それぞれ|新たに)?、?{KIND}(?:書)?を?(?P<verb>締結)(?!に向け|を目指|予定)"
    ),
    re.compile(
        rf"{KIND}を(?P<verb>締結)し(?:ている|た)(?:企業|事業者|会社|団体|相手)[^、。]{{0,6}}は、?(?P<list>{NAMES})(?:の(?P<n>\d+)(?:社|者|団体))?"
    ),
)
ALSO = re.compile(rf"(?P<name>{FIRM.pattern})とは?、?")
ACTIVE = re.compile(
    r"(?:事業|取組|活動|連携)[^。、]{0,10}?(?:企業|会社|事業者|社数|団体)(?:数)?は、?(?P<n>\d+)(?:社|者|団体)"
)
CLUB = re.compile(
    rf"(?P<club>(?:[一-龥]{{1,6}})?記者(?:クラブ|会))(?:の|への)?(?:加入|加盟|所属|会員)?(?:社|団体)?(?:は、?|が、?|[:：]?\s*)(?:次の)?(?P<n>\d+)社(?:[(:：](?P<list>{LIST})[)]?)?"
)


def sort_of(name: str) -> str:
    bare = re.sub(LEGAL, "", name)
    if re.search(r"株式会社|有限会社|合同会社|相互会社", name):
        return "company"
    return next((sort for sort, pattern in SORTS.items() if re.search(rf"(?:{pattern})$", bare)), "company")


def firms(page: Page) -> Iterator[AnyRecord]:
    """Class A for a line with name and date under a title of the kind; B for lists in a sentence."""
    yield from _lines(page)
    for number, block in enumerate(page.blocks):
        text = block.text
        if len(text) > LONGEST:
            continue
        for match in WITH.finditer(text.norm):
            yield from _list(page, text, match)
        if not WITH.search(text.norm) and not NEWLY.search(text.norm):
            for match in (found for pattern in PLAIN if "締結" in text.norm for found in pattern.finditer(text.norm)):
                yield from _list(page, text, match)
        for match in ACTIVE.finditer(text.norm):
            yield Observation(
                confidence="B", recogniser="firm", evidence=(text.span(*match.span()),), of=home(page, text),
                measure="active-company-partners", value=page.in_words(text, match["n"], match.start("n"), match.end("n") + 1),
                as_of=_as_of(page, number, match.start()),
            )  # fmt: skip
        if not (PRESS.search(text.norm) or PRESS_COUNT.search(text.norm)):  # read elsewhere
            for match in CLUB.finditer(text.norm):
                yield from _club(page, text, match)
        for _, sentence in page.sentences(number):
            yield from _told(page, block.line, sentence)


def _as_of(page: Page, index: int, before: int) -> StatedDate | None:
    dates = [one for one in page.dates[index] if one.date and one.start < before]
    return page.dated(page.blocks[index].text, dates[-1]) if dates else None


def _lines(page: Page) -> Iterator[AnyRecord]:
    """Rows with the name of a company and a date; a date in brackets after the name counts as its cell."""
    for number, text in pieces(page):
        if not re.search(r"\d|[元一二三]年", text.norm) or "。" in text.norm:
            continue
        number_ = re.match(r"\s*(?:[(]?\d{1,3}[).、]?|[①-⑳])[\s　]+", text.norm)
        text = text.part(number_.end(), len(text)) if number_ else text
        row = [one for one in cells(text) if len(one)]
        if len(row) == 1:
            bracket = re.match(r"(?P<name>[^()]*(?:[(].{1,2}[)][^()]*)?)[(](?P<rest>[^()]*\d[^()]*)[)]$", row[0].norm)
            row = [row[0].part(*bracket.span("name")), row[0].part(*bracket.span("rest"))] if bracket else row
        row = [one.part(len(one.norm) - len(one.norm.lstrip("・●○◆■-* ")), len(one)).stripped() for one in row]
        named = next((one for one in row if len(one) and FIRM.fullmatch(one.norm)), None)
        when = next((date for one in row if one is not named and (date := date_of(page, one))), None)
        if named is None or when is None:
            continue
        cell = next((kind for one in row if one is not named and (kind := kind_of(page, one))), None)
        kind = cell or heading_kind(page, number)
        if kind is None or kind.value in ("sister-city", "friendship-city", "twinning"):
            continue
        record = body(page, named, 0, len(named), "firm", sort_of(named.norm), sure="A")
        yield record
        tie = deed("firm", sorted([named.span(), when.span], key=lambda one: one.at), (home(page, named), record.body),
            kind.model_copy(update={"flags": ()}), concluded(when), signed=when,
        )  # fmt: skip
        if tie:
            yield tie


def _split(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    for one in re.finditer(
        r"(?:[(][^()]{1,4}[)]|(?!及び|並びに|(?<=及)び|(?<=並)びに)[^、,/()])+", text.norm[start:end]
    ):
        first, last = start + one.start(), start + one.end()
        body_ = text.norm[first:last]
        first += len(body_) - len(re.sub(r"^(?:及び|並びに|\s)+", "", body_))
        if text.norm[first:last].strip() and not re.fullmatch(r"\s*(?:ほか|他|など|等).*", text.norm[first:last]):
            yield first, first + len(text.norm[first:last].rstrip())


def _list(page: Page, text: Text, match: re.Match[str]) -> Iterator[AnyRecord]:
    named = kinds(page, match["kind"])
    if not named and "連携協定" not in match["kind"]:
        return
    named = named or [Mention(0, len(match["kind"]), "comprehensive")]
    at = match.start("kind")
    kind = page.in_words(text, named[-1].key or "", at + named[-1].start, at + named[-1].end)
    status = page.in_words(text, "concluded", *match.span("verb"))
    members = list(_split(text, *match.span("list")))
    sure = "B" if not match["n"] or len(members) == int(match["n"]) else "C"
    for first, last in members:
        record = body(page, text, first, last, "firm", sort_of(text.norm[first:last]))
        yield record
        tie = deed(
            "firm",
            [text.span(min(first, match.start("verb")), max(last, match.end("verb")))],
            (home(page, text), record.body),
            kind,
            status,
            sure=sure,
        )
        if tie:
            yield tie


def _told(page: Page, line: int, sentence: Text) -> Iterator[AnyRecord]:
    """`X株式会社とは、…協議を開始した`: talked about or prepared, its kind in the sentence or the title."""
    state = state_of(sentence.norm)
    if state is None or state[0] not in ("preparing", "talks-begun"):
        return
    match = ALSO.search(sentence.norm)
    if match is None or state[1] < match.end():
        return
    name = re.sub(r"^(?:また、?|なお、?|さらに、?|このほか、?|※|\*)\s*", "", match["name"])
    first = match.end("name") - len(name)
    if not re.search(LEGAL, name):
        return
    named = kinds(page, sentence.norm[match.end() :])
    if named:
        kind = page.in_words(sentence, named[0].key or "", match.end() + named[0].start, match.end() + named[0].end)
    elif (heading := heading_kind(page, line - 1)) is not None:
        kind = heading
    else:
        return
    record = body(page, sentence, first, match.end("name"), "firm", sort_of(name))
    yield record
    tie = deed("firm", [sentence.span(first, state[2])], (home(page, sentence), record.body), kind,
        page.in_words(sentence, *state), sure="B",
    )  # fmt: skip
    if tie:
        yield tie


def _club(page: Page, text: Text, match: re.Match[str]) -> Iterator[AnyRecord]:
    """A press club with the stated number of its members, and the members where they are listed."""
    club = body(page, text, *match.span("club"), "press-club", "press-club", of=home(page, text))
    yield club
    yield Observation(
        confidence="B", recogniser="press-club", evidence=(text.span(match.start("club"), match.end("n") + 1),),
        of=club.body, measure="press-club-members", value=page.in_words(text, match["n"], *match.span("n")),
    )  # fmt: skip
    if not match["list"]:
        return
    members = list(_split(text, *match.span("list")))
    sure = "B" if len(members) == int(match["n"]) else "C"
    for first, last in members:
        record = body(page, text, first, last, "press-club", "media")
        yield record
        yield Membership(
            confidence=sure,  # type: ignore[arg-type]
            recogniser="press-club", evidence=(text.span(first, last),), body=club.body, actor=record.body,
            role=page.in_words(text, "member", *match.span("club")),
        )  # fmt: skip
