"""Whoever holds a dossier learns on a page whether it is what was handed in, and no more."""

import io
import zipfile
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.dossier.verifying import MOST_BYTES
from applications.models import Answer, Receipt, StatusChange
from tests.applications.dossier.conftest import file, submitted  # noqa: F401, fixture

pytestmark = pytest.mark.django_db

ADDRESS = "/applications/verify/"
GENUINE, ALTERED, UNKNOWN = "Genuine: this", "Altered: this", "Unknown: no submission"
UNREADABLE = "This is no dossier"


def text_of(answer):
    return answer.content.decode()


def typed(client, words):
    """As a browser sends the form, which has no file in it."""
    body = urlencode({"words": words, "by": "words"})
    return client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")


def brought(client, data, name="dossier.zip"):
    return client.post(ADDRESS, {"dossier": SimpleUploadedFile(name, data), "by": "file"})


@pytest.fixture
def dossiers(client, file):  # noqa: F811
    """The dossiers as a member of the team downloads them, by their kinds; then signed out."""
    client.force_login(file.by)
    change = file.receipt.change.number
    found = {}
    for kind in ("pdf", "zip"):
        path = reverse(
            "applications:candidature:dossier", args=[file.application.pk, change, "en", kind]
        )
        answer = client.get(path)
        found[kind] = b"".join(answer.streaming_content)
    client.logout()
    return found


def test_the_page_needs_no_account_and_is_found_by_no_search(client):
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_what_was_downloaded_is_genuine(client, dossiers, kind):
    page = brought(client, dossiers[kind])
    assert page.status_code == 200
    text = text_of(page)
    assert GENUINE in text
    assert "14:30:15 (UTC)" in text
    assert "It is the latest submission of its file." in text


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_changed_byte_is_not(client, dossiers, kind):
    data = bytearray(dossiers[kind])
    # In the middle of the first file of the archive, and of the document.
    data[1000] ^= 1
    text = text_of(brought(client, bytes(data)))
    assert GENUINE not in text
    if kind == "pdf":
        assert ALTERED in text
        assert "candidature.pdf" in text


def test_a_file_that_was_put_in_place_of_another_is_named(client, dossiers):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(dossiers["zip"])) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, data + b" " if entry.filename.endswith(".jpg") else data)
    text = text_of(brought(client, made.getvalue()))
    assert ALTERED in text
    assert "photographs a.jpg" in text


def test_code_and_digest_are_taken_as_people_write_them(client, file):  # noqa: F811
    code = file.receipt.code
    for words in (code, code.lower(), f" {code[:5]}-{code[5:]} ", file.receipt.sha256.upper()):
        assert GENUINE in text_of(typed(client, words))
    assert UNKNOWN in text_of(typed(client, "ABCDE"))
    assert UNREADABLE in text_of(typed(client, "x" * 100))


def test_nothing_else_of_the_file_is_told(client, file, dossiers):  # noqa: F811
    Answer.objects.filter(question="motivation").update(value="CANARY")
    application = file.application
    for page in (
        typed(client, file.receipt.code),
        brought(client, dossiers["pdf"]),
        brought(client, dossiers["pdf"].replace(b"%%EOF", b"%%EOG"), "a.pdf"),
    ):
        text = text_of(page)
        for secret in ("CANARY", "Viborg", application.field.name, file.by.email, "submitted”"):
            assert secret not in text
        assert application.city.country.name not in text
        assert f"/applications/files/{application.pk}/" not in text


def test_an_older_submission_says_that_there_is_a_later_one(client, file, dossiers):  # noqa: F811
    StatusChange.objects.create(
        application=file.application,
        action="reopen",
        from_status="submitted",
        to_status="draft",
        by=file.by,
        at=file.receipt.change.at,
    )
    submitted(file.application, file.by)
    text = text_of(brought(client, dossiers["pdf"]))
    assert GENUINE in text
    assert "was submitted again later" in text


def test_a_dossier_is_verified_after_its_contents_are_erased(client, dossiers):
    Receipt.objects.update(contents={})
    for data in dossiers.values():
        assert GENUINE in text_of(brought(client, data))


def test_what_is_missing_is_named_beside_its_field(client):
    for given, field in (({"words": ""}, "id_words"), ({"by": "file"}, "id_dossier")):
        page = client.post(ADDRESS, given)
        assert page.status_code == 422
        assert f'href="#{field}"' in text_of(page)
        assert "<title>Error:" in text_of(page)


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_dossier_is_called_so(client, data):
    assert UNREADABLE in text_of(brought(client, data))


@pytest.mark.parametrize("words", ["\x00", "a\x00b", "é" * 60, "<script>", "\u202eCODE"])
def test_strange_words_are_answered(client, words):
    page = typed(client, words)
    assert page.status_code in (200, 422)
    assert "<script>" not in text_of(page).replace('<script type="module"', "")


class Unread(io.BytesIO):
    def read(self, *size):
        raise AssertionError("It was read.")


def test_what_is_too_large_is_refused_before_it_is_read(client):
    page = client.generic(
        "POST",
        ADDRESS,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(MOST_BYTES + 200_000), "wsgi.input": Unread()},
    )
    assert page.status_code == 413
    assert "300 MB at most" in text_of(page)


def test_a_form_of_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"words": "ABC"}).status_code == 403
    assert brought(strict, b"PK").status_code == 403


def test_verifying_takes_from_the_limit_of_whoever_asks(client, settings):
    settings.API_LIMIT_ANONYMOUS = "100/minute"
    answers = [brought(client, b"none").status_code for _time in range(3)]
    assert answers == [200, 200, 429]
    assert client.get(ADDRESS).status_code == 200


def test_codes_cannot_be_tried_without_end(client, settings):
    settings.API_LIMIT_ANONYMOUS = "3/minute"
    answers = [typed(client, f"CODE{time}").status_code for time in range(4)]
    assert answers == [200, 200, 200, 429]
    # Nor in another language.
    assert client.post(f"/fr{ADDRESS}", {"words": "A"}).status_code == 429
