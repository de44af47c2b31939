"""Designations as acts on the record: a city is designated, and a designation ends.

A change of field is one designation ended and another begun, so that the network keeps its size; a
city that leaves ends its designation and gets no other.
"""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cities.models import City, Designation, Source
from cities.models.designations import EndReason
from cities.record.revision import public_change
from fields.models import CreativeField

Day = datetime.date | str


def designate(
    city: City,
    field: CreativeField,
    announced_on: Day,
    call_year: int | None,
    sources: Iterable[Source] = (),
) -> Designation:
    """Designate the city for the field, in force from the day of the announcement, and return it.

    `announced_on` is a day, or as precise as its source: 2015-12-11, 2021-11 or 2004; `call_year`
    is None outside of a call. Raises `ValidationError` for a day to come, and where the city holds
    a field already.
    """
    with public_change():
        held = city.designations.filter(ended_on="").select_related("field").first()
        if held is not None:
            raise ValidationError(
                _(
                    "%(city)s holds %(field)s since %(day)s. End that designation first, or change"
                    " the field."
                )
                % {"city": city.name, "field": held.field.name, "day": held.announced_on},
                code="already-a-member",
            )
        designation = Designation(
            city=city, field=field, announced_on=written(announced_on), call_year=call_year
        )
        designation.full_clean()
        designation.save()
        designation.sources.set(sources)
    return designation


def end(
    designation: Designation, on: Day, reason: str, successor: Designation | None = None
) -> Designation:
    """End the designation: `on` is the first day on which it no longer holds.

    `reason` is one of `EndReason`. `successor` is the city's next designation where it changed its
    field, and that of the other member where the city became a part of it. Raises `ValidationError`
    for one that has ended, a reason that nobody knows, and a successor that does not fit.
    """
    with public_change():
        ended = Designation.objects.select_for_update(of=("self",), no_key=True).get(
            pk=designation.pk
        )
        if ended.ended_on:
            raise ValidationError(
                _("%(designation)s ended on %(day)s already.")
                % {"designation": ended, "day": ended.ended_on},
                code="already-ended",
            )
        _check_successor(ended, reason, successor)
        ended.ended_on, ended.end_reason, ended.successor = written(on), reason, successor
        ended.full_clean()
        ended.save()
    designation.refresh_from_db()
    return designation


def change_field(
    designation: Designation,
    field: CreativeField,
    on: Day,
    call_year: int | None = None,
    sources: Iterable[Source] = (),
) -> Designation:
    """Let the city hold another field from the day on, and return its new designation.

    Both or neither is written. Raises `ValidationError` for the field that it holds already, and
    what `designate` and `end` raise.
    """
    if designation.field_id == field.pk:
        raise ValidationError(
            _("%(city)s holds %(field)s already.")
            % {"city": designation.city.name, "field": field.name},
            code="same-field",
        )
    with public_change():
        end(designation, on, EndReason.FIELD_CHANGE)
        begun = designate(designation.city, field, on, call_year, sources)
        # A city holds one field at a time: the old one ends before there is one to follow it.
        designation.successor = begun
        designation.save(update_fields=["successor"])
    return begun


def written(day: Day) -> str:
    return day.isoformat() if isinstance(day, datetime.date) else day


def _check_successor(ended: Designation, reason: str, successor: Designation | None) -> None:
    if successor is None:
        return
    same_city = successor.city_id == ended.city_id
    if reason not in (EndReason.FIELD_CHANGE, EndReason.MERGER) or (
        same_city != (reason == EndReason.FIELD_CHANGE)
    ):
        raise ValidationError(
            {
                "successor": _(
                    "A change of field is followed by the same city’s next designation, a merger by"
                    " another city’s, and nothing else is followed by any."
                )
            }
        )
