"""The documents of a file: seeing what is wanted and what is there, bringing more, saving them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.candidature.document_rows import (
    commission_rows,
    kind_rows,
    other_rows,
    upload_rows,
)
from applications.candidature.people import file_or_404
from applications.documents.naming import clean_name
from applications.documents.receiving import receive
from applications.documents.serving import as_attachment
from applications.documents.uploading import discard
from applications.documents.wording import size_of
from applications.instants import received_at
from applications.models import Application, Upload
from applications.preflight import enclosing
from applications.preflight.reading import ReadFile
from applications.workflow.refusals import NotAllowed, Refusal
from applications.writing import demand_writing, open_parts


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def documents(request: HttpRequest, number: int) -> HttpResponse:
    """Every kind of document that the form asks for (GET), and bringing some (POST)."""
    file = file_or_404(request, number)
    if request.method != "POST":
        return page(request, file)
    if "discard" in request.POST:
        return stop_upload(request, file)
    return bring(request, file)


def bring(request: HttpRequest, file: Application) -> HttpResponse:
    """Take in what was chosen for a kind; what is not taken is told beside the kind."""
    closed = hindrance(file, request)
    if isinstance(closed, NotAllowed):
        raise closed
    code = request.POST.get("kind", "")
    chosen = request.FILES.getlist("file")
    if closed is not None:
        return page(request, file, code, [str(closed.message)], closed.status)
    if not chosen:
        return page(
            request, file, code, [_("No file was chosen. Choose one, then upload it.")], 422
        )
    tried = [(clean_name(one.name or ""), taken(request, file, one)) for one in chosen]
    refused = [(name, refusal) for name, refusal in tried if refusal is not None]
    if refused:
        problems = [f"“{name}”: {refusal.message}" for name, refusal in refused]
        return page(request, file, code, problems, refused[0][1].status)
    return redirect(f"{address_of(file)}#kind-{code}")


def taken(request: HttpRequest, file: Application, chosen: UploadedFile) -> Refusal | None:
    """Take in one file that was chosen. Returns why it is not taken. Raises `NotAllowed`."""
    code, name, at = request.POST.get("kind", ""), chosen.name or "", received_at(request)
    try:
        brought = receive(file, code, chosen, name=name, by=request.user, at=at)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal
    told = {"name": brought.original_name}
    if brought.uploaded_at == at:
        messages.success(request, _("“%(name)s” is part of the file now.") % told)
    else:
        messages.info(request, _("“%(name)s” was there already, and was not added again.") % told)
    return None


def stop_upload(request: HttpRequest, file: Application) -> HttpResponse:
    """Throw away what came of an upload that the person began."""
    person: Any = request.user
    uploads = Upload.objects.filter(application=file, by=person)
    found = {str(upload.number): upload for upload in uploads}.get(request.POST["discard"])
    if found is None:
        raise Http404
    discard(found, by=person)
    messages.success(request, _("What came of “%(name)s” is thrown away.") % {"name": found.name})
    return redirect(address_of(file))


def address_of(file: Application) -> str:
    return reverse("applications:candidature:documents", args=[file.pk])


def page(
    request: HttpRequest,
    file: Application,
    code: str = "",
    problems: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of all documents; `problems` are why those for the kind `code` were not taken."""
    read = ReadFile(file, received_at(request))
    closed, only = hindrance(file, request), open_parts(file)
    kinds = [
        {**kind, "closed": closed or (only is not None and kind["code"] not in only)}
        for kind in kind_rows(read, {code: problems})
    ]
    refused_kind = next((kind for kind in kinds if kind["problems"]), None)
    context: dict[str, Any] = {
        "file": file,
        "kinds": kinds,
        "problems": problems,
        "refused_kind": refused_kind,
        "commission": commission_rows(read),
        "others": other_rows(read),
        "uploads": upload_rows(file, request.user) if closed is None else [],
        "size": size_of(sum(document.size for document in read.documents)),
        "too_much": list(enclosing.small_enough(read)),
        # The title of the page says so.
        "refusal": problems,
        "closed": closed,
        "others_closed": closed or only is not None,
    }
    return render(request, "candidature/documents.html", context, status=status)


def hindrance(file: Application, request: HttpRequest) -> Refusal | None:
    """Why the person can bring nothing now, or None."""
    try:
        demand_writing(file, request.user, received_at(request))
    except Refusal as refusal:
        return refusal
    return None


@require_safe
@login_required
def document(request: HttpRequest, number: int, document: Any) -> HttpResponseBase:
    """A document of the file, to be saved: never shown or run by the browser."""
    file = file_or_404(request, number)
    return as_attachment(get_object_or_404(file.documents, number=document))
