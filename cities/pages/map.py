"""The large map: the same question as the list of cities, drawn."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.atlas.frames import GLOBE, MOST_ZOOM, map_reference
from cities.atlas.places import Place, places_on
from cities.atlas.plates import plate
from cities.filters import CityFilter
from cities.lookups import country_names
from cities.models import City, Region
from cities.pages import extent
from cities.pages.extent import Extent, extent_of
from cities.pages.headline import headline
from cities.pages.misunderstood import Misunderstood, misunderstandings
from cities.pages.paging import asked
from cities.pages.question import Question, question_of
from cities.pages.scale import scale
from cities.rows import Row, field_rows
from cities.statistics import figures

# What is drawn beyond the neatline, in sheets on each side: so far the map is moved by a drag or
# a step of its zoom before the next sheet comes.
SURROUNDINGS = 0.5


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Member cities of a day on one sheet, with a list that says all that the sheet shows.

    Takes what the list of cities takes, and the extent of the sheet.
    """
    filterset = asked(CityFilter, request, City.objects.all())
    filterset.other_parameters = extent.PARAMETERS  # type: ignore[misc]
    is_wrong = any(not problem.is_unknown_parameter for problem in filterset.problems())
    asked_extent = extent_of(filterset.parameters)
    question = _question(filterset, asked_extent)
    language, date = get_language() or "en", filterset.as_of_date
    everyone = places_on(date, language)
    found = set(filterset.qs.order_by().values_list("number", flat=True))
    own = [one for one in everyone if one.number in found]
    others = [one for one in everyone if one.number not in found]
    sheet = plate(asked_extent.frame, own, others, beyond=SURROUNDINGS)
    here = [mark.place for mark in sheet.seen]
    fields = field_rows(language, date)
    countries = country_names(language)
    size = figures.size_on(date)
    names = {"field": {row["slug"]: row["name"] for row in fields}, "country": countries}
    context = {
        "problems": [*misunderstandings(filterset), *_misunderstood(question, asked_extent)],
        "is_wrong": is_wrong,
        "title": headline(filterset, len(own), size.countries, names),
        "sheet": sheet,
        "globe": GLOBE,
        "most_zoom": MOST_ZOOM,
        "count": len(own),
        "here": len(here),
        "elsewhere": len(own) - len(here),
        "globe_address": _from_here(question.with_only("view", "", "at", "zoom")),
        "views": _views(question, asked_extent.view),
        "fields": [
            {
                "row": row,
                "chosen": question.has("field", row["slug"]),
                "address": _from_here(question.toggled("field", row["slug"])),
            }
            for row in fields
        ],
        "regions": [
            {
                "name": str(name),
                "chosen": question.has("region", slug),
                "address": _from_here(question.toggled("region", slug)),
            }
            for slug, name in Region.choices
        ],
        "list_address": question_of(filterset).address.removeprefix("."),
        "has_question": not question_of(filterset).is_empty,
        "has_conditions": bool(question_of(filterset).others_than("as_of")),
        "scale": scale(filterset, filterset.designations(), question=question),
        "is_placed": "at" in asked_extent.parameters,
        "listed": _listed(here, fields, countries),
    }
    return render(request, "cities/map.html", context)


def _question(filterset: CityFilter, asked_extent: Extent) -> Question:
    """What was asked, with the extent unless that is the whole world."""
    asked_for = cast("QueryDict", filterset.data).copy()
    for name in extent.PARAMETERS:
        asked_for.setlist(name, [asked_extent.parameters.get(name, "")])
    return Question(asked_for, (*question_of(filterset).names, *extent.PARAMETERS))


def _misunderstood(question: Question, asked_extent: Extent) -> list[Misunderstood]:
    """What is wrong with the extent, each with the address that was probably meant."""
    return [
        Misunderstood.of(
            problem,
            _from_here(question.with_only(problem.parameter, problem.suggestion)),
        )
        for problem in asked_extent.problems
    ]


def _from_here(address: str) -> str:
    return "?" if address == "." else address


def _views(question: Question, current: str) -> list[dict[str, Any]]:
    """The parts of the world as links, each with the same question."""
    names = {
        extent.WORLD: pgettext("part of the map", "World"),
        "africa": _("Africa"),
        "arab-states": _("Arab States"),
        "asia-pacific": _("Asia and the Pacific"),
        "europe": _("Europe"),
        "north-america": pgettext("part of the map", "North America"),
        "latin-america": _("Latin America and the Caribbean"),
    }
    return [
        {
            "name": name,
            "is_current": slug == current,
            "address": _from_here(
                question.with_only("view", slug if slug != extent.WORLD else "", "at", "zoom")
            ),
        }
        for slug, name in names.items()
    ]


def _listed(
    places: list[Place], fields: list[Row], countries: dict[str, str]
) -> list[tuple[Row, list[dict[str, str]]]]:
    """All that the map shows, in words: under each field its cities, with country and place."""
    listed = []
    for field in fields:
        members = [
            {
                "slug": one.slug,
                "name": one.name,
                "country": countries[one.country],
                "reference": map_reference(one.longitude, one.latitude),
            }
            for one in places
            if one.field == field["slug"]
        ]
        if members:
            listed.append((field, members))
    return listed
