import datetime

import pytest
import time_machine

from cities.models import City, Designation
from cities.record import last_changes
from cities.record.changes import Change, Kind, changes, stints
from tests.factories import (
    AssetFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


def at(year, month, day, hour=0):
    return datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)


@pytest.fixture
def lyon():
    with time_machine.travel("2024-01-05 12:00Z", tick=False):
        city = CityFactory(number=13, slug="lyon", name="Lyon")
        literature = DesignationFactory(
            city=city, field__slug="literature", announced_on="2023-10-31", call_year=None
        )
        DesignationFactory(
            city=city, field__slug="media-arts", announced_on="2008", ended_on="2023-10-31",
            end_reason="field-change", successor=literature,
        )  # fmt: skip
    return city


def test_a_change_of_field_is_told_once_and_is_no_joining(lyon):
    assert changes(10) == [
        Change(
            Kind.CHANGED_FIELD, at(2023, 10, 31), "13/literature/1/begun", 13,
            field="literature", date="2023-10-31", old="media-arts",
        ),
        Change(
            Kind.JOINED, at(2008, 12, 31), "13/media-arts/1/begun", 13,
            field="media-arts", date="2008",
        ),
    ]  # fmt: skip


def test_who_left_is_told_with_the_reason(lyon):
    lyon.designations.filter(field__slug="literature").update(
        ended_on="2025-02", end_reason="withdrawal", lapsed_from="2025-02-28"
    )

    assert changes(1) == [
        Change(
            Kind.ENDED, at(2025, 2, 28), "13/literature/1/ended", 13,
            field="literature", date="2025-02", end_reason="withdrawal",
        )
    ]  # fmt: skip


def test_an_end_to_come_is_not_told(lyon):
    with time_machine.travel("2025-02-01 12:00Z"):
        lyon.designations.filter(field__slug="literature").update(
            ended_on="2025-02", end_reason="withdrawal", lapsed_from="2025-02-28"
        )

        assert changes(1)[0].kind == Kind.CHANGED_FIELD


def test_a_new_name_is_told_at_the_instant_of_the_change(lyon):
    with time_machine.travel("2026-01-02 15:00Z", tick=False):
        lyon.name = "Lyons"
        lyon.save()
    with time_machine.travel("2026-01-03 15:00Z", tick=False):
        lyon.population = 500_000
        lyon.save()

    (newest, *others) = changes(10)

    assert (newest.kind, newest.at, newest.old, newest.new) == (
        Kind.RENAMED, at(2026, 1, 2, 15), "Lyon", "Lyons",
    )  # fmt: skip
    assert all(change.kind != Kind.RENAMED for change in others)


def test_a_corrected_date_is_told(lyon):
    designation = lyon.designations.get(field__slug="media-arts")
    with time_machine.travel("2026-01-02 15:00Z", tick=False):
        designation.announced_on = "2008-05"
        designation.save()

    newest = changes(1)[0]

    assert (newest.kind, newest.at, newest.field) == (
        Kind.CORRECTED, at(2026, 1, 2, 15), "media-arts",
    )  # fmt: skip
    assert (newest.old, newest.new) == ("2008", "2008-05")


def test_a_designation_that_was_struck_is_told(lyon):
    with time_machine.travel("2026-01-02 15:00Z", tick=False):
        lyon.designations.get(field__slug="media-arts").delete()

    newest = changes(1)[0]

    assert (newest.kind, newest.at, newest.date) == (Kind.STRUCK, at(2026, 1, 2, 15), "2008")


def test_candidates_and_people_are_not_told_of(lyon):
    before = changes(10)
    candidate = CityFactory(name="Hope")
    candidate.name = "New Hope"
    candidate.save()
    person = FocalPointFactory(city=lyon, name="Kari", is_public=True)
    person.name = "Kari Nordmann"
    person.save()

    assert changes(10) == before


def test_the_list_is_bounded_and_as_dear_for_many_as_for_few(lyon, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert len(changes(1)) == 1
    for number in (21, 22, 23):
        DesignationFactory(city__number=number, field__slug="literature")
    with django_assert_num_queries(7):
        assert len(changes(4)) == 4


def test_a_field_held_twice_is_named_twice():
    city = CityFactory(number=7)
    music = CreativeFieldFactory(slug="music")
    second = DesignationFactory(city=city, field=music, announced_on="2021")
    first = DesignationFactory(
        city=city, field=music, announced_on="2010", ended_on="2015", end_reason="withdrawal"
    )

    assert stints() == {first.pk: "7/music/1", second.pk: "7/music/2"}


class TestLastChanges:
    def test_a_city_is_as_new_as_its_newest_part(self, lyon):
        assert last_changes.of_cities() == {lyon.pk: at(2024, 1, 5, 12)}

        with time_machine.travel("2025-01-01 12:00Z", tick=False):
            CityNameFactory(city=lyon)
        assert last_changes.of_cities() == {lyon.pk: at(2025, 1, 1, 12)}

        with time_machine.travel("2025-01-02 12:00Z", tick=False):
            AssetFactory(city=lyon)
        assert last_changes.of_cities() == {lyon.pk: at(2025, 1, 2, 12)}

    def test_a_contact_makes_it_no_newer(self, lyon):
        FocalPointFactory(city=lyon, is_public=True)

        assert last_changes.of_cities() == {lyon.pk: at(2024, 1, 5, 12)}

    def test_a_country_is_as_new_as_its_newest_city(self, lyon):
        with time_machine.travel("2025-01-01 12:00Z", tick=False):
            empty = CountryFactory(code="AD")

        found = last_changes.of_countries()

        assert found[lyon.country_id] == at(2024, 1, 5, 12)
        assert found[empty.pk] == at(2025, 1, 1, 12)

    def test_a_field_is_as_new_as_its_newest_designation(self, lyon):
        designation = Designation.objects.get(field__slug="media-arts")
        with time_machine.travel("2025-03-01 12:00Z", tick=False):
            designation.evidence = "single"
            designation.save()

        assert last_changes.of_fields()[designation.field_id] == at(2025, 3, 1, 12)

    def test_a_source_is_as_new_as_what_it_says(self):
        with time_machine.travel("2025-01-01 12:00Z", tick=False):
            source = SourceFactory()
        with time_machine.travel("2025-02-01 12:00Z", tick=False):
            StatementFactory(source=source)

        assert last_changes.of_sources() == {source.pk: at(2025, 2, 1, 12)}

    def test_any_model_with_a_history_tells(self, lyon):
        assert last_changes.of(City) == {lyon.pk: at(2024, 1, 5, 12)}
