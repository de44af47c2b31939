"""What will go is said long before: in the headers of answers that rest on it, and in the schema.

Nothing of the API is deprecated now, so the resource here is one of the tests: a real one, served
and described as all others are.
"""

import datetime

import pytest
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from rest_framework.routers import DefaultRouter

from cities.api.network import CountryResource, RegionResource
from tests.factories import DesignationFactory
from uccn import api
from uccn.doors.deprecation import Deprecation

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

ALL_OF_IT = Deprecation(
    since=datetime.date(2026, 1, 1),
    sunset=datetime.date(2027, 3, 1),
    successor="/api/v2/regions/",
    explanation="Regions have another form there.",
)
PARAMETER = Deprecation(datetime.date(2026, 5, 1), datetime.date(2027, 5, 1), "/api/v1/regions/")
MEMBER = Deprecation(datetime.date(2026, 2, 1))


class OldRegions(RegionResource):
    """Regions as they were."""

    deprecated = ALL_OF_IT


class AgeingCountries(CountryResource):
    """Countries with a parameter and a member that will go."""

    deprecated_parameters = {"region": PARAMETER}
    deprecated_members = {"subregion": MEMBER}


router = DefaultRouter()
router.include_format_suffixes = False
router.register("old-regions", OldRegions, "old-regions")
router.register("ageing-countries", AgeingCountries, "ageing-countries")

app_name = "uccn"
api_patterns = ([*api.urlpatterns, path("old/", include(router.urls))], "api")
# Rows link to their pages, which in this site stand nowhere else.
pages = ([path("countries/<slug:code>/", lambda _request, code: None, name="country")], "cities")
urlpatterns = [path("api/", include(api_patterns)), path("", include(pages))]


@pytest.fixture(autouse=True)
def oslo():
    DesignationFactory(city__name="Oslo", city__country__code="NO")


def test_every_answer_of_a_deprecated_resource_says_since_when_until_when_and_what_instead(client):
    for address in ("/api/old/old-regions/", "/api/old/old-regions/africa/"):
        answer = client.get(address)

        assert answer.status_code == 200
        assert answer["Deprecation"] == "@1767225600"
        assert answer["Sunset"] == "Mon, 01 Mar 2027 00:00:00 GMT"
        assert '</api/v2/regions/>; rel="successor-version"' in answer["Link"]
        assert '<http://testserver/api/docs/>; rel="deprecation"' in answer["Link"]
        assert 'rel="license"' in answer["Link"]


def test_a_mistake_in_asking_for_it_is_told_so_too(client):
    answer = client.get("/api/old/old-regions/?wish=1")

    assert answer.status_code == 400
    assert answer["Deprecation"] == "@1767225600"


def test_a_deprecated_parameter_is_announced_to_whoever_uses_it(client):
    with_it = client.get("/api/old/ageing-countries/?region=africa&fields=code")
    without = client.get("/api/old/ageing-countries/?fields=code")

    assert with_it["Deprecation"] == "@1777593600"
    assert with_it["Sunset"] == "Sat, 01 May 2027 00:00:00 GMT"
    assert not without.has_header("Deprecation")
    assert not without.has_header("Sunset")


def test_a_deprecated_member_is_announced_to_whoever_gets_it(client):
    everything = client.get("/api/old/ageing-countries/")
    wanted = client.get("/api/old/ageing-countries/?fields=code,subregion")
    unwanted = client.get("/api/old/ageing-countries/?fields=code,name")

    assert everything["Deprecation"] == wanted["Deprecation"] == "@1769904000"
    assert not everything.has_header("Sunset")
    assert not unwanted.has_header("Deprecation")


def test_of_several_the_earliest_days_count(client):
    answer = client.get("/api/old/ageing-countries/?region=africa")

    assert answer["Deprecation"] == "@1769904000"
    assert answer["Sunset"] == "Sat, 01 May 2027 00:00:00 GMT"


def test_what_is_not_deprecated_says_nothing(client):
    assert not client.get("/api/v1/regions/").has_header("Deprecation")


def test_partners_have_a_year_at_least():
    with pytest.raises(ValueError, match="a year at least"):
        Deprecation(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def test_the_schema_marks_what_is_deprecated():
    schema = SchemaGenerator(patterns=urlpatterns).get_schema(request=None, public=True)

    regions = schema["paths"]["/api/old/old-regions/"]["get"]
    assert regions["deprecated"] is True
    assert regions["description"].endswith(
        "Deprecated since 2026-01-01. It may be gone from 2027-03-01 on. Use /api/v2/regions/ "
        "instead. Regions have another form there."
    )
    countries = schema["paths"]["/api/old/ageing-countries/"]["get"]
    assert "deprecated" not in countries
    assert [one["name"] for one in countries["parameters"] if one.get("deprecated")] == ["region"]
    for kind in ("Country", "CountryPart"):
        members = schema["components"]["schemas"][kind]["properties"]
        marked = [name for name, member in members.items() if member.get("deprecated")]
        assert marked == ["subregion"]
