"""Requests for review: who asks, until when, who answers, and what comes of it."""

import datetime
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.log import differences, verify
from applications.models import LogEntry, Notice, ReviewRequest, Status
from applications.notices.letters import letter
from applications.outcome.reminding import write_reminders
from applications.outcome.reviews import answer, request_review, take_up
from applications.workflow import Conflict, Incomplete, Late, NotAllowed, perform
from tests.applications.outcome.decided import person_in
from tests.applications.workflow.network import (
    closed_call,
    file_in,
    not_designated,
    refused,
    secretariat,
)
from tests.applications.workflow.people import (
    denmark,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import AssignmentFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def file():
    return file_in(denmark(), closed_call(review_days=30))


@pytest.fixture
def owner(file):
    return owner_of(file)


def office():
    """Somebody of the Director-General's office, who screens no files."""
    user = UserFactory(is_staff=True)
    names = ("view_application", "decide")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def requested(file):
    return request_review(file, "It came in time.", by=owner_of(file))


def text_of(page):
    return page.content.decode()


def address(name, *parts):
    return reverse(f"applications:{name}", args=parts)


# Asking.


@pytest.mark.parametrize("decide", [refused, not_designated])
def test_an_owner_asks_within_the_days_and_not_from_their_end_on(file, owner, decide):
    now = timezone.now()
    decide(file, at=now)

    with pytest.raises(Late) as late:
        request_review(file, "In time.", by=owner, at=now + 30 * DAY)
    assert late.value.deadline == now + 30 * DAY
    last = now + 30 * DAY - datetime.timedelta(microseconds=1)
    assert request_review(file, "In time.", by=owner, at=last).at == last


def test_a_review_is_asked_for_once_and_one_attempt_is_one_request(file, owner):
    refused(file)
    key = uuid.uuid4()
    first = request_review(file, "It came in time.", by=owner, key=key)

    assert request_review(file, "It came in time.", by=owner, key=key) == first
    with pytest.raises(Conflict):
        request_review(file, "Once more.", by=owner, key=uuid.uuid4())
    assert LogEntry.objects.get(kind="review:request").act == first.number


def test_others_do_not_ask_nor_without_grounds_nor_of_a_file_that_is_not_decided(file, owner):
    with pytest.raises(Conflict):
        request_review(file, "Why not?", by=owner)
    refused(file)
    for other in (TeamMemberFactory(application=file, part="editor").user, secretariat()):
        with pytest.raises(NotAllowed):
            request_review(file, "Why not?", by=other)
    with pytest.raises(Incomplete):
        request_review(file, "  ", by=owner)


def test_the_page_says_until_when_asks_and_shows_what_was_asked(client, file, owner):
    change = refused(file)
    client.force_login(owner)
    page = address("candidature:review", file.pk)
    until = (change.at + 30 * DAY).isoformat()
    assert f'datetime="{until}"' in text_of(client.get(page))

    empty = client.post(page, {"key": str(uuid.uuid4()), "grounds": ""})
    assert empty.status_code == 422
    key = str(uuid.uuid4())
    for _twice in range(2):
        sent = client.post(page, {"key": key, "grounds": "It came in time."})
        assert sent.status_code == 302
    assert ReviewRequest.objects.get().grounds == "It came in time."

    again = client.post(page, {"key": str(uuid.uuid4()), "grounds": "Other grounds."})
    assert again.status_code == 409
    assert "Other grounds." in text_of(again)
    assert "It came in time." in text_of(client.get(address("candidature:result", file.pk)))


# Answering.


def test_whoever_had_a_part_in_it_does_not_handle_the_review(file):
    screener = secretariat()
    refused(file, by=screener)
    review = requested(file)
    evaluator, member, drafter = secretariat(), secretariat(), secretariat()
    AssignmentFactory(application=file, evaluator__user=evaluator, state="removed")
    TeamMemberFactory(application=file, user=member, part="reader")
    file.decisions.create(outcome="not-designated", by=drafter, at=timezone.now())

    for person in (screener, evaluator, member, drafter):
        with pytest.raises(NotAllowed) as why:
            take_up(review, by=person)
        assert why.value.code == "had-a-part"
    for stranger in (owner_of(file), member_of_commission(file.city.country), UserFactory()):
        with pytest.raises(NotAllowed):
            take_up(review, by=stranger)


def test_one_person_handles_it_and_answers_it_once(file):
    refused(file)
    review, handler = requested(file), secretariat()
    with pytest.raises(NotAllowed):
        answer(review, "upheld", "It came late.", by=handler)
    take_up(review, by=handler)
    take_up(review, by=handler)
    with pytest.raises(Conflict):
        take_up(review, by=secretariat())
    with pytest.raises(Incomplete):
        answer(review, "upheld", " ", by=handler)

    for _twice in range(2):
        answer(review, "upheld", "It came late.", by=handler)
    with pytest.raises(Conflict):
        answer(review, "granted", "It came late.", by=handler)

    file.refresh_from_db()
    assert (review.outcome, file.status) == ("upheld", Status.INELIGIBLE)
    assert LogEntry.objects.filter(kind="review:answer").count() == 1


@pytest.mark.parametrize("handler", [secretariat, office])
def test_a_review_that_is_granted_takes_the_file_up_again_at_once(file, handler):
    refused(file)
    review, person = requested(file), handler()
    take_up(review, by=person)
    answer(review, "granted", "The post was late, not you.", by=person)

    file.refresh_from_db()
    last = file.status_changes.order_by("-pk").first()
    assert (file.status, last.action, last.by) == (Status.UNDER_EVALUATION, "reinstate", person)
    assert list(verify()) == []


def test_a_file_is_not_taken_up_again_without_a_review_that_was_granted(file):
    refused(file)
    requested(file)
    with pytest.raises(Conflict):
        perform(file, "reinstate", by=secretariat())


def test_team_and_commission_get_letters_and_read_the_outcome(client, file, owner):
    member = member_of_commission(file.city.country)
    refused(file)
    review, handler = requested(file), secretariat()
    take_up(review, by=handler)
    answer(review, "upheld", "It came late.", by=handler)

    for person in (owner, member):
        asked, told = (
            letter(Notice.objects.get(template=name, user=person))
            for name in ("review-requested", "review-answered")
        )
        assert asked.subject == f"A review is requested for the file of {file.city.name}"
        assert "the decision stands" in told.body
        assert "It came late." in told.body
    for person, page in (
        (owner, address("candidature:result", file.pk)),
        (member, address("commission:file", file.pk)),
    ):
        client.force_login(person)
        text = text_of(client.get(page))
        assert "The decision stands" in text
        assert "It came late." in text
        assert handler.email not in text


def test_the_pages_are_for_the_secretariat_and_the_office_alone(client, file, owner):
    refused(file)
    review = requested(file)
    pages = [address("screening:reviews"), address("screening:review", review.number)]
    for person, codes in (
        (owner, [404, 404]),
        (member_of_commission(file.city.country), [404, 404]),
        (secretariat(), [200, 200]),
        (office(), [200, 200]),
    ):
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == codes


def test_a_review_is_taken_up_and_answered_on_its_page(client, file):
    refused(file)
    review = requested(file)
    page = address("screening:review", review.number)
    client.force_login(secretariat())

    assert client.post(page, {"outcome": "upheld", "answer": "No."}).status_code == 403
    assert client.post(page, {"take-up": "yes"}).status_code == 302
    assert client.post(page, {"outcome": "upheld", "answer": ""}).status_code == 422
    assert client.post(page, {"outcome": "upheld", "answer": "It came late."}).status_code == 302
    assert 'name="outcome"' not in text_of(client.get(page))


def test_three_reviews_cost_as_many_queries_as_one(client, file):
    refused(file)
    requested(file)
    client.force_login(secretariat())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address("screening:reviews"))
        return page, len(captured)

    queries()
    _page, first = queries()
    for _more in range(2):
        other = file_in(file.city.country, file.call)
        refused(other)
        take_up(requested(other), by=secretariat())
    page, later = queries()

    assert later == first
    assert text_of(page).count('scope="row"') == 3


