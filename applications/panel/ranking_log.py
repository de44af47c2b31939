"""The ranking computed from the log alone, and compared with what the rows come to.

The criteria and what they weigh are the call's, and come from their rows on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from applications import ranking
from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares
from applications.models import AssignmentState, Call, Evaluation, LogEntry
from applications.panel.replaying import pairs, states
from applications.panel.results import computed_from, results_of
from applications.panel.rounds import terms_of
from applications.panel.score_log import scores_in, submissions
from applications.panel.submitted import EVALUATED, as_criterion, submitted_of
from applications.ranking import BadScores, Correction
from applications.ranking.places import INDISTINCT
from applications.workflow.refusals import Conflict


@dataclass(frozen=True)
class Standing:
    """Where a file stands in a ranking, in points of a hundred."""

    mean: Fraction
    place: int
    corrected: float | None
    corrected_place: int | None

    def __str__(self) -> str:
        told = f"mean {float(self.mean):.2f}, place {self.place}"
        if self.corrected is None:
            return told
        return f"{told}, corrected {self.corrected:.2f}, place {self.corrected_place}"

    def is_like(self, other: "Standing") -> bool:
        """Whether both say the same, but for what the machine rounds."""
        places = (self.mean, self.place, self.corrected_place)
        if places != (other.mean, other.place, other.corrected_place):
            return False
        return abs((self.corrected or 0.0) - (other.corrected or 0.0)) <= INDISTINCT


@compares
def rankings(replayed: Replayed) -> Iterator[Problem]:
    """The ranking of every call that has submitted evaluations, by the rows or by the log."""
    logged = evaluations_by_call(replayed)
    submitted = Evaluation.objects.filter(submitted_at__isnull=False).order_by()
    calls = submitted.values_list("assignment__application__call", flat=True).distinct()
    numbers = {*logged, *calls}
    for call in Call.objects.filter(pk__in=numbers).order_by("pk"):
        yield from differing(call, logged.get(call.pk, []))


def evaluations_by_call(replayed: Replayed) -> dict[int, list[ranking.Evaluation]]:
    """What counts by the log: submitted, by an evaluator in force, on a file that is evaluated."""
    found: dict[int, list[ranking.Evaluation]] = {}
    for entry in submissions(replayed).values():
        if entry.call_id is not None and counts(replayed, entry):
            found.setdefault(entry.call_id, []).append(as_logged(replayed, entry))
    return found


def counts(replayed: Replayed, entry: LogEntry) -> bool:
    """Whether the submission is in force by the acts that the log knows.

    A file of which it knows no act at all was under evaluation when it was judged.
    """
    file = replayed.files.get(entry.application_id or 0)
    pair = pairs(replayed).get(str(entry.contents.get("assignment")))
    is_open = pair is None or states(replayed).get(pair) == AssignmentState.OPEN
    return is_open and (file is None or file.status in EVALUATED)


def as_logged(replayed: Replayed, entry: LogEntry) -> ranking.Evaluation:
    """A submission as the arithmetic takes it; the evaluator by the declaration before it."""
    number = str(entry.contents.get("assignment"))
    _file, evaluator = pairs(replayed).get(number, (0, number))
    return ranking.Evaluation(
        file=str(entry.application_id),
        evaluator=str(evaluator),
        scores=scores_in(entry),
    )


def differing(call: Call, logged: Sequence[ranking.Evaluation]) -> Iterator[Problem]:
    """What the ranking of a call says otherwise than the log leads to.

    The same scores have the same ranking: it is computed only where they differ.
    """
    if given(logged) == given(submitted_of(call)):
        return
    try:
        then, now = by_the_log(call, logged), by_the_rows(call)
    except Conflict:
        # Without terms there are no results to compare; the evaluations are compared one by one.
        return
    except BadScores as error:
        yield Problem("ranking", f"the ranking of {call.year} cannot be computed: {error}")
        return
    for number in sorted({*now, *then}, key=int):
        here, there = now.get(number), then.get(number)
        if here is None or there is None or not here.is_like(there):
            told = f"{here or 'without a result'}; by the log {there or 'without a result'}"
            yield Problem("ranking", f"call {call.year}, file {number}: {told}")


def given(
    evaluations: Sequence[ranking.Evaluation],
) -> set[tuple[str, str, frozenset[tuple[str, Decimal | None]]]]:
    """Who gave what, to be compared whatever the order."""
    return {(one.file, one.evaluator, frozenset(one.scores.items())) for one in evaluations}


def by_the_rows(call: Call) -> dict[str, Standing]:
    """Where the files stand by what the portal shows."""
    return {
        str(one.application.pk): Standing(
            one.raw.mean,
            one.raw_place or 0,
            one.corrected.corrected if one.corrected else None,
            one.corrected_place,
        )
        for one in results_of(call).ranked
        if one.raw is not None
    }


def by_the_log(call: Call, logged: Sequence[ranking.Evaluation]) -> dict[str, Standing]:
    """Where the files stand by the scores of the log. Raises as `results_of` does."""
    criteria = [as_criterion(row) for row in call.criteria.order_by("position", "pk")]
    threshold = Decimal(terms_of(call).spread_at_most)
    computed = computed_from(criteria, logged, threshold=threshold)
    means = {one.file: one.mean for one in computed.raw}
    corrected = {}
    if isinstance(computed.correction, Correction):
        corrected = {file: one.corrected for file, one in computed.correction.files.items()}
    return {
        one.file: Standing(means[one.file], one.raw, corrected.get(one.file), one.corrected)
        for one in computed.places
    }
