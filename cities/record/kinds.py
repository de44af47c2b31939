"""Row kinds: what the fixtures say about each model, and under which natural key."""

import datetime
import decimal
import functools
import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from cities.models import (
    Asset,
    City,
    CityName,
    Country,
    CountryName,
    Designation,
    FocalPoint,
    NameKind,
    Organisation,
    Source,
    Statement,
)
from cities.record.reading import Place
from fields.models import CreativeField, FieldName

BOOLEANS = {"true": True, "false": False, "": False}


def key_text(*parts: object) -> str:
    """The natural key of a row as one text."""
    return " | ".join(str(part) for part in parts)


class RowKind:
    """One model as the fixtures see it.

    `key` names the columns that tell its rows apart for ever; `columns` the others that the files
    may give, many-to-many ones included. A reference stands in a row as the natural key of what it
    means. `identity` names columns in which a row that the fixtures meet for the first time must
    agree with the record, lest a key mean two things. Rows that are `is_personal` are remembered as
    digests only and reported without values, so that the loader keeps nothing of an erased person.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        key: tuple[str, ...],
        columns: tuple[str, ...] = (),
        identity: tuple[str, ...] = (),
        is_personal: bool = False,
    ) -> None:
        self.model, self.key = model, key
        self.identity, self.is_personal = identity, is_personal
        self.columns = (*key, *columns)
        options = model._meta
        self.label = options.label_lower
        self.name, self.plural = options.verbose_name, options.verbose_name_plural
        self.objects: Any = model._default_manager
        self.fields: dict[str, Any] = {c: options.get_field(c) for c in self.columns}
        self.references: dict[str, str] = {
            column: field.related_model._meta.label_lower
            for column, field in self.fields.items()
            if field.is_relation
        }
        self.many = tuple(c for c, field in self.fields.items() if field.many_to_many)
        self.required = tuple(
            column
            for column, field in self.fields.items()
            if not (field.many_to_many or field.null or field.blank or field.has_default())
        )
        self._converted = functools.lru_cache(maxsize=20_000)(self._convert)

    def __repr__(self) -> str:
        return f"<RowKind {self.label}>"

    def value(self, column: str, given: Any) -> Any:
        """What the text in a file means in a column, in the types of JSON.

        Raises `ValidationError` with the reason in words.
        """
        if isinstance(given, str):
            return self._converted(column, given)
        return self._convert(column, given)

    def _convert(self, column: str, given: Any) -> Any:
        field = self.fields[column]
        if field.many_to_many:
            if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
                raise ValidationError("This must be a list.")
            return sorted(set(given))
        if isinstance(field, models.JSONField):
            return field.clean(given or field.get_default(), None)
        if not isinstance(given, str):
            raise ValidationError("This must be one text.")
        return self._convert_text(field, given)

    def _convert_text(self, field: Any, given: str) -> Any:
        if "\0" in given:
            raise ValidationError("A NUL character stands here.")
        if given != given.strip():
            raise ValidationError("Spaces stand before or after this.")
        if given == "" and field.null:
            return None
        if field.is_relation:
            return given
        if isinstance(field, models.BooleanField):
            if given not in BOOLEANS:
                raise ValidationError("Write true or false.")
            return BOOLEANS[given]
        clean = field.clean(given, None)
        if isinstance(clean, float) and not math.isfinite(clean):
            raise ValidationError("This is no number.")
        if isinstance(clean, datetime.datetime) and clean.tzinfo is None:
            raise ValidationError("The time needs its offset from UTC, such as +01:00.")
        return as_json(clean)

    def from_json(self, column: str, value: Any) -> Any:
        """The Python value of a column that is no reference."""
        return value if value is None else self.fields[column].to_python(value)

    def is_recorded(self, row: "Row") -> bool:
        """Whether a new row enters the history; tens of thousands of gazetteer names need none."""
        return row.values.get("kind") != NameKind.GAZETTEER


def as_json(value: Any) -> Any:
    """A column's value in the types of JSON; instants in UTC."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | decimal.Decimal):
        return str(value)
    return value


class Row:
    """One row that the fixtures want in the record. `values` holds columns in the types of JSON."""

    __slots__ = ("key", "kind", "place", "values")

    def __init__(self, kind: RowKind, place: Place, values: Mapping[str, Any]) -> None:
        self.kind, self.place, self.values = kind, place, values
        self.key = key_text(*(values[column] for column in kind.key))


NAMES_IN_SIX = tuple(
    f"{part}_{language}"
    for part in ("name", "definition")
    for language in ("en", "fr", "es", "ru", "ar", "zh")
)
CREATIVE_FIELD = RowKind(
    CreativeField,
    key=("slug",),
    columns=("position", *NAMES_IN_SIX, "first_year", "colour_light", "colour_dark", "glyph"),
)
FIELD_NAME = RowKind(FieldName, key=("field", "language", "name"))
COUNTRY = RowKind(
    Country,
    key=("code",),
    columns=(
        "name",
        "names",
        "region",
        "continent",
        "subregion",
        "unesco_status",
        "left_unesco_on",
    ),
)
COUNTRY_NAME = RowKind(CountryName, key=("country", "name"), columns=("language",))
SOURCE = RowKind(
    Source,
    key=("key",),
    columns=(
        "title",
        "publisher",
        "language",
        "url",
        "dated_on",
        "earliest",
        "latest",
        "dates_inferred",
        "note",
    ),
)
CITY = RowKind(
    City,
    key=("number",),
    columns=(
        "slug",
        "name",
        "native_name",
        "country",
        "territory",
        "latitude",
        "longitude",
        "geonames_id",
        "population",
    ),
    identity=("slug",),
)
CITY_NAME = RowKind(
    CityName, key=("city", "kind", "name"), columns=("language", "script", "source")
)
DESIGNATION = RowKind(
    Designation,
    key=("city", "field"),
    columns=(
        "call_year",
        "announced_on",
        "ended_on",
        "end_reason",
        "successor",
        "evidence",
        "evidence_note",
        "sources",
    ),
)
ORGANISATION = RowKind(
    Organisation,
    key=("city", "name"),
    columns=("kind", "description", "founded_year", "runs_membership", "website", "source"),
)
ASSET = RowKind(
    Asset,
    key=("city", "kind", "title"),
    columns=("description", "every_years", "position", "source"),
)
FOCAL_POINT = RowKind(
    FocalPoint,
    key=("city", "name"),
    columns=(
        "role",
        "title",
        "organisation",
        "email",
        "telephone",
        "telephone_printed",
        "is_public",
        "since",
        "until",
        "source",
    ),
    is_personal=True,
)
STATEMENT = RowKind(
    Statement,
    key=("source", "key"),
    columns=(
        "printed",
        "language",
        "metric",
        "value",
        "value_date",
        "city",
        "without_city",
        "field",
        "scope",
        "region",
        "continent",
        "countries",
        "scope_name",
        "said_on",
        "note",
    ),
)

# In the order of loading: what a row refers to comes before it.
KINDS = (
    CREATIVE_FIELD,
    FIELD_NAME,
    COUNTRY,
    COUNTRY_NAME,
    SOURCE,
    CITY,
    CITY_NAME,
    DESIGNATION,
    ORGANISATION,
    ASSET,
    FOCAL_POINT,
    STATEMENT,
)
