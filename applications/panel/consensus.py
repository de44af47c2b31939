"""Writing down what the evaluators of a file came to, with the dissent that is left."""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.log import Erasable, record
from applications.models import Application, Consensus, Status
from applications.panel.acting import check_is_staff, locked
from applications.panel.clauses import CONSENSUS
from applications.panel.results import FileResult, results_of
from applications.preflight.findings import Finding
from applications.workflow.refusals import Conflict, Incomplete

WRITE = "evaluation:consensus"


def version_of(application: Application) -> str:
    """Which note somebody sees: what a page sends back with a new one. Empty: there is none yet."""
    found = Consensus.objects.filter(application=application).values_list("at", flat=True).first()
    return found.isoformat() if found else ""


def write_consensus(
    application: Application,
    *,
    note: str,
    by: Any,
    dissent: str = "",
    seen: str = "",
    at: datetime.datetime | None = None,
) -> Consensus:
    """Write, or write anew, the note on a file whose evaluations are all in.

    `seen` is the `version_of` the note that it takes the place of. Writing the same again changes
    nothing. Raises `NotAllowed` for whoever is not of the Secretariat, `Incomplete` without a note,
    and `Conflict`: `not-complete` while an evaluation is to come, `stale` where somebody else wrote
    one meanwhile.
    """
    check_is_staff(by)
    if not note.strip():
        raise Incomplete.of(NOTE_IS_MISSING)
    instant, words = at or timezone.now(), (note.strip(), dissent.strip())
    with transaction.atomic():
        call = locked(application.call)
        result = complete_result(application, results_of(call).ranked)
        found = Consensus.objects.filter(application=application).first()
        if found is not None and (found.note, found.dissent) == words:
            return found
        if version_of(application) != seen:
            raise Conflict(
                _("Somebody wrote a note on this file since you opened this page. Read it first."),
                code="stale",
                clause=CONSENSUS,
            )
        row = found or Consensus(application=application)
        row.note, row.dissent = words
        row.spread = in_hundredths(result.raw.spread if result.raw else Fraction())
        row.by, row.at = by, instant
        row.save()
        record(
            WRITE,
            by=by,
            at=instant,
            application=application,
            spread=str(row.spread),
            note=Erasable(row.note),
            dissent=Erasable(row.dissent),
        )
    return row


def complete_result(application: Application, ranked: list[FileResult]) -> FileResult:
    """The result of a file whose evaluations are all in; raises `Conflict` otherwise."""
    for result in ranked:
        is_open = result.application.status == Status.UNDER_EVALUATION
        if result.application.pk == application.pk and result.is_complete and is_open:
            return result
    raise Conflict(
        _("A note is written once every evaluator has submitted, and while the file is evaluated."),
        code="not-complete",
        clause=CONSENSUS,
    )


def in_hundredths(points: Fraction) -> Decimal:
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


NOTE_IS_MISSING = Finding(
    "no-note",
    gettext_lazy("The note is missing."),
    gettext_lazy("Write what the evaluators came to, and on what grounds."),
    CONSENSUS,
    subject="note",
)
