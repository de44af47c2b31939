"""One file on the desk of the Secretariat: what the check finds, and what can be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.instants import received_at, told
from applications.models import Application, Status
from applications.permissions import Part, name_of
from applications.preflight import verdicts
from applications.screening.people import file_or_404, for_the_secretariat
from applications.stages import titles_of
from applications.workflow import Available, available_actions
from applications.workflow.rules import RULES
from applications.workflow.screening import ACTS, read_at_of

OURS = tuple(action for action in ACTS if Part.STAFF in RULES[action].who)


@require_safe
@for_the_secretariat
def file_page(request: HttpRequest, number: int) -> HttpResponse:
    """A verdict on every rule, quoted with its clause; earlier screenings; what can be done."""
    file = file_or_404(number)
    person: Any = request.user
    at = received_at(request)
    found = verdicts(file, read_at_of(file, at))
    context = {
        "file": file,
        "submitted": told(file.submitted_at, person),
        "verdicts": found,
        "broken": [verdict for verdict in found if not verdict.is_kept],
        "sources": titles_of(verdict.rule.clause for verdict in found),
        "acts": offered(file, available_actions(file, person, at)),
        "screenings": screening_rows(file, person),
        "returned": returned_row(file, person),
    }
    return render(request, "screening/file.html", context)


def offered(file: Application, acts: list[Available]) -> list[dict[str, Any]]:
    """The acts of screening that are possible in the file's status, with their pages."""
    return [
        {
            "action": str(offer.action),
            "label": offer.action.label,
            "refusal": offer.refusal,
            "address": reverse("applications:screening:act", args=[file.pk, offer.action]),
        }
        for offer in acts
        if offer.action in OURS
    ]


def screening_rows(file: Application, person: Any) -> list[dict[str, Any]]:
    """What was found before, newest first."""
    return [
        {
            "act": screening.change.get_action_display(),
            "at": told(screening.change.at, person),
            "by": name_of(screening.change.by),
            "reason": screening.change.reason,
            "ground": screening.get_ground_display() if screening.ground else "",
            "subjects": screening.subjects,
            "complete_by": told(screening.complete_by, person),
            "broken": [row for row in screening.verdicts if not row["is_kept"]],
        }
        for screening in file.screenings.select_related("change__by").order_by("-pk")
    ]


def returned_row(file: Application, person: Any) -> Any:
    """Until when a returned file is to be completed; None for any other."""
    if file.status != Status.RETURNED:
        return None
    screening = file.screenings.filter(complete_by__isnull=False).first()
    return told(screening.complete_by, person) if screening else None
