"""A document's name is for people, and nothing else."""

import pytest

from applications.documents.naming import attachment_headers, clean_name

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("name", "kind", "cleaned"),
    [
        ("letter.pdf", PDF, "letter.pdf"),
        ("Brev fra borgmesteren – Viborg.PDF", PDF, "Brev fra borgmesteren – Viborg.pdf"),
        ("письмо мэра.pdf", PDF, "письмо мэра.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\bo\\photo.jpeg", "image/jpeg", "photo.jpg"),
        ("photo.html", "image/jpeg", "photo.html.jpg"),
        ("a\r\nSet-Cookie: x=1.pdf", PDF, "a Set-Cookie x=1.pdf"),
        ("gpj.\u202efdp.exe", PDF, "gpj. fdp.exe.pdf"),
        ("e\u0301te\u0301.pdf", PDF, "été.pdf"),
        ('a"b;c.pdf', PDF, "a b;c.pdf"),
        ("", PDF, "document.pdf"),
        ("...", PDF, "document.pdf"),
        (".pdf", PDF, "document.pdf"),
        ("NUL", PDF, "document NUL.pdf"),
        ("con.jpg", "image/jpeg", "document con.jpg"),
        ("x" * 300 + ".pdf", PDF, "x" * 100 + ".pdf"),
        ("\ud800.png", "image/png", "document.png"),
        ("notes.txt", "", "notes.txt"),
    ],
)
def test_names_lose_what_a_program_could_take_for_more_than_a_name(name, kind, cleaned):
    assert clean_name(name, kind) == cleaned


def test_a_document_is_saved_and_never_shown():
    assert attachment_headers("Brev.pdf", PDF) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Brev.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


def test_letters_beyond_ascii_are_written_as_rfc_8187_has_it():
    headers = attachment_headers("Maire à Łódź.pdf", PDF)
    expected = "attachment; filename*=utf-8''Maire%20%C3%A0%20%C5%81%C3%B3d%C5%BA.pdf"
    assert headers["Content-Disposition"] == expected
