"""Time-lines: one event to a line under its year and month, with 同年, 同月 and 〃 for what stands above."""

import re
from collections.abc import Iterator

from graph.reading.names.lands import names, stated
from graph.reading.names.organs import organs
from graph.reading.names.towns import heir_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import LATER, dated, events, whole
from graph.reading.stories.stories import bodies_of
from graph.reading.stories.subjects import title
from graph.reading.tables.titles import heading_kind
from graph.reading.words.deeds import concluded, deed, home, kinds
from graph.reading.words.ends import END, SAID
from graph.reading.words.natures import BY_KIND, EVENT, without, without_brackets
from graph.reading.words.sentences import BODIES, CITIES, Scene, Subject, sentence_ties
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import find_dates, resolve

CALLED_OFF = re.compile(r"延期|中止|見送|白紙|休止(?=$|、)")
TITLED = re.compile(r"[「『][^「」『』]{2,30}[」』]")  # 「川の流域災害時相互応援協定」
SIGNED_BY_BODIES = ("comprehensive", "memorandum", "mutual-aid", "accord")
# Behind what, and before what, a date on the line is that of another event.
NEW = re.compile(r"[\s、。,・／/;|]$")
HANGS = re.compile(r"[はがもを](?:\s|、|,)+$")  # A市との提携は、平成22年3月31日に終了
GOES_ON = re.compile(r"\s*(?:の|から|より|まで|以来|以後|以降|現在|付|頃|ごろ|[)〕~～〜-])")
# A ceremony that was held, as an event is called: `姉妹都市提携の調印式（市民会館）`.
RITE = re.compile(
    r"(?<=調印|締結|署名)式典?(?:を?(?:挙行|開催|実施))?(?=\s*(?:[(](?![^()]*(?:予定|延期|中止))[^()]*[)])?$)"
)
NO_TIE = re.compile(
    r"協会|委員会|会議|設立|発足|打診|申し?入れ|申し?出|提案|協議|準備|予定|検討|構想|条例|合併|開設|開館|運動|同盟|会が|引き?継|継承|承継|受け?継"
)


def chronicles(page: Page) -> Iterator[AnyRecord]:
    """Class B: an event that concludes a tie."""
    titled = title(page)
    ties: list[Agreement] = []  # over the heads of pages that part a time-line
    bodies: dict[str, AnyRecord] = {}
    for run in events(page):
        kind = heading_kind(page, run[0][0])  # of a time-line of ties: `A市と提携` below 姉妹都市のあゆみ
        kind = kind if kind and kind.value in CITIES else None
        for _, event in run:
            later = LATER.search(event.told.norm)
            date = dated(event, later)
            if date is None or CALLED_OFF.search(event.told.norm):
                continue
            told = event.told
            if full := whole(told):
                told, date = told.part(0, full[0]), full[1]
            elif later:
                told = event.told.part(0, later.start()) if later.end() > len(event.told) - 3 else event.told
            held = date.date.earliest <= page.document.description.as_of.latest
            if held and (rite := RITE.search(told.norm)) and not END.search(told.norm):
                told = told.part(0, rite.start()).plus(told.part(rite.end(), len(told)))
            about: Subject | None = None
            for part, day in _parts(page, told.stripped(), date):
                same = _same_place(page, part, about) or (None if _place(page, part) else about)
                about = _place(page, part) or about
                found = list(sentence_ties(page, part, [], Scene(same, kind), day)) if len(part) else []
                if not found and len(part) and (tie := _phrase(page, part, day, ties)):
                    found = [tie]
                if not found and titled and len(part):
                    found = list(sentence_ties(page, part, [], Scene(titled), day))
                ties += found
                bodies |= {two.body.value: two for one in found for two in bodies_of(page, part, one)}
    yield from bodies.values()
    yield from ties


