"""The large map: the same question as the list of cities, drawn."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.atlas.frames import VIEWS, WORLD, map_reference
from cities.atlas.places import Place, places_on
from cities.atlas.plates import plate
from cities.filters import CityFilter, country_choices
from cities.models import City, Region
from cities.models.places import today
from cities.pages.headline import headline
from cities.pages.paging import asked
from cities.pages.question import Question, question_of
from cities.pages.words import past_and_since
from cities.rows import Row, field_rows
from cities.statistics import figures
from uccn.doors.filtering import Problem, shown
from uccn.doors.words import nearest

FIRST_VIEW = "world"


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Member cities of a day on one sheet, with a list that says all that the map shows.

    Takes what the list of cities takes, and `view`, the part of the world to begin with.
    """
    filterset = asked(CityFilter, request, City.objects.all())
    filterset.other_parameters = ("view",)  # type: ignore[misc]
    problems = filterset.problems()
    wanted = request.GET.getlist("view")[-1:] or [FIRST_VIEW]
    view = wanted[0] if wanted[0] in VIEWS else FIRST_VIEW
    if wanted[0] and wanted[0] not in VIEWS:
        problems.append(_unknown_view(wanted[0]))
    question = _question(filterset, view)
    language, date = get_language() or "en", filterset.as_of_date
    everyone = places_on(date, language)
    found = set(filterset.qs.order_by().values_list("number", flat=True))
    own = [one for one in everyone if one.number in found]
    others = [one for one in everyone if one.number not in found]
    fields = field_rows(language, date)
    countries = dict(country_choices())
    size = figures.size_on(date)
    now = figures.size_on(today()) if date != today() else size
    names = {"field": {row["slug"]: row["name"] for row in fields}, "country": countries}
    context = {
        "problems": problems,
        "is_wrong": any(not problem.is_unknown_parameter for problem in problems),
        "title": headline(filterset, len(own), size.countries, names),
        "sheet": plate(VIEWS[view], own, others, whole=True),
        "world": WORLD,
        "count": len(own),
        "is_world": view == FIRST_VIEW,
        "views": _views(question, view),
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
        "listed": _listed(own, fields, countries),
        "date": date,
        "is_past": date != today(),
        "band": past_and_since(size, now),
        "today_address": _from_here(question.with_only("as_of", "")),
    }
    return render(request, "cities/map.html", context)


def _question(filterset: CityFilter, view: str) -> Question:
    """What was asked, with the part of the world unless that is the whole of it."""
    asked_for = cast("QueryDict", filterset.data).copy()
    asked_for.pop("view", None)
    if view != FIRST_VIEW:
        asked_for["view"] = view
    return Question(asked_for, (*question_of(filterset).names, "view"))


def _from_here(address: str) -> str:
    return "?" if address == "." else address


def _views(question: Question, current: str) -> list[dict[str, Any]]:
    """The parts of the world as links, each with the same question."""
    names = {
        FIRST_VIEW: pgettext("part of the map", "World"),
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
            "address": _from_here(question.with_only("view", slug if slug != FIRST_VIEW else "")),
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


def _unknown_view(value: str) -> Problem:
    return Problem(
        "view",
        shown(value),
        _("“%(value)s” is not one of: %(choices)s.")
        % {"value": shown(value), "choices": ", ".join(VIEWS)},
        nearest(value, list(VIEWS)),
        # The question itself was understood: the whole world is shown.
        is_unknown_parameter=True,
    )
