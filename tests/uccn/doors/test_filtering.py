"""Filters that name what they did not understand."""

import pytest
from django.http import QueryDict

from cities.filters import CityFilter, DesignationFilter
from cities.models import City, Designation
from tests.factories import CityFactory, CreativeFieldFactory, DesignationFactory
from uccn.doors.filtering import NoParameters, shown

pytestmark = pytest.mark.django_db


def asked(query):
    return CityFilter(QueryDict(query), City.objects.all())


@pytest.fixture
def bergen():
    field = CreativeFieldFactory(slug="gastronomy")
    city = CityFactory(name="Bergen", country__code="NO")
    DesignationFactory(city=city, field=field)
    return city


def test_a_request_without_parameters_is_understood(bergen):
    filterset = asked("")

    assert filterset.problems() == []
    assert list(filterset.qs) == [bergen]


def test_an_empty_value_counts_as_absent_since_forms_send_them(bergen):
    filterset = asked("field=&country=&q=&as_of=&year=")

    assert filterset.problems() == []
    assert list(filterset.qs) == [bergen]


def test_an_unknown_parameter_is_named_with_the_one_that_was_meant(bergen):
    (problem,) = asked("feild=gastronomy").problems()

    assert problem.parameter == "feild"
    assert problem.suggestion == "field"


def test_an_unknown_value_is_named_with_the_one_that_was_meant_and_shows_nothing(bergen):
    filterset = asked("field=gastronmy")

    (problem,) = filterset.problems()
    assert (problem.parameter, problem.value) == ("field", "gastronmy")
    assert problem.suggestion == "gastronomy"
    assert list(filterset.qs) == []


def test_every_wrong_value_is_named_not_the_first_alone(bergen):
    problems = asked("field=opera&field=gastronomy&country=XX&as_of=never&wish=1").problems()

    assert [(problem.parameter, problem.value) for problem in problems] == [
        ("field", "opera"),
        ("country", "XX"),
        ("as_of", "never"),
        ("wish", "1"),
    ]


def test_a_single_valued_parameter_given_twice_is_a_problem(bergen):
    (problem,) = asked("as_of=2016-01-01&as_of=2017-01-01").problems()

    assert problem.parameter == "as_of"


def test_paging_given_twice_is_a_problem_that_leaves_the_rows(bergen):
    filterset = asked("page=1&page=2")

    assert [problem.parameter for problem in filterset.problems()] == ["page"]
    assert list(filterset.qs) == [bergen]


def test_where_nothing_can_be_asked_an_unknown_parameter_is_told_so():
    (problem,) = NoParameters(QueryDict("page=2"), City.objects.all()).problems()

    assert problem.detail == "This address takes no parameters."
    assert problem.suggestion == ""


def test_of_an_endless_address_all_is_named_and_the_first_part_corrected():
    unknown = asked("&".join(f"year{number}=1" for number in range(10, 60))).problems()
    wrong = asked("&".join(["field=gastronmy"] * 50)).problems()

    assert len(unknown) == len(wrong) == 50
    assert unknown[39].suggestion == "year"
    assert unknown[40].suggestion == wrong[40].suggestion == ""


def test_a_facet_takes_so_many_values_at_once_and_repeated_ones_count_once(bergen):
    for number in range(61):
        CreativeFieldFactory(slug=f"field-{number}")
    sixty = "&".join(f"field=field-{number}" for number in range(60))

    assert asked(sixty).problems() == []
    assert asked("&".join(["field=gastronomy"] * 61)).problems() == []
    (problem,) = asked(f"{sixty}&field=field-60").problems()
    assert problem.detail == "Give at most 60 values at once."


def test_a_day_in_the_future_is_a_problem(bergen):
    (problem,) = asked("as_of=9999-12-31").problems()

    assert problem.parameter == "as_of"


