"""Walks a person through what was read with doubt and what was not understood, and keeps each answer at once."""

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.accept import decisions
from graph.account import plain
from graph.batch import Task
from graph.documents import Document, DocumentError, open_document
from graph.extract import text_of
from graph.japanese import both
from graph.places import Gazetteer
from graph.places import load as load_gazetteer
from graph.records import Agreement, AnyRecord, RecordsError, Span, load
from graph.told import flags, told
from graph.whole import write
from graph.words import doubts

HELP = "[y] right / はい  [n] wrong / いいえ  [s] skip / 保留  [q] quit / 終了 > "
LINE_HELP = "[y] tells of a tie / 関係あり  [n] tells of none / なし  [s] skip / 保留  [q] quit / 終了 > "
KEYS = "  one of these keys, then Enter: y, n, s (Enter alone), q / y・n・s（Enterのみ）・q のどれかを入力"
TIE = (
    "  noted; it is not built, and report.md lists it under Left unread. Records are not written by hand: "
    "to have it built, read a text file with a table of it (都市名, 国名, 種別, 提携年月日; tabs between) / "
    "記録しました。グラフには入りません（表にしたテキストを read すれば入ります）"
)
WHERE = (
    "  {name}: which country or prefecture? Enter leaves it open, and no question about partners will find it / "
    "国または都道府県（空欄なら未定のままで、相手都市の検索には出ません） > "
)
NOWHERE = "  no such place known: a country (スペイン or ES) or a prefecture (長野県) / 該当なし：国名か都道府県名"
KEPT = "the answers given so far are kept / 中断しました。ここまでの答えは保存されています"
WORDS = {
    "y": "y",
    "yes": "y",
    "はい": "y",
    "n": "n",
    "no": "n",
    "いいえ": "n",
    "s": "s",
    "": "s",
    "q": "q",
    "quit": "q",
}


@dataclass
class Walk:
    """What a review did: confirmed, rejected, lines judged, skipped; `left` is True where the person quit."""

    confirmed: int = 0
    rejected: int = 0
    lines: int = 0
    skipped: int = 0
    left: bool = False


def review(
    folder: Path,
    document: Document,
    gazetteer: Gazetteer,
    ask: Callable[[str], str],
    show: Callable[[str], None],
    every: bool = False,
) -> Walk:
    """Ask about each doubtful record and each line not understood that nobody has answered yet.

    With `every`, about each record, in the order of the lines, also those that are sure or were answered. Raises
    DecisionsError and RecordsError where what was kept cannot be read.
    """
    path = folder / "decisions.toml"
    records = load(folder / "records.jsonl")
    made = decisions.load(path)
    for message in decisions.stale(made, tuple(records)):
        show(f"stale / 要再確認: {both(message)}")
    walk = Walk()
    asked = sorted(records, key=lambda one: one.evidence[0].lines) if every else decisions.waiting(made, records)
    for number, record in enumerate(asked, 1):
        before = decisions.answered(made, record)
        said = (
            {"confirm": "  (confirmed / 確認済み)", "reject": "  (rejected / 却下済み)"}[before.verdict]
            if before
            else ""
        )
        sure = f" ({record.confidence})" if every else ""
        show(f"\n{number}/{len(asked)}{sure} {describe(record, gazetteer)}{said}")
        _lines(document, record.evidence, show)
        answer = _answer(ask, show, HELP)
        if answer == "q":
            walk.left = True
            return walk
        if answer == "s":
            walk.skipped += 1
            continue
        verdict = "confirm" if answer == "y" else "reject"
        walk.confirmed += verdict == "confirm"
        walk.rejected += verdict == "reject"
        keys = _places(record, gazetteer, ask, show, before.places if before else {}) if verdict == "confirm" else {}
        _decide(path, record, verdict, keys)
    return _unread(folder, document, walk, ask, show)


def _answer(ask: Callable[[str], str], show: Callable[[str], None], prompt: str) -> str:
    while True:
        try:
            word = WORDS.get(unicodedata.normalize("NFKC", ask(prompt)).strip().lower())
        except EOFError:
            return "q"
        if word is not None:
            return word
        show(KEYS)


def describe(record: AnyRecord, gazetteer: Gazetteer) -> str:
    """What a record says: its sort, parties or parts, kind, date; and below it, a line each, why it is in doubt."""
    said = told(record, gazetteer)
    return "\n".join([said, *(f"  ? {one}" for one in doubts(flags(record), record.confidence))])


def _lines(document: Document, spans: tuple[Span, ...], show: Callable[[str], None]) -> None:
    """The lines of the person's own file on which a record rests, at most twelve."""
    lines = document.text.split("\n")
    numbers = sorted({number for span in spans for number in range(span.lines[0], span.lines[1] + 1)})
    for number in numbers[:12]:
        show(f"  {document.description.file}:{number}: {plain(lines[number - 1]) if number <= len(lines) else '?'}")


