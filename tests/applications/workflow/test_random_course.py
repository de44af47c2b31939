"""Random people do random acts at random instants: the files never leave what the table allows.

SOAK=1 plays a thousand courses, as `make soak` does; SEED chooses others.
"""

import datetime
import os
import random

import pytest
from django.utils import timezone

from applications.models import Application, Endorsement
from applications.permissions import parts_of
from applications.workflow import Refusal, available_actions, perform
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    CountryFactory,
    CreativeFieldFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

COURSES = 1000 if os.environ.get("SOAK") == "1" else 8
SEED = int(os.environ.get("SEED", "11"))
ACTS = 60

# By hand, apart from the table of the workflow: from, act, to, and whose it is.
ALLOWED = {
    ("draft", "submit", "submitted"): "owner",
    ("draft", "withdraw", "withdrawn"): "owner",
    ("submitted", "withdraw", "withdrawn"): "owner",
    ("endorsed", "withdraw", "withdrawn"): "owner",
    ("submitted", "reopen", "draft"): "owner",
    ("withdrawn", "reopen", "draft"): "owner",
    ("submitted", "endorse", "endorsed"): "commission",
    ("submitted", "swap", "endorsed"): "commission",
    ("submitted", "decline", "declined"): "commission",
    ("declined", "reconsider", "submitted"): "commission",
    ("endorsed", "release", "submitted"): "commission",
    ("endorsed", "rank", "endorsed"): "commission",
    ("declined", "erase", "declined"): "staff",
    ("withdrawn", "erase", "withdrawn"): "staff",
}
ACTIONS = sorted({act for _old, act, _new in ALLOWED})
# A team may leave at any time, and a Commission answer at any time; all else has its time.
TIMELESS = {"withdraw", "decline"}


@pytest.fixture
def scene():
    country, norway = denmark(), CountryFactory(code="NO")
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    fields = [CreativeFieldFactory() for _number in range(3)]
    files = [file_of(country, call, field=fields[number % 3]) for number in range(5)]
    files.append(file_of(norway, call, field=fields[0]))
    people = [owner_of(file) for file in files]
    people += [member_of_commission(country), member_of_commission(norway)]
    people += [TeamMemberFactory(application=files[0], part=part).user for part in ("editor",)]
    people += [UserFactory(), UserFactory(superuser=True)]
    return call, files, people


@pytest.mark.parametrize("course", range(COURSES))
def test_a_random_course_never_leaves_the_table(scene, course):
    call, files, people = scene
    chance = random.Random(f"{SEED}-{course}")  # noqa: S311, a course that can be repeated
    now, done = timezone.now(), 0
    for _number in range(ACTS):
        file, action = chance.choice(files), chance.choice(ACTIONS)
        # Mostly somebody who has a part in the file, so that something happens.
        likely = [person for person in people if parts_of(person, file)]
        person = chance.choice(likely if chance.random() < 0.8 else people)
        late = chance.random() < 0.1
        at = call.deadline + datetime.timedelta(seconds=1) if late else now
        file.refresh_from_db()
        before = file.status
        offered = {one.action for one in available_actions(file, person, at) if one.is_possible}
        reason = chance.choice(["", "Because", "Because", "Because"])

        refusal = refusal_of(
            file, action, by=person, at=at, reason=reason, **details(action, chance, files)
        )

        if refusal is not None:
            assert str(refusal)
            assert refusal.status in {403, 409, 422}
            assert Application.objects.get(pk=file.pk).status == before
            continue
        done += 1
        assert ALLOWED[before, action, file.status] in parts_of(person, file)
        assert action in offered
        assert action in TIMELESS or not late
        assert_consistent(call)
    assert done


def refusal_of(file, action, **how):
    """Do the act; the refusal, if it was refused."""
    try:
        perform(file, action, **how)
    except Refusal as refusal:
        return refusal
    return None


def details(action, chance, files):
    return {
        "submit": {"declared": chance.random() < 0.9},
        "swap": {"instead_of": chance.choice(files)},
        "rank": {"rank": chance.randint(0, 3)},
    }.get(action, {})


def assert_consistent(call):
    held = list(Endorsement.objects.in_force())
    endorsed = Application.objects.filter(status="endorsed").values_list("pk", flat=True)
    assert sorted(one.application_id for one in held) == sorted(endorsed)
    for country in {one.country_id for one in held}:
        theirs = [one for one in held if one.country_id == country]
        assert len(theirs) <= call.max_submitted_per_country
        assert len({one.field_id for one in theirs}) == len(theirs)
        ranks = sorted(one.rank for one in theirs if one.rank)
        assert ranks == list(range(1, len(ranks) + 1))
    for file in Application.objects.all():
        last = file.status_changes.last()
        assert last is None or last.to_status == file.status
