"""The account of a build for people and programs: what was read, what was not, what conflicts, what breaks a rule."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from graph.accept import Conflict, Fact, Facts, Place, decisions
from graph.accept.model import Entry
from graph.check import Violation
from graph.coverage import Coverage
from graph.japanese import both
from graph.records import loads

_DIFFERENCES = {
    "conflict": "conflict within an edition / 同じ版の中の食い違い",
    "change": "change / 版の間の変更",
    "sum": "the parts are not the total / 内訳と合計の不一致",
}
OUTCOMES = ("accepted", "superseded", "waiting", "rejected", "merged")


def report(facts: Facts, coverage: Mapping[str, Mapping[str, Any]], violations: Sequence[Violation]) -> dict[str, Any]:
    """The report as plain data; `coverage` is each document's `coverage.json` (empty where it was not kept)."""
    documents = []
    for source in facts.sources:
        key = source.description.key
        mine = [entry for entry in facts.ledger if entry.document == key]
        outcomes = Counter[str](entry.outcome for entry in mine)
        documents.append(
            {
                "document": key,
                "title": {"ja": source.description.title_ja, "en": source.description.title_en},
                "file": source.description.file,
                "sha256": source.description.sha256,
                "as_of": source.description.as_of.key,
                "records": dict(sorted(Counter(record.type for record in source.records).items())),
                "read": len(source.records),
                "outcomes": {outcome: outcomes.get(outcome, 0) for outcome in OUTCOMES},
                "coverage": dict(coverage.get(key, {})),
            }
        )
    return {
        "documents": documents,
        "facts": dict(sorted(Counter(fact.type for fact in facts.facts.values()).items())),
        "claims": len(facts.claims),
        "conflicts": [
            {
                "type": one.type,
                "text": conflict(one),
                "subject": one.subject,
                "property": one.term,
                "values": [
                    {"value": value, "document": place.document, "lines": list(place.lines)}
                    for value, place in (one.first, one.second)
                ],
            }
            for one in facts.conflicts
        ],
        "slips": [_slip(one) for one in slips(facts)],
        "waiting": _entries(facts, "waiting"),
        "rejected": _entries(facts, "rejected"),
        "superseded": _entries(facts, "superseded"),
        "violations": [{"rule": one.rule, "node": one.node, "message": one.message} for one in violations],
        "stale_decisions": facts.stale,
        "unregistered": sorted(facts.unregistered),
    }


def conflict(one: Conflict) -> str:
    """A conflict or change in one line: what is said where."""
    kind = _DIFFERENCES[one.type]
    sides = [f"{value} ({place.document} {_place(place)})" for value, place in (one.first, one.second)]
    return f"{kind}: {one.subject} {one.term}: {' ⇄ '.join(sides)}"


def slips(facts: Facts) -> list[Fact]:
    """The slips of print that a person has noted, in the order of the documents."""
    found = [fact for fact in facts.facts.values() if fact.type == "icr:Slip"]
    return sorted(found, key=lambda fact: [(one.document, one.at) for one in _spans(fact)])


def _spans(fact: Fact) -> list[Place]:
    return [one for one in fact.get("icr:evidence") if isinstance(one, Place)]


def _slip(fact: Fact) -> str:
    printed, intended = (getattr(fact.get(term)[0], "text", "") for term in ("icr:printedAs", "icr:intended"))
    places = _spans(fact)
    return f"slip of print / 誤植: {printed} → {intended} ({places[0].document} {', '.join(map(_place, places))})"


def differences(facts: Facts) -> list[str]:
    """Every conflict, change, wrong sum and slip of print, in one line each."""
    return [*map(conflict, facts.conflicts), *map(_slip, slips(facts))]


def _place(place: Place) -> str:
    first, last = place.lines
    return f"L{first}" if first == last else f"L{first}-{last}"


