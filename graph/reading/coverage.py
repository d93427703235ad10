"""What a reading left: lines that speak of relationships and that no record claims, each with a reason or none."""

import re
from dataclasses import dataclass

import ontology
from graph.reading.page import Page
from graph.records import AnyRecord, Span, Unit

EXCHANGE = re.compile(r"派遣|受入|招聘|訪問|来熊|来訪")
CANCELLED = re.compile(r"中止|延期|見送")
OWN = re.compile(r"と連携した|庁内|職員研修")


@dataclass(frozen=True)
class Coverage:
    """Line numbers of one document: with a relation, read, left for a reason, and left without one."""

    relation: tuple[int, ...]
    read: tuple[int, ...]
    ignored: dict[str, tuple[int, ...]]
    unread: tuple[int, ...]

    @property
    def share(self) -> float:
        """The part of the relation lines that is read or left for a reason; 1.0 where there are none."""
        return 1 - len(self.unread) / len(self.relation) if self.relation else 1.0

    @property
    def verdict(self) -> str:
        """`read`, `partly read` or `not read` (under 60 %), by what was read of the lines that are in scope."""
        scope = len(self.relation) - sum(len(lines) for lines in self.ignored.values())
        done = len(self.read) / scope if scope else 1.0
        return "read" if done >= 0.95 else "partly read" if done >= 0.6 else "not read"

    def summary(self) -> dict[str, object]:
        """What `coverage.json` keeps: figures and line numbers, no text."""
        left = sum(len(lines) for lines in self.ignored.values())
        return {
            "verdict": self.verdict,
            "relation_lines": len(self.relation),
            "in_scope": len(self.relation) - left,
            "read": len(self.read),
            "ignored": {reason: list(lines) for reason, lines in self.ignored.items()},
            "unread": list(self.unread),
        }


def coverage(page: Page, records: list[AnyRecord]) -> Coverage:
    """Compare the lines that carry a relation with those that the records' spans touch."""
    claimed = {line for record in records for span in _spans(record) for line in _range(span)}
    told = {line for one in records if not isinstance(one, Unit) for span in one.evidence for line in _range(span)}
    relation: list[int] = []
    ignored: dict[str, list[int]] = {}
    unread: list[int] = []
    for index, block in enumerate(page.blocks):
        reason, lines = _reason(page, index), _lines(page, index)
        if reason is None and not told & lines:
            continue
        relation.append(block.line)
        if not claimed & lines:
            if reason:
                ignored.setdefault(reason, []).append(block.line)
            else:
                unread.append(block.line)
    read = sorted(set(relation) - set(unread) - {line for lines in ignored.values() for line in lines})
    return Coverage(
        tuple(relation), tuple(read), {key: tuple(value) for key, value in sorted(ignored.items())}, tuple(unread)
    )


def _range(span: Span) -> range:
    return range(span.lines[0], span.lines[1] + 1)


def _lines(page: Page, index: int) -> set[int]:
    text = page.blocks[index].text
    return set(range(page.source.line_of(text.starts[0]), page.source.line_of(text.ends[-1] - 1) + 1))


def _spans(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for one in value for span in _spans(one)]
    fields = getattr(type(value), "model_fields", {})
    return [span for name in fields for span in _spans(getattr(value, name))]


def _reason(page: Page, index: int) -> str | None:
    """None: no relation in the block. Empty: it should be read. Else why it is not read by this version."""
    block, norm = page.blocks[index], page.blocks[index].text.norm
    kinds = [one for one in page.kinds(norm) if one.key not in ("union", "problem-solving", "admission-quota")]
    partner = page.sections[index].partner
    dated = bool(page.dates[index])
    if block.kind == "heading" or not (kinds or (partner and (dated or EXCHANGE.search(norm)))):
        return None
    titles = [heading.text.norm for heading in block.headings if heading.mark == "bare"]
    if titles and titles[-1].endswith("の概要"):
        return "description of the partner"
    if EXCHANGE.search(norm) or (block.kind == "row" and partner):
        if CANCELLED.search(norm):
            return "exchange that did not take place"
        return "" if dated else "exchange without a date"
    if partner and any("経" in title for title in titles):
        return "history of the tie"
    if block.kind == "label":
        return "exchange after signing"
    if ontology.surfaces("agreement") and re.search(
        r"を基に|に基づ|推進|定期|取組が進んで|改めて|結んでいる|締結することにより", norm
    ):
        return "speaks of agreements in general"
    return ""
