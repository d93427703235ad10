"""The questions, and asking them: `from queries import run; run("partners", city="熊本市")`."""

from queries.catalogue import catalogue
from queries.result import Result, render
from queries.run import run, untold
from queries.text import QueryError

__all__ = ["QueryError", "Result", "catalogue", "render", "run", "untold"]
