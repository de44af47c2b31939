"""Screening: what the Secretariat finds in a file before it is evaluated, by pre-flight's rules."""

import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.instants import in_zones
from applications.models import (
    Action,
    Application,
    EvaluationTerms,
    Ground,
    ReviewOutcome,
    Screening,
    Status,
    StatusChange,
)
from applications.preflight import check, verdicts
from applications.preflight.clauses import (
    COMPLETION,
    DEADLINE,
    DIFFERENT_FIELDS,
    ENDORSEMENT,
    EVERY_SECTION,
    FORMAT,
    MORATORIUM,
    PLACES,
    PROCEDURE,
    SCREENING,
    SIZE,
    Clause,
)
from applications.preflight.findings import Finding, Findings
from applications.workflow.acts import Act, Condition
from applications.workflow.refusals import Conflict, Incomplete, Late, Refusal

# The acts of screening, in the order in which one thinks of them.
ACTS = (Action.ADMIT, Action.RETURN, Action.REFUSE, Action.REINSTATE)

# Which ground a breach of a rule of the check speaks for.
GROUNDS = {
    "moratorium": Ground.MORATORIUM,
    "state-not-in-unesco": Ground.NOT_ELIGIBLE,
    "already-a-member": Ground.NOT_ELIGIBLE,
    "field-not-offered": Ground.NOT_ELIGIBLE,
}
# The rule of the network behind each ground; “not eligible” is told by the verdicts themselves.
CLAUSE_OF_GROUND: dict[str, Clause] = {
    Ground.LATE: DEADLINE,
    Ground.INCOMPLETE: EVERY_SECTION,
    Ground.FORMAT: FORMAT,
    Ground.QUOTA: PLACES,
    Ground.SAME_FIELD: DIFFERENT_FIELDS,
    Ground.MORATORIUM: MORATORIUM,
    Ground.NOT_ELIGIBLE: SCREENING,
    Ground.NOT_ENDORSED: ENDORSEMENT,
}


def read_at(act: Act) -> datetime.datetime:
    return read_at_of(act.application, act.at)


def read_at_of(application: Application, at: datetime.datetime) -> datetime.datetime:
    """The instant for which a file is screened: when it was handed in, not when somebody looks."""
    return application.submitted_at or at


def probable_ground(application: Application, findings: Findings) -> str:
    """The ground that the check speaks for, as a first choice; empty where it finds nothing."""
    if application.status == Status.SUBMITTED:
        return Ground.NOT_ENDORSED
    grounds = [
        Ground.FORMAT
        if finding.clause is FORMAT or finding.clause is SIZE
        else GROUNDS.get(finding.code, Ground.INCOMPLETE)
        for finding in findings
    ]
    return grounds[0] if grounds else ""


def every_rule_is_kept_or_the_reason_given(act: Act) -> Refusal | None:
    """A file that breaks a rule is admitted with a reason alone."""
    findings = check(act.application, read_at(act))
    if not findings or act.reason.strip():
        return None
    return Incomplete(
        _("The file breaks rules of the call. Admit it with a reason, return it, or refuse it."),
        findings,
    )


def completion_is_allowed(act: Act) -> Refusal | None:
    """The call lets files be completed after its deadline, and this one has not been yet."""
    terms = EvaluationTerms.objects.filter(call=act.call).first()
    if terms is None or terms.completion_days is None:
        return Conflict(
            _("This call does not let files be completed after its deadline."),
            code="no-completion",
            clause=COMPLETION,
        )
    if act.application.screenings.filter(complete_by__isnull=False).exists():
        return Conflict(
            _("The file was returned once already."), code="returned-before", clause=COMPLETION
        )
    return None


def parts_are_named(act: Act) -> Refusal | None:
    """The return says which questions and documents are to be completed, by their codes."""
    subjects, form = act.details.get("subjects"), act.application.form
    known = parts_of_the_form(act)
    if isinstance(subjects, list) and subjects and form and set(subjects) <= known:
        return None
    finding = Finding(
        "no-parts",
        gettext_lazy("The parts that are to be completed are missing."),
        gettext_lazy("Name one question or document of the form, or several."),
        COMPLETION,
        subject="subjects",
    )
    return Incomplete.of(finding)


