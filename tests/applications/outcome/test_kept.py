"""What was announced, and what letters said, stays as it was, whoever writes past the verbs."""

import pytest
from django.db import IntegrityError, transaction

from applications.models import Announcement, Decision, LetterTemplate
from applications.outcome import announce_due
from tests.applications.outcome.decided import let_the_instant_come, released, scene

pytestmark = pytest.mark.django_db


def test_announced_decisions_done_announcements_and_letters_cannot_be_changed():
    call, by, _commission, yes, no = scene()
    released(call, by, {yes: "designated", no: "not-designated"})
    Decision.objects.filter(application=no).update(reason="Still a draft")
    let_the_instant_come(call)
    announce_due()

    for model, change in (
        (Decision, {"outcome": "designated"}),
        (Decision, {"reason": ""}),
        (Announcement, {"done_at": None}),
        (LetterTemplate, {"body": "Dear all"}),
    ):
        with pytest.raises(IntegrityError, match="is_kept"), transaction.atomic():
            model.objects.update(**change)
