"""A person's files, and one file as a list of tasks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.answers.keeping import kept_for
from applications.candidature.people import TEAM, file_or_404
from applications.candidature.results import feedback_before
from applications.candidature.tasks import Tasks, completion_of, documents_of
from applications.candidature.words import BUTTONS
from applications.dates import dates_of
from applications.instants import received_at, told
from applications.models import Application, Call, FormVersion, Receipt, Status, TeamPart
from applications.permissions import name_of
from applications.preflight.reading import ReadFile
from applications.stages import stage_row
from applications.workflow import available_actions
from applications.workflow.standing import stage_of

# Where the network has found or decided something that the team reads on a page of its own.
WITH_A_RESULT = (
    Status.RETURNED,
    Status.INELIGIBLE,
    Status.UNDER_EVALUATION,
    Status.DESIGNATED,
    Status.NOT_DESIGNATED,
)


@require_safe
@login_required
def files(request: HttpRequest) -> HttpResponse:
    """The files that the person works on, and the calls in which one can be begun."""
    person: Any = request.user
    at = received_at(request)
    own = Application.objects.filter(team__user=person).select_related("call", "city", "field")
    published = FormVersion.objects.published().values("call")
    calls = Call.objects.open_at(at).filter(pk__in=published).order_by("year")
    context = {
        "files": [file_row(file) for file in own],
        "calls": [
            {
                "year": call.year,
                "address": reverse("applications:candidature:start", args=[call.year]),
                "deadline": told(call.deadline, person),
            }
            for call in calls
        ],
    }
    return render(request, "candidature/files.html", context)


def file_row(file: Application) -> dict[str, Any]:
    return {
        "address": reverse("applications:candidature:file", args=[file.pk]),
        "city": file.city.name,
        "field": file.field.name,
        "year": file.call.year,
        "status": file.get_status_display(),
    }


@require_safe
@login_required
def file_page(request: HttpRequest, number: int) -> HttpResponse:
    """The file as tasks, each with how far it is."""
    file = file_or_404(request, number)
    person: Any = request.user
    at = received_at(request)
    read = ReadFile(file, at)
    tasks = Tasks(read)
    documents = documents_of(read, after=len(tasks.all))
    completion = completion_of(tasks, documents)
    saved = file.answers.filter(saved_at__isnull=False).select_related("saved_by")
    latest = saved.order_by("-saved_at", "-pk").first()
    saver = latest.saved_by if latest else None
    parts = dict(file.team.values_list("user", "part"))
    context = {
        "file": file,
        "part": TeamPart(parts[person.pk]).label,
        "members": len(parts),
        "dates": dates_of(file.call, file.city.country, person, at),
        "tasks": tasks,
        "stage": stage_row(stage_of(file, TEAM, at), person),
        "has_result": file.status in WITH_A_RESULT,
        "feedback_before": feedback_before(file, person),
        "documents": documents,
        "completion": completion,
        "complete_by": told(completion["until"] if completion else None, person),
        "offers": [
            {"action": str(offer.action), "title": BUTTONS[offer.action], "refusal": offer.refusal}
            for offer in available_actions(file, person, at)
            if offer.action in BUTTONS
        ],
        "receipt": latest_receipt(file),
        "missing": len(tasks.findings),
        "saved": told(latest.saved_at if latest else None, person),
        "saved_by": name_of(saver) if saver else "",
        "corrections": corrections_of(file, person),
        "has_kept_texts": kept_for(file, person).exists(),
    }
    return render(request, "candidature/file.html", context)


def latest_receipt(file: Application) -> Any:
    """The number of the last submission, by which its receipt is found; None before the first."""
    receipts = Receipt.objects.filter(change__application=file).order_by("-pk")
    return receipts.values_list("change__number", flat=True).first()


def corrections_of(file: Application, person: Any) -> list[dict[str, Any]]:
    """What changed in the form since the file was started, the latest first."""
    if file.form is None or file.started_at is None:
        return []
    later = FormVersion.objects.published().filter(
        call=file.call, published_at__gt=file.started_at, number__lte=file.form.number
    )
    return [
        {"at": told(version.published_at, person), "what": version.what_changed}
        for version in later.order_by("-number")
    ]
