"""The door that a question's page saves through while somebody types."""

import datetime
import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import AnswerRevision, KeptText
from tests.applications.answers.conftest import a_file
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return a_file()


def address(file, code="motivation"):
    return reverse("applications:candidature:saving", args=[file.application.pk, code])


def put(client, file, value="", code="motivation", base=0, **more):
    sent = {
        "value": value,
        "no_relevant_information": False,
        "base_revision": base,
        "client_key": str(uuid.uuid4()),
        "adopted": True,
        **more,
    }
    return client.put(address(file, code), json.dumps(sent), content_type="application/json")


def put_raw(client, file, body):
    return client.put(address(file), body, content_type="application/json")


def close(file):
    call = file.call
    call.opens_at = call.opens_at - datetime.timedelta(days=900)
    call.deadline = call.deadline - datetime.timedelta(days=800)
    call.save()


def test_a_save_is_acknowledged_with_its_revision(anna, file):
    answer = put(anna, file, "Glass and song")
    assert answer.status_code == 200
    told = answer.json()
    assert told["saved_at"]
    assert told | {"saved_at": None} == {
        "revision": 1,
        "value": "Glass and song",
        "other_value": None,
        "merged": False,
        "no_relevant_information": False,
        "saved_at": None,
        "by": file.anna.get_full_name() or file.anna.email,
    }
    assert file.application.answers.get().value == "Glass and song"
    assert "no-store" in answer["Cache-Control"]


def test_the_same_attempt_is_acknowledged_again_and_saved_once(anna, file):
    key = str(uuid.uuid4())
    first = put(anna, file, "Once", client_key=key)
    assert put(anna, file, "Once", client_key=key).json() == first.json()
    assert AnswerRevision.objects.count() == 1


def test_what_two_wrote_at_different_places_is_merged(anna, file):
    file.write("one two three")
    file.write("one two three four", by="bo", base=1)
    told = put(anna, file, "zero one two three", base=1).json()
    assert (told["value"], told["merged"], told["other_value"]) == (
        "zero one two three four",
        True,
        None,
    )


def test_where_both_changed_the_same_words_both_texts_are_told(anna, file):
    file.write("red glass")
    file.write("blue glass", by="bo", base=1)
    told = put(anna, file, "green glass", base=1).json()
    assert (told["value"], told["other_value"]) == ("blue glass", "green glass")


def test_whoever_typed_on_keeps_what_others_wrote_and_what_they_wrote(anna, file):
    file.write("one two", by="bo")
    # The text is a part of the answer already: its author goes on with it all the same.
    told = put(anna, file, "one").json()
    assert (told["value"], told["merged"]) == ("one two", True)
    told = put(anna, file, "zero one", base=told["revision"], adopted=False).json()
    assert told["value"] == "zero one two"


def test_the_answer_as_it_stands_is_told_with_a_token(anna, file):
    file.write("Text", by="bo")
    told = anna.get(address(file)).json()
    assert (told["revision"], told["value"], told["person"]) == (1, "Text", file.anna.pk)
    assert len(told["token"]) > 30
    empty = anna.get(address(file, "initiatives")).json()
    assert (empty["revision"], empty["value"], empty["by"]) == (0, None, "")


def test_an_old_token_is_told_apart_and_a_new_one_saves(file):
    client = Client(enforce_csrf_checks=True)
    client.force_login(file.anna)
    origin = {"origin": "http://testserver"}
    client.get(address(file))

    def send(token):
        body = {"value": "Words", "base_revision": 0, "client_key": str(uuid.uuid4())}
        headers = {**origin, "x-csrftoken": token}
        return client.put(
            address(file), json.dumps(body), content_type="application/json", headers=headers
        )

    answer = send("x" * 64)
    assert (answer.status_code, answer.json()["code"]) == (403, "old-token")
    assert not file.application.answers.exists()
    assert send(client.get(address(file)).json()["token"]).status_code == 200


def test_whoever_is_signed_out_is_told_so_with_and_without_a_token(client, file):
    strict = Client(enforce_csrf_checks=True)
    origin = {"origin": "http://testserver"}
    answers = [
        put(client, file, "Words"),
        client.get(address(file)),
        strict.put(address(file), "{}", content_type="application/json", headers=origin),
    ]
    for answer in answers:
        assert answer.status_code == 401
        assert answer.json()["code"] == "signed-out"
        assert "not saved" in answer.json()["message"]
    assert not KeptText.objects.exists()


