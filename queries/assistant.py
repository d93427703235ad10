"""Three read-only tools for assistants over the Model Context Protocol, on standard input and output."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated, Any, Literal

from queries.guard import GuardError, Limits, Pool
from queries.received import received
from queries.result import Result
from queries.text import QueryError, form
from queries.tools import ABOUT, answered, described, meant

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from queries.guard.process import Source

__all__ = ["LIMITS", "MissingExtra", "serve", "server"]

LIMITS = Limits(deadline=15, workers=1, slow=2, rows=10_000, bytes=8 << 20)
MOST = 1000
"""The most rows of one call: an assistant reads every one of them."""


class MissingExtra(RuntimeError):
    """A part of the program that was not installed: says how to get it."""

    exit_code = 2


def serve(source: "Source", limits: Limits = LIMITS) -> None:
    """Answer an assistant until it closes standard input; MissingExtra without the SDK. Errors as of `Pool.open`."""
    try:
        import mcp  # noqa: F401
    except ImportError:
        raise MissingExtra('mcp: the extra is not installed. Write: pip install "intercity[mcp]"') from None

    async def answering() -> None:
        async with await Pool.open(source, limits) as pool:
            await server(pool).run_stdio_async()

    asyncio.run(answering())


def server(pool: Pool) -> "MCPServer[None]":
    """The server with its three tools, which ask this pool."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp_types import CallToolResult, TextContent, ToolAnnotations
    from pydantic import Field

    made: MCPServer[None] = MCPServer("intercity", instructions=ABOUT, log_level="WARNING")
    harmless = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

    def tool(title: str, called: Callable[..., Awaitable[CallToolResult]]) -> None:
        made.add_tool(called, title=title, description=getdoc(called), annotations=harmless)

    async def ask(text: str) -> Result:
        kind = form(text, "query")
        if kind not in ("SELECT", "ASK"):
            raise QueryError(f"query: {kind} gives no rows; only SELECT and ASK are answered here.")
        return received((await pool.ask(text, "application/sparql-results+json")).body, kind)

    async def told(work: Awaitable[dict[str, Any]]) -> CallToolResult:
        try:
            said = await work
        except (QueryError, GuardError) as error:
            raise ToolError(str(error)) from None
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))  # every sign of it is read
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=said)

    async def describe_schema(
        part: Annotated[
            Literal["overview", "classes", "properties", "kinds", "questions"],
            Field(description="what to describe / 説明する部分"),
        ] = "overview",
    ) -> CallToolResult:
        """What the graph is made of, with names in English and Japanese and how often each thing occurs.

        overview: how to ask, prefixes, classes, names of the ready questions. classes, properties, kinds: each term
        with its meaning. questions: the ready questions, their parameters and columns. / グラフの構成、用意された問い。
        """
        return await told(described(ask, part))

    async def query(
        query: Annotated[
            str, Field(description="SELECT or ASK in SPARQL 1.1 with its PREFIXes, or a ready question's name")
        ],
        parameters: Annotated[
            dict[str, str] | None, Field(description='of a ready question, as people write them: {"city": "熊本市"}')
        ] = None,
        limit: Annotated[int, Field(ge=1, le=MOST, description="the most rows to give / 行数の上限")] = 100,
    ) -> CallToolResult:
        """The rows of a SPARQL query, or of a ready question such as `partners` with {"city": "熊本市"}.

        Read-only: SERVICE, FROM and updates are refused, and a query that runs away is ended. Where there are more rows
        than `limit`, `truncated` is true and `note` says how many. / SPARQL か用意された問いで尋ねます。読み取りのみ。
        """
        return await told(answered(ask, query, parameters or {}, limit))

    async def look_up(
        name: Annotated[
            str, Field(min_length=1, max_length=200, description="a city, alliance, body, agreement / 名前")
        ],
    ) -> CallToolResult:
        """What a name in Japanese or English may mean: keys, IRIs, both names, and how much the graph knows of each.

        An ambiguous name gives all candidates, a misspelt one the nearest. / 名前が指しうるものと、その事実の数。
        """
        return await told(meant(ask, name))

    tool("Describe the graph / グラフの説明", describe_schema)
    tool("Ask the graph / グラフに尋ねる", query)
    tool("Look up a name / 名前を調べる", look_up)
    return made
