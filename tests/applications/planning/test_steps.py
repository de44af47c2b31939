"""A plan leads back from its deadline, with days and months as precise as they are known."""

import datetime

import pytest

from applications.models import NationalDeadline, ProcessStep
from applications.planning.steps import Step, back_from, plan_of, spread
from cities.models import City
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    NationalCommissionFactory,
)

PARIS_2019 = datetime.datetime(2019, 6, 30, 22, 0, tzinfo=datetime.UTC)


def dates(steps):
    return {step.code: step.on for step in steps}


def test_the_political_steps_stand_where_viborg_had_them():
    assert dates(back_from(datetime.date(2019, 6, 30))) == {
        "begin": "2019-03",  # 2 March
        "ask-associations": "2019-04",  # 16 April
        "commission-visit": "2019-05-20",
        "briefing": "2019-06-04",
        "association-letters": "2019-06-10",
        "photographs": "2019-06-12",
        "decision": "2019-06-19",
        "mayors-letter": "2019-06-21",
        "check": "2019-06-24",
        "submit": "2019-06-27",
    }


def test_nothing_is_planned_for_a_weekend():
    # 3 March 2025 is a Monday; three days before is a Friday, six and nine before fall on weekends.
    plan = dates(back_from(datetime.date(2025, 3, 3)))
    assert plan["submit"] == "2025-02-28"
    assert plan["check"] == "2025-02-25"
    assert plan["mayors-letter"] == "2025-02-21"  # not Saturday 22
    for day in range(365):
        for step in back_from(datetime.date(2026, 1, 1) + datetime.timedelta(days=day)):
            assert step.precision == "month" or step.first_day.weekday() < 5


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2019-06-19", datetime.date(2019, 6, 19), datetime.date(2019, 6, 19)),
        ("2019-11", datetime.date(2019, 11, 1), datetime.date(2019, 11, 30)),
        ("2020-02", datetime.date(2020, 2, 1), datetime.date(2020, 2, 29)),
        ("2019", datetime.date(2019, 1, 1), datetime.date(2019, 12, 31)),
    ],
)
def test_a_step_lasts_as_long_as_its_date_may_mean(on, first, last):
    step = Step("x", on, "X")
    assert (step.first_day, step.last_day) == (first, last)
    assert not step.is_over(last)
    assert step.is_over(last + datetime.timedelta(days=1))


@pytest.fixture
def file(db):
    return ApplicationFactory(call=CallFactory(year=2019, deadline=PARIS_2019))


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Paris", "2019-06-30"), ("America/Sao_Paulo", "2019-06-30"),
     ("Asia/Tokyo", "2019-07-01"), ("Pacific/Kiritimati", "2019-07-01")],
)  # fmt: skip
def test_the_deadline_is_the_last_day_on_which_one_can_submit_where_one_is(file, zone, day):
    assert dates(plan_of(file, zone, with_proposals=False)) == {"deadline": day}


def test_a_national_deadline_comes_first(file):
    NationalDeadline.objects.create(
        call=file.call,
        commission=NationalCommissionFactory(country=file.city.country),
        deadline=datetime.datetime(2019, 5, 31, 22, 0, tzinfo=datetime.UTC),
        is_binding=True,
    )
    plan = plan_of(file, "Europe/Paris")
    assert dates(plan)["national-deadline"] == "2019-05-31"
    assert dates(plan)["submit"] == "2019-05-28"
    assert [step.code for step in plan][-2:] == ["national-deadline", "deadline"]


def test_what_the_team_wrote_down_takes_the_place_of_proposals(file):
    ProcessStep.objects.create(application=file, on="2019-06-19", title="Decision")
    ProcessStep.objects.create(application=file, on="2019-11", title="Answer hoped for")
    plan = plan_of(file)
    assert [(step.title, step.origin) for step in plan] == [
        ("Decision", "own"),
        ("Deadline of the call", "fixed"),
        ("Answer hoped for", "own"),
    ]
    assert len(plan_of(file, with_proposals=True)) == 13


def test_a_call_without_a_deadline_has_no_plan_yet(db):
    assert plan_of(ApplicationFactory(call=CallFactory(year=2027))) == []


def test_steps_are_spread_over_the_time_between_the_first_and_the_last():
    steps = [Step("a", "2019-01-01", "A"), Step("b", "2019-01", "B"), Step("c", "2019-04-10", "C")]
    # A hundred days from 1 January to 10 April.
    assert spread(steps) == [(0.0, 1.0), (0.0, 31.0), (99.0, 100.0)]
    assert spread([]) == []


@pytest.mark.usefixtures("network")
def test_viborgs_own_plan_is_read_from_the_record():
    file = City.objects.get(slug="viborg").applications.get()
    own = [step for step in plan_of(file, "Europe/Copenhagen") if step.origin == "own"]
    assert [(step.on, step.precision, step.year_is_inferred) for step in own] == [
        ("2019-05-20", "day", True),
        ("2019-06-04", "day", True),
        ("2019-06-19", "day", True),
        ("2019-06-30", "day", True),
        ("2019-11", "month", True),
    ]
