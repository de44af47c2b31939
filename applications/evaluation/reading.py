"""The file to be read, as it was handed in: answers and documents, and nobody's name or address.

Its team and its Commission are not shown, nor how the Commission ranks its country's files.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.documents.serving import as_attachment
from applications.dossier.reading import answers_of, documents_of
from applications.dossier.wording import sections
from applications.evaluation.people import assignment_or_404, numbered
from applications.models import Application, Receipt


@require_safe
@login_required
def file_page(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Answers in the words of the form, and the documents, to be saved."""
    own = assignment_or_404(request, number)
    file = own.application
    form, answers = handed_in(file)
    context = numbered(own) | {
        "file": file,
        "country": file.city.country.local_name,
        "sections": list(sections(form, answers)),
        "documents": documents_of(
            file,
            lambda one: reverse("applications:evaluation:document", args=[own.number, one.number]),
        ),
        "addresses": file.links.all(),
    }
    return render(request, "evaluation/file.html", context)


@require_safe
@login_required
def document(request: HttpRequest, number: uuid.UUID, document: uuid.UUID) -> HttpResponseBase:
    """A document of the file, to be saved: never shown or run by the browser."""
    own = assignment_or_404(request, number)
    return as_attachment(get_object_or_404(own.application.documents, number=document))


def handed_in(file: Application) -> tuple[Any, dict[str, dict[str, Any]]]:
    """The form and the answers of the last submission; those of the file where there is none.

    Files that came from elsewhere have no receipt; one whose contents are erased has nothing left.
    """
    receipt = (
        Receipt.objects.filter(change__application=file)
        .select_related("form")
        .order_by("-pk")
        .first()
    )
    if receipt and receipt.contents:
        return receipt.form, {
            answer["question"]: {
                "value": answer["value"],
                "no_relevant_information": answer["no_relevant_information"],
            }
            for answer in receipt.contents["answers"]
        }
    return file.form, answers_of(file)
