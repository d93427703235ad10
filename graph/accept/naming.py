"""Names of what is accepted, in both languages."""

from graph.accept.model import Pairs, Words
from graph.places import Gazetteer


def labels(key: str, gazetteer: Gazetteer, otherwise: object) -> Pairs:
    """Names in both languages, from the registry or from `otherwise()`; rdfs:label beside skos:prefLabel."""
    name = gazetteer.name(key)
    ja, en = (name.ja, name.en) if name else otherwise()  # type: ignore[operator]
    return [(term, words) for term in ("skos:prefLabel", "rdfs:label") for words in (Words(ja, "ja"), Words(en, "en"))]
