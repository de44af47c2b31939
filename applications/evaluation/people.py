"""Who comes to the desk: people who evaluate files of a call, each to what is assigned to them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Assignment, AssignmentState, Evaluator


def evaluators_or_404(request: HttpRequest) -> list[Evaluator]:
    """The calls that the person evaluates files of, the latest first; nobody else has a desk."""
    person: Any = request.user
    own = Evaluator.objects.filter(user=person).select_related("call").order_by("-call__year")
    found = list(own)
    if not found:
        raise Http404
    return found


def assignment_or_404(
    request: HttpRequest,
    number: uuid.UUID,
    states: Iterable[AssignmentState] = (AssignmentState.OPEN,),
) -> Assignment:
    """The person's own assignment in one of the states; any other is as if there were none."""
    own = Assignment.objects.of_person(request.user).filter(state__in=states)
    assignment: Assignment = get_object_or_404(
        own.select_related(
            "evaluator__call",
            "application__call",
            "application__city__country",
            "application__field",
            "application__form",
        ),
        number=number,
    )
    return assignment


def numbered(assignment: Assignment) -> dict[str, Any]:
    """What the pages of an assignment tell of which file it is."""
    place, total = place_of(assignment)
    return {"own": assignment, "nth": place, "of": total}


def named(assignment: Assignment) -> dict[str, Any]:
    """The same, with city and field: for whoever declares, or has declared."""
    file = assignment.application
    return numbered(assignment) | {"city": file.city.name, "field": file.field.name}


def place_of(assignment: Assignment) -> tuple[int, int]:
    """Which of the evaluator's files of the call it is, and of how many: “File 3 of 7”.

    Files that were taken back or that one is recused from are counted, so that a file keeps its
    number.
    """
    numbers = list(
        Assignment.objects.filter(evaluator=assignment.evaluator_id)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return numbers.index(assignment.pk) + 1, len(numbers)
