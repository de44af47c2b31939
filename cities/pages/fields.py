"""The creative fields on a day: all of them, one of them, and their colours."""

import datetime
from collections import Counter
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from cities.models import Designation, Region
from cities.models.places import today
from cities.pages.charts.axis import Axis
from cities.pages.charts.steps import step_chart
from cities.pages.days import PageOfADay
from cities.pages.file_links import file_links, links_of, question_on
from cities.pages.scale import scale
from cities.pages.sharing import members_of_field, picture_of_field
from cities.pages.words import few_of, field_sentence
from cities.rows import Row, field_rows
from cities.statistics.growth import growth_of_field
from fields.models import CreativeField

COLOURS_KEPT = "public, max-age=600, stale-while-revalidate=604800"


class FieldList(PageOfADay):
    template_name = "cities/field_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        date = self.asked.as_of_date
        fields = known_on(date, field_rows(get_language() or "en", date))
        return super().get_context_data(
            **kwargs,
            fields=fields,
            named=few_of(field["name"] for field in fields),
            shares=shares(fields),
            files=links_of("fields", self.asked),
            scale=scale(self.asked, Designation.objects.all()),
        )


class FieldPage(PageOfADay):
    template_name = "cities/field_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug, language = kwargs["slug"], get_language() or "en"
        date = self.asked.as_of_date
        fields = field_rows(language, date)
        field = next((row for row in fields if row["slug"] == slug), None)
        if field is None:
            raise Http404
        members = members_of_field(slug, language, date)
        steps = growth_of_field(slug, date)
        countries = len({row["country"]["code"] for row in members})
        return super().get_context_data(
            **kwargs,
            date=date,
            field=field,
            # A picture shows the field as it is today.
            picture=picture_of_field(field, members) if date == today() else None,
            title=field_sentence(field["name"], field["members"], countries),
            files=file_links("cities", question_on(self.asked, field=slug)),
            others=[row for row in fields if row["slug"] != slug],
            steps=steps,
            scale=scale(self.asked, Designation.objects.filter(field__slug=slug), of=slug),
            chart=step_chart(steps, Axis(date, mirrored=get_language_bidi())),
            rounds=by_year(members),
            regions=by_region(members),
        )


def known_on(date: datetime.date, rows: list[Row]) -> list[Row]:
    """The rows of the fields that a call had opened for by the day."""
    return [row for row in rows if row["members"] or row["first_year"] <= date.year]


def shares(rows: list[Row]) -> list[tuple[Row, int]]:
    """Each row with its members in hundredths of the largest number, for its bar."""
    largest = max((row["members"] for row in rows), default=0) or 1
    return [(row, round(100 * row["members"] / largest)) for row in rows]


def by_year(members: list[Row]) -> list[tuple[str, list[Row]]]:
    """Designation rows in order of time, grouped by year."""
    grouped = groupby(members, key=lambda row: str(row["in_force_from"][:4]))
    return [(year, list(rows)) for year, rows in grouped]


def by_region(members: list[Row]) -> list[dict[str, Any]]:
    """How many of the designation rows lie in each region, with the share of the largest."""
    counts = Counter(row["region"] for row in members)
    largest = max(counts.values(), default=1)
    return [
        {
            "slug": slug,
            "name": name,
            "members": counts[slug],
            "share": round(100 * counts[slug] / largest),
        }
        for slug, name in Region.choices
    ]


@require_safe
def field_colours(request: HttpRequest) -> HttpResponse:
    """The style sheet of the fields' colours, on light ground and on dark.

    Fields are rows, so their colours cannot stand in a file; model validation keeps them colours.
    A page waits for it, so a browser asks for it again in its own time: a colour may be late.
    """
    fields = list(CreativeField.objects.values_list("slug", "colour_light", "colour_dark"))
    light = "".join(f".field-{slug}{{--f:{colour}}}\n" for slug, colour, _dark in fields)
    dark = "".join(f".field-{slug}{{--f:{colour}}}\n" for slug, _light, colour in fields)
    sheet = f"{light}@media screen and (prefers-color-scheme:dark){{\n{dark}}}\n"
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = COLOURS_KEPT
    return response
