"""Plans, indicators and links of all documents made one: a plan and a link for all editions, an indicator for each."""

from hashlib import sha256

import ontology
from graph.accept.claims import Reading, choose, said
from graph.accept.model import Fact, Facts, Pairs, Plain, Ref
from graph.accept.naming import labels
from graph.accept.standing import accounted, evidence, grouped
from graph.places import Gazetteer
from graph.records import Indicator, Link, Plan, Stated
from graph.values import PartialDate, fold


def accept_plans(facts: Facts, readings: list[Reading[Plan]], gazetteer: Gazetteer) -> None:
    """Plans, strategies, declarations and policy fields; of two editions the later one's period and unit are taken."""
    for key, group in grouped(readings, lambda one: one.record.name.value):
        record = group[0].record
        kind = f"plan/{record.kind.value}"
        values: Pairs = [("icr:kind", Ref(f"kind/{kind}")), ("icr:covers", Ref(record.of.value))]
        for term, field in (("icr:inChargeUnit", "unit"), ("icr:validFrom", "since"), ("icr:validUntil", "until")):
            if chosen := choose(said(group, field)):
                values.append((term, chosen.value))
        values += [*labels(key, gazetteer, lambda r=record, k=kind: _names(gazetteer, k, r.name, r.of))]
        facts.facts[key] = Fact(key, "icr:Plan", (*values, *evidence(group)))
        accounted(facts, key, group)


def accept_indicators(facts: Facts, readings: list[Reading[Indicator]], gazetteer: Gazetteer) -> None:
    """Indicators by document: figures, their years where printed, the unit of measurement and the unit in charge."""
    for key, group in grouped(readings, lambda one: f"{one.record.name.value}-{one.document}"):
        record = group[0].record
        values: Pairs = [("icr:covers", Ref(record.of.value))]
        figures = (
            ("icr:baseline", record.base),
            ("icr:target", record.target),
            ("icr:reached", record.actual),
            ("icr:progress", record.progress),
        )
        values += [(term, Plain(figure.value, "decimal")) for term, figure in figures if figure]
        times = (("icr:baselineTime", record.base_time), ("icr:targetTime", record.target_time))
        values += [(term, time.date) for term, time in times if time]
        if record.measured_in:
            values.append(("icr:measuredIn", Plain(record.measured_in.value)))
        if record.unit:
            values.append(("icr:inChargeUnit", Ref(record.unit.value)))
        values += [*labels(key, gazetteer, lambda r=record: _names(gazetteer, "", r.name, r.of))]
        facts.facts[key] = Fact(key, "icr:Indicator", (*values, *evidence(group)))
        accounted(facts, key, group)


def _names(gazetteer: Gazetteer, kind: str, name: Stated, of: Stated) -> tuple[str, str]:
    """The name as printed; in English the sort of thing and whose it is, beside that name."""
    owner = gazetteer.name(of.value)
    sort = ontology.kinds()[kind].en if kind else "Indicator"
    ja = fold(name.printed).replace("*", "")
    return ja, f"{sort} of {owner.en if owner else of.printed}: {ja}"


def accept_links(facts: Facts, readings: list[Reading[Link]], gazetteer: Gazetteer) -> None:
    """Links between actors, each under the city tie of its two sides where there is one."""
    for key, group in grouped(readings, _link_key):
        record = group[0].record
        kind = f"link/{record.kind.value}"
        sides = sorted({one.value for each in group for one in each.record.between})
        values: Pairs = [("icr:kind", Ref(f"kind/{kind}")), *(("icr:connects", Ref(one)) for one in sides)]
        if begun := choose(said(group, "date")):
            values.append(("icr:validFrom", begun.value))
        if where := choose(said(group, "located_in")):
            values.append(("icr:locatedIn", where.value))
        if tie := _tie(facts, sides):
            values.append(("icr:underRelationship", Ref(tie)))
        values += [*labels(key, gazetteer, lambda r=record, k=kind: _link_names(gazetteer, k, r))]
        facts.facts[key] = Fact(key, "icr:Link", (*values, *evidence(group)))
        accounted(facts, key, group)


def _link_key(one: Reading[Link]) -> str:
    record = one.record
    sides = [side.value for side in record.between]
    if record.kind.value == "conference":  # editions name other guests of the same conference
        sides = sides[:1]
    name = f"{record.kind.value}|{fold(record.name.value)}|{'+'.join(sorted(sides))}"
    return f"link/{record.kind.value}-{sha256(name.encode()).hexdigest()[:8]}"


def _tie(facts: Facts, sides: list[str]) -> str | None:
    """The city tie whose parties, former ones among them, are the sides; of several the one signed last."""
    found: list[tuple[str, str]] = []
    for one in facts.facts.values():
        if one.type != "icr:Agreement":
            continue
        kinds = [value.key.removeprefix("kind/") for value in one.get("icr:kind") if isinstance(value, Ref)]
        family = [ontology.kinds()[kind].broader for kind in kinds]
        parties = {
            value.key
            for term in ("icr:hasParty", "icr:formerParty")
            for value in one.get(term)
            if isinstance(value, Ref)
        }
        if "agreement/twinning" in family and len(sides) > 1 and set(sides) <= parties:
            signed = [value.key for value in one.get("icr:signed") if isinstance(value, PartialDate)]
            found.append((max(signed, default=""), one.key))
    return max(found)[1] if found else None


def _link_names(gazetteer: Gazetteer, kind: str, record: Link) -> tuple[str, str]:
    names = [gazetteer.name(one.value) for one in record.between]
    ja = "・".join(name.ja if name else one.printed for name, one in zip(names, record.between, strict=True))
    en = "–".join(name.en if name else one.printed for name, one in zip(names, record.between, strict=True))
    printed = fold(record.name.value)
    return f"{printed}（{ja}）", f"{ontology.kinds()[kind].en}, {en}: {printed}"
