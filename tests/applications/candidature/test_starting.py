"""How a file is begun in the browser: the call, its questions, the city, the list of tasks."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application, Status
from applications.workflow.starting import MOST_STARTED
from cities.models import City
from tests.applications.workflow.people import denmark, open_call
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def address(name, *parts):
    return reverse(f"applications:candidature:{name}", args=parts)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def call():
    return open_call()


@pytest.fixture
def film(call):
    field = CreativeFieldFactory(slug="film")
    call.fields.add(field)
    return field


@pytest.fixture
def asked(call):
    """The call asks whether the mayor agrees."""
    section = FormSectionFactory(version=call.form_versions.get(), kind="eligibility")
    return QuestionFactory(
        section=section,
        code="mayor-agrees",
        kind="yes-no",
        label_en="Does the mayor agree?",
        clause="Form, 1",
        eligible_answer="yes",
    )


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def city_form(film, **given):
    return {
        "country": denmark().pk,
        "city": "Viborg",
        "position": "56.45, 9.40",
        "field": film.pk,
        "key": str(uuid.uuid4()),
    } | given


def begin(client, call, film, **given):
    return client.post(address("begin", call.year), city_form(film, **given))


def test_anybody_reads_what_a_call_asks_before_making_an_account(client, call, film, asked):
    page = client.get(address("start", call.year))
    assert page.status_code == 200
    assert film.name in text_of(page)
    assert "Begin" in text_of(page)
    assert client.get(address("eligibility", call.year)).status_code == 200
    assert client.get(address("begin", call.year)).status_code == 302


def test_a_call_that_is_closed_or_without_a_form_offers_no_beginning(client, call):
    bare = CallFactory(open=True)
    call.opens_at -= datetime.timedelta(days=900)
    call.deadline -= datetime.timedelta(days=800)
    call.save()
    for one in (bare, call):
        page = client.get(address("start", one.year))
        assert page.status_code == 200
        assert address("eligibility", one.year) not in text_of(page)
    assert client.get(address("eligibility", bare.year)).status_code == 404


def test_answers_given_before_the_sign_in_become_the_files(client, call, film, asked):
    answer = client.post(address("eligibility", call.year), {"mayor-agrees": "yes"})
    assert answer.url == address("begin", call.year)
    client.force_login(UserFactory())
    begin(client, call, film)
    file = Application.objects.get()
    assert file.answers.get(question="mayor-agrees").value == "yes"


def test_an_answer_that_hinders_is_told_with_its_rule_and_can_be_changed_later(client, call, asked):
    page = client.post(address("eligibility", call.year), {"mayor-agrees": "no"})
    assert page.status_code == 200
    assert "Does the mayor agree?" in text_of(page)
    assert "Form, 1" in text_of(page)
    assert address("begin", call.year) in text_of(page)


def test_a_question_that_is_left_out_is_named(client, call, asked):
    page = client.post(address("eligibility", call.year), {})
    assert page.status_code == 422
    assert "Choose an answer." in text_of(page)


def test_a_new_city_gets_a_file_and_its_starter_owns_it(client, call, film, person):
    answer = begin(client, call, film)
    file = Application.objects.get()
    assert answer.url == address("file", file.pk)
    assert (file.city.name, file.city.country.code, file.field) == ("Viborg", "DK", film)
    assert (file.city.latitude, file.city.longitude) == (56.45, 9.40)
    assert file.team.get().user == person
    assert file.status == Status.DRAFT


def test_a_double_click_begins_one_file(client, call, film, person):
    key = str(uuid.uuid4())
    answers = [begin(client, call, film, key=key) for _click in range(2)]
    assert answers[0].url == answers[1].url
    assert Application.objects.count() == 1


def test_a_candidate_is_shown_nowhere_in_public(client, call, film, person):
    begin(client, call, film, city="Skjultby")
    client.logout()
    for path in ("/cities/", "/api/v1/cities/", "/search/?q=Skjultby", "/api/v1/changes/"):
        assert "Skjultby" not in text_of(client.get(path)).replace("q=Skjultby", "").replace(
            'value="Skjultby"', ""
        ).replace("“Skjultby”", "")
    assert client.get("/cities/skjultby/").status_code == 404


@pytest.mark.parametrize("spelling", ["Viborg", "VIBORG", "Wiborg"])
def test_a_city_that_the_record_knows_is_taken_by_any_of_its_names(
    client, call, film, person, spelling
):
    known = CityFactory(name="Viborg", country=denmark())
    CityNameFactory(city=known, name="Wiborg")
    begin(client, call, film, city=spelling)
    assert Application.objects.get().city == known
    assert City.objects.count() == 1


def test_a_city_of_the_same_name_in_another_country_is_another_city(client, call, film, person):
    CityFactory(name="Viborg", slug="viborg", country=CountryFactory(code="RU"))
    begin(client, call, film)
    assert Application.objects.get().city.slug == "viborg-dk"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"country": ""}, "Choose the country of the city."),
        ({"city": " "}, "Write the name of the city."),
        ({"position": "somewhere"}, "Write two numbers, such as 56.4532, 9.4020."),
        ({"position": "95, 10"}, "The first number lies between -90 and 90"),
        ({"field": ""}, "Choose a field."),
        ({"field": "999999"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_named_and_everything_else_stays(
    client, call, film, person, given, told
):
    page = begin(client, call, film, **given)
    assert page.status_code == 422
    assert told in text_of(page)
    if "city" not in given:
        assert 'value="Viborg"' in text_of(page)
    assert not Application.objects.exists()
    assert not City.objects.exists()


def test_a_member_city_cannot_apply_and_no_city_is_left_behind(client, call, film, person):
    DesignationFactory(city=CityFactory(name="Viborg", country=denmark()))
    page = begin(client, call, film)
    assert page.status_code == 422
    assert "is a member of the network already" in text_of(page)
    former = CountryFactory(code="XX", unesco_status="former", left_unesco_on="2020-01-01")
    page = begin(client, call, film, country=former.pk, city="Elsewhere")
    assert page.status_code == 422
    assert not City.objects.filter(name="Elsewhere").exists()


def test_a_second_file_of_a_city_is_a_conflict_that_says_whom_to_ask(client, call, film, person):
    begin(client, call, film)
    page = begin(client, call, film)
    assert page.status_code == 409
    assert "Ask its team to invite you" in text_of(page)
    assert 'value="Viborg"' in text_of(page)


def test_one_person_starts_so_many_files_and_no_more(client, call, film, person):
    for number in range(MOST_STARTED):
        assert begin(client, call, film, city=f"City {number}").status_code == 302
    page = begin(client, call, film, city="One more")
    assert page.status_code == 409
    assert "Ask the Secretariat" in text_of(page)
    assert not City.objects.filter(name="One more").exists()


def test_an_earlier_file_lends_its_answers(client, call, film, person):
    question = QuestionFactory(
        section=FormSectionFactory(version=call.form_versions.get()), code="motivation"
    )
    earlier = ApplicationFactory(
        call=CallFactory(year=call.year - 2), city=CityFactory(name="Viborg", country=denmark())
    )
    TeamMemberFactory(application=earlier, user=person)
    AnswerFactory(application=earlier, question=question.code, value="We try again")
    where = f"{address('begin', call.year)}?from={earlier.pk}"
    assert where in text_of(client.get(address("start", call.year)))
    assert client.get(where).status_code == 200
    client.post(where, {"field": film.pk, "key": "once"})
    file = Application.objects.get(call=call)
    assert file.previous == earlier
    assert file.answers.get(question="motivation").value == "We try again"


@pytest.mark.parametrize("named", ["0", "x", "99999999999", ""])
def test_an_earlier_file_that_is_nobodys_or_anothers_is_not_found(client, call, person, named):
    other = ApplicationFactory(call=CallFactory(year=call.year - 2))
    for number in (named, other.pk):
        assert client.get(f"{address('begin', call.year)}?from={number}").status_code == 404


def test_the_list_of_tasks_says_how_far_each_is(client, call, film, person):
    section = FormSectionFactory(version=call.form_versions.get(), title_en="Motivation")
    codes = {
        "empty": {},
        "done": {},
        "long": {"word_limit": 1},
        "nothing": {"allows_no_relevant_information": True},
        "free": {"is_required": False},
    }
    for code, details in codes.items():
        QuestionFactory(section=section, code=code, label_en=f"Task {code}", **details)
    begin(client, call, film)
    file = Application.objects.get()
    AnswerFactory(application=file, question="done", value="Words")
    AnswerFactory(application=file, question="long", value="Two words")
    AnswerFactory(application=file, question="nothing", value="", no_relevant_information=True)
    page = text_of(client.get(address("file", file.pk)))

    def state(code):
        row = page.split(f"Task {code}")[1].split("</li>")[0]
        return row.rsplit("</span>", 1)[0].rsplit(">", 1)[1]

    assert {code: state(code) for code in codes} == {
        "empty": "Not begun",
        "done": "Complete",
        "long": "There is a problem",
        "nothing": "Complete",
        "free": "Optional",
    }
    assert "3 of 5 questions complete." in page


def test_a_corrected_form_tells_the_team_what_changed(client, call, film, person):
    begin(client, call, film)
    file = Application.objects.get()
    later = FormVersionFactory(
        call=call,
        number=2,
        published_at=file.started_at + datetime.timedelta(minutes=1),
        what_changed_en="The limit of motivation is 300 words.",
    )
    Application.objects.update(form=later)
    assert "The limit of motivation is 300 words." in text_of(client.get(address("file", file.pk)))


def test_one_finds_ones_own_files_and_the_open_calls_and_nothing_else(client, call, film, person):
    other = ApplicationFactory(call=call)
    begin(client, call, film)
    page = text_of(client.get(address("files")))
    assert "Viborg" in page
    assert other.city.name not in page
    assert address("start", call.year) in page
    assert client.get(address("file", other.pk)).status_code == 404


@pytest.mark.parametrize("name", ["files", "file"])
def test_the_lists_cost_the_same_for_one_and_for_three(client, call, film, person, name):
    section = FormSectionFactory(version=call.form_versions.get())

    def queries():
        QuestionFactory(section=section, is_required=False)
        begin(client, call, film, city=f"City {City.objects.count()}")
        file = Application.objects.order_by("pk").first()
        where = address(name) if name == "files" else address(name, file.pk)
        client.get(where)
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        return len(asked)

    assert queries() == [queries() for _more in range(2)][-1]
