"""The results of a call for the Secretariat: raw beside corrected, apart, and missing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.evaluation.staff import evaluated_call_or_404
from applications.panel.results import FileResult, Results, results_of
from applications.permissions import name_of
from applications.ranking import BadScores, NotCorrected
from applications.ranking.explaining import as_text, in_tenths, within_points


@require_safe
@login_required
def results(request: HttpRequest, year: int) -> HttpResponse:
    """Every file in its place, those without evaluations apart, and what is said of evaluators."""
    call = evaluated_call_or_404(request, year)
    context: dict[str, Any] = {"call": call, "mistakes": [], "found": None}
    try:
        found = results_of(call)
    except BadScores as mistakes:
        context["mistakes"] = mistakes.mistakes
    else:
        context |= as_rows(found) | {"found": found, "evaluators": said_of(call, found)}
    return render(request, "evaluation/calls/results.html", context)


def as_rows(found: Results) -> dict[str, Any]:
    correction = found.correction
    return {
        "files": [row_of(one) for one in found.ranked],
        "unscored": [row_of(one) for one in found.unscored],
        "reasons": correction.reasons if isinstance(correction, NotCorrected) else (),
        "is_corrected": not isinstance(correction, NotCorrected),
        "waiting_for_notes": len(found.needing_consensus),
    }


def row_of(one: FileResult) -> dict[str, Any]:
    file, raw, corrected = one.application, one.raw, one.corrected
    return {
        "number": file.pk,
        "city": file.city.name,
        "field": file.field.name,
        "raw_place": one.raw_place,
        "place": one.corrected_place or one.raw_place,
        "raw": in_tenths(raw.mean) if raw else "",
        "spread": in_tenths(raw.spread) if raw else "",
        "is_apart": bool(raw and raw.is_apart),
        "corrected": in_tenths(corrected.corrected) if corrected else "",
        "interval": as_text(within_points(corrected.interval)) if corrected else "",
        "sentence": one.sentence,
        "submitted": one.submitted,
        "assigned": one.assigned,
        "wanted": one.wanted,
        "is_complete": one.is_complete,
        "is_short": one.is_short,
        "needs_consensus": one.needs_consensus,
        "has_note": one.consensus is not None,
    }


def said_of(call: Any, found: Results) -> list[dict[str, str]]:
    """What is said of each evaluator's harshness, by name, in the order of their rows."""
    people = call.evaluators.filter(pk__in=found.harshness).select_related("user").order_by("pk")
    return [{"name": name_of(one.user), "text": found.harshness[one.pk]} for one in people]
