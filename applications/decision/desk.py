"""The files of a call with what is decided, what that breaks, and what it makes of the network."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.decision.people import call_or_404, check_reader
from applications.instants import told
from applications.models import Announcement, Call, Outcome, Status
from applications.outcome.balance import balance
from applications.outcome.files import FINAL, DecidedFile, decided_files, what_if
from applications.outcome.judged import Judged, judged
from applications.outcome.locking import to_come
from applications.outcome.quotas import broken_quotas

Row = dict[str, Any]
# How the question “what if” names files in the address.
ASKED = {Outcome.DESIGNATED: "designated", Outcome.NOT_DESIGNATED: "turned-down"}


@require_safe
@login_required
def desks(request: HttpRequest) -> HttpResponse:
    """The calls that have files to be decided on, or had."""
    check_reader(request)
    to_decide = Count("applications", filter=Q(applications__status=Status.UNDER_EVALUATION))
    known = Count("applications", filter=Q(applications__status__in=FINAL))
    calls = (
        Call.objects.annotate(to_decide=to_decide, known=known)
        .filter(Q(to_decide__gt=0) | Q(announcements__isnull=False))
        .distinct()
        .order_by("-year")
    )
    return render(request, "decision/desks.html", {"calls": calls})


@require_safe
@login_required
def desk(request: HttpRequest, year: int) -> HttpResponse:
    """One call. What is ticked is shown as if it were decided; nothing is written."""
    call = call_or_404(request, year)
    files = decided_files(call)
    asked = outcomes_asked(request)
    then = what_if(files, asked)
    evaluated = judged(call, [file.number for file in files])
    planned = to_come(call)
    done = Announcement.objects.filter(call=call, done_at__isnull=False).order_by("done_at")
    person: Any = request.user
    context = {
        "call": call,
        "year": year,
        "files": [
            file_row(file, would_be, evaluated[file.number])
            for file, would_be in zip(files, then, strict=True)
        ],
        "is_asked": bool(asked),
        "is_open": any(not file.is_known for file in files),
        "left": sum(not file.outcome for file in files),
        "broken": list(broken_quotas(call, then)),
        "balance": balance(then),
        "planned": planned,
        "planned_at": told(planned.at if planned else None, person),
        "done": [told(one.done_at, person) for one in done],
    }
    return render(request, "decision/desk.html", context)


def outcomes_asked(request: HttpRequest) -> dict[int, str]:
    """Which files are to be shown with which outcome; what is no number is left out."""
    return {
        int(number): str(outcome)
        for outcome, name in ASKED.items()
        for number in request.GET.getlist(name)
        if number.isascii() and number.isdigit() and len(number) < 10
    }


def file_row(file: DecidedFile, would_be: DecidedFile, evaluated: Judged) -> Row:
    city = file.application.city
    return {
        "number": file.number,
        "address": reverse(
            "applications:decision:file", args=[file.application.call.year, file.number]
        ),
        "city": city.name,
        "country": city.country.local_name,
        "region": city.country.get_region_display(),
        "field": file.application.field.name,
        "changes_field": file.changes_field,
        "outcome": Outcome(file.outcome).label if file.outcome else "",
        "is_known": file.is_known,
        "would_be": would_be.outcome,
        "mean": evaluated.mean,
        "spread": evaluated.spread,
        "submitted": evaluated.submitted,
        "wanted": evaluated.wanted,
        "is_judged": not list(evaluated.missing()),
    }
