"""Requests for review: which wait for whom, and answering one."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Case, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from applications.acting.pages import ActPage
from applications.instants import told
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
def review(request: HttpRequest, number: Any) -> HttpResponseBase:
    """One request with what it is about (GET); take it up, or answer it (POST)."""
    page = TakingUp if "take-up" in request.POST else Answering
    return page(request, review_or_404(request, number)).answer()


class Answering(ActPage):
    """Answering a request; whoever is not independent of the act reads why not."""

    template = "screening/review.html"
    shows_not_allowed = True

    def __init__(self, request: HttpRequest, found: ReviewRequest) -> None:
        super().__init__(request)
        self.found = found

    def form(self, given: Any = None) -> forms.Form:
        return AnswerForm(given)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        answer(self.found, given["outcome"], given["answer"], by=self.person, at=self.at)
        return self.lead_back(_("The review is answered."))

    def lead_back(self, text: str) -> HttpResponseBase:
        return self.done(text, "applications:screening:review", self.found.number)

    def refused(self, form: forms.Form, refusal: Refusal | None) -> HttpResponseBase:
        self.found.refresh_from_db()
        return super().refused(form, refusal)

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        found, person = self.found, self.person
        verdicts = verdict_rows(getattr(found.change, "screening", None))
        return {
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
            "hindrance": refusal,
            "verdicts": verdicts,
            "sources": sources_of(verdicts),
        }


class TakingUp(Answering):
    """Taking a request up, on the same page: nothing is filled in."""

    def form(self, given: Any = None) -> forms.Form:
        return forms.Form(given)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        take_up(self.found, by=self.person, at=self.at)
        return self.lead_back(_("You handle this review."))

    def refused(self, form: forms.Form, refusal: Refusal | None) -> HttpResponseBase:
        return super().refused(AnswerForm(), refusal)
