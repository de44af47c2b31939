"""Which city may apply to which call, in which field."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from applications.models import Application, Call, Kind, Status
from applications.preflight import clauses
from applications.preflight.findings import Finding
from cities.models import City, Country
from cities.models.places import MembershipOfUnesco
from fields.models import CreativeField


def field_is_offered(call: Call, field: CreativeField) -> Iterator[Finding]:
    """The call offers the field; a call that names none offers all."""
    offered = list(call.fields.all())
    if offered and field not in offered:
        yield Finding(
            "field-not-offered",
            _("This call does not offer %(field)s.") % {"field": field.name},
            _("Choose a field that the call offers."),
            clauses.FIELD,
        )


def state_belongs_to_unesco(country: Country, at: datetime.datetime) -> Iterator[Finding]:
    """The city's State is a Member State or an Associate Member on the day."""
    if country.unesco_status != MembershipOfUnesco.FORMER:
        return
    if country.left_unesco_on is None or country.left_unesco_on <= at.date():
        yield Finding(
            "state-not-in-unesco",
            _("%(country)s is not a member of UNESCO.") % {"country": country.local_name},
            _("Nothing can be done here: only the State can join UNESCO again."),
            clauses.STATE,
        )


def city_is_no_member(city: City, at: datetime.datetime) -> Iterator[Finding]:
    """The city holds no designation on the day."""
    held = city.designations.on(at.date()).select_related("field").first()
    if held is not None:
        yield Finding(
            "already-a-member",
            _("%(city)s is a member of the network already, in %(field)s.")
            % {"city": city.name, "field": held.field.name},
            _("If it wants to change its field, start a file that says so."),
            clauses.NO_MEMBER,
        )


def city_holds_another_field(
    city: City, field: CreativeField, at: datetime.datetime
) -> Iterator[Finding]:
    """The city holds a designation on the day, in another field than it asks for."""
    held = city.designations.on(at.date()).select_related("field").first()
    if held is None:
        yield Finding(
            "not-a-member",
            _("%(city)s is no member of the network, and has no field to change.")
            % {"city": city.name},
            _("Start a candidature instead."),
            clauses.FIELD_CHANGE,
        )
    elif held.field_id == field.pk:
        yield Finding(
            "same-field",
            _("%(city)s holds %(field)s already.") % {"city": city.name, "field": held.field.name},
            _("Choose the field that the city wants to hold instead."),
            clauses.FIELD_CHANGE,
        )


def moratorium_is_over(call: Call, city: City) -> Iterator[Finding]:
    """The city has not failed in so many consecutive calls that it has to wait."""
    last = last_of_failed_calls(call, city)
    if last is None or call.moratorium_years is None:
        return
    until = last + call.moratorium_years
    if call.year < until:
        yield Finding(
            "moratorium",
            _(
                "%(city)s applied in %(calls)s consecutive calls without designation, the last time"
                " in %(last)s, and waits until %(until)s."
            )
            % {
                "city": city.name,
                "calls": call.moratorium_after_calls,
                "last": last,
                "until": until,
            },
            _("Apply to a call of %(until)s or later.") % {"until": until},
            clauses.MORATORIUM,
        )


def last_of_failed_calls(call: Call, city: City) -> int | None:
    """The year of the last of so many consecutive calls in which the city was not designated.

    None where the call has no such rule, or the city failed less often in a row. Calls follow
    each other as they were held, whatever years lie between.
    """
    if not call.moratorium_after_calls:
        return None
    held = list(
        Call.objects.filter(year__lt=call.year).order_by("year").values_list("year", flat=True)
    )
    failed = set(
        Application.objects.filter(
            city=city, kind=Kind.CANDIDATURE, status=Status.NOT_DESIGNATED
        ).values_list("call__year", flat=True)
    )
    in_a_row, last = 0, None
    for year in held:
        in_a_row = in_a_row + 1 if year in failed else 0
        if in_a_row >= call.moratorium_after_calls:
            last = year
    return last


def candidate(
    call: Call,
    city: City,
    field: CreativeField,
    at: datetime.datetime,
    kind: str = Kind.CANDIDATURE,
) -> Iterator[Finding]:
    """All that keeps a city from applying to the call in the field, or a member from changing it.

    The State of a member that changes its field need not be of UNESCO: members stay members.
    """
    yield from field_is_offered(call, field)
    if kind == Kind.FIELD_CHANGE:
        yield from city_holds_another_field(city, field, at)
        return
    yield from state_belongs_to_unesco(city.country, at)
    yield from city_is_no_member(city, at)
    yield from moratorium_is_over(call, city)
