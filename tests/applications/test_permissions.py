"""Who may know of which file, on every door."""

import pytest
from django.contrib.auth.models import AnonymousUser

from applications.models import Application
from applications.permissions import can_edit, can_see, parts_of, trail_for
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import CountryFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

STATUSES = ["draft", "submitted", "endorsed", "declined", "designated", "not-designated"]
# Columns: the statuses above, withdrawn after and withdrawn before a submission.
SEES = """
    owner               y y y y y y  y y
    editor              y y y y y y  y y
    reader              y y y y y y  y y
    commission          - y y y y y  y -
    another-commission  - - - - - -  - -
    secretariat         y y y y y y  y y
    staff-without-role  - - - - - -  - -
    stranger            - - - - - -  - -
    closed-account      - - - - - -  - -
    nobody              - - - - - -  - -
"""
ROWS = [(line.split()[0], line.split()[1:]) for line in SEES.strip().splitlines()]


@pytest.fixture
def file():
    return file_of(denmark(), open_call())


@pytest.fixture
def people(file):
    closed = TeamMemberFactory(application=file, part="editor", user__is_active=False).user
    return {
        "owner": owner_of(file),
        "editor": TeamMemberFactory(application=file, part="editor").user,
        "reader": TeamMemberFactory(application=file, part="reader").user,
        "commission": member_of_commission(file.city.country),
        "another-commission": member_of_commission(CountryFactory(code="NO")),
        "secretariat": UserFactory(superuser=True),
        "staff-without-role": UserFactory(staff=True),
        "stranger": owner_of(file_of(CountryFactory(code="SE"), open_call())),
        "closed-account": closed,
        "nobody": AnonymousUser(),
    }


@pytest.mark.parametrize(("person", "expected"), ROWS)
def test_a_person_knows_of_a_file_where_the_grid_says(file, people, person, expected):
    states = [(status, "2019-06-30T12:00:00Z") for status in STATUSES]
    states += [("withdrawn", "2019-06-30T12:00:00Z"), ("withdrawn", None)]
    found = []
    for status, submitted_at in states:
        Application.objects.filter(pk=file.pk).update(status=status, submitted_at=submitted_at)
        file.refresh_from_db()
        visible = Application.objects.visible_to(people[person])
        assert can_see(people[person], file) == (file in visible)
        found.append("y" if file in visible else "-")

    assert found == expected


def test_a_commission_sees_drafts_where_the_call_says_so(file, people):
    type(file.call).objects.update(commissions_see_drafts=True)

    assert can_see(people["commission"], file)
    assert not can_see(people["another-commission"], file)


def test_a_file_is_listed_once_to_somebody_with_several_parts(file):
    both = member_of_commission(file.city.country)
    TeamMemberFactory(application=file, user=both, part="editor")
    Application.objects.update(status="submitted", submitted_at="2019-06-30T12:00:00Z")

    assert list(Application.objects.visible_to(both)) == [file]
    assert parts_of(both, file) == {"editor", "commission"}


def test_owners_and_editors_write(file, people):
    writers = [name for name, user in people.items() if can_edit(user, file)]

    assert writers == ["owner", "editor"]


def test_the_trail_of_a_hidden_file_is_empty(file, people):
    assert list(trail_for(people["stranger"], file)) == []
