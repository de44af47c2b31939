"""The announcement of a call: planned for an instant, released once everything is there, held."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.instants import in_zones
from applications.log import record
from applications.models import Announcement, Call
from applications.outcome.files import DecidedFile, decided_files, fields_held
from applications.outcome.letters import kinds_needed, missing_letters
from applications.outcome.locking import (
    check_not_released,
    check_office,
    check_seen,
    lock_call,
    to_come,
)
from applications.outcome.quotas import broken_quotas
from applications.preflight.clauses import FIELD_CHANGE, NO_MEMBER, PROCEDURE
from applications.preflight.findings import Finding, Findings
from applications.workflow.refusals import Conflict, Incomplete


def plan(
    call: Call,
    at: datetime.datetime,
    *,
    by: Any,
    now: datetime.datetime | None = None,
    seen: int | None = None,
) -> Announcement:
    """Plan the call's announcement for an instant, or move it there.

    `seen` is the revision of the plan that the person has seen, 0 where there was none. Raises
    `NotAllowed`, and `Conflict` for an instant that is over, a plan that somebody else changed
    meanwhile and one that is released.
    """
    instant = now or timezone.now()
    check_office(by)
    with transaction.atomic():
        lock_call(call)
        planned = to_come(call)
        check_seen(planned, seen)
        check_not_released(planned)
        if at <= instant:
            raise Conflict(
                _("This instant is over: %(instant)s. Take one to come.")
                % {"instant": in_zones(at, by.time_zone)},
                code="over",
            )
        if planned is None:
            planned = Announcement.objects.create(call=call, at=at)
        else:
            planned.at, planned.revision, planned.error = at, planned.revision + 1, ""
            planned.save(update_fields=["at", "revision", "error"])
        record("announcement:plan", by=by, at=instant, call=call, row=planned.pk, instant=at)
    return planned


def release(
    call: Call, by: Any, now: datetime.datetime | None = None, seen: int | None = None
) -> Announcement:
    """Let the announcement happen at its instant; decisions and letters change no more.

    Raises `NotAllowed`, `Conflict` where nothing is planned or somebody else was quicker, and
    `Incomplete` with everything that is in the way.
    """
    instant = now or timezone.now()
    check_office(by)
    with transaction.atomic():
        lock_call(call)
        planned = to_come(call)
        if planned is None:
            raise Conflict(_("No announcement of this call is planned."), code="not-planned")
        check_seen(planned, seen)
        check_not_released(planned)
        findings = Findings(list(hindrances(planned, instant)))
        if findings:
            raise Incomplete(_("The announcement cannot be released yet."), findings)
        planned.released_by, planned.released_at = by, instant
        planned.revision, planned.error = planned.revision + 1, ""
        planned.save(update_fields=["released_by", "released_at", "revision", "error"])
        record(
            "announcement:release", by=by, at=instant, call=call, row=planned.pk, instant=planned.at
        )
    return planned


def hold(
    call: Call, by: Any, now: datetime.datetime | None = None, seen: int | None = None
) -> Announcement:
    """Take the release back: nothing happens at the instant, and decisions can change again.

    Raises `NotAllowed`, and `Conflict` where nothing is released, or it is announced already.
    """
    instant = now or timezone.now()
    check_office(by)
    with transaction.atomic():
        lock_call(call)
        planned = to_come(call)
        if planned is None or planned.released_at is None:
            raise Conflict(
                _("No announcement of this call is released, or it is done already."),
                code="not-released",
            )
        check_seen(planned, seen)
        planned.released_by = planned.released_at = None
        planned.revision, planned.error = planned.revision + 1, ""
        planned.save(update_fields=["released_by", "released_at", "revision", "error"])
        record("announcement:hold", by=by, at=instant, call=call, row=planned.pk)
    return planned


def hindrances(planned: Announcement, now: datetime.datetime) -> Iterator[Finding]:
    """Everything that keeps the announcement from being released now."""
    call = planned.call
    files = decided_files(call)
    drafted = [file for file in files if file.draft]
    if planned.at <= now:
        yield Finding(
            "over", _("Its instant is over."), _("Move it to an instant to come."), PROCEDURE
        )
    if not drafted:
        yield Finding(
            "nothing-decided", _("Nothing is decided yet."), _("Decide on the files."), PROCEDURE
        )
    for file in files:
        if not file.outcome:
            yield Finding(
                "undecided",
                _("%(city)s is not decided yet.") % {"city": file.application.city.name},
                _("Decide on the file."),
                PROCEDURE,
                subject=str(file.number),
            )
    yield from wrong_members(drafted)
    yield from broken_quotas(call, files)
    yield from missing_letters(call, kinds_needed(call))


def wrong_members(files: list[DecidedFile]) -> Iterator[Finding]:
    """Candidates that hold a field already, and changes of a field that the city does not hold."""
    designated = [file for file in files if file.is_designated]
    held = fields_held(designated)
    for file in designated:
        city, field = file.application.city, held.get(file.application.city_id)
        if file.changes_field and field in (None, file.application.field):
            yield Finding(
                "no-field-to-change",
                _("%(city)s has no other field that it could change to this one.")
                % {"city": city.name},
                _("Decide otherwise."),
                FIELD_CHANGE,
                subject=str(file.number),
            )
        elif field and not file.changes_field:
            yield Finding(
                "already-a-member",
                _("%(city)s is a member of the network already, in %(field)s.")
                % {"city": city.name, "field": field.name},
                _("End that designation first, or decide otherwise."),
                NO_MEMBER,
                subject=str(file.number),
            )
