"""Everything that was written as one answer, and going back to any of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.answers.saving import NotSaved, history, restore, save
from applications.candidature.people import file_or_404
from applications.candidature.questions import key_of
from applications.candidature.walk import Walk
from applications.instants import received_at, told
from applications.models import Application
from applications.permissions import can_edit, name_of

ON_A_PAGE = 20


@require_safe
@login_required
def revisions(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Every saved version, the latest first; also of a question that the form no longer asks."""
    file = file_or_404(request, number)
    walk, person = Walk(file, code), request.user
    page = Paginator(history(file, code), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "number": revision.number,
            "by": name_of(revision.by),
            "at": told(revision.at, person),
            "lines": walk.written(revision.value, revision.no_relevant_information),
            "other_lines": walk.written(revision.other_value)
            if revision.other_value is not None
            else [],
            "is_latest": page.number == 1 and place == 0,
        }
        for place, revision in enumerate(page)
    ]
    if not rows:
        raise Http404
    context = {
        "file": file,
        "code": code,
        "label": walk.question.label if walk.is_known else code,
        "is_known": walk.is_known,
        "revisions": rows,
        "pages": page,
        "can_edit": can_edit(person, file) and walk.is_known,
    }
    return render(request, "candidature/history.html", context)


@require_POST
@login_required
def choose(request: HttpRequest, number: int, code: str, revision: int) -> HttpResponse:
    """Make a version the answer: an earlier one, or a text that had to give way, or neither.

    `choice` is “earlier” for the version itself, “this” for the text beside it, and “answer” to
    leave the answer as it is and have the text beside it wait no longer.
    """
    file = file_or_404(request, number)
    choice = request.POST.get("choice")
    found = history(file, code).filter(number=revision).first()
    if found is None or choice not in ("earlier", "this", "answer"):
        raise Http404
    if choice == "this" and found.other_value is None:
        raise Http404
    try:
        made(request, file, code, revision, choice)
    except NotSaved as fault:
        context: dict[str, Any] = {"file": file, "refusal": fault.refusal, "code": code}
        return render(request, "candidature/not_chosen.html", context, status=fault.refusal.status)
    messages.success(request, _("The answer is the one that you chose."))
    return redirect("applications:candidature:question", file.pk, code)


def made(request: HttpRequest, file: Application, code: str, revision: int, choice: str) -> None:
    at, key = received_at(request), key_of(request.POST.get("key"))
    if choice == "answer":
        latest = history(file, code)[0]
        save(
            file,
            code,
            latest.value,
            base_revision=latest.number,
            client_key=key,
            by=request.user,
            no_relevant_information=latest.no_relevant_information,
            at=at,
        )
        return
    restore(
        file,
        code,
        revision,
        by=request.user,
        client_key=key,
        set_aside=choice == "this",
        at=at,
    )
