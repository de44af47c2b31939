"""The Commission's own date for its country's files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.commission.forms import DateForm
from applications.commission.people import commission_or_404
from applications.instants import told
from applications.models import Call, NationalCommission, NationalDeadline
from applications.workflow import Refusal
from applications.workflow.deadlines import set_national_deadline


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def national_date(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """Set or change the date; every version of it is kept."""
    commission = commission_or_404(request, code)
    return DatePage(request, commission, get_object_or_404(Call, year=year), code).answer()


class DatePage(ActPage):
    """Setting the date, beside the versions that there are."""

    template = "commission/date.html"

    def __init__(
        self, request: HttpRequest, commission: NationalCommission, call: Call, code: str
    ) -> None:
        super().__init__(request)
        self.commission, self.call, self.code = commission, call, code
        dates = NationalDeadline.objects.filter(commission=commission, call=call)
        self.date = dates.first()

    def form(self, given: Any = None) -> DateForm:
        zone = self.person.time_zone
        return DateForm(given, initial=first_typed(self.date, self.person), zone=zone)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        set_national_deadline(
            self.commission,
            self.call,
            given["instant"],
            by=self.person,
            printed=given["printed"],
            reading=given["reading"],
            is_binding=given["is_binding"],
        )
        text = _("The date of the National Commission was saved.")
        return self.done(text, "applications:commission:desk", self.code, self.call.year)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "code": self.code,
            "year": self.call.year,
            "commission": self.commission,
            "deadline": told(self.call.deadline_for(self.commission.country), self.person),
            "history": versions(self.date, self.person) if self.date else [],
            "sources": {},
        }


def first_typed(date: NationalDeadline | None, person: Any) -> dict[str, Any]:
    """What the form shows before anything is typed: the present date, in the person's zone."""
    if date is None:
        return {"zone": person.time_zone, "is_binding": True}
    local = timezone.localtime(date.deadline)
    return {
        "day": local.date(),
        "time": local.time(),
        "zone": person.time_zone,
        "printed": date.deadline_printed,
        "reading": date.deadline_reading,
        "is_binding": date.is_binding,
    }


def versions(date: NationalDeadline, person: Any) -> list[dict[str, Any]]:
    """How the date was set and changed, the latest first."""
    return [
        {"set": told(version.history_date, person), "deadline": told(version.deadline, person)}
        for version in date.history.order_by("-history_date", "-history_id")
    ]