def test_the_log_alone_tells_who_handled_each_review_and_how_it_ended(file):
    refused(file)
    review, handler = requested(file), secretariat()
    take_up(review, by=handler)
    answer(review, "upheld", "It came late.", by=handler)
    assert not [one for one in differences() if "review" in one.detail]

    ReviewRequest.objects.update(outcome="granted")
    assert [one.detail for one in differences() if "review" in one.detail] == [
        f"review {review.number} is otherwise than by the log"
    ]


# After it.


def test_the_next_calls_file_is_begun_from_this_one_and_leads_back_to_its_feedback(
    client, file, owner
):
    refused(file)
    call = open_call()
    client.force_login(owner)
    page = text_of(client.get(address("candidature:result", file.pk)))
    link = f"{address('candidature:begin', call.year)}?from={file.pk}"
    assert link in page

    begun = client.post(link, {"field": file.field_id, "key": str(uuid.uuid4())})
    assert begun.status_code == 302
    assert link not in text_of(client.get(address("candidature:result", file.pk)))


def test_the_secretariat_is_told_once_of_a_review_that_waits_for_too_long(file):
    screener, colleague = secretariat(), person_in("Secretariat")
    refused(file, by=screener)
    review = requested(file)

    assert write_reminders(review.at + 30 * DAY - datetime.timedelta(seconds=1)) == 0
    assert [write_reminders(review.at + days * DAY) for days in (30, 31)] == [2, 0]

    told = Notice.objects.filter(template="review-waits")
    assert {notice.user for notice in told} == {screener, colleague}
    assert address("screening:review", review.number) in letter(told[0]).body
    told.delete()
    take_up(review, by=colleague)
    answer(review, "upheld", "It came by post.", by=colleague)
    assert write_reminders(review.at + 32 * DAY) == 0
