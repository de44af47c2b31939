"""An upload that a broken line interrupts goes on where it stopped."""

import io
import threading
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import UnreadablePostError
from django.utils import timezone

from applications.documents.cleaning import clean
from applications.documents.receiving import receive
from applications.documents.taken import NotTaken
from applications.documents.uploading import WrongOffset, append, begin, complete, discard
from applications.models import Document, Upload, UploadPart
from applications.models.documents import private_storage
from applications.workflow.refusals import Conflict, Late, NotAllowed
from tests.applications.documents.conftest import a_file
from tests.applications.documents.making import archive, pdf, picture
from tests.serving import shared_database  # noqa: F401, fixture

LETTER = pdf(pages=30)


class BrokenLine(io.BytesIO):
    """A body whose line breaks after what it holds."""

    def read(self, size=-1):
        came = super().read(size)
        if not came:
            raise UnreadablePostError
        return came


def announce(file, data=LETTER, kind="mayors-letter", by="anna", key=None, **more):
    return begin(
        file.application,
        kind,
        name="Brev.pdf",
        size=more.pop("size", len(data)),
        by=getattr(file, by),
        client_key=key or uuid.uuid4(),
        **more,
    )


def send(upload, data, offset=None, **more):
    start = upload.received if offset is None else offset
    return append(upload, start, io.BytesIO(data), by=more.pop("by", upload.by), **more)


def parts_stored():
    storage = private_storage()
    if not storage.exists("uploads"):
        return 0
    folders = storage.listdir("uploads")[0]
    return sum(len(storage.listdir(f"uploads/{folder}")[1]) for folder in folders)


def test_parts_become_a_document(file):
    upload = announce(file)
    for start in range(0, len(LETTER), 1000):
        upload = send(upload, LETTER[start : start + 1000])
    document = Document.objects.get()
    assert upload.document == document
    assert (document.size, document.original_name) == (len(LETTER), "Brev.pdf")
    with document.file.open("rb") as stored:
        assert stored.read() == LETTER
    assert not UploadPart.objects.exists()


def test_what_came_before_the_line_broke_is_kept(file):
    upload = announce(file)
    upload = append(upload, 0, BrokenLine(LETTER[:1500]), by=file.anna)
    assert (upload.received, upload.document) == (1500, None)
    # Another process asks how much came.
    assert Upload.objects.get().received == 1500
    assert send(upload, LETTER[1500:]).document is not None


def test_a_part_that_does_not_go_on_where_the_last_one_ended_is_told_where(file):
    upload = send(announce(file), LETTER[:1000])
    for offset in (0, 500, 1001):
        with pytest.raises(WrongOffset) as refused:
            send(upload, LETTER[offset:], offset=offset)
        assert (refused.value.received, refused.value.status) == (1000, 409)


def test_announcing_again_is_the_same_upload(file):
    key = uuid.uuid4()
    upload = announce(file, key=key)
    send(upload, LETTER[:700])
    assert announce(file, key=key).received == 700
    with pytest.raises(Conflict):
        announce(file, key=key, by="bo")


def test_the_last_part_sent_again_is_the_same_document(file):
    upload = send(announce(file), LETTER)
    again = send(upload, b"", offset=len(LETTER))
    assert again.document == upload.document
    assert Document.objects.count() == 1


def test_a_portal_that_went_away_before_the_document_was_made_makes_it_when_asked_again(file):
    upload = announce(file)
    part = UploadPart(upload=upload, offset=0, size=len(LETTER))
    part.file.save("part", io.BytesIO(LETTER), save=True)
    Upload.objects.update(received=len(LETTER))
    upload.refresh_from_db()
    assert send(upload, b"").document == Document.objects.get()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"size": 0}, "empty"),
        ({"size": -5}, "empty"),
        ({"size": 2_000_001}, "too-large"),
        ({"kind": "a-novel"}, "unknown-kind"),
    ],
)
def test_what_would_not_be_taken_is_refused_before_it_is_sent(file, more, code):
    with pytest.raises((NotTaken, Conflict)) as refused:
        announce(file, **more)
    assert refused.value.code == code
    assert not Upload.objects.exists()


def test_more_than_was_announced_is_refused(file):
    upload = announce(file, size=100)
    with pytest.raises(NotTaken) as refused:
        send(upload, LETTER)
    assert refused.value.code == "more-than-announced"
    upload.refresh_from_db()
    assert upload.received == 0


def test_an_upload_that_is_not_what_it_says_is_over(file):
    data = archive()
    before = parts_stored()
    with pytest.raises(NotTaken) as refused:
        send(announce(file, data), data)
    assert refused.value.code == "archive"
    assert not Upload.objects.exists()
    assert parts_stored() == before


def test_nobody_else_goes_on_with_an_upload_or_stops_it(file):
    upload = announce(file)
    with pytest.raises(NotAllowed):
        send(upload, LETTER, by=file.bo)
    with pytest.raises(NotAllowed):
        discard(upload, by=file.bo)
    with pytest.raises(NotAllowed):
        announce(file, by="reader")


def test_an_upload_that_ends_after_the_deadline_is_late(file):
    upload = send(announce(file), LETTER[:1000])
    with pytest.raises(Late):
        send(upload, LETTER[1000:], at=file.call.deadline)
    assert not Document.objects.exists()


def test_nobody_has_uploads_without_end(file):
    for _ in range(20):
        announce(file)
    with pytest.raises(Conflict) as refused:
        announce(file)
    assert refused.value.code == "too-many-uploads"


def test_a_stopped_upload_leaves_nothing(file):
    before = parts_stored()
    upload = send(announce(file), LETTER[:1000])
    discard(upload, by=file.anna)
    assert not Upload.objects.exists()
    assert parts_stored() == before


def test_leftovers_are_thrown_away_and_nothing_else(file):
    now = timezone.now()
    storage = private_storage()
    send(announce(file), LETTER[:1000])
    document = receive(
        file.application, "photographs", io.BytesIO(picture()), name="a.jpg", by=file.anna
    )
    orphan = storage.save("documents/nobodys", io.BytesIO(b"x"))
    assert clean(now).uploads == 0
    assert storage.exists(orphan)
    cleaned = clean(now + timedelta(days=3))
    assert cleaned.uploads == 1
    assert cleaned.files >= 1
    assert not storage.exists(orphan)
    assert storage.exists(document.file.name)
    assert parts_stored() == 0


def test_the_command_says_what_it_threw_away(file, capsys):
    call_command("clean_documents")
    assert capsys.readouterr().out == "0 uploads, 0 files\n"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_one_part_sent_by_many_at_once_counts_once():
    file, outcomes = a_file(), []
    upload = announce(file)

    def racing():
        try:
            outcomes.append(send(Upload.objects.get(), LETTER, offset=0).document_id)
        except WrongOffset as refused:
            outcomes.append(refused.received)
        finally:
            connection.close()

    threads = [threading.Thread(target=racing) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    document = Document.objects.get()
    assert set(outcomes) <= {document.pk, len(LETTER)}
    assert complete(Upload.objects.get(pk=upload.pk), by=file.anna).document == document
    with document.file.open("rb") as stored:
        assert stored.read() == LETTER
    assert parts_stored() == 0
