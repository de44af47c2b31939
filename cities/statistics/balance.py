"""How the network is shared out among regions, and how that has changed."""

import datetime
from collections import Counter

from cities.models import Region
from cities.statistics.history import History

Shares = dict[str, float]


def shares_on(history: History, day: datetime.date) -> Shares:
    """Region to its part of the member cities on a day, from 0 to 1; empty without a member."""
    counts = Counter(span.region for span in history.on(day))
    total = counts.total()
    return {region: counts[region] / total for region in Region.values} if total else {}


def balance(history: History) -> list[tuple[datetime.date, Shares]]:
    """The days on which the shares of the regions changed, each with the shares from then on.

    Oldest first. While the network has no member there are no shares.
    """
    found: list[tuple[datetime.date, Shares]] = []
    for day in history.days:
        shares = shares_on(history, day)
        if not found or found[-1][1] != shares:
            found.append((day, shares))
    return found if any(shares for _day, shares in found) else []
