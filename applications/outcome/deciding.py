"""Deciding on a file: a draft, until the announcement of its call makes it known."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.instants import in_zones
from applications.log import Erasable, record
from applications.models import Application, Decision, Outcome, Status
from applications.outcome.files import FINAL
from applications.outcome.judged import judged
from applications.outcome.locking import check_not_released, check_office, lock_call, to_come
from applications.permissions import name_of
from applications.preflight.clauses import REASON
from applications.preflight.findings import Finding, Findings
from applications.workflow.performing import locked
from applications.workflow.refusals import Conflict, Incomplete


def decide(
    application: Application,
    outcome: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    seen_revision: int = 0,
    reason: str = "",
) -> Decision:
    """Draft the decision on a file that is under evaluation, or change its draft.

    `seen_revision` is the revision of the draft that the person has seen, 0 where there was none.
    The reason is the office's own, and shown to nobody else. What is decided twice in the same
    words by the same person is decided once.

    Raises `NotAllowed` for everybody but the office; `Conflict` for a file that is not under
    evaluation, a draft that somebody changed meanwhile and a call whose announcement is released;
    `Incomplete` where evaluations or a consensus note are missing and no reason is given.
    """
    check_office(by)
    instant, outcome = at or timezone.now(), Outcome(outcome)
    with transaction.atomic():
        file = locked(application)
        lock_call(file.call)
        check_status(file)
        draft = Decision.objects.filter(application=file, change__isnull=True).first()
        if draft and (draft.by_id, draft.outcome, draft.reason) == (by.pk, outcome, reason):
            return draft
        check_not_released(to_come(file.call))
        check_draft(draft, seen_revision, by)
        check_evaluated(file, reason)
        if draft is None:
            draft = Decision(application=file, revision=0)
        draft.outcome, draft.reason, draft.by, draft.at = outcome, reason, by, instant
        draft.revision += 1
        draft.save()
        # Staff read the log: until the announcement it says that something was decided, not what.
        record(
            "decision:draft",
            by=by,
            at=instant,
            application=file,
            row=draft.pk,
            revision=draft.revision,
            decision=Erasable(f"{outcome}\n{reason}"),
        )
    return draft


def check_status(file: Application) -> None:
    if file.status in FINAL:
        raise Conflict(
            _("What is decided on %(city)s is announced, and stays.") % {"city": file.city.name},
            code="announced",
        )
    if file.status != Status.UNDER_EVALUATION:
        raise Conflict(
            _("The file of %(city)s is “%(status)s”. Only files under evaluation are decided on.")
            % {"city": file.city.name, "status": file.get_status_display()},
            code="wrong-status",
        )


def check_draft(draft: Decision | None, seen_revision: int, by: Any) -> None:
    """Raise `Conflict` where somebody decided since: with who, what and when."""
    if draft is None or draft.revision == seen_revision:
        return
    raise Conflict(
        _("%(person)s decided “%(outcome)s” on %(instant)s. Look at it before you change it.")
        % {
            "person": name_of(draft.by),
            "outcome": draft.get_outcome_display(),
            "instant": in_zones(draft.at, by.time_zone),
        },
        code="stale",
    )


def check_evaluated(file: Application, reason: str) -> None:
    if reason.strip():
        return
    missing = list(judged(file.call, [file.pk])[file.pk].missing())
    if not missing:
        return
    needed = Finding(
        "reason-missing",
        _("This decision needs a reason."),
        _("Write why it is decided without them. Nobody but your office reads it."),
        REASON,
        subject="reason",
    )
    raise Incomplete(_("The file is not evaluated completely."), Findings([*missing, needed]))
