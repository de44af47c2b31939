"""A member changes its field by a file of its own, which takes no place of its country."""

import pytest

from applications.models import Endorsement, Status
from applications.workflow import Conflict, Incomplete, perform, start
from tests.applications.workflow.people import denmark, member_of_commission, open_call
from tests.factories import CityFactory, CreativeFieldFactory, DesignationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """A city that holds media arts."""
    city = CityFactory(country=denmark())
    DesignationFactory(
        city=city, field=CreativeFieldFactory(slug="media-arts"), announced_on="2008-06-01"
    )
    return city


@pytest.fixture
def literature():
    return CreativeFieldFactory(slug="literature")


def started(call, city, field, **details):
    return start(call, city, field, by=UserFactory(), kind="field-change", **details)


def test_a_member_may_ask_for_another_field(member, literature):
    file = started(open_call(), member, literature)

    assert file.kind == "field-change"
    assert file.status == Status.DRAFT


def test_a_member_is_no_candidate(member, literature):
    with pytest.raises(Incomplete) as refusal:
        start(open_call(), member, literature, by=UserFactory())

    assert refusal.value.findings.codes() == ["already-a-member"]


def test_nobody_changes_to_the_field_that_it_holds(member):
    with pytest.raises(Incomplete) as refusal:
        started(open_call(), member, member.designations.get().field)

    assert refusal.value.findings.codes() == ["same-field"]


def test_a_city_that_holds_no_field_has_none_to_change(literature):
    with pytest.raises(Incomplete) as refusal:
        started(open_call(), CityFactory(), literature)

    assert refusal.value.findings.codes() == ["not-a-member"]


def test_a_change_of_field_is_endorsed_beside_the_places(member, literature):
    call = open_call(max_submitted_per_country=0)
    file = started(call, member, literature)
    commission = member_of_commission(member.country)
    owner = file.team.get().user
    perform(file, "submit", by=owner, declared=True)

    perform(file, "endorse", by=commission)

    assert file.status == Status.ENDORSED
    assert not Endorsement.objects.exists()
    with pytest.raises(Conflict) as refusal:
        perform(file, "rank", by=commission, rank=1)
    assert refusal.value.code == "no-such-rank"
    perform(file, "release", by=commission, reason="Not this year")
    assert file.status == Status.SUBMITTED