def parts_of_the_form(act: Act) -> set[str]:
    """The codes of the questions and kinds of documents of the file's form."""
    form = act.application.form
    if form is None:
        return set()
    questions = form.sections.values_list("questions__code", flat=True)
    kinds = form.document_kinds.values_list("code", flat=True)
    return {code for code in (*questions, *kinds) if code}


def completion_is_in_time(act: Act) -> Refusal | None:
    complete_by = time_to_complete(act)
    if complete_by is None or act.at < complete_by:
        return None
    return Late(
        _("The file was to be completed by %(deadline)s. Your request came on %(received)s.")
        % {
            "deadline": in_zones(complete_by, act.by.time_zone),
            "received": in_zones(act.at, act.by.time_zone),
        },
        deadline=complete_by,
        received_at=act.at,
        clause=COMPLETION,
    )


def time_to_complete_is_over(act: Act) -> Refusal | None:
    """A returned file has its days before anybody refuses it."""
    if act.application.status != Status.RETURNED:
        return None
    complete_by = time_to_complete(act)
    if complete_by is None or act.at >= complete_by:
        return None
    return Conflict(
        _("The candidate city has until %(deadline)s to complete the file.")
        % {"deadline": in_zones(complete_by, act.by.time_zone)},
        code="still-being-completed",
        clause=COMPLETION,
    )


def time_to_complete(act: Act) -> datetime.datetime | None:
    returned = act.application.screenings.filter(complete_by__isnull=False).first()
    return returned.complete_by if returned else None


def ground_is_named(act: Act) -> Refusal | None:
    """One of the grounds that the network knows."""
    if act.details.get("ground") in Ground.values:
        return None
    finding = Finding(
        "no-ground",
        gettext_lazy("The ground on which the file is not evaluated is missing."),
        gettext_lazy("Choose one of the grounds."),
        SCREENING,
        subject="ground",
    )
    return Incomplete.of(finding)


def review_is_granted(act: Act) -> Refusal | None:
    """A review of the last refusal or decision was asked for and granted, and not acted on yet."""
    last = act.application.status_changes.order_by("-pk").first()
    if (
        last is not None
        and act.application.review_requests.filter(
            change=last, outcome=ReviewOutcome.GRANTED
        ).exists()
    ):
        return None
    return Conflict(
        _("A file is taken up again after a review that was granted."),
        code="no-review",
        clause=PROCEDURE,
    )


def keep_the_verdicts(act: Act, change: StatusChange, **returned: Any) -> None:
    """Keep every rule with what was found against it, as it was when the act was done.

    In English, whatever language is spoken: it is read later, by others.
    """
    with translation.override("en"):
        rows = [
            {
                "code": verdict.rule.code,
                "title": str(verdict.rule.title),
                "clause": str(verdict.rule.clause),
                "source": verdict.rule.clause.source,
                "is_kept": verdict.is_kept,
                "findings": [finding.as_row() for finding in verdict.findings],
            }
            for verdict in verdicts(act.application, read_at(act))
        ]
    Screening.objects.create(
        change=change,
        application=act.application,
        verdicts=rows,
        ground=act.details.get("ground", ""),
        **returned,
    )


def give_days_to_complete(act: Act, change: StatusChange) -> None:
    """The days of the call's terms begin with the return."""
    days = act.call.evaluation_terms.completion_days or 0
    keep_the_verdicts(
        act,
        change,
        subjects=act.details["subjects"],
        complete_by=act.at + datetime.timedelta(days=days),
    )


KEPT_OR_REASONED = Condition(SCREENING, every_rule_is_kept_or_the_reason_given)
COMPLETION_ALLOWED = Condition(COMPLETION, completion_is_allowed)
PARTS_NAMED = Condition(COMPLETION, parts_are_named)
IN_TIME = Condition(COMPLETION, completion_is_in_time)
TIME_TO_COMPLETE_IS_OVER = Condition(COMPLETION, time_to_complete_is_over)
GROUND_NAMED = Condition(SCREENING, ground_is_named)
REVIEW_GRANTED = Condition(PROCEDURE, review_is_granted)