def coverages(folders: Iterable[Traversable]) -> dict[str, dict[str, Any]]:
    """The `coverage.json` of each document folder that has one, by document.

    `confirmed` in it are the unread lines of which a person has said that they tell of a tie; those that are said to
    tell of none stand in `no_tie`, and no longer in `unread`; nor do those of records that a person has answered.
    """
    found = {}
    for folder in (one for one in folders if (one / "coverage.json").is_file()):
        one, said = json.loads((folder / "coverage.json").read_text(encoding="utf-8")), folder / "decisions.toml"
        found[folder.name], unread = one, set(one["unread"])
        if ties := decisions.lines(said, "tie") & unread:
            one["confirmed"] = sorted(ties)
        if void := decisions.lines(said, "nothing") & unread:
            one["no_tie"] = sorted(void)
            one["in_scope"] -= len(void - {*one.get("hints", ())})
            one["hints"] = [line for line in one.get("hints", ()) if line not in void]
        records = loads((folder / "records.jsonl").read_text(encoding="utf-8")) if unread - void else []
        done = void | decisions.settled(decisions.load(said), records)
        one["unread"] = [line for line in one["unread"] if line not in done]
        one["verdict"] = _verdict(one) if void else one["verdict"]
    return found


def _verdict(seen: Mapping[str, Any]) -> str:
    """The verdict on a document when some of its lines are out of scope."""
    left = {why: tuple(lines) for why, lines in seen["ignored"].items()}
    relation = range(seen["in_scope"] + sum(map(len, left.values())))
    read = tuple(range(seen["read"]))
    hints = tuple(seen.get("hints", ()))
    return Coverage(tuple(relation), read, left, tuple(seen["unread"]), seen.get("note", ""), hints).verdict


def faults(facts: Facts) -> list[str]:
    """Stale decisions and records that were written off, a line each; `closing` counts what a person has rejected."""
    written = [one for one in facts.ledger if one.outcome == "rejected" and not _by_person(facts, one)]
    lines = [f"{one.document} L{one.lines[0]}: {one.reason}" for one in written]
    return [*map(both, facts.stale), *map(both, lines)]


def closing(facts: Facts) -> tuple[str, str]:
    """What a build leaves to a person and what a person has rejected, in English and Japanese."""
    waiting = sum(one.outcome == "waiting" for one in facts.ledger)
    rejected = sum(one.outcome == "rejected" and _by_person(facts, one) for one in facts.ledger)
    said = [("1 record waits" if waiting == 1 else f"{waiting} records wait") + " for a person's word"] * bool(waiting)
    said += [f"{rejected} {'record' if rejected == 1 else 'records'} rejected by a person"] * bool(rejected)
    told = [f"人の判断待ち{waiting}件"] * bool(waiting) + [f"人が却下した記録{rejected}件"] * bool(rejected)
    return f"; {', '.join(said)}, see report.md" if said else "", f"。{'、'.join(told)}（report.md）" if told else ""


def _by_person(facts: Facts, one: Entry) -> bool:
    mine = (source for source in facts.sources if source.description.key == one.document)
    return any(d.verdict == "reject" and d.record == one.record for source in mine for d in source.decisions)


def _entries(facts: Facts, outcome: str) -> list[dict[str, Any]]:
    return [
        {"document": one.document, "lines": list(one.lines), "record": one.record, "reason": one.reason}
        for one in facts.ledger
        if one.outcome == outcome
    ]


