"""What came of reading one file, in the words that a person is told."""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.coverage import Coverage
from graph.documents import Document
from graph.japanese import both, japanese
from graph.places import load as places
from graph.reading import Reading
from graph.records import Agreement, AnyRecord, Event, Membership, load
from graph.told import told
from graph.values import PartialDate
from graph.words import ENDS, TYPES, VERDICTS, reason

__all__ = ["Outcome", "outcome", "plain", "tell"]

SHOWN, WIDTH = 20, 60  # lines that are shown of what was not understood, and their characters
LISTED = 40  # ties and memberships that are shown of one file
FIRST = 5  # numbers of lines that are shown of what was set aside for one reason
NOT_YET = ("negotiating", "preparing", "talks-begun")
CLASSES = (
    "A: a row or label states it; B: a sentence, or several places together; C: doubtful. "
    "`intercity build --data {data}` takes A and B; C waits for --review",
    "A 表の行や見出しに明記、B 文や複数箇所から、C 不確か。build はAとBを使い、Cは --review の答えを待つ",
)


@dataclass(frozen=True)
class Outcome:
    """What came of one file; `error` where it could not be read, and then nothing else.

    `unread` are numbers and beginnings of lines, of the text that was `taken` out of a file that is no plain text;
    `aside` are the lines that were left for a reason, `judged` how many a person has said to tell of no tie, `settled`
    how many bear a record that a person has answered. A `twin` has the name and bytes of another file, which was read.
    """

    path: Path
    error: str = ""
    verdict: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    folder: str = ""
    rest: str = ""
    unread: tuple[tuple[int, str], ...] = ()
    aside: tuple[tuple[str, tuple[int, ...]], ...] = ()
    judged: int = 0
    settled: int = 0
    notes: tuple[str, ...] = ()
    fault: bool = False
    taken: bool = False
    twin: bool = False

    def lines(self, ties: Sequence[str] = ()) -> list[str]:
        """What a person is told, with the `ties` in words where they are to be shown."""
        said = [f"{self.path}: {self._came()} / {self._came_ja()}"]
        said += ties[:LISTED]
        if len(ties) > LISTED:
            more = len(ties) - LISTED
            said.append(f"    and {more} more: intercity read --review-all shows each / ほか{more}件")
        if self.aside:
            said.append("  set aside for a reason / 理由があって記録しなかった行:")
            said += [f"    {len(lines):>5}  {reason(why)}: {_numbers(lines)}" for why, lines in self.aside]
        if self.judged:
            said.append(
                f"  {many(self.judged, 'line')} judged by a person to tell of no tie / 人が関係なしと判断した行"
            )
        if self.settled:
            said.append(f"  {many(self.settled, 'line')} under records that a person has answered / 人が答えた記録の行")
        if self.unread:
            of = " (counted in the text taken out of the file, not in its source / 取り出した文の行番号)"
            said.append(f"  not understood / 読み取れなかった行{of if self.taken else ''}:")
            said += [f"    {number:>5}  {text}" for number, text in self.unread[:SHOWN]]
            if len(self.unread) > SHOWN:
                rest = f'and {len(self.unread) - SHOWN} more: "unread" in {self.folder}/coverage.json'
                said.append(f"    {both(rest)}")
        return said + [f"  {both(note)}" for note in self.notes]

    def _came(self) -> str:
        found = ", ".join(many(count, kind) for kind, count in self.counts) or "no records"
        outcome = self.verdict if self.twin else f"{self.verdict}: {found}"
        return "; ".join([outcome, *([self.rest] if self.rest else []), f"kept in {self.folder}/"])

    def _came_ja(self) -> str:
        found = "、".join(f"{_type_ja(kind)} {count}件" for kind, count in self.counts) or "記録なし"
        verdict = VERDICTS.get(self.verdict) or japanese(self.verdict) or self.verdict
        rest = [japanese(self.rest) or self.rest] if self.rest else []
        return "、".join([verdict if self.twin else f"{verdict}: {found}", *rest, f"保存先 {self.folder}/"])


def many(count: int, what: str) -> str:
    """`1 record`, `2 bodies (B)`: the first word in the plural where it has to be."""
    word, blank, rest = what.partition(" ")
    plural = word if count == 1 else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{count} {plural}{blank}{rest}"


def _type_ja(kind: str) -> str:
    """`agreement (A)` as `協定(A)`."""
    name, _, confidence = kind.partition(" ")
    return f"{TYPES[name]}{confidence}"


def _numbers(lines: Sequence[int]) -> str:
    more = f" … ({len(lines)})" if len(lines) > FIRST else ""
    return ", ".join(f"L{number}" for number in lines[:FIRST]) + more


