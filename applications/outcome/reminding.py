"""Letters that the time owes and no act: to evaluators, and of reviews that wait."""

import datetime

from django.db import transaction

from applications import notices
from applications.models import EvaluationTerms, Notice, ReviewRequest
from applications.panel.letters import secretariat
from applications.panel.reminding import remind_evaluators

REVIEW_WAITS = "review-waits"


def write_reminders(now: datetime.datetime) -> int:
    """Write every reminder that is owed by now, each once, and return how many were new."""
    return remind_evaluators(now) + remind_of_reviews(now)


def remind_of_reviews(now: datetime.datetime) -> int:
    """Tell the Secretariat of each review that nobody has answered in time.

    A city has the days of the call's terms to ask for one; an answer is late after as many.
    """
    days = dict(EvaluationTerms.objects.values_list("call", "review_days"))
    told = Notice.objects.filter(template=REVIEW_WAITS).values_list("context__review", flat=True)
    waiting = ReviewRequest.objects.filter(outcome="", application__call__in=days)
    waiting = waiting.exclude(number__in=[number for number in told if number])
    late = [
        review
        for review in waiting.select_related("application__call", "application__city")
        if review.at + datetime.timedelta(days=days[review.application.call_id]) <= now
    ]
    return sum(remind_of(review, now) for review in late)


@transaction.atomic
def remind_of(review: ReviewRequest, now: datetime.datetime) -> int:
    file = review.application
    return notices.write(
        REVIEW_WAITS,
        list(secretariat()),
        act=f"review-{review.number}",
        at=now,
        context={
            "city": file.city.name,
            "year": file.call.year,
            "received_at": review.at.isoformat(),
            "review": str(review.number),
        },
        application=file,
        call=file.call,
    )
