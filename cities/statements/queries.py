"""The query behind a reading: of which list of cities, and on which day, it speaks."""

import datetime
from dataclasses import dataclass
from typing import Any

from cities.models.sources import Metric
from cities.statements.claims import Claim, Reason
from cities.statements.intervals import period
from cities.statements.readings import Reading, Verdict

LIST_OF_COUNTRIES, LIST_OF_CITIES, ONE_CITY = "countries", "cities", "city"
ABOUT_ONE_CITY = (Metric.MEMBERSHIP, Metric.DESIGNATION)


@dataclass(frozen=True)
class Query:
    """What to ask of the record to see what a reading speaks of, in the terms of its lists.

    `parameters` are those of the list, with several values for alternatives. A list knows nothing
    of a city that a figure leaves out.
    """

    resource: str
    parameters: dict[str, list[str]]
    day: datetime.date


def query(reading: Reading, until: datetime.date) -> Query | None:
    """The query behind a reading; None where the statement does not say of what it speaks.

    `until` is the last day of which the answer knows.
    """
    claim = reading.claim
    if not claim.scope_known:
        return None
    parameters = places(claim)
    # A city that never was a member has no page: it is missing from the list.
    if claim.metric in ABOUT_ONE_CITY and reading.finding.reason is not Reason.NOT_IN_SCOPE:
        return Query(ONE_CITY, {}, day(reading, until))
    if claim.metric == Metric.COUNTRIES and not parameters.keys() - {"region"}:
        return Query(LIST_OF_COUNTRIES, parameters, day(reading, until))
    return Query(LIST_OF_CITIES, parameters, day(reading, until))


def places(claim: Claim) -> dict[str, list[str]]:
    """The field and the place of a claim, as the list of cities takes them."""
    selection = claim.selection
    given: dict[str, Any] = {
        "field": [selection.field],
        "region": [selection.region],
        "continent": [selection.continent],
        "country": sorted(selection.countries),
    }
    return {name: values for name, values in given.items() if any(values)}


def day(reading: Reading, until: datetime.date) -> datetime.date:
    """The day to look at: the source's own where that decided, the first true one, or the last."""
    decided = reading.verdict in (Verdict.AGREES, Verdict.DIFFERS)
    if reading.said_on and decided and reading.claim.metric != Metric.FOUNDED:
        return min(period(reading.said_on).last or until, until)
    return reading.intervals[0].first if reading.intervals else until
