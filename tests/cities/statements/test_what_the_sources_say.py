"""Every statement of the source pages, and what the record answers; all stated by hand.

The pages bear no dates, so the record answers with the days on which each statement is true.
"""

import pytest

from cities.models import Statement
from cities.statements.verdicts import answers

pytestmark = pytest.mark.usefixtures("network")

TODAY = None
AFTER_2017 = [("2017-10-31", "2019-10-29")]
AFTER_2021 = [("2021-11-30", "2023-10-30")]
SEVEN_FIELDS = [("2009-12-31", "2025-10-30")]  # from the first Cities of Film until Architecture


def since(day):
    return [(day, TODAY)]


SAID = {
    ("bergen-uccn", "members"): ("true-from-to", AFTER_2021),
    ("bergen-uccn", "members-again"): ("true-from-to", AFTER_2021),
    ("bergen-uccn", "fields"): ("true-from-to", SEVEN_FIELDS),
    ("bergen-uccn", "cities-of-gastronomy"): ("true-from-to", AFTER_2021),
    ("bergen-uccn", "bergen-since-2015"): ("agrees", since("2015-12-11")),
    ("norrkoping-uccn", "founded"): ("agrees", since("2004-12-31")),
    ("norrkoping-uccn", "members"): ("true-from-to", AFTER_2017),
    ("norrkoping-uccn", "members-again"): ("true-from-to", AFTER_2017),
    ("norrkoping-uccn", "countries"): ("true-from-to", AFTER_2017),
    ("norrkoping-uccn", "fields"): ("true-from-to", SEVEN_FIELDS),
    ("norrkoping-uccn", "norrkoping-since-2017"): ("agrees", since("2017-10-31")),
    ("norrkoping-uccn", "first-nordic-city-of-music"): ("true-from-to", since("2017-10-31")),
    ("norrkoping-uccn", "ostersund-first-in-sweden"): ("true-from-to", since("2010-12-31")),
    ("norrkoping-uccn", "ostersund-gastronomy"): ("true-from-to", since("2010-12-31")),
    ("kortrijk-uccn", "founded"): ("agrees", since("2004-12-31")),
    ("kortrijk-uccn", "members"): ("true-from-to", AFTER_2017),
    ("kortrijk-uccn", "members-again"): ("true-from-to", AFTER_2017),
    ("kortrijk-uccn", "kortrijk-since-2017"): ("agrees", since("2017-10-31")),
    ("kortrijk-uccn", "fellow-cities-of-design"): ("true-from-to", AFTER_2017),
    # Of the continent; none of the cities of design of 2019 lies on it.
    ("kortrijk-uccn", "cities-of-design-in-europe"): (
        "true-from-to",
        [("2017-10-31", "2021-11-29")],
    ),
    ("kortrijk-uccn", "first-in-belgium"): ("true-from-to", since("2017-10-31")),
    ("kortrijk-uccn", "fellow-beijing"): ("true-from-to", since("2012-12-31")),
    ("kortrijk-uccn", "fellow-berlin"): ("true-from-to", since("2005-12-31")),
    ("kortrijk-uccn", "fellow-buenos-aires"): ("true-from-to", since("2005-12-31")),
    ("kortrijk-uccn", "fellow-istanbul"): ("true-from-to", since("2017-10-31")),
    ("viborg-ansoegning", "eleven-other-cities"): ("never-true", []),
    ("viborg-ansoegning", "fields"): ("true-from-to", SEVEN_FIELDS),
    ("viborg-ansoegning", "kolding-since-2017"): ("agrees", since("2017-10-31")),
    ("viborg-ansoegning", "kolding-first-in-denmark"): ("true-from-to", since("2017-10-31")),
    ("viborg-ansoegning", "kolding-only-in-denmark"): ("true-from-to", AFTER_2017),
    ("korea-natcom-2013", "members"): ("agrees", [("2012-12-31", "2013-12-30")]),
    ("korea-natcom-2013", "countries"): ("agrees", [("2011-12-31", "2013-12-30")]),
    # Announced; the record has 92.
    ("sobaka-2021", "countries"): ("never-true", []),
    ("hapakenya-2023", "members"): ("agrees", [("2023-10-31", "2025-10-30")]),
    # The record has 66 on that day, and never more.
    ("newindianexpress-2025", "cities-of-gastronomy"): ("differs", []),
}

# The cities that a page lists, by the day since which they are members: at Bergen's in gastronomy.
LISTED = {
    ("bergen-uccn", "2005-12-31"): "popayan",
    ("bergen-uccn", "2010-12-31"): "chengdu ostersund",
    ("bergen-uccn", "2012-12-31"): "jeonju",
    ("bergen-uccn", "2013-12-31"): "zahle",
    ("bergen-uccn", "2014-12-01"): "florianopolis shunde tsuruoka",
    ("bergen-uccn", "2015-12-11"): (
        "belem burgos denia ensenada gaziantep parma phuket rasht tucson"
    ),
    ("bergen-uccn", "2017-10-31"): (
        "alba buenaventura cochabamba hatay macao panama-city paraty san-antonio"
    ),
    ("bergen-uccn", "2019-10-30"): (
        "afyonkarahisar arequipa belo-horizonte bendigo bergamo hyderabad merida "
        "overstrand-hermanus portoviejo yangzhou"
    ),
    ("bergen-uccn", "2021-11-30"): (
        "bohicon buraidah huaian kermanshah kuching lankaran launceston phetchaburi rouen "
        "saint-petersburg santa-maria-da-feira thessaloniki usuki"
    ),
    ("norrkoping-uccn", "2004-12-31"): "edinburgh",
    ("norrkoping-uccn", "2005-12-31"): "berlin buenos-aires santa-fe",
    ("norrkoping-uccn", "2006-12-31"): "bologna montreal",
    ("norrkoping-uccn", "2008-12-31"): "melbourne",
    ("norrkoping-uccn", "2010-12-31"): "ostersund seoul",
    ("norrkoping-uccn", "2012-12-31"): "beijing",
    ("norrkoping-uccn", "2013-12-31"): "krakow",
    ("kortrijk-uccn", "2010-12-31"): "shanghai sydney",
    ("kortrijk-uccn", "2014-12-01"): "helsinki",
    ("kortrijk-uccn", "2017-10-31"): "cape-town dubai mexico-city",
}


