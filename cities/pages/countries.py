"""Countries: those with a member city, and the page of each."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cities.filters import AsOfDetail, CountryFilter
from cities.models import City, Continent, Country, Designation, MembershipOfUnesco, Region
from cities.pages.file_links import file_links, links_of, question_on
from cities.pages.lines import shown
from cities.pages.misunderstood import misunderstandings
from cities.pages.ordering import countries_by_region
from cities.pages.paging import asked
from cities.pages.scale import scale
from cities.pages.words import (
    country_first_in_sentence,
    country_in_sentence,
    country_sentence,
    few_of,
)
from cities.rows import Row, city_rows, country_rows, field_rows
from cities.statistics import figures
from cities.statistics.figures import Size


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    """Countries with a member city on a day, under their regions."""
    filterset = asked(CountryFilter, request, Country.objects.all())
    date, language = filterset.as_of_date, get_language() or "en"
    rows = countries_by_region(country_rows(filterset.qs, language, date), language)
    chosen = filterset.value("region") or []
    regions: list[dict[str, Any]] = [
        {
            "slug": slug,
            "name": name,
            "chosen": slug in chosen,
            "countries": [row for row in rows if row["region"] == slug],
        }
        for slug, name in Region.choices
    ]
    for region in regions:
        region["members"] = sum(row["members"] for row in region["countries"])
    context = {
        "problems": misunderstandings(filterset),
        "files": links_of("countries", filterset),
        "regions": [region for region in regions if region["countries"]],
        "chosen": [region for region in regions if region["chosen"]],
        "countries": len(rows),
        "members": sum(row["members"] for row in rows),
        "scale": scale(filterset, _of_regions(chosen), "city__country"),
        "date": date,
    }
    return render(request, "cities/country_list.html", context)


def _of_regions(regions: list[str]) -> QuerySet[Designation]:
    designations: QuerySet[Designation] = Designation.objects.all()
    return designations.filter(city__country__region__in=regions) if regions else designations


@require_safe
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """One country of the record, by its code in small letters, with its members of a day."""
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("cities:country", args=[code.lower()]))
    country = Country.objects.filter(code=code.upper()).first()
    if country is None:
        raise Http404
    filterset = AsOfDetail(request.GET, queryset=Country.objects.all())
    date, language = filterset.as_of_date, get_language() or "en"
    (row,) = country_rows(Country.objects.filter(pk=country.pk), language, date)
    fields = {field["slug"]: field for field in field_rows(language, date)}
    all_of_region = figures.sizes_by_region(date).get(row["region"], Size(0, 0))
    cities = City.objects.filter(country=country).order_by("sort_key", "number")
    members = cities.members_on(date)
    former = cities.ever_members(date).exclude(pk__in=members.order_by().values("pk"))
    members_here = [shown(city, fields) for city in city_rows(members, language, date)]
    context: dict[str, Any] = {
        "problems": misunderstandings(filterset),
        "country": row,
        "title": country_sentence(country_first_in_sentence(row), len(members_here)),
        "named": few_of(city["local_name"] for city in members_here),
        "region_name": Region(row["region"]).label,
        "continent_name": Continent(row["continent"]).label,
        "status": MembershipOfUnesco(row["unesco_status"]).label,
        "left_on": country.left_unesco_on,
        "region": all_of_region,
        "cities": members_here,
        "files": file_links("cities", question_on(filterset, country=country.code)),
        "by_field": by_field(members_here, list(fields.values())),
        "lacking": lacking(members_here, list(fields.values())),
        "years": by_year_of_joining(members_here),
        "in_sentence": country_in_sentence(row),
        "scale": scale(filterset, Designation.objects.filter(city__country=country), of=country.pk),
        "former": [shown(city, fields) for city in city_rows(former, language, date)],
        "date": date,
    }
    return render(request, "cities/country_detail.html", context)


def by_field(cities: list[Row], fields: list[Row]) -> list[tuple[Row, list[Row]]]:
    """The cities under the field that each holds, in the network's order of fields."""
    grouped = [(field, [city for city in cities if city["field"] is field]) for field in fields]
    return [(field, members) for field, members in grouped if members]


def lacking(cities: list[Row], fields: list[Row]) -> list[Row]:
    """The fields for which none of the cities was chosen, though some city elsewhere was."""
    held = {city["field"]["slug"] for city in cities}
    return [field for field in fields if field["members"] and field["slug"] not in held]


def by_year_of_joining(cities: list[Row]) -> list[tuple[str, list[Row]]]:
    """The cities under the year in which each joined, oldest first."""
    ordered = sorted(cities, key=lambda city: str(city["since"]))
    return [
        (year, list(rows)) for year, rows in groupby(ordered, key=lambda city: str(city["since"]))
    ]
