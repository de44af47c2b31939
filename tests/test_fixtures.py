"""The files of `fixtures/`: what they hold, and that the record takes them as they are."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import (
    Asset,
    City,
    CityName,
    Country,
    Designation,
    FocalPoint,
    Organisation,
    Source,
    Statement,
)
from cities.record import revision
from fields.models import CreativeField
from tests import network as whole
from uccn.management.commands.load_record import load_record

pytestmark = pytest.mark.usefixtures("network")


def writes_of(queries):
    return [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


# Loading ----------------------------------------------------------------------------------------


def test_a_second_load_changes_nothing():
    before = revision.current()

    with CaptureQueriesContext(connection) as captured:
        report = load_record(whole.collection())

    assert writes_of(captured) == []
    assert revision.current() == before
    assert (report.total("added"), report.total("changed"), report.left_alone) == (0, 0, [])


def test_the_command_says_what_it_did():
    City.objects.filter(slug="bergen").update(population=1)
    out = io.StringIO()

    call_command("load_record", stdout=out)

    lines = out.getvalue().splitlines()
    assert "network.csv, cities: 0 added, 0 changed, 407 unchanged, 1 left alone" in lines
    assert lines[-2].endswith("population: the file says “294029”, the record says “1”")
    assert lines[-1].endswith("1 left alone.")


def test_the_command_lists_every_error_of_a_folder_and_fails(tmp_path):
    errors = io.StringIO()

    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("load_record", fixtures=tmp_path, stderr=errors)

    assert "network.csv:1: there is no such file" in errors.getvalue()
    assert "calls.yaml:1: there is no such file" in errors.getvalue()
    assert City.objects.count() == 408


# The network ------------------------------------------------------------------------------------


def test_the_names_for_finding_a_city_come_in_33_scripts():
    names = CityName.objects.filter(kind="gazetteer")

    assert names.count() == 16_527
    assert names.values("script").distinct().count() == 33
    assert names.values("city").distinct().count() == 407
    assert {name.source.key for name in names.select_related("source")[:5]} == {"geonames"}


def test_facts_that_rest_on_little_say_so():
    by_order = Designation.objects.filter(evidence="listing-order")

    assert by_order.count() == 14
    assert sorted(by_order.filter(call_year=2015).values_list("city__slug", flat=True)) == [
        "rome",
        "san-cristobal-de-las-casas",
    ]
    single = Designation.objects.filter(evidence="single").order_by("city__slug")
    assert list(single.values_list("city__slug", flat=True)) == ["masaya", "sarchi"]
    assert all(single.values_list("evidence_note", flat=True))


def test_every_designation_has_a_source():
    assert not Designation.objects.filter(sources=None).exists()


def test_unknown_populations_are_empty():
    assert sorted(City.objects.filter(population=None).values_list("slug", flat=True)) == [
        "chordeleg",
        "idanha-a-nova",
        "sarchi",
        "shunde",
        "vicente-lopez",
    ]


@pytest.mark.parametrize(
    ("slug", "territory"),
    [
        ("shunde", "district"),
        ("sifnos", "island"),
        ("hatay", "region"),
        ("overstrand-hermanus", "municipality"),
        ("buffalo-city", "metropolis"),
        ("viborg", "municipality"),
        ("bergen", "city"),
    ],
)
def test_members_that_are_no_cities_say_what_they_are(slug, territory):
    assert City.objects.get(slug=slug).territory == territory


def test_two_granadas_stand_apart():
    found = City.objects.filter(name="Granada").order_by("slug")
    assert [(city.slug, city.country.code) for city in found] == [
        ("granada-es", "ES"),
        ("granada-ni", "NI"),
    ]


# Fields and countries ---------------------------------------------------------------------------


def test_the_eight_fields_have_names_and_definitions_in_six_languages():
    fields = CreativeField.objects.all()

    assert len(fields) == 8
    for field in fields:
        for language in ("en", "fr", "es", "ru", "ar", "zh"):
            assert getattr(field, f"name_{language}")
            assert getattr(field, f"definition_{language}")
        spoken = {name.language for name in field.other_names.all()}
        assert spoken >= {"sv", "da", "nb", "pt", "de"} - LIKE_THE_ENGLISH.get(field.slug, set())


# Languages in which the field’s English name is its name too.
LIKE_THE_ENGLISH = {"film": {"sv", "da", "nb"}}


def test_only_architecture_began_after_2004():
    late = CreativeField.objects.exclude(first_year=2004)
    assert list(late.values_list("slug", "first_year")) == [("architecture", 2025)]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("PS", "en", "Palestine"),
        ("PS", "fr", "Palestine"),
        ("PS", "ar", "فلسطين"),
        ("MO", "en", "Macao"),
        ("MO", "zh-hans", "澳门"),
        ("KR", "en", "Republic of Korea"),
        ("TR", "en", "Türkiye"),
        ("NO", "es", "Noruega"),
    ],
)
def test_countries_have_the_names_that_the_united_nations_use(code, language, name):
    assert Country.objects.get(code=code).name_in(language) == name


def test_israel_left_unesco_and_stays_a_country_of_the_record():
    israel = Country.objects.get(code="IL")
    assert (israel.unesco_status, israel.left_unesco_on) == (
        "former",
        datetime.date(2018, 12, 31),
    )


# The pages of sources ---------------------------------------------------------------------------


def test_bergen_and_the_48_cities_that_its_page_lists_are_the_49_cities_of_gastronomy():
    listed = Statement.objects.filter(source__key="bergen-uccn", key__startswith="lists-")
    in_force = Designation.objects.on(datetime.date(2023, 10, 30))
    gastronomy = in_force.filter(field__slug="gastronomy").values_list("city__slug", flat=True)

    assert listed.count() == 48
    assert set(gastronomy) == {*listed.values_list("city__slug", flat=True), "bergen"}


@pytest.mark.parametrize(
    ("printed", "slug", "code"),
    [
        ("Afoyonkarasihar (Turkey)", "afyonkarahisar", "TR"),
        ("Buraidah (Saudi-Arabia)", "buraidah", "SA"),
        ("Florianopolis (Brazil)", "florianopolis", "BR"),
        ("Huai’an (Kina)", "huaian", "CN"),
        ("Jeonju (South Korea)", "jeonju", "KR"),
        ("Kermanshah (Iran)", "kermanshah", "IR"),
        ("Lankaran (Aserbajdsjan)", "lankaran", "AZ"),
        ("Macao (China)", "macao", "CN"),
        ("Merida (Mexico)", "merida", "MX"),
        ("Popayàn (Colombia)", "popayan", "CO"),
        ("Portoviejo (Equador)", "portoviejo", "EC"),
        ("Rasht (Iran [Islamic Republic of])", "rasht", "IR"),
        ("Rouen (Frankrike)", "rouen", "FR"),
        ("San Antonio (United States of America)", "san-antonio", "US"),
        ("Saint Petersburg (Russland)", "saint-petersburg", "RU"),
        ("Thessaloniki (Hellas)", "thessaloniki", "GR"),
        ("Östersund (Sweden)", "ostersund", "SE"),
    ],
)
def test_what_bergen_prints_is_kept_and_means_a_city(printed, slug, code):
    statement = Statement.objects.get(source__key="bergen-uccn", printed=printed)
    assert (statement.city.slug, statement.city.country.code) == (slug, code)


def test_spellings_that_differ_from_the_record_are_names_that_search_finds():
    spelled = CityName.objects.filter(source__key="bergen-uccn").order_by("name")
    assert sorted(spelled.values_list("name", "kind")) == [
        ("Afoyonkarasihar", "misspelling"),
        ("Florianopolis", "as-printed"),
        ("Huai’an", "as-printed"),
        ("Merida", "as-printed"),
        ("Popayàn", "misspelling"),
    ]


@pytest.mark.parametrize(
    ("source", "metric", "value"),
    [
        ("bergen-uccn", "members", 295),
        ("bergen-uccn", "members", 49),
        ("bergen-uccn", "fields", 7),
        ("norrkoping-uccn", "members", 180),
        ("norrkoping-uccn", "countries", 72),
        ("norrkoping-uccn", "founded", 2004),
        ("kortrijk-uccn", "members", 180),
        ("kortrijk-uccn", "members", 30),
        ("kortrijk-uccn", "members", 11),
        ("viborg-ansoegning", "members", 11),
    ],
)
def test_the_figures_of_the_pages_are_statements(source, metric, value):
    assert Statement.objects.filter(source__key=source, metric=metric, value=value).exists()


def test_the_pages_bear_no_date_and_their_inferred_dates_are_marked():
    pages = Source.objects.filter(
        key__in=["bergen-uccn", "norrkoping-uccn", "kortrijk-uccn", "viborg-ansoegning"]
    )
    assert list(pages.values_list("dated_on", "dates_inferred")) == [("", True)] * 4


def test_first_and_only_cities_name_their_scope():
    claims = Statement.objects.filter(metric__in=["first", "only"]).order_by("city__slug", "metric")
    assert [(c.city.slug, c.metric, c.scope_name) for c in claims] == [
        ("kolding", "first", "Denmark"),
        ("kolding", "only", "Denmark"),
        ("kortrijk", "first", "Belgium"),
        ("norrkoping", "first", "Nordic countries"),
        ("ostersund", "first", "Sweden"),
    ]
    nordic = claims.get(city__slug="norrkoping")
    assert sorted(country.code for country in nordic.countries.all()) == [
        "DK",
        "FI",
        "IS",
        "NO",
        "SE",
    ]


def test_norrkopings_contact_is_a_project_leader_and_no_focal_point():
    contact = FocalPoint.objects.get(city__slug="norrkoping")

    assert (contact.role, contact.title) == ("contact", "Projektledare")
    assert (contact.telephone, contact.telephone_printed) == ("+46703733165", "+ 46703-73 31 65")
    assert contact.is_public
    assert contact.verified_on is None


def test_kortrijks_focal_point_lacks_an_address_and_says_so():
    contact = FocalPoint.objects.get(city__slug="kortrijk")

    assert (contact.role, contact.telephone) == ("focal-point", "+3256519183")
    assert contact.organisation.name == "Designregio Kortrijk"
    assert contact.missing == ["e-mail address", "last verified on"]


def test_kortrijks_profile_has_what_its_page_names():
    assert Organisation.objects.filter(city__slug="kortrijk").count() == 9
    runs = Organisation.objects.get(city__slug="kortrijk", runs_membership=True)
    assert (runs.name, runs.founded_year) == ("Designregio Kortrijk", 2005)
    biennale = Asset.objects.get(city__slug="kortrijk", kind="event")
    assert (biennale.title, biennale.every_years) == ("Biennale Interieur", 2)
    assert Asset.objects.filter(city__slug="kortrijk", kind="wish").count() == 6


def test_a_figure_that_no_other_source_supports_is_kept_as_a_statement_only():
    claim = Statement.objects.get(source__key="newindianexpress-2025")

    assert (claim.value, claim.field.slug, claim.source.dated_on) == (
        70,
        "gastronomy",
        "2025-11-01",
    )
    assert (
        Designation.objects.on(datetime.date(2025, 11, 1)).filter(field=claim.field).count() == 66
    )