def expected():
    """Verdict and intervals of every statement, by source and key."""
    listed = {
        (source, f"lists-{city}"): ("true-from-to", since(day))
        for (source, day), cities in LISTED.items()
        for city in cities.split()
    }
    return SAID | listed


def answer_to(source, key):
    (answer,) = answers(Statement.objects.filter(source__key=source, key=key))
    return answer


def true(reading):
    return [
        (interval.first.isoformat(), interval.last and interval.last.isoformat())
        for interval in reading.intervals
    ]


@pytest.fixture(autouse=True)
def after_the_announcement_of_2025(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


def test_every_statement_has_the_answer_that_history_gives_it():
    answered = {
        (answer.statement.source.key, answer.statement.key): (
            answer.verdict.value,
            true(answer.readings[0]),
        )
        for answer in answers(Statement.objects.all())
    }

    assert answered == expected()


def test_bergen_lists_forty_eight_fellows():
    listed = Statement.objects.filter(source__key="bergen-uccn", key__startswith="lists-")

    assert listed.count() == 48
    assert {(statement.metric, statement.field.slug) for statement in listed} == {
        ("membership", "gastronomy")
    }


@pytest.mark.parametrize(
    ("source", "key", "figure_today"),
    [
        ("bergen-uccn", "members", 408),
        ("bergen-uccn", "cities-of-gastronomy", 66),
        ("bergen-uccn", "fields", 8),
        ("norrkoping-uccn", "countries", 108),
        ("kortrijk-uccn", "fellow-cities-of-design", 52),
        ("viborg-ansoegning", "eleven-other-cities", 407),
        ("viborg-ansoegning", "kolding-only-in-denmark", 2),
        ("norrkoping-uccn", "ostersund-first-in-sweden", 4),
        ("bergen-uccn", "bergen-since-2015", None),
    ],
)
def test_the_figure_of_today_stands_beside_that_of_the_source(source, key, figure_today):
    assert answer_to(source, key).readings[0].figure_today == figure_today


def test_eleven_cities_of_design_are_those_of_the_continent_and_not_of_unescos_region():
    answer = answer_to("kortrijk-uccn", "cities-of-design-in-europe")

    continent, region = answer.readings
    assert true(continent) == [("2017-10-31", "2021-11-29")]
    assert true(region) == [("2015-12-11", "2017-10-30")]
    assert (continent.figure_today, region.figure_today) == (16, 20)
    assert answer.explanation == (
        "Europe, by geography: True from 31 October 2017 to 29 November 2021. "
        "Europe and North America, the UNESCO region: "
        "True from 11 December 2015 to 30 October 2017."
    )


def test_eleven_other_cities_never_were_and_nine_and_sixteen_were():
    assert answer_to("viborg-ansoegning", "eleven-other-cities").explanation == (
        "Never true: the record counts 9 from 31 December 2006, and 16 from 31 December 2008."
    )


@pytest.mark.parametrize(
    ("source", "key", "explanation"),
    [
        (
            "viborg-ansoegning",
            "kolding-only-in-denmark",
            "True from 31 October 2017 to 29 October 2019. "
            "It ended when Viborg was designated (30 October 2019).",
        ),
        ("viborg-ansoegning", "kolding-first-in-denmark", "True since 31 October 2017."),
        ("norrkoping-uccn", "first-nordic-city-of-music", "True since 31 October 2017."),
        ("norrkoping-uccn", "ostersund-first-in-sweden", "True since 31 December 2010."),
        ("kortrijk-uccn", "first-in-belgium", "True since 31 October 2017."),
    ],
)
def test_what_is_first_and_only_is_computed_again_with_what_ended_it(source, key, explanation):
    assert answer_to(source, key).explanation == explanation


@pytest.mark.parametrize(
    ("dated_on", "verdict", "our_figure"),
    [
        ("2018", "agrees", 180),
        ("2019-10-29", "agrees", 180),
        ("2019-10-30", "differs", 246),
        ("2019", "cannot-be-checked", 246),
        ("2017-10-30", "differs", 116),
        ("2003", "differs", 0),
    ],
)
def test_a_page_of_180_cities_would_be_judged_by_a_date_of_its_own(dated_on, verdict, our_figure):
    statement = Statement.objects.select_related("source").get(
        source__key="norrkoping-uccn", key="members"
    )
    statement.source.dated_on = dated_on

    (answer,) = answers([statement])

    assert (answer.verdict.value, answer.our_figure) == (verdict, our_figure)


@pytest.mark.parametrize(
    ("dated_on", "verdict"),
    [("2021-10", "differs"), ("2021-11-15", "cannot-be-checked"), ("2021-11-30", "agrees")],
)
def test_the_round_of_2021_is_known_to_the_month_only(dated_on, verdict):
    statement = Statement.objects.select_related("source").get(
        source__key="bergen-uccn", key="members"
    )
    statement.source.dated_on = dated_on

    assert answers([statement])[0].verdict.value == verdict


def test_all_statements_of_the_pages_take_six_queries(django_assert_num_queries):
    with django_assert_num_queries(6):
        answers(Statement.objects.all())
