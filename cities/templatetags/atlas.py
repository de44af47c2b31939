"""Plates on pages: which sheets a page shows, and their marks in SVG."""

import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cities.atlas import frames
from cities.atlas.frames import COLUMNS, ROW_LETTERS, Frame
from cities.atlas.places import Place, places_on
from cities.atlas.plates import Mark, Plate, locator, plate
from cities.atlas.squares import Squares, squares
from cities.statistics.figures import size_on
from cities.templatetags.days import address_on, past_day, request_of

register = template.Library()
Row = dict[str, Any]

# How much of the projection a locator shows: at most, where neighbours are far, and at least.
REACHES = (52.0, 75.0, 110.0, 150.0)
ENOUGH_NEIGHBOURS = 9
# Five times the network as it is. On a larger one, pages do without plates but the large map.
MOST_DRAWN = 2_000
WHOLE_STRIP = Frame(1.36, 20, 17, 1320, 577)


@register.simple_tag
def references() -> dict[str, Any]:
    """The numbers across and the letters down that stand on the frame of the world's sheet."""
    return {"columns": range(1, COLUMNS + 1), "rows": ROW_LETTERS}


@register.simple_tag(takes_context=True)
def marks(context: template.Context, sheet: Plate) -> SafeString:
    """The plate's marks, each a link to its city, on the page's day, under its name and field.

    The first that is seen is the only one that Tab stops at; those beyond the neatline are not
    read out.
    """
    seen = {mark.place.number for mark in sheet.seen}
    stop = next((mark for mark in sheet.marks if mark.place.number in seen), None)
    glyphs = escape(static("glyphs.svg"))
    city = address_on(past_day(request_of(context)), "cities:city", "x")
    before, after = (escape(part) for part in city.split("x/", 1))

    def drawn(mark: Mark) -> str:
        # Hundreds of them are on a page: only what has something to escape is escaped, which slugs,
        # numbers and glyphs have not.
        place = mark.place
        own = " own" if mark is sheet.here else ""
        passed = "" if mark is stop else ' tabindex="-1"'
        silent = "" if place.number in seen else ' aria-hidden="true"'
        return (
            f'<a href="{before}{place.slug}/{after}" class="field-{place.field}{own}"'
            f' transform="translate({_short(mark.across)} {_short(mark.down)})"{passed}{silent}>'
            f"<title>{escape(place.name)} · {escape(place.field_name)}</title>"
            f'<use href="{glyphs}#m-{place.glyph}"/></a>'
        )

    return mark_safe("\n".join(drawn(mark) for mark in sheet.marks))


@register.simple_tag
def dots(points: list[tuple[float, float]]) -> str:
    """Dots as one path: each is a line without length, round at its ends."""
    return "".join(f"M{_short(x)} {_short(y)}h0" for x, y in points)


@register.simple_tag
def points_of(sheet: Plate) -> list[tuple[float, float]]:
    """Where the plate's marks stand, for a drawing that shows presence alone."""
    return [(mark.across, mark.down) for mark in sheet.marks]


@register.simple_tag
def squares_of(sheet: Plate) -> Squares:
    """The squares of the world's sheet on this one."""
    return squares(sheet.frame)


@register.filter
def map_reference(city: dict[str, Any]) -> str:
    """The square of the world's sheet in which a city's row lies."""
    return frames.map_reference(city["longitude"], city["latitude"])


@register.inclusion_tag("includes/plates_of_world.html")
def world_plates(date: datetime.date, fields: list[tuple[Row, int]]) -> dict[str, Any]:
    """The network on a day: the world, and Europe and East Asia closer.

    `fields` are the rows that the key names, each with something that the key leaves aside.
    """
    places = _places(date)
    if places is None:
        return {"world": None}
    return {
        "world": plate(frames.WORLD, places),
        "dotted": _dotted(places),
        "europe": plate(frames.EUROPE, places),
        "europe_narrow": plate(frames.EUROPE_NARROW, places),
        "east_asia": plate(frames.EAST_ASIA, places),
        "key": [(field, field["members"]) for field, _share in fields],
    }


