"""The pages of the Director-General's office, as it goes through a call."""

import re

import pytest
from django.urls import reverse

from applications.models import Announcement, Decision, LetterTemplate
from applications.outcome import decide
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    letters,
    office,
    person_in,
    released,
    tomorrow,
)
from tests.applications.workflow.people import denmark, member_of_commission, owner_of
from tests.factories import EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    person = office()
    client.force_login(person)
    return person


def address(name, call, *more):
    return reverse(f"applications:decision:{name}", args=[call.year, *more])


def pages_of(call, file):
    yield reverse("applications:decision:desks")
    for name in ("desk", "letters", "announcement", "release", "hold"):
        yield address(name, call)
    yield address("file", call, file.pk)
    yield address("letter", call, "designated", "en")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("nobody", 302),
        ("owner", 404),
        ("commission", 404),
        ("evaluator", 404),
        ("Evaluator", 404),
        ("somebody", 404),
        ("Secretariat", 403),
    ],
)
def test_nobody_else_comes_in(client, who, status):
    call = closed_call()
    file = judged_file(call)
    decide(file, "designated", by=office())
    people = {
        "owner": lambda: owner_of(file),
        "commission": lambda: member_of_commission(denmark()),
        "evaluator": lambda: EvaluatorFactory(call=call).user,
        "somebody": UserFactory,
    }
    if who != "nobody":
        client.force_login(people[who]() if who in people else person_in(who))

    for page in pages_of(call, file):
        assert client.get(page).status_code == status, page
        assert client.post(page).status_code in (status, 405), page


def test_the_office_decides_and_the_list_shows_it(client, by):
    call = closed_call(max_designated_per_country=1)
    first, second = judged_file(call), judged_file(call)

    page = client.get(address("file", call, first.pk))
    assert page.status_code == 200
    sent = client.post(
        address("file", call, first.pk), {"seen": 0, "outcome": "designated", "reason": ""}
    )

    assert sent.url == address("desk", call)
    assert Decision.objects.get().outcome == "designated"
    shown = client.get(address("desk", call)).text
    assert "1 file is not decided yet" in shown
    assert "break" not in shown
    asked = client.get(address("desk", call), {"designated": [second.pk, "x"]}).text
    assert "This would break rules of the call" in asked
    assert "Denmark would have 2 designations; the call allows 1" in asked
    assert Decision.objects.count() == 1
    # The page of the other file tells it before anybody decides.
    assert "the call allows 1" in client.get(address("file", call, second.pk)).text


def test_whoever_decides_on_an_older_copy_is_told_who_decided_what(client, by):
    call = closed_call()
    file = judged_file(call)
    other = office()
    decide(file, "designated", by=other)

    answer = client.post(
        address("file", call, file.pk), {"seen": 0, "outcome": "not-designated", "reason": ""}
    )

    assert answer.status_code == 409
    assert f"{other.email} decided “designated”" in answer.text
    assert 'name="seen" value="1"' in answer.text


def test_what_is_not_filled_in_is_told_beside_its_field(client, by):
    call = closed_call()
    file = judged_file(call)

    answer = client.post(address("file", call, file.pk), {"seen": 0})

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert not Decision.objects.exists()


def test_letters_are_written_in_versions_and_previewed_for_each_recipient(client, by):
    call = closed_call()
    file = judged_file(call)
    decide(file, "designated", by=by)
    letters(call, by)
    where = address("letter", call, "designated", "en")

    wrong = client.post(where, {"seen": 1, "subject": "News", "body": "Dear {mayor}"})
    assert wrong.status_code == 422
    assert "Nobody knows what “{mayor}” stands for." in wrong.text
    right = client.post(
        where, {"seen": 1, "subject": "News", "body": "Dear {name},\n{city} is in."}
    )
    assert right.url == address("letters", call)

    assert LetterTemplate.objects.filter(kind="designated", language="en").count() == 2
    assert "version 2" in client.get(address("letters", call)).text
    preview = client.get(address("file", call, file.pk)).text
    assert f"Dear {owner_of(file).email},<br>{file.city.name} is in." in preview
    assert client.get(address("letter", call, "invited", "en")).status_code == 404
    assert client.get(where).status_code == 200


def test_an_announcement_is_planned_released_and_held_by_asking_first(client, by):
    call = closed_call()
    file = judged_file(call)
    day = tomorrow().date().isoformat()

    assert client.get(address("release", call)).status_code == 409
    planned = client.post(
        address("announcement", call), {"seen": 0, "day": day, "time": "12:00", "zone": "UTC"}
    )
    assert planned.url == address("announcement", call)
    refused = client.post(address("release", call), {"seen": 1})
    assert refused.status_code == 422
    assert f"{file.city.name} is not decided yet." in refused.text
    assert "is not written in the language" in refused.text

    decide(file, "designated", by=by)
    letters(call, by)
    assert "Release it" in client.get(address("release", call)).text
    assert Announcement.objects.get().released_at is None
    assert client.post(address("release", call), {"seen": 1}).status_code == 302
    assert Announcement.objects.get().released_by == by
    assert client.post(address("hold", call), {"seen": 1}).status_code == 409
    assert client.get(address("hold", call)).status_code == 200
    assert client.post(address("hold", call), {"seen": 2}).status_code == 302
    assert Announcement.objects.get().released_at is None


def test_an_instant_that_is_over_is_refused_on_the_page(client, by):
    call = closed_call()
    answer = client.post(
        address("announcement", call),
        {"seen": 0, "day": "2020-01-01", "time": "12:00", "zone": "UTC"},
    )

    assert answer.status_code == 409
    assert "This instant is over" in answer.text


def test_what_was_in_the_way_of_an_announcement_is_shown(client, by):
    call = closed_call()
    released(call, by, {judged_file(call): "designated"})
    Announcement.objects.update(error="Conflict: Bergen holds Music")

    for name in ("desk", "announcement"):
        assert "Bergen holds Music" in client.get(address(name, call)).text


def test_the_account_leads_to_the_decisions(client, by):
    assert reverse("applications:decision:desks") in client.get(reverse("account")).text
    client.force_login(person_in("Secretariat"))
    assert reverse("applications:decision:desks") not in client.get(reverse("account")).text


@pytest.mark.parametrize("name", ["desk", "announcement"])
def test_a_page_asks_as_often_for_three_files_as_for_one(
    client, by, django_assert_max_num_queries, name
):
    call = closed_call()
    decide(judged_file(call), "designated", by=by)
    client.get(address(name, call))
    with django_assert_max_num_queries(60) as once:
        client.get(address(name, call))
    for _number in range(2):
        decide(judged_file(call), "designated", by=by)

    with django_assert_max_num_queries(len(once)):
        client.get(address(name, call))


def test_the_calls_are_listed_with_what_is_left(client, by):
    call = closed_call()
    judged_file(call)
    closed_call()

    text = client.get(reverse("applications:decision:desks")).text

    assert re.search(rf"Call of {call.year}</a>.*1 file to be decided on", text, re.DOTALL)
    assert text.count("Call of") == 1
