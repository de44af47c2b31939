"""What keeps an evaluation from being submitted: every criterion scored, extremes explained."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from applications.models import Criterion, Evaluation
from applications.preflight.clauses import Clause
from applications.preflight.findings import Finding, Findings

CRITERIA = Clause(
    "criteria",
    _("Each file is scored in every criterion of its call, on the scale of the criterion."),
)
JUSTIFIED = Clause(
    "justified", _("Scores near the ends of a scale are explained in words, as the call asks.")
)
# A score that is not given yet, and its reason.
Given = tuple[Decimal | None, str]


def given_in(evaluation: Evaluation) -> dict[str, Given]:
    """The scores of an evaluation with their reasons, by the codes of the criteria."""
    rows = evaluation.scores.values_list("criterion__code", "value", "reason")
    return {code: (value, reason) for code, value, reason in rows}


def missing(criteria: Sequence[Criterion], given: Mapping[str, Given]) -> Findings:
    """All that keeps the scores from being submitted, in the order of the criteria."""
    if not criteria:
        return Findings([no_criteria()])
    found = [finding for one in criteria for finding in missing_in(one, given)]
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
    elif value not in criterion.steps:
        yield off_scale(criterion, value)
    elif criterion.wants_a_reason(value) and not reason.strip():
        yield Finding(
            "no-reason",
            _("The score %(score)s for “%(criterion)s” has no reason.")
            % (named | {"score": figure(value)}),
            _("Say in a few words why the score is so low or so high."),
            JUSTIFIED,
            subject=criterion.code,
        )


def off_scale(criterion: Criterion, value: Decimal) -> Finding:
    """A score that the criterion does not have."""
    ends = {"least": criterion.least, "greatest": criterion.greatest, "step": criterion.step}
    scale = {name: figure(number) for name, number in ends.items()}
    return Finding(
        "off-scale",
        _("“%(criterion)s” has no score %(score)s.")
        % {"criterion": criterion.title, "score": figure(value)},
        _("Choose a score from %(least)s to %(greatest)s, in steps of %(step)s.") % scale,
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


def figure(number: Decimal) -> str:
    """A score without zeros that say nothing: 4, 4.5. The same text for the same number."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
