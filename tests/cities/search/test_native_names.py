"""Names that readers see: a city's own, and those of other languages where they are known."""

import csv

import pytest
from django.conf import settings

from cities.models import City, CityName, NameKind
from cities.rows import city_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

# Countries that write in a script of their own, or in Arabic, Cyrillic or Chinese letters.
OTHER_SCRIPTS = [
    *("AE", "AF", "BG", "BH", "CN", "EG", "GE", "GR", "IL", "IN", "IQ", "IR", "JO", "JP", "KH"),
    *("KR", "KZ", "LB", "MA", "MK", "MN", "MO", "NP", "PK", "PS", "QA", "RS", "RU", "SA", "SY"),
    *("TH", "TN", "UA"),
]


def shown(slug, language):
    (row,) = city_rows(City.objects.filter(slug=slug), language)
    return row["local_name"]


def test_every_member_of_a_country_with_another_script_has_its_native_name():
    cities = City.objects.filter(country__code__in=OTHER_SCRIPTS)
    nameless = cities.filter(native_name="").values_list("slug", flat=True)

    assert cities.count() > 100
    assert list(nameless) == []
    assert not [city.slug for city in cities if city.native_name.isascii()]


def test_a_native_name_says_its_language():
    named = City.objects.exclude(native_name="")
    natives = CityName.objects.filter(kind=NameKind.NATIVE)

    assert {(city.pk, city.native_name) for city in named} == set(
        natives.values_list("city", "name")
    )
    assert not natives.filter(language="").exists()


@pytest.mark.parametrize(
    ("slug", "language", "name"),
    [
        ("cairo", "ar", "القاهرة"),
        ("cairo", "en", "Cairo"),
        ("cairo", "fr", "Le Caire"),
        ("kazan", "ru", "Казань"),
        ("beijing", "zh-hans", "北京"),
        ("macao", "zh-hans", "澳门"),
        ("kortrijk", "fr", "Courtrai"),
        ("ghent", "es", "Gante"),
        ("new-orleans", "es", "Nueva Orleans"),
        ("edinburgh", "ru", "Эдинбург"),
        # No curated name: the record's own.
        ("frutillar", "ar", "Frutillar"),
    ],
)
def test_a_reader_sees_the_name_of_their_language_where_it_is_known(slug, language, name):
    assert shown(slug, language) == name


def test_no_row_is_without_a_name_to_show():
    for code, _name in settings.LANGUAGES:
        assert all(row["local_name"] for row in city_rows(City.objects.all(), code))


def test_a_curated_name_is_one_in_its_language():
    with (settings.BASE_DIR / "fixtures/native_names.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert len({(row["slug"], row["language"]) for row in rows}) == len(rows)
