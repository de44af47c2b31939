"""UNESCO's regional groups as rows."""

import datetime

from cities.models import Region
from cities.models.places import today
from cities.rows.columns import Row
from cities.statistics import figures


def region_rows(as_of: datetime.date | None = None) -> list[Row]:
    """One row per region in UNESCO's order, with its members and their countries on the day."""
    sizes = figures.sizes_by_region(as_of or today())
    nothing = figures.Size(0, 0)
    return [
        {
            "code": str(region),
            "name": str(name),
            "members": sizes.get(region, nothing).members,
            "countries": sizes.get(region, nothing).countries,
        }
        for region, name in Region.choices
    ]
