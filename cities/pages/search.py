"""Finding anything: cities, countries and creative fields, in any spelling."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.models import City, Country
from cities.models.folding import fold
from cities.pages.misunderstood import misunderstandings
from cities.pages.words import cities_counted
from cities.rows import Row, city_rows, country_rows, field_rows
from cities.search import Answer, Found, Match, Thing, find
from fields.models import CreativeField
from uccn.doors.filtering import StrictFilterSet, shown

LISTED = 24
SUGGESTED = 8

HEADINGS = {
    Thing.CITY: gettext_lazy("Cities"),
    Thing.COUNTRY: gettext_lazy("Countries"),
    Thing.FIELD: gettext_lazy("Fields"),
}


class SearchQuestion(StrictFilterSet):
    """What the search page is asked: one text."""

    q = django_filters.CharFilter(label=gettext_lazy("City, country or field"), max_length=200)

    other_parameters = ()

    @cached_property
    def found(self) -> Found | None:
        """What the text finds, or None where no text was given or it was not understood."""
        text = self.value("q")
        return find(text, limit=LISTED) if text else None

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as the page and the suggestions show it."""

    name: str
    address: str
    remark: str
    reason: str
    is_guess: bool
    field: Row | None = None


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Cities, countries and fields that answer a text, best first; a guess is marked as one.

    The page never leads on by itself. The suggestions under the search box are a part of it.
    """
    question = SearchQuestion(request.GET, queryset=City.objects.none())
    problems, found = misunderstandings(question), question.found
    lines = _lines(found, get_language() or "en") if found else {}
    answers = found.answers if found else []
    ordered = [lines[_key(answer)] for answer in answers]
    certain = found.certain_answer if found else None
    context = {
        "problems": problems,
        "query": found.query if found else "",
        "title": _title(found, ordered) if found or not problems else _("Nothing was searched for"),
        "hint": found.reason if found else "",
        "is_nothing": found is not None and not answers,
        "certain": lines[_key(certain)] if certain else None,
        "groups": [
            {
                "heading": heading,
                "is_guess": found is not None and thing in found.guessed,
                "lines": [
                    lines[_key(answer)]
                    for answer in answers
                    if answer.thing == thing and answer != certain
                ],
                "more": found.cities_found
                if found and thing == Thing.CITY and found.cities_found > LISTED
                else 0,
            }
            for thing, heading in HEADINGS.items()
        ],
        "suggestions": _suggested(ordered),
    }
    return render(request, "cities/search.html", context)


def suggested_lines(found: Found, language: str) -> list[Line]:
    """What is offered under a search box for what was found."""
    lines = _lines(found, language)
    return _suggested([lines[_key(answer)] for answer in found.answers])


def _suggested(lines: list[Line]) -> list[Line]:
    """What is certain, or else the guesses: who is still typing is not distracted by both."""
    certain = [line for line in lines if not line.is_guess]
    return (certain or lines)[:SUGGESTED]


def _key(answer: Answer) -> tuple[Thing, int]:
    return answer.thing, answer.match.city_id


def _title(found: Found | None, lines: list[Line]) -> str:
    if found is None or found.reason:
        return _("Find a city, a country or a creative field")
    said: dict[str, Any] = {"query": shown(found.query), "count": len(lines)}
    if not lines:
        return _("Nothing in this record is called “%(query)s”") % said
    if found.is_guess:
        said["name"] = lines[0].name
        return _("Nothing is written exactly “%(query)s”. Did you mean %(name)s?") % said
    return (
        ngettext("%(count)s answer to “%(query)s”", "%(count)s answers to “%(query)s”", len(lines))
        % said
    )


def _lines(found: Found, language: str) -> dict[tuple[Thing, int], Line]:
    """Every answer as it is shown, by kind and key; as many queries for many answers as for one."""
    fields = {row["slug"]: row for row in field_rows(language)}
    lines = {}
    for match, row in _with_rows(found.cities, city_rows, City, language):
        held = row["designations"][-1]["field"] if row["designations"] else None
        field = fields[held] if held else None
        remark = " · ".join([row["country"]["name"], *([field["name"]] if field else [])])
        names = (row["local_name"], row["name"])
        lines[Thing.CITY, match.city_id] = Line(
            row["local_name"],
            reverse("cities:city", args=[row["slug"]]),
            remark,
            _reason(match, names),
            Thing.CITY in found.guessed,
            field,
        )
    for match, row in _with_rows(found.countries, country_rows, Country, language):
        lines[Thing.COUNTRY, match.city_id] = Line(
            row["name"],
            reverse("cities:country", args=[row["code"].lower()]),
            cities_counted(row["members"]) if row["members"] else _("no member city"),
            _reason(match, (row["name"],)),
            Thing.COUNTRY in found.guessed,
        )
    slugs = dict(CreativeField.objects.values_list("pk", "slug")) if found.fields else {}
    for match in found.fields:
        field = fields[slugs[match.city_id]]
        lines[Thing.FIELD, match.city_id] = Line(
            field["name"],
            reverse("cities:field", args=[field["slug"]]),
            cities_counted(field["members"]),
            _reason(match, (field["name"], field["slug"])),
            Thing.FIELD in found.guessed,
            field,
        )
    return lines


def _with_rows(
    matches: list[Match], rows: Any, model: Any, language: str
) -> list[tuple[Match, Row]]:
    """Each match with the row of what it means."""
    keys = [match.city_id for match in matches]
    found = rows(model.objects.all(), language, None, keys) if keys else []
    return list(zip(matches, found, strict=True))


def _reason(match: Match, names: tuple[str, ...]) -> str:
    """Why this answers, where the name that is shown does not tell."""
    if fold(match.spelling) in {fold(name) for name in names}:
        return ""
    said = {"spelling": match.spelling, "name": names[0]}
    return _("“%(spelling)s” is another name of %(name)s.") % said
