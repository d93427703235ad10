"""What other readers made of a part of a frame: left out, since its title and its labels tell one tie together."""

from collections import defaultdict

from graph.records import Agreement, AnyRecord

# Readers of a line, a list or a sentence, which know nothing of the title or of the label further up or down.
BY_PART = ("table", "sheet", "bracket", "story", "signing", "pact", "league-pact", "line", "firm", "partners")
SURE = ("row", "label", "table", "sheet", "bracket", "story")
INHERITED = {"kind_from_heading", "kind_inherited", "ditto"}


def piecemeal(records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without what other readers made of the lines of a frame, where it says all of that and more; without the
    frame, where another reader says the same as surely."""
    if not any(one.recogniser == "frame" for one in records):
        return records
    ties = [one for one in records if isinstance(one, Agreement) and one.recogniser in (*BY_PART, *SURE)]
    same = {one.id for one in ties if one.recogniser in SURE and one.confidence != "C"}
    dated = {_sides(one) for one in ties if one.signed}
    gone = {
        id(one)
        for one in records
        if isinstance(one, Agreement)
        and one.recogniser == "frame"
        and (one.id in same or (one.signed is None and one.status.value == "concluded" and _sides(one) in dated))
    }
    near: dict[int, list[Agreement]] = defaultdict(list)  # by line, so that the time grows with the text
    for one in records:
        if isinstance(one, Agreement) and one.recogniser == "frame" and id(one) not in gone:
            for line in _lines(one):
                near[line].append(one)
    return [
        one for one in records if not (id(one) in gone or (isinstance(one, Agreement) and near and _in_part(one, near)))
    ]


def _sides(tie: Agreement) -> tuple[str, frozenset[str]]:
    return tie.kind.value, frozenset(one.value for one in (*tie.parties, *tie.unnamed))


def _lines(tie: Agreement) -> set[int]:
    return {line for span in tie.evidence for line in span.numbers}


def _in_part(one: Agreement, near: dict[int, list[Agreement]]) -> bool:
    if one.recogniser not in BY_PART:
        return False
    rivals = {id(two): two for line in _lines(one) for two in near.get(line, ())}
    return any(_overlap(one, two) and _more(two, one) for two in rivals.values())


def _more(frame: Agreement, one: Agreement) -> bool:
    """True where the frame names the parties of `one` and others, its day, its own kind, or says that it is still to come."""
    (kind, sides), (own, known) = _sides(one), _sides(frame)
    alike = kind == own
    if not sides <= known or not (alike or INHERITED & {*one.kind.flags} or _nearer(frame, one)):
        return False
    if frame.status.value == "preparing":
        return one.status.value == "concluded"
    if one.signed and not (frame.signed and one.signed.date.agrees(frame.signed.date)):
        return False
    return sides < known or one.signed is None or not alike


def _nearer(frame: Agreement, one: Agreement) -> bool:
    """True where the kind of `frame` stands in the label of the very day, that of `one` somewhere above it."""
    if not (frame.signed and one.signed and frame.signed.span == one.signed.span):
        return False
    return one.kind.span.at[1] <= frame.kind.span.at[0] < frame.signed.span.at[0]


def _overlap(one: Agreement, two: Agreement) -> bool:
    return any(a.at[0] < b.at[1] and b.at[0] < a.at[1] for a in one.evidence for b in two.evidence)