def test_tracking_keys_are_dropped_by_pages_and_named_by_the_api(bergen):
    filterset = asked("fbclid=abc&utm_source=letter")

    assert filterset.problems() == []
    assert [problem.parameter for problem in filterset.problems(drop_tracking=False)] == [
        "fbclid",
        "utm_source",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "field=%00",
        "year=999999999999999999999",
        "country=%F0%9F%87%B3%F0%9F%87%B4",
        f"q={'a' * 10_000}",
        f"field={'a' * 10_000}",
        "as_of=0000-00-00",
        "ordering=password",
    ],
)
def test_hostile_values_are_problems_with_short_printable_echoes(bergen, query):
    (problem,) = asked(query).problems()

    assert len(problem.value) <= 81
    assert problem.value.isprintable()


def test_a_country_code_may_be_in_small_letters(bergen):
    assert list(asked("country=no").qs) == [bergen]


def test_several_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(bergen):
    music = CreativeFieldFactory(slug="music")
    ghent = DesignationFactory(
        city=CityFactory(name="Ghent", country__code="BE"), field=music, announced_on="2009"
    ).city

    assert list(asked("field=music&field=gastronomy").qs) == [bergen, ghent]
    assert list(asked("field=music&field=gastronomy&country=BE").qs) == [ghent]
    assert list(asked("field=gastronomy&year=2009").qs) == []
    assert list(asked("year_min=2009&year_max=2010").qs) == [ghent]


def test_field_and_year_must_hold_of_one_designation():
    media, letters = (
        CreativeFieldFactory(slug="media-arts"),
        CreativeFieldFactory(slug="literature"),
    )
    lyon = CityFactory(name="Lyon")
    DesignationFactory(
        city=lyon,
        field=media,
        announced_on="2008",
        ended_on="2023-10-31",
        end_reason="field-change",
    )
    DesignationFactory(city=lyon, field=letters, announced_on="2023-10-31")

    assert list(asked("field=literature&year=2023").qs) == [lyon]
    assert list(asked("field=literature&year=2008").qs) == []
    assert list(asked("field=media-arts").qs) == []
    assert list(asked("field=media-arts&as_of=2020-01-01").qs) == [lyon]


def test_cities_of_unknown_population_stand_last_in_either_order():
    small = DesignationFactory(city__name="Small", city__population=10).city
    unknown = DesignationFactory(city__name="Unknown").city
    large = DesignationFactory(city__name="Large", city__population=1000).city

    assert list(asked("ordering=population").qs) == [small, large, unknown]
    assert list(asked("ordering=-population").qs) == [large, small, unknown]


def test_a_problem_lists_a_few_of_many_right_values_and_says_how_many_there_are(
    bergen, time_machine
):
    time_machine.move_to("2026-11-21")

    (problem,) = asked("year=1999").problems()

    assert problem.detail.startswith("“1999” is not one of: 2026, 2025, 2024")
    assert problem.detail.endswith(" … (23).")


def test_the_kind_of_place_narrows_cities_and_designations_alike(bergen):
    jeju = DesignationFactory(city__name="Jeju", city__territory="island").city

    assert list(asked("territory=island").qs) == [jeju]
    assert list(asked("territory=island&territory=city").qs) == [bergen, jeju]
    designations = DesignationFilter(QueryDict("territory=island"), Designation.objects.all())
    assert [designation.city for designation in designations.qs] == [jeju]


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("year=1999", "2004"),
        ("year=3000", "2026"),
        ("year=20017", "2017"),
        ("year_max=99999999999999999999", "2026"),
        ("country=Norway", "NO"),
        ("region=latin", "latin-america-caribbean"),
        ("region=a", ""),
        ("field=quantum", ""),
    ],
)
def test_the_value_that_was_meant_is_found_by_number_by_name_and_by_its_beginning(
    bergen, time_machine, query, suggestion
):
    time_machine.move_to("2026-11-21")
    bergen.country.name = "Norway"
    bergen.country.save()

    (problem,) = asked(query).problems()

    assert problem.suggestion == suggestion


def test_an_echo_keeps_joiners_and_drops_what_turns_text_around():
    assert shown("می\u200cروم") == "می\u200cروم"
    assert shown("abc\u202edef") == "abc�def"
