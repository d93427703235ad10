"""Reads a document into records: every value with its span, every line on a tie claimed, explained or listed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.documents import Document
from graph.places import Gazetteer
from graph.reading.abroad import lands
from graph.reading.alliances import formed, liaisons, meetings, member_lists, pacts, unions
from graph.reading.assemble import assemble
from graph.reading.below import told_below
from graph.reading.bodies import facilities, founded, places_of_exchange, press_clubs
from graph.reading.brackets import brackets
from graph.reading.bystanders import without_bystanders
from graph.reading.candidates import candidates
from graph.reading.chronicles import chronicles
from graph.reading.clubs import clubs
from graph.reading.compacts import compacts
from graph.reading.coverage import Coverage, coverage, not_japanese
from graph.reading.dated_lists import dated_lists
from graph.reading.dealings import dealings
from graph.reading.details import enrich
from graph.reading.doubts import doubted
from graph.reading.elsewhere import elsewhere
from graph.reading.endings import endings
from graph.reading.events import listed, summaries
from graph.reading.expiries import expiries
from graph.reading.firms import firms
from graph.reading.framed import spread
from graph.reading.gatherings import gatherings
from graph.reading.genre import language
from graph.reading.handovers import inherited
from graph.reading.heirs import heirs
from graph.reading.histories import histories
from graph.reading.indicators import indicators
from graph.reading.institutions import institutions
from graph.reading.intents import intended
from graph.reading.inventories import owned
from graph.reading.joiners import joiners
from graph.reading.jointly import jointly
from graph.reading.lapses import lapsed
from graph.reading.links import links
from graph.reading.mentions import with_mentions
from graph.reading.namesakes import namesakes
from graph.reading.numbers import numbers
from graph.reading.page import Page
from graph.reading.partners import partner_lists
from graph.reading.partnerships import partnerships
from graph.reading.piecemeal import piecemeal
from graph.reading.plans import plans
from graph.reading.policies import policy_fields
from graph.reading.questions import questions, unasked
from graph.reading.repeated import without_repeated
from graph.reading.rosters import rosters
from graph.reading.settle import settle
from graph.reading.sheets import sheets
from graph.reading.signings import signings
from graph.reading.spoken import asked, spoken
from graph.reading.standings import standings
from graph.reading.stories import stories
from graph.reading.successions import successions
from graph.reading.takeovers import taken_over
from graph.reading.theirs import theirs
from graph.reading.ties import anniversaries, counts, labels, rows
from graph.reading.units import units
from graph.reading.unsaid import unsaid
from graph.reading.usage import usage
from graph.reading.visits import visits, yielding
from graph.reading.years import with_years
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
    expiries,
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
    taken = taken_over(page, namesakes(page, heirs(page, lapsed(page, asked(page, settled)))))
    records = with_years(page, endings(page, assemble(page, enrich(page, taken))))
    records += candidates(page, records)
    return Reading(tuple(records), coverage(page, records))


__all__ = ["Coverage", "Reading", "read"]
