"""What a page says about the parts of its address that were not understood."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.views.generic import TemplateView

from cities.models import City
from cities.pages.question import Question
from uccn.doors.filtering import NoParameters, Problem, StrictFilterSet, shown

# The page shows so many, and counts the rest of an endless address.
MOST_SHOWN = 12
# A longer value was never a right one, and a link need not carry it on.
MOST_CARRIED = 200


@dataclass(frozen=True)
class Misunderstood:
    """One part that was not understood; `address` asks what was probably meant instead."""

    parameter: str
    value: str
    detail: str | Promise
    suggestion: str = ""
    address: str = ""

    @classmethod
    def of(cls, problem: Problem, address: str) -> Self:
        return cls(problem.parameter, problem.value, problem.detail, problem.suggestion, address)


class StrictPage(TemplateView):
    """A page that names what it did not understand of its address.

    Most such pages take no parameters. One that does names its filters in `filterset_class`.
    """

    filterset_class: type[StrictFilterSet] = NoParameters

    @cached_property
    def filterset(self) -> StrictFilterSet:
        return self.filterset_class(self.request.GET, queryset=City.objects.none())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, problems=misunderstandings(self.filterset))


def misunderstandings(filterset: StrictFilterSet) -> list[Misunderstood]:
    """The problems of a page's filter set, each with the corrected address where one is known."""
    names = (*filterset.filters, *filterset.other_parameters)
    return [
        Misunderstood.of(
            problem,
            _corrected(filterset.parameters, problem, names)
            if problem.suggestion and place < MOST_SHOWN
            else "",
        )
        for place, problem in enumerate(filterset.problems())
    ]


def _corrected(data: QueryDict, problem: Problem, names: tuple[str, ...]) -> str:
    """The same address with the one correction; other unknown parameters are left out."""
    corrected = QueryDict(mutable=True)
    for name, values in data.lists():
        for value in values:
            is_it = shown(name) == problem.parameter
            if is_it and not problem.is_unknown_parameter and shown(value) == problem.value:
                corrected.appendlist(name, problem.suggestion)
            elif len(value) <= MOST_CARRIED:
                is_renamed = is_it and problem.is_unknown_parameter
                corrected.appendlist(problem.suggestion if is_renamed else name, value)
    return Question(corrected, names).address
