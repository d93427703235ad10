"""What single phrases of a signing sentence mean, and how the acts that are read in one sentence go together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.reading.names.lands import Name
from graph.reading.pages.page import Mention
from graph.reading.words.chains import Chain, with_stranger
from graph.reading.words.verbs import VOID
from graph.values import DateMention

# Words for a tie that leave open which.
TIE = re.compile(
    r"提携|盟約|縁組|調印|協定書|議定書|宣言(?:書|(?=を(?:取り)?交わ))|提携書|(?:同様|同じ|同種|同趣旨|同内容)の(?:内容の)?協定"
)
SIGNED_OF = re.compile(r"(?:の|を|に|に関する)?(?:協定|提携|盟約)?書?[にを]?(?:調印|署名|締結)")
IS = re.compile(r"(?:の|である|・)?[「『]?(?:[一-龥ァ-ヴー]{2,12}?[都道府県州省国]の?)?")


@dataclass(frozen=True)
class Act:
    """A signing told in a sentence; positions are those of the text analysed.

    `date` may be None; so may `kind`, where the words speak of a tie without saying which (`盟約書に署名した`).
    """

    verb: tuple[int, int]
    kind: Mention | None
    inherited: bool
    date: DateMention | None
    owners: tuple[Name, ...]
    partners: tuple[Name, ...]
    formers: tuple[Name, ...] = field(default=())
    doubtful: bool = False  # the day may be that of what gave rise to it


def opens(norm: str, one: Chain) -> bool:
    """True for a former town that acts in the whole sentence, whatever was the occasion: `旧A町が、祭りを契機に`."""
    return any("former" in name.flags for name in one.names) and norm[one.end : one.end + 2] in ("が、", "は、")


def nobody(norm: str, groups: Sequence[Chain], begin: int, stop: int) -> bool:
    """True for a clause that names no place: those of the clause before it act in it."""
    return not any(begin <= one.start < stop for one in groups) and not with_stranger(norm, begin, stop)


def attribute(norm: str, groups: Sequence[Chain], kind: Mention, verb: re.Match[str]) -> bool:
    """True for a kind that only says what a place is, where the verb has no word for a tie: `姉妹都市の福井市`."""
    beside = any(kind.end <= one.start < verb.start() and IS.fullmatch(norm, kind.end, one.start) for one in groups)
    return beside and not TIE.search(norm, kind.end, verb.end())


def void(norm: str, kind: Mention) -> bool:
    """True for a kind that stands in an anniversary or a plan: 姉妹都市提携10周年."""
    return bool(VOID.match(norm, kind.end)) and not SIGNED_OF.match(norm, kind.end)


def face(norm: str, partners: Sequence[Name], told: Sequence[Chain]) -> bool:
    """True for the two sides of one phrase: `AとBとの`, not `A、Bと`."""
    gap = norm[partners[-2].end : partners[-1].start]
    end = next((one.end for one in told if one.names[-1] == partners[-1]), partners[-1].end)
    return "と" in gap and bool(re.match(r"との|の間", norm[end:]))


def become(told: list[Act]) -> list[Act]:
    """`調印式を行い、友好都市となった`: one act, of the kind that the second verb names."""
    result: list[Act] = []
    for act in told:
        last = result[-1] if result else None
        if last and act.date is None and act.kind and not act.inherited and (last.kind is None or last.inherited):
            sides = (act.owners, act.partners) if act.owners or act.partners else (last.owners, last.partners)
            act = replace(act, date=last.date, owners=sides[0], partners=sides[1], formers=act.formers or last.formers)
            result.pop()
        result.append(act)
    return result


def renewed(told: list[Act]) -> list[Act]:
    """Where the heir signed anew what a former town had signed, the older tie was that town's own."""
    result = []
    for act in told:
        mine = {one.key or one.surface for one in act.partners}
        anew = any(not other.formers and mine & {one.key or one.surface for one in other.partners} for other in told)
        both = len(act.formers) > 1 and not act.partners and len(told) > 1
        result.append(replace(act, owners=act.formers, formers=()) if (act.formers and anew) or both else act)
    return result
