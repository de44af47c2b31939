"""The list of cities, with its facets."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import CityFilter
from cities.lookups import country_names
from cities.models import City, Region
from cities.models.places import today
from cities.pages.chips import chips_of
from cities.pages.facets import facets
from cities.pages.file_links import links_of
from cities.pages.headline import headline
from cities.pages.lines import lines_of_cities
from cities.pages.misunderstood import misunderstandings
from cities.pages.nothing import Meant, meant_otherwise, without_one
from cities.pages.ordering import in_readers_order
from cities.pages.paging import asked, numbered_page
from cities.pages.question import Question, question_of
from cities.pages.scale import scale
from cities.rows import city_rows, field_rows
from cities.statistics import figures

ORDERINGS = ("name", "year", "-year", "country", "-population")


@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    """Member cities on a day, by field, place, year and text. Every question is a GET.

    What was not understood is named, with status 200, and the page is not to be indexed.
    """
    filterset = asked(CityFilter, request, City.objects.all())
    is_wrong = any(not problem.is_unknown_parameter for problem in filterset.problems())
    question = question_of(filterset)
    language = get_language() or "en"
    date = filterset.as_of_date
    countries = country_names(language)
    page = numbered_page(in_readers_order(filterset, language), filterset)
    fields = field_rows(language, date)
    names = {"field": {row["slug"]: row["name"] for row in fields}, "country": countries}
    size = figures.size_on(date)
    with_population = filterset.value("ordering", "").endswith("population")
    chips = chips_of(question, names, fields)
    is_empty = not page.count and not is_wrong
    context = {
        # What stands in parts of the page that every page of this list has is made by functions,
        # which are called where the part is not kept.
        "kept_by": None if filterset.problems() else filterset.asked,
        "filterset": filterset,
        "problems": misunderstandings(filterset),
        "question": question,
        "title": _("The question was not understood")
        if is_wrong
        else headline(filterset, page.count, size.countries, names),
        "page": page,
        "lines": lines_of_cities(
            request, page.keys, language, date, with_population=with_population
        ),
        "guessed": _guesses(filterset, page.keys, language),
        "blank": _blank(filterset),
        "facets": cache(
            lambda: facets(filterset, question, fields, countries) if not is_wrong else []
        ),
        "chips": chips,
        "scale": cache(lambda: scale(filterset, filterset.designations())),
        "without_one": without_one(filterset, question, chips) if is_empty else [],
        "meant": _meant(filterset, question, names) if is_empty else [],
        "map_address": _map_address(question),
        "files": cache(lambda: links_of("cities", filterset)),
        "with_population": with_population,
        "orderings": cache(lambda: _orderings(filterset, question)),
        "date": date,
        "is_past": date != today(),
        "today_address": question.with_only("as_of", ""),
    }
    return render(request, "cities/city_list.html", context)


def _map_address(question: Question) -> str:
    """The same question to the map; empty where the portal has none."""
    try:
        return reverse("cities:map") + ("" if question.is_empty else question.address)
    except NoReverseMatch:
        return ""


def _meant(
    filterset: CityFilter, question: Question, names: dict[str, dict[str, str]]
) -> list[Meant]:
    search = filterset.search
    if search is None or search.matches:
        return []
    regions = {slug: str(name) for slug, name in Region.choices}
    return meant_otherwise(search.query, question, {**names, "region": regions})


def _guesses(filterset: CityFilter, keys: Sequence[int], language: str) -> list[dict[str, str]]:
    """The spellings that a guess rests on, with the cities that bear them."""
    search = filterset.search
    if search is None or not search.guessed:
        return []
    spellings = {match.number: match.spelling for match in search.matches}
    rows = city_rows(City.objects.all(), language, filterset.as_of_date, keys[:5])
    return [
        {"spelling": spellings[row["number"]], "slug": row["slug"], "name": row["name"]}
        for row in rows
        if row["number"] in spellings
    ]


def _blank(filterset: CityFilter) -> str:
    return filterset.search.reason if filterset.search else ""


def _orderings(filterset: CityFilter, question: Question) -> list[dict[str, Any]]:
    labels = {
        "": _("Best match"),
        "name": _("A to Z"),
        "year": _("Oldest members"),
        "-year": _("Newest members"),
        "country": _("Country"),
        "-population": _("Inhabitants"),
    }
    names = ("", *ORDERINGS) if filterset.search else ORDERINGS
    current = filterset.value("ordering") or ("" if filterset.search else "name")
    return [
        {
            "key": name or "match",
            "label": labels[name],
            "address": question.with_only("ordering", name if name != names[0] else ""),
            "is_current": name == current,
        }
        for name in names
    ]
