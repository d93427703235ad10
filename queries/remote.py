"""The same questions at somebody else's endpoint, through SPARQLWrapper; the answer is the Result that `run` gives."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.stop import stop_any
from tenacity.wait import wait_exponential_jitter

from queries import answers, kept
from queries.binding import bind
from queries.catalogue import Question, question
from queries.editions import refuse
from queries.labels import LABELS, Labels
from queries.measures import measured
from queries.received import received
from queries.result import Origin, Result
from queries.text import QueryError, form
from queries.wire import RemoteError, Reply, post, words

__all__ = ["RemoteError", "run"]

Tell = Callable[[str, str], object]

PAGE = 200
"""The most values of one parameter in one request."""
TRIES = 4
FRESH = timedelta(minutes=10)
"""How long a kept answer is given again without a request."""


def run(
    source: str | Path,
    endpoint: str,
    /,
    *,
    timeout: float = 65,
    deadline: float = 180,
    cache: bool = True,
    sleep: Callable[[float], None] = time.sleep,
    tell: Tell = lambda *_: None,
    **parameters: object,
) -> Result:
    """Ask a question (as in `queries.run`) of an endpoint by POST, one request at a time.

    A list of more than 200 values for a parameter is asked in pages, whose rows are joined in their order. A busy
    endpoint or half an answer is asked again, at most four times in all, after what Retry-After says or 1, 2, 4 s and
    a part of one. `timeout` seconds may pass without a byte, `deadline` seconds with one page. Whole answers are kept
    (`queries.answers`) and given again for ten minutes, and later where the endpoint fails: then `Result.note` says so.
    `cache=False` neither reads nor keeps. `tell` hears of each wait, in English and Japanese.

    RemoteError for anything but a whole answer; QueryError as in `run`, for an update, for pages of what has a LIMIT.
    """
    if not re.match(r"https?://(\[[0-9A-Fa-f:]+\]|[\w.-]+)(:\d+)?([/?]|$)", endpoint, re.ASCII):
        raise RemoteError(f"{words(endpoint)}: an endpoint begins with http:// or https://.")
    asked = question(source)
    where = kept.folder() if cache else None
    more = partial(_more, endpoint, timeout=timeout, deadline=deadline, cache=cache, sleep=sleep, tell=tell)
    results = []
    for values in _pages(asked, parameters):
        text = bind(asked, values, labels=Labels(lambda: more(LABELS).rows))
        refuse(asked, text, values, more)
        kind = form(text, asked.name)
        once = partial(_asked, endpoint, text, kind, timeout, time.monotonic() + deadline)
        reply, note = _reply(partial(_patient, once, deadline, sleep, tell), where, answers.key(endpoint, text))
        results.append(_result(reply, kind, endpoint, note))
    if len(results) > 1:
        return measured(asked.measure, _joined(results))
    origin = Origin(asked.name, text, more, asked.evidence, PAGE)
    return measured(asked.measure, replace(results[0], origin=origin))


def _more(endpoint: str, text: str, **settings: Any) -> Result:
    return run(text, endpoint, **settings)


def _asked(endpoint: str, text: str, kind: str, timeout: float, end: float) -> Reply:
    reply = post(endpoint, text, kind, timeout=timeout, end=end)
    _result(reply, kind, endpoint)  # what is no answer is asked for again, and never kept
    return reply


def _pages(asked: Question, parameters: dict[str, object]) -> Iterator[dict[str, object]]:
    """The parameters of each request: the long list in parts, the others as they are."""
    long = {name: each for name, each in parameters.items() if isinstance(each, list | tuple) and len(each) > PAGE}
    if not long:
        yield parameters
        return
    if len(long) > 1:
        raise QueryError(f"{asked.name}: {' and '.join(long)}: only one parameter can have more than {PAGE} values.")
    if re.search(r"\b(LIMIT|OFFSET)\b", asked.text, re.IGNORECASE):
        raise QueryError(f"{asked.name}: LIMIT and OFFSET would count on each page of {PAGE} values. Leave them out.")
    [(name, values)] = long.items()
    for start in range(0, len(values), PAGE):
        yield parameters | {name: values[start : start + PAGE]}


def _joined(results: list[Result]) -> Result:
    first = results[0]
    notes = dict.fromkeys(each.note for each in results if each.note)
    return Result(first.columns, tuple(row for each in results for row in each.terms), first.form, " ".join(notes))


def _reply(ask: Callable[[], Reply], where: Path | None, key: str) -> tuple[Reply, str]:
    """The kept answer while it is fresh, else a new one, else the kept one with a note that it is old."""
    old = answers.load(where, key) if where else None
    if old and timedelta(0) <= datetime.now(UTC) - old[1] < FRESH:
        return old[0], f"The copy of {_minute(old[1])}; --no-cache asks again. / {_minute(old[1])}の写しです。"
    try:
        reply = ask()
    except RemoteError as error:
        if old is None or (400 <= error.status < 500 and not error.again):  # it refuses us, and will go on so
            raise
        when = _minute(old[1])
        return old[0], f"Stale, the copy of {when}: {error} / 応答がないため、{when}の古い写しです。"
    if where:
        answers.save(where, key, reply)
    return reply, ""


def _minute(when: datetime) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M")


def _patient(ask: Callable[[], Reply], deadline: float, sleep: Callable[[float], None], tell: Tell) -> Reply:
    failed: list[RemoteError] = []

    def again(error: BaseException) -> bool:
        if not isinstance(error, RemoteError):
            return False
        failed.append(error)
        return error.again and sum(each.status == 429 for each in failed) < 2

    def told(state: RetryCallState) -> None:
        tell(
            f"{failed[-1]} Asking again in {state.upcoming_sleep:.0f} s",
            f"{state.upcoming_sleep:.0f}秒後に再び尋ねます",
        )

    def wait(state: RetryCallState) -> float:
        return max(failed[-1].after, wait_exponential_jitter(initial=1, max=30, jitter=1)(state))

    persistent = Retrying(
        retry=retry_if_exception(again),
        stop=stop_any(stop_after_attempt(TRIES), stop_before_delay(deadline)),
        wait=wait,
        sleep=sleep,
        before_sleep=told,
        reraise=True,
    )
    try:
        return persistent(ask)
    except RemoteError as error:
        if len(failed) < 2:
            raise
        tried = f"{error} Asked {len(failed)} times."
        raise RemoteError(tried, again=error.again, after=error.after, status=error.status) from None


def _result(reply: Reply, kind: str, endpoint: str, note: str = "") -> Result:
    try:
        return replace(received(reply.content, kind), note=note)
    except (ValueError, KeyError, TypeError, SyntaxError, RecursionError) as error:
        page = reply.media in ("text/html", "application/xhtml+xml") or reply.content.lstrip()[:1] == b"<"
        half = not page and (isinstance(error, json.JSONDecodeError | SyntaxError))
        said = words(reply.content) or "nothing"
        what = "that is a web page, no SPARQL answer" if page else "that is no SPARQL answer"
        remedy = " Is this the address of the endpoint, not of its form?" if page else ""
        raise RemoteError(f"{endpoint}: {what}: {said}.{remedy}", again=half) from None
