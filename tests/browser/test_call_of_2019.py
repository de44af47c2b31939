"""The call of 2019 around Viborg in browsers, from its deadline to what is said of it afterwards.

Five roles meet, each signed in in a browser of its own: the municipality of Viborg, the National
Commission of Denmark, evaluators, the Secretariat and the Director-General's office; and somebody
without an account looks on. What happens to Viborg is done by hand on the pages; twelve candidates
beside it go the same way by the rules (`tests/applications/test_call_of_2019.py`). The days, the
terms of the call and the other members are those of the record; the rest is invented.
"""

import datetime
import io
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applications.demonstration.filling import fill, letter
from applications.documents.receiving import receive
from applications.form_files import load_form
from applications.log import verify
from applications.models import Assignment, AssignmentState, Call
from applications.outcome import decide
from applications.panel.declaring import declare_no_conflict
from applications.workflow import perform, start
from cities.models import City, Country
from fields.models import CreativeField
from tests.applications.outcome.decided import letters, person_in
from tests.applications.test_call_of_2019 import BESIDE, FROM, as_before_the_call, scored
from tests.applications.test_viborg import FORM
from tests.browser.people import Person
from tests.browser.test_accounts import check
from tests.factories import (
    ApplicationFactory,
    CityFactory,
    CriterionFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="a database server has a clock of its own, by which nothing of 2019 is announced",
    ),
]

PARIS = ZoneInfo("Europe/Paris")
CRITERIA = {"quality": "Quality of the programme", "relevance": "Relevance", "finance": "Finance"}
OF_THE_OFFICE = ["/applications/decision/", "/applications/decision/2019/"]
# What `public` finds: the city's page, and how often it is listed or found.
HIDDEN, SHOWN_ONCE = [404, 0, 0, 0], [200, 1, 1, 1]


@pytest.fixture
def on(time_machine):
    """`on(7, 1)` goes to the 1st of July 2019, ten o'clock in Paris; the clock goes on from there.

    The server runs in this process, and so by this clock. The browsers go by their own.
    """

    def move(month, day, hour=10, minute=0):
        time_machine.move_to(datetime.datetime(2019, month, day, hour, minute, tzinfo=PARIS))

    return move


@pytest.fixture
def somebody(chromium, live_server, settings):
    """`somebody(account)` is that person in a new browser; without an account, a visitor.

    Sessions outlast the weeks that the test leaps over. At the end no browser may have anything to
    complain about.
    """
    settings.SESSION_COOKIE_AGE = 365 * 24 * 60 * 60
    people = []

    def made(account=None, width=1440):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="en", reduced_motion="reduce"
        )
        people.append(Person(context, live_server.url, account))
        return people[-1]

    yield made
    for person in people:
        person.context.close()
    assert [person.visit.complaints for person in people] == [[] for _person in people]


@pytest.fixture
def viborg(record):
    """The record as if it did not know yet how the call of 2019 ended for Viborg."""
    city = City.objects.get(slug="viborg")
    as_before_the_call(city)
    return city


@pytest.fixture
def call(viborg, on):
    """The call with its form, its terms, three criteria and eight evaluators."""
    on(4, 1)
    call = Call.objects.get(year=2019)
    load_form(FORM, call, by=UserFactory(superuser=True))
    EvaluationTermsFactory(
        call=call,
        spread_at_most=40,
        evaluations_due_at=datetime.datetime(2019, 9, 30, 18, tzinfo=PARIS),
    )
    for code, title in CRITERIA.items():
        CriterionFactory(call=call, code=code, title_en=title)
    for country in FROM:
        EvaluatorFactory(
            call=call,
            country=Country.objects.get(code=country),
            fields=[CreativeField.objects.get(slug="media-arts")],
            user__confirmed=True,
            capacity=8,
        )
    return call


@pytest.fixture
def accounts(viborg):
    """Who acts, by role."""
    people = {
        "municipality": UserFactory(
            confirmed=True, email="municipality@example.org", time_zone="Europe/Copenhagen"
        ),
        "commission": UserFactory(confirmed=True, email="commission@example.org"),
        "secretariat": person_in("Secretariat", confirmed=True),
        "office": person_in("Director-General’s office", confirmed=True, time_zone="Europe/Paris"),
    }
    commission = NationalCommissionFactory(country=viborg.country, name="UNESCO Denmark")
    commission.members.add(people["commission"])
    return people


