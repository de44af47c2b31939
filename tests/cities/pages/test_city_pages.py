"""The page of one city."""

import json

import pytest

from tests.factories import (
    AssetFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lyon():
    media_arts = CreativeFieldFactory(slug="media-arts", position=1, name_en="Media Arts")
    literature = CreativeFieldFactory(slug="literature", position=2, name_en="Literature")
    city = CityFactory(
        number=13, slug="lyon", name="Lyon", country=CountryFactory(code="FR", name="France"),
        latitude=45.75, longitude=-4.85, population=520_774,
    )  # fmt: skip
    later = DesignationFactory(city=city, field=literature, announced_on="2023-10-31")
    DesignationFactory(
        city=city, field=media_arts, announced_on="2008", ended_on="2023-10-31",
        end_reason="field-change", successor=later,
    )  # fmt: skip
    return city


def read(client, address="/cities/lyon/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_the_city_is_and_was_with_dates_as_precise_as_their_source(client, lyon):
    page = read(client)

    assert (
        "City of Literature since 31 October 2023; City of Media Arts from 2008 until then" in page
    )
    assert "No. 13" in page
    assert "45.75° N, 4.85° W" in page
    assert "520,774" in page
    assert "Lyon changed its field on 31 October 2023." in page


def test_it_can_be_asked_about_a_past_day(client, lyon):
    page = read(client, "/cities/lyon/?as_of=2015-01-01")

    assert "City of Media Arts since 2008" in page
    assert "City of Literature" not in page
    assert "The network as on 1 January 2015" in page


def test_before_it_joined_it_is_not_yet_a_member(client, lyon):
    page = read(client, "/cities/lyon/?as_of=2005-01-01")

    assert "Not yet a member on this day" in page


def test_a_wrong_day_is_named(client, lyon):
    page = read(client, "/cities/lyon/?as_of=yesterday&colour=blue")

    assert "as_of=yesterday" in page
    assert "colour=blue" in page


def test_names_that_people_entered_come_first_and_gazetteer_names_are_few(client, lyon):
    CityNameFactory(city=lyon, name="ليون", kind="gazetteer", script="Arabic")
    for number in range(9):
        CityNameFactory(city=lyon, name=f"Лион{number}", kind="gazetteer", script="Cyrillic")
    CityNameFactory(city=lyon, name="Lione", kind="translation", language="it")

    page = read(client)

    assert '<bdi lang="it">Lione</bdi>' in page
    assert '<bdi lang="und-Arab">ليون</bdi>' in page
    assert page.count('lang="und-Cyrl"') == 2
    assert page.index("Lione") < page.index("ليون")


@pytest.mark.parametrize(
    ("prefix", "italian"),
    [("", "Italian"), ("/fr", "italien"), ("/ar", "الإيطالية"), ("/zh-hans", "意大利语")],
)
def test_the_language_of_a_name_is_called_as_the_reader_calls_it(client, lyon, prefix, italian):
    CityNameFactory(city=lyon, name="Lione", kind="translation", language="it")

    assert f" · {italian}<" in client.get(f"{prefix}/cities/lyon/").text


def test_a_public_contact_says_where_it_comes_from_and_what_is_missing(client, lyon):
    FocalPointFactory(
        city=lyon, name="Ada Example", is_public=True, telephone="+33123456789",
        telephone_printed="01 23 45 67 89", source=SourceFactory(key="page", title="A page"),
    )  # fmt: skip
    FocalPointFactory(city=lyon, name="Hidden Person")

    page = read(client)

    assert "Ada Example" in page
    assert "As printed by a source" in page
    assert "not verified" in page
    assert "no e-mail address known" in page
    assert "no telephone known" not in page
    assert "printed as 01 23 45 67 89" in page
    assert "Hidden Person" not in page


def test_it_shows_what_the_city_tells_of_itself(client, lyon):
    OrganisationFactory(city=lyon, name="House of Books", founded_year=1990)
    AssetFactory(city=lyon, kind="event", title="Night of Poems", every_years=2)
    AssetFactory(city=lyon, kind="wish", title="Exchange of translators")

    page = read(client)

    assert "House of Books" in page
    assert "founded in 1990" in page
    assert "every 2 years" in page
    assert "Exchange of translators" in page


def test_it_shows_what_sources_say_with_the_answer_of_the_record(client, lyon):
    StatementFactory(
        city=lyon, metric="designation", field=lyon.designations.first().field, value=None,
        printed="Lyon, ville des arts numériques", language="fr",
    )  # fmt: skip

    page = read(client)

    assert '<bdi lang="fr">Lyon, ville des arts numériques</bdi>' in page
    assert "True in its time" in page
    assert "to 30 October 2023." in page


def test_it_names_the_other_members_of_the_country_and_the_nearest_of_the_field(client, lyon):
    literature = CreativeFieldFactory(slug="literature")
    angouleme = CityFactory(slug="angouleme", name="Angoulême", country=lyon.country)
    DesignationFactory(city=angouleme, field=literature)
    brazil = CountryFactory(code="BR", name="Brazil")
    for number in range(8):
        far = CityFactory(
            slug=f"far-{number}", name=f"Far {number}", latitude=-20.0 - number, country=brazil
        )
        DesignationFactory(city=far, field=literature)

    page = read(client)

    assert "1 more in France" in page
    assert "All 9 others" in page
    nearest = page[page.index("Nearest Cities of Literature") : page.index("To cite this page")]
    assert nearest.count("<li>") == 6
    assert "Angoulême" in nearest
    assert "Far 0" in nearest
    assert "Far 7" not in nearest


def test_designations_name_their_sources_and_evidence(client, lyon):
    designation = lyon.designations.get(ended_on="")
    designation.sources.add(SourceFactory(key="round-2023", title="The round of 2023"))

    page = read(client)

    assert 'href="/sources/round-2023/"' in page
    assert "Several sources agree" in page


def test_a_slug_that_the_city_gave_up_redirects_for_good(client, lyon):
    lyon.slug = "lyon-fr"
    lyon.save()

    answer = client.get("/cities/lyon/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/cities/lyon-fr/"
    assert client.get("/ar/cities/lyon/").headers["Location"] == "/ar/cities/lyon-fr/"


def test_a_candidate_has_no_page(client, db):
    CityFactory(slug="hopeful")

    assert client.get("/cities/hopeful/").status_code == 404


def test_a_former_member_keeps_its_page(client, db):
    city = CityFactory(slug="gone", name="Gone")
    DesignationFactory(
        city=city, ended=True, field=CreativeFieldFactory(slug="film", name_en="Film")
    )

    page = read(client, "/cities/gone/")

    assert "City of Film from 11 December 2015 to 1 January 2020" in page
    assert "the city left the network" in page


def test_time_runs_from_right_to_left_for_those_who_read_so(client):
    city = DesignationFactory(announced_on="2015-12-11", city__slug="bergen").city

    here = client.get(f"/cities/{city.slug}/").context["record"]()["timeline"]["wide"]
    there = client.get(f"/ar/cities/{city.slug}/").context["record"]()["timeline"]["wide"]

    assert [year for _, year in here.ticks] == [2005, 2010, 2015, 2020, 2025]
    assert [position for position, _ in there.ticks] == [1400 - place for place, _ in here.ticks]
    assert there.bars[0].start == 1400 - here.bars[0].start - here.bars[0].length
    assert (here.bars[0].label_end, there.bars[0].label_end) == (False, True)


class TestToBeLinkedTo:
    def test_it_says_how_to_cite_it_with_the_day_and_a_lasting_address(self, client, lyon):
        page = read(client, "/cities/lyon/?as_of=2020-01-01")

        assert (
            "Lyon (France), no. 13: City of Media Arts since 2008. Record of the UNESCO Creative "
            "Cities Network, as on 1 January 2020. "
            "http://testserver/cities/lyon/?as_of=2020-01-01" in page
        )

    def test_a_letter_of_correction_names_the_city_and_its_number(self, client, lyon, settings):
        settings.CONTACT_EMAIL = "record@example.org"

        page = read(client)

        assert (
            'href="mailto:record@example.org?subject=Correction%20to%20city%20no.%2013%2C%20Lyon'
            "&amp;body=http%3A//testserver/cities/lyon/" in page
        )

    def test_programs_read_it_as_a_place_of_schema_org(self, client, lyon):
        CityNameFactory(city=lyon, name="</script><b>&", kind="translation", language="it")

        page = read(client)

        text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
        place = json.loads(text)
        assert (place["@type"], place["name"]) == ("City", "Lyon")
        assert place["url"] == "http://testserver/cities/lyon/"
        assert place["identifier"]["value"] == 13
        assert place["geo"] == {
            "@type": "GeoCoordinates",
            "latitude": 45.75,
            "longitude": -4.85,
        }
        assert place["containedInPlace"]["identifier"] == "FR"
        assert place["alternateName"] == ["</script><b>&"]

    def test_a_region_is_no_city_to_programs(self, client, lyon):
        lyon.territory = "region"
        lyon.save()

        assert '"@type": "AdministrativeArea"' in read(client)

    def test_those_who_share_it_see_its_name_and_what_it_is(self, client, lyon):
        page = read(client)

        assert (
            '<meta property="og:title" content="Lyon: City of Literature since 31 October 2023; '
            'City of Media Arts from 2008 until then">' in page
        )
        assert '<meta property="og:url" content="http://testserver/cities/lyon/">' in page

    def test_the_name_that_the_city_gives_itself_stands_beneath_in_its_language(self, client):
        city = DesignationFactory(
            city__slug="kyiv", city__name="Kyiv", city__native_name="Київ"
        ).city
        CityNameFactory(city=city, name="Київ", kind="native", language="uk", script="Cyrillic")

        page = read(client, "/cities/kyiv/")

        assert '<p class="other-names"><bdi lang="uk">Київ</bdi></p>' in page

    def test_a_name_that_is_the_same_is_not_repeated(self, client, lyon):
        lyon.native_name = "Lyon"
        lyon.save()

        assert "other-names" not in read(client)
