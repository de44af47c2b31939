"""What the desk of the Secretariat shows, as plain rows."""

import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from applications.instants import told
from applications.models import Application, Call, Status

Row = dict[str, Any]

# Files that the network has something to do with, in the order of their course.
HERE = (
    Status.SUBMITTED,
    Status.ENDORSED,
    Status.RETURNED,
    Status.INELIGIBLE,
    Status.UNDER_EVALUATION,
    Status.DESIGNATED,
    Status.NOT_DESIGNATED,
    Status.WITHDRAWN,
)
TO_SCREEN = (Status.ENDORSED, Status.SUBMITTED)


def call_rows(person: Any, at: datetime.datetime) -> list[Row]:
    """The calls that have files, newest first, with how many wait to be screened."""
    handed_in = Count("applications", filter=Q(applications__status__in=HERE), distinct=True)
    waiting = Count("applications", filter=Q(applications__status__in=TO_SCREEN), distinct=True)
    calls = (
        Call.objects.annotate(files=handed_in, waiting=waiting)
        .filter(files__gt=0)
        .order_by("-year")
    )
    return [
        {
            "year": call.year,
            "address": reverse("applications:screening:desk", args=[call.year]),
            "deadline": told(call.deadline, person),
            "is_over": bool(call.deadline and call.deadline <= at),
            "files": call.files,
            "waiting": call.waiting,
        }
        for call in calls
    ]


def file_rows(call: Call, person: Any) -> list[Row]:
    """The files of a call that were handed in: those to be screened first."""
    files = (
        Application.objects.filter(call=call, status__in=HERE)
        .select_related("city__country", "field")
        .annotate(complete_by=Max("screenings__complete_by"))
    )
    order = {status: place for place, status in enumerate(HERE)}
    order[Status.ENDORSED], order[Status.SUBMITTED] = -2, -1
    return [
        {
            "address": reverse("applications:screening:file", args=[file.pk]),
            "city": file.city.name,
            "country": file.city.country.local_name,
            "field": file.field.name,
            "status": file.get_status_display(),
            "submitted": told(file.submitted_at, person),
            "complete_by": told(
                file.complete_by if file.status == Status.RETURNED else None, person
            ),
        }
        for file in sorted(
            files, key=lambda one: (order[Status(one.status)], one.city.number, one.pk)
        )
    ]
