"""What the record of a file consists of, part by part, as plain data."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch

from applications.audit.rows import Row, Rows
from applications.audit.sight import RANK, Sight
from applications.models import (
    AnswerRevision,
    Application,
    Criterion,
    Decision,
    EvaluationTerms,
    FormVersion,
    Notice,
    Receipt,
    Score,
    StatusChange,
)
from applications.notices.letters import letter
from applications.panel.results import FileResult, results_of
from applications.ranking import BadScores
from applications.workflow.refusals import Conflict


def facts(rows: Rows, file: Application) -> Row:
    """What the file is, and where it stands."""
    columns = "id kind status submitted_at started_by started_at erased_at initiator note"
    return rows.of(file, columns) | {
        "call": file.call.year,
        "city": file.city.name,
        "city_number": file.city.number,
        "country": file.city.country.code,
        "field": file.field.slug,
        "form": file.form.number if file.form else None,
        "previous_file": file.previous_id,
        "links": [rows.of(link, "url title added_by") for link in file.links.all()],
    }


def forms(rows: Rows, file: Application) -> Iterator[Row]:
    """Every version of the form that the file was handed in with, and the one that it has now."""
    receipts = Receipt.objects.filter(change__application=file, form__isnull=False)
    wanted = {file.form_id, *receipts.values_list("form", flat=True)}
    versions = FormVersion.objects.filter(pk__in=[key for key in wanted if key])
    for version in versions.order_by("number"):
        sections = version.sections.prefetch_related("questions").order_by("position", "pk")
        told = rows.of(version, "number published_at what_changed_en declaration_en declaration_fr")
        yield told | {
            "sections": [
                rows.of(section, "slug kind title_en title_fr")
                | {
                    "questions": [
                        rows.of(
                            question,
                            "code kind label_en label_fr help_en clause is_required word_limit"
                            " at_least at_most choices columns",
                        )
                        for question in section.questions.all()
                    ]
                }
                for section in sections
            ],
            "documents": [
                rows.of(kind, "code provider title_en clause at_least at_most accepted_types")
                for kind in version.document_kinds.order_by("position", "pk")
            ],
        }


def answers(rows: Rows, file: Application) -> Iterator[Row]:
    """Every version of every answer, the earliest first."""
    revisions = AnswerRevision.objects.filter(answer__application=file).select_related("answer")
    for revision in revisions.order_by("answer__question", "number").iterator():
        told = rows.of(
            revision, "number base value sent_value other_value no_relevant_information by at"
        )
        yield {
            "question": revision.answer.question,
            "stands": revision.number == revision.answer.revision,
        } | told


def submissions(rows: Rows, file: Application) -> Iterator[Row]:
    """What was handed in when, by its digest; the contents lie beside it while they are kept."""
    for at, receipt in enumerate(receipts_of(file), start=1):
        yield rows.of(receipt, "code sha256") | {
            "act": str(receipt.change.number),
            "at": rows.value(receipt.change, "at"),
            "by": rows.value(receipt.change, "by"),
            "form": receipt.form.number if receipt.form else None,
            "contents": submission_name(at) if receipt.contents else None,
        }


def receipts_of(file: Application) -> Any:
    receipts = Receipt.objects.filter(change__application=file).select_related("change", "form")
    return receipts.order_by("pk")


def submission_name(at: int) -> str:
    return f"submissions/{at:02}.json"


def team(rows: Rows, file: Application) -> Row:
    """Who works on the file, and who was asked to. Secrets of letters are nowhere."""
    columns = "number email part invited_by invited_at expires_at accepted_by accepted_at"
    return {
        "members": [
            rows.of(one, "user part joined_at") for one in file.team.order_by("joined_at", "pk")
        ],
        "invitations": [
            rows.of(one, f"{columns} revoked_at") for one in file.invitations.order_by("pk")
        ],
    }


def trail(rows: Rows, file: Application, sight: Sight) -> Iterator[Row]:
    """Every act on the file."""
    changes = StatusChange.objects.filter(application=file).order_by("pk")
    columns = "number action from_status to_status by at recorded_at reason details"
    for change in changes.iterator():
        if sight.ranks or f"act:{change.action}" != RANK:
            yield rows.of(change, columns)


def commission(rows: Rows, file: Application, sight: Sight) -> Row:
    """What the National Commission did: endorsements, and refusals."""
    columns = "slot letter reason by at withdrawn_at withdrawn_reason"
    if sight.ranks:
        columns += " rank"
    return {
        "endorsements": [rows.of(one, columns) for one in file.endorsements.order_by("pk")],
        "declines": [
            rows.of(one, "letter reason by at reconsidered_at")
            for one in file.declines.order_by("pk")
        ],
    }


def screenings(rows: Rows, file: Application) -> Iterator[Row]:
    """What the Secretariat found: the verdict on each rule, as it was."""
    for screening in file.screenings.select_related("change").order_by("pk"):
        yield {"act": str(screening.change.number)} | rows.of(
            screening, "ground subjects complete_by verdicts"
        )


def criteria(rows: Rows, file: Application) -> Row:
    """By what the call judges."""
    terms = EvaluationTerms.objects.filter(call=file.call_id).first()
    columns = "evaluators_per_file experts_at_least evaluations_due_at spread_at_most"
    scale = "code title_en least greatest step"
    found = Criterion.objects.filter(call=file.call_id).prefetch_related("anchors")
    return {
        "terms": rows.of(terms, f"{columns} completion_days review_days") if terms else None,
        "criteria": [
            rows.of(one, f"{scale} weight may_not_apply reason_up_to reason_from")
            | {"anchors": [rows.of(anchor, "value text_en") for anchor in one.anchors.all()]}
            for one in found.order_by("position", "pk")
        ],
    }


def evaluations(rows: Rows, file: Application) -> Iterator[Row]:
    """Every assignment with its evaluator's declaration and, once submitted, the evaluation.

    A draft is its author's own.
    """
    scores = Prefetch(
        "evaluation__scores",
        Score.objects.select_related("criterion").order_by("criterion__position", "pk"),
    )
    assignments = file.assignments.select_related("evaluator__country", "evaluation")
    for one in assignments.prefetch_related(scores).order_by("pk"):
        columns = "number state reasons assigned_at answered_at ended_at conflict conflict_note"
        told = rows.of(one, f"{columns} ended_reason")
        evaluator = rows.of(one.evaluator, "user kind employer languages is_active")
        told["evaluator"] = evaluator | {"country": one.evaluator.country.code}
        told["evaluation"] = evaluation(rows, getattr(one, "evaluation", None))
        yield told


def evaluation(rows: Rows, given: Any) -> Row | None:
    if given is None:
        return None
    told = rows.of(given, "submitted_at is_late returned_reason")
    if given.submitted_at is None:
        return told
    return told | {
        "comment": given.comment,
        "scores": [
            {"criterion": score.criterion.code} | rows.of(score, "value does_not_apply reason")
            for score in given.scores.all()
        ],
    }


def result(rows: Rows, file: Application) -> Row:
    """What the evaluations come to, and the note of the panel."""
    note = getattr(file, "consensus", None)
    return {
        "consensus": rows.of(note, "note dissent spread by at") if note else None,
        "result": standing(file),
    }


def standing(file: Application) -> Row | None:
    """The file's result among those of its call; None where nothing is submitted."""
    try:
        ranked = results_of(file.call).ranked
    except (Conflict, BadScores):
        return None
    found = next((one for one in ranked if one.application.pk == file.pk), None)
    return figures(found, len(ranked)) if found else None


