"""How the record answers statements: one rule at a time."""

import pytest
from django.utils import translation

from cities.models import Statement
from cities.statements.verdicts import Verdict, answer_row, answers
from tests.factories import (
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


@pytest.fixture
def design():
    return CreativeFieldFactory(slug="design")


@pytest.fixture
def music():
    return CreativeFieldFactory(slug="music")


@pytest.fixture
def denmark():
    return CountryFactory(code="DK", name="Denmark")


def member(announced_on, *, ended_on="", **city):
    """A city with one designation."""
    field = city.pop("field", None) or CreativeFieldFactory(slug="design")
    return DesignationFactory(
        city=CityFactory(**city),
        field=field,
        announced_on=announced_on,
        ended_on=ended_on,
        end_reason="withdrawal" if ended_on else "",
    ).city


def growing_network():
    """One member from 2010, two from 2015-12-11, four from 2017-10-31."""
    for announced_on in ("2010", "2015-12-11", "2017-10-31", "2017-10-31"):
        member(announced_on)


def answer_to(*, countries=(), **statement):
    made = StatementFactory(**statement)
    made.countries.set(countries)
    (answer,) = answers([made])
    return answer


def true(answer, position=0):
    """When a statement is true, as texts."""
    return [
        (interval.first.isoformat(), interval.last and interval.last.isoformat())
        for interval in answer.readings[position].intervals
    ]


# Figures -----------------------------------------------------------------------------------------


def test_an_undated_figure_is_true_from_a_day_to_a_day():
    growing_network()

    answer = answer_to(metric="members", value=2)

    assert answer.verdict == Verdict.TRUE_FROM_TO
    assert true(answer) == [("2015-12-11", "2017-10-30")]
    assert answer.readings[0].figure_today == 4
    assert answer.our_figure is None
    assert not answer.true_today
    assert answer.explanation == "True from 11 December 2015 to 30 October 2017."


def test_a_figure_that_holds_today_has_no_end():
    growing_network()

    answer = answer_to(metric="members", value=4)

    assert true(answer) == [("2017-10-31", None)]
    assert answer.true_today
    assert answer.explanation == "True since 31 October 2017."


def test_a_figure_that_comes_back_is_true_twice():
    member("2010")
    member("2015-12-11", ended_on="2019-01-01")

    answer = answer_to(metric="members", value=1)

    assert true(answer) == [("2010-12-31", "2015-12-10"), ("2019-01-01", None)]
    assert answer.explanation == (
        "True from 31 December 2010 to 10 December 2015, and since 1 January 2019."
    )


def test_a_figure_of_a_single_day_says_so():
    member("2010", ended_on="2011-01-01")

    assert answer_to(metric="members", value=1).explanation == "True on 31 December 2010 only."


@pytest.mark.parametrize(
    ("value", "explanation"),
    [
        (
            3,
            "Never true: the record counts 2 from 11 December 2015, and 4 from 31 October 2017.",
        ),
        (5, "Never true: the highest figure in the record is 4, from 31 October 2017."),
        (-1, "Never true: the lowest figure in the record is 1, from 31 December 2010."),
    ],
)
def test_a_figure_that_never_was_is_answered_with_those_around_it(value, explanation):
    growing_network()

    answer = answer_to(metric="members", value=value)

    assert answer.verdict == Verdict.NEVER_TRUE
    assert true(answer) == []
    assert answer.explanation == explanation


def test_an_empty_scope_counts_none(denmark, music):
    member("2010", country=CountryFactory(code="SE"))

    answer = answer_to(
        metric="members", value=11, scope="countries", countries=[denmark], field=music
    )

    assert answer.verdict == Verdict.NEVER_TRUE
    assert answer.readings[0].figure_today == 0
    assert answer.explanation == "Never true: the record counts none."


def test_an_empty_record_answers_too():
    answer = answer_to(metric="members", value=180)

    assert answer.verdict == Verdict.NEVER_TRUE
    assert answer.readings[0].figure_today == 0


def test_fellows_leave_the_city_itself_out(design):
    kortrijk = member("2017-10-31")
    for _ in range(2):
        member("2015-12-11")

    answer = answer_to(metric="members", value=2, city=kortrijk, without_city=True, field=design)

    assert true(answer) == [("2015-12-11", None)]


def test_countries_and_fields_are_counted_once_each(denmark, music):
    member("2010", country=denmark)
    member("2012", country=denmark, field=music)
    member("2015-12-11")

    assert true(answer_to(metric="countries", value=1)) == [("2010-12-31", "2015-12-10")]
    assert true(answer_to(metric="fields", value=2)) == [("2012-12-31", None)]


# The source's own date ---------------------------------------------------------------------------


def test_a_dated_source_agrees_when_the_figure_was_so_on_its_date():
    growing_network()

    answer = answer_to(metric="members", value=2, source__dated_on="2016-05-03")

    assert answer.verdict == Verdict.AGREES
    assert answer.our_figure == 2
    assert answer.explanation == (
        "Agrees: on the source’s date, 3 May 2016, the record counts 2. "
        "True from 11 December 2015 to 30 October 2017."
    )


def test_a_dated_source_differs_with_our_figure():
    growing_network()

    answer = answer_to(metric="members", value=2, source__dated_on="2018")

    assert answer.verdict == Verdict.DIFFERS
    assert answer.our_figure == 4
    assert answer.explanation == (
        "Differs: on the source’s date, 2018, the record counts 4. "
        "True from 11 December 2015 to 30 October 2017."
    )


def test_a_dated_source_with_a_figure_that_never_was_learns_the_nearest():
    growing_network()

    answer = answer_to(metric="members", value=3, source__dated_on="2018-03")

    assert answer.verdict == Verdict.DIFFERS
    assert answer.explanation == (
        "Differs: on the source’s date, March 2018, the record counts 4. "
        "Never true: the record counts 2 from 11 December 2015, and 4 from 31 October 2017."
    )


def test_the_date_of_the_statement_comes_before_that_of_its_source():
    growing_network()

    answer = answer_to(
        metric="members", value=2, said_on="2016-05-03", source__dated_on="2018-01-01"
    )

    assert answer.verdict == Verdict.AGREES


def test_inferred_days_of_a_source_prove_nothing():
    growing_network()

    answer = answer_to(
        metric="members",
        value=2,
        source__earliest="2017-11-01",
        source__latest="2019-10-29",
        source__dates_inferred=True,
    )

    assert answer.verdict == Verdict.TRUE_FROM_TO
    assert answer.our_figure is None


def test_a_date_within_which_the_answer_changes_cannot_be_checked():
    growing_network()

    answer = answer_to(metric="members", value=2, source__dated_on="2017")

    assert answer.verdict == Verdict.CANNOT_BE_CHECKED
    assert answer.reason.value == "changes-within"
    assert answer.our_figure == 4
    assert answer.explanation == (
        "Cannot be checked: within the source’s date, 2017, the answer changes. "
        "True from 11 December 2015 to 30 October 2017."
    )


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(0, "agrees"), (1, "cannot-be-checked"), (2, "cannot-be-checked"), (3, "differs")],
)
def test_a_record_that_knows_only_the_year_does_not_contradict_a_day_of_it(value, verdict):
    """Two cities were designated in 2010: on 1 June there were none, one or two, never three."""
    member("2004", ended_on="2005-06-01")
    member("2010")
    member("2010")

    answer = answer_to(metric="members", value=value, source__dated_on="2010-06-01")

    assert answer.verdict == verdict


