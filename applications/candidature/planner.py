"""The plan of a file: what comes next, all steps in time, and keeping them."""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.acting.pages import ActPage
from applications.candidature.people import file_or_404
from applications.candidature.subscribing import address_of
from applications.instants import received_at, told
from applications.models import Application, ProcessStep
from applications.permissions import can_edit
from applications.planning.keeping import (
    add_step,
    change_step,
    demand_keeping,
    remove_step,
    take_over,
)
from applications.planning.picture import picture_of
from applications.planning.steps import OWN, PROPOSED, Step, plan_of
from applications.workflow.refusals import NotAllowed, Refusal
from uccn.doors.plain_forms import Plainly


class StepForm(Plainly, forms.Form):
    """A step as it is typed. What the plan admits is said by `applications.planning.keeping`."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    on = forms.CharField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy(
            "A day such as 2027-03-15; or 2027-03 or 2027 if only the month or the year is known."
        ),
        max_length=10,
        widget=forms.TextInput(attrs={"class": "short", "dir": "ltr", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Who acts (optional)"),
        help_text=gettext_lazy("Such as the council, the mayor, or an association."),
        max_length=200,
        required=False,
    )


@require_safe
@login_required
def planner(request: HttpRequest, number: int) -> HttpResponse:
    """The next deadline, the picture and the list; proposals beside own steps where asked for."""
    return planner_page(request, file_or_404(request, number))


def planner_page(
    request: HttpRequest, file: Application, refusal: Refusal | None = None
) -> HttpResponse:
    person: Any = request.user
    zone, at = person.time_zone, received_at(request)
    asked = True if "proposals" in request.GET else None
    steps = plan_of(file, zone, with_proposals=asked)
    today = at.astimezone(ZoneInfo(zone)).date()
    deadlines = [step for step in steps if step.at]
    coming = next((step for step in deadlines if step.at and step.at > at), None)
    address = address_of(file.team.select_related("user").get(user=person))
    context = {
        "file": file,
        "refusal": refusal,
        "next": {"title": coming.title, **(told(coming.at, person) or {})} if coming else None,
        "is_over": bool(deadlines) and coming is None,
        "steps": [row(step, today, person) for step in steps],
        "picture": picture_of(steps, today, mirrored=get_language_bidi()),
        "has_own": any(step.origin == OWN for step in steps),
        "has_proposals": any(step.origin == PROPOSED for step in steps),
        "may_keep": can_edit(person, file) and not file.erased_at,
        "calendar": request.build_absolute_uri(address),
        "subscription": f"webcal://{request.get_host()}{address}",
    }
    return render(
        request, "candidature/planner.html", context, status=refusal.status if refusal else 200
    )


def row(step: Step, today: datetime.date, person: Any) -> dict[str, Any]:
    """A step as the page shows it."""
    return {
        "code": step.code,
        "number": step.number,
        "on": step.on,
        "at": told(step.at, person),
        "title": step.title,
        "body": step.body,
        "origin": step.origin,
        "is_over": step.is_over(today),
        "year_is_inferred": step.year_is_inferred,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step_new(request: HttpRequest, number: int) -> HttpResponseBase:
    """Write a step down."""
    return StepPage(request, file_or_404(request, number)).answer()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step_change(request: HttpRequest, number: int, step: int) -> HttpResponseBase:
    """Change a step that was written down."""
    file = file_or_404(request, number)
    return StepPage(request, file, get_object_or_404(file.process_steps, pk=step)).answer()


class StepPage(ActPage):
    """Writing a step of the plan down, or changing one."""

    template = "candidature/step.html"

    def __init__(
        self, request: HttpRequest, file: Application, step: ProcessStep | None = None
    ) -> None:
        super().__init__(request)
        demand_part(file, self.person)
        self.file, self.step = file, step

    def form(self, given: Any = None) -> StepForm:
        step = self.step
        initial = {"title": step.title, "on": step.on, "body": step.body} if step else {}
        return StepForm(given, initial=initial)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        if self.step:
            change_step(self.step, by=self.person, **given)
        else:
            add_step(self.file, by=self.person, **given)
        return self.done(_("The plan was saved."), "applications:candidature:planner", self.file.pk)

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        return {"file": self.file, "step": self.step}


def demand_part(file: Application, person: Any) -> None:
    """Raise `NotAllowed` for whoever only reads the file; other refusals are shown by the page."""
    try:
        demand_keeping(file, person)
    except NotAllowed:
        raise
    except Refusal:
        return


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step_remove(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """Ask whether a step is to be removed, and remove it; a second click finds it gone."""
    file = file_or_404(request, number)
    demand_part(file, request.user)
    if request.method == "POST":
        return keep_plan(request, file, lambda: remove_step(file, step, by=request.user))
    found = get_object_or_404(file.process_steps, pk=step)
    return render(request, "candidature/step_remove.html", {"file": file, "step": found})


@require_POST
@login_required
def proposals_take_over(request: HttpRequest, number: int) -> HttpResponse:
    """Write the proposals down as the team's own steps; a second click adds none."""
    file = file_or_404(request, number)
    return keep_plan(request, file, lambda: take_over(file, by=request.user))


def keep_plan(
    request: HttpRequest, file: Application, keep: Callable[[], int | None]
) -> HttpResponse:
    """Do it and go back to the plan, or show the plan with the refusal."""
    try:
        taken = keep()
    except NotAllowed:
        raise
    except Refusal as refused:
        return planner_page(request, file, refused)
    if taken:
        text = ngettext(
            "%(number)s step was taken over.", "%(number)s steps were taken over.", taken
        )
        messages.success(request, text % {"number": taken})
    else:
        messages.success(request, _("The plan was saved."))
    return redirect("applications:candidature:planner", file.pk)