def figures(found: FileResult, ranked: int) -> Row:
    """In points of a hundred, to six places behind the point."""
    raw, corrected = found.raw, found.corrected
    return {
        "mean": round(float(raw.mean), 6) if raw else None,
        "spread": round(float(raw.spread), 6) if raw else None,
        "place": found.raw_place,
        "corrected_mean": round(corrected.corrected, 6) if corrected else None,
        "corrected_place": found.corrected_place,
        "files_with_a_place": ranked,
        "evaluators": found.assigned,
        "submitted": found.submitted,
    }


def decision(rows: Rows, file: Application, sight: Sight) -> Row:
    """What was decided and announced; the drafts, and why, for the office."""
    decisions = Decision.objects.filter(application=file).select_related("change").order_by("pk")
    if not sight.decisions:
        decisions = decisions.filter(change__isnull=False)
    announcements = file.call.announcements.order_by("pk")
    columns = "id at done_at" + (" revision released_by released_at" if sight.decisions else "")
    return {
        "decisions": [decided(rows, one, sight) for one in decisions],
        "announcements": [rows.of(one, columns) for one in announcements],
    }


def decided(rows: Rows, one: Decision, sight: Sight) -> Row:
    told = {"act": str(one.change.number) if one.change else None}
    if not sight.decisions:
        return told | rows.of(one, "outcome")
    # The log has the digest of both together.
    as_logged = {"as_logged": f"{one.outcome}\n{one.reason}"}
    return told | as_logged | rows.of(one, "outcome reason revision by at")


def feedback(rows: Rows, file: Application) -> Iterator[Row]:
    for one in file.feedback.select_related("criterion").order_by("criterion__position", "pk"):
        yield {"criterion": one.criterion.code} | rows.of(one, "text by at")


def reviews(rows: Rows, file: Application) -> Iterator[Row]:
    columns = "number grounds by at handler outcome answer answered_at"
    for one in file.review_requests.select_related("change").order_by("pk"):
        yield {"about": str(one.change.number)} | rows.of(one, columns)


def letters(rows: Rows, file: Application) -> Iterator[Row]:
    """Every letter on the file with its text, and what became of it.

    A letter that invites holds a secret with which one joins: its text is left out.
    """
    notices = Notice.objects.filter(application=file).select_related(
        "application__form", "application__call", "application__city__country", "call", "user"
    )
    columns = "number template user email language why state written_at sent_at attempts error"
    for notice in notices.order_by("pk").iterator():
        told = rows.of(notice, columns)
        if "invitation" in notice.context:
            yield told | {"subject": None, "body": None}
            continue
        try:
            written = letter(notice)
        except ObjectDoesNotExist:
            yield told | {"subject": None, "body": None}
            continue
        yield told | {"subject": written.subject, "body": written.body}
