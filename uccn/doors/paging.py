"""Lists in pages: by number for people, by cursor for programs that walk the whole list.

A list door hands over a queryset that is ordered by a total order. Without `page`, an answer
carries opaque signed cursors that name the last row seen, so that rows inserted or deleted
meanwhile neither repeat nor hide others. With `page`, it goes by numbers.
"""

from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from uccn.doors.cursors import Cursor, digest, read, written
from uccn.doors.filtering import Problem, shown
from uccn.doors.keeping import kept
from uccn.doors.keyset import Keyset
from uccn.doors.problems import BadParameters

PAGE_SIZE = 50
LARGEST_PAGE = 200
LARGEST_NUMBER = 1_000_000


@dataclass(frozen=True)
class Question:
    """What was asked of a list: the same for the same rows, in whatever order and pages."""

    path: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    # Made only where what is asked of it is not kept.
    rows: QuerySet[Any]

    def words(self, *place: Hashable) -> Hashable:
        """What was asked, without the rows, to which the whole request still hangs."""
        return self.path, self.filters, *place


@kept(most=500, key=Question.words)
def counted(question: Question) -> int:
    """How many rows the whole list has."""
    return question.rows.order_by().count()


# Of a list of a hundred thousand rows, its order takes under a megabyte.
@kept(most=16, key=Question.words)
def ordered(question: Question) -> Sequence[Any]:
    """The primary keys of the whole list in its order: each numbered page of it costs the same."""
    return array("q", question.rows.values_list("pk", flat=True))


class Page(NamedTuple):
    """The primary keys of a page, and the cursors of those around it; nothing where none is."""

    keys: list[Any]
    next: str
    previous: str


@kept(most=500, key=Question.words)
def beside(question: Question, cursor: str, size: int) -> Page:
    """The page beside a cursor; without one, the first. Raises `BadParameters`."""
    keyset = Keyset(question.rows)
    bound_to = digest(question.path, keyset.order, dict(question.filters))
    place = read(cursor, bound_to) if cursor else None
    backwards = place is not None and place.backwards
    position = list(place.position) if place else None
    rows = keyset.page(position, size=size + 1, backwards=backwards)
    more = len(rows) > size
    if more:
        rows = rows[1:] if backwards else rows[:-1]
    is_more_ahead = backwards or more
    is_more_behind = more if backwards else place is not None

    def written_at(row: list[Any], *, backwards: bool) -> str:
        return written(Cursor(row[1:], backwards), bound_to)

    return Page(
        [row[0] for row in rows],
        written_at(rows[-1], backwards=False) if rows and is_more_ahead else "",
        written_at(rows[0], backwards=True) if rows and is_more_behind else "",
    )


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
        page, cursor = (parameters.get(name, "").strip() for name in ("page", "cursor"))
        self.size = size_of_page(parameters)
        self.is_numbered = bool(page)
        if page and cursor:
            detail = _(
                "Give either “page” or “cursor”: leave out “cursor” to go by numbers, or “page” to "
                "go on from the cursor."
            )
            raise BadParameters([Problem("cursor", shown(cursor), detail)])
        question = Question(request.path_info, tuple(_filters(view).items()), queryset)
        if page:
            return self._numbered(ordered(question), page)
        self.count = counted(question)
        found = beside(question, cursor, self.size)
        self.next = self._link(cursor=found.next) if found.next else None
        self.previous = self._link(cursor=found.previous) if found.previous else None
        return found.keys

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {"count": self.count, "next": self.next, "previous": self.previous, "results": data}
        )

    def links(self) -> dict[str, str | None]:
        """The pages around this one by relation, once it is there; none before."""
        if not hasattr(self, "next"):
            return {}
        first = self._link(page=1) if self.is_numbered else self._link()
        return {"next": self.next, "prev": self.previous, "first": first}

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
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

    def _numbered(self, keys: Sequence[Any], text: str) -> list[Any]:
        self.count = len(keys)
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
        return list(keys[start : start + self.size])

    def _link(self, **changes: Any) -> str:
        parameters = self.request.query_params.copy()
        for name in ("page", "cursor"):
            parameters.pop(name, None)
        pairs = [(name, value) for name, values in parameters.lists() for value in values]
        query = urlencode([*pairs, *changes.items()])
        return self.request.build_absolute_uri(f"{self.request.path}?{query}".rstrip("?"))


def _filters(view: Any) -> dict[str, tuple[str, ...]]:
    """What the list was filtered by, in the order of the names; not how it is shown."""
    filterset = getattr(view, "filterset", None)
    if filterset is None:
        return {}
    asked = filterset.parameters
    return {name: tuple(asked.getlist(name)) for name in sorted(asked) if name in filterset.filters}


def size_of_page(parameters: Mapping[str, str]) -> int:
    """How many rows an answer is asked to have. Raises `BadParameters`."""
    text = parameters.get("page_size", "").strip()
    return _number("page_size", text, 1, LARGEST_PAGE) if text else PAGE_SIZE


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
