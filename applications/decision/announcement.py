"""The announcement of a call: planning it, and releasing or holding it after asking."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.decision.forms import PlanForm, SeenForm
from applications.decision.people import call_or_404
from applications.instants import received_at, told
from applications.models import Announcement, Call
from applications.outcome import hold, plan, release
from applications.outcome.files import decided_files
from applications.outcome.locking import to_come
from applications.outcome.releasing import hindrances
from applications.permissions import name_of
from applications.workflow import Conflict, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def announcement(request: HttpRequest, year: int) -> HttpResponse:
    """When the decisions become known; planning and moving that instant."""
    call = call_or_404(request, year)
    planned, person = to_come(call), request.user
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        initial=first_typed(planned, person),
        zone=getattr(person, "time_zone", "UTC"),
    )
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            plan(call, given["instant"], by=person, now=received_at(request), seen=given["seen"])
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("The announcement is planned. Nothing happens by itself."))
            return redirect("applications:decision:announcement", year)
    context = state_of(call, to_come(call), person) | {"form": form, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "decision/announcement.html", context, status=status)


def release_page(request: HttpRequest, year: int) -> HttpResponse:
    return confirmed(
        request, year, release, "release", _("The announcement happens at its instant.")
    )


def hold_page(request: HttpRequest, year: int) -> HttpResponse:
    return confirmed(request, year, hold, "hold", _("The announcement is held."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirmed(
    request: HttpRequest, year: int, verb: Callable[..., Announcement], act: str, done: str
) -> HttpResponse:
    """Say what would follow (GET), and do it (POST)."""
    call = call_or_404(request, year)
    refusal: Refusal | None = None
    if request.method == "POST":
        form = SeenForm(request.POST)
        try:
            if not form.is_valid():
                raise Conflict(_("The page was incomplete. Look at it again."), code="stale")
            verb(call, request.user, received_at(request), form.cleaned_data["seen"])
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, done)
            return redirect("applications:decision:announcement", year)
    planned = to_come(call)
    context = state_of(call, planned, request.user) | {"act": act, "refusal": refusal}
    context["findings"] = getattr(refusal, "findings", [])
    if planned is None and refusal is None:
        context["refusal"] = refusal = Conflict(
            _("No announcement of this call is planned."), code="not-planned"
        )
    return render(
        request, "decision/confirm.html", context, status=refusal.status if refusal else 200
    )


def state_of(call: Call, planned: Announcement | None, person: Any) -> dict[str, Any]:
    """The announcement as it stands, and everything that is in the way of releasing it."""
    drafted = [file for file in decided_files(call) if file.draft]
    done = Announcement.objects.filter(call=call, done_at__isnull=False).order_by("done_at")
    released = planned is not None and planned.released_by is not None
    return {
        "year": call.year,
        "planned": planned,
        "at": told(planned.at if planned else None, person),
        "seen": planned.revision if planned else 0,
        "is_released": released,
        "released_by": name_of(planned.released_by) if planned and planned.released_by else "",
        "designated": sum(file.is_designated for file in drafted),
        "turned_down": sum(not file.is_designated for file in drafted),
        "hindrances": []
        if planned is None or released
        else list(hindrances(planned, timezone.now())),
        "done": [told(one.done_at, person) for one in done],
    }


def first_typed(planned: Announcement | None, person: Any) -> dict[str, Any]:
    """The instant that is planned, in the person's zone."""
    zone = getattr(person, "time_zone", "UTC")
    if planned is None:
        return {"zone": zone, "seen": 0}
    local = timezone.localtime(planned.at)
    return {
        "day": local.date(),
        "time": local.time(),
        "zone": zone,
        "seen": planned.revision,
    }
