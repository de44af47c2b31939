"""The columns of a queryset as dictionaries, in its own order or in that of a page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

Row = dict[str, Any]


def found_rows(
    queryset: QuerySet[Any], columns: Iterable[str], keys: Sequence[int] | None
) -> list[Row]:
    """The queryset's columns, in its own order or in that of the primary keys of a page."""
    if keys is None:
        return list(queryset.values("pk", *columns))
    by_key = {row["pk"]: row for row in queryset.filter(pk__in=keys).values("pk", *columns)}
    return [by_key[key] for key in keys if key in by_key]
