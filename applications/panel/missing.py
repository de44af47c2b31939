"""What keeps an evaluation from being submitted: every criterion scored, extremes explained."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from applications.models import Criterion, Evaluation, Score
from applications.preflight.clauses import Clause
from applications.preflight.findings import Finding, Findings

CRITERIA = Clause(
    "criteria",
    _("Each file is scored in every criterion of its call, on the scale of the criterion."),
)
JUSTIFIED = Clause(
    "justified", _("Scores near the ends of a scale are explained in words, as the call asks.")
)


class Instead(Enum):
    """What is said of a criterion instead of a score."""

    DOES_NOT_APPLY = "does-not-apply"


DOES_NOT_APPLY = Instead.DOES_NOT_APPLY
# None: nothing is said yet.
Value = Decimal | Instead | None
# What is said of a criterion, and its reason.
Given = tuple[Value, str]


def given_in(evaluation: Evaluation) -> dict[str, Given]:
    """What an evaluation says with its reasons, by the codes of the criteria."""
    rows = evaluation.scores.values_list("criterion__code", "value", "does_not_apply", "reason")
    return {code: (value_of(value, applies_not=no), reason) for code, value, no, reason in rows}


def value_of(value: Decimal | None, *, applies_not: bool) -> Value:
    return DOES_NOT_APPLY if applies_not else value


def given_by(row: Score) -> Given:
    """What the row of a score says, with its reason."""
    return value_of(row.value, applies_not=row.does_not_apply), row.reason


def scores_of(evaluation: Evaluation) -> dict[str, Given]:
    """The same as `given_in`, of an evaluation whose scores were read with their criteria."""
    return {score.criterion.code: given_by(score) for score in evaluation.scores.all()}


def columns_of(value: Value) -> dict[str, Any]:
    """What the row of a score keeps of it."""
    if isinstance(value, Instead):
        return {"value": None, "does_not_apply": True}
    return {"value": value, "does_not_apply": False}


def missing(criteria: Sequence[Criterion], given: Mapping[str, Given]) -> Findings:
    """All that keeps the scores from being submitted, in the order of the criteria."""
    if not criteria:
        return Findings([no_criteria()])
    found = [finding for one in criteria for finding in missing_in(one, given)]
    if all(given.get(one.code, (None, ""))[0] is DOES_NOT_APPLY for one in criteria):
        found.append(nothing_applies(criteria[0]))
    return Findings(found)


def missing_in(criterion: Criterion, given: Mapping[str, Given]) -> Iterator[Finding]:
    value, reason = given.get(criterion.code, (None, ""))
    named = {"criterion": criterion.title}
    if value is None:
        yield Finding(
            "no-score",
            _("“%(criterion)s” has no score.") % named,
            _("Choose a score."),
            CRITERIA,
            subject=criterion.code,
        )
    elif isinstance(value, Instead):
        if not criterion.may_not_apply:
            yield applies_always(criterion)
        elif not reason.strip():
            yield Finding(
                "no-reason",
                _("There is no reason why “%(criterion)s” does not apply.") % named,
                _("Say in a few words why it does not."),
                JUSTIFIED,
                subject=criterion.code,
            )
    elif value not in criterion.steps:
        yield off_scale(criterion, value)
    elif criterion.wants_a_reason(value) and not reason.strip():
        yield Finding(
            "no-reason",
            _("The score %(score)s for “%(criterion)s” has no reason.")
            % (named | {"score": shown(value)}),
            _("Say in a few words why the score is so low or so high."),
            JUSTIFIED,
            subject=criterion.code,
        )


def off_scale(criterion: Criterion, value: Decimal) -> Finding:
    """A score that the criterion does not have."""
    ends = {"least": criterion.least, "greatest": criterion.greatest, "step": criterion.step}
    scale = {name: localized(number) for name, number in ends.items()}
    return Finding(
        "off-scale",
        _("“%(criterion)s” has no score %(score)s.")
        % {"criterion": criterion.title, "score": shown(value)},
        _("Choose a score from %(least)s to %(greatest)s, in steps of %(step)s.") % scale,
        CRITERIA,
        subject=criterion.code,
    )


def applies_always(criterion: Criterion) -> Finding:
    return Finding(
        "applies",
        _("“%(criterion)s” applies to every file.") % {"criterion": criterion.title},
        _("Choose a score."),
        CRITERIA,
        subject=criterion.code,
    )


def nothing_applies(criterion: Criterion) -> Finding:
    return Finding(
        "no-score",
        _("No criterion applies by this evaluation."),
        _("Score one criterion at least."),
        CRITERIA,
        subject=criterion.code,
    )


def no_criteria() -> Finding:
    return Finding(
        "no-criteria",
        _("The call has no criteria yet."),
        _("Ask the Secretariat."),
        CRITERIA,
    )


def shown(value: Value) -> str:
    """What is said of a criterion, for people."""
    if isinstance(value, Instead):
        return str(_("does not apply"))
    return "–" if value is None else localized(value)


def localized(number: Decimal) -> str:
    """A score as the reader's language writes it: 4.5, or 4,5."""
    return number_format(Decimal(figure(number)))


def figure(number: Decimal | Instead) -> str:
    """A score without zeros that say nothing: 4, 4.5. The same text for the same number.

    Whatever is said instead of a score has a code.
    """
    if isinstance(number, Instead):
        return number.value
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
