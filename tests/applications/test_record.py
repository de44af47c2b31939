"""Calls and Viborg's candidature, as the fixtures tell them."""

import datetime

import pytest

from applications.models import Application, Call
from applications.record import READERS
from cities.record import files
from tests import small_record

pytestmark = pytest.mark.usefixtures("network")


def test_every_round_has_its_call():
    assert list(Call.objects.order_by("year").values_list("year", flat=True)) == [
        *(2004, 2005, 2006, 2008, 2009, 2010, 2011, 2012, 2013),
        *(2014, 2015, 2017, 2019, 2021, 2023, 2025),
    ]


@pytest.mark.parametrize(
    ("year", "announced_on", "cities"),
    [
        (2012, "2012", None),
        (2014, "2014-12-01", 28),
        (2015, "2015-12-11", 47),
        (2017, "2017-10-31", 64),
        (2019, "2019-10-30", 66),
        (2021, "2021-11", 49),
        (2023, "2023-10-31", 55),
        (2025, "2025-10-31", 58),
    ],
)
def test_a_call_says_when_it_was_announced_and_how_many_cities_it_brought(
    year, announced_on, cities
):
    call = Call.objects.get(year=year)
    assert (call.announced_on, call.members_announced) == (announced_on, cities)


@pytest.mark.parametrize(
    ("year", "deadline"),
    [
        (2014, "2014-03-20T11:00:00+00:00"),
        (2015, "2015-07-15T21:59:59+00:00"),
        (2017, "2017-06-16T21:59:59+00:00"),
        (2019, "2019-06-30T21:59:59+00:00"),
        (2021, "2021-06-30T21:59:59+00:00"),
        (2023, "2023-06-30T21:59:59+00:00"),
        (2025, "2025-03-03T22:59:59+00:00"),
    ],
)
def test_a_deadline_is_an_instant_with_the_printed_words_and_the_reading(year, deadline):
    call = Call.objects.get(year=year)

    assert call.deadline == datetime.datetime.fromisoformat(deadline)
    assert call.deadline_printed
    assert call.deadline_reading


def test_the_call_of_2025_was_extended_and_offered_eight_fields():
    call = Call.objects.get(year=2025)
    change = call.deadline_changes.get()

    assert change.new_deadline == call.deadline
    assert change.old_deadline == datetime.datetime(2025, 1, 31, 22, 59, 59, tzinfo=datetime.UTC)
    assert call.fields.count() == 8
    assert (call.moratorium_after_calls, call.moratorium_years) == (2, 4)


def test_calls_before_2025_offered_seven_fields():
    for call in Call.objects.filter(year__lt=2025).prefetch_related("fields"):
        slugs = {field.slug for field in call.fields.all()}
        assert len(slugs) == 7
        assert "architecture" not in slugs


@pytest.mark.parametrize(
    ("year", "submitted", "designated"),
    [(2015, None, None), (2017, None, 3), (2019, 4, 2), (2021, 2, None), (2025, 2, None)],
)
def test_the_limits_per_country_differ_from_call_to_call(year, submitted, designated):
    call = Call.objects.get(year=year)
    assert call.max_submitted_per_country == submitted
    assert call.max_designated_per_country == designated


def test_viborg_is_a_candidate_for_media_arts_in_2019():
    application = Application.objects.get()

    assert application.call.year == 2019
    assert (application.city.slug, application.field.slug) == ("viborg", "media-arts")
    assert application.initiator == "The Animation Workshop"
    assert list(application.milestones.values_list("on", flat=True)) == ["2011", "2014", "2019"]
    assert [city.city.slug for city in application.reference_cities.all()] == ["kolding"]


def test_viborgs_plan_has_days_and_a_month_of_an_inferred_year():
    steps = Application.objects.get().process_steps.all()

    assert [step.on for step in steps] == [
        "2019-05-20",
        "2019-06-04",
        "2019-06-19",
        "2019-06-30",
        "2019-11",
    ]
    assert all(step.year_is_inferred for step in steps)


def test_viborgs_budget_lines_have_people_and_no_amounts():
    lines = Application.objects.get().budget_lines.all()

    assert [(x.people_at_least, x.people_at_most, x.is_optional, x.amount) for x in lines] == [
        (3, 3, False, None),
        (2, 3, False, None),
        (None, None, True, None),
        (None, None, False, None),
    ]
    assert [x.times_per_year for x in Application.objects.get().commitments.all()] == [1, 2, None]


# Bad files --------------------------------------------------------------------------------------

CALLS = """\
calls:
  - year: 2015
    fields: [design]
  - year: 2017
    deadline: 2017-06-16T23:59:59+02:00
    fields: [design]
  - year: 2023
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "+02:00",
            "",
            "calls.yaml:4: deadline: The time needs its offset from UTC, such as +01:00.",
        ),
        ("  - year: 2023\n", "", "calls.yaml:1: rounds.csv has a round of 2023, but no call does"),
        (
            "year: 2023",
            "year: 2023\n    chanel: email",
            "calls.yaml:7: there is no column “chanel”",
        ),
        ("year: 2023", "year: 2023\n    channel: pigeon", "calls.yaml:7: channel: Value 'pigeon'"),
    ],
)
def test_a_bad_call_is_named_with_its_reason(tmp_path, old, new, expected):
    small_record.write(tmp_path)
    (tmp_path / "calls.yaml").write_text(CALLS.replace(old, new), encoding="utf-8")

    collection = files.collect(tmp_path, (*files.READERS, *READERS))

    assert str(collection.fixtures.problems[0]).startswith(expected)
