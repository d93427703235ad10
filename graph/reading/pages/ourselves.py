"""The words by which a document speaks of its publisher: 本市, 当町, わが村; 県・市 for it with its prefecture."""

import re
from collections.abc import Iterator

HOME = re.compile(r"[本当](?<![一-龥].)市|わが市")
# A town or village that publishes speaks of itself in its own word; 本町 is the name of many a street as well.
OWN = {
    one: re.compile(
        rf"当(?<![一-龥].){one}(?![一-龥])|わが{one}|本(?<![一-龥].){one}(?=[はがをとにも、]|の[^0-9]|で(?:は|も)|長)"
    )
    for one in "町村区"
}
BOTH = re.compile(r"(?:(?<=^)|(?<=[、。(『「\s※・]))県・市・")


def both(norm: str) -> Iterator[re.Match[str]]:
    """Where a text names the prefecture and the city of the publisher together: `県・市・`."""
    return BOTH.finditer(norm) if "県・市・" in norm else iter(())


def of_publisher(norm: str, name: str) -> Iterator[re.Match[str]]:
    """Where a text speaks of its publisher, whose name is `name`."""
    if "市" in norm:
        yield from HOME.finditer(norm)
    if name[-1:] in OWN and name[-1] in norm:
        yield from OWN[name[-1]].finditer(norm)
