"""Submitted scores in the log of acts: written with the submission, and computed from it again."""

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from applications.log import Erasable, Problem, record
from applications.log.comparing import differing
from applications.log.replaying import Replayed, compares, replays
from applications.log.texts import is_text_of, salts_of
from applications.models import Assignment, Evaluation, LogEntry
from applications.panel.missing import DOES_NOT_APPLY, Given, figure, scores_of

SUBMIT, GIVE_BACK = "evaluation:submit", "evaluation:give-back"
COMMENT = "comment"
AT_ONCE = 500


def record_submission(
    evaluation: Evaluation,
    own: Assignment,
    given: Mapping[str, Given],
    *,
    by: Any,
    at: datetime.datetime,
) -> None:
    """Write a submission into the log: its scores as they are, its words by salted digests."""
    words: dict[str, Any] = {
        name: Erasable(text) for name, text in _texts(given, evaluation.comment).items()
    }
    record(
        SUBMIT,
        by=by,
        at=at,
        application=own.application,
        evaluation=evaluation.pk,
        assignment=str(own.number),
        is_late=evaluation.is_late,
        scores=_figures(given),
        **words,
    )


def _figures(given: Mapping[str, Given]) -> dict[str, str]:
    """The scores by the codes of their criteria, as text: 4.5."""
    return {code: figure(value) for code, (value, _reason) in given.items() if value is not None}


def _texts(given: Mapping[str, Given], comment: str) -> dict[str, str]:
    """The words of an evaluation by the names that they have in its entry."""
    reasons = {f"reason-{code}": reason for code, (_value, reason) in given.items()}
    return reasons | {COMMENT: comment}


def submissions(replayed: Replayed) -> dict[int, LogEntry]:
    """The entries of the evaluations that are submitted after the acts so far, by their keys."""
    found: dict[int, LogEntry] = replayed.others.setdefault("evaluations", {})
    return found


def scores_in(entry: LogEntry) -> dict[str, Decimal | None]:
    """The scores of a submission by the codes of their criteria; None where one does not apply."""
    return {
        code: None if value == DOES_NOT_APPLY.value else Decimal(value)
        for code, value in entry.contents["scores"].items()
    }


@replays(SUBMIT)
def submission(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """From here on the evaluation is what the entry says."""
    submitted = submissions(replayed)
    number, _given = entry.contents["evaluation"], scores_in(entry)
    if number in submitted:
        yield Problem("replay", f"evaluation {number} was submitted already", entry.sequence)
    submitted[number] = entry


@replays(GIVE_BACK)
def giving_back(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """From here on the evaluation is a draft, which the log knows nothing of."""
    number = entry.contents["evaluation"]
    if submissions(replayed).pop(number, None) is None:
        yield Problem("replay", f"evaluation {number} was not submitted then", entry.sequence)


@compares
def evaluations(replayed: Replayed) -> Iterator[Problem]:
    """Which evaluations are submitted, and what they say: by the tables, and by the log."""
    waiting = dict(submissions(replayed))
    rows = Evaluation.objects.filter(submitted_at__isnull=False).order_by("pk")
    rows = rows.select_related("assignment").prefetch_related("scores__criterion")
    found = rows.iterator(chunk_size=AT_ONCE)
    while part := list(islice(found, AT_ONCE)):
        entries = {row.pk: waiting.pop(row.pk, None) for row in part}
        salts = salts_of([entry for entry in entries.values() if entry])
        for row in part:
            yield from _compared(replayed, row, entries[row.pk], salts)
    for number in sorted(waiting):
        yield Problem("state", f"evaluation {number} is submitted by the log, and is not")


def _compared(
    replayed: Replayed,
    row: Evaluation,
    entry: LogEntry | None,
    salts: Mapping[int, Mapping[str, str]],
) -> Iterator[Problem]:
    if entry is None:
        yield Problem("state", f"evaluation {row.pk} is submitted, by the log it is not")
        return
    is_erased = replayed.is_erased(row.assignment.application_id)
    otherwise = sorted(_differing(row, entry, salts[entry.sequence], is_erased=is_erased))
    if otherwise:
        what = ", ".join(otherwise)
        yield Problem("state", f"evaluation {row.pk} says otherwise than the log: {what}")


def _differing(
    row: Evaluation, entry: LogEntry, salts: Mapping[str, str], *, is_erased: bool
) -> Iterator[str]:
    """What a submitted evaluation says otherwise than its entry.

    Words stand as they were submitted, or are gone with their salt from an erased file.
    """
    given = scores_of(row)
    columns = {
        "submitted_at": (row.submitted_at, entry.at),
        "application": (row.assignment.application_id, entry.application_id),
        "assignment": (str(row.assignment.number), entry.contents.get("assignment")),
        "is_late": (row.is_late, entry.contents.get("is_late")),
        "scores": (_figures(given), entry.contents.get("scores")),
    }
    yield from differing(columns)
    for name, text in _texts(given, row.comment).items():
        if not is_text_of(entry, name, text, salts, is_forgotten=is_erased and not text):
            yield name
