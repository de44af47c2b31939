"""The outbox: at which revision each object of the API changed last, in the order of the changes.

Triggers write it (`cities.record.noting`). Whoever keeps a copy of the record reads it from where
it stopped, and reads the objects after it: what it finds may be newer than the number that it read,
and is then named again. Numbers rise in the order in which changes were committed, because each
change holds the revision until it is.
"""

from collections.abc import Collection
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q

from cities.models import ChangedObject
from cities.record.noting import OUTBOX, everything
from cities.record.public_tables import objects_by_kind


class Noted(NamedTuple):
    """An object, or with the key `ChangedObject.EVERY` all of its kind, and its revision."""

    number: int
    kind: str
    key: str


def noted_after(
    place: Noted, most: int, kinds: Collection[str] | None = None, *, inclusive: bool = False
) -> list[Noted]:
    """Up to so many of what was noted after a place (with `inclusive`: from it on), in order."""
    same = Q(number=place.number)
    key = Q(key__gte=place.key) if inclusive else Q(key__gt=place.key)
    later = Q(number__gt=place.number) | same & Q(kind__gt=place.kind)
    rows = ChangedObject.objects.filter(
        later | same & Q(kind=place.kind) & key,
        # Says nothing new, but where an index has to be entered.
        number__gte=place.number,
    )
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    columns = ("number", "kind", "key")
    return [Noted(*row) for row in rows.order_by(*columns).values_list(*columns)[:most]]


def begin_anew(using: str = DEFAULT_DB_ALIAS) -> None:
    """Note all that there is as changed now, and forget what was deleted.

    For a new epoch, in its transaction: nobody can go on from a place in the one before.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if OUTBOX not in tables:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {OUTBOX}")  # noqa: S608, a constant
        for model in objects_by_kind().values():
            if model._meta.db_table in tables:
                cursor.execute(everything(model))
