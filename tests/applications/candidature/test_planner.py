"""The plan of a file on its page, and in calendar programs that cannot sign in."""

import datetime

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.candidature.subscribing import address_of
from applications.models import ProcessStep
from applications.planning.keeping import MOST_STEPS
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import CallFactory, CountryFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(name, *parts):
    return reverse(f"applications:candidature:{name}", args=parts)


@pytest.fixture
def file(time_machine):
    time_machine.move_to(datetime.datetime(2027, 3, 1, 12, 0, tzinfo=datetime.UTC), tick=False)
    call = CallFactory(
        year=2027,
        opens_at=datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC),
        deadline=datetime.datetime(2027, 6, 30, 22, 0, tzinfo=datetime.UTC),
    )
    return file_of(denmark(), call)


@pytest.fixture
def owner(client, file):
    person = owner_of(file)
    person.time_zone = "Asia/Tokyo"
    person.save()
    client.force_login(person)
    return person


def write_down(file, title="Decision of the council", on="2027-06-16", **details):
    return ProcessStep.objects.create(application=file, on=on, title=title, **details)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_next_deadline_comes_first_in_the_readers_zone_in_paris_and_in_utc(client, owner, file):
    page = text_of(client.get(address("planner", file.pk)))
    first = page.index("1 July 2027, 07:00:00 (Asia/Tokyo)")
    assert first < page.index("Steps in their order")
    assert "1 July 2027, 00:00:00 (Europe/Paris)" in page
    assert "30 June 2027, 22:00:00 (UTC)" in page
    assert "midnight" not in page.lower()


def test_the_list_is_in_the_order_of_time_and_says_whose_each_step_is(client, owner, file):
    write_down(file, "Decision of the council", "2027-06-16", body="City council")
    write_down(file, "Visit of the National Commission", "2027-02")
    answer = client.get(address("planner", file.pk))
    rows = [
        (step["title"], step["origin"], step["is_over"], bool(step["at"]))
        for step in answer.context["steps"]
    ]
    assert rows == [
        ("Visit of the National Commission", "own", True, False),
        ("Decision of the council", "own", False, False),
        ("Deadline of the call", "fixed", False, True),
    ]
    page = text_of(answer)
    assert ">February 2027</time>" in page
    assert ">16 June 2027</time>" in page
    assert "<bdi>City council</bdi>" in page
    assert page.count("This date is over.") == 1
    assert page.count('<rect class="own"') == 2
    assert page.count('<rect class="fixed"') == 1


def test_today_is_that_of_the_reader(client, owner, file, time_machine):
    write_down(file, "Briefing", "2027-03-01")
    page = address("planner", file.pk)
    assert "This date is over." not in text_of(client.get(page))
    # 15:00 in UTC is the beginning of the next day in Tokyo.
    time_machine.move_to(datetime.datetime(2027, 3, 1, 15, 0, tzinfo=datetime.UTC), tick=False)
    assert "This date is over." in text_of(client.get(page))


def test_when_every_deadline_is_over_the_page_says_so(client, owner, file, time_machine):
    time_machine.move_to(datetime.datetime(2027, 6, 30, 22, 0, tzinfo=datetime.UTC), tick=False)
    client.force_login(owner)
    page = text_of(client.get(address("planner", file.pk)))
    assert "Every deadline of this call is over." in page


def test_a_call_without_a_deadline_still_has_a_plan_to_keep(client):
    file = file_of(CountryFactory(), CallFactory(year=2031))
    client.force_login(owner_of(file))
    page = text_of(client.get(address("planner", file.pk)))
    assert "No deadline of this call is known yet." in page
    assert "There is no step yet." in page
    assert "Take these steps over" not in page


def test_proposals_are_taken_over_by_one_button(client, owner, file):
    page = text_of(client.get(address("planner", file.pk)))
    assert "Take these steps over" in page
    answer = client.post(address("proposals", file.pk), follow=True)
    assert "10 steps were taken over." in text_of(answer)
    assert "Take these steps over" not in text_of(answer)
    client.post(address("proposals", file.pk))
    assert file.process_steps.count() == 10


def test_proposals_beside_own_steps_are_shown_where_asked_for(client, owner, file):
    write_down(file)
    plain = client.get(address("planner", file.pk))
    assert len(plain.context["steps"]) == 2
    assert len(client.get(address("planner", file.pk) + "?proposals=yes").context["steps"]) == 12


