"""Places one beside another in a sentence: from a word on, or up to the と that joins them to a word."""

import re
from collections.abc import Sequence

from graph.countries import pattern
from graph.reading.names.lands import Name

WITH = re.compile(r"(?:[(][^()]*[)])?と(?:は|も|それぞれ)?、?$")
# What a town that merged took over from those before it: `A市との姉妹都市提携を新市として引き継ぎました`.
TAKEN = re.compile(
    r"(?:の?(?:提携|協定|盟約|縁組|関係))*(?:を、?[^、。はが]{0,12}?(?:引き?継(?:いで(?:い|お)|いだ|ぎまし)|(?:継承|承継)し(?:た|まし|て(?:い|お)))"
    r"|[はも]、?(?:[^。はがを]{0,16}?)(?:引き?継がれ|(?:継承|承継)され)(?:た|て(?:い|お)|まし))"
)
JOINT = re.compile(
    r"(?:[(][^()]*[)])?(?:の(?P<n>[二三四五六七八九十]|\d{1,2})[市区町村]{1,4})?との?(?:は|も|それぞれ)?、?$"
)
BETWEEN = re.compile(
    r"(?:[(][^()]*[)])?[\s・、,，とや]*(?:及び|並びに|および|ならびに)?[\s・、,，の]*(?:[一-龥]{2,3}[都道府県])?(?:[一-龥]{1,4}郡)?"
)


def places_from(norm: str, found: Sequence[Name], at: int) -> list[Name]:
    """The names one beside another from `at` on."""
    run: list[Name] = []
    for name in found:
        if name.start >= at and "former" not in name.flags:
            if not _between(norm, at, name.start):
                break
            run.append(name)
            at = name.end
    return run


def places_until(norm: str, found: Sequence[Name], stop: int, joint: re.Pattern[str] = WITH) -> list[Name]:
    """The names one beside another that a と joins to the word at `stop`: `A市、B市と姉妹都市`."""
    run: list[Name] = []
    for name in reversed([one for one in found if one.end <= stop]):
        gap = norm[name.end : run[0].start if run else stop]
        if not (_between(norm, name.end, run[0].start) if run else joint.fullmatch(gap)) or "home" in name.flags:
            break
        run.insert(0, name)
    return run


def _between(norm: str, start: int, stop: int) -> bool:
    """True for what may stand between two names of a list: signs, joining words, the country or prefecture of the next."""
    return bool(BETWEEN.fullmatch(pattern().sub("", norm[start:stop])))


def in_region(norm: str, found: Sequence[Name], one: Name) -> bool:
    """True for the state or prefecture in the brackets behind a place, which is no place of the list."""
    at = norm.rfind("(", 0, one.start)
    if one.surface[-1] not in "県都府道州省" or at < 0 or ")" in norm[at : one.start]:
        return False
    return at + 1 == one.start or any(two.end == at for two in found)
