"""The letters of a call's announcement: four of them, each in versions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.decision.forms import LetterForm
from applications.decision.people import call_or_404
from applications.instants import received_at, told
from applications.models import LetterKind, LetterTemplate
from applications.notices.letters import LANGUAGES
from applications.outcome import write_letter
from applications.outcome.letters import latest_letters
from applications.outcome.placeholders import PLACEHOLDERS
from applications.permissions import name_of
from applications.workflow import Refusal


@require_safe
@login_required
def letters(request: HttpRequest, year: int) -> HttpResponse:
    """Which letters are written, and which are still missing."""
    call = call_or_404(request, year)
    written = latest_letters(call)
    rows = [
        {
            "kind": kind,
            "label": kind.label,
            "language": language,
            "letter": written.get((kind, language)),
            "at": told(one.at if (one := written.get((kind, language))) else None, request.user),
        }
        for kind in LetterKind
        for language in LANGUAGES
    ]
    return render(request, "decision/letters.html", {"year": year, "letters": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letter_page(request: HttpRequest, year: int, kind: str, language: str) -> HttpResponse:
    """Write the next version of a letter."""
    call = call_or_404(request, year)
    if kind not in LetterKind.values or language not in LANGUAGES:
        raise Http404
    versions = LetterTemplate.objects.filter(call=call, kind=kind, language=language)
    latest = versions.order_by("-version").first()
    form = LetterForm(request.POST if request.method == "POST" else None, initial=typed(latest))
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            write_letter(
                call,
                kind,
                language,
                subject=form.cleaned_data["subject"],
                body=form.cleaned_data["body"],
                by=request.user,
                at=received_at(request),
                seen_version=form.cleaned_data["seen"],
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("The letter is written."))
            return redirect("applications:decision:letters", year)
    context = {
        "year": year,
        "kind": LetterKind(kind).label,
        "language": language,
        "form": form,
        "seen": latest.version if latest else 0,
        "refusal": refusal,
        "findings": getattr(refusal, "findings", []),
        "placeholders": [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()],
        "versions": [
            {"version": one, "by": name_of(one.by), "at": told(one.at, request.user)}
            for one in versions.select_related("by").order_by("-version")
        ],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "decision/letter.html", context, status=status)


def typed(latest: LetterTemplate | None) -> dict[str, Any]:
    if latest is None:
        return {"seen": 0}
    return {"seen": latest.version, "subject": latest.subject, "body": latest.body}
