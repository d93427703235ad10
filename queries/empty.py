"""Why an answer may have no rows: what the graph does not hold of that which the question names."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from ontology import ICR, ID, KIND, PREFIXES, short, terms
from queries.binding import LATEST, called
from queries.catalogue import defaults
from queries.labels import LABELS, Labels
from queries.result import Origin, Result
from queries.widened import constants

__all__ = ["OTHERS", "reasons"]

Ask: TypeAlias = Callable[[str], Result]
Bilingual: TypeAlias = tuple[str, str]

OTHERS = (
    "Only the packaged records were asked; add those of your own documents with --data DIR.",
    "付属の記録だけに尋ねた。自分の文書の記録は --data DIR で加える。",
)
_MOST = 8  # things looked up; a question that names more has other reasons
_ICR = f"PREFIX icr: <{ICR}>\n"
_KNOWN = "ASK {{ {{ {it} ?p ?o }} UNION {{ ?s {it} ?o }} UNION {{ ?s ?p {it} }} }}"
_TIES = (
    _ICR
    + """SELECT (COUNT(DISTINCT ?tie) AS ?ties) {{
  {{ ?tie icr:hasParty {it} }} UNION {{ ?tie icr:formerParty {it} }}
  UNION {{ ?part icr:participant {it} ; icr:participationIn ?tie }}
}}"""
)
_DAYS = (
    _ICR
    + """SELECT (MIN(STR(?first)) AS ?earliest) (MAX(STR(?last)) AS ?latest) {{
  {about} ?it icr:signed|icr:occurred|icr:validFrom|icr:validUntil ?time . ?time icr:earliest ?first ; icr:latest ?last
}}"""
)


def reasons(origin: Origin) -> list[Bilingual]:
    """What may explain an empty answer, in English and Japanese, by asking where the question was asked.

    Looked at are the values of the question's parameters, and of a text without parameters the IRIs in our namespaces.
    """
    values = defaults(origin.text, origin.name)
    things = [value for value in values.values() if isinstance(value, NamedNode)]
    given = {name: one for name, one in values.items() if one.value != LATEST}
    days = {name: one.value for name, one in given.items() if isinstance(one, Literal) and _is_date(one)}
    if values:
        found = [line for thing in things for line in _of_thing(thing, origin.ask)]
        found += [line for name, day in days.items() for line in _of_day(name, day, things, origin.ask)]
    else:
        ours = sorted(iri for iri in constants(origin.text) if iri.startswith((ID, ICR, KIND)) and iri != ICR)
        found = [line for iri in ours[:_MOST] for line in _of_iri(iri, origin.ask)]
    return found or [("Nothing in the graph fits all that is asked.", "尋ねた条件の全てに合うものがグラフにない。")]


def _is_date(value: Literal) -> bool:
    return value.datatype.value == f"{PREFIXES['xsd']}date"


def _of_thing(it: NamedNode, ask: Ask) -> Iterator[Bilingual]:
    en, ja = _called(it, ask)
    if not _true(ask(_KNOWN.format(it=it))):
        yield f"{en} is not in this graph: no record names it.", f"{ja}はグラフにない。どの記録にも現れない。"
    elif it.value.startswith((f"{ID}lg/", f"{ID}org/")):
        ties = ask(_TIES.format(it=it)).rows[0]["ties"]
        if ties == 0:
            yield (
                f"{en} holds no agreement and no membership here.",
                f"{ja}は、グラフの協定にも連携体にも加わっていない。",
            )
        else:
            many = "1 agreement or membership" if ties == 1 else f"{ties} agreements and memberships"
            yield (
                f"{en} has {many} here, of which none fits.",
                f"{ja}の協定・加入は{ties}件あるが、条件に合うものがない。",
            )


def _called(it: NamedNode, ask: Ask) -> Bilingual:
    """A thing by its name; one that no registry names, by that which the graph gives it."""
    return called(it.value, labels=Labels(lambda: ask(LABELS).rows))


def _of_day(name: str, day: str, things: list[NamedNode], ask: Ask) -> Iterator[Bilingual]:
    """How the day stands to the dated facts: those about the things that the question names, if there are any."""
    option, about = f"--{name.replace('_', '-')} {day}", [*((one, *_called(one, ask)) for one in things), None]
    for each in about:
        pattern, en, ja = "", "", "全ての"
        if each is not None:
            pattern = f"{{ BIND({each[0]} AS ?it) }} UNION {{ ?it ?link {each[0]} }}"
            en, ja = f" about {each[1]}", f"{each[2]}の"
        row = ask(_DAYS.format(about=pattern)).rows[0]
        first, last = str(row["earliest"] or ""), str(row["latest"] or "")
        if not first:
            continue
        if day < first:
            yield (
                f"{option} lies before the first dated fact{en} ({first}).",
                f"{option} は{ja}日付（{first}から）より前。",
            )
        elif day > last:
            yield f"{option} lies after the last dated fact{en} ({last}).", f"{option} は{ja}日付（{last}まで）より後。"
        else:
            yield (
                f"{option}: dated facts{en} run from {first} to {last}.",
                f"{option}: {ja}日付は{first}から{last}まで。",
            )
        return
    yield "This graph holds no dated fact.", "グラフに日付のある事実がない。"


def _of_iri(iri: str, ask: Ask) -> Iterator[Bilingual]:
    if _true(ask(_KNOWN.format(it=NamedNode(iri)))):
        return
    near = get_close_matches(iri, terms(), n=1, cutoff=0.8) if not iri.startswith(ID) else []
    hint = (f" Did you mean {short(near[0])}?", f"{short(near[0])} では？") if near else ("", "")
    yield f"{short(iri)} does not occur in this graph.{hint[0]}", f"{short(iri)} はグラフにない。{hint[1]}"


def _true(result: Result) -> bool:
    return result.rows[0]["ask"] is True
