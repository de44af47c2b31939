"""The letters of the office: written in advance, in versions, shown as they will go out."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications import notices
from applications.log import record, text_digest
from applications.models import (
    Application,
    Call,
    Kind,
    LetterKind,
    LetterTemplate,
    Notice,
    Outcome,
    Status,
    StatusChange,
)
from applications.notices.letters import LANGUAGES
from applications.outcome.files import FINAL
from applications.outcome.locking import check_not_released, check_writer, lock_call, to_come
from applications.outcome.placeholders import filled_in, problems
from applications.permissions import name_of
from applications.preflight.clauses import PROCEDURE
from applications.preflight.findings import Finding, Findings
from applications.workflow.refusals import Conflict, Incomplete

TEMPLATE = "announcement"
# The letters on a file by which a member changes its field, by what is decided on it.
CHANGING: dict[str, LetterKind] = {
    Outcome.DESIGNATED: LetterKind.FIELD_CHANGED,
    Outcome.NOT_DESIGNATED: LetterKind.FIELD_KEPT,
}


def write_letter(
    call: Call | None,
    kind: str,
    language: str,
    *,
    subject: str,
    body: str,
    by: Any,
    at: datetime.datetime | None = None,
    seen_version: int | None = None,
) -> LetterTemplate:
    """Write the next version of a letter of the call, or of one to members that leave.

    Earlier versions stay as they are.

    `seen_version` is the number of the version that the person has seen, 0 where there was none.
    Raises `NotAllowed`; `Incomplete` for an empty text and for what stands in braces and is no
    placeholder; `Conflict` where somebody wrote another version meanwhile, or the announcement is
    released.
    """
    check_writer(by)
    kind, instant = LetterKind(kind), at or timezone.now()
    subject, body = " ".join(subject.split()), body.replace("\r\n", "\n").strip()
    findings = Findings([*problems(subject, "subject", kind), *problems(body, "body", kind)])
    if findings:
        raise Incomplete(_("The letter cannot be written like this."), findings)
    with transaction.atomic():
        if call is not None:
            lock_call(call)
            check_not_released(to_come(call))
        latest = latest_letters(call).get((kind, language))
        if latest and (latest.subject, latest.body) == (subject, body):
            return latest
        if seen_version is not None and seen_version != (latest.version if latest else 0):
            raise Conflict(
                _("%(person)s wrote another version. Look at it before you write yours.")
                % {"person": name_of(latest.by) if latest else ""},
                code="stale",
            )
        written = LetterTemplate(
            call=call,
            kind=kind,
            language=language,
            version=latest.version + 1 if latest else 1,
            subject=subject,
            body=body,
            by=by,
            at=instant,
        )
        written.full_clean()
        save_first(written)
        record(
            "letter:write",
            by=by,
            at=instant,
            call=call,
            row=written.pk,
            letter=str(kind),
            language=language,
            version=written.version,
            text=text_digest(f"{subject}\n{body}"),
        )
    return written


def save_first(written: LetterTemplate) -> None:
    """Save a version; raise `Conflict` where another with its number was quicker.

    Those of a call wait for each other. Those of none have nothing to wait at.
    """
    try:
        with transaction.atomic():
            written.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody else was quicker. Look at their version before you write yours."),
            code="stale",
        ) from error


def latest_letters(call: Call | None) -> dict[tuple[str, str], LetterTemplate]:
    """The newest version of each letter of the call, or of no call, by kind and language."""
    written = LetterTemplate.objects.filter(call=call).select_related("by").order_by("version")
    return {(letter.kind, letter.language): letter for letter in written}


def kinds_needed(call: Call) -> list[LetterKind]:
    """The kinds of letters that the call's announcement may send."""
    kinds = [LetterKind.DESIGNATED, LetterKind.NOT_DESIGNATED]
    changes = call.applications.filter(
        kind=Kind.FIELD_CHANGE, status__in=(Status.UNDER_EVALUATION, *FINAL)
    )
    return [*kinds, *CHANGING.values()] if changes.exists() else kinds


def missing_letters(call: Call | None, kinds: Iterable[LetterKind]) -> Iterator[Finding]:
    """Letters that nobody has written yet: each kind is needed in each language."""
    written = latest_letters(call)
    for kind in kinds:
        for language in LANGUAGES:
            if (kind, language) not in written:
                yield Finding(
                    "letter-missing",
                    _("The letter %(kind)s is not written in the language “%(language)s”.")
                    % {"kind": kind.label, "language": language},
                    _("Write it."),
                    PROCEDURE,
                    subject=f"{kind}-{language}",
                )


def letters_for(
    file: Application, outcome: str, at: datetime.datetime, change: StatusChange | None = None
) -> list[Notice]:
    """The letters on the file for its team and its National Commission, not saved.

    What they say is written into them, so that whatever was shown before is what goes out. Raises
    `KeyError` for a letter that nobody has written.
    """
    templates = latest_letters(file.call)
    kind = CHANGING[outcome] if file.kind == Kind.FIELD_CHANGE else LetterKind(outcome)
    people = [*notices.team_of(file), *notices.commission_of(file.city.country)]
    by_person: dict[str, Notice] = {}
    for person in people:
        language = language_of(person)
        letter = templates[kind, language]
        by_person.setdefault(
            person.email.casefold(),
            Notice(
                key=f"{change.number if change else ''}:{TEMPLATE}:{person.email.casefold()}",
                change=change,
                application=file,
                call=file.call,
                user=person.user,
                email=person.email,
                language=person.language,
                template=TEMPLATE,
                context=told(file, letter, language, name_of(person.user)),
                why=person.why,
                written_at=at,
            ),
        )
    return list(by_person.values())


def language_of(person: notices.Recipient) -> str:
    """The language of the person's letter: theirs, if letters are written in it."""
    return person.language if person.language in LANGUAGES else LANGUAGES[0]


def told(file: Application, letter: LetterTemplate, language: str, name: str) -> dict[str, Any]:
    """What the outbox keeps of a letter: its whole text, and which version that was made from."""
    with translation.override(language):
        values = {
            "name": name,
            "city": file.city.name,
            "field": file.field.name,
            "country": file.city.country.local_name,
            "year": str(file.call.year),
        }
        if file.kind == Kind.FIELD_CHANGE:
            values["former_field"] = former_field(file)
    return kept(letter, values)


def former_field(file: Application) -> str:
    """The field that a member holds, or held before its change became known, by its name."""
    held = file.city.designations.exclude(field=file.field_id).select_related("field")
    last = held.order_by("-in_force_from", "-pk").first()
    return last.field.name if last else ""


def kept(letter: LetterTemplate, values: dict[str, str]) -> dict[str, Any]:
    return {
        "subject": filled_in(letter.subject, values),
        "body": filled_in(letter.body, values),
        "outcome": letter.kind,
        "letter": letter.pk,
        "version": letter.version,
    }
