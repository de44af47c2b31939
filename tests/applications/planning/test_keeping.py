"""A plan is kept by whoever edits the file, and says what it does not take."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from applications.models import ProcessStep
from applications.planning.keeping import (
    MOST_STEPS,
    add_step,
    change_step,
    remove_step,
    take_over,
)
from applications.planning.picture import picture_of
from applications.planning.steps import OWN, PROPOSED, Step, plan_of
from applications.workflow.refusals import Conflict, NotAllowed
from tests.applications.workflow.people import file_of, member_of_commission, owner_of
from tests.factories import CallFactory, CountryFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
DEADLINE = datetime.datetime(2019, 6, 30, 22, 0, tzinfo=datetime.UTC)


@pytest.fixture
def file():
    return file_of(CountryFactory(), CallFactory(year=2019, deadline=DEADLINE))


def add(file, by=None, *, on="2019-06-19", title="Decision", body="council"):
    return add_step(file, on=on, title=title, body=body, by=by or owner_of(file))


def titles(file):
    return list(file.process_steps.values_list("title", flat=True))


def test_owners_and_editors_keep_it(file):
    editor = TeamMemberFactory(application=file, part="editor").user
    step = add(file, editor)
    change_step(step, on="2019-06", title="The council decides", body="", by=owner_of(file))
    step.refresh_from_db()
    assert (step.on, step.title, step.body) == ("2019-06", "The council decides", "")
    remove_step(file, step.pk, by=editor)
    assert titles(file) == []


def test_nobody_else_does(file):
    step = add(file)
    others = [
        TeamMemberFactory(application=file, part="reader").user,
        member_of_commission(file.city.country),
        UserFactory(superuser=True),
        UserFactory(),
    ]
    for person in others:
        with pytest.raises(NotAllowed):
            add(file, person, title="Another")
        with pytest.raises(NotAllowed):
            change_step(step, on="2019", title="Another", body="", by=person)
        with pytest.raises(NotAllowed):
            remove_step(file, step.pk, by=person)
        with pytest.raises(NotAllowed):
            take_over(file, by=person)
    assert titles(file) == ["Decision"]


@pytest.mark.parametrize("status", ["submitted", "endorsed", "declined", "withdrawn"])
def test_it_is_kept_after_the_submission_too(status):
    file = file_of(CountryFactory(), CallFactory(year=2019), **{status: True})
    add(file, title="The council hears the answer", on="2019-11")
    assert titles(file) == ["The council hears the answer"]


def test_the_plan_of_an_erased_file_is_gone_and_takes_nothing(file):
    file.erased_at = timezone.now()
    file.save()
    with pytest.raises(Conflict) as refused:
        add(file)
    assert refused.value.code == "erased"


@pytest.mark.parametrize(
    "on", ["", "tomorrow", "2019-13", "2019-02-30", "20190630", "2019-6-30", "2008", "2030-01",
           "9999-12-31", "0001", "٢٠١٩", "2019\n"],
)  # fmt: skip
def test_what_is_no_date_near_the_call_is_said_at_the_date(file, on):
    with pytest.raises(ValidationError) as refused:
        add(file, on=on)
    assert list(refused.value.message_dict) == ["on"]
    assert titles(file) == []


@pytest.mark.parametrize("on", ["2009", "2019-06", "2029-12-31"])
def test_a_date_is_as_precise_as_it_is_known(file, on):
    assert add(file, on=on).on == on


def test_a_title_is_there_once_in_a_plan(file):
    step, other = add(file), add(file, title="Briefing")
    with pytest.raises(ValidationError) as refused:
        add(file)
    assert list(refused.value.message_dict) == ["title"]
    with pytest.raises(ValidationError):
        change_step(other, on="2019", title="Decision", body="", by=owner_of(file))
    change_step(step, on="2019-06-20", title="Decision", body="", by=owner_of(file))
    elsewhere = file_of(CountryFactory(), CallFactory(year=2021))
    add(elsewhere, on="2021")
    assert (titles(file), titles(elsewhere)) == (["Briefing", "Decision"], ["Decision"])


def test_a_date_that_the_team_changes_is_no_longer_inferred(file):
    step = ProcessStep.objects.create(
        application=file, on="2019-06-19", title="Decision", year_is_inferred=True
    )
    owner = owner_of(file)
    change_step(step, on="2019-06-19", title="Decides", body="", by=owner)
    assert file.process_steps.get().year_is_inferred
    change_step(step, on="2019-06-18", title="Decides", body="", by=owner)
    assert not file.process_steps.get().year_is_inferred


def test_changing_what_somebody_removed_is_a_conflict(file):
    step = add(file)
    remove_step(file, step.pk, by=owner_of(file))
    remove_step(file, step.pk, by=owner_of(file))
    with pytest.raises(Conflict) as refused:
        change_step(step, on="2019", title="Decision", body="", by=owner_of(file))
    assert refused.value.code == "step-is-gone"


def test_a_step_of_another_file_is_not_removed_through_this_one(file):
    elsewhere = file_of(CountryFactory(), CallFactory(year=2021))
    step = add(elsewhere, on="2021")
    remove_step(file, step.pk, by=owner_of(file))
    assert titles(elsewhere) == ["Decision"]


def test_proposals_are_taken_over_once(file):
    add(file, title="Submit, with days in hand")
    owner = owner_of(file)
    assert take_over(file, by=owner) == 9
    assert take_over(file, by=owner) == 0
    plan = plan_of(file)
    assert [step.origin for step in plan].count(OWN) == 10
    assert PROPOSED not in [step.origin for step in plan]
    assert file.process_steps.get(title="Decide on the candidature and its budget").on == (
        "2019-06-19"
    )


def test_a_plan_has_an_end(file):
    ProcessStep.objects.bulk_create(
        ProcessStep(application=file, on="2019", title=f"Step {number}")
        for number in range(MOST_STEPS)
    )
    with pytest.raises(Conflict) as refused:
        add(file)
    assert refused.value.code == "plan-is-full"
    with pytest.raises(Conflict):
        take_over(file, by=owner_of(file))
    assert file.process_steps.count() == MOST_STEPS


STEPS = [Step("a", "2019-01-01", "A"), Step("b", "2019-01", "B"), Step("c", "2019-04-10", "C")]


def test_the_picture_places_steps_in_hundredths_of_their_hundred_days():
    picture = picture_of(STEPS, datetime.date(2019, 2, 20))
    assert [(bar["number"], bar["x"], bar["width"]) for bar in picture["bars"]] == [
        (1, 0.0, 1.2),
        (2, 0.0, 31.0),
        (3, 98.8, 1.2),
    ]
    assert picture["today"] == 50.0
    assert [(month["x"], month["word"]) for month in picture["months"]] == [
        (0.0, "Jan 2019"),
        (31.0, "Feb 2019"),
        (59.0, "Mar 2019"),
        (90.0, ""),
    ]


def test_the_picture_is_mirrored_where_lines_are_read_from_the_right():
    picture = picture_of(STEPS, datetime.date(2019, 2, 20), mirrored=True)
    assert [(bar["x"], bar["width"], bar["anchor"]) for bar in picture["bars"]] == [
        (98.8, 1.2, "end"),
        (69.0, 31.0, "end"),
        (0.0, 1.2, "start"),
    ]
    assert [month["x"] for month in picture["months"]] == [100.0, 69.0, 41.0, 10.0]


def test_today_is_drawn_only_between_the_first_and_the_last_day():
    assert picture_of(STEPS, datetime.date(2018, 12, 31))["today"] is None
    assert picture_of(STEPS, datetime.date(2019, 4, 11))["today"] is None


def test_a_single_step_has_no_picture():
    assert picture_of([], datetime.date(2019, 1, 1)) is None
    assert picture_of(STEPS[:1], datetime.date(2019, 1, 1)) is None


def test_many_years_have_as_few_words_as_one():
    far = [Step("a", "2009", "A"), Step("b", "2029-12-31", "B")]
    with override("fr"):
        words = [month["word"] for month in picture_of(far, datetime.date(2019, 1, 1))["months"]]
    assert words == ["2010", "2020"]
