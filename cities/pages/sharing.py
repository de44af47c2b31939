"""Pictures for links to cities, fields and the portal, drawn when somebody asks for them.

The address of a city's or a field's picture holds a digest of what is drawn, so that whoever has it
need never ask again; an older address leads to the picture of today.
"""

import datetime
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.models import City, Designation, Region
from cities.models.places import today
from cities.pages.words import cities_counted, countries_counted, designation_sentence
from cities.poster import SIZE, Fact, Tower, digest, inks, of_city, of_field, of_network, png
from cities.rows import Row, city_rows, designation_rows, field_rows
from cities.statistics import figures
from cities.templatetags.record import day

IMMUTABLE = "public, max-age=31536000, immutable"


def picture_of_city(city: Row, fields: dict[str, Row]) -> Row | None:
    """The address of a city's picture, and what the picture says; none before it is a member."""
    if not city["designations"]:
        return None
    held = city["designations"][-1]
    sentence = designation_sentence([{**held, "field_name": fields[held["field"]]["name"]}])
    return _picture(
        reverse("cities:city-picture", args=[city["slug"], digest(_city(city, fields))]),
        f"{city['local_name']}, {city['country']['name']}. {sentence}",
    )


def picture_of_field(field: Row, members: Sequence[Row]) -> Row:
    """The address of a field's picture, and what the picture says."""
    counted = cities_counted(len(members))
    return _picture(
        reverse("cities:field-picture", args=[field["slug"], digest(_field(field, members))]),
        _("%(field)s: %(cities)s, each with a tile of its own")
        % {"field": field["name"], "cities": counted},
    )


def _picture(address: str, words: str) -> Row:
    width, height = SIZE
    return {"address": address, "words": words, "width": width, "height": height}


@require_safe
def city_picture(request: HttpRequest, slug: str, held: str) -> HttpResponse:
    """A city's poster as it is today."""
    language = get_language() or "en"
    cities = city_rows(City.objects.ever_members().filter(slug=slug), language)
    if not cities:
        raise Http404
    fields = {row["slug"]: row for row in field_rows(language)}
    drawing = _city(cities[0], fields)
    return _answer(drawing, held, "cities:city-picture", slug)


@require_safe
def field_picture(request: HttpRequest, slug: str, held: str) -> HttpResponse:
    """A field's poster as it is today."""
    language = get_language() or "en"
    field = next((row for row in field_rows(language) if row["slug"] == slug), None)
    if field is None:
        raise Http404
    drawing = _field(field, members_of_field(slug, language, today()))
    return _answer(drawing, held, "cities:field-picture", slug)


@require_safe
def network_picture(request: HttpRequest) -> HttpResponse:
    """The network's poster as it is today, at an address that every page can name."""
    return _png(_network(get_language() or "en"))


def members_of_field(slug: str, language: str, date: datetime.date) -> list[Row]:
    """The designations in force for a field on a day, in the order in which they began."""
    in_force = Designation.objects.on(date).filter(field__slug=slug)
    return designation_rows(
        in_force.order_by("in_force_from", "city__sort_key", "city__number"), language, date
    )


def time_of(held: Row) -> str:
    """Since when a designation holds, or from when until when it held."""
    said = {"begun": day(held["announced_on"]), "ended": day(held["ended_on"])}
    return (_("%(begun)s to %(ended)s") if held["ended_on"] else _("since %(begun)s")) % said


def _answer(drawing: str, held: str, name: str, slug: str) -> HttpResponse:
    right = digest(drawing)
    if held != right:
        return HttpResponseRedirect(reverse(name, args=[slug, right]))
    answer = _png(drawing)
    answer["Cache-Control"] = IMMUTABLE
    return answer


def _png(drawing: str) -> HttpResponse:
    return HttpResponse(png(drawing), content_type="image/png")


def _city(city: Row, fields: dict[str, Row]) -> str:
    held = city["designations"][-1]
    field = fields[held["field"]]
    return of_city(
        names=[city["local_name"], city["name"]],
        number=city["number"],
        field_slug=held["field"],
        inks=inks(held["field"], field["colour_dark"]),
        corner=(
            _("UNESCO Creative Cities Network"),
            _("No. %(number)s") % {"number": city["number"]},
        ),
        facts=[
            Fact(field["name"], time_of(held)),
            Fact(city["country"]["name"], str(Region(city["region"]).label)),
        ],
        mirrored=get_language_bidi(),
    )


def _field(field: Row, members: Sequence[Row]) -> str:
    countries = len({row["country"]["code"] for row in members})
    first = field["first_designation_year"] or field["first_year"]
    return of_field(
        names=[field["name"], field["names"]["en"]],
        numbers=[row["city"]["number"] for row in members],
        slug=field["slug"],
        inks=inks(field["slug"], field["colour_dark"]),
        corner=(_("UNESCO Creative Cities Network"), ""),
        facts=[
            Fact(cities_counted(len(members)), _("today")),
            Fact(countries_counted(countries), _("since %(begun)s") % {"begun": first}),
        ],
        mirrored=get_language_bidi(),
    )


def _network(language: str) -> str:
    size = figures.size_on(today())
    numbers: dict[str, list[int]] = {}
    held = Designation.objects.on(today()).order_by("in_force_from", "city__number")
    for field, number in held.values_list("field__slug", "city__number"):
        numbers.setdefault(field, []).append(number)
    counted = cities_counted(size.members)
    return of_network(
        titles=[counted, str(size.members)],
        towers=[
            Tower(
                row["slug"],
                inks(row["slug"], row["colour_dark"]),
                row["name"],
                numbers.get(row["slug"], ()),
            )
            for row in field_rows(language)
        ],
        corner=(_("UNESCO Creative Cities Network"), countries_counted(size.countries)),
        mirrored=get_language_bidi(),
    )
