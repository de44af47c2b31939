"""What the applicants are told about each criterion: edited by the staff, without names."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.log import Erasable, record
from applications.models import (
    Application,
    Assignment,
    Criterion,
    Evaluator,
    Feedback,
    Score,
    Status,
)
from applications.permissions import Part, can_see, parts_of
from applications.preflight.clauses import NO_NAMES
from applications.preflight.findings import Finding, Findings
from applications.workflow.performing import locked
from applications.workflow.refusals import Conflict, Incomplete, NotAllowed
from cities.models.folding import fold

WRITTEN_IN = (Status.UNDER_EVALUATION, Status.DESIGNATED, Status.NOT_DESIGNATED)
SHOWN_IN = (Status.DESIGNATED, Status.NOT_DESIGNATED)
READERS = frozenset({Part.OWNER, Part.EDITOR, Part.READER, Part.COMMISSION})
# Shorter parts of a name, such as “de”, are words of other texts.
SHORTEST = 3


def write_feedback(
    application: Application,
    texts: Mapping[Criterion, str],
    *,
    by: Any,
    at: datetime.datetime | None = None,
    seen: str | None = None,
) -> None:
    """Write what the applicants are told about each criterion; an empty text takes it out.

    `seen` is the `version` that the writer has read: whoever writes over another's text is told.
    Raises `NotAllowed` for others than the Secretariat, `Conflict` for a file that is not evaluated
    or a text that changed meanwhile, and `Incomplete` for texts that name an evaluator.
    """
    if Part.STAFF not in parts_of(by, application):
        raise NotAllowed(_("Only the Secretariat writes the feedback on a file."))
    instant = at or timezone.now()
    with transaction.atomic():
        file = locked(application)
        if file.status not in WRITTEN_IN:
            raise Conflict(
                _("There is feedback on files that are or were evaluated."), code="wrong-status"
            )
        if seen is not None and seen != version(file):
            raise Conflict(
                _("Somebody else changed the feedback since you opened this page."), code="stale"
            )
        findings = Findings(list(names_in(file, texts)))
        if findings:
            raise Incomplete(_("The feedback names an evaluator."), findings)
        written = {criterion: text.strip() for criterion, text in texts.items()}
        for criterion, text in written.items():
            _keep(file, criterion, text, by, instant)
        logged: dict[str, Any] = {
            f"criterion_{one.pk}": Erasable(text) for one, text in written.items()
        }
        record("feedback:write", by=by, at=instant, application=file, **logged)


def _keep(
    file: Application, criterion: Criterion, text: str, by: Any, at: datetime.datetime
) -> None:
    if criterion.call_id != file.call_id:
        raise Conflict(_("This criterion is one of another call."), code="other-call")
    if not text:
        file.feedback.filter(criterion=criterion).delete()
        return
    file.feedback.update_or_create(criterion=criterion, defaults={"text": text, "by": by, "at": at})


def version(application: Application) -> str:
    """What changes with every writing of the file's feedback; empty before the first."""
    latest = application.feedback.order_by("-at", "-pk").first()
    return f"{latest.at.isoformat()} {application.feedback.count()}" if latest else ""


def names_in(application: Application, texts: Mapping[Criterion, str]) -> Iterator[Finding]:
    """The texts that hold the name or the address of an evaluator of the call.

    Of those who were assigned to the file a part of the name is enough, as a word of its own.
    """
    given = _patterns(application)
    for criterion, text in texts.items():
        folded = fold(text)
        named = next((name for pattern, name in given if pattern.search(folded)), None)
        if named is not None:
            yield Finding(
                "names-evaluator",
                _("“%(criterion)s”: the text names %(name)s, who evaluates.")
                % {"criterion": criterion.title, "name": named},
                _("Say it without names and addresses."),
                NO_NAMES,
                subject=criterion.code,
            )


def _patterns(application: Application) -> list[tuple[re.Pattern[str], str]]:
    """What must not stand in a text, folded, and what it is."""
    own = set(
        Assignment.objects.filter(application=application).values_list("evaluator", flat=True)
    )
    patterns = []
    for evaluator in Evaluator.objects.filter(call=application.call_id).select_related("user"):
        user = evaluator.user
        told = [user.email, user.get_full_name()]
        if evaluator.pk in own:
            words = re.split(r"[\s’'-]+", user.get_full_name())
            told += [word for word in words if len(word) >= SHORTEST]
        patterns += [(_pattern(text), text) for text in told if fold(text)]
    return patterns


def _pattern(text: str) -> re.Pattern[str]:
    """The text as words of their own; where words are not set apart or change, anywhere."""
    folded = fold(text)
    found = re.escape(folded)
    return re.compile(rf"(?<!\w){found}(?!\w)" if folded.isascii() else found)


def prefilled(application: Application) -> dict[int, str]:
    """By criterion: the feedback as it is written, or else the evaluators' reasons without names.

    Reasons come in an order that tells nothing of who gave them.
    """
    written = dict(application.feedback.values_list("criterion", "text"))
    scores = Score.objects.filter(
        evaluation__assignment__in=Assignment.objects.in_force().filter(application=application),
        evaluation__submitted_at__isnull=False,
    ).exclude(reason="")
    reasons: dict[int, list[str]] = {}
    for score in scores.order_by("evaluation__assignment__number"):
        reasons.setdefault(score.criterion_id, []).append(score.reason.strip())
    return {number: "\n\n".join(texts) for number, texts in reasons.items()} | written


def feedback_for(person: Any, application: Application) -> list[Feedback]:
    """The feedback that the person may read: the team and the Commission after the announcement."""
    parts = parts_of(person, application)
    is_theirs = bool(parts & READERS) and application.status in SHOWN_IN
    if not can_see(person, application) or not (is_theirs or Part.STAFF in parts):
        return []
    return list(application.feedback.select_related("criterion"))
