"""How a field's number of members has changed, day by day."""

import datetime
from collections import Counter
from itertools import accumulate

from cities.models import Designation


def growth_of_field(slug: str, date: datetime.date) -> list[tuple[datetime.date, int]]:
    """The days up to the date on which the field's members changed, each with their number then.

    Oldest first, from one query. A day on which as many left as came is none.
    """
    begun = Designation.objects.begun_by(date).filter(field__slug=slug).order_by()
    changes: Counter[datetime.date] = Counter()
    for began, lapsed in begun.values_list("in_force_from", "lapsed_from"):
        changes[began] += 1
        if lapsed is not None and lapsed <= date:
            changes[lapsed] -= 1
    days = [day for day in sorted(changes) if changes[day]]
    return list(zip(days, accumulate(changes[day] for day in days), strict=True))
