"""Viborg's candidature of 2019 in a browser, on the days of its memo, from draft to endorsement."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import yaml
from django.conf import settings

from applications.demonstration.filling import fill
from applications.form_files import load_form
from applications.models import Application, Status
from tests.applications.documents.making import pdf
from tests.browser.test_accounts import check
from tests.factories import (
    PASSWORD,
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    NationalCommissionFactory,
    TeamMemberFactory,
    UserFactory,
)
from uccn.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIXTURES = settings.BASE_DIR / "fixtures"
MEMO = yaml.safe_load((FIXTURES / "viborg.yaml").read_text())["application"]["process"]
# What YAML reads where a step says when it is.
ON = True
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def of_the_record(year):
    """The deadline and the places of a call, as the record has them."""
    calls = yaml.safe_load((FIXTURES / "calls.yaml").read_text())["calls"]
    found = next(call for call in calls if call["year"] == year)
    named = ("deadline", "deadline_printed", "max_submitted_per_country", "min_distinct_fields")
    told = {name: found[name] for name in named}
    if isinstance(told["deadline"], str):
        told["deadline"] = datetime.datetime.fromisoformat(told["deadline"])
    return told


@pytest.fixture
def call():
    country = CountryFactory(code="DK", name="Denmark")
    CityFactory(name="Viborg", slug="viborg", country=country)
    call = CallFactory(year=2019, **of_the_record(2019))
    call.fields.add(CreativeFieldFactory(slug="media-arts", name_en="Media Arts"))
    load_form(FIXTURES / "forms" / "standard.yaml", call, by=UserFactory(superuser=True))
    for name in ("municipality", "workshop", "commission"):
        person = UserFactory(
            confirmed=True, email=f"{name}@example.org", time_zone="Europe/Copenhagen"
        )
    NationalCommissionFactory(country=country, name="UNESCO Denmark").members.add(person)
    return call


@pytest.fixture
def on(time_machine):
    """`on(step)` goes to ten o'clock in Viborg, or another hour, of the day of a step."""

    def move(step, hour=10):
        day = datetime.date.fromisoformat(str(MEMO[step][ON]))
        time_machine.move_to(datetime.datetime(*day.timetuple()[:3], hour, tzinfo=COPENHAGEN))

    return move


def signed_in(visited, name):
    page = visited.page
    page.locator("#id_login").fill(f"{name}@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def begin(visit):
    """The municipality begins the file, and takes the proposed plan over."""
    with visit("/account/sign-in/?next=/applications/start/2019/city/", width=390) as visited:
        page = signed_in(visited, "municipality")
        page.select_option("#id_country", label="Denmark")
        page.fill("#id_city", "Viborg")
        page.fill("#id_position", "56.45, 9.40")
        page.get_by_label("Media Arts").check()
        page.get_by_role("button", name="Begin the file").click()
        page.wait_for_selector("h1:has-text('Viborg')")
        check(visited)
        assert "30 June 2019, 23:59:59 (Europe/Copenhagen)" in page.inner_text("main")
        page.get_by_role("link", name="Plan, back from the deadline").click()
        page.get_by_role("button", name="Take these steps over").click()
        page.wait_for_selector(".told")
        check(visited)
    return Application.objects.get()


def submit(visit, file):
    """An owner declares and submits, and reads the receipt."""
    with visit(
        f"/account/sign-in/?next=/applications/files/{file.pk}/submit/", width=390
    ) as visited:
        page = signed_in(visited, "municipality")
        check(visited)
        page.locator("[name=declared]").check()
        page.get_by_role("button", name="Submit the file").click()
        page.wait_for_selector("h1:has-text('Receipt')")
        check(visited)
        assert "30 June 2019, 12:00" in page.inner_text("main")


def endorse(visit, file, letter):
    """The Commission endorses the file with its letter."""
    where = f"/applications/commission/files/{file.pk}/endorse/"
    with visit(f"/account/sign-in/?next={where}", width=390) as visited:
        page = signed_in(visited, "commission")
        page.set_input_files("#id_upload", letter)
        page.get_by_role("button", name="Endorse Viborg").click()
        page.wait_for_selector(".told")
        check(visited)


def test_from_the_visit_of_may_to_the_endorsement_of_june(visit, call, on, tmp_path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdf())

    # The Secretary-General of the National Commission visits Viborg.
    on(0)
    file = begin(visit)
    workshop = User.objects.get(email="workshop@example.org")
    TeamMemberFactory(application=file, user=workshop, part="editor")

    # The committee is briefed; the check says what is still to be done.
    on(1)
    with visit(f"/account/sign-in/?next=/applications/files/{file.pk}/check/") as visited:
        page = signed_in(visited, "workshop")
        assert "things are missing" in page.inner_text("main")
        check(visited)

    # The political decision: the file is filled in, its motivation last, letter by letter.
    on(2)
    fill(file, workshop)
    own = f"/applications/files/{file.pk}"
    with visit(f"/account/sign-in/?next={own}/questions/motivation/") as visited:
        page = signed_in(visited, "workshop")
        page.fill("#id_value", "Animation is at home in Viborg.")
        page.get_by_text("Saved at").wait_for()
    assert file.answers.get(question="motivation").value == "Animation is at home in Viborg."

    # Handing in; the same afternoon the National Commission endorses it.
    on(3, hour=12)
    submit(visit, file)
    on(3, hour=15)
    endorse(visit, file, letter)

    file.refresh_from_db()
    assert file.status == Status.ENDORSED
    assert [(act.action, f"{act.at:%d %B %H}") for act in file.status_changes.order_by("pk")] == [
        ("start", "20 May 08"),
        ("submit", "30 June 10"),
        ("endorse", "30 June 13"),
    ]
