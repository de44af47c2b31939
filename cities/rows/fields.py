"""Creative fields as rows."""

import datetime
from collections.abc import Sequence

from django.conf import settings

from cities.models.places import today
from cities.rows.columns import Row
from cities.statistics import figures
from fields.models import CreativeField
from uccn.doors.keeping import kept


def field_rows(
    language: str, as_of: datetime.date | None = None, keys: Sequence[int] | None = None
) -> list[Row]:
    """One row per creative field in the network's order, with its members on the day (today)."""
    found = _known_rows(language, as_of or today())
    return [dict(row) for key, row in found.items() if keys is None or key in keys]


@kept(most=64)
def _known_rows(language: str, as_of: datetime.date) -> dict[int, Row]:
    members = figures.members_by_field(as_of)
    first = figures.first_dates_by_field(as_of)
    return {
        field.pk: {
            "slug": field.slug,
            "name": field.name_in(language),
            "names": {code: field.name_in(code) for code, _name in settings.LANGUAGES},
            "definition": field.definition_in(language),
            "position": field.position,
            "first_year": field.first_year,
            "first_designation_year": first[field.slug].year if field.slug in first else None,
            "members": members.get(field.slug, 0),
            "colour_light": field.colour_light,
            "colour_dark": field.colour_dark,
            "glyph": field.glyph,
        }
        for field in CreativeField.objects.all()
    }
