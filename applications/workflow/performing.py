"""Doing an act: the only place where the status of a file is written."""

import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import notices
from applications.log import record_change
from applications.models import Action, Application, NationalCommission, Status, StatusChange
from applications.models.files import commission_sees
from applications.permissions import parts_of
from applications.workflow.acts import Act, Rule
from applications.workflow.refusals import Conflict, NotAllowed, Refusal
from applications.workflow.rules import RULES


def perform(
    application: Application,
    action: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    reason: str = "",
    key: str = "",
    **details: Any,
) -> StatusChange:
    """Do an act on a file, with all that belongs to it, or nothing; return its row of the trail.

    `at` is the instant when the request reached the portal: deadlines are judged by it. `key`
    names the attempt: the same act with the same key by the same person is done once, and its row
    returned again. The rest is what the act needs: `declared` to submit, `letter` to endorse or
    decline, `instead_of` to swap, `rank` to rank.

    Raises a `Refusal`: `NotAllowed` for whoever has no part in it, `Conflict` where the file or its
    country's places do not admit it, `Late` after a deadline, `Incomplete` with what is missing.
    """
    with transaction.atomic():
        act = Act(locked(application), Action(action), by, at or timezone.now(), reason, details)
        change = done_before(act, key) or do(act, key)
        # Last, when everything else is locked: the head of the log is everybody's.
        for written in act.written:
            record_change(written)
    application.refresh_from_db(fields=("status", "submitted_at", "form"))
    return change


def locked(application: Application) -> Application:
    """The file as it is now, after everybody who acts on its country's files has finished.

    The Commission's row is locked first and the file second, by every act, so that no two acts
    wait for each other; the head of the log comes last. Their keys stay free: rows that refer to
    them, such as letters, are checked when their writer commits, who may hold that head. SQLite
    lets one writer in at a time anyway.
    """
    country = Application.objects.values_list("city__country", flat=True).get(pk=application.pk)
    commissions = NationalCommission.objects.select_for_update(no_key=True).filter(country=country)
    list(commissions.values_list("pk", flat=True))
    files = Application.objects.select_related("call", "city__country", "field", "form")
    return files.select_for_update(of=("self",), no_key=True).get(pk=application.pk)


def locked_together(files: QuerySet[Application]) -> list[Application]:
    """Several files as they are now, locked in the order of `locked`: all Commissions first."""
    numbers = list(files.order_by("pk").values_list("pk", flat=True))
    commissions = NationalCommission.objects.filter(country__cities__applications__in=numbers)
    keys = commissions.order_by("pk").values_list("pk", flat=True).distinct()
    list(
        NationalCommission.objects.select_for_update(no_key=True)
        .filter(pk__in=list(keys))
        .order_by("pk")
    )
    rows = Application.objects.select_related("call", "city__country", "field", "form")
    return list(
        rows.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers).order_by("pk")
    )


def done_before(act: Act, key: str) -> StatusChange | None:
    """The row of the same attempt, if it has been made before.

    Raises `Conflict` where the key belongs to another act or another person.
    """
    if not key:
        return None
    earlier = StatusChange.objects.filter(application=act.application, key=key).first()
    if earlier is None:
        return None
    if (earlier.action, earlier.by_id) != (act.action, act.by.pk):
        raise Conflict(_("This attempt belongs to another act."), code="key-of-another-act")
    return earlier


def do(act: Act, key: str = "") -> StatusChange:
    """Check and do an act on a locked file."""
    rule = allowed(act)
    for condition in (*rule.conditions, *rule.demands):
        refusal = condition.refusal(act)
        if refusal is not None:
            raise refusal
    return write(act, rule, key)


def do_within(outer: Act, act: Act) -> StatusChange:
    """Do an act as a part of another."""
    act.written = outer.written
    return do(act)


def allowed(act: Act) -> Rule:
    """The rule of the act, once it is known that the person may do it in the file's status.

    Raises `NotAllowed` before `Conflict`: whoever has no part in a file learns nothing of it.
    """
    rule = RULES.get(act.action)
    if rule is None or not parts_of(act.by, act.application) & rule.who:
        raise NotAllowed(_("You have no part in this file that may do this."))
    if act.application.status not in rule.sources:
        raise wrong_status(act, rule)
    return rule


def wrong_status(act: Act, rule: Rule) -> Refusal:
    return Conflict(
        _("The file is “%(status)s”. “%(action)s” is for a file that is: %(sources)s.")
        % {
            "status": Status(act.application.status).label,
            "action": act.action.label,
            "sources": ", ".join(str(status.label) for status in rule.sources),
        },
        code="wrong-status",
    )


def write(act: Act, rule: Rule, key: str) -> StatusChange:
    """Write the act: its effects, the status, the trail and the letters; the log is `perform`'s."""
    file = act.application
    before, seen_before = file.status, commission_sees(file)
    act.also = partial(do_within, act)
    kept = rule.effect(act) if rule.effect else {}
    file.status = after = rule.target or before
    if after == Status.DRAFT:
        file.submitted_at = None
    elif before == Status.DRAFT and after == Status.SUBMITTED:
        file.submitted_at = act.at
    moved = Application.objects.filter(pk=file.pk, status=before).update(
        status=file.status, submitted_at=file.submitted_at
    )
    if not moved:
        raise Conflict(_("Somebody else was quicker. Look at the file again."), code="stale")
    change = StatusChange.objects.create(
        application=file,
        action=act.action,
        from_status=before,
        to_status=after,
        by=act.by,
        at=act.at,
        reason=act.reason,
        details=kept,
        key=key,
    )
    if rule.afterwards:
        rule.afterwards(act, change)
    tell(act, rule, change, commission_sees_it=seen_before or commission_sees(file))
    act.written.append(change)
    return change


def tell(act: Act, rule: Rule, change: StatusChange, *, commission_sees_it: bool) -> None:
    """Write the letters that the act owes; a Commission gets none of a file unknown to it."""
    for letter in rule.letters:
        recipients = list(notices.team_of(act.application)) if letter.to_team else []
        if letter.to_commission and commission_sees_it:
            recipients += notices.commission_of(act.country)
        notices.write(
            letter.template,
            recipients,
            act=str(change.number),
            at=act.at,
            context=told(act) | {"code": getattr(getattr(change, "receipt", None), "code", "")},
            application=act.application,
            call=act.call,
            change=change,
        )


def told(act: Act) -> dict[str, Any]:
    """What letters say of an act; instants as ISO text."""
    deadline = act.call.deadline_for(act.country)
    return {
        "city": act.application.city.name,
        "field": act.application.field.slug,
        "country": act.country.code,
        "year": act.call.year,
        "reason": act.reason,
        "received_at": act.at.isoformat(),
        "deadline_at": deadline.isoformat() if deadline else "",
    }
