"""Agreements with companies, universities and unnamed bodies: signed, being prepared, or only talked about."""

import re
from collections.abc import Iterator

from graph.reading.facts.bodies import body
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Agreement, AnyRecord, Observation, Stated

NEWLY = re.compile(r"(?:^|。)(?P<list>[^。とのは]+?)と新たに(?P<kind>包括連携協定)を(?P<verb>締結)し")
PREPARING = re.compile(r"(?P<name>[^\s、。()]+?)(?:[(][^()]*[)])?と(?P<kind>協定)(?P<verb>締結に向けて)")
TALKS = re.compile(r"新たに(?P<name>[^\s、。]+?)と(?P<kind>地域課題解決)[^。、]{0,12}ため(?P<verb>協議を開始)")
ACTIVE = re.compile(r"(?P<n>\d+)社と連携して")
QUOTA = re.compile(r"、?(?P<name>[^\s、。]+?大学)での「[^」]*?(?P<kind>地域枠)」(?P<verb>新設)")
MUTUAL_AID = re.compile(r"(?P<who>[^\s、。]*自治体)と(?P<kind>災害時相互応援協定)を(?P<verb>締結)")


def partnerships(page: Page) -> Iterator[AnyRecord]:
    """The ties with companies and universities that a sentence states, each in the state in which it is."""
    for index in holding(page, "協定", "協議", "地域枠", "連携"):
        for _, sentence in page.sentences(index):
            norm = sentence.norm
            if "と新たに包括連携協定を締結し" in norm and (match := NEWLY.search(norm)):
                for one in re.finditer(r"[^、]+", match["list"]):
                    at = match.start("list")
                    yield from _with(page, sentence, (at + one.start(), at + one.end()), match, "comprehensive")
            if "締結に向けて" in norm and (match := PREPARING.search(norm)):
                flag = () if "包括連携協定" in norm[: match.start()] else ("kind_open",)
                kind = "comprehensive"
                yield from _with(
                    page, sentence, match.span("name"), match, kind, "preparing", "kind_from_sentence", *flag
                )
            if "協議を開始" in norm and (match := TALKS.search(norm)):
                yield from _with(page, sentence, match.span("name"), match, "problem-solving", "talks-begun")
            if "地域枠" in norm and (match := QUOTA.search(norm)):
                yield from _with(
                    page, sentence, match.span("name"), match, "admission-quota", "concluded", sort="university"
                )
            if "災害時相互応援協定を締結" in norm and (match := MUTUAL_AID.search(norm)):
                yield _unnamed(page, sentence, match)
            if "社と連携して" in norm and (match := ACTIVE.search(norm)):
                yield _active(page, sentence, match)


def _with(
    page: Page,
    text: Text,
    name: tuple[int, int],
    match: re.Match[str],
    kind: str,
    status: str = "concluded",
    *flags: str,
    sort: str = "company",
) -> Iterator[AnyRecord]:
    record = body(page, text, *name, "partnership", sort)
    yield record
    yield Agreement(
        confidence="B",
        recogniser="partnership",
        evidence=(text.span(min(name[0], match.start("kind")), match.end("verb")),),
        parties=(_publisher(page, text, match), record.body),
        kind=page.in_words(text, kind, *match.span("kind"), *flags),
        status=page.in_words(text, status, *match.span("verb")),
    )


def _publisher(page: Page, text: Text, match: re.Match[str]) -> Stated:
    span = text.span(match.start("kind"), match.end("verb"))
    return Stated(value=page.home, printed="", span=span, flags=("party_is_publisher",))


def _unnamed(page: Page, text: Text, match: re.Match[str]) -> Agreement:
    return Agreement(
        confidence="B",
        recogniser="partnership",
        evidence=(text.span(match.start("who"), match.end("verb")),),
        parties=(_publisher(page, text, match),),
        unnamed=(page.in_words(text, match["who"], *match.span("who")),),
        kind=page.in_words(text, "mutual-aid", *match.span("kind")),
        status=page.in_words(text, "concluded", *match.span("verb")),
    )


def _active(page: Page, text: Text, match: re.Match[str]) -> Observation:
    return Observation(
        confidence="B",
        recogniser="partnership",
        evidence=(text.span(match.start("n"), match.end()),),
        of=Stated(value=page.home, printed="", span=text.span(*match.span()), flags=("party_is_publisher",)),
        measure="active-company-partners",
        value=page.in_words(text, match["n"], match.start("n"), match.end("n") + 1),
    )
