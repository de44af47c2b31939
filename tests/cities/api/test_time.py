"""Answers as of a past day: what happened later is in none of them."""

import pytest

from tests.factories import (
    CallFactory,
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
from uccn.api import router
from uccn.doors.resources import Resource

pytestmark = pytest.mark.django_db

API = "/api/v1/"
DAY = "2016-06-30"
FORMATS = ("ndjson", "csv", "geojson")


@pytest.fixture(autouse=True)
def _in_2026(time_machine):
    time_machine.move_to("2026-11-25T12:00:00Z", tick=False)


@pytest.fixture
def record():
    """What there was by the day, with some that had ended and some that has no date."""
    norway = CountryFactory(code="NO", name="Norway")
    music = CreativeFieldFactory(slug="music", first_year=2004)
    # A figure has a column for every field of the record, which is empty before the field begins.
    CreativeFieldFactory(slug="design", first_year=2017)
    bergen = CityFactory(number=1, slug="bergen", name="Bergen", country=norway)
    source = SourceFactory(key="old-page", dated_on="2016-05")
    DesignationFactory(city=bergen, field=music, announced_on="2015-12-11").sources.add(source)
    ghent = CityFactory(number=2, slug="ghent", name="Ghent")
    DesignationFactory(
        city=ghent, field=music, announced_on="2009", ended_on="2014", end_reason="withdrawal"
    )
    SourceFactory(key="undated-page")
    SourceFactory(key="inferred-page", earliest="2016-01-01", latest="2026-01-01")
    StatementFactory(source=source, key="two", printed="2 cities", value=2, said_on="2016")
    StatementFactory(source=source, key="one", printed="1 city", value=1)
    CityNameFactory(city=bergen, name="Bjørgvin")
    OrganisationFactory(city=bergen, name="Fish market", founded_year=1276)
    FocalPointFactory(city=bergen, name="Kari", public=True, since="2016-01-01")
    call = CallFactory(
        year=2015,
        opens_at="2015-03-01T00:00:00Z",
        deadline="2015-07-15T00:00:00Z",
        announced_on="2015-12-11",
        members_announced=47,
    )
    call.fields.add(music)
    CallFactory(
        year=2017,
        opens_at="2016-05-01T00:00:00Z",
        deadline="2017-06-16T00:00:00Z",
    )
    return bergen


def what_came_later(bergen):
    """Everything that the record learnt of later days, of each kind."""
    from applications.models import Call

    held = bergen.designations.get()
    held.ended_on, held.end_reason = "2016-07-01", "field-change"
    held.save()
    design = CreativeFieldFactory(slug="design")
    DesignationFactory(city=bergen, field=design, announced_on="2016-07-01")
    newcomer = CityFactory(number=3, slug="oslo", name="Oslo", country=bergen.country)
    page = SourceFactory(key="new-page", title="A new page", dated_on="2016-07-01")
    old = held.sources.get()
    DesignationFactory(city=newcomer, field=design, announced_on="2016").sources.add(page, old)
    DesignationFactory(field=design, announced_on="2016-12")
    SourceFactory(key="another-page", dated_on="2016")
    SourceFactory(key="later-page", earliest="2016-07-01")
    StatementFactory(source=page, key="of-new-page")
    StatementFactory(source=old, key="said-later", said_on="2016-07")
    StatementFactory(source=old, key="claims-later", metric="founded", value=4, value_date="2017")
    StatementFactory(source=old, key="of-newcomer", metric="membership", city=newcomer)
    CityNameFactory(city=newcomer, name="Christiania")
    OrganisationFactory(city=newcomer, name="Opera")
    OrganisationFactory(city=bergen, name="Founded later", founded_year=2017)
    FocalPointFactory(city=newcomer, name="Nils", public=True)
    FocalPointFactory(city=bergen, name="Ola", public=True, since="2016-07-01")
    call = Call.objects.get(year=2017)
    call.announced_on, call.members_announced = "2017-10-31", 64
    call.deadline = "2017-07-01T00:00:00Z"
    call.save()
    call.deadline_changes.create(
        old_deadline="2017-06-16T00:00:00Z",
        new_deadline="2017-07-01T00:00:00Z",
        changed_on="2017-05",
        reason="Late",
    )
    CallFactory(year=2019, opens_at="2019-01-01T00:00:00Z", deadline="2019-06-30T00:00:00Z")


def answers(client):
    """Every answer of every resource as of the day, by its address."""
    found = {}

    def ask(address):
        mark = "&" if "?" in address else "?"
        answer = client.get(f"{address}{mark}as_of={DAY}")
        assert answer.status_code == 200, (address, answer.content)
        found[address] = answer.content
        return answer

    for resource, view, _name in router.registry:
        if not issubclass(view, Resource):
            continue
        rows = ask(f"{API}{resource}/").json()["results"]
        for row in rows:
            ask(row["links"]["self"])
        for expansion in view.expansions:
            ask(f"{API}{resource}/?expand={expansion}")
        if view.facets:
            ask(f"{API}{resource}/?facets={','.join(view.facets)}")
        for extension in FORMATS:
            if extension in {one.format for one in view.renderer_classes}:
                ask(f"{API}{resource}/?format={extension}")
    return found


def test_no_answer_of_a_past_day_changes_by_what_came_later(client, record):
    before = answers(client)

    what_came_later(record)

    after = answers(client)
    assert list(after) == list(before)
    for address in before:
        assert after[address] == before[address], address


def test_every_resource_but_that_of_changes_takes_a_day():
    timeless = {
        resource
        for resource, view, _name in router.registry
        if not issubclass(view, Resource) or "as_of" not in view.filterset_class.declared_filters
    }

    assert timeless == {"changes"}


def rows(client, address):
    answer = client.get(API + address)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_today_everything_is_there(client, record):
    what_came_later(record)

    def listed(resource, member):
        return {row[member] for row in rows(client, f"{resource}/")}

    assert {"bergen", "oslo"} <= listed("cities", "slug")
    assert {"new-page", "later-page", "undated-page"} <= listed("sources", "key")
    assert {"of-new-page", "of-newcomer", "claims-later"} <= listed("statements", "key")
    assert listed("calls", "year") == {2015, 2017, 2019}
    assert {"Fish market", "Opera", "Founded later"} <= listed("organisations", "name")


@pytest.mark.parametrize(
    ("resource", "member", "there"),
    [
        ("fields", "slug", ["music"]),
        ("cities", "slug", ["bergen"]),
        ("names", "name", ["Bjørgvin"]),
        ("organisations", "name", ["Fish market"]),
        ("focal-points", "name", ["Kari"]),
        ("statements", "key", ["two", "one"]),
        ("calls", "year", [2017, 2015]),
    ],
)
def test_as_of_a_day_there_is_what_there_was(client, record, resource, member, there):
    what_came_later(record)

    if resource == "statements":
        # Said “in 2016”, which was not over: by then it may not have been said.
        there = ["one"]
    assert [row[member] for row in rows(client, f"{resource}/?as_of={DAY}")] == there


@pytest.mark.parametrize(
    ("dated_on", "day", "there"),
    [
        ("2016", "2016-12-30", False),
        ("2016", "2016-12-31", True),
        ("2016-02", "2016-02-28", False),
        ("2016-02", "2016-02-29", True),
        ("2016-12", "2016-12-30", False),
        ("2016-12", "2016-12-31", True),
        ("2016-03-31", "2016-03-30", False),
        ("2016-03-31", "2016-03-31", True),
        ("2015", "2016-01-01", True),
        ("", "2004-01-01", True),
    ],
)
def test_a_source_is_there_from_the_last_day_of_its_date(client, dated_on, day, there):
    SourceFactory(key="page", dated_on=dated_on)

    assert len(rows(client, f"sources/?as_of={day}")) == there
    status = client.get(f"{API}sources/page/?as_of={day}").status_code
    assert status == (200 if there else 404)


def test_a_source_without_a_date_is_there_from_the_first_day_of_which_it_may_speak(client):
    SourceFactory(key="page", earliest="2017-10-31", latest="2026-01-01", dates_inferred=True)
    SourceFactory(key="dated", dated_on="2010", earliest="2017-10-31")

    assert [row["key"] for row in rows(client, "sources/?as_of=2017-10-30")] == ["dated"]
    assert len(rows(client, "sources/?as_of=2017-10-31")) == 2


def test_a_source_of_this_year_is_there_today(client):
    SourceFactory(dated_on="2026")

    assert len(rows(client, "sources/")) == 1
    assert len(rows(client, "sources/?as_of=2026-11-25")) == 1
    assert rows(client, "sources/?as_of=2026-11-24") == []


def test_a_source_counts_what_rested_on_it_by_the_day(client):
    source = SourceFactory(dated_on="2010")
    StatementFactory(source=source)
    StatementFactory(source=source, said_on="2018")
    DesignationFactory(announced_on="2015-12-11").sources.add(source)
    DesignationFactory(announced_on="2019-10-30").sources.add(source)

    (then,) = rows(client, "sources/?as_of=2016-01-01")
    (now,) = rows(client, "sources/")

    assert (then["statements"], then["designations"]) == (1, 1)
    assert (now["statements"], now["designations"]) == (2, 2)


def test_a_statement_is_answered_as_the_record_knew_the_network_on_the_day(client):
    StatementFactory(source=SourceFactory(dated_on=""), printed="1 city", value=1)
    DesignationFactory(announced_on="2015-12-11")
    DesignationFactory(announced_on="2017-10-31")

    (then,) = rows(client, "statements/?as_of=2016-01-01")
    (now,) = rows(client, "statements/")

    assert then["answer"]["true_today"] is True
    assert then["answer"]["readings"][0]["true"] == [{"first": "2015-12-11", "last": None}]
    assert then["answer"]["readings"][0]["figure_today"] == 1
    assert now["answer"]["true_today"] is False
    assert now["answer"]["readings"][0]["true"] == [{"first": "2015-12-11", "last": "2017-10-30"}]
    assert now["answer"]["readings"][0]["figure_today"] == 2


def test_a_designation_has_no_address_before_it_began_and_no_end_before_it_ended(client):
    made = DesignationFactory(announced_on="2015-12-11", ended=True)
    address = f"{API}designations/{made.pk}/"

    assert client.get(f"{address}?as_of=2015-12-10").status_code == 404
    then = client.get(f"{address}?as_of=2019-12-31").json()
    now = client.get(address).json()

    assert (then["ended_on"], then["end_reason"]) == (None, None)
    assert (now["ended_on"], now["end_reason"]) == ("2020-01-01", "withdrawal")


def test_a_field_is_there_from_the_year_of_the_first_call_that_offered_it(client):
    CreativeFieldFactory(slug="architecture", first_year=2025)

    assert rows(client, "fields/?as_of=2024-12-31") == []
    assert client.get(f"{API}fields/architecture/?as_of=2024-12-31").status_code == 404
    assert len(rows(client, "fields/?as_of=2025-01-01")) == 1
