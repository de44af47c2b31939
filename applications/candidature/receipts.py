"""What a submission leaves behind: the receipt, the dossier to be kept, the trail of the file."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.candidature.people import TEAM, file_or_404
from applications.documents.naming import attachment_headers
from applications.dossier.archive import write_archive
from applications.instants import received_at, told
from applications.models import Action, Application, Receipt
from applications.permissions import Part, name_of, trail_for
from applications.stages import doer_of, stage_row
from applications.workflow import Conflict, available_actions
from applications.workflow.standing import stage_of, turn_of

# In which languages and as what a dossier is made.
LANGUAGES = ("en", "fr")
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}
# More than this of an archive waits on the disk.
IN_MEMORY = 1_000_000


def receipt_or_404(file: Application, change: Any) -> Receipt:
    receipts = Receipt.objects.select_related("change__application", "form")
    return get_object_or_404(receipts, change__application=file, change__number=change)


@require_safe
@login_required
def receipt(request: HttpRequest, number: int, change: Any) -> HttpResponse:
    """What was received and when, how anyone verifies it, and what comes next."""
    file = file_or_404(request, number)
    found, person = receipt_or_404(file, change), request.user
    later = Receipt.objects.filter(change__application=file, pk__gt=found.pk)
    turn = turn_of(file.status, file.call.deadline_for(file.city.country))
    offers = available_actions(file, person, received_at(request))
    context = {
        "file": file,
        "change": found.change,
        "by": name_of(found.change.by),
        "code": found.code,
        "spelled": spelled(found.code),
        "sha256": found.sha256,
        "received": told(found.change.at, person),
        "counts": file.status not in ("draft", "withdrawn") and not later.exists(),
        "waits_for_commission": bool(turn and turn.part is Part.COMMISSION),
        "until": told(turn.until if turn else None, person),
        "is_kept": bool(found.contents),
        "documents": len(found.contents.get("documents", [])),
        "acts": [
            {
                "action": str(offer.action),
                "address": reverse("applications:candidature:act", args=[file.pk, offer.action]),
                "is_possible": offer.is_possible,
            }
            for offer in offers
            if offer.action in (Action.REOPEN, Action.WITHDRAW)
        ],
        "verification": request.build_absolute_uri(reverse("applications:candidature:verify")),
    }
    return render(request, "candidature/receipt.html", context)


def spelled(code: str) -> str:
    """A code in groups of five, as people read it to each other."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


@require_safe
@login_required
def dossier(
    request: HttpRequest, number: int, change: Any, language: str, kind: str
) -> HttpResponseBase:
    """The submission as a document or an archive, to be saved by members of the team."""
    file = file_or_404(request, number)
    found = receipt_or_404(file, change)
    if language not in LANGUAGES or kind not in TYPES:
        raise Http404
    # What draws a PDF is large, and few ask for one.
    from applications.dossier.document import as_pdf  # noqa: PLC0415

    # Closed by the answer, once it is sent.
    made: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        if kind == "pdf":
            made.write(as_pdf(found, language))
        else:
            write_archive(found, made, language)
    except Conflict as refusal:
        made.close()
        context = {"file": file, "hindrance": refusal, "change": found.change}
        return render(request, "candidature/no_dossier.html", context, status=refusal.status)
    made.seek(0)
    answer = FileResponse(made)
    name = f"{file.city.slug}-{file.call.year}-{found.code}-{language}.{kind}"
    for header, value in attachment_headers(name, TYPES[kind]).items():
        answer[header] = value
    return answer


@require_safe
@login_required
def course(request: HttpRequest, number: int) -> HttpResponse:
    """Every act on the file that its team may know of, with the receipts of submissions."""
    file = file_or_404(request, number)
    trail = trail_for(request.user, file).select_related("by", "receipt")
    stage = stage_of(file, TEAM, received_at(request))
    context = {
        "file": file,
        "stage": stage_row(stage, request.user),
        "trail": list(rows_of(trail, file, request.user)),
    }
    return render(request, "candidature/course.html", context)


def rows_of(trail: Any, file: Application, person: Any) -> Iterator[dict[str, Any]]:
    for change in trail:
        yield {
            "act": change.get_action_display(),
            "status": change.get_to_status_display(),
            "at": told(change.at, person),
            "by": doer_of(change, TEAM),
            "reason": change.reason,
            "receipt": reverse("applications:candidature:receipt", args=[file.pk, change.number])
            if hasattr(change, "receipt")
            else "",
        }
