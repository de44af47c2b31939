"""One file to be read: what was answered, the documents, how it went, and what can be done now."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.commission.people import file_or_404
from applications.commission.rows import Row
from applications.documents.serving import as_attachment
from applications.dossier.reading import answers_of, documents_of
from applications.dossier.wording import sections
from applications.instants import received_at, told
from applications.models import Application, Endorsement
from applications.outcome.feedback import WRITTEN_IN
from applications.permissions import Part, parts_of, trail_for
from applications.results import decision_row, feedback_rows, review_row
from applications.stages import doer_of, sources_of, stage_row, verdict_rows
from applications.workflow import Available, available_actions
from applications.workflow.standing import OF_THE_NETWORK, stage_of


@require_safe
@login_required
def file_page(request: HttpRequest, number: int) -> HttpResponse:
    """The file as it is now, for its country's Commission and the Secretariat."""
    file = file_or_404(request, number)
    person: Any = request.user
    parts = parts_of(person, file)
    stage = stage_of(file, parts, received_at(request))
    verdicts = verdict_rows(stage.screening)
    context = {
        "file": file,
        "code": file.city.country.code.lower(),
        "is_own": Part.COMMISSION in parts,
        "submitted": told(file.submitted_at, person),
        "inside": inside(file, parts),
        "stage": stage_row(stage, person),
        "verdicts": verdicts,
        "decision": decision_row(file, person),
        "feedback": feedback_rows(file, person),
        "review": review_row(file, person),
        "sources": sources_of(verdicts, stage),
        "endorsement": Endorsement.objects.in_force().filter(application=file).first(),
        "acts": offered(file, available_actions(file, person, received_at(request))),
        "sections": list(sections(file.form, answers_of(file))),
        "documents": documents_of(
            file,
            lambda one: reverse("applications:commission:document", args=[file.pk, one.number]),
        ),
        "addresses": file.links.all(),
        "trail": [
            {
                "act": change.get_action_display(),
                "status": change.get_to_status_display(),
                "at": told(change.at, person),
                "by": doer_of(change, parts),
                "reason": change.reason,
            }
            for change in trail_for(person, file)
        ],
    }
    return render(request, "commission/file.html", context)


def inside(file: Application, parts: frozenset[Part]) -> Row | None:
    """What the network's own come to from here: the feedback, and requests for review."""
    if not parts & OF_THE_NETWORK:
        return None
    number = file.review_requests.order_by("-pk").values_list("number", flat=True).first()
    return {
        "feedback": reverse("applications:screening:feedback", args=[file.pk])
        if Part.STAFF in parts and file.status in WRITTEN_IN
        else "",
        "review": reverse("applications:screening:review", args=[number]) if number else "",
    }


@require_safe
@login_required
def document(request: HttpRequest, number: int, document: Any) -> HttpResponseBase:
    """A document of a file, to be saved: never shown or run by the browser."""
    file = file_or_404(request, number)
    row = get_object_or_404(file.documents, number=document)
    return as_attachment(row)


def offered(file: Application, acts: list[Available]) -> list[Row]:
    """The acts that are the person's now, with their pages; what hinders one is told there too."""
    return [
        {
            "action": str(offer.action),
            "refusal": offer.refusal,
            "address": reverse("applications:commission:act", args=[file.pk, offer.action]),
        }
        for offer in acts
        if Part.COMMISSION in offer.rule.who
    ]
