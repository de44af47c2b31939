"""Short lists that are always whole: their rows come from no table and are never in pages."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.views import APIView

from uccn.doors.paging import ListPagination
from uccn.doors.resources import Resource, Row


class WholeList(ListPagination):
    """The form of a list, without parameters for its pages: there is one."""

    def paginate_queryset(  # type: ignore[override]
        self, queryset: Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        self.request, self.is_numbered = request, False
        self.count, self.next, self.previous = len(queryset), None, None
        return list(queryset)

    def get_schema_operation_parameters(self, _view: APIView) -> list[dict[str, Any]]:
        return []


class ShortResource(Resource):
    """A resource whose rows are all made at once, by `every_row`."""

    pagination_class = WholeList
    paging_parameters = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """The words that name the rows; the queryset is there for the filters alone."""
        super().filter_queryset(queryset)
        self.found = {row[self.lookup_field]: row for row in self.every_row()}
        return list(self.found)

    def keys_of_file(self, queryset: Any) -> Sequence[Any]:
        return list(queryset)

    def every_row(self) -> Sequence[Row]:
        """The rows, in their order."""
        raise NotImplementedError

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return [self.found[key] for key in keys]

    def row(self, **address: str) -> Row:
        for row in self.every_row():
            if row[self.lookup_field] == address[self.lookup_field]:
                return row
        raise Http404
