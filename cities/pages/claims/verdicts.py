"""The verdict on a claim in a word or two."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cities.checking import Answer, Kind
from cities.models.places import today
from cities.statements.claims import Reason
from cities.statements.readings import Verdict

MARKS: dict[str, str | Promise] = {
    "now": pgettext_lazy("verdict on a claim", "True today"),
    "then": pgettext_lazy("verdict on a claim", "True then, not now"),
    "on-date": pgettext_lazy("verdict on a claim", "True on that date"),
    "not-on-date": pgettext_lazy("verdict on a claim", "Not true on that date"),
    "never": pgettext_lazy("verdict on a claim", "Never true"),
    "other-field": pgettext_lazy("verdict on a claim", "Another field"),
    "elsewhere": pgettext_lazy("verdict on a claim", "Another country"),
    "several": pgettext_lazy("verdict on a claim", "Which one?"),
    "unknown": pgettext_lazy("verdict on a claim", "Not a member"),
    "guess": pgettext_lazy("verdict on a claim", "No such name"),
    "unclear": pgettext_lazy("verdict on a claim", "Cannot be checked"),
    "other-date": pgettext_lazy("verdict on a claim", "Another date"),
}


def mark(answer: Answer) -> tuple[str, bool]:
    """The verdict in a word or two, and whether it is true at the end: today, as a rule."""
    key = _mark(answer)
    is_now = key == "now"
    if is_now and answer.until != today():
        key = "on-date"
    return str(MARKS[key]), is_now


OF_KIND = {
    Kind.ELSEWHERE: "elsewhere",
    Kind.SEVERAL: "several",
    Kind.LATER: "not-on-date",
    Kind.UNKNOWN: "unknown",
    Kind.NOTHING: "unclear",
    Kind.IMPOSSIBLE_DATE: "unclear",
    Kind.BEFORE: "unclear",
    Kind.NOT_YET: "unclear",
}


def _mark(answer: Answer) -> str:
    if answer.kind in OF_KIND:
        is_guess = answer.kind is Kind.UNKNOWN and answer.possibilities
        return "guess" if is_guess else OF_KIND[answer.kind]
    if answer.reason is Reason.ORDER_UNKNOWN:
        return "unclear"
    if answer.verdict and answer.understood.said_on:
        match answer.verdict:
            case Verdict.AGREES:
                return "now" if answer.true_now else "on-date"
            case Verdict.CANNOT_BE_CHECKED:
                return "unclear"
        return "not-on-date"
    if answer.intervals:
        return "now" if answer.true_now else "then"
    if answer.reason is Reason.OTHER_DATE:
        return "other-date"
    possibility = answer.member
    if answer.kind is Kind.CITY and possibility and possibility.field:
        return "other-field"
    return "never"
