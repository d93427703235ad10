"""Who answers for a plan or an indicator: the department of the chapter in which it stands."""

from graph.records import AnyRecord, Indicator, Plan, Stated, Unit


def charged(records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, plans and indicators with the department of the last chapter that begins before them."""
    chapters: dict[int, Stated] = {}
    for one in records:
        if isinstance(one, Unit) and one.role == "lead":
            chapters[0 if "whole_document" in one.chapter.flags else one.chapter.span.lines[0]] = one.unit
    return [_charged(one, chapters) for one in records]


def _charged(record: AnyRecord, chapters: dict[int, Stated]) -> AnyRecord:
    if not isinstance(record, Plan | Indicator) or record.unit is not None:
        return record
    above = [line for line in chapters if line <= record.evidence[0].lines[0]]
    if not above:
        return record
    return record.model_copy(update={"unit": chapters[max(above)].model_copy(update={"flags": ("unit_of_chapter",)})})
