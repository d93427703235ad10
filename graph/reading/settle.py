"""Where two recognisers read the same words differently, keeps the reading that knows more of them."""

from graph.reading.genre import by_law, shredded
from graph.reading.page import Page
from graph.reading.timelines import event_lines
from graph.records import Agreement, AnyRecord, Membership, Span

# Readers that know the layout or the grammar, against those that only pair a date with the places near it.
KNOWING = ("table", "sheet", "bracket")
# Readers that were right in less than nine of ten cases on layouts they had not seen: what they read waits as class C.
DOUBTFUL = ("bond",)


def settle(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without those that another reading of the same words outdoes, and without any from text that has
    lost its order or that makes rules."""
    void = {number for stretch in (*shredded(page.lines), by_law(page.lines)) for number in stretch}
    torn = {number for stretch in shredded(page.lines) for number in stretch}
    records = [
        one
        for one in records
        # The members that the articles of a league list are the one thing that a by-law states.
        if not any(_within(span, torn if one.recogniser == "roster" else void) for span in one.evidence)
    ]
    joined = {(one.body.value, one.actor.value) for one in records if isinstance(one, Membership) and one.since}
    records = [
        one
        for one in records
        if not isinstance(one, Membership)
        or one.recogniser != "roster"
        or one.since
        or (one.body.value, one.actor.value) not in joined
    ]
    timed = set(event_lines(page))
    ties = [one for one in records if isinstance(one, Agreement)]
    rows = [one for one in ties if one.recogniser == "table"]
    stories = [one for one in ties if one.recogniser == "story"]
    plain = [one for one in ties if one.recogniser in ("signing", "pact")]
    told = [one for one in ties if one.recogniser in ("label", "row")]
    layouts = [one for one in ties if one.recogniser in KNOWING]

    def outdone(one: AnyRecord) -> bool:
        if not isinstance(one, Agreement):
            return False
        if one.recogniser == "row":
            return any(_overlap(one, two) and not _covers(one, two) for two in rows)
        if one.recogniser == "table":
            return any(_overlap(one, two) and _covers(two, one) for two in told)
        if one.recogniser == "signing" and one.signed and _apart(one, timed):
            return True  # each line of a time-line has its own date
        if one.recogniser == "signing":
            return any(_overlap(one, two) for two in [*layouts, *(two for two in stories if not _has(two, page.home))])
        if one.recogniser == "line":
            return any(_overlap(one, two) for two in ties if two.recogniser not in ("line", "anniversary"))
        if one.recogniser == "sheet":
            dated = [two for two in ties if two.recogniser == "bracket" and two.signed]
            return any(_overlap(one, two) for two in [*told, *rows, *dated]) or any(
                _within(span, timed) for span in one.evidence
            )
        if one.recogniser == "bracket":
            return any(_overlap(one, two) for two in told)
        if one.recogniser == "story":
            return any(_overlap(one, two) for two in layouts) or (
                _has(one, page.home) and any(_overlap(one, two) for two in plain)
            )
        return False

    def doubted(one: AnyRecord) -> AnyRecord:
        doubtful = isinstance(one, Agreement) and one.recogniser in DOUBTFUL and one.confidence == "B"
        return one.model_copy(update={"confidence": "C"}) if doubtful else one

    return [doubted(one) for one in records if not outdone(one)]


def _overlap(one: Agreement, two: Agreement) -> bool:
    return any(_meet(a, b) for a in one.evidence for b in two.evidence)


def _apart(one: Agreement, timed: set[int]) -> bool:
    """True where the words that sign run over several lines of a time-line, each of which has its own date."""
    return any(len(timed & set(range(span.lines[0], span.lines[1] + 1))) > 1 for span in one.evidence)


def _within(span: Span, lines: set[int]) -> bool:
    return not lines.isdisjoint(range(span.lines[0], span.lines[1] + 1))


def _meet(a: Span, b: Span) -> bool:
    return a.at[0] < b.at[1] and b.at[0] < a.at[1]


def _covers(one: Agreement, two: Agreement) -> bool:
    """True where `one` says all of `two`: its parties and its date."""
    return {party.value for party in one.parties} >= {party.value for party in two.parties} and (
        one.signed and one.signed.value
    ) == (two.signed and two.signed.value)


def _has(one: Agreement, home: str) -> bool:
    return any(party.value == home for party in one.parties)
