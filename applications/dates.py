"""What pages tell of the dates of a call: until when, as printed, why so read, how extended."""

import datetime
from typing import Any

from applications.instants import told
from applications.models import Call, CountryExtension, NationalDeadline
from cities.models import Country

Row = dict[str, Any]


def dates_of(call: Call, country: Country | None, person: Any, at: datetime.datetime) -> Row:
    """The dates as they hold for a country's files; without a country, as the call names them."""
    deadline = call.deadline_for(country) if country else call.deadline
    national = (
        NationalDeadline.objects.filter(commission__country=country, call=call).first()
        if country
        else None
    )
    return {
        "opens": told(call.opens_at, person),
        "deadline": told(deadline, person),
        "is_over": bool(deadline and deadline <= at),
        "printed": call.deadline_printed,
        "reading": call.deadline_reading,
        "national": told(national.deadline if national else None, person),
        "national_is_binding": bool(national and national.is_binding),
        "national_printed": national.deadline_printed if national else "",
        "history": deadline_history(call, country, person),
    }


def deadline_history(call: Call, country: Country | None, person: Any) -> list[Row]:
    """How the deadline was extended, for everybody and for the country, oldest first."""
    granted = CountryExtension.objects.filter(call=call, country=country)
    changes: list[Any] = [*call.deadline_changes.all(), *(granted if country else ())]
    return [
        {
            "old": told(change.old_deadline, person),
            "new": told(change.new_deadline, person),
            "reason": change.reason,
            "is_for_the_country": isinstance(change, CountryExtension),
        }
        for change in sorted(changes, key=lambda one: one.new_deadline)
    ]
