"""The catalogue as a person reads it: one line a question, under the topic of its first tag."""

from collections.abc import Iterator

from queries.catalogue import Question, catalogue
from queries.grid import cut
from queries.terms import pad

__all__ = ["TOPICS", "listing", "topics"]

TOPICS = {
    "agreement": ("Agreements and partners", "協定と提携先"),
    "alliance": ("Alliances", "連携体"),
    "agency": ("Bodies and departments", "団体・部署"),
    "exchange": ("Exchanges", "交流"),
    "network": ("The network", "関係の網の目"),
    "observation": ("Numbers", "数値"),
    "plan": ("Plans and targets", "計画と目標"),
    "place": ("Places", "自治体"),
    "evidence": ("Documents and evidence", "文書と根拠"),
}
"""First tag of a question -> the name of its topic in English and Japanese, in the order of the list."""


def topics() -> dict[str, list[Question]]:
    """The questions that people ask, by topic; those that feed tables and pages are left out."""
    asked = [one for one in catalogue().values() if not {"page", "table"} & set(one.tags)]
    return {topic: [one for one in asked if one.tags[0] == topic] for topic in TOPICS}


def listing(language: str, width: int | None = None) -> Iterator[str]:
    """The lines of the list in `ja` or `en`: name, parameters, question; cut to `width` columns where one is given."""
    for topic, questions in topics().items():
        yield TOPICS[topic][language == "ja"]
        for one in questions:
            call = " ".join([one.name, *(f"--{name.replace('_', '-')}" for name in one.parameters)])
            line = f"  {pad(call, 40)}  {one.summary_ja if language == 'ja' else one.summary}"
            yield line if width is None else cut(line, width)
