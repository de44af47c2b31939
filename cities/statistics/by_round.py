"""How a number has grown by the network's rounds."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from cities.models import Designation


def counts_by_round(
    designations: QuerySet[Designation], days: Iterable[datetime.date], column: str = "city"
) -> dict[datetime.date, int]:
    """Day to the number of cities that hold one of the designations then, from one query.

    `column` may name something else to count, such as the countries or the fields of the cities.
    """
    # A city holds one field at a time, so that cities are as many as designations. Countries have
    # many at once, and each counts for one.
    telling = () if column == "city" else (column,)
    grouped = designations.order_by().values_list(*telling, "in_force_from", "lapsed_from")
    periods = list(grouped.annotate(Count("pk")))
    counts = {}
    for day in days:
        in_force = [
            (counted, number)
            for *counted, begun, lapsed, number in periods
            if begun <= day and (lapsed is None or lapsed > day)
        ]
        counts[day] = (
            len({counted for (counted,), _number in in_force})
            if telling
            else sum(number for _counted, number in in_force)
        )
    return counts
