"""The proposal for a call: looked at, changed by hand, and assigned."""

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.assigning import BadProblem, NoSolution
from applications.evaluation.changes import ByHand, ChangeForm
from applications.evaluation.staff import evaluated_call_or_404
from applications.instants import received_at
from applications.models import Call
from applications.panel.assignments import assign
from applications.panel.proposals import Proposal, propose_change
from applications.workflow import Conflict

NEW, STAYS, TAKEN_BACK = "new", "stays", "taken-back"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal(request: HttpRequest, year: int) -> HttpResponse:
    """Show what would be assigned (GET), and assign just that (POST)."""
    call = evaluated_call_or_404(request, year)
    if request.method != "POST":
        return show(request, call, ByHand.of(request.GET))
    by_hand = ByHand.of(request.POST)
    try:
        assign(
            call,
            request.POST.get("digest", ""),
            by=request.user,
            at=received_at(request),
            key=request.POST.get("key", "")[:64],
            wanted=by_hand.wanted,
            forbidden=by_hand.forbidden,
        )
    except Conflict as refusal:
        return show(request, call, by_hand, refusal)
    messages.success(request, _("It is assigned, and the evaluators get letters."))
    return redirect("applications:panel:overview", call.year)


@require_safe
@login_required
def change(request: HttpRequest, year: int) -> HttpResponse:
    """Ask for a pair to be set or forbidden, and lead to the proposal that it makes."""
    call = evaluated_call_or_404(request, year)
    by_hand = ByHand.of(request.GET)
    form = ChangeForm(request.GET if "file" in request.GET else None, call=call)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        changed = by_hand.also(given["how"], (given["file"], given["evaluator"]))
        return redirect(reverse("applications:panel:proposal", args=[year]) + changed.query)
    context = {"call": call, "form": form, "by_hand": by_hand}
    status = 422 if form.errors else 200
    return render(request, "evaluation/calls/change.html", context, status=status)


def show(
    request: HttpRequest, call: Call, by_hand: ByHand, refusal: Conflict | None = None
) -> HttpResponse:
    """The page of the proposal as it is now, or of what is in its way."""
    context: dict[str, Any] = {
        "call": call,
        "by_hand": by_hand,
        "refusal": refusal,
        "proposal": None,
        "blocks": [],
        "mistakes": [],
        "key": uuid.uuid4(),
    }
    try:
        found = propose_change(call, wanted=by_hand.wanted, forbidden=by_hand.forbidden)
    except NoSolution as hindrance:
        context["blocks"] = hindrance.blocks
    except BadProblem as mistakes:
        context["mistakes"] = mistakes.errors
    else:
        context |= {"proposal": found, "files": files_with_pairs(found), **in_short(found)}
    status = refusal.status if refusal else 200
    return render(request, "evaluation/calls/proposal.html", context, status=status)


def in_short(found: Proposal) -> dict[str, Any]:
    loads = sorted(
        found.solution.loads[one.key] for one in found.round.problem.evaluators if one.capacity
    )
    return {
        "added": len(found.added),
        "kept": len(found.kept),
        "removed": len(found.removed),
        "least": loads[0] if loads else 0,
        "most": loads[-1] if loads else 0,
    }


def files_with_pairs(found: Proposal) -> list[dict[str, Any]]:
    """Every file with its pairs: what is new, what stays, what is taken back, with the reasons."""
    problem, of_file = found.round.problem, defaultdict(list)
    for what, explanations in ((NEW, found.added), (STAYS, found.kept)):
        for one in explanations:
            of_file[one.pair[0]].append(
                {
                    "what": what,
                    "evaluator": problem.evaluator_by_key[one.pair[1]],
                    "reasons": one.reasons,
                    "given_up": one.given_up,
                }
            )
    for gone in found.removed:
        of_file[gone.pair[0]].append(
            {
                "what": TAKEN_BACK,
                "evaluator": problem.evaluator_by_key[gone.pair[1]],
                "reasons": [gone.reason],
                "given_up": (),
            }
        )
    return [
        {"number": int(key), "name": str(problem.file_by_key[key]), "pairs": of_file[key]}
        for key in found.round.files
    ]