def test_a_membership_in_a_year_that_the_record_knows_no_better_cannot_be_checked():
    kolding = member("2017")

    asked = answer_to(metric="membership", city=kolding, source__dated_on="2017-06-01")
    before = answer_to(metric="membership", city=kolding, source__dated_on="2016-06-01")
    after = answer_to(metric="membership", city=kolding, source__dated_on="2018-06-01")

    assert asked.verdict == Verdict.CANNOT_BE_CHECKED
    assert asked.explanation == (
        "Cannot be checked: around the source’s date, 1 June 2017, the record’s own dates are not "
        "precise enough. True since 31 December 2017."
    )
    assert before.verdict == Verdict.DIFFERS
    assert after.verdict == Verdict.AGREES


def test_an_end_that_is_known_to_the_year_leaves_that_year_open():
    kolding = member("2010", ended_on="2015")

    assert (
        answer_to(metric="members", value=0, source__dated_on="2015-06-01").verdict
        == Verdict.CANNOT_BE_CHECKED
    )
    assert (
        answer_to(metric="membership", city=kolding, source__dated_on="2016-06-01").verdict
        == Verdict.DIFFERS
    )


def test_this_year_is_judged_to_this_day():
    growing_network()

    assert answer_to(metric="members", value=4, source__dated_on="2026").verdict == Verdict.AGREES


