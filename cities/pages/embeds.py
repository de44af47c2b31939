"""Cards for other sites: a city, and a count that is always the count of the day.

They stand in frames of strangers' pages, in the look of the poster, and ask nobody else for
anything. `/embed/` says how to put them there, and `/oembed` tells programs the same.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import CityFilter
from cities.lookups import country_names
from cities.models import City, Region
from cities.models.places import today
from cities.pages.headline import headline
from cities.pages.lines import shown
from cities.pages.misunderstood import misunderstandings
from cities.pages.paging import asked
from cities.pages.question import question_of
from cities.pages.sharing import time_of
from cities.pages.words import designation_sentence
from cities.poster import mark_of, placed, tile
from cities.poster.tiles import UNITS
from cities.rows import Row, city_rows, field_rows, profile_row
from cities.search import find
from cities.statistics import figures
from uccn.doors.filtering import shown as text_shown

# Width and height in pixels of the frames that the code asks for; the cards fill any other.
CARD = (480, 320)
COUNT = (480, 160)
ACROSS = 10
# A name's size is chosen by how long it runs, as the style sheet's classes have it.
SHORTEST, LONGEST = 6, 26
# From here on, letters are as wide as they are high.
FIRST_WIDE = 0x2E80


@dataclass(frozen=True, slots=True)
class Frame:
    """What another site copies: the address of the card, its size, its title and the code."""

    address: str
    width: int
    height: int
    title: str

    @property
    def code(self) -> SafeString:
        return format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"'
            ' style="border:0;max-width:100%"></iframe>',
            self.address,
            self.width,
            self.height,
            self.title,
        )


@require_safe
def city_card(request: HttpRequest, slug: str) -> HttpResponse:
    """A city's card: its name, field, country and mark, as a link to its page."""
    city = City.objects.ever_members().filter(slug=slug).first()
    if city is None:
        return _moved(slug)
    language = get_language() or "en"
    row = profile_row(city, language)
    fields = {field["slug"]: field for field in field_rows(language)}
    field = shown(row, fields)["field"]
    mark = mark_of(row["number"])
    context = {
        "city": row,
        "field": field,
        "sentence": designation_sentence(row["designations"]),
        "country": row["country"]["name"],
        "region": Region(row["region"]).label,
        "time": time_of(row["designations"][-1]),
        "length": length_of(row["local_name"]),
        "tile": tile(field["slug"]),
        "tiles": placed(mark * (ACROSS // len(mark)), ACROSS, UNITS, 0, 0),
    }
    return render(request, "embeds/city.html", context)


@require_safe
def count_card(request: HttpRequest) -> HttpResponse:
    """The number of member cities today, of all or of those asked for, as a link to their list."""
    filterset = asked(CityFilter, request, City.objects.all())
    problems = misunderstandings(filterset)
    question = question_of(filterset)
    fields = field_rows(get_language() or "en")
    chosen = filterset.value("field") or []
    context = {
        "problems": problems,
        "title": "" if problems else counted(filterset, fields),
        "list_address": reverse("cities:cities") + ("" if question.is_empty else question.address),
        "date": filterset.as_of_date,
        "fields": [
            {**row, "tile": tile(row["slug"])}
            for row in fields
            if row["slug"] in chosen or (not chosen and row["members"])
        ],
    }
    return render(request, "embeds/count.html", context)


@require_safe
def embed_page(request: HttpRequest) -> HttpResponse:
    """How to put a card on one's own site: the code to copy for a city and for a count."""
    filterset = asked(CityFilter, request, City.objects.all())
    filterset.other_parameters = ("city",)  # type: ignore[misc]
    language = get_language() or "en"
    # PostgreSQL knows no text with NUL in it.
    text = request.GET.get("city", "").replace("\x00", "").strip()[:200]
    city = _meant(text, language)
    fields = field_rows(language)
    question = question_of(filterset)
    problems = misunderstandings(filterset)
    title = counted(filterset, fields) if not problems else ""
    context = {
        "problems": problems,
        "text": text,
        "text_shown": text_shown(text),
        "city": city,
        "card": frame_of_city(request, city) if city else None,
        "count": frame_of_count(request, title, "" if question.is_empty else question.address)
        if title
        else None,
        "fields": fields,
        "chosen": list(dict.fromkeys(filterset.value("field") or [])),
        "countries": country_names(language),
        "chosen_countries": list(dict.fromkeys(filterset.value("country") or [])),
        "is_question": bool(text) or not question.is_empty,
    }
    return render(request, "embeds/code.html", context)


def frame_of_city(request: HttpRequest, city: Row) -> Frame:
    """The frame of a city's card, in the current language."""
    address = request.build_absolute_uri(reverse("cities:embed-city", args=[city["slug"]]))
    title = _("%(city)s in the UNESCO Creative Cities Network") % {"city": city["local_name"]}
    return Frame(address, *CARD, title)


def frame_of_count(request: HttpRequest, title: str, question: str) -> Frame:
    """The frame of a count: of all members, or of those that a question asks for."""
    address = request.build_absolute_uri(reverse("cities:embed-count") + question)
    return Frame(address, *COUNT, title)


def counted(filterset: CityFilter, fields: list[Row]) -> str:
    """What the count says: “84 cities of Music”, or “408 cities in 108 countries”."""
    names = {
        "field": {row["slug"]: row["name"] for row in fields},
        "country": country_names(get_language() or "en"),
    }
    countries = figures.size_on(filterset.as_of_date).countries
    return headline(filterset, filterset.qs.count(), countries, names)


def length_of(name: str) -> int:
    """How long a name runs: its longest word or half of it all, by letters of middling width."""
    words = max(_run(word) for word in name.split(" "))
    return min(max(words, -(-_run(name) // 2), SHORTEST), LONGEST)


def _run(text: str) -> int:
    return sum(2 if ord(character) >= FIRST_WIDE else 1 for character in text)


def _meant(text: str, language: str) -> Row | None:
    """The city that a text names: by the slug of its page, or by any spelling of its name."""
    cities = City.objects.ever_members()
    if not text:
        newest = cities.members_on(today()).order_by(
            "-designations__in_force_from", "sort_key", "number"
        )
        keys = list(newest.values_list("pk", flat=True)[:1])
    else:
        keys = list(cities.filter(slug=text).values_list("pk", flat=True))
        keys = keys or [match.city_id for match in find(text, limit=1).cities]
    rows = city_rows(cities, language, None, keys)
    return rows[0] if rows else None


def _moved(slug: str) -> HttpResponse:
    city = City.objects.ever_members().filter(former_slugs__slug=slug).first()
    if city is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("cities:embed-city", args=[city.slug]))
