"""After the own submission: what the others gave the same file, without names."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.evaluation.people import assignment_or_404
from applications.evaluation.scores import around
from applications.models import Criterion, Evaluation
from applications.panel.missing import localized, shown
from applications.panel.others import AllSeen, Seen, seen_after_submission
from applications.panel.terms import criteria_of
from applications.ranking.explaining import in_tenths
from applications.workflow import Conflict


@never_cache
@require_safe
@login_required
def others(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """The own evaluation beside the others', and their mean; not found before the submission."""
    own = assignment_or_404(request, number)
    try:
        seen = seen_after_submission(own)
    except Conflict as refusal:
        raise Http404 from refusal
    criteria = list(criteria_of(own).values())
    context = around(request, own) | {
        "evaluation": Evaluation.objects.get(assignment=own),
        "columns": [
            {"letter": one.letter, "points": in_tenths(one.points)} for one in seen.evaluations
        ],
        "mean": in_tenths(seen.mean),
        "rows": [row(criterion, seen) for criterion in criteria],
        "words": [words(one, criteria) for one in seen.evaluations],
        "awaited": seen.awaited,
    }
    return render(request, "evaluation/others.html", context)


def row(criterion: Criterion, seen: AllSeen) -> dict[str, Any]:
    mean = seen.by_criterion[criterion.code]
    values = [one.scores.get(criterion.code, (None, ""))[0] for one in seen.evaluations]
    return {
        "title": criterion.title,
        "greatest": localized(criterion.greatest),
        "scores": [shown(value) for value in values],
        "mean": "–" if mean is None else in_tenths(mean),
    }


def words(one: Seen, criteria: list[Criterion]) -> dict[str, Any]:
    """What somebody wrote: reasons by criterion, and the comment for the panel."""
    reasons = [
        {"title": criterion.title, "text": reason}
        for criterion in criteria
        if (reason := one.scores.get(criterion.code, (None, ""))[1])
    ]
    return {"letter": one.letter, "reasons": reasons, "comment": one.comment}
