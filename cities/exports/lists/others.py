"""Lists that only the API has, as tables: each row as the API tells it, laid flat."""

from collections.abc import Callable

from django.urls import reverse

from cities.exports.columns import PARTIAL_DATE, Row, Table, columns

ID = ("integer", "Permanent number of the row: never changed, never given to another.")
CITY_NUMBER = ("integer", "Permanent number of the city.")
CITY_SLUG = ("string", "Name of the city in addresses.")
SOURCE = ("string", "Key of the source.")

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
    columns(
        id=ID,
        city_number=CITY_NUMBER,
        city_slug=CITY_SLUG,
        name=("string", "A spelling, for finding the city."),
        kind=("string", "Where it comes from: native, translation, former, gazetteer …"),
        language=("string", "A language tag."),
        script=("string", "The script that it is written in."),
        source=SOURCE,
    ),
)
ORGANISATIONS = Table(
    "organisations",
    "Organisations that cities name",
    ("id",),
    columns(
        id=ID,
        city_number=CITY_NUMBER,
        city_slug=CITY_SLUG,
        name=("string", "Name of the organisation."),
        kind=("string", "What kind of body it is."),
        description=("string", "What it does."),
        founded_year=("year", "Year of its foundation."),
        runs_membership=("boolean", "Whether it runs the city's membership."),
        website=("string", "Its address."),
        source=SOURCE,
    ),
)
SOURCES = Table(
    "sources",
    "Sources",
    ("key",),
    columns(
        key=SOURCE,
        title=("string", "Its title."),
        publisher=("string", "Who published it."),
        language=("string", "A language tag."),
        url=("string", "Its address."),
        dated_on=("string", f"A date that it bears itself. {PARTIAL_DATE}"),
        earliest=("date", "The first day of which it may speak."),
        latest=("date", "The last day of which it may speak."),
        dates_inferred=("boolean", "Whether those days are inferred."),
        statements=("integer", "Number of statements taken from it."),
        designations=("integer", "Number of designations that rest on it."),
        page=("string", "Address of the source's page in this portal."),
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
