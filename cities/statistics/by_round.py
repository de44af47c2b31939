"""How a number has grown by the network's rounds."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from cities.models import Designation


def counts_by_round(
    designations: QuerySet[Designation], days: Iterable[datetime.date], column: str = "city"
) -> dict[datetime.date, int]:
    """Day to the number of cities that hold one of the designations then, from one query.

    `column` may name something else to count, such as the countries or the fields of the cities.
    """
    periods = list(designations.order_by().values_list(column, "in_force_from", "lapsed_from"))
    return {
        day: len(
            {
                counted
                for counted, begun, lapsed in periods
                if begun <= day and (lapsed is None or lapsed > day)
            }
        )
        for day in days
    }
