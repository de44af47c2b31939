"""What the desk shows, as plain rows: calls, places, files, each with its instants in words."""

import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from applications.instants import told
from applications.models import (
    Application,
    Call,
    Endorsement,
    NationalCommission,
    NationalDeadline,
    Status,
)
from applications.permissions import Part
from applications.stages import stage_row
from applications.workflow.places import Places
from applications.workflow.standing import stages_of

Row = dict[str, Any]

COMMISSION = frozenset({Part.COMMISSION})


def deadline_of(call: Any) -> datetime.datetime | None:
    """The deadline of a call that was read with what is `granted` to the country."""
    known = [instant for instant in (call.deadline, call.granted) if instant]
    return max(known, default=None)


def call_rows(commission: NationalCommission, person: Any, at: datetime.datetime) -> list[Row]:
    """The calls that concern the country: those not over yet, and those with files of it."""
    country = commission.country
    files = Application.objects.visible_to(person).filter(city__country=country)
    held = Endorsement.objects.in_force().filter(country=country)
    waiting = dict(counted(files.filter(status=Status.SUBMITTED)))
    taken = dict(counted(held))
    numbers = dict(counted(files))
    dates = {date.call_id: date for date in NationalDeadline.objects.filter(commission=commission)}
    granted = Max("country_extensions__new_deadline", filter=Q(country_extensions__country=country))
    calls = Call.objects.annotate(granted=granted).filter(
        Q(deadline__gt=at) | Q(granted__gt=at) | Q(pk__in=numbers)
    )
    return [
        {
            "year": call.year,
            "address": reverse(
                "applications:commission:desk", args=[country.code.lower(), call.year]
            ),
            "opens": told(call.opens_at if call.opens_at and call.opens_at > at else None, person),
            "deadline": told(deadline_of(call), person),
            "is_over": (deadline_of(call) or at) < at,
            "national": told(dates[call.pk].deadline if call.pk in dates else None, person),
            "places": call.max_submitted_per_country,
            "taken": taken.get(call.pk, 0),
            "files": numbers.get(call.pk, 0),
            "waiting": waiting.get(call.pk, 0),
        }
        for call in calls.order_by("-year")
    ]


def counted(rows: Any) -> Any:
    """How many of the rows each call has."""
    return rows.order_by().values_list("call").annotate(number=Count("pk", distinct=True))


def place_rows(places: Places) -> list[Row]:
    """Every place of the country with who holds it; where the call names no number, those held."""
    held = {one.slot: one for one in places.held}
    last = max([places.number or 0, *held])
    return [{"number": slot, **holder_of(held.get(slot))} for slot in range(1, last + 1)]


def holder_of(endorsement: Endorsement | None) -> Row:
    if endorsement is None:
        return {"city": "", "field": "", "rank": None, "address": ""}
    return {
        "city": endorsement.application.city.name,
        "field": endorsement.field.name,
        "rank": endorsement.rank,
        "address": reverse("applications:commission:file", args=[endorsement.application_id]),
    }


def file_rows(
    commission: NationalCommission, call: Call, person: Any, at: datetime.datetime
) -> list[Row]:
    """The country's files in the call that the person may know of, and whose turn each is."""
    files = Application.objects.visible_to(person).filter(
        call=call, city__country=commission.country
    )
    found = list(files.select_related("call", "city", "field").order_by("city__number"))
    stages = stages_of(found, COMMISSION, at)
    return [
        {
            "address": reverse("applications:commission:file", args=[file.pk]),
            "city": file.city.name,
            "field": file.field.name,
            "status": file.get_status_display(),
            "is_waiting": file.status == Status.SUBMITTED,
            "submitted": told(file.submitted_at, person),
            "stage": stage_row(stages[file.pk], person),
        }
        for file in found
    ]
