"""The rows of the page's questions as look-up tables: names, accepted facts, claims, parties, and where each stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from viz.wording import Text, when

Rows = Mapping[str, Iterable[Mapping[str, object]]]

# The questions whose rows a page is made of; each stands in queries/<name>.rq.
QUESTIONS = (
    *("page-nodes", "page-labels", "page-names", "page-facts", "page-parties"),
    *("page-changes", "page-observations", "page-claims", "page-sources", "page-documents"),
    *("page-exchanges", "page-delegations"),
)


class Cite(NamedTuple):
    """Lines (from 1, inclusive) of one document, `doc/kumamoto-2022`."""

    document: str
    start: int
    end: int


class Claim(NamedTuple):
    """What one document says about one property: the value's key, its rank, its printed words, whether concluded."""

    value: str
    rank: str
    printed: str
    cite: Cite | None
    inferred: bool = False


@dataclass(frozen=True)
class Index:
    """Everything by its key: `lg/jp-431001` for entities, `agreement/sister-city` for kinds."""

    names: Mapping[str, Text]
    labels: Mapping[str, Text]
    broader: Mapping[str, str]
    nodes: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Mapping[str, tuple[str, ...]]]
    parties: Mapping[str, tuple[tuple[str, str], ...]]
    claims: Mapping[tuple[str, str], tuple[Claim, ...]]
    cites: Mapping[str, tuple[Cite, ...]]
    holders: Mapping[tuple[str, str], tuple[str, ...]]  # who has this property with this value
    weight: Counter[str]  # in how many relationships an actor is named
    aliases: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, tuple[str, ...]]  # what belongs to a government or a body
    numbers: Mapping[str, tuple[tuple[str, ...], ...]]  # measure, date key, observation, value, printed
    motives: Mapping[str, Text]  # why a tie was made, in a person's words

    def fact(self, key: str, name: str) -> str:
        """The one accepted value (the first in order where there are several), empty where there is none."""
        return next(iter(self.facts.get(key, {}).get(name, ())), "")

    def value(self, key: str) -> Text:
        """A value's key in words: a date, a kind or an entity; text that is no key stands as it is."""
        if key.startswith("time/"):
            return when(key.removeprefix("time/"))
        return self.labels.get(key) or self.names.get(key) or Text(key, key)


def rows_of(rows: Rows, question: str, *columns: str) -> list[tuple[str, ...]]:
    """The rows of one question as tuples of text, empty where unbound; ValueError where a column is missing."""
    found = []
    for number, row in enumerate(rows.get(question, ())):
        if missing := [name for name in columns if name not in row]:
            raise ValueError(
                f"{question}: row {number + 1}: no column {missing[0]}; the page needs {', '.join(columns)}"
            )
        found.append(tuple("" if row[name] is None else str(row[name]) for name in columns))
    return found


def _text(ja: str, en: str, key: str) -> Text:
    """Both languages; a missing one is shown in the other rather than left blank."""
    fallback = key.rpartition("/")[2]
    return Text(ja or en or fallback, en or ja or fallback)


def _cite(document: str, start: str, end: str) -> Cite | None:
    return Cite(document, int(start), int(end)) if document and start and end else None


def index(rows: Rows) -> Index:
    """The look-up tables of all rows; the order of the rows does not matter."""
    labels, broader, names, nodes = {}, {}, {}, {}
    for kind, ja, en, wider in rows_of(rows, "page-labels", "kind", "ja", "en", "broader"):
        labels[kind] = _text(ja, en, kind)
        broader[kind.rpartition("/")[2]] = wider.rpartition("/")[2]
    columns = ("id", "class", "kind", "ja", "en", "within", "code", "since", "lat", "long")
    for row in sorted(rows_of(rows, "page-nodes", *columns), reverse=True):  # the first of several codes stays
        nodes[row[0]] = dict(zip(columns, row, strict=True))
        names[row[0]] = _text(row[3], row[4], row[0])
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    reasons: dict[str, dict[str, str]] = defaultdict(dict)
    for key, name, value, language in rows_of(rows, "page-facts", "id", "property", "value", "lang"):
        if name in ("prefLabel", "motive"):
            (titles if name == "prefLabel" else reasons)[key][language] = value
        else:
            facts[key][name].add(value)
    for key, title in titles.items():
        names[key] = _text(title.get("ja", ""), title.get("en", ""), key)
    for key, _, ja, en, *_rest in rows_of(rows, "page-changes", "id", "kind", "ja", "en"):
        names[key] = _text(ja, en, key)
    parties = defaultdict(set)
    for key, actor, role in rows_of(rows, "page-parties", "id", "actor", "role"):
        parties[key].add((actor, role))
    claims = defaultdict(set)
    told = ("subject", "property", "value", "rank", "printed", "inferred", "document", "start", "end")
    for subject, name, value, rank, printed, inferred, *where in rows_of(rows, "page-claims", *told):
        claims[subject, name].add(Claim(value, rank, printed, _cite(*where), bool(inferred)))
    cites = defaultdict(set)
    for subject, *where in rows_of(rows, "page-sources", "subject", "document", "start", "end"):
        if cite := _cite(*where):
            cites[subject].add(cite)
    aliases, inside, numbers = defaultdict(set), defaultdict(set), defaultdict(set)
    for key, name in rows_of(rows, "page-names", "id", "name"):
        aliases[key].add(name)
    for key, node in nodes.items():
        inside[node["within"]].add(key)
    about = ("subject", "measure", "date", "id", "value", "printed")
    for subject, *number in rows_of(rows, "page-observations", *about):
        numbers[subject].add(tuple(number))
    holders = defaultdict(list)
    for key in sorted(facts):
        for name, values in facts[key].items():
            for value in values:
                holders[name, value].append(key)
    return Index(
        names=names,
        labels=labels,
        broader=broader,
        nodes=nodes,
        facts={key: {name: tuple(sorted(values)) for name, values in of.items()} for key, of in facts.items()},
        parties={key: tuple(sorted(of)) for key, of in parties.items()},
        claims={key: tuple(sorted(of, key=str)) for key, of in claims.items()},
        cites={key: tuple(sorted(of)) for key, of in cites.items()},
        holders={key: tuple(of) for key, of in holders.items()},
        aliases={key: tuple(sorted(of)) for key, of in aliases.items()},
        inside={key: tuple(sorted(of)) for key, of in inside.items()},
        numbers={key: tuple(sorted(of)) for key, of in numbers.items()},
        motives={key: _text(of.get("ja", ""), of.get("en", ""), key) for key, of in reasons.items()},
        weight=Counter(actor for of in parties.values() for actor, _ in of),
    )
