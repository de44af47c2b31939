"""What was typed and could not become part of a file: shown, downloaded, copied from."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.answers.keeping import as_text, kept_for
from applications.candidature.people import file_or_404
from applications.documents.naming import attachment_headers
from applications.dossier.wording import plain
from applications.instants import told
from applications.models import KeptText, Question

# Fields of the pages that nobody types.
UNTYPED = ("csrfmiddlewaretoken", "key", "base", "then", "row")


def signed_out(request: HttpRequest, *, is_stranger: bool = False) -> HttpResponse:
    """Somebody who is no longer signed in sends a text: it comes back, to be sent again.

    So does the text of a person who has no part in the file, `is_stranger`. Nothing is told of the
    file, and the answer is the same where there is none.
    """
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in UNTYPED and value.strip()
    ]
    text = "\n\n".join(value for _name, value in typed)
    context = {
        "is_stranger": is_stranger,
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ],
        "texts": [value for _name, value in typed],
        "text_address": f"data:text/plain;charset=utf-8,{quote(text)}",
    }
    status = 404 if is_stranger else 403
    return render(request, "candidature/signed_out.html", context, status=status)


@require_safe
@login_required
def kept_texts(request: HttpRequest, number: int) -> HttpResponse:
    """A person's texts that did not become part of the file, the latest first."""
    file = file_or_404(request, number)
    person: Any = request.user
    labels = {
        question.code: question.label
        for question in Question.objects.filter(section__version=file.form_id)
    }
    rows = [
        {
            "number": kept.number,
            "question": labels.get(kept.question, kept.question),
            "at": told(kept.at, person),
            "lines": plain(kept.value),
        }
        for kept in kept_for(file, person)
    ]
    return render(request, "candidature/kept_texts.html", {"file": file, "texts": rows})


@require_safe
@login_required
def kept_text(request: HttpRequest, kept: Any) -> HttpResponse:
    """One such text as a plain file; only its author finds it."""
    found = get_object_or_404(
        KeptText.objects.select_related("application__call", "application__city"),
        number=kept,
        by=request.user,
    )
    name = _("not submitted, %(question)s.txt") % {"question": found.question}
    answer = HttpResponse(as_text(found), content_type="text/plain; charset=utf-8")
    for header, value in attachment_headers(name, "text/plain; charset=utf-8").items():
        answer[header] = value
    return answer
