"""One file: how it was judged, what would follow from a decision, and the deciding."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.decision.forms import DecisionForm
from applications.decision.people import file_or_404
from applications.instants import received_at, told
from applications.models import Application, Decision, Outcome
from applications.notices.letters import letter
from applications.outcome import decide
from applications.outcome.files import FINAL, decided_files, what_if
from applications.outcome.judged import judged
from applications.outcome.letters import letters_for
from applications.outcome.quotas import broken_quotas
from applications.permissions import name_of
from applications.workflow import Refusal

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def file_page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show the file (GET), and decide on it (POST); a refusal is a page of its own status."""
    file = file_or_404(request, year, number)
    form = DecisionForm(request.POST) if request.method == "POST" else None
    refusal: Refusal | None = None
    if form is not None and form.is_valid():
        try:
            decide(
                file,
                form.cleaned_data["outcome"],
                by=request.user,
                at=received_at(request),
                seen_revision=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(
                request, _("It is noted for %(city)s; nobody else sees it.") % {"city": file.city}
            )
            return redirect("applications:decision:desk", year)
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "decision/file.html", page(request, file, form, refusal), status=status)


def page(
    request: HttpRequest, file: Application, form: DecisionForm | None, refusal: Refusal | None
) -> Row:
    drafts = Decision.objects.filter(application=file, change__isnull=True)
    draft = drafts.select_related("by").first()
    evaluated = judged(file.call, [file.pk])[file.pk]
    return {
        "file": file,
        "year": file.call.year,
        "is_known": file.status in FINAL,
        "draft": draft,
        "drafted_by": name_of(draft.by) if draft else "",
        "drafted_at": told(draft.at if draft else None, request.user),
        "evaluated": evaluated,
        "missing": list(evaluated.missing()),
        "form": form or DecisionForm(initial=first_typed(draft)),
        # After a conflict the page shows what is decided now, and what is sent is seen.
        "seen": draft.revision if draft else 0,
        "refusal": refusal,
        "findings": getattr(refusal, "findings", []),
        "consequences": [] if file.status in FINAL else consequences(file),
        "previews": previews(file, draft) if draft else [],
    }


def first_typed(draft: Decision | None) -> Row:
    if draft is None:
        return {"seen": 0}
    return {"seen": draft.revision, "outcome": draft.outcome, "reason": draft.reason}


def consequences(file: Application) -> list[Row]:
    """Which quotas each decision would break, with the other files as they are decided now."""
    files = decided_files(file.call)
    country = file.city.country.code
    return [
        {
            "outcome": outcome.label,
            "broken": [
                one
                for one in broken_quotas(file.call, what_if(files, {file.pk: outcome}))
                if one.subject == country
            ],
        }
        for outcome in Outcome
    ]


def previews(file: Application, draft: Decision) -> list[Row]:
    """The letters that would go out, one for each recipient; none while one is not written."""
    try:
        notices = letters_for(file, draft.outcome, draft.at)
    except KeyError:
        return []
    return [
        {"to": notice.email, "why": notice.get_why_display(), "letter": letter(notice)}
        for notice in notices
    ]
