"""The announcement of a call: planning it, and releasing or holding it after asking."""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.decision.forms import PlanForm, SeenForm
from applications.decision.people import call_or_404
from applications.instants import told
from applications.models import Announcement, Call
from applications.outcome import hold, plan, release
from applications.outcome.files import decided_files
from applications.outcome.locking import to_come
from applications.outcome.releasing import hindrances
from applications.permissions import name_of
from applications.workflow import Conflict, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def announcement(request: HttpRequest, year: int) -> HttpResponseBase:
    """When the decisions become known; planning and moving that instant."""
    return PlanPage(request, call_or_404(request, year)).answer()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def release_page(request: HttpRequest, year: int) -> HttpResponseBase:
    """Say what would follow (GET), and release it (POST)."""
    return ReleasePage(request, call_or_404(request, year)).answer()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hold_page(request: HttpRequest, year: int) -> HttpResponseBase:
    """Say what would follow (GET), and hold it (POST)."""
    return HoldPage(request, call_or_404(request, year)).answer()


class AnnouncementPage(ActPage):
    """An act on the announcement of a call, beside how that stands."""

    def __init__(self, request: HttpRequest, call: Call) -> None:
        super().__init__(request)
        self.call = call

    def lead_back(self, text: str) -> HttpResponseBase:
        return self.done(text, "applications:decision:announcement", self.call.year)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return state_of(self.call, to_come(self.call), self.person)


class PlanPage(AnnouncementPage):
    """Planning the instant, or moving it."""

    template = "decision/announcement.html"

    def form(self, given: Any = None) -> PlanForm:
        zone = getattr(self.person, "time_zone", "UTC")
        return PlanForm(given, initial=first_typed(to_come(self.call), self.person), zone=zone)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        plan(self.call, given["instant"], by=self.person, now=self.at, seen=given["seen"])
        return self.lead_back(_("The announcement is planned. Nothing happens by itself."))


class ConfirmPage(AnnouncementPage):
    """Asking before what is planned is released or held."""

    template = "decision/confirm.html"
    act: ClassVar[str]

    def ask(self) -> HttpResponseBase:
        return self.show(self.form(), None if to_come(self.call) else not_planned())

    def form(self, given: Any = None) -> SeenForm:
        return SeenForm(given)

    def hindrance(self, form: Form) -> Refusal | None:
        if form.is_valid():
            return None
        return Conflict(_("The page was incomplete. Look at it again."), code="stale")

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return super().context(form, refusal) | {"act": self.act}


class ReleasePage(ConfirmPage):
    act = "release"

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        release(self.call, self.person, self.at, given["seen"])
        return self.lead_back(_("The announcement happens at its instant."))


class HoldPage(ConfirmPage):
    act = "hold"

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        hold(self.call, self.person, self.at, given["seen"])
        return self.lead_back(_("The announcement is held."))


def not_planned() -> Conflict:
    return Conflict(_("No announcement of this call is planned."), code="not-planned")


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
