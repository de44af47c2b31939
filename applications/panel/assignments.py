"""Assigning files to evaluators, and taking an assignment back: acts of the Secretariat."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assigning import BadProblem, NoSolution
from applications.assigning.problem import Pair
from applications.log import Erasable, record, text_digest
from applications.models import (
    Assignment,
    AssignmentState,
    Call,
    LogEntry,
)
from applications.panel import letters
from applications.panel.acting import check_is_staff, entry_of, locked
from applications.panel.clauses import ASSIGNED, IMPARTIAL
from applications.panel.proposals import Proposal, as_keys, proposed, reasons_of
from applications.panel.rounds import BY_HAND, FORBIDDEN, IN_FORCE, WANTED, Round, round_of
from applications.preflight.clauses import REASON
from applications.preflight.findings import Finding, Findings
from applications.workflow.refusals import Conflict, Incomplete

ASSIGN, REMOVE = "evaluation:assign", "evaluation:remove"


def assign(
    call: Call,
    proposal_digest: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    key: str = "",
    wanted: Iterable[tuple[int, int]] = (),
    forbidden: Iterable[tuple[int, int]] = (),
) -> LogEntry:
    """Do what a proposal says that somebody has seen, and tell the evaluators; return its entry.

    `wanted` and `forbidden` are the changes by hand that the proposal was made with. `key` names
    the attempt: the same by the same person is done once.

    Raises `NotAllowed` for whoever is not of the Secretariat, and `Conflict`: `stale` where files,
    evaluators, declarations or conflicts changed and another proposal would be made now,
    `no-solution` where there is none.
    """
    check_is_staff(by)
    with transaction.atomic():
        panel = locked(call)
        done = entry_of(ASSIGN, panel, by, key)
        if done is not None:
            return done
        proposal = as_seen(round_of(panel), as_keys(wanted), as_keys(forbidden), proposal_digest)
        instant = at or timezone.now()
        return enter(carry_out(proposal, instant), by=by, at=instant, key=key)


def as_seen(
    made: Round, wanted: frozenset[Pair], forbidden: frozenset[Pair], digest: str
) -> Proposal:
    """The proposal of now, if it is the one that was seen; raises `Conflict` otherwise."""
    try:
        proposal = proposed(made, wanted, forbidden)
    except (NoSolution, BadProblem) as error:
        raise Conflict(str(error), code="no-solution", clause=ASSIGNED) from error
    if proposal.digest != digest:
        raise Conflict(
            _("Something changed since you saw this proposal. Look at the new one, and assign."),
            code="stale",
            clause=ASSIGNED,
        )
    return proposal


@dataclass(frozen=True)
class CarriedOut:
    """A proposal whose rows and letters are written, and whose entry is not yet."""

    proposal: Proposal
    number: uuid.UUID
    added: list[Assignment]
    removed: list[Assignment]
    forbidden: list[Assignment]


def carry_out(proposal: Proposal, at: datetime.datetime) -> CarriedOut:
    """Write a proposal's rows and letters, under the lock of its call; see `enter`."""
    made, number = proposal.round, uuid.uuid4()
    added = [
        write(made, one.pair, AssignmentState.SEALED, reasons_of(one), at) for one in proposal.added
    ]
    note_wanted(proposal)
    removed = [
        write(made, one.pair, AssignmentState.REMOVED, [{"code": one.reason.code}], at)
        for one in proposal.removed
    ]
    gone = {one.pair for one in proposal.removed} | made.recused
    forbidden = [
        write(made, pair, AssignmentState.REMOVED, [{"code": FORBIDDEN}], at)
        for pair in sorted(proposal.forbidden - gone)
    ]
    act = str(number)
    letters.tell(letters.ASSIGNED, added, act=act, at=at, call=made.call)
    letters.tell(letters.TAKEN_BACK, removed, act=act, at=at, call=made.call)
    return CarriedOut(proposal, number, added, removed, forbidden)


def enter(done: CarriedOut, *, by: Any, at: datetime.datetime, key: str = "") -> LogEntry:
    """Write what was carried out into the log, once everything else of its act is written."""
    proposal = done.proposal
    return record(
        ASSIGN,
        by=by,
        at=at,
        call=proposal.round.call,
        act=done.number,
        key=text_digest(key) if key else None,
        proposal=proposal.digest,
        added=[as_numbers(row) for row in done.added],
        removed=[as_numbers(row) for row in done.removed],
        forbidden=[as_numbers(row) for row in done.forbidden],
        wanted=[[int(file), int(who)] for file, who in sorted(proposal.wanted)],
    )


def write(
    made: Round, pair: Pair, state: AssignmentState, reasons: list[Any], at: datetime.datetime
) -> Assignment:
    """The row of a pair, in the state that it has from now on; whoever recused is never among them.

    A pair that was forbidden before anybody assigned it has a row, too: it is remembered there.
    """
    row = made.rows.get(pair) or Assignment(
        application=made.files[pair[0]], evaluator=made.evaluators[pair[1]], assigned_at=at
    )
    row.evaluator = made.evaluators[pair[1]]
    row.state, row.reasons = state, reasons
    if state == AssignmentState.SEALED:
        row.assigned_at, row.answered_at, row.ended_at = at, None, None
        row.conflict, row.ended_reason = "", ""
    else:
        row.ended_at = at
        row.conflict = made.conflicts.get(pair, "")
    row.save()
    return row


def note_wanted(proposal: Proposal) -> None:
    """Let pairs that were in force already remember that they were set by hand now."""
    added = {one.pair for one in proposal.added}
    for pair in sorted(proposal.wanted - added):
        row = proposal.round.rows[pair]
        row.reasons = [*(one for one in row.reasons if one["code"] != WANTED), {"code": WANTED}]
        row.save(update_fields=["reasons"])


def as_numbers(row: Assignment) -> list[int]:
    return [row.application_id, row.evaluator_id]


def remove(
    assignment: Assignment, *, by: Any, reason: str, at: datetime.datetime | None = None
) -> Assignment:
    """Take an assignment back by hand; the pair does not come again unless it is set by hand.

    What was written for it no longer counts. Doing it again changes nothing. Raises `NotAllowed`,
    `Incomplete` without a reason, and `Conflict` where the evaluator has recused.
    """
    check_is_staff(by)
    if not reason.strip():
        raise Incomplete(_("Taking a file back needs a reason."), Findings([REASON_IS_MISSING]))
    instant = at or timezone.now()
    with transaction.atomic():
        call = locked(assignment.application.call)
        row = Assignment.objects.select_related("evaluator", "application").get(pk=assignment.pk)
        if row.state == AssignmentState.REMOVED:
            return row
        if row.state not in IN_FORCE:
            raise Conflict(
                _("The evaluator has recused from this file already."),
                code="recused",
                clause=IMPARTIAL,
            )
        row.state, row.ended_at = AssignmentState.REMOVED, instant
        row.reasons, row.ended_reason = [{"code": BY_HAND}], reason.strip()
        row.save()
        number = uuid.uuid4()
        letters.tell(letters.TAKEN_BACK, [row], act=str(number), at=instant, call=call)
        record(
            REMOVE,
            by=by,
            at=instant,
            application=row.application,
            act=number,
            pair=as_numbers(row),
            reason=Erasable(row.ended_reason),
        )
    return row


REASON_IS_MISSING = Finding(
    "reason-missing",
    gettext_lazy("Taking a file back needs a reason."),
    gettext_lazy("Write why, for your colleagues."),
    REASON,
    subject="reason",
)
