"""An evaluator's own assignment, locked for an act: nobody else's, and nothing that is sealed."""

from typing import Any

from django.utils.translation import gettext as _

from applications.models import Application, Assignment, AssignmentState, Decision, Status
from applications.workflow.refusals import Conflict, NotAllowed


def locked(assignment: Assignment) -> Assignment:
    """The assignment as it is now, after whoever acts on its file has finished.

    The file is locked before the assignment, and the head of the log comes last, as with the acts
    on files: see `applications.workflow.performing.locked`.
    """
    files = Application.objects.select_for_update(no_key=True)
    files.get(pk=assignment.application_id)
    rows = Assignment.objects.select_related(
        "evaluator__user", "application__call", "application__city", "application__field"
    )
    return rows.select_for_update(of=("self",), no_key=True).get(pk=assignment.pk)


def demand_own(assignment: Assignment, by: Any) -> None:
    """Do nothing where the assignment is the person's own, and in force.

    Raises `NotAllowed` otherwise, whatever the reason: who has no part in a file learns nothing.
    """
    is_own = by.is_active and assignment.evaluator.user_id == by.pk
    if not is_own or assignment.state not in (AssignmentState.SEALED, AssignmentState.OPEN):
        raise NotAllowed(_("This file is not assigned to you."))


def demand_open(assignment: Assignment, by: Any) -> None:
    """Do nothing where the person may read and judge the file now.

    Raises `NotAllowed` for whoever has not declared that there is no conflict of interest, and
    `Conflict` where the file is not under evaluation.
    """
    demand_own(assignment, by)
    if assignment.state != AssignmentState.OPEN:
        raise NotAllowed(
            _("Declare first whether there is a conflict of interest."), code="not-declared"
        )
    demand_under_evaluation(assignment)


def demand_under_evaluation(assignment: Assignment) -> None:
    if assignment.application.status != Status.UNDER_EVALUATION:
        raise Conflict(_("This file is not under evaluation any more."), code="not-evaluated-now")


def demand_before_decisions(assignment: Assignment) -> None:
    """Do nothing before the first decision on a file of the call is drafted.

    From then on results stand on the evaluations that there are: another one would move them under
    the hands of whoever decides. Raises `Conflict`.
    """
    drafts = Decision.objects.filter(
        application__call=assignment.application.call_id, change__isnull=True
    )
    if drafts.exists():
        raise Conflict(
            _("Decisions on the files of this call have begun: evaluations stay as they are."),
            code="decisions-begun",
        )
