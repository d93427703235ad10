"""Where a few words are asked for before a costly pattern, whatever the pattern finds holds one of them."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.reading.names.companies import HELD, WORDS
from graph.reading.stories.frames import CALLED_OFF, OFF
from graph.reading.wholes.overlooked import HINT, WORD
from graph.reading.words.deeds import CITY, MORE, STATE, STATES
from graph.reading.words.denials import TIE_FORM, TIE_WORDS
from graph.reading.words.ends import HINTS, SAID


def one_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


ASKED = {
    "ends": (SAID.pattern, one_of(HINTS)),
    "ties": (TIE_FORM.pattern, TIE_WORDS),
    "net": (WORD.pattern, HINT),
    "bodies": (WORDS, HELD),
    "off": (CALLED_OFF.pattern, OFF),
    **{f"state {state}": (pattern.pattern, STATE) for state, pattern in STATES},
    **{f"kind {pattern[:12]}": (pattern, one_of(words.split())) for pattern, _, words in (*MORE, *CITY)},
}


@pytest.mark.parametrize("pair", ASKED)
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_pattern_finds_holds_a_word_that_is_asked_for(pair: str, data: st.DataObject) -> None:
    pattern, asked = ASKED[pair]
    told = data.draw(st.from_regex(re.compile(pattern)))
    found = re.search(pattern, told)
    assert found is None or asked.search(told)
