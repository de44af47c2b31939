"""What the network found and decided, for the team: verdicts, decision, feedback, what follows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.candidature.people import TEAM, file_or_404
from applications.candidature.starting_forms import earlier_files
from applications.instants import received_at
from applications.models import Application, Call, FormVersion, Status
from applications.permissions import Part, parts_of
from applications.results import decision_row, feedback_rows, review_row
from applications.stages import sources_of, stage_row, verdict_rows
from applications.workflow.standing import stage_of

# After these a city may try again in a later call.
WITHOUT_SUCCESS = (Status.INELIGIBLE, Status.NOT_DESIGNATED)


@require_safe
@login_required
def result(request: HttpRequest, number: int) -> HttpResponse:
    """The stage, what the screening found, decision and letter, feedback, review, next calls."""
    file, person = file_or_404(request, number), request.user
    stage = stage_of(file, TEAM, received_at(request))
    verdicts = verdict_rows(stage.screening)
    context: dict[str, Any] = {
        "file": file,
        "stage": stage_row(stage, person),
        "verdicts": verdicts,
        "sources": sources_of(verdicts, stage),
        "decision": decision_row(file, person),
        "feedback": feedback_rows(file, person),
        "review": review_row(file, person),
        "is_owner": Part.OWNER in parts_of(person, file),
        "calls": next_calls(file, request) if file.status in WITHOUT_SUCCESS else [],
    }
    return render(request, "candidature/result.html", context)


def next_calls(file: Application, request: HttpRequest) -> list[dict[str, Any]]:
    """The open calls in which a file of the city can be begun from this one."""
    published = FormVersion.objects.published().values("call")
    calls = Call.objects.open_at(received_at(request)).filter(pk__in=published).order_by("year")
    return [
        {
            "year": call.year,
            "address": f"{reverse('applications:candidature:begin', args=[call.year])}"
            f"?from={file.pk}",
        }
        for call in calls
        if file in earlier_files(request.user, call)
    ]


def feedback_before(file: Application, person: Any) -> str:
    """Where the feedback on the file that this one began from stands; empty where there is none."""
    earlier = file.previous
    if earlier is None or not earlier.team.filter(user=person).exists():
        return ""
    if not feedback_rows(earlier, person):
        return ""
    return f"{reverse('applications:candidature:result', args=[earlier.pk])}#feedback"
