"""Names printed with blanks between their signs, as lists set them in columns: `前 橋 市`, `港　区`, `姉　妹　都　市`."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache

import ontology
from graph.countries import key_of
from graph.places import Gazetteer

HINT = re.compile(r"[ \u3000][都道府県市町村区郡州省]")
# Single signs with blanks between them, apart from every word beside them.
SIGNS = re.compile(
    r"(?<![^\s、・,(（「【■●○◆◇□*＊※])(?:[一-龥々ぁ-んァ-ヶー][ \u3000]{1,4}){1,15}[都道府県市町村区郡州省](?=[\s、・,(（〔\[［「」】)）〕:：<＜=＝→／/]|$)"
)
LAND = re.compile(r"\s*[(（]([^()（）]{1,20})")  # the country in the bracket behind a name
COUNTY = re.compile(r"[一-龥々ヶケ]{1,4}郡")
# A remark that a line ends with, on a town of that name which is not meant: `※スペインのグアダラハラ市とは異なります`.
REMARK = re.compile(
    r"(?<=\S)\s*(?:[※*]|[(]\s*(?:[※*]|注[:\s])?|注[:\s])\s*[^。※()]{1,24}(?<!都)[市町村](?:[(][^()]{1,12}[)])?"
    r"とは?(?:異な|違[うい]|別の(?:都市|[市町村]|まち|自治体)|別(?:です|である|物)|無関係)[^。※()]{0,16}。?\s*[)]?\s*$"
)
LONGEST = 8  # signs of a name
WIDEST = 16  # characters of a name in the list


@cache
def municipalities(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Every form in which a municipality is printed, with its keys."""
    return dict(gazetteer.surfaces("LocalGovernment"))


def lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By their last two letters how long the names are, the longest first."""
    found: dict[str, tuple[int, ...]] = {}
    for name in sorted(names, key=len, reverse=True):
        known = found.get(end := name[-2:], ())
        if 2 <= len(name) <= WIDEST and known[-1:] != (len(name),):
            found[end] = (*known, len(name))
    return found


@cache
def listed_lengths(gazetteer: Gazetteer) -> dict[str, tuple[int, ...]]:
    """How long the names of registered municipalities are, by their last two letters."""
    return lengths(municipalities(gazetteer))


@cache
def set_apart(gazetteer: Gazetteer) -> frozenset[str]:
    """What a list may print with blanks between its signs: municipalities, those of today and former ones, kinds of ties."""
    kinds = {form for form in ontology.surfaces("agreement") if len(form) <= LONGEST}
    wider = {f"{where}{form}" for form in kinds for where in ("国際", "国内", "海外")}
    return frozenset(municipalities(gazetteer)) | {row.ja for row in gazetteer.formers} | kinds | wider


def left_out(norm: str, known: Container[str]) -> list[int]:
    """Where the signs of a line stand that say nothing of what it tells: blanks inside names, a remark on who is not meant."""
    remark = REMARK.search(norm) if "とは" in norm or "と異" in norm or "と違" in norm else None
    found = gaps(norm, known)
    return [*(at for at in found if at < remark.start()), *range(*remark.span())] if remark else found


def gaps(norm: str, known: Container[str]) -> list[int]:
    """Where the blanks stand that part the signs of known names, and of one abroad with its country in a bracket; none where
    single signs beside them belong to no name."""
    if not HINT.search(norm):
        return []
    return [at for match in SIGNS.finditer(norm) for at in _gaps(norm, *match.span(), known)]


def _gaps(norm: str, start: int, stop: int, known: Container[str]) -> Iterator[int]:
    at = [number for number in range(start, stop) if not norm[number].isspace()]
    spans = _names(norm, at, known)
    land = LAND.match(norm, stop) if not spans else None
    if land and key_of(land[1]) and len(at) <= LONGEST:
        spans = [(at[0], at[-1])]
    for begin, end in spans:
        yield from (number for number in range(begin, end) if norm[number].isspace())


def _names(norm: str, at: list[int], known: Container[str]) -> list[tuple[int, int]]:
    """From where to where the signs at these places make up known names, the longest first; none where one is left over."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(at):
        ends = range(min(len(at), first + LONGEST), first + 1, -1)
        words = {end: "".join(norm[one] for one in at[first:end]) for end in ends}
        last = next((end for end, word in words.items() if word in known or COUNTY.fullmatch(word)), None)
        if last is None:
            return []
        found.append((at[first], at[last - 1]))
        first = last
    return found
