"""The call of 2019 from its deadline to the 30th of October, Viborg among twelve other cities.

Five roles meet: the municipality of Viborg, the National Commission of Denmark, the Secretariat,
evaluators and the Director-General's office. The days, the numbers of places and the announcement
are those of the record; the other cities, the evaluators and what they think are invented.
"""

import datetime
import io
import uuid
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from applications.answers.saving import save as save_answer
from applications.demonstration.filling import fill, letter
from applications.documents.receiving import receive
from applications.form_files import load_form
from applications.log import differences, verify
from applications.models import (
    Announcement,
    Application,
    Assignment,
    AssignmentState,
    Call,
    Notice,
    Screening,
    Status,
)
from applications.outcome import decide, plan, release
from applications.outcome.announcing import announce
from applications.outcome.feedback import write_feedback
from applications.outcome.reviews import answer, request_review, take_up
from applications.panel.assignments import assign
from applications.panel.consensus import version_of, write_consensus
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.panel.proposals import propose
from applications.panel.results import results_of
from applications.panel.scoring import save, submit
from applications.workflow import perform, start
from cities.models import City, Country, Designation
from fields.models import CreativeField
from tests.applications.outcome.decided import letters, person_in
from tests.applications.test_viborg import FORM
from tests.applications.workflow.people import member_of_commission, owner_of
from tests.factories import (
    ApplicationFactory,
    CityFactory,
    CriterionFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    FormVersionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("network")

PARIS = ZoneInfo("Europe/Paris")
BESIDE = ["AT", "BE", "CZ", "EE", "FI", "GR", "HU", "IS", "LT", "LV", "NO", "PL"]
FROM = ["CA", "CL", "JP", "KR", "MX", "SN", "ZA", "AU"]


@pytest.fixture
def on(time_machine):
    """`on(7, 1)` goes to the 1st of July 2019, ten o'clock in Paris."""

    def move(month, day, hour=10):
        instant = datetime.datetime(2019, month, day, hour, tzinfo=PARIS)
        time_machine.move_to(instant, tick=False)
        return instant

    return move


def as_before_the_call(city):
    """The record knows how it ended; here nobody does yet."""
    Application.objects.filter(city=city).delete()
    city.designations.all().delete()


def shown(client, person, name, *parts):
    client.force_login(person)
    return client.get(reverse(f"applications:{name}", args=parts))


def public(client):
    """What anybody sees of Viborg."""
    client.logout()
    return [
        client.get("/cities/viborg/").status_code,
        client.get("/api/v1/cities/?q=Viborg").json()["count"],
        'href="/cities/viborg/"' in client.get("/search/?q=Viborg").text,
    ]


def scored(row, points, at):
    """The evaluator's whole evaluation, with the same points for everything."""
    by = row.evaluator.user
    codes = row.application.call.criteria.values_list("code", flat=True)
    reason = "Because of what the file says." if not 1 < points < Decimal("4.5") else ""
    draft = save(
        row,
        by=by,
        at=at,
        revision=0,
        scores=dict.fromkeys(codes, (points, reason)),
        comment="",
    )
    submit(row, by=by, at=at, key=f"submit-{draft.pk}")


def test_the_call_of_2019_is_judged_and_announced(client, on):  # noqa: PLR0915, one story
    call, viborg = Call.objects.get(year=2019), City.objects.get(slug="viborg")
    as_before_the_call(viborg)
    media_arts = CreativeField.objects.get(slug="media-arts")
    secretariat, colleague = person_in("Secretariat"), person_in("Secretariat")
    office = person_in("Director-General’s office")
    commission = member_of_commission(viborg.country)
    municipality = UserFactory(email="municipality@example.org")
    load_form(FORM, call, by=UserFactory(superuser=True))
    EvaluationTermsFactory(call=call, completion_days=14, spread_at_most=40)
    criteria = [
        CriterionFactory(call=call, code=code, weight=weight)
        for code, weight in [("quality", 2), ("relevance", 1), ("feasibility", 1)]
    ]
    for country in FROM:
        EvaluatorFactory(
            call=call,
            country=Country.objects.get(code=country),
            fields=[media_arts],
            capacity=8,
        )

    # Until the deadline: Viborg's file, whole but for one answer, and twelve beside it.
    on(6, 19)
    file = start(call, viborg, media_arts, by=municipality)
    fill(file, municipality)
    on(6, 30)
    perform(file, "submit", by=municipality, declared=True)
    brought = receive(
        file,
        "endorsement-letter",
        io.BytesIO(letter("Letter of the National Commission")),
        name="endorsement.pdf",
        by=commission,
    )
    perform(file, "endorse", by=commission, letter=brought)
    file.answers.get(question="motivation").delete()
    nothing_asked = FormVersionFactory(call=call, number=9, published_at=None)
    beside = []
    for number, country in enumerate(BESIDE):
        one = ApplicationFactory(
            call=call,
            city=CityFactory(name=f"Beside {number}", country=Country.objects.get(code=country)),
            field=media_arts,
            form=nothing_asked,
            **({"submitted": True} if number == 11 else {"endorsed": True}),
        )
        TeamMemberFactory(application=one)
        beside.append(one)

    # July: the Secretariat screens. Viborg completes an answer; one file was never endorsed.
    on(7, 2)
    page = shown(client, secretariat, "screening:file", file.pk)
    assert [verdict.rule.code for verdict in page.context["broken"]] == ["answered"]
    perform(file, "return", by=secretariat, reason="One is missing", subjects=["motivation"])
    assert Screening.objects.get(application=file).complete_by == on(7, 16)
    for one in beside[:11]:
        perform(one, "admit", by=secretariat)
    unendorsed = beside[11]
    perform(unendorsed, "refuse", by=secretariat, reason="No letter came", ground="not-endorsed")
    on(7, 10)
    save_answer(
        file,
        "motivation",
        "Because films are drawn here.",
        base_revision=0,
        client_key=uuid.uuid4(),
        by=municipality,
    )
    perform(file, "complete", by=municipality, declared=True)
    perform(file, "admit", by=secretariat)

    # August: three evaluators for each of twelve files; one is bound to Viborg and recuses.
    on(8, 1)
    proposal = propose(call)
    assign(call, proposal.digest, by=secretariat)
    in_force = Assignment.objects.in_force()
    assert in_force.count() == 36
    loads = [row.assignments.in_force().count() for row in call.evaluators.all()]
    assert max(loads) - min(loads) <= 1
    at = on(8, 2)
    bound = in_force.filter(application=file).first()
    declare_conflict(bound, kind="tie", note="We made a film there.", by=bound.evaluator.user)
    assert in_force.filter(application=file).count() == 3
    for row in in_force:
        declare_no_conflict(row, by=row.evaluator.user)

    # September: scores. The first evaluator is hard on everybody; all agree that Viborg is best.
    at = on(9, 10)
    harsh = call.evaluators.order_by("pk").first()
    for row in in_force.filter(state=AssignmentState.OPEN).select_related("application"):
        points = Decimal("4.5") if row.application_id == file.pk else Decimal(3)
        scored(row, points - (1 if row.evaluator_id == harsh.pk else 0), at)
    results = results_of(call)
    assert not results.unscored
    assert results.ranked[0].application == file
    for result in results.needing_consensus:
        write_consensus(
            result.application, note="Agreed.", by=secretariat, seen=version_of(result.application)
        )
    told = shown(client, municipality, "candidature:file", file.pk).text
    assert "under evaluation" in told
    assert "evaluations" not in told.replace("evaluators", "")

    # October: the office decides and releases. Nobody else learns anything.
    before = public(client)
    on(10, 15)
    announced_at = datetime.datetime(2019, 10, 30, 12, tzinfo=PARIS)
    for one in [file, *beside[:11]]:
        one.refresh_from_db()
        decide(one, "designated" if one == file else "not-designated", by=office)
    letters(call, office)
    plan(call, announced_at, by=office)
    release(call, office)
    assert public(client) == before == [404, 0, False]
    assert shown(client, secretariat, "decision:desk", 2019).status_code == 403
    for person in (municipality, commission, harsh.user):
        assert shown(client, person, "decision:desk", 2019).status_code == 404
    assert "designated" not in shown(client, municipality, "candidature:course", file.pk).text
    written = Notice.objects.count()

    # 30 October: a second before, nothing; at the instant everything, and only once.
    announcement = Announcement.objects.get(call=call)
    now = on(10, 30, 12)
    assert announce(announcement.pk, now - datetime.timedelta(seconds=1)) is None
    done = announce(announcement.pk, now)
    assert announce(announcement.pk, now) is None
    assert len(done.changes) == 12
    file.refresh_from_db()
    designation = Designation.objects.get(city=viborg)
    assert file.status == Status.DESIGNATED
    assert (designation.field, designation.announced_on) == (media_arts, "2019-10-30")
    assert public(client) == [200, 1, True]
    assert viborg in City.objects.members_on(datetime.date(2019, 10, 30))
    assert viborg not in City.objects.members_on(datetime.date(2019, 10, 29))
    of_viborg = Notice.objects.filter(application=file, written_at=now).values_list("email")
    assert {email for (email,) in of_viborg} == {municipality.email, commission.email}
    assert Notice.objects.count() == written + len(of_viborg) + 11

    # November: feedback without names, and a review that somebody else handles.
    on(11, 4)
    loser = beside[0]
    loser.refresh_from_db()
    write_feedback(loser, {criteria[0]: "Say more of the plan."}, by=secretariat)
    owner = owner_of(loser)
    assert "Say more of the plan." in shown(client, owner, "candidature:result", loser.pk).text
    review = request_review(loser, "The plan stands on page 4.", by=owner)
    take_up(review, by=colleague)
    answer(review, "upheld", "The panel read page 4.", by=colleague)
    assert "The panel read page 4." in shown(client, owner, "candidature:result", loser.pk).text

    # The log has it all: it is whole, and leads to where Viborg stands.
    assert [str(problem) for problem in verify()] == []
    of_viborg = [str(one) for one in differences() if f"file {file.pk} " in f"{one} "]
    assert of_viborg == []
