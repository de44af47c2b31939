"""When what a public page shows was last changed, as far as histories know.

A page whose parts have no history is not listed. A change of a contact dates nothing: a person's
comings and goings are nobody's business but the city's.
"""

import datetime
from typing import Any

from django.db.models import Max, Model

from cities.models import (
    Asset,
    City,
    CityName,
    Country,
    Designation,
    Organisation,
    Source,
    Statement,
)
from fields.models import CreativeField

LastChanges = dict[int, datetime.datetime]


def of(model: type[Model]) -> LastChanges:
    """By the key of the row, of any model with a history."""
    return _by(model, "id")


def of_cities() -> LastChanges:
    """By the key of the city."""
    parts = (Designation, CityName, Organisation, Asset)
    return _latest(_by(City, "id"), *(_by(part, "city_id") for part in parts))


def of_countries() -> LastChanges:
    """By the key of the country: its own, and those of its cities."""
    cities = of_cities()
    theirs: LastChanges = {}
    for country, city in City.objects.order_by().values_list("country_id", "pk"):
        if city in cities:
            theirs[country] = max(cities[city], theirs.get(country, cities[city]))
    return _latest(_by(Country, "id"), theirs)


def of_fields() -> LastChanges:
    """By the key of the field: its own, and those of its designations."""
    return _latest(_by(CreativeField, "id"), _by(Designation, "field_id"))


def of_sources() -> LastChanges:
    """By the key of the source: its own, and those of what it says."""
    return _latest(_by(Source, "id"), _by(Statement, "source_id"))


def _by(model: type[Model], column: str) -> LastChanges:
    history: Any = getattr(model, "history")  # noqa: B009, the library adds it
    return dict(history.order_by().values_list(column).annotate(Max("history_date")))


def _latest(*found: LastChanges) -> LastChanges:
    latest: LastChanges = {}
    for changes in found:
        for key, at in changes.items():
            latest[key] = max(at, latest.get(key, at))
    return latest
