"""What evaluators declare of each file before they read it, and how a recusal is made good.

A conflict that the portal found cannot be declared away, and a file from which somebody recused
is never opened to them again.
"""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assigning import BadProblem, NoSolution
from applications.log import Erasable, record
from applications.models import Assignment, AssignmentState, Call, ConflictKind, Status
from applications.panel import letters
from applications.panel.acting import locked
from applications.panel.assignments import CarriedOut, as_numbers, carry_out, enter
from applications.panel.clauses import ASSIGNED, IMPARTIAL
from applications.panel.conflicts import conflicts_of
from applications.panel.proposals import proposed
from applications.panel.rounds import only, round_of
from applications.preflight.findings import Finding
from applications.workflow.refusals import Conflict, Incomplete, NotAllowed

DECLARE, RECUSE = "evaluation:declare", "evaluation:recuse"


def declare_no_conflict(
    assignment: Assignment, *, by: Any, at: datetime.datetime | None = None
) -> Assignment:
    """Declare that nothing is in the way; the file is open from then on. Once is enough.

    Raises `NotAllowed` for anybody but the evaluator, and `Conflict`: `conflict-detected` where the
    portal knows better, `recused` for whoever declared a conflict, `not-assigned` where the file is
    no longer theirs to evaluate.
    """
    instant = at or timezone.now()
    with transaction.atomic():
        locked(assignment.application.call)
        row = fresh(assignment, by)
        if row.state == AssignmentState.RECUSED:
            raise Conflict(
                _("You declared a conflict of interest with this file. It stays closed to you."),
                code="recused",
                clause=IMPARTIAL,
            )
        check_is_evaluated(row)
        kind = detected(row)
        if kind is not None:
            raise Conflict(
                _("The portal knows of a conflict of interest: %(kind)s. Declare it, please.")
                % {"kind": kind.label},
                code="conflict-detected",
                clause=IMPARTIAL,
            )
        if row.state == AssignmentState.OPEN:
            return row
        row.state, row.answered_at = AssignmentState.OPEN, instant
        row.save(update_fields=["state", "answered_at"])
        # An assignment that was taken back and made again is declared for again: the number of the
        # act is a new one, and that of the assignment stands beside it.
        record(
            DECLARE,
            by=by,
            at=instant,
            application=row.application,
            act=uuid.uuid4(),
            assignment=str(row.number),
            pair=as_numbers(row),
        )
    return row


def declare_conflict(
    assignment: Assignment,
    *,
    kind: str,
    by: Any,
    note: str = "",
    at: datetime.datetime | None = None,
) -> Assignment:
    """Recuse from a file, for ever; another evaluator is sought at once. Once is enough.

    What was written for it no longer counts. Raises `NotAllowed` for anybody but the evaluator,
    `Incomplete` without a known kind, and `Conflict` where the file is no longer theirs.
    """
    if kind not in ConflictKind.values:
        raise Incomplete.of(KIND_IS_MISSING)
    instant = at or timezone.now()
    with transaction.atomic():
        call = locked(assignment.application.call)
        row = fresh(assignment, by)
        if row.state == AssignmentState.RECUSED:
            return row
        check_is_evaluated(row)
        row.state, row.answered_at, row.ended_at = AssignmentState.RECUSED, instant, instant
        row.conflict, row.conflict_note = kind, note.strip()[:500]
        row.save()
        number = uuid.uuid4()
        done = recuse_and_reassign(call, row, act=number, at=instant)
        record(
            RECUSE,
            by=by,
            at=instant,
            application=row.application,
            act=number,
            pair=as_numbers(row),
            conflict=kind,
            note=Erasable(row.conflict_note),
        )
        if done is not None:
            enter(done, by=None, at=instant)
    return row


def recuse_and_reassign(
    call: Call, row: Assignment, *, act: uuid.UUID, at: datetime.datetime
) -> CarriedOut | None:
    """Seek an evaluator in place of one who recused, moving as few other pairs as can be.

    Only files that had all their evaluators take part: what the Secretariat has not assigned yet is
    not assigned in passing. Where nobody is left, the Secretariat gets a letter with the rules that
    are in the way, everything else stays as it is, and there is nothing to enter. The assignment
    that follows is the portal's own act.
    """
    made = round_of(call)
    file = str(row.application_id)
    before = made.before
    whole = {
        key.key
        for key in made.problem.files
        if sum(of == key.key for of, _who in before) >= made.problem.needed(key)
    }
    try:
        proposal = proposed(only(made, whole | {file}))
    except (NoSolution, BadProblem) as hindrance:
        letters.tell_nobody_is_left(made.files[file], hindrance, act=str(act), at=at)
        return None
    return carry_out(proposal, at)


def fresh(assignment: Assignment, by: Any) -> Assignment:
    """The row as it is now. Raises `NotAllowed` for anybody but its evaluator."""
    row = Assignment.objects.select_related("application__call", "evaluator").get(pk=assignment.pk)
    if not by.is_active or row.evaluator.user_id != by.pk:
        raise NotAllowed(_("Only the evaluator declares what is in the way."))
    return row


def check_is_evaluated(row: Assignment) -> None:
    is_theirs = row.state in (AssignmentState.SEALED, AssignmentState.OPEN)
    if not is_theirs or row.application.status != Status.UNDER_EVALUATION:
        raise Conflict(
            _("This file is not assigned to you any more."), code="not-assigned", clause=ASSIGNED
        )


def detected(row: Assignment) -> ConflictKind | None:
    """The conflict that the portal finds by itself, or None."""
    pair = (row.application_id, row.evaluator_id)
    call = row.application.call
    return conflicts_of(call, [row.application], [row.evaluator]).get(pair)


KIND_IS_MISSING = Finding(
    "no-kind",
    gettext_lazy("The kind of the conflict of interest is missing."),
    gettext_lazy("Choose what is in the way."),
    IMPARTIAL,
    subject="kind",
)
