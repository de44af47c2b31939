"""What was handed in can be read, and anyone who holds it can verify that it is that."""

import io
import json
import subprocess
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from applications.documents.receiving import remove
from applications.dossier.archive import write_archive
from applications.dossier.document import as_pdf
from applications.dossier.sealing import is_sealed
from applications.dossier.verifying import Verdict, verify_file, verify_words
from applications.workflow.refusals import Conflict
from tests.applications.dossier.conftest import (
    AT,
    CHINESE,
    GREEK,
    LETTER,
    PHOTOGRAPH,
    sha256,
    submitted,
)


def archive_of(receipt, language="en"):
    made = io.BytesIO()
    write_archive(receipt, made, language)
    return made.getvalue()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data, change):
    """The archive with other files in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, contents in change(unpacked(data)).items():
            new.writestr(name, contents)
    return made.getvalue()


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_document_has_all_that_was_handed_in(file):
    text = text_of(as_pdf(file.receipt))
    for expected in (
        "Candidature of Viborg",
        "Call of 2019",
        "28 June 2019, 14:30:15 (UTC)",
        "The city",
        "Why do you apply?",
        "Because we draw.",
        CHINESE,
        GREEK,
        "[U+1F3AC]",
        "No relevant information to provide",
        "Title: Festival",
        "Where: At home",
        "Still handed in.",
        "https://example.org/film",
        sha256(LETTER),
        "All of this is true.",
        file.receipt.code,
        "/applications/verify/",
    ):
        assert expected in text, expected
    # Arabic is drawn joined; the dots of its letters are signs of their own, which have no number.
    assert "المبدعين" in "".join(character for character in text if character.isprintable())


def test_the_document_speaks_french(file):
    text = text_of(as_pdf(file.receipt, "fr"))
    assert "La ville" in text
    assert "Autre chose ?" in text
    assert "/fr/applications/verify/" in text


def test_the_same_submission_is_the_same_bytes(file):
    assert archive_of(file.receipt) == archive_of(file.receipt)


def test_the_archive_holds_form_files_and_their_digests(file, tmp_path):
    data = archive_of(file.receipt)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "candidature.pdf",
            "contents.json",
            "documents/01 letters æ.pdf",
            "documents/02 photographs a.jpg",
            "SHA256SUMS",
        ]
        assert archive.read("documents/01 letters æ.pdf") == LETTER
        assert archive.read("documents/02 photographs a.jpg") == PHOTOGRAPH
        assert json.loads(archive.read("contents.json"))["city"] == "Viborg"
        assert sha256(archive.read("contents.json")) == file.receipt.sha256
        archive.extractall(tmp_path)
    # Anybody's own tools agree.
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_what_was_handed_in_is_genuine(file):
    for found in (
        verify_file(io.BytesIO(archive_of(file.receipt))),
        verify_file(io.BytesIO(archive_of(file.receipt, "fr"))),
        verify_file(io.BytesIO(as_pdf(file.receipt))),
        verify_words(file.receipt.sha256),
        verify_words(f"  {file.receipt.code.lower()} "),
    ):
        assert (found.verdict, found.receipt, found.differing) == (
            Verdict.GENUINE,
            file.receipt,
            (),
        )
        assert found.is_latest


def test_an_earlier_submission_is_genuine_and_not_the_latest(file):
    data = archive_of(file.receipt)
    later = submitted(file.application, file.by, AT + timedelta(days=1))
    assert not verify_file(io.BytesIO(data)).is_latest
    assert verify_words(later.code).is_latest


@pytest.mark.parametrize(
    ("change", "differing"),
    [
        (
            lambda files: files | {"documents/01 letters æ.pdf": LETTER + b" "},
            ("SHA256SUMS", "documents/01 letters æ.pdf"),
        ),
        (
            lambda files: {
                name: data for name, data in files.items() if not name.endswith("a.jpg")
            },
            ("SHA256SUMS", "documents/02 photographs a.jpg"),
        ),
        (lambda files: files | {"more.pdf": b"%PDF"}, ("more.pdf",)),
        (lambda files: files | {"SHA256SUMS": b""}, ("SHA256SUMS",)),
        (
            lambda files: files | {"candidature.pdf": files["candidature.pdf"].replace(b"A", b"B")},
            ("SHA256SUMS", "candidature.pdf"),
        ),
        (
            lambda files: (
                files | {"contents.json": files["contents.json"].replace(b"draw", b"sing")}
            ),
            ("contents.json",),
        ),
    ],
)
def test_what_was_changed_is_named(file, change, differing):
    found = verify_file(io.BytesIO(repacked(archive_of(file.receipt), change)))
    assert found.verdict == Verdict.ALTERED
    assert found.differing == differing
    assert found.receipt == file.receipt


def test_a_document_of_another_submission_does_not_pass_for_this_one(file):
    earlier = as_pdf(file.receipt)
    later = submitted(file.application, file.by, AT + timedelta(days=1))
    data = repacked(archive_of(later), lambda files: files | {"candidature.pdf": earlier})
    assert "candidature.pdf" in verify_file(io.BytesIO(data)).differing


def test_one_changed_byte_breaks_the_seal(file):
    pdf = as_pdf(file.receipt)
    assert is_sealed(pdf)
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    assert not is_sealed(bytes(changed))
    assert verify_file(io.BytesIO(bytes(changed))).verdict == Verdict.ALTERED
    assert not is_sealed(pdf + b"x")


def test_a_seal_outlives_the_key_it_was_made_with(file, settings):
    pdf = as_pdf(file.receipt)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert is_sealed(pdf)
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_sealed(pdf)


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("contents.json", b"0" * 50_000_000)
    return made.getvalue()


def many():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for n in range(300):
            archive.writestr("contents.json" if n == 0 else f"{n}", b"{}")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (b"", Verdict.UNREADABLE),
        (b"text", Verdict.UNREADABLE),
        (LETTER, Verdict.UNREADABLE),
        (PHOTOGRAPH, Verdict.UNREADABLE),
        (bomb(), Verdict.UNREADABLE),
        (many(), Verdict.UNREADABLE),
        (LETTER + b"%Dossier ABCDEFGHJKMNPQRSTVWX " + b"a" * 43 + b"\n", Verdict.UNKNOWN),
    ],
)
@pytest.mark.django_db
def test_what_is_no_dossier_is_said_to_be_none(data, verdict):
    assert verify_file(io.BytesIO(data)).verdict == verdict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("", Verdict.UNKNOWN),
        ("a" * 64, Verdict.UNKNOWN),
        ("ABCDEFGHJKMNPQRSTVWX", Verdict.UNKNOWN),
        ("x" * 5000, Verdict.UNREADABLE),
        ("ключ\x00", Verdict.UNKNOWN),
        ("\x00", Verdict.UNKNOWN),
    ],
)
def test_words_that_nobody_was_given_are_unknown(words, verdict):
    assert verify_words(words).verdict == verdict


def test_a_digest_of_a_document_tells_nothing(file):
    assert verify_words(sha256(LETTER)).verdict == Verdict.UNKNOWN


def test_broken_archives_are_unreadable_or_altered(file):
    whole = archive_of(file.receipt)
    for length in range(0, len(whole), len(whole) // 40):
        found = verify_file(io.BytesIO(whole[:length]))
        assert found.verdict == Verdict.UNREADABLE
    for at in range(0, len(whole), len(whole) // 60):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        if verify_file(io.BytesIO(bytes(broken))).verdict == Verdict.GENUINE:
            # The byte said something of the archive, and nothing of what lies in it.
            assert unpacked(broken) == unpacked(whole)


def test_a_submission_whose_document_was_taken_out_later_says_so(
    file, django_capture_on_commit_callbacks
):
    document = file.application.documents.get(kind="letters")
    with django_capture_on_commit_callbacks(execute=True):
        remove(document, by=file.by)
    with pytest.raises(Conflict) as refused:
        archive_of(file.receipt)
    assert refused.value.code == "document-gone"
