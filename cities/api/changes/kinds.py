"""The kinds of objects whose changes are told: where each is, what it tells, what comes due."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import IntegerField, Q, QuerySet

from cities import filters, rows
from cities.api import links
from cities.models import (
    ChangedObject,
    City,
    Country,
    Designation,
    FocalPoint,
    Organisation,
    Source,
    Statement,
)
from cities.models.sources import StatementQuerySet
from cities.rows.profiles import profile_rows
from fields.models import CreativeField
from uccn.doors.linking import Linking, Row

# The keys of objects that the clock alone has changed after one day and until another.
Due = Callable[[datetime.date, datetime.date], Iterable[Any]]


def never(_after: datetime.date, _until: datetime.date) -> Iterable[Any]:
    """Nothing in it looks at the clock."""
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of object: its `name`, the first part of its addresses, and the column of its key.

    `public` are the objects that everybody may see today. `rows` makes of them what their addresses
    tell, in a language, each with a member for the key.
    """

    name: str
    path: str
    key: str
    linking: Linking
    public: Callable[[], QuerySet[Any]]
    rows: Callable[[QuerySet[Any], str], Sequence[Row]]
    due: Due = never

    def keys_after(self, primary_key: int, most: int) -> list[tuple[int, str]]:
        """Primary and permanent keys of up to so many objects, beyond a primary key."""
        found = self.public().filter(pk__gt=primary_key).order_by("pk")
        return [(own, str(key)) for own, key in found.values_list("pk", self.key)[:most]]

    def present(self, keys: Iterable[str]) -> QuerySet[Any]:
        """The objects of the keys that are there."""
        public = self.public()
        column: Any = public.model._meta.get_field(self.key)
        is_number = isinstance(column, IntegerField)
        return public.filter(**{f"{self.key}__in": [int(k) if is_number else k for k in keys]})


def _public_fields() -> QuerySet[CreativeField]:
    today = filters.FieldFilter(None, CreativeField.objects.all())
    return today.qs


def _source_rows(sources: QuerySet[Source], _language: str) -> list[Row]:
    """What the address of a source tells but for what it says: statements are told themselves."""
    notes = dict(sources.values_list("key", "note"))
    return [
        {**row, "note": notes[row["key"]]}
        for row in rows.source_rows(sources)
        if row["key"] in notes
    ]


# What comes due. A day later than that of an announcement a city is a member, a person no longer
# shown; and every answer to a statement speaks of “today”.


def _designations(after: datetime.date, until: datetime.date) -> QuerySet[Designation]:
    begun = Q(in_force_from__gt=after, in_force_from__lte=until)
    found: QuerySet[Designation] = Designation.objects.filter(
        begun | Q(lapsed_from__gt=after, lapsed_from__lte=until)
    )
    return found.order_by()


def _cities(after: datetime.date, until: datetime.date) -> Iterable[Any]:
    began = Q(since__gt=after, since__lte=until)
    # `until` is the last day on which somebody is shown.
    people = FocalPoint.objects.filter(began | Q(until__gte=after, until__lt=until), is_public=True)
    founded = Organisation.objects.filter(founded_year__gt=after.year, founded_year__lte=until.year)
    for found in (_designations(after, until), people.order_by(), founded.order_by()):
        yield from found.values_list("city__number", flat=True)


def _fields(after: datetime.date, until: datetime.date) -> Iterable[Any]:
    opened = CreativeField.objects.filter(first_year__gt=after.year, first_year__lte=until.year)
    yield from opened.order_by().values_list("slug", flat=True)
    yield from _designations(after, until).values_list("field__slug", flat=True).distinct()


def _countries(after: datetime.date, until: datetime.date) -> Iterable[Any]:
    return _designations(after, until).values_list("city__country__code", flat=True).distinct()


def _sources(after: datetime.date, until: datetime.date) -> Iterable[Any]:
    begun = _designations(after, until).exclude(sources=None)
    return begun.values_list("sources__key", flat=True).distinct()


def _every(_after: datetime.date, _until: datetime.date) -> Iterable[Any]:
    return (ChangedObject.EVERY,)


KINDS = (
    Kind(
        "field",
        "fields",
        "slug",
        links.FIELD,
        _public_fields,
        lambda found, language: rows.field_rows(
            language, keys=list(found.values_list("pk", flat=True))
        ),
        _fields,
    ),
    Kind(
        "country",
        "countries",
        "code",
        links.COUNTRY,
        Country.objects.all,
        rows.country_rows,
        _countries,
    ),
    Kind("city", "cities", "number", links.CITY, City.objects.ever_members, profile_rows, _cities),
    Kind("source", "sources", "key", links.SOURCE, Source.objects.all, _source_rows, _sources),
    Kind(
        "statement",
        "statements",
        "id",
        links.STATEMENT,
        Statement.objects.all,
        lambda found, _language: rows.statement_rows(cast("StatementQuerySet", found)),
        _every,
    ),
)
