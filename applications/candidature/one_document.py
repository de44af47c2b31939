"""One document of a file: saying what it is, and taking it out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, Signer
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.candidature.description import DescriptionForm
from applications.candidature.document_rows import document_row
from applications.candidature.documents import address_of
from applications.candidature.people import file_or_404
from applications.documents.receiving import demand_changing, describe, known_kind, remove
from applications.models import Application, Document
from applications.preflight.enclosing import of_candidate
from applications.preflight.reading import ReadFile
from applications.workflow.refusals import Refusal

# Proves that a document was part of a file when its page was made.
PROOF = Signer(salt="documents that are taken out")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def describe_document(request: HttpRequest, number: int, document: Any) -> HttpResponseBase:
    """Say what a document shows, whose it is, and by which form its rights are ceded."""
    file = file_or_404(request, number)
    row = get_object_or_404(file.documents.select_related("rights_form"), number=document)
    return DescriptionPage(request, file, row).answer()


class DocumentPage(ActPage):
    """An act on one document of a file, while its parts may be changed."""

    def __init__(self, request: HttpRequest, file: Application, row: Document) -> None:
        super().__init__(request)
        self.file, self.row = file, row
        self.back = f"{address_of(file)}#kind-{row.kind}"

    def ask(self) -> HttpResponseBase:
        form = self.form()
        return self.show(form, self.hindrance(form))

    def hindrance(self, form: Form) -> Refusal | None:
        """Why the document stays as it is, or None. Raises `NotAllowed` for whoever may never."""
        try:
            demand_changing(self.file, self.row.kind, self.person, self.at)
        except Refusal as refusal:
            return self.shown(refusal)
        return None


class DescriptionPage(DocumentPage):
    template = "candidature/document_description.html"

    def __init__(self, request: HttpRequest, file: Application, row: Document) -> None:
        super().__init__(request, file, row)
        self.kind = known_kind(file, row.kind)

    def form(self, given: Any = None) -> DescriptionForm:
        has_form = self.kind and self.kind.needs_rights_form
        return DescriptionForm(
            given,
            document=self.row,
            rights_forms=rights_forms_for(self.row, self.file) if has_form else None,
        )

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        describe(self.row, by=self.person, at=self.at, **given)
        text = _("“%(name)s” is described.") % {"name": self.row.original_name}
        return self.done(text, self.back)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "file": self.file,
            "document": document_row(self.row, self.kind),
            "back": self.back,
        }


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
def remove_document(request: HttpRequest, number: int, document: Any) -> HttpResponseBase:
    """Ask whether a document is to go (GET), and take it out (POST)."""
    file = file_or_404(request, number)
    row = file.documents.filter(number=document).first()
    if row is None:
        return gone_already(request, file, document)
    return RemovalPage(request, file, row).answer()


class RemovalPage(DocumentPage):
    template = "candidature/document_removal.html"

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        name = self.row.original_name
        remove(self.row, by=self.person, at=self.at)
        text = _("“%(name)s” is no longer part of the file.") % {"name": name}
        return self.done(text, address_of(self.file))

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "file": self.file,
            "document": document_row(self.row, None),
            "photographs": [one.original_name for one in self.row.photographs.all()],
            "proof": PROOF.sign(f"{self.file.pk} {self.row.number}"),
            "back": self.back,
        }


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
