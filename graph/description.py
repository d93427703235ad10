"""One thing of the graph described on its own: its statements, and those about it that make no sense elsewhere."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter

from graph.turtle import Statement, written
from ontology import ICR, ID, KIND, PREFIXES

__all__ = ["described"]

_NAMED = (f"<{ID}", f"<{KIND}")
_TYPE, _LABEL = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['skos']}prefLabel>"
# What a description takes in whole: records that are about the thing, and what dates and shows these and the thing.
_ABOUT = {f"<{ICR}{name}>" for name in ("Participation", "Claim", "Observation", "ParticipantGroup")}
_ABOUT.add(f"<{PREFIXES['org']}ChangeEvent>")
_BEHIND = {f"<{ICR}{name}>" for name in ("TimeSpan", "EvidenceSpan", "ParticipantGroup")}


def described(found: Iterable[Statement]) -> Callable[[str], str]:
    """A function from an IRI to Turtle: the description of that thing in the graph of these sorted statements.

    In it are the thing's own statements; whole, the participations, claims and observations about it; of everything
    else that points at it, that statement and its class; whole, the times and evidence spans of all these; and the
    names of what they mention. The work is that of what is written, whatever the size of the graph. A thing that the
    graph does not know gives an empty description.
    """
    blocks = {subject: list(block) for subject, block in groupby(found, key=itemgetter(0))}
    classes = {subject: {each[2] for each in block if each[1] == _TYPE} for subject, block in blocks.items()}
    pointing: dict[str, list[Statement]] = defaultdict(list)
    for block in blocks.values():
        for statement in block:
            if statement[2].startswith(f"<{ID}"):
                pointing[statement[2]].append(statement)

    def describe(iri: str) -> str:
        thing = f"<{iri}>"
        told = set(blocks.get(thing, ()))
        for statement in pointing.get(thing, ()):
            subject = statement[0]
            if classes[subject] & _ABOUT:
                told.update(blocks[subject])
            else:
                told.add(statement)
                told.update(each for each in blocks[subject] if each[1] == _TYPE)
        for _ in range(2):  # a group of people is behind an exchange, and its evidence behind the group
            for _, _, value in list(told):
                if classes.get(value, set()) & _BEHIND:
                    told.update(blocks[value])
        named = {term for subject, _, value in told for term in (subject, value) if term.startswith(_NAMED)}
        for term in named & blocks.keys():
            told.update(each for each in blocks[term] if each[1] == _LABEL)
        return written(sorted(told))

    return describe
