"""Sentences under a partner's heading that say that an agreement with it has run out."""

import re
from collections.abc import Iterator

from graph.reading.pages.page import Page
from graph.records import Agreement, AnyRecord


def expiries(page: Page) -> Iterator[AnyRecord]:
    """A sentence that says that an agreement with the section's partner has run out (`MOUの期間満了`)."""
    for index, block in enumerate(page.blocks):
        partner = page.sections[index].partner
        if partner is None or block.kind == "heading":
            continue
        for mention in page.kinds(block.text.norm):
            if match := re.match(r"の(期間満了|失効|終了)", block.text.norm[mention.end :]):
                end = mention.end + match.end()
                yield Agreement(
                    confidence="B",
                    recogniser="expiry",
                    evidence=(block.text.span(mention.start, end),),
                    flags=("mention",),
                    parties=(partner,),
                    kind=page.stated(block.text, mention),
                    status=page.in_words(block.text, "expired", mention.end + 1, end),
                )
