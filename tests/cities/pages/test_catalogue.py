"""The record as linked data, read with a parser: triples, not text."""

import json

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from tests.factories import CityFactory, CityNameFactory, CountryFactory, DesignationFactory

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
HERE = f"{SITE}/catalogue.jsonld"
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
SCHEMA = Namespace("https://schema.org/")
# What https://schema.org/ serves as its context, as far as these pages use it: nothing is fetched.
CONTEXT_OF_SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "license": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
}


def data_set(name):
    return URIRef(f"{HERE}#{name}")


@pytest.fixture
def catalogue(client):
    answer = client.get("/catalogue.jsonld")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/ld+json"
    return Graph().parse(data=answer.content.decode(), format="json-ld")


def in_page(client, address):
    """The linked data of a page, with the context of schema.org put in its place."""
    page = client.get(address).content.decode()
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    facts = json.loads(text)
    assert facts["@context"] == "https://schema.org"
    facts["@context"] = CONTEXT_OF_SCHEMA_ORG
    return Graph().parse(data=json.dumps(facts), format="json-ld")


class TestCatalogue:
    def test_it_is_one_catalogue_of_six_data_sets(self, catalogue):
        assert list(catalogue.subjects(RDF.type, DCAT.Catalog)) == [URIRef(HERE)]
        assert set(catalogue.objects(URIRef(HERE), DCAT.dataset)) == {
            data_set(name)
            for name in ("cities", "fields", "countries", "designations", "statements", "record")
        }
        assert set(catalogue.subjects(RDF.type, DCAT.Dataset)) == set(
            catalogue.objects(URIRef(HERE), DCAT.dataset)
        )

    def test_titles_and_descriptions_are_said_in_six_languages(self, catalogue):
        things = [URIRef(HERE), *catalogue.subjects(RDF.type, DCAT.Dataset)]
        for thing in things:
            for said in (DCTERMS.title, DCTERMS.description):
                languages = {text.language for text in catalogue.objects(thing, said)}
                assert languages == {"en", "fr", "es", "ru", "ar", "zh-hans"}, (thing, said)
        assert (
            data_set("cities"),
            DCTERMS.title,
            Literal("Creative cities", lang="en"),
        ) in catalogue

    @pytest.mark.parametrize(
        ("name", "suffixes"),
        [
            ("cities", {"csv", "xlsx", "json", "geojson"}),
            ("fields", {"csv", "xlsx", "json"}),
            ("countries", {"csv", "xlsx", "json"}),
            ("designations", {"csv", "xlsx", "json"}),
            ("statements", {"csv", "xlsx", "json"}),
            ("record", {"zip"}),
        ],
    )
    def test_a_data_set_names_its_files(self, catalogue, name, suffixes):
        files = set(catalogue.objects(data_set(name), DCAT.distribution))

        assert {
            str(address) for file in files for address in catalogue.objects(file, DCAT.downloadURL)
        } == {f"{SITE}/{name}.{suffix}" for suffix in suffixes}
        for file in files:
            assert (file, RDF.type, DCAT.Distribution) in catalogue
            assert (file, DCTERMS.license, LICENCE) in catalogue
            assert next(catalogue.objects(file, DCAT.accessURL))

    def test_a_file_names_its_media_type(self, catalogue):
        kind = "https://www.iana.org/assignments/media-types/text/csv"

        assert (data_set("cities-csv"), DCAT.mediaType, URIRef(kind)) in catalogue

    def test_a_data_set_says_when_where_and_under_which_licence(self, catalogue):
        cities = data_set("cities")

        assert (cities, DCTERMS.license, LICENCE) in catalogue
        (period,) = catalogue.objects(cities, DCTERMS.temporal)
        assert (period, RDF.type, DCTERMS.PeriodOfTime) in catalogue
        assert (period, DCAT.startDate, Literal("2004-10-01", datatype=XSD.date)) in catalogue
        world = "http://publications.europa.eu/resource/authority/continent/WORLD"
        assert (cities, DCTERMS.spatial, URIRef(world)) in catalogue
        assert (cities, DCAT.landingPage, URIRef(f"{SITE}/cities/")) in catalogue
        assert (cities, DCAT.keyword, Literal("culture", lang="en")) in catalogue

    def test_the_publisher_is_one_organisation(self, catalogue):
        publisher = data_set("publisher")

        assert set(catalogue.objects(None, DCTERMS.publisher)) == {publisher}
        assert (publisher, RDF.type, FOAF.Organization) in catalogue
        assert len(set(catalogue.objects(publisher, FOAF.name))) == 6

    def test_the_api_serves_the_data_sets(self, catalogue):
        (service,) = catalogue.objects(URIRef(HERE), DCAT.service)

        assert (service, RDF.type, DCAT.DataService) in catalogue
        assert (service, DCAT.endpointURL, URIRef(f"{SITE}/api/v1/")) in catalogue
        assert (service, DCAT.endpointDescription, URIRef(f"{SITE}/api/schema/")) in catalogue
        assert data_set("cities") in set(catalogue.objects(service, DCAT.servesDataset))

    def test_it_asks_nothing_of_the_database(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get("/catalogue.jsonld")


class TestPages:
    def test_home_is_the_page_of_the_data_set(self, client):
        found = in_page(client, "/")

        record = data_set("record")
        assert (record, RDF.type, SCHEMA.Dataset) in found
        assert (record, SCHEMA.license, LICENCE) in found
        assert (record, SCHEMA.temporalCoverage, Literal("2004-10-01/..")) in found
        files = {str(address) for address in found.objects(None, SCHEMA.contentUrl)}
        assert {f"{SITE}/record.zip", f"{SITE}/cities.csv", f"{SITE}/statements.xlsx"} <= files

    def test_a_city_is_a_city_of_schema_org(self, client):
        city = CityFactory(
            number=161, slug="norrkoping", name="Norrköping", latitude=58.5942, longitude=16.1826,
            country=CountryFactory(code="SE", name="Sweden"), geonames_id=2688368,
            website="https://norrkoping.example/",
        )  # fmt: skip
        DesignationFactory(city=city, field__slug="music", announced_on="2017-10-31")
        CityNameFactory(city=city, name="Норрчёпинг", kind="translation", language="ru")

        found = in_page(client, "/cities/norrkoping/")

        here = URIRef(f"{SITE}/cities/norrkoping/")
        assert (here, RDF.type, SCHEMA.City) in found
        assert (here, SCHEMA.name, Literal("Norrköping")) in found
        assert (here, SCHEMA.url, here) in found
        assert (here, SCHEMA.alternateName, Literal("Норрчёпинг")) in found
        assert (here, SCHEMA.description, Literal("City of Music since 31 October 2017")) in found
        assert set(found.objects(here, SCHEMA.sameAs)) == {
            URIRef("https://norrkoping.example/"),
            URIRef("https://www.geonames.org/2688368/"),
        }
        (place,) = found.objects(here, SCHEMA.geo)
        assert float(found.value(place, SCHEMA.latitude)) == 58.5942
        assert float(found.value(place, SCHEMA.longitude)) == 16.1826
        (country,) = found.objects(here, SCHEMA.containedInPlace)
        assert (country, RDF.type, SCHEMA.Country) in found
        assert (country, SCHEMA.identifier, Literal("SE")) in found
        (number,) = found.objects(here, SCHEMA.identifier)
        assert (number, SCHEMA.value, Literal(161)) in found