def test_a_date_in_the_future_cannot_be_checked():
    growing_network()

    answer = answer_to(metric="members", value=4, source__dated_on="2026-12")

    assert answer.verdict == Verdict.CANNOT_BE_CHECKED
    assert answer.our_figure is None
    assert answer.explanation == (
        "Cannot be checked: the source’s date, December 2026, has not come yet. "
        "True since 31 October 2017."
    )


# Scopes ------------------------------------------------------------------------------------------


def test_a_continent_is_read_as_geography_and_as_unescos_region():
    america = CountryFactory(code="CA", continent="america")
    member("2006", country=america)
    member("2015-12-11")
    member("2017-10-31")

    answer = answer_to(metric="members", value=2, scope="continent", continent="europe")

    assert [str(reading.label) for reading in answer.readings] == [
        "Europe, by geography",
        "Europe and North America, the UNESCO region",
    ]
    assert true(answer, 0) == [("2017-10-31", None)]
    assert true(answer, 1) == [("2015-12-11", "2017-10-30")]
    assert [reading.figure_today for reading in answer.readings] == [2, 3]
    assert answer.explanation == (
        "Europe, by geography: True since 31 October 2017. "
        "Europe and North America, the UNESCO region: "
        "True from 11 December 2015 to 30 October 2017."
    )


def test_america_is_no_region_of_unesco_and_has_one_reading():
    answer = answer_to(metric="members", value=2, scope="continent", continent="america")

    assert [str(reading.label) for reading in answer.readings] == ["America, by geography"]


def test_a_region_has_one_reading():
    member("2010")

    answer = answer_to(metric="members", value=1, scope="region", region="europe-north-america")

    assert true(answer) == [("2010-12-31", None)]
    assert len(answer.readings) == 1


def test_countries_are_named_by_the_statement_or_in_the_reader_s_language(denmark):
    sweden = CountryFactory(code="SE", name="Sweden")
    nordic = answer_to(
        value=1, scope="countries", scope_name="Nordic countries", countries=[sweden, denmark]
    )
    single = answer_to(value=1, scope="countries", scope_name="Denmark", countries=[denmark])
    listed = answer_to(value=1, scope="countries", countries=[sweden, denmark])

    assert str(nordic.readings[0].label) == "Nordic countries"
    assert str(listed.readings[0].label) == "Denmark, Sweden"
    with translation.override("fr"):
        assert str(listed.readings[0].label) == "Danemark, Suède"
        assert str(single.readings[0].label) == "Danemark"


def test_countries_that_nobody_named_cannot_be_checked():
    growing_network()

    answer = answer_to(metric="members", value=2, scope="countries")

    assert answer.verdict == Verdict.CANNOT_BE_CHECKED
    assert answer.readings[0].figure_today is None
    assert answer.explanation == (
        "Cannot be checked: the statement does not say of which countries it speaks."
    )


