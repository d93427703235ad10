"""Bodies, and departments with their chapters, of all documents made one."""

from graph.accept.claims import Reading, choose, said, settle
from graph.accept.model import Fact, Facts, Pairs, Place, Ref, Words
from graph.accept.naming import labels
from graph.accept.standing import accounted, evidence, grouped, register
from graph.places import Gazetteer
from graph.records import Body, Unit


def accept_bodies(facts: Facts, readings: list[Reading[Body]], gazetteer: Gazetteer) -> None:
    """Organisations by key, with kind, owner and opening."""
    for key, group in grouped(readings, lambda one: one.record.body.value):
        record = group[0].record
        values: Pairs = []
        if kind := choose(said(group, "kind", lambda one: Ref(f"kind/organisation/{one.value}"))):
            values.append(("icr:kind", kind.value))
        if owner := choose(said(group, "of")):
            values.append(("org:subOrganizationOf", owner.value))
        if opened := choose(said(group, "opened")):
            values.append(("icr:validFrom", opened.value))
        names = (record.body.printed, record.body.printed)
        values += [*labels(key, gazetteer, lambda n=names: n), *evidence(group)]
        facts.facts[key] = Fact(key, "icr:Organisation", tuple(values))
        register(facts, gazetteer, key)
        accounted(facts, key, group)


def accept_units(facts: Facts, readings: list[Reading[Unit]], gazetteer: Gazetteer) -> None:
    """Departments, and the chapters that documents put them in charge of."""
    titles = {one.description.key: one.description for one in facts.sources}
    for key, group in grouped(readings, lambda one: one.record.unit.value):
        record = group[0].record
        names = (record.unit.printed, record.unit.printed)
        values = [("org:unitOf", Ref(record.of.value)), *labels(key, gazetteer, lambda n=names: n), *evidence(group)]
        facts.facts[key] = Fact(key, "icr:Department", tuple(values))
        register(facts, gazetteer, key)
        accounted(facts, key, group)
    for key, group in grouped(readings, _chapter_key):
        record = group[0].record
        title = record.chapter.value
        where = titles[group[0].document]
        line = record.chapter.span.lines[0]
        english = f"Chapter at line {line} of “{where.title_en}”"
        chapter: Pairs = [
            ("dcterms:title", Words(title, "ja")),
            ("dcterms:isPartOf", Ref(f"doc/{group[0].document}")),
            *(
                (term, words)
                for term in ("skos:prefLabel", "rdfs:label")
                for words in (Words(title, "ja"), Words(english, "en"))
            ),
        ]
        for one in group:
            term = "icr:inChargeUnit" if one.record.role == "lead" else "icr:relatedUnit"
            chapter.append((term, Ref(one.record.unit.value)))
            if term == "icr:inChargeUnit":
                _, claims, conflicts = settle(key, term, said([one], "unit"))
                facts.claims += claims
                facts.conflicts += conflicts
        places = {Place.of(one.document, one.record.chapter.span) for one in group}
        chapter += [("icr:evidence", place) for place in sorted(places)]
        facts.facts[key] = Fact(key, "icr:Chapter", tuple(chapter))


def _chapter_key(one: Reading[Unit]) -> str:
    return f"chapter/{one.document}-L{one.record.chapter.span.lines[0]}"
