"""Viborg's candidature to the call of 2019, from its first draft to its endorsement, day by day.

The days are those of Viborg's memo (fixtures/viborg.yaml) and of the call (fixtures/calls.yaml).
The record knows no words of the file, nor who wrote them: those are invented.
"""

import datetime
import io
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.conf import settings
from django.urls import reverse

from applications.candidature.subscribing import address_of
from applications.demonstration.filling import fill, letter
from applications.documents.receiving import receive
from applications.form_files import load_form
from applications.models import Application, Call, Endorsement, Invitation, Notice, Status
from applications.models.invitations import invitation_token
from applications.planning.keeping import add_step
from applications.preflight import check
from applications.workflow import Incomplete, Late, available_actions, perform, start
from applications.workflow.places import Places
from applications.workflow.team import accept, invite
from cities.models import City
from fields.models import CreativeField
from tests.applications.workflow.people import member_of_commission
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("network")

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FORM = settings.BASE_DIR / "fixtures" / "forms" / "standard.yaml"
DEADLINE = datetime.datetime(2019, 6, 30, 21, 59, 59, tzinfo=datetime.UTC)


@pytest.fixture
def on(time_machine):
    """`on(6, 19)` goes to the 19th of June 2019, ten o'clock in Viborg."""

    def move(month, day, hour=10, minute=0):
        time_machine.move_to(
            datetime.datetime(2019, month, day, hour, minute, tzinfo=COPENHAGEN), tick=False
        )

    return move


def page(client, person, name, *parts):
    client.force_login(person)
    answer = client.get(reverse(f"applications:{name}", args=parts))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def as_the_memo_has_it():
    """What the record tells of the plan; the file itself is begun anew here, by its team."""
    recorded = Application.objects.get(call__year=2019, city__slug="viborg")
    steps = list(recorded.process_steps.values("on", "title", "body"))
    recorded.delete()
    return steps


def test_viborg_applies_to_the_call_of_2019(client, on):
    call, city = Call.objects.get(year=2019), City.objects.get(slug="viborg")
    media_arts = CreativeField.objects.get(slug="media-arts")
    municipality = UserFactory(email="municipality@example.org", time_zone="Europe/Copenhagen")
    workshop = UserFactory(email="workshop@example.org", time_zone="Europe/Copenhagen")
    commission = member_of_commission(city.country)
    memo = as_the_memo_has_it()
    load_form(FORM, call, by=UserFactory(superuser=True))

    # 20 May: the Secretary-General of the National Commission visits Viborg. The municipality
    # begins the file, writes the plan of its memo down and invites The Animation Workshop.
    on(5, 20)
    file = start(call, city, media_arts, by=municipality)
    assert file.status == Status.DRAFT
    for step in memo:
        add_step(file, by=municipality, **step)
    invite(file, workshop.email, "editor", by=municipality)
    accept(invitation_token(Invitation.objects.get()), by=workshop)
    plan = page(client, workshop, "candidature:planner", file.pk)
    assert "30 June 2019, 23:59:59 (Europe/Copenhagen)" in plan
    assert [step["on"] for step in client.get(
        reverse("applications:candidature:planner", args=[file.pk])
    ).context["steps"] if step["origin"] == "own"] == [
        "2019-05-20", "2019-06-04", "2019-06-19", "2019-06-30", "2019-11"
    ]  # fmt: skip
    # A draft is not the Commission's to see.
    assert not Application.objects.visible_to(commission).exists()

    # 4 June: the Committee for Culture and Leisure is briefed. Nothing could be handed in yet.
    on(6, 4)
    with pytest.raises(Incomplete) as refused:
        perform(file, "submit", by=municipality, declared=True)
    assert {"not-answered", "document-missing"} <= {
        finding.code for finding in refused.value.findings
    }

    # 19 June: the Committee for Finance and Business decides; now the file is filled in.
    on(6, 19)
    fill(file, workshop)
    assert not check(file, DEADLINE).found
    assert "This date is over." in page(client, municipality, "candidature:planner", file.pk)

    # 30 June: the municipality hands it in. At the second of the deadline it would be too late.
    with pytest.raises(Late):
        perform(file, "submit", by=municipality, at=DEADLINE, declared=True)
    on(6, 30, 12)
    submission = perform(file, "submit", by=municipality, declared=True)
    assert file.status == Status.SUBMITTED
    assert submission.receipt.contents["field"] == "media-arts"
    assert submission.receipt.contents["received_at"] == "2019-06-30T10:00:00+00:00"

    # The same day the National Commission endorses it, on the first of Denmark's four places.
    on(6, 30, 15)
    assert "Viborg" in page(client, commission, "commission:desk", "dk", 2019)
    assert "endorse" in {
        offer.action
        for offer in available_actions(file, commission, submission.at)
        if offer.is_possible
    }
    brought = receive(
        file,
        "endorsement-letter",
        io.BytesIO(letter("Letter of the National Commission")),
        name="endorsement.pdf",
        by=commission,
    )
    perform(file, "endorse", by=commission, letter=brought)
    assert file.status == Status.ENDORSED
    assert Endorsement.objects.get().slot == 1
    assert Places.of(call, city.country).left == 3

    # What is left of it: a trail of three acts, letters to each, and the way to the answer.
    on(7, 1)
    assert [
        (act.action, f"{act.at:%d %B %H:%M}") for act in file.status_changes.order_by("pk")
    ] == [
        ("start", "20 May 08:00"),
        ("submit", "30 June 10:00"),
        ("endorse", "30 June 13:00"),
    ]
    told = Notice.objects.filter(template="endorsed").values_list("email", flat=True)
    assert {municipality.email, workshop.email, commission.email} <= set(told)
    calendar = icalendar.Calendar.from_ical(
        client.get(address_of(file.team.get(user=workshop))).content
    )
    events = {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert events["Deadline of the call"] == DEADLINE
    assert events["Answer to the application"] == datetime.date(2019, 11, 1)
    after = page(client, municipality, "candidature:planner", file.pk)
    assert "Every deadline of this call is over." in after
