"""What must hold before an act: times, completeness, and what is given with it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.instants import in_zones
from applications.models import DocumentKind, FormVersion, NationalDeadline, Provider
from applications.preflight import check
from applications.preflight.candidates import candidate
from applications.preflight.clauses import (
    DEADLINE,
    DECLARATION,
    ENDORSEMENT,
    EVERY_SECTION,
    MORATORIUM,
    NATIONAL_DEADLINE,
    REASON,
)
from applications.preflight.findings import Finding, Findings
from applications.workflow.acts import Act, Condition
from applications.workflow.refusals import Conflict, Incomplete, Late, Refusal


def call_is_open(act: Act) -> Refusal | None:
    """The request reached the portal after the call opened and before its deadline.

    The deadline is the call's, or a later one granted to the country. The instant is that at which
    the request reached the first layer of the portal.
    """
    deadline = act.call.deadline_for(act.country)
    if deadline is None:
        return Conflict(
            _("This call has no deadline yet, and takes no files."),
            code="not-open",
            clause=DEADLINE,
        )
    if act.call.opens_at and act.at < act.call.opens_at:
        return Conflict(
            _("This call opens on %(opening)s.")
            % {"opening": in_zones(act.call.opens_at, act.by.time_zone)},
            code="not-open",
            clause=DEADLINE,
        )
    if act.at < deadline:
        return None
    return Late(
        _("The call closed on %(deadline)s. Your request came on %(received)s.")
        % {
            "deadline": in_zones(deadline, act.by.time_zone),
            "received": in_zones(act.at, act.by.time_zone),
        },
        deadline=deadline,
        received_at=act.at,
    )


def call_is_closed(act: Act) -> Refusal | None:
    """The deadline of the file's country is over: from then on the network acts."""
    deadline = act.call.deadline_for(act.country)
    if deadline is not None and act.at >= deadline:
        return None
    told = in_zones(deadline, act.by.time_zone) if deadline else _("an instant not known yet")
    return Conflict(
        _("Files are taken until %(deadline)s. Screening begins then.") % {"deadline": told},
        code="still-open",
        clause=DEADLINE,
    )


def national_date_is_not_over(act: Act) -> Refusal | None:
    """The request came before the National Commission's own date, if that is binding."""
    date = NationalDeadline.objects.filter(
        commission__country=act.country, call=act.call, is_binding=True
    ).first()
    if date is None or act.at < date.deadline:
        return None
    return Late(
        _(
            "The National Commission took files until %(deadline)s."
            " Your request came on %(received)s."
        )
        % {
            "deadline": in_zones(date.deadline, act.by.time_zone),
            "received": in_zones(act.at, act.by.time_zone),
        },
        deadline=date.deadline,
        received_at=act.at,
        clause=NATIONAL_DEADLINE,
    )


def file_is_complete(act: Act) -> Refusal | None:
    """Pre-flight finds nothing, and there is a form that it could have gone by."""
    if act.application.form is None and FormVersion.objects.current_of(act.call) is None:
        return no_form()
    findings = check(act.application, act.at)
    if findings:
        return Incomplete(_("The file is not complete yet."), findings)
    return None


def no_form() -> Refusal:
    return Conflict(
        _("The form of this call is not published yet."), code="no-form", clause=EVERY_SECTION
    )


def city_may_apply(act: Act) -> Refusal | None:
    """City, country and field are such as the call takes: they may have changed since."""
    file = act.application
    findings = Findings(list(candidate(file.call, file.city, file.field, act.at, file.kind)))
    if findings:
        return Incomplete(str(findings.found[0].message), findings, code="not-eligible")
    return None


def reason_is_given(act: Act) -> Refusal | None:
    if act.reason.strip():
        return None
    finding = Finding(
        "reason-missing",
        gettext_lazy("This act needs a reason."),
        gettext_lazy("Write why, in words that those concerned understand."),
        REASON,
        subject="reason",
    )
    return Incomplete.of(finding)


def declaration_is_made(act: Act) -> Refusal | None:
    """Whoever submits has declared what the form asks to be declared."""
    if act.details.get("declared") is True:
        return None
    finding = Finding(
        "not-declared",
        gettext_lazy("The declaration is not made."),
        gettext_lazy("Read it, and confirm it if it is true."),
        DECLARATION,
        subject="declared",
        printed=act.application.form.declaration if act.application.form else "",
    )
    return Incomplete.of(finding)


def letter_is_of_the_file(act: Act) -> Refusal | None:
    """Whatever letter is given is one of this file's documents."""
    letter = act.details.get("letter")
    if letter is None or act.application.documents.filter(pk=letter.pk).exists():
        return None
    return Conflict(
        _("The letter is a document of another file."), code="letter-elsewhere", clause=ENDORSEMENT
    )


def letter_is_given(act: Act) -> Refusal | None:
    """The Commission's letter comes with the act, if the form asks the Commission for one."""
    if act.details.get("letter") is not None:
        return letter_is_of_the_file(act)
    kind = DocumentKind.objects.filter(
        version=act.application.form_id, provider=Provider.COMMISSION, at_least__gt=0
    ).first()
    if kind is None:
        return None
    finding = Finding(
        "letter-missing",
        gettext_lazy("The letter of the National Commission is missing."),
        gettext_lazy("Upload the letter, and endorse the file with it."),
        ENDORSEMENT,
        subject=kind.code,
        printed=kind.clause,
    )
    return Incomplete.of(finding)


OPEN = Condition(DEADLINE, call_is_open)
CLOSED = Condition(DEADLINE, call_is_closed)
NATIONAL = Condition(NATIONAL_DEADLINE, national_date_is_not_over)
COMPLETE = Condition(EVERY_SECTION, file_is_complete)
MAY_APPLY = Condition(MORATORIUM, city_may_apply)
REASONED = Condition(REASON, reason_is_given)
DECLARED = Condition(DECLARATION, declaration_is_made)
WITH_LETTER = Condition(ENDORSEMENT, letter_is_given)
OWN_LETTER = Condition(ENDORSEMENT, letter_is_of_the_file)
