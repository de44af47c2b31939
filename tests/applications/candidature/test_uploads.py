"""Uploads in parts as the script of the page asks for them: JSON, and what is wrong in words."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Document, Status, Upload
from tests.applications.documents.conftest import a_file
from tests.applications.documents.making import archive, pdf
from tests.factories import ApplicationFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
LETTER = pdf(pages=20)


@pytest.fixture
def file():
    return a_file()


def hand_in():
    Application.objects.update(status=Status.SUBMITTED, submitted_at=timezone.now())


def announce(client, file, data=LETTER, key=None, **more):
    sent = {
        "kind": "mayors-letter",
        "name": "Brev.pdf",
        "size": len(data),
        "client_key": key or uuid.uuid4(),
    }
    address = reverse("applications:candidature:uploads", args=[file.application.pk])
    return client.post(address, sent | more)


def send(client, address, part, offset):
    return client.patch(
        address,
        part,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def test_an_interrupted_upload_goes_on_where_it_stopped_and_becomes_a_document(anna, file):
    key = uuid.uuid4()
    begun = announce(anna, file, key=key)
    assert begun.status_code == 201
    address = begun.json()["address"]
    came = send(anna, address, LETTER[:700], 0)
    assert came.json()["received"] == 700
    assert came["Upload-Offset"] == "700"
    assert not came.json()["is_complete"]
    # The page was loaded again, and the same document chosen.
    again = announce(anna, file, key=key)
    assert (again.json()["address"], again.json()["received"]) == (address, 700)
    assert anna.head(address)["Upload-Offset"] == "700"
    assert anna.get(address).json()["received"] == 700
    done = send(anna, address, LETTER[700:], 700).json()
    assert done["is_complete"]
    assert done["name"] == "Brev.pdf"
    with Document.objects.get().file.open("rb") as stored:
        assert stored.read() == LETTER
    # The answer was lost, and the last part is asked for again: it is one document.
    assert send(anna, address, b"", len(LETTER)).json()["is_complete"]
    assert Document.objects.count() == 1


def test_a_part_from_another_place_is_told_where_to_go_on(anna, file):
    address = announce(anna, file).json()["address"]
    send(anna, address, LETTER[:700], 0)
    answer = send(anna, address, LETTER[:700], 0)
    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["received"]) == ("wrong-offset", 700)


def test_a_document_that_is_not_taken_is_told_and_its_upload_is_over(anna, file):
    address = announce(anna, file, archive()).json()["address"]
    answer = send(anna, address, archive(), 0)
    assert answer.status_code == 422
    assert answer.json()["code"] == "archive"
    assert "Save it as PDF" in answer.json()["message"]
    assert anna.get(address).status_code == 404
    assert anna.get(address).json()["code"] == "not-found"


def test_too_large_an_announcement_is_refused_before_anything_is_sent(anna, file):
    answer = announce(anna, file, size=3_000_000)
    assert (answer.status_code, answer.json()["code"]) == (422, "too-large")
    assert announce(anna, file, size=0).json()["code"] == "empty"
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"size": "many"}, {"size": "-1"}, {"size": "9" * 5000}, {"client_key": "1"}, {"size": ""}],
    ids=["words", "negative", "endless", "key", "none"],
)
def test_an_announcement_that_makes_no_sense_is_refused(anna, file, wrong):
    answer = announce(anna, file, **wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_names_and_kinds_may_be_anything(anna, file):
    named = announce(anna, file, name="../\0\u202efdp.exe")
    assert named.status_code == 201
    assert named.json()["name"] == "fdp.exe"
    answer = announce(anna, file, kind="a\0b")
    assert (answer.status_code, answer.json()["code"]) == (409, "unknown-kind")


@pytest.mark.parametrize("offset", ["", "-1", "x", "1" * 16, "٣"], ids=str)
def test_a_part_says_where_it_begins(anna, file, offset):
    address = announce(anna, file).json()["address"]
    answer = anna.patch(
        address,
        b"x",
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": offset},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_an_upload_is_stopped(anna, file):
    address = announce(anna, file).json()["address"]
    assert anna.delete(address).status_code == 204
    assert not Upload.objects.exists()
    assert send(anna, address, b"x", 0).status_code == 404


def test_an_upload_whose_document_was_taken_out_again_begins_anew(anna, file):
    key = uuid.uuid4()
    address = announce(anna, file, key=key).json()["address"]
    send(anna, address, LETTER, 0)
    Document.objects.all().delete()
    answer = send(anna, address, b"", len(LETTER))
    assert (answer.status_code, answer.json()["code"]) == (409, "parts-gone")
    assert announce(anna, file, key=key).json()["received"] == 0


def test_another_persons_upload_is_not_found(client, anna, file):
    address = announce(anna, file).json()["address"]
    client.force_login(file.bo)
    for answer in (client.get(address), send(client, address, b"x", 0), client.delete(address)):
        assert answer.status_code == 404
    assert Upload.objects.get().received == 0


def test_an_upload_is_not_found_under_another_file(anna, file):
    upload = announce(anna, file).json()["address"].split("/")[-2]
    own = ApplicationFactory(call=file.application.call)
    TeamMemberFactory(application=own, user=file.anna)
    address = reverse("applications:candidature:upload", args=[own.pk, upload])
    assert anna.get(address).status_code == 404


def test_who_may_not_bring_documents_is_refused_in_json(client, file):
    hand_in()
    expected = {file.reader: 403, file.official: 403, UserFactory(): 404, file.anna: 409}
    for person, status in expected.items():
        client.force_login(person)
        answer = announce(client, file)
        assert answer.status_code == status
        assert set(answer.json()) == {"code", "message"}


def test_parts_that_come_after_the_file_was_submitted_make_no_document(anna, file):
    address = announce(anna, file).json()["address"]
    hand_in()
    answer = send(anna, address, LETTER, 0)
    assert (answer.status_code, answer.json()["code"]) == (409, "not-a-draft")
    assert not Document.objects.exists()


def test_a_session_that_is_over_is_told_in_json(client, file):
    answer = announce(client, file)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed-out")
    assert "Sign in in another tab" in answer.json()["message"]


def test_a_token_that_is_too_old_is_told_in_json(file):
    client = Client(enforce_csrf_checks=True)
    client.force_login(file.anna)
    client.cookies["csrftoken"] = "a" * 32
    address = reverse("applications:candidature:uploads", args=[file.application.pk])
    answer = client.post(
        address, {"csrfmiddlewaretoken": "b" * 32}, headers={"Origin": "http://testserver"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "page-outdated")
    assert not Upload.objects.exists()
