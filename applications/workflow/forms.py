"""Publishing a version of a call's form. Every answer stays, and drafts are told what changed."""

import datetime
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications import notices
from applications.log import record
from applications.models import (
    Application,
    Call,
    DocumentKind,
    FormSection,
    FormVersion,
    Question,
    Status,
)
from applications.notices import Recipient
from applications.workflow.refusals import Conflict, NotAllowed
from applications.workflow.row_digests import digest_of_form


def draft_next_version(call: Call, *, by: Any) -> FormVersion:
    """Begin a new version as a copy of the latest, to be corrected; one that is begun comes back.

    Raises `NotAllowed` for whoever does not keep forms.
    """
    _check_keeps_forms(by)
    with transaction.atomic():
        locked = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
        latest = locked.form_versions.order_by("-number").first()
        if latest is None:
            return FormVersion.objects.create(call=locked, number=1)
        if latest.published_at is None:
            return latest
        version = FormVersion.objects.create(
            call=locked,
            number=latest.number + 1,
            declaration_en=latest.declaration_en,
            declaration_fr=latest.declaration_fr,
        )
        _copy(latest, version)
    return version


def _copy(latest: FormVersion, version: FormVersion) -> None:
    for section in latest.sections.order_by("pk"):
        questions = list(section.questions.order_by("pk"))
        section.pk, section.version = None, version
        section._state.adding = True
        section.save()
        for question in questions:
            question.pk, question.section = None, section
            question._state.adding = True
        Question.objects.bulk_create(questions)
    kinds = list(latest.document_kinds.order_by("pk"))
    for kind in kinds:
        kind.pk, kind.version = None, version
        kind._state.adding = True
    DocumentKind.objects.bulk_create(kinds)


def publish(version: FormVersion, *, by: Any, at: datetime.datetime | None = None) -> None:
    """Publish a version: the call's drafts are written in it from now on.

    Answers hang on the codes of questions, so none is lost, not even to a question that is gone.
    The teams of drafts are told what changed; submitted files keep the version that they were
    submitted in.

    Raises `NotAllowed` for whoever does not keep forms, and `Conflict` for a version that is
    published already, repeats a code, or corrects another without saying what changed.
    """
    _check_keeps_forms(by)
    instant = at or timezone.now()
    with transaction.atomic():
        call = Call.objects.select_for_update(no_key=True).get(pk=version.call_id)
        locked = FormVersion.objects.get(pk=version.pk)
        if locked.published_at is not None:
            raise Conflict(_("This version is published already."), code="published")
        _check_codes(locked)
        earlier = FormVersion.objects.current_of(call)
        if earlier is not None and not locked.what_changed_en.strip():
            raise Conflict(_("Say what changed since the version before."), code="nothing-said")
        locked.published_at = instant
        locked.save(update_fields=["published_at"])
        drafts = Application.objects.filter(call=call, status=Status.DRAFT)
        drafts.update(form=locked)
        if earlier is not None:
            _tell(call, locked, instant)
        record(
            "form:publish",
            by=by,
            at=instant,
            call=call,
            row=locked.pk,
            number=locked.number,
            form=digest_of_form(locked),
        )
    version.refresh_from_db()


def _check_keeps_forms(by: Any) -> None:
    if not by.is_active or not by.has_perm("applications.change_call"):
        raise NotAllowed(_("Only the Secretariat keeps the form of a call."))


def _check_codes(version: FormVersion) -> None:
    """A code names one question of the whole form."""
    sections = FormSection.objects.filter(version=version)
    codes = Counter(
        sections.filter(questions__isnull=False).values_list("questions__code", flat=True)
    )
    repeated = sorted(code for code, number in codes.items() if number > 1)
    if repeated:
        raise Conflict(
            _("Several questions have the same code: %(codes)s.") % {"codes": ", ".join(repeated)},
            code="repeated-code",
        )


def _tell(call: Call, version: FormVersion, at: datetime.datetime) -> None:
    drafts = Application.objects.filter(call=call, status=Status.DRAFT)
    for file in drafts.select_related("city__country").order_by("pk"):
        deadline = call.deadline_for(file.city.country)
        for recipient in notices.team_of(file):
            notices.write(
                "form-corrected",
                [recipient],
                act=f"form-{call.year}-{version.number}-{file.pk}",
                at=at,
                context={
                    "city": file.city.name,
                    "year": call.year,
                    "what_changed": _what_changed(version, recipient),
                    "deadline_at": deadline.isoformat() if deadline else "",
                },
                application=file,
                call=call,
            )


def _what_changed(version: FormVersion, recipient: Recipient) -> str:
    with translation.override(recipient.language):
        return version.what_changed
