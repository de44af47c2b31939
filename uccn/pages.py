"""Home, the pages about the portal itself, and the pages for addresses that lead nowhere."""

import datetime
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import CityFilter
from cities.models import City, Designation, Region
from cities.models.folding import fold
from cities.models.names import names_known_in
from cities.models.places import today
from cities.pages.catalogue import described_for_search
from cities.pages.days import PageOfADay
from cities.pages.fields import known_on, shares
from cities.pages.misunderstood import StrictPage
from cities.pages.ordering import in_readers_order
from cities.pages.paging import PAGE_SIZE, NoSuchPage
from cities.pages.scale import scale
from cities.pages.words import cities_counted, countries_counted, number_in_words
from cities.rows import Row, designation_rows, field_rows
from cities.statistics import figures
from cities.statistics.figures import Size
from cities.statistics.growth import Change
from uccn.doors.keeping import kept
from uccn.doors.known_addresses import API, meant
from uccn.doors.problems import problem_response
from uccn.first_visit import LOOKED_AT, home_in_preferred_language

LATEST_ROUNDS = 5
# How Django's reasons begin where a form comes from this site and its token is not the present one.
OLD_TOKENS = ("CSRF token", "CSRF cookie")
MOST_LETTERS = 70

# In any language: searches, downloads and cards of what has a page of its own.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /account/
Disallow: /*/account/
Disallow: /*/search/
Disallow: /search/
Disallow: /*/embed/*/
Disallow: /embed/*/
Disallow: /*.csv
Disallow: /*.xlsx
Disallow: /*.geojson
Disallow: /*.zip
Disallow: /*.json$
Disallow: /*.json?

Sitemap: {sitemap}
"""


class Home(PageOfADay):
    """What the network is, its figures on a day, and its newest members then."""

    template_name = "home.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.path != "/":
            return super().dispatch(request, *args, **kwargs)
        elsewhere = home_in_preferred_language(request)
        answer: HttpResponseBase = (
            HttpResponseRedirect(elsewhere)
            if elsewhere
            else super().dispatch(request, *args, **kwargs)
        )
        patch_vary_headers(answer, LOOKED_AT)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        date, language = self.asked.as_of_date, get_language() or "en"
        size = figures.size_on(date)
        fields = known_on(date, field_rows(language, date))
        every_round = figures.rounds(today())
        rounds = [one for one in every_round if one.in_force_from <= date]
        return super().get_context_data(
            **kwargs,
            date=date,
            size=size,
            cities=cities_counted(size.members),
            countries=countries_counted(size.countries),
            field_count=number_in_words(sum(1 for field in fields if field["members"])),
            fields=shares(fields),
            regions=_regions(figures.sizes_by_region(date)),
            rounds=rounds,
            scale=scale(
                self.asked,
                Designation.objects.all(),
                days=[one.in_force_from for one in every_round],
            ),
            latest_rounds=rounds[-LATEST_ROUNDS:],
            newest=rounds[-1] if rounds else None,
            described=described_for_search(self.request),
            joined=_joined(rounds[-1], fields, language, date) if rounds else [],
            letters=letters(language, date),
        )


@kept(most=64)
def letters(language: str, date: datetime.date) -> list[tuple[str, int, int]]:
    """The letters that members' names begin with, as the reader sees them, in the list's order.

    Of the members of a day; each with its cities, and the page of the list on which the first of
    them stands. None for writing that is no alphabet, where nearly every name begins with a sign of
    its own.
    """
    of_the_day = CityFilter(QueryDict(f"as_of={date}"), queryset=City.objects.all())
    known = of_the_day.qs.order_by().annotate(known=names_known_in(language))
    names = {city: own or name for city, own, name in known.values_list("pk", "known", "name")}
    first: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for place, city in enumerate(in_readers_order(of_the_day, language)):
        letter = fold(names.get(city, ""))[:1].upper()
        first.setdefault(letter, 1 + place // PAGE_SIZE)
        counts[letter] += 1
    if len(first) > MOST_LETTERS:
        return []
    return [(letter, counts[letter], page) for letter, page in first.items()]


def _regions(sizes: dict[str, Size]) -> list[tuple[str, str, Size]]:
    return [(slug, str(name), sizes.get(slug, Size(0, 0))) for slug, name in Region.choices]


def _joined(
    newest: Change, fields: list[Row], language: str, date: datetime.date
) -> list[tuple[Row, list[Row]]]:
    """The cities that joined in a round, under their fields; a change of field is no joining."""
    begun = Designation.objects.filter(
        in_force_from=newest.in_force_from, predecessor__isnull=True
    ).order_by("city__sort_key", "city__number")
    rows = designation_rows(begun, language, date)
    by_field = [(field, [row for row in rows if row["field"] == field["slug"]]) for field in fields]
    return [(field, members) for field, members in by_field if members]


class About(StrictPage):
    template_name = "about.html"


class Credits(StrictPage):
    template_name = "credits.html"


class Privacy(StrictPage):
    template_name = "privacy.html"


class Accessibility(StrictPage):
    template_name = "accessibility.html"


class Contact(StrictPage):
    template_name = "contact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, address=settings.CONTACT_EMAIL)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that read every page should leave alone."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400, such as for a host that this portal does not answer for."""
    if isinstance(exception, RequestDataTooBig):
        return _error(request, 413, _("This request is too large. Send less at once."))
    if isinstance(exception, TooManyFieldsSent):
        return _error(request, 400, _("This address asks too much at once. Leave some of it out."))
    return _error(request, 400, _("This request could not be understood."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """403."""
    return _error(request, 403, _("You may not open this page."))


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """403, for a form without its token: it was open since before the person signed in or out.

    Going back finds what was typed. A page on which much is typed shows it again itself: its view
    has a `form_refused`, which is asked where the form came from this site.
    """
    page = resolve(request.path_info)
    own = getattr(page.func, "form_refused", None)
    # Django has compared the origin that the browser named, if it named one, before the token.
    if own and "Origin" in request.headers and reason.startswith(OLD_TOKENS):
        answer: HttpResponseBase = own(request, *page.args, **page.kwargs)
        return answer
    detail = _("This form cannot be sent any more. Go back, load its page again, then send it.")
    return _error(request, 403, detail)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404; a page beyond the end of a list leads to where the list ends."""
    if isinstance(exception, NoSuchPage):
        return _error(request, 404, str(exception), exception)
    return _error(request, 404, _("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponseBase:
    """500. The page asks nothing of the database, which may be what failed."""
    return _error(request, 500, _("Something went wrong on our side."))


def _error(
    request: HttpRequest, status: int, detail: str, beyond: NoSuchPage | None = None
) -> HttpResponseBase:
    if request.path_info.startswith(API):
        return problem_response(request, status, detail, members=_members(request, status))
    context = {"status": status, "detail": detail, "beyond": beyond}
    return render(request, "error.html", context, status=status)


def _members(request: HttpRequest, status: int) -> dict[str, str]:
    """What a problem of the API says besides: the address that was meant, our word for a fault."""
    found = {}
    if status == 404:
        found["suggestion"] = meant(request.path_info)
    elif status >= 500:
        found["request_id"] = getattr(request, "request_id", "")
    return {name: value for name, value in found.items() if value}
