"""Reminding evaluators of what they have still to hand in: before it is due, and once it was."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from applications import notices
from applications.models import (
    Decision,
    EvaluationTerms,
    Evaluator,
    Notice,
    Status,
    Why,
)
from applications.panel.rounds import IN_FORCE

SOON, OVERDUE = "evaluations-due-soon", "evaluations-overdue"
DAYS_BEFORE = 7


def remind_evaluators(now: datetime.datetime) -> int:
    """Write the letters that are owed by now, and return how many were new.

    Whoever has not handed everything in gets one letter seven days before the evaluations of the
    call are due, and one once they are; another instant brings letters of its own. However often
    this is done, and by however many at once, nobody gets one twice. Nobody is reminded of files
    that were assigned after the instant of the letter, or once decisions have begun.
    """
    before = now + datetime.timedelta(days=DAYS_BEFORE)
    drafts = Decision.objects.filter(application__call=OuterRef("call"), change__isnull=True)
    due = EvaluationTerms.objects.filter(evaluations_due_at__lte=before).exclude(Exists(drafts))
    return sum(remind(terms, now) for terms in due.select_related("call").order_by("pk"))


def remind(terms: EvaluationTerms, now: datetime.datetime) -> int:
    due = terms.evaluations_due_at
    if due is None:
        return 0
    is_over = now >= due
    template = OVERDUE if is_over else SOON
    since = due if is_over else due - datetime.timedelta(days=DAYS_BEFORE)
    act = f"due-{terms.call_id}-{due.isoformat()}"
    told = Notice.objects.filter(key__startswith=f"{act}:{template}:", user=OuterRef("user"))
    written = 0
    with transaction.atomic():
        for evaluator, number in still_to_do(terms, since, ~Exists(told)):
            user = evaluator.user
            written += notices.write(
                template,
                [notices.Recipient(user.email, user.language, Why.EVALUATOR, user)],
                act=act,
                at=now,
                context={
                    "year": terms.call.year,
                    "number": number,
                    "due_at": due.isoformat(),
                },
                call=terms.call,
            )
    return written


def still_to_do(
    terms: EvaluationTerms, since: datetime.datetime, among: Any
) -> Iterator[tuple[Evaluator, int]]:
    """Evaluators with the number of evaluations that they had to hand in then, and have not."""
    waiting = Q(
        assignments__state__in=IN_FORCE,
        assignments__assigned_at__lt=since,
        assignments__application__status=Status.UNDER_EVALUATION,
        assignments__evaluation__submitted_at__isnull=True,
    )
    people = Evaluator.objects.filter(among, call=terms.call_id, user__is_active=True)
    counted = people.annotate(number=Count("assignments", filter=waiting, distinct=True))
    for evaluator in counted.filter(number__gt=0).select_related("user").order_by("pk"):
        yield evaluator, evaluator.number