def test_the_text_of_one_person_is_not_saved_as_anothers(client, file):
    client.force_login(file.bo)
    answer = put(client, file, "Written by Anna", person=file.anna.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "other-person")
    assert not AnswerRevision.objects.exists()
    assert not KeptText.objects.exists()
    assert put(client, file, "Written by Bo", person=file.bo.pk).status_code == 200


def test_a_closed_call_keeps_the_text_and_says_where(anna, file):
    close(file)
    answer = put(anna, file, "Too late")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "late")
    assert "not submitted" in told["message"]
    assert "Too late" in anna.get(told["kept"]["address"]).content.decode()


@pytest.mark.parametrize(
    ("person", "status", "is_kept"), [("reader", 403, True), ("stranger", 404, False)]
)
def test_who_may_not_write_changes_nothing(client, file, person, status, is_kept):
    file.write("Text")
    client.force_login(getattr(file, person))
    answer = put(client, file, "Mine", base=1)
    assert answer.status_code == status
    assert (answer.json()["kept"] is not None) == is_kept
    assert file.application.answers.get().value == "Text"


def test_a_strangers_door_is_that_of_a_file_that_does_not_exist(client, file):
    client.force_login(file.stranger)
    nowhere = reverse("applications:candidature:saving", args=[999_999, "motivation"])
    found = [client.get(where) for where in (address(file), nowhere)]
    assert [answer.status_code for answer in found] == [404, 404]
    assert found[0].content == found[1].content


def test_whoever_left_the_team_is_told_nothing_and_loses_nothing(client, file):
    file.write("Mine", by="bo")
    file.write("Secret", base=1)
    file.application.team.filter(user=file.bo).delete()
    client.force_login(file.bo)
    assert "Secret" not in client.get(address(file)).content.decode()
    answer = put(client, file, "Still typing", base=1)
    assert answer.status_code == 403
    assert KeptText.objects.get().value == "Still typing"


def test_a_question_that_the_form_lost_keeps_what_is_sent(anna, file):
    answer = put(anna, file, "Still mine", code="gone")
    assert answer.status_code == 409
    assert KeptText.objects.get().value == "Still mine"
    assert answer.json()["kept"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"value": NaN}',
        b'{"value": ' + b"9" * 5000 + b"}",
        b'{"value": "x"}',
        b'{"value": "x", "base_revision": -1, "client_key": "x"}',
        b'{"value": "x", "base_revision": true, "client_key": "x"}',
        b'{"value": "x", "base_revision": 2147483648, "client_key": "x"}',
        b'{"value": "x", "base_revision": 0, "client_key": 5}',
        b'{"value": "x", "base_revision": 0, "client_key": "' + b"0" * 32 + b'", "adopted": 1}',
    ],
)
def test_what_no_browser_sends_is_refused_and_says_what_to_mend(anna, file, body):
    answer = put_raw(anna, file, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
    assert len(answer.json()["message"]) > 20
    assert not AnswerRevision.objects.exists()


@pytest.mark.parametrize("value", [[[]], [{"a": [1]}], {"a": {"b": {"c": 1}}}, "x" * 100_001])
def test_a_value_that_is_no_answer_is_refused(anna, file, value):
    answer = put(anna, file, value, code="initiatives" if isinstance(value, list) else "motivation")
    assert answer.status_code == 409
    assert not AnswerRevision.objects.exists()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(anna, file):
    answer = put(anna, file, "x" * 1_600_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_characters_that_no_database_keeps_do_no_harm(anna, file):
    body = {"value": "a\x00b\ud800c", "base_revision": 0, "client_key": str(uuid.uuid4())}
    answer = put_raw(anna, file, json.dumps(body))
    assert answer.json()["value"] == "abc"


@pytest.mark.parametrize("method", ["post", "delete", "patch"])
def test_there_are_no_other_verbs(anna, file, method):
    assert getattr(anna, method)(address(file)).status_code == 405


def test_refusals_are_told_in_the_language_of_the_address(anna, file):
    close(file)
    answer = anna.put(f"/fr{address(file)}", "{", content_type="application/json")
    assert answer.status_code == 400


def test_saving_costs_the_same_in_a_small_team_and_in_a_large_one(anna, file):
    def queries(text, base):
        with CaptureQueriesContext(connection) as asked:
            put(anna, file, text, base=base)
        return len(asked)

    put(anna, file, "x", base=0)
    few = queries("x y", 1)
    for _number in range(3):
        file.application.team.create(user=UserFactory(), part="editor")
    assert queries("x y z", 2) == few
