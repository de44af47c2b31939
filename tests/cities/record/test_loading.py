"""Loading: whole or not at all, twice without effect, and never over somebody's edit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import (
    Asset,
    City,
    CityName,
    Country,
    Designation,
    FocalPoint,
    LoadedRow,
    Organisation,
    Source,
    Statement,
)
from cities.record import revision
from cities.record.files import collect
from cities.record.kinds import KINDS
from cities.record.loading import load
from cities.record.reading import BadFixtures
from tests import small_record
from tests.factories import CityFactory, CountryFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def load_files(tmp_path):
    """Load the small record, with changes by file, as pairs of a text and its replacement."""

    def load_files(changes=None, **options):
        folder = small_record.write(tmp_path, changes)
        return load(collect(folder), KINDS, **options)

    return load_files


def refusal(load_files, changes):
    with pytest.raises(BadFixtures) as caught:
        load_files(changes)
    return [str(problem) for problem in caught.value.problems]


def writes_of(queries):
    return [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_the_first_load_adds_everything(load_files):
    report = load_files()

    assert report.total("added") == len(LoadedRow.objects.all())
    assert [report.total(outcome) for outcome in report.OUTCOMES[1:]] == [0, 0, 0]
    umea = City.objects.get(slug="umea")
    assert (umea.number, umea.country.code, umea.population) == (2, "SE", 83249)
    assert umea.folded == "umea"
    assert umea.sort_key != ""
    # A name that the page prints otherwise than the record is kept with its source.
    printed = umea.names.get(kind="as-printed")
    assert (printed.name, printed.source.key) == ("Umea", "bergen-page")


def test_a_designation_takes_its_date_from_the_round_of_its_year(load_files):
    load_files()

    designation = Designation.objects.get(city__slug="umea")
    assert designation.announced_on == "2017-10-31"
    assert designation.in_force_from.isoformat() == "2017-10-31"
    assert [source.key for source in designation.sources.all()] == ["list"]


def test_a_telephone_number_is_normalised_and_kept_as_printed(load_files):
    load_files()

    contact = FocalPoint.objects.get()
    assert (contact.telephone, contact.telephone_printed) == ("+4755565556", "55 56 55 56")
    assert contact.organisation.name == "City of Bergen"
    assert contact.missing == ["e-mail address", "last verified on"]


def test_a_second_load_writes_nothing(load_files):
    load_files()
    before = revision.current()

    with CaptureQueriesContext(
        connection,
    ) as captured:
        report = load_files()

    assert writes_of(captured) == []
    assert report.total("unchanged") == LoadedRow.objects.count()
    assert report.left_alone == []
    assert revision.current() == before


def test_a_change_of_the_file_comes_into_the_record(load_files):
    load_files()

    report = load_files({"network.csv": [("213585", "290000"), ("One list.", "")]})

    assert report.total("changed") == 2
    assert City.objects.get(slug="bergen").population == 290000
    assert load_files({"network.csv": [("213585", "290000"), ("One list.", "")]}).left_alone == []


def test_a_changed_name_is_folded_anew_and_a_changed_slug_redirects(load_files):
    load_files()

    load_files(
        {
            "network.csv": [("2,umea,Umeå", "2,ume,Ume")],
            "names.csv": [("umea,", "ume,")],
            "bergen.yaml": [("Umea (Sverige)", "Ume (Sverige)")],
        }
    )

    city = City.objects.get(number=2)
    assert (city.slug, city.folded) == ("ume", "ume")
    assert [former.slug for former in city.former_slugs.all()] == ["umea"]


def test_an_edit_by_a_person_is_reported_and_kept(load_files):
    load_files()
    City.objects.filter(slug="bergen").update(population=291940)

    report = load_files()

    assert City.objects.get(slug="bergen").population == 291940
    assert list(map(str, report.left_alone)) == [
        "network.csv:2: city 1: population: the file says “213585”, the record says “291940”"
    ]
    assert report.total("left alone") == 1


def test_an_edit_is_kept_even_when_the_file_changes_too(load_files):
    load_files()
    City.objects.filter(slug="bergen").update(population=291940)

    report = load_files({"network.csv": [("213585", "290000"), ("60.39", "60.40")]})

    bergen = City.objects.get(slug="bergen")
    assert (bergen.population, bergen.latitude) == (291940, 60.40)
    assert len(report.left_alone) == 1


def test_an_edit_that_the_file_follows_is_no_longer_reported(load_files):
    load_files()
    City.objects.filter(slug="bergen").update(population=291940)

    assert load_files({"network.csv": [("213585", "291940")]}).left_alone == []
    assert load_files({"network.csv": [("213585", "300000")]}).total("changed") == 1


def test_overwrite_takes_an_edit_back(load_files):
    load_files()
    City.objects.filter(slug="bergen").update(population=291940)

    report = load_files(overwrite=True)

    assert City.objects.get(slug="bergen").population == 213585
    assert (report.total("changed"), report.left_alone) == (1, [])


def test_sources_of_a_designation_that_a_person_added_are_kept(load_files):
    load_files()
    designation = Designation.objects.get(city__slug="bergen")
    designation.sources.add(Source.objects.get(key="geonames"))

    report = load_files()

    assert designation.sources.count() == 2
    assert len(report.left_alone) == 1
    load_files(overwrite=True)
    assert [source.key for source in designation.sources.all()] == ["list"]


def test_a_row_that_a_person_deleted_stays_deleted(load_files):
    load_files()
    CityName.objects.get(name="Берген").delete()

    report = load_files()

    assert not CityName.objects.filter(name="Берген").exists()
    assert [str(left) for left in report.left_alone] == [
        "names.csv:2: other name of a city 1 | gazetteer | Берген: "
        "deleted or renamed in the record since the last load"
    ]


def test_overwrite_brings_a_deleted_row_back(load_files):
    load_files()
    CityName.objects.get(name="Берген").delete()

    assert load_files(overwrite=True).total("added") == 1
    assert CityName.objects.get(name="Берген").folded == "берген"


def test_what_belongs_to_a_deleted_row_is_left_alone_with_it(load_files):
    load_files()
    Organisation.objects.all().delete()

    report = load_files(
        {
            "bergen.yaml": [
                ("name: Kari Nordmann", "name: Ola Nordmann\n    title: Mayor"),
            ]
        }
    )

    assert [left.reason for left in report.left_alone] == [
        "deleted or renamed in the record since the last load",
        "organisation: “1 | City of Bergen” is no longer in the record",
        "no longer in the fixtures, still in the record",
    ]


def test_a_person_who_was_erased_is_neither_kept_nor_brought_back(load_files):
    load_files()
    FocalPoint.objects.get().erase()

    report = load_files(overwrite=True)

    assert not FocalPoint.objects.exists()
    assert not FocalPoint.history.exists()
    assert len(report.left_alone) == 1
    kept = LoadedRow.objects.get(kind="cities.focalpoint")
    assert "Nordmann" not in f"{kept.key} {kept.values}"


def test_an_edited_contact_is_kept_though_only_digests_are_remembered(load_files):
    load_files()
    FocalPoint.objects.update(title="Mayor")

    assert load_files().left_alone == []  # the page gives no title

    FocalPoint.objects.update(telephone_printed="55 56 00 00")
    # Reports end in logs, so they name no person and no number.
    assert [str(left) for left in load_files().left_alone] == [
        "bergen.yaml:20: focal point: telephone_printed: edited in the record since the last load"
    ]


def test_a_row_that_leaves_the_files_is_reported_and_left(load_files):
    load_files()

    report = load_files({"names.csv": [("umea,乌默奥,Han\n", "")]})

    assert CityName.objects.filter(name="乌默奥").exists()
    assert [str(left) for left in report.left_alone] == [
        "in no file: other name of a city 2 | gazetteer | 乌默奥: "
        "no longer in the fixtures, still in the record"
    ]


def test_a_row_that_a_person_made_before_the_first_load_is_not_overwritten(load_files):
    CountryFactory(code="NO", name="Noreg", subregion="Northern Europe")

    report = load_files()

    assert Country.objects.get(code="NO").name == "Noreg"
    assert [str(left) for left in report.left_alone] == [
        "countries.csv:2: country NO: name: the file says “Norway”, the record says “Noreg”"
    ]


def test_check_reports_and_writes_nothing(load_files):
    report = load_files(check=True)

    assert report.total("added") > 0
    assert not City.objects.exists()
    assert not LoadedRow.objects.exists()


def test_history_names_the_file_and_leaves_gazetteer_names_out(load_files):
    load_files()

    bergen = City.objects.get(slug="bergen")
    assert bergen.history.get().history_change_reason == "Loaded from network.csv"
    designation = Designation.objects.get(city=bergen).history.get()
    assert [link.source.key for link in designation.sources.all()] == ["list"]
    assert {name.kind for name in CityName.history.all()} == {"alternative", "as-printed"}

    load_files({"network.csv": [("213585", "290000")]})
    assert bergen.history.latest().history_change_reason == "Loaded from network.csv"
    assert bergen.history.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "SE,europe-north-america,city,design,2017,,",
            "SE,europe-north-america,city,design,2017,2015,withdrawal",
            ["network.csv:3: ended_on: A designation cannot end before it begins."],
        ),
        (
            "SE,europe-north-america,city,design,2017,,",
            "SE,europe-north-america,city,design,2017,2023,",
            [
                "network.csv:3: An ended designation has a date and a reason; "
                "one in force has neither."
            ],
        ),
        (
            "602150",
            "3161732",
            ["network.csv:3: Another city has this GeoNames number."],
        ),
        (
            "3,voss,Voss",
            "3,voss,Bergen",
            ["network.csv:4: This country already has a city of this name."],
        ),
    ],
)
def test_a_row_that_breaks_a_rule_of_the_record_is_refused_with_all_others(
    load_files, old, new, expected
):
    assert refusal(load_files, {"network.csv": [(old, new)]}) == expected
    assert not Country.objects.exists()
    assert not LoadedRow.objects.exists()


def test_a_designation_in_the_future_is_refused(load_files):
    found = refusal(
        load_files,
        {
            "rounds.csv": [("2023,2023-10-31", "2999,2999-01-01")],
            "network.csv": [("design,2023", "design,2999")],
        },
    )

    assert len(found) == 1
    assert found[0].startswith("network.csv:4: announced_on: “2999-01-01” lies in the future")
    assert not City.objects.exists()


def test_designations_that_overlap_in_the_file_are_refused(load_files):
    twin = (
        "3,voss,Voss,,NO,europe-north-america,city,architecture,2025,,,60.63,6.42,3131825,,exact,"
        "single,,https://example.org/list\n3,voss"
    )
    found = refusal(
        load_files,
        {
            "network.csv": [("3,voss", twin)],
            "rounds.csv": [("55,", "55,\n2025,2025-10-31,,")],
        },
    )

    assert found == [
        "network.csv:4: The city already holds a field: end that one first.",
        "network.csv:4: announced_on: This overlaps the city’s designation for Design.",
    ]
    assert not City.objects.exists()


def test_a_designation_that_overlaps_one_of_the_record_is_refused(load_files):
    load_files()
    Designation.objects.get(city__slug="voss").delete()
    LoadedRow.objects.filter(kind="cities.designation", key__startswith="3").delete()
    DesignationFactory(city=City.objects.get(slug="voss"), field__slug="film", field__position=3)

    found = refusal(load_files, None)

    assert found == ["network.csv:4: announced_on: This overlaps the city’s designation for Film."]


def test_a_slug_that_a_person_gave_to_another_city_is_refused(load_files):
    CityFactory(number=99, slug="voss", country=CountryFactory(code="DK"))

    assert refusal(load_files, None) == ["network.csv:4: slug: City with this Slug already exists."]


def test_a_number_that_a_person_gave_to_another_city_is_refused(load_files):
    CityFactory(number=3, slug="stavanger", country=CountryFactory(code="DK"))

    assert refusal(load_files, None) == [
        "network.csv:4: slug: in the record, city 3 is “stavanger”"
    ]


def test_rules_and_columns_are_refused_in_one_go(load_files):
    found = refusal(
        load_files,
        {
            "network.csv": [("602150", "3161732"), ("60.63", "160.63")],
            "bergen.yaml": [("value: 3", "value: three")],
        },
    )

    assert [problem.split(": ")[0] for problem in found] == [
        "bergen.yaml:8",
        "network.csv:3",
        "network.csv:4",
    ]


def test_a_statement_without_its_figure_is_refused(load_files):
    found = refusal(load_files, {"bergen.yaml": [("    value: 3\n", "")]})

    assert found == ["bergen.yaml:8: A statement about a number needs its figure."]


def test_what_the_page_says_is_kept_apart_from_the_record(load_files):
    load_files()

    said = Statement.objects.get(key="members")
    listed = Statement.objects.get(key="lists-umea")
    assert (said.value, said.printed, said.source.key) == (3, "3 cities", "bergen-page")
    assert (listed.printed, listed.city.slug, listed.metric) == (
        "Umea (Sverige)",
        "umea",
        "membership",
    )
    assert not Asset.objects.exists()
