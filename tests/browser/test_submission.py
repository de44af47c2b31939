"""A file from what is missing to a verified dossier, by keyboard on a telephone."""

import pytest

from tests.applications.workflow.people import denmark, file_of, open_call
from tests.browser.test_accounts import check
from tests.browser.test_commission import follow, reach
from tests.factories import (
    PASSWORD,
    FormSectionFactory,
    NationalCommissionFactory,
    QuestionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def file():
    """A draft in which one answer is missing, of somebody who lives in Lima."""
    country, call = denmark(), open_call(max_submitted_per_country=2)
    form = call.form_versions.get()
    form.declaration_en = "What stands in this file is true."
    form.declaration_fr = "Ce que contient ce dossier est vrai."
    form.save()
    section = FormSectionFactory(version=form, title_en="The city", title_fr="La ville")
    for code, label in (("motivation", "Why do you apply?"), ("film", "Anything else?")):
        QuestionFactory(
            section=section, code=code, label_en=label, is_required=code == "motivation"
        )
    file = file_of(country, call, form=form)
    NationalCommissionFactory(country=country).members.add(UserFactory())
    person = UserFactory(confirmed=True, email="ana@example.org", time_zone="America/Lima")
    TeamMemberFactory(application=file, user=person)
    return file


def sign_in(page):
    page.locator("#id_login").fill("ana@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def mend(page):
    """Write the answer that is missing, and go back to the check."""
    reach(page, 'a[href$="/questions/motivation/"]')
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    reach(page, "#id_value")
    page.keyboard.type("Because we draw.")
    follow(page, "Save and return to the list")


def test_the_way_from_the_check_to_a_verified_dossier(visit, live_server, file, tmp_path):
    home = f"{live_server.url}/applications/files/{file.pk}/"
    with visit(f"/applications/files/{file.pk}/check/", width=390) as visited:
        page = visited.page
        sign_in(page)
        check(visited)
        assert "1 thing is missing." in page.inner_text("main")
        mend(page)
        page.goto(f"{home}check/")
        assert "Nothing is missing" in page.inner_text("main")
        check(visited)
        follow(page, "Read everything once more")
        assert "Because we draw." in page.inner_text("main")
        check(visited)

        follow(page, "Submit the file")
        check(visited)
        assert "(America/Lima)" in page.inner_text("main")
        follow(page, "Submit the file")
        page.locator("#problems:focus").wait_for()
        visited.complaints[:] = [one for one in visited.complaints if "422" not in one]
        check(visited)
        reach(page, "#id_declared")
        page.keyboard.press("Space")
        follow(page, "Submit the file")
        page.wait_for_url("**/receipts/**")
        check(visited)
        code = page.inner_text(".receipt-code")

        kept = {}
        for kind, name in (
            ("pdf", "Document in English (PDF)"),
            ("zip", "Archive in English (ZIP)"),
        ):
            with page.expect_download() as download:
                page.get_by_role("link", name=name).press("Enter")
            kept[kind] = tmp_path / f"dossier.{kind}"
            download.value.save_as(kept[kind])

        page.goto(f"{home}course/")
        check(visited)
        for action in ("withdraw", "reopen"):
            page.goto(f"{home}{action}/")
            check(visited)

    verify_without_an_account(visit, code, kept)


def verify_without_an_account(visit, code, kept):
    with visit("/applications/verify/", width=390) as visited:
        page = visited.page
        check(visited)
        reach(page, "#id_words")
        page.keyboard.type(code)
        follow(page, "Verify the code")
        page.locator("#verdict:focus").wait_for()
        assert "Genuine" in page.inner_text("#verdict")
        check(visited)
        for kind in kept:
            page.locator("#id_dossier").set_input_files(kept[kind])
            follow(page, "Verify the file")
            assert "Genuine" in page.inner_text("#verdict")
        kept["pdf"].write_bytes(kept["pdf"].read_bytes().replace(b"%%EOF", b"%%EOG"))
        page.locator("#id_dossier").set_input_files(kept["pdf"])
        follow(page, "Verify the file")
        assert "Altered" in page.inner_text("#verdict")
        check(visited)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_in_french(visit, live_server, file, width):
    home = f"/fr/applications/files/{file.pk}/"
    with visit(f"{home}check/", width=width, language="fr") as visited:
        page = visited.page
        sign_in(page)
        for path in ("check/", "answers/", "submit/", "withdraw/", "course/", "../../verify/"):
            page.goto(f"{live_server.url}{home}{path}")
            check(visited)
            assert page.get_attribute("html", "lang") == "fr"
