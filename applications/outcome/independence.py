"""Who may handle a review: somebody of UNESCO who had no part in what it is about."""

from typing import Any

from django.utils.translation import gettext as _

from applications.models import Assignment, Decision, ReviewRequest
from applications.permissions import Part, parts_of
from applications.workflow.refusals import NotAllowed

HANDLERS = frozenset({Part.STAFF, Part.OFFICE})
OF_THE_CANDIDATE = frozenset({Part.OWNER, Part.EDITOR, Part.READER, Part.COMMISSION})


def hindrance_of(review: ReviewRequest, person: Any) -> NotAllowed | None:
    """Why the person may not handle the review, or None: whoever had a part in it may not."""
    file, change = review.application, review.change
    parts = parts_of(person, file)
    if not parts & HANDLERS:
        return NotAllowed(_("The Secretariat and the Director-General’s office answer reviews."))
    if parts & OF_THE_CANDIDATE:
        return _had_a_part(_("You belong to the team or to the National Commission of this file."))
    if change.by_id == person.pk:
        return _had_a_part(_("You did the act that the review is about."))
    if Decision.objects.filter(application=file, by=person).exists():
        return _had_a_part(_("You decided on this file."))
    if Assignment.objects.filter(application=file, evaluator__user=person).exists():
        return _had_a_part(_("You are or were an evaluator of this file."))
    return None


def _had_a_part(why: str) -> NotAllowed:
    return NotAllowed(
        _("A review is handled by somebody who had no part in what it is about. %(why)s")
        % {"why": why},
        code="had-a-part",
    )
