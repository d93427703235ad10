"""The tree of the headings of a web page, whose ranks the page itself gives: what stands over a line, and what beside that."""

from collections.abc import Callable, Iterator, Sequence

from graph.reading.pages.outline import mark_of, rank_of
from graph.reading.pages.text import Text

Kinds = frozenset[str]


class Ranks:
    """For each line (from 0) the heading of its section, for each heading the one above it; None where there is none."""

    def __init__(self, lines: Sequence[Text], kinds: Callable[[int], Kinds]) -> None:
        """`kinds`: the kinds of tie that a heading names, if it is not that of a city."""
        self.over: list[int | None] = []
        self.parents: dict[int, int | None] = {}
        self.beside: dict[int, int] = {}  # for a heading the title of equal rank that it stands under
        self.kinds: dict[int, Kinds] = {}  # that each heading names; not the function, which would keep its page alive
        self.below: dict[int | None, set[str]] = {}  # the kinds that the headings right below a heading name
        ranks: dict[int, int] = {}
        stack: list[int] = []
        title: int | None = None
        bare = False  # nothing has followed the last heading yet
        for number, line in enumerate(lines):
            mark = mark_of(line)
            if rank := rank_of(mark[0] if mark else None):
                before = stack[-1] if bare else None
                while stack and ranks[stack[-1]] >= rank:
                    stack.pop()
                parent = stack[-1] if stack else None
                if before is not None and ranks[before] == rank and self.kinds[before]:
                    title = before
                if title is not None and self.parents[title] == parent and ranks[title] == rank:
                    self.beside[number] = title
                ranks[number], self.parents[number] = rank, parent
                stack.append(number)
                self.kinds[number] = kinds(number)
                self.below.setdefault(parent, set()).update(self.kinds[number])
            bare = bool(rank) or (bare and not line.norm.strip())
            self.over.append(stack[-1] if stack else None)

    @property
    def first(self) -> int:
        """The first heading with a rank."""
        return min(self.parents)

    def chain(self, number: int) -> Iterator[tuple[int | None, Kinds]]:
        """The headings over a line, the nearest first, at last None; with each the kinds that others name beside the one that
        leads to it, where that names none: a rival of what stands over both."""
        rivals: Kinds = frozenset()
        at = self.over[number]
        own = at == number
        while at is not None:
            if not own:
                yield at, rivals
            own = False
            if at in self.beside:
                yield self.beside[at], rivals
            if not self.kinds[at]:
                rivals |= self.below[self.parents[at]]
            at = self.parents[at]
        yield None, rivals