def as_json(made: Mapping[str, Any]) -> str:
    """The report as JSON, the same bytes for the same report."""
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_markdown(made: Mapping[str, Any]) -> str:
    """The report as a page to read, in English and Japanese."""
    lines = ["# Build report / ビルド報告", ""]
    lines += ["## Documents / 文書", ""]
    lines += [
        "| document / 文書 | as of / 時点 | records / 記録 | accepted / 採用 | merged / 統合 | superseded / 旧説 "
    ]
    lines[-1] += "| waiting / 保留 | rejected / 却下 | relation lines read / 関係行の読取 | verdict / 判定 |"
    lines += ["|---|---|--:|--:|--:|--:|--:|--:|--:|---|"]
    for one in made["documents"]:
        done, seen = one["outcomes"], one["coverage"]
        share = f"{seen['read']} / {seen['in_scope']}" if seen else "–"
        verdict = seen.get("verdict", "–")
        if verdict == "not read" and one["read"]:
            few = one["read"] >= len(seen.get("unread", ()))
            verdict = "partly read" if few else "mostly not understood"  # as `read` says
        lines.append(
            f"| {_inert(one['title']['ja'])}<br>{_inert(one['title']['en'])} "
            f"| {one['as_of']} | {one['read']} | {done['accepted']} "
            f"| {done['merged']} | {done['superseded']} | {done['waiting']} | {done['rejected']} | {share} "
            f"| {verdict} |"
        )
    lines += ["", "Every record is accounted for: read = accepted + superseded + waiting + rejected + merged."]
    lines += ["すべての記録の行方を示す：読取＝採用＋旧説＋保留＋却下＋統合。", ""]
    lines += ["## Left unread / 読まなかった行", ""]
    for one in made["documents"]:
        seen = one["coverage"]
        lines += [
            f"- `{one['document']}`: {reason}: {_lines(where)}" for reason, where in seen.get("ignored", {}).items()
        ]
        if seen.get("unread"):
            lines.append(f"- `{one['document']}`: **without a reason / 理由なし**: {_lines(seen['unread'])}")
        if seen.get("no_tie"):
            said = "a person says that they tell of no tie / 人が関係なしと確認"
            lines.append(f"- `{one['document']}`: {said}: {_lines(seen['no_tie'])}")
        if seen.get("confirmed"):
            said = "a person says that they tell of a tie / 人が関係ありと確認"
            lines.append(f"- `{one['document']}`: **{said}**: {_lines(seen['confirmed'])}")
    lines += ["", "## Conflicts and changes / 食い違いと変更", ""]
    lines += [f"- {one['text']}" for one in made["conflicts"]] or ["None. / なし。"]
    lines += ["", "## Slips of print / 誤植", "", *(f"- {one}" for one in made["slips"])]
    for title, name in (
        ("Waiting for a person's word / 人の判断待ち", "waiting"),
        ("Rejected / 却下", "rejected"),
        ("Superseded / 旧説", "superseded"),
    ):
        lines += ["", f"## {title}", ""]
        lines += [f"- `{one['document']}` L{one['lines'][0]}: `{one['record']}`: {one['reason']}" for one in made[name]]
        lines += [] if made[name] else ["None. / なし。"]
    lines += ["", "## Violations / 規則違反", ""]
    lines += [f"- {one['rule']}: `{one['node']}`: {one['message']}" for one in made["violations"]] or ["None. / なし。"]
    lines += ["", "## Counts / 件数", "", "| class / 類 | nodes / 節点 |", "|---|--:|"]
    lines += [f"| {name} | {count} |" for name, count in made["facts"].items()]
    lines += [f"| icr:Claim | {made['claims']} |", ""]
    if made["stale_decisions"]:
        lines += ["## Stale decisions / 根拠の変わった判断", "", *(f"- {one}" for one in made["stale_decisions"]), ""]
    if made["unregistered"]:
        lines += ["## Not in the registry / 未登録の名前", "", *(f"- `{one}`" for one in made["unregistered"]), ""]
    return "\n".join(lines)


def _inert(title: str) -> str:
    """A title, which may be a stranger's, so that nothing in it is markup or ends a cell."""
    return re.sub(r"([\\|<>\[\]`*_&])", r"\\\1", title)


def _lines(numbers: Sequence[int]) -> str:
    """`L12, L14-16`: runs of lines put together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number <= runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"L{first}" if first == last else f"L{first}-{last}" for first, last in runs)
