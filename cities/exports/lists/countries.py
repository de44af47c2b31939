"""Countries with a member city as a table."""

from collections.abc import Sequence

from django.urls import reverse

from cities.exports.about import About
from cities.exports.columns import Row, Table, columns
from cities.exports.listing import Listing, whole
from cities.models import Region

COUNTRIES = Table(
    "countries",
    "Countries with a member city",
    ("code",),
    columns(
        code=("string", "Two-letter code of ISO 3166-1."),
        name=("string", "Name of the country in the file's language."),
        region=("string", "UNESCO's regional group, which is not geography."),
        region_name=("string", "Name of the region in the file's language."),
        continent=("string", "Continent: geography."),
        subregion=("string", "Sub-region of the M49 standard."),
        unesco_status=("string", "What the country is to UNESCO: member, associate or former."),
        members=("integer", "Member cities on the day."),
        page=("string", "Address of the country's page in this portal."),
    ),
)


def list_of_countries(rows: Sequence[Row], about: About) -> Listing:
    """The rows of countries, in their order."""
    regions = dict(Region.choices)
    return whole(
        COUNTRIES,
        about,
        [
            {
                **row,
                "region_name": str(regions[row["region"]]),
                "page": about.site + reverse("cities:country", args=[row["code"].lower()]),
            }
            for row in rows
        ],
    )
