"""Lists that only the API has, as tables: each row as the API tells it, laid flat."""

from collections.abc import Callable

from django.urls import reverse

from cities.exports.columns import Row, Table, columns
from cities.exports.shared_columns import OF_A_NAME, OF_A_SOURCE, OF_AN_ORGANISATION

OF_A_CITY = columns(
    id=("integer", "Permanent number of the row: never changed, never given to another."),
    city_number=("integer", "Permanent number of the city."),
    city_slug=("string", "Name of the city in addresses."),
)

REGIONS = Table(
    "regions",
    "UNESCO's regional groups",
    ("code",),
    columns(
        code=("string", "Name of the region in addresses."),
        name=("string", "Name of the region in the file's language."),
        members=("integer", "Member cities on the day."),
        countries=("integer", "Countries with a member city on the day."),
    ),
)
NAMES = Table(
    "names",
    "Other names of cities",
    ("id",),
    (*OF_A_CITY, *OF_A_NAME),
)
ORGANISATIONS = Table(
    "organisations",
    "Organisations that cities name",
    ("id",),
    (*OF_A_CITY, *OF_AN_ORGANISATION),
)
SOURCES = Table(
    "sources",
    "Sources",
    ("key",),
    (
        *OF_A_SOURCE,
        *columns(
            statements=("integer", "Number of statements taken from it."),
            designations=("integer", "Number of designations that rest on it."),
            page=("string", "Address of the source's page in this portal."),
        ),
    ),
)
FIGURES = Table(
    "statistics",
    "Figures of the statistics",
    ("figure",),
    columns(
        figure=("string", "Name of the figure in addresses."),
        title=("string", "What it shows, in the file's language."),
        page=("string", "Address of the figure's page in this portal."),
    ),
)


def _of_city(row: Row, _site: str) -> Row:
    return {**row, "city_number": row["city"]["number"], "city_slug": row["city"]["slug"]}


def _source(row: Row, site: str) -> Row:
    return {**row, "page": site + reverse("cities:source", args=[row["key"]])}


def _figure(row: Row, site: str) -> Row:
    return {**row, "page": site + reverse("cities:figure", args=[row["figure"]])}


# How a row of the API becomes one of the table; `site` is the portal's address.
FLAT: dict[str, Callable[[Row, str], Row]] = {
    REGIONS.name: lambda row, _site: row,
    NAMES.name: _of_city,
    ORGANISATIONS.name: _of_city,
    SOURCES.name: _source,
    FIGURES.name: _figure,
}
