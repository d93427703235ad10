"""Alliances, memberships, bodies, departments, numbers and mergers of all documents made one."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from graph.accept.agreements import entry, labels
from graph.accept.claims import CLASS_ORDER, INFERRED, Reading, Said, choose, said, settle
from graph.accept.model import Fact, Facts, Place, Plain, Ref, Value, Words
from graph.places import Gazetteer
from graph.records import Alliance, Body, Change, Membership, Observation, Unit
from graph.values import PartialDate

Pairs = list[tuple[str, Value]]


def _grouped(readings: Iterable[Reading], key: Callable[[Reading], str]) -> Iterator[tuple[str, list[Reading]]]:
    ordered = sorted(readings, key=lambda one: (key(one), CLASS_ORDER[one.sure], one.order, one.record.evidence[0].at))
    for name, group in groupby(ordered, key=key):
        yield name, list(group)


def _evidence(readings: Iterable[Reading]) -> Pairs:
    return [("icr:evidence", place) for place in sorted({place for one in readings for place in one.places})]


def _confidence(readings: list[Reading]) -> tuple[str, Value]:
    sure = min(readings, key=lambda one: CLASS_ORDER[one.sure]).sure.lower()
    return "icr:confidence", Ref(f"kind/confidence/{sure}")


def _accounted(facts: Facts, key: str, readings: list[Reading]) -> None:
    for number, one in enumerate(readings):
        entry(facts, one, "merged" if number else "accepted", key, "tells the same" if number else "the surest reading")


def accept_changes(facts: Facts, readings: list[Reading], gazetteer: Gazetteer) -> None:
    """Mergers: one event for each pair of municipalities, with the most precise date."""
    for _, group in _grouped(readings, lambda one: "{0.before.value}>{0.after.value}".format(one.record)):
        record = group[0].record
        assert isinstance(record, Change)
        day = choose(said(group, "date"))
        assert day is not None
        assert isinstance(day.value, PartialDate)
        natural = f"{record.before.value}>{record.after.value}|{day.value.key}"
        slug = "-".join(one.partition("/")[2] for one in (record.after.value, record.before.value))
        key = _change_key(gazetteer, record, day.value) or f"change/{slug}-{day.value.key[:4]}"
        before, after = (gazetteer.name(one.value) for one in (record.before, record.after))
        kind = Ref(f"kind/change/{record.kind.value}")
        values: Pairs = [
            ("icr:kind", kind),
            ("org:originalOrganization", Ref(record.before.value)),
            ("org:resultingOrganization", Ref(record.after.value)),
            ("icr:occurred", day.value),
            *labels(
                key,
                gazetteer,
                lambda b=before, a=after, n=natural: (
                    (f"{b.ja}の{a.ja}への合併", f"Merger of {b.en} into {a.en}") if a and b else (n, n)
                ),
            ),
            *_evidence(group),
        ]
        facts.facts[key] = Fact(key, "org:ChangeEvent", tuple(values))
        _accounted(facts, key, group)


def _change_key(gazetteer: Gazetteer, record: Change, day: PartialDate) -> str | None:
    """The registered event between the two municipalities, found by the municipalities it names."""
    for name in gazetteer.names.values():
        if name.type == "ChangeEvent" and all(one.value in name.natural for one in (record.before, record.after)):
            return name.key
    return None


def accept_alliances(facts: Facts, readings: list[Reading], gazetteer: Gazetteer) -> None:
    """Alliances by their key; members follow with the memberships."""
    for key, group in _grouped(readings, lambda one: getattr(one.record, "alliance").value):  # noqa: B009
        record = group[0].record
        assert isinstance(record, Alliance)
        values: Pairs = []
        disputed: list[tuple[str, list[Said]]] = [
            ("icr:kind", said(group, "kind", lambda one: Ref(f"kind/alliance/{one.value}"))),
            ("icr:status", said(group, "status", lambda one: Ref(f"kind/status/{one.value}"))),
            ("icr:inChargeUnit", said(group, "unit")),
        ]
        for term, candidates in disputed:
            accepted, claims, conflicts = settle(key, term, candidates)
            values += [(term, one) for one in accepted]
            facts.claims += claims
            facts.conflicts += conflicts
        unnamed = {one.value: one for each in group for one in getattr(each.record, "unnamed")}  # noqa: B009
        values += [("icr:unnamedParty", Words(one.printed, "ja")) for _, one in sorted(unnamed.items())]
        names = (record.alliance.printed, record.alliance.printed)
        values += [*labels(key, gazetteer, lambda n=names: n), _confidence(group), *_evidence(group)]
        facts.facts[key] = Fact(key, "icr:Alliance", tuple(values))
        _register(facts, gazetteer, key)
        _accounted(facts, key, group)


def _register(facts: Facts, gazetteer: Gazetteer, key: str) -> None:
    if gazetteer.name(key) is None:
        facts.unregistered.append(key)


def accept_memberships(facts: Facts, readings: list[Reading], gazetteer: Gazetteer) -> None:
    """One participation for each actor, body, role and period; class C waits unless a surer one says the same."""
    waiting = [one for one in readings if one.sure == "C"]
    for name, group in _grouped(
        [one for one in readings if one.sure != "C"],
        lambda one: "{0.body.value}|{0.actor.value}|{0.role.value}".format(one.record),
    ):
        body, actor, role = name.split("|")
        for number, period in enumerate(_periods(group), 1):
            suffix = "" if number == 1 else f"-{number}"
            key = f"participation/{body.partition('/')[2]}--{actor.partition('/')[2]}{suffix}"
            _participation(facts, key, body, actor, role, period, gazetteer)
            same = [
                one
                for one in waiting
                if getattr(one.record, "natural").rpartition("|")[0] == name  # noqa: B009
            ]
            _accounted(facts, key, period + (same if number == 1 else []))
            waiting = [one for one in waiting if one not in same]
    for one in waiting:
        entry(facts, one, "waiting", "", "class C and unconfirmed: a person's word is needed")


def _periods(group: list[Reading]) -> list[list[Reading]]:
    """The readings of one actor in one role, by period; an undated one joins the period its own edition dates."""
    periods: list[list[Reading]] = []
    for one in sorted(group, key=lambda each: getattr(each.record, "since") is None):  # noqa: B009
        record = one.record
        assert isinstance(record, Membership)
        for period in periods:
            first = period[0].record
            assert isinstance(first, Membership)
            if record.since and first.since:
                fits = record.since.date.agrees(first.since.date)
            elif record.since is None and first.since is None:
                fits = True
            else:  # a statement without a period may only mean the period that its own edition names
                fits = any(each.document == one.document for each in period)
            if fits:
                period.append(one)
                break
        else:
            periods.append([one])
    return periods


def _participation(
    facts: Facts, key: str, body: str, actor: str, role: str, group: list[Reading], gazetteer: Gazetteer
) -> None:
    values: Pairs = [
        ("icr:participant", Ref(actor)),
        ("icr:participationIn", Ref(body)),
        ("icr:role", Ref(f"kind/role/{role}")),
    ]
    for term, field in (("icr:validFrom", "since"), ("icr:validUntil", "until")):
        if chosen := choose(said(group, field)):
            values.append((term, chosen.value))
    record = group[0].record
    assert isinstance(record, Membership)
    if (INFERRED & set(record.actor.flags)) or "role_from_kind" in record.role.flags:
        values.append(("icr:inferred", Plain("true", "boolean")))
    facts.facts[key] = Fact(key, "icr:Participation", (*values, _confidence(group), *_evidence(group)))
    alliance = facts.facts.get(body)
    if alliance is not None and alliance.type == "icr:Alliance" and Ref(actor) not in alliance.get("icr:hasParty"):
        facts.facts[body] = Fact(body, alliance.type, (*alliance.values, ("icr:hasParty", Ref(actor))))


def accept_bodies(facts: Facts, readings: list[Reading], gazetteer: Gazetteer) -> None:
    """Organisations by key, with kind, owner and opening."""
    for key, group in _grouped(readings, lambda one: getattr(one.record, "body").value):  # noqa: B009
        record = group[0].record
        assert isinstance(record, Body)
        values: Pairs = []
        if kind := choose(said(group, "kind", lambda one: Ref(f"kind/organisation/{one.value}"))):
            values.append(("icr:kind", kind.value))
        if owner := choose(said(group, "of")):
            values.append(("org:subOrganizationOf", owner.value))
        if opened := choose(said(group, "opened")):
            values.append(("icr:validFrom", opened.value))
        names = (record.body.printed, record.body.printed)
        values += [*labels(key, gazetteer, lambda n=names: n), *_evidence(group)]
        facts.facts[key] = Fact(key, "icr:Organisation", tuple(values))
        _register(facts, gazetteer, key)
        _accounted(facts, key, group)


def accept_units(facts: Facts, readings: list[Reading], gazetteer: Gazetteer) -> None:
    """Departments, and the chapters that documents put them in charge of."""
    titles = {one.description.key: one.description for one in facts.sources}
    for key, group in _grouped(readings, lambda one: getattr(one.record, "unit").value):  # noqa: B009
        record = group[0].record
        assert isinstance(record, Unit)
        names = (record.unit.printed, record.unit.printed)
        values = [("org:unitOf", Ref(record.of.value)), *labels(key, gazetteer, lambda n=names: n), *_evidence(group)]
        facts.facts[key] = Fact(key, "icr:Department", tuple(values))
        _register(facts, gazetteer, key)
        _accounted(facts, key, group)
    for key, group in _grouped(readings, _chapter_key):
        record = group[0].record
        assert isinstance(record, Unit)
        title = record.chapter.value
        where = titles[group[0].document]
        line = record.chapter.span.lines[0]
        english = f"Chapter at line {line} of “{where.title_en}”"
        chapter: Pairs = [
            ("dcterms:title", Words(title, "ja")),
            ("dcterms:isPartOf", Ref(f"doc/{group[0].document}")),
            *((term, words) for term in ("skos:prefLabel", "rdfs:label") for words in (Words(title, "ja"), Words(english, "en"))),
        ]
        for one in group:
            assert isinstance(one.record, Unit)
            term = "icr:inChargeUnit" if one.record.role == "lead" else "icr:relatedUnit"
            chapter.append((term, Ref(one.record.unit.value)))
            if term == "icr:inChargeUnit":
                _, claims, conflicts = settle(key, term, said([one], "unit"))
                facts.claims += claims
                facts.conflicts += conflicts
        places = {Place.of(one.document, getattr(one.record, "chapter").span) for one in group}  # noqa: B009
        chapter += [("icr:evidence", place) for place in sorted(places)]
        facts.facts[key] = Fact(key, "icr:Chapter", tuple(chapter))


def _chapter_key(one: Reading) -> str:
    assert isinstance(one.record, Unit)
    return f"chapter/{one.document}-L{one.record.chapter.span.lines[0]}"


def accept_observations(facts: Facts, readings: list[Reading], gazetteer: Gazetteer) -> None:
    """One number for each document, thing and measure; editions stand beside each other, none is preferred."""
    as_of = {one.description.key: one.description.as_of for one in facts.sources}

    def key_of(one: Reading) -> str:
        record = one.record
        assert isinstance(record, Observation)
        time = f"-{record.as_of.value.lower()}" if record.as_of else ""
        return f"observation/{one.document}-{record.of.value.partition('/')[2]}-{record.measure}{time}"

    for key, group in _grouped(readings, key_of):
        record = group[0].record
        assert isinstance(record, Observation)
        time = record.as_of.date if record.as_of else as_of[group[0].document]
        measure = f"measure/{record.measure}"
        values: Pairs = [
            ("icr:observationOf", Ref(record.of.value)),
            ("icr:measure", Ref(f"kind/{measure}")),
            ("icr:value", Plain(record.value.value, "decimal")),
            ("icr:asOf", time),
            ("icr:printedAs", Plain(record.value.printed)),
            *labels(key, gazetteer, lambda r=record, m=measure, d=group[0].document: _named(gazetteer, r, m, d)),
            *_evidence(group),
        ]
        if record.as_of is None:
            values.append(("icr:inferred", Plain("true", "boolean")))
        facts.facts[key] = Fact(key, "icr:Observation", tuple(values))
        _accounted(facts, key, group)


def _named(gazetteer: Gazetteer, record: Observation, measure: str, document: str) -> tuple[str, str]:
    import ontology

    kind, name = ontology.kinds()[measure], gazetteer.name(record.of.value)
    ja, en = (name.ja, name.en) if name else (record.of.printed, record.of.printed)
    return f"{ja} {kind.ja}（{document}）", f"{en}: {kind.en} ({document})"