def plain(text: str, longest: int = 400) -> str:
    """A line as it can be shown on a terminal: no control characters, not longer than `longest`."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def outcome(
    path: Path,
    data: Path,
    document: Document,
    reading: Reading,
    waiting: int,
    given: PartialDate | None,
    void: Collection[int] = (),
    settled: Collection[int] = (),
) -> Outcome:
    """The verdict on a reading, what it counts, and what a person should know.

    `waiting` records are doubtful and unanswered; `given` is the time that a person says the document speaks for; of
    the lines that were not understood a person has said of those in `void` that they tell of no tie, and has answered a
    record that rests on those in `settled`.
    """
    description, coverage = document.description, _without(reading.coverage, {*void, *settled})
    counts = Counter(f"{record.type} ({record.confidence})" for record in reading.records)
    scope = coverage.scope
    verdict, notes = coverage.verdict, []
    fault = not reading.records and (scope > 0 or bool(coverage.note))
    if coverage.note:
        verdict = f"not read: written in {coverage.note.partition(': ')[2]}"
        notes.append("only Japanese documents are read / 日本語の文書だけを読み取ります")
    elif fault:
        verdict = f"not read: {many(scope, 'line')} on ties, none was understood"
    elif not reading.records:
        verdict = "nothing to keep"
        general = (
            f"{many(len(coverage.relation), 'line')} on ties in general, none that states one / 個々の関係の記述なし"
        )
        notes.append(general if coverage.relation else "no line speaks of a tie / 関係を述べる行はありません")
    elif coverage.verdict == "not read" and len(reading.records) >= len(coverage.unread):
        verdict = "partly read"  # few lines speak of ties, and rows or names told more than was missed
    elif coverage.verdict == "not read":
        verdict = "mostly not understood"
        notes.append("what was read is kept and built as for any document / 読めた分だけが保存され、グラフに入ります")
    if waiting:
        waits = "waits" if waiting == 1 else "wait"
        notes.append(
            f"{many(waiting, 'record')} {waits} for a person's word: intercity read --review {path} --data {data}"
        )
    if description.as_of_inferred:
        notes.append(f"the time it speaks for is guessed, {description.as_of.key}: {description.as_of_inferred}")
    if given and (later := sorted(_after(reading.records, given))):
        are = "is" if len(later) == 1 else "are"
        found = f"{many(len(later), 'record')} {are} of a later day, up to {later[-1].key}; is the time right?"
        notes.append(f"warning: --as-of {given.key}, but {found} / --as-of より後の日付があります")
    lines = document.text.split("\n")
    unread = tuple((number, plain(lines[number - 1].strip(), WIDTH)) for number in coverage.unread)
    taken = bool(description.text_sha256)
    rest = "" if coverage.note or fault or not reading.records else _rest(len(unread))
    return Outcome(
        path,
        verdict=verdict,
        counts=tuple(sorted(counts.items())),
        folder=str(data / description.key),
        rest=rest,
        unread=unread,
        aside=tuple(coverage.ignored.items()),
        judged=len(set(reading.coverage.unread) & set(void)),
        settled=len(set(reading.coverage.unread) & set(settled) - set(void)),
        notes=tuple(notes),
        fault=fault,
        taken=taken,
    )


def _ties(path: Path) -> list[str]:
    """The ties and memberships that were kept, in words, each with its class, by their first lines."""
    kept = [one for one in load(path) if isinstance(one, Agreement | Membership)] if path.is_file() else []
    told_ = ((one.evidence[0].lines[0], f"{one.confidence}  {told(one, places()).partition(': ')[2]}") for one in kept)
    return [f"    {number:>5}  {words}" for number, words in sorted(told_)]


def _rest(lines: int) -> str:
    """What stayed unread, not a share: a row may give a record and be no line that speaks of ties."""
    return f"{many(lines, 'line')} on ties left unread" if lines else "no line on ties left unread"


def _without(coverage: Coverage, void: Collection[int]) -> Coverage:
    """A coverage without the unread lines in `void`."""
    gone = set(coverage.unread) & set(void)
    relation = tuple(line for line in coverage.relation if line not in gone - set(coverage.hints))
    unread, hints = (tuple(line for line in lines if line not in gone) for lines in (coverage.unread, coverage.hints))
    return replace(coverage, relation=relation, unread=unread, hints=hints)


def _after(records: Sequence[AnyRecord], time: PartialDate) -> Iterator[PartialDate]:
    """The days of what is told as done, that lie after a time."""
    for record in records:
        day = None
        if isinstance(record, Agreement) and record.status.value not in NOT_YET:
            day = record.signed
        elif isinstance(record, Event):
            day = record.date
        elif isinstance(record, Membership):
            day = record.since
        if day and day.date.earliest > time.latest:
            yield day.date


def tell(outcomes: Iterable[Outcome], files: int) -> Counter[str]:
    """Print each outcome, once what the classes mean and, over several files, how many were read; give these counts."""
    ends = Counter[str]()
    data = None
    for one in outcomes:
        partly = one.verdict.startswith(("partly", "mostly"))
        ends["refused" if one.error else "not understood" if one.fault else "partly read" if partly else "read"] += 1
        if one.error:
            print(f"intercity: {both(one.error)}", file=sys.stderr)
        else:
            alone = files == 1 and not one.twin
            print(*one.lines(_ties(Path(one.folder) / "records.jsonl") if alone else ()), sep="\n")
        if one.counts:
            data = Path(one.folder).parent
    if data:
        print(CLASSES[0].format(data=data), CLASSES[1], sep="\n")
    if files > 1:
        some = [f"{ends[end]} {end}" for end in ("partly read",) if ends[end]]
        some += [f"{ends[end]} {end}" for end in ("not understood", "refused")]
        ja = "、".join(f"{word}{ends[end]}" for end, word in ENDS.items() if ends[end] or end != "partly read")
        print(f"{files} files: {ends['read']} read, {', '.join(some)} / {files}ファイル: {ja}")
    return ends
