"""oEmbed: what a program puts in the place of a link to this portal (https://oembed.com/).

It answers for cities' pages and for lists of cities, whose count it gives; addresses of either
card mean the same.
"""

from typing import Any
from urllib.parse import SplitResult, quote, urlsplit
from xml.etree import ElementTree as ET

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import CityFilter
from cities.models import City
from cities.pages.embeds import Frame, counted, frame_of_city, frame_of_count
from cities.pages.question import question_of
from cities.pages.sharing import picture_of_city
from cities.rows import Row, city_rows, field_rows
from uccn.doors.problems import problem_response

CITIES = {"cities:city", "cities:embed-city"}
COUNTS = {"home", "cities:cities", "cities:embed-count"}
FORMATS = ("json", "xml")
LONGEST_ADDRESS = 2000
LARGEST = 10_000
# Seconds for which a program may keep the answer: what changes is in the frame.
KEPT = 86_400


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The card of a city or a count, as JSON or XML.

    404 for an address that has no card, 501 for another format, 400 for what cannot be read.
    Other parameters are left unread, since programs send each provider those of all the others.
    """
    form = request.GET.get("format", "json")
    if form not in FORMATS:
        return problem_response(request, 501, _("There are two formats: json and xml."))
    limits = {name: _limit(request.GET.get(name)) for name in ("maxwidth", "maxheight")}
    wrong = [name for name, limit in limits.items() if limit == 0]
    address = request.GET.get("url", "")
    if wrong:
        detail = _("%(parameter)s is a whole number of pixels, from 1 to %(most)s.")
        return problem_response(request, 400, detail % {"parameter": wrong[0], "most": LARGEST})
    if not address or len(address) > LONGEST_ADDRESS:
        return problem_response(
            request,
            400,
            _("url is the address of a page of this portal, such as %(example)s.")
            % {"example": request.build_absolute_uri(reverse("cities:cities"))},
        )
    try:
        answer = _answer(request, urlsplit(address), limits)
    except (Http404, Resolver404, ValueError):
        return problem_response(request, 404, _("There is no card for this address."))
    return JsonResponse(answer) if form == "json" else _as_xml(answer)


def addresses_of_oembed(request: HttpRequest, page: str) -> Row:
    """Where programs that read a page learn of its card, in both formats."""
    ask = request.build_absolute_uri(reverse("oembed"))
    return {form: f"{ask}?url={quote(page, safe='')}&format={form}" for form in FORMATS}


def _limit(text: str | None) -> int | None:
    """A greatest width or height; None where none was given, 0 for one that cannot be."""
    if not text:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    number = int(text) if is_number else 0
    return number if number <= LARGEST else 0


def _answer(
    request: HttpRequest, address: SplitResult, limits: dict[str, int | None]
) -> dict[str, Any]:
    """Raises `Http404`, `Resolver404` or `ValueError` where there is no card."""
    if address.scheme not in {"http", "https"} or address.netloc != request.get_host():
        raise Http404
    language = get_language_from_path(address.path) or "en"
    with override(language):
        match = resolve(address.path)
        if match.view_name in CITIES:
            frame, picture = _city(request, match.kwargs["slug"], language)
        elif match.view_name in COUNTS:
            frame, picture = _count(request, address.query, language)
        else:
            raise Http404
        provider = _("UNESCO Creative Cities Network")
        home = request.build_absolute_uri(reverse("home"))
    width = min(frame.width, limits["maxwidth"] or frame.width)
    height = min(frame.height, limits["maxheight"] or frame.height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": frame.title,
        "provider_name": provider,
        "provider_url": home,
        "cache_age": KEPT,
        "html": str(Frame(frame.address, width, height, frame.title).code),
        "width": width,
        "height": height,
        **picture,
    }


def _city(request: HttpRequest, slug: str, language: str) -> tuple[Frame, Row]:
    rows = city_rows(City.objects.ever_members().filter(slug=slug), language)
    if not rows:
        raise Http404
    fields = {row["slug"]: row for row in field_rows(language)}
    picture = picture_of_city(rows[0], fields)
    if picture is None:
        raise Http404
    return frame_of_city(request, rows[0]), {
        "thumbnail_url": request.build_absolute_uri(picture["address"]),
        "thumbnail_width": picture["width"],
        "thumbnail_height": picture["height"],
    }


def _count(request: HttpRequest, query: str, language: str) -> tuple[Frame, Row]:
    filterset = CityFilter(QueryDict(query), queryset=City.objects.all())
    if filterset.problems():
        raise Http404
    question = question_of(filterset)
    title = counted(filterset, field_rows(language))
    return frame_of_count(request, title, "" if question.is_empty else question.address), {}


def _as_xml(answer: dict[str, Any]) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    return HttpResponse(
        ET.tostring(root, encoding="utf-8", xml_declaration=True), content_type="text/xml"
    )
