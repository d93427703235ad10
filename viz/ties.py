"""What a relationship is on the page: its ends, and its facts with the document and lines of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viz.rows import Cite, Claim, Index
from viz.wording import NOTHING, WORDS, Text, joined, when


@dataclass(frozen=True)
class Fact:
    """One line of the panel. `node` or `tie` is where its button leads; `aside` marks another document's reading."""

    label: Text
    value: Text
    printed: str = ""
    cites: tuple[Cite, ...] = ()
    node: str = ""
    tie: str = ""
    aside: bool = False


@dataclass(frozen=True)
class End:
    """One actor of a relationship; `role` is empty for an ordinary party.

    `since` and `until` are date keys, given only where the actor's time in it differs from the relationship's own.
    """

    node: str
    role: Text = NOTHING
    former: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Tie:
    """One relationship. `date` and `until` are date keys; `form` says how it is drawn.

    `replaced` is the date key of the agreement that took its place, where no end is stated; `standing` its status.
    """

    id: str
    group: str
    form: str  # agreement | membership | change
    name: Text
    kind: Text
    printed: str
    date: str
    until: str
    ends: tuple[End, ...]
    facts: tuple[Fact, ...]
    pending: Text = NOTHING  # the status, where it is not plainly concluded
    held: Text = NOTHING  # since when an heir has held it
    replaced: str = ""
    standing: str = ""
    between: bool = False  # a tie that cities keep by visiting each other


def closing(tie: Tie) -> Text:
    """When the tie ended: the end that is stated, else the day on which another agreement took its place, so marked."""
    if tie.until or not tie.replaced:
        return when(tie.until, short=True) if tie.until else NOTHING
    day, word = when(tie.replaced, short=True), WORDS["replaced_short"]
    return Text(f"{day.ja}（{word.ja}）", f"{day.en} ({word.en})")


def stated(index: Index, key: str, name: str, word: str) -> list[Fact]:
    """The accepted value of one property with its lines, then each differing claim as an aside."""
    values = index.facts.get(key, {}).get(name, ())
    claims = index.claims.get((key, name), ())
    agreeing = [claim for claim in claims if claim.value in values]
    facts = []
    if values:
        cites = _places(agreeing) or index.cites.get(key, ())
        node = values[0] if len(values) == 1 and values[0] in index.nodes else ""
        value = joined([index.value(value) for value in values])
        if agreeing and all(claim.inferred for claim in agreeing):
            value = Text(f"{value.ja}（{WORDS['concluded'].ja}）", f"{value.en} ({WORDS['concluded'].en})")
        facts.append(Fact(WORDS[word], value, _printed(agreeing), cites, node))
    label = Text(f"{WORDS['also'].ja}（{WORDS[word].ja}）", f"{WORDS['also'].en} ({WORDS[word].en.lower()})")
    for other in dict.fromkeys(claim.value for claim in claims if claim.value not in values):
        differing = [claim for claim in claims if claim.value == other]
        facts.append(Fact(label, index.value(other), _printed(differing), _places(differing), aside=True))
    return facts


def _printed(claims: Sequence[Claim]) -> str:
    return "、".join(dict.fromkeys(claim.printed for claim in claims if claim.printed))


def _places(claims: Sequence[Claim]) -> tuple[Cite, ...]:
    return tuple(sorted({claim.cite for claim in claims if claim.cite}))


def date_key(index: Index, key: str, name: str) -> str:
    """The date key of one property, empty where none is accepted."""
    return index.fact(key, name).removeprefix("time/")


def certainty(index: Index, key: str, cites: tuple[Cite, ...]) -> Iterable[Fact]:
    """How sure the reading is, said only where it is not the surest class or something was concluded from context."""
    confidence, inferred = index.fact(key, "confidence"), index.fact(key, "inferred") in ("true", "True", "1")
    if confidence in ("", "confidence/a", "confidence/confirmed") and not inferred:
        return
    parts = [index.value(confidence)] if confidence else []
    yield Fact(WORDS["confidence"], joined([*parts, *([WORDS["inferred"]] if inferred else [])]), cites=cites)
