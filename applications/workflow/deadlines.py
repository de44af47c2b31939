"""Extending a deadline, for everybody or for one country, and telling those whom it concerns."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import notices
from applications.log import record, text_digest
from applications.models import (
    Application,
    Call,
    CountryExtension,
    DeadlineChange,
    NationalCommission,
    NationalDeadline,
    Status,
)
from applications.permissions import acts_for
from applications.preflight.clauses import REASON
from applications.preflight.findings import Finding, Findings
from applications.workflow.refusals import Conflict, Incomplete, NotAllowed
from cities.models import Country
from cities.record.revision import public_change

# Whose files may still move: the others need no deadline any more.
CONCERNED = (Status.DRAFT, Status.SUBMITTED, Status.ENDORSED, Status.DECLINED)


def extend(
    call: Call,
    until: datetime.datetime,
    *,
    reason: str,
    by: Any,
    at: datetime.datetime | None = None,
    country: Country | None = None,
    printed: str = "",
    reading: str = "",
) -> None:
    """Make the call's deadline later, for everybody or for one country.

    The old deadline stays in the history, with the reason. `printed` are the words of whoever
    announced it, and `reading` why they are read as this instant. Teams and Commissions are told.

    Raises `NotAllowed` for whoever does not keep calls, `Incomplete` without a reason and
    `Conflict` where the new deadline is not later than the present one.
    """
    if not by.is_active or not by.has_perm("applications.change_call"):
        raise NotAllowed(_("Only the Secretariat extends a call."))
    if not reason.strip():
        raise Incomplete(
            _("An extension needs a reason."), Findings([_reason_is_missing()]), code="incomplete"
        )
    instant = at or timezone.now()
    with public_change():
        # Its key stays free, as with files: see `applications.workflow.performing.locked`.
        locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
        earlier = locked.deadline_for(country) if country else locked.deadline
        if earlier is None or until <= earlier:
            raise Conflict(_("An extension ends later than the deadline before."), code="not-later")
        if country is None:
            _keep_old_deadline(locked, earlier, until, reason, instant)
            _extend_for_all(locked, until, reason, by, printed, reading)
        else:
            CountryExtension.objects.create(
                call=locked,
                country=country,
                old_deadline=earlier,
                new_deadline=until,
                reason=reason,
                by=by,
                at=instant,
            )
        _tell(locked, country, earlier, reason, instant)
        record(
            "call:extend",
            by=by,
            at=instant,
            call=locked,
            country=country.code if country else None,
            earlier=earlier,
            until=until,
            reason=text_digest(reason),
        )
    call.refresh_from_db()


def _keep_old_deadline(
    call: Call,
    earlier: datetime.datetime,
    until: datetime.datetime,
    reason: str,
    at: datetime.datetime,
) -> None:
    DeadlineChange.objects.create(
        call=call,
        old_deadline=earlier,
        new_deadline=until,
        changed_on=at.date().isoformat(),
        reason=reason,
    )


def _extend_for_all(
    call: Call,
    until: datetime.datetime,
    reason: str,
    by: Any,
    printed: str,
    reading: str,
) -> None:
    call.deadline = until
    # The words that were printed for the old instant do not speak of the new one.
    call.deadline_printed, call.deadline_reading = printed, reading
    call._change_reason = reason[:100]  # type: ignore[attr-defined]
    call._history_user = by  # type: ignore[attr-defined]
    call.save()


def _tell(
    call: Call,
    country: Country | None,
    earlier: datetime.datetime,
    reason: str,
    at: datetime.datetime,
) -> None:
    files = Application.objects.filter(call=call, status__in=CONCERNED)
    if country is not None:
        files = files.filter(city__country=country)
    for file in files.select_related("city__country").order_by("pk"):
        deadline = call.deadline_for(file.city.country)
        notices.write(
            "deadline-extended",
            notices.team_of(file),
            act=f"deadline-{call.year}-{file.pk}-{deadline:%Y%m%dT%H%M%S}",
            at=at,
            context={
                "city": file.city.name,
                "year": call.year,
                "reason": reason,
                "earlier_at": earlier.isoformat(),
                "deadline_at": deadline.isoformat() if deadline else "",
            },
            application=file,
            call=call,
        )


def set_national_deadline(
    commission: NationalCommission,
    call: Call,
    deadline: datetime.datetime,
    *,
    by: Any,
    printed: str = "",
    reading: str = "",
    is_binding: bool = True,
) -> NationalDeadline:
    """Set or change the National Commission's own date for its country's files.

    Every version is kept in the date's history. Raises `NotAllowed` for whoever neither acts for
    the Commission nor keeps calls, and `Conflict` for a date after the call's own deadline.
    """
    if not acts_for(by, commission.country) and not by.has_perm("applications.change_call"):
        raise NotAllowed(_("Only the National Commission sets its own date."))
    with transaction.atomic():
        latest = call.deadline_for(commission.country)
        if latest is not None and deadline > latest:
            raise Conflict(
                _("A national date lies before the deadline of the call."), code="too-late"
            )
        date = NationalDeadline.objects.select_for_update().filter(
            commission=commission, call=call
        ).first() or NationalDeadline(commission=commission, call=call)
        date.deadline, date.is_binding = deadline, is_binding
        date.deadline_printed, date.deadline_reading = printed, reading
        date._history_user = by  # type: ignore[attr-defined]
        date.full_clean()
        date.save()
        record(
            "call:national-deadline",
            by=by,
            at=timezone.now(),
            call=call,
            country=commission.country.code,
            until=deadline,
            is_binding=is_binding,
        )
    return date


def _reason_is_missing() -> Finding:
    return Finding(
        "reason-missing",
        gettext_lazy("An extension needs a reason."),
        gettext_lazy("Write why, in words that those concerned understand."),
        REASON,
        subject="reason",
    )