def _parts(page: Page, told: Text, date: StatedDate) -> Iterator[tuple[Text, StatedDate]]:
    """An event cut where another one with a date of its own begins on the same line (`A市と提携、平成9年7月 B市と提携`)."""
    begin, day = 0, date
    year, month = date.date.earliest.year, date.date.earliest.month if date.date.days <= 31 else None
    for one in resolve(find_dates(told.norm), year, month):
        before, after = told.norm[: one.start], told.norm[one.end :]
        outside = before.count("(") == before.count(")") and before.count("「") == before.count("」")
        if (
            one.date
            and "FY" not in one.date.key
            and outside
            and NEW.search(before)
            and not (GOES_ON.match(after) or HANGS.search(before))
        ):
            yield told.part(begin, one.start).stripped(), day
            begin, day = one.end + len(after) - len(after.lstrip("に、 ")), page.dated(told, one)
    yield told.part(begin, len(told)).stripped(), day


def _place(page: Page, told: Text) -> Subject | None:
    """The one place, other than the publisher, that an event names."""
    found = {one.key or one.surface: one for one in names(page, told.norm) if one.key != page.home}
    return (told, next(iter(found.values()))) if len(found) == 1 else None


def _phrase(page: Page, told: Text, date: StatedDate, before: list[Agreement]) -> Agreement | None:
    """The tie of an event that is no sentence but names a partner and a kind (`B市と姉妹都市`); 同市 and 同上 look up."""
    norm = told.norm
    if len(norm) > 80 or "。" in norm[:-1] or EVENT.search(norm) or SAID.search(norm) or NO_TIE.search(norm):
        return None
    every = kinds(page, norm)
    mine = [one for one in every if one.key not in BODIES]
    found = [one for one in names(page, norm) if one.key != page.home and one.surface[-1] not in "州県都府道"]
    if not found and (bodies := organs(page, norm)) and (not every or every[-1].key in SIGNED_BY_BODIES):
        mine, found = every, bodies[:1]
    spans = [(one.start, one.end) for one in mine] + [(one.start, one.end) for one in found]
    spans += [one.span() for one in TITLED.finditer(norm) if any(one.start() < two.start < one.end() for two in mine)]
    rest = without(norm, spans)
    if len(BY_KIND.sub("", re.sub(r"同[市町村区上]|本市|[2-9二三四五]者|[市町]", "", without_brackets(rest)))) > 3:
        return None
    if found and all("former" in one.flags and heir_of(page, one.key) in (None, page.home) for one in found):
        return None  # who signed, not with whom
    kind = page.stated(told, mine[-1]) if mine else None
    if kind is None and before and re.search(r"同上|と\s*[〃″]\s*$", norm):
        kind = before[-1].kind.model_copy(update={"flags": ("ditto",)})
    former = [
        stated(told, one) for one in found if "former" in one.flags and heir_of(page, one.key) in (None, page.home)
    ]
    parties = [stated(told, one) for one in found if not one.open]
    parties = [one for one in parties if one not in former]
    heir = (
        home(page, told).model_copy(update={"flags": ("party_is_publisher", "successor")})
        if former
        else home(page, told)
    )
    unnamed = [stated(told, one) for one in found if one.open]
    if not found and re.match(r"同[市町村区]", norm):
        same = _same_place(page, told)
        if same and not same[1].open:
            parties = [stated(*same)]
        elif before:
            parties = [one for one in before[-1].parties if one.value != page.home]
            unnamed = list(before[-1].unnamed)
    if kind is None or not (parties or unnamed):
        return None
    return deed("story", sorted({one.at: one for one in (told.span(), date.span)}.values(), key=lambda one: one.at),
        [heir, *parties], kind, concluded(date), unnamed=unnamed, former=former, signed=date, sure="B",
    )  # fmt: skip


def _same_place(page: Page, told: Text, about: Subject | None = None) -> Subject | None:
    """The place that 同市 at the head of an event means: the one told before on the line, or the last one of the line above."""
    match = re.match(r"同(?P<sort>[市町村区郡県州])", told.norm) if told.norm.startswith("同") else None
    if match is None:
        return None
    if about and about[1].surface[-1] == match["sort"]:
        return about
    for number in range(page.source.line_of(told.starts[0]) - 2, max(-1, page.source.line_of(told.starts[0]) - 5), -1):
        known = names(page, page.lines[number].norm)
        if found := [one for one in known if one.key != page.home and one.surface[-1] == match["sort"]]:
            return page.lines[number], found[-1]
    return None
