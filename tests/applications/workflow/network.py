"""Files that the network works on, put there by its own acts, for tests of what follows."""

from django.utils import timezone

from applications.models import Decision, Status, StatusChange
from applications.workflow import perform
from tests.applications.workflow.people import file_of
from tests.factories import (
    CallFactory,
    EndorsementFactory,
    EvaluationTermsFactory,
    FormVersionFactory,
    UserFactory,
)


def secretariat():
    """Somebody of the Secretariat, who screens files and may decide on them."""
    return UserFactory(superuser=True)


def closed_call(**terms):
    """A call that closed yesterday, whose files are completed in ten days and reviewed in 30."""
    call = CallFactory(closed=True)
    FormVersionFactory(call=call)
    EvaluationTermsFactory(call=call, **{"completion_days": 10, "review_days": 30, **terms})
    return call


def file_in(country, call, status="endorsed", **details):
    """A file with an owner that was endorsed, in whichever status it has come to since."""
    file = file_of(
        country,
        call,
        form=call.form_versions.get(),
        status=status,
        submitted_at=timezone.now(),
        **details,
    )
    EndorsementFactory(application=file)
    return file


def returned(file, *subjects, at=None, by=None):
    """The file after it was returned to be completed in the parts of these codes."""
    perform(
        file,
        "return",
        by=by or secretariat(),
        at=at,
        reason="Say more of it.",
        subjects=list(subjects),
    )
    return file


def refused(file, *, at=None, by=None):
    """The act by which the file was found not eligible."""
    return perform(
        file,
        "refuse",
        by=by or secretariat(),
        at=at,
        reason="It came by post.",
        ground="late",
    )


def not_designated(file, *, by=None, at=None, drafted_by=None):
    """The act by which a decision against the file became known, as an announcement writes it."""
    at, by = at or timezone.now(), by or secretariat()
    change = StatusChange.objects.create(
        application=file,
        action="turn-down",
        from_status=file.status,
        to_status=Status.NOT_DESIGNATED,
        by=by,
        at=at,
    )
    Decision.objects.create(
        application=file, outcome="not-designated", by=drafted_by or by, at=at, change=change
    )
    type(file).objects.filter(pk=file.pk).update(status=Status.NOT_DESIGNATED)
    file.refresh_from_db()
    return change
