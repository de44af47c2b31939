"""The last acts on a file, by every part in every status, before and at the instant.

Each word is what becomes of a file in the status above it: the new status, or the code of the
refusal; `x` where the act does not belong to the person.
"""

import pytest
from django.utils import timezone

from applications.models import Application, Status
from applications.workflow import Conflict, NotAllowed, available_actions, perform
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    let_the_instant_come,
    office,
    person_in,
    released,
)
from tests.applications.workflow.people import denmark, member_of_commission, owner_of

pytestmark = pytest.mark.django_db

ACTS = ("designate", "turn-down")


@pytest.fixture
def scene():
    """A file that is to be designated, in a call whose announcement is released."""
    call, by = closed_call(), office()
    file = judged_file(call)
    released(call, by, {file: "designated"})
    people = {
        "owner": owner_of(file),
        "commission": member_of_commission(denmark()),
        "secretariat": person_in("Secretariat"),
        "office": by,
    }
    return call, file, people


def outcome(file, action, person):
    try:
        return perform(file, action, by=person).to_status
    except NotAllowed:
        return "x"
    except Conflict as refusal:
        return refusal.code


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("status", [one for one in Status if one != Status.UNDER_EVALUATION])
def test_only_a_file_under_evaluation_is_designated_or_turned_down(scene, status, action):
    call, file, people = scene
    let_the_instant_come(call)
    Application.objects.filter(pk=file.pk).update(status=status, submitted_at=timezone.now())

    assert {who: outcome(file, action, person) for who, person in people.items()} == {
        "owner": "x",
        "commission": "x",
        "secretariat": "x",
        "office": "wrong-status",
    }


@pytest.mark.parametrize(
    ("is_due", "action", "expected"),
    [
        (False, "designate", "not-announced"),
        (False, "turn-down", "not-decided"),
        (True, "turn-down", "not-decided"),
        (True, "designate", "designated"),
    ],
)
def test_it_becomes_what_was_decided_at_the_instant_by_the_office_alone(
    scene, is_due, action, expected
):
    call, file, people = scene
    if is_due:
        let_the_instant_come(call)
    offered = {
        who: {one.action for one in available_actions(file, person) if one.is_possible}
        for who, person in people.items()
    }

    # The office comes last: what it does may move the file.
    assert [outcome(file, action, person) for person in people.values()] == [
        "x",
        "x",
        "x",
        expected,
    ]
    assert (action in offered["office"]) == (expected == "designated")
    assert not any(offered[who] & set(ACTS) for who in ("owner", "commission", "secretariat"))
