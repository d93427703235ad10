"""The places, countries, series, documents and data sets that accepted facts speak of, from registry and gazetteer."""

from graph.accept.claims import Reading, Said, claim
from graph.accept.model import Fact, Facts, Iri, Pairs, Plain, Ref, Words
from graph.accept.naming import labels
from graph.accept.unregistered import accept_unregistered
from graph.places import Gazetteer
from graph.records import Agreement, Change, Event, Membership, Record, Stated
from graph.values import fold

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


def accept_documents(facts: Facts, gazetteer: Gazetteer) -> None:
    """The documents as nodes, and the series of which they are editions."""
    for source in facts.sources:
        one = source.description
        titles = (Words(one.title_ja, "ja"), Words(one.title_en, "en"))
        values: Pairs = [
            *(("dcterms:title", words) for words in titles),
            *((term, words) for term in ("skos:prefLabel", "rdfs:label") for words in titles),
            ("dcterms:identifier", Plain(one.file)),
            ("dcterms:publisher", Ref(one.publisher)),
            ("icr:asOf", one.as_of),
            ("icr:sha256", Plain(one.sha256)),
        ]
        if one.as_of_inferred:
            values.append(("icr:inferred", Plain("true", "boolean")))
        if one.series:
            values.append(("icr:editionOf", Ref(one.series)))
            name = gazetteer.name(one.series)
            series = (Words(name.ja, "ja"), Words(name.en, "en")) if name else titles
            facts.facts[one.series] = Fact(
                one.series,
                "icr:DocumentSeries",
                (
                    *(("dcterms:title", words) for words in series),
                    *((term, words) for term in ("skos:prefLabel", "rdfs:label") for words in series),
                    ("dcterms:publisher", Ref(one.publisher)),
                ),
            )
        facts.facts[f"doc/{one.key}"] = Fact(f"doc/{one.key}", "icr:SourceDocument", tuple(values))


def accept_places(facts: Facts, readings: list[Reading[Record]], gazetteer: Gazetteer) -> None:
    """Every place that a fact names, with all that contain it, and the claims about how it is called."""
    wanted = {
        one.key for fact in (*facts.facts.values(), *facts.claims) for _, one in fact.values if isinstance(one, Ref)
    }
    wanted |= accept_unregistered(facts, readings, wanted, gazetteer)
    printed = _printed(readings, gazetteer)
    sources: set[str] = set()
    for key in sorted({up for one in wanted if one.startswith(("lg/", "country/")) for up in gazetteer.chain(one)}):
        place = gazetteer.place(key)
        if place is None:
            continue
        sources.add(place.source)
        values: Pairs = [*labels(key, gazetteer, lambda p=place: (p.ja, p.en)), ("dcterms:source", Ref(place.source))]
        values += [("icr:code", Plain(code)) for code in place.codes]
        values += [] if place.kind == "country" else [("icr:kind", Ref(f"kind/government/{place.kind}"))]
        values += [("icr:within", Ref(place.within))] if place.within else []
        if place.lat and place.lon:
            values += [("geo:lat", Plain(place.lat, "decimal")), ("geo:long", Plain(place.lon, "decimal"))]
        name = gazetteer.name(key)
        values += [("skos:exactMatch", Iri(WIKIDATA + name.wikidata))] if name and name.wikidata else []
        values += [("skos:exactMatch", Iri(f"{GEONAMES}{name.geonames}/"))] if name and name.geonames else []
        for surface, said in sorted(printed.get(key, {}).items()):
            own = surface == fold(place.ja)
            if not own:
                values.append(("skos:altLabel", Words(surface, "ja")))
            facts.claims += [claim(key, "skos:prefLabel" if own else "skos:altLabel", one, True) for one in said]
        kind = "icr:Country" if place.kind == "country" else "icr:LocalGovernment"
        facts.facts[key] = Fact(key, kind, tuple(values))
    _reference_data(facts, sources, gazetteer)


def _reference_data(facts: Facts, sources: set[str], gazetteer: Gazetteer) -> None:
    for key in sorted(sources):
        name = gazetteer.name(key)
        words = (Words(name.ja if name else key, "ja"), Words(name.en if name else key, "en"))
        values: Pairs = [
            *(("dcterms:title", one) for one in words),
            *((term, one) for term in ("skos:prefLabel", "rdfs:label") for one in words),
        ]
        if name and name.note.startswith("https://"):
            values.append(("dcterms:license", Iri(name.note)))
        facts.facts[key] = Fact(key, "icr:ReferenceData", tuple(values))


def _printed(readings: list[Reading[Record]], gazetteer: Gazetteer) -> dict[str, dict[str, list[Said]]]:
    """How each document prints the name of a place, once for each document and form, where the registry knows it."""
    found: dict[str, dict[str, list[Said]]] = {}
    seen: set[tuple[str, str, str]] = set()
    for reading in readings:
        for one in _places(reading):
            name, surface = gazetteer.name(one.value), fold(one.printed)
            if name is None or (surface, one.value, reading.document) in seen:
                continue
            if surface in {fold(form) for form in (name.ja, *name.aliases)}:
                seen.add((surface, one.value, reading.document))
                said = Said(Words(surface, "ja"), one, reading)
                found.setdefault(one.value, {}).setdefault(surface, []).append(said)
    return found


def _places(reading: Reading[Record]) -> list[Stated]:
    record = reading.record
    stated: list[Stated] = []
    if isinstance(record, Agreement):
        stated = [*record.parties, *record.former, *([record.signed_in] if record.signed_in else [])]
    elif isinstance(record, Membership):
        stated = [record.actor]
    elif isinstance(record, Change):
        stated = [record.before, record.after, *record.ties]
    elif isinstance(record, Event) and record.place:
        stated = [record.place]
    return [one for one in stated if one.value.startswith("lg/")]
