"""The tables that people open: one row a thing, values of one cell joined, safe and readable in a spreadsheet.

Two spellings of the same rows. `spreadsheets` is for double-clicking: it starts with a byte order mark, without which
Excel takes UTF-8 for the system's old encoding and shows Japanese names as rubbish (LibreOffice, Numbers, pandas and R
skip it), and a text that a spreadsheet would run as a formula gets an apostrophe in front. `csvw` is for programs: the
exact values, no mark, described by `csv-metadata.json` (W3C CSV on the Web). Both quote every text and no number.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from ontology import ID, KIND

__all__ = ["TABLES", "Cell", "Row", "Table", "csvw", "records", "spreadsheets"]

TABLES = ("places", "agreements", "memberships", "bodies", "edges", "sources")
Cell: TypeAlias = str | int | Decimal | None
Row: TypeAlias = Mapping[str, object]

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_JOIN = "; "


@dataclass(frozen=True)
class Table:
    """One table: its questions, and for each column, in order, what it means in English and in Japanese."""

    name: str
    en: str
    ja: str
    columns: Mapping[str, tuple[str, str]]


def records(table: Table, rows: Iterable[Row]) -> list[dict[str, Cell]]:
    """One record for each value of the first column, sorted by it; several values of a cell joined by `; `.

    `rows` are query rows (column -> str, int, float, Decimal, bool, date or None); what several rows say of the same
    thing is united. Values stand in the order of their rows, so that the names in `parties_ja` follow the keys in
    `parties`. Our own IRIs become keys: `lg/jp-431001`, `agreement/sister-city`.
    """
    names = list(table.columns)
    found: dict[str, dict[str, list[Cell]]] = {}
    flat = [tuple(_cell(row.get(name)) for name in names) for row in rows]
    for values in sorted(flat, key=lambda each: tuple(str(value or "") for value in each)):
        if values[0] is None:
            continue
        record = found.setdefault(str(values[0]), {name: [] for name in names})
        for name, value in zip(names, values, strict=True):
            if value is not None and value not in record[name]:
                record[name].append(value)
    return [{name: _joined(values) for name, values in record.items()} for record in found.values()]


def spreadsheets(rows: Mapping[str, Iterable[Row]], tables: Mapping[str, Table]) -> dict[str, str]:
    """File name -> text: `places.csv` and so on for every table of `rows`, and `README.md`, the data dictionary."""
    found = {name: records(tables[name], rows[name]) for name in sorted(rows, key=_order)}
    files = {f"{name}.csv": "\ufeff" + _csv(tables[name].columns, found[name], guard=True) for name in found}
    return files | {"README.md": _dictionary(tables, found)}


def csvw(rows: Mapping[str, Iterable[Row]], tables: Mapping[str, Table]) -> dict[str, str]:
    """File name -> text: the exact tables, and `csv-metadata.json`, which says what each column is."""
    found = {name: records(tables[name], rows[name]) for name in sorted(rows, key=_order)}
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_described(tables[name], found[name]) for name in found],
    }
    files = {f"{name}.csv": _csv(tables[name].columns, found[name], guard=False) for name in found}
    return files | {"csv-metadata.json": json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"}


def _order(name: str) -> tuple[int, str]:
    return (TABLES.index(name) if name in TABLES else len(TABLES), name)


def _cell(value: object) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.removeprefix(ID).removeprefix(KIND)
    raise ValueError(f"a table cell cannot hold {value!r}; expected text, a number, a date or nothing")


def _joined(values: Sequence[Cell]) -> Cell:
    if len(values) < 2:
        return values[0] if values else None
    return _JOIN.join(str(value) for value in values)


def _csv(columns: Iterable[str], found: Iterable[Mapping[str, Cell]], *, guard: bool) -> str:
    """RFC 4180: CRLF, texts in quotes with quotes doubled; numbers and empty cells bare."""
    lines = [",".join(_field(name, guard=False) for name in columns)]
    lines += [",".join(_field(value, guard=guard) for value in record.values()) for record in found]
    return "".join(line + "\r\n" for line in lines)


def _field(value: Cell, *, guard: bool) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if guard and _FORMULA.match(value):
        value = "'" + value
    return '"' + value.replace('"', '""') + '"'


def _described(table: Table, found: Sequence[Mapping[str, Cell]]) -> dict[str, Any]:
    key = next(iter(table.columns))
    return {
        "url": f"{table.name}.csv",
        "dc:title": [{"@value": table.en, "@language": "en"}, {"@value": table.ja, "@language": "ja"}],
        "tableSchema": {
            "columns": [_column(name, meaning, found) for name, meaning in table.columns.items()],
            "primaryKey": key,
            "aboutUrl": f"{ID}{{+{key}}}",
        },
    }


def _column(name: str, meaning: tuple[str, str], found: Sequence[Mapping[str, Cell]]) -> dict[str, Any]:
    values = [record[name] for record in found if record[name] is not None]
    en, ja = meaning
    column: dict[str, Any] = {
        "name": name,
        "titles": name,
        "dc:description": [{"@value": en, "@language": "en"}, {"@value": ja, "@language": "ja"}],
        "datatype": _datatype(values),
    }
    if any(isinstance(value, str) and _JOIN in value for value in values):
        column["separator"] = _JOIN
    if len(values) == len(found) > 0:
        column["required"] = True
    return column


def _datatype(values: Sequence[Cell]) -> str:
    if values and all(isinstance(value, int) for value in values):
        return "integer"
    if values and not any(isinstance(value, str) for value in values):
        return "decimal"
    if values and all(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) for value in values):
        return "date"
    return "string"


_NOTES = """# Tables 表

