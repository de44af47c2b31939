"""A plan as a calendar says the same in every zone."""

import datetime

import icalendar
import pytest

from applications.planning.calendar import as_calendar
from applications.planning.steps import Step, plan_of
from tests.factories import ApplicationFactory, CallFactory, CityFactory

AT = datetime.datetime(2019, 3, 1, 12, 0, 0, 5, tzinfo=datetime.UTC)
DEADLINE = datetime.datetime(2019, 6, 30, 22, 0, tzinfo=datetime.UTC)


@pytest.fixture
def file(db):
    return ApplicationFactory(
        call=CallFactory(year=2019, deadline=DEADLINE), city=CityFactory(name="Viborg")
    )


def calendar_of(file, steps, zone="Europe/Copenhagen"):
    return as_calendar(file, steps, host="portal.example", at=AT, zone=zone)


def test_lines_are_as_rfc_5545_has_them(file):
    long = Step("long", "2019-05-20", "Ærø; æøå, 創意城市 " * 10, "two\nlines")
    lines = calendar_of(file, [long]).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    read = icalendar.Calendar.from_ical(b"\r\n".join(lines)).walk("VEVENT")[0]
    assert str(read["summary"]) == "Ærø; æøå, 創意城市 " * 10
    assert str(read["description"]) == "two\nlines"


def test_a_day_is_a_day_and_a_month_all_of_it(file):
    steps = [Step("decision", "2019-06-19", "Decision"), Step("answer", "2019-11", "Answer")]
    text = calendar_of(file, steps).decode()
    assert "DTSTART;VALUE=DATE:20190619\r\nDTEND;VALUE=DATE:20190620\r\n" in text
    assert "DTSTART;VALUE=DATE:20191101\r\nDTEND;VALUE=DATE:20191201\r\n" in text


@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "Asia/Tokyo", "America/Sao_Paulo"])
def test_a_deadline_is_the_same_instant_wherever_it_is_read(file, zone):
    text = calendar_of(file, plan_of(file, zone, with_proposals=False), zone).decode()
    assert "DTSTART:20190630T220000Z\r\n" in text
    assert "midnight" not in text.lower()


def test_an_event_keeps_its_identifier_when_its_date_moves(file):
    def identifiers(steps):
        read = icalendar.Calendar.from_ical(calendar_of(file, steps))
        return {str(event["uid"]) for event in read.walk("VEVENT")}

    before = identifiers([Step("decision", "2019-06-19", "Decision")])
    assert before == {f"decision.application-{file.pk}@portal.example"}
    assert identifiers([Step("decision", "2019-06-18", "Decision, earlier")]) == before
    assert len(identifiers(plan_of(file))) == len(plan_of(file))


def test_the_same_plan_is_the_same_bytes(file):
    assert calendar_of(file, plan_of(file)) == calendar_of(file, plan_of(file))
    assert b"DTSTAMP:20190301T120000Z" in calendar_of(file, plan_of(file))
