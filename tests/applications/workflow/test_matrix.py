"""Every act by every part in every status, written out by hand.

Each letter is what becomes of a file in the status above it: the new status, by its letter; `!`
where the act does not belong to the status; `x` where it does not belong to the person.
"""

import pytest
from django.utils import timezone

from applications.models import Action, Endorsement, Status, StatusChange
from applications.workflow import Conflict, NotAllowed, available_actions, perform
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    ApplicationFactory,
    EndorsementFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LETTERS = {
    "d": Status.DRAFT,
    "s": Status.SUBMITTED,
    "e": Status.ENDORSED,
    "c": Status.DECLINED,
    "D": Status.DESIGNATED,
    "N": Status.NOT_DESIGNATED,
    "w": Status.WITHDRAWN,
}
NOTHING = """
                d s e c D N w
    submit      x x x x x x x
    withdraw    x x x x x x x
    reopen      x x x x x x x
    endorse     x x x x x x x
    swap        x x x x x x x
    decline     x x x x x x x
    reconsider  x x x x x x x
    release     x x x x x x x
    rank        x x x x x x x
    erase       x x x x x x x
"""
MATRIX = {
    "owner": """
                d s e c D N w
    submit      s ! ! ! ! ! !
    withdraw    w w w ! ! ! !
    reopen      ! d ! ! ! ! d
    endorse     x x x x x x x
    swap        x x x x x x x
    decline     x x x x x x x
    reconsider  x x x x x x x
    release     x x x x x x x
    rank        x x x x x x x
    erase       x x x x x x x
    """,
    "editor": NOTHING,
    "reader": NOTHING,
    "commission": """
                d s e c D N w
    submit      x x x x x x x
    withdraw    x x x x x x x
    reopen      x x x x x x x
    endorse     ! e ! ! ! ! !
    swap        ! e ! ! ! ! !
    decline     ! c ! ! ! ! !
    reconsider  ! ! ! s ! ! !
    release     ! ! s ! ! ! !
    rank        ! ! e ! ! ! !
    erase       x x x x x x x
    """,
    "another commission": NOTHING,
    "staff": """
                d s e c D N w
    submit      x x x x x x x
    withdraw    x x x x x x x
    reopen      x x x x x x x
    endorse     x x x x x x x
    swap        x x x x x x x
    decline     x x x x x x x
    reconsider  x x x x x x x
    release     x x x x x x x
    rank        x x x x x x x
    erase       ! ! ! c ! N w
    """,
    "nobody": NOTHING,
}
CELLS = [
    (person, row.split()[0], row.split()[1:])
    for person, grid in MATRIX.items()
    for row in grid.strip().splitlines()[1:]
]


@pytest.fixture
def scene():
    """A file in the middle of a call, another endorsed one, and everybody around it."""
    country, call = denmark(), open_call(retention_months=0)
    file = file_of(country, call)
    other = file_of(country, call, endorsed=True)
    people = {
        "owner": owner_of(file),
        "editor": TeamMemberFactory(application=file, part="editor").user,
        "reader": TeamMemberFactory(application=file, part="reader").user,
        "commission": member_of_commission(country),
        "another commission": member_of_commission(ApplicationFactory().city.country),
        "staff": UserFactory(superuser=True),
        "nobody": UserFactory(),
    }
    return file, other, people


def put(file, status, slot):
    """Put the file into a status as if the acts that lead there had been done."""
    type(file).objects.filter(pk=file.pk).update(status=status, submitted_at=timezone.now())
    file.refresh_from_db()
    type(file).objects.filter(pk=file.pk).update(erased_at=None)
    file.declines.all().delete()
    if status == Status.ENDORSED:
        EndorsementFactory(application=file, slot=slot)
    if status == Status.DECLINED:
        file.declines.create(reason="Not now", by=UserFactory(), at=timezone.now())


def outcome(file, action, person, other):
    details = {
        "submit": {"declared": True},
        "swap": {"instead_of": other},
        "rank": {"rank": 1},
    }.get(action, {})
    # What is kept for no month at all may be erased from the deadline on.
    at = file.call.deadline if action == "erase" else timezone.now()
    try:
        perform(file, action, by=person, at=at, reason="It is time", **details)
    except NotAllowed:
        return "x"
    except Conflict as refusal:
        return "!" if refusal.code == "wrong-status" else refusal.code
    return next(letter for letter, status in LETTERS.items() if status == file.status)


def test_the_grid_names_every_act_and_every_status():
    assert {action for _person, action, _cells in CELLS} | {"start"} == set(Action.values)
    assert set(LETTERS.values()) == set(Status)


@pytest.mark.parametrize(("person", "action", "expected"), CELLS)
def test_an_act_leads_where_the_grid_says(scene, person, action, expected):
    file, other, people = scene
    found = []
    for status in LETTERS.values():
        Endorsement.objects.all().delete()
        put(other, Status.ENDORSED, slot=1)
        put(file, status, slot=2)
        written = StatusChange.objects.filter(application=file).count()

        offered = {one.action for one in available_actions(file, people[person])}
        found.append(outcome(file, action, people[person], other))

        was_done = found[-1] in LETTERS
        assert (action in offered) == was_done, (status, offered)
        added = StatusChange.objects.filter(application=file).count() - written
        assert added == was_done
        if not was_done:
            file.refresh_from_db()
            assert file.status == status

    assert found == expected