def handed_in_and_endorsed(call, viborg, accounts):
    """Viborg's file at the deadline, and twelve beside it; the last one was never endorsed."""
    field = CreativeField.objects.get(slug="media-arts")
    file = start(call, viborg, field, by=accounts["municipality"])
    fill(file, accounts["municipality"])
    perform(file, "submit", by=accounts["municipality"], declared=True)
    brought = receive(
        file,
        "endorsement-letter",
        io.BytesIO(letter("Letter of the National Commission")),
        name="endorsement.pdf",
        by=accounts["commission"],
    )
    perform(file, "endorse", by=accounts["commission"], letter=brought)
    nothing_asked = FormVersionFactory(call=call, number=9, published_at=None)
    beside = [
        ApplicationFactory(
            call=call,
            city=CityFactory(name=f"Beside {number}", country=Country.objects.get(code=country)),
            field=field,
            form=nothing_asked,
            **({"endorsed": True} if country != BESIDE[-1] else {"submitted": True}),
        )
        for number, country in enumerate(BESIDE)
    ]
    for one in beside:
        TeamMemberFactory(application=one)
    return file, beside


def public(person):
    """What this person finds of Viborg on the public pages and by the API."""
    listed = person.asks("/api/v1/cities/?q=Viborg").json()["count"]
    held = person.asks("/api/v1/designations/?country=dk&field=media-arts").json()["results"]
    return [
        person.asks("/cities/viborg/").status,
        listed,
        [row["city"]["slug"] for row in held].count("viborg"),
        person.asks("/search/?q=Viborg").text().count('href="/cities/viborg/"'),
    ]


