"""The sheet of scores as a page shows it and sends it back: criterion by criterion."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from applications.models import Assignment, Criterion, Evaluation
from applications.panel.missing import (
    DOES_NOT_APPLY,
    Given,
    Value,
    figure,
    given_in,
    localized,
    shown,
)
from applications.panel.terms import criteria_of


class Sheet(NamedTuple):
    """What a page holds: scores with their reasons, the comment, and where they grew from."""

    scores: dict[str, Given]
    comment: str
    revision: int


def stored_sheet(own: Assignment) -> Sheet:
    """The draft as it stands; an empty sheet before anything was saved."""
    evaluation = Evaluation.objects.filter(assignment=own).first()
    if evaluation is None:
        return Sheet({}, "", 0)
    return sheet_of(evaluation)


def sheet_of(evaluation: Evaluation) -> Sheet:
    return Sheet(given_in(evaluation), evaluation.comment, evaluation.revision)


def number_in(text: str) -> Value:
    """A score that somebody sent, or what stands instead; None where nothing is said.

    Raises `ValueError`.
    """
    if not text.strip():
        return None
    if text == DOES_NOT_APPLY.value:
        return DOES_NOT_APPLY
    try:
        number = Decimal(text.strip())
    except InvalidOperation as fault:
        raise ValueError(text) from fault
    if not number.is_finite() or abs(number) > 999:
        raise ValueError(text)
    return number


def typed_sheet(own: Assignment, sent: Mapping[str, str]) -> Sheet:
    """The sheet that a form sent. What is no number counts as no score: radio buttons send none."""
    scores: dict[str, Given] = {}
    for code in criteria_of(own):
        try:
            value: Value = number_in(sent.get(f"score-{code}", ""))
        except ValueError:
            value = None
        scores[code] = (value, plain_lines(sent.get(f"reason-{code}", "")))
    revision = sent.get("revision", "")
    known = revision.isascii() and revision.isdigit() and len(revision) < 10
    return Sheet(scores, plain_lines(sent.get("comment", "")), int(revision) if known else 0)


def plain_lines(text: str) -> str:
    """A text with one kind of line ends: forms send another one than scripts."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def rows(own: Assignment, sheet: Sheet, beside: Sheet | None = None) -> list[dict[str, Any]]:
    """The criteria with what may be chosen and what is; `beside` is what else is saved of them."""
    return [
        row(criterion, sheet.scores.get(code, (None, "")), beside and beside.scores.get(code))
        for code, criterion in criteria_of(own).items()
    ]


def row(criterion: Criterion, given: Given, other: Given | None) -> dict[str, Any]:
    value, reason = given
    meanings = {anchor.value: anchor.text for anchor in criterion.anchors.all()}
    return {
        "code": criterion.code,
        "title": criterion.title,
        "help": criterion.help,
        "weight": localized(criterion.weight),
        "choices": [
            {
                "value": figure(step),
                "shown": localized(step),
                "meaning": meanings.get(step, ""),
                "is_chosen": step == value,
                "wants_reason": criterion.wants_a_reason(step),
            }
            for step in criterion.steps
        ],
        "has_meanings": bool(meanings),
        "has_none": value is None,
        "may_not_apply": criterion.may_not_apply,
        "does_not_apply": value is DOES_NOT_APPLY,
        "reason": reason,
        "when": when_explained(criterion),
        "other": said(other or (None, "")),
        "is_otherwise": other is not None and other != given,
    }


def when_explained(criterion: Criterion) -> str:
    """Where the reason is needed."""
    if criterion.may_not_apply:
        return " ".join((at_which_scores(criterion), _("Needed where it does not apply.")))
    return at_which_scores(criterion)


def at_which_scores(criterion: Criterion) -> str:
    low, high = criterion.reason_up_to, criterion.reason_from
    if low is not None and high is not None:
        return _("Needed for scores up to %(low)s and from %(high)s on.") % {
            "low": localized(low),
            "high": localized(high),
        }
    if low is not None:
        return _("Needed for scores up to %(low)s.") % {"low": localized(low)}
    if high is not None:
        return _("Needed for scores from %(high)s on.") % {"high": localized(high)}
    return _("Optional.")


def said(given: Given) -> dict[str, str]:
    value, reason = given
    return {"value": shown(value), "reason": reason}
