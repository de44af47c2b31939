"""What a team sees and does on the page of its documents, all of it without a script."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Call, Document, Status, Upload
from tests.applications.documents.conftest import a_file
from tests.applications.documents.making import archive, javascript, pdf, picture
from tests.factories import (
    ApplicationFactory,
    DocumentFactory,
    DocumentKindFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return a_file()


def hand_in():
    Application.objects.update(status=Status.SUBMITTED, submitted_at=timezone.now())


def address(file, name="documents", *more):
    return reverse(f"applications:candidature:{name}", args=[file.application.pk, *more])


def upload(client, file, *contents, kind="mayors-letter", name="Brev.pdf", **more):
    chosen = [SimpleUploadedFile(name, one) for one in contents]
    sent = {"kind": kind, "file": chosen} if chosen else {"kind": kind}
    return client.post(address(file), sent, **more)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def brought(file, **details):
    return DocumentFactory(application=file.application, **details)


def photographs(file, number=1):
    """Photographs that are part of the file, as the page brings them."""
    return [
        brought(
            file,
            kind="photographs",
            original_name=f"harbour {one}.jpg",
            recognised_type="image/jpeg",
            width=400,
            height=300,
            sha256=f"{one:064}",
        )
        for one in range(number)
    ]


def set_kind(file, code, **details):
    file.application.call.form_versions.get().document_kinds.filter(code=code).update(**details)


def test_the_page_tells_of_each_kind_what_is_wanted_and_where_the_call_says_so(anna, file):
    set_kind(
        file,
        "photographs",
        title_en="Photographs",
        help_en="Of the field that was chosen.",
        clause="Form, 16",
    )
    page = text_of(anna.get(address(file)))
    assert "Photographs</h2>" in page
    assert "Of the field that was chosen." in page
    assert "Where the call asks for it: Form, 16" in page
    assert "0 are there; asked for: exactly 3" in page
    assert "JPEG, at most 3 MB each" in page
    assert "our reading" not in page


def test_a_document_is_brought_and_stands_on_the_page_with_what_it_holds(anna, file):
    answer = upload(anna, file, pdf(pages=2))
    assert answer.url == address(file) + "#kind-mayors-letter"
    page = text_of(anna.get(address(file)))
    assert "“Brev.pdf” is part of the file now." in page
    assert "2 pages" in page
    assert "1 is there; asked for: exactly 1" in page
    assert "To bring another, take one out first." in page


def test_several_are_brought_at_once_and_what_is_not_taken_is_told_beside_its_kind(anna, file):
    first, second = picture(colour=(1, 2, 3)), picture(colour=(200, 2, 3))
    answer = anna.post(
        address(file),
        {
            "kind": "photographs",
            "file": [
                SimpleUploadedFile("one.jpg", first),
                SimpleUploadedFile("two.docx", archive()),
                SimpleUploadedFile("three.jpg", second),
            ],
        },
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert 'href="#file-photographs"' in page
    assert "“two.docx”: This is an archive or an office document." in page
    assert 'aria-describedby="limits-photographs error-photographs"' in page
    names = file.application.documents.values_list("original_name", flat=True)
    assert set(names) == {"one.jpg", "three.jpg"}
    assert "“one.jpg” is part of the file now." in page


def test_nothing_chosen_is_said(anna, file):
    answer = upload(anna, file)
    assert answer.status_code == 422
    assert "No file was chosen. Choose one, then upload it." in text_of(answer)


@pytest.mark.parametrize(
    ("contents", "name", "said"),
    [
        (b"<!doctype html><script>1</script>", "letter.pdf", "This is a web page"),
        (archive(), "letter.pdf", "This is an archive or an office document."),
        (b"MZ\x90\0", "letter.pdf", "This is a program."),
        (pdf(change=javascript), "letter.pdf", "letter.pdf”: "),
        (pdf()[:200], "letter.pdf", "letter.pdf”: "),
        (b"", "letter.pdf", "The file is empty."),
        (picture(), "letter.pdf", "is taken as: PDF. This file is JPEG."),
        (pdf() + b"%" * 2_000_000, "letter.pdf", "The file is larger than 2 MB."),
    ],
    ids=["html", "archive", "program", "script", "half", "empty", "type", "size"],
)
def test_what_a_kind_does_not_take_is_refused_with_what_to_do(anna, file, contents, name, said):
    answer = upload(anna, file, contents, name=name)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Document.objects.exists()


def test_a_name_with_a_path_and_controls_becomes_a_plain_name(anna, file):
    upload(anna, file, pdf(), name="..\\..\\brev\u202e\u0007fdp.exe")
    assert Document.objects.get().original_name == "brevfdp.exe.pdf"


def test_the_same_document_sent_twice_is_one(anna, file):
    letter = pdf()
    upload(anna, file, letter)
    answer = upload(anna, file, letter, follow=True)
    assert file.application.documents.count() == 1
    assert "was there already, and was not added again" in text_of(answer)


def test_one_more_than_the_call_takes_is_a_conflict(anna, file):
    upload(anna, file, pdf())
    answer = upload(anna, file, pdf(pages=2))
    assert answer.status_code == 409
    assert "Take one out before you bring another." in text_of(answer)


@pytest.mark.parametrize("kind", ["gone", "a\0b", ""], ids=["unknown", "nul", "none"])
def test_a_kind_that_the_form_does_not_have_is_a_conflict(anna, file, kind):
    answer = upload(anna, file, pdf(), kind=kind)
    assert answer.status_code == 409
    assert "The call asks for no such document." in text_of(answer)


def test_what_the_commission_brings_is_told_of_and_not_taken_here(anna, file):
    set_kind(file, "endorsement", title_en="Letter of the Commission")
    letter = brought(file, kind="endorsement", original_name="yes.pdf")
    page = text_of(anna.get(address(file)))
    assert "Letter of the Commission" in page
    assert "The National Commission brings this." in page
    assert address(file, "document", letter.number) in page
    assert "file-endorsement" not in page
    assert upload(anna, file, pdf(), kind="endorsement").status_code == 403
    assert anna.post(address(file, "remove-document", letter.number)).status_code == 403


def test_what_is_wrong_with_a_kind_stands_there_with_its_rule(anna, file):
    set_kind(file, "photographs", clause="Form, 16")
    photographs(file)
    page = text_of(anna.get(address(file)))
    assert "“harbour 0.jpg” has no rights form of its own." in page
    assert "<q>Form, 16</q>" in page
    assert "400 × 300 pixels" in page


def test_the_whole_is_too_large(anna, file):
    Call.objects.update(max_file_megabytes=1)
    brought(file, size=1_500_000)
    page = text_of(anna.get(address(file)))
    assert "1.5 MB of at most 1 MB" in page
    assert "Replace large documents by smaller ones." in page


def test_a_reader_sees_everything_and_changes_nothing(client, file):
    letter = brought(file)
    client.force_login(file.reader)
    page = text_of(client.get(address(file)))
    assert "letter.pdf" in page
    assert 'type="file"' not in page
    assert "Take out" not in page
    assert "<title>Error:" not in page
    assert upload(client, file, pdf()).status_code == 403
    assert upload(client, file).status_code == 403
    for name in ("describe-document", "remove-document"):
        assert client.post(address(file, name, letter.number)).status_code == 403
    assert Document.objects.get() == letter


def test_a_submitted_file_takes_nothing_and_says_so(anna, file):
    letter = brought(file)
    hand_in()
    page = anna.get(address(file))
    assert page.status_code == 200
    assert "nothing is written in it now" in text_of(page)
    assert 'type="file"' not in text_of(page)
    answers = [
        upload(anna, file, pdf()),
        upload(anna, file),
        anna.post(address(file, "remove-document", letter.number)),
        anna.post(address(file, "describe-document", letter.number), {"caption": "Port"}),
    ]
    for answer in answers:
        assert answer.status_code == 409
        assert "<title>Error:" in text_of(answer)
        assert "nothing is written in it now" in text_of(answer)
    # What was typed is there to be copied.
    assert "Port" in text_of(answers[-1])
    assert Document.objects.get().caption == ""


def test_after_the_deadline_nothing_is_taken(anna, file):
    call = file.application.call
    call.deadline -= datetime.timedelta(days=400)
    call.opens_at = call.deadline - datetime.timedelta(days=30)
    call.save()
    answer = upload(anna, file, pdf())
    assert answer.status_code == 409
    assert "The call closed on" in text_of(answer)
    assert not Document.objects.exists()


def test_a_document_is_saved_and_never_shown(anna, file):
    letter = pdf()
    upload(anna, file, letter, name="Lettre d’été.pdf")
    answer = anna.get(address(file, "document", Document.objects.get().number))
    assert b"".join(answer.streaming_content) == letter
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Lettre%20d")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_document_whose_bytes_are_gone_is_not_found(anna, file):
    assert anna.get(address(file, "document", brought(file).number)).status_code == 404


def test_a_photograph_is_described_and_names_its_rights_form(anna, file):
    (photograph,) = photographs(file)
    form = brought(file, original_name="rights.pdf")
    other_photograph = brought(file, kind="photographs", original_name="other.jpg")
    there = address(file, "describe-document", photograph.number)
    assert there in text_of(anna.get(address(file)))
    page = text_of(anna.get(there))
    assert "rights.pdf" in page
    assert other_photograph.original_name not in page
    answer = anna.post(
        there, {"caption": "The port", "credit": "Bo", "rights_form": str(form.number)}
    )
    assert answer.url == address(file) + "#kind-photographs"
    photograph.refresh_from_db()
    assert (photograph.caption, photograph.credit, photograph.rights_form) == (
        "The port",
        "Bo",
        form,
    )
    assert "Rights form: <bdi>rights.pdf</bdi>" in text_of(anna.get(address(file)))


def test_a_rights_form_that_is_gone_or_of_another_file_is_told_and_the_caption_stays(anna, file):
    (photograph,) = photographs(file)
    foreign = DocumentFactory(original_name="foreign.pdf")
    answer = anna.post(
        address(file, "describe-document", photograph.number),
        {"caption": "The port", "rights_form": str(foreign.number)},
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert "This form is no longer part of the file. Choose another." in page
    assert 'value="The port"' in page
    photograph.refresh_from_db()
    assert (photograph.caption, photograph.rights_form) == ("", None)


def test_a_caption_that_is_too_long_or_holds_a_nul_is_told_beside_the_field(anna, file):
    (photograph,) = photographs(file)
    there = address(file, "describe-document", photograph.number)
    for caption in ("x" * 301, "a\0b"):
        answer = anna.post(there, {"caption": caption})
        assert answer.status_code == 422
        assert 'id="id_caption_error"' in text_of(answer)


def test_a_letter_is_described_without_a_rights_form(anna, file):
    letter = brought(file)
    there = address(file, "describe-document", letter.number)
    assert "rights_form" not in text_of(anna.get(there))
    anna.post(there, {"caption": "Signed", "rights_form": str(letter.number)})
    letter.refresh_from_db()
    assert (letter.caption, letter.rights_form) == ("Signed", None)


def test_taking_out_asks_first_and_is_done_once(anna, file):
    upload(anna, file, pdf())
    letter = Document.objects.get()
    there = address(file, "remove-document", letter.number)
    page = anna.get(there)
    assert "Take out “Brev.pdf”?" in text_of(page)
    assert Document.objects.exists()
    sent = {"proof": page.context["proof"]}
    assert "is no longer part of the file" in text_of(anna.post(there, sent, follow=True))
    assert not Document.objects.exists()
    # The second half of a double click.
    again = anna.post(there, sent, follow=True)
    assert again.status_code == 200
    assert "This document is no longer part of the file." in text_of(again)
    assert anna.post(there).status_code == 404
    assert anna.post(there, {"proof": "forged"}).status_code == 404


def test_taking_out_a_rights_form_tells_which_photographs_are_then_without(anna, file):
    (photograph,) = photographs(file)
    form = brought(file, original_name="rights.pdf")
    Document.objects.filter(pk=photograph.pk).update(rights_form=form)
    page = text_of(anna.get(address(file, "remove-document", form.number)))
    assert "Its rights form is then missing for: <bdi>harbour 0.jpg</bdi>" in page


def test_what_a_corrected_form_no_longer_asks_for_is_shown_and_can_be_taken_out(anna, file):
    old = brought(file, kind="old-kind", original_name="old.pdf")
    page = text_of(anna.get(address(file)))
    assert "No longer asked for" in page
    assert "old.pdf" in page
    assert anna.post(address(file, "remove-document", old.number)).status_code == 302
    assert not Document.objects.exists()


def test_what_was_begun_by_the_person_is_shown_and_can_be_thrown_away(anna, file):
    begun = [an_upload(file, by) for by in (file.anna, file.bo)]
    page = text_of(anna.get(address(file)))
    assert "0 bytes of 1.5 MB" in page
    assert str(begun[0].number) in page
    assert str(begun[1].number) not in page
    assert anna.post(address(file), {"discard": str(begun[1].number)}).status_code == 404
    assert anna.post(address(file), {"discard": "a\0b"}).status_code == 404
    assert anna.post(address(file), {"discard": str(begun[0].number)}).status_code == 302
    assert list(Upload.objects.all()) == [begun[1]]


def an_upload(file, by):
    now = datetime.datetime.now(datetime.UTC)
    return Upload.objects.create(
        application=file.application,
        kind="mayors-letter",
        name="Brev.pdf",
        size=1_500_000,
        client_key=Document().number,
        by=by,
        begun_at=now,
        changed_at=now,
    )


def test_documents_of_another_file_are_not_found(anna, file):
    own = ApplicationFactory(call=file.application.call)
    TeamMemberFactory(application=own, user=file.anna)
    foreign = DocumentFactory(application=own)
    for name in ("document", "describe-document", "remove-document"):
        assert anna.get(address(file, name, foreign.number)).status_code == 404
        assert anna.get(address(file, name, Document().number)).status_code == 404


def test_whoever_has_no_part_in_the_file_is_not_told_of_it(client, file):
    letter = brought(file)
    client.force_login(UserFactory())
    for there in (address(file), address(file, "document", letter.number)):
        assert client.get(there).status_code == 404
    assert upload(client, file, pdf()).status_code == 404


def test_the_commission_and_the_secretariat_have_pages_of_their_own(client, file):
    hand_in()
    letter = brought(file)
    for person in (file.official, UserFactory(staff=True, is_superuser=True)):
        client.force_login(person)
        assert client.get(address(file)).status_code == 403
        assert client.get(address(file, "document", letter.number)).status_code == 403
        assert upload(client, file, pdf()).status_code == 403


def test_nobody_sees_documents_without_signing_in(client, file):
    answer = client.get(address(file))
    assert answer.status_code == 302
    assert "/account/sign-in/" in answer.url


def test_three_documents_of_three_kinds_cost_as_many_queries_as_one(anna, file):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert anna.get(address(file)).status_code == 200
        return len(asked)

    form = file.application.call.form_versions.get()
    first = photographs(file)[0]
    Document.objects.filter(pk=first.pk).update(rights_form=brought(file))
    an_upload(file, file.anna)
    queries()  # the first visit notes where the session is used
    few = queries()
    for number in range(2):
        DocumentKindFactory(version=form, code=f"more-{number}")
        form_of_rights = brought(file, kind=f"more-{number}", original_name="r.pdf")
        brought(file, kind="photographs", sha256=f"{number:b>64}", rights_form=form_of_rights)
        an_upload(file, file.anna)
    assert queries() == few
