"""What the decisions would make of the network, and which quotas they break."""

import pytest

from applications.outcome import decide
from applications.outcome.balance import Share, balance
from applications.outcome.files import decided_files, what_if
from applications.outcome.quotas import broken_quotas
from tests.applications.outcome.decided import closed_call, judged_file, office
from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    """Two Danish files and a Kenyan one, one Danish one to be designated; three members."""
    call, by = closed_call(max_designated_per_country=1), office()
    music = CreativeFieldFactory(slug="music", name_en="Music")
    film = CreativeFieldFactory(slug="film", name_en="Film")
    kenya = CountryFactory(code="KE", name="Kenya", region="africa")
    danish = [judged_file(call, field=music), judged_file(call, field=film)]
    kenyan = judged_file(call, kenya, field=film)
    DesignationFactory(city=CityFactory(country=danish[0].city.country), field=music)
    DesignationFactory(city=CityFactory(country=kenya), field=music)
    DesignationFactory(field=film, ended=True)
    decide(danish[0], "designated", by=by)
    return call, danish, kenyan


def test_members_of_today_stand_beside_what_is_decided(files):
    call, _danish, _kenyan = files

    found = balance(decided_files(call))

    regions = {share.name: share for share in found.regions}
    assert regions["Africa"] == Share("Africa", members=1, designated=0, candidates=1)
    europe = regions["Europe and North America"]
    assert (europe.members, europe.designated, europe.candidates, europe.then) == (1, 1, 2, 2)
    fields = {share.name: (share.members, share.then) for share in found.fields}
    assert (fields["Music"], fields["Film"]) == ((2, 3), (0, 0))
    countries = {share.name: (share.members, share.then) for share in found.countries}
    assert countries == {"Denmark": (1, 2), "Kenya": (1, 1)}


def test_what_would_be_is_told_without_deciding_it(files):
    call, danish, kenyan = files
    then = what_if(
        decided_files(call), {danish[1].pk: "designated", kenyan.pk: "designated", 10**9: "x"}
    )

    fields = {share.name: share.then for share in balance(then).fields}
    assert (fields["Music"], fields["Film"]) == (3, 2)
    (broken,) = broken_quotas(call, then)
    assert (broken.code, broken.subject) == ("too-many-designations", "DK")
    assert "Denmark would have 2 designations; the call allows 1" in str(broken.message)
    assert list(broken_quotas(call, decided_files(call))) == []


def test_a_member_that_changes_its_field_takes_no_place_and_joins_nothing(files):
    call, danish, _kenyan = files
    music, film = danish[0].field, danish[1].field
    member = DesignationFactory(city__country=danish[0].city.country, field=film).city
    judged_file(call, city=member, field=music, kind="field-change")
    then = decided_files(call)
    then = what_if(then, {file.number: "designated" for file in then if file.changes_field})

    assert list(broken_quotas(call, then)) == []
    found = balance(then)
    fields = {share.name: (share.members, share.then) for share in found.fields}
    assert (fields["Music"], fields["Film"]) == ((2, 4), (1, 0))
    countries = {share.name: (share.members, share.then) for share in found.countries}
    assert countries["Denmark"] == (2, 3)


def test_the_number_of_queries_does_not_grow_with_the_files(files, django_assert_num_queries):
    call, *_files = files
    for _number in range(3):
        judged_file(call)

    with django_assert_num_queries(2):
        found = decided_files(call)
    with django_assert_num_queries(2):
        balance(found)