# The beginning -----------------------------------------------------------------------------------


def test_the_beginning_is_the_year_of_the_first_designation_on_every_day():
    member("2010")
    member("2004", ended_on="2006-01-01")

    right = answer_to(metric="founded", value=2004)
    wrong = answer_to(metric="founded", value=2005)
    early = answer_to(metric="founded", value=2004, source__dated_on="2004-11")

    assert (right.verdict, right.our_figure) == (Verdict.AGREES, 2004)
    assert right.explanation == "Agrees: the record begins in 2004."
    assert (wrong.verdict, wrong.our_figure) == (Verdict.DIFFERS, 2004)
    assert wrong.explanation == "Differs: the record begins in 2004."
    assert early.verdict == Verdict.AGREES


def test_an_empty_record_has_no_beginning():
    answer = answer_to(metric="founded", value=2004)

    assert (answer.verdict, answer.our_figure) == (Verdict.DIFFERS, None)
    assert answer.explanation == "Differs: the record holds no designation."


# Memberships and designations --------------------------------------------------------------------


def test_a_city_is_a_member_while_it_holds_any_field(design, music):
    lyon = member("2008", ended_on="2023-10-31")
    DesignationFactory(city=lyon, field=music, announced_on="2023-10-31")

    assert true(answer_to(metric="membership", city=lyon)) == [("2008-12-31", None)]
    assert true(answer_to(metric="designation", city=lyon, field=design)) == [
        ("2008-12-31", "2023-10-30")
    ]
    assert true(answer_to(metric="designation", city=lyon, field=music)) == [("2023-10-31", None)]


def test_a_city_that_never_was_a_member_never_holds_a_field(design, music):
    candidate, lyon = CityFactory(), member("2008")

    stranger = answer_to(metric="membership", city=candidate)
    other_field = answer_to(metric="designation", city=lyon, field=music)

    assert stranger.verdict == other_field.verdict == Verdict.NEVER_TRUE
    assert stranger.explanation == "Never true: the record holds no such membership."
    assert other_field.explanation == "Never true: the record holds no such designation."


@pytest.mark.parametrize("claimed", ["2015", "2015-12", "2015-12-11"])
def test_a_claimed_date_agrees_as_far_as_both_dates_go(claimed, design):
    bergen = member("2015-12-11")

    answer = answer_to(metric="designation", city=bergen, field=design, value_date=claimed)

    assert (answer.verdict, answer.our_date) == (Verdict.AGREES, "2015-12-11")
    assert true(answer) == [("2015-12-11", None)]
    assert answer.explanation == "Agrees: the record’s date is 11 December 2015."


def test_a_record_that_knows_only_the_year_agrees_with_a_day_of_it(design):
    berlin = member("2005")

    answer = answer_to(metric="designation", city=berlin, field=design, value_date="2005-11-24")

    assert (answer.verdict, answer.our_date) == (Verdict.AGREES, "2005")


def test_another_claimed_date_differs_with_ours(design):
    bergen = member("2015-12-11")

    answer = answer_to(metric="designation", city=bergen, field=design, value_date="2014-12")

    assert (answer.verdict, answer.our_date) == (Verdict.DIFFERS, "2015-12-11")
    assert answer.explanation == "Differs: the record’s date is 11 December 2015."


def test_a_claimed_date_without_a_designation_is_never_true(design):
    answer = answer_to(metric="designation", city=CityFactory(), field=design, value_date="2014")

    assert answer.verdict == Verdict.NEVER_TRUE


