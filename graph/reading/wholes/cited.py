"""The lines that records cite: by their own spans, by those of their values and of what these hold."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from graph.records import AnyRecord, Span, Stated, StatedDate


def cited(records: Iterable[AnyRecord]) -> set[int]:
    """The numbers, from 1, of all lines on which a span of a record stands."""
    stretches = {span.lines for record in records for span in _spans(record)}
    return {line for first, last in stretches for line in range(first, last + 1)}


def _spans(value: BaseModel | tuple[object, ...]) -> Iterator[Span]:
    """The spans of a record, of its values and of theirs."""
    for one in value if isinstance(value, tuple) else value.__dict__.values():
        if not one or type(one) is str:
            continue
        if type(one) is Span:
            yield one
        elif type(one) is Stated or type(one) is StatedDate:
            yield one.span
        elif isinstance(one, (tuple, BaseModel)):
            yield from _spans(one)
