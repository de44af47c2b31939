"""How much each evaluator of a call has to do, and how far each file is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from applications.models import Application, Assignment, AssignmentState, Call, Evaluator
from applications.panel.rounds import files_of

SUBMITTED = "submitted"


@dataclass(frozen=True)
class Load:
    """An evaluator with the numbers of their assignments by state.

    An open assignment whose evaluation was submitted counts as submitted and not as open.
    """

    evaluator: Evaluator
    numbers: Mapping[str, int]

    @property
    def files(self) -> int:
        return in_all(self.numbers)


@dataclass(frozen=True)
class Progress:
    """A file under evaluation with the numbers of its assignments by state, as in `Load`."""

    application: Application
    numbers: Mapping[str, int]

    @property
    def evaluators(self) -> int:
        return in_all(self.numbers)


def in_all(numbers: Mapping[str, int]) -> int:
    """How many are in force."""
    return sum(
        numbers.get(state, 0) for state in (AssignmentState.SEALED, AssignmentState.OPEN, SUBMITTED)
    )


def loads_of(call: Call) -> list[Load]:
    """Every evaluator of the call, in a total order and a constant number of queries."""
    evaluators = call.evaluators.select_related("user", "country", "city")
    numbers = numbers_by("evaluator", call)
    return [
        Load(one, numbers.get(one.pk, {}))
        for one in evaluators.prefetch_related("fields", "ties__city").order_by("pk")
    ]


def progress_of(call: Call) -> list[Progress]:
    """Every file of the call that is under evaluation, likewise."""
    numbers = numbers_by("application", call)
    files = files_of(call).order_by("city__number", "pk")
    return [Progress(one, numbers.get(one.pk, {})) for one in files]


def numbers_by(column: str, call: Call) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    rows = Assignment.objects.filter(application__call=call).order_by()
    for key, state, submitted_at in rows.values_list(column, "state", "evaluation__submitted_at"):
        is_done = submitted_at is not None and state == AssignmentState.OPEN
        found.setdefault(key, Counter())[SUBMITTED if is_done else state] += 1
    return found
