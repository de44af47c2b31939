"""What people wrote about a file after it was handed in, wherever it stands, and forgetting it.

Scores, states, instants and the digests of the log stay: that something was said, by whose act and
when, and whether the log is whole. What was said is gone, and so are the salts by which the log
could still tell whether somebody guesses it.
"""

from typing import Any

from django.db.models import Q

from applications.models import (
    Action,
    Application,
    Assignment,
    Consensus,
    Decision,
    Decline,
    Endorsement,
    Evaluation,
    Feedback,
    LogSalt,
    Notice,
    NoticeState,
    ReviewRequest,
    Score,
    Screening,
    StatusChange,
)


def forget_words(file: Application) -> None:
    """Empty every text about a file whose contents are erased; the database refuses it of others.

    A reason that was given for two files at once, such as an endorsement instead of another, goes
    with each of them in its own trail. The reason for the erasing itself stays.
    """
    acts = StatusChange.objects.filter(application=file).exclude(action=Action.ERASE)
    acts.exclude(reason="").update(reason="")
    Endorsement.objects.filter(application=file).update(reason="", withdrawn_reason="")
    Decline.objects.filter(application=file).update(reason="")
    forget_judgements(file)
    ReviewRequest.objects.filter(application=file).update(grounds="", answer="")
    Feedback.objects.filter(application=file).delete()
    for screening in Screening.objects.filter(application=file):
        screening.verdicts = [without_words(verdict) for verdict in screening.verdicts]
        screening.save(update_fields=["verdicts"])
    forget_letters(file)
    forget_record(file)
    salts = LogSalt.objects.filter(entry__application=file)
    salts.exclude(entry__kind=f"act:{Action.ERASE}").delete()


def forget_judgements(file: Application) -> None:
    """What evaluators, the Secretariat and the office wrote while the file was judged."""
    Score.objects.filter(evaluation__assignment__application=file).update(reason="")
    Evaluation.objects.filter(assignment__application=file).update(comment="", returned_reason="")
    Assignment.objects.filter(application=file).update(conflict_note="", ended_reason="")
    Consensus.objects.filter(application=file).update(note="", dissent="")
    Decision.objects.filter(application=file).update(reason="")


def without_words(verdict: dict[str, Any]) -> dict[str, Any]:
    """A verdict of the screening without what its findings quote, such as names of documents."""
    findings = [finding | {"message": "", "to_do": ""} for finding in verdict["findings"]]
    return verdict | {"findings": findings}


def forget_letters(file: Application) -> None:
    """What letters said; to whom they went and when stays, but for people without an account.

    A letter that still waits has nothing to say any more, and is not sent.
    """
    assignments = [str(number) for number in file.assignments.values_list("number", flat=True)]
    about = Notice.objects.filter(
        Q(application=file)
        | Q(change__application=file)
        | Q(context__assignment__in=assignments, application__isnull=True)
    )
    letters = Notice.objects.filter(pk__in=list(about.values_list("pk", flat=True)))
    letters.filter(user__isnull=True).delete()
    letters.filter(state=NoticeState.WAITING).update(state=NoticeState.FAILED)
    letters.update(context={}, error="")


def forget_record(file: Application) -> None:
    """What a source or the staff say of the file, now and in its history."""
    for described in (file.milestones, file.commitments, file.budget_lines, file.reference_cities):
        described.all().delete()
    Application.objects.filter(pk=file.pk).update(note="", initiator="")
    file.history.update(note="", initiator="", history_change_reason=None)


def not_forgotten() -> list[Application]:
    """Files that were erased while texts about them still stayed."""
    told = LogSalt.objects.exclude(entry__kind=f"act:{Action.ERASE}").values("entry__application")
    return list(Application.objects.filter(erased_at__isnull=False, pk__in=told).order_by("pk"))
