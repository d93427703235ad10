"""What had ended by the day that a question asks about: why a partner or a member is not in its answer."""

from collections.abc import Collection

from pyoxigraph import Literal, NamedNode

from ontology import ICR, ID, KIND, PREFIXES
from queries.binding import LATEST
from queries.catalogue import defaults
from queries.result import Origin

__all__ = ["over"]

Bilingual = tuple[str, str]
_MOST = 5  # ties that are told
_OVER = (
    f"PREFIX icr: <{ICR}>\nPREFIX skos: <{PREFIXES['skos']}>\n"
    + """SELECT DISTINCT ?of ?ja ?en ?when ?ended WHERE {{
  {{
    ?of icr:hasParty|icr:formerParty {it} ; icr:status ?state
    OPTIONAL {{ ?of icr:validUntil ?end . ?end icr:latest ?ended ; icr:edtf ?when }} FILTER(?state IN ({states}))
  }}
  UNION {{
    {{ ?part icr:participant {it} ; icr:participationIn ?of }}
    UNION {{ ?part icr:participationIn {it} ; icr:participant ?of }}
    ?part icr:validUntil ?end . ?end icr:latest ?ended ; icr:edtf ?when
  }}
  OPTIONAL {{ ?of skos:prefLabel ?ja FILTER(LANG(?ja) = "ja") }}
  OPTIONAL {{ ?of skos:prefLabel ?en FILTER(LANG(?en) = "en") }}
}} ORDER BY ?ended ?of"""
)


def over(origin: Origin, shown: Collection[str] = ()) -> list[Bilingual]:
    """The ties and members, in English and Japanese, that had ended by then, but for those whose IRIs are `shown`.

    One of which no document states when it ended counts as the latest sources stand.
    """
    values = defaults(origin.text, origin.name).values()
    days = [one.value for one in values if isinstance(one, Literal) and one.datatype.value.endswith("#date")]
    things = [one for one in values if isinstance(one, NamedNode) and one.value.startswith(f"{ID}")]
    if len(days) != 1:
        return []
    states = f"<{KIND}status/ended>, <{KIND}status/expired>"
    found: dict[str, Bilingual] = {}
    for thing in things:
        for row in origin.ask(_OVER.format(it=thing, states=states)).rows:
            ended, of = str(row["ended"] or ""), str(row["of"])
            if of not in shown and (ended < days[0] if ended else days[0] == LATEST):
                en, ja = (str(row[name] or row["ja"] or row["en"] or of) for name in ("en", "ja"))
                when = (f"{'on' if len(str(row['when'])) == 10 else 'in'} {row['when']}", f"{row['when']}に")
                day = when if ended else ("on a day that no document states", "")
                found[of] = f"{en} ended {day[0]}.", f"{ja}は{day[1]}終わった。"
    told = list(found.values())
    return [*told[:_MOST], *([("…", "…")] if len(told) > _MOST else [])]
