"""The desk itself: which calls concern the country, and one call's dates, places and files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.commission.people import commission_or_404
from applications.commission.rows import (
    call_rows,
    file_rows,
    place_rows,
)
from applications.dates import deadline_history
from applications.instants import received_at, told
from applications.models import Call, NationalDeadline
from applications.workflow.places import Places


@require_safe
@login_required
def desks(request: HttpRequest) -> HttpResponse:
    """The Commissions that the person acts for, with the calls that concern their countries."""
    person: Any = request.user
    at = received_at(request)
    own = person.national_commissions.select_related("country").order_by("country__code")
    rows = [
        {
            "name": commission.name,
            "code": commission.country.code.lower(),
            "country": commission.country.local_name,
            "calls": call_rows(commission, person, at),
        }
        for commission in own
    ]
    return render(
        request, "commission/desks.html", {"commissions": rows}, status=200 if rows else 403
    )


@require_safe
@login_required
def desk(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One call: the dates, the country's places, its files."""
    commission = commission_or_404(request, code)
    call = get_object_or_404(Call, year=year)
    person: Any = request.user
    deadline = call.deadline_for(commission.country)
    national = NationalDeadline.objects.filter(commission=commission, call=call).first()
    places = Places.of(call, commission.country)
    context = {
        "code": code,
        "year": year,
        "commission": commission,
        "country": commission.country.local_name,
        "call": call,
        "opens": told(call.opens_at, person),
        "deadline": told(deadline, person),
        "is_over": bool(deadline and deadline <= received_at(request)),
        "national": national,
        "national_date": told(national.deadline if national else None, person),
        "history": deadline_history(call, commission.country, person),
        "places": place_rows(places),
        "left": places.left,
        "files": file_rows(commission, call, person, received_at(request)),
    }
    return render(request, "commission/desk.html", context)
