"""By what a call is judged, and by whom: what staff last saved by hand, and the rows of now.

Rows that were never saved by hand, such as those that a command wrote, have no entry.
"""

from collections.abc import Iterator
from typing import Any

from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import Criterion, EvaluationTerms, Evaluator, LogEntry
from applications.workflow.row_digests import digest_of_row

MODELS: dict[str, Any] = {
    model._meta.model_name or "": model for model in (Criterion, EvaluationTerms, Evaluator)
}


def saved(replayed: Replayed) -> dict[tuple[str, int], str | None]:
    """The digest of each row as it was last saved by hand; none for one that was deleted."""
    found: dict[tuple[str, int], str | None] = replayed.others.setdefault("rules", {})
    return found


@replays(*(f"{name}:{act}" for name in MODELS for act in ("add", "change", "delete")))
def save(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    name, act = entry.kind.split(":")
    values = None if act == "delete" else entry.contents["values"]
    saved(replayed)[name, entry.contents["row"]] = values
    yield from ()


@compares
def rows(replayed: Replayed) -> Iterator[Problem]:
    """Every row that was saved by hand says what it said then."""
    waiting = saved(replayed)
    for name, model in MODELS.items():
        known = {row: digest for (of, row), digest in waiting.items() if of == name}
        now = {row.pk: digest_of_row(row) for row in model.objects.filter(pk__in=list(known))}
        for row, digest in sorted(known.items()):
            if now.get(row) != digest:
                yield Problem("state", f"{name} {row} says otherwise than when it was last saved")
