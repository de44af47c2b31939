"""A plan as a calendar that other programs read (RFC 5545)."""

import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from applications.instants import in_zones
from applications.models import Application
from applications.planning.steps import Step

PRODUCT = "-//UNESCO Creative Cities Network//Candidature//EN"


def as_calendar(
    application: Application,
    steps: list[Step],
    *,
    host: str,
    at: datetime.datetime,
    zone: str = "UTC",
) -> bytes:
    """The steps as events. Each keeps its identifier, so that a subscriber's copy is replaced.

    A day or a month lasts whole days wherever it is read; a deadline is an instant, in UTC, which
    each calendar shows in its own zone. `at` is when the plan was read.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = _("Candidature of %(city)s") % {"city": application.city.name}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", datetime.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for step in steps:
        calendar.add_component(as_event(application, step, host=host, at=at, zone=zone))
    return bytes(calendar.to_ical())


def as_event(
    application: Application, step: Step, *, host: str, at: datetime.datetime, zone: str
) -> Event:
    event = Event()
    event.add("uid", f"{step.code}.application-{application.pk}@{host}")
    event.add("dtstamp", at.astimezone(datetime.UTC).replace(microsecond=0))
    event.add("summary", step.title, parameters={"LANGUAGE": get_language() or "en"})
    lines = [step.body] if step.body else []
    if step.at is not None:
        event.add("dtstart", step.at.astimezone(datetime.UTC))
        lines.append(in_zones(step.at, zone))
    else:
        event.add("dtstart", step.first_day)
        event.add("dtend", step.last_day + datetime.timedelta(days=1))
        if step.precision != "day":
            lines.append(_("Only the month or the year is known: %(date)s.") % {"date": step.on})
    if step.year_is_inferred:
        lines.append(_("The year follows from other dates."))
    if lines:
        event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [step.origin])
    return event
