"""The Secretariat's pages of a panel."""

import re
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.evaluation.staff_urls import urlpatterns
from applications.models import AssignmentState, Consensus
from applications.panel.assignments import remove
from applications.panel.proposals import propose
from tests.applications.panel.panels import assigned, panel, rows_of, scored, secretary
from tests.applications.workflow.people import member_of_commission
from tests.factories import (
    CallFactory,
    CriterionFactory,
    EvaluationTermsFactory,
    FormVersionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def address(name, *parts):
    return reverse(f"applications:panel:{name}", args=parts)


@pytest.fixture
def staff(client):
    person = secretary()
    client.force_login(person)
    client.person = person
    return client


def pages_of(row):
    """Every page of the panel, as it would be for an assignment."""
    known = {
        "year": row.application.call.year,
        "number": row.application_id,
    }
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        number = {"number": row.number} if pattern.name == "removal" else {}
        wanted = {name: (known | number)[name] for name in names}
        yield reverse(f"applications:panel:{pattern.name}", kwargs=wanted)


def digest_in(answer):
    return re.search(r'name="digest" value="(\w+)"', answer.text)[1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_the_secretariat_finds_the_pages(client, method):
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    file = row.application
    people = [
        UserFactory(),
        row.evaluator.user,
        TeamMemberFactory(application=file).user,
        member_of_commission(file.city.country),
        UserFactory(staff=True),
    ]
    for person in people:
        client.force_login(person)
        for path in pages_of(row):
            answer = getattr(client, method)(path)
            assert answer.status_code in ({404} if method == "get" else {404, 405}), path
            assert file.city.name not in answer.text


def test_whoever_is_not_signed_in_is_led_to_the_sign_in(client):
    (row,) = assigned(panel(files=1, evaluators=1, per_file=1))
    for path in pages_of(row):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/sign-in/?next=")


def test_every_page_opens_for_the_secretariat_and_is_kept_by_no_cache(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    CriterionFactory(call=call)
    (row,) = assigned(call)
    scored(row, Decimal(3))
    for path in pages_of(row):
        answer = staff.get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"] == "private, no-store"
        assert "<h1" in answer.text


def test_a_call_without_terms_is_named_and_has_no_pages(staff):
    call = CallFactory()
    FormVersionFactory(call=call)
    other = EvaluationTermsFactory().call

    text = staff.get(address("calls")).text

    assert address("overview", other.year) in text
    assert str(call) in text
    assert staff.get(address("overview", call.year)).status_code == 404


def test_the_overview_counts_what_is_sealed_open_and_submitted(staff):
    call = panel(files=1, evaluators=4, per_file=3)
    CriterionFactory(call=call)
    first, second, _third = assigned(call)
    scored(first, Decimal(3))
    type(second).objects.filter(pk=second.pk).update(
        state=AssignmentState.OPEN, answered_at=second.assigned_at
    )

    answer = staff.get(address("overview", call.year))

    (row,) = answer.context["files"]
    assert (row["sealed"], row["open"], row["submitted"], row["missing"]) == (1, 1, 1, 0)
    assert "sealed 1, open 1, submitted 1" in answer.text


def test_the_proposal_shows_every_pair_with_its_reasons_and_assigns_just_that(staff):
    call = panel(files=2, evaluators=4, per_file=2)
    page = staff.get(address("proposal", call.year))
    assert page.text.count("New:") == 4
    assert "knows the field of" in page.text

    given = {"digest": digest_in(page), "key": str(uuid.uuid4())}
    answer = staff.post(address("proposal", call.year), given)
    again = staff.post(address("proposal", call.year), given)

    assert answer.status_code == again.status_code == 302
    assert rows_of(call).count() == 4
    assert "Everything is assigned" in staff.get(address("proposal", call.year)).text


def test_a_proposal_that_was_seen_before_a_change_is_a_conflict_with_the_new_one(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    page = staff.get(address("proposal", call.year))
    chosen = propose(call).added[0].pair[1]
    call.evaluators.filter(pk=chosen).update(is_active=False)

    answer = staff.post(address("proposal", call.year), {"digest": digest_in(page), "key": "k"})

    assert answer.status_code == 409
    assert "Something changed since you saw this proposal" in answer.text
    assert digest_in(answer) != digest_in(page)
    assert not rows_of(call).exists()


def test_what_cannot_be_assigned_names_the_block_and_how_to_mend_it(staff):
    call = panel(files=1, evaluators=1, per_file=2)

    page = staff.get(address("proposal", call.year))
    answer = staff.post(address("proposal", call.year), {"digest": "", "key": "k"})

    assert page.status_code == 200
    assert "There is no assignment that keeps all rules" in page.text
    assert "One of these would mend it" in page.text
    assert "Assign just so" not in page.text
    assert answer.status_code == 409


def test_a_change_by_hand_is_shown_before_it_is_done(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    other = call.evaluators.exclude(pk=row.evaluator_id).get()

    led = staff.get(
        address("change", call.year),
        {"file": row.application_id, "evaluator": other.pk, "how": "wanted"},
    )
    page = staff.get(led["Location"])
    assert "Taken back:" in page.text
    assert [one.evaluator_id for one in rows_of(call).in_force()] == [row.evaluator_id]
    staff.post(
        address("proposal", call.year),
        {
            "digest": digest_in(page),
            "key": "k",
            "wanted": f"{row.application_id}-{other.pk}",
        },
    )

    assert [one.evaluator_id for one in rows_of(call).in_force()] == [other.pk]


def test_changes_by_hand_add_up_and_the_last_said_of_a_pair_holds(staff):
    call = panel(files=1, evaluators=3, per_file=1)
    file = call.applications.get().pk
    first, second, _third = (one.pk for one in call.evaluators.order_by("pk"))
    before = {"wanted": [f"{file}-{first}"], "file": file}

    led = staff.get(
        address("change", call.year), {**before, "evaluator": second, "how": "forbidden"}
    )
    turned = staff.get(
        address("change", call.year), {**before, "evaluator": first, "how": "forbidden"}
    )

    assert led["Location"].endswith(f"?wanted={file}-{first}&forbidden={file}-{second}")
    assert turned["Location"].endswith(f"?forbidden={file}-{first}")


@pytest.mark.parametrize("pair", ["7", "a-b", "1-2-3", "²-1", "9" * 30 + "-1"])
def test_what_is_no_pair_is_not_found(staff, pair):
    call = panel()

    assert staff.get(address("proposal", call.year), {"wanted": pair}).status_code == 404


def test_a_pair_that_contradicts_a_conflict_is_told(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    file, evaluator = call.applications.get(), call.evaluators.first()
    evaluator.ties.create(city=file.city, kind="family")

    page = staff.get(address("proposal", call.year), {"wanted": f"{file.pk}-{evaluator.pk}"})
    unknown = staff.get(address("proposal", call.year), {"wanted": "999999-999999"})

    assert "they are in conflict" in page.text
    assert "is not there" in unknown.text


def test_an_unfinished_change_is_asked_for_again(staff):
    call = panel()

    answer = staff.get(address("change", call.year), {"file": "", "evaluator": ""})

    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_an_assignment_is_taken_back_with_a_reason(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    path = address("removal", call.year, row.number)

    assert staff.post(path, {"reason": ""}).status_code == 422
    answer = staff.post(path, {"reason": "Ill until spring"})

    assert answer["Location"] == address("file", call.year, row.application_id)
    assert "Ill until spring" in staff.get(answer["Location"]).text


def test_a_recused_assignment_is_a_conflict(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    type(row).objects.filter(pk=row.pk).update(
        state="recused", conflict="tie", answered_at=row.assigned_at
    )

    answer = staff.post(address("removal", call.year, row.number), {"reason": "Ill"})

    assert answer.status_code == 409
    assert "has recused" in answer.text


def test_the_page_of_a_file_tells_why_each_pair_was_made_or_ended(staff):
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    remove(row, by=staff.person, reason="Ill")
    assigned(call)

    text = staff.get(address("file", call.year, row.application_id)).text

    assert "taken back by hand" in text
    assert "knows the field" in text
    assert "file 1 of at most 10" in text


def test_results_stand_raw_beside_corrected_and_say_why_nothing_is_corrected(staff):
    call = panel(files=2, evaluators=2, per_file=1)
    CriterionFactory(call=call)
    first, _second = assigned(call)
    scored(first, Decimal(3))

    text = staff.get(address("results", call.year)).text

    assert "Nothing is corrected" in text
    assert "60.0" in text
    assert "Files without any evaluation" in text


def test_results_without_a_fitting_criterion_say_what_to_do(staff):
    call = panel(files=1, evaluators=1, per_file=1)
    CriterionFactory(call=call)
    (row,) = assigned(call)
    scored(row, Decimal(3))
    CriterionFactory(call=call)

    text = staff.get(address("results", call.year)).text

    assert "criteria and scores do not go together" in text
    assert "take the submission back" in text


def test_a_consensus_note_is_written_and_read(staff):
    call = panel(files=1, evaluators=2, per_file=2)
    CriterionFactory(call=call)
    first, second = assigned(call)
    scored(first, Decimal(1))
    scored(second, Decimal(4))
    path = address("consensus", call.year, first.application_id)
    assert path in staff.get(address("results", call.year)).text

    assert staff.post(path, {"note": ""}).status_code == 422
    answer = staff.post(path, {"note": "A strong plan.", "dissent": "Too dear."})
    stale = staff.post(path, {"note": "Another.", "seen": ""})

    assert answer.status_code == 302
    assert stale.status_code == 409
    assert "Another." in stale.text
    assert Consensus.objects.get().note == "A strong plan."
    assert "Too dear." in staff.get(path).text
    seen = re.search(r'name="seen" value="([^"]+)"', stale.text)[1]
    assert staff.post(path, {"note": "Another.", "seen": seen}).status_code == 302


@pytest.mark.parametrize("name", ["overview", "evaluators", "proposal", "results", "calls"])
def test_lists_ask_as_many_queries_for_three_rows_as_for_one(staff, name):
    numbers = []
    for number in [1, 3]:
        call = panel(files=number, evaluators=number, per_file=1)
        CriterionFactory(call=call)
        for row in assigned(call, by=staff.person):
            scored(row, Decimal(3))
        path = address(name, *([] if name == "calls" else [call.year]))
        staff.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert staff.get(path).status_code == 200
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
