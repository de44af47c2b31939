"""Every act by every part in every status, written out by hand.

Each letter is what becomes of a file in the status above it: the new status, by its letter; `!`
where the act does not belong to the status; `x` where it does not belong to the person.
"""

import pytest
from django.utils import timezone

from applications.models import Action, Endorsement, Status, StatusChange
from applications.workflow import Conflict, NotAllowed, available_actions, perform
from tests.applications.outcome.decided import person_in
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    ApplicationFactory,
    DocumentKindFactory,
    EndorsementFactory,
    EvaluationTermsFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LETTERS = {
    "d": Status.DRAFT,
    "s": Status.SUBMITTED,
    "e": Status.ENDORSED,
    "c": Status.DECLINED,
    "R": Status.RETURNED,
    "I": Status.INELIGIBLE,
    "U": Status.UNDER_EVALUATION,
    "D": Status.DESIGNATED,
    "N": Status.NOT_DESIGNATED,
    "w": Status.WITHDRAWN,
}
NOTHING = """
                d s e c R I U D N w
    submit      x x x x x x x x x x
    withdraw    x x x x x x x x x x
    reopen      x x x x x x x x x x
    endorse     x x x x x x x x x x
    swap        x x x x x x x x x x
    decline     x x x x x x x x x x
    reconsider  x x x x x x x x x x
    release     x x x x x x x x x x
    rank        x x x x x x x x x x
    admit       x x x x x x x x x x
    return      x x x x x x x x x x
    complete    x x x x x x x x x x
    refuse      x x x x x x x x x x
    reinstate   x x x x x x x x x x
    designate   x x x x x x x x x x
    turn-down   x x x x x x x x x x
    erase       x x x x x x x x x x
"""
MATRIX = {
    "owner": """
                d s e c R I U D N w
    submit      s ! ! ! ! ! ! ! ! !
    withdraw    w w w ! w ! w ! ! !
    reopen      ! d ! ! ! ! ! ! ! d
    endorse     x x x x x x x x x x
    swap        x x x x x x x x x x
    decline     x x x x x x x x x x
    reconsider  x x x x x x x x x x
    release     x x x x x x x x x x
    rank        x x x x x x x x x x
    admit       x x x x x x x x x x
    return      x x x x x x x x x x
    complete    ! ! ! ! e ! ! ! ! !
    refuse      x x x x x x x x x x
    reinstate   x x x x x x x x x x
    designate   x x x x x x x x x x
    turn-down   x x x x x x x x x x
    erase       x x x x x x x x x x
    """,
    "editor": NOTHING,
    "reader": NOTHING,
    "commission": """
                d s e c R I U D N w
    submit      x x x x x x x x x x
    withdraw    x x x x x x x x x x
    reopen      x x x x x x x x x x
    endorse     ! e ! ! ! ! ! ! ! !
    swap        ! e ! ! ! ! ! ! ! !
    decline     ! c ! ! ! ! ! ! ! !
    reconsider  ! ! ! s ! ! ! ! ! !
    release     ! ! s ! ! ! ! ! ! !
    rank        ! ! e ! ! ! ! ! ! !
    admit       x x x x x x x x x x
    return      x x x x x x x x x x
    complete    x x x x x x x x x x
    refuse      x x x x x x x x x x
    reinstate   x x x x x x x x x x
    designate   x x x x x x x x x x
    turn-down   x x x x x x x x x x
    erase       x x x x x x x x x x
    """,
    "another commission": NOTHING,
    "staff": """
                d s e c R I U D N w
    submit      x x x x x x x x x x
    withdraw    x x x x x x x x x x
    reopen      x x x x x x x x x x
    endorse     x x x x x x x x x x
    swap        x x x x x x x x x x
    decline     x x x x x x x x x x
    reconsider  x x x x x x x x x x
    release     x x x x x x x x x x
    rank        x x x x x x x x x x
    admit       ! ! U ! ! ! ! ! ! !
    return      ! ! R ! ! ! ! ! ! !
    complete    x x x x x x x x x x
    refuse      ! I I ! I ! ! ! ! !
    reinstate   ! ! ! ! ! U ! ! U !
    designate   x x x x x x x x x x
    turn-down   x x x x x x x x x x
    erase       ! ! ! c ! I ! ! N w
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
    # It may be returned for a document that nobody has to bring.
    EvaluationTermsFactory(call=call, completion_days=14)
    plan = DocumentKindFactory(version=call.form_versions.get(), code="plan", at_least=0)
    file = file_of(country, call, form=plan.version)
    other = file_of(country, call, endorsed=True)
    people = {
        "owner": owner_of(file),
        "editor": TeamMemberFactory(application=file, part="editor").user,
        "reader": TeamMemberFactory(application=file, part="reader").user,
        "commission": member_of_commission(country),
        "another commission": member_of_commission(ApplicationFactory().city.country),
        "staff": person_in("Secretariat"),
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
    if status in (Status.INELIGIBLE, Status.NOT_DESIGNATED):
        grant_a_review(file, status)


def grant_a_review(file, status):
    """As if the last act on the file had been looked at again, and its review granted."""
    now, staff = timezone.now(), UserFactory()
    change = file.status_changes.create(
        action="refuse", from_status=Status.ENDORSED, to_status=status, by=staff, at=now
    )
    file.review_requests.create(
        change=change,
        grounds="The letter was there",
        by=staff,
        at=now,
        handler=staff,
        outcome="granted",
        answer="It was",
        answered_at=now,
    )


def outcome(file, action, person, other):
    details = {
        "submit": {"declared": True},
        "swap": {"instead_of": other},
        "rank": {"rank": 1},
        "return": {"subjects": ["plan"]},
        "complete": {"declared": True},
        "refuse": {"ground": "incomplete"},
    }.get(action, {})
    # The Secretariat acts from the deadline on; what is kept for no month may be erased then.
    by_staff = ("admit", "return", "refuse", "erase")
    at = file.call.deadline if action in by_staff else timezone.now()
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
        file.screenings.all().delete()
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
