"""Tables that someone has broken: each is refused with file, line, reason and remedy."""

from importlib.resources import files
from pathlib import Path

import pytest

from graph.registry import PlacesError, read

DATA = Path(str(files("graph"))) / "data"
TABLES = ("former.csv", "names.csv", "places.csv")
# File, what is replaced by what, the message ("N" stands for a line number).
WRONG = [
    ("places.csv", "lat,lon,source\n", "lat,lon\n", "places.csv:1: columns are .*must be .*source"),
    ("places.csv", "key,kind", "\ufeffkey,kind", "places.csv:1: columns are .*BOM"),
    ("places.csv", ",431001,熊本市", ",431002,熊本市", "places.csv:N: lg/jp-431001: .*check digit .expected 1"),
    ("places.csv", ",011002,札幌市", ",11002,札幌市", "places.csv:N: lg/jp-011002: .*six digits.*leading zeros"),
    ("places.csv", "country,CN,", "country,CHN,", "places.csv:N: country/cn: .*alpha-2"),
    ("places.csv", "lg/jp-431001,city", "lg/jp-431001,metro", "places.csv:N: unknown kind 'metro'; known: city"),
    ("places.csv", "lg/jp-431001,city", "lg/jp-430005,city", "places.csv:N: lg/jp-430005 stands twice"),
    ("places.csv", ",Kumamoto,lg/jp-430005,", ",Kumamoto,lg/jp-999999,", "lg/jp-431001: within 'lg/jp-999999'"),
    ("places.csv", "Kumamoto Prefecture,country/jp,", "Kumamoto Prefecture,lg/jp-431001,", "leads to no country"),
    ("places.csv", "32.80333,130.70806", "32.80333,", "places.csv:N: lg/jp-431001: only one of lat and lon"),
    ("places.csv", "32.80333,130.70806", "N32,130.70806", "places.csv:N: lat 'N32' is malformed; write decimal"),
    ("places.csv", "32.80333,130.70806", "32.80333,130.70806,", "places.csv:N: 11 cells instead of 10; quote"),
    ("names.csv", ",Guilin,", ",,", "names.csv:N: en is empty; fill it in"),
    ("places.csv", ",くまもとし,Kumamoto,", ",くまもとし,,", "places.csv:N: en is empty; fill it in"),
    ("names.csv", "Q189633", "189633", "names.csv:N: wikidata '189633' is malformed; write Q"),
    ("names.csv", "lg/cn-guilin,LocalGovernment", "lg/cn-guilin,City", "names.csv:N: unknown type 'City'; known"),
    ("names.csv", "lg/cn-guilin,Local", "lg/cn-guillin,Local", "names.csv:N: lg/cn-guillin is in neither"),
    ("names.csv", "lg/cn-guilin,Local", "Guilin,Local", "names.csv:N: key 'Guilin' is malformed"),
    ("names.csv", "CN/桂林市", "CN/長沙市", "names.csv:N: natural key 'CN/長沙市' stands twice"),
    ("former.csv", "2010-03-23,absorption", "2010-02-30,absorption", "former.csv:2: date '2010-02-30' is not"),
    ("former.csv", "2010-03-23,absorption", "2010-03-23,eaten", "former.csv:2: unknown kind 'eaten'"),
    ("former.csv", "lg/jp-431001,2010", "lg/jp-999999,2010", "lg/jp-433853: successor 'lg/jp-999999' is unknown"),
    ("former.csv", "植木町,鹿本郡", '"植木"町,鹿本郡', "former.csv:2: .*double every quotation mark"),
]


@pytest.mark.parametrize(("table", "old", "new", "message"), WRONG)
def test_malformed_tables_are_named_with_line_and_remedy(
    tmp_path: Path, table: str, old: str, new: str, message: str
) -> None:
    for other in TABLES:
        text = (DATA / other).read_text(encoding="utf-8")
        if other == table:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / other).write_text(text, encoding="utf-8", newline="")
    with pytest.raises(PlacesError, match=message.replace(":N:", r":\d+:")) as caught:
        read(tmp_path)
    assert isinstance(caught.value, ValueError)


def test_missing_and_undecodable_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(PlacesError, match=r"places\.csv: missing"):
        read(tmp_path)
    (tmp_path / "places.csv").write_bytes("key,ja\n熊本".encode("shift_jis"))
    with pytest.raises(PlacesError, match=r"places\.csv: not UTF-8 at byte 7"):
        read(tmp_path)
