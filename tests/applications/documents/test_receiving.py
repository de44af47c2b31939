"""A document is recognised, stored where no address leads, and becomes part of a file."""

import hashlib
import io
import threading
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from applications.documents.receiving import describe, receive, remove
from applications.documents.taken import NotTaken
from applications.models import Application, Document
from applications.models.documents import private_storage
from applications.workflow.refusals import Conflict, Late, NotAllowed
from tests.applications.documents.conftest import a_file
from tests.applications.documents.making import archive, pdf, picture
from tests.serving import shared_database  # noqa: F401, fixture


def bring(file, data, kind="mayors-letter", by="anna", name="Brev.pdf", **more):
    return receive(
        file.application, kind, io.BytesIO(data), name=name, by=getattr(file, by), **more
    )


def stored():
    folder = Path(private_storage().location) / "documents"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_letter_becomes_a_document_with_its_digest(file):
    letter = pdf(pages=2)
    document = bring(file, letter)
    assert document.original_name == "Brev.pdf"
    assert document.size == len(letter)
    assert document.sha256 == hashlib.sha256(letter).hexdigest()
    assert (document.recognised_type, document.pages) == ("application/pdf", 2)
    assert document.uploaded_by == file.anna
    with document.file.open("rb") as kept:
        assert kept.read() == letter


def test_it_lies_under_a_random_name_outside_of_what_is_served(file, client):
    document = bring(file, pdf(), name="../../evil.html")
    assert document.file.name == f"documents/{document.number}"
    path = Path(document.file.path).resolve()
    for served in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS, settings.MEDIA_ROOT or None):
        assert served is None or not path.is_relative_to(Path(served).resolve())
    assert client.get(document.file.url).status_code == 404
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("mayors-letter", picture(), "wrong-type"),
        ("photographs", picture("PNG"), "wrong-type"),
        ("photographs", archive(), "archive"),
        ("mayors-letter", b"", "empty"),
        ("mayors-letter", pdf() + b"\n" * 2_000_001, "too-large"),
        ("photographs", b"\xff\xd8\xff" + b"\0" * 20_000_000, "too-large"),
    ],
)
def test_what_the_kind_does_not_take_leaves_nothing_behind(file, kind, data, code):
    before = stored()
    with pytest.raises(NotTaken) as refused:
        bring(file, data, kind)
    assert refused.value.code == code
    assert not Document.objects.exists()
    assert stored() == before


def test_a_kind_that_the_call_does_not_ask_for_is_refused(file):
    with pytest.raises(Conflict) as refused:
        bring(file, pdf(), "a-novel")
    assert refused.value.code == "unknown-kind"


def test_there_are_no_more_than_the_call_takes(file):
    for colour in (10, 90, 170):
        bring(file, picture(colour=(colour, 0, 0)), "photographs")
    before = stored()
    with pytest.raises(Conflict) as refused:
        bring(file, picture(colour=(250, 0, 0)), "photographs")
    assert refused.value.code == "too-many-documents"
    assert stored() == before


def test_the_same_contents_are_the_same_document(file):
    letter = pdf()
    first = bring(file, letter)
    before = stored()
    assert bring(file, letter, by="bo", name="copy.pdf") == first
    assert stored() == before


def test_a_request_sent_again_brings_one_document_and_another_is_refused(file):
    key = uuid.uuid4()
    photograph = picture()
    first = bring(file, photograph, "photographs", client_key=key)
    assert bring(file, photograph, "photographs", client_key=key) == first
    with pytest.raises(Conflict) as refused:
        bring(file, picture(colour=(0, 0, 9)), "photographs", client_key=key)
    assert refused.value.code == "key-of-another-document"


def test_who_only_reads_brings_nothing(file):
    with pytest.raises(NotAllowed):
        bring(file, pdf(), by="reader")
    with pytest.raises(NotAllowed):
        bring(file, pdf(), by="official")


def test_nothing_is_brought_after_the_deadline(file):
    with pytest.raises(Late):
        bring(file, pdf(), at=file.call.deadline)


def test_the_commission_brings_its_letter_to_a_submitted_file(file):
    with pytest.raises(Conflict):
        bring(file, pdf(), "endorsement", by="official")
    Application.objects.update(status="submitted", submitted_at=timezone.now())
    file.application.refresh_from_db()
    assert bring(file, pdf(), "endorsement", by="official").kind == "endorsement"
    with pytest.raises(NotAllowed):
        bring(file, pdf(pages=3), "endorsement", by="anna")


def test_a_document_that_is_taken_out_is_gone(file, django_capture_on_commit_callbacks):
    document = bring(file, pdf())
    with django_capture_on_commit_callbacks(execute=True):
        remove(document, by=file.bo)
        remove(document, by=file.bo)
    assert not Document.objects.exists()
    assert str(document.number) not in stored()


def test_a_submitted_file_keeps_its_documents(file):
    document = bring(file, pdf())
    Application.objects.update(status="submitted", submitted_at=timezone.now())
    with pytest.raises(Conflict):
        remove(document, by=file.anna)
    assert Document.objects.exists()


def test_a_photograph_names_the_form_of_its_own_file(file):
    photograph = bring(file, picture(), "photographs")
    form = bring(file, pdf())
    described = describe(photograph, by=file.bo, caption="A stage", rights_form=form)
    assert (described.caption, described.rights_form) == ("A stage", form)
    other = a_file()
    foreign = bring(other, pdf())
    for wrong in (foreign, photograph):
        with pytest.raises(Conflict):
            describe(photograph, by=file.bo, rights_form=wrong)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_many_at_once_never_are_more_than_the_call_takes():
    file, outcomes = a_file(), []
    before = stored()

    def send(colour):
        try:
            bring(file, picture(colour=(colour, 0, 0)), "photographs")
            outcomes.append("taken")
        except Conflict as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(20 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [*["taken"] * 3, *["too-many-documents"] * 5]
    assert Document.objects.count() == 3
    assert len(stored() - before) == 3
