"""Designations as acts: a city is designated, changes its field, leaves."""

import csv
import datetime

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from cities.designating import change_field, designate, end
from cities.models import City, Designation
from tests.factories import CityFactory, CreativeFieldFactory, DesignationFactory, SourceFactory

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


def test_a_designated_city_is_a_member_from_the_day_on():
    city, field, source = CityFactory(), CreativeFieldFactory(), SourceFactory()

    designation = designate(city, field, day("2025-10-31"), 2025, [source])

    assert (designation.announced_on, designation.call_year) == ("2025-10-31", 2025)
    assert list(designation.sources.all()) == [source]
    assert not City.objects.members_on(day("2025-10-30")).exists()
    assert list(City.objects.members_on(day("2025-10-31"))) == [city]


def test_a_member_is_not_designated_once_more():
    held = DesignationFactory(announced_on="2015-12-11", field__name_en="Music")

    with pytest.raises(ValidationError, match=r"holds Music since 2015-12-11\. End that"):
        designate(held.city, CreativeFieldFactory(), "2025-10-31", 2025)

    assert Designation.objects.count() == 1


def test_nobody_is_designated_for_a_day_to_come():
    with pytest.raises(ValidationError, match="lies in the future"):
        designate(CityFactory(), CreativeFieldFactory(), "2999-01-01", 2025)

    assert not Designation.objects.exists()


def test_a_city_that_leaves_is_a_member_until_the_day_before():
    held = DesignationFactory(announced_on="2015-12-11")

    end(held, day("2020-01-01"), "withdrawal")

    assert (held.ended_on, held.end_reason, held.successor) == ("2020-01-01", "withdrawal", None)
    assert City.objects.members_on(day("2019-12-31")).exists()
    assert not City.objects.members_on(day("2020-01-01")).exists()


@pytest.mark.parametrize(
    ("on", "reason", "message"),
    [
        ("2015-12-11", "withdrawal", "cannot end before it begins"),
        ("2020-01-01", "", "has a date and a reason"),
        ("2020-01-01", "boredom", "not a valid choice"),
    ],
)
def test_an_end_that_cannot_be_is_refused(on, reason, message):
    held = DesignationFactory(announced_on="2015-12-11")

    with pytest.raises(ValidationError, match=message):
        end(held, on, reason)

    held.refresh_from_db()
    assert held.ended_on == ""


def test_what_ended_does_not_end_again():
    with pytest.raises(ValidationError, match="ended on 2020-01-01 already"):
        end(DesignationFactory(ended=True), "2021-01-01", "withdrawal")


@pytest.mark.parametrize("reason", ["field-change", "withdrawal"])
def test_no_other_city_follows_but_in_a_merger(reason):
    held, other = DesignationFactory(), DesignationFactory()

    with pytest.raises(ValidationError, match="nothing else is followed by any"):
        end(held, "2020-01-01", reason, successor=other)

    assert end(held, "2020-01-01", "merger", successor=other).successor == other


def test_a_change_of_field_that_fails_leaves_the_old_field():
    held = DesignationFactory(announced_on="2015-12-11")

    with pytest.raises(ValidationError, match="lies in the future"):
        change_field(held, CreativeFieldFactory(), "2999-01-01")
    with pytest.raises(ValidationError, match="already"):
        change_field(held, held.field, "2023-10-31")

    held = Designation.objects.get()
    assert (held.ended_on, held.end_reason) == ("", "")


def test_lyon_changes_its_field_as_the_record_has_it_and_the_network_keeps_its_size():
    DesignationFactory(announced_on="2015-12-11")
    with (settings.BASE_DIR / "fixtures" / "network.csv").open(encoding="utf-8") as lines:
        first, second = (row for row in csv.DictReader(lines) if row["slug"] == "lyon")
    assert (first["year"], first["ended_year"]) == ("2008", "2023")
    assert first["end_reason"] == "field-change"
    assert (first["field"], second["field"], second["year"]) == ("media-arts", "literature", "2023")
    lyon = CityFactory()
    fields = {slug: CreativeFieldFactory(slug=slug) for slug in ("media-arts", "literature")}

    media_arts = designate(lyon, fields["media-arts"], "2008", 2008)
    literature = change_field(media_arts, fields["literature"], "2023-10-31", call_year=2023)

    assert list(lyon.designations.order_by("in_force_from")) == [media_arts, literature]
    assert (media_arts.ended_on, media_arts.end_reason) == ("2023-10-31", "field-change")
    assert Designation.objects.get(successor=literature) == media_arts
    assert (literature.ended_on, literature.call_year) == ("", 2023)
    members = [City.objects.members_on(day(text)) for text in ("2023-10-30", "2023-10-31")]
    assert [found.count() for found in members] == [2, 2]