def test_viborg_from_the_deadline_to_its_title(  # noqa: PLR0915, one story
    somebody,
    call,
    viborg,
    accounts,
    on,
    mailoutbox,
):
    secretariat, office = (somebody(accounts[role]) for role in ("secretariat", "office"))
    municipality = somebody(accounts["municipality"], width=390)
    commission = somebody(accounts["commission"])
    visitor = somebody()
    on(6, 30, hour=12)
    file, beside = handed_in_and_endorsed(call, viborg, accounts)

    # July: the Secretariat screens. It admits Viborg by hand; one of the others was never endorsed.
    on(7, 2)
    secretariat.comes("The files that came in", "Call of 2019", "Viborg")
    assert "Every rule is kept." in secretariat.reads
    check(secretariat.visit)
    secretariat.follows("Admit to the evaluation").presses("Admit Viborg")
    assert secretariat.is_told == "Viborg is under evaluation."
    *others, unendorsed = beside
    for one in others:
        perform(one, "admit", by=secretariat.account)
    refused = {"reason": "No letter came", "ground": "not-endorsed"}
    perform(unendorsed, "refuse", by=secretariat.account, **refused)

    # August: three evaluators for each file are proposed, and set as proposed.
    on(8, 1)
    secretariat.comes("The evaluation of the calls", "Call of 2019")
    secretariat.follows("Look at the proposal and assign")
    assert "Viborg" in secretariat.reads
    secretariat.presses("Assign just so")
    assert secretariat.is_told == "It is assigned, and the evaluators get letters."
    own, second, third = Assignment.objects.in_force().filter(application=file).order_by("pk")

    # One of Viborg's three declares that nothing binds her to it; all others do by the rules.
    on(8, 5)
    evaluator = somebody(own.evaluator.user)
    evaluator.comes("The files that you evaluate")
    assert "Viborg" not in evaluator.reads
    evaluator.follows_to(reverse("applications:evaluation:declaration", args=[own.number]))
    evaluator.chooses(answer="none").presses("Declare")
    assert evaluator.is_told == "Thank you. The file is open to you now."
    for row in Assignment.objects.in_force().filter(state=AssignmentState.SEALED):
        declare_no_conflict(row, by=row.evaluator.user)

    # September: she thinks highly of Viborg, with her reasons, and the last of the three does not.
    on(9, 10)
    evaluator.comes("The files that you evaluate", "Viborg")
    for code in CRITERIA:
        evaluator.chooses(**{f"score-{code}": "4.5"})
        evaluator.writes(**{f"reason-{code}": f"On {code}: the workshop shows how."})
    evaluator.presses("Save and go on to submit").presses("Submit the evaluation")
    assert evaluator.is_told == "Your evaluation is submitted."
    points = {second: Decimal("4.5"), third: Decimal("1.5")}
    for row in Assignment.objects.in_force().filter(state=AssignmentState.OPEN).exclude(pk=own.pk):
        scored(row, points.get(row, Decimal(3)), timezone.now())

    # The Secretariat sees that Viborg comes first, and notes what its three evaluators came to.
    on(10, 1)
    secretariat.comes("The evaluation of the calls", "Call of 2019", "Results")
    first = secretariat.page.locator("#ranked tbody tr").first.inner_text()
    assert "Viborg" in first
    assert "far apart" in first
    secretariat.follows("Write the consensus note on Viborg")
    secretariat.writes(note="Excellent; the third year is to be paid for.")
    secretariat.presses("Write the note")
    assert secretariat.is_told == "The note is written."
    assert "waits for a consensus note" not in secretariat.reads

    # October: the office decides on Viborg by hand, writes its letter, and sees how it will go out.
    on(10, 15)
    for one in others:
        one.refresh_from_db()
        decide(one, "not-designated", by=office.account)
    letters(call, office.account)
    office.comes("The calls that are to be decided", "Call of 2019", "Viborg")
    office.chooses(outcome="designated").presses("Note the decision")
    assert office.is_told == "It is noted for Viborg; nobody else sees it."
    office.follows("The letters", "To a city that is designated, en")
    office.writes(subject="{city}, City of {field}", body="Dear {name}, welcome to the network.")
    office.presses("Write this version").follows("Call of 2019", "Viborg")
    office.page.locator("summary", has_text="municipality@example.org").click()
    assert "Dear municipality@example.org, welcome to the network." in office.reads
    check(office.visit)

    # It plans the announcement for noon of the 30th in Paris, and releases it.
    office.follows("Call of 2019", "Plan, release or hold")
    office.writes(day="2019-10-30", time="12:00").presses("Plan it")
    check(office.visit)
    office.follows("Release it").presses("Release it")
    assert office.is_told == "The announcement happens at its instant."

    # Two minutes before, nobody outside of the office finds anything, on any page or by the API.
    on(10, 30, hour=11, minute=58)
    call_command("announce")
    municipality.comes("Viborg, Media Arts", "What was found and decided")
    commission.comes("The desk of the National Commission", "Call of 2019", "Viborg")
    for reader in (municipality, commission):
        assert "under evaluation" in reader.reads
        assert "30 October 2019, 12:00:00 (Europe/Paris)" in reader.reads
        assert "designated" not in reader.reads
        assert "welcome" not in reader.reads
    for person in (municipality, commission, evaluator):
        assert [person.asks(path).status for path in OF_THE_OFFICE] == [404, 404]
    assert [secretariat.asks(path).status for path in OF_THE_OFFICE] == [403, 403]
    for person in (visitor, municipality, commission):
        assert public(person) == HIDDEN

    # At noon it is announced, and once, however often the command runs.
    on(10, 30, hour=12)
    call_command("announce")
    call_command("announce")
    for person in (visitor, municipality, commission):
        assert public(person) == SHOWN_ONCE
    visitor.comes().looks_for("Viborg").follows("Viborg")
    assert "City of Media Arts since 30 October 2019" in visitor.reads

    # The letters go out, to each person once; city and Commission read them on their pages, too.
    call_command("send_notices")
    sent = [letter for letter in mailoutbox if letter.subject == "Viborg, City of Media Arts"]
    assert sorted(letter.to for letter in sent) == [
        ["commission@example.org"],
        ["municipality@example.org"],
    ]
    municipality.comes("Viborg, Media Arts", "What was found and decided")
    commission.comes("The desk of the National Commission", "Call of 2019", "Viborg")
    for reader in (municipality, commission):
        assert "Viborg is designated a City of Media Arts." in reader.reads
        assert f"Dear {reader.account.email}, welcome to the network." in reader.reads
    municipality.follows("The page of Viborg in the record")
    assert municipality.page.url.endswith("/cities/viborg/")

    # November: the Secretariat writes the feedback, which begins with the evaluators' reasons.
    on(11, 4)
    secretariat.comes("The files that came in", "Call of 2019", "Viborg", "Read the file")
    secretariat.follows("Write the feedback")
    secretariat.writes(finance="Say who pays for the third year.").presses("Write the feedback")
    assert secretariat.is_told == "The feedback is written."
    municipality.comes("Viborg, Media Arts", "What was found and decided")
    for words in (*CRITERIA.values(), "On quality: the workshop", "who pays for the third year."):
        assert words in municipality.reads
    check(municipality.visit)
    assert own.evaluator.user.email not in municipality.reads

    # All that is in the log, which is whole.
    assert [str(problem) for problem in verify()] == []