def test_a_field_held_since_a_date_and_given_up_was_true_in_its_time(design):
    lyon = member("2008", ended_on="2023-10-31")
    claim = {"metric": "designation", "city": lyon, "field": design, "value_date": "2008"}

    undated = answer_to(**claim)
    early = answer_to(**claim, source__dated_on="2010")
    late = answer_to(**claim, source__dated_on="2024")

    assert undated.verdict == Verdict.TRUE_FROM_TO
    assert early.verdict == Verdict.AGREES
    assert late.verdict == Verdict.DIFFERS
    assert late.explanation == (
        "Differs: it was not so on the source’s date, 2024. "
        "True from 31 December 2008 to 30 October 2023."
    )


def test_a_source_of_the_month_of_the_designation_agrees_with_it(design):
    bergen = member("2015-12-11")

    answer = answer_to(
        metric="designation",
        city=bergen,
        field=design,
        value_date="2015-12",
        source__dated_on="2015-12",
    )

    assert answer.verdict == Verdict.AGREES


# The first and the only --------------------------------------------------------------------------


def test_the_first_is_the_first_from_its_own_date_on(denmark):
    kolding = member("2017-10-31", country=denmark)
    viborg = member("2019-10-30", country=denmark)
    scope = {"scope": "countries", "countries": [denmark]}

    first = answer_to(metric="first", city=kolding, **scope)
    second = answer_to(metric="first", city=viborg, **scope)

    assert true(first) == [("2017-10-31", None)]
    assert first.readings[0].figure_today == 2
    assert second.verdict == Verdict.NEVER_TRUE
    assert second.explanation == (
        f"Never true: {kolding.name} was designated before (31 October 2017)."
    )


def test_a_source_from_before_the_first_differs(denmark):
    kolding = member("2017-10-31", country=denmark)

    answer = answer_to(metric="first", city=kolding, source__dated_on="2016")

    assert answer.verdict == Verdict.DIFFERS
    assert answer.explanation == (
        "Differs: it was not so on the source’s date, 2016. True since 31 October 2017."
    )


def test_a_tie_is_not_first(denmark):
    one, other = member("2005"), member("2005")

    for city in (one, other):
        answer = answer_to(metric="first", city=city)
        assert answer.verdict == Verdict.NEVER_TRUE
        assert "at the same time (2005)." in answer.explanation


def test_a_member_that_has_left_still_came_before(denmark):
    early = member("2004", ended_on="2006-01-01")
    later = member("2010")

    first = answer_to(metric="first", city=early)

    assert answer_to(metric="first", city=later).verdict == Verdict.NEVER_TRUE
    assert true(first) == [("2004-12-31", None)]
    assert first.explanation == (
        "True since 31 December 2004. The city was a member there until 31 December 2005."
    )


def test_who_came_first_within_a_coarse_date_cannot_be_checked():
    member("2010")
    answer = answer_to(metric="first", city=member("2010-06-01", name="Östersund"))

    assert answer.verdict == Verdict.CANNOT_BE_CHECKED
    assert answer.reason.value == "order-unknown"


def test_the_first_of_a_field_looks_at_that_field_only(design, music):
    member("2009", field=music)
    kortrijk = member("2017-10-31")

    assert true(answer_to(metric="first", city=kortrijk, field=design)) == [("2017-10-31", None)]
    assert answer_to(metric="first", city=kortrijk).verdict == Verdict.NEVER_TRUE


def test_nobody_is_first_or_only_where_it_never_was(denmark):
    stranger = member("2004")
    scope = {"scope": "countries", "countries": [denmark]}

    for metric in ("first", "only"):
        answer = answer_to(metric=metric, city=stranger, **scope)
        assert answer.verdict == Verdict.NEVER_TRUE
        assert answer.explanation == "Never true: the record holds no such designation."


def test_the_only_one_is_so_until_another_comes_and_after_it_has_gone(denmark):
    kolding = member("2017-10-31", country=denmark)
    viborg = member("2019-10-30", country=denmark, ended_on="2022-01-01")
    scope = {"scope": "countries", "countries": [denmark]}

    assert true(answer_to(metric="only", city=kolding, **scope)) == [
        ("2017-10-31", "2019-10-29"),
        ("2022-01-01", None),
    ]
    answer = answer_to(metric="only", city=viborg, **scope)
    assert answer.verdict == Verdict.NEVER_TRUE
    assert answer.explanation == (
        "Never true: whenever the city was a member there, others were too."
    )