def test_a_step_is_added_changed_and_removed(client, owner, file):
    given = {"title": "Briefing", "on": "2027-05", "body": "Committee for culture"}
    answer = client.post(address("step-new", file.pk), given)
    assert answer["Location"] == address("planner", file.pk)
    step = file.process_steps.get()
    assert (step.title, step.on, step.body) == ("Briefing", "2027-05", "Committee for culture")
    form = client.get(address("step", file.pk, step.pk)).context["form"]
    assert form.initial == given
    client.post(address("step", file.pk, step.pk), {**given, "on": "2027-05-12"})
    step.refresh_from_db()
    assert step.on == "2027-05-12"
    assert "12 May 2027" in text_of(client.get(address("step-remove", file.pk, step.pk)))
    for _click in range(2):
        answer = client.post(address("step-remove", file.pk, step.pk))
        assert answer["Location"] == address("planner", file.pk)
    assert not file.process_steps.exists()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"title": "", "on": "2027"}, "title", "This field is required."),
        ({"title": "Briefing", "on": ""}, "on", "This field is required."),
        ({"title": "Briefing", "on": "in May"}, "on", "is no date. Write 2015-12-11"),
        ({"title": "Briefing", "on": "2027-02-29"}, "on", "There is no date"),
        ({"title": "Briefing", "on": "1999"}, "on", "Take a date from 2017 to 2037."),
        ({"title": "Decision of the council", "on": "2027"}, "title", "with this title already"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    client, owner, file, given, field, words
):
    write_down(file)
    answer = client.post(address("step-new", file.pk), {**given, "body": "The <mayor>"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error: Add a step" in page
    assert any(words in error for error in answer.context["form"].errors[field])
    assert "The &lt;mayor&gt;" in page
    assert file.process_steps.count() == 1


def test_a_full_plan_refuses_on_a_page_that_keeps_what_was_typed(client, owner, file):
    for number in range(MOST_STEPS):
        write_down(file, f"Step {number}")
    answer = client.post(address("step-new", file.pk), {"title": "Briefing", "on": "2027"})
    assert answer.status_code == 409
    assert 'value="Briefing"' in text_of(answer)
    answer = client.post(address("proposals", file.pk))
    assert answer.status_code == 409
    assert "<title>Error: Plan of the candidature" in text_of(answer)


def test_an_erased_file_takes_no_step(client, owner, file):
    step = write_down(file)
    file.erased_at = timezone.now()
    file.save()
    given = {"title": "Briefing", "on": "2027"}
    assert client.post(address("step-new", file.pk), given).status_code == 409
    assert client.post(address("step", file.pk, step.pk), given).status_code == 409
    assert client.post(address("step-remove", file.pk, step.pk)).status_code == 409
    assert client.post(address("proposals", file.pk)).status_code == 409
    assert "Add a step" not in text_of(client.get(address("planner", file.pk)))


def test_readers_of_the_file_see_the_plan_and_do_not_keep_it(client, file):
    step = write_down(file)
    client.force_login(TeamMemberFactory(application=file, part="reader").user)
    page = text_of(client.get(address("planner", file.pk)))
    assert "Decision of the council" in page
    assert "Add a step" not in page
    assert "Remove" not in page
    for path in writing_addresses(file, step):
        assert client.post(path, {"title": "X", "on": "2027"}).status_code == 403
    assert client.get(address("step-new", file.pk)).status_code == 403


def writing_addresses(file, step):
    return [
        address("step-new", file.pk),
        address("step", file.pk, step.pk),
        address("step-remove", file.pk, step.pk),
        address("proposals", file.pk),
    ]


def test_others_are_kept_out(client, file):
    step = write_down(file)
    pages = [address("planner", file.pk), *writing_addresses(file, step)]
    people = {404: UserFactory(), 403: UserFactory(superuser=True)}
    for path in pages:
        assert client.post(path).status_code in {302, 405}
    for status, person in people.items():
        client.force_login(person)
        assert client.get(pages[0]).status_code == status
        for path in pages[1:]:
            assert client.post(path).status_code == status


def test_a_step_of_another_file_is_not_found(client, owner, file):
    elsewhere = write_down(file_of(CountryFactory(), open_call()))
    given = {"title": "X", "on": "2027"}
    assert client.post(address("step", file.pk, elsewhere.pk), given).status_code == 404
    client.post(address("step-remove", file.pk, elsewhere.pk))
    elsewhere.refresh_from_db()
    assert elsewhere.title == "Decision of the council"


def queries_of(client, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_more_steps_cost_no_more_queries(client, owner, file):
    write_down(file, "One")
    page, feed = address("planner", file.pk), address_of(file.team.get())
    client.get(page)
    one = queries_of(client, page), queries_of(client, feed)
    for title in ("Two", "Three"):
        write_down(file, title)
    assert (queries_of(client, page), queries_of(client, feed)) == one


# The calendar, which is asked for by a program that nobody signed in.


def events_of(answer):
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_the_page_leads_calendar_programs_to_an_address_of_their_own(client, owner, file):
    path = address_of(file.team.get())
    page = text_of(client.get(address("planner", file.pk)))
    assert f'href="webcal://testserver{path}"' in page
    assert f'href="http://testserver{path}" download' in page
    in_french = text_of(client.get("/fr" + address("planner", file.pk)))
    assert f'href="webcal://testserver{path}"' in in_french


def test_the_calendar_is_read_without_signing_in(client, file):
    write_down(file, "Visit of the National Commission", "2027-02", body="National Commission")
    answer = client.get(address_of(file.team.get()))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{file.city.name} 2027.ics"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    events = events_of(answer)
    assert set(events) == {"Visit of the National Commission", "Deadline of the call"}
    assert events["Deadline of the call"].decoded("dtstart") == file.call.deadline
    visit = events["Visit of the National Commission"]
    assert visit.decoded("dtstart") == datetime.date(2027, 2, 1)
    assert visit.decoded("dtend") == datetime.date(2027, 3, 1)


def test_the_calendar_speaks_the_language_of_the_member(client, file):
    person = owner_of(file)
    for language, title in [
        ("fr", "Date limite de l’appel"),
        ("en", "Deadline of the call"),
        ("ar", "Deadline of the call"),
    ]:
        person.language = language
        person.save()
        assert title in events_of(client.get(address_of(file.team.get())))


def test_a_calendar_program_that_has_the_plan_is_told_so(client, file, time_machine):
    path = address_of(file.team.get())
    tag = client.get(path)["ETag"]
    time_machine.move_to(datetime.datetime(2027, 3, 2, 12, 0, tzinfo=datetime.UTC), tick=False)
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    write_down(file)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_each_member_has_another_address_which_ends_with_the_membership(client, file):
    editor = TeamMemberFactory(application=file, part="editor")
    own, other = address_of(editor), address_of(file.team.get(part="owner"))
    assert own != other
    assert client.get(own).status_code == 200
    editor.delete()
    assert client.get(own).status_code == 404
    again = TeamMemberFactory(application=file, part="editor", user=editor.user)
    assert address_of(again) != own
    assert client.get(own).status_code == 404
    assert client.get(other).status_code == 200


def test_a_new_password_ends_the_address(client, file):
    member = file.team.get()
    before = address_of(member)
    member.user.set_password("another tower, red song")
    member.user.save()
    assert client.get(before).status_code == 404
    assert client.get(address_of(member)).status_code == 200


def test_an_account_that_is_closed_has_no_calendar(client, file):
    member = file.team.get()
    member.user.is_active = False
    member.user.save()
    assert client.get(address_of(member)).status_code == 404


def test_an_address_outlives_the_change_of_the_secret_key(client, file, settings):
    before = address_of(file.team.get())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that nobody knows, long enough for everybody"
    assert client.get(before).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(before).status_code == 404


def test_a_secret_opens_one_file_only(client, file):
    elsewhere = file_of(CountryFactory(), open_call())
    secret = address_of(file.team.get()).rsplit("/", 1)[1]
    assert (
        client.get(address("calendar", elsewhere.pk, secret.removesuffix(".ics"))).status_code
        == 404
    )
    assert client.get(address("calendar", file.pk, "a" * 64)).status_code == 404
    assert client.post(address_of(file.team.get())).status_code == 405


def test_the_secret_stands_in_no_line_of_the_log(client, file, caplog):
    caplog.set_level("INFO", logger="uccn.requests")
    path = address_of(file.team.get())
    client.get(path)
    client.get(path.replace(".ics", "-gone.ics"))
    secret = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert "calendar" in caplog.text
    assert secret not in caplog.text
    assert all(secret not in str(vars(record).get("details")) for record in caplog.records)


def test_members_of_the_commission_have_no_calendar_of_the_file(client, file):
    client.force_login(member_of_commission(file.city.country))
    assert client.get(address("planner", file.pk)).status_code == 404
