"""The sheet of scores as a page, which works as a form without any script."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.evaluation.people import assignment_or_404, named
from applications.evaluation.sheet import Sheet, rows, sheet_of, stored_sheet, typed_sheet
from applications.instants import received_at, told
from applications.models import Assignment, Evaluation
from applications.panel.scoring import Stale, save
from applications.panel.terms import due_at, is_late
from applications.workflow import NotAllowed, Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scores(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show the draft (GET), and save it (POST). A submitted one is read beside the others'."""
    own = assignment_or_404(request, number)
    if request.method == "POST":
        return keep(request, own)
    if Evaluation.objects.filter(assignment=own, submitted_at__isnull=False).exists():
        return redirect("applications:evaluation:others", own.number)
    return show(request, own, stored_sheet(own))


def keep(request: HttpRequest, own: Assignment) -> HttpResponse:
    """Save what was sent. A refusal shows it again, and beside it what is stored."""
    typed = typed_sheet(own, request.POST)
    try:
        save(
            own,
            by=request.user,
            at=received_at(request),
            revision=typed.revision,
            scores=typed.scores,
            comment=typed.comment,
        )
    except NotAllowed:
        raise
    except Stale as refusal:
        beside = sheet_of(refusal.stored)
        # Saving again is then a choice: both texts were on the page.
        again = typed._replace(revision=beside.revision)
        return show(request, own, again, status=409, refusal=refusal, beside=beside)
    except Refusal as refusal:
        return show(request, own, typed, status=refusal.status, refusal=refusal)
    if request.POST.get("then") == "submit":
        return redirect("applications:evaluation:submit", own.number)
    messages.success(request, _("Your draft is saved. Nobody else sees it."))
    return redirect("applications:evaluation:scores", own.number)


def show(
    request: HttpRequest,
    own: Assignment,
    sheet: Sheet,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    beside: Sheet | None = None,
) -> HttpResponse:
    evaluation = Evaluation.objects.filter(assignment=own).first()
    context = around(request, own) | {
        "rows": rows(own, sheet, beside),
        "sheet": sheet,
        "other_comment": beside.comment if beside and beside.comment != sheet.comment else None,
        "refusal": refusal,
        "findings": getattr(refusal, "findings", ()),
        "saved": told(evaluation.saved_at if evaluation else None, request.user),
        "returned_reason": evaluation.returned_reason if evaluation else "",
    }
    return render(request, "evaluation/scores.html", context, status=status)


def around(request: HttpRequest, own: Assignment) -> dict[str, Any]:
    """What every page of an open file tells: which it is, and until when it is due."""
    return named(own) | {
        "year": own.application.call.year,
        "due": told(due_at(own), request.user),
        "is_late": is_late(own, received_at(request)),
    }
