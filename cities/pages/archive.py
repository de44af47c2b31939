"""The whole public record as of a day, in one file."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.exports import About, formats_of
from cities.exports.lists import list_of_cities
from cities.exports.record import RecordChanging, RecordTable, packed
from cities.filters import AsOfDetail
from cities.models import City
from cities.pages.downloads import LICENCE_LINK, as_file, refused, site_of
from cities.pages.paging import asked
from cities.record.revision import RevisionUnknown

SECONDS_TO_WAIT = "5"


@require_safe
def record_archive(request: HttpRequest, others: Sequence[RecordTable] = ()) -> HttpResponseBase:
    """The whole public record as of a day; `others` are tables of applications above this one."""
    filterset = asked(AsOfDetail, request, City.objects.all(), other_parameters=())
    if filterset.problems():
        return refused(request, filterset)
    date, site = filterset.as_of_date, site_of(request)
    about = About(
        title=_("The record of the UNESCO Creative Cities Network"),
        as_of=date,
        language=get_language() or "en",
        site=site,
        address=f"{site}{request.path}?as_of={date.isoformat()}",
    )

    def places() -> Iterator[bytes]:
        # By number, since the archive has no reader whose alphabet it could follow.
        keys = City.objects.members_on(date).order_by("number").values_list("pk", flat=True)
        listing = list_of_cities(list(keys), about)
        return formats_of(listing.table)["geojson"].write(listing)

    try:
        content = packed(about, places, others)
    except (RecordChanging, RevisionUnknown):
        return _not_now(request)
    response = HttpResponse(content, content_type="application/zip")
    language = "" if about.language == "en" else f"-{about.language}"
    return as_file(response, f"uccn-record-{date.isoformat()}{language}.zip", [LICENCE_LINK])


def _not_now(request: HttpRequest) -> HttpResponse:
    detail = _("The record is being changed just now. Please try again in a moment.")
    response = render(request, "error.html", {"status": 503, "detail": detail}, status=503)
    response["Retry-After"] = SECONDS_TO_WAIT
    return response
