"""What the network found and decided, for the team: verdicts, the decision, and what can follow."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.candidature.people import TEAM, file_or_404
from applications.instants import received_at
from applications.stages import sources_of, stage_row, verdict_rows
from applications.workflow.standing import stage_of


@require_safe
@login_required
def result(request: HttpRequest, number: int) -> HttpResponse:
    """The stage, each rule of the screening with what was found, and what the team can do."""
    file, person = file_or_404(request, number), request.user
    stage = stage_of(file, TEAM, received_at(request))
    verdicts = verdict_rows(stage.screening)
    context: dict[str, Any] = {
        "file": file,
        "stage": stage_row(stage, person),
        "verdicts": verdicts,
        "sources": sources_of(verdicts, stage),
    }
    return render(request, "candidature/result.html", context)
