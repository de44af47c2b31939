"""What pages tell of what was decided on a file: decision, letter, feedback, request for review."""

from typing import Any

from applications.instants import told
from applications.models import Application, Decision, Notice, Outcome, ReviewOutcome, ReviewRequest
from applications.outcome.feedback import feedback_for
from applications.outcome.files import FINAL
from applications.outcome.letters import TEMPLATE

Row = dict[str, Any]


def decision_row(file: Application, person: Any) -> Row | None:
    """What was announced on the file, with the letter that went to this person; None before."""
    if file.status not in FINAL:
        return None
    announced = Decision.objects.filter(application=file, change__isnull=False)
    decision = announced.select_related("change").order_by("-change").first()
    if decision is None:
        return None
    letters = Notice.objects.filter(change=decision.change, template=TEMPLATE, user=person)
    letter = letters.values_list("context", flat=True).first() or {}
    return {
        "is_designated": decision.outcome == Outcome.DESIGNATED,
        "at": told(decision.change.at, person) if decision.change else None,
        "subject": letter.get("subject", ""),
        "body": letter.get("body", ""),
    }


def feedback_rows(file: Application, person: Any) -> list[Row]:
    """What the person may read of the feedback, criterion by criterion."""
    return [
        {"criterion": one.criterion.title, "text": one.text} for one in feedback_for(person, file)
    ]


def review_row(file: Application, person: Any) -> Row | None:
    """The last review that was asked for, with its answer; None where none was."""
    review = ReviewRequest.objects.filter(application=file).order_by("-pk").first()
    return row_of(review, person) if review else None


def row_of(review: ReviewRequest, person: Any) -> Row:
    return {
        "about": review.change.get_action_display(),
        "at": told(review.at, person),
        "grounds": review.grounds,
        "is_answered": bool(review.outcome),
        "is_granted": review.outcome == ReviewOutcome.GRANTED,
        "outcome": review.get_outcome_display(),
        "answer": review.answer,
        "answered": told(review.answered_at, person),
    }
