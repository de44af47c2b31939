"""One document of a file: saying what it is, and taking it out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.candidature.description import DescriptionForm
from applications.candidature.document_rows import document_row
from applications.candidature.documents import address_of
from applications.candidature.people import file_or_404
from applications.documents.receiving import demand_changing, describe, known_kind, remove
from applications.instants import received_at
from applications.models import Application, Document
from applications.preflight.enclosing import of_candidate
from applications.preflight.reading import ReadFile
from applications.workflow.refusals import NotAllowed, Refusal

# Proves that a document was part of a file when its page was made.
PROOF = Signer(salt="documents that are taken out")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def describe_document(request: HttpRequest, number: int, document: Any) -> HttpResponse:
    """Say what a document shows, whose it is, and by which form its rights are ceded."""
    file = file_or_404(request, number)
    row = get_object_or_404(file.documents.select_related("rights_form"), number=document)
    refusal = changing_refused(request, file, row)
    kind = known_kind(file, row.kind)
    form = DescriptionForm(
        request.POST if request.method == "POST" else None,
        document=row,
        rights_forms=rights_forms_for(row, file) if kind and kind.needs_rights_form else None,
    )
    if request.method == "POST" and refusal is None and form.is_valid():
        try:
            describe(row, by=request.user, at=received_at(request), **form.described())
        except NotAllowed:
            raise
        except Refusal as fault:
            refusal = fault
        else:
            told = {"name": row.original_name}
            messages.success(request, _("“%(name)s” is described.") % told)
            return redirect(f"{address_of(file)}#kind-{row.kind}")
    context = {
        "file": file,
        "document": document_row(row, kind),
        "form": form,
        "refusal": refusal,
        "back": f"{address_of(file)}#kind-{row.kind}",
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "candidature/document_description.html", context, status=status)


def rights_forms_for(row: Document, file: Application) -> list[Document]:
    """What a document can name as its rights form: what the team brought, but other photographs."""
    read = ReadFile(file, timezone.now())
    return [
        document
        for kind, documents in of_candidate(read)
        if not kind.needs_rights_form
        for document in documents
        if document.pk != row.pk
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_document(request: HttpRequest, number: int, document: Any) -> HttpResponse:
    """Ask whether a document is to go (GET), and take it out (POST)."""
    file = file_or_404(request, number)
    row = file.documents.filter(number=document).first()
    if row is None:
        return gone_already(request, file, document)
    refusal = changing_refused(request, file, row)
    if request.method == "POST" and refusal is None:
        try:
            remove(row, by=request.user, at=received_at(request))
        except NotAllowed:
            raise
        except Refusal as fault:
            refusal = fault
        else:
            return taken_out(request, file, row.original_name)
    context = {
        "file": file,
        "document": document_row(row, None),
        "photographs": [one.original_name for one in row.photographs.all()],
        "refusal": refusal,
        "proof": PROOF.sign(f"{file.pk} {row.number}"),
        "back": f"{address_of(file)}#kind-{row.kind}",
    }
    status = refusal.status if refusal else 200
    return render(request, "candidature/document_removal.html", context, status=status)


def gone_already(request: HttpRequest, file: Application, document: Any) -> HttpResponse:
    """The second half of a double click. Raises `Http404` for a document that never was here."""
    try:
        proven = PROOF.unsign(request.POST.get("proof", ""))
    except BadSignature:
        raise Http404 from None
    if proven != f"{file.pk} {document}":
        raise Http404
    messages.info(request, _("This document is no longer part of the file."))
    return redirect(address_of(file))


def taken_out(request: HttpRequest, file: Application, name: str) -> HttpResponse:
    told = {"name": name}
    messages.success(request, _("“%(name)s” is no longer part of the file.") % told)
    return redirect(address_of(file))


def changing_refused(request: HttpRequest, file: Application, row: Document) -> Refusal | None:
    """Why the document stays as it is, or None. Raises `NotAllowed` for whoever may never."""
    try:
        demand_changing(file, row.kind, request.user, received_at(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal
    return None
