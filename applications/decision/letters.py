"""The letters of the office in versions: of a call's announcement, and to members that leave."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.decision.forms import LetterForm
from applications.decision.people import call_or_404, check_reader
from applications.instants import received_at, told
from applications.models import Call, LetterKind, LetterTemplate
from applications.models.decisions import OF_NO_CALL
from applications.notices.letters import LANGUAGES
from applications.outcome import write_letter
from applications.outcome.letters import kinds_needed, latest_letters
from applications.outcome.placeholders import placeholders_of
from applications.permissions import name_of
from applications.workflow import Refusal


@require_safe
@login_required
def letters(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Which letters are written, and which are still missing."""
    call = call_of(request, year)
    written = latest_letters(call)
    rows = [
        {
            "label": kind.label,
            "language": language,
            "letter": written.get((kind, language)),
            "at": told(one.at if (one := written.get((kind, language))) else None, request.user),
            "address": address_of(year, kind, language),
        }
        for kind in (kinds_needed(call) if call else OF_NO_CALL)
        for language in LANGUAGES
    ]
    return render(request, "decision/letters.html", {"year": year, "letters": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letter_page(
    request: HttpRequest, kind: str, language: str, year: int | None = None
) -> HttpResponse:
    """Write the next version of a letter."""
    call = call_of(request, year)
    is_of_no_call = kind in OF_NO_CALL
    if kind not in LetterKind.values or language not in LANGUAGES or is_of_no_call == bool(call):
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
            return redirect(list_of(year))
    context = {
        "year": year,
        "back": list_of(year),
        "kind": LetterKind(kind).label,
        "language": language,
        "form": form,
        "seen": latest.version if latest else 0,
        "refusal": refusal,
        "findings": getattr(refusal, "findings", []),
        "placeholders": [
            (f"{{{name}}}", meaning) for name, meaning in placeholders_of(kind).items()
        ],
        "versions": [
            {"version": one, "by": name_of(one.by), "at": told(one.at, request.user)}
            for one in versions.select_related("by").order_by("-version")
        ],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "decision/letter.html", context, status=status)


def call_of(request: HttpRequest, year: int | None) -> Call | None:
    """The call of the letters; None for those to members that leave."""
    if year is not None:
        return call_or_404(request, year)
    check_reader(request)
    return None


def list_of(year: int | None) -> str:
    if year is None:
        return reverse("applications:decision:member-letters")
    return reverse("applications:decision:letters", args=[year])


def address_of(year: int | None, kind: LetterKind, language: str) -> str:
    return f"{list_of(year)}{kind}/{language}/"


def typed(latest: LetterTemplate | None) -> dict[str, Any]:
    if latest is None:
        return {"seen": 0}
    return {"seen": latest.version, "subject": latest.subject, "body": latest.body}