def only_in(country, city):
    return answer_to(metric="only", city=city, scope="countries", countries=[country])


def test_it_is_said_which_city_ended_that_another_was_the_only_one(denmark):
    kolding = member("2017-10-31", country=denmark)
    member("2019-10-30", country=denmark, name="Viborg")

    assert only_in(denmark, kolding).explanation == (
        "True from 31 October 2017 to 29 October 2019. "
        "It ended when Viborg was designated (30 October 2019)."
    )


def test_of_several_that_came_at_once_one_is_named(denmark):
    kolding = member("2017-10-31", country=denmark)
    for name in ("Viborg", "Aarhus", "Odense"):
        member("2019-10-30", country=denmark, name=name)

    assert only_in(denmark, kolding).explanation == (
        "True from 31 October 2017 to 29 October 2019. "
        "It ended when Viborg and 2 other cities were designated (30 October 2019)."
    )


def test_the_only_one_that_has_left_was_so_until_then(denmark):
    kolding = member("2017-10-31", country=denmark, ended_on="2020-01-01")

    assert only_in(denmark, kolding).explanation == (
        "True from 31 October 2017 to 31 December 2019. "
        "The city was a member there until 31 December 2019."
    )


def test_the_only_one_to_this_day_has_nothing_that_ended_it(denmark):
    kolding = member("2017-10-31", country=denmark)
    member("2019-10-30", country=CountryFactory(code="SE"))

    assert only_in(denmark, kolding).explanation == "True since 31 October 2017."


# Answers in bulk and as plain data ---------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_statements_takes_the_same_queries(
    count, design, denmark, django_assert_num_queries
):
    for _ in range(count):
        statement = StatementFactory(
            metric="first", city=member("2010"), field=design, scope="countries"
        )
        statement.countries.set([denmark, CountryFactory()])

    with django_assert_num_queries(6):  # statements; source, city, field, countries; timeline
        rows = [answer_row(answer) for answer in answers(Statement.objects.all())]

    assert len(rows) == count


def test_no_statements_have_no_answers():
    assert answers([]) == []


def test_answers_come_in_the_order_of_the_statements():
    statements = StatementFactory.create_batch(3)

    assert [answer.statement for answer in answers(statements[::-1])] == statements[::-1]


def test_a_row_is_plain_data_with_dates_of_iso_8601():
    growing_network()

    assert answer_row(answer_to(metric="members", value=2, source__dated_on="2017")) == {
        "verdict": "cannot-be-checked",
        "verdict_label": "cannot be checked",
        "reason": "changes-within",
        "our_figure": 4,
        "our_date": "",
        "true_today": False,
        "readings": [
            {
                "label": "the whole network",
                "query": {"resource": "cities", "parameters": {"as_of": ["2015-12-11"]}},
                "verdict": "cannot-be-checked",
                "reason": "changes-within",
                "our_figure": 4,
                "true_today": False,
                "true": [{"first": "2015-12-11", "last": "2017-10-30"}],
                "figure_today": 4,
                "explanation": (
                    "Cannot be checked: within the source’s date, 2017, the answer changes. "
                    "True from 11 December 2015 to 30 October 2017."
                ),
            }
        ],
        "explanation": (
            "Cannot be checked: within the source’s date, 2017, the answer changes. "
            "True from 11 December 2015 to 30 October 2017."
        ),
    }


def test_dates_are_written_as_the_reader_s_language_does():
    growing_network()
    answer = answer_to(metric="members", value=4)

    with translation.override("fr"):
        assert "31 octobre 2017" in answer.explanation
    with translation.override("zh-hans"):
        assert "2017年10月31日" in answer.explanation
