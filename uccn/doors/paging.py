"""Lists in pages: by number for people, by cursor for programs that walk the whole list.

A list door hands over a queryset that is ordered by a total order. Without `page`, an answer
carries opaque signed cursors that name the last row seen, so that rows inserted or deleted
meanwhile neither repeat nor hide others. With `page`, it goes by numbers.
"""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from uccn.doors.filtering import Problem, shown
from uccn.doors.problems import BadParameters

PAGE_SIZE = 50
LARGEST_PAGE = 200
LARGEST_NUMBER = 1_000_000


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


class ListPagination(BasePagination):
    """The pages of every list: `{"count", "next", "previous", "results"}`.

    `paginate_queryset` gives primary keys in order; the view turns them into rows.
    """

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The primary keys of the asked page. Raises `BadParameters`; `NotFound` past the end."""
        self.request = request
        parameters = request.query_params
        self.size = self._size(parameters)
        if "page" in parameters and "cursor" in parameters:
            raise BadParameters(
                [Problem("cursor", shown(parameters["cursor"]), _("Give either page or cursor."))]
            )
        self.count = queryset.order_by().count()
        if "page" in parameters:
            return self._numbered(queryset, parameters["page"])
        return self._by_cursor(queryset, parameters.get("cursor", ""))

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {"count": self.count, "next": self.next, "previous": self.previous, "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "nullable": True, "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "example": 408},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        def parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
            return {
                "name": name,
                "in": "query",
                "required": False,
                "schema": schema,
                "description": description,
            }

        return [
            parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                "Rows in one answer.",
            ),
            parameter(
                "page",
                {"type": "integer", "minimum": 1},
                "The page by number. Without it, `next` is a cursor: nothing is lost or doubled.",
            ),
            parameter(
                "cursor", {"type": "string"}, "Where to go on, as given by `next` or `previous`."
            ),
        ]

    def _numbered(self, queryset: QuerySet[Any], text: str) -> list[Any]:
        last = max(1, -(-self.count // self.size))
        number = _number("page", text, 1, LARGEST_NUMBER)
        if number > last:
            raise NotFound(
                _("There is no page %(number)d; the last is %(last)d.")
                % {"number": number, "last": last}
            )
        self.next = self._link(page=number + 1) if number < last else None
        self.previous = self._link(page=number - 1) if number > 1 else None
        start = (number - 1) * self.size
        return list(queryset.values_list("pk", flat=True)[start : start + self.size])

    def _by_cursor(self, queryset: QuerySet[Any], cursor: str) -> list[Any]:
        keyset = Keyset(queryset)
        position, backwards = self._position(cursor, keyset)
        rows = keyset.page(position, size=self.size + 1, backwards=backwards)
        more = len(rows) > self.size
        if more:
            rows = rows[1:] if backwards else rows[:-1]
        forward_left = position is not None if backwards else more
        backward_left = more if backwards else position is not None
        self.next = (
            self._cursor_link(rows[-1], keyset, backwards=False) if rows and forward_left else None
        )
        self.previous = (
            self._cursor_link(rows[0], keyset, backwards=True) if rows and backward_left else None
        )
        return [row[0] for row in rows]

    def _size(self, parameters: Any) -> int:
        text = parameters.get("page_size", "")
        return _number("page_size", text, 1, LARGEST_PAGE) if text else PAGE_SIZE

    def _position(self, cursor: str, keyset: Keyset) -> tuple[list[Any] | None, bool]:
        if not cursor:
            return None, False
        try:
            backwards, order, position = signing.loads(cursor, salt="cursor")
        except (signing.BadSignature, ValueError):
            backwards, order, position = False, None, None
        if order != [str(key) for key in keyset.keys]:
            raise BadParameters(
                [
                    Problem(
                        "cursor",
                        shown(cursor),
                        _("This cursor does not belong to this list. Begin again without it."),
                    )
                ]
            )
        return position, backwards

    def _cursor_link(self, row: list[Any], keyset: Keyset, *, backwards: bool) -> str:
        values = [
            value.isoformat() if isinstance(value, datetime.date) else value for value in row[1:]
        ]
        order = [str(key) for key in keyset.keys]
        return self._link(
            cursor=signing.dumps([backwards, order, values], salt="cursor", compress=True)
        )

    def _link(self, **changes: Any) -> str:
        parameters = self.request.query_params.copy()
        for name in ("page", "cursor"):
            parameters.pop(name, None)
        pairs = [(name, value) for name, values in parameters.lists() for value in values]
        query = urlencode([*pairs, *changes.items()])
        return self.request.build_absolute_uri(f"{self.request.path}?{query}")


def _number(parameter: str, text: str, least: int, most: int) -> int:
    # isascii, since int() also takes digits of other scripts, which a number in an address is not.
    if text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most:
        return int(text)
    raise BadParameters(
        [
            Problem(
                parameter,
                shown(text),
                _("Give a whole number from %(least)d to %(most)d.")
                % {"least": least, "most": most},
            )
        ]
    )
