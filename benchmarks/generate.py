"""Records of real shape in any number: heavy-tailed partners, several editions that agree, are vaguer, or disagree."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from random import Random
from types import MappingProxyType
from typing import Any

from graph.accept import Source
from graph.documents import Description
from graph.places import Gazetteer, Place
from graph.records import (
    Agreement,
    Alliance,
    AnyRecord,
    Body,
    Change,
    Membership,
    Observation,
    Span,
    Stated,
    StatedDate,
    Unit,
)
from graph.registry import Name, Registry, check_digit
from graph.values import PartialDate

KINDS = ("sister-city", "friendship-city", "memorandum", "exchange-city", "friendly-exchange", "comprehensive")
FIELDS = ("culture", "education", "economy", "sports", "environment", "tourism")
MARKS = "東西南北山川田村町島原野松本石岡浜崎津森谷高小中上下"
COUNTRIES = ("jp", "us", "cn", "de", "fr", "kr", "au", "it", "tw", "br")
RECORDS_PER_CITY = 20  # the five documents: 280 records on 60 places, of which most stand in one tie only


@dataclass(frozen=True)
class World:
    """What the stages take: documents with their records, and the gazetteer that knows the places."""

    sources: tuple[Source, ...]
    gazetteer: Gazetteer

    @property
    def records(self) -> int:
        return sum(len(source.records) for source in self.sources)


def world(records: int, seed: int = 7) -> World:
    """About `records` records (a document is never cut in two); the same for the same arguments."""
    random = Random(seed)
    gazetteer = _gazetteer(max(40, records // RECORDS_PER_CITY), random)
    cities = [key for key, place in gazetteer.places.items() if place.kind == "city"]
    pick = _ByRank(cities, random)
    sources: list[Source] = []
    made = 0
    for city in cities:
        for source in _editions(city, pick, random):
            sources.append(source)
            made += len(source.records)
        if made >= records:
            break
    return World(tuple(sources), gazetteer)


class _ByRank:
    """Draws cities so that the n-th is drawn in proportion to n^-0.8: a few hubs, many with one tie."""

    def __init__(self, cities: list[str], random: Random) -> None:
        self.cities = random.sample(cities, len(cities))
        self.weights = list(accumulate(1 / (rank + 1) ** 0.8 for rank in range(len(cities))))
        self.random = random

    def __call__(self) -> str:
        return self.cities[bisect_left(self.weights, self.random.random() * self.weights[-1])]


def _gazetteer(size: int, random: Random) -> Gazetteer:
    places = {
        f"country/{code}": Place(
            f"country/{code}",
            "country",
            (code.upper(),),
            f"国{code}",
            f"Country {code}",
            "",
            "",
            None,
            None,
            "data/made",
        )
        for code in COUNTRIES
    }
    for number in range(size):
        country = COUNTRIES[min(int(random.paretovariate(0.9)) - 1, len(COUNTRIES) - 1)]
        name = "".join(random.choices(MARKS, k=3))
        code = f"{number:05d}"[-5:]
        code += check_digit(code) if country == "jp" else ""
        key = f"lg/{country}-{code}" if number < 100_000 else f"lg/{country}-{number}"
        places[key] = Place(
            key,
            "city",
            (code,) if country == "jp" and number < 100_000 else (),
            f"{name}市",
            f"City {number}",
            "",
            f"country/{country}",
            f"{random.uniform(-60, 70):.4f}",
            f"{random.uniform(-180, 180):.4f}",
            "data/made",
        )
    made = Name(
        "data/made", "ReferenceData", "made", "作成データ", "Made data", (), "", "", "https://example.org/licence"
    )
    return Gazetteer(Registry(MappingProxyType({made.key: made}), MappingProxyType(places), ()))


class _Edition:
    """Writes records as one document would state them: spans run on, some dates are vaguer, a few are wrong."""

    def __init__(self, key: str, random: Random) -> None:
        self.key, self.random, self.line, self.at = key, random, 1, 0

    def span(self, length: int = 6) -> Span:
        start = self.at
        self.at += length + self.random.randrange(20)
        digest = sha256(f"{self.key}{start}".encode()).hexdigest()
        return Span(lines=(self.line, self.line), at=(start, start + length), sha256=digest)

    def said(self, value: str, printed: str = "", flags: tuple[str, ...] = ()) -> Stated:
        return Stated(value=value, printed=printed or value.rpartition("/")[2], span=self.span(), flags=flags)

    def day(self, key: str) -> StatedDate:
        vague = key[: self.random.choice((4, 7))] if self.random.random() < 0.1 else key
        wrong = f"{int(vague[:4]) - 1}{vague[4:]}" if self.random.random() < 0.02 else vague
        return StatedDate(value=wrong, printed=wrong, span=self.span(8))

    def next(self) -> tuple[Span, ...]:
        """The evidence of the record that begins on a new line."""
        self.line += self.random.randrange(1, 6)
        return (self.span(20),)


def _editions(city: str, pick: _ByRank, random: Random) -> Iterator[Source]:
    """One to three editions of one city's handbook, which state nine in ten of the city's facts each."""
    slug = city.partition("/")[2]
    facts = list(_facts(city, pick, random))
    for edition in range(random.choices((1, 2, 3), (6, 3, 1))[0]):
        year = 2010 + 6 * edition
        key = f"{slug}-{year}"
        page = _Edition(key, random)
        records = [record for fact in facts if random.random() < 0.9 for record in _records(fact, city, page)]
        description = Description(
            key=key,
            title_ja=f"{slug} 市政概要 {year}",
            title_en=f"Handbook of {slug}, {year}",
            publisher=city,
            as_of=PartialDate(str(year)),
            as_of_inferred="",
            file=f"{key}.txt",
            sha256=sha256(key.encode()).hexdigest(),
            series=None,
            totals=(),
        )
        yield Source(description, tuple(sorted(records, key=lambda record: record.id)))


def _facts(city: str, pick: _ByRank, random: Random) -> Iterator[tuple[str, ...]]:
    """What is true of a city: sort of fact, then its parts."""
    slug = city.partition("/")[2]

    def day(first: int = 1950) -> str:
        return f"{random.randint(first, 2009)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"

    def others(number: int) -> list[str]:
        return sorted({pick() for _ in range(number)} - {city})

    for number in range(2):
        yield "unit", f"unit/{slug}-{number}"
    for _ in range(min(int(4 * random.paretovariate(1.3)), 60)):
        partners = others(1 if random.random() > 0.06 else 2)
        if partners:
            yield "agreement", random.choices(KINDS, (40, 25, 15, 10, 6, 4))[0], day(), *partners
    for number in range(random.randrange(2, 8)):
        yield "body", f"org/{slug}-{number}", day()
    if random.random() < 0.3:
        yield "alliance", f"alliance/{slug}", day(2000), *others(min(int(8 * random.paretovariate(1.2)), 300))
    if random.random() < 0.05 and len(former := others(2)) == 2:
        yield "merger", day(2000), *former


def _records(fact: tuple[str, ...], city: str, page: _Edition) -> Iterator[AnyRecord]:
    sort, first, *rest = fact
    if sort == "unit":
        chapter = page.said(f"章{first[-1]}")
        yield Unit(evidence=page.next(), unit=page.said(first), of=page.said(city), chapter=chapter, **_READ)
    elif sort == "agreement":
        yield _agreement(page, first, rest[0], [page.said(one) for one in sorted([city, *rest[1:]])])
    elif sort == "body":
        for key, kind in ((first, "facility"), (f"{first}-x", "foundation")):
            body, sort_of_body, of = page.said(key), page.said(kind), page.said(city)
            yield Body(evidence=page.next(), body=body, kind=sort_of_body, of=of, opened=page.day(rest[0]), **_READ)
        yield _membership(page, first, f"{first}-x", "manager", rest[0])
    elif sort == "alliance":
        area, status = page.said("core-urban-area"), page.said("concluded")
        yield Alliance(evidence=page.next(), alliance=page.said(first), kind=area, status=status, **_READ)
        yield _membership(page, first, city, "hub", rest[0])
        for member in rest[1:]:
            yield _membership(page, first, member, "member", rest[0])
        total = page.said(str(len(rest)))
        yield Observation(evidence=page.next(), of=page.said(first), measure="members", value=total, **_READ)
    elif sort == "merger":
        gone, partner = rest
        heir, old = page.said(city, flags=("successor",)), page.said(gone, flags=("former",))
        taken, day = page.said("absorption"), StatedDate(value=first, printed=first, span=page.span())
        yield Change(evidence=page.next(), kind=taken, before=old, after=page.said(city), date=day, **_READ)
        yield _agreement(page, "sister-city", "1995-05-29", [heir, page.said(partner)], (old,))


def _agreement(
    page: _Edition, kind: str, day: str, parties: list[Stated], former: tuple[Stated, ...] = ()
) -> Agreement:
    fields = tuple(page.said(one) for one in page.random.sample(FIELDS, page.random.randrange(3)))
    return Agreement(
        evidence=page.next(),
        parties=tuple(parties),
        former=former,
        kind=page.said(kind),
        status=page.said("concluded"),
        signed=page.day(day),
        fields=fields,
        **_READ,
    )


def _membership(page: _Edition, body: str, actor: str, role: str, since: str) -> Membership:
    parts: dict[str, Any] = {
        "body": page.said(body),
        "actor": page.said(actor),
        "role": page.said(role),
        "since": page.day(since),
    }
    return Membership(evidence=page.next(), **parts, **_READ)


_READ: dict[str, Any] = {"confidence": "A", "recogniser": "generated"}
