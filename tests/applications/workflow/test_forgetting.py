"""Once a file is erased, no word that anybody wrote about it stands anywhere."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from applications.log import differences, verify
from applications.models import (
    Consensus,
    Decision,
    Decline,
    LogSalt,
    Notice,
    ReviewRequest,
    Score,
    StatusChange,
)
from applications.workflow import Conflict, perform
from tests.applications.workflow.judged import WORD, judged_file, texts_about_files
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# Codes, digests and keys of the portal's own: nobody writes there.
NOT_WRITTEN = {
    f"applications_{column}"
    for column in (
        *("answer.question", "assignment.reasons", "budgetline.currency", "document.kind"),
        *("document.sha256", "document.recognised_type", "evaluation.key", "invitation.token_hash"),
        *("kepttext.question", "kepttext.why", "logentry.kind", "logentry.contents"),
        *("logentry.previous", "logentry.digest", "logsalt.name", "logsalt.salt", "milestone.on"),
        *("notice.language", "notice.template", "processstep.on", "receipt.code", "receipt.sha256"),
        *("screening.subjects", "statuschange.details", "statuschange.key", "upload.kind"),
    )
}
TEAM = ("file", "answers", "course", "result", "review", "team", "kept-texts")


def columns_with_the_word():
    """Each column of the whole database in which the word stands, by table and name."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608, our own tables
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found |= {
                    f"{table}.{name}"
                    for name, value in zip(names, row, strict=True)
                    if WORD in str(value)
                }
    return found


def pages_of(client, file, people):
    """What every door shows of the file to whoever comes through it, by address."""
    review, receipt = file.review_requests.get(), file.status_changes.get(action="complete")
    letters = Notice.objects.filter(application=file).order_by("template", "-pk")[:2]
    doors = {
        people["owner"]: [
            *((f"candidature:{name}", file.pk) for name in TEAM),
            ("candidature:receipt", file.pk, receipt.number),
        ],
        people["commission"]: [("commission:file", file.pk)],
        people["reviewer"]: [("screening:review", review.number)],
        people["staff"]: [
            *((f"screening:{name}", file.pk) for name in ("file", "feedback")),
            *((f"panel:{name}", file.call.year, file.pk) for name in ("file", "consensus")),
        ],
        people["office"]: [("decision:file", file.call.year, file.pk)],
    }
    shown = {
        address: page(client, person, address)
        for person, parts in doors.items()
        for name, *numbers in parts
        for address in [reverse(f"applications:{name}", args=numbers)]
    }
    administration = [
        reverse("admin:applications_application_change", args=[file.pk]),
        *(reverse("admin:applications_notice_change", args=[letter.pk]) for letter in letters),
    ]
    keeper = UserFactory(superuser=True)
    return shown | {address: page(client, keeper, address) for address in administration}


def page(client, person, address):
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def erase(file, staff):
    perform(file, "erase", by=staff, at=timezone.now() + datetime.timedelta(hours=1))


def problems():
    """What the log says otherwise, but that the announcement's instant was moved by nobody."""
    found = [*verify(), *differences()]
    return [one for one in found if not one.detail.endswith("by the log: at")]


def test_no_word_about_an_erased_file_stands_anywhere_and_the_log_stays_whole(client):
    file, people = judged_file()
    scores = list(Score.objects.order_by("pk").values_list("pk", "value"))
    assert columns_with_the_word() == texts_about_files() - NOT_WRITTEN
    assert sum(WORD in body for body in pages_of(client, file, people).values()) == 14
    assert problems() == []
    cannot_be_emptied()
    is_not_erased_while_its_review_waits(file, people["staff"])

    erase(file, people["staff"])

    assert columns_with_the_word() == set()
    assert problems() == []
    assert list(Score.objects.order_by("pk").values_list("pk", "value")) == scores
    assert not LogSalt.objects.filter(entry__application=file).exists()
    assert set(Notice.objects.filter(application=file).values_list("state", flat=True)) == {
        "failed"
    }
    for address, body in pages_of(client, file, people).items():
        assert WORD not in body, address
    stays_as_it_is()


def cannot_be_emptied():
    """What was written about a file that is kept."""
    for rows, column in (
        (StatusChange.objects, "reason"),
        (Score.objects, "reason"),
        (Decision.objects, "reason"),
        (Decline.objects, "reason"),
        (Consensus.objects, "note"),
        (ReviewRequest.objects, "grounds"),
        (ReviewRequest.objects, "answer"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{column: ""})


def is_not_erased_while_its_review_waits(file, staff):
    with transaction.atomic():
        ReviewRequest.objects.update(outcome="", answered_at=None)
        with pytest.raises(Conflict) as refused:
            erase(file, staff)
        transaction.set_rollback(True)

    assert refused.value.code == "review-open"


def stays_as_it_is():
    """What is erased is emptied, and nothing else of it changes."""
    for rows, changes in (
        (StatusChange.objects, {"reason": "Other words"}),
        (StatusChange.objects, {"reason": "", "action": "start"}),
        (Score.objects, {"reason": "Other words"}),
        (Score.objects, {"reason": "", "value": 1}),
        (Decision.objects, {"reason": "Other words"}),
        (Decision.objects, {"reason": "", "outcome": "designated"}),
    ):
        with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
            rows.update(**changes)
