"""Every list as a file: the rows of the page in its order, and all of them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.exports import About, Format, Listing, Table, described, formats_of
from cities.exports.about import LICENCE_ADDRESS
from cities.exports.formats.described import EXTENSION as DESCRIPTION
from cities.exports.formats.described import MEDIA_TYPE as TYPE_OF_DESCRIPTION
from cities.exports.lists import (
    TABLES,
    list_of_cities,
    list_of_countries,
    list_of_designations,
    list_of_fields,
    list_of_statements,
)
from cities.filters import (
    AsOf,
    CityFilter,
    CountryFilter,
    DesignationFilter,
    StatementFilter,
)
from cities.lookups import country_names
from cities.models import City, Country, Designation, Statement
from cities.models.places import today
from cities.pages.fields import known_on
from cities.pages.file_links import asked_of, file_address
from cities.pages.headline import headline
from cities.pages.misunderstood import misunderstandings
from cities.pages.ordering import countries_by_region, in_readers_order
from cities.pages.paging import asked
from cities.pages.question import question_of
from cities.rows import country_rows, field_names, field_rows
from cities.statistics import figures
from fields.models import CreativeField
from uccn.doors.filtering import StrictFilterSet

# So many words of the question stand in the name of a file, and so many letters.
MOST_WORDS = 5
LONGEST_NAME = 80
# Proxies give up on an answer whose headers fill a page of memory.
LONGEST_LINK = 800
LICENCE_LINK = f'<{LICENCE_ADDRESS}>; rel="license"'


@dataclass(frozen=True)
class Asked:
    """A list that was asked for as a file, in the reader's language and as of a day."""

    filterset: Any
    language: str
    date: datetime.date
    site: str
    address: str

    def about(self, title: str) -> About:
        return About(
            title=title,
            as_of=self.date,
            language=self.language,
            site=self.site,
            address=self.address,
            parameters=tuple(question_of(self.filterset).pairs),
        )


def _cities(this: Asked) -> Listing:
    filterset: CityFilter = this.filterset
    countries = country_names(this.language)
    keys = in_readers_order(filterset, this.language)
    names = {"field": field_names(this.language), "country": countries}
    in_all = figures.size_on(this.date).countries
    about = this.about(headline(filterset, len(keys), in_all, names))
    return list_of_cities(keys, about, filterset.search)


def _fields(this: Asked) -> Listing:
    rows = known_on(this.date, field_rows(this.language, this.date))
    title = ngettext("%(count)s creative field", "%(count)s creative fields", len(rows))
    return list_of_fields(rows, this.about(title % {"count": len(rows)}))


def _countries(this: Asked) -> Listing:
    rows = country_rows(this.filterset.qs, this.language, this.date)
    title = ngettext(
        "%(count)s country has a creative city", "%(count)s countries have a creative city",
        len(rows),
    )  # fmt: skip
    rows = countries_by_region(rows, this.language)
    return list_of_countries(rows, this.about(title % {"count": len(rows)}))


def _designations(this: Asked) -> Listing:
    keys = list(this.filterset.qs.values_list("pk", flat=True))
    title = ngettext("%(count)s designation", "%(count)s designations", len(keys))
    return list_of_designations(keys, this.about(title % {"count": len(keys)}))


def _statements(this: Asked) -> Listing:
    keys = list(this.filterset.qs.values_list("pk", flat=True))
    title = ngettext(
        "%(count)s statement, answered by the record",
        "%(count)s statements, answered by the record",
        len(keys),
    )
    return list_of_statements(keys, this.about(title % {"count": len(keys)}))


# The filters of each list, the rows in the page's order, and the file of them.
LISTS: dict[str, tuple[type[StrictFilterSet], Any, Callable[[Asked], Listing]]] = {
    "cities": (CityFilter, City.objects.all, _cities),
    "fields": (AsOf, CreativeField.objects.all, _fields),
    "countries": (CountryFilter, Country.objects.all, _countries),
    "designations": (DesignationFilter, Designation.objects.all, _designations),
    "statements": (StatementFilter, Statement.objects.by_subject, _statements),
}


