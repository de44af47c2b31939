"""The list of cities, with its facets."""

from collections.abc import Iterable
from typing import Any, cast

from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import CityFilter
from cities.models import City
from cities.models.places import today
from cities.pages.facets import facets
from cities.pages.headline import headline
from cities.pages.paging import asked, numbered_page
from cities.pages.question import Question, question_of
from cities.pages.words import past_and_since
from cities.rows import Row, city_rows, field_rows
from cities.statistics import figures

ORDERINGS = ("name", "year", "-year", "country", "-population")


@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    """Member cities on a day, by field, place, year and text. Every question is a GET.

    What was not understood is named, with status 200, and the page is not to be indexed.
    """
    filterset = asked(CityFilter, request, City.objects.all())
    problems = filterset.problems()
    question = question_of(filterset)
    language = get_language() or "en"
    date = filterset.as_of_date
    page = numbered_page(filterset.qs, request.GET.get("page", ""))
    fields = field_rows(language, date)
    countries = choices_of(filterset, "country")
    names = {"field": {row["slug"]: row["name"] for row in fields}, "country": countries}
    size = figures.size_on(date)
    now = figures.size_on(today()) if date != today() else size
    rows = city_rows(City.objects.all(), language, date, page.keys)
    context = {
        "filterset": filterset,
        "problems": problems,
        "question": question,
        "title": _("The question was not understood")
        if _wrong(problems)
        else headline(filterset, page.count, size.countries, names),
        "page": page,
        "cities": [shown(row, {row["slug"]: row for row in fields}) for row in rows],
        "guessed": _guesses(filterset, rows),
        "blank": _blank(filterset),
        "facets": facets(filterset, question, fields, countries) if not _wrong(problems) else [],
        "chips": _chips(question, names, filterset, fields),
        "orderings": _orderings(filterset, question),
        "date": date,
        "is_past": date != today(),
        "band": past_and_since(size, now),
        "today_address": question.with_only("as_of", ""),
    }
    return render(request, "cities/city_list.html", context)


def shown(row: Row, fields: dict[str, Row]) -> Row:
    """A city's row with the field that it holds (or held last) and the year of joining."""
    held = row["designations"][-1] if row["designations"] else None
    return {
        **row,
        "field": fields[held["field"]] if held else None,
        "since": row["designations"][0]["announced_on"][:4] if held else "",
    }


def choices_of(filterset: CityFilter, parameter: str) -> dict[str, str]:
    """The values that a parameter takes, with their names."""
    field = cast("ChoiceField", filterset.form.fields[parameter])
    return {str(value): str(name) for value, name in cast("Iterable[Any]", field.choices)}


def _wrong(problems: list[Any]) -> bool:
    return any(not problem.is_unknown_parameter for problem in problems)


def _guesses(filterset: CityFilter, rows: list[Row]) -> list[dict[str, str]]:
    """The spellings that a guess rests on, with the cities that bear them."""
    search = filterset.search
    if search is None or not search.guessed:
        return []
    spellings = {match.number: match.spelling for match in search.matches}
    return [
        {"spelling": spellings[row["number"]], "slug": row["slug"], "name": row["name"]}
        for row in rows[:5]
        if row["number"] in spellings
    ]


def _blank(filterset: CityFilter) -> str:
    return filterset.search.reason if filterset.search else ""


def _chips(
    question: Question,
    names: dict[str, dict[str, str]],
    filterset: CityFilter,
    fields: list[Row],
) -> list[dict[str, Any]]:
    """What was asked, each with the address that asks for all the rest."""
    regions = choices_of(filterset, "region")
    words = {
        "q": _("“%(value)s”"),
        "year": _("designated in %(value)s"),
        "year_min": _("since %(value)s"),
        "year_max": _("until %(value)s"),
    }
    chips = []
    for name, value in question.pairs:
        if name in {"ordering", "as_of"}:
            continue
        label = {
            "field": names["field"].get(value, value),
            "country": names["country"].get(value.upper(), value),
            "region": str(regions.get(value, value)),
        }.get(name) or words[name] % {"value": value}
        field = next((row for row in fields if name == "field" and row["slug"] == value), None)
        address = question.without_value(name, value)
        chips.append({"label": label, "address": address, "field": field})
    return chips


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
            "label": labels[name],
            "address": question.with_only("ordering", name if name != names[0] else ""),
            "is_current": name == current,
        }
        for name in names
    ]