def _places(
    record: AnyRecord,
    gazetteer: Gazetteer,
    ask: Callable[[str], str],
    show: Callable[[str], None],
    told: Mapping[str, str],
) -> dict[str, str]:
    """The keys of the places that a confirmed tie leaves open, as far as the person knows; what was `told` stays."""
    found = dict(told)
    for one in record.unnamed if isinstance(record, Agreement) else ():
        while one.value not in found and {"country_open", "place_ambiguous"} & set(one.flags):
            try:
                where = unicodedata.normalize("NFKC", ask(WHERE.format(name=one.value))).strip()
            except EOFError:
                return found
            if not where:
                break
            land = f"country/{where.lower()}" if where.isascii() else where
            known = (gazetteer.find(one.value, prefecture=where), gazetteer.mint(one.value, country=land))
            if key := next((each.key for each in known if each.key), None):
                found[one.value] = key
            else:
                show(NOWHERE)
    return found


def _decide(path: Path, record: AnyRecord, verdict: str, places: Mapping[str, str]) -> None:
    """Write one decision; an older one on the same record, whose span has changed, gives way."""
    reason = {
        "confirm": "Confirmed by a person who read the lines.",
        "reject": "A person read the lines: they do not say so.",
    }
    fields = {"record": record.id, "verdict": verdict, "reason": reason[verdict], "sha256": record.evidence[0].sha256}
    block = "[[decision]]\n" + "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()
    )
    if places:
        named = ", ".join(f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(key)}" for name, key in places.items())
        block += f"places = {{ {named} }}\n"
    kept = [one for one in _blocks(path) if tomllib.loads(one).get("decision", [{}])[0].get("record") != record.id]
    write(path, "\n".join([*kept, block]))


def _blocks(path: Path) -> Iterator[str]:
    """The tables of a decisions file as written, comments and all."""
    block = ""
    for line in (path.read_text(encoding="utf-8") if path.is_file() else "").splitlines(keepends=True):
        if line.startswith("[[") and block.strip():
            yield block.strip("\n") + "\n"
            block = ""
        block += line
    if block.strip():
        yield block.strip("\n") + "\n"


def _unread(
    folder: Path, document: Document, walk: Walk, ask: Callable[[str], str], show: Callable[[str], None]
) -> Walk:
    """Ask of each line not understood whether it tells of a tie; the answers stand beside the decisions."""
    path = folder / "decisions.toml"
    kept = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    known = {(one.get("line"), one.get("sha256")) for one in kept.get("line", [])}
    lines = document.text.split("\n")
    unread = json.loads((folder / "coverage.json").read_text(encoding="utf-8"))["unread"]
    marked = [
        (number, hashlib.sha256(lines[number - 1].encode("utf-8")).hexdigest())
        for number in unread
        if number <= len(lines)
    ]
    done = decisions.settled(decisions.load(path), load(folder / "records.jsonl"))
    waiting = [one for one in marked if one not in known and one[0] not in done]
    for number, digest in waiting:
        show(f"\nnot understood / 読めなかった行\n  {document.description.file}:{number}: {plain(lines[number - 1])}")
        answer = _answer(ask, show, LINE_HELP)
        if answer == "q":
            walk.left = True
            break
        if answer == "s":
            walk.skipped += 1
            continue
        walk.lines += 1
        verdict = "tie" if answer == "y" else "nothing"
        block = f'[[line]]\nline = {number}\nverdict = "{verdict}"\nsha256 = "{digest}"\n'
        write(path, "\n".join([*_blocks(path), block]))
        if verdict == "tie":
            show(TIE)
    return walk


def walk_all(work: Sequence[Task], ask: Callable[[str], str], show: Callable[[str], None], every: bool = False) -> int:
    """Review the documents of some files, one after the other; 0, or 1 where something was refused."""
    refused = 0
    for task in work:
        if task.place and task.place.twin:
            continue
        known = task.place.known if task.place else None
        try:
            if known is None or not (task.data / known.key / "records.jsonl").is_file():
                again = f"intercity read {task.path} --data {task.data}"
                raise DocumentError(f"{task.path}: not read yet; read it first: {again}")
            document = open_document(task.path, known, text_of)
            walk = review(task.data / known.key, document, load_gazetteer(), ask, show, every)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(KEPT) from None
        except (DocumentError, decisions.DecisionsError, RecordsError) as error:
            show(f"intercity: {both(str(error))}")
            refused += 1
            continue
        show(
            f"{task.path}: {walk.confirmed} confirmed, {walk.rejected} rejected, {walk.lines} lines judged, "
            f"{walk.skipped} skipped{'; the rest waits' if walk.left else ''}; "
            f"kept in {task.data / known.key}/decisions.toml / 確認{walk.confirmed}件、却下{walk.rejected}件、"
            f"行の判断{walk.lines}件、保留{walk.skipped}件{'、残りは次回' if walk.left else ''}を保存"
        )
        if walk.left:
            break
    return 1 if refused else 0
