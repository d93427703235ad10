"""What the printed name of a municipality means: by its prefecture, its country, the document, the lists."""

from dataclasses import replace

from graph.cities import country_of
from graph.countries import of_state
from graph.places import Found
from graph.reading.pages.page import Page


def resolve(page: Page, surface: str, land: str | None = None, region: str | None = None) -> Found:
    """What a printed name means: by its prefecture, its country, the document; open where several bear it."""
    key = ("resolved", surface, land or page.lands.get(surface.strip(" ・")), region)
    if key not in page.memory:
        page.memory[key] = _resolve(page, surface.strip(" ・"), land, region)
    found: Found = page.memory[key]
    return found


def _resolve(page: Page, name: str, land: str | None, region: str | None) -> Found:
    if region or land == "country/jp":
        return page.gazetteer.find(name, home=page.home, prefecture=region)
    land = land or page.lands.get(name) or of_state(name)
    if land:
        return page.gazetteer.mint(name, country=land)
    found = page.gazetteer.find(name, home=page.home)
    if found.key or found.candidates:
        return found
    abroad = page.gazetteer.mint(name, country=country_of(name)) if country_of(name) else found
    return (
        replace(abroad, flags=("country_from_list", *abroad.flags))
        if abroad.key
        else Found(None, flags=("country_open",))
    )
