"""Reads a document into records: every value with its span, every line on a tie claimed, explained or listed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.coverage import Coverage
from graph.documents import Document
from graph.places import Gazetteer
from graph.reading.facts.alliances import formed, liaisons, meetings, member_lists, pacts, unions
from graph.reading.facts.bodies import facilities, founded, places_of_exchange, press_clubs
from graph.reading.facts.details import enrich
from graph.reading.facts.indicators import indicators
from graph.reading.facts.institutions import institutions
from graph.reading.facts.links import links
from graph.reading.facts.numbers import numbers
from graph.reading.facts.partnerships import partnerships
from graph.reading.facts.plans import plans
from graph.reading.facts.policies import policy_fields
from graph.reading.facts.units import units
from graph.reading.facts.usage import usage
from graph.reading.facts.years import with_years
from graph.reading.lists.brackets import brackets
from graph.reading.lists.dated_lists import dated_lists
from graph.reading.lists.dealings import dealings
from graph.reading.lists.firms import firms
from graph.reading.lists.mentions import with_mentions
from graph.reading.lists.partners import partner_lists
from graph.reading.lists.questions import questions, unasked
from graph.reading.lists.repeated import without_repeated
from graph.reading.lists.standings import standings
from graph.reading.members.clubs import clubs
from graph.reading.members.compacts import compacts
from graph.reading.members.joiners import joiners
from graph.reading.members.jointly import jointly
from graph.reading.members.rosters import rosters
from graph.reading.names.abroad import lands
from graph.reading.names.namesakes import namesakes
from graph.reading.pages.genre import language
from graph.reading.pages.page import Page
from graph.reading.stories.chronicles import chronicles
from graph.reading.stories.framed import spread
from graph.reading.stories.handovers import inherited
from graph.reading.stories.heirs import heirs
from graph.reading.stories.piecemeal import piecemeal
from graph.reading.stories.signings import signings
from graph.reading.stories.stories import stories
from graph.reading.stories.successions import successions
from graph.reading.stories.takeovers import taken_over
from graph.reading.stories.ties import anniversaries, counts, labels, rows
from graph.reading.tables.inventories import owned
from graph.reading.tables.sheets import sheets
from graph.reading.visits.events import listed, summaries
from graph.reading.visits.gatherings import gatherings
from graph.reading.visits.histories import histories
from graph.reading.visits.visits import visits, yielding
from graph.reading.wholes.assemble import assemble
from graph.reading.wholes.bystanders import without_bystanders
from graph.reading.wholes.candidates import candidates
from graph.reading.wholes.coverage import coverage, not_japanese
from graph.reading.wholes.doubts import doubted
from graph.reading.wholes.elsewhere import elsewhere
from graph.reading.wholes.endings import endings
from graph.reading.wholes.settle import settle
from graph.reading.wholes.theirs import theirs
from graph.reading.words.below import told_below
from graph.reading.words.intents import intended
from graph.reading.words.spoken import asked, spoken
from graph.reading.words.unsaid import unsaid
from graph.records import AnyRecord
from graph.undisturbed import undisturbed

# The order is that of trust: rows and labels state more plainly than sentences do.
RECOGNISERS: tuple[Callable[[Page], Iterable[AnyRecord]], ...] = (
    rows,
    labels,
    owned,
    sheets,
    brackets,
    counts,
    anniversaries,
    firms,
    dealings,
    clubs,
    chronicles,
    stories,
    spoken,
    signings,
    inherited,
    successions,
    rosters,
    joiners,
    compacts,
    jointly,
    spread,
    partner_lists,
    standings,
    dated_lists,
    questions,
    member_lists,
    pacts,
    formed,
    meetings,
    unions,
    liaisons,
    partnerships,
    institutions,
    facilities,
    founded,
    places_of_exchange,
    press_clubs,
    numbers,
    usage,
    plans,
    policy_fields,
    indicators,
    links,
    units,
    listed,
    histories,
    summaries,
    gatherings,
    visits,
)


@dataclass(frozen=True)
class Reading:
    """What one document yielded."""

    records: tuple[AnyRecord, ...]
    coverage: Coverage


@undisturbed()
def read(document: Document, gazetteer: Gazetteer) -> Reading:
    """Read one document; deterministic, offline, the same bytes each time."""
    if foreign := language(document.text):
        return Reading((), not_japanese(foreign))
    page = Page(document, gazetteer)
    page.lands.update(lands(page))
    found = without_bystanders(page, [record for recognise in RECOGNISERS for record in recognise(page)])
    found = theirs(page, with_mentions(page, intended(page, unsaid(page, found))))
    found = piecemeal(elsewhere(page, unasked(page, found)))
    settled = doubted(page, told_below(page, without_repeated(settle(page, yielding(page, found)))))
    taken = taken_over(page, namesakes(page, heirs(page, endings(page, asked(page, settled)))))
    records = with_years(page, assemble(page, enrich(page, taken)))
    records += candidates(page, records)
    reading = Reading(tuple(records), coverage(page, records))
    page.memory.clear()  # what asks the page again holds it: without this the collector has to find all of it
    return reading


__all__ = ["Coverage", "Reading", "read"]
