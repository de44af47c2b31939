"""Requests for review: which wait for whom, and answering one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Case, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from applications.instants import received_at, told
from applications.models import ReviewOutcome, ReviewRequest
from applications.outcome.independence import hindrance_of
from applications.outcome.reviews import answer, take_up
from applications.permissions import name_of
from applications.results import row_of
from applications.screening.reviewers import demand_reviewer, review_or_404
from applications.stages import sources_of, verdict_rows
from applications.workflow.refusals import Refusal
from uccn.doors.plain_forms import Plainly

ON_A_PAGE = 50


class AnswerForm(Plainly, forms.Form):
    """How the review ends, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=ReviewOutcome, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("The team and the National Commission read it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


@require_safe
@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """Every request, those that wait first and then the latest answered."""
    demand_reviewer(request)
    waiting = Case(When(outcome="", then=Value(0)), default=Value(1))
    rows = ReviewRequest.objects.select_related(
        "application__call", "application__city", "application__field", "change", "handler"
    ).order_by(waiting, "-at", "-pk")
    try:
        page = Paginator(rows, ON_A_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "pages": page,
        "reviews": [
            {
                "address": reverse("applications:screening:review", args=[one.number]),
                "city": one.application.city.name,
                "field": one.application.field.name,
                "year": one.application.call.year,
                "about": one.change.get_action_display(),
                "at": told(one.at, request.user),
                "handler": name_of(one.handler) if one.handler else "",
                "outcome": one.get_outcome_display(),
            }
            for one in page
        ],
    }
    return render(request, "screening/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(request: HttpRequest, number: Any) -> HttpResponse:
    """One request with what it is about (GET); take it up, or answer it (POST)."""
    found = review_or_404(request, number)
    person: Any = request.user
    at = received_at(request)
    is_taken_up = request.method == "POST" and "take-up" in request.POST
    is_answered = request.method == "POST" and not is_taken_up
    form = AnswerForm(request.POST if is_answered else None)
    refusal: Refusal | None = None
    if is_taken_up or (is_answered and form.is_valid()):
        try:
            if is_taken_up:
                take_up(found, by=person, at=at)
            else:
                given = form.cleaned_data
                answer(found, given["outcome"], given["answer"], by=person, at=at)
        except Refusal as caught:
            refusal = caught
        else:
            said = _("You handle this review.") if is_taken_up else _("The review is answered.")
            messages.success(request, said)
            return redirect("applications:screening:review", found.number)
        found.refresh_from_db()
    return show(request, found, form, refusal)


def show(
    request: HttpRequest, found: ReviewRequest, form: AnswerForm, refusal: Refusal | None
) -> HttpResponse:
    person: Any = request.user
    verdicts = verdict_rows(getattr(found.change, "screening", None))
    context = {
        "file": found.application,
        "review": row_of(found, person),
        "change": {
            "act": found.change.get_action_display(),
            "at": told(found.change.at, person),
            "reason": found.change.reason,
        },
        "by": name_of(found.by),
        "handler": name_of(found.handler) if found.handler else "",
        "is_mine": found.handler_id == person.pk,
        "stranger": hindrance_of(found, person),
        "form": form,
        "hindrance": refusal,
        "verdicts": verdicts,
        "sources": sources_of(verdicts),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "screening/review.html", context, status=status)