UTF-8 with a byte order mark, comma, CRLF (RFC 4180). Texts stand in quotes, numbers do not. Several values of one
cell are joined by `; `. A key such as `lg/jp-431001` is the end of an IRI: put <https://w3id.org/icr/id/> before it
(kinds, roles and states: <https://w3id.org/icr/kind/>). Dates are as precise as their source (EDTF): `1982`, `2010-04`,
`2019-04-01/2020-03-31` for the fiscal year 2019. `kumamoto-2022:457-460` is lines 457 to 460 of that document. A text
that begins with = + - or @ has an apostrophe before it here, so that no spreadsheet runs it; `intercity export csvw`
gives exact values. Opened by a double click, Excel drops the zero of a code like 062031; the key keeps it.

BOM付きUTF-8、コンマ区切り、CRLF（RFC 4180）。文字列は引用符で囲み、数値は囲まない。一つのセルの複数の値は `; ` で
つなぐ。`lg/jp-431001` のようなキーはIRIの末尾であり、<https://w3id.org/icr/id/> を前に付けるとIRIになる
（種別・役割・状態は <https://w3id.org/icr/kind/>）。日付は出典の精度のまま（EDTF）: `1982`、`2010-04`、2019年度は
`2019-04-01/2020-03-31`。`kumamoto-2022:457-460` はその文書の457行から460行。= + - @ で始まる文字列は、
表計算ソフトが式として実行しないよう先頭に ' を付けた（正確な値は `intercity export csvw`）。Excelで直接開くと
062031 のような団体コードの先頭の0が消えるが、キーには残る。
"""


def _dictionary(tables: Mapping[str, Table], found: Mapping[str, Sequence[object]]) -> str:
    """The data dictionary in both languages, a section for each table and a line for each column."""
    parts = [_NOTES]
    for name, those in found.items():
        table = tables[name]
        lines = [f"| `{column}` | {_plain(en)} | {_plain(ja)} |" for column, (en, ja) in table.columns.items()]
        head = f"\n## {name}.csv\n\n{table.en} {len(those)} rows. \\\n{table.ja}{len(those)}行。\n\n"
        parts.append(head + "| column 列 | meaning | 意味 |\n|---|---|---|\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
