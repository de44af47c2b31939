"""The Commission's own date for its country's files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.commission.forms import DateForm
from applications.commission.people import commission_or_404
from applications.instants import told
from applications.models import Call, NationalCommission, NationalDeadline
from applications.workflow import Refusal
from applications.workflow.deadlines import set_national_deadline


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def national_date(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Set or change the date; every version of it is kept."""
    commission = commission_or_404(request, code)
    call = get_object_or_404(Call, year=year)
    person: Any = request.user
    date = NationalDeadline.objects.filter(commission=commission, call=call).first()
    form = DateForm(
        request.POST if request.method == "POST" else None,
        initial=first_typed(date, person),
        zone=person.time_zone,
    )
    refusal = None
    if form.is_bound and form.is_valid():
        refusal = set_date(commission, call, form, person)
        if refusal is None:
            messages.success(request, _("The date of the National Commission was saved."))
            return redirect("applications:commission:desk", code, year)
    context = {
        "code": code,
        "year": year,
        "commission": commission,
        "deadline": told(call.deadline_for(commission.country), person),
        "form": form,
        "history": versions(date, person) if date else [],
        "refusal": refusal,
        "sources": {},
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "commission/date.html", context, status=status)


def set_date(
    commission: NationalCommission, call: Call, form: DateForm, person: Any
) -> Refusal | None:
    given = form.cleaned_data
    try:
        set_national_deadline(
            commission,
            call,
            given["instant"],
            by=person,
            printed=given["printed"],
            reading=given["reading"],
            is_binding=given["is_binding"],
        )
    except Refusal as refusal:
        return refusal
    return None


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