@register.inclusion_tag("includes/plate_of_field.html")
def field_plate(field: dict[str, Any], date: datetime.date) -> dict[str, Any]:
    """A day's cities of a field, by its row, among all other members."""
    places = _places(date)
    if places is None:
        return {"wide": None}
    own = [one for one in places if one.field == field["slug"]]
    others = [one for one in places if one.field != field["slug"]]
    return {
        "wide": plate(frames.WORLD, own, others),
        "narrow": _dotted(own),
        "field": field,
        "others": len(others),
    }


@register.inclusion_tag("includes/plate_of_place.html")
def city_plate(city: dict[str, Any], date: datetime.date) -> dict[str, Any]:
    """Where a city lies, by its row, with the members around it."""
    places, number = _places(date), frozenset([city["number"]])
    if places is None:
        return {"wide": None}
    where = (city["longitude"], city["latitude"])
    reach = _reach(where, places)
    return {
        "wide": locator(frames.around(*where, reach, 900, 560), places, number, 18),
        "narrow": locator(frames.around(*where, reach / 1.4, 360, 300), places, number, 13),
        "name": city["local_name"],
        "reference": frames.map_reference(*where),
    }


@register.inclusion_tag("includes/plate_of_place.html")
def country_plate(country: dict[str, Any], date: datetime.date) -> dict[str, Any]:
    """The members of a country, by its row, named, among their neighbours."""
    places = _places(date)
    own = [one for one in places or () if one.country == country["code"]]
    if places is None or not own:
        return {"wide": None}
    numbers = frozenset(one.number for one in own)
    spots = [(one.longitude, one.latitude) for one in own]
    return {
        "wide": locator(frames.enclosing(spots, 52, 900, 560), places, numbers, 18),
        "narrow": locator(frames.enclosing(spots, 38, 360, 300), places, numbers, 13),
        "name": country["name"],
        "reference": "",
    }


@register.inclusion_tag("includes/plate_of_result.html")
def result_plate(filterset: Any, address: str) -> dict[str, Any]:
    """The whole result of a question as marks, the other members as dots, on a low strip."""
    everyone = _places(filterset.as_of_date)
    if everyone is None:
        return {"strip": None}
    found = set(filterset.qs.order_by().values_list("number", flat=True))
    own = [one for one in everyone if one.number in found]
    others = [one for one in everyone if one.number not in found]
    return {
        "strip": plate(_strip(own), own, others, land="110m"),
        "address": reverse("cities:map") + address.removeprefix("."),
        "count": len(own),
        "is_whole": not others,
    }


def _places(date: datetime.date) -> list[Place] | None:
    """The members of a day; none of a network so large that no plate could tell them apart."""
    if size_on(date).members > MOST_DRAWN:
        return None
    return places_on(date, get_language() or "en")


def _dotted(places: list[Place]) -> list[tuple[float, float]]:
    """Where the places lie on the world's sheet, as they are."""
    return [frames.WORLD.place(one.longitude, one.latitude) for one in places]


def _reach(where: tuple[float, float], places: list[Place]) -> float:
    """The closest sheet around a place that shows enough of its neighbours."""
    for reach in REACHES:
        frame = frames.around(*where, reach, 900, 560)
        seen = sum(frame.holds(*frame.place(one.longitude, one.latitude), 20) for one in places)
        if seen > ENOUGH_NEIGHBOURS:
            return reach
    return REACHES[-1]


def _strip(places: list[Place]) -> Frame:
    spots = [(one.longitude, one.latitude) for one in places]
    width, height = 1360.0, 380.0
    found = frames.enclosing(spots, 150, width, height) if spots else WHOLE_STRIP
    # Wider than the globe it would show the globe small between empty seas.
    return found if found.scale >= WHOLE_STRIP.scale else WHOLE_STRIP


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
