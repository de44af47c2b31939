"""The page on which the record of a file is handed out, and who did so before."""

import tempfile
from typing import IO, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications.audit.handing import HAND_OUT, hand_out
from applications.audit.sight import Sight, hands_out
from applications.documents.naming import attachment_headers
from applications.instants import received_at, told
from applications.models import Application, LogEntry, Status
from applications.outcome.files import FINAL
from applications.permissions import decides, name_of, screens

# More than this of an archive waits on the disk.
IN_MEMORY = 1_000_000
ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record_page(request: HttpRequest, number: int) -> HttpResponseBase:
    """Say what the archive holds (GET), and give it (POST), which the log tells from then on."""
    person: Any = request.user
    if not hands_out(person):
        raise Http404
    files = Application.objects.select_related("call", "city__country", "field", "form")
    file: Application = get_object_or_404(files, pk=number)
    if request.method == "POST":
        return given(request, file)
    entries = LogEntry.objects.filter(application=file, kind=HAND_OUT).order_by("-sequence")
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "file": file,
        "back": back(file, person),
        "sight": Sight.of(person),
        "page": page,
        "handed_out": rows(list(page), person),
    }
    return render(request, "audit/file.html", context)


def given(request: HttpRequest, file: Application) -> FileResponse:
    # Closed by the answer, once it is sent.
    made: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        hand_out(file, made, by=request.user, at=received_at(request))
    except BaseException:
        made.close()
        raise
    answer = FileResponse(made)
    name = f"{file.city.slug}-{file.call.year}-record.zip"
    for header, value in attachment_headers(name, "application/zip").items():
        answer[header] = value
    return answer


def rows(entries: list[LogEntry], person: Any) -> list[dict[str, Any]]:
    """Who handed it out when, and the digest of what was given."""
    accounts = {entry.by_id for entry in entries if entry.by_id}
    people = get_user_model()._default_manager.in_bulk(accounts)
    return [
        {
            "at": told(entry.at, person),
            "by": name_of(people[entry.by_id]) if entry.by_id in people else "",
            "archive": entry.contents.get("archive", ""),
        }
        for entry in entries
    ]


def back(file: Application, person: Any) -> str:
    """The person's own page of the file."""
    is_decided_on = file.status in (Status.UNDER_EVALUATION, *FINAL)
    if not screens(person) and decides(person) and is_decided_on:
        return reverse("applications:decision:file", args=[file.call.year, file.pk])
    if screens(person):
        return reverse("applications:screening:file", args=[file.pk])
    return reverse("applications:commission:file", args=[file.pk])
