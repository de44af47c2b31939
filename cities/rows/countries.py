"""Countries as rows."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet

from cities.models import Country
from cities.models.places import country_name, today
from cities.rows.columns import Row, found_rows
from cities.statistics import figures


def country_rows(
    countries: QuerySet[Country],
    language: str,
    as_of: datetime.date | None = None,
    keys: Sequence[int] | None = None,
) -> list[Row]:
    """One row per country with its place in UNESCO and its members on the day (today)."""
    members = figures.members_by_country(as_of or today())
    columns = ("code", "name", "names", "region", "continent", "subregion", "unesco_status")
    return [
        {
            "code": row["code"],
            "name": country_name(row["code"], row["name"], row["names"], language),
            "region": row["region"],
            "continent": row["continent"],
            "subregion": row["subregion"],
            "unesco_status": row["unesco_status"],
            "members": members.get(row["code"], 0),
        }
        for row in found_rows(countries, columns, keys)
    ]
