"""What changed in the public record, as it can be told to everybody.

Designations tell by their own dates when they began and ended; histories tell when the record
renamed a city or corrected a designation. Of people nothing is told, nor why colleagues changed
what they changed: that line was written for them.
"""

import datetime
import enum
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Model, Window
from django.db.models.functions import Lag

from cities.models import City, Designation, EndReason
from cities.models.places import today


class Kind(enum.StrEnum):
    """What can be told."""

    JOINED = "joined"
    CHANGED_FIELD = "changed-field"
    ENDED = "ended"
    RENAMED = "renamed"
    CORRECTED = "corrected"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when it is told of, and of which city.

    `key` names it for good. `old` and `new` are names of a city, slugs of fields, or dates as
    precise as their source, by the kind; `date` is that of a designation, and so may be `field`.
    """

    kind: Kind
    at: datetime.datetime
    key: str
    city: int
    field: str = ""
    date: str = ""
    old: str = ""
    new: str = ""
    end_reason: str = ""


def midnight(day: datetime.date) -> datetime.datetime:
    """The instant at which a day begins, in UTC."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def stints() -> dict[int, str]:
    """What names each designation for good, by its key in the database.

    The city's permanent number, the field, and which time it is that the city holds it: 13/music/1.
    """
    seen: dict[tuple[int, str], int] = {}
    named = {}
    every = Designation.objects.order_by("in_force_from", "pk")
    for key, number, field in every.values_list("pk", "city__number", "field__slug"):
        seen[number, field] = seen.get((number, field), 0) + 1
        named[key] = f"{number}/{field}/{seen[number, field]}"
    return named


def corrected_at(model: type[Model]) -> dict[int, datetime.datetime]:
    """When each row of a model with a history was last changed after it was entered."""
    history: Any = getattr(model, "history")  # noqa: B009, the library adds it
    rows = history.filter(history_type="~").order_by().values_list("id")
    return dict(rows.annotate(Max("history_date")))


def changes(most: int) -> list[Change]:
    """The latest changes, newest first. Seven queries, however many there are."""
    named = stints()
    # Of cities that everybody may know of, by their key in the database.
    numbers = dict(City.objects.ever_members().values_list("pk", "number"))
    found = [
        *_begun(most, named),
        *_ended(most, named),
        *_renamed(most, numbers),
        *_corrected(most, numbers),
        *_struck(most, numbers),
    ]
    found.sort(key=lambda change: (change.at, change.key), reverse=True)
    return found[:most]


def _begun(most: int, named: dict[int, str]) -> list[Change]:
    begun = Designation.objects.begun_by(today()).order_by("-in_force_from", "-city__number", "-pk")
    columns = (
        "pk", "city__number", "field__slug", "announced_on", "in_force_from",
        "predecessor__field__slug",
    )  # fmt: skip
    return [
        Change(
            Kind.CHANGED_FIELD if former else Kind.JOINED,
            midnight(day),
            f"{named[key]}/begun",
            number,
            field=field,
            date=announced_on,
            old=former or "",
        )
        for key, number, field, announced_on, day, former in begun.values_list(*columns)[:most]
    ]


def _ended(most: int, named: dict[int, str]) -> list[Change]:
    """Ends that are no change of field, since that is told with what began."""
    ended = Designation.objects.filter(lapsed_from__lte=today()).exclude(
        end_reason=EndReason.FIELD_CHANGE, successor__isnull=False
    )
    ended = ended.order_by("-lapsed_from", "-city__number", "-pk")
    columns = ("pk", "city__number", "field__slug", "ended_on", "end_reason", "lapsed_from")
    return [
        Change(
            Kind.ENDED,
            midnight(day),
            f"{named[key]}/ended",
            number,
            field=field,
            date=ended_on,
            end_reason=reason,
        )
        for key, number, field, ended_on, reason, day in ended.values_list(*columns)[:most]
    ]


def _before(column: str) -> Window:
    """What stood in a column of a history before the row."""
    return Window(Lag(column), partition_by="id", order_by=("history_date", "history_id"))


def _renamed(most: int, numbers: dict[int, int]) -> list[Change]:
    history: Any = City.history
    rows = history.annotate(old=_before("name")).filter(old__isnull=False).exclude(old=F("name"))
    rows = rows.order_by("-history_date", "-history_id")
    columns = ("history_id", "history_date", "id", "old", "name")
    return [
        Change(
            Kind.RENAMED,
            at,
            f"{numbers[city]}/renamed/{key}",
            numbers[city],
            old=old,
            new=new,
        )
        for key, at, city, old, new in rows.values_list(*columns)[:most]
        if city in numbers
    ]


def _corrected(most: int, numbers: dict[int, int]) -> list[Change]:
    """Changes of a beginning that had been entered otherwise."""
    history: Any = Designation.history
    rows = history.annotate(old=_before("announced_on")).filter(old__isnull=False)
    rows = rows.exclude(old=F("announced_on")).order_by("-history_date", "-history_id")
    columns = ("history_id", "history_date", "city_id", "field__slug", "old", "announced_on")
    return [
        Change(
            Kind.CORRECTED,
            at,
            f"{numbers[city]}/corrected/{key}",
            numbers[city],
            field=field,
            old=old,
            new=new,
        )
        for key, at, city, field, old, new in rows.values_list(*columns)[:most]
        if city in numbers
    ]


def _struck(most: int, numbers: dict[int, int]) -> list[Change]:
    """Designations that the record held and holds no longer, of cities that still have a page."""
    history: Any = Designation.history
    rows = history.filter(history_type="-").order_by("-history_date", "-history_id")
    columns = ("history_id", "history_date", "city_id", "field__slug", "announced_on")
    return [
        Change(
            Kind.STRUCK,
            at,
            f"{numbers[city]}/struck/{key}",
            numbers[city],
            field=field,
            date=announced_on,
        )
        for key, at, city, field, announced_on in rows.values_list(*columns)[:most]
        if city in numbers
    ]
