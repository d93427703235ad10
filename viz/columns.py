"""Lists of records written as columns: each name once, each text once, runs and steps in place of like numbers.

A column is one of these, told apart by its first key; assets/columns.js reads them back to the same values:

    {"=": value}            all the same
    {"n": [numbers]}        whole numbers as they are
    {"+": [numbers]}        whole numbers by their steps from 0
    {"s": [first, step]}    whole numbers with the same step between each two
    {"t": column}           texts by their place in the list of all texts
    {"r": {name: column}}   records
    {"?": column}           a part that some records lack, as lists of none or one
    {"c": [columns]}        lists of one length, by place
    {"l": column, "v": column}   lists, as their lengths and all their members in a row
    {"v": [values]}         anything else
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Column = dict[str, Any]


def packed(data: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The data with the named lists of records as columns under `columns`, and the texts of these under `texts`."""
    texts: dict[str, int] = {}
    columns = {name: [len(data[name]), _column(data[name], texts)] for name in names}
    return {**{name: value for name, value in data.items() if name not in names}, "columns": columns, "texts": [*texts]}


def _column(values: Sequence[Any], texts: dict[str, int]) -> Column:
    kinds = set(map(type, values))
    if kinds == {int}:
        return _numbers(values)
    if kinds == {str}:
        return {"t": _numbers([texts.setdefault(value, len(texts)) for value in values])}
    if kinds == {dict}:
        return {
            "r": {name: _part(values, name, texts) for name in dict.fromkeys(name for one in values for name in one)}
        }
    if kinds == {list}:
        return _lists(values, texts)
    if values and all(value == values[0] for value in values):
        return {"=": values[0]}
    return {"v": list(values)}


def _part(values: Sequence[Mapping[str, Any]], name: str, texts: dict[str, int]) -> Column:
    """One part of all records."""
    if all(name in one for one in values):
        return _column([one[name] for one in values], texts)
    return {"?": _lists([[one[name]] if name in one else [] for one in values], texts)}


def _lists(values: Sequence[Sequence[Any]], texts: dict[str, int]) -> Column:
    lengths = [len(value) for value in values]
    if len(set(lengths)) == 1 and 0 < lengths[0] < 9:
        return {"c": [_column([value[at] for value in values], texts) for at in range(lengths[0])]}
    return {"l": _numbers(lengths), "v": _column([member for value in values for member in value], texts)}


def _numbers(values: Sequence[int]) -> Column:
    if values and all(value == values[0] for value in values):
        return {"=": values[0]}
    steps = [here - before for before, here in zip([0, *values], values, strict=False)]
    if values and all(step == steps[-1] for step in steps[1:]):
        return {"s": [values[0], steps[-1]]}
    plain: Column = {"n": list(values)}
    return min(plain, {"+": steps}, key=lambda one: len(json.dumps(one)))
