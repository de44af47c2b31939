"""The creative fields as a table."""

from collections.abc import Sequence

from django.urls import reverse

from cities.exports.about import About
from cities.exports.columns import Row, Table, columns
from cities.exports.listing import Listing, whole

FIELDS = Table(
    "fields",
    "Creative fields",
    ("slug",),
    columns(
        slug=("string", "Name of the field in addresses."),
        name=("string", "Name of the field in the file's language."),
        definition=("string", "What the field covers, in the file's language."),
        position=("integer", "The network's order."),
        first_year=("year", "Year of the first call that offered the field."),
        first_designation_year=("year", "Year of the first designation by the day."),
        members=("integer", "Member cities on the day."),
        name_en=("string", "Name in English."),
        name_fr=("string", "Name in French."),
        name_es=("string", "Name in Spanish."),
        name_ru=("string", "Name in Russian."),
        name_ar=("string", "Name in Arabic."),
        name_zh_hans=("string", "Name in Chinese, in simplified characters."),
        page=("string", "Address of the field's page in this portal."),
    ),
)


def list_of_fields(rows: Sequence[Row], about: About) -> Listing:
    """The rows of fields, in their order."""
    return whole(
        FIELDS,
        about,
        [
            {
                **row,
                **{
                    f"name_{language.replace('-', '_')}": name
                    for language, name in row["names"].items()
                },
                "page": about.site + reverse("cities:field", args=[row["slug"]]),
            }
            for row in rows
        ],
    )
