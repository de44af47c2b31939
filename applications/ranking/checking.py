"""What is wrong with criteria and scores, all of it at once, each with how to mend it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from applications.ranking.scores import Criterion, Evaluation


@dataclass(frozen=True)
class Mistake:
    """One mistake: what is wrong, what to do, and where. What it does not concern is empty."""

    code: str
    message: str
    to_do: str
    criterion: str = ""
    file: str = ""
    evaluator: str = ""


class BadScores(ValueError):
    """Criteria or scores that no result can be made of; `mistakes` are all that there are."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(f"{found.message} {found.to_do}" for found in mistakes))
        self.mistakes = list(mistakes)


def check(criteria: Sequence[Criterion], evaluations: Sequence[Evaluation]) -> None:
    """Nothing, or `BadScores` with every mistake."""
    if mistakes := mistakes_in(criteria, evaluations):
        raise BadScores(mistakes)


def mistakes_in(
    criteria: Sequence[Criterion], evaluations: Sequence[Evaluation] = ()
) -> list[Mistake]:
    """Every mistake: of the criteria in their order, then of the evaluations in theirs.

    The scores of drafts are checked too; only what is submitted has to be complete.
    """
    return [
        *mistakes_of_all(criteria),
        *(mistake for criterion in criteria for mistake in mistakes_of_criterion(criterion)),
        *mistakes_of_pairs(evaluations),
        *(mistake for given in evaluations for mistake in mistakes_of_evaluation(criteria, given)),
    ]


def mistakes_of_all(criteria: Sequence[Criterion]) -> Iterator[Mistake]:
    if not criteria:
        yield Mistake("no-criteria", _("There is no criterion."), _("Name at least one."))
    for code, times in Counter(criterion.code for criterion in criteria).items():
        if times > 1:
            message = _("%(times)s criteria have the code “%(code)s”.")
            yield Mistake(
                "same-code",
                message % {"times": times, "code": code},
                _("Give each a code of its own."),
                code,
            )


def mistakes_of_criterion(criterion: Criterion) -> Iterator[Mistake]:
    named = {"code": criterion.code, "weight": criterion.weight, "step": criterion.step}
    named |= {"least": criterion.least, "greatest": criterion.greatest}
    if not (criterion.weight.is_finite() and criterion.weight > 0):
        yield Mistake(
            "weight",
            _("The weight of “%(code)s” is %(weight)s.") % named,
            _("Give a number above 0, or leave the criterion out."),
            criterion.code,
        )
    if not scale_holds(criterion):
        yield Mistake(
            "scale",
            _("“%(code)s” goes from %(least)s to %(greatest)s in steps of %(step)s.") % named,
            _("Let the scale rise, and reach its end in whole steps above 0."),
            criterion.code,
        )
        return
    for threshold in (criterion.justified_up_to, criterion.justified_from):
        if threshold is not None and not is_on_scale(criterion, threshold):
            message = _("“%(code)s” asks for a justification at %(threshold)s, off its scale.")
            yield Mistake(
                "threshold",
                message % (named | {"threshold": threshold}),
                _("Choose a score from %(least)s to %(greatest)s.") % named,
                criterion.code,
            )


def scale_holds(criterion: Criterion) -> bool:
    """Whether the scale rises and consists of whole steps."""
    numbers = (criterion.least, criterion.greatest, criterion.step)
    if not all(number.is_finite() for number in numbers):
        return False
    rises = criterion.step > 0 and criterion.greatest > criterion.least
    return rises and is_whole(criterion, criterion.greatest)


def is_whole(criterion: Criterion, score: Decimal) -> bool:
    """Whether a number is a whole number of steps above the least one."""
    return (Fraction(score) - Fraction(criterion.least)) % Fraction(criterion.step) == 0


def is_on_scale(criterion: Criterion, score: Decimal) -> bool:
    return score.is_finite() and criterion.least <= score <= criterion.greatest


def mistakes_of_pairs(evaluations: Sequence[Evaluation]) -> Iterator[Mistake]:
    pairs = Counter((given.file, given.evaluator) for given in evaluations)
    for (file, evaluator), times in pairs.items():
        if times > 1:
            message = _("%(evaluator)s has %(times)s evaluations of file %(file)s.")
            yield Mistake(
                "same-pair",
                message % {"evaluator": evaluator, "times": times, "file": file},
                _("Keep one of them."),
                file=file,
                evaluator=evaluator,
            )


def mistakes_of_evaluation(
    criteria: Sequence[Criterion], evaluation: Evaluation
) -> Iterator[Mistake]:
    whose = {"file": evaluation.file, "evaluator": evaluation.evaluator}
    known = {criterion.code: criterion for criterion in criteria}
    for code in evaluation.scores:
        if code not in known:
            message = _("%(evaluator)s on file %(file)s scores “%(code)s”, which is no criterion.")
            yield Mistake(
                "unknown-criterion",
                message % (whose | {"code": code}),
                _("The criteria are: %(codes)s.") % {"codes": ", ".join(known)},
                code,
                **whose,
            )
    for code, criterion in known.items():
        if code in evaluation.scores:
            yield from mistakes_of_score(criterion, evaluation)
        elif evaluation.submitted:
            message = _("%(evaluator)s on file %(file)s has not scored “%(code)s”.")
            yield Mistake(
                "missing-criterion",
                message % (whose | {"code": code}),
                _("Give a score, or take the submission back."),
                code,
                **whose,
            )
    if evaluation.submitted and known and applies_nowhere(known, evaluation):
        message = _("%(evaluator)s says that no criterion applies to file %(file)s.")
        yield Mistake("no-score", message % whose, _("Score at least one criterion."), **whose)


def applies_nowhere(known: dict[str, Criterion], evaluation: Evaluation) -> bool:
    """Whether every criterion is answered, and none with a score."""
    return all(code in evaluation.scores and evaluation.scores[code] is None for code in known)


def mistakes_of_score(criterion: Criterion, evaluation: Evaluation) -> Iterator[Mistake]:
    """What is wrong with one score. A scale that does not hold is told once, with its criterion."""
    whose = {"file": evaluation.file, "evaluator": evaluation.evaluator}
    score = evaluation.scores[criterion.code]
    named = whose | {"code": criterion.code, "score": score, "step": criterion.step}
    named |= {"least": criterion.least, "greatest": criterion.greatest}
    if score is None:
        if not criterion.may_not_apply:
            message = _("%(evaluator)s on file %(file)s: “%(code)s” applies to every file.")
            yield Mistake("applies", message % named, _("Give a score."), criterion.code, **whose)
        return
    if not scale_holds(criterion):
        return
    to_do = _("Give a score from %(least)s to %(greatest)s in steps of %(step)s.") % named
    if not is_on_scale(criterion, score):
        message = _("%(evaluator)s on file %(file)s gives “%(code)s” %(score)s, off its scale.")
        yield Mistake("off-scale", message % named, to_do, criterion.code, **whose)
    elif not is_whole(criterion, score):
        message = _("%(evaluator)s on file %(file)s gives “%(code)s” %(score)s, between steps.")
        yield Mistake("off-step", message % named, to_do, criterion.code, **whose)
