"""Starting a file: who may, for which city, and what comes along from an earlier one."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from applications.models import Application
from applications.workflow import Conflict, Incomplete, Late, NotAllowed, start
from tests.applications.workflow.people import file_of, open_call, owner_of
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    FormVersionFactory,
    QuestionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_whoever_starts_a_file_owns_it_and_gets_a_letter():
    call, user = open_call(), UserFactory()

    file = start(call, CityFactory(), CreativeFieldFactory(), by=user)

    assert (file.status, file.form) == ("draft", call.form_versions.get())
    assert [(one.user, one.part) for one in file.team.all()] == [(user, "owner")]
    change = file.status_changes.get()
    assert (change.action, change.from_status, change.to_status) == ("start", "", "draft")
    assert [(one.template, one.user) for one in file.notices.all()] == [("started", user)]


def test_nobody_starts_a_file_without_an_account():
    with pytest.raises(NotAllowed):
        start(open_call(), CityFactory(), CreativeFieldFactory(), by=AnonymousUser())


def test_a_double_click_starts_one_file():
    call, city, field, user = open_call(), CityFactory(), CreativeFieldFactory(), UserFactory()

    first = start(call, city, field, by=user, key="click")
    second = start(call, city, field, by=user, key="click")

    assert first == second
    assert Application.objects.count() == 1


def test_a_second_file_of_a_city_for_the_same_call_is_refused():
    call, city = open_call(), CityFactory()
    start(call, city, CreativeFieldFactory(), by=UserFactory(), key="click")

    for key in ("", "click", "another"):
        with pytest.raises(Conflict) as refused:
            start(call, city, CreativeFieldFactory(), by=UserFactory(), key=key)
        assert refused.value.code == "second-file"


def test_a_file_is_started_before_the_deadline_or_not_at_all():
    call = CallFactory(closed=True)
    FormVersionFactory(call=call)

    with pytest.raises(Late):
        start(call, CityFactory(), CreativeFieldFactory(), by=UserFactory())

    assert not Application.objects.exists()


def test_a_file_is_started_once_the_form_is_published():
    call = CallFactory(open=True)
    FormVersionFactory(call=call, published_at=None)

    with pytest.raises(Conflict) as refused:
        start(call, CityFactory(), CreativeFieldFactory(), by=UserFactory())

    assert refused.value.code == "no-form"


def test_a_field_that_the_call_does_not_offer_is_refused():
    call = open_call()
    call.fields.add(CreativeFieldFactory(slug="music"))

    with pytest.raises(Incomplete) as refused:
        start(call, CityFactory(), CreativeFieldFactory(slug="film"), by=UserFactory())

    assert refused.value.findings.codes() == ["field-not-offered"]


def test_a_member_city_does_not_apply_again():
    with pytest.raises(Incomplete) as refused:
        start(open_call(), CityFactory(member=True), CreativeFieldFactory(), by=UserFactory())

    assert refused.value.findings.codes() == ["already-a-member"]


@pytest.mark.parametrize(
    ("status", "left_on", "may"),
    [
        ("member", None, True),
        ("associate", None, True),
        ("former", datetime.date(2018, 12, 31), False),
        ("former", None, False),
        ("former", datetime.date(2999, 12, 31), True),
    ],
)
def test_the_state_has_to_be_in_unesco_on_that_day(status, left_on, may):
    country = CountryFactory(code="US", unesco_status=status, left_unesco_on=left_on)
    city = CityFactory(country=country)

    if may:
        start(open_call(), city, CreativeFieldFactory(), by=UserFactory())
    else:
        with pytest.raises(Incomplete) as refused:
            start(open_call(), city, CreativeFieldFactory(), by=UserFactory())
        assert refused.value.findings.codes() == ["state-not-in-unesco"]


def test_a_later_file_takes_the_answers_that_the_new_form_asks_for():
    country = CountryFactory(code="DK")
    earlier = file_of(country, CallFactory(year=2019, closed=True), status="not-designated")
    AnswerFactory(application=earlier, question="motivation", value="A port.")
    AnswerFactory(application=earlier, question="no-longer-asked", value="Something")
    earlier.links.create(url="https://example.org/film", title="Film")
    call = open_call(year=2021)
    QuestionFactory(section__version=call.form_versions.get(), code="motivation")
    owner = owner_of(earlier)

    file = start(call, earlier.city, earlier.field, by=owner, previous=earlier)

    answer = file.answers.get()
    assert (answer.question, answer.value, answer.revision) == ("motivation", "A port.", 1)
    assert answer.revisions.get().by == owner
    assert file.links.get().url == "https://example.org/film"
    assert file.previous == earlier
    assert file.status_changes.get().details == {"previous": earlier.pk}


def test_an_earlier_file_is_the_same_citys_the_same_persons_and_earlier():
    earlier = file_of(CountryFactory(code="DK"), CallFactory(year=2019))
    call, owner = open_call(year=2021), owner_of(earlier)
    later = ApplicationFactory(call=CallFactory(year=2023), city=earlier.city)
    TeamMemberFactory(application=later, user=owner)

    with pytest.raises(NotAllowed):
        start(call, earlier.city, earlier.field, by=UserFactory(), previous=earlier)
    with pytest.raises(Conflict):
        start(call, CityFactory(), earlier.field, by=owner, previous=earlier)
    with pytest.raises(Conflict):
        start(call, earlier.city, earlier.field, by=owner, previous=later)

    assert not Application.objects.filter(call=call).exists()


def test_what_counts_is_when_the_request_arrived():
    call = CallFactory(closed=True)
    FormVersionFactory(call=call)
    arrived = call.deadline - datetime.timedelta(seconds=1)

    file = start(call, CityFactory(), CreativeFieldFactory(), by=UserFactory(), at=arrived)

    assert file.started_at == arrived < timezone.now()
