"""Documents and records: encodings, hashes and broken files end in a clear error, never in a guess."""

import hashlib
from pathlib import Path

import pytest

from graph.documents import DocumentError, decode, describe, find, folders, open_document
from graph.records import Agreement, RecordsError, dump, load, loads

TEXT = "熊本市は桂林市と友好都市協定を締結した。\n姉妹都市についても同じである。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_old_encodings_are_recognised(encoding: str) -> None:
    text, found = decode(TEXT.encode(encoding), "a.txt")
    assert text == TEXT
    assert found == encoding


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_make_no_difference(ends: str) -> None:
    assert decode(TEXT.replace("\n", ends).encode(), "a.txt")[0] == TEXT


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\x00\x01\x02PDF", "zero byte at offset 0"),
        (b"ab\xff\xff\xfe\xfa", "not UTF-8 at byte 2"),
        ("熊本".encode()[:-1] + b"\xff", "not UTF-8 at byte"),
        (b"\xef\xbb\xbf\xff", "broken utf-8-sig at byte"),
        ("本".encode("utf-16") + b"\x00", "broken utf-16 at byte"),
    ],
)
def test_broken_bytes_are_refused_with_their_place(raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode(raw, "a.txt")


def test_a_document_with_another_hash_is_refused(tmp_path: Path) -> None:
    description = describe(folders()[0])
    (tmp_path / description.file).write_text("別の版", encoding="utf-8")
    path = find(description, tmp_path)
    assert path is not None
    with pytest.raises(DocumentError, match=f"sha256.*{description.sha256}"):
        open_document(path, description)


def test_described_hashes_are_those_of_the_files(documents: Path) -> None:
    for folder in folders():
        description = describe(folder)
        assert hashlib.sha256((documents / description.file).read_bytes()).hexdigest() == description.sha256


def test_a_document_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.documents.LIMIT", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(DocumentError, match="11 bytes; the limit is 10"):
        open_document(tmp_path / "a.txt", describe(folders()[0]))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title_ja = 1 = 2", "document.toml"),
        ('title_ja = "a"', "field as_of is missing"),
        ('colour = "red"', "unknown field colour"),
        (
            'title_ja="a"\ntitle_en="a"\npublisher="lg/x"\nas_of="2019-13"\nfile="a"\nsha256="a"',
            "as_of: 2019-13: no such day",
        ),
    ],
)
def test_a_broken_description_names_its_fault(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "document.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=reason):
        describe(tmp_path)


def test_records_are_written_and_read_back_the_same() -> None:
    for folder in folders():
        text = (folder / "records.jsonl").read_text(encoding="utf-8")
        assert dump(loads(text)) == text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line[:-2], "Invalid JSON|EOF"),
        (lambda line: line.replace('"type": "agreement"', '"type": "treaty"'), "treaty"),
        (lambda line: line.replace('"kind"', '"colour"', 1), "colour|kind"),
        (lambda line: line.replace('"1960-05-03"', '"1960-13-03"'), "1960-13-03"),
        (lambda line: line.replace('"lines": [42, 42]', '"lines": [42, 41]'), "runs backwards"),
    ],
)
def test_a_broken_record_names_file_line_and_reason(tmp_path: Path, change: object, reason: str) -> None:
    text = (folders()[0] / "records.jsonl").read_text(encoding="utf-8")
    lines = text.split("\n")
    number = next(index for index, line in enumerate(lines) if "it-napoli" in line and '"agreement"' in line)
    lines[number] = change(lines[number])  # type: ignore[operator]
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(RecordsError, match=f"records.jsonl:{number + 1}: .*({reason})"):
        load(path)


def test_records_of_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_bytes("熊本".encode("cp932"))
    with pytest.raises(RecordsError, match="not UTF-8 at byte 0"):
        load(tmp_path / "records.jsonl")


def test_the_same_fact_has_the_same_id_wherever_it_stands() -> None:
    found = [one for folder in folders() for one in loads((folder / "records.jsonl").read_text(encoding="utf-8"))]
    (napoli,) = [one for one in found if isinstance(one, Agreement) and "lg/it-napoli" in one.id]
    moved = napoli.evidence[0].model_copy(update={"lines": (99, 99), "at": (5, 9)})
    assert napoli.model_copy(update={"evidence": (moved,)}).id == napoli.id
    assert napoli.id == "agreement:lg/it-napoli+lg/jp-462012|sister-city|1960-05-03"
