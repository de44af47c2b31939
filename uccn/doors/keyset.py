"""A total order, and the conditions that continue a list after or before a row of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class OrderKey:
    """One column or annotation of a total order. It holds no empty values."""

    name: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> "OrderKey":
        """`-name` is the descending key `name`."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.name}" if self.descending else self.name


class Keyset:
    """A queryset's total order, and the conditions that continue it after or before a row."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset
        self.keys = [OrderKey.parse(str(key)) for key in self._ordering()]

    @property
    def order(self) -> list[str]:
        """The names of the keys, with a sign where they descend."""
        return [str(key) for key in self.keys]

    def _ordering(self) -> tuple[Any, ...]:
        return tuple(self.queryset.query.order_by) or tuple(self.queryset.model._meta.ordering)

    def page(self, position: list[Any] | None, *, size: int, backwards: bool) -> list[list[Any]]:
        """Up to `size` rows as `[primary key, *key values]`, in the list's own order."""
        queryset = self.queryset.order_by(*(str(key) for key in self._directed(backwards)))
        if position is not None:
            queryset = queryset.filter(self._beyond(position, backwards=backwards))
        rows = [
            list(row) for row in queryset.values_list("pk", *(k.name for k in self.keys))[:size]
        ]
        return rows[::-1] if backwards else rows

    def _directed(self, backwards: bool) -> list[OrderKey]:
        return [OrderKey(key.name, key.descending != backwards) for key in self.keys]

    def _beyond(self, position: list[Any], *, backwards: bool) -> Q:
        condition, equal = Q(), Q()
        for key, value in zip(self._directed(backwards), position, strict=True):
            comparison = "lt" if key.descending else "gt"
            condition |= equal & Q(**{f"{key.name}__{comparison}": value})
            equal &= Q(**{key.name: value})
        return condition