@require_safe
def download(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """A list in a format, whole.

    A file cannot say that something was left aside, so what was not understood is a 400 that names
    it. A format that a list does not have is a 404 that names those that it has.
    """
    table = TABLES[name]
    known = formats_of(table)
    if extension != DESCRIPTION and extension not in known:
        return _no_such_format(request, name, known)
    filterset_class, rows_of, listing_of = LISTS[name]
    filterset = asked(filterset_class, request, rows_of(), other_parameters=())
    if filterset.problems():
        return refused(request, filterset)
    this = _asked(request, name, extension, filterset)
    listing = listing_of(this)
    question = asked_of(filterset)
    if extension == DESCRIPTION:
        body = described(listing, this.site + file_address(name, "csv", question))
        return HttpResponse(body, content_type=TYPE_OF_DESCRIPTION)
    links = [LICENCE_LINK]
    description = this.site + file_address(name, DESCRIPTION, question)
    if extension == "csv" and len(description) <= LONGEST_LINK:
        links.append(f'<{description}>; rel="describedby"; type="{TYPE_OF_DESCRIPTION}"')
    return _file(listing, known[extension], file_name(table, this, extension), links)


def _asked(request: HttpRequest, name: str, extension: str, filterset: StrictFilterSet) -> Asked:
    date = filterset.as_of_date if isinstance(filterset, AsOf) else today()
    question = question_of(filterset)
    again = asked_of(filterset)
    if isinstance(filterset, AsOf):
        again = question.with_only("as_of", date.isoformat())
    site = site_of(request)
    address = site + file_address(name, extension, again)
    return Asked(filterset, get_language() or "en", date, site, address)


def site_of(request: HttpRequest) -> str:
    """The address of this portal, without a stroke at its end."""
    return request.build_absolute_uri("/").removesuffix("/")


def _file(listing: Listing, chosen: Format, name: str, links: list[str]) -> HttpResponseBase:
    content = chosen.write(listing)
    response: HttpResponseBase
    if listing.is_long:
        response = StreamingHttpResponse(content, content_type=chosen.media_type)
    else:
        response = HttpResponse(b"".join(content), content_type=chosen.media_type)
    return as_file(response, name, links)


def as_file(response: HttpResponseBase, name: str, links: list[str]) -> HttpResponseBase:
    """The response as a file to keep, which search engines leave to the page beside it."""
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Link"] = ", ".join(links)
    response["X-Robots-Tag"] = "noindex"
    return response


def file_name(table: Table, this: Asked, extension: str) -> str:
    """A name that says what is in the file, such as `cities-gastronomy-2015-12-31.csv`."""
    pairs = question_of(this.filterset).pairs
    asked_for = [value for name, value in pairs if name not in {"as_of", "ordering"}]
    words = [slugify(value) or "search" for value in asked_for[:MOST_WORDS]]
    if len(asked_for) > MOST_WORDS:
        words.append("and-more")
    stem = "-".join([table.name, *words])[:LONGEST_NAME].rstrip("-")
    language = "" if this.language == "en" else f"-{this.language}"
    return f"{stem}-{this.date.isoformat()}{language}.{extension}"


def _no_such_format(request: HttpRequest, name: str, known: dict[str, Format]) -> HttpResponse:
    formats = ", ".join(f"{name}.{one}" for one in known)
    detail = _("This list cannot be had in such a format. There are: %(formats)s.")
    context = {"status": 404, "detail": detail % {"formats": formats}}
    return render(request, "error.html", context, status=404)


def refused(request: HttpRequest, filterset: StrictFilterSet) -> HttpResponse:
    """400: the page that names what was not understood, with what was probably meant."""
    context = {"problems": misunderstandings(filterset)}
    return render(request, "cities/download_refused.html", context, status=400)
