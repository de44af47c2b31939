"""Bringing documents: on a line that breaks, after a reload, and without a script."""

import pytest

from applications.models import Document, Upload
from tests.applications.documents.conftest import a_file
from tests.applications.documents.making import pdf, picture
from tests.browser.test_accounts import check
from tests.factories import PASSWORD, TeamMemberFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def file():
    made = a_file()
    made.person = UserFactory(confirmed=True, email="ana@example.org")
    TeamMemberFactory(application=made.application, user=made.person, part="owner")
    form = made.application.call.form_versions.get()
    form.document_kinds.filter(code="mayors-letter").update(
        title_en="Letter of the mayor", title_fr="Lettre du maire", help_en="Signed and sealed."
    )
    form.document_kinds.filter(code="photographs").update(
        title_en="Photographs", title_fr="Photographies", clause="Form, 16"
    )
    return made


@pytest.fixture
def letter(tmp_path):
    """A letter of one and a half parts."""
    path = tmp_path / "Lettre.pdf"
    path.write_bytes(pdf(change=lambda letter: letter.add_metadata({"/Subject": "x" * 1_500_000})))
    return path


def sign_in(visited):
    page = visited.page
    page.locator("#id_login").fill("ana@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form .button").click()
    page.wait_for_url("**/documents/")


def address(file, prefix=""):
    return f"{prefix}/applications/files/{file.application.pk}/documents/"


def bring(page, path, kind="mayors-letter"):
    page.set_input_files(f"#file-{kind}", path)
    page.locator(f"#bring-{kind} .button").click()


def test_an_upload_goes_on_by_itself_after_the_line_broke(visit, file, letter):
    with visit(address(file), width=390) as visited:
        page = visited.page
        sign_in(visited)
        check(visited)
        tried = []

        def break_once(route):
            tried.append(route.request.headers["upload-offset"])
            if len(tried) == 2:
                route.abort("connectionreset")
            else:
                route.continue_()

        page.route(
            "**/uploads/*/",
            lambda route: (
                break_once(route) if route.request.method == "PATCH" else route.continue_()
            ),
        )
        bring(page, letter)
        page.get_by_text("“Lettre.pdf” is part of the file now.").wait_for()
        assert tried == ["0", "1000000", "1000000"]
        assert page.locator("#there-mayors-letter a.name").inner_text() == "Lettre.pdf"
        assert page.locator(".upload").count() == 0
        # The line that was broken on purpose, and nothing else.
        assert [
            one
            for one in visited.complaints
            if "CONNECTION_RESET" not in one and "lost:" not in one
        ] == []
        visited.complaints.clear()
        check(visited)
    document = Document.objects.get()
    with document.file.open("rb") as stored:
        assert stored.read() == letter.read_bytes()


def test_an_upload_survives_a_reload_when_the_same_document_is_chosen(visit, file, letter):
    with visit(address(file)) as visited:
        page = visited.page
        sign_in(visited)
        offsets = []

        def stall(route):
            if route.request.method != "PATCH":
                route.continue_()
                return
            offsets.append(route.request.headers["upload-offset"])
            if offsets[-1] == "0":
                route.continue_()
            # What comes after the first part waits for ever.

        page.route("**/uploads/*/", stall)
        bring(page, letter)
        page.get_by_text("66 percent").first.wait_for()
        page.reload()
        page.unroute("**/uploads/*/")
        assert "1.0 MB of 1.5 MB" in page.locator("#unfinished").inner_text()
        check(visited)
        sent = []
        page.on("request", lambda request: sent.append(request.headers.get("upload-offset")))
        bring(page, letter)
        page.get_by_text("“Lettre.pdf” is part of the file now.").wait_for()
        assert [one for one in sent if one] == ["1000000"]
        assert page.locator("#unfinished").count() == 0
        check(visited)
    assert Document.objects.count() == Upload.objects.count() == 1


def test_what_is_refused_is_said_and_an_upload_can_be_stopped(visit, file, letter, tmp_path):
    drawing = tmp_path / "drawing.pdf"
    drawing.write_bytes(b"<svg></svg>")
    with visit(address(file), width=390) as visited:
        page = visited.page
        sign_in(visited)
        bring(page, drawing)
        page.get_by_text("This is a web page or a drawing in XML.").first.wait_for()
        assert [one for one in visited.complaints if "422" not in one] == []
        visited.complaints.clear()
        check(visited)
        page.locator(".upload .cancel").click()
        page.locator("#file-mayors-letter:focus").wait_for()
        page.route(
            "**/uploads/*/",
            lambda route: None if route.request.method == "PATCH" else route.continue_(),
        )
        bring(page, letter)
        page.get_by_text("The upload of “Lettre.pdf” begins.").first.wait_for()
        with page.expect_response(lambda answer: answer.request.method == "DELETE"):
            page.locator(".upload .cancel").click()
        assert page.locator(".upload").count() == 0
        assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("width", "prefix", "language"), [(390, "", "en"), (1440, "/fr", "fr")], ids=["phone", "desk"]
)
def test_without_a_script_photographs_are_brought_described_and_taken_out(
    visit, file, tmp_path, width, prefix, language
):
    photograph = tmp_path / "port.jpg"
    photograph.write_bytes(picture())
    with visit(
        address(file, prefix), width=width, language=language, java_script_enabled=False
    ) as visited:
        page = visited.page
        sign_in(visited)
        bring(page, photograph, "photographs")
        page.locator("#there-photographs a.name").wait_for()
        page.locator("#there-photographs .what a").first.click()
        page.locator("#id_caption").fill("The old port")
        page.locator("main form .button").first.click()
        page.wait_for_url("**/documents/#kind-photographs")
        assert "The old port" in page.locator("#there-photographs").inner_text()
        page.locator("#bring-mayors-letter .button").click()
        page.locator("#problems").wait_for()
        assert page.title().startswith("Er")
        page.locator("#there-photographs .what a").last.click()
        page.locator("main form .button").first.click()
        page.wait_for_url("**/documents/")
        assert page.locator("#there-photographs a.name").count() == 0
        assert [one for one in visited.complaints if "422" not in one] == []
    assert not Document.objects.exists()
