"""The editions that a person names are looked up before a question is asked: to an unknown one all is new."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from ontology import ICR, ID
from queries.binding import variable
from queries.catalogue import Question, defaults
from queries.result import Result
from queries.text import QueryError

__all__ = ["LISTED", "named", "refuse"]

LISTED = f"SELECT DISTINCT ?it {{ ?it a <{ICR}SourceDocument> }} ORDER BY STR(?it)"
"""The query for the documents of a graph."""
_MOST = 30  # documents that an error lists


def named(question: Question, text: str, given: Mapping[str, object]) -> dict[str, str]:
    """The keys of the documents that a person named, by parameter; `text` is the question with its values."""
    told = {variable(name) for name in given}
    mine = {name for name, one in question.parameters.items() if one.folder == "doc"} & told
    return {
        name: value.value.removeprefix(f"{ID}doc/")
        for name, value in (defaults(text, question.name).items() if mine else ())
        if name in mine
    }


def refuse(question: Question, text: str, given: Mapping[str, object], ask: Callable[[str], Result]) -> None:
    """QueryError, with the list, where a named edition is not in the graph that `ask` asks."""
    wanted = named(question, text, given)
    if not wanted:
        return
    known = [str(row["it"]).removeprefix(f"{ID}doc/") for row in ask(LISTED).rows]
    for name, key in wanted.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
            listed = (", ".join(known[:_MOST]) or "none") + more
            raise QueryError(
                f"--{name.replace('_', '-')} {key}: no such edition.{hint} There are {listed}; "
                "those of your own records need --data DIR"
            )
